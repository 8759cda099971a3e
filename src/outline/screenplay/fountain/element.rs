//! The elements of a screenplay.

/// A screenplay.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Screenplay {
    /// The keys of the title page in small letters, with their values.
    pub title: Vec<(String, String)>,
    pub elements: Vec<Element>,
}

impl Screenplay {
    /// Returns the first entry of the title page with one of these keys, if it is
    /// not empty.
    #[must_use]
    pub(crate) fn title(&self, keys: &[&str]) -> Option<&str> {
        let known = |key: &str| keys.contains(&key);
        let found = self.title.iter().find(|(key, _)| known(key));
        let words = found.map(|(_, words)| words.as_str());
        words.filter(|words| !words.is_empty())
    }
}

/// An element and its first line, counted from 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Element {
    pub line: usize,
    pub what: What,
}

/// The kind of an element, and its words without marks of emphasis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum What {
    /// A scene begins.
    Heading {
        words: String,
        /// The number between `#`, if there is one.
        number: Option<String>,
    },
    /// A paragraph of action, with one string for each line.
    Action(Vec<String>),
    Speech(Speech),
    Sound {
        kind: SoundKind,
        words: String,
    },
    Transition(String),
    /// `# Act`.
    Section(String),
    /// `= What happens`.
    Synopsis(String),
    /// `[[to oneself]]`.
    Note(String),
}

/// A speech of a character.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Speech {
    pub name: String,
    /// The parentheses after the name, without their marks: `V.O.`.
    pub extensions: Vec<String>,
    /// Whether `@` is before the name, which is then one role's as it is written.
    pub forced: bool,
    /// Whether it is spoken at the same time as the speech before.
    pub dual: bool,
    pub parts: Vec<Part>,
}

/// A piece of a speech.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Part {
    /// A direction for the speech, without its parentheses.
    Aside(String),
    Words(String),
}

/// The kind of a sound line.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum SoundKind {
    /// `SOUND:`, `SFX:`, `FX:`.
    Effect,
    /// A continuous sound: `AMBIENCE:`, `ATMOS:`.
    Ambience,
    /// `MUSIC:`, `GRAMS:`.
    Music,
}
