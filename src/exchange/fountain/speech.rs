//! Speeches: the name with its extensions, the directions and the words.

use std::fmt::Write;

use super::{escaped, preset};
use crate::book::{Book, Line};
use crate::exchange::playscript::{CueItem, Item};
use crate::outline::screenplay::fountain::character::character;
use crate::outline::screenplay::fountain::kind;
use crate::outline::screenplay::names::Names;
use cuebook_core::id::LineId;
use cuebook_core::units::Frames;
use cuebook_script::{Effect, Script};

/// The distance of `O.S.`, in metres.
const OFF: f64 = 6.0;

/// A speech with the lines that continue it: words of the same role in the same
/// paragraph. Cues between them are written before the speech, so that it stays whole.
pub(super) struct Group<'i> {
    pub lines: Vec<(LineId, &'i str)>,
    pub cues: Vec<&'i CueItem>,
    /// The number of items.
    pub items: usize,
}

impl<'i> Group<'i> {
    /// Returns the speech that begins with the first of some items.
    pub(super) fn of(items: &'i [Item], book: &Book) -> Group<'i> {
        let mut group = Group {
            lines: Vec::new(),
            cues: Vec::new(),
            items: 0,
        };
        let mut cues = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item {
                Item::Cue(cue) => cues.push(cue),
                Item::Speech { line, words, .. } if group.holds(*line, book) => {
                    group.lines.push((*line, words));
                    group.cues.append(&mut cues);
                    group.items = index + 1;
                }
                _ => break,
            }
        }
        group
    }

    /// Returns whether a line continues the speech.
    fn holds(&self, line: LineId, book: &Book) -> bool {
        let own = &book.lines[line];
        self.lines.last().is_none_or(|(before, _)| {
            let before = &book.lines[*before];
            let same = before.role == own.role && before.paragraph == own.paragraph;
            same && before.words.end == own.words.start && own.with.is_none()
        })
    }
}

/// Writes the lines of a speech.
pub(super) fn write(
    out: &mut String,
    group: &[(LineId, &str)],
    names: &Names,
    (script, book): (&Script, &Book),
) {
    let Some((first, _)) = group.first() else {
        return;
    };
    let heard: Vec<Vec<String>> = group
        .iter()
        .map(|(line, _)| heard(&book.lines[*line], script, book))
        .collect();
    // What all lines share follows the name.
    let shared = heard.iter().all(|other| *other == heard[0]);
    let with = book.lines[*first].with.is_some();
    name(out, &book.roles[book.lines[*first].role].name, names);
    if shared && !heard[0].is_empty() {
        let _ = write!(out, " ({})", heard[0].join(", "));
    }
    out.push_str(if with { " ^\n" } else { "\n" });
    for (index, ((line, words), heard)) in group.iter().zip(&heard).enumerate() {
        let line = &book.lines[*line];
        let mut asides: Vec<String> = Vec::new();
        asides.extend((!shared && !heard.is_empty()).then(|| heard.join(", ").to_lowercase()));
        asides.extend((!line.tone.is_neutral()).then(|| line.tone.written()));
        asides.extend(line.before.map(pause));
        asides.extend(
            line.overlap
                .map(|by| format!("overlap {}s", by.seconds().0)),
        );
        if asides.is_empty() && index > 0 {
            asides.push("continuing".to_owned());
        }
        for aside in asides {
            let _ = writeln!(out, "({aside})");
        }
        let _ = writeln!(out, "{}", spoken(words));
        let last = index + 1 == group.len();
        if let Some(after) = line.after.filter(|_| last) {
            let _ = writeln!(out, "({})", pause(after));
        }
    }
}

/// Writes the name of a role, and forces it where it would be read in another way.
fn name(out: &mut String, role: &str, names: &Names) {
    let plain =
        character(role).is_some_and(|speech| speech.name == role && speech.extensions.is_empty());
    let other = kind::heading(role, true).is_some()
        || kind::sound(role).is_some()
        || kind::sound_of_name(role).is_some()
        || kind::is_transition(role)
        || kind::is_artefact(role)
        || !role.starts_with(char::is_alphabetic);
    if !plain || other || !names.is_plain(role) {
        out.push('@');
    }
    out.push_str(&escaped(role));
}

/// Returns how a line is heard, as extensions.
fn heard(line: &Line, script: &Script, book: &Book) -> Vec<String> {
    let voice = &line.treatment.voice;
    let effect = voice.effect.map(|effect| match effect {
        Effect::Telephone => "ON PHONE",
        Effect::Radio => "ON RADIO",
        Effect::Loudspeaker => "ON LOUDSPEAKER",
        Effect::Memory => "MEMORY",
        Effect::Door => "THROUGH DOOR",
    });
    let distance = match voice.distance.0 {
        1.0 => None,
        OFF => Some("O.S.".to_owned()),
        metres => Some(format!("{metres}m")),
    };
    let scene = book
        .scenes
        .iter()
        .rfind(|scene| scene.word <= line.words.start);
    let around = scene.and_then(|scene| scene.space);
    let space = match line.space {
        space if space == around => None,
        None => Some("V.O.".to_owned()),
        Some(space) => preset(script, &book.spaces[space].name).map(|name| {
            let words = name.replace('-', " ").to_uppercase();
            format!("IN {words}")
        }),
    };
    let effect = effect.map(str::to_owned);
    [effect, distance, space].into_iter().flatten().collect()
}

fn pause(length: Frames) -> String {
    match length.seconds().0 {
        1.0 => "beat".to_owned(),
        seconds => format!("pause {seconds}s"),
    }
}

/// Returns words of a speech. A sign before them keeps them from being read as a
/// direction, a lyric or another element.
fn spoken(words: &str) -> String {
    let mut words = escaped(words);
    // Parentheses that are words and not a direction.
    let mut from = 0;
    while let Some((before, ..)) =
        kind::direction(&words[from..]).filter(|(before, ..)| from > 0 || !before.is_empty())
    {
        let at = from + before.len() + words[from + before.len()..].find('(').unwrap_or(0);
        words.insert(at, '\\');
        from = at + 2;
    }
    let other = kind::direction(&words).is_some()
        || kind::interrupts(&words)
        || character(&words).is_some()
        || words.starts_with('~');
    match other {
        true if words.starts_with('\\') => words,
        true if words.starts_with(|c: char| c.is_alphanumeric() || c.is_ascii_punctuation()) => {
            format!("\\{words}")
        }
        _ => words,
    }
}
