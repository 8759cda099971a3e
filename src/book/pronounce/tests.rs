use super::*;
use cuebook_core::diagnostic::Spanned;

fn lexicon(entries: &[(&str, Spoken)]) -> (Lexicon, Vec<Diagnostic>) {
    let listed = |(word, spoken): &(&str, Spoken)| Listed {
        list: None,
        entry: Pronunciation {
            word: Spanned::new((*word).trim_start_matches('=').to_owned(), Span::default()),
            spoken: Spanned::new(spoken.clone(), Span::default()),
            exact: word.starts_with('='),
        },
    };
    let entries: Vec<Listed> = entries.iter().map(listed).collect();
    let (lexicon, found) = Lexicon::new(&entries, &Prose::default(), &[]);
    (lexicon, found.into_iter().map(|(_, found)| found).collect())
}

fn respelt(text: &str) -> Spoken {
    Spoken::Respelling(text.to_owned())
}

/// Returns the pronunciations of the words of a sentence.
fn said(lexicon: &Lexicon, text: &str) -> String {
    let words = cuebook_script::prose::words(text);
    let spans: Vec<Span> = words.iter().map(|word| word.span).collect();
    let found = lexicon.of_sentence(text, &spans).into_iter();
    let words = found.map(|(index, spoken)| match spoken {
        Spoken::Respelling(text) | Spoken::Ipa(text) => format!("{index}={text}"),
    });
    words.collect::<Vec<_>>().join(" ")
}

#[test]
fn words_are_found_as_written_and_with_their_endings() {
    let (lexicon, _) = lexicon(&[
        ("Frunze", respelt("Froon-zeh")),
        ("Zhukov", Spoken::Ipa("ˈʒuːkɒf".to_owned())),
        ("row", respelt("rau")),
        ("=us", respelt("US")),
    ]);
    assert_eq!(lexicon.spoken("Frunze"), Some(respelt("Froon-zeh")));
    assert_eq!(lexicon.spoken("Frunze’s"), Some(respelt("Froon-zeh")));
    assert_eq!(
        lexicon.spoken("Zhukov's"),
        Some(Spoken::Ipa("ˈʒuːkɒf".to_owned()))
    );
    assert_eq!(lexicon.spoken("Row"), Some(respelt("rau")));
    assert_eq!(lexicon.spoken("frunze"), None);
    assert_eq!(lexicon.spoken("us"), Some(respelt("US")));
    assert_eq!(lexicon.spoken("Us"), None);
}

#[test]
fn several_words_need_several_pronunciations() {
    let (lexicon, diagnostics) = lexicon(&[
        ("Nizhny Novgorod", respelt("NEEZH-nee NOV-guh-rod")),
        ("Red Army", respelt("Red")),
    ]);
    assert_eq!(lexicon.spoken("Novgorod"), Some(respelt("NOV-guh-rod")));
    assert_eq!(diagnostics[0].code, "pronounce-words");
    assert_eq!(
        diagnostics[0].message,
        "`Red Army` is 2 words but is spoken as one word"
    );
}

#[test]
fn words_that_are_together_win_over_each_of_them() {
    let (lexicon, _) = lexicon(&[
        ("St Ives", respelt("saint eyevz")),
        ("St", respelt("street")),
        ("St Ives Bay", respelt("saint eyevz bay")),
        ("the polish", respelt("thee POL-ish")),
    ]);
    let said = |text| said(&lexicon, text);
    assert_eq!(
        said("St Ives is not Ives St."),
        "0=saint 1=eyevz 4=eyevz 5=street"
    );
    assert_eq!(said("In St. Ives’s Bay"), "1=saint 2=eyevz 3=bay");
    assert_eq!(said("St, Ives"), "0=street 1=eyevz");
    assert_eq!(said("The Polish flag"), "0=thee 1=POL-ish");
}

#[test]
fn a_star_is_any_letters() {
    let (lexicon, diagnostics) = lexicon(&[
        ("Zhuk*", respelt("ZHOOK-*")),
        ("*burg", respelt("*-boork")),
        ("Zhukov", respelt("ZHOO-kof")),
        ("thr*w", respelt("throh")),
        ("a*b*", respelt("x")),
        ("Red Arm*", respelt("red arm")),
        ("x*", Spoken::Ipa("x*".to_owned())),
        ("plain", respelt("pl*")),
    ]);
    assert_eq!(lexicon.spoken("Zhukovka"), Some(respelt("ZHOOK-ovka")));
    assert_eq!(lexicon.spoken("Zhukov’s"), Some(respelt("ZHOO-kof")));
    assert_eq!(lexicon.spoken("Orenburg"), Some(respelt("Oren-boork")));
    assert_eq!(lexicon.spoken("Threw"), Some(respelt("throh")));
    assert_eq!(lexicon.spoken("zhukovka"), None);
    let wrong = |found: &&Diagnostic| found.code == "pronounce-pattern";
    assert_eq!(diagnostics.iter().filter(wrong).count(), 4);
}

#[test]
fn words_and_entries_are_compared_as_they_are_read() {
    let (lexicon, _) = lexicon(&[
        ("O'Brien", respelt("oh-BRY-en")),
        ("D’Arcy", respelt("DAR-see")),
        ("oﬃce", respelt("OFF-iss")),
        ("fifth", respelt("fifth")),
        ("L’Oré*", respelt("loh-RAY-*")),
    ]);
    for (written, spoken) in [
        ("O’Brien’s", "oh-BRY-en"),
        ("O'Brien", "oh-BRY-en"),
        ("O´Brien", "oh-BRY-en"),
        ("D'Arcy", "DAR-see"),
        ("office", "OFF-iss"),
        ("oﬃce", "OFF-iss"),
        ("ﬁfth", "fifth"),
        ("L'Oréal", "loh-RAY-al"),
    ] {
        assert_eq!(lexicon.spoken(written), Some(respelt(spoken)), "{written}");
    }
}

#[test]
fn the_parts_of_a_compound_are_words() {
    let (lexicon, diagnostics) = lexicon(&[
        ("Jean-Luc", respelt("zhahn-LUKE")),
        ("Saint-Just", respelt("sahn zhoost")),
        ("Coca-Cola", respelt("KOH-kuh-KOH-luh")),
    ]);
    assert_eq!(
        said(&lexicon, "Jean-Luc’s Saint-Just"),
        "0=zhahn 1=LUKE 2=sahn 3=zhoost"
    );
    assert_eq!(said(&lexicon, "Jean Luc"), "0=zhahn 1=LUKE");
    let wrong = &diagnostics[0];
    assert_eq!(wrong.code, "pronounce-words");
    assert!(wrong.hints[0].text.contains("a space between"));
}

#[test]
fn the_more_exact_of_two_patterns_wins() {
    let (lexicon, _) = lexicon(&[
        ("Zhukovs*", respelt("ZHOO-kofs-*")),
        ("Zhuk*", respelt("ZHOOK-*")),
        ("Zhukov", respelt("ZHOO-kof")),
    ]);
    assert_eq!(lexicon.spoken("Zhukovsky"), Some(respelt("ZHOO-kofs-ky")));
    assert_eq!(lexicon.spoken("Zhukin"), Some(respelt("ZHOOK-in")));
    assert_eq!(lexicon.spoken("Zhukov"), Some(respelt("ZHOO-kof")));
}

#[test]
fn a_pronunciation_has_a_sound() {
    let ipa = |text: &str| Spoken::Ipa(text.to_owned());
    let (_, diagnostics) = lexicon(&[
        ("one", ipa("123")),
        ("two", ipa("Froon")),
        ("three", respelt("123")),
        ("four", ipa("ˈfɔː")),
        ("five", ipa("/faɪv/")),
    ]);
    let wrong = diagnostics
        .iter()
        .filter(|found| found.code == "pronounce-sound");
    let messages: Vec<&str> = wrong.map(|found| found.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`1` is no letter of the International Phonetic Alphabet",
            "`F` is no letter of the International Phonetic Alphabet",
            "`123` has no letters",
        ]
    );
}

#[test]
fn the_warning_says_why_an_entry_is_not_used() {
    let (prose, _) = Prose::read("Zhukov’s men and the Zhukovs saw frunze.".to_owned());
    let listed = |word: &str| Listed {
        list: None,
        entry: Pronunciation {
            word: Spanned::new(word.to_owned(), Span::default()),
            spoken: Spanned::new(respelt("a-*").clone(), Span::default()),
            exact: false,
        },
    };
    let plain = |word: &str| {
        let mut entry = listed(word);
        entry.entry.spoken.value = respelt("a");
        entry
    };
    for (entries, message, hint) in [
        (
            vec![plain("Frunze")],
            "the text has no word `Frunze`",
            "the text has `frunze`: capital letters count",
        ),
        (
            vec![listed("Zhukov*"), plain("Zhukov"), plain("Zhukovs")],
            "every word that `Zhukov*` matches has an entry that is more exact",
            "`Zhukovs` has its own entry: remove one of the two",
        ),
        (
            vec![plain("Zhuko")],
            "the text has no word `Zhuko`",
            "the text has `Zhukovs`: `Zhuko*` matches it too",
        ),
        (
            vec![plain("men.")],
            "the text has no word `men.`",
            "write the word without marks: `men`",
        ),
        (
            vec![plain("Zuhkovs")],
            "the text has no word `Zuhkovs`",
            "did you mean `Zhukovs`?",
        ),
        (
            vec![plain("Berlin")],
            "the text has no word `Berlin`",
            "remove the entry, or correct its spelling",
        ),
    ] {
        let (_, found) = Lexicon::new(&entries, &prose, &[]);
        let found: Vec<_> = found
            .iter()
            .map(|(_, found)| (found.message.as_str(), found.hints[0].text.as_str()))
            .collect();
        assert_eq!(found, [(message, hint)]);
    }
}
