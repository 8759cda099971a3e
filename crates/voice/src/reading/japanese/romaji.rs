//! Japanese in Latin letters, by its sounds: `Tanaka`, `Kyōto`.

use super::kana::spoken;

const VOWELS: &str = "aiueo";

/// Consonants with the kana for each vowel; empty if there is none.
#[rustfmt::skip]
const ROWS: [(&str, [&str; 5]); 38] = [
    ("", ["ア", "イ", "ウ", "エ", "オ"]), ("k", ["カ", "キ", "ク", "ケ", "コ"]),
    ("g", ["ガ", "ギ", "グ", "ゲ", "ゴ"]), ("s", ["サ", "シ", "ス", "セ", "ソ"]),
    ("z", ["ザ", "ジ", "ズ", "ゼ", "ゾ"]), ("t", ["タ", "チ", "ツ", "テ", "ト"]),
    ("d", ["ダ", "ヂ", "ヅ", "デ", "ド"]), ("n", ["ナ", "ニ", "ヌ", "ネ", "ノ"]),
    ("h", ["ハ", "ヒ", "フ", "ヘ", "ホ"]), ("b", ["バ", "ビ", "ブ", "ベ", "ボ"]),
    ("p", ["パ", "ピ", "プ", "ペ", "ポ"]), ("m", ["マ", "ミ", "ム", "メ", "モ"]),
    ("y", ["ヤ", "", "ユ", "イェ", "ヨ"]), ("r", ["ラ", "リ", "ル", "レ", "ロ"]),
    ("w", ["ワ", "ウィ", "", "ウェ", "ヲ"]), ("f", ["ファ", "フィ", "フ", "フェ", "フォ"]),
    ("v", ["ヴァ", "ヴィ", "ヴ", "ヴェ", "ヴォ"]), ("sh", ["シャ", "シ", "シュ", "シェ", "ショ"]),
    ("ch", ["チャ", "チ", "チュ", "チェ", "チョ"]), ("j", ["ジャ", "ジ", "ジュ", "ジェ", "ジョ"]),
    ("ts", ["ツァ", "ツィ", "ツ", "ツェ", "ツォ"]), ("ky", ["キャ", "", "キュ", "キェ", "キョ"]),
    ("gy", ["ギャ", "", "ギュ", "ギェ", "ギョ"]), ("sy", ["シャ", "", "シュ", "シェ", "ショ"]),
    ("zy", ["ジャ", "", "ジュ", "ジェ", "ジョ"]), ("jy", ["ジャ", "", "ジュ", "ジェ", "ジョ"]),
    ("ty", ["チャ", "", "チュ", "チェ", "チョ"]), ("cy", ["チャ", "", "チュ", "チェ", "チョ"]),
    ("ny", ["ニャ", "", "ニュ", "ニェ", "ニョ"]), ("hy", ["ヒャ", "", "ヒュ", "ヒェ", "ヒョ"]),
    ("by", ["ビャ", "", "ビュ", "ビェ", "ビョ"]), ("py", ["ピャ", "", "ピュ", "ピェ", "ピョ"]),
    ("my", ["ミャ", "", "ミュ", "ミェ", "ミョ"]), ("ry", ["リャ", "", "リュ", "リェ", "リョ"]),
    ("th", ["", "ティ", "テュ", "", ""]), ("dh", ["", "ディ", "デュ", "", ""]),
    ("kw", ["クァ", "クィ", "", "クェ", "クォ"]), ("gw", ["グァ", "", "", "", ""]),
];

/// Returns Latin letters as kana, if they write Japanese.
pub(super) fn kana(word: &str) -> Option<String> {
    let long = with_long_vowels(word)?;
    let mut found = String::new();
    let mut rest = long.as_str();
    while let Some(first) = rest.chars().next() {
        if matches!(first, '\'' | '-' | ' ' | 'ー') {
            found.extend((first == 'ー').then_some('ー'));
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let end = rest.find(|c| VOWELS.contains(c)).unwrap_or(rest.len());
        let row = ROWS.iter().find(|(own, _)| *own == &rest[..end]);
        let column = rest[end..].chars().next().and_then(|c| VOWELS.find(c));
        let kana = row.zip(column).map(|((_, row), column)| row[column]);
        if let Some(kana) = kana.filter(|kana| !kana.is_empty()) {
            found.push_str(kana);
            rest = &rest[end + 1..];
        } else if first == 'n' || first == 'm' && rest[1..].starts_with(['b', 'm', 'p']) {
            found.push('ン');
            rest = &rest[1..];
        } else if rest[1..].starts_with(first) || rest.starts_with("tch") {
            found.push('ッ');
            rest = &rest[1..];
        } else {
            return None;
        }
    }
    (!found.is_empty()).then(|| spoken(&found))
}

/// Returns a word in small letters, with `ー` after vowels that have a mark for their length. `None` if
/// it has other characters.
fn with_long_vowels(word: &str) -> Option<String> {
    let mut long = String::new();
    for c in word.to_lowercase().chars() {
        match "āīūēōâîûêô".chars().position(|own| own == c) {
            Some(at) => long.extend(
                ["aiueo".chars().nth(at % 5), Some('ー')]
                    .into_iter()
                    .flatten(),
            ),
            None if c.is_ascii_alphabetic() || matches!(c, '\'' | '-' | ' ') => long.push(c),
            None => return None,
        }
    }
    Some(long)
}

#[cfg(test)]
mod tests {
    #[test]
    fn latin_letters_of_japanese_are_read() {
        for (word, kana) in [
            ("Tanaka", Some("タナカ")),
            ("Kyōto", Some("キョート")),
            ("Shinkansen", Some("シンカンセン")),
            ("Hokkaidou", Some("ホッカイドー")),
            ("kombu", Some("コンブ")),
            ("Jun'ichi", Some("ジュンイチ")),
            ("street", None),
            ("Matcha", Some("マッチャ")),
        ] {
            assert_eq!(super::kana(word).as_deref(), kana, "{word}");
        }
    }
}
