//! Names whose first consonants no English word has: `Tzu`, `Hsing`, `Mbeki`, `Kvothe`. The network
//! takes their first letters for initials, so it reads the name without them.

/// The first letters of a name, the letters that the network reads in their place, and the sounds
/// before. A longer entry comes before its prefix.
#[rustfmt::skip]
const ROWS: [(&str, &str, &str); 31] = [
    ("shch", "sh", ""), ("chth", "th", ""), ("tch", "ch", ""), ("dzh", "j", ""), ("rzh", "zh", "ɹə"),
    ("kh", "k", ""), ("bh", "b", ""), ("dh", "d", ""), ("jh", "j", ""), ("qh", "k", ""), ("xh", "k", ""),
    ("hs", "sh", ""), ("hj", "y", ""), ("hl", "l", ""), ("hr", "r", ""), ("hw", "w", ""),
    ("tz", "ts", ""), ("tj", "ch", ""), ("kj", "ch", ""), ("nj", "ny", ""), ("dz", "z", "d"),
    ("gb", "b", ""), ("kp", "p", ""), ("cn", "n", "kə"), ("gd", "d", "ɡə"),
    ("xq", "k", "ʃ"), ("nk", "k", "əŋ"), ("nq", "k", "əŋ"), ("ng", "g", "əŋ"), ("mn", "n", "əm"),
    ("nx", "k", "ən"),
];

/// First consonants that the network reads well.
const USUAL: [&str; 61] = [
    "bj", "bl", "br", "by", "ch", "chl", "chr", "cl", "cr", "cz", "dr", "dw", "fj", "fl", "fr",
    "gh", "gl", "gn", "gr", "gw", "kl", "kn", "kr", "kw", "ll", "mc", "ph", "phl", "phr", "phth",
    "pl", "pn", "pr", "ps", "pt", "rh", "sc", "sch", "scr", "sh", "shr", "sk", "sl", "sm", "sn",
    "sp", "sph", "spl", "spr", "st", "str", "sv", "sw", "sz", "th", "thr", "tr", "ts", "tw", "wh",
    "wr",
];

/// Returns the sounds of the first consonants of a name that English does not have, and the letters
/// that are left. There are none before other names, and before what may be initials.
pub(super) fn split(name: &str) -> Option<(&'static str, String)> {
    if name.chars().skip(1).any(char::is_uppercase) {
        return None;
    }
    let lower = name.to_lowercase();
    let vowel =
        lower.find(|c: char| !c.is_alphabetic() || "aeiouy".contains(c) || !c.is_ascii())?;
    let consonants = &lower[..vowel];
    if consonants.len() < 2 || USUAL.contains(&consonants) {
        return None;
    }
    for (letters, read, before) in ROWS {
        if let Some(rest) = lower.strip_prefix(letters) {
            return Some((before, format!("{read}{rest}")));
        }
    }
    let sound = match consonants.chars().next()? {
        'b' => "b",
        'd' => "d",
        'f' => "f",
        'g' => "ɡ",
        'c' | 'k' | 'q' => "k",
        'l' => "l",
        'm' => "əm",
        'n' => "ən",
        'p' => "p",
        's' => "s",
        't' => "t",
        'v' => "v",
        'z' => "z",
        _ => return None,
    };
    Some((sound, lower[1..].to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_consonants_that_english_lacks_are_apart() {
        for (name, before, rest) in [
            ("Tzara", "", "tsara"),
            ("Hsing", "", "shing"),
            ("Shchedrin", "", "shedrin"),
            ("Mbeki", "əm", "beki"),
            ("Nkomo", "əŋ", "komo"),
            ("Kvothe", "k", "vothe"),
            ("Zvi", "z", "vi"),
        ] {
            assert_eq!(split(name), Some((before, rest.to_owned())), "{name}");
        }
        for name in [
            "Gwendolen",
            "Knox",
            "Anna",
            "NGO",
            "McCoy",
            "Szabo",
            "Brrr",
            "Ysolde",
        ] {
            assert_eq!(split(name), None, "{name}");
        }
    }
}
