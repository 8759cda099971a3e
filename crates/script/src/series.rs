//! A series: a file that names the chapters of a long work, and what they share. Reads it from its
//! bytes to a [`Series`] with a span for every value, and all mistakes that can be found without its
//! chapters.

mod address;
mod feed;

use crate::read::meta::{Day, People, Picture};
use crate::read::names::{Language, ReadNames};
use crate::read::publish::PublishForm;
use cuebook_core::diagnostic::{Diagnostic, Source, Span, Spanned, shown};
use cuebook_yaml::mapping::{
    Declared, Each, Map, Needed, OneOf, OrDefault, OrNothing, Reader, Slot, Takes, Text, Value,
    mapping,
};
use cuebook_yaml::{self as yaml, Kind};

pub use address::site;
pub use feed::{DayNumber, Every, Feed};

mapping! {
    /// A series: its chapters, and what they share.
    #[derive(Default)]
    pub struct Series: "series-file", "a series", "{ series: Night Watch, chapters: [one.yaml, two.yaml] }" {} keys {
        /// The title of the series.
        series: Needed<Text> { examples: &["Night Watch"] },
        /// The chapters, in their order: cue scripts, or texts for which no script is written yet. Paths are relative to this file, and stay in its folder.
        chapters: Needed<Chapters> { examples: &["[one.yaml, two.yaml, three.txt]"] },
        /// What shops, players and libraries say of every chapter. What a chapter says in its own `meta` goes before.
        meta: OrDefault<OrNothing<Map<SharedMeta>>>,
        /// The forms in which `cuebook series publish` writes every chapter without its own `publish`.
        publish: OrDefault<Each<OneOf<PublishForm>>> { default: Written("[mp3, vtt, chapters-json]"), examples: &["[m4a, vtt, transcript, chapters-json]"] },
        /// The podcast feed that `cuebook series publish` writes.
        feed: OrDefault<OrNothing<Map<Feed>>>,
    }
}

mapping! {
    /// What the chapters of a series have in common.
    #[derive(Default)]
    pub struct SharedMeta: "series-meta", "`meta`", "meta: { author: Ann Smith, cover: cover.png }" {} keys {
        /// A second title, which explains the first.
        subtitle: Text { examples: &["A Radio Play in Twelve Parts"] },
        /// Who wrote it: a name, or a list of names.
        author: People { examples: &["Ann Smith", "[Ann Smith, Jo Black]"] },
        /// Who reads it, for listeners: a name, or a list of names.
        narrator: People { examples: &["Emma Hill"] },
        /// Who publishes it.
        publisher: Text { examples: &["Harbour Radio"] },
        /// When it is published: a day, a month or a year. Single chapters have theirs in their scripts, or by `start` and `every` of `feed`.
        date: Day { examples: &["2026-05-01", "2026"] },
        /// A language tag (BCP 47) for players and feeds. The voices follow `language` of each script.
        language: Language { examples: &["en-GB"] },
        /// The genre, in the words of the place where it is published.
        genre: Text { examples: &["Drama"] },
        /// What it is about, in a few sentences. A block (`description: |`) keeps its paragraphs.
        description: Text { examples: &["Six people wait for the last train."] },
        /// Who has the rights, and since when.
        copyright: Text { examples: &["© 2026 Ann Smith"] },
        /// The picture: a square JPEG or PNG in the folder of this file, with a side of 1400 to 3000 pixels.
        cover: Picture { examples: &["cover.png"] },
    }
}

impl SharedMeta {
    /// Returns whether no key has a value.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let texts = [
            &self.subtitle,
            &self.publisher,
            &self.language,
            &self.genre,
            &self.description,
            &self.copyright,
            &self.cover,
        ];
        let names = [&self.author, &self.narrator];
        texts.iter().all(|text| text.is_none())
            && names.iter().all(|names| names.is_none())
            && self.date.is_none()
    }
}

/// The paths of the chapters, each once.
pub struct Chapters;

const CHAPTER: Takes = Takes::Path(&["yaml", "yml", "txt", "md", "markdown", "text"]);

impl Value for Chapters {
    type Of = Vec<Spanned<String>>;
    type State = ();
    const TAKES: Takes = Takes::Each(&CHAPTER);

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Self::Of> {
        let items = reader.items(slot, "one.yaml, two.yaml");
        if items.is_empty() && matches!(&slot.value.kind, Kind::List(_)) || slot.value.is_empty() {
            let mistake = Diagnostic::error("empty-value", slot.span(), "`chapters` has no files");
            reader.report(mistake.hint("for example `chapters: [one.yaml, two.yaml]`"));
            return None;
        }
        let mut first: std::collections::HashMap<String, Span> = Default::default();
        let mut paths = Vec::new();
        for item in items {
            let Some(mut path) = reader.path(slot.with(item)) else {
                continue;
            };
            path.value = plain(&path.value);
            if let Some(first) = first.get(&path.value) {
                let message = format!("`{}` is a chapter twice", shown(&path));
                let mistake = Diagnostic::error("duplicate-name", path.span, message)
                    .label("the second time")
                    .also(Source::Script, *first, "the first time");
                reader.report(mistake.hint("leave one of them out"));
                continue;
            }
            first.insert(path.value.clone(), path.span);
            paths.push(path);
        }
        Some(paths)
    }
}

/// Returns a path without the parts that mean the same folder: `./a//b.yaml` is `a/b.yaml`.
fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// A series with the parts that could be read.
#[derive(Debug, Default)]
pub struct SeriesReading {
    /// The series.
    pub series: Series,
    /// The file as text; every span is a range of it.
    pub source: String,
    /// The diagnostics in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a series.
#[must_use]
pub fn read(bytes: &[u8]) -> SeriesReading {
    let (source, mut diagnostics) = yaml::decode(bytes);
    let refused = diagnostics.iter().any(|found| found.code == "too-large");
    let tree = yaml::parse(&source);
    diagnostics.extend(tree.diagnostics);
    let mut reader = Reader::new(&source, tree.hidden || refused);
    let mut series = Series::default();
    match tree.root.as_ref().filter(|root| !root.is_empty()) {
        Some(root) => {
            if let Some(fields) = reader.fields(root, Series::MAPPING) {
                series = Series::fill(&mut reader, &fields, ()).unwrap_or_default();
            }
        }
        None if !tree.hidden && !refused => reader.report(
            Diagnostic::error("empty-script", Span::default(), "the series is empty")
                .hint("begin with `series: TITLE` and `chapters: [one.yaml, two.yaml]`"),
        ),
        None => {}
    }
    diagnostics.extend(reader.finish());
    diagnostics.sort_by_key(|found| found.labels.first().map(|label| label.span.start));
    SeriesReading {
        series,
        source,
        diagnostics,
    }
}

/// Returns whether a text is a series: whether it has the key `series`, which no script has.
#[must_use]
pub fn is_series(text: &str) -> bool {
    let text = text.trim_start_matches('\u{FEFF}');
    let is_key = |line: &str| {
        let line = line.trim_start_matches(['{', ' ']);
        let mut quoted = line.trim_start_matches(['"', '\'']);
        quoted = quoted.strip_prefix("series").unwrap_or("");
        quoted
            .trim_start_matches(['"', '\''])
            .trim_start()
            .starts_with(':')
    };
    let mut lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with('#') && !line.trim().is_empty());
    let Some(first) = lines.next() else {
        return false;
    };
    is_key(first) || lines.any(|line| !line.starts_with([' ', '\t', '{']) && is_key(line))
}

#[cfg(test)]
mod tests;
