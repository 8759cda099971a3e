use std::collections::BTreeMap;

use super::*;
use crate::lsp::page::{Page, Units};
use crate::lsp::reading::Texts;
use crate::session::Studio;

const SCRIPT: &str = "text: |
  “Go!” said Anna. “No.” Rain fell.
cast:
  NARRATOR: { voice: bm_george }
  ANNA: { voice: af_heart, space: hut }
  \"TOM\": { behind: door }
barriers: { door: { loss: 9dB } }
spaces: { hut: { preset: tent } }
scenes: [{ id: yard, from: start, space: hut }]
lines:
  - { id: go, quote: Go!, by: ANNA }
  - { quote: No., by: \"TOM\" }
sounds: { knock: { recipe: door-strike } }
cues:
  - { id: rap, spot: knock, at: { line: go } }
  - { spot: 'knock', at: { cue: rap, after: true }, behind: door }
  - { spot: wind, at: { scene: yard } }
";

fn reading(script: &str) -> Reading {
    let studio = Studio::within(Path::new("none"));
    let path = Path::new("show.yaml");
    let texts = Texts::beside(path, &studio, BTreeMap::new());
    Reading::of(path, &Page::new(script, Units::Utf8), Units::Utf8, &texts)
}

/// Renames the name at `|` and returns the edited script.
fn renamed(script: &str, around: &str, to: &str) -> Result<String, String> {
    let byte = script.find(&around.replace('|', "")).unwrap() + around.find('|').unwrap();
    let reading = reading(script);
    let edits = rename(
        ("file:///show.yaml", &reading),
        &Around::default(),
        (byte, to),
    )?;
    let mut edits: Vec<TextEdit> = edits.changes.unwrap().into_values().flatten().collect();
    edits.sort_by_key(|edit| (edit.range.start.line, edit.range.start.character));
    let mut text = script.to_owned();
    for edit in edits.iter().rev() {
        let span = reading.page.span(edit.range);
        text.replace_range(span.range(), &edit.new_text);
    }
    Ok(text)
}

#[test]
fn every_kind_of_name_is_renamed_in_all_its_places() {
    let all = [
        ("ANN|A: {", "ANNA", "VERA"),
        ("by: AN|NA", "ANNA", "VERA"),
        ("|hut: {", "hut", "shed"),
        ("door|: {", "door", "gate"),
        ("id: ya|rd", "yard", "court"),
        ("line: g|o", "go", "went"),
        ("cue: ra|p", "rap", "tap"),
    ];
    for (around, from, to) in all {
        let expected: String = match from {
            "go" => SCRIPT
                .replace("id: go", "id: went")
                .replace("line: go", "line: went"),
            // The recipe `door-strike` is not the barrier `door`.
            "door" => SCRIPT
                .replace("behind: door", "behind: gate")
                .replace("{ door: {", "{ gate: {"),
            _ => SCRIPT.replace(from, to),
        };
        assert_eq!(
            renamed(SCRIPT, around, to).as_ref(),
            Ok(&expected),
            "{around}"
        );
    }
}

#[test]
fn quotation_marks_are_kept_and_added_where_needed() {
    let knock = renamed(SCRIPT, "spot: kno|ck", "rat-tat").unwrap();
    assert!(knock.contains("sounds: { rat-tat: {"), "{knock}");
    assert!(knock.contains("spot: rat-tat, at") && knock.contains("spot: 'rat-tat', at"));
    let tom = renamed(SCRIPT, "by: \"TO|M", "O'NEIL").unwrap();
    assert!(tom.contains("  \"O'NEIL\": { behind") && tom.contains("by: \"O'NEIL\""));
    let quoted = SCRIPT.replace("by: \"TOM\"", "by: 'TOM'");
    let tom = renamed(&quoted, "by: 'TO|M", "O'NEIL").unwrap();
    assert!(
        tom.contains("  \"O'NEIL\": { behind") && tom.contains("by: 'O''NEIL'"),
        "{tom}"
    );
}

#[test]
fn a_name_taken_by_the_same_kind_is_refused() {
    let refused = |around: &str, to: &str| renamed(SCRIPT, around, to).unwrap_err();
    assert_eq!(refused("by: AN|NA", "TOM"), "there is a role `TOM` already");
    assert_eq!(refused("id: ra|p", "a:b"), refused("line: g|o", "a:b"));
    assert!(refused("spot: win|d", "gale").contains("is not defined in this script"));
    assert!(refused("  NARR|ATOR:", "READER").contains("narrator:"));
    assert!(refused("preset: te|nt", "x").contains("no name of a role"));
    // A cue and a line may have the same name.
    assert!(renamed(SCRIPT, "id: ra|p", "go").is_ok());
    assert_eq!(renamed(SCRIPT, "id: ra|p", "rap").as_deref(), Ok(SCRIPT));
}

#[test]
fn an_undeclared_name_can_be_taken() {
    let script = SCRIPT.replace("by: ANNA", "by: VERA");
    let expected = script.replace("ANNA", "VERA");
    assert_eq!(renamed(&script, "  ANN|A:", "VERA"), Ok(expected));
}

#[test]
fn a_name_with_an_alias_is_renamed_once() {
    let script = SCRIPT
        .replace("id: go,", "id: &go go,")
        .replace("line: go", "line: *go");
    let expected = script.replace("&go go", "&go went");
    assert_eq!(renamed(&script, "&go g|o", "went"), Ok(expected));
}

#[test]
fn the_narrator_can_be_renamed_where_the_script_names_it() {
    let script = format!("narrator: NARRATOR\n{SCRIPT}");
    let expected = script.replace("NARRATOR", "READER");
    assert_eq!(renamed(&script, "  NARR|ATOR:", "READER"), Ok(expected));
    // A scene of that name is not a role.
    let script = SCRIPT.replace("yard", "NARRATOR");
    let expected = SCRIPT.replace("yard", "court");
    assert_eq!(renamed(&script, "id: NARR|ATOR", "court"), Ok(expected));
}

#[test]
fn a_script_with_a_syntax_mistake_refuses_to_rename() {
    let broken = format!("{SCRIPT}  - {{ spot: [\n");
    let why = renamed(&broken, "by: AN|NA", "VERA").unwrap_err();
    assert!(why.contains("syntax mistake"), "{why}");
}

#[test]
fn a_name_with_another_meaning_is_refused() {
    // `none` means no space, so the script would have another meaning.
    let why = renamed(SCRIPT, "|hut: {", "none");
    assert!(why.is_err(), "{why:?}");
}

#[test]
fn the_places_of_a_name_are_found_with_or_without_its_declaration() {
    let reading = reading(SCRIPT);
    let byte = SCRIPT.find("space: hut }\n").unwrap() + 8;
    let lines = |declared| -> Vec<u32> {
        let all = references(
            ("file:///show.yaml", &reading),
            &Around::default(),
            (byte, declared),
        );
        all.iter().map(|place| place.range.start.line).collect()
    };
    assert_eq!(lines(true), [4, 7, 8]);
    assert_eq!(lines(false), [4, 8]);
    assert!(
        references(
            ("file:///show.yaml", &reading),
            &Around::default(),
            (0, true)
        )
        .is_empty()
    );
}

#[test]
fn a_span_loses_its_quotation_marks() {
    let text = "\"ab\" 'c' d \"";
    let inner = |from, to| {
        let span = inner(text, Span::new(from, to));
        (span.start, span.end)
    };
    assert_eq!(inner(0, 4), (1, 3));
    assert_eq!(inner(5, 8), (6, 7));
    assert_eq!(inner(9, 10), (9, 10));
    assert_eq!(inner(11, 12), (11, 12));
}

const FILES: &str = "show: S
text: rain.txt
cast: { ANNA: { voice: af_heart } }
spaces: { hall: { ir: hall.wav } }
barriers: { door: { loss: 9dB, ride: { at: hills, open: 1 } } }
scenes: [{ id: yard, from: Go!, space: hall }]
lines: [{ quote: Go!, by: ANNA, take: take.wav }]
sounds: { knock: { file: knock.wav }, drip: { recipe: drip.yaml }, gone: { file: gone.wav } }
cues:
  - { spot: knock, at: \"Rain fell\" }
  - { spot: drip, at: { line: go, after: true } }
";

/// Returns the file name and the words, if any, to which a place leads.
fn leads(around: &str) -> Option<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let prose = "Go! she wrote. “Go!” Rain fell in the hills.";
    std::fs::write(folder.path().join("rain.txt"), prose).unwrap();
    for file in ["hall.wav", "take.wav", "knock.wav", "drip.yaml"] {
        std::fs::write(folder.path().join(file), "").unwrap();
    }
    let path = folder.path().join("show.yaml");
    let studio = Studio::within(folder.path());
    let texts = Texts::beside(&path, &studio, BTreeMap::new());
    let reading = Reading::of(&path, &Page::new(FILES, Units::Utf8), Units::Utf8, &texts);
    let (events, _) = std::sync::mpsc::channel();
    let mut documents = Documents::new(studio, &lsp_types::InitializeParams::default(), events);
    let byte = FILES.find(&around.replace('|', "")).unwrap() + around.find('|').unwrap();
    let to = definition(&mut documents, "file:///show.yaml", &reading, byte)?;
    let name = to.uri.as_str().rsplit('/').next()?.to_owned();
    let page = match name.as_str() {
        "rain.txt" => Page::new(prose, Units::Utf8),
        "show.yaml" => Page::new(FILES, Units::Utf8),
        _ => Page::new("", Units::Utf8),
    };
    let words = page.span(to.range).of(&page.text).to_owned();
    Some((name, words))
}

#[test]
fn a_quote_leads_to_its_words() {
    let rain = |words: &str| Some(("rain.txt".to_owned(), words.to_owned()));
    assert_eq!(leads("at: \"Ra|in fell"), rain("Rain fell"));
    assert_eq!(leads("ride: { at: h|ills"), rain("hills"));
    // The line is the “Go!” within quotation marks.
    assert_eq!(leads("quote: G|o!"), rain("Go"));
    assert_eq!(leads("from: G|o!"), None);
}

#[test]
fn a_name_leads_to_its_declaration() {
    let script = |name: &str| Some(("show.yaml".to_owned(), name.to_owned()));
    assert_eq!(leads("by: A|NNA"), script("ANNA"));
    assert_eq!(leads("spot: dr|ip"), script("drip"));
    assert_eq!(leads("space: h|all"), script("hall"));
}

#[test]
fn the_name_of_a_file_leads_to_the_file() {
    let file = |name: &str| Some((name.to_owned(), String::new()));
    assert_eq!(leads("file: kn|ock.wav"), file("knock.wav"));
    assert_eq!(leads("take: |take.wav"), file("take.wav"));
    assert_eq!(leads("ir: hall.wav|"), file("hall.wav"));
    assert_eq!(leads("recipe: dr|ip.yaml"), file("drip.yaml"));
    assert_eq!(leads("text: r|ain.txt"), file("rain.txt"));
    assert_eq!(leads("show|: S"), None);
    assert_eq!(leads("file: go|ne.wav"), None);
    assert_eq!(leads("loss: 9|dB"), None);
}
