//! Diagnostics: mistakes that an author can correct. A diagnostic has a code, a
//! message, places in the script and in the prose, and hints. Every diagnostic
//! has a place, and reporting one stops nothing.

use std::fmt;

/// A stretch of bytes of one source, `start..end`.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The offset of the first byte.
    pub start: usize,
    /// The offset after the last byte.
    pub end: usize,
}

crate::fingerprint! {
    struct Span { start, end }
}

impl Span {
    /// Creates the span `start..end`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// Returns the span as a range, for slices.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// Returns the text of the span in `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }
}

impl From<std::ops::Range<usize>> for Span {
    fn from(range: std::ops::Range<usize>) -> Span {
        Span::new(range.start, range.end)
    }
}

/// A value with its place in the script.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spanned<T> {
    /// The value that was read.
    pub value: T,
    /// The place of the value in the script.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// Creates a value with its place.
    pub fn new(value: T, span: Span) -> Spanned<T> {
        Spanned { value, span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// The text that contains a place.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// The YAML cue script.
    Script,
    /// The prose beside it. Prose inside the script is reported in the script.
    Prose,
    /// Another file of the show, by its number among the reported ones: a recipe of the user, a list of
    /// pronunciations, or a shared file.
    Recipe(usize),
}

/// The severity of a diagnostic.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The show can be rendered; a person should check it.
    Warning,
    /// The show cannot be rendered as written.
    Error,
}

/// A place with a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The text in which the place is.
    pub source: Source,
    /// The bytes of the place.
    pub span: Span,
    /// The remark on the place; empty if there is none.
    pub text: String,
}

/// Advice on a correction, with the edit where it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The advice, without a full stop.
    pub text: String,
    /// The replacement for these bytes of [`Diagnostic::edited`].
    pub replace: Option<(Span, String)>,
}

/// One mistake.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// A short permanent name, such as `unknown-role`.
    pub code: &'static str,
    /// Whether the mistake prevents rendering.
    pub severity: Severity,
    /// The message, without the code and the place.
    pub message: String,
    /// The places; the first label is the place of the mistake.
    pub labels: Vec<Label>,
    /// Advice on the correction; empty if there is none.
    pub hints: Vec<Hint>,
}

impl Diagnostic {
    /// Creates an error at a place in the script.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            severity: Severity::Error,
            message: message.into(),
            labels: vec![Label {
                source: Source::Script,
                span,
                text: String::new(),
            }],
            hints: Vec::new(),
        }
    }

    /// Creates a warning at a place in the script.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::error(code, span, message)
        }
    }

    /// Moves the first label to the prose.
    #[must_use]
    pub fn in_prose(mut self) -> Diagnostic {
        self.labels[0].source = Source::Prose;
        self
    }

    /// Moves all labels to a recipe.
    #[must_use]
    pub fn in_recipe(mut self, number: usize) -> Diagnostic {
        for label in &mut self.labels {
            label.source = Source::Recipe(number);
        }
        self
    }

    /// Returns the text that the edits of the hints apply to: the recipe of the
    /// diagnostic, else the script.
    #[must_use]
    pub fn edited(&self) -> Source {
        match self.labels.first().map(|label| label.source) {
            Some(recipe @ Source::Recipe(_)) => recipe,
            _ => Source::Script,
        }
    }

    /// Sets the remark at the first label.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Diagnostic {
        self.labels[0].text = text.into();
        self
    }

    /// Adds a further place.
    #[must_use]
    pub fn also(mut self, source: Source, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label {
            source,
            span,
            text: text.into(),
        });
        self
    }

    /// Adds advice.
    #[must_use]
    pub fn hint(mut self, text: impl Into<String>) -> Diagnostic {
        self.hints.push(Hint {
            text: text.into(),
            replace: None,
        });
        self
    }

    /// Adds advice with its edit of the script or the recipe.
    #[must_use]
    pub fn mend(
        mut self,
        text: impl Into<String>,
        span: Span,
        with: impl Into<String>,
    ) -> Diagnostic {
        self.hints.push(Hint {
            text: text.into(),
            replace: Some((span, with.into())),
        });
        self
    }

    /// Suggests the name that is most like the one at the first label, if there is one.
    #[must_use]
    pub fn did_you_mean(self, near: Option<&str>) -> Diagnostic {
        let place = self.labels[0].span;
        match near {
            Some(near) => self.mend(format!("did you mean `{near}`?"), place, near),
            None => self,
        }
    }

    /// Adds the names that are likely meant: one as a correction, several as a list.
    #[must_use]
    pub fn likely(self, near: &[&str]) -> Diagnostic {
        match near {
            [] | [_] => self.did_you_mean(near.first().copied()),
            several => self.hint(format!("did you mean `{}`?", several.join("` or `"))),
        }
    }

    /// Returns the message and the hints on one line.
    #[must_use]
    pub fn on_one_line(&self) -> String {
        let hints = self.hints.iter().map(|hint| format!("; {}", hint.text));
        format!("{}{}", self.message, hints.collect::<String>())
    }
}

/// The largest number of mistakes that one stage reports in a run.
pub const MAX_MISTAKES: usize = 1000;

/// Every code, in alphabetical order. Each has an example under
/// `tests/mistakes` or `tests/mistakes/recipes`.
pub const CODES: &[&str] = &[
    "after-the-end",
    "alias-cost",
    "bad-cover",
    "bad-date",
    "bad-expression",
    "bad-formula",
    "bad-isbn",
    "bad-language",
    "bad-name",
    "bad-number",
    "bad-path",
    "bed-left-running",
    "choice-place",
    "choice-within-sentence",
    "choice-without-options",
    "condition-needs-words",
    "constant-condition",
    "control-character",
    "cover-colours",
    "cover-size",
    "cue-cycle",
    "cue-kind",
    "duck-for",
    "duplicate-key",
    "duplicate-name",
    "empty-script",
    "empty-text",
    "empty-value",
    "endless-circle",
    "ends-before-it-starts",
    "exclusive-keys",
    "hard-to-understand",
    "hold-needs-words",
    "inaudible-cue",
    "leaves-range",
    "line-not-before",
    "line-twice",
    "meta-differs",
    "missing-file",
    "missing-key",
    "missing-unit",
    "mixed-text",
    "never-ends",
    "never-heard",
    "no-way-on",
    "not-boolean",
    "not-finite",
    "not-utf8",
    "option-never-open",
    "out-of-range",
    "paragraph-too-long",
    "path-outside",
    "press-too-long",
    "pronounce-pattern",
    "pronounce-sound",
    "pronounce-unused",
    "pronounce-words",
    "prose-not-utf8",
    "quote-ambiguous",
    "quote-empty",
    "quote-not-dialogue",
    "quote-not-found",
    "quote-not-narration",
    "quote-nth",
    "reversed-range",
    "ride-not-met",
    "ride-without-effect",
    "same-voice",
    "scene-needs-words",
    "scene-never-heard",
    "scene-order",
    "scene-within-sentence",
    "several-documents",
    "shared-key",
    "show-too-long",
    "silent-sound",
    "sound-setting",
    "stray-quote",
    "take-differs",
    "text-too-long",
    "too-deep",
    "too-large",
    "too-many",
    "too-many-mistakes",
    "too-many-states",
    "unassigned-line",
    "unclosed-quote",
    "unconfigured-voice",
    "unknown-age",
    "unknown-barrier",
    "unknown-category",
    "unknown-chapters",
    "unknown-cue",
    "unknown-effect",
    "unknown-facing",
    "unknown-form",
    "unknown-generator",
    "unknown-key",
    "unknown-line",
    "unknown-option",
    "unknown-param",
    "unknown-preset",
    "unknown-recipe",
    "unknown-role",
    "unknown-scene",
    "unknown-size",
    "unknown-sound",
    "unknown-space",
    "unknown-surface",
    "unknown-tags",
    "unknown-target",
    "unknown-tone",
    "unknown-treatment",
    "unknown-variable",
    "unknown-voice",
    "unknown-wait",
    "unknown-word",
    "unquoted-words",
    "unreadable-file",
    "unreadable-language",
    "unreadable-sound",
    "unreadable-text",
    "unused-barrier",
    "unused-role",
    "unused-sound",
    "unused-space",
    "unused-variable",
    "use-circle",
    "variable-without-values",
    "voice-language",
    "wait-too-short",
    "way-never-taken",
    "wrong-shape",
    "wrong-unit",
    "yaml-anchor",
    "yaml-key",
    "yaml-syntax",
    "yaml-tag",
];

/// The longest word that is compared with other words letter by letter.
const COMPARED: usize = 64;

/// Returns the name nearest to a misspelt one, if one is similar enough. In a short word one letter
/// may differ, and not the first one, because that makes another word: `beep` is not `weep`.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    if word.len() > COMPARED {
        return None;
    }
    let lower = word.to_lowercase();
    let near = names
        .into_iter()
        .filter(|n| n.len() <= COMPARED)
        .map(|name| {
            let likeness = strsim::jaro_winkler(&lower, &name.to_lowercase());
            let edits = strsim::damerau_levenshtein(&lower, &name.to_lowercase());
            (name, likeness, edits)
        });
    let length = word.chars().count();
    let most = if length <= 4 { 1 } else { 1 + length / 4 };
    near.filter(|(name, likeness, edits)| {
        *edits <= most
            && (*likeness > 0.6 || (*edits == 1 && length > 2))
            && *edits < length
            && (length >= LONG || begins_alike(&lower, &name.to_lowercase()))
    })
    .min_by(|a, b| a.2.cmp(&b.2).then(b.1.total_cmp(&a.1)))
    .map(|(name, ..)| name)
}

/// The length from which a word stays recognisable if its first letter is another one.
const LONG: usize = 8;

/// Returns whether two words have the same first letter, or one of them has it in second place.
fn begins_alike(a: &str, b: &str) -> bool {
    let letters = |word: &str| {
        let mut letters = word.chars();
        (letters.next(), letters.next())
    };
    let ((a1, a2), (b1, b2)) = (letters(a), letters(b));
    a1 == b1 || a1 == b2 || a2 == b1
}

/// The largest number of characters of an author's text in a message.
const SHOWN: usize = 48;

/// Returns an author's text for a message: on one line, without control
/// characters, and cut if it is long.
#[must_use]
pub fn shown(words: &str) -> String {
    let mut line = String::new();
    for (count, c) in words.trim().chars().enumerate() {
        if count == SHOWN {
            line.push('…');
            break;
        }
        line.push(if c.is_control() { ' ' } else { c });
    }
    line
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}
