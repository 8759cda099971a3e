//! Reads French, as in Paris.

mod numbers;
mod sounds;
mod words;

use super::romance::letters::latin;
use super::romance::syllables::Weight;
use super::romance::tongue::{Sound, Tongue, Word};
use crate::phonemes::Origin;

/// The version of the reader. Raise it with every change of its phonemes.
pub(super) const VERSION: u32 = 1;

/// How French is read.
pub(super) const FRENCH: Tongue = Tongue {
    text: &numbers::TEXT,
    sounds: phrase,
    parts,
    letters: latin,
    english: None,
    own: None,
};

/// Splits a written word into the words that are spoken in one piece: `l'ami`, `est-ce`.
fn parts(word: &str) -> Vec<&str> {
    if words::irregular(word).is_some() {
        return vec![word];
    }
    let cut = |(at, c): (usize, char)| (c == '\'').then_some(at + 1);
    let mut parts = Vec::new();
    let mut from = 0;
    for end in word.char_indices().filter_map(cut) {
        parts.push(&word[from..end]);
        from = end;
    }
    parts.push(&word[from..]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// Returns the sounds of words that are spoken without a pause.
fn phrase(all: &[Word<'_>]) -> Vec<Sound> {
    let mut sounds = Vec::new();
    for (at, word) in all.iter().enumerate() {
        let last = at + 1 == all.len();
        let next = all.get(at + 1).map(|next| next.text);
        let text = word.text.trim_end_matches('\'');
        let elided = word.text.ends_with('\'');
        let mut sound = match word.given {
            Some(given) => Sound::new(given, Origin::Show),
            None => {
                let weight = match words::is_weak(text) && (!last || all.len() > 1 && text == "a") {
                    true => Weight::None,
                    false => Weight::Full,
                };
                let read = homograph(all, at).map(str::to_owned);
                let read = read.unwrap_or_else(|| sounds::of(text, weight));
                let origin = match words::irregular(text) {
                    Some(_) => Origin::Lexicon,
                    None => Origin::Spelling,
                };
                Sound::new(before(&read, text, next), origin)
            }
        };
        let open = next.is_some_and(words::begins_open);
        if open
            && !elided
            && word.given.is_none()
            && let Some(joined) = words::liaison(text)
        {
            join(&mut sound.sounds, text, joined);
        }
        sound.joined = at > 0 && all[at - 1].text.ends_with('\'') && all[at - 1].given.is_none();
        sounds.push(sound);
    }
    sounds
}

/// Adds the consonant of a liaison. `neuf heures` has a `v`, `six ans` a `z` in place of its `s`.
fn join(sounds: &mut String, word: &str, joined: &str) {
    if matches!(word, "six" | "dix" | "tous") {
        while sounds.ends_with('s') {
            sounds.pop();
        }
    }
    if word == "neuf" {
        return;
    }
    // Adjectives in `on` and `ain` lose the nasal: `bon ami`.
    if matches!(word, "premier" | "dernier") && sounds.ends_with('e') {
        sounds.pop();
        sounds.push('ɛ');
    }
    sounds.push_str(joined);
}

/// Changes numbers before others and before a consonant: `six mois`, `huit jours`, `dix-neuf`,
/// `vingt-deux`.
fn before(sounds: &str, word: &str, next: Option<&str>) -> String {
    let starts =
        |list: [&str; 3]| next.is_some_and(|next| list.iter().any(|one| next.starts_with(one)));
    let short = match word {
        "dix" if starts(["neuf", "neuv", "huit"]) => {
            return format!("{}z", sounds.trim_end_matches('s'));
        }
        "dix" if next.is_some_and(|next| next.starts_with("sept")) => None,
        "six" | "dix" => sounds.strip_suffix('s'),
        "huit" => sounds.strip_suffix('t'),
        "vingt" => {
            let small = [
                "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf",
            ];
            let joined = next.is_some_and(|next| small.iter().any(|one| next.starts_with(one)));
            return if joined {
                format!("{sounds}t")
            } else {
                sounds.to_owned()
            };
        }
        _ => None,
    };
    let consonant =
        next.is_some_and(|next| !words::begins_open(next) && next.starts_with(char::is_alphabetic));
    match short {
        Some(short) if consonant => short.to_owned(),
        _ => sounds.to_owned(),
    }
}

/// Words of one spelling and two sounds, by the word before: `le fils`, `les fils de fer`, `ils
/// couvent`, `tous sont là`.
fn homograph(all: &[Word<'_>], at: usize) -> Option<&'static str> {
    let text = all[at].text;
    let previous = at.checked_sub(1).map_or("", |at| all[at].text);
    let next = all.get(at + 1).map_or("", |next| next.text);
    let they = matches!(previous, "ils" | "elles" | "qui" | "se" | "les" | "ne");
    match text {
        "fils" if matches!(next, "de" | "d'") && matches!(previous, "les" | "des" | "ces") => {
            Some("fˈil")
        }
        "couvent" if they && previous != "les" => Some("kˈuv"),
        "couvent" => Some("kuvˈɑ̃"),
        "président" | "résident" if they => match text {
            "président" => Some("pʁezˈid"),
            _ => Some("ʁezˈid"),
        },
        "content" | "violent" | "négligent" | "précédent" | "excellent"
            if matches!(previous, "ils" | "elles") =>
        {
            match text {
                "content" => Some("kˈɔ̃t"),
                "violent" => Some("vjˈɔl"),
                "négligent" => Some("neɡlˈiʒ"),
                "précédent" => Some("pʁesˈɛd"),
                _ => Some("ɛksˈɛl"),
            }
        }
        "est"
            if matches!(previous, "l'" | "nord" | "sud" | "vers" | "à")
                && next != "ce"
                && !matches!(next, "un" | "une" | "pas") =>
        {
            Some("ˈɛst")
        }
        "plus" if next.is_empty() && !matches!(previous, "ne" | "pas" | "") && at > 1 => {
            Some("plˈys")
        }
        "tous"
            if next.is_empty()
                || matches!(next, "sont" | "ont" | "ensemble" | "deux") && next != "deux" =>
        {
            Some("tˈus")
        }
        "os" if matches!(previous, "les" | "des" | "ses" | "mes" | "vos") => Some("ˈo"),
        "sens" if matches!(previous, "je" | "tu" | "te" | "me") => Some("sˈɑ̃"),
        "vis" if matches!(previous, "je" | "tu") => Some("vˈi"),
        "portions" | "notions" | "éditions" if previous == "nous" => match text {
            "portions" => Some("pɔʁtjˈɔ̃"),
            "notions" => Some("nɔtjˈɔ̃"),
            _ => Some("editjˈɔ̃"),
        },
        _ => None,
    }
}
