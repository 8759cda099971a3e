//! The lines of a text with their speakers and the reasons for them.

use std::ops::Range;

use super::cast::Players;
use super::page::Page;
use super::people::People;
use super::turns::turn::Turn;
use super::turns::{Speaker, Why};
use crate::outline::anchor::Quotes;
use crate::outline::cast::NARRATOR;
use crate::outline::id::Ids;
use crate::outline::{Line, Passage};
use cuebook_core::id::WordId;
use cuebook_script::Tone;

/// A line of speech, or words that are only quoted.
#[derive(Clone, Debug)]
pub(super) struct Said {
    words: Range<WordId>,
    /// The index of its stretch of the prose.
    stretch: usize,
    /// Whether it has no quotation marks.
    dashed: bool,
    role: String,
    sure: bool,
    reason: String,
    tone: Option<Tone>,
}

/// Returns all speech and all quoted words, in the order of the text.
#[must_use]
pub(super) fn said(
    page: &Page<'_>,
    people: &People,
    (turns, speakers): (&[Turn], &[Speaker]),
    players: &Players,
    quoted: &[Option<&'static str>],
) -> Vec<Said> {
    let mut all = Vec::new();
    for (turn, speaker) in turns.iter().zip(speakers) {
        // A part that continues the paragraph before has the same speaker.
        let begins = |part: &&usize| **part == turn.parts[0] || !page.parts[**part].continues;
        let tone = turn.tone();
        for part in turn.parts.iter().filter(begins) {
            let mut said = Said::of(page, *part, players.role(speaker.person));
            said.tone = tone;
            let other = other_acts(page, people, (turn, *part), speaker.person);
            said.sure = speaker.sure && other.is_none();
            if !speaker.sure {
                said.reason = format!("guess: {}", reason(&speaker.why, players));
            } else if other.is_some() {
                "guess: another person acts before it".clone_into(&mut said.reason);
            }
            all.push(said);
        }
    }
    for (part, why) in quoted.iter().enumerate() {
        if let Some(why) = why {
            all.push(Said {
                reason: format!("guess: {why}"),
                ..Said::of(page, part, NARRATOR)
            });
        }
    }
    all.sort_by_key(|said| said.words.start);
    go_on(&mut all);
    all
}

/// Returns another person who acts between a part of a turn and the part before: `“You lie,” said
/// Ann. Tom laughed. “Never.”`
fn other_acts(
    page: &Page<'_>,
    people: &People,
    (turn, part): (&Turn, usize),
    speaker: usize,
) -> Option<usize> {
    let before = turn.parts.iter().rev().find(|before| **before < part)?;
    let between = page.parts[*before].words.end..page.parts[part].words.start;
    let acts = people.within(between).iter().rev().find(|mention| {
        let ends = page.gap_before(mention.words.start);
        mention.subject && ends.contains(['.', '!', '?', '…'])
    })?;
    (acts.person != speaker).then_some(acts.person)
}

/// Sets the reason of guesses that continue the words before them.
fn go_on(all: &mut [Said]) {
    let mut before: Option<(String, usize, String)> = None;
    for said in all {
        let own = (said.role.clone(), said.stretch, said.reason.clone());
        let again = before.replace(own).is_some_and(|(role, stretch, reason)| {
            // Words of the text that name another person than the words before are a reason.
            let named = said.reason.starts_with("guess: “") && said.reason != reason;
            role == said.role && stretch + 2 >= said.stretch && !named
        });
        if again && !said.sure {
            "guess: continues".clone_into(&mut said.reason);
        }
    }
}

impl Said {
    /// Returns a line whose speaker is known with a reason.
    pub(super) fn told(page: &Page<'_>, part: usize, role: &str, sure: bool, reason: &str) -> Said {
        Said {
            sure,
            reason: reason.to_owned(),
            ..Said::of(page, part, role)
        }
    }

    fn of(page: &Page<'_>, part: usize, role: &str) -> Said {
        let part = &page.parts[part];
        let sentence = page.prose.sentence_of(part.words.start);
        Said {
            words: part.words.clone(),
            stretch: page.prose.stretch_of(sentence),
            dashed: part.dashed,
            role: role.to_owned(),
            sure: false,
            reason: String::new(),
            tone: None,
        }
    }
}

fn reason(why: &Why, players: &Players) -> String {
    match why {
        Why::Tag => String::new(),
        Why::Tagged(words) => format!("“{words}” may be another person"),
        Why::Beat(words) => format!("“{words}” is next to it"),
        Why::Called(by) => format!("{} spoke to them", players.role(*by)),
        Why::Turns(other) => format!("turn-taking with {}", players.role(*other)),
        Why::Near => "the person mentioned nearest".to_owned(),
        Why::Unnamed => "no one is named; turn-taking".to_owned(),
    }
}

/// Identifies the words of every line by a quote.
#[must_use]
pub(super) fn outline(
    page: &Page<'_>,
    all: Vec<Said>,
    quotes: &Quotes<'_>,
    ids: &mut Ids,
) -> Vec<Line> {
    // Lines without quotation marks are cut out, as the script reader does. The
    // other lines are found in the rest.
    let unquoted = all.iter().filter(|said| said.dashed);
    let unquoted = unquoted.map(|said| said.words.clone());
    let cut = page.cut(unquoted);
    let dialogue = Quotes::new(&cut);
    let line = |said: Said| {
        let words = said.words.clone();
        let passage = match said.dashed {
            true => {
                let (words, to) = quotes.passage(&words)?;
                Passage::Unquoted { words, to }
            }
            false => Passage::Quoted(dialogue.line(&words)?),
        };
        let first = page.text(words.start..(words.start + 4).min(words.end));
        Some(Line {
            id: Some(ids.of_words(&first, "line")),
            words,
            passage,
            role: said.role,
            tone: said.tone.map(Into::into),
            set: Vec::new(),
            sure: said.sure,
            reason: said.reason,
        })
    };
    all.into_iter().filter_map(line).collect()
}
