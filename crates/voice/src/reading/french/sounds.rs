//! The sounds of a French word by its spelling, as in Paris: from left to right, with a look at the
//! letters beside. Silent letters at the end are taken off first.

use super::words;
use crate::reading::romance::syllables::{Phone, Weight, vowels, written};

/// Returns the sounds of a word in small letters.
pub(super) fn of(word: &str, weight: Weight) -> String {
    if let Some(sounds) = words::irregular(word) {
        return stressed(&phones_of(sounds), weight);
    }
    let letters: Vec<char> = audible(word).chars().collect();
    let mut phones: Vec<Phone> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let (sounds, taken) = here(&letters, at, &phones);
        phones.extend(phones_of(sounds));
        at += taken;
    }
    close(&mut phones);
    if !phones.iter().any(|phone| phone.is_vowel) && word.ends_with('e') {
        phones.push(Phone::vowel("ə", false));
    }
    stressed(&phones, weight)
}

/// Splits sounds into phones: a vowel has the sign of a nasal or of length after it.
fn phones_of(sounds: &str) -> Vec<Phone> {
    let mut phones: Vec<Phone> = Vec::new();
    for c in sounds.chars() {
        match phones.last_mut() {
            Some(last) if matches!(c, '\u{303}' | 'ː') => last.sound.push(c),
            _ if "aeiouyøœɛɔɑə".contains(c) => {
                phones.push(Phone::vowel(&c.to_string(), false))
            }
            _ => phones.push(Phone::consonant(&c.to_string())),
        }
    }
    phones
}

/// Closes every `o` in a syllable that ends with it, but for the last one: `politique`.
fn close(phones: &mut [Phone]) {
    let last = vowels(phones).last().copied().unwrap_or(0);
    for at in 0..last {
        let sound = |at: usize| phones.get(at).map_or("", |phone| phone.sound.as_str());
        let is_consonant = |at: usize| phones.get(at).is_some_and(|phone| !phone.is_vowel);
        let open = !is_consonant(at + 2) || matches!(sound(at + 2), "ʁ" | "l" | "j" | "w");
        if sound(at) == "ɔ" && open {
            phones[at].sound = "o".to_owned();
        }
    }
}

/// Writes phones with the stress on the last vowel that is not mute.
fn stressed(phones: &[Phone], weight: Weight) -> String {
    let places = vowels(phones);
    let main = places.iter().rev().find(|at| phones[**at].sound != "ə");
    written(phones, main.or(places.last()).copied(), &[], weight)
}

fn is_vowel(c: char) -> bool {
    "aeiouyàâäéèêëîïôöùûüœæ".contains(c)
}

/// Returns a word without the letters at its end that are silent. A mute `e` stays.
fn audible(word: &str) -> String {
    let mut stem = word.to_owned();
    if words::ends_aloud(word) {
        return stem;
    }
    if is_plural_verb(word) {
        stem.truncate(stem.len() - 3);
        stem.push('e');
        return stem;
    }
    if stem.chars().count() > 2 && stem.ends_with(['s', 'x']) {
        stem.pop();
    }
    if words::ends_aloud(&stem) || stem.ends_with('e') {
        return stem;
    }
    let silent = |stem: &str| {
        let mut back = stem.chars().rev();
        let (last, before) = (back.next().unwrap_or(' '), back.next().unwrap_or(' '));
        match last {
            'p' if before == 'm' => false,
            'd' | 't' | 'p' | 'z' | 's' | 'x' => is_vowel(before) || "rnmlctpg".contains(before),
            'g' => matches!(before, 'n' | 'r'),
            'c' => before == 'n',
            _ => false,
        }
    };
    while stem.chars().count() > 2 && silent(&stem) {
        // `ect`, `act` sound whole; `er`, `ez`, `et` have their own vowel.
        if ["ect", "act", "ict", "ept", "apt", "ez", "et"]
            .iter()
            .any(|end| stem.ends_with(end))
        {
            break;
        }
        stem.pop();
    }
    stem
}

/// Returns whether a word is likely a verb whose ending `ent` is silent.
fn is_plural_verb(word: &str) -> bool {
    let Some(stem) = word.strip_suffix("ent") else {
        return false;
    };
    if stem.ends_with("ai") || stem.ends_with("oi") || stem.ends_with("enn") {
        return true;
    }
    let adverb = stem.ends_with('m');
    let is_short = stem.chars().filter(|c| is_vowel(*c)).count() == 0;
    let held = ["vi", "ti"].iter().any(|end| stem.ends_with(end));
    !(is_short || held || words::ends_in_ent(word) || adverb && !words::is_verb_in_ment(word))
}

/// Returns the sounds at a letter, and how many letters they take.
fn here(letters: &[char], at: usize, before: &[Phone]) -> (&'static str, usize) {
    let rest: String = letters[at..].iter().collect();
    let previous = at.checked_sub(1).map(|at| letters[at]);
    let after = |count: usize| letters.get(at + count).copied();
    match letters[at] {
        'e' => letter_e(&rest, previous, before),
        c if is_vowel(c) => vowel(&rest, c, previous, before),
        c => consonant(&rest, c, previous, after(1)),
    }
}

/// Returns whether the vowel of a group that ends here is nasal: no vowel and no second nasal
/// follows.
fn is_closed(rest: &str, group: &str) -> bool {
    rest.strip_prefix(group).is_some_and(|tail| {
        let next = tail.chars().next();
        next.is_none_or(|c| !is_vowel(c) && !matches!(c, 'n' | 'm' | 'h'))
    })
}

/// Nasal vowels: the letters, and whether only `m` before `p`, `b` and the end makes them.
const NASALS: [(&str, &str); 20] = [
    ("oin", "wɛ̃"),
    ("ouin", "wɛ̃"),
    ("ien", "jɛ̃"),
    ("yen", "jɛ̃"),
    ("éen", "eɛ̃"),
    ("ain", "ɛ̃"),
    ("aim", "ɛ̃"),
    ("ein", "ɛ̃"),
    ("eim", "ɛ̃"),
    ("eun", "œ̃"),
    ("aon", "ɑ̃"),
    ("an", "ɑ̃"),
    ("en", "ɑ̃"),
    ("in", "ɛ̃"),
    ("în", "ɛ̃"),
    ("yn", "ɛ̃"),
    ("on", "ɔ̃"),
    ("un", "œ̃"),
    ("ïn", "ɛ̃"),
    ("ean", "ɑ̃"),
];

/// Nasal vowels with `m`, before `p` and `b`, and those that are nasal at the end too.
const NASALS_OF_M: [(&str, &str, bool); 7] = [
    ("am", "ɑ̃", false),
    ("em", "ɑ̃", false),
    ("im", "ɛ̃", false),
    ("ym", "ɛ̃", false),
    ("om", "ɔ̃", true),
    ("um", "œ̃", false),
    ("aim", "ɛ̃", true),
];

fn nasal(rest: &str) -> Option<(&'static str, usize)> {
    let plain = NASALS.iter().find(|(group, _)| is_closed(rest, group));
    if let Some((group, sound)) = plain {
        return Some((sound, group.chars().count()));
    }
    let found = NASALS_OF_M.iter().find(|(group, _, at_end)| {
        rest.strip_prefix(group)
            .is_some_and(|tail| tail.starts_with(['p', 'b']) || *at_end && tail.is_empty())
    });
    found.map(|(group, sound, _)| (*sound, group.chars().count()))
}

/// Groups of vowels that sound the same everywhere. A longer one is before its start.
const GROUPS: [(&str, &str); 44] = [
    ("eaux", "o"),
    ("eau", "o"),
    ("aill", "aj"),
    ("eill", "ɛj"),
    ("euill", "œj"),
    ("ouill", "uj"),
    ("ueill", "œj"),
    ("œill", "œj"),
    ("uill", "yij"),
    ("ail", "aj"),
    ("eil", "ɛj"),
    ("euil", "œj"),
    ("ueil", "œj"),
    ("œil", "œj"),
    ("oeu", "œ"),
    ("œu", "œ"),
    ("œ", "e"),
    ("æ", "e"),
    ("aî", "ɛ"),
    ("aï", "ai"),
    ("oï", "ɔi"),
    ("oî", "wa"),
    ("oê", "wa"),
    ("ai", "ɛ"),
    ("au", "o"),
    ("aü", "ay"),
    ("oû", "u"),
    ("où", "u"),
    ("eû", "ø"),
    ("é", "e"),
    ("è", "ɛ"),
    ("ê", "ɛ"),
    ("ë", "ɛ"),
    ("à", "a"),
    ("â", "a"),
    ("ä", "ɛ"),
    ("î", "i"),
    ("ô", "oː"),
    ("ö", "ø"),
    ("ù", "y"),
    ("û", "y"),
    ("ü", "y"),
    ("oo", "u"),
    ("ey", "ɛ"),
];

fn vowel(rest: &str, c: char, previous: Option<char>, before: &[Phone]) -> (&'static str, usize) {
    let heavy = is_heavy(before);
    let next = rest.chars().nth(1);
    let after = rest.chars().nth(2);
    let open = |c: Option<char>| c.is_some_and(is_vowel);
    // `ill` after a consonant.
    if c == 'i' && rest.starts_with("ill") && previous.is_some_and(|c| !is_vowel(c)) {
        return if rest.starts_with("illi") {
            ("il", 3)
        } else {
            ("ij", 3)
        };
    }
    if c == 'i' && rest == "il" && previous.is_some_and(is_vowel) {
        return ("j", 2);
    }
    if let Some(found) = nasal(rest) {
        return found;
    }
    match (c, next) {
        ('a', Some('y')) if open(after) => return ("ɛj", 2),
        ('a', Some('y')) => return ("ɛ", 2),
        ('o', Some('y')) if open(after) => return ("waj", 2),
        ('o', Some('y')) => return ("wa", 2),
        ('u', Some('y')) if open(after) => return ("yij", 2),
        ('o', Some('i')) => return ("wa", 2),
        ('o', Some('u')) => {
            let ends = matches!(rest, "oue" | "oues");
            let glide = after.is_some_and(|c| "aeiéèêoâî".contains(c))
                && !ends
                && !rest.starts_with("ouill");
            if glide {
                return ("w", 2);
            }
            if !rest.starts_with("ouill") {
                return ("u", 2);
            }
        }
        ('ï', _) if open(next) => return ("j", 1),
        ('ï', _) => return ("i", 1),
        _ => {}
    }
    if let Some((group, sound)) = GROUPS.iter().find(|(group, _)| rest.starts_with(group)) {
        return (sound, group.chars().count());
    }
    let last = next.is_none();
    match c {
        'i' if rest == "ie" => ("i", 2),
        'u' if rest == "ue" => ("y", 2),
        'y' if open(next) => ("j", 1),
        'i' if open(next) && heavy => ("i", 1),
        'i' if open(next) => ("j", 1),
        'u' if open(next) => ("y", 1),
        'i' | 'y' => ("i", 1),
        'u' if rest == "um" => ("ɔm", 2),
        'u' => ("y", 1),
        'o' if last || rest == "ot" => ("o", 1),
        'o' if rest.starts_with("ose") || rest.starts_with("osi") => ("o", 1),
        'o' => ("ɔ", 1),
        _ => ("a", 1),
    }
}

/// Returns whether an `i` before a vowel is a vowel too: after `r` and `l` with a consonant.
fn is_heavy(before: &[Phone]) -> bool {
    let mut back = before.iter().rev();
    let liquid = back
        .next()
        .is_some_and(|phone| matches!(phone.sound.as_str(), "ʁ" | "l"));
    liquid && back.next().is_some_and(|phone| !phone.is_vowel)
}

fn letter_e(rest: &str, previous: Option<char>, before: &[Phone]) -> (&'static str, usize) {
    let tail: Vec<char> = rest.chars().skip(1).collect();
    let (next, after) = (tail.first().copied(), tail.get(1).copied());
    if rest == "en" && previous == Some('y') {
        return ("ɛ̃", 2);
    }
    if let Some(found) = nasal(rest) {
        return found;
    }
    match rest {
        "e" => return ("", 1),
        "er" if words_in_er(before) => return ("e", 2),
        "et" | "ez" => return (if rest == "et" { "ɛ" } else { "e" }, 2),
        _ => {}
    }
    if rest.starts_with("eu") && !rest.starts_with("euill") && !rest.starts_with("euil") {
        let open = matches!(rest, "eu" | "eut" | "eux") || rest.starts_with("eus");
        let closed = matches!(rest, "eur" | "eure" | "eul" | "eule" | "euf" | "euve");
        return (if closed && !open { "œ" } else { "ø" }, 2);
    }
    if let Some((group, sound)) = GROUPS.iter().find(|(group, _)| rest.starts_with(group)) {
        return (sound, group.chars().count());
    }
    if rest.starts_with("ei") {
        return ("ɛ", 2);
    }
    // After a soft `g` the letter only shows how it sounds: `mangeons`.
    if previous == Some('g') && next.is_some_and(|c| "aoâôu".contains(c)) {
        return ("", 1);
    }
    if rest.starts_with("emm") || rest.starts_with("enn") {
        return (if before.is_empty() { "ɑ̃" } else { "ɛ" }, 1);
    }
    let consonant = |c: Option<char>| c.is_some_and(|c| !is_vowel(c));
    let pair: String = tail.iter().take(2).collect();
    let together = [
        "ch", "ph", "th", "gn", "qu", "br", "bl", "cr", "cl", "dr", "fr", "fl", "gr", "gl", "pr",
        "pl", "tr", "vr", "gu",
    ];
    match (next, after) {
        (Some('x'), _) => ("ɛ", 1),
        (Some(c), None) if !is_vowel(c) => ("ɛ", 1),
        (Some('s'), Some('s')) if before.len() == 1 && before[0].sound == "ʁ" => ("ə", 1),
        (Some(_), Some(_))
            if consonant(next) && consonant(after) && !together.contains(&pair.as_str()) =>
        {
            ("ɛ", 1)
        }
        (Some(c), Some(v)) if before.is_empty() && !is_vowel(c) && is_vowel(v) => ("e", 1),
        _ if is_dropped(before, &tail) => ("", 1),
        (Some(c), _) if is_vowel(c) => ("", 1),
        _ => ("ə", 1),
    }
}

/// Returns whether the ending `er` is that of a verb or a trade. Words of one syllable sound it.
fn words_in_er(before: &[Phone]) -> bool {
    before.iter().any(|phone| phone.is_vowel)
        || before
            .last()
            .is_some_and(|phone| matches!(phone.sound.as_str(), "j" | "w"))
}

/// Returns whether a mute `e` within a word is left out: after a vowel and one consonant.
fn is_dropped(before: &[Phone], tail: &[char]) -> bool {
    let mut back = before.iter().rev();
    let one = back.next().is_some_and(|phone| !phone.is_vowel);
    let open = back.next().is_some_and(|phone| phone.is_vowel);
    let follows =
        tail.first().is_some_and(|c| !is_vowel(*c)) && tail.get(1).is_some_and(|c| is_vowel(*c));
    one && open && follows
}

fn consonant(
    rest: &str,
    c: char,
    previous: Option<char>,
    next: Option<char>,
) -> (&'static str, usize) {
    let soft = next.is_some_and(|c| "eéèêëiîïy".contains(c));
    let doubled = next == Some(c);
    let two = 1 + usize::from(doubled);
    let between = previous.is_some_and(is_vowel) && next.is_some_and(is_vowel);
    match c {
        'b' if next.is_none() && previous == Some('m') => ("", 1),
        'b' => ("b", two),
        'c' if rest.starts_with("cch") => ("k", 3),
        'c' if rest.starts_with("chr") || rest.starts_with("chl") || rest.starts_with("cht") => {
            ("k", 2)
        }
        'c' if next == Some('h') => ("ʃ", 2),
        'c' if doubled && rest.chars().nth(2).is_some_and(|c| "eéèêiy".contains(c)) => ("ks", 2),
        'c' if next == Some('k') || next == Some('q') => {
            ("k", if rest.starts_with("cqu") { 3 } else { 2 })
        }
        'c' if soft => ("s", 1),
        'c' => ("k", two),
        'ç' => ("s", 1),
        'd' => ("d", two),
        'f' => ("f", two),
        'g' if next == Some('n') => ("ɲ", 2),
        'g' if rest.starts_with("gue")
            || rest.starts_with("gui")
            || rest.starts_with("gué")
            || rest.starts_with("guè")
            || rest.starts_with("guê")
            || rest.starts_with("guy") =>
        {
            ("ɡ", 2)
        }
        'g' if rest.starts_with("ggé") || rest.starts_with("gge") => ("ɡʒ", 2),
        'g' if soft => ("ʒ", 1),
        'g' => ("ɡ", two),
        'h' => ("", 1),
        'j' => ("ʒ", 1),
        'k' => ("k", two),
        'l' => ("l", two),
        'm' => ("m", two),
        'n' => ("n", two),
        'p' if next == Some('h') => ("f", 2),
        'p' if next.is_none() && previous == Some('m') => ("", 1),
        'p' => ("p", two),
        'q' if next == Some('u') => ("k", 2),
        'q' => ("k", 1),
        'r' => ("ʁ", two),
        's' if rest.starts_with("sch") => ("ʃ", 3),
        's' if rest.starts_with("sce")
            || rest.starts_with("sci")
            || rest.starts_with("scè")
            || rest.starts_with("scé") =>
        {
            ("s", 2)
        }
        's' if rest.starts_with("sh") => ("ʃ", 2),
        's' if doubled => ("s", 2),
        's' if between => ("z", 1),
        's' => ("s", 1),
        't' if next == Some('h') => ("t", 2),
        't' if rest.starts_with("tion") && !matches!(previous, Some('s' | 'x')) => ("s", 1),
        't' if rest.starts_with("tien") && rest.len() > 4 && previous == Some('a') => ("s", 1),
        't' if (rest.starts_with("tiel")
            || rest.starts_with("tieux")
            || rest.starts_with("tiale")
            || rest == "tial"
            || rest.starts_with("tiaux")
            || rest.starts_with("tience"))
            && previous.is_some() =>
        {
            ("s", 1)
        }
        't' => ("t", two),
        'v' => ("v", 1),
        'w' => ("w", 1),
        'x' if previous.is_none() => ("ɡz", 1),
        'x' if previous == Some('e') && next.is_some_and(|c| is_vowel(c) || c == 'h') => ("ɡz", 1),
        'x' if rest.starts_with("xc")
            && rest.chars().nth(2).is_some_and(|c| "eéèi".contains(c)) =>
        {
            ("ks", 2)
        }
        'x' => ("ks", 1),
        'z' => ("z", two),
        'ñ' => ("ɲ", 1),
        _ => ("", 1),
    }
}
