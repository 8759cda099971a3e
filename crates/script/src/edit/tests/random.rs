//! Every ordinary edit on every script of the corpus, and random edits on random scripts.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use super::kept::{check_step, check_steps};
use super::pen;
use super::*;

/// Words that YAML could read as another value.
const WORDS: &[&str] = &[
    "Rain fell",
    "it's: \"odd\" #1, {so}",
    "- dash",
    "yes",
    "“Who is there?”",
    "ends with:",
    "back\\slash",
    "Колокол",
    "*star",
    "12",
];

fn path(keys: &[Key]) -> Vec<Key> {
    keys.to_vec()
}

fn set_to(keys: &[Key], value: Value) -> Step {
    Step::Set {
        path: path(keys),
        value,
    }
}

/// Adds the usual edits of one item of a list.
fn of_item(section: &str, index: usize, item: &Value, steps: &mut Vec<Step>) {
    let at = |key: &str| [section.into(), index.into(), key.into()];
    steps.push(Step::Remove {
        path: path(&[section.into(), index.into()]),
    });
    let Value::Map(entries) = item else { return };
    for (key, _) in entries {
        if entries.len() > 1 {
            steps.push(Step::Remove {
                path: path(&at(key)),
            });
        }
    }
    let place = WORDS[(index + entries.len()) % WORDS.len()];
    if section == "cues" {
        let word = if entries.iter().any(|(k, _)| k == "at") {
            "at"
        } else {
            "from"
        };
        let after = Value::single("after", Value::words(place));
        let fade = [section.into(), index.into(), "fade".into(), "in".into()];
        steps.extend([
            set_to(&at("gain"), Value::token("-7.5dB")),
            set_to(&at("hold"), Value::token("2s")),
            set_to(&at(word), Value::words(place)),
            set_to(&at(word), after),
            set_to(&fade, Value::token("1.5s")),
        ]);
    } else {
        let before = [
            section.into(),
            index.into(),
            "pause".into(),
            "before".into(),
        ];
        steps.extend([
            set_to(&at("by"), Value::words("IVO")),
            set_to(&at("tone"), Value::token("cold")),
            set_to(&before, Value::token("0.5s")),
        ]);
    }
}

/// Adds the edits of one choice and of its options.
fn of_choice(index: usize, item: &Value, steps: &mut Vec<Step>) {
    let at = |keys: &[Key]| [&["choices".into(), index.into()], keys].concat();
    let waiting = ["while-waiting".into(), "remind".into(), "after".into()];
    steps.extend([
        set_to(&at(&["wait".into()]), Value::token("10s")),
        set_to(
            &at(&["ask".into()]),
            Value::words(WORDS[index % WORDS.len()]),
        ),
        set_to(&at(&waiting), Value::token("4s")),
        Step::Push {
            path: at(&["options".into()]),
            item: Value::Map(vec![
                ("id".to_owned(), Value::token("new-one")),
                ("words".to_owned(), Value::words(WORDS[index % WORDS.len()])),
            ]),
        },
        Step::Remove { path: at(&[]) },
    ]);
    let Some(Value::List(options)) = item.get("options") else {
        return;
    };
    for option in 0..options.len() {
        let own = |key: &str| at(&["options".into(), option.into(), key.into()]);
        let set = at(&["options".into(), option.into(), "set".into(), "lamp".into()]);
        steps.extend([
            set_to(&own("when"), Value::token("not lamp")),
            set_to(&own("to"), Value::token("end")),
            set_to(&set, Value::token("courage >= 2")),
        ]);
        if options.len() > 1 {
            steps.push(Step::Remove {
                path: at(&["options".into(), option.into()]),
            });
        }
    }
}

/// Returns the edits that the commands make, for every part of a script.
pub(super) fn ordinary(source: &str) -> Vec<Step> {
    let Value::Map(sections) = model_of(source).unwrap() else {
        panic!("no script");
    };
    let mut steps = Vec::new();
    for (section, value) in &sections {
        if let ("cues" | "lines", Value::List(items)) = (section.as_str(), value) {
            for (index, item) in items.iter().enumerate() {
                of_item(section, index, item, &mut steps);
                for beside in [Beside::Before(index), Beside::Behind(index)] {
                    steps.push(Step::Insert {
                        path: vec![section.as_str().into()],
                        beside,
                        item: new_item(section, index),
                    });
                }
            }
        }
        if let ("choices", Value::List(items)) = (section.as_str(), value) {
            for (index, item) in items.iter().enumerate() {
                of_choice(index, item, &mut steps);
            }
        }
        if let ("scenes", Value::List(items)) = (section.as_str(), value) {
            for index in 0..items.len() {
                let at = |key: &str| ["scenes".into(), index.into(), key.into()];
                let way = Value::single("to", Value::token("end"));
                steps.extend([
                    set_to(&at("then"), Value::token("end")),
                    set_to(&at("then"), Value::List(vec![way])),
                    set_to(&at("when"), Value::token("courage >= 2")),
                    Step::Name {
                        path: at("id").to_vec(),
                        is_key: false,
                        to: "the: hall".to_owned(),
                    },
                ]);
            }
        }
        if let ("cast", Value::Map(roles)) = (section.as_str(), value) {
            for (role, _) in roles {
                let at = |key: &str| ["cast".into(), role.as_str().into(), key.into()];
                let pan = path(&[
                    "cast".into(),
                    role.as_str().into(),
                    "place".into(),
                    "pan".into(),
                ]);
                steps.extend([
                    set_to(&at("voice"), Value::token("am_onyx")),
                    set_to(&at("pace"), Value::token("1.2")),
                    set_to(&pan, Value::token("0.3")),
                    Step::Rename {
                        from: role.clone(),
                        to: "Da: Silva".to_owned(),
                    },
                ]);
            }
        }
    }
    let role = ["cast".into(), "THE BOY".into(), "voice".into()];
    steps.push(set_to(&role, Value::token("am_puck")));
    steps.push(set_to(
        &["pronounce".into(), "bell".into()],
        Value::words("bel"),
    ));
    for section in ["cues", "lines"] {
        steps.push(Step::Push {
            path: vec![section.into()],
            item: new_item(section, steps.len()),
        });
    }
    steps
}

fn new_item(section: &str, number: usize) -> Value {
    let words = WORDS[number % WORDS.len()];
    let entry = |key: &str, value: Value| (key.to_owned(), value);
    Value::Map(match section {
        "cues" => vec![
            entry("id", Value::token("new-one")),
            entry("spot", Value::token("door-strike")),
            entry("at", Value::words(words)),
            entry("gain", Value::token("-3dB")),
        ],
        _ => vec![
            entry("quote", Value::words(words)),
            entry("by", Value::words("MARA")),
        ],
    })
}

/// Makes a step and checks the result. Returns `None` if the step was refused.
fn done(source: &str, step: &Step) -> Option<String> {
    match apply(source, std::slice::from_ref(step)) {
        Ok(text) => {
            check_step(source, &text, step);
            Some(text)
        }
        Err(why) => {
            let span = why.labels[0].span;
            assert!(source.get(span.range()).is_some(), "{why:?}");
            None
        }
    }
}

fn corpus() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let mut scripts: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "yaml"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect();
    scripts.sort();
    scripts
}

#[test]
fn every_edit_of_the_corpus_changes_only_the_named_place() {
    let scripts = corpus();
    assert!(scripts.len() >= 40);
    let (mut edits, mut refused) = (0, Vec::new());
    for (name, source) in &scripts {
        for step in ordinary(source) {
            edits += 1;
            if done(source, &step).is_none() {
                refused.push(format!("{name}: {step:?}"));
            }
        }
    }
    println!(
        "{} scripts, {edits} edits, {} refused",
        scripts.len(),
        refused.len()
    );
    println!("{}", refused.join("\n"));
    assert!(edits > 1500, "{edits}");
    assert!(
        refused.len() * 100 <= edits * 4,
        "{} of {edits}: {refused:#?}",
        refused.len()
    );
}

#[test]
fn every_script_of_the_corpus_is_read_by_another_parser_too() {
    let unread: Vec<String> = corpus()
        .into_iter()
        .filter(|(_, source)| super::kept::read(source).is_none())
        .map(|(name, _)| name)
        .collect();
    assert!(unread.len() <= 2, "{unread:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 3))]

    #[test]
    fn random_edits_of_random_scripts_change_only_the_named_place(
        seed in any::<u64>(),
        picks in proptest::collection::vec(any::<prop::sample::Index>(), 1..6),
    ) {
        let mut source = pen::script(seed);
        for pick in picks {
            let steps = ordinary(&source);
            let step = &steps[pick.index(steps.len())];
            if let Some(text) = done(&source, step) {
                source = text;
            }
        }
    }

    #[test]
    fn several_edits_at_once_equal_the_edits_one_by_one(
        script in any::<prop::sample::Index>(),
        picks in proptest::collection::vec(any::<prop::sample::Index>(), 2..5),
    ) {
        let scripts = corpus();
        let source = &scripts[script.index(scripts.len())].1;
        let steps = ordinary(source);
        let steps: Vec<Step> = picks.iter().map(|pick| steps[pick.index(steps.len())].clone()).collect();
        let one_by_one = steps.iter().try_fold(source.clone(), |text, step| {
            apply(&text, std::slice::from_ref(step))
        });
        // A step that is refused alone may be valid together with the next one.
        match (apply(source, &steps), one_by_one) {
            (Ok(text), Ok(one_by_one)) => prop_assert_eq!(text, one_by_one),
            (Ok(text), Err(_)) => check_steps(source, &text, &steps),
            (Err(why), Ok(_)) => prop_assert!(false, "together they are refused: {:?}", why),
            (Err(why), Err(_)) => {
                let span = why.labels[0].span;
                prop_assert!(source.get(span.range()).is_some(), "{:?}", why);
            }
        }
    }
}
