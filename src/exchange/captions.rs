//! Captions: all that a show lets hear, as text with times, for people who cannot hear it.
//!
//! The words of the lines become pieces (`speech`, `piece`). The pieces are split into captions
//! where a reader pauses too (`split`, `breaks`). What sounds is described in brackets (`sounds`),
//! in a separate caption where no one speaks, or else in the caption that is shown (`seats`), in a
//! separate row or beside words (`layout`). Each caption gets its times (`times`). Where there is no time to read the description
//! of a sound, it is shortened, moved or left out (`fit`). All is measured (`report`).
//!
//! The limits are those that broadcasters share: BBC, *Subtitle Guidelines*; Netflix, *Timed Text
//! Style Guide: English*; Described and Captioned Media Program, *Captioning Key*.

mod breaks;
mod phrases;
mod escape;
mod fit;
mod layout;
mod lrc;
mod piece;
mod plain;
mod report;
mod seats;
mod sounds;
mod speech;
mod split;
mod srt;
mod times;
mod transcript;
mod ttml;
mod vtt;

use std::ops::Range;

use crate::book::Book;
use crate::timeline::Timeline;
use cuebook_core::id::{IdVec, LineId, RoleId};
use cuebook_core::units::Frames;
use cuebook_script::Script;
use piece::Piece;

pub(crate) use report::{LeftOut, Report};

/// The most rows of a caption.
const ROWS: usize = 2;

/// The widest row. A character is one wide, or two in Chinese, Japanese and Korean.
const WIDEST: usize = 42;

/// The reading speed, in characters a second, for which there is time in the pauses.
const COMFORTABLE: f64 = 17.0;

/// The fastest reading speed.
const FASTEST: f64 = 20.0;

/// The shortest time of a caption: 5/6 s.
const SHORTEST: Frames = Frames(40_000);

/// The longest time of a caption: 7 s.
const LONGEST: Frames = Frames(336_000);

/// The pause between two captions, if there is one: two frames of a picture at 25 a second.
const GAP: Frames = Frames(3_840);

/// A format of captions or transcripts.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Srt,
    Vtt,
    Ttml,
    Lrc,
    Transcript,
    Text,
}

/// What captions contain.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Contents {
    /// Whether sounds are described.
    pub sounds: bool,
    /// Whether each word has its own time, in the formats that can have it.
    pub words: bool,
}

/// The captions of a show.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Captions {
    pub title: String,
    pub author: Option<String>,
    /// A language tag, if the script has one.
    pub language: Option<String>,
    /// The length of the show.
    pub length: Frames,
    /// The names of the roles.
    pub roles: IdVec<RoleId, String>,
    /// In the order of their starts; they do not overlap.
    pub list: Vec<Caption>,
    /// The sounds that are not described, because there is no time to read it.
    pub left_out: Vec<LeftOut>,
}

/// The rows that are shown at one time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Caption {
    pub at: Range<Frames>,
    /// Rows of words and of sounds, from top to bottom. A row may stand beside the one before it.
    pub rows: Vec<Row>,
    /// The line of the first word; `None` if no one speaks.
    pub line: Option<LineId>,
}

impl Caption {
    /// Returns when a row is heard: a row below the first begins with its own words.
    fn heard(&self, number: usize) -> Range<Frames> {
        let words = |row: &Row| {
            let mut words = row.pieces.iter().filter(|piece| !piece.is_name);
            let first = words.next().filter(|_| !row.is_sound())?;
            let last = words.next_back().unwrap_or(first);
            Some(first.at.start..last.at.end)
        };
        let own = self.rows.get(number).and_then(words);
        match own {
            Some(own) if self.rows.len() > 1 => Range {
                start: if number == 0 {
                    self.at.start
                } else {
                    own.start
                },
                end: if number + 1 == self.rows.len() {
                    self.at.end
                } else {
                    own.end
                },
            },
            _ => self.at.clone(),
        }
    }
}

/// A row of a caption.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Row {
    pub by: By,
    /// The paragraph of the text.
    pub paragraph: usize,
    /// Whether a person speaks, and not the narrator.
    pub is_person: bool,
    /// Whether the voice comes through a device or from a memory.
    pub italic: bool,
    /// Whether another person speaks in the same caption.
    pub dash: bool,
    /// Whether it is beside the row before it, after a blank.
    pub joins: bool,
    pub pieces: Vec<Piece>,
}

/// Whose row it is.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum By {
    Role(RoleId),
    Sound,
}

impl Row {
    /// Returns a row that describes a sound.
    fn of_sound(words: &str, at: Frames) -> Row {
        Row {
            by: By::Sound,
            paragraph: 0,
            is_person: false,
            italic: false,
            dash: false,
            joins: false,
            pieces: vec![Piece::sound(words, at)],
        }
    }

    /// Returns the text of the row, with or without the name of who speaks.
    fn text(&self, names: bool) -> String {
        let pieces = self.pieces.iter().filter(|piece| names || !piece.is_name);
        let dash = if self.dash { "- " } else { "" };
        format!("{dash}{}", piece::joined(pieces))
    }

    fn is_sound(&self) -> bool {
        self.by == By::Sound
    }
}

impl Caption {
    /// Returns the rows as they are seen: those that stand beside each other are one.
    fn lines(&self) -> impl Iterator<Item = &[Row]> {
        self.rows.chunk_by(|_, next| next.joins)
    }

    /// Returns the widths of the rows as they are seen.
    fn widths(&self) -> impl Iterator<Item = usize> {
        self.lines().map(|line| {
            let rows = line.iter().map(|row| piece::width(&row.text(true)));
            rows.sum::<usize>() + line.len() - 1
        })
    }

    /// Returns the width of all its text.
    fn width(&self) -> usize {
        self.widths().sum()
    }

    /// Returns the rows that are not empty without names, each with its text.
    fn rows_without_names(&self) -> impl Iterator<Item = (&Row, String)> {
        let rows = self.rows.iter().map(|row| (row, row.text(false)));
        rows.filter(|(_, text)| !text.is_empty())
    }
}

/// Returns the captions of a show, or of a part of it.
#[must_use]
pub(crate) fn captions(
    script: &Script,
    book: &Book,
    (timeline, part): (&Timeline, Option<&Range<Frames>>),
    contents: Contents,
) -> Captions {
    let whole = Frames::ZERO..timeline.frames;
    let part = part.unwrap_or(&whole);
    let length = part.end - part.start;
    let speeches = speech::speeches(book, timeline, part);
    let sounds = match contents.sounds {
        true => sounds::heard(book, timeline, part),
        false => Vec::new(),
    };
    let flow = split::Flow::new(&speeches);
    let (list, left_out) = fit::captions(&flow, sounds, length);
    Captions {
        title: book.title.clone(),
        author: script.author.as_ref().map(|author| author.value.clone()),
        language: script.language.as_ref().map(|own| own.value.clone()),
        length,
        roles: book.roles.iter().map(|role| role.name.clone()).collect(),
        list,
        left_out,
    }
}

impl Captions {
    /// Writes the captions in a format.
    #[must_use]
    pub(crate) fn write(&self, form: Form, contents: Contents) -> String {
        match form {
            Form::Srt => srt::write(self),
            Form::Vtt => vtt::write(self, contents.words),
            Form::Ttml => ttml::write(self),
            Form::Lrc => lrc::write(self, contents.words),
            Form::Transcript => transcript::write(self, contents.words),
            Form::Text => plain::write(self),
        }
    }
}

#[cfg(test)]
mod tests;
