//! Tests with a few words, and tests of Japanese with the installed voice pack.

use super::*;
use crate::reading::signs::has_all;
use cuebook_core::diagnostic::Span;
use cuebook_core::language::Language;

/// A dictionary in which all words stand equally well beside one another.
fn sample() -> Dictionary {
    let words = [
        ("か", "P", "カ"),
        ("が", "P", "ガ"),
        ("た", "A", "タ"),
        ("に", "P", "ニ"),
        ("の", "P", "ノ"),
        ("は", "P", "ワ"),
        ("を", "P", "ヲ"),
        ("三日月", "N", "ミカズキ"),
        ("人", "N", "ヒト"),
        ("先生", "N", "センセイ"),
        ("声", "N", "コエ"),
        ("聞こえ", "V", "キコエ"),
        ("行っ", "V", "イッ"),
        ("銃声", "N", "ジューセイ"),
        ("駅", "N", "エキ"),
    ];
    let line = |(surface, class, reading)| format!("{surface}\t0\t0\t100\t{class}\t{reading}\n");
    let costs = [1_i16, 1, 0].map(i16::to_le_bytes).concat();
    let lines: String = words.map(line).concat();
    Dictionary::of(lines, &costs, "聞こえた\n行った\n").unwrap()
}

fn utterance(text: &str, pronounce: Vec<(usize, Spoken)>) -> Utterance {
    let mut words = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        words.push(Span::new(at, at + c.len_utf8()));
    }
    Utterance {
        text: text.to_owned(),
        words,
        pronounce,
        voice: "jf_alpha".to_owned(),
        tone: Default::default(),
        body: Default::default(),
        pace: 1.0,
        language: Language::Japanese,
    }
}

fn line(explained: &Explained) -> String {
    explained.reading.phonemes.iter().map(|(c, _)| *c).collect()
}

fn read(text: &str) -> String {
    let utterance = utterance(text, Vec::new());
    let english = |_: &str| None;
    let read = explained(parts(&sample(), &utterance, &english), &utterance);
    let line = line(&read);
    assert!(has_all(&line), "{line}");
    line
}

#[test]
fn words_are_read_with_their_particles() {
    for (text, sounds) in [
        ("銃声が聞こえた。", "ʥɨːseː ɡa kʲikoeta."),
        ("「先生は行ったか？」", "“seɴseː βa iʔta ka?”"),
        ("駅に三人の人", "ekʲi ɲi saɲɲiɴ no çito"),
        ("三日月、三日", "mʲikazɨkʲi, mʲiʔka"),
        ("先生の声を", "seɴseː no koe o"),
    ] {
        assert_eq!(read(text), sounds, "{text}");
    }
}

#[test]
fn a_reading_of_the_author_counts_once_and_has_the_sounds_of_all_its_words() {
    let text = "東雲《しののめ》駅";
    let utterance = utterance(text, Vec::new());
    let read = explained(parts(&sample(), &utterance, &|_| None), &utterance);
    assert_eq!(line(&read), "ɕinonome ekʲi");
    let owners: Vec<Option<usize>> = read.spoken.iter().map(|word| word.word).collect();
    assert_eq!(owners, [Some(0), Some(6)]);
    assert_eq!(read.spoken[0].from, Origin::Show);
}

#[test]
fn pronunciations_of_the_show_are_kana_latin_letters_or_phonetic_signs() {
    for spoken in [
        Spoken::Respelling("エキ".to_owned()),
        Spoken::Respelling("えき".to_owned()),
        Spoken::Respelling("eki".to_owned()),
        Spoken::Ipa("ekʲi".to_owned()),
    ] {
        let utterance = utterance("声に", vec![(0, spoken)]);
        let read = explained(parts(&sample(), &utterance, &|_| None), &utterance);
        assert_eq!(line(&read), "ekʲi ɲi");
    }
}

#[test]
fn anything_can_be_read() {
    for text in [
        "",
        "。。。",
        "鬱鬱",
        "ゝ",
        "々",
        "……",
        "①Ⅳ",
        "3本3匹3",
        "《かな》",
        "ＡＢ",
        "🙂",
        "𠮷野",
    ] {
        read(text);
    }
}

#[test]
#[ignore = "needs the voice pack"]
fn japanese_is_read_with_the_dictionary() {
    let pack = std::env::var_os("CUEBOOK_VOICES").expect("CUEBOOK_VOICES names a voice pack");
    let reader = Japanese::new(&PathBuf::from(pack).join("reader/ja"));
    for (text, sounds) in [
        ("吾輩は猫である。", "βaɡahai βa neko de aɾɯ."),
        ("日本へ行った。", "ɲihoɴ e iʔta."),
        ("今日は二十歳の人々が", "kʲoː βa hataʨi no çitobʲito ɡa"),
        ("8月8日、鉛筆を3本", "haʨiɡaʦɨ joːka, empʲiʦɨ o samboɴ"),
        ("こゝろ", "kokoɾo"),
        (
            "何がありますか。何ですか。",
            "naɲi ɡa aɾʲimasɨ ka. naɴ desɨ ka.",
        ),
    ] {
        let read = reader
            .explain(&utterance(text, Vec::new()), &|_| None)
            .unwrap();
        assert_eq!(line(&read), sounds, "{text}");
    }
}
