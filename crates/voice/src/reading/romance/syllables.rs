//! Sounds as a list, with the places of their vowels: where stress goes.

/// A sound on its way to the phonemes: one or more characters of Kokoro's alphabet.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::reading) struct Phone {
    /// Its characters: `ʧ`, `ɑ̃`.
    pub sound: String,
    /// Whether it is the middle of a syllable.
    pub is_vowel: bool,
    /// Whether an accent in the spelling puts the stress here.
    pub is_marked: bool,
}

impl Phone {
    /// A consonant, or the part of a diphthong that has no stress.
    pub(in crate::reading) fn consonant(sound: &str) -> Phone {
        Phone {
            sound: sound.to_owned(),
            is_vowel: false,
            is_marked: false,
        }
    }

    /// The middle of a syllable.
    pub(in crate::reading) fn vowel(sound: &str, is_marked: bool) -> Phone {
        Phone {
            sound: sound.to_owned(),
            is_vowel: true,
            is_marked,
        }
    }
}

/// How strongly a word is spoken in its sentence.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(in crate::reading) enum Weight {
    /// It leans on its neighbour.
    None,
    /// A little.
    Light,
    /// As most words.
    Full,
}

/// Returns the places of the vowels.
pub(in crate::reading) fn vowels(phones: &[Phone]) -> Vec<usize> {
    let all = phones.iter().enumerate();
    all.filter(|(_, phone)| phone.is_vowel)
        .map(|(at, _)| at)
        .collect()
}

/// Writes phones with the main stress on the phone at `main`, and a light stress on those at
/// `light`. The marks stand before the vowel.
pub(in crate::reading) fn written(
    phones: &[Phone],
    main: Option<usize>,
    light: &[usize],
    weight: Weight,
) -> String {
    let mut sounds = String::new();
    for (at, phone) in phones.iter().enumerate() {
        match weight {
            Weight::Full if Some(at) == main => sounds.push('ˈ'),
            Weight::Light if Some(at) == main => sounds.push('ˌ'),
            Weight::Full if light.contains(&at) => sounds.push('ˌ'),
            Weight::None | Weight::Light | Weight::Full => {}
        }
        sounds.push_str(&phone.sound);
    }
    sounds
}
