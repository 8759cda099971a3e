use super::*;

fn set(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

#[test]
fn every_recipe_of_the_library_is_read() {
    for (name, text) in library::TEXTS {
        Recipe::read(name, text).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    assert_eq!(names().count(), library::TEXTS.len());
}

#[test]
fn every_file_of_the_library_is_compiled_in() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sounds");
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            entry
                .unwrap()
                .path()
                .file_stem()
                .unwrap()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    files.sort();
    let known: Vec<&str> = library::TEXTS.iter().map(|(name, _)| *name).collect();
    assert_eq!(files, known);
}

#[test]
fn what_fits_has_no_problems() {
    let settings = set(&[
        ("distance", "800m"),
        ("calibre", "15.2cm"),
        ("density", "1/s"),
    ]);
    assert_eq!(check(&Score::of_library("artillery"), &settings), []);
    assert_eq!(check(&Score::of_library("artillery"), &[]), []);
}

#[test]
fn mistakes_in_settings_are_all_told_at_once() {
    let settings = set(&[
        ("distanse", "2km"),
        ("calibre", "152"),
        ("intensity", "1.5"),
        ("density", "often"),
    ]);
    let problems = check(&Score::of_library("artillery"), &settings);
    let told: Vec<(&str, Option<&str>)> = problems
        .iter()
        .map(|problem| (problem.message.as_str(), problem.nearest.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "`artillery` has no setting `distanse`; it has `distance`, `calibre`, `density`, `intensity`",
                Some("distance")
            ),
            (
                "`calibre` is `152`, but what fits is `m`, `km`, `cm`, `mm`, such as `122mm`",
                None
            ),
            (
                "`intensity` is `1.5`, but it goes from `0` to `1`",
                Some("1")
            ),
            ("`often` is not a number with a unit", None),
        ]
    );
}

#[test]
fn a_parameter_may_take_words() {
    let yaml = "about: x\nkind: spot\nwords: []\nlayers: []\nparams:\n- { param: surface, default: stone, words: [stone, snow], about: y }";
    let recipe = Recipe::read("step", yaml).unwrap();
    let read = |word| Settings::read(&recipe, &set(&[("surface", word)]));
    let word = read("snow").unwrap();
    assert_eq!(word.get("surface"), Some(&Value::Word("snow".to_owned())));
    let problem = &read("stonne").unwrap_err()[0];
    assert_eq!(problem.nearest.as_deref(), Some("stone"));
    assert!(problem.message.contains("one of stone, snow"));
}

#[test]
fn an_unknown_recipe_is_told_with_the_nearest() {
    let problems = check(&Score::of_library("artilery"), &[]);
    assert_eq!(problems[0].nearest.as_deref(), Some("artillery"));
    assert!(
        check(&Score::of_library("xylophone"), &[])[0]
            .nearest
            .is_none()
    );
}

#[test]
fn mistakes_in_a_recipe_are_refused() {
    let head = "about: x\nkind: spot\nwords: []\n";
    for (rest, words) in [
        ("layers: []\nloudness: 3", "unknown field"),
        (
            "layers: [{ layer: a, source: { trumpet: {} } }]",
            "unknown variant",
        ),
        (
            "layers: [{ layer: a, source: { blast: {} } }]",
            "missing field",
        ),
        (
            "layers: [{ layer: a, source: { noise: {} }, gain: 3 parsecs }]",
            "no unit",
        ),
        (
            "params: [{ param: a, default: 3m, low: 0s, high: 1m, about: x }]\nlayers: []",
            "is not within",
        ),
    ] {
        let error = Recipe::read("test", &format!("{head}{rest}")).unwrap_err();
        assert!(error.contains(words), "{rest}: {error}");
    }
}
