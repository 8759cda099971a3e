//! Quotes and the places they name.

use super::*;

const YARD: &str = "The roar of the guns suddenly became much weaker.\n\
“Comrade Orlov! Go!” cried Boris. “Break the door open!”\n\
The guns were silent.Then the door gave away, and Boris — white with dust — said nothing.\n\
“Go home,” said the captain’s man. The guns began again at 3 p.m. sharp.\n";

fn quote(exact: &str) -> Quote {
    Quote {
        exact: exact.to_owned(),
        ..Quote::default()
    }
}

/// The words found, with two words on either side, or the diagnostic.
fn found(quote: &Quote) -> Result<String, Diagnostic> {
    let prose = Prose::read(YARD.to_owned()).0;
    let place = Finder::new(&prose).find(quote, Span::new(5, 9))?;
    Ok(prose.span_of(place).of(YARD).to_owned())
}

/// A diagnostic as text, each place in the prose as `line:column label`.
fn report(found: Result<impl std::fmt::Debug, Diagnostic>) -> String {
    let prose = Prose::read(YARD.to_owned()).0;
    let diagnostic = found.expect_err("a diagnostic");
    let mut lines = vec![format!("{}: {}", diagnostic.code, diagnostic.message)];
    for label in &diagnostic.labels {
        let at = prose.position(label.span.start);
        lines.push(match label.source {
            Source::Script => format!("script {}: {}", label.span.start, label.text),
            Source::Prose => format!("{}:{}: {}", at.line, at.column, label.text),
        });
    }
    for hint in &diagnostic.hints {
        lines.push(match &hint.replace {
            Some((_, with)) => format!("hint: {} => {with}", hint.text),
            None => format!("hint: {}", hint.text),
        });
    }
    lines.join("\n")
}

use crate::diagnostic::Source;

#[test]
fn words_are_found_as_quoted_or_by_their_words_alone() {
    for (words, expected) in [
        ("roar of the guns", "roar of the guns"),
        ("\"Comrade Orlov! Go!\"", "Comrade Orlov! Go"),
        ("captain's man", "captain’s man"),
        ("Boris -- white", "Boris — white"),
        ("silent. Then the door", "silent.Then the door"),
        ("weaker comrade", "weaker.\n“Comrade"),
        ("3 p.m", "3 p.m."),
    ] {
        let words = quote(words);
        match words.exact.as_str() {
            "weaker comrade" => assert!(found(&words).is_err(), "case is never folded"),
            _ => assert_eq!(found(&words).as_deref(), Ok(expected)),
        }
    }
}

#[test]
fn the_punctuation_tells_places_apart_before_the_words_do() {
    assert_eq!(found(&quote("Go!")).as_deref(), Ok("Go"));
    assert_eq!(found(&quote("“Go")).as_deref(), Ok("Go"));
    assert!(found(&quote("Go")).is_err());
}

#[test]
fn words_that_stand_more_than_once_are_listed() {
    assert_eq!(
        report(found(&quote("the door"))),
        "quote-ambiguous: “the door” stands in the text 2 times\n\
         script 5: which of them is meant?\n\
         2:42: 1 of 2: { quote: \"the door\", prefix: \"Break\" }\n\
         3:27: 2 of 2: { quote: \"the door\", prefix: \"Then\" }\n\
         hint: for the one on line 2: { quote: \"the door\", prefix: \"Break\" } => { quote: \"the door\", prefix: \"Break\" }\n\
         hint: for the one on line 3: { quote: \"the door\", prefix: \"Then\" } => { quote: \"the door\", prefix: \"Then\" }"
    );
}

#[test]
fn prefix_suffix_and_nth_choose() {
    let with = |prefix: &str, suffix: &str, nth: u32| Quote {
        exact: "guns".to_owned(),
        prefix: (!prefix.is_empty()).then(|| prefix.to_owned()),
        suffix: (!suffix.is_empty()).then(|| suffix.to_owned()),
        nth: (nth > 0).then_some(nth),
    };
    let prose = Prose::read(YARD.to_owned()).0;
    let finder = Finder::new(&prose);
    let place = |quote: &Quote| finder.find(quote, Span::default()).map(|place| place.start);
    assert_eq!(place(&with("roar of the", "", 0)), Ok(4));
    assert_eq!(place(&with("", " suddenly", 0)), Ok(4));
    assert_eq!(place(&with("open!” The", "", 0)), Ok(19));
    assert_eq!(place(&with("The", "", 2)), place(&with("", "began", 0)));
    assert_eq!(place(&with("", "", 2)), Ok(19));
    assert_eq!(place(&with("The", "were", 0)), Ok(19));
    assert_eq!(
        report(found(&with("", "", 4))),
        "quote-nth: “guns” stands in the text 3 times\n\
         script 5: there is no number 4\n\
         1:17: 1 of 3\n3:5: 2 of 3\n4:40: 3 of 3"
    );
    assert_eq!(
        report(found(&with("big", "", 0))),
        "quote-not-found: “guns” stands in the text, but not after “big”\n\
         script 5: no place is like this\n\
         1:17: 1 of 3\n3:5: 2 of 3\n4:40: 3 of 3"
    );
}

#[test]
fn words_that_stand_nowhere_show_the_nearest_passage() {
    for (words, expected) in [
        (
            "gave way",
            "quote-not-found: “gave way” is not in the text\n\
             script 5: the nearest is on line 3\n\
             3:36: the nearest passage\n\
             hint: the text has “gave away”, not “gave way” => \"gave away\"",
        ),
        (
            "comrade Orlov",
            "quote-not-found: “comrade Orlov” is not in the text\n\
             script 5: the nearest is on line 2\n\
             2:2: the nearest passage\n\
             hint: the text has “Comrade Orlov”, not “comrade Orlov”: capitals and small letters are told apart => \"Comrade Orlov\"",
        ),
        (
            "sudden",
            "quote-not-found: “sudden” is not in the text\n\
             script 5: the nearest is on line 1\n\
             1:22: the nearest passage\n\
             hint: “sudden” is only a part of “suddenly”; a quote holds whole words => \"suddenly\"",
        ),
        (
            "The roar of all the guns suddenly became much weaker",
            "quote-not-found: “The roar of all the guns suddenly became much weaker” is not in the text\n\
             script 5: the nearest is on line 1\n\
             1:1: the nearest passage\n\
             hint: the text has “of the”, not “of all the” => \"The roar of the guns suddenly became much weaker\"",
        ),
        (
            "elephants",
            "quote-not-found: “elephants” is not in the text\n\
             script 5: nothing in the text is like it",
        ),
        (
            "…",
            "quote-empty: “…” holds no word\nscript 5: \nhint: quote words of the text",
        ),
        (
            " ",
            "quote-empty: a quote is empty\nscript 5: \nhint: quote words of the text",
        ),
    ] {
        assert_eq!(report(found(&quote(words))), expected);
    }
}

#[test]
fn a_line_is_named_by_its_words() {
    let prose = Prose::read(YARD.to_owned()).0;
    let finder = Finder::new(&prose);
    let line =
        |words: &str| finder.find_within(StretchKind::Dialogue, &quote(words), Span::new(5, 9));
    let text =
        |words: &str| line(words).map(|at| prose.stretches[at].span.of(YARD).trim().to_owned());
    assert_eq!(text("Comrade").as_deref(), Ok("“Comrade Orlov! Go!”"));
    assert_eq!(text("the door").as_deref(), Ok("“Break the door open!”"));
    assert_eq!(text("Go home").as_deref(), Ok("“Go home,”"));
    assert_eq!(
        report(line("guns")),
        "quote-not-dialogue: “guns” stands only outside quotation marks\n\
         script 5: words inside quotation marks are due here\n\
         1:17: 1 of 3\n3:5: 2 of 3\n4:40: 3 of 3"
    );
    assert_eq!(
        report(line("Go! cried Boris")),
        "quote-not-dialogue: “Go! cried Boris” reaches over a quotation mark\n\
         script 5: words of one stretch are due here\n\
         2:2: dialogue\n2:22: narration\n\
         hint: quote words of one stretch; its first words are enough when they are unique"
    );
}
