//! Tests of quotes and the places that they name.

use super::*;
use cuebook_core::diagnostic::Source;

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

/// Returns the words found, or the diagnostic.
fn found(quote: &Quote) -> Result<String, Diagnostic> {
    let prose = Prose::read(YARD.to_owned()).0;
    let place = Finder::new(&prose).find(quote, Span::new(5, 9))?;
    Ok(prose.span_of(place).of(YARD).to_owned())
}

/// Returns a diagnostic as text, with each place in the prose as `line:column
/// label`.
fn report(found: Result<impl std::fmt::Debug, Diagnostic>) -> String {
    let prose = Prose::read(YARD.to_owned()).0;
    let diagnostic = found.expect_err("a diagnostic");
    let mut lines = vec![format!("{}: {}", diagnostic.code, diagnostic.message)];
    for label in &diagnostic.labels {
        let at = prose.position(label.span.start);
        lines.push(match label.source {
            Source::Script | Source::Recipe(_) => {
                format!("script {}: {}", label.span.start, label.text)
            }
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
fn punctuation_distinguishes_places_with_the_same_words() {
    assert_eq!(found(&quote("Go!")).as_deref(), Ok("Go"));
    assert_eq!(found(&quote("“Go")).as_deref(), Ok("Go"));
    assert!(found(&quote("Go")).is_err());
}

#[test]
fn words_in_several_places_are_listed() {
    assert_eq!(
        report(found(&quote("the door"))),
        "quote-ambiguous: “the door” occurs in the text 2 times\n\
         script 5: which of them is meant?\n\
         2:42: 1 of 2: { quote: \"the door\", prefix: \"Break\" }\n\
         3:27: 2 of 2: { quote: \"the door\", prefix: \"Then\" }\n\
         hint: for the one on line 2: { quote: \"the door\", prefix: \"Break\" } => { quote: \"the door\", prefix: \"Break\" }\n\
         hint: for the one on line 3: { quote: \"the door\", prefix: \"Then\" } => { quote: \"the door\", prefix: \"Then\" }"
    );
}

#[test]
fn only_some_of_many_places_are_shown_and_all_are_counted() {
    let prose = Prose::read("Go. ".repeat(30)).0;
    let several = Finder::new(&prose)
        .find(&quote("Go"), Span::default())
        .expect_err("a diagnostic");
    assert_eq!(several.message, "“Go” occurs in the text 30 times");
    assert_eq!(several.labels.len(), 1 + 8);
    assert_eq!(several.labels[1].text, "1 of 30: { quote: \"Go\", nth: 1 }");
    assert_eq!(several.hints[8].text, "and 22 more places");
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
    assert_eq!(place(&with("roar of the", "", 0)), Ok(WordId(4)));
    assert_eq!(place(&with("", " suddenly", 0)), Ok(WordId(4)));
    assert_eq!(place(&with("open!” The", "", 0)), Ok(WordId(19)));
    assert_eq!(place(&with("The", "", 2)), place(&with("", "began", 0)));
    assert_eq!(place(&with("", "", 2)), Ok(WordId(19)));
    assert_eq!(place(&with("The", "were", 0)), Ok(WordId(19)));
    assert_eq!(
        report(found(&with("", "", 4))),
        "quote-nth: “guns” occurs in the text 3 times\n\
         script 5: there is no number 4\n\
         1:17: 1 of 3\n3:5: 2 of 3\n4:40: 3 of 3"
    );
    assert_eq!(
        report(found(&with("big", "", 0))),
        "quote-not-found: “guns” occurs in the text, but not after “big”\n\
         script 5: no place matches\n\
         1:17: 1 of 3\n3:5: 2 of 3\n4:40: 3 of 3"
    );
}

#[test]
fn missing_words_show_the_most_similar_passage() {
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
             hint: the text has “Comrade Orlov”, not “comrade Orlov”: capital and small letters differ => \"Comrade Orlov\"",
        ),
        (
            "sudden",
            "quote-not-found: “sudden” is not in the text\n\
             script 5: the nearest is on line 1\n\
             1:22: the nearest passage\n\
             hint: “sudden” is only a part of “suddenly”; a quote needs whole words => \"suddenly\"",
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
             script 5: nothing in the text is similar\n\
             hint: quote the words exactly as they are in the text",
        ),
        (
            "…",
            "quote-empty: “…” has no words\nscript 5: \nhint: quote words of the text",
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
        "quote-not-dialogue: “guns” occurs only outside quotation marks\n\
         script 5: this needs words inside quotation marks\n\
         1:17: 1 of 3\n3:5: 2 of 3\n4:40: 3 of 3"
    );
    assert_eq!(
        report(line("Go! cried Boris")),
        "quote-not-dialogue: “Go! cried Boris” crosses a quotation mark\n\
         script 5: this needs words of one stretch\n\
         2:2: dialogue\n2:22: narration\n\
         hint: a stretch ends at the next quotation mark; quote its first words, or more if they are not unique"
    );
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    /// Generates texts of few different words, so that runs of words repeat,
    /// with the separators of real texts.
    fn text() -> impl Strategy<Value = String> {
        let word = prop::sample::select(vec![
            "the",
            "The",
            "guns",
            "door",
            "o’clock",
            "don't",
            "p.m.",
            "U.S.",
            "3.50",
            "$40",
            "東京",
            "café",
            "cafe\u{301}",
            "'tis",
            "J.",
            "soldiers’",
            "well-known",
        ]);
        let joint = prop::sample::select(vec![
            " ", " ", " ", ", ", ". ", ".", "\n", "\r\n\r\n", " “", "” ", "\"", " — ", "…", "!” ",
            "' ", " ‘", "..", "",
        ]);
        prop::collection::vec((word, joint), 1..40).prop_map(|parts| {
            let parts = parts.iter().flat_map(|(word, joint)| [*word, *joint]);
            parts.collect::<String>()
        })
    }

    /// Returns the places of the folded words of a quote, by a search of the
    /// whole text.
    fn everywhere(prose: &Prose, exact: &str) -> Vec<WordId> {
        let whole = Span::new(0, prose.text.len());
        let spans = prose.words_said(prose.words.range(), whole);
        let text = Folded::new(prose.said(whole), &spans);
        let spans: Vec<Span> = words(exact).iter().map(|word| word.span).collect();
        let quote = Folded::new(exact, &spans);
        let length = quote.words.len();
        let starts = 0..(text.words.len() + 1).saturating_sub(length);
        let matches = |at: &usize| (0..length).all(|word| text.word(at + word) == quote.word(word));
        let all: Vec<usize> = starts.filter(matches).collect();
        let first = quote.words[0].start;
        let exact = |at: &usize| {
            let start = text.words[*at].start;
            start >= first && text.text[start - first..].starts_with(&quote.text)
        };
        let exact: Vec<usize> = all.iter().copied().filter(exact).collect();
        let found = if exact.is_empty() { all } else { exact };
        found.into_iter().map(WordId).collect()
    }

    proptest! {
        #[test]
        fn a_run_of_words_is_found_in_all_its_places(
            text in text(), from in 0_usize..100, length in 1_usize..6,
        ) {
            let prose = Prose::read(text).0;
            let from = WordId(from % prose.words.len());
            let run = from..prose.words.end().min(from + length);
            let span = prose.span_of(run.clone());
            let exact = span.of(&prose.text).to_owned();
            let all = everywhere(&prose, &exact);
            prop_assert!(all.contains(&from));
            let finder = Finder::new(&prose);
            match finder.find(&quote(&exact), Span::default()) {
                Ok(place) => {
                    prop_assert_eq!(place, run);
                    prop_assert_eq!(all.len(), 1);
                }
                Err(several) => {
                    prop_assert_eq!(several.code, "quote-ambiguous");
                    let places = several.labels.iter().skip(1);
                    prop_assert_eq!(places.clone().count(), all.len().min(8));
                    let listed = places.clone().any(|label| label.span == span);
                    prop_assert!(listed || all.len() > 8);
                }
            }
            for (nth, place) in all.iter().enumerate() {
                let nth = Some(nth as u32 + 1);
                let found = finder.find(&Quote { nth, ..quote(&exact) }, Span::default());
                prop_assert_eq!(found.map(|place| place.start), Ok(*place));
            }
        }

        #[test]
        fn every_suggested_quote_names_its_own_place(text in text(), from in 0_usize..100) {
            let prose = Prose::read(text).0;
            let exact = prose.word(WordId(from % prose.words.len())).to_owned();
            let finder = Finder::new(&prose);
            let Err(several) = finder.find(&quote(&exact), Span::default()) else {
                return Ok(());
            };
            for (label, hint) in several.labels[1..].iter().zip(&several.hints) {
                let (_, form) = hint.replace.as_ref().expect("a plain quote can be mended");
                let mended = from_yaml(form);
                let found = finder.find(&mended, Span::default());
                prop_assert_eq!(found.map(|place| prose.span_of(place)), Ok(label.span), "{}", form);
            }
        }

        #[test]
        fn words_of_dialogue_are_found_in_it(text in text(), from in 0_usize..100) {
            let prose = Prose::read(text).0;
            let from = WordId(from % prose.words.len());
            let home = prose.stretch_of(prose.sentence_of(from));
            let kind = prose.stretches[home].kind;
            let finder = Finder::new(&prose);
            match finder.find_within(kind, &quote(prose.word(from)), Span::default()) {
                Ok(found) => prop_assert_eq!(prose.stretches[found].kind, kind),
                Err(several) => {
                    prop_assert_eq!(several.code, "quote-ambiguous");
                    for label in &several.labels[1..] {
                        let inside = prose.stretches.iter().any(|stretch| {
                            stretch.kind == kind
                                && stretch.span.start <= label.span.start
                                && label.span.end <= stretch.span.end
                        });
                        prop_assert!(inside);
                    }
                }
            }
        }

        #[test]
        fn a_quote_of_anything_is_found_or_reported(text in text(), exact in "\\PC{0,20}") {
            let prose = Prose::read(text).0;
            if let Err(found) = Finder::new(&prose).find(&quote(&exact), Span::new(0, 1)) {
                prop_assert_eq!(found.labels[0].span, Span::new(0, 1));
            }
        }
    }

    /// Reads a suggested form as the script reader does.
    fn from_yaml(form: &str) -> Quote {
        let read: serde_yaml::Value = serde_yaml::from_str(form).expect("YAML");
        let text = |key: &str| read[key].as_str().map(str::to_owned);
        Quote {
            exact: text("quote").expect("a quote"),
            prefix: text("prefix"),
            suffix: text("suffix"),
            nth: read["nth"].as_u64().map(|nth| nth as u32),
        }
    }
}

/// Returns the words that a quote names in a text, between bars.
fn words_in(text: &str, quote: &Quote) -> Result<String, String> {
    let prose = Prose::read(text.to_owned()).0;
    let place = Finder::new(&prose).find(quote, Span::new(5, 9));
    let place = place.map_err(|found| found.code.to_owned())?;
    let words = cuebook_core::id::IdRange::ids(&place).map(|word| prose.word(word));
    Ok(words.collect::<Vec<_>>().join("|"))
}

#[test]
fn quotes_without_spaces_are_found_by_their_characters() {
    const JAPANESE: &str = "暗い森で銃声が聞こえた。「銃声だ！」と太郎は言った。彼は走った。";
    const CHINESE: &str = "突然听见一声枪响。“快跑！”王明说道。又是一声枪响。";
    for (text, words, expected) in [
        (JAPANESE, "銃声が", Ok("銃声|が")),
        (JAPANESE, "聞こえた", Ok("聞こえた")),
        // A part of a word names the word.
        (JAPANESE, "走", Ok("走った")),
        (JAPANESE, "太郎は言", Ok("太郎|は|言った")),
        (JAPANESE, "銃声", Err("quote-ambiguous")),
        (JAPANESE, "銃弾", Err("quote-not-found")),
        (CHINESE, "听见一声", Ok("听见|一|声")),
        (CHINESE, "快跑", Ok("快跑")),
        (CHINESE, "枪响", Err("quote-ambiguous")),
    ] {
        let found = words_in(text, &quote(words));
        let found = found.as_ref().map(String::as_str).map_err(String::as_str);
        assert_eq!(found, expected, "{words}");
    }
    let second = Quote {
        nth: Some(2),
        ..quote("銃声")
    };
    assert_eq!(words_in(JAPANESE, &second).as_deref(), Ok("銃声"));
    let after = Quote {
        prefix: Some("又是一声".to_owned()),
        ..quote("枪响")
    };
    assert_eq!(words_in(CHINESE, &after).as_deref(), Ok("枪响"));
}
