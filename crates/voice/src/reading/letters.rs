//! Writes letters of any script as Latin letters that an English reader can
//! pronounce. A word with letters never becomes empty.

use unicode_normalization::UnicodeNormalization;

/// The reading of a word in a script that the reader does not support.
const UNREADABLE: &str = "uh";

/// Returns a word in Latin letters with their accents; Cyrillic and Greek are
/// written by their sound.
pub(super) fn latin(word: &str) -> String {
    let mut latin = String::new();
    for c in word.chars() {
        match c {
            '\'' => latin.push('\''),
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' if c.is_alphabetic() => latin.push(c),
            'ṛ' => latin.push_str("ri"),
            'ṣ' => latin.push_str("sh"),
            _ if base(c).is_some() => latin.extend(base(c)),
            _ => {
                let lower: String = c.to_lowercase().collect();
                let sounds = lower.chars().map(sound).collect::<String>();
                match c.is_uppercase() {
                    true => latin.push_str(&capitalised(&sounds)),
                    false => latin.push_str(&sounds),
                }
            }
        }
    }
    if latin.contains(char::is_alphabetic) {
        latin
    } else {
        UNREADABLE.into()
    }
}

/// Returns the Latin letter that a letter with several marks has under them: `ễ`, `ṣ`.
fn base(c: char) -> Option<char> {
    std::iter::once(c)
        .nfd()
        .next()
        .filter(|base| *base != c && base.is_ascii_alphabetic())
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|c| c.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// Returns the sound of a small letter of Cyrillic or Greek, in Latin letters.
fn sound(c: char) -> &'static str {
    match c {
        'а' | 'α' | 'ά' => "a",
        'б' => "b",
        'в' | 'β' => "v",
        'г' | 'ґ' | 'γ' => "g",
        'д' | 'δ' => "d",
        'е' | 'э' | 'є' | 'ε' | 'έ' => "e",
        'ё' => "yo",
        'ж' => "zh",
        'з' | 'ζ' => "z",
        'и' | 'і' | 'ι' | 'ί' | 'η' | 'ή' | 'ϊ' | 'ΐ' => "i",
        'й' | 'ы' | 'υ' | 'ύ' => "y",
        'ї' => "yi",
        'к' | 'κ' => "k",
        'л' | 'λ' => "l",
        'м' | 'μ' | 'µ' => "m",
        'н' | 'ν' => "n",
        'о' | 'ο' | 'ό' | 'ω' | 'ώ' => "o",
        'п' | 'π' => "p",
        'р' | 'ρ' => "r",
        'с' | 'σ' | 'ς' => "s",
        'т' | 'τ' => "t",
        'у' | 'ў' => "u",
        'ф' | 'φ' => "f",
        'х' | 'χ' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ю' => "yu",
        'я' => "ya",
        'θ' => "th",
        'ξ' => "x",
        'ψ' => "ps",
        'ђ' | 'џ' => "j",
        'ј' => "y",
        'љ' => "ly",
        'њ' => "ny",
        'ћ' => "ch",
        _ => "",
    }
}

/// Returns the same letters without their accents.
pub(super) fn plain(word: &str) -> String {
    let mut plain = String::new();
    for c in word.chars() {
        match c {
            'À'..='Å' | 'Ā' | 'Ă' | 'Ą' | 'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => {
                plain.push('a')
            }
            'Ç' | 'ç' | 'Ć'..='č' => plain.push('c'),
            'Ð' | 'ð' | 'Ď'..='đ' => plain.push('d'),
            'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => plain.push('e'),
            'Ĝ'..='ģ' => plain.push('g'),
            'Ĥ'..='ħ' => plain.push('h'),
            'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => plain.push('i'),
            'Ĵ' | 'ĵ' => plain.push('j'),
            'Ķ'..='ĸ' => plain.push('k'),
            'Ĺ'..='ł' => plain.push('l'),
            'Ñ' | 'ñ' | 'Ń'..='ŋ' => plain.push('n'),
            'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='ő' => plain.push('o'),
            'Ŕ'..='ř' => plain.push('r'),
            'Ś' | 'ś' | 'Ŝ' | 'ŝ' | 'ș' | 'Ș' => plain.push('s'),
            'Ş'..='š' => plain.push_str("sh"),
            'ß' => plain.push_str("ss"),
            'Ţ'..='ŧ' | 'ț' | 'Ț' => plain.push('t'),
            'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => plain.push('u'),
            'Ŵ' | 'ŵ' => plain.push('w'),
            'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => plain.push('y'),
            'Ź'..='ż' => plain.push('z'),
            'Ž' | 'ž' => plain.push_str("zh"),
            'Þ' | 'þ' => plain.push_str("th"),
            'Æ' | 'æ' => plain.push_str("ae"),
            'Œ' | 'œ' => plain.push_str("oe"),
            _ if c.is_ascii() => plain.push(c),
            _ => plain.push(base(c).map_or('u', |c| c.to_ascii_lowercase())),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_has_a_reading() {
        assert_eq!(latin("Жуков"), "Zhukov");
        assert_eq!(latin("Москва"), "Moskva");
        assert_eq!(latin("Αθήνα"), "Athina");
        assert_eq!(latin("Łódź"), "Łódź");
        assert_eq!(latin("'em"), "'em");
        assert_eq!(latin("東京"), "uh");
    }

    #[test]
    fn accents_can_be_dropped() {
        assert_eq!(plain("Łódź"), "lodz");
        assert_eq!(plain("Straße"), "Strasse");
        assert_eq!(plain("Nguyễn"), "Nguyen");
        assert_eq!(latin("Kṛṣṇa"), "Krishna");
    }
}
