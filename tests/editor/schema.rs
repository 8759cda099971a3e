//! The schema and the reader agree on complete scripts and on every mistake that has a
//! file. `tests/library/reference.rs` tests every key.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use cuebook::Show;
use cuebook::internals::Disk;
use jsonschema::Validator;
use serde_json::Value;

/// The codes that the schema always rejects too.
const REFUSED: &[&str] = &[
    "cue-kind",
    "duck-for",
    "empty-value",
    "missing-key",
    "missing-unit",
    "not-boolean",
    "unknown-age",
    "unknown-chapters",
    "unknown-effect",
    "unknown-facing",
    "unknown-form",
    "unknown-key",
    "unknown-preset",
    "unknown-size",
    "unknown-surface",
    "unknown-tags",
    "unknown-target",
    "unknown-treatment",
    "unknown-wait",
    "wrong-shape",
    "wrong-unit",
];

/// The codes that the schema rejects in some cases: a bound of a plain number, a setting of a recipe.
const IN_PART: &[&str] = &[
    "bad-name",
    "bad-number",
    "bad-path",
    "empty-script",
    "exclusive-keys",
    "out-of-range",
    "sound-setting",
    "too-large",
    "unknown-recipe",
    "yaml-key",
    "yaml-tag",
];

fn schema() -> Value {
    cuebook_script::schema::schema(cuebook::internals::vocabulary())
}

fn validator() -> Validator {
    jsonschema::draft7::new(&schema()).unwrap()
}

fn manifest(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn scripts(folder: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(manifest(folder)).unwrap();
    let paths = files.map(|file| file.unwrap().path());
    let mut all: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|kind| kind == "yaml"))
        .collect();
    all.sort();
    assert!(!all.is_empty(), "{folder}");
    all
}

/// Converts YAML to JSON as an editor does for a schema: all keys are strings.
fn instance(text: &str) -> Option<Value> {
    let mut value: serde_yaml::Value = serde_yaml::from_str(text).ok()?;
    value.apply_merge().ok()?;
    Some(plain(value))
}

fn plain(value: serde_yaml::Value) -> Value {
    use serde_yaml::Value as Yaml;
    match value {
        Yaml::Mapping(entries) => {
            let key = |key: Yaml| match key {
                Yaml::String(key) => key,
                other => serde_yaml::to_string(&other).unwrap().trim().to_owned(),
            };
            let entries = entries.into_iter();
            Value::Object(entries.map(|(k, v)| (key(k), plain(v))).collect())
        }
        Yaml::Sequence(items) => items.into_iter().map(plain).collect(),
        other => serde_json::to_value(other).unwrap_or(Value::Null),
    }
}

fn why(validator: &Validator, instance: &Value) -> Vec<String> {
    let errors = validator.iter_errors(instance);
    errors
        .map(|error| error.to_string().chars().take(300).collect())
        .collect()
}

/// Returns the codes of the errors of a script, as `cuebook check` finds them.
fn codes(path: &Path, text: &str) -> Vec<&'static str> {
    let show = Show::load(path, text.as_bytes(), None, &Disk::beside(path, &[]));
    let errors = show
        .diagnostics
        .iter()
        .filter(|found| found.severity == cuebook_core::diagnostic::Severity::Error);
    errors.map(|found| found.code).collect()
}

#[test]
fn the_command_prints_the_schema() {
    let output = Command::new(env!("CARGO_BIN_EXE_cuebook"))
        .arg("schema")
        .output()
        .unwrap();
    assert!(output.status.success());
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(printed, schema());
    assert!(jsonschema::draft7::meta::is_valid(&printed));
}

#[test]
fn complete_scripts_are_valid() {
    let validator = validator();
    let whole = manifest("crates/script/src/read/tests/whole.yaml");
    let mut all = scripts("scripts");
    all.push(whole);
    for path in all {
        let instance = instance(&fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(
            why(&validator, &instance),
            [] as [&str; 0],
            "{}",
            path.display()
        );
    }
}

#[test]
fn the_scripts_of_the_documentation_are_valid() {
    let validator = validator();
    let mut seen = 0;
    for page in [
        "docs/choices.md",
        "docs/cue-script.md",
        "docs/mix.md",
        "docs/sounds.md",
        "README.md",
    ] {
        let text = fs::read_to_string(manifest(page)).unwrap();
        for block in text.split("```yaml\n").skip(1) {
            let block = block.split("```").next().unwrap();
            if !block.starts_with("show:") {
                continue;
            }
            let instance = instance(block).unwrap_or_else(|| panic!("{block}"));
            assert_eq!(
                why(&validator, &instance),
                [] as [&str; 0],
                "{page}\n{block}"
            );
            seen += 1;
        }
    }
    assert!(seen >= 8, "only {seen} were found");
}

#[test]
fn the_schema_rejects_mistakes_of_form_and_check_rejects_all() {
    let validator = validator();
    let mut refused = BTreeMap::new();
    for path in scripts("tests/mistakes") {
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let repeats = text.lines().any(|line| line.trim_end().contains(" ×"));
        let Some(instance) = instance(&text).filter(|_| !repeats) else {
            continue;
        };
        let found = codes(&path, &text);
        let wrong = why(&validator, &instance);
        if let Some(code) = found.iter().find(|code| REFUSED.contains(code)) {
            assert!(!wrong.is_empty(), "{}: {code} is taken", path.display());
            *refused.entry(*code).or_insert(0) += 1;
        } else if !found.iter().any(|code| IN_PART.contains(code)) {
            assert_eq!(wrong, [] as [&str; 0], "{}: {found:?}", path.display());
        }
    }
    assert!(refused.len() >= 10, "{refused:?}");
}
