//! Outlines a story in a language other than English: Spanish, French, Italian, Portuguese,
//! German, Hindi, Japanese and Mandarin. A speaker is sure where a tag names one: `—Hola —dijo María—`, `« Oui », dit-elle`,
//! `„Nein“, sagte Anna`. Other lines go on, take turns, or are those of the person who is named
//! nearest.

mod dashes;
mod eastern;
mod hindi;
mod tags;
mod words;

use std::collections::BTreeMap;

use super::lines::Said;
use super::page::Page;
use super::{head, lines, scenes};
use crate::outline::anchor::Quotes;
use crate::outline::cast::{NARRATOR, Player, cast, role_name};
use crate::outline::id::Ids;
use crate::outline::lexicon::Sex;
use crate::outline::{Outline, TitlePage};
use crate::world::Catalog;
use cuebook_core::language::Language;
use tags::Named;
use words::Words;

/// Returns the language of a page by its frequent words.
pub(super) fn language(page: &Page<'_>) -> Language {
    use cuebook_core::id::IdRange;
    if let Some(language) = eastern::language(page) {
        return language;
    }
    words::language(page.words().ids().map(|word| page.low(word)))
}

/// A speaker with the reason why.
#[derive(Clone, Debug)]
struct Speaker {
    /// The name of the role.
    role: String,
    sure: bool,
    reason: String,
}

/// Outlines a story in a language, or returns `None` if its rules are those of English.
pub(super) fn outline(
    page: &mut Page<'_>,
    language: Language,
    quotes: &Quotes<'_>,
    stock: &dyn Catalog,
) -> Option<Outline> {
    let words = Words::of(language)?;
    dashes::part(page, words);
    let found = scenes::scenes(page);
    let mut ids = Ids::default();
    let scenes = scenes::outline(page, &found, quotes, &mut ids);
    let mut people = People::default();
    let speakers = speakers(page, words, &mut people);
    let said = speakers.iter().map(|(part, speaker)| {
        people.count(&speaker.role);
        Said::told(page, *part, &speaker.role, speaker.sure, &speaker.reason)
    });
    let said: Vec<Said> = said.collect();
    let lines = lines::outline(page, said, quotes, &mut ids);
    let mut comments = head(&lines, &[]);
    comments.push(format!(
        "The language is {}, as its frequent words show. Sounds are found only in English texts.",
        language.title()
    ));
    Some(Outline {
        title: TitlePage {
            comments,
            language: Some(language.name().to_owned()),
            ..TitlePage::default()
        },
        roles: cast(NARRATOR, &people.players(), stock, language),
        scenes,
        lines,
        ..Outline::default()
    })
}

/// The people who are named, by the name of their role.
#[derive(Debug, Default)]
struct People {
    sexes: BTreeMap<String, Option<Sex>>,
    lines: std::cell::RefCell<BTreeMap<String, usize>>,
}

impl People {
    /// Adds a person. Returns the name of the role.
    fn add(&mut self, named: &Named) -> Option<String> {
        let role = role_name(&named.name.to_uppercase())?;
        let sex = self.sexes.entry(role.clone()).or_default();
        *sex = sex.or(named.sex);
        Some(role)
    }

    fn count(&self, role: &str) {
        *self.lines.borrow_mut().entry(role.to_owned()).or_default() += 1;
    }

    /// Returns the people who speak, most lines first.
    fn players(&self) -> Vec<Player> {
        let lines = self.lines.borrow();
        let speaking = lines.iter().filter(|(role, _)| *role != NARRATOR);
        let player = |(role, lines): (&String, &usize)| Player {
            name: role.clone(),
            sex: self.sexes.get(role).copied().flatten(),
            lines: *lines,
            ..Player::default()
        };
        let mut players: Vec<Player> = speaking.map(player).collect();
        players.sort_by_key(|player| std::cmp::Reverse(player.lines));
        players
    }
}

/// Returns the speaker of every part that is speech.
fn speakers(page: &Page<'_>, words: &Words, people: &mut People) -> Vec<(usize, Speaker)> {
    let mut all: Vec<(usize, Speaker)> = Vec::new();
    for part in 0..page.parts.len() {
        if !page.parts[part].speech || page.parts[part].continues {
            continue;
        }
        let tagged = tags::beside(page, words, part);
        let named = tagged.as_ref().and_then(|named| people.add(named));
        let speaker = match named {
            Some(role) => Speaker {
                role,
                sure: true,
                reason: String::new(),
            },
            None => guess(page, words, part, &all, people),
        };
        all.push((part, speaker));
    }
    backwards(page, &mut all);
    all
}

/// Gives the parts before a tag in the same paragraph its speaker: `«No», dijo. «Nunca», dijo Ana.`
fn backwards(page: &Page<'_>, all: &mut [(usize, Speaker)]) {
    for at in (1..all.len()).rev() {
        let same = page.parts[all[at].0].paragraph == page.parts[all[at - 1].0].paragraph;
        if same && all[at].1.sure && !all[at - 1].1.sure {
            all[at - 1].1.role = all[at].1.role.clone();
            "guess: the same paragraph".clone_into(&mut all[at - 1].1.reason);
        }
    }
}

/// Guesses who speaks without a tag that names anybody.
fn guess(
    page: &Page<'_>,
    words: &Words,
    part: usize,
    before: &[(usize, Speaker)],
    people: &mut People,
) -> Speaker {
    let paragraph = page.parts[part].paragraph;
    let of = |role: &str, why: String| Speaker {
        role: role.to_owned(),
        sure: false,
        reason: format!("guess: {why}"),
    };
    let last = before.last();
    if let Some((other, speaker)) = last
        && page.parts[*other].paragraph == paragraph
    {
        return of(&speaker.role, "continues".to_owned());
    }
    // Two people who take turns, with at most one paragraph of narration between.
    if let Some((other, speaker)) = last
        && paragraph - page.parts[*other].paragraph <= 2
    {
        let partner = before
            .iter()
            .rev()
            .find(|(_, partner)| partner.role != speaker.role);
        let near = |at: usize| paragraph - page.parts[at].paragraph <= 6;
        if let Some((_, partner)) = partner.filter(|(at, _)| near(*at)) {
            return of(&partner.role, format!("turn-taking with {}", speaker.role));
        }
    }
    let other = last.map(|(_, speaker)| speaker.role.as_str());
    let named = tags::named_before(page, words, part);
    let named = named.iter().filter_map(|named| people.add(named));
    match named.into_iter().find(|role| Some(role.as_str()) != other) {
        Some(role) => of(&role, "the person mentioned nearest".to_owned()),
        None => of(NARRATOR, "no one is named".to_owned()),
    }
}

#[cfg(test)]
mod tests;
