//! Syllables in Pinyin and their sounds. Takes `zhong1`, `lǜ`; returns the phonemes that Kokoro learned
//! for Mandarin, with an arrow for the tone.

/// A syllable of Mandarin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Syllable {
    /// The letters without a tone: `lü`.
    pub letters: String,
    /// 1 to 4, or 5 for the neutral tone.
    pub tone: u8,
}

#[rustfmt::skip]
const INITIALS: [(&str, &str); 21] = [
    ("zh", "ꭧ"), ("ch", "ꭧʰ"), ("sh", "ʂ"), ("b", "p"), ("p", "pʰ"), ("m", "m"), ("f", "f"),
    ("d", "t"), ("t", "tʰ"), ("n", "n"), ("l", "l"), ("g", "k"), ("k", "kʰ"), ("h", "x"),
    ("j", "ʨ"), ("q", "ʨʰ"), ("x", "ɕ"), ("r", "ɻ"), ("z", "ʦ"), ("c", "ʦʰ"), ("s", "s"),
];

/// The finals with their sounds. The tone is at the `0`.
#[rustfmt::skip]
const FINALS: [(&str, &str); 36] = [
    ("a", "a0"), ("ai", "ai0"), ("an", "a0n"), ("ang", "a0ŋ"), ("ao", "au0"),
    ("e", "ɤ0"), ("ei", "ei0"), ("en", "ə0n"), ("eng", "ə0ŋ"),
    ("i", "i0"), ("ia", "ja0"), ("ian", "jɛ0n"), ("iang", "ja0ŋ"), ("iao", "jau0"), ("ie", "je0"),
    ("in", "i0n"), ("ing", "i0ŋ"), ("iong", "jʊ0ŋ"), ("iu", "jou0"), ("o", "wo0"), ("ong", "ʊ0ŋ"),
    ("ou", "ou0"), ("u", "u0"), ("ua", "wa0"), ("uai", "wai0"), ("uan", "wa0n"), ("uang", "wa0ŋ"),
    ("ueng", "wə0ŋ"), ("ui", "wei0"), ("un", "wə0n"), ("uo", "wo0"),
    ("ü", "y0"), ("üe", "ɥe0"), ("üan", "ɥɛ0n"), ("ün", "y0n"), ("er", "ɚ0"),
];

/// Syllables with their own sounds.
#[rustfmt::skip]
const WHOLE: [(&str, &str); 10] = [
    ("er", "ɚ0"), ("o", "ɔ0"), ("yo", "jɔ0"), ("ê", "ɛ0"), ("m", "m0"), ("n", "n0"), ("ng", "ŋ0"),
    ("hm", "hm0"), ("hng", "hŋ0"), ("r", "ɚ0"),
];

/// Syllables without an initial, as they are spelled, and their finals.
#[rustfmt::skip]
const SPELLED: [(&str, &str); 23] = [
    ("yi", "i"), ("ya", "ia"), ("yan", "ian"), ("yang", "iang"), ("yao", "iao"), ("ye", "ie"),
    ("yin", "in"), ("ying", "ing"), ("yong", "iong"), ("you", "iu"), ("yu", "ü"), ("yue", "üe"),
    ("yuan", "üan"), ("yun", "ün"), ("wu", "u"), ("wa", "ua"), ("wai", "uai"), ("wan", "uan"),
    ("wang", "uang"), ("weng", "ueng"), ("wei", "ui"), ("wen", "un"), ("wo", "uo"),
];

impl Syllable {
    pub(super) fn new(letters: &str, tone: u8) -> Syllable {
        Syllable {
            letters: letters.to_owned(),
            tone,
        }
    }

    /// Reads a syllable with a mark or a number for its tone: `zhōng`, `zhong1`, `lv4`, `ma`.
    pub(super) fn parse(written: &str) -> Option<Syllable> {
        const MARKED: [(&str, &str); 7] = [
            ("a", "āáǎà"),
            ("o", "ōóǒò"),
            ("e", "ēéěè"),
            ("i", "īíǐì"),
            ("u", "ūúǔù"),
            ("ü", "ǖǘǚǜ"),
            ("n", "\u{0}ńňǹ"),
        ];
        let mut found = Syllable::new("", 5);
        let lower: String = written.trim().to_lowercase();
        let mut chars = lower.chars().peekable();
        while let Some(c) = chars.next() {
            let marked = MARKED.iter().find_map(|(plain, marked)| {
                let tone = marked.chars().position(|own| own == c)?;
                Some((plain, tone as u8 + 1))
            });
            match (marked, c) {
                (Some((plain, tone)), _) => {
                    found.letters.push_str(plain);
                    found.tone = tone;
                }
                (None, 'v') => found.letters.push('ü'),
                (None, 'u') if chars.next_if(|c| matches!(c, ':' | '\u{308}')).is_some() => {
                    found.letters.push('ü');
                }
                (None, 'ḿ') => found = Syllable::new("m", 2),
                (None, 'a'..='z' | 'ü' | 'ê') => found.letters.push(c),
                (None, '0'..='5') if chars.peek().is_none() && !found.letters.is_empty() => {
                    let tone = c.to_digit(10).unwrap_or(5) as u8;
                    found.tone = if tone == 0 { 5 } else { tone };
                }
                _ => return None,
            }
        }
        found.pattern().is_some().then_some(found)
    }

    /// Returns the phonemes with `0` for the tone.
    fn pattern(&self) -> Option<(&'static str, &'static str)> {
        let letters = self.letters.as_str();
        let find = |table: &[(&str, &'static str)], own: &str| {
            let row = table.iter().find(|(written, _)| *written == own);
            row.map(|(_, sound)| *sound)
        };
        if let Some(whole) = find(&WHOLE, letters) {
            return Some(("", whole));
        }
        if let Some(own) = find(&SPELLED, letters) {
            return Some(("", find(&FINALS, own)?));
        }
        let initial = INITIALS.iter().find(|(own, _)| letters.starts_with(own));
        let (initial, sound) = initial.copied().unwrap_or(("", ""));
        let rest = &letters[initial.len()..];
        let front = matches!(initial, "j" | "q" | "x");
        let own = match rest {
            "u" | "ue" | "uan" | "un" if front => format!("ü{}", &rest[1..]),
            "ue" => "üe".to_owned(),
            "iou" => "iu".to_owned(),
            "uei" => "ui".to_owned(),
            "uen" => "un".to_owned(),
            rest => rest.to_owned(),
        };
        let buzzed = matches!(initial, "zh" | "ch" | "sh" | "r" | "z" | "c" | "s");
        if buzzed && own == "i" {
            return Some((sound, "ɨ0"));
        }
        Some((sound, find(&FINALS, &own)?))
    }

    /// Returns the phonemes.
    pub(super) fn sounds(&self) -> String {
        let Some((initial, ending)) = self.pattern() else {
            return String::new();
        };
        let tone = match self.tone {
            1 => "→",
            2 => "↗",
            3 => "↓",
            4 => "↘",
            _ => "",
        };
        format!("{initial}{}", ending.replace('0', tone))
    }
}

/// Reads several syllables: `chóng qìng`, `chong2qing4`, `Chóngqìng`.
pub(super) fn parse_all(written: &str) -> Option<Vec<Syllable>> {
    let mut found = Vec::new();
    let apart = |c: char| c.is_whitespace() || matches!(c, '-' | '\'' | '’' | ',' | '·');
    for word in written.split(apart).filter(|word| !word.is_empty()) {
        found.extend(parse_word(word)?);
    }
    (!found.is_empty()).then_some(found)
}

/// Reads a word: the longest syllable first, and a shorter one where the rest cannot be read.
fn parse_word(word: &str) -> Option<Vec<Syllable>> {
    const LONGEST: usize = 8;
    if word.is_empty() {
        return Some(Vec::new());
    }
    let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
    let ends: Vec<usize> = ends.take(LONGEST).collect();
    ends.into_iter().rev().find_map(|end| {
        let syllable = Syllable::parse(&word[..end])?;
        let mut found = vec![syllable];
        found.extend(parse_word(&word[end..])?);
        Some(found)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_sound_with_their_tone() {
        for (written, sounds) in [
            ("zhōng", "ꭧʊ→ŋ"),
            ("guo2", "kwo↗"),
            ("shì", "ʂɨ↘"),
            ("zi", "ʦɨ"),
            ("nǚ", "ny↓"),
            ("lve4", "lɥe↘"),
            ("xué", "ɕɥe↗"),
            ("jun1", "ʨy→n"),
            ("yuán", "ɥɛ↗n"),
            ("wǒ", "wo↓"),
            ("bō", "pwo→"),
            ("liù", "ljou↘"),
            ("tiān", "tʰjɛ→n"),
            ("èr", "ɚ↘"),
            ("qióng", "ʨʰjʊ↗ŋ"),
            ("wēn", "wə→n"),
            ("lùn", "lwə↘n"),
            ("ma", "ma"),
        ] {
            assert_eq!(
                Syllable::parse(written).unwrap().sounds(),
                sounds,
                "{written}"
            );
        }
        assert_eq!(Syllable::parse("xyz"), None);
        assert_eq!(Syllable::parse(""), None);
    }

    #[test]
    fn words_are_split_into_syllables() {
        for (written, count) in [
            ("Chóngqìng", 2),
            ("chong2 qing4", 2),
            ("xi1an1", 2),
            ("Xī'ān", 2),
            ("zhongguo", 2),
            ("fāngàn", 2),
        ] {
            assert_eq!(
                parse_all(written).map(|all| all.len()),
                Some(count),
                "{written}"
            );
        }
        assert_eq!(parse_all("street"), None);
    }
}
