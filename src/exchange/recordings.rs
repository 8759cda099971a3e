//! Matches recordings to lines. Takes the names of audio files and a show, and
//! returns the line of each file and the edits of the script that use them. A
//! file belongs to at most one line, and a line gets at most one file.

pub(crate) mod name;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use crate::book::{Book, Line, Speech};
use crate::exchange::expected;
use crate::exchange::line_id::{self, Named};
use crate::outline::anchor::Quotes;
use cuebook_core::audio::Audio;
use cuebook_core::id::IdRange;
use cuebook_core::units::{Frames, RATE, Seconds};
use cuebook_script::edit::{Step, Value};
use cuebook_script::{Quote, Script};

/// An audio file that is the recording of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fitting {
    pub file: PathBuf,
    /// The line.
    pub named: Named,
    /// The number of the take, from 1.
    pub take: u32,
}

/// The recordings of a folder, matched to a show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Matched {
    /// The chosen files, in the order of the text.
    pub fitting: Vec<Fitting>,
    /// Takes of which another one was chosen.
    pub unused: Vec<PathBuf>,
    /// Files that belong to no line, each with the reason.
    pub unmatched: Vec<(PathBuf, String)>,
}

/// Finds the line of each file. The highest take of a line is chosen, or the
/// requested one.
#[must_use]
pub(crate) fn matched(
    script: &Script,
    book: &Book,
    files: &[PathBuf],
    take: Option<u32>,
) -> Matched {
    let all = line_id::name_all(script, book);
    let names = name::Names::new(book, &all);
    let mut found = Matched::default();
    let mut takes: BTreeMap<usize, Vec<(u32, PathBuf)>> = BTreeMap::new();
    for file in files {
        let stem = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        match names.line(&stem) {
            Ok((line, number)) => takes.entry(line).or_default().push((number, file.clone())),
            Err(why) => found.unmatched.push((file.clone(), why)),
        }
    }
    for (place, mut files) in takes {
        files.sort();
        let chosen = match take {
            Some(take) => files.iter().rposition(|(number, _)| *number == take),
            None => files.len().checked_sub(1),
        };
        for (index, (number, file)) in files.into_iter().enumerate() {
            if Some(index) == chosen {
                found.fitting.push(Fitting {
                    file,
                    named: all[place].clone(),
                    take: number,
                });
            } else {
                found.unused.push(file);
            }
        }
    }
    found
}

/// Returns the names of the lines that have a recording neither in the script nor
/// in `fitted`.
#[must_use]
pub(crate) fn without(script: &Script, book: &Book, fitted: &[Fitting]) -> Vec<Named> {
    let mut left = line_id::name(script, book);
    left.retain(|named| {
        let recorded = matches!(book.lines[named.line].speech, Speech::Recording { .. });
        !recorded
            && !fitted
                .iter()
                .any(|fitting| fitting.named.line == named.line)
    });
    left
}

/// A recording, or a part of it, as the script names it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Recording(Value);

impl Recording {
    /// A whole file, by its path relative to the script.
    pub(crate) fn whole(path: &str) -> Recording {
        Recording(Value::words(path))
    }

    /// A part of a file.
    pub(crate) fn part(path: &str, part: &Range<Frames>) -> Recording {
        let seconds = |at: Frames| Value::token(&format!("{:.3}s", at.seconds().0));
        Recording(Value::Map(vec![
            ("file".to_owned(), Value::words(path)),
            ("start".to_owned(), seconds(part.start)),
            ("end".to_owned(), seconds(part.end)),
        ]))
    }
}

/// The notes of a script on its lines, by their places in the list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Notes {
    by_id: BTreeMap<String, usize>,
    by_stretch: BTreeMap<usize, usize>,
}

impl Notes {
    #[must_use]
    pub(crate) fn of(quotes: &Quotes<'_>, script: &Script) -> Notes {
        let mut notes = Notes::default();
        for (note, line) in script.lines.iter().enumerate() {
            if let Some(id) = &line.id {
                notes.by_id.insert(id.value.clone(), note);
            }
            let quoted = quotes.noted(&line.quote.value).filter(|_| !line.unquoted);
            notes
                .by_stretch
                .extend(quoted.map(|stretch| (stretch, note)));
        }
        notes
    }

    /// Returns the note of a line in a stretch.
    fn find(&self, named: &Named, stretch: usize) -> Option<usize> {
        let own = self.by_id.get(&named.id).filter(|_| named.given);
        own.or_else(|| self.by_stretch.get(&stretch)).copied()
    }
}

/// Returns the edits that use a recording for a line, or `None` if no quote names the line.
/// `notes` are those of the script.
#[must_use]
pub(crate) fn steps(
    quotes: &Quotes<'_>,
    book: &Book,
    named: &Named,
    notes: &Notes,
    recording: &Recording,
) -> Option<Vec<Step>> {
    let line = &book.lines[named.line];
    let prose = &book.prose;
    let stretch = prose.stretch_of(prose.sentence_of(line.words.start));
    if let Some(note) = notes.find(named, stretch) {
        let set = |key: &str, value: Value| Step::Set {
            path: vec!["lines".into(), note.into(), key.into()],
            value,
        };
        let id = (!named.given).then(|| set("id", Value::words(&named.id)));
        let take = set("take", recording.0.clone());
        return Some(id.into_iter().chain([take]).collect());
    }
    let mut entries = vec![("id".to_owned(), Value::words(&named.id))];
    let mut quote = |key: &str, quote: &Quote| {
        let mut value = vec![(key.to_owned(), Value::words(&quote.exact))];
        value.extend(
            quote
                .nth
                .map(|nth| ("nth".to_owned(), Value::token(&nth.to_string()))),
        );
        entries.extend(value);
    };
    match line.dialogue {
        true => quote(
            "quote",
            &quotes.line(&prose.words_of(&prose.stretches[stretch]))?,
        ),
        false => {
            let (first, last) = quotes.passage(&line.words)?;
            quote("words", &first);
            entries.extend(last.map(|last| ("to".to_owned(), Value::words(&last))));
            let role = &book.roles[line.role].name;
            entries.push(("by".to_owned(), Value::words(role)));
        }
    }
    entries.push(("take".to_owned(), recording.0.clone()));
    Some(vec![Step::Push {
        path: vec!["lines".into()],
        item: Value::Map(entries),
    }])
}

/// The level below which a recording counts as silent, relative to its loudest
/// sample: −40 dB.
const STILL: f32 = 0.01;

/// Returns the length of the speech in a recording, without the silence around
/// it.
#[must_use]
pub(crate) fn spoken(audio: &Audio) -> Seconds {
    let step = RATE as usize / 100;
    let frames = audio.frames().index();
    let peak = |from: usize| {
        let to = (from + step).min(frames);
        let sides = audio
            .channels
            .iter()
            .map(|side| side.get(from..to).unwrap_or(&[]));
        sides
            .flatten()
            .fold(0.0_f32, |peak, sample| peak.max(sample.abs()))
    };
    let peaks: Vec<f32> = (0..frames).step_by(step).map(peak).collect();
    let loudest = peaks.iter().copied().fold(0.0, f32::max);
    let sounds = |level: &f32| loudest > 0.0 && *level > STILL * loudest;
    let first = peaks.iter().position(sounds);
    let last = peaks.iter().rposition(sounds);
    match (first, last) {
        (Some(first), Some(last)) => Seconds((last + 1 - first) as f64 / 100.0),
        _ => Seconds(0.0),
    }
}

/// Returns a remark if the length of a recording is improbable.
#[must_use]
pub(crate) fn doubt(book: &Book, line: &Line, spoken: Seconds) -> Option<String> {
    let words = line.words.len();
    let expected = expected::time(book.prose.said(line.text)).0 / line.pace.max(0.01);
    if spoken.0 == 0.0 {
        return Some("it is silent".to_owned());
    }
    // A short cry may be drawn out; but no one speaks three times as fast.
    let longest = 2.2 * expected + 1.5;
    let odd = spoken.0 > longest || spoken.0 < 0.4 * expected - 0.1;
    let count = match words {
        1 => "1 word".to_owned(),
        words => format!("{words} words"),
    };
    odd.then(|| {
        format!(
            "{:.1} s of speech for {count}, which should take about {expected:.1} s: is it the right file?",
            spoken.0
        )
    })
}

#[cfg(test)]
mod tests;
