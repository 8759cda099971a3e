//! Words of Japanese and Chinese, which are written without spaces. Takes a run of kana and
//! ideographs, and returns the lengths of its words. Small statistical models decide, so the words
//! of a text need no dictionary and are the same everywhere.

use super::{is_ideograph, is_kana};

/// The least score of a place between two words of Chinese. The model's own value is higher, and finds
/// phrases.
const LEAST: i32 = 0;

/// A language that is written without spaces.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in super::super) enum Unspaced {
    Japanese,
    Chinese,
}

impl Unspaced {
    /// Returns the language of a text: Japanese if it has enough kana. One quoted word of Japanese
    /// does not decide over a Chinese text.
    pub(in super::super) fn of(text: &str) -> Unspaced {
        if text.is_ascii() {
            return Unspaced::Chinese;
        }
        const KANA_OF_TWENTY: usize = 1;
        let (mut kana, mut ideographs) = (0_usize, 0_usize);
        for c in text.chars().filter(|c| *c >= '\u{3040}') {
            kana += usize::from(is_kana(c));
            ideographs += usize::from(is_ideograph(c));
        }
        match 20 * kana > KANA_OF_TWENTY * ideographs {
            true => Unspaced::Japanese,
            false => Unspaced::Chinese,
        }
    }

    /// Returns the lengths of the words of a run, in bytes.
    pub(super) fn lengths(self, run: &str) -> Vec<usize> {
        let parts = match self {
            Unspaced::Japanese => {
                let phrases = budoux::parse(budoux::models::default_japanese_model(), run);
                joined(phrases, japanese_belongs)
                    .iter()
                    .flat_map(|phrase| parted(phrase))
                    .collect()
            }
            Unspaced::Chinese => {
                let model = budoux::models::default_simplified_chinese_model();
                joined(budoux::parse_with_threshold(model, run, LEAST), counts_on)
            }
        };
        let lengths = parts.iter().map(String::len);
        lengths.filter(|length| *length > 0).collect()
    }
}

/// Joins parts to words. `belongs` says whether a part belongs to the word before it.
fn joined(parts: Vec<String>, belongs: fn(&str, &str) -> bool) -> Vec<String> {
    let heard = |part: &str| part.contains(char::is_alphanumeric);
    let mut words: Vec<String> = Vec::new();
    for part in parts {
        match words.last_mut() {
            Some(last) if !heard(&part) || belongs(last, &part) => last.push_str(&part),
            _ => words.push(part),
        }
    }
    words
}

const NUMERALS: &str = "〇一二三四五六七八九十百千万億兆亿";

/// Returns whether the parts are one number: `二` and `十`.
fn counts_on(before: &str, part: &str) -> bool {
    let all = |text: &str| text.chars().all(|c| NUMERALS.contains(c));
    all(before) && part.starts_with(|c| NUMERALS.contains(c))
}

/// Returns whether a Japanese part belongs to the one before it: to a number, to katakana, or to the
/// prefix of politeness.
fn japanese_belongs(before: &str, part: &str) -> bool {
    let katakana = |c: char| is_kana(c) && !is_hiragana(c);
    let (last, first) = (before.chars().next_back(), part.chars().next());
    counts_on(before, part)
        || matches!(before, "お" | "ご")
        || last.is_some_and(katakana) && first.is_some_and(katakana)
}

fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}')
}

/// Particles at the end of a Japanese phrase, the longer ones first.
#[rustfmt::skip]
const PARTICLES: [&str; 40] = [
    "であった", "でしょう", "だった", "でした", "からは", "からも", "までは", "までも", "とともに", "である", "です", "には", "にも", "では",
    "でも", "とは", "とも", "への", "へは", "での", "との", "から", "まで", "より", "だけ", "など", "ほど",
    "は", "が", "を", "に", "へ", "と", "で", "も", "の", "や", "か", "だ", "な",
];

/// Words that end like a particle.
const WHOLE: [&str; 13] = [
    "こんにちは",
    "こんばんは",
    "または",
    "あるいは",
    "では",
    "ては",
    "それでは",
    "が",
    "しかし",
    "ところが",
    "だが",
    "ながら",
    "さすが",
];

/// Parts a Japanese phrase: its particle is a separate word, and so is each number with its counter.
fn parted(phrase: &str) -> Vec<String> {
    let end = PARTICLES.iter().find_map(|particle| {
        let stem = phrase.strip_suffix(particle)?;
        let last = stem.chars().next_back()?;
        // After hiragana only some are no part of the word.
        let sure = !is_hiragana(last)
            || matches!(
                *particle,
                "は" | "が" | "を" | "へ" | "には" | "から" | "まで"
            )
            || [
                "さん",
                "ちゃん",
                "くん",
                "さま",
                "たち",
                "これ",
                "それ",
                "あれ",
                "どこ",
                "ここ",
                "そこ",
            ]
            .iter()
            .any(|noun| stem.ends_with(noun));
        (sure && !WHOLE.contains(&phrase)).then_some(stem.len())
    });
    match end {
        Some(end) => vec![phrase[..end].to_owned(), phrase[end..].to_owned()],
        None => vec![phrase.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> String {
        let mut rest = text;
        let mut words = Vec::new();
        for length in Unspaced::of(text).lengths(text) {
            words.push(&rest[..length]);
            rest = &rest[length..];
        }
        words.join("|")
    }

    #[test]
    fn text_without_spaces_has_words() {
        for expected in [
            "暗い|森|の|奥|で|銃声|が|聞こえた",
            "彼女|は|二十歳|で|学校|へ|行きました",
            "東京|の|カメラ|を|買いました",
            "お母さん|は|コーヒー|を|飲んでいらっしゃいました",
            "吾輩|は|猫|である",
            "他|在|重庆|银行|工作|了",
            "突然|听见|一|声|枪响",
        ] {
            assert_eq!(split(&expected.replace('|', "")), expected);
        }
    }

    #[test]
    fn the_kana_of_a_text_decide_its_language() {
        assert_eq!(Unspaced::of("銃声が聞こえた"), Unspaced::Japanese);
        assert_eq!(
            Unspaced::of("她走了。她说走就走了，没有人知道她去哪里，店名叫「の」。"),
            Unspaced::Chinese
        );
    }
}
