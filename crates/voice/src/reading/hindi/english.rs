//! English sounds as Hindi has them: `t` and `d` are retroflex, `w` is `v`, and diphthongs are long vowels.

/// English sounds and those of Hindi in their place.
const ENGLISH: [(char, &str); 28] = [
    ('t', "ʈ"),
    ('T', "ʈ"),
    ('ɾ', "ʈ"),
    ('d', "ɖ"),
    ('θ', "tʰ"),
    ('ð', "d"),
    ('ɹ', "ɾ"),
    ('w', "ʋ"),
    ('v', "ʋ"),
    ('A', "eː"),
    ('O', "oː"),
    ('Q', "oː"),
    ('I', "aːɪ"),
    ('W', "aːʊ"),
    ('Y', "ɔːɪ"),
    ('ʧ', "c"),
    ('ʤ', "ɟ"),
    ('ɑ', "aː"),
    ('ɒ', "ɔ"),
    ('ɔ', "ɔː"),
    ('æ', "ɛː"),
    ('ᵊ', "ə"),
    ('ɜ', "ə"),
    ('ɚ', "əɾ"),
    ('ᵻ', "ɪ"),
    ('u', "uː"),
    ('ʒ', "z"),
    ('ʔ', "ʈ"),
];

/// Sounds of the voices' alphabet that Hindi writes in another way.
const OWN: [(char, &str); 12] = [
    ('ʧ', "c"),
    ('ʤ', "ɟ"),
    ('A', "eɪ"),
    ('I', "aɪ"),
    ('O', "oʊ"),
    ('Q', "oʊ"),
    ('W', "aʊ"),
    ('Y', "ɔɪ"),
    ('r', "ɾ"),
    ('ɽ', "r"),
    ('v', "ʋ"),
    ('ɑ', "a"),
];

/// Returns the sounds of an English word in Hindi.
pub(super) fn sounds(english: &str) -> String {
    // The vowel that is long in English has its own sign already.
    changed(&english.replace('ː', ""), &ENGLISH).replace('i', "iː")
}

/// Returns the sounds of the phonetic alphabet in those that the voices of Hindi know.
pub(super) fn own(given: &str) -> String {
    changed(given, &OWN)
}

fn changed(sounds: &str, to: &[(char, &str)]) -> String {
    let mut found = String::new();
    for c in sounds.chars() {
        match to.iter().find(|(other, _)| *other == c) {
            Some((_, own)) => found.push_str(own),
            None => found.push(c),
        }
    }
    found
}
