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

/// The page with all lines, for a person who reads everything.
const ALL: &str = "everything.md";

/// Writes a sheet for every role that speaks. With `narration`, its lines are to record too, and the
/// first page has all lines in the order of the text.
#[must_use]
pub(crate) fn write(script: &Script, book: &Book, narration: bool) -> Vec<Sheet> {
    let named = match narration {
        true => line_id::name_all(script, book),
        false => line_id::name(script, book),
    };
    let ids: BTreeMap<LineId, &Named> = named.iter().map(|named| (named.line, named)).collect();
    let writer = SheetWriter { book, ids };
    let mut taken: Vec<String> = Vec::new();
    let mut sheets = Vec::new();
    if narration {
        taken.push(ALL.to_owned());
        sheets.push(Sheet {
            role: "all lines".to_owned(),
            file: ALL.to_owned(),
            text: writer.everything(),
        });
    }
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
            self.scene(&mut out, &mut scene, line);
            self.line(&mut out, *id, line);
        }
        out
    }

    /// Writes the title of the scene in which a line is, if it is a new one.
    fn scene<'b>(&'b self, out: &mut String, last: &mut Option<&'b str>, line: &Line) {
        let scenes = self.book.scenes.iter();
        let mut begun = scenes.rev().filter(|scene| scene.word <= line.words.start);
        if let Some(here) = begun.next().filter(|here| *last != Some(here.id.as_str())) {
            let _ = writeln!(out, "\n## {}", plain(&here.title));
            *last = Some(&here.id);
        }
    }

    /// Returns the page of a person who reads all lines.
    fn everything(&self) -> String {
        let lines: Vec<(LineId, &Line)> = self.book.lines.entries().collect();
        let minutes = (self.time(&lines) / 60.0).max(0.1);
        let mut out = format!(
            "# Everything in {}\n\n{}, about {minutes:.1} min of speech.\n",
            plain(self.title()),
            count(lines.len())
        );
        out.push_str(
            "Read the lines in this order in one recording, or each in a file with its name. After a slip, begin the sentence again.\n",
        );
        for cast in &self.book.roles {
            let how = manner(cast.tone, cast.pace);
            if !how.is_empty() {
                let _ = writeln!(out, "\n{}, throughout: {how}.", plain(&cast.name));
            }
        }
        self.pronounced(&mut out, &lines);
        let mut scene = None;
        for (id, line) in lines {
            self.scene(&mut out, &mut scene, line);
            let role = &self.book.roles[line.role];
            let name = self.ids.get(&id).map_or("", |named| named.id.as_str());
            let words = plain(&one_line(self.book.prose.said(line.text)));
            let (who, how) = (plain(&role.name), self.direction(line));
            let _ = writeln!(out, "\n- [ ] `{name}` {who}{how}: **{words}**");
        }
        out
    }

    /// Returns how to speak a line, apart from what applies to its role.
    fn direction(&self, line: &Line) -> String {
        let role = &self.book.roles[line.role];
        let tone = if line.tone == role.tone {
            Feeling::default()
        } else {
            line.tone
        };
        match manner(tone, line.pace / role.pace) {
            how if how.is_empty() => how,
            how => format!(" *({how})*"),
        }
    }

    fn title(&self) -> &str {
        match self.book.title.as_str() {
            "" => "a show",
            title => title,
        }
    }

    /// Returns how long a person takes to say some lines, in seconds.
    fn time(&self, lines: &[(LineId, &Line)]) -> f64 {
        let words = lines
            .iter()
            .map(|(_, line)| self.book.prose.said(line.text));
        words.map(|words| expected::time(words).0).sum()
    }

    fn head(&self, role: RoleId, lines: &[(LineId, &Line)]) -> String {
        let cast = &self.book.roles[role];
        let (title, time) = (self.title(), self.time(lines));
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
            out.push_str("Words without a name are narration, which the voice speaks.\n");
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
        let how = self.direction(line);
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
