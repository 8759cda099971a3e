use super::*;
use cuebook_script::what;

/// Returns the place of the `|` in a text.
fn place(text: &str) -> Option<Place> {
    let cursor = text.find('|').unwrap();
    Place::at(&text.replacen('|', "", 1), cursor)
}

/// Writes the path to a place, the part, and the current text.
fn described(text: &str) -> String {
    let place = place(text).unwrap();
    let way: Vec<&str> = place
        .levels
        .iter()
        .map(|level| level.key.as_deref().unwrap_or("·"))
        .collect();
    format!("{} {:?} `{}`", way.join("/"), place.part, place.typed)
}

#[test]
fn a_key_that_is_being_written() {
    assert_eq!(described("sho|"), "sho Key `sho`");
    assert_eq!(described("show: x\nca|\n"), "ca Key `ca`");
    assert_eq!(described("cast:\n  A: { vo| }\n"), "cast/A/vo Key `vo`");
    assert_eq!(described("cues:\n  - { spot: a, | }\n"), "cues/·/· Key ``");
    assert_eq!(
        described("cues:\n  - spot: a\n    ga|\n"),
        "cues/·/ga Key `ga`"
    );
    assert_eq!(described("cues:\n  - spot: a\n    |\n"), "cues/·/· Key ``");
    assert_eq!(described("cues:\n  - |\n"), "cues/·/· Key ``");
    assert_eq!(described("cues:\n- |\n"), "cues/·/· Key ``");
    assert_eq!(described("cast:\n  |"), "cast/· Key ``");
    assert_eq!(described("cues:\n  - spot: a\n|"), "· Key ``");
}

#[test]
fn a_value_that_is_being_written() {
    assert_eq!(described("mix:\n  target: po|"), "mix/target Value `po`");
    assert_eq!(
        described("cues:\n  - { spot: do|\n  - { bed: x }\n"),
        "cues/·/spot Value `do`"
    );
    assert_eq!(
        described("cues:\n  - { spot: | }\n"),
        "cues/·/spot Value ``"
    );
    assert_eq!(
        described("cues:\n  - spot: a\n    at: { after: \"the li|\n    gain: 1dB\n"),
        "cues/·/at/after Value `the li`"
    );
    assert_eq!(
        described("lines:\n  - { by: A|, quote: \"x\" }\n"),
        "lines/·/by Value `A`"
    );
    assert_eq!(
        described("mix: { duck: { for: [sp|] } }"),
        "mix/duck/for/· Value `sp`"
    );
}

#[test]
fn unfinished_text_does_not_hide_the_text_after_it() {
    let text = "cues:\n  - { spot: door, at: \"beg\n  - { bed: rain, from: start }\nmix:\n  ta|\n";
    assert_eq!(described(text), "mix/ta Key `ta`");
}

#[test]
fn a_half_typed_script_has_its_places() {
    // An open quotation mark, and brackets over several lines.
    assert_eq!(
        described("cast:\n  A: { voice: \"af_|\n  B: { pace: 1.1 }\n"),
        "cast/A/voice Value `af_`"
    );
    assert_eq!(
        described("cues:\n  - { spot: a,\n      at: \"x\",\n      |\n  - { bed: b }\n"),
        "cues/·/· Key ``"
    );
    assert_eq!(
        described("mix: { duck: { for: [a, |\ncast:\n"),
        "mix/duck/for/· Value ``"
    );
    // A key without a value, and a key without a colon, before other keys.
    assert_eq!(
        described("cast:\n  A:\n    vo|\n    pace: 1.1\n"),
        "cast/A/vo Key `vo`"
    );
    assert_eq!(
        described("cast:\n  |\nmix: { target: x }\n"),
        "cast/· Key ``"
    );
    assert_eq!(
        described("mix:\n  target: |\n  levels:\n"),
        "mix/target Value ``"
    );
    // One colon too many.
    assert_eq!(
        described("show: The End: pa|\ncast:\n"),
        "show Value `The End: pa`"
    );
}

#[test]
fn line_ends_and_tabs_change_no_place() {
    let text = "cast:\r\n  A: { voice: x }\r\ncues:\r\n  - { spot: do|\r\n  - { bed: x }\r\n";
    assert_eq!(described(text), "cues/·/spot Value `do`");
    assert_eq!(described("cast:\r\n  A: x\r\nca|\r\n"), "ca Key `ca`");
    assert_eq!(
        described("cast:\n\tA: { vo|\nmix: x\n"),
        "cast/A/vo Key `vo`"
    );
}

#[test]
fn a_mistake_elsewhere_hides_nothing() {
    let text = "show: a: b\ncast: [\nlines:\n  - { by: \"A }\nmix:\n  tar|\n";
    assert_eq!(described(text), "mix/tar Key `tar`");
}

#[test]
fn the_keys_beside_the_cursor_are_returned() {
    let text = "sounds:\n  guns: { recipe: artillery, di|, gain: -3dB }\n";
    let place = place(text).unwrap();
    assert_eq!(place.recipe().unwrap().name, "artillery");
    let keys: Vec<&str> = place.beside().iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["recipe", "gain"]);
}

#[test]
fn words_and_comments_have_no_place() {
    let prose = "text: >\n  He knocked.\ncast:\n";
    assert_eq!(Place::at(prose, prose.find("knocked").unwrap()), None);
    assert_eq!(place("cast: # the ca|\n"), None);
}

#[test]
fn the_allowed_values_are_those_of_the_format() {
    let takes = |text: &str| place(text).unwrap().takes();
    assert!(matches!(
        takes("cast: { A: { voice: | } }")[..],
        [Takes::Refers(what::VOICE), Takes::ByName(what::VOICE, _)]
    ));
    assert!(matches!(takes("cues:\n  - |")[..], [Takes::Kinds(_)]));
    assert!(matches!(
        takes("cues:\n  - { bed: rain, until: | }")[..],
        [Takes::Quote, Takes::OneOf(_), Takes::Map(_)]
    ));
    assert!(matches!(
        takes("sounds:\n  a: { recipe: rain, | }")[..],
        [Takes::Kinds(_)]
    ));
}

#[test]
fn a_broken_text_does_not_panic() {
    let whole = include_str!("../../../crates/script/src/read/tests/whole.yaml");
    for cut in (0..whole.len())
        .filter(|at| whole.is_char_boundary(*at))
        .step_by(7)
    {
        let _ = Place::at(&whole[..cut], cut).map(|place| place.takes());
        let mut behind = (cut + 13).min(whole.len());
        while !whole.is_char_boundary(behind) {
            behind += 1;
        }
        let wounded = format!("{}{}", &whole[..cut], &whole[behind..]);
        let _ = Place::at(&wounded, cut).map(|place| place.takes());
    }
}
