//! What the action and the parentheses tell about the sex and age of the characters:
//! `ANNA, 40s, a nurse`, `Scott waits. He coughs.`, `(to herself)`.

use std::collections::HashMap;

use super::age;
use super::fountain::{Part, Screenplay, What};
use super::names::{self, Names};
use crate::outline::lexicon::{self, Age, Sex, listed};

/// The facts about one character.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    /// The evidence for the sex: above 0 for a man, below 0 for a woman.
    votes: i32,
    pub age: Option<Age>,
}

impl Told {
    /// Returns the sex, if the evidence has at least this strength.
    #[must_use]
    pub(super) fn sex(&self, least: i32) -> Option<Sex> {
        match self.votes {
            votes if votes >= least => Some(Sex::Man),
            votes if votes <= -least => Some(Sex::Woman),
            _ => None,
        }
    }

    fn vote(&mut self, sex: Sex, weight: i32) {
        self.votes += if sex == Sex::Man { weight } else { -weight };
    }
}

/// The votes from which the evidence is stronger than a given name.
pub(super) const CLEAR: i32 = 3;
/// The votes of a noun beside a name. A pronoun has one vote, or is clear where it
/// begins the sentence after that of the name.
const NOUN: i32 = 6;
/// The number of words after a name that may describe its owner.
const DESCRIBED: usize = 14;

/// Gathers the facts about each role, by the key of its name.
#[must_use]
pub(super) fn gather(play: &Screenplay, names: &Names, roles: &[String]) -> HashMap<String, Told> {
    let mut gathered = Gathered::of(roles);
    for element in &play.elements {
        match &element.what {
            What::Action(lines) => gathered.action(&lines.join(" ")),
            What::Speech(speech) => {
                let [speaker] = &names.speakers(&speech.name)[..] else {
                    continue;
                };
                let own = speech.parts.iter().filter_map(|part| match part {
                    Part::Aside(words) => Some(words),
                    Part::Words(_) => None,
                });
                own.for_each(|words| gathered.aside(&names::key(&speaker.name), words));
                for extension in &speech.extensions {
                    gathered.extension(&names::key(&speaker.name), extension);
                }
            }
            _ => {}
        }
    }
    gathered.told
}

struct Gathered {
    told: HashMap<String, Told>,
    /// The keys of roles by the words that name them. A word of several roles names
    /// none.
    named: HashMap<String, Option<String>>,
}

impl Gathered {
    fn of(roles: &[String]) -> Gathered {
        let mut named: HashMap<String, Option<String>> = HashMap::new();
        let mut put = |word: &str, key: &str| {
            let known = named
                .entry(word.to_owned())
                .or_insert_with(|| Some(key.to_owned()));
            if known.as_deref() != Some(key) {
                *known = None;
            }
        };
        for role in roles {
            let key = names::key(role);
            for word in key.split([' ', '-']) {
                let common = lexicon::title(word).is_some() || lexicon::age_of(word).is_some();
                if word.len() > 1 && !common && !lexicon::is_function_word(word) {
                    put(word, &key);
                }
            }
        }
        // `Tom` is TOM and not YOUNG TOM.
        for key in roles.iter().map(|role| names::key(role)) {
            if named.contains_key(&key) {
                named.insert(key.clone(), Some(key));
            }
        }
        Gathered {
            told: HashMap::new(),
            named,
        }
    }

    /// Reads a paragraph of action.
    fn action(&mut self, text: &str) {
        let words = words(text);
        let mut last: Option<String> = None;
        let mut rivals = false;
        // Whether the last person is the subject of the sentence before.
        let mut subject = false;
        for (at, word) in words.iter().enumerate() {
            if let Some(Some(key)) = self.named.get(&word.low).filter(|_| word.capital) {
                let key = key.clone();
                self.titled(&key, at.checked_sub(1).map(|before| &words[before]));
                self.described(&key, &words[at + 1..]);
                rivals = last.as_ref().is_some_and(|last| *last != key) && !word.begins;
                subject = word.begins;
                last = Some(key);
                continue;
            }
            let sex = match word.low.as_str() {
                "he" | "his" | "him" | "himself" => Sex::Man,
                "she" | "her" | "hers" | "herself" => Sex::Woman,
                _ => continue,
            };
            if let Some(key) = last.as_ref().filter(|_| !rivals) {
                let again = subject && word.begins && matches!(word.low.as_str(), "he" | "she");
                let weight = if again { CLEAR } else { 1 };
                self.told.entry(key.clone()).or_default().vote(sex, weight);
            }
        }
    }

    /// Reads the title before a name: `Mrs Hale`.
    fn titled(&mut self, key: &str, before: Option<&Word>) {
        let sex = before.and_then(|word| lexicon::title(&word.low).flatten());
        let plain = |word: &Word| !lexicon::is_rank(&word.low);
        if let Some(sex) = sex.filter(|_| before.is_some_and(plain)) {
            self.told.entry(key.to_owned()).or_default().vote(sex, NOUN);
        }
    }

    /// Reads the description after a name: `(40s)`, `, a tall woman`.
    fn described(&mut self, key: &str, after: &[Word]) {
        if !after.first().is_some_and(|word| word.apart) {
            return;
        }
        let told = self.told.entry(key.to_owned()).or_default();
        for (at, word) in after.iter().take(DESCRIBED).enumerate() {
            // The description ends with its sentence, or where another name begins.
            let other = matches!(self.named.get(&word.low), Some(Some(_))) && word.capital;
            if at > 0 && word.begins || other || word.closes {
                break;
            }
            if at < 5 && told.age.is_none() {
                told.age = word.low.split('-').find_map(age::of_word);
            }
            if let Some(noun) = lexicon::noun(&word.low) {
                told.age = told.age.or(noun.age);
                if let Some(sex) = noun.sex.filter(|_| !is_other(after, at)) {
                    told.vote(sex, NOUN);
                    break;
                }
            }
        }
    }

    /// Reads a direction of a speech: `to himself`, `her voice breaking`.
    fn aside(&mut self, key: &str, text: &str) {
        const OWN: &str = "voice breath eyes throat head tears hands face mouth temper tongue";
        let words = words(text);
        for (at, word) in words.iter().enumerate() {
            let own = words.get(at + 1).is_some_and(|next| listed(OWN, &next.low));
            let sex = match word.low.as_str() {
                "himself" => Sex::Man,
                "herself" => Sex::Woman,
                "he" if at == 0 => Sex::Man,
                "she" if at == 0 => Sex::Woman,
                "his" if own => Sex::Man,
                "her" if own => Sex::Woman,
                _ => continue,
            };
            self.told
                .entry(key.to_owned())
                .or_default()
                .vote(sex, CLEAR);
        }
    }

    /// Reads a description after a name: `TOM (40)`, `JO (30s, a nurse)`.
    fn extension(&mut self, key: &str, extension: &str) {
        let Some(age) = age::of_description(extension) else {
            return;
        };
        let told = self.told.entry(key.to_owned()).or_default();
        told.age.get_or_insert(age);
        for word in words(extension) {
            let sex = match word.low.as_str() {
                "he" | "him" | "male" => Some(Sex::Man),
                "she" | "her" | "female" => Some(Sex::Woman),
                word => lexicon::noun(word).and_then(|noun| noun.sex),
            };
            if let Some(sex) = sex {
                told.vote(sex, NOUN);
                return;
            }
        }
    }
}

/// Returns whether a noun names another person: `Tom's mother`, `with a woman`.
fn is_other(after: &[Word], at: usize) -> bool {
    const OTHERS: &str = "with to for and his her their at by beside behind of like from";
    let before = |back: usize| at.checked_sub(back).and_then(|at| after.get(at));
    (1..=3)
        .filter_map(before)
        .any(|word| listed(OTHERS, &word.low) || word.low.ends_with("'s"))
}

/// A word of the action.
struct Word {
    low: String,
    capital: bool,
    /// Whether a sentence begins with it.
    begins: bool,
    /// Whether a comma or a bracket is before it.
    apart: bool,
    /// Whether a closing bracket is before it.
    closes: bool,
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut gap = String::from(".");
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        gap.push_str(&rest[..start]);
        rest = &rest[start..];
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
        let end = rest.find(|c| !inner(c)).unwrap_or(rest.len());
        let low = lexicon::low(&rest[..end]);
        let title = words
            .last()
            .is_some_and(|word: &Word| lexicon::title(&word.low).is_some());
        words.push(Word {
            low: match lexicon::base(&low) {
                base if base.len() < low.len() && !low.ends_with("'s") => low.clone(),
                base => base.to_owned(),
            },
            capital: rest.starts_with(char::is_uppercase),
            begins: gap.contains(['.', '!', '?']) && !title,
            apart: gap.contains([',', '(', '–', '—']) || gap.contains(" - "),
            closes: gap.contains(')'),
        });
        gap.clear();
        rest = &rest[end..];
    }
    words
}
