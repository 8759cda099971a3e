//! Reads mappings and collects their mistakes. A mistake is reported once. A wrong value is left
//! out; its meaning is not guessed.

use std::collections::{HashMap, HashSet};

use super::fields::{Fields, Slot};
use super::spilt;
use super::{Key, Mapping, Name, Rule, What};
use crate::bare;
use crate::{Entry, Kind, Node};
use cuebook_core::diagnostic::{Diagnostic, MAX_MISTAKES, Source, Span, Spanned, nearest, shown};

/// The largest number of entries in one section of a script: cues, lines, scenes, sounds.
pub const MAX_ENTRIES: usize = 100_000;

/// The data that a format keeps while it is read, and its examples in messages. Scripts keep none.
pub trait State: Default {
    /// Returns an example for the message about a required key that is missing.
    #[must_use]
    fn example(mapping: &Mapping, _key: &Key) -> String {
        mapping.example.to_owned()
    }
}

impl State for () {}

/// Reads values and collects mistakes.
pub struct Reader<'t, S = ()> {
    /// The state that the values of one format share.
    pub state: S,
    /// The text of the script.
    pub source: &'t str,
    /// Whether a part of the script is hidden. If so, missing keys are not reported.
    pub broken: bool,
    /// The ids of things that could not be read.
    pub lost: HashSet<String>,
    /// All names so far, in the order of reading.
    pub names: Vec<Name>,
    /// Where the texts of further files begin in the source, in order, each with the folder of its
    /// file: its paths are relative to that.
    pub folders: Vec<(usize, String)>,
    diagnostics: Vec<Diagnostic>,
    unlisted: usize,
}

/// Words that authors use in place of the right keys.
const SYNONYMS: &[(&str, &[&str])] = &[
    ("volume", &["gain"]),
    ("level", &["gain"]),
    ("title", &["show"]),
    ("metadata", &["meta"]),
    ("tags", &["meta"]),
    ("writer", &["author"]),
    ("artist", &["author"]),
    ("reader", &["narrator"]),
    ("year", &["date"]),
    ("published", &["date"]),
    ("episode", &["number"]),
    ("image", &["cover"]),
    ("picture", &["cover"]),
    ("artwork", &["cover"]),
    ("summary", &["description"]),
    ("characters", &["cast"]),
    ("voices", &["cast"]),
    ("speaker", &["by"]),
    ("role", &["by"]),
    ("character", &["by"]),
    ("when", &["at", "from"]),
    ("at", &["from"]),
    ("from", &["at"]),
    ("to", &["until"]),
    ("goto", &["to", "then"]),
    ("divert", &["to", "then"]),
    ("passage", &["to", "then"]),
    ("links", &["options"]),
    ("variables", &["state"]),
    ("knots", &["scenes"]),
    ("passages", &["scenes"]),
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

fn are_synonyms(word: &str, key: &str) -> bool {
    let mut synonyms = SYNONYMS.iter();
    synonyms.any(|(known, keys)| *known == word && keys.contains(&key))
}

/// The largest number of names that a message lists.
const MOST_LISTED: usize = 12;

/// Returns names separated by commas, as a message lists them.
pub fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let all: Vec<&str> = names.into_iter().collect();
    let first = all.iter().take(MOST_LISTED);
    let mut list: Vec<String> = first.map(|name| format!("`{}`", shown(name))).collect();
    if all.len() > MOST_LISTED {
        list.push(format!("and {} more", all.len() - MOST_LISTED));
    }
    list.join(", ")
}

impl<'t, S: State> Reader<'t, S> {
    /// Creates a reader of a script. `broken` means that a mistake of form hides a part of it.
    pub fn new(source: &'t str, broken: bool) -> Reader<'t, S> {
        Reader {
            state: S::default(),
            source,
            broken,
            lost: HashSet::new(),
            names: Vec::new(),
            folders: Vec::new(),
            diagnostics: Vec::new(),
            unlisted: 0,
        }
    }

    /// Adds a mistake. After the first [`MAX_MISTAKES`], mistakes are only counted.
    pub fn report(&mut self, mistake: Diagnostic) {
        if self.diagnostics.len() < MAX_MISTAKES {
            self.diagnostics.push(mistake);
        } else {
            self.unlisted += 1;
        }
    }

    /// Returns the folder to which paths at a place are relative; empty for that of the script.
    #[must_use]
    pub fn folder(&self, place: Span) -> &str {
        let files = self.folders.iter().rev();
        let mut before = files.skip_while(|(start, _)| *start > place.start);
        before.next().map_or("", |(_, folder)| folder)
    }

    /// Records a name.
    pub fn name(&mut self, what: What, name: &Spanned<String>, declares: bool) {
        self.names.push(Name {
            span: name.span,
            what,
            text: name.value.clone(),
            declares,
        });
    }

    /// Returns all mistakes. Those beyond the maximum are counted in a last one.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        if self.unlisted > 0 {
            let last = self.diagnostics.last();
            let at = last.map_or(Span::default(), |d| d.labels[0].span);
            let message = format!("there are {} more mistakes after this one", self.unlisted);
            let last = Diagnostic::error("too-many-mistakes", at, message);
            self.diagnostics.push(last);
        }
        self.diagnostics
    }

    /// Returns the fields of a mapping. Reports keys that are unknown, missing, or not allowed
    /// together.
    pub fn fields<'n, 's>(
        &mut self,
        node: &'n Node<'s>,
        mapping: &'static Mapping,
    ) -> Option<Fields<'n, 's>> {
        let Some(mut fields) = Fields::open(node, mapping) else {
            let message = format!(
                "{} must be a mapping, but this is {}",
                mapping.name,
                node.shape()
            );
            let mistake = Diagnostic::error("wrong-shape", node.span, message);
            self.report(mistake.hint(format!("for example `{}`", mapping.example)));
            return None;
        };
        for words in spilt::of(self.source, &fields) {
            self.report(words.mistake(self.source));
            fields.spill(words.keys);
        }
        self.unknown_keys(&mut fields);
        self.rules(&fields);
        Some(fields)
    }

    /// Reports unknown keys. Those that are misspelt are read as the keys that are meant.
    fn unknown_keys(&mut self, fields: &mut Fields<'_, '_>) {
        if fields.mapping.is_open || fields.are_known() {
            return;
        }
        let free = fields.mapping.keys().map(|key| key.name);
        let free: Vec<&str> = free.filter(|key| !fields.has(key)).collect();
        let mut meant = Vec::new();
        for entry in fields.keyed() {
            if fields.mapping.key(&entry.key).is_none() {
                let key = self.unknown_key(entry, &free, fields);
                meant.extend(key.map(|key| (entry, key)));
            }
        }
        for (entry, key) in meant {
            fields.mean(entry, key);
        }
    }

    /// Reports an unknown key. Returns the key that is meant, if it is clear.
    fn unknown_key(
        &mut self,
        entry: &Entry<'_>,
        free: &[&'static str],
        fields: &Fields<'_, '_>,
    ) -> Option<&'static str> {
        let mapping = fields.mapping;
        if self.diagnostics.len() >= MAX_MISTAKES {
            // This mistake is only counted, so the search for a similar key is skipped.
            self.unlisted += 1;
            return None;
        }
        let key = &*entry.key;
        let message = format!("there is no key `{}` in {}", shown(key), mapping.name);
        let fits = |key: &&&str| free.contains(*key);
        let other = SYNONYMS
            .iter()
            .find(|(word, _)| *word == key.to_lowercase());
        let meant = other
            .and_then(|(_, meant)| meant.iter().find(fits).copied())
            .or_else(|| nearest(key, free.iter().copied()));
        let mistake = Diagnostic::error("unknown-key", entry.key_span, message);
        let keys: Vec<&str> = mapping.keys().map(|key| key.name).collect();
        let hint = format!("the keys of {} are {}", mapping.name, keys.join(", "));
        let mistake = mistake.did_you_mean(meant).hint(hint);
        let words = spilt::before(self.source, fields, entry).filter(|_| meant.is_none());
        let advice = "if it belongs to the words before it, put them all in quotation marks";
        self.report(match words {
            Some(words) => mistake.mend(advice, words, bare::in_marks(words.of(self.source))),
            None => mistake,
        });
        meant
    }

    /// Reports violations of the rules of a mapping.
    fn rules(&mut self, fields: &Fields<'_, '_>) {
        let mapping = fields.mapping;
        let required = mapping.keys().filter(|key| key.required);
        for key in required.filter(|key| !fields.has(key.name)) {
            self.missing(fields, key.name, &S::example(mapping, key));
        }
        for rule in mapping.rules {
            match rule {
                Rule::OneOf { keys, called, why } => {
                    let found = fields.among(keys);
                    if found.is_empty() {
                        self.none_of(fields, keys, called);
                    }
                    self.exclusive(&found, why);
                }
                Rule::AnyOf(keys) => {
                    let meant = |slot: &Slot<'_, '_>| {
                        let known = |key| slot.key == key || are_synonyms(slot.key, key);
                        mapping.among(keys).any(known)
                    };
                    if !fields.among(keys).iter().any(meant) {
                        self.none_of(fields, keys, "");
                    }
                }
                Rule::Apart { one, other, why } => {
                    for first in one.iter().filter_map(|key| fields.get(key)) {
                        for second in other.iter().filter_map(|key| fields.get(key)) {
                            self.exclusive(&[first, second], why);
                        }
                    }
                }
            }
        }
    }

    /// Reports that a mapping has none of some keys, unless its kind has none of them.
    fn none_of(&mut self, fields: &Fields<'_, '_>, keys: &'static [&'static str], called: &str) {
        if let Some(first) = fields.mapping.among(keys).next() {
            let called = if called.is_empty() { first } else { called };
            self.missing(fields, called, fields.mapping.example);
        }
    }

    /// Reports a value that does not have the required shape.
    pub fn wrong_shape(&mut self, slot: Slot<'_, '_>, expected: &str, example: &str) {
        let message = format!(
            "`{}` must be {expected}, but this is {}",
            shown(slot.key),
            slot.value.shape()
        );
        let mistake = Diagnostic::error("wrong-shape", slot.value.span, message);
        self.report(mistake.hint(format!("for example `{example}`")));
    }

    /// Reports a missing key that a mapping needs.
    pub fn missing(&mut self, fields: &Fields<'_, '_>, key: &str, example: &str) {
        if self.broken {
            return;
        }
        let message = format!("{} needs `{key}`", fields.mapping.name);
        let mistake = Diagnostic::error("missing-key", fields.span, message);
        self.report(mistake.hint(format!("for example `{example}`")));
    }

    /// Reports the first two of several keys that are not allowed together.
    pub fn exclusive(&mut self, keys: &[Slot<'_, '_>], why: &str) {
        let [first, second, ..] = keys else {
            return;
        };
        let message = format!(
            "`{}` and `{}` cannot be used together",
            first.key, second.key
        );
        let mistake = Diagnostic::error("exclusive-keys", second.key_span, message)
            .also(Source::Script, first.key_span, "the other key")
            .hint(why);
        self.report(mistake);
    }

    /// Returns the entries of a section that maps names to things.
    pub fn named<'n, 's>(&mut self, section: Slot<'n, 's>, example: &str) -> &'n [Entry<'s>] {
        match &section.value.kind {
            _ if section.value.is_empty() => &[],
            Kind::Map(entries) => self.limited(section, entries),
            _ => {
                let example = format!("{}: {{ {example} }}", section.key);
                self.wrong_shape(section, "a mapping of names", &example);
                &[]
            }
        }
    }

    /// Returns the items of a section that is a list.
    pub fn items<'n, 's>(&mut self, section: Slot<'n, 's>, example: &str) -> &'n [Node<'s>] {
        match &section.value.kind {
            _ if section.value.is_empty() => &[],
            Kind::List(items) => self.limited(section, items),
            _ => {
                let example = format!("{}: [{example}]", section.key);
                self.wrong_shape(section, "a list", &example);
                &[]
            }
        }
    }

    fn limited<'n, T>(&mut self, section: Slot<'_, '_>, all: &'n [T]) -> &'n [T] {
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

    /// Reports ids that two things share.
    pub fn distinct<'i>(&mut self, ids: impl Iterator<Item = &'i Spanned<String>>) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for id in ids {
            let Some(first) = seen.get(id.value.as_str()) else {
                seen.insert(&id.value, id.span);
                continue;
            };
            let message = format!("the id `{}` is used twice", shown(id));
            let mistake = Diagnostic::error("duplicate-name", id.span, message)
                .label("the second use")
                .also(Source::Script, *first, "the first use")
                .hint("give one of them another id");
            self.report(mistake);
        }
    }

    /// Records the id of a thing that could not be read, so that references to it are not reported
    /// as well.
    pub fn lose(&mut self, id: Option<Slot<'_, '_>>) {
        if let Some(id) = id.and_then(Slot::scalar) {
            self.lost.insert(id.to_owned());
        }
    }
}
