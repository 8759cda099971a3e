//! The declared keys of the cue script: the reader and the schema accept each, and the
//! tables of `docs/cue-script.md` list each.
//!
//! `UPDATE=1 cargo test --test library` rewrites the tables.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use cuebook::internals::{of_config, vocabulary};
use cuebook_core::diagnostic::Severity;
use cuebook_core::sound_format::{READABLE, readable};
use cuebook_script::read::{chapters, mix, spaces, state, text};
use cuebook_script::schema::{Described, schema};
use cuebook_script::series::{Every, Feed, Series, SharedMeta};
use cuebook_script::treatment::{Facing, Treatment};
use cuebook_script::{Anchor, Barrier, Cue, Duck, Effect, Role, RoleThere, Script, ShowDuck};
use cuebook_script::{Choice, ChoiceOption, Meta, Press, PublishForm, Reminder, Waiting, Way};
use cuebook_script::{LineNote, Move, Pauses, Ride, Scene, Sound, Space, Times, Tone, read};
use cuebook_yaml::mapping::{Declared, Key, Mapping, Rule, Table, Takes, Words};
use cuebook_yaml::quantity::MEASURES;
use serde_json::Value;

/// A mapping, and a script with `…` in its place.
type Place = (&'static Mapping, String);

/// Returns every mapping of a script, the script itself first.
fn places() -> Vec<Place> {
    let mut places: Vec<Place> = vec![(Script::MAPPING, "…".to_owned())];
    let mut at = 0;
    while let Some((mapping, script)) = places.get(at).cloned() {
        for key in mapping.keys() {
            let value = script.replace('…', &one(mapping, key, "…"));
            follow(&key.takes, &value, &mut places);
        }
        at += 1;
    }
    places
}

fn follow(takes: &Takes, script: &str, places: &mut Vec<Place>) {
    let within = |value: &str| script.replace('…', value);
    match takes {
        Takes::Map(mapping) if places.iter().all(|(known, _)| known.id != mapping.id) => {
            places.push((mapping, script.to_owned()));
        }
        Takes::Kinds(kinds) => {
            for kind in kinds.kinds {
                follow(&Takes::Map(kind), script, places);
            }
        }
        Takes::Named(_, inner) | Takes::ByName(_, inner) => {
            follow(inner, &within("{ A: … }"), places);
        }
        Takes::Each(inner) => follow(inner, &within("[ … ]"), places),
        Takes::Either(ways) => ways.iter().for_each(|way| follow(way, script, places)),
        _ => {}
    }
}

/// Returns a mapping with a value for one key, and its required keys.
fn one(mapping: &'static Mapping, key: &Key, value: &str) -> String {
    let mut keys = vec![(key.name, value.to_owned())];
    let required = mapping
        .keys()
        .filter(|key| key.required || key.name == mapping.kind);
    let mut needs: Vec<Vec<&str>> = required.map(|key| vec![key.name]).collect();
    for rule in mapping.rules {
        if let Rule::OneOf { keys, .. } | Rule::AnyOf(keys) = rule {
            needs.push(mapping.among(keys).collect());
        }
    }
    needs.extend(match (mapping.id, key.name) {
        ("line", "to") => Some(vec!["words"]),
        ("anchor" | "after", "prefix" | "suffix" | "nth" | "offset" | "xyzzy") => {
            Some(vec!["quote"])
        }
        _ => None,
    });
    needs.sort_by_key(|needed| needed.len());
    for needed in needs.iter().filter(|needed| !needed.is_empty()) {
        if !keys.iter().any(|(known, _)| needed.contains(known)) {
            let needed = mapping.key(needed[0]).unwrap();
            keys.push((needed.name, sample(needed)));
        }
    }
    let entries: Vec<String> = keys
        .iter()
        .map(|(key, value)| format!("{key}: {value}"))
        .collect();
    format!("{{ {} }}", entries.join(", "))
}

fn sample(key: &Key) -> String {
    match key.examples.first() {
        Some(example) => (*example).to_owned(),
        None => made_up(&key.takes),
    }
}

fn made_up(takes: &Takes) -> String {
    match takes {
        Takes::Words | Takes::Quote | Takes::Declares(_) | Takes::Refers(_) => "x".to_owned(),
        Takes::Formula(example) => (*example).to_owned(),
        Takes::Expression(_, example) => format!("\"{example}\""),
        Takes::Integer(low, _) => low.to_string(),
        Takes::Path(endings) => format!("x.{}", endings[0]),
        Takes::Whole(low, _) => low.to_string(),
        Takes::Quantity(measure) | Takes::Range(measure) => measure.example.to_owned(),
        Takes::Boolean => "true".to_owned(),
        Takes::OneOf(choice) => choice.words[0].name.to_owned(),
        Takes::Map(mapping) => one(mapping, mapping.keys().next().unwrap(), &{
            sample(mapping.keys().next().unwrap())
        }),
        Takes::Kinds(kinds) => made_up(&Takes::Map(kinds.kinds[0])),
        Takes::Named(_, inner) | Takes::ByName(_, inner) => {
            format!("{{ A: {} }}", made_up(inner))
        }
        Takes::Each(inner) => format!("[ {} ]", made_up(inner)),
        Takes::Exactly(count, inner) => {
            format!("[ {} ]", vec![made_up(inner); *count].join(", "))
        }
        Takes::Either(ways) => made_up(&ways[0]),
        Takes::Nothing => "~".to_owned(),
    }
}

/// Returns the codes of the errors that the reader finds in a script.
fn mistakes(script: &str) -> Vec<&'static str> {
    let found = read::read(script.as_bytes()).diagnostics.into_iter();
    let errors = found.filter(|found| found.severity == Severity::Error);
    errors.map(|found| found.code).collect()
}

fn instance(script: &str) -> Value {
    let yaml: serde_yaml::Value = serde_yaml::from_str(script).unwrap();
    serde_json::to_value(yaml).unwrap()
}

#[test]
fn every_example_of_every_key_is_read_and_valid() {
    let validator = jsonschema::draft7::new(&schema(vocabulary())).unwrap();
    let mut tried = 0;
    for (mapping, script) in places() {
        for key in mapping.keys() {
            let mut values: Vec<String> = key.examples.iter().map(|e| (*e).to_owned()).collect();
            values.push(made_up(&key.takes));
            // The made-up name is not a voice or recipe of the library.
            values.truncate(key.examples.len().max(1));
            for value in values {
                let script = script.replace('…', &one(mapping, key, &value));
                assert_eq!(
                    mistakes(&script),
                    [] as [&str; 0],
                    "{}: {script}",
                    mapping.id
                );
                let instance = instance(&script);
                let wrong = validator.iter_errors(&instance).next();
                assert!(wrong.is_none(), "{}: {script}\n{wrong:?}", mapping.id);
                tried += 1;
            }
        }
    }
    assert!(tried > 180, "only {tried} values were tried");
}

#[test]
fn a_key_that_is_not_declared_is_refused_by_reader_and_schema() {
    let validator = jsonschema::draft7::new(&schema(vocabulary())).unwrap();
    for (mapping, script) in places().into_iter().filter(|(mapping, _)| !mapping.is_open) {
        let odd = Key::plain("xyzzy", "");
        let script = script.replace('…', &one(mapping, &odd, "1"));
        assert_eq!(
            mistakes(&script),
            ["unknown-key"],
            "{}: {script}",
            mapping.id
        );
        assert!(
            !validator.is_valid(&instance(&script)),
            "{}: {script}",
            mapping.id
        );
    }
}

#[test]
fn every_declaration_is_complete() {
    let mut ids = BTreeSet::new();
    for (mapping, _) in places() {
        assert!(ids.insert(mapping.id), "two mappings are `{}`", mapping.id);
        let mut names = BTreeSet::new();
        for key in mapping.keys() {
            let place = format!("{}: {}", mapping.id, key.name);
            assert!(names.insert(key.name), "{place} is declared twice");
            assert!(key.about.trim().ends_with('.'), "{place} has no sentence");
            assert!(key.described().len() > 8, "{place}");
        }
        let rules = mapping.rules.iter().flat_map(|rule| match rule {
            Rule::OneOf { keys, .. } | Rule::AnyOf(keys) => keys.to_vec(),
            Rule::Apart { one, other, .. } => [*one, *other].concat(),
        });
        for key in rules {
            let is_known = mapping.all.iter().any(|known| known.name == key);
            assert!(is_known, "a rule of {} names `{key}`", mapping.id);
        }
    }
}

#[test]
fn every_word_has_a_description() {
    let choices = [
        Tone::CHOICE,
        <Option<Effect>>::CHOICE,
        Facing::CHOICE,
        Treatment::CHOICE,
    ];
    for choice in choices {
        for word in vocabulary().of(&choice) {
            assert!(word.about.len() > 4, "{} {}", choice.what, word.name);
        }
    }
    assert!(
        vocabulary()
            .sounds
            .iter()
            .all(|sound| sound.described.len() > 10)
    );
}

/// The headings of the page and their subjects.
const LINKS: &[(&str, &str)] = &[
    ("anchor", "#anchors"),
    ("barrier", "#barriers"),
    ("choice", "#choices"),
    ("cue", "#cues"),
    ("line", "#lines"),
    ("option", "#options"),
    ("preset", "#spaces"),
    ("recipe", "#recipes"),
    ("ride", "#cues"),
    ("role", "#cast"),
    ("scene", "#scenes"),
    ("sound", "#sounds"),
    ("space", "#spaces"),
    ("surface", "#spaces"),
    ("tone", "#tones"),
    ("variable", "#state"),
    ("way", "#ways"),
];

/// Returns the generated parts of the page with their names.
fn parts() -> Vec<(&'static str, String)> {
    let table = Table { links: LINKS };
    vec![
        ("quantities", quantities()),
        ("show", table.of(Script::MAPPING)),
        ("meta", table.of(Meta::MAPPING)),
        ("role", table.of(Role::MAPPING)),
        ("role-there", table.of(RoleThere::MAPPING)),
        ("scene", table.of(Scene::MAPPING)),
        ("chapter", table.of(chapters::ChapterNote::MAPPING)),
        ("way", table.of(Way::MAPPING)),
        ("variable", table.of(state::Values::MAPPING)),
        ("choice", table.of(Choice::MAPPING)),
        ("option", table.of(ChoiceOption::MAPPING)),
        ("while-waiting", table.of(Waiting::MAPPING)),
        ("remind", table.of(Reminder::MAPPING)),
        ("press", table.of(Press::MAPPING)),
        ("line", table.of(LineNote::MAPPING)),
        ("pause", table.of(text::Pause::MAPPING)),
        ("recorded", table.of(text::Recorded::MAPPING)),
        (
            "tones",
            words("tone", "how the voice speaks", &vocabulary().words["tone"]),
        ),
        ("sound", table.of(Sound::MAPPING)),
        ("formats", formats()),
        ("cue", table.of(Cue::MAPPING)),
        ("times", table.of(Times::MAPPING)),
        ("ride", table.of(Ride::MAPPING)),
        ("move", table.of(Move::MAPPING)),
        ("pauses", table.of(Pauses::MAPPING)),
        ("mix", table.of(mix::Mix::MAPPING)),
        (
            "targets",
            words("target", "level", &vocabulary().words["target"]),
        ),
        ("levels", table.of(mix::Levels::MAPPING)),
        ("forms", forms()),
        ("duck", table.of(Duck::MAPPING)),
        ("show-duck", table.rows(ShowDuck::MAPPING.all.iter(), &[])),
        ("buses", table.of(mix::Buses::MAPPING)),
        ("space", table.of(Space::MAPPING)),
        ("faces", table.of(spaces::Surfaces::MAPPING)),
        ("barrier", table.of(Barrier::MAPPING)),
        ("anchor", table.of(Anchor::MAPPING)),
    ]
}

fn formats() -> String {
    let mut text = "| format | endings | content |\n| --- | --- | --- |\n".to_owned();
    for format in READABLE {
        let endings: Vec<String> = format.endings.iter().map(|e| format!("`.{e}`")).collect();
        let endings = endings.join(", ");
        text += &format!("| {} | {endings} | {} |\n", format.name, format.about);
    }
    text
}

/// Returns the forms in which a show is published.
fn forms() -> String {
    let mut text = "| form | file |\n| --- | --- |\n".to_owned();
    for word in PublishForm::CHOICE.words {
        text += &format!("| `{}` | {} |\n", word.name, word.about.trim());
    }
    text
}

fn quantities() -> String {
    let mut text = "| quantity | units | example |\n| --- | --- | --- |\n".to_owned();
    for measure in MEASURES {
        let units: Vec<String> = measure
            .units
            .iter()
            .map(|(unit, _)| format!("`{unit}`"))
            .collect();
        let (name, units) = (measure.name, units.join(", "));
        text += &format!("| {name} | {units} | `{}` |\n", measure.example);
    }
    text
}

fn words(what: &str, about: &str, words: &[Described]) -> String {
    let mut text = format!("| {what} | {about} |\n| --- | --- |\n");
    for word in words {
        text += &format!("| `{}` | {} |\n", word.name, word.about);
    }
    text
}

/// Returns the generated parts of the page about series.
fn series_parts() -> Vec<(&'static str, String)> {
    let table = Table {
        links: &[("form", "publishing.md#all-at-once")],
    };
    let every = Every::CHOICE.words.iter().map(|word| Described {
        name: word.name.to_owned(),
        about: word.about.trim().to_owned(),
    });
    vec![
        ("series", table.of(Series::MAPPING)),
        ("series-meta", table.of(SharedMeta::MAPPING)),
        ("feed", table.of(Feed::MAPPING)),
        (
            "every",
            words("time", "a chapter comes", &every.collect::<Vec<_>>()),
        ),
    ]
}

/// Returns a page with its generated parts replaced.
fn written(page: &str, parts: Vec<(&str, String)>) -> String {
    let mut page = page.to_owned();
    for (name, text) in parts {
        let begin = format!("<!-- {name}: written by `UPDATE=1 cargo test --test library` -->\n");
        let start = page
            .find(&begin)
            .unwrap_or_else(|| panic!("the page has no {begin}"));
        let start = start + begin.len();
        let end = start + page[start..].find("<!-- end -->").unwrap();
        page.replace_range(start..end, &text);
    }
    page
}

#[test]
fn the_key_for_a_file_names_every_format() {
    let mut keys = Sound::MAPPING.all.iter();
    let key = keys.find(|key| key.name == "file").unwrap();
    assert!(key.about.contains(&readable()), "{}", key.about);
}

#[test]
fn the_tables_of_the_pages_match_the_declarations() {
    let table = Table { links: &[] };
    let [cache, engines @ ..] = of_config().map(|(name, mapping)| (name, table.of(mapping)));
    matches("docs/cue-script.md", parts());
    let mut series = series_parts();
    series.push(cache);
    matches("docs/series.md", series);
    matches("docs/engines.md", engines.to_vec());
}

/// Compares a page with its generated parts, or writes them.
fn matches(name: &str, parts: Vec<(&str, String)>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let page = fs::read_to_string(&path).unwrap();
    let written = written(&page, parts);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &written).unwrap();
        return;
    }
    let parts = written.lines().zip(page.lines());
    let first = parts.into_iter().find(|(written, page)| written != page);
    assert!(
        written == page,
        "{name} is out of date at {first:?}; write it with UPDATE=1"
    );
}
