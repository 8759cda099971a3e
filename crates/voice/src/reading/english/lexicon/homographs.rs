//! Words of one spelling and several sounds: `bow`, `lead`, `read`. The tagger alone is often
//! wrong about them, so the words beside them decide where they can.

mod adjectives;
mod nouns;
mod tense;
mod verbs;

use super::tokens::Token;
use crate::phonemes::Accent;

/// The reading that a rule chose.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// The lexicon's reading for this part of speech.
    As(&'static str),
    /// A reading that the lexicon does not have: American and British.
    Sound(&'static str, &'static str),
}

impl Choice {
    /// Returns the sound for an accent, if the rule gives one.
    pub(super) fn sound(self, accent: Accent) -> Option<&'static str> {
        match (self, accent) {
            (Choice::As(_), _) => None,
            (Choice::Sound(american, _), Accent::American) => Some(american),
            (Choice::Sound(_, british), Accent::British) => Some(british),
        }
    }
}

/// A word among the tokens of its sentence.
#[derive(Copy, Clone)]
struct Place<'a> {
    tokens: &'a [Token],
    at: usize,
}

type Rule = fn(&Place) -> Option<Choice>;

/// The rule of each word.
fn rule(word: &str) -> Option<Rule> {
    Some(match word {
        "read" => tense::read,
        "used" => tense::used,
        "live" | "lives" => verbs::live,
        "wound" => tense::wound,
        "wind" | "winds" => verbs::wind,
        "tear" | "tears" => verbs::tear,
        "close" => verbs::close,
        "use" | "uses" => verbs::usage,
        "dove" => tense::dove,
        "dogged" => tense::dogged,
        "polish" => verbs::polish,
        "object" | "objects" | "refuse" | "excuse" | "excuses" | "desert" | "record"
        | "records" | "conduct" | "contract" | "contracts" | "contrast" | "permit" | "permits"
        | "project" | "projects" | "rebel" | "rebels" | "subject" | "subjects" | "convict"
        | "convicts" | "escort" | "export" | "import" | "insult" | "insults" | "increase"
        | "produce" | "progress" | "suspect" | "suspects" | "survey" | "torment" | "transport"
        | "abuse" | "console" | "converse" | "extract" | "perfume" | "frequent" | "perfect"
        | "compound" | "conflict" | "separate" | "sow" | "present" | "presents" | "contest"
        | "attribute" | "combine" | "digest" | "discount" | "entrance" | "exploit" | "incline"
        | "insert" | "reject" | "transfer" | "upset" => verbs::noun_or_verb,
        "bow" | "bows" | "bowed" | "bowing" => nouns::bow,
        "lead" | "leads" => nouns::lead,
        "row" | "rows" => nouns::row,
        "bass" => nouns::bass,
        "minute" => adjectives::minute,
        "invalid" => adjectives::invalid,
        "content" => adjectives::content,
        "house" => verbs::house,
        "houses" => adjectives::houses,
        "resume" | "resumes" | "résumé" | "résumés" => nouns::resume,
        "does" => nouns::does,
        "moped" => nouns::moped,
        "sewer" | "sewers" => nouns::sewer,
        "number" => adjectives::number,
        "axes" | "bases" => nouns::in_es,
        "graduate" | "deliberate" | "elaborate" | "alternate" | "moderate" | "intimate"
        | "appropriate" | "estimate" | "advocate" | "delegate" | "associate" | "duplicate"
        | "articulate" | "animate" | "approximate" | "coordinate" | "degenerate" | "desolate"
        | "initiate" | "subordinate" | "predicate" | "syndicate" | "aggregate" => {
            verbs::ending_in_ate
        }
        "protest" | "protests" => verbs::protest,
        "aged" => adjectives::aged,
        "learned" => adjectives::learned,
        "blessed" | "cursed" => adjectives::blessed,
        "z" => adjectives::zed,
        "drawer" | "drawers" => nouns::drawer,
        "protested" | "protesting" => verbs::protest,
        "de" | "du" | "le" | "von" | "et" => adjectives::particle,
        "les" | "vie" | "tag" | "sang" | "mon" | "faire" => adjectives::french,
        "august" | "job" | "nice" | "reading" => adjectives::capital,
        _ => return None,
    })
}

/// Returns the reading of a token by its neighbours; `None` leaves it to its tag.
pub(super) fn choice(tokens: &[Token], at: usize) -> Option<Choice> {
    let text = &tokens[at].text;
    let rule = match text.chars().any(char::is_uppercase) {
        true => rule(&text.to_lowercase()),
        false => rule(text),
    };
    rule?(&Place { tokens, at })
}

const MODALS: &str = "to will would shall should can could may might must cannot do does did don't \
            doesn't didn't won't wouldn't can't couldn't shan't shouldn't mustn't n't \
            'll let let's please";
const BE: &str = "be is was are were been being am 's 're 'm isn't wasn't";
const HAVE: &str = "have has had having 've 'd haven't hadn't hasn't";
const SUBJECTS: &str = "i you we they he she it who";
const OBJECTS: &str = "it him her them me us himself herself itself themselves myself";
const ARTICLES: &str = "the a an his her my your our their its this that";
/// Words after a verb of movement or of turning.
const WAYS: &str = "up round around about down through along past away between among into across \
    over back upward upwards downward off its";

impl Place<'_> {
    fn token(&self, by: isize) -> Option<&Token> {
        self.tokens.get(self.at.checked_add_signed(by)?)
    }

    /// Returns the token so many steps away in small letters, or nothing beyond the ends.
    fn word(&self, by: isize) -> String {
        self.token(by)
            .map_or_else(String::new, |token| token.text.to_lowercase())
    }

    fn tag(&self, by: isize) -> &'static str {
        self.token(by).map_or("", |token| token.tag)
    }

    /// Returns whether the token so many steps away is one of some words, with a space between each.
    fn is(&self, by: isize, words: &str) -> bool {
        self.token(by)
            .is_some_and(|token| is_one(&token.text, words))
    }

    fn is_tagged(&self, by: isize, tags: &[&str]) -> bool {
        tags.iter()
            .any(|tag| self.tag(by).starts_with(tag) && !self.tag(by).is_empty())
    }

    /// Returns whether the word before belongs to a noun: an article, a possessive, an adjective.
    fn is_after_article(&self) -> bool {
        self.is_tagged(-1, &["DT", "PRP$", "POS", "JJ", "CD", "PDT"])
            || self.is(-1, "of no every each whose what an a the")
    }

    /// Returns whether a noun follows, perhaps after an adjective.
    fn is_before_noun(&self) -> bool {
        self.is_tagged(1, &["NN"]) || self.is_tagged(1, &["JJ"]) && self.is_tagged(2, &["NN"])
    }

    /// Returns the nearest of the words before that are in one of two lists; adverbs, pronouns and
    /// names between are skipped. True is the first list.
    fn led_by(&self, first: &str, second: &str) -> Option<bool> {
        for by in 1..=4 {
            let by = -by;
            if self.is(by, first) {
                return Some(true);
            }
            if self.is(by, second) {
                return Some(false);
            }
            let skipped = self.is_tagged(by, &["RB", "PRP", "NNP", "UH"]) && self.tag(by) != "PRP$";
            if !skipped && !self.is(by, "not never ever always just only also") {
                return None;
            }
        }
        None
    }

    /// Returns whether several people or things do it to something: `the rules permit no dogs`.
    fn has_object_of_several(&self) -> bool {
        let several = matches!(self.tag(-1), "NNS" | "NNPS") && !self.is(-2, "of");
        let object =
            self.tag(1) == "DT" || self.is_tagged(1, &["CD", "PRP"]) || self.is(1, "all many");
        several && object && !self.is_tagged(0, &["NNS"])
    }

    /// Returns whether the word begins its sentence or clause.
    fn begins(&self) -> bool {
        self.begins_at(0)
    }

    /// Returns whether the word so many steps away begins its sentence or clause.
    fn begins_at(&self, by: isize) -> bool {
        match self.token(by - 1) {
            None => true,
            Some(token) => !token.text.chars().any(char::is_alphanumeric) && token.text != ",",
        }
    }

    /// Returns whether one of these words is anywhere in the sentence.
    fn has(&self, words: &str) -> bool {
        (self.tokens.iter()).any(|token| is_one(&token.text, words))
    }
}

/// Returns whether a word, in any letters, is one of some words with a space between each.
fn is_one(word: &str, words: &str) -> bool {
    (words.split_ascii_whitespace()).any(|one| one.eq_ignore_ascii_case(word))
}
