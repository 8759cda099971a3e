use super::*;
use cuebook_core::diagnostic::Span;
use proptest::prelude::*;

/// No colours, a fixed width and all diagnostics.
const PLAIN: Style = Style {
    colour: Colour::Never,
    width: WIDTH,
    all: true,
};

const COLOURED: Style = Style {
    colour: Colour::Always,
    ..PLAIN
};

fn find(text: &str, words: &str) -> Span {
    let at = text.find(words).unwrap();
    Span::new(at, at + words.len())
}

fn report<'a>(script: &'a str, prose: &'a str) -> Report<'a> {
    let script = File {
        name: "show.yaml",
        text: script,
    };
    let prose = File {
        name: "show.txt",
        text: prose,
    };
    Report::new(script, Some(prose))
}

const SCRIPT: &str = "show: x\r\ncues:\r\n- { spot: дверь, colour: 2 }\r\n- { hush: 1 }\r\n";
const PROSE: &str = "“Go!” he said.\n“Go!” she said.\n";

fn mistakes() -> Vec<Diagnostic> {
    let colour = find(SCRIPT, "colour");
    let second = Span::new(PROSE.rfind("Go").unwrap(), PROSE.rfind("Go").unwrap() + 2);
    vec![
        Diagnostic::warning("unknown-tone", find(SCRIPT, "1 }"), "a warning"),
        Diagnostic::error("unknown-key", colour, "there is no key `colour` in a spot")
            .mend("did you mean `gain`?", colour, "gain")
            .also(Source::Prose, find(PROSE, "Go"), "here")
            .also(Source::Prose, second, "and here"),
    ]
}

#[test]
fn a_person_reads_both_texts_in_one_report() {
    let text = report(SCRIPT, PROSE).person(&mistakes(), PLAIN);
    insta::assert_snapshot!(text);
}

#[test]
fn a_mistake_in_a_recipe_is_shown_in_its_own_file() {
    let text = "about: x\nkind: spot\nloud: 3dB\n";
    let loud = find(text, "loud");
    let wrong = Diagnostic::error("unknown-key", loud, "there is no key `loud`")
        .mend("did you mean `level`?", loud, "level")
        .in_recipe(1);
    let file = |name, text| File { name, text };
    let files = [file("other.yaml", ""), file("my-bang.yaml", text)];
    let report = report(SCRIPT, PROSE).with_recipes(&files);
    let person = report.person(std::slice::from_ref(&wrong), PLAIN);
    assert!(person.contains("my-bang.yaml:3:1"), "{person}");
    // The place and the edit are both in that file.
    let json = report.json(&[wrong]);
    assert_eq!(
        json.matches("\"file\": \"my-bang.yaml\"").count(),
        2,
        "{json}"
    );
}

#[test]
fn colours_are_there_only_when_asked_for() {
    let report = report(SCRIPT, PROSE);
    assert!(!report.person(&mistakes(), PLAIN).contains('\u{1b}'));
    assert!(report.person(&mistakes(), COLOURED).contains('\u{1b}'));
    assert_eq!(report.person(&[], COLOURED), "");
}

#[test]
fn a_program_reads_places_in_characters() {
    insta::assert_snapshot!(report(SCRIPT, PROSE).json(&mistakes()));
}

#[test]
fn a_line_of_megabytes_is_cut_to_a_window() {
    let prose = format!(
        "{}дверь{}",
        "слово ".repeat(400_000),
        " word".repeat(400_000)
    );
    let place = find(&prose, "дверь");
    let mistake = Diagnostic::error("quote-ambiguous", place, "twice").in_prose();
    let text = report("", &prose).person(&[mistake], PLAIN);
    assert!(text.len() < 1000, "{}", text.len());
    assert!(text.contains("show.txt:1:2400001"), "{text}");
    assert!(text.contains("…") && text.contains("дверь"), "{text}");
}

#[test]
fn a_long_paragraph_is_shown_around_its_place() {
    let prose = format!(
        "{}“Go!”{}\n",
        "He went on. ".repeat(60),
        " and on".repeat(60)
    );
    let mistake = Diagnostic::error("quote-ambiguous", find(&prose, "Go!"), "twice")
        .in_prose()
        .label("here");
    let text = report("", &prose).person(&[mistake], PLAIN);
    insta::assert_snapshot!(text);
}

/// Returns `count` diagnostics of one kind, at different places.
fn many(count: usize, severity: fn(&'static str, Span, &str) -> Diagnostic) -> Vec<Diagnostic> {
    let place = |at| severity("unknown-tone", Span::new(at % 8, at % 8 + 1), "not a tone");
    (0..count).map(place).collect()
}

#[test]
fn a_second_place_in_a_long_paragraph_names_its_file_once() {
    let prose = format!("“Wait!” {}\n", "He ran on through the rain. ".repeat(20));
    let script = "text: show.txt\nlanguage: de\n";
    let found = Diagnostic::warning("unreadable-language", find(script, "de"), "no voice");
    let whole = Span::new(0, prose.trim_end().len());
    let found = found.also(Source::Prose, whole, "the first of them");
    let report = report(script, &prose);
    for style in [PLAIN, COLOURED] {
        let text = report.person(std::slice::from_ref(&found), style);
        assert_eq!(text.matches(":::").count(), 1, "{text}");
        assert!(text.contains("show.txt:1:1"), "{text}");
    }
}

#[test]
fn equal_warnings_are_cut_and_counted() {
    let mut found = many(1_892, |code, span, text| {
        Diagnostic::warning(code, span, text)
    });
    found.push(Diagnostic::warning("pause-short", Span::new(1, 2), "short"));
    let few = Style {
        all: false,
        ..PLAIN
    };
    let text = report(SCRIPT, PROSE).person(&found, few);
    assert_eq!(text.matches("warning[unknown-tone]").count(), 3);
    assert_eq!(text.matches("warning[pause-short]").count(), 1);
    let end = "1889 more warnings `unknown-tone`\n--all shows them all\n\n\
        1893 warnings: 1892 `unknown-tone`, 1 `pause-short`\n";
    assert!(text.ends_with(end), "{text}");
    // The warnings of a kind are together.
    let kinds = text
        .match_indices("warning[")
        .map(|(at, _)| &text[at..at + 14]);
    let kinds: Vec<&str> = kinds.collect();
    let first = kinds.iter().filter(|kind| kind.contains("unkno")).count();
    assert!(kinds[..first].iter().all(|kind| *kind == kinds[0]) || kinds[0].contains("pause"));
    let all = report(SCRIPT, PROSE).person(&found, PLAIN);
    assert_eq!(all.matches("warning[unknown-tone]").count(), 1_892);
    assert!(!all.contains("more") && !all.contains("--all"));
    // JSON has all of them.
    let json = report(SCRIPT, PROSE).json(&found);
    assert_eq!(json.matches("\"code\"").count(), 1_893);
}

#[test]
fn more_errors_than_warnings_of_a_kind_are_shown() {
    let mut found = many(21, |code, span, text| Diagnostic::error(code, span, text));
    found.extend(many(4, |code, span, text| {
        Diagnostic::warning(code, span, text)
    }));
    let few = Style {
        all: false,
        ..PLAIN
    };
    let text = report(SCRIPT, PROSE).person(&found, few);
    assert_eq!(text.matches("error[unknown-tone]").count(), 20);
    assert!(text.contains("1 more mistake `unknown-tone`"), "{text}");
    assert!(text.contains("1 more warning `unknown-tone`"), "{text}");
}

/// Returns the width of the widest excerpt line. Messages are left out, since the terminal wraps them.
fn widest(text: &str) -> usize {
    let excerpt = text.lines().filter(|line| line.contains('|'));
    let columns = excerpt.map(|line| line.chars().map(unicode_width).sum());
    columns.max().unwrap_or(0)
}

fn unicode_width(c: char) -> usize {
    unicode_width::UnicodeWidthChar::width(c).unwrap_or(1)
}

#[test]
fn an_excerpt_fits_the_terminal() {
    let lines = [
        "- { spot: door-strike, at: { after: \"the lid was opened\" }, gain: -4dB, colour: red, times: { count: 2, every: 0.3s..0.9s } }",
        "- { spot: 漢字漢字漢字漢字漢字漢字漢字漢字, at: \"漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字\" }",
        "\t\t- { spot: 😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀, at: start, colour: e\u{301}e\u{301} }\r",
        "x",
    ];
    let long = format!("- {{ spot: {} }}", "word ".repeat(3_000));
    for line in lines.into_iter().chain([long.as_str()]) {
        let script = format!("show: x\ncues:\n{line}\nend\n");
        let from = script.find(line).unwrap();
        for (start, end) in [
            (0, line.len()),
            (2, line.len() / 2),
            (line.len() / 2, line.len() + 3),
        ] {
            let span = Span::new(from + start.min(line.len() - 1), from + end);
            for label in [
                "",
                "declared here",
                "the last scene that begins in time, at 00:12:13",
            ] {
                let mistake = Diagnostic::error("unknown-key", span, "no such key").label(label);
                for width in [40, 60, 80, 140] {
                    let style = Style { width, ..PLAIN };
                    let text = report(&script, "").person(std::slice::from_ref(&mistake), style);
                    assert!(text.contains('^'), "{text}");
                    // A long label wraps on a narrow terminal.
                    if width >= 80 || label.len() < 20 {
                        assert!(widest(&text) <= width, "{width}: {text}");
                    }
                }
            }
        }
    }
}

#[test]
fn a_byte_order_mark_is_not_counted_in_columns() {
    let script = "\u{FEFF}colour: 1\n";
    let mistake = Diagnostic::error("unknown-key", find(script, "colour"), "no such key");
    let text = report(script, "").person(&[mistake], PLAIN);
    assert!(text.contains("show.yaml:1:1\n"), "{text}");
}

#[test]
fn words_from_the_script_cannot_reach_the_terminal() {
    let mistake = Diagnostic::error("bad-name", Span::new(0, 4), "`\u{1b}[31mred` is not a name");
    let text = report("\u{1b}[2J: x\n", "").person(&[mistake], PLAIN);
    assert!(!text.contains('\u{1b}'), "{text:?}");
}

#[test]
fn mistakes_and_warnings_are_counted() {
    let one = mistakes();
    assert_eq!(count(&one), "1 mistake, 1 warning");
    assert_eq!(count(&one[1..]), "1 mistake");
    assert_eq!(count(&[one[0].clone(), one[0].clone()]), "2 warnings");
}

proptest! {
    #[test]
    fn any_place_in_any_text_can_be_shown(
        text in "(\\PC|[ \n\t]|\r\n|\u{301}|\u{200d}|😀|漢|\u{FEFF}|x{90}){0,30}",
        places in prop::collection::vec((0..400usize, 0..200usize), 1..5),
    ) {
        let mut mistake = Diagnostic::error("unknown-key", Span::default(), "m");
        for (start, length) in places {
            mistake = mistake.also(Source::Script, Span::new(start, start + length), "here");
        }
        let report = report(&text, "");
        let shown = report.person(std::slice::from_ref(&mistake), COLOURED);
        prop_assert!(shown.contains("unknown-key"));
        let json: serde_json::Value = serde_json::from_str(&report.json(&[mistake])).unwrap();
        let count = text.chars().count() as u64;
        for label in json["diagnostics"][0]["labels"].as_array().unwrap() {
            prop_assert!(label["end"].as_u64().unwrap() <= count);
        }
    }

    #[test]
    fn a_column_counts_the_characters_of_its_line(text in "([a-é漢😀]|\n){0,80}", byte in 0..300usize) {
        let lines = Lines::new(&text);
        let byte = lines.boundary(byte);
        let before = &text[..byte];
        let at = lines.at(byte);
        prop_assert_eq!(at.line, before.matches('\n').count() + 1);
        prop_assert_eq!(at.column, before.rsplit('\n').next().unwrap_or("").chars().count() + 1);
        prop_assert_eq!(lines.characters(byte), before.chars().count());
    }
}
