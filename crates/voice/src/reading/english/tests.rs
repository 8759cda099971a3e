//! Tests of the whole reader: its sounds, their owners, and that any text can be read.
//!
//! Tests with a few words read with the lexicon of `sample`. Tests of English
//! read with the voice pack, and run in `make test`.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::phonemes::Phonemes;
use crate::reading::spaced::spaced;
use crate::reading::{ASSETS, Reader};
use cuebook_core::diagnostic::Span;
use cuebook_core::language::Language;

mod english;
mod foreign;
mod neighbours;

static SAMPLE: LazyLock<Reader> = LazyLock::new(|| Reader::new(sample::folder()));

/// The reader of the installed voice pack.
static ENGLISH: LazyLock<Reader> = LazyLock::new(|| {
    let pack = std::env::var_os("CUEBOOK_VOICES").expect("CUEBOOK_VOICES names a voice pack");
    Reader::new(&PathBuf::from(pack).join(ASSETS))
});

/// An utterance whose words are separated by spaces, without the marks around
/// them.
fn utterance(text: &str) -> Utterance {
    spaced(text, "bm_george", Language::English)
}

fn line(reading: &Reading) -> String {
    reading.phonemes.iter().map(|(c, _)| *c).collect()
}

fn read(text: &str, accent: Accent) -> String {
    line(&SAMPLE.read(&utterance(text), accent).unwrap())
}

fn english(text: &str, accent: Accent) -> String {
    line(&ENGLISH.read(&utterance(text), accent).unwrap())
}

/// The whole vocabulary of Kokoro.
const VOCABULARY: &str = ";:,.!?—…\"()“” \u{303}ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ";

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn sentences_sound_as_they_should() {
    for (text, accent, sounds) in [
        (
            "He read the letter he had read before.",
            Accent::American,
            "hˌi ɹˈɛd ðə lˈɛTəɹ hi hæd ɹˈɛd bəfˈɔɹ.",
        ),
        (
            "On August 8, at 1:10 p.m., the 122nd regiment was 200 meters from the Kremlin.",
            Accent::American,
            "ˌɔn ˈɔɡəst ˈAθ, æt wˈʌn tˈɛn pˌiˈɛm, ðə wˈʌn hˈʌndɹəd twˈɛnti sˈɛkənd ɹˈɛʤəmᵊnt wʌz tˈu hˈʌndɹəd mˈiTəɹz fɹʌm ðə kɹˈɛmlɪn.",
        ),
        (
            "On August 8, at 1:10 p.m., the 122nd regiment was 200 meters from the Kremlin.",
            Accent::British,
            "ˌɒn ˈɔːɡəst ði ˈAtθ, at wˈʌn tˈɛn pˌiːˈɛm, ðə wˈʌn hˈʌndɹəd and twˈɛnti sˈɛkᵊnd ɹˈɛʤɪmᵊnt wɒz tˈuː hˈʌndɹəd mˈiːtəz fɹɒm ðə kɹˈɛmlɪn.",
        ),
        (
            "“I paid $3.50,” he said.",
            Accent::American,
            "“ˌI pˈAd θɹˈi dˈɑləɹz ænd fˈɪfti sˈɛnts,” hi sˈɛd.",
        ),
    ] {
        assert_eq!(english(text, accent), sounds);
    }
}

/// Words of one spelling and two sounds.
#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn homographs_follow_their_sentence() {
    for (text, sound) in [
        ("They record it.", "ɹəkˈɔɹd"),
        ("It is a record.", "ɹˈɛkəɹd"),
        ("I will read it.", "ɹˈid"),
        ("I have read it.", "ɹˈɛd"),
        ("They object to it.", "əbʤˈɛkt"),
        ("It was an object.", "ˈɑbʤəkt"),
    ] {
        let said = english(text, Accent::American);
        assert!(said.contains(sound), "{text}: {said}");
    }
}

fn pronounced(text: &str, word: usize, spoken: Spoken, accent: Accent) -> String {
    let mut utterance = utterance(text);
    utterance.pronounce.push((word, spoken));
    line(&SAMPLE.read(&utterance, accent).unwrap())
}

#[test]
fn the_show_decides_how_its_names_sound() {
    let respelled = Spoken::Respelling("Froon-zeh".into());
    let said = pronounced("Frunze lit it.", 0, respelled.clone(), Accent::American);
    assert_eq!(said, "fɹˈunzɛ lˈɪt ɪt.");
    let said = pronounced("Frunze’s pipe.", 0, respelled, Accent::British);
    assert_eq!(said, "fɹˈuːnzɛz pˈIp.");
    let ipa = Spoken::Ipa("ˈkrjemlʲ".into());
    let said = pronounced("On the Kremlin.", 2, ipa, Accent::American);
    assert_eq!(said, "ˌɔn ðə kɹjˈɛml.");
    // A name that the tokens would split is read as one word.
    let said = pronounced(
        "The T-34s came.",
        1,
        Spoken::Ipa("ˈteɪ".into()),
        Accent::American,
    );
    assert_eq!(said, "ðə tˈA kˈAm.");
}

#[test]
fn an_empty_pronunciation_is_ignored() {
    let said = pronounced(
        "Stop.",
        0,
        Spoken::Respelling("--".into()),
        Accent::American,
    );
    assert_eq!(said, read("Stop.", Accent::American));
}

/// Returns the phonemes of every written word.
fn shares(text: &str, accent: Accent) -> Vec<String> {
    let utterance = utterance(text);
    let reading = SAMPLE.read(&utterance, accent).unwrap();
    let share = |word: usize| {
        let own = reading
            .phonemes
            .iter()
            .filter(|(_, owner)| *owner == Some(word));
        own.map(|(c, _)| *c).collect()
    };
    (0..utterance.words.len()).map(share).collect()
}

#[test]
fn every_sound_belongs_to_its_written_word() {
    assert_eq!(
        shares("On August 8, Tom & Mary paid $5.", Accent::American),
        [
            "ˌɔn",
            "ˈɔɡəst",
            "ˈAθ",
            "tˈɑmænd",
            "mˈɛɹi",
            "pˈAd",
            "fˈIvdˈɑləɹz"
        ]
    );
    assert_eq!(
        shares("the 8 August 1941.", Accent::British),
        ["ði", "ˈAtθ", "ɒvˈɔːɡəst", "nˌIntˈiːnfˈɔːtiwˈʌn"]
    );
}

#[test]
fn the_parts_of_a_number_share_its_sounds() {
    let mut parted = utterance("At 10:20.");
    parted.words = vec![Span::new(0, 2), Span::new(3, 5), Span::new(6, 8)];
    let reading = SAMPLE.read(&parted, Accent::American).unwrap();
    let owned: Vec<(char, usize)> = (reading.phonemes.iter())
        .filter_map(|(c, owner)| owner.map(|owner| (*c, owner)))
        .collect();
    let of = |word| {
        owned
            .iter()
            .filter(|o| o.1 == word)
            .map(|o| o.0)
            .collect::<String>()
    };
    assert_eq!([of(0), of(1), of(2)], ["ˌæt", "tˈɛn", "twˈɛnti"]);
}

#[test]
fn apostrophes_are_part_of_their_words() {
    for (text, sounds) in [
        ("’Tis runnin’ now.", "tˈɪz ɹˈʌnɪn nˈW."),
        ("Give 'em it.", "ɡˈɪv əm ɪt."),
        ("Don’t stop.", "dˈOnt stˈɑp."),
        (
            "The dog's and the soldiers' food.",
            "ðə dˈɔɡz ænd ðə sˈOlʤəɹz fˈud.",
        ),
    ] {
        assert_eq!(read(text, Accent::American), sounds);
    }
}

#[test]
fn other_scripts_are_spoken() {
    for (text, sounds) in [("Жуков", "ʒˈukɑf"), ("東京", "ˈʌ"), ("Łódź", "wˈuʤ")] {
        assert_eq!(read(text, Accent::American), sounds, "{text}");
    }
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn installed_models_read_unknown_names() {
    for (text, accent, sounds) in [
        (
            "Frunze lit his pipe; Stalin's guards poured gasoline.",
            Accent::American,
            "fɹˈunzə lˈɪt hɪz pˈIp; stˈɑlɪnz ɡˈɑɹdz pˈɔɹd ɡˈæsəlin.",
        ),
        ("Frunze's orders.", Accent::British, "fɹˈuːnziz ˈɔːdəz."),
        ("Жуков.", Accent::American, "ʒˈukɑf."),
    ] {
        assert_eq!(english(text, accent), sounds);
    }
}

/// Text with many characters that the rules treat specially.
fn any_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        3 => "\\PC{0,6}",
        3 => "[0-9]{1,5}[.,:/%-]?",
        3 => "[A-Za-zéЖλ'’]{1,7}",
        2 => "[ .,!?'\"“”‘’()—–&$£€°½²#-]{1,3}",
        1 => prop::sample::select(vec![
            "p.m.", "No.", "St.", "May", "II", "e.g.", "[a](/b/)", "1941-06-22", "'tis", "3½", "km/h",
            "\u{301}", "\u{200b}", "ﬁ", "Ⅳ", "①", "東京", "İ", "ǅ", "ß", "🇺🇸", "\n", "\t", "\0",
        ])
        .prop_map(String::from),
    ];
    let joined =
        (part, prop::bool::ANY).prop_map(|(part, space)| if space { part + " " } else { part });
    prop::collection::vec(joined, 0..8).prop_map(|parts| parts.concat())
}

/// Spans anywhere: out of order, past the end, inside characters.
fn any_spans() -> impl Strategy<Value = Vec<(usize, usize)>> {
    prop::collection::vec((0_usize..50, 0_usize..60), 0..8)
}

fn holds(reader: &Reader, utterance: &Utterance, accent: Accent) -> Result<(), TestCaseError> {
    let reading = reader.read(utterance, accent).unwrap();
    let owners: Vec<usize> = reading.phonemes.iter().filter_map(|part| part.1).collect();
    prop_assert!(owners.is_sorted(), "{:?}", reading);
    for (c, owner) in &reading.phonemes {
        prop_assert!(VOCABULARY.contains(*c), "{c:?}");
        prop_assert!(owner.is_none_or(|owner| owner < utterance.words.len()));
    }
    for (word, span) in valid_words(utterance) {
        if span.of(&utterance.text).contains(char::is_alphanumeric) {
            prop_assert!(
                owners.contains(&word),
                "{word} of {:?} in {:?}",
                utterance,
                reading
            );
        }
    }
    let line = line(&reading);
    prop_assert!(!line.contains("  "), "{line:?}");
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read(text in any_text(), british in any::<bool>()) {
        holds(&SAMPLE, &utterance(&text), if british { Accent::British } else { Accent::American })?;
    }

    #[test]
    #[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
    fn any_text_is_read_in_english(text in any_text(), british in any::<bool>()) {
        holds(&ENGLISH, &utterance(&text), if british { Accent::British } else { Accent::American })?;
    }

    #[test]
    fn any_spans_are_read(text in any_text(), spans in any_spans(), given in any::<bool>()) {
        let mut utterance = utterance(&text);
        utterance.words = spans.iter().map(|(start, end)| Span::new(*start, *end)).collect();
        if given {
            utterance.pronounce = (0..spans.len()).map(|word| (word, Spoken::Respelling(text.clone()))).collect();
        }
        holds(&SAMPLE, &utterance, Accent::American)?;
    }

    #[test]
    fn any_pronunciation_is_in_the_alphabet(written in "\\PC{0,12}", british in any::<bool>()) {
        let accent = if british { Accent::British } else { Accent::American };
        for sounds in [respelling::read(&written, accent), ipa::read(&written, accent)] {
            prop_assert!(sounds.chars().all(|c| VOCABULARY.contains(c)), "{sounds:?}");
        }
    }
}
