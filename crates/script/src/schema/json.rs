//! The declared keys as a JSON Schema (draft-07), which most YAML editors support.
//!
//! Every script that the reader accepts is valid. The schema does not check facts that only
//! `cuebook check` can find, such as a name that is not defined.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Described, LibrarySound, Setting, SettingTakes, Vocabulary};
use crate::read::names::LONGEST_NAME;
use crate::series::Series;
use crate::space::PRESETS;
use crate::{Script, what};
use cuebook_core::sound_format::LIBRARY;
use cuebook_yaml::mapping::{Choice, Declared, Key, Kinds, Mapping, Rule, Takes, What, unlinked};
use cuebook_yaml::quantity::Measure;

/// Returns the schema of a cue script.
#[must_use]
pub fn schema(vocabulary: &Vocabulary) -> Value {
    let about = "Everything that the listener hears beyond the plain reading of a text.";
    of(vocabulary, Script::MAPPING, ("cuebook cue script", about))
}

/// Returns the schema of a file that several scripts use.
#[must_use]
pub fn of_shared(vocabulary: &Vocabulary) -> Value {
    let about = "What several cue scripts have in common.";
    of(vocabulary, Script::SHARED, ("cuebook shared file", about))
}

/// Returns the schema of a series.
#[must_use]
pub fn series_schema(vocabulary: &Vocabulary) -> Value {
    let about = "The chapters of a long work, and what they share.";
    of(vocabulary, Series::MAPPING, ("cuebook series", about))
}

fn of(vocabulary: &Vocabulary, mapping: &'static Mapping, (title, about): (&str, &str)) -> Value {
    let mut writer = Writer {
        vocabulary,
        definitions: BTreeMap::new(),
    };
    let mut root = writer.mapping(mapping);
    if let Some(root) = root.as_object_mut() {
        root.insert(
            "$schema".into(),
            "http://json-schema.org/draft-07/schema#".into(),
        );
        root.insert("title".into(), title.into());
        root.insert("description".into(), about.into());
        let definitions: Map<String, Value> = writer.definitions.into_iter().collect();
        root.insert("definitions".into(), definitions.into());
    }
    root
}

struct Writer<'v> {
    vocabulary: &'v Vocabulary,
    /// The definitions by name.
    definitions: BTreeMap<String, Value>,
}

impl Writer<'_> {
    fn mapping(&mut self, mapping: &'static Mapping) -> Value {
        let keys: Vec<(String, Value)> = mapping.keys().map(|key| self.property(key)).collect();
        object(keys.into_iter(), &needs(mapping))
    }

    fn property(&mut self, key: &Key) -> (String, Value) {
        let mut value = self.takes(&key.takes);
        let about = key.described();
        value["description"] = plain(&about).into();
        value["markdownDescription"] = about.into();
        if !key.examples.is_empty() {
            value["examples"] = key
                .examples
                .iter()
                .map(|example| written(example))
                .collect();
        }
        (key.name.to_owned(), value)
    }

    /// Returns a reference to a definition, and writes the definition if it is missing.
    fn defined(&mut self, id: &str, write: impl FnOnce(&mut Self) -> Value) -> Value {
        if !self.definitions.contains_key(id) {
            // A placeholder, so that the recursion of a definition that refers to itself ends.
            self.definitions.insert(id.to_owned(), Value::Null);
            let definition = write(self);
            self.definitions.insert(id.to_owned(), definition);
        }
        json!({ "$ref": format!("#/definitions/{id}") })
    }

    fn takes(&mut self, takes: &Takes) -> Value {
        match takes {
            // Words that look like numbers are still words.
            Takes::Words | Takes::Quote | Takes::Formula(_) => {
                json!({ "type": ["string", "number"] })
            }
            Takes::Path(_) => json!({ "type": "string", "pattern": "^[^/~\\\\]" }),
            Takes::Expression(..) => json!({ "type": ["string", "boolean", "integer"] }),
            Takes::Whole(low, high) => whole(*low, *high),
            Takes::Integer(low, high) => {
                json!({ "type": "integer", "minimum": low, "maximum": high })
            }
            Takes::Quantity(measure) if measure.units.is_empty() => number(measure),
            Takes::Quantity(measure) => quantity(measure, false),
            Takes::Range(measure) => quantity(measure, true),
            Takes::Boolean => json!({ "type": "boolean" }),
            Takes::OneOf(one) => open(self.choice(one), one.is_open),
            Takes::Declares(_) => name(),
            Takes::Refers(what) => self.refers(*what),
            Takes::Map(mapping) => self.defined(mapping.id, |writer| writer.mapping(mapping)),
            Takes::Kinds(kinds) => self.defined(kinds.id, |writer| writer.kinds(kinds)),
            Takes::Named(_, inner) | Takes::ByName(_, inner) => json!({
                "type": ["object", "null"], "additionalProperties": self.takes(inner),
            }),
            Takes::Each(inner) => json!({ "type": ["array", "null"], "items": self.takes(inner) }),
            Takes::Exactly(count, inner) => json!({
                "type": "array", "minItems": count, "maxItems": count, "items": self.takes(inner),
            }),
            Takes::Either(ways) => {
                let ways: Vec<Value> = ways.iter().map(|way| self.takes(way)).collect();
                json!({ "anyOf": ways })
            }
            Takes::Nothing => json!({ "type": "null" }),
        }
    }

    fn refers(&mut self, what: What) -> Value {
        match what {
            what::SOUND => self.defined("sound-name", |writer| {
                let file = json!({ "type": "string", "pattern": format!("^{LIBRARY}.") });
                json!({ "anyOf": [choice(&writer.sounds()), name(), file] })
            }),
            what::RECIPE => self.defined("recipe-name", |writer| {
                let own = json!({ "type": "string", "pattern": "\\.ya?ml$" });
                json!({ "anyOf": [choice(&writer.sounds()), own] })
            }),
            what::SPACE => open(self.choice(&PRESETS), true),
            _ => match self.vocabulary.words.get(what.0) {
                // The user's configuration may name other voices, and a text may be a blend.
                Some(words) => self.defined(what.0, |_| open(choice(words), what == what::VOICE)),
                None => name(),
            },
        }
    }

    fn choice(&self, one: &Choice) -> Value {
        choice(&self.vocabulary.of(one))
    }

    fn sounds(&self) -> Vec<Described> {
        let sounds = self.vocabulary.sounds.iter();
        let described = |sound: &LibrarySound| Described {
            name: sound.name.clone(),
            about: sound.described.clone(),
        };
        sounds.map(described).collect()
    }

    /// One schema for each kind, chosen by its key. A mapping without a kind may have the keys of
    /// all kinds, and a message names the missing key.
    fn kinds(&mut self, kinds: &Kinds) -> Value {
        let mut keys: Map<String, Value> = Map::new();
        for kind in kinds.kinds {
            for (name, value) in kind.keys().map(|key| self.property(key)) {
                keys.entry(name).or_insert(value);
            }
        }
        let needs = kinds
            .kinds
            .iter()
            .map(|kind| json!({ "required": [kind.kind] }));
        let mut rest = json!({
            "type": "object",
            "properties": keys,
            "anyOf": needs.collect::<Vec<_>>(),
            "errorMessage": kinds.lacks,
        });
        if kinds.kinds.iter().all(|kind| !kind.is_open) {
            rest["additionalProperties"] = false.into();
        }
        for kind in kinds.kinds.iter().rev() {
            let then = match kind.is_open {
                true => self.of_library(kind),
                false => self.defined(kind.id, |writer| writer.mapping(kind)),
            };
            rest = json!({
                "if": { "type": "object", "required": [kind.kind] },
                "then": then,
                "else": rest,
            });
        }
        rest
    }

    /// Returns the schema of a sound with the settings of the recipe that it names.
    fn of_library(&mut self, kind: &'static Mapping) -> Value {
        let keys: Map<String, Value> = kind.keys().map(|key| self.property(key)).collect();
        let vocabulary = self.vocabulary;
        let ways: Vec<Value> = vocabulary
            .sounds
            .iter()
            .map(|sound| {
                let id = format!("recipe-{}", sound.name);
                let then = self.defined(&id, |writer| writer.sound(sound, kind));
                json!({
                    "if": { "properties": { kind.kind: { "const": sound.name } } },
                    "then": then,
                })
            })
            .collect();
        json!({ "type": "object", "properties": keys, "allOf": ways })
    }

    fn sound(&mut self, sound: &LibrarySound, kind: &'static Mapping) -> Value {
        let common: Vec<(String, Value)> = kind.keys().map(|key| self.property(key)).collect();
        let settings = sound.settings.iter().map(setting);
        let mut object = object(common.into_iter().chain(settings), &[vec![kind.kind]]);
        object["description"] = sound.about.clone().into();
        object
    }
}

impl Vocabulary {
    /// Returns the words of a choice.
    #[must_use]
    pub fn of(&self, choice: &Choice) -> Vec<Described> {
        if let Some(words) = self.words.get(choice.what) {
            return words.clone();
        }
        let words = choice.words.iter().map(|word| Described {
            name: word.name.to_owned(),
            about: word.about.trim().to_owned(),
        });
        words.collect()
    }
}

/// Returns the keys that a mapping needs. Of each list, any one key is enough.
fn needs(mapping: &Mapping) -> Vec<Vec<&'static str>> {
    let required = mapping.keys().filter(|key| key.required);
    let kind = Some(mapping.kind).filter(|kind| mapping.key(kind).is_some());
    let one = kind.into_iter().chain(required.map(|key| key.name));
    let mut needs: Vec<Vec<&str>> = one.map(|key| vec![key]).collect();
    for rule in mapping.rules {
        if let Rule::OneOf { keys, .. } | Rule::AnyOf(keys) = rule {
            let keys: Vec<&str> = mapping.among(keys).collect();
            let is_met = needs.iter().flatten().any(|key| keys.contains(key));
            if !keys.is_empty() && !is_met {
                needs.push(keys);
            }
        }
    }
    needs
}

fn object(properties: impl Iterator<Item = (String, Value)>, needs: &[Vec<&str>]) -> Value {
    let properties: Map<String, Value> = properties.collect();
    let mut object = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    let (one, several): (Vec<_>, Vec<_>) = needs.iter().partition(|keys| keys.len() == 1);
    if !one.is_empty() {
        object["required"] = one.into_iter().flatten().copied().collect();
    }
    if let [keys] = several.as_slice() {
        let ways = keys.iter().map(|key| json!({ "required": [key] }));
        object["anyOf"] = ways.collect();
    }
    object
}

/// Returns text without the marks of Markdown.
fn plain(about: &str) -> String {
    unlinked(about).replace('`', "")
}

/// Returns an example, written in YAML, as JSON.
fn written(example: &str) -> Value {
    serde_yaml::from_str(example).unwrap_or_else(|_| example.into())
}

fn name() -> Value {
    json!({ "type": ["string", "number"], "minLength": 1, "maxLength": LONGEST_NAME })
}

/// Returns the schema of a choice of words, each with its meaning.
fn choice(words: &[Described]) -> Value {
    let names: Vec<&str> = words.iter().map(|word| &*word.name).collect();
    let mut choice = json!({ "type": "string", "enum": names });
    if words.iter().any(|word| !word.about.is_empty()) {
        let abouts: Vec<&str> = words.iter().map(|word| &*word.about).collect();
        choice["enumDescriptions"] = json!(abouts);
        choice["markdownEnumDescriptions"] = json!(abouts);
    }
    choice
}

/// Returns the schema of the choice or any other name.
fn open(choice: Value, is_open: bool) -> Value {
    match is_open {
        true => json!({ "anyOf": [choice, name()] }),
        false => choice,
    }
}

fn whole(low: u64, high: u64) -> Value {
    let mut whole = json!({
        "type": ["integer", "string"],
        "minimum": low,
        "pattern": "^[0-9]+$",
        "patternErrorMessage": "this must be a whole number",
    });
    if high < u64::MAX {
        whole["maximum"] = high.into();
    }
    whole
}

/// Returns the schema of a plain number, with or without quotation marks.
fn number(measure: &Measure) -> Value {
    json!({
        "type": ["number", "string"],
        "minimum": measure.low,
        "maximum": measure.high,
        "pattern": format!("^{NUMBER}\\s*$"),
        "patternErrorMessage":
            format!("{} must be a plain number, for example {}", measure.name, measure.example),
    })
}

/// Returns the pattern of a number as the reader accepts it, with the space before it.
const NUMBER: &str = r"\s*[-+−]?([0-9]+\.?[0-9]*|\.[0-9]+)";

fn quantity(measure: &Measure, is_range: bool) -> Value {
    let units: Vec<&str> = measure.units.iter().map(|(unit, _)| *unit).collect();
    let one = format!(r"{NUMBER}\s*({})\s*", units.join("|"));
    let pattern = match is_range {
        true => format!(r"^{one}(\.\.{one})?$"),
        false => format!("^{one}$"),
    };
    let wrong = format!(
        "{} needs a unit ({}), for example {}",
        measure.name,
        units.join(", "),
        measure.example
    );
    json!({
        "type": "string",
        "pattern": pattern,
        "patternErrorMessage": wrong,
        "errorMessage": wrong,
    })
}

fn setting(setting: &Setting) -> (String, Value) {
    let mut value = match &setting.takes {
        SettingTakes::Words(words) => json!({ "type": "string", "enum": words }),
        SettingTakes::Number(low, high) => json!({
            "type": ["number", "string"], "minimum": low, "maximum": high,
        }),
        SettingTakes::Quantity(units) => json!({
            "type": "string",
            "pattern": format!(r"^{NUMBER}\s*({})\s*$", units.join("|")),
            "patternErrorMessage": format!(
                "`{}` needs a unit, for example {}", setting.name, setting.default
            ),
        }),
    };
    value["description"] = plain(&setting.described).into();
    value["markdownDescription"] = setting.described.clone().into();
    value["examples"] = json!([written(&setting.default)]);
    (setting.name.clone(), value)
}
