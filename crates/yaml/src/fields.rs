//! Mappings with known keys, and the mistakes that are made in them.
//!
//! In: nodes. Out: their fields. Always true: a mistake is written down once,
//! and what it spoils is left out, not guessed.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, MAX_MISTAKES, Source, Span, Spanned, nearest, shown};
use crate::{Entry, Kind, Node};

/// The most entries in one section of a script: cues, lines, scenes, sounds.
pub const MAX_ENTRIES: usize = 100_000;

/// A mapping that the format knows.
#[derive(Debug)]
pub struct Shape {
    /// As messages call it: `a cue`.
    pub name: &'static str,
    pub keys: &'static [&'static str],
    pub example: &'static str,
}

/// The fields of one mapping.
pub struct Fields<'n, 's> {
    entries: &'n [Entry<'s>],
    pub span: Span,
    pub shape: &'static Shape,
}

impl<'n, 's> Fields<'n, 's> {
    /// The fields of a mapping before anything is known of its keys.
    pub fn open(node: &'n Node<'s>, shape: &'static Shape) -> Option<Fields<'n, 's>> {
        match &node.kind {
            Kind::Map(entries) => Some(Fields {
                entries,
                span: node.span,
                shape,
            }),
            _ => None,
        }
    }

    /// All entries, in the order of the script.
    pub fn entries(&self) -> &'n [Entry<'s>] {
        self.entries
    }

    pub fn get(&self, key: &str) -> Option<&'n Entry<'s>> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Whether all its keys are those of its shape.
    pub fn are_known(&self) -> bool {
        let known = |entry: &Entry<'_>| self.shape.keys.contains(&&*entry.key);
        self.entries.iter().all(known)
    }

    /// The entries whose keys are among these, in the order of the script.
    pub fn among(&self, keys: &[&str]) -> Vec<&'n Entry<'s>> {
        let is_one = |entry: &&Entry<'s>| keys.contains(&&*entry.key);
        self.entries.iter().filter(is_one).collect()
    }
}

/// Reads values and gathers mistakes.
pub struct Reader<'t> {
    pub source: &'t str,
    /// Whether a part of the script is hidden; nothing is missed in it then.
    pub broken: bool,
    /// Ids of what could not be read.
    pub lost: HashSet<String>,
    diagnostics: Vec<Diagnostic>,
    unlisted: usize,
}

/// Words for keys that authors look for under another name.
const OTHER_WORDS: &[(&str, &[&str])] = &[
    ("volume", &["gain"]),
    ("level", &["gain"]),
    ("title", &["show"]),
    ("characters", &["cast"]),
    ("voices", &["cast"]),
    ("speaker", &["by"]),
    ("role", &["by"]),
    ("character", &["by"]),
    ("when", &["at", "from"]),
    ("at", &["from"]),
    ("from", &["at"]),
    ("to", &["until"]),
    ("delay", &["offset"]),
    ("reverb", &["space"]),
    ("room", &["space"]),
    ("speed", &["pace"]),
    ("emotion", &["tone"]),
    ("repeat", &["times"]),
    ("ambience", &["bed"]),
    ("sfx", &["spot"]),
    ("sound", &["spot", "recipe"]),
    ("silence", &["hush"]),
    ("path", &["file"]),
    ("license", &["licence"]),
    ("exact", &["quote"]),
    ("text", &["quote"]),
];

/// Names in a row, as a message lists them: at most twelve.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let all: Vec<&str> = names.into_iter().collect();
    let mut list: Vec<String> = all
        .iter()
        .take(12)
        .map(|n| format!("`{}`", shown(n)))
        .collect();
    if all.len() > 12 {
        list.push(format!("and {} more", all.len() - 12));
    }
    list.join(", ")
}

impl<'t> Reader<'t> {
    pub fn new(source: &'t str, broken: bool) -> Reader<'t> {
        Reader {
            source,
            broken,
            lost: HashSet::new(),
            diagnostics: Vec::new(),
            unlisted: 0,
        }
    }

    pub fn report(&mut self, mistake: Diagnostic) {
        if self.diagnostics.len() < MAX_MISTAKES {
            self.diagnostics.push(mistake);
        } else {
            self.unlisted += 1;
        }
    }

    /// All mistakes, with a last one that counts those which found no room.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        if self.unlisted > 0 {
            let at = self
                .diagnostics
                .last()
                .map_or(Span::default(), |d| d.labels[0].span);
            let message = format!("there are {} more mistakes after this one", self.unlisted);
            let last = Diagnostic::error("too-many-mistakes", at, message);
            self.diagnostics.push(last);
        }
        self.diagnostics
    }

    /// The fields of a mapping; keys that do not fit are reported.
    pub fn fields<'n, 's>(
        &mut self,
        node: &'n Node<'s>,
        shape: &'static Shape,
    ) -> Option<Fields<'n, 's>> {
        let Kind::Map(entries) = &node.kind else {
            let message = format!(
                "{} has to be a mapping, and this is {}",
                shape.name,
                node.shape()
            );
            let mistake = Diagnostic::error("wrong-shape", node.span, message);
            self.report(mistake.hint(format!("for example `{}`", shape.example)));
            return None;
        };
        let unknown = |entry: &&Entry<'_>| !shape.keys.contains(&&*entry.key);
        if entries.iter().any(|entry| unknown(&entry)) {
            let free = |key: &&&str| entries.iter().all(|entry| entry.key != **key);
            let free: Vec<&str> = shape.keys.iter().filter(free).copied().collect();
            for entry in entries.iter().filter(unknown) {
                self.unknown_key(entry, &free, shape);
            }
        }
        Some(Fields {
            entries,
            span: node.span,
            shape,
        })
    }

    fn unknown_key(&mut self, entry: &Entry<'_>, free: &[&'static str], shape: &Shape) {
        if self.diagnostics.len() >= MAX_MISTAKES {
            // Nobody will read what it is like, so nobody has to look for it.
            self.unlisted += 1;
            return;
        }
        let key = &*entry.key;
        let message = format!("there is no key `{}` in {}", shown(key), shape.name);
        let mut mistake = Diagnostic::error("unknown-key", entry.key_span, message);
        let fits = |key: &&&str| free.contains(*key);
        let other = OTHER_WORDS
            .iter()
            .find(|(word, _)| *word == key.to_lowercase());
        let meant = other
            .and_then(|(_, meant)| meant.iter().find(fits).copied())
            .or_else(|| nearest(key, free.iter().copied()));
        if let Some(meant) = meant {
            mistake = mistake.mend(format!("did you mean `{meant}`?"), entry.key_span, meant);
        }
        let keys = shape.keys.join(", ");
        self.report(mistake.hint(format!("the keys of {} are {keys}", shape.name)));
    }

    /// Reports a value that is not shaped as it has to be.
    pub fn wrong_shape(&mut self, entry: &Entry<'_>, expected: &str, example: &str) {
        let message = format!(
            "`{}` has to be {expected}, and this is {}",
            shown(&entry.key),
            entry.value.shape()
        );
        let mistake = Diagnostic::error("wrong-shape", entry.value.span, message);
        self.report(mistake.hint(format!("for example `{example}`")));
    }

    /// Reports a key that a mapping needs and has not got.
    pub fn missing(&mut self, fields: &Fields<'_, '_>, key: &str, example: &str) {
        if self.broken {
            return;
        }
        let message = format!("{} needs `{key}`", fields.shape.name);
        let mistake = Diagnostic::error("missing-key", fields.span, message);
        self.report(mistake.hint(format!("for example `{example}`")));
    }

    /// Reports keys that cannot stand together.
    pub fn exclusive(&mut self, entries: &[&Entry<'_>], why: &str) {
        let [first, second, ..] = entries else {
            return;
        };
        let message = format!("`{}` and `{}` cannot stand together", first.key, second.key);
        let mistake = Diagnostic::error("exclusive-keys", second.key_span, message)
            .also(Source::Script, first.key_span, "the other one")
            .hint(why);
        self.report(mistake);
    }

    /// The entries of a section that maps names to things.
    pub fn named<'n, 's>(
        &mut self,
        section: Option<&'n Entry<'s>>,
        example: &str,
    ) -> &'n [Entry<'s>] {
        let Some(section) = section.filter(|section| !section.value.is_empty()) else {
            return &[];
        };
        let Kind::Map(entries) = &section.value.kind else {
            self.wrong_shape(section, "a mapping of names", example);
            return &[];
        };
        self.limited(section, entries)
    }

    /// The items of a section that lists things.
    pub fn items<'n, 's>(
        &mut self,
        section: Option<&'n Entry<'s>>,
        example: &str,
    ) -> &'n [Node<'s>] {
        let Some(section) = section.filter(|section| !section.value.is_empty()) else {
            return &[];
        };
        let Kind::List(items) = &section.value.kind else {
            self.wrong_shape(section, "a list", example);
            return &[];
        };
        self.limited(section, items)
    }

    fn limited<'n, T>(&mut self, section: &Entry<'_>, all: &'n [T]) -> &'n [T] {
        if all.len() > MAX_ENTRIES {
            let message = format!(
                "`{}` has {} entries; {MAX_ENTRIES} is the limit",
                section.key,
                all.len()
            );
            self.report(Diagnostic::error("too-many", section.key_span, message));
        }
        &all[..all.len().min(MAX_ENTRIES)]
    }

    /// Reports ids that two things of one kind bear.
    pub fn distinct<'i>(&mut self, ids: impl Iterator<Item = &'i Spanned<String>>) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for id in ids {
            match seen.get(id.value.as_str()) {
                None => {
                    seen.insert(&id.value, id.span);
                }
                Some(first) => {
                    let message = format!("the id `{}` is given twice", shown(id));
                    let mistake = Diagnostic::error("duplicate-name", id.span, message)
                        .label("a second time")
                        .also(Source::Script, *first, "first here")
                        .hint("give one of them another id");
                    self.report(mistake);
                }
            }
        }
    }

    /// Remembers the id of something that could not be read, so that nothing else misses it.
    pub fn lose(&mut self, id: Option<&Entry<'_>>) {
        if let Some(Kind::Scalar(id, _)) = id.map(|entry| &entry.value.kind) {
            self.lost.insert(id.to_string());
        }
    }
}
