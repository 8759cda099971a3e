//! A person of the text, with all facts that the text gives.

use crate::outline::lexicon::{self, Age, Sex, age_of, is_rank, listed};
use crate::outline::prose::phrase::{Described, Pronoun};
use cuebook_core::id::WordId;

/// A person whom the text mentions, and who may speak.
#[derive(Clone, Debug, Default)]
pub(crate) struct Person {
    /// The names as in the text, without titles: `Anna`, `Orlova`.
    pub names: Vec<String>,
    /// The nouns for the person, from a title or a phrase: `captain`.
    pub nouns: Vec<String>,
    /// The nouns that may be another person's.
    pub guessed: Vec<String>,
    /// The nouns that were once taken for them without proof.
    pub supposed: Vec<String>,
    pub adjectives: Vec<String>,
    pub title: Option<String>,
    /// The evidence for the sex: above 0 for a man, below 0 for a woman. Larger
    /// numbers are stronger.
    pub manly: i32,
    pub age: Option<Age>,
    pub kin: bool,
    pub several: bool,
    /// Whether they are several people whom a tag only calls `they` or `we`.
    pub crowd: bool,
    /// Whether the text mentions them first in a tag, by a noun that may be for a
    /// person with a name.
    pub doubtful: bool,
    /// Whether the text only calls them by definite words for anybody, without an
    /// introduction: `the stranger`.
    pub unmet: bool,
    /// Whether the text has introduced them: `a badger in a waistcoat`.
    pub introduced: bool,
    /// Whether the text first mentions them as a person who acts, not in a tag.
    pub came: bool,
    /// Whether their noun has a capital, like a name: `the Badger`.
    pub proper: bool,
    /// Whether they are an animal that no tag has made speak: `Pompey, a spaniel`.
    pub dumb: bool,
    /// Whether the text mentions them themselves, not only what they own: `the
    /// merchant's door`.
    pub present: bool,
    /// Whether narration mentions them outside of tags.
    pub seen: bool,
    /// Whether narration mentions them.
    pub narrated: bool,
    /// Whether a person addresses them by their name.
    pub called: bool,
    /// Whether the talk only addresses them or speaks of them, and another person is
    /// meant: `Yes, boss`.
    pub addressed: bool,
    /// Whether they are the narrator of the story: `I`.
    pub teller: bool,
    /// The forms of the name with their counts, in the order of the first
    /// occurrence.
    pub forms: Vec<(String, usize)>,
    /// The people who are not them, because the text calls them theirs: Tom, for `Tom's son`.
    pub owners: Vec<usize>,
    /// The first word that mentions them.
    pub first: WordId,
}

impl Person {
    #[must_use]
    pub(crate) fn sex(&self) -> Option<Sex> {
        match self.manly {
            0 => None,
            n if n > 0 => Some(Sex::Man),
            _ => Some(Sex::Woman),
        }
    }

    pub(crate) fn is_named(&self) -> bool {
        !self.names.is_empty()
    }

    /// Returns whether the text only calls them by nouns for things: `said the ship`.
    #[must_use]
    pub(crate) fn is_thing(&self) -> bool {
        let unknown =
            |noun: &String| lexicon::noun(noun.rsplit(' ').next().unwrap_or("")).is_none();
        let known = self.is_named() || self.proper || self.teller || self.nouns.is_empty();
        let lives = self.introduced || self.manly != 0;
        !known && !lives && self.nouns.iter().all(unknown)
    }

    /// Returns whether a pronoun can refer to them: yes, no, or `None` for
    /// perhaps.
    #[must_use]
    pub(crate) fn agrees(&self, pronoun: Pronoun) -> Option<bool> {
        match (pronoun, self.sex()) {
            (Pronoun::I, _) => Some(self.teller),
            (_, _) if self.teller => Some(false),
            (Pronoun::They | Pronoun::We, _) => Some(self.several),
            (_, _) if self.several => Some(false),
            // A rank is weak evidence: a captain counts as a man until the text
            // says `she`.
            (Pronoun::She, Some(Sex::Man)) if self.manly == 1 => None,
            (Pronoun::He, Some(sex)) => Some(sex == Sex::Man),
            (Pronoun::She, Some(sex)) => Some(sex == Sex::Woman),
            (_, None) => None,
        }
    }

    pub(crate) fn count(&mut self, form: String) {
        match self.forms.iter_mut().find(|(known, _)| *known == form) {
            Some((_, count)) => *count += 1,
            None => self.forms.push((form, 1)),
        }
    }

    /// Adds all facts about another person, who is the same.
    pub(crate) fn take(&mut self, other: Person) {
        for noun in &other.nouns {
            self.call(noun);
        }
        for name in other.names {
            if !self.names.contains(&name) {
                self.names.push(name);
            }
        }
        for (form, count) in other.forms {
            match self.forms.iter_mut().find(|(known, _)| *known == form) {
                Some((_, known)) => *known += count,
                None => self.forms.push((form, count)),
            }
        }
        self.adjectives.extend(other.adjectives);
        self.guessed.extend(other.guessed);
        self.supposed.extend(other.supposed);
        self.owners.extend(other.owners);
        self.title = self.title.take().or(other.title);
        self.kin |= other.kin;
        self.narrated |= other.narrated;
        self.called |= other.called;
        self.present |= other.present;
        self.seen |= other.seen;
        self.introduced |= other.introduced;
        self.proper |= other.proper;
        self.unmet &= other.unmet;
        self.doubtful &= other.doubtful;
        self.age = self.age.or(other.age);
        self.first = self.first.min(other.first);
        if other.manly.abs() > self.manly.abs() {
            self.manly = other.manly;
        }
    }

    /// Adds a form of the name.
    pub(crate) fn learn(&mut self, title: Option<&str>, names: &[String]) {
        for name in names {
            if !self.names.contains(name) {
                self.names.push(name.clone());
            }
        }
        if let Some(title) = title {
            if self.title.is_none() {
                self.title = Some(title.to_owned());
            }
            self.call(title);
            for noun in implied(full(title)).split_ascii_whitespace() {
                self.call(noun);
                self.guessed.push(noun.to_owned());
            }
            if matches!(title, "aunt" | "uncle" | "grandmother" | "grandfather")
                && self.age.is_none()
            {
                self.age = Some(Age::Grown);
            }
            if title == "elder" {
                self.age = self.age.or(Some(Age::Old));
            }
        }
        let votes = votes(title, names);
        if votes.abs() > self.manly.abs() {
            self.manly = votes;
        }
        // `Grandad` as a name.
        if let [name] = names
            && let Some(noun) = lexicon::noun(&name.to_lowercase()).filter(|noun| noun.kin)
        {
            self.age = self.age.or(noun.age);
            self.manly = noun
                .sex
                .map_or(self.manly, |sex| if sex == Sex::Man { 12 } else { -12 });
        }
    }

    pub(crate) fn call(&mut self, noun: &str) {
        let noun = full(noun);
        if !self.nouns.iter().any(|known| known == noun) {
            self.nouns.push(noun.to_owned());
        }
    }

    /// Adds a description of them.
    pub(crate) fn describe(&mut self, description: &Described) {
        self.call(&description.head);
        self.kin |= description.noun.kin;
        self.several |= description.noun.several;
        for adjective in &description.adjectives {
            if !self.adjectives.contains(adjective) {
                self.adjectives.push(adjective.clone());
            }
            // `her little brother` is a child, `a little man` is not.
            let small = description.noun.kin && matches!(adjective.as_str(), "little" | "small");
            if self.age.is_none() {
                self.age = age_of(adjective).or(small.then_some(Age::Child));
            }
        }
        if self.age.is_none() {
            self.age = description.noun.age;
        }
        let weight = if description.noun.vague || description.noun.kin {
            12
        } else {
            2
        };
        let rank = i32::from(is_rank(&description.head));
        let votes: i32 = description
            .noun
            .sex
            .map_or(rank, |sex| if sex == Sex::Man { weight } else { -weight });
        if votes.abs() > self.manly.abs() {
            self.manly = votes;
        }
    }
}

/// Returns the full form of a title: `doctor` for `dr`.
fn full(title: &str) -> &str {
    match title {
        "dr" | "doc" => "doctor",
        "capt" | "cpt" => "captain",
        "col" => "colonel",
        "gen" => "general",
        "lt" | "lieut" => "lieutenant",
        "sgt" => "sergeant",
        "prof" => "professor",
        noun => noun,
    }
}

/// Returns the nouns that a person with a title may also have: Sir Edmund is `the baronet`.
fn implied(title: &str) -> &'static str {
    match title {
        "sir" => "baronet knight",
        "doctor" => "physician surgeon",
        "professor" => "scholar scientist naturalist",
        "reverend" | "rev" => "clergyman parson vicar",
        "lieutenant" => "subaltern",
        "inspector" => "detective",
        "constable" => "policeman",
        _ => "",
    }
}

/// Returns whether two titles belong to two people: `Captain` and `Doctor`.
pub(super) fn clash(one: Option<&str>, other: Option<&str>) -> bool {
    let plain = |title: &str| {
        matches!(
            title,
            "mr" | "sir" | "mister" | "monsieur" | "comrade" | "lord" | "miss" | "mrs" | "ms"
        )
    };
    match (one, other) {
        // Young officers are `Mr. Wray`.
        (Some("mr"), Some(rank)) | (Some(rank), Some("mr"))
            if is_rank(full(rank)) && !listed("lieutenant ensign midshipman", full(rank)) =>
        {
            true
        }
        (Some("mr"), Some("master")) | (Some("master"), Some("mr")) => true,
        // A knight is never called Captain Vayne.
        (Some("sir"), Some(other)) | (Some(other), Some("sir"))
            if is_rank(full(other)) || listed("mr mister master dr doctor", other) =>
        {
            true
        }
        (Some("miss"), Some("mrs")) | (Some("mrs"), Some("miss")) => true,
        (Some(one), Some(other)) => full(one) != full(other) && !plain(one) && !plain(other),
        _ => false,
    }
}

/// Returns the sex for a title or a name: above 0 for a man, below 0 for a woman,
/// further from 0 if more certain.
#[must_use]
pub(super) fn votes(title: Option<&str>, names: &[String]) -> i32 {
    let sign = |sex: Sex| if sex == Sex::Man { 1 } else { -1 };
    let courtesy = "mr mister sir lord monsieur uncle king prince mrs miss ms lady madame mademoiselle aunt queen \
        princess countess baroness mme mlle frau herr sister father mother brother";
    let titled = title.map_or(0, |title| {
        let weight = if listed(courtesy, title) { 20 } else { 1 };
        let sex = lexicon::title(title).flatten();
        sex.map_or(0, |sex| weight * sign(sex))
    });
    let given = names
        .first()
        .and_then(|name| lexicon::given_name(&name.to_lowercase()));
    let slavic = names.last().map_or(0, |name| {
        let woman = ["ova", "eva", "ina", "aya", "ovna", "evna"]
            .iter()
            .any(|end| name.ends_with(end));
        let man = ["ovich", "evich"].iter().any(|end| name.ends_with(end));
        4 * i32::from(man) - 4 * i32::from(woman)
    });
    titled + given.map_or(0, |sex| 8 * sign(sex)) + slavic
}
