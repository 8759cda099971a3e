use super::*;
use cuebook_core::diagnostic::Source;

fn set(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    pairs.iter().map(owned).collect()
}

#[test]
fn every_recipe_of_the_library_is_read() {
    for (name, text) in names().map(|name| (name, library::text(name).unwrap())) {
        Recipe::read(name, text, &[]).unwrap_or_else(|wrong| panic!("{name}: {wrong:#?}"));
    }
    assert_eq!(names().count(), notes().len());
}

#[test]
fn every_file_of_the_library_is_compiled_in() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../sounds");
    let groups = std::fs::read_dir(folder).unwrap();
    let files = groups.flat_map(|group| std::fs::read_dir(group.unwrap().path()).unwrap());
    let mut names: Vec<String> = files
        .map(|file| {
            let path = file.unwrap().path();
            path.file_stem().unwrap().to_string_lossy().into_owned()
        })
        .collect();
    names.sort();
    let known: Vec<&str> = super::names().collect();
    assert_eq!(names, known);
}

#[test]
fn every_sound_of_the_library_has_a_category() {
    for name in names() {
        assert!(find(name).unwrap().category.is_some(), "{name}");
    }
}

#[test]
fn every_sound_of_the_library_has_short_captions() {
    for name in names() {
        let captions = &find(name).unwrap().captions;
        let last = captions.last().unwrap_or_else(|| panic!("{name}"));
        assert!(
            last.when.is_none(),
            "{name}: the last caption is for the rest"
        );
        for caption in captions {
            let all = [&caption.often, &caption.lasting, &caption.over];
            let all = all.into_iter().flatten().chain([&caption.once]);
            for words in all {
                assert!(words.chars().count() <= 38, "{name}: {words}");
            }
        }
    }
}

#[test]
fn captions_depend_on_the_settings() {
    let dog = find("dog").unwrap();
    let usual = dog.caption(&[]).unwrap();
    assert_eq!(usual.once, "dog barks");
    assert_eq!(usual.often, "dog barks");
    assert_eq!(usual.lasting, "dog barking");
    assert_eq!(usual.over, "barking stops");
    let growls = dog.caption(&set(&[("voice", "growl")])).unwrap();
    assert_eq!(growls.once, "dog growls");
    let rain = "about: A.\nkind: bed\ncaptions: [{ once: rain }]\nlayers:\n  - { layer: a, source: { noise: {} } }";
    let own = Recipe::read("a", rain, &[]).unwrap();
    assert_eq!(own.caption(&[]).unwrap().over, "rain stops");
}

#[test]
fn a_category_is_an_id() {
    let recipe = |id: &str| {
        let text = format!(
            "about: A.\nkind: spot\ncategory: {id}\nlayers:\n  - {{ layer: a, source: {{ bubble: {{ radius: 2mm }} }} }}"
        );
        Recipe::read("a", &text, &[])
    };
    assert_eq!(
        recipe("DOORWood").unwrap().category.as_deref(),
        Some("DOORWood")
    );
    for wrong in ["doors", "Door", "DOOR Wood", "DOOR1", "D"] {
        let mistakes = recipe(wrong).unwrap_err();
        assert_eq!(mistakes[0].code, "unknown-word", "{wrong}");
    }
}

#[test]
fn valid_settings_have_no_problems() {
    let settings = set(&[
        ("distance", "800m"),
        ("calibre", "15.2cm"),
        ("density", "1/s"),
    ]);
    assert_eq!(check(&RecipeRef::of_library("artillery"), &settings), []);
    assert_eq!(check(&RecipeRef::of_library("artillery"), &[]), []);
}

#[test]
fn all_mistakes_in_settings_are_reported_at_once() {
    let settings = set(&[
        ("distanse", "2km"),
        ("calibre", "152"),
        ("intensity", "1.5"),
        ("density", "often"),
    ]);
    let problems = check(&RecipeRef::of_library("artillery"), &settings);
    let mistakes: Vec<(&str, Option<&str>)> = problems
        .iter()
        .map(|problem| (problem.message.as_str(), problem.nearest.as_deref()))
        .collect();
    assert_eq!(
        mistakes,
        [
            (
                "`artillery` has no setting `distanse`; it has `distance`, `calibre`, `density`, `intensity`",
                Some("distance")
            ),
            (
                "`calibre` is `152`, but it takes `m`, `km`, `cm`, `mm`, such as `122mm`",
                None
            ),
            (
                "`intensity` is `1.5`, but its range is `0` to `1`",
                Some("1")
            ),
            ("`often` is not a number with a unit", None),
        ]
    );
}

#[test]
fn a_parameter_may_take_words() {
    let yaml = "about: x\nkind: spot\nwords: []\nlayers: [{ layer: a, source: { crack: { length: 1ms } } }]\nparams:\n- { param: surface, default: stone, words: [stone, snow], about: y }";
    let recipe = Recipe::read("step", yaml, &[]).unwrap();
    let read = |word| Settings::read(&recipe, &set(&[("surface", word)]));
    let word = read("snow").unwrap();
    assert_eq!(word.get("surface"), Some(&Value::Word("snow".to_owned())));
    let problem = &read("stonne").unwrap_err()[0];
    assert_eq!(problem.nearest.as_deref(), Some("stone"));
    assert!(problem.message.contains("one of stone, snow"));
}

#[test]
fn an_unknown_recipe_is_reported_with_the_nearest_name() {
    let problems = check(&RecipeRef::of_library("artilery"), &[]);
    assert_eq!(problems[0].nearest.as_deref(), Some("artillery"));
    assert!(
        check(&RecipeRef::of_library("xylophone"), &[])[0]
            .nearest
            .is_none()
    );
}

/// Returns the codes of the mistakes in a recipe, each with the text that it points
/// at.
fn mistakes(text: &str) -> Vec<(&'static str, &str)> {
    let wrong = check_text(text, &[]);
    let mistakes = wrong.iter().map(|mistake| {
        assert_eq!(mistake.labels[0].source, Source::Recipe(0));
        (mistake.code, mistake.labels[0].span.of(text))
    });
    mistakes.collect()
}

#[test]
fn all_mistakes_of_a_recipe_are_reported_in_one_run_at_their_places() {
    let text = "
about: A door.
kind: spott
params:
  - { param: force, default: 2, low: 0, high: 1, about: how hard }
level: force * 3
layers:
  - layer: plate
    source: { modes: { body: plank, lowest: 80 Hz, highest: 4 s, decay: 0.2s, colour: red } }
    gain: mix(0dB, -6dB, forse) + 2ms
    loudness: 3
  - layer: plate
    source: { trumpet: {} }
    filters: [{ low-pass: 2 *, high-pass: 200Hz }]
";
    assert_eq!(
        mistakes(text),
        [
            ("unknown-word", "spott"),
            ("out-of-range", "2"),
            ("missing-unit", "force * 3"),
            ("unknown-word", "plank"),
            ("wrong-unit", "4 s"),
            ("unknown-key", "colour"),
            ("wrong-unit", "mix(0dB, -6dB, forse) + 2ms"),
            ("unknown-param", "forse"),
            ("unknown-key", "loudness"),
            ("duplicate-name", "plate"),
            ("unknown-generator", "trumpet"),
            ("bad-formula", ""),
            ("exclusive-keys", "high-pass"),
        ]
    );
}

#[test]
fn a_mistake_behind_an_alias_is_reported_once() {
    let text = "
about: x
kind: bed
layers:
  - layer: a
    source: { noise: { colour: &colour blue } }
  - layer: b
    source: { noise: { colour: *colour } }
  - { layer: c, source: { noise: {} }, gain: *colour }
";
    assert_eq!(
        mistakes(text),
        [("unknown-word", "blue"), ("unknown-param", "blue")]
    );
}

#[test]
fn a_mistake_inside_quotes_has_an_exact_span() {
    let head = "about: x\nkind: bed\nlayers:\n- { layer: a, source: { noise: {} }, gain: ";
    let wrong = |formula: &str| format!("{head}{formula} }}");
    assert_eq!(
        mistakes(&wrong("\"max(0dB, farce)\"")),
        [("unknown-param", "farce")]
    );
    // With escapes inside the quotation marks, the whole value is marked.
    let escaped = "\"max(0dB,\\x20farce)\"";
    assert_eq!(mistakes(&wrong(escaped)), [("unknown-param", escaped)]);
}

fn nested(layers: usize) -> String {
    let mut source = "{ crack: { length: 1ms } }".to_owned();
    for _ in 1..layers {
        source = format!("{{ layers: [{{ layer: a, source: {source} }}] }}");
    }
    format!("about: x\nkind: spot\nlayers: [{{ layer: a, source: {source} }}]")
}

#[test]
fn the_nesting_of_layers_is_limited() {
    assert_eq!(mistakes(&nested(read::DEEPEST)), []);
    let text = nested(read::DEEPEST + 1);
    assert_eq!(mistakes(&text)[0].0, "too-deep");
}

#[test]
fn layers_behind_aliases_are_counted() {
    let mut text = "about: x\nkind: spot\nlayers:\n".to_owned();
    text += "- { layer: a0, source: { layers: &a0 [{ layer: x, source: { crack: { length: 1ms } } }] } }\n";
    for level in 1..5 {
        let below = level - 1;
        let inner: Vec<String> = (0..9)
            .map(|n| format!("{{ layer: n{n}, source: {{ layers: *a{below} }} }}"))
            .collect();
        let inner = inner.join(", ");
        text += &format!("- {{ layer: a{level}, source: {{ layers: &a{level} [{inner}] }} }}\n");
    }
    let codes: Vec<&str> = mistakes(&text).iter().map(|(code, _)| *code).collect();
    assert_eq!(codes, ["too-many"]);
}

/// In an event the grains become fewer; in a bed there is no end at which there are
/// few.
#[test]
fn sustained_grains_cannot_become_fewer() {
    let of = |rest: &str| {
        let grains = "{ grains: { rate: 9/s, pitch: 1kHz, fall: 1s } }";
        format!("about: x\nkind: bed\nlayers:\n  - {{ layer: a, source: {grains}{rest} }}\n")
    };
    assert_eq!(mistakes(&of("")), [("exclusive-keys", "fall")]);
    assert_eq!(mistakes(&of(", envelope: { decay: 1s }")), []);
}

#[test]
fn a_value_that_is_infinite_for_some_settings_is_reported_with_them() {
    let text = "
about: x
kind: spot
params:
  - { param: size, default: 1m, low: 0m, high: 2m, about: x }
layers:
  - { layer: a, source: { crack: { length: 1ms / (size / 1m) } } }
  - { layer: b, when: size - 1m, source: { crack: { length: 1ms / (size / 1m) } } }
";
    let wrong = check_text(text, &[]);
    let messages: Vec<&str> = wrong.iter().map(|wrong| wrong.message.as_str()).collect();
    assert_eq!(
        messages,
        ["`1ms / (size / 1m)` is not a finite number where `size` is `0m`"]
    );
}

#[test]
fn an_aliased_or_merged_value_is_read() {
    let text = "
about: x
kind: spot
layers:
  - &one { layer: a, source: { crack: { length: &length 1ms } }, gain: -3dB }
  - { <<: *one, layer: b }
  - { layer: c, source: { blast: { positive: *length } } }
";
    let recipe = Recipe::read("test", text, &[]).unwrap();
    let gains: Vec<bool> = recipe.layers.iter().map(|l| l.gain.is_some()).collect();
    assert_eq!(gains, [true, true, false]);
}

/// Reads every complete recipe of the page.
#[test]
fn the_recipes_of_the_page_have_no_mistakes() {
    let page = include_str!("../../../../docs/recipes.md");
    let blocks = page.split("```yaml\n").skip(1);
    let whole = blocks.map(|block| block.split("```").next().unwrap());
    let mut count = 0;
    for recipe in whole.filter(|block| block.starts_with("about:")) {
        assert_eq!(check_text(recipe, &[]), [], "{recipe}");
        count += 1;
    }
    assert_eq!(count, 2);
}
