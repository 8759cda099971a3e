//! Which names of an answer count.

use super::narrator;
use crate::outline::Outline;
use crate::outline::cast::{NARRATOR, Player, role_name};
use crate::outline::lexicon::{self, given_name, is_function_word, is_no_name, listed, noun};
use cuebook_core::id::Id;
use cuebook_script::prose;

/// The longest name, in words.
const MOST_WORDS: usize = 4;

/// The people of an outline and the words of its text.
pub(super) struct Known {
    narrator: String,
    roles: Vec<String>,
    words: Vec<Word>,
}

/// A word of the text.
struct Word {
    /// In small letters, without `'s`.
    base: String,
    /// Whether it has a capital that does not come from the start of a sentence.
    named: bool,
}

/// What an answer is.
#[derive(Debug, PartialEq)]
pub(super) enum Judged {
    /// The model does not know.
    Silent,
    /// No one of this name is in the text.
    Wrong,
    /// A person of the outline, or the narrator.
    Role(String),
    /// Another person of the text.
    New(Player),
}

impl Known {
    pub(super) fn of(outline: &Outline) -> Known {
        let prose = &outline.prose;
        let mut words: Vec<Word> = prose
            .words
            .ids()
            .map(|word| {
                let written = prose.word(word);
                Word {
                    base: base(written),
                    named: written.starts_with(char::is_uppercase),
                }
            })
            .collect();
        for sentence in &prose.sentences {
            if let Some(first) = words.get_mut(sentence.words.start.index()) {
                first.named = false;
            }
        }
        Known {
            narrator: narrator(outline).to_owned(),
            roles: outline
                .roles
                .iter()
                .skip(1)
                .map(|role| role.name.clone())
                .collect(),
            words,
        }
    }

    /// Judges an answer of a model.
    pub(super) fn judge(&self, answer: &str) -> Judged {
        let written: Vec<String> = prose::words(answer)
            .iter()
            .map(|word| word.span.of(answer).to_owned())
            .collect();
        let mut bases: Vec<String> = written.iter().map(|word| base(word)).collect();
        if bases.len() > 1 && listed("the a an", &bases[0]) {
            bases.remove(0);
        }
        let first = bases.first().map_or("", String::as_str);
        if bases.is_empty() || bases.len() == 1 && listed("unknown unclear unsure none n/a", first)
        {
            return Judged::Silent;
        }
        if bases.len() == 1 && (first == "narrator" || first == base(&self.narrator)) {
            return Judged::Role(self.narrator.clone());
        }
        if let Some(role) = self.role(&bases) {
            return Judged::Role(role.to_owned());
        }
        match self.person(&bases) {
            Some(player) => Judged::New(player),
            None => Judged::Wrong,
        }
    }

    /// Returns the role of this name: `Pell` is `MRS PELL`, if no other role has the word.
    fn role(&self, bases: &[String]) -> Option<&str> {
        let words = |role: &str| -> Vec<String> {
            prose::words(role)
                .iter()
                .map(|word| base(word.span.of(role)))
                .collect()
        };
        let exact = self.roles.iter().find(|role| words(role) == bases);
        if let Some(role) = exact {
            return Some(role);
        }
        let mut within = self.roles.iter().filter(|role| {
            let own = words(role);
            bases.iter().all(|base| own.contains(base))
        });
        match (within.next(), within.next()) {
            (Some(role), None) => Some(role),
            _ => None,
        }
    }

    /// Returns a person of the text who is no role yet.
    fn person(&self, bases: &[String]) -> Option<Player> {
        let last = bases.last().filter(|_| bases.len() <= MOST_WORDS)?;
        let barred = |base: &String| {
            is_function_word(base) || is_no_name(base) && lexicon::title(base).is_none()
        };
        if barred(last) || listed("i he she they it", last) {
            return None;
        }
        let mut places = self.words.windows(bases.len()).filter(|words| {
            words
                .iter()
                .zip(bases)
                .all(|(word, base)| word.base == *base)
        });
        let is_person = given_name(last).is_some() || noun(last).is_some();
        let found = match is_person {
            true => places.next(),
            false => places.find(|words| words.last().is_some_and(|word| word.named)),
        };
        found?;
        let name = role_name(&bases.join(" ").to_uppercase())?;
        let first = bases.first()?;
        let of_noun = noun(last);
        Some(Player {
            sex: lexicon::title(first)
                .flatten()
                .or_else(|| given_name(first))
                .or_else(|| of_noun.as_ref().and_then(|own| own.sex)),
            age: of_noun.as_ref().and_then(|own| own.age),
            several: of_noun.is_some_and(|own| own.several),
            name,
            ..Player::default()
        })
        .filter(|player| player.name != NARRATOR)
    }
}

/// Returns a word in the form in which names are compared.
fn base(word: &str) -> String {
    let low = lexicon::low(word.trim_end_matches('.'));
    lexicon::base(&low).to_owned()
}
