//! Splits a word in Devanagari into aksharas: consonants with the vowel after them.

/// Consonants with a vowel, and what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Akshara {
    /// The consonants before the vowel.
    pub onset: Vec<&'static str>,
    pub vowel: Vowel,
    pub nasal: Nasal,
    /// Whether a breath follows: visarga.
    pub is_breathed: bool,
}

/// The vowel of an akshara.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Vowel {
    /// The one that is not written.
    Inherent,
    /// A written one.
    Written(&'static str),
    /// None: the consonants close the syllable before.
    Silent,
}

/// The mark of a nasal sound.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Nasal {
    None,
    /// Anusvara: a nasal as the consonant after it, or a nasal vowel.
    Dot,
    /// Chandrabindu: a nasal vowel.
    Moon,
}

const VIRAMA: char = '\u{94d}';
const NUKTA: char = '\u{93c}';

/// Returns whether a letter is Devanagari.
pub(super) fn is_devanagari(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{97f}')
}

/// Returns the aksharas of a word. Other letters are left out.
pub(super) fn aksharas(word: &str) -> Vec<Akshara> {
    let letters: Vec<char> = word.chars().filter(|c| is_devanagari(*c)).collect();
    let mut found: Vec<Akshara> = Vec::new();
    let mut onset = Vec::new();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        let dotted = letters.get(at + 1) == Some(&NUKTA);
        at += 1;
        if let Some(sounds) = consonant(letter, dotted) {
            at += usize::from(dotted);
            onset.extend(sounds);
            match letters.get(at).copied() {
                Some(VIRAMA) => at += 1,
                Some(next) if sign(next).is_some() => {}
                _ => found.push(Akshara::new(&mut onset, Vowel::Inherent)),
            }
        } else if let Some(sound) = sign(letter).or_else(|| vowel(letter)) {
            if matches!(letter, 'ऋ' | 'ृ' | 'ॠ' | 'ॄ') {
                onset.push("ɾ");
            }
            found.push(Akshara::new(&mut onset, Vowel::Written(sound)));
        } else {
            marked(letter, &mut found, &mut onset);
        }
    }
    if !onset.is_empty() {
        found.push(Akshara::new(&mut onset, Vowel::Silent));
    }
    found
}

/// Adds a mark to the last akshara.
fn marked(mark: char, found: &mut Vec<Akshara>, onset: &mut Vec<&'static str>) {
    match (mark, found.last_mut()) {
        ('ं', Some(last)) => last.nasal = Nasal::Dot,
        ('ँ', Some(last)) => last.nasal = Nasal::Moon,
        ('ः', Some(last)) => last.is_breathed = true,
        ('ॐ', _) => {
            found.push(Akshara::new(onset, Vowel::Written("oː")));
            onset.push("m");
        }
        _ => {}
    }
}

impl Akshara {
    fn new(onset: &mut Vec<&'static str>, vowel: Vowel) -> Akshara {
        Akshara {
            onset: std::mem::take(onset),
            vowel,
            nasal: Nasal::None,
            is_breathed: false,
        }
    }

    /// Returns whether it has the vowel that is not written, and nothing after it.
    pub(super) fn is_plain(&self) -> bool {
        self.vowel == Vowel::Inherent && self.nasal == Nasal::None && !self.is_breathed
    }
}

/// Returns the sounds of a consonant, which may have a dot below.
fn consonant(letter: char, dotted: bool) -> Option<&'static [&'static str]> {
    Some(match (letter, dotted) {
        ('क', true) => &["q"],
        ('ख', true) => &["x"],
        ('ग', true) => &["ɣ"],
        ('ज' | 'झ', true) => &["z"],
        // The voices know `r` as the flap with the tongue turned back; `ɽ` was in nothing they learnt from.
        ('ड', true) => &["r"],
        ('ढ', true) => &["rh"],
        ('फ', true) => &["f"],
        ('क', _) => &["k"],
        ('ख', _) => &["kʰ"],
        ('ग' | 'ॻ', _) => &["ɡ"],
        ('घ', _) => &["ɡʰ"],
        ('ङ', _) => &["ŋ"],
        ('च', _) => &["c"],
        ('छ', _) => &["cʰ"],
        ('ज' | 'ॼ', _) => &["ɟ"],
        ('झ', _) => &["ɟʰ"],
        ('ञ', _) => &["ɲ"],
        ('ट', _) => &["ʈ"],
        ('ठ', _) => &["ʈʰ"],
        ('ड' | 'ॾ', _) => &["ɖ"],
        ('ढ', _) => &["ɖʰ"],
        ('ण', _) => &["ɳ"],
        ('त', _) => &["t"],
        ('थ', _) => &["tʰ"],
        ('द', _) => &["d"],
        ('ध', _) => &["dʰ"],
        ('न' | '\u{929}', _) => &["n"],
        ('प', _) => &["p"],
        ('फ', _) => &["pʰ"],
        ('ब' | 'ॿ', _) => &["b"],
        ('भ', _) => &["bʰ"],
        ('म', _) => &["m"],
        ('य', _) => &["j"],
        ('र' | '\u{931}', _) => &["ɾ"],
        ('ल', _) => &["l"],
        ('ळ' | '\u{934}', _) => &["ɭ"],
        ('व', _) => &["ʋ"],
        ('श', _) => &["ʃ"],
        ('ष', _) => &["ʂ"],
        ('स', _) => &["s"],
        ('ह', _) => &["h"],
        _ => return None,
    })
}

/// Returns the sound of the sign of a vowel.
fn sign(sign: char) -> Option<&'static str> {
    Some(match sign {
        'ा' => "aː",
        'ि' | 'ृ' | 'ॄ' => "ɪ",
        'ी' => "iː",
        'ु' => "ʊ",
        'ू' => "uː",
        'े' => "eː",
        'ॆ' | 'ॅ' => "ɛ",
        'ै' => "ɛː",
        'ो' | 'ॊ' => "oː",
        'ौ' => "ɔː",
        'ॉ' => "ɔ",
        _ => return None,
    })
}

/// Returns the sound of the letter of a vowel.
fn vowel(letter: char) -> Option<&'static str> {
    Some(match letter {
        'अ' => "ə",
        'आ' => "aː",
        'इ' | 'ऋ' | 'ॠ' => "ɪ",
        'ई' => "iː",
        'उ' => "ʊ",
        'ऊ' => "uː",
        'ए' => "eː",
        'ऎ' | 'ऍ' | 'ॲ' => "ɛ",
        'ऐ' => "ɛː",
        'ओ' | 'ऒ' => "oː",
        'औ' => "ɔː",
        'ऑ' => "ɔ",
        _ => return None,
    })
}
