//! Tests with a few phrases, and tests of Mandarin with the installed voice pack.

use super::*;
use crate::reading::signs::has_all;
use cuebook_core::diagnostic::Span;
use cuebook_core::language::Language;

fn sample() -> Lexicon {
    let characters = [
        ('不', "bù"),
        ('一', "yī"),
        ('个', "gè"),
        ('二', "èr"),
        ('人', "rén"),
        ('你', "nǐ"),
        ('天', "tiān"),
        ('好', "hǎo,hào"),
        ('很', "hěn"),
        ('我', "wǒ"),
        ('是', "shì"),
        ('两', "liǎng"),
        ('行', "xíng,háng"),
        ('银', "yín"),
        ('花', "huā"),
        ('儿', "ér"),
        ('老', "lǎo"),
        ('虎', "hǔ"),
        ('十', "shí"),
        ('月', "yuè"),
        ('大', "dà"),
        ('零', "líng"),
        ('四', "sì"),
        ('年', "nián"),
        ('第', "dì"),
        ('桌', "zhuō"),
        ('子', "zǐ"),
    ];
    let characters: Vec<String> = characters
        .iter()
        .map(|(c, reading)| format!("\"{}\": \"{reading}\"", u32::from(*c)))
        .collect();
    let phrases = r#"{"银行": [["yín"], ["háng"]], "老虎": [["lǎo"], ["hǔ"]]}"#;
    let characters = format!("{{{}}}", characters.join(","));
    Lexicon::of(characters.as_bytes(), phrases.as_bytes()).unwrap()
}

/// An utterance whose words are separated by `|`.
fn utterance(marked: &str, pronounce: Vec<(usize, Given)>) -> Utterance {
    let (mut text, mut words) = (String::new(), Vec::new());
    for word in marked.split('|') {
        let start = text.len();
        text.push_str(word);
        let end = start + word.trim_end_matches(|c: char| !c.is_alphanumeric()).len();
        if end > start {
            words.push(Span::new(start, end));
        }
    }
    Utterance {
        text,
        words,
        pronounce,
        voice: "zf_xiaobei".to_owned(),
        tone: Default::default(),
        body: Default::default(),
        pace: 1.0,
        language: Language::Mandarin,
    }
}

fn line(explained: &Explained) -> String {
    explained.reading.phonemes.iter().map(|(c, _)| *c).collect()
}

fn read_with(lexicon: &Lexicon, utterance: &Utterance) -> String {
    let reading = Reading {
        lexicon,
        english: &|word| (word == "CD").then(|| "siːdˈiː".to_owned()),
        folded: Folded::of(&utterance.text, 0..utterance.text.len()),
    };
    let line = line(&explained(reading.parts(utterance), utterance));
    assert!(has_all(&line), "{line}");
    line
}

fn read(marked: &str) -> String {
    read_with(&sample(), &utterance(marked, Vec::new()))
}

#[test]
fn tones_change_beside_one_another() {
    for (marked, sounds) in [
        ("不|是，", "pu↗ ʂɨ↘,"),
        ("不|好。", "pu↘ xau↓."),
        ("是不是", "ʂɨ↘puʂɨ↘"),
        ("一个|人", "i↗kɤ↘ ɻə↗n"),
        ("一|天", "i↘ tʰjɛ→n"),
        ("第|一", "ti↘ i→"),
        ("一月", "i→ɥe↘"),
        ("老虎", "lau↗xu↓"),
        ("你|好", "ni↗ xau↓"),
        ("我|很|好", "wo↓ xə↗n xau↓"),
        ("桌子", "ꭧwo→ʦɨ"),
    ] {
        assert_eq!(read(marked), sounds, "{marked}");
    }
}

#[test]
fn phrases_numbers_and_letters_are_read() {
    for (marked, sounds) in [
        ("银行", "i↗nxa↗ŋ"),
        ("不|行", "pu↘ ɕi↗ŋ"),
        ("花儿|好", "xwa→ɚ xau↓"),
        ("2|个|人", "lja↓ŋ kɤ↘ ɻə↗n"),
        ("第|2|个", "ti↘ ɚ↘ kɤ↘"),
        ("2024|年", "ɚ↘li↗ŋɚ↘sɨ↘ njɛ↗n"),
        ("CD|好", "siːdˈiː xau↓"),
    ] {
        assert_eq!(read(marked), sounds, "{marked}");
    }
}

#[test]
fn pronunciations_of_the_show_are_pinyin_or_phonetic_signs() {
    for spoken in [
        Given::Respelling("hào".to_owned()),
        Given::Respelling("hao4".to_owned()),
        Given::Ipa("xau˥˩".to_owned()),
    ] {
        let utterance = utterance("好|人", vec![(0, spoken)]);
        assert_eq!(read_with(&sample(), &utterance), "xau↘ ɻə↗n");
    }
}

#[test]
fn anything_can_be_read() {
    for text in [
        "",
        "。。。",
        "龘",
        "……",
        "1/0",
        "--5",
        "3-",
        "5.",
        "①",
        "🙂",
        "𠮷",
        "ā",
        "100%",
    ] {
        read(text);
    }
}

#[test]
#[ignore = "needs the voice pack"]
fn mandarin_is_read_with_the_lexicon() {
    let pack = std::env::var_os("CUEBOOK_VOICES").expect("CUEBOOK_VOICES names a voice pack");
    let lexicon = Lexicon::load(&PathBuf::from(pack).join("reader/zh")).unwrap();
    for (marked, sounds) in [
        (
            "他|在|重庆|银行|工作",
            "tʰa→ ʦai↘ ꭧʰʊ↗ŋʨʰi↘ŋ i↗nxa↗ŋ kʊ→ŋʦwo↘",
        ),
        ("慢慢|地|走", "ma↘nma↘n tɤ ʦou↓"),
        ("校长|长大|了", "ɕjau↘ꭧa↓ŋ ꭧa↓ŋta↘ lɤ"),
        ("还|没|还|钱", "xai↗ mei↗ xwa↗n ʨʰjɛ↗n"),
        ("妈妈|知道|了", "ma→ma ꭧɨ→tau lɤ"),
    ] {
        let utterance = utterance(marked, Vec::new());
        assert_eq!(read_with(&lexicon, &utterance), sounds, "{marked}");
    }
}
