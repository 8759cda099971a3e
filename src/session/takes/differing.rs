//! Recordings whose words differ from the text: words that are left out, said again or added, with
//! their places in the text and in the file.

use std::ops::Range;

use crate::book::{Line, Speech};
use crate::perform::{AudioSpec, Context, PerformError, compared};
use crate::session::{SessionError, Show, Studio, reading};
use cuebook_align::Doubt;
use cuebook_core::diagnostic::{Diagnostic, Source, Span};
use cuebook_core::id::{LineId, WordId};
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::{Frames, clock};
use cuebook_voice::Voice;

/// The recording of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The line.
    pub line: LineId,
    /// The path of the file, as the script writes it.
    pub file: String,
    /// Where the words differ; `None` if it is not known.
    pub differences: Option<Vec<Difference>>,
}

/// A recording that the script names and that no line can use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lost {
    /// The id of its line, or the first words, as the script writes them.
    pub line: String,
    /// The path of the file, as the script writes it.
    pub file: String,
    /// Why, in words.
    pub why: String,
}

/// A place where a recording has other words than its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// How the words differ.
    pub kind: Kind,
    /// The words of the text: those that are left out or said again. Where something is added, no
    /// words, before the word that follows.
    pub words: Range<WordId>,
    /// The place in the file.
    pub at: Range<Frames>,
}

/// How words differ.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words of the text are left out.
    Skipped,
    /// Other words are said, or another sound is heard.
    Added,
    /// Words are said again.
    Repeated,
}

impl Kind {
    /// Returns the word for programs.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Skipped => "skipped",
            Kind::Added => "added",
            Kind::Repeated => "repeated",
        }
    }
}

impl Studio {
    /// Compares all recordings of a show with their lines. The voices speak the words that are not in the cache.
    ///
    /// # Errors
    /// When a recording cannot be read, or the cache fails.
    pub fn compare_takes(
        &self,
        show: &Show,
        voice: &dyn Voice,
        jobs: usize,
        progress: &dyn Progress,
    ) -> Result<Vec<Recorded>, SessionError> {
        let lines = recorded_lines(show);
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let context = Context {
            world: &self.world(&show.path),
            voice,
            cache: &self.cache()?,
            jobs,
            progress,
        };
        self.recorded(show, &lines, &context, true)
    }

    /// Returns the recordings of a show, with the differences that the cache knows.
    ///
    /// # Errors
    /// When the cache cannot be read.
    pub fn known_takes(&self, show: &Show) -> Result<Vec<Recorded>, SessionError> {
        self.known(show, &recorded_lines(show))
    }

    /// Returns the differences of one line that the cache knows, in words with their places.
    pub(crate) fn known_differences(&self, show: &Show, line: LineId) -> Vec<String> {
        let known = self.known(show, &[line]).unwrap_or_default();
        let found = known.into_iter().filter_map(|take| take.differences);
        found
            .flatten()
            .map(|one| format!("{}, at {}", one.told(show), clock(one.at.start)))
            .collect()
    }

    fn known(&self, show: &Show, lines: &[LineId]) -> Result<Vec<Recorded>, SessionError> {
        if lines.is_empty() {
            return Ok(Vec::new());
        }
        let voice = self.neural();
        let context = Context {
            world: &self.world(&show.path),
            voice: &voice,
            cache: &self.cache()?,
            jobs: 1,
            progress: &cuebook_core::progress::Silent,
        };
        self.recorded(show, lines, &context, false)
    }

    fn recorded(
        &self,
        show: &Show,
        lines: &[LineId],
        context: &Context<'_>,
        make: bool,
    ) -> Result<Vec<Recorded>, SessionError> {
        context.progress.begin(Stage::Voices, lines.len() as u64);
        let found = reading::side_by_side(lines, context.jobs, |id| {
            let spec = compared((&show.book, *id), context, make);
            context.progress.advance(1);
            let spec = spec.map_err(|error| match error {
                PerformError::Cache(source) => self.cache_failed(source),
                error => error.into(),
            })?;
            Ok(recorded(&show.book.lines[*id], *id, spec.as_ref()))
        });
        context.progress.end();
        found
    }

    /// Returns warnings about recordings that are known to have other words, without making anything.
    pub(crate) fn take_doubts(&self, show: &Show) -> Vec<Diagnostic> {
        let known = self.known_takes(show).unwrap_or_default();
        show.placed(warnings(show, &known))
    }
}

impl Show {
    /// Returns the recordings that the script names and that no line can use, in the order of the
    /// script. Those of lines that are skipped are not among them.
    #[must_use]
    pub fn lost_takes(&self) -> Vec<Lost> {
        let used: Vec<Span> = self.book.lines.iter().filter_map(span_of).collect();
        let notes = self.script.lines.iter();
        let heard = notes.filter(|note| !note.skip.as_ref().is_some_and(|skip| skip.value));
        heard
            .filter_map(|note| {
                let file = &note.take.as_ref()?.file;
                if used.contains(&file.span) {
                    return None;
                }
                let line = note.id.as_ref().map(|id| id.value.clone());
                let why = self.found_at(file.span);
                Some(Lost {
                    line: line.unwrap_or_else(|| format!("“{}”", note.quote.value.exact)),
                    file: file.value.clone(),
                    why: why
                        .map_or("its line is not found", |why| why.message.as_str())
                        .to_owned(),
                })
            })
            .collect()
    }

    /// Returns the fault of the recording of a line, as far as the script was
    /// [heard](Show::listen).
    #[must_use]
    pub fn take_fault(&self, take: &Recorded) -> Option<&Diagnostic> {
        self.found_at(span_of(&self.book.lines[take.line])?)
    }

    /// Returns what was found at a place in the script.
    fn found_at(&self, span: Span) -> Option<&Diagnostic> {
        let place = self.placed(vec![Diagnostic::error("missing-file", span, "")]);
        let place = place.first()?.labels.first()?;
        let mut all = self.diagnostics.iter();
        all.find(|found| {
            let first = found.labels.first();
            first.is_some_and(|label| (label.source, label.span) == (place.source, place.span))
        })
    }
}

/// Returns the place of a line's recording in the script.
fn span_of(line: &Line) -> Option<Span> {
    match &line.speech {
        Speech::Recording { span, .. } => Some(*span),
        Speech::Voice(_) => None,
    }
}

/// Returns the lines that have a recording.
fn recorded_lines(show: &Show) -> Vec<LineId> {
    let lines = show.book.lines.entries();
    lines
        .filter(|(_, line)| matches!(line.speech, Speech::Recording { .. }))
        .map(|(id, _)| id)
        .collect()
}

/// Returns the recording of a line, from what the cache has.
fn recorded(line: &Line, id: LineId, spec: Option<&AudioSpec>) -> Recorded {
    let (file, start) = match &line.speech {
        Speech::Recording { path, trim, .. } => (path.clone(), trim.start.frames()),
        Speech::Voice(_) => (String::new(), Frames::ZERO),
    };
    let difference = |spec: &AudioSpec, doubt: &Doubt| {
        let own = difference(line.words.start, &spec.words, doubt);
        Difference {
            at: start + own.at.start..start + own.at.end,
            ..own
        }
    };
    Recorded {
        line: id,
        file,
        differences: spec.map(|spec| {
            let doubts = spec.doubts.iter();
            doubts.map(|doubt| difference(spec, doubt)).collect()
        }),
    }
}

/// Returns a doubt about words of which `first` is the first, in the frames of their times.
pub(super) fn difference(first: WordId, times: &[Range<Frames>], doubt: &Doubt) -> Difference {
    let (kind, words, at) = match doubt {
        Doubt::Missing(words) => {
            let before = words.start.checked_sub(1).and_then(|word| times.get(word));
            let after = times.get(words.end);
            let start = before.map_or(Frames::ZERO, |word| word.end);
            let end = after.map_or(start, |word| word.start).max(start);
            (Kind::Skipped, words.clone(), start..end)
        }
        Doubt::Added { before, at } => (Kind::Added, *before..*before, at.clone()),
        Doubt::Repeated { words, at } => (Kind::Repeated, words.clone(), at.clone()),
    };
    Difference {
        kind,
        words: first + words.start..first + words.end,
        at,
    }
}

impl Difference {
    /// Returns the difference in words.
    #[must_use]
    pub fn told(&self, show: &Show) -> String {
        let words = self.said(show);
        match self.kind {
            Kind::Skipped => format!("“{words}” seems to be left out"),
            Kind::Added if words.is_empty() => "more seems to be said at the end".to_owned(),
            Kind::Added => format!("more seems to be said before “{words}”"),
            Kind::Repeated => format!("“{words}” seems to be said again"),
        }
    }

    /// Returns its words, or the one before which words are added.
    #[must_use]
    pub fn said(&self, show: &Show) -> String {
        let prose = &show.book.prose;
        let span = match self.kind {
            Kind::Added => return prose.word(self.words.start).to_owned(),
            Kind::Skipped | Kind::Repeated => prose.span_of(self.words.clone()),
        };
        let words: Vec<&str> = prose.said(span).split_whitespace().collect();
        match &words[..] {
            [first, second, third, .., last] if words.len() > 8 => {
                format!("{first} {second} {third} … {last}")
            }
            all => all.join(" "),
        }
    }

    /// Returns the place of its words in the prose.
    #[must_use]
    pub fn span(&self, show: &Show) -> Span {
        let next = self.words.start + 1;
        let words = self.words.start..self.words.end.max(next);
        show.book.prose.span_of(words)
    }
}

/// Returns a warning for each recording whose words differ, at its path in the script.
#[must_use]
pub fn warnings(show: &Show, takes: &[Recorded]) -> Vec<Diagnostic> {
    let warning = |take: &Recorded| {
        let differences = take.differences.as_deref().unwrap_or_default();
        let first = differences.first()?;
        let span = span_of(&show.book.lines[take.line])?;
        let more = match differences.len() {
            1 => String::new(),
            count => format!(", and {} more", count - 1),
        };
        let (told, place) = (first.told(show), clock(first.at.start));
        let message = format!("the recording may have other words: {told}, at {place}{more}");
        let warning = Diagnostic::warning("take-differs", span, message);
        Some(warning.also(Source::Prose, first.span(show), "here"))
    };
    takes.iter().filter_map(warning).collect()
}
