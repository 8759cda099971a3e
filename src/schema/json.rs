//! The forms as a JSON Schema, draft-07, which editors of YAML understand best.
//!
//! In: forms, and the library. Out: one schema. Always true: what the reader
//! takes is valid; what only `cuebook check` can know, such as a name that
//! nothing bears, is left to it.

use serde_json::{Map, Value, json};

use super::form::{File, Form, Key, Takes, What};
use super::keys::{FILE, FORMS, KINDS, SHOW, SOUND};
use super::words::{self, Choice, Word, voices};
use crate::perform::sound::recipe::{self, Param, Recipe, Takes as Values};
use cuebook_yaml::quantity::Measure;

/// The longest name, in characters.
const LONGEST_NAME: u32 = 64;

/// The schema of a cue script.
#[must_use]
pub fn schema() -> Value {
    let mut root = form(&SHOW);
    let definitions: Map<String, Value> = FORMS
        .iter()
        .skip(1)
        .map(|one| (one.id.to_owned(), form(one)))
        .chain([
            ("cue".to_owned(), cue()),
            ("any-sound".to_owned(), any_sound()),
            ("sound-name".to_owned(), sound_name()),
            ("recipe-name".to_owned(), recipe_name()),
            ("voice".to_owned(), choice(&voices())),
        ])
        .chain(library().map(|recipe| (id_of(recipe), of_recipe(recipe))))
        .collect();
    if let Some(root) = root.as_object_mut() {
        root.insert(
            "$schema".into(),
            "http://json-schema.org/draft-07/schema#".into(),
        );
        root.insert("title".into(), "cuebook cue script".into());
        root.insert(
            "description".into(),
            "What is heard beside the plain reading of a text, and where.".into(),
        );
        root.insert("definitions".into(), definitions.into());
    }
    root
}

fn form(form: &Form) -> Value {
    object(form.keys.iter().map(property), form.needs)
}

fn object(properties: impl Iterator<Item = (String, Value)>, needs: &[&str]) -> Value {
    let properties: Map<String, Value> = properties.collect();
    let mut object = json!({
        "type": "object",
        "properties": properties,
        "additionalProperties": false,
    });
    if !needs.is_empty() {
        let (either, all): (Vec<&str>, Vec<&str>) = needs.iter().partition(|n| n.contains('|'));
        if !all.is_empty() {
            object["required"] = json!(all);
        }
        for either in either {
            let ways = either.split('|').map(|need| json!({ "required": [need] }));
            object["anyOf"] = ways.collect();
        }
    }
    object
}

fn property(key: &Key) -> (String, Value) {
    let mut value = takes(&key.takes);
    value["description"] = plain(key.about).into();
    value["markdownDescription"] = key.about.into();
    if !key.examples.is_empty() {
        value["examples"] = key
            .examples
            .iter()
            .map(|example| written(example))
            .collect();
    }
    (key.name.to_owned(), value)
}

/// Without the marks of Markdown.
fn plain(about: &str) -> String {
    about.replace('`', "")
}

/// An example as the JSON that its YAML stands for.
fn written(example: &str) -> Value {
    serde_yaml::from_str(example).unwrap_or_else(|_| example.into())
}

fn takes(what: &Takes) -> Value {
    match what {
        // Words that look like numbers are words all the same.
        Takes::Words | Takes::Quote => json!({ "type": ["string", "number"] }),
        Takes::Path(File::Prose) => json!({ "type": "string" }),
        Takes::Path(File::Audio) => json!({ "type": "string", "pattern": "^[^/~\\\\]" }),
        Takes::Ends => json!({ "enum": ["start", "end"] }),
        Takes::Whole(low, high) => whole(*low, *high),
        Takes::Measure(measure) if measure.units.is_empty() => number(measure),
        Takes::Measure(measure) => quantity(measure, false),
        Takes::Range(measure) => quantity(measure, true),
        Takes::Truth => json!({ "type": "boolean" }),
        Takes::OneOf(one) => open(choice(&one.words()), one.is_open()),
        Takes::Declares(_) => name(),
        Takes::Refers(what) => refers(*what),
        Takes::Sides(measure) => json!({
            "type": "array", "minItems": 3, "maxItems": 3, "items": quantity(measure, false),
        }),
        Takes::Form(form) => json!({ "$ref": format!("#/definitions/{}", form.id) }),
        Takes::Perhaps(form) => json!({
            "anyOf": [{ "$ref": format!("#/definitions/{}", form.id) }, { "type": "null" }],
        }),
        Takes::Named(_, inner) => json!({
            "type": ["object", "null"], "additionalProperties": takes(inner),
        }),
        Takes::Each(inner) => json!({ "type": ["array", "null"], "items": takes(inner) }),
        Takes::Either(ways) => json!({ "anyOf": ways.iter().map(takes).collect::<Vec<_>>() }),
        Takes::Cue => json!({ "$ref": "#/definitions/cue" }),
        Takes::Sound => json!({ "$ref": "#/definitions/any-sound" }),
    }
}

fn refers(what: What) -> Value {
    let definition = |id: &str| json!({ "$ref": format!("#/definitions/{id}") });
    match what {
        What::Voice => definition("voice"),
        What::Sound => definition("sound-name"),
        What::Recipe => definition("recipe-name"),
        What::Space => open(choice(&Choice::Preset.words()), true),
        _ => name(),
    }
}

fn name() -> Value {
    json!({ "type": ["string", "number"], "minLength": 1, "maxLength": LONGEST_NAME })
}

/// One of some words, each with what it means.
fn choice(words: &[Word]) -> Value {
    let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
    let mut choice = json!({ "type": "string", "enum": names });
    if words.iter().any(|(_, about)| !about.is_empty()) {
        let abouts: Vec<&str> = words.iter().map(|(_, about)| about.as_str()).collect();
        choice["enumDescriptions"] = json!(abouts);
        choice["markdownEnumDescriptions"] = json!(abouts);
    }
    choice
}

/// The choice, or whatever else a script calls so.
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
        "patternErrorMessage": "this is a whole number",
    });
    if high < u64::MAX {
        whole["maximum"] = high.into();
    }
    whole
}

/// A plain number; in quotation marks it is one too.
fn number(measure: &Measure) -> Value {
    json!({
        "type": ["number", "string"],
        "minimum": measure.low,
        "maximum": measure.high,
        "pattern": format!("^{NUMBER}\\s*$"),
        "patternErrorMessage":
            format!("{} is a plain number, for example {}", measure.name, measure.example),
    })
}

/// A number as the reader takes it, with the space before it.
const NUMBER: &str = r"\s*[-+−]?([0-9]+\.?[0-9]*|\.[0-9]+)";

fn quantity(measure: &Measure, is_range: bool) -> Value {
    let units: Vec<&str> = measure.units.iter().map(|(unit, _)| *unit).collect();
    let one = format!(r"{NUMBER}\s*({})\s*", units.join("|"));
    let pattern = match is_range {
        true => format!(r"^{one}(\.\.{one})?$"),
        false => format!("^{one}$"),
    };
    let wrong = format!(
        "{} bears its unit ({}), for example {}",
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

/// Each kind by its own key; without one, all keys and a word on what lacks.
fn cue() -> Value {
    let kinds: Vec<Value> = KINDS
        .iter()
        .map(|(kind, _)| json!({ "required": [kind] }))
        .collect();
    let mut keys: Map<String, Value> = Map::new();
    for (_, form) in KINDS {
        for (name, value) in form.keys.iter().map(property) {
            keys.entry(name).or_insert(value);
        }
    }
    let kindless = json!({
        "type": "object",
        "properties": keys,
        "additionalProperties": false,
        "anyOf": kinds,
        "errorMessage": "a cue has one of the keys spot, bed, music, hush",
    });
    KINDS.iter().rev().fold(kindless, |rest, (kind, form)| {
        json!({
            "if": { "type": "object", "required": [kind] },
            "then": { "$ref": format!("#/definitions/{}", form.id) },
            "else": rest,
        })
    })
}

/// A sound: its recipe says which keys it has, or it is a file.
fn any_sound() -> Value {
    let ways: Vec<Value> = library()
        .map(|recipe| {
            json!({
                "if": { "properties": { "recipe": { "const": recipe.name } } },
                "then": { "$ref": format!("#/definitions/{}", id_of(recipe)) },
            })
        })
        .collect();
    let keys: Map<String, Value> = SOUND.keys.iter().map(property).collect();
    let undecided = json!({
        "type": "object",
        "properties": keys,
        "anyOf": [{ "required": ["recipe"] }, { "required": ["file"] }],
        "errorMessage": "a sound has a recipe or a file",
    });
    json!({
        "if": { "type": "object", "required": ["recipe"] },
        "then": { "type": "object", "properties": keys, "allOf": ways },
        "else": {
            "if": { "type": "object", "required": ["file"] },
            "then": { "$ref": format!("#/definitions/{}", FILE.id) },
            "else": undecided,
        },
    })
}

fn library() -> impl Iterator<Item = &'static Recipe> {
    recipe::names().filter_map(recipe::find)
}

fn id_of(recipe: &Recipe) -> String {
    format!("recipe-{}", recipe.name)
}

/// A sound made by a recipe of the library, with the settings that it has.
fn of_recipe(recipe: &Recipe) -> Value {
    let common = SOUND.keys.iter().filter(|key| key.name != "file");
    let settings = recipe.params.iter().map(setting);
    let mut object = object(common.map(property).chain(settings), &["recipe"]);
    object["description"] = recipe.about.clone().into();
    object
}

fn setting(param: &Param) -> (String, Value) {
    let mut value = match &param.takes {
        Values::Word { words, .. } => json!({ "type": "string", "enum": words }),
        Values::Quantity { default, low, high } if default.unit().is_empty() => json!({
            "type": ["number", "string"], "minimum": low.value, "maximum": high.value,
        }),
        Values::Quantity { default, .. } => {
            let units = default
                .dimension
                .units()
                .replace(['`', ' '], "")
                .replace(',', "|");
            json!({
                "type": "string",
                "pattern": format!(r"^{NUMBER}\s*({units})\s*$"),
                "patternErrorMessage": format!("`{}` bears its unit, for example {default}", param.name),
            })
        }
    };
    let told = words::told(param);
    value["description"] = plain(&told).into();
    value["markdownDescription"] = told.into();
    value["examples"] = json!([written(&param.takes.default_text())]);
    (param.name.clone(), value)
}

/// A sound of the library, or one that the show declares.
fn sound_name() -> Value {
    open(choice(&words::sounds()), true)
}

/// A recipe of the library, or the path of one's own.
fn recipe_name() -> Value {
    let own = json!({ "type": "string", "pattern": "\\.ya?ml$" });
    json!({ "anyOf": [choice(&words::sounds()), own] })
}
