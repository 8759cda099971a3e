//! Tests on whole texts.

use proptest::prelude::*;

use super::*;
use cuebook_core::id::WordId;

fn read(text: &str) -> Prose {
    Prose::read(text.to_owned()).0
}

/// Returns the stretches, trimmed: dialogue in square brackets, with `+` before a speech that
/// continues.
fn stretches(text: &str) -> Vec<String> {
    let prose = read(text);
    let show = |stretch: &Stretch| {
        let words = stretch.span.of(&prose.text).trim();
        let sign = if stretch.continues { "+" } else { "" };
        match stretch.kind {
            StretchKind::Narration => words.to_owned(),
            StretchKind::Dialogue => format!("{sign}[{words}]"),
        }
    };
    prose.stretches.iter().map(show).collect()
}

/// Returns each diagnostic as `code line:column message`.
fn faults(text: &str) -> Vec<String> {
    let (prose, found) = Prose::read(text.to_owned());
    let show = |fault: &Diagnostic| {
        let place = prose.position(fault.labels[0].span.start);
        format!(
            "{} {}:{} {}",
            fault.code, place.line, place.column, fault.message
        )
    };
    found.iter().map(show).collect()
}

fn sentences(text: &str) -> Vec<String> {
    let prose = read(text);
    let show = |sentence: &Sentence| sentence.span.of(&prose.text).to_owned();
    prose.sentences.iter().map(show).collect()
}

#[test]
fn words_in_quotation_marks_are_dialogue() {
    for case in [
        "“Go!” she said. => [“Go!”]|she said.",
        r#""Go!" she said. "Now!" => ["Go!"]|she said.|["Now!"]"#,
        r#"“Go!" she said, "now.” => [“Go!"]|she said,|["now.”]"#,
        "„Geh!“ sagte sie. „Jetzt!” => [„Geh!“]|sagte sie.|[„Jetzt!”]",
        "« Va ! » dit-elle. => [« Va ! »]|dit-elle.",
        "»Geh!« sagte sie. => [»Geh!«]|sagte sie.",
        "”Mene!” hän sanoi. => [”Mene!”]|hän sanoi.",
        "»Mene!» hän sanoi. => [»Mene!»]|hän sanoi.",
        "‹Va !› dit-elle. => [‹Va !›]|dit-elle.",
        "彼は「行け『今』」と言った。 => 彼は|[「行け『今』」]|と言った。",
        "『行け』と言った。 => [『行け』]|と言った。",
        "The “Aurora” fired. => The|[“Aurora”]|fired.",
        "— Go! said she. => — Go! said she.",
        r#"She said"Go!"and left. => She said|["Go!"]|and left."#,
        "“Go!”“Now!” => [“Go!”]|[“Now!”]",
        r#"She said." Go!" => She said.|[" Go!"]"#,
        r#"A 12" gun, "the big one". => A 12" gun,|["the big one"]|."#,
        r#"המפקד של צה"ל דיבר. => המפקד של צה"ל דיבר."#,
    ] {
        let (text, expected) = case.split_once(" => ").unwrap();
        assert_eq!(stretches(text).join("|"), expected);
        assert_eq!(faults(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn quotation_inside_dialogue_is_part_of_it() {
    for text in [
        "“He said ‘go’ and ‘Come!’ to me.”",
        "\"He said 'go, now' to me.\"",
        "“He said “go” to me.”",
        "\"He said “go” to me.\"",
        "“He said \"go\" to me.”",
        "«Il a dit “va” et «viens» hier.»",
        "‘He said “go” to me.’",
    ] {
        assert_eq!(stretches(text), [format!("[{text}]")]);
    }
}

#[test]
fn single_marks_are_dialogue_if_the_text_uses_them_for_it() {
    for case in [
        "'Don't go,' she said. 'It's the soldiers' mess.' => ['Don't go,']|she said.|['It's the soldiers' mess.']",
        "‘Don’t go,’ she said at five o’clock. ‘’Tis late.’ => [‘Don’t go,’]|she said at five o’clock.|[‘’Tis late.’]",
        "'Go', he said. => ['Go']|, he said.",
        "'Tis late and the soldiers' boots are wet. Get 'em dry. => 'Tis late and the soldiers' boots are wet. Get 'em dry.",
        r#"The so-called 'night watch' slept. "Up!" he cried. => The so-called 'night watch' slept.|["Up!"]|he cried."#,
        "“He said, ‘Go!’ and ‘Come!’ to me,” she said. => [“He said, ‘Go!’ and ‘Come!’ to me,”]|she said.",
    ] {
        let (text, expected) = case.split_once(" => ").unwrap();
        assert_eq!(stretches(text).join("|"), expected);
    }
}

#[test]
fn clear_speech_in_the_other_marks_is_dialogue_too() {
    for case in [
        "“Go,” said Ann.\n\n‘I will not,’ said Tom. ‘It is late.’\n\n“So,” said Ann. => [“Go,”]|said Ann.|[‘I will not,’]|said Tom. ‘It is late.’|[“So,”]|said Ann.",
        "“Go,” said Ann. 'Hush!' cried Ruth. => [“Go,”]|said Ann.|['Hush!']|cried Ruth.",
        "“Go on,” said Ann.\n\n'Very well.' => [“Go on,”]|said Ann.|['Very well.']",
        "“Go on now,” said Ann. The ‘night watch,’ as she said, slept. => [“Go on now,”]|said Ann. The ‘night watch,’ as she said, slept.",
        "“Go on now,” said Ann. The sign said ‘No!’ in red. => [“Go on now,”]|said Ann. The sign said ‘No!’ in red.",
        "“He said, ‘Go!’ he cried, and ‘Come!’ to me,” she said. => [“He said, ‘Go!’ he cried, and ‘Come!’ to me,”]|she said.",
    ] {
        let (text, expected) = case.split_once(" => ").unwrap();
        assert_eq!(stretches(text).join("|"), expected);
    }
}

#[test]
fn a_quotation_without_its_mark_ends_before_the_words_that_say_who_speaks() {
    let text = "“Come in, said Ann. The door was open.\n\n“No,” said Tom.\n";
    assert_eq!(
        stretches(text),
        [
            "[“Come in,]",
            "said Ann. The door was open.",
            "[“No,”]",
            "said Tom."
        ]
    );
    assert_eq!(
        faults(text),
        ["unclosed-quote 1:1 a quotation mark is not closed before the words that say who speaks"]
    );
}

#[test]
fn a_speech_may_continue_in_the_next_paragraph() {
    let text = "“I came at night.\n\n“Nobody saw me,” he said.\n";
    assert_eq!(
        stretches(text),
        ["[“I came at night.]", "+[“Nobody saw me,”]", "he said."]
    );
    assert_eq!(faults(text), Vec::<String>::new());
}

#[test]
fn an_unclosed_quotation_ends_with_its_paragraph() {
    let text = "It was late.\n\nShe cried, “Go! And ran.\n\nHe stayed.";
    assert_eq!(
        stretches(text),
        [
            "It was late.",
            "She cried,",
            "[“Go! And ran.]",
            "He stayed."
        ]
    );
    assert_eq!(
        faults(text),
        ["unclosed-quote 3:12 a quotation mark is not closed before its paragraph ends"]
    );
}

#[test]
fn a_mark_that_closes_nothing_is_reported() {
    assert_eq!(stretches("Now!” he said."), ["Now!” he said."]);
    assert_eq!(
        faults("Now!” he said."),
        ["stray-quote 1:5 this quotation mark closes nothing"]
    );
    assert_eq!(
        stretches("Now!\" he said. \"Go!\""),
        ["Now!\" he said.", "[\"Go!\"]"]
    );
    assert_eq!(
        faults("He said, \""),
        ["stray-quote 1:10 this quotation mark closes nothing"]
    );
    assert_eq!(
        stretches("He wrote \"\" and \" \"."),
        ["He wrote \"\" and \" \"."]
    );
    assert_eq!(faults("He is 5' 10\" tall."), Vec::<String>::new());
}

#[test]
fn a_pair_inside_an_unclosed_quotation_closes_it() {
    assert_eq!(
        stretches("“Go! “Now!” he said. “Yes.”"),
        ["[“Go! “Now!”]", "he said.", "[“Yes.”]"]
    );
}

#[test]
fn sentences_keep_their_marks_without_the_quotation_marks() {
    assert_eq!(
        sentences("“Go,” she said.“Now!”Then she ran.\r\n“Well…” “And?”"),
        ["Go,", "she said.", "Now!", "Then she ran.", "Well…", "And?"]
    );
}

#[test]
fn a_sentence_runs_over_the_lines_of_a_wrapped_text() {
    assert_eq!(
        sentences("The lamp had burned low and\nnobody rose to mend it. It\nsmoked.\n"),
        [
            "The lamp had burned low and\nnobody rose to mend it.",
            "It\nsmoked."
        ]
    );
}

#[test]
fn a_line_of_verse_ends_a_sentence_but_no_quotation() {
    let prose = "The lamp had burned low and nobody rose\nto mend it. Outside, the rain went on\nfalling.\n\n";
    let verse = "“The night is long\nAnd the road is white,\nAnd I sing.”\n";
    let text = format!("{prose}{verse}");
    assert_eq!(
        sentences(&text)[2..],
        ["The night is long", "And the road is white,", "And I sing."]
    );
    assert_eq!(stretches(&text)[1], format!("[{}]", verse.trim_end()));
    assert_eq!(faults(&text), Vec::<String>::new());
}

#[test]
fn a_divided_word_has_the_span_of_both_parts() {
    let text = "He had to re-\nduce it. «Never-\ntheless!» she said.";
    let prose = read(text);
    assert_eq!(prose.word(WordId(3)), "reduce");
    assert_eq!(prose.words[WordId(3)].span.of(text), "re-\nduce");
    assert_eq!(prose.said(prose.sentences[0].span), "He had to reduce\nit.");
    assert_eq!(stretches(text)[1], "[«Never-\ntheless!»]");
    let part = prose.sentences[0].span;
    let words = prose.words_said(WordId::range(2..5), part);
    let said: Vec<&str> = words.iter().map(|word| word.of(prose.said(part))).collect();
    assert_eq!(said, ["to", "reduce", "it"]);
}

#[test]
fn the_text_is_kept_as_written() {
    let text = "\u{feff}Go!\r\n\r\n  “Now!”\r\n";
    let prose = read(text);
    assert_eq!(prose.text, text);
    assert_eq!(prose.word(WordId(0)), "Go");
    assert_eq!(prose.words[WordId(0)].span, Span::new(3, 5));
    assert_eq!(prose.stretches[1].span.of(text), "  “Now!”\r\n");
    assert_eq!(
        prose.position(prose.words[WordId(1)].span.start),
        Position { line: 3, column: 4 }
    );
    assert_eq!(prose.char_offset(prose.words[WordId(1)].span.start), 11);
}

#[test]
fn a_word_has_a_sentence_and_a_stretch() {
    let prose = read("“…” She came. “Go! Now!” He went.");
    let words: Vec<_> = prose
        .words
        .ids()
        .map(|word| {
            let sentence = prose.sentence_of(word);
            (prose.word(word), sentence, prose.stretch_of(sentence))
        })
        .collect();
    assert_eq!(
        words,
        [
            ("She", 0, 1),
            ("came", 0, 1),
            ("Go", 1, 2),
            ("Now", 2, 2),
            ("He", 3, 3),
            ("went", 3, 3)
        ]
    );
    assert_eq!(prose.words_of(&prose.stretches[0]), WordId::range(0..0));
    assert_eq!(prose.words_of(&prose.stretches[2]), WordId::range(2..4));
    assert_eq!(
        prose.span_of(WordId::range(2..4)).of(&prose.text),
        "Go! Now"
    );
    assert_eq!(prose.span_of(WordId::range(9..9)).of(&prose.text), "");
}

#[test]
fn unreadable_text_is_reported_with_its_place() {
    assert_eq!(faults(""), ["empty-text 1:1 the text has no words"]);
    assert_eq!(faults(" …\n"), ["empty-text 1:1 the text has no words"]);
    assert_eq!(
        faults("Go\nnow\0then\u{7}."),
        [
            "control-character 2:4 there is a control character, U+0000, at line 2, column 4, and 1 more after it"
        ]
    );
    let long = format!("Go.\n\n{}", "go ".repeat(MOST_CHARACTERS / 3 + 1));
    assert_eq!(
        faults(&long),
        ["paragraph-too-long 3:1 a paragraph is longer than 1000000 characters"]
    );
    assert_eq!(read(&long).words.len(), 1);
    let huge = "go. ".repeat(MOST_BYTES / 4 + 1);
    assert_eq!(
        faults(&huge),
        ["text-too-long 1:1 the text is 33 MiB long; 32 MiB is the limit for one show"]
    );
}

#[test]
fn many_mistakes_of_a_kind_are_counted() {
    let found = faults(&"“Go on.\n\nShe went.\n\n".repeat(50));
    assert_eq!(found.len(), 20);
    assert!(
        found[19].ends_with("(and 30 more like it in the text)"),
        "{}",
        found[19]
    );
}

/// Returns text in which marks, spaces and letters of many scripts are close together.
fn dense() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-zA-Z]{1,5}",
        2 => Just(" ".to_owned()),
        3 => "[“”\"„«»‹›‘’'‚「」『』]",
        2 => "[.!?…,:;—-]",
        1 => "[0-9]{1,2}",
        1 => "[\r\n\t]{1,2}",
        1 => any::<char>().prop_map(String::from),
        1 => "[東のカ़ж🙂\u{301}\u{ad}\u{feff}]",
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Returns text with marks of Markdown close together.
fn marked() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[a-z]{1,5}",
        2 => Just(" ".to_owned()),
        3 => Just("\n".to_owned()),
        4 => "[*_`~#>|-]{1,3}",
        2 => prop_oneof![
            Just("[a](b)"), Just("![a](b)"), Just("[^a]"), Just("\n[^a]: "), Just("<b>"),
            Just("\n<p>"), Just("<!--"), Just("-->"), Just("&amp;"), Just("&eacute;"),
            Just("\n1. "), Just("\n- "), Just("\n\n    "), Just("|-|-|"), Just("“"), Just("”"),
            Just("-\n"), Just("\u{ad}"), Just("é"), Just("\r\n"), Just("---\n"), Just("<br>"),
        ].prop_map(str::to_owned),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn holds_together(text: &str) {
    whole(&read(text), text);
}

fn whole(prose: &Prose, text: &str) {
    let pieces: String = prose.stretches.iter().map(|s| s.span.of(text)).collect();
    assert_eq!(pieces, text);
    let (mut sentence, mut word) = (0, WordId::FIRST);
    for stretch in &prose.stretches {
        assert_eq!(stretch.sentences.start, sentence);
        let mut at = stretch.span.start;
        for here in &prose.sentences[stretch.sentences.clone()] {
            assert_eq!(here.words.start, word);
            assert!(!here.words.is_empty() && at <= here.span.start);
            at = here.span.start;
            for word in &prose.words[here.words.clone()] {
                assert!(at <= word.span.start && word.span.start < word.span.end);
                assert!(prose.said(word.span).contains(char::is_alphanumeric));
                at = word.span.end;
            }
            assert!(at <= here.span.end);
            (at, word) = (here.span.end, here.words.end);
        }
        assert!(at <= stretch.span.end);
        sentence = stretch.sentences.end;
    }
    assert_eq!((sentence, word), (prose.sentences.len(), prose.words.end()));
}

proptest! {
    #[test]
    fn the_pieces_joined_together_are_the_text(text in "\\PC{0,80}") {
        holds_together(&text);
    }

    #[test]
    fn the_pieces_of_a_text_in_markdown_are_consistent(text in marked()) {
        whole(&Prose::markdown(text.clone()).0, &text);
    }

    #[test]
    fn the_pieces_of_dense_text_are_consistent(text in dense()) {
        holds_together(&text);
    }
}
