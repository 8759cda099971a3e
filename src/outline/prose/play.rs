//! Plays in plain text: `NAME. words`, `NAME: words`, or a name on its own line above
//! the words. Names are not read. Directions within a speech are not read either; all
//! other directions are the narrator's.

mod cast;
mod directions;
mod divide;
mod label;

use std::ops::Range;

use super::frame::{Block, blocks, skip};
use super::page::{Page, Part};
use crate::outline::anchor::Quotes;
use crate::outline::cast::{NARRATOR, Player, role_name};
use crate::outline::id::Ids;
use crate::outline::lexicon::{direction_tone, listed};
use crate::outline::{Line, Passage, Skipped, screenplay};
use cuebook_core::id::{IdRange, WordId};
use cuebook_script::Tone;
use directions::{asides, goes_on, is_bracketed};
use label::Label;

/// A play.
#[derive(Debug)]
pub(super) struct Play {
    /// In the order of the text.
    pieces: Vec<Piece>,
}

/// Words of a play.
#[derive(Clone, Debug)]
struct Piece {
    words: Range<WordId>,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    /// The name before a speech.
    Name,
    /// A direction within a speech.
    Aside,
    /// A line that asks for a sound: `SFX: Rain.`
    Sound,
    /// Words of a role, with the tone that a direction asks for.
    Said(String, Option<Tone>),
}

/// Names of speakers that ask for sounds.
const SOUNDS: &str = "sound sounds sfx fx music ambience effect grams";

impl Play {
    /// Reads a play; `None` if the text is none.
    #[must_use]
    pub(super) fn of(page: &Page<'_>) -> Option<Play> {
        let text = page.prose.text.as_str();
        let read = |block: &Block<'_>| {
            let words = page.prose.words_in(&block.span);
            !words.is_empty() && !page.left_out.iter().any(|out| out.contains(&words.start))
        };
        let blocks = divide::divided(text, blocks(text, 0..text.len()));
        let blocks: Vec<Block<'_>> = blocks.into_iter().filter(read).collect();
        let labels = cast::speakers(page, &blocks)?;
        let quoted = || cast::names_quotes(page.prose.text.as_str(), &blocks, &labels);
        (!quotes_much(page) || quoted()).then(|| Play {
            pieces: pieces(page, &blocks, &labels),
        })
    }

    /// Divides the parts of a page into speeches and directions, without the names.
    pub(super) fn divide(&self, page: &mut Page<'_>) {
        let mut parts = Vec::with_capacity(page.parts.len());
        let mut pieces = self.pieces.iter().peekable();
        for part in std::mem::take(&mut page.parts) {
            let mut at = part.words.start;
            let mut put = |words: Range<WordId>, speech: bool| {
                if !words.is_empty() {
                    parts.push(Part {
                        speech,
                        span: page.prose.span_of(words.clone()),
                        words,
                        ..part.clone()
                    });
                }
            };
            while let Some(piece) = pieces
                .peek()
                .filter(|piece| piece.words.start < part.words.end)
            {
                let words = piece.words.start.max(at)..piece.words.end.min(part.words.end);
                put(at..words.start.max(at), false);
                if piece.kind != Kind::Name {
                    put(words.clone(), matches!(piece.kind, Kind::Said(..)));
                }
                at = words.end.max(at);
                if piece.words.end > part.words.end {
                    break;
                }
                pieces.next();
            }
            put(at..part.words.end, false);
        }
        page.parts = parts;
        page.play = true;
        let out = self
            .pieces
            .iter()
            .filter(|piece| !matches!(piece.kind, Kind::Said(..)));
        page.left_out.extend(out.map(|piece| piece.words.clone()));
        page.left_out.sort_by_key(|words| words.start);
    }

    /// Returns the people who speak, most lines first.
    #[must_use]
    pub(super) fn players(&self) -> Vec<Player> {
        let mut lines: Vec<(&str, usize)> = Vec::new();
        for piece in &self.pieces {
            if let Kind::Said(role, _) = &piece.kind {
                match lines.iter_mut().find(|(name, _)| *name == role) {
                    Some((_, count)) => *count += 1,
                    None => lines.push((role, 1)),
                }
            }
        }
        lines.retain(|(name, _)| *name != NARRATOR);
        lines.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let player = |(name, count): (&str, usize)| screenplay::named(name, count);
        lines.into_iter().map(player).collect()
    }

    /// Returns a line for every stretch of speech.
    #[must_use]
    pub(super) fn lines(&self, page: &Page<'_>, quotes: &Quotes<'_>, ids: &mut Ids) -> Vec<Line> {
        let said = self.pieces.iter().filter_map(|piece| match &piece.kind {
            Kind::Said(role, tone) => Some((piece, role, *tone)),
            _ => None,
        });
        let prose = page.prose;
        let mut all = Vec::new();
        for (piece, role, tone) in said {
            let first = prose.stretch_of(prose.sentence_of(piece.words.start));
            let stretches = prose.stretches[first..].iter();
            for stretch in
                stretches.take_while(|stretch| prose.words_of(stretch).start < piece.words.end)
            {
                let own = prose.words_of(stretch);
                let words = own.start.max(piece.words.start)..own.end.min(piece.words.end);
                let quoted = stretch.kind == cuebook_script::prose::StretchKind::Dialogue;
                all.push((words, quoted, role, tone));
            }
        }
        let unquoted = all
            .iter()
            .filter(|(_, quoted, ..)| !quoted)
            .map(|(words, ..)| words.clone());
        let cut = page.cut(unquoted);
        let dialogue = Quotes::new(&cut);
        let line = |(words, quoted, role, tone): (Range<WordId>, bool, &String, Option<Tone>)| {
            let passage = match quoted {
                true => Passage::Quoted(dialogue.line(&words)?),
                false => {
                    let (words, to) = quotes.passage(&words)?;
                    Passage::Unquoted { words, to }
                }
            };
            let first = page.text(words.start..(words.start + 4).min(words.end));
            Some(Line {
                id: Some(ids.of_words(&first, "line")),
                words,
                passage,
                role: role.clone(),
                tone: tone.map(Into::into),
                set: Vec::new(),
                sure: true,
                reason: String::new(),
            })
        };
        all.into_iter()
            .filter(|(words, ..)| !words.is_empty())
            .filter_map(line)
            .collect()
    }

    /// Returns the names and directions that are not read.
    #[must_use]
    pub(super) fn skipped(&self, quotes: &Quotes<'_>) -> Vec<Skipped> {
        let out = self.pieces.iter().filter_map(|piece| match piece.kind {
            Kind::Name => skip(quotes, &piece.words, ""),
            Kind::Aside => skip(quotes, &piece.words, "a direction"),
            Kind::Sound => skip(quotes, &piece.words, "asks for a sound"),
            Kind::Said(..) => None,
        });
        out.collect()
    }
}

/// Returns the pieces of all speeches.
fn pieces(page: &Page<'_>, blocks: &[Block<'_>], labels: &[Option<Label>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut last: Option<&Label> = None;
    // Whether the words of the last name are still to come.
    let mut waits = false;
    let mut before: Option<&Block<'_>> = None;
    for (block, label) in blocks.iter().zip(labels) {
        let above = before.replace(block);
        if label.is_none() && block.is_heading() {
            (last, waits) = (None, false);
            continue;
        }
        let directed = is_bracketed(block);
        match (label, last) {
            (Some(label), _) => {
                pieces.extend(speech(page, block, label, label.end));
                (last, waits) = (Some(label), label.alone);
            }
            (None, Some(by)) if waits || !directed && goes_on(block, above) => {
                pieces.extend(speech(page, block, by, block.span.start));
                waits &= directed;
            }
            _ => {}
        }
    }
    pieces
}

/// Returns whether much of the text is in quotation marks, as in a story.
fn quotes_much(page: &Page<'_>) -> bool {
    let words = |speech: bool| {
        page.parts
            .iter()
            .filter(|part| part.speech == speech)
            .map(|part| part.words.len())
            .sum::<usize>()
    };
    words(true) * 4 > words(false)
}

/// Divides a block into its name, its spoken words and its directions.
fn speech(page: &Page<'_>, block: &Block<'_>, by: &Label, from: usize) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut put = |span: Range<usize>, kind: Kind| {
        let words = page.prose.words_in(&span);
        if !words.is_empty() {
            pieces.push(Piece { words, kind });
        }
    };
    put(block.span.start..from, Kind::Name);
    if listed(SOUNDS, &by.name.to_lowercase()) {
        put(from..block.span.end, Kind::Sound);
        return pieces;
    }
    let role = role_name(&by.name).unwrap_or_else(|| "VOICE".to_owned());
    let mut tone = by.direction.as_deref().and_then(direction_tone);
    let mut at = from;
    for aside in asides(&page.prose.text, from..block.span.end) {
        put(at..aside.start, Kind::Said(role.clone(), tone));
        tone = direction_tone(
            page.prose.text[aside.clone()].trim_matches(['[', ']', '(', ')', '_', '.']),
        );
        at = aside.end;
        put(aside, Kind::Aside);
    }
    put(at..block.span.end, Kind::Said(role, tone));
    pieces
}

#[cfg(test)]
mod tests;
