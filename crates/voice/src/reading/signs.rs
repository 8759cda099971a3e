//! Kokoro's alphabet: the phonetic signs that it has, and those that stand for others.

/// The letters and signs of the vocabulary, without punctuation.
const SIGNS: &str = "\u{303}ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌː\u{2b0}ʲ↓→↗↘ᵻ ";

/// Signs that are written in another way in the vocabulary, the longer ones first.
const OTHERS: [(&str, &str); 30] = [
    ("˨˩˦", "↓"),
    ("˧˩˧", "↓"),
    ("˧˥", "↗"),
    ("˥˩", "↘"),
    ("˥˥", "→"),
    ("˥", "→"),
    ("ʈ͡ʂ", "ꭧ"),
    ("ʈʂ", "ꭧ"),
    ("t͡ɕ", "ʨ"),
    ("tɕ", "ʨ"),
    ("d͡ʑ", "ʥ"),
    ("dʑ", "ʥ"),
    ("t͡s", "ʦ"),
    ("ts", "ʦ"),
    ("d͡z", "ʣ"),
    ("dz", "ʣ"),
    ("ɴ̩", "ɴ"),
    ("ɯ̟ᵝ", "ɯ"),
    ("ɯᵝ", "ɯ"),
    ("ɹ̩", "ɨ"),
    ("ɻ̩", "ɨ"),
    ("ʐ̩", "ɨ"),
    ("z̩", "ɨ"),
    ("ʐ", "ɻ"),
    ("ʑ", "ʥ"),
    ("g", "ɡ"),
    ("ɰ̃", "ɴ"),
    ("ɫ", "l"),
    ("ʏ", "y"),
    ("kw", "kᵝ"),
];

/// Returns signs of the International Phonetic Alphabet in Kokoro's alphabet. Others are left out.
pub(super) fn from_ipa(written: &str) -> String {
    let mut found = String::new();
    let mut rest = written.trim();
    while let Some(c) = rest.chars().next() {
        if let Some((other, own)) = OTHERS.iter().find(|(other, _)| rest.starts_with(other)) {
            found.push_str(own);
            rest = &rest[other.len()..];
            continue;
        }
        found.extend(SIGNS.contains(c).then_some(c));
        rest = &rest[c.len_utf8()..];
    }
    found.trim().to_owned()
}

/// Returns phonemes of Kokoro's alphabet in the International Phonetic Alphabet.
pub(super) fn to_ipa(phonemes: &str) -> String {
    const TONES: &str = "↓↗↘→";
    let written = phonemes.chars().map(|c| {
        let own = OTHERS
            .iter()
            .find(|(_, own)| own.starts_with(c) && own.chars().nth(1).is_none());
        match own.filter(|_| TONES.contains(c) || "ꭧʨʥʦʣ".contains(c)) {
            Some((other, _)) => (*other).to_owned(),
            None => c.to_string(),
        }
    });
    written.collect()
}

/// Returns whether Kokoro has every sign of these phonemes.
#[cfg(test)]
pub(super) fn has_all(phonemes: &str) -> bool {
    let marks = ";:,.!?—…\"()“”";
    phonemes
        .chars()
        .all(|c| SIGNS.contains(c) || marks.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phonetic_signs_are_written_in_kokoros_alphabet() {
        assert_eq!(from_ipa("ʈʂʰʊŋ˧˥tɕʰiŋ˥˩"), "ꭧʰʊŋ↗ʨʰiŋ↘");
        assert_eq!(from_ipa("toːkʲoː"), "toːkʲoː");
        assert_eq!(to_ipa("ꭧʰʊ↗ŋ"), "ʈ͡ʂʰʊ˧˥ŋ");
        assert_eq!(from_ipa(&to_ipa("ʨʰi↘ŋ pu↓")), "ʨʰi↘ŋ pu↓");
        assert!(has_all(&from_ipa("ɡɤ˥ ʐən˧˥ †")));
    }
}
