use super::super::{Lexicon, Tables};
use super::*;
use crate::reading::english::sample;

fn pronouncer() -> Pronouncer {
    let tables = Arc::new(Tables::new(sample::folder()));
    let lexicon = Lexicon::load(&tables, sample::folder(), Accent::American);
    lexicon.unwrap().pronouncer
}

fn token(text: &str, tag: &'static str, space: &str) -> Token {
    Token {
        text: text.into(),
        tag,
        space: space.into(),
        sound: None,
        from: Origin::Lexicon,
        is_settled: false,
    }
}

fn sounds(words: &[Token]) -> Vec<&str> {
    words
        .iter()
        .map(|word| word.sound.as_deref().unwrap_or("-"))
        .collect()
}

fn read(tokens: Vec<Token>) -> Vec<String> {
    let words = pronouncer().pronounce(tokens);
    sounds(&words).into_iter().map(String::from).collect()
}

#[test]
fn the_and_to_depend_on_the_next_sound() {
    let sounds = |next: &str| {
        let words = ["the", "to", next].map(|word| token(word, "NN", " "));
        read(words.to_vec())
    };
    assert_eq!(sounds("king"), ["ðə", "tə", "kˈɪŋ"]);
    assert_eq!(sounds("eighth"), ["ðə", "tʊ", "ˈAθ"]);
    let words = [token("the", "DT", " "), token("end", "NN", "")];
    assert_eq!(read(words.to_vec()), ["ði", "ˈɛnd"]);
    // After a stop nothing is known, and a word without a sound is looked through.
    let mut stop = token(".", ".", " ");
    stop.sound = Some(".".into());
    let words = [token("to", "TO", ""), stop.clone(), token("end", "NN", "")];
    assert_eq!(read(words.to_vec())[0], "tu");
    stop.sound = Some(String::new());
    let words = [token("to", "TO", ""), stop, token("end", "NN", "")];
    assert_eq!(read(words.to_vec())[0], "tʊ");
}

#[test]
fn used_to_is_not_used() {
    let words = |next: &str| vec![token("used", "VBD", " "), token(next, "TO", "")];
    assert_eq!(read(words("to"))[0], "jˈust");
}

#[test]
fn touching_tokens_are_one_word_with_the_stress_of_one() {
    let parts = vec![token("white", "JJ", ""), token("Board", "NN", " ")];
    let words = pronouncer().pronounce(parts);
    assert_eq!(sounds(&words), ["wˌItbˈɔɹd"]);
    assert_eq!(words[0].text, "whiteBoard");
    let three = ["white", "Board", "King"].map(|part| token(part, "NN", ""));
    assert_eq!(read(three.to_vec()), ["wˈItbˈɔɹdkˌɪŋ"]);
    // After a single letter the second part is weaker.
    let two = vec![token("A", "NN", ""), token("King", "NN", "")];
    assert_eq!(read(two), ["ˈAkˌɪŋ"]);
}

#[test]
fn the_longest_known_run_of_parts_is_taken_from_the_right() {
    let known = vec![token("gas", "NN", ""), token("works", "NNS", " ")];
    assert_eq!(read(known), ["ɡˈæswɜɹks"]);
    // The first part is unknown: the whole word is read by the spelling rules.
    let parts = vec![token("bim", "NN", ""), token("Stars", "NNS", " ")];
    let pronouncer = pronouncer();
    let words = pronouncer.pronounce(parts);
    assert_eq!(
        sounds(&words),
        [pronouncer.unknown.sound("bimStars").sounds]
    );
}

#[test]
fn an_abbreviation_keeps_its_stop() {
    let mut stop = token(".", ".", " ");
    stop.sound = Some(".".into());
    let words = pronouncer().pronounce(vec![token("vs", "NN", ""), stop.clone()]);
    assert_eq!((words.len(), words[0].text.as_str()), (1, "vs."));
    let words = pronouncer().pronounce(vec![token("king", "NN", ""), stop]);
    assert_eq!(sounds(&words), ["kˈɪŋ", "."]);
}

#[test]
fn a_letter_with_an_accent_is_read_as_the_plain_one() {
    let plain = pronouncer().alone("a").sounds;
    assert!(!plain.is_empty());
    assert_eq!(read(vec![token("á", "NN", "")]), [plain]);
}

#[test]
fn flaps_and_stops_are_written_in_kokoro_s_letters() {
    assert_eq!(read(vec![token("forty", "CD", "")]), ["fˈɔɹTi"]);
}
