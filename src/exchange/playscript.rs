//! The show as a script for readers: a list of scenes, action, speeches and cues
//! in their order. Every word of the show is in exactly one item, under its role,
//! in the order of the text.

use crate::book::{Book, Line, Mark};
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{CueId, Id, IdRange, LineId};
use cuebook_core::units::{Frames, Seconds};
use cuebook_script::write::one_line;
use cuebook_script::{Edge, Feeling, Prose, Script};

/// The overlap from which a line counts as spoken together with the one before
/// it.
const TOGETHER: Seconds = Seconds(0.7);

/// One item on the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    Scene {
        id: String,
        title: String,
    },
    /// The narrator's words in one paragraph, quotation marks included.
    Action(String),
    Speech {
        line: LineId,
        role: String,
        tone: Feeling,
        /// Whether the line is spoken at the same time as the one before.
        together: bool,
        /// The words, without quotation marks.
        words: String,
    },
    Cue(CueItem),
}

/// A cue on the page.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CueItem {
    pub cue: CueId,
    /// The number of words on the page before it.
    pub before: usize,
    pub id: String,
    /// `spot`, `bed`, `music` or `hush`.
    pub kind: &'static str,
    /// The name of the sound; `None` for a hush.
    pub sound: Option<String>,
    /// The length of a hush.
    pub lasts: Option<Frames>,
    /// The place where it begins, in the words of the script.
    pub place: String,
    pub until: Option<String>,
}

/// Returns the items of a show.
#[must_use]
pub(crate) fn items(script: &Script, book: &Book) -> Vec<Item> {
    let mut page = Page {
        book,
        items: Vec::new(),
        words: 0,
        last: None,
    };
    let cues = cues(script, book);
    let mut scenes = book.scenes.iter().peekable();
    let mut next = 0;
    for (id, line) in book.lines.entries() {
        // The order is: cues that hang on the words before, the scene, cues that
        // hang on its first words.
        while let Some(scene) = scenes.next_if(|scene| scene.word < line.words.end) {
            while let Some((_, cue)) = cues
                .get(next)
                .filter(|(place, _)| *place <= 2 * scene.word.index())
            {
                page.cue(cue.clone());
                next += 1;
            }
            page.put(Item::Scene {
                id: scene.id.clone(),
                title: scene.title.clone(),
            });
        }
        while let Some((_, cue)) = cues
            .get(next)
            .filter(|(place, _)| *place < 2 * line.words.end.index())
        {
            page.cue(cue.clone());
            next += 1;
        }
        page.line(id, line);
    }
    for (_, cue) in cues.into_iter().skip(next) {
        page.cue(cue);
    }
    page.items
}

struct Page<'a> {
    book: &'a Book,
    items: Vec<Item>,
    /// The number of words so far.
    words: usize,
    /// The paragraph of the action that may continue, and the start of its text.
    last: Option<(usize, usize)>,
}

impl Page<'_> {
    fn put(&mut self, item: Item) {
        self.items.push(item);
        self.last = None;
    }

    fn cue(&mut self, cue: CueItem) {
        let before = self.words;
        self.put(Item::Cue(CueItem { before, ..cue }));
    }

    fn line(&mut self, id: LineId, line: &Line) {
        self.words += line.words.len();
        let prose = &self.book.prose;
        let stretch = &prose.stretches[prose.stretch_of(prose.sentence_of(line.words.start))];
        let before = &prose.text[stretch.span.start..line.text.start.max(stretch.span.start)];
        let opened = |is_mark: fn(char) -> bool| {
            let marks = before.len() - before.trim_end_matches(is_mark).len();
            Span::new(line.text.start - marks, line.text.end)
        };
        if line.dialogue && line.role != self.book.narrator {
            let own = self.book.roles[line.role].tone;
            return self.put(Item::Speech {
                line: id,
                role: self.book.roles[line.role].name.clone(),
                tone: if line.tone == own {
                    Feeling::default()
                } else {
                    line.tone
                },
                together: line.with.is_some()
                    || line
                        .overlap
                        .is_some_and(|overlap| overlap >= TOGETHER.frames()),
                words: one_line(prose.said(match (quoted(line, prose), dots(before)) {
                    (Some(quoted), _) => quoted,
                    (None, 0) => opened(is_bracket),
                    (None, dots) => Span::new(line.text.start - dots, line.text.end),
                })),
            });
        }
        let span = match line.dialogue {
            true => stretch.span,
            // The marks before the first word of a paragraph, but for those of a heading.
            false if self.begins_paragraph(line) => {
                let marks = before.trim_start().trim_start_matches(['#', ' ']);
                Span::new(line.text.start - marks.len(), line.text.end)
            }
            false => opened(is_opening),
        };
        let goes_on = self
            .last
            .filter(|(paragraph, _)| *paragraph == line.paragraph);
        let begin = goes_on.map_or(span.start, |(_, begin)| begin);
        if goes_on.is_some() {
            self.items.pop();
        }
        let text = prose.said(Span::new(begin, span.end));
        self.items.push(Item::Action(one_line(text)));
        self.last = Some((line.paragraph, begin));
    }

    /// Returns whether a line is the first of its paragraph.
    fn begins_paragraph(&self, line: &Line) -> bool {
        let prose = &self.book.prose;
        let own = prose.stretch_of(prose.sentence_of(line.words.start));
        let above = own.checked_sub(1).map(|above| &prose.stretches[above]);
        above.is_none_or(|above| above.paragraph != line.paragraph)
    }
}

/// Returns all between the quotation marks of a speech, with the marks before its first word and after
/// its last; `None` if its stretch does not begin with a quotation mark.
fn quoted(line: &Line, prose: &Prose) -> Option<Span> {
    let stretch = &prose.stretches[prose.stretch_of(prose.sentence_of(line.words.start))];
    let (whole, text) = (stretch.span, &prose.text);
    let before = text.get(whole.start..line.text.start)?.trim_start();
    let inner = before.strip_prefix(is_quotation_mark)?;
    let open = before.chars().next()?;
    let after = text.get(line.text.end..whole.end)?.trim_end();
    let after = after
        .strip_suffix(|c| is_quotation_mark(c) && is_single(c) == is_single(open))
        .unwrap_or(after);
    Some(Span::new(
        line.text.start - inner.trim_start().len(),
        line.text.end + after.trim_end().len(),
    ))
}

fn is_quotation_mark(c: char) -> bool {
    is_single(c) || "\"“”„‟＂〝〞«»「」『』".contains(c)
}

fn is_single(c: char) -> bool {
    "'‘’‚‛＇‹›".contains(c)
}

/// Returns the length of the dots with which a speech begins: `... and then he left.`
fn dots(before: &str) -> usize {
    let is_dot = |c: char| matches!(c, '.' | '…');
    let dots = before.trim_start_matches(|c: char| !is_dot(c) && !c.is_alphanumeric());
    match dots.chars().all(|c| is_dot(c) || c == ' ') {
        true => dots.len(),
        false => 0,
    }
}

/// Returns whether a mark right before the first word belongs to it.
fn is_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '¿' | '¡')
}

/// Returns whether a mark right before the first word of narration belongs to it.
fn is_opening(c: char) -> bool {
    is_bracket(c) || matches!(c, '…' | '‘' | '‚' | '\'' | '’' | '‹' | '—' | '–')
}

/// Returns the cues with their places on the page, in that order. A place is
/// twice the number of the words before the cue, plus one if the cue hangs on the
/// word after it.
fn cues(script: &Script, book: &Book) -> Vec<(usize, CueItem)> {
    let words = book.prose.words.len();
    let mut placed: Vec<(usize, CueItem)> = Vec::new();
    for ((id, cue), written) in book.cues.entries().zip(&script.cues) {
        let place = match cue.at.mark {
            Mark::Word(word, Edge::Start) => 2 * word.index() + 1,
            Mark::Word(word, Edge::After) => 2 * word.index() + 2,
            Mark::Start | Mark::Time(_) => 0,
            Mark::End | Mark::Turn(_) => 2 * words,
            Mark::Cue(other, _) => placed.get(other.0).map_or(2 * words, |(place, _)| *place),
        };
        let item = CueItem {
            cue: id,
            before: 0,
            id: cue.id.clone(),
            kind: cue.kind.name(),
            sound: cue.sound.map(|sound| book.sounds[sound].name.clone()),
            lasts: match cue.kind {
                crate::book::CueKind::Hush(length) => Some(length),
                _ => None,
            },
            place: one_line(&written.anchor().to_string()),
            until: written.until().map(|until| one_line(&until.to_string())),
        };
        placed.push((place, item));
    }
    placed.sort_by_key(|(place, _)| *place);
    placed
}
