//! The sounds of a word in Devanagari, in the alphabet of the voices.

use super::letters::{Akshara, Nasal, Vowel, aksharas};
use super::{schwa, words};
use crate::reading::romance::syllables::{Phone, Weight, vowels, written};

const TILDE: char = '\u{303}';

/// Returns the sounds of a word.
pub(super) fn of(word: &str, weight: Weight) -> String {
    let parts = words::parts(word);
    let mut all = Vec::new();
    for part in parts.split('-') {
        let mut own = aksharas(part);
        schwa::delete(&mut own);
        all.append(&mut own);
    }
    open_before_h(&mut all);
    let mut phones = phones(&all);
    double(&mut phones);
    let main = stressed(&phones);
    for (at, phone) in phones.iter_mut().enumerate() {
        if phone.sound.starts_with('ə') && Some(at) == main && weight != Weight::None {
            phone.sound = phone.sound.replacen('ə', "ʌ", 1);
        }
    }
    written(&phones, main, &[], weight)
}

/// Opens the vowel that is not written before an `h` without a written vowel: `शहर`, `कहना`.
fn open_before_h(all: &mut [Akshara]) {
    for at in 1..all.len() {
        let is_h =
            all[at].onset == ["h"] && matches!(all[at].vowel, Vowel::Inherent | Vowel::Silent);
        let before = &all[at - 1];
        let opens = before.vowel == Vowel::Inherent && before.nasal == Nasal::None;
        if !is_h || !opens {
            continue;
        }
        all[at - 1].vowel = Vowel::Written("ɛ");
        if all[at].vowel == Vowel::Inherent && all[at].nasal == Nasal::None {
            all[at].vowel = Vowel::Written("ɛ");
        }
    }
}

/// Returns the sounds of aksharas in order.
fn phones(all: &[Akshara]) -> Vec<Phone> {
    let mut phones: Vec<Phone> = Vec::new();
    for (at, akshara) in all.iter().enumerate() {
        phones.extend(consonants(&akshara.onset));
        let vowel = match akshara.vowel {
            Vowel::Inherent => "ə",
            Vowel::Written(sound) => sound,
            Vowel::Silent => continue,
        };
        let next = all.get(at + 1).and_then(|next| next.onset.first().copied());
        let is_last = at + 1 == all.len();
        nasal(vowel, akshara.nasal, next, is_last, &mut phones);
        if akshara.is_breathed {
            phones.push(Phone::consonant("h"));
        }
    }
    phones
}

/// Returns the consonants of a cluster.
fn consonants(onset: &[&str]) -> Vec<Phone> {
    let mut found = Vec::new();
    for (at, sound) in onset.iter().enumerate() {
        let next = onset.get(at + 1).copied();
        let before = at.checked_sub(1).map(|before| onset[before]);
        found.push(Phone::consonant(match (before, *sound, next) {
            // `ज्ञान`
            (_, "ɟ", Some("ɲ")) => "ɡ",
            (Some("ɟ"), "ɲ", _) => "j",
            // `क्षमा`
            (Some("k"), "ʂ", _) => "ʃ",
            (_, "ɲ", _) => "n",
            (_, "ɭ", _) => "l",
            (_, sound, _) => sound,
        }));
    }
    found
}

/// Adds a vowel with its nasal mark.
fn nasal(vowel: &str, nasal: Nasal, next: Option<&str>, is_last: bool, phones: &mut Vec<Phone>) {
    let is_long = vowel.ends_with('ː');
    let through = next.and_then(|next| closed_by(next, is_long));
    let (is_nasal, closing) = match nasal {
        Nasal::None => (false, None),
        // `हिंदी`, `संसार`
        Nasal::Dot if !is_long && next.is_some() => (false, through),
        // `दाँत`, `साँप`
        Nasal::Dot | Nasal::Moon if matches!(vowel, "aː" | "uː") => (true, through),
        Nasal::Dot | Nasal::Moon => (true, None),
    };
    let sound = match (vowel, is_nasal) {
        // The voices know `ẽː` as long, and the other nasal vowels without the mark.
        ("eː", true) => format!("e{TILDE}ː"),
        (_, true) => format!("{}{TILDE}", vowel.trim_end_matches('ː')),
        // At the end the voices know no long `i`.
        ("iː", false) if is_last => "i".to_owned(),
        _ => vowel.to_owned(),
    };
    phones.push(Phone::vowel(&sound, false));
    phones.extend(closing.map(Phone::consonant));
}

/// Returns the nasal consonant between a vowel and a consonant.
fn closed_by(next: &str, is_long: bool) -> Option<&'static str> {
    Some(match next.chars().next()? {
        'k' | 'ɡ' | 'q' | 'x' | 'ɣ' => "ŋ",
        'ʈ' | 'ɖ' => "ɳ",
        'p' | 'b' => "m",
        't' | 'd' | 'c' | 'ɟ' => "n",
        _ if is_long => return None,
        'h' => "ŋ",
        'ʋ' | 'm' | 'f' => "m",
        _ => "n",
    })
}

/// Writes a doubled stop as a long one: `पक्का`.
fn double(phones: &mut Vec<Phone>) {
    let mut at = 1;
    while at < phones.len() {
        let sound = phones[at].sound.as_str();
        let is_stop = matches!(
            sound,
            "k" | "ɡ" | "c" | "ɟ" | "ʈ" | "ɖ" | "t" | "d" | "p" | "b" | "q"
        );
        if is_stop && phones[at - 1].sound == sound {
            phones[at - 1].sound.push('ː');
            phones.remove(at);
        }
        at += 1;
    }
}

/// Returns the place of the vowel with the stress: that of the last syllable if it is very heavy, or
/// else that of the heaviest before it, the later of two.
fn stressed(phones: &[Phone]) -> Option<usize> {
    let places = vowels(phones);
    let last = *places.last()?;
    let weight = |at: usize| {
        let long = phones[at].sound.contains(['ː', TILDE]) || phones[at].sound == "i";
        1 + usize::from(long)
    };
    let closing = |place: usize| {
        let from = places[place] + 1;
        match places.get(place + 1) {
            Some(next) => coda(&phones[from..*next]),
            None => phones.len() - from,
        }
    };
    let final_weight = weight(last) + closing(places.len() - 1);
    let mut best: Option<(usize, usize)> = None;
    for place in 0..places.len() - 1 {
        let own = (weight(places[place]) + closing(place)).min(3);
        // Of light syllables the third from the end has the stress.
        let is_late = own > 1 || place + 3 <= places.len();
        if best.is_none_or(|(_, most)| own > most || own == most && is_late) {
            best = Some((places[place], own));
        }
    }
    match best {
        Some((at, own)) if final_weight < 3 || own > final_weight => Some(at),
        _ => Some(last),
    }
}

/// Returns how many of the consonants between two vowels close the first syllable: all but the last.
fn coda(between: &[Phone]) -> usize {
    let long = between.iter().filter(|phone| phone.sound.ends_with('ː'));
    (between.len() + long.count()).saturating_sub(1)
}
