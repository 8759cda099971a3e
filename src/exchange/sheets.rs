//! Reading sheets: the lines of each role, for the person who records them. There
//! is one Markdown page for each role. Every line of dialogue is on one page,
//! with the name for its recording.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::book::{Book, Line};
use crate::exchange::expected;
use crate::exchange::line_id::{self, Named};
use crate::exchange::markdown::plain;
use cuebook_core::diagnostic::Span;
use cuebook_core::id::{IdRange, LineId, RoleId, WordId};
use cuebook_script::write::one_line;
use cuebook_script::write::slug;
use cuebook_script::{Feeling, Script, Spoken};

/// The number of words shown of the line before, as the actor's cue.
const CUE: usize = 8;

/// The page of one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub role: String,
    /// The file name, such as `anna.md`. No two are the same on any file system.
    pub file: String,
    pub text: String,
}

/// Writes a sheet for every role that speaks.
#[must_use]
pub(crate) fn write(script: &Script, book: &Book) -> Vec<Sheet> {
    let named = line_id::name(script, book);
    let ids: BTreeMap<LineId, &Named> = named.iter().map(|named| (named.line, named)).collect();
    let writer = SheetWriter { book, ids };
    let mut taken: Vec<String> = Vec::new();
    let mut sheets = Vec::new();
    for (role, cast) in book.roles.entries() {
        let own = |(_, line): &(LineId, &Line)| line.role == role;
        let lines: Vec<(LineId, &Line)> = book.lines.entries().filter(own).collect();
        if lines.is_empty() {
            continue;
        }
        let name = match slug(&cast.name, 60) {
            name if name.is_empty() => "role".to_owned(),
            name => name,
        };
        let file = (1..)
            .map(|count| match count {
                1 => format!("{name}.md"),
                count => format!("{name}-{count}.md"),
            })
            .find(|file| !taken.contains(file))
            .unwrap_or_default();
        taken.push(file.clone());
        sheets.push(Sheet {
            role: cast.name.clone(),
            file,
            text: writer.sheet(role, &lines),
        });
    }
    sheets
}

struct SheetWriter<'a> {
    book: &'a Book,
    /// The names of the lines of dialogue, by the line.
    ids: BTreeMap<LineId, &'a Named>,
}

impl SheetWriter<'_> {
    fn sheet(&self, role: RoleId, lines: &[(LineId, &Line)]) -> String {
        let mut out = self.head(role, lines);
        let mut scene = None;
        for (id, line) in lines {
            let here = self
                .book
                .scenes
                .iter()
                .rfind(|scene| scene.word <= line.words.start);
            if let Some(here) = here.filter(|here| scene != Some(&here.id)) {
                let _ = writeln!(out, "\n## {}", plain(&here.title));
                scene = Some(&here.id);
            }
            self.line(&mut out, *id, line);
        }
        out
    }

    fn head(&self, role: RoleId, lines: &[(LineId, &Line)]) -> String {
        let cast = &self.book.roles[role];
        let title = if self.book.title.is_empty() {
            "a show"
        } else {
            &self.book.title
        };
        let words = |line: &&(LineId, &Line)| self.book.prose.said(line.1.text);
        let time: f64 = lines
            .iter()
            .map(|line| expected::time(words(&line)).0)
            .sum();
        let to_record: Vec<&&Named> = lines
            .iter()
            .filter_map(|(id, _)| self.ids.get(id))
            .collect();
        let mut out = format!("# {} in {}\n\n", plain(&cast.name), plain(title));
        let minutes = (time / 60.0).max(0.1);
        let _ = writeln!(
            out,
            "{} to record, about {minutes:.1} min of speech.",
            count(to_record.len())
        );
        if let Some(first) = to_record.first() {
            let id = &first.id;
            let _ = writeln!(
                out,
                "Record each line in a file with its name: `{id}.wav`, and `{id}_take2.wav` for a second take."
            );
        }
        if to_record.len() < lines.len() {
            out.push_str("Words without a name are narration: the voice speaks them, and a recording cannot replace it.\n");
        }
        let how = manner(cast.tone, cast.pace);
        if !how.is_empty() {
            let _ = writeln!(out, "\nThroughout: {how}.");
        }
        self.pronounced(&mut out, lines);
        out
    }

    /// Writes the pronunciation of names and unusual words in these lines.
    fn pronounced(&self, out: &mut String, lines: &[(LineId, &Line)]) {
        let prose = &self.book.prose;
        let says = |words: &str| {
            let parts: Vec<&str> = words.split([' ', '-']).collect();
            let same = |word: WordId, part: &str| {
                let own = prose
                    .word(word)
                    .trim_end_matches("'s")
                    .trim_end_matches("’s");
                own == part || part.chars().all(char::is_lowercase) && own.to_lowercase() == part
            };
            let runs = |line: &Line| {
                line.words.ids().any(|start| {
                    parts
                        .iter()
                        .enumerate()
                        .all(|(n, part)| start + n < line.words.end && same(start + n, part))
                })
            };
            lines.iter().any(|(_, line)| runs(line))
        };
        let known = self
            .book
            .pronounced
            .iter()
            .map(|listed| &listed.entry)
            .filter(|entry| says(&entry.word.value));
        let rows: Vec<String> = known
            .map(|entry| {
                let spoken = match &entry.spoken.value {
                    Spoken::Respelling(words) => plain(words),
                    Spoken::Ipa(letters) => format!("/{}/", plain(letters)),
                };
                format!("- {}: {spoken}\n", plain(&entry.word.value))
            })
            .collect();
        if !rows.is_empty() {
            let _ = write!(out, "\nPronounced:\n\n{}", rows.concat());
        }
    }

    fn line(&self, out: &mut String, id: LineId, line: &Line) {
        let words = plain(&one_line(self.book.prose.said(line.text)));
        let role = &self.book.roles[line.role];
        let before = id.0.checked_sub(1);
        let before = before.and_then(|before| self.book.lines.get(LineId(before)));
        if let Some(before) = before.filter(|before| before.role != line.role) {
            let _ = writeln!(
                out,
                "\n{}: … {}",
                plain(&self.book.roles[before.role].name),
                plain(&last_words(self.book, before))
            );
        }
        let Some(named) = self.ids.get(&id) else {
            let _ = writeln!(out, "\n{words}");
            return;
        };
        let tone = if line.tone == role.tone {
            Feeling::default()
        } else {
            line.tone
        };
        let how = match manner(tone, line.pace / role.pace) {
            how if how.is_empty() => how,
            how => format!(" *({how})*"),
        };
        let _ = writeln!(out, "\n- [ ] `{}`{how} **{words}**", named.id);
    }
}

fn count(lines: usize) -> String {
    match lines {
        1 => "1 line".to_owned(),
        lines => format!("{lines} lines"),
    }
}

/// Returns how to speak a line; empty if there is no direction.
fn manner(tone: Feeling, pace: f64) -> String {
    let pace = match pace {
        pace if pace > 1.02 => Some(format!("faster, pace {pace:.2}")),
        pace if pace < 0.98 => Some(format!("slower, pace {pace:.2}")),
        _ => None,
    };
    let tone = (!tone.is_neutral()).then(|| tone.written());
    tone.into_iter().chain(pace).collect::<Vec<_>>().join("; ")
}

fn last_words(book: &Book, line: &Line) -> String {
    let first = line.words.end.saturating_sub(CUE).max(line.words.start);
    let start = book
        .prose
        .words
        .get(first)
        .map_or(line.text.start, |word| word.span.start);
    one_line(book.prose.said(Span::new(start, line.text.end)))
}
