//! Kana and their sounds. Takes katakana as they are pronounced (`トーキョー`) and returns the
//! phonemes that Kokoro learned for Japanese. These mark no pitch and no silent vowels.

use std::borrow::Cow;

/// The sounds of single kana and of pairs with a small kana, by the consonant of the row.
#[rustfmt::skip]
const SOUNDS: [&str; 32] = [
    "ア a イ i ウ ɯ エ e オ o",
    "ァ a ィ i ゥ ɯ ェ e ォ o ャ ja ュ jɯ ョ jo ヮ βa ヵ ka ヶ ke",
    "カ ka キ kʲi ク kɯ ケ ke コ ko キャ kʲa キュ kʲɨ キェ kʲe キョ kʲo",
    "ガ ɡa ギ ɡʲi グ ɡɯ ゲ ɡe ゴ ɡo ギャ ɡʲa ギュ ɡʲɨ ギェ ɡʲe ギョ ɡʲo",
    "クァ kᵝa クィ kᵝi クェ kᵝe クォ kᵝo クヮ kᵝa",
    "グァ ɡᵝa グィ ɡᵝi グェ ɡᵝe グォ ɡᵝo グヮ ɡᵝa",
    "サ sa シ ɕi ス sɨ セ se ソ so シャ ɕa シュ ɕɨ シェ ɕe ショ ɕo",
    "ザ ʣa ジ ʥi ズ zɨ ゼ ʣe ゾ ʣo ジャ ʥa ジュ ʥɨ ジェ ʥe ジョ ʥo",
    "スィ si ズィ zi",
    "タ ta チ ʨi ツ ʦɨ テ te ト to チャ ʨa チュ ʨɨ チェ ʨe チョ ʨo",
    "ダ da ヂ ʥi ヅ zɨ デ de ド do ヂャ ʥa ヂュ ʥɨ ヂョ ʥo",
    "ツァ ʦa ツィ ʦʲi ツェ ʦe ツォ ʦo",
    "ティ tʲi テュ tʲɨ トゥ tɯ ディ dʲi デュ dʲɨ ドゥ dɯ",
    "ナ na ニ ɲi ヌ nɯ ネ ne ノ no ニャ ɲa ニュ ɲɨ ニェ ɲe ニョ ɲo",
    "ハ ha ヒ çi フ ɸɯ ヘ he ホ ho ヒャ ça ヒュ çɨ ヒェ çe ヒョ ço",
    "バ ba ビ bʲi ブ bɯ ベ be ボ bo ビャ bʲa ビュ bʲɨ ビェ bʲe ビョ bʲo",
    "パ pa ピ pʲi プ pɯ ペ pe ポ po ピャ pʲa ピュ pʲɨ ピェ pʲe ピョ pʲo",
    "ファ ɸa フィ ɸʲi フェ ɸe フォ ɸo フュ ɸʲɨ フョ ɸʲo",
    "マ ma ミ mʲi ム mɯ メ me モ mo ミャ mʲa ミュ mʲɨ ミェ mʲe ミョ mʲo",
    "ヤ ja ユ jɯ ヨ jo イェ je",
    "ラ ɾa リ ɾʲi ル ɾɯ レ ɾe ロ ɾo リャ ɾʲa リュ ɾʲɨ リェ ɾʲe リョ ɾʲo",
    "ワ βa ヰ i ヱ e ヲ o ウィ βi ウェ βe ウォ βo",
    "ヴ vɯ ヴァ va ヴィ vʲi ヴェ ve ヴォ vo ヴュ bʲɨ ヴャ bʲa ヴョ bʲo",
    "ヷ va ヸ vʲi ヹ ve ヺ vo",
    "ㇰ kɯ ㇱ ɕi ㇲ sɨ ㇳ to",
    "ㇴ nɯ ㇵ ha ㇶ çi ㇷ ɸɯ",
    "ㇸ he ㇹ ho ㇺ mɯ ㇻ ɾa",
    "ㇼ ɾʲi ㇽ ɾɯ ㇾ ɾe ㇿ ɾo",
    "ー ː", "ッ ʔ", "ン ɴ", "ヽ  ヾ ",
];

/// Returns the sound of one kana, or of two as one.
fn sound(kana: &str) -> Option<&'static str> {
    SOUNDS.iter().find_map(|row| {
        let mut row = row.split(' ');
        row.by_ref().find(|own| *own == kana)?;
        row.next()
    })
}

/// Returns the phonemes of katakana. `next` is the kana that follows in the same word.
pub(super) fn phonemes(kana: &str, next: Option<char>) -> String {
    let mut found = String::new();
    let mut rest = kana;
    while let Some(first) = rest.chars().next() {
        let one = first.len_utf8();
        let two = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
        let pair = (two > one).then(|| sound(&rest[..two])).flatten();
        let length = if pair.is_some() { two } else { one };
        let after = rest[length..].chars().next().or(next);
        match (pair, first) {
            (Some(pair), _) => found.push_str(pair),
            (None, 'ン') => found.push_str(nasal(after)),
            (None, _) => found.push_str(sound(&rest[..one]).unwrap_or_default()),
        }
        rest = &rest[length..];
    }
    found
}

/// Returns the sound of `ン` before a kana: it takes the place of the consonant.
fn nasal(next: Option<char>) -> &'static str {
    let mut buffer = [0; 4];
    let next = next.and_then(|next| sound(next.encode_utf8(&mut buffer)));
    match next.and_then(|next| next.chars().next()) {
        Some('m' | 'p' | 'b') => "m",
        Some('k' | 'ɡ') => "ŋ",
        Some('ɲ' | 'ʨ' | 'ʥ') => "ɲ",
        Some('n' | 't' | 'd' | 'ɾ' | 'z') => "n",
        _ => "ɴ",
    }
}

/// Returns a text with the kana that a mark of repetition replaces: `こころ` for `こゝろ`. All of
/// them have the same length.
pub(super) fn repeated(text: &str) -> Cow<'_, str> {
    if !text.contains(['ゝ', 'ゞ', 'ヽ', 'ヾ']) {
        return Cow::Borrowed(text);
    }
    let mut before = ' ';
    let written = text.chars().map(|c| {
        let kana = match c {
            'ゝ' | 'ヽ' if is_kana(before) => before,
            'ゞ' | 'ヾ' if is_kana(before) => voiced(before),
            c => c,
        };
        before = kana;
        kana
    });
    Cow::Owned(written.collect())
}

/// Returns a text with its hiragana as katakana.
pub(super) fn katakana(text: &str) -> String {
    let raised = |c: char| match c {
        '\u{3041}'..='\u{3096}' | 'ゝ' | 'ゞ' => char::from_u32(u32::from(c) + 0x60).unwrap_or(c),
        c => c,
    };
    text.chars().map(raised).collect()
}

/// Returns whether a character is a kana or the mark of a long vowel.
pub(super) fn is_kana(c: char) -> bool {
    is_hiragana(c) || is_katakana(c)
}

pub(super) fn is_hiragana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | 'ゝ' | 'ゞ')
}

pub(super) fn is_katakana(c: char) -> bool {
    matches!(c, '\u{30a1}'..='\u{30fa}' | 'ー' | 'ヽ' | 'ヾ' | '\u{31f0}'..='\u{31ff}')
}

/// Returns whether a character is an ideograph or the mark of its repetition.
pub(super) fn is_kanji(c: char) -> bool {
    matches!(c, '々' | '〆' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns the vowel of a kana: `o` for `キョ`, `ソ`.
fn vowel(kana: char) -> Option<char> {
    let mut buffer = [0; 4];
    let sound = sound(kana.encode_utf8(&mut buffer))?;
    let last = sound.chars().next_back()?;
    Some(if last == 'ɨ' { 'ɯ' } else { last })
}

/// Returns whether the last kana has the vowel of `オ`.
pub(super) fn ends_in_o(kana: &str) -> bool {
    kana.chars().next_back().and_then(vowel) == Some('o')
}

/// Returns kana as they are spoken: `おう`, `えい` and doubled vowels are long, and repeated kana
/// are written out.
pub(super) fn spoken(kana: &str) -> String {
    let mut found = String::new();
    let mut before: Option<char> = None;
    for kana in katakana(&repeated(kana)).chars() {
        let long = matches!(
            (before.and_then(vowel), kana),
            (Some('a'), 'ア')
                | (Some('i'), 'イ')
                | (Some('ɯ' | 'o'), 'ウ')
                | (Some('e'), 'エ' | 'イ')
                | (Some('o'), 'オ')
        );
        found.push(if long { 'ー' } else { kana });
        before = if long { None } else { Some(kana) };
    }
    found
}

/// Returns a kana with its voiced consonant: `ガ` for `カ`.
pub(super) fn voiced(kana: char) -> char {
    match kana {
        'か'..='ぢ'
        | 'つ'
        | 'て'
        | 'と'
        | 'は'
        | 'ひ'
        | 'ふ'
        | 'へ'
        | 'ほ'
        | 'カ'..='ヂ'
        | 'ツ'
        | 'テ'
        | 'ト'
        | 'ハ'
        | 'ヒ'
        | 'フ'
        | 'ヘ'
        | 'ホ' => char::from_u32(u32::from(kana) + 1).unwrap_or(kana),
        kana => kana,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kana_sound_as_in_their_word() {
        for (kana, sounds) in [
            ("トーキョー", "toːkʲoː"),
            ("シンブン", "ɕimbɯɴ"),
            ("サンカイ", "saŋkai"),
            ("ホンダナ", "hondana"),
            ("ニンニク", "ɲiɲɲikɯ"),
            ("ガッコー", "ɡaʔkoː"),
            ("ツズク", "ʦɨzɨkɯ"),
            ("チュージュン", "ʨɨːʥɨɴ"),
            ("パーティー", "paːtʲiː"),
            ("ワタシ", "βataɕi"),
        ] {
            assert_eq!(phonemes(kana, None), sounds, "{kana}");
        }
        assert_eq!(phonemes("ノン", Some('デ')), "non");
    }

    #[test]
    fn written_vowels_become_long() {
        for (written, said) in [
            ("がっこう", "ガッコー"),
            ("せんせい", "センセー"),
            ("おおきい", "オーキー"),
            ("すゞめ", "スズメ"),
            ("こゝろ", "ココロ"),
            ("とおう", "トーウ"),
        ] {
            assert_eq!(spoken(written), said);
        }
    }
}
