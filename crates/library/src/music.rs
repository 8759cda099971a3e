//! Tempo and key of music, in tags, names and searches: `120bpm`, `A minor`, `F#m`.

/// The tempos that are believed, in beats a minute.
const TEMPOS: std::ops::RangeInclusive<u16> = 20..=400;

/// Returns the tempo that a tag states: `120`, `119.97`.
pub(crate) fn beats(text: &str) -> Option<u16> {
    let number: f64 = text.trim().parse().ok()?;
    let tempo = number.round();
    let tempo = (0.0..1000.0).contains(&tempo).then_some(tempo as u16)?;
    TEMPOS.contains(&tempo).then_some(tempo)
}

/// Returns the tempo in a name or a search: `loop 120bpm`, `95 BPM`, `bpm 95`.
pub(crate) fn tempo(text: &str) -> Option<u16> {
    let words = words(text);
    words.iter().enumerate().find_map(|(at, word)| {
        let number = word
            .strip_suffix("bpm")
            .or_else(|| word.strip_prefix("bpm"))?;
        let beside =
            |at: Option<usize>| at.and_then(|at| words.get(at)).and_then(|word| beats(word));
        match number.is_empty() {
            true => beside(at.checked_sub(1)).or_else(|| beside(Some(at + 1))),
            false => beats(number),
        }
    })
}

/// Returns the key in a name or a search: `A minor`, `F# maj`, `Ebm`, `C_minor`. A letter alone is none.
pub(crate) fn key(text: &str) -> Option<String> {
    let words = words(text);
    words.iter().enumerate().find_map(|(at, word)| {
        let (tonic, rest) = tonic(word)?;
        let next = words.get(at + 1).map_or("", String::as_str);
        let mode = match rest {
            "" => mode(next).filter(|_| next.len() > 1),
            // `am` is a word, `F#m` and `Ebm` are keys.
            "m" => (tonic.len() > 1).then_some("minor"),
            rest => mode(rest).filter(|_| rest.len() > 2),
        };
        Some(format!("{tonic} {}", mode?))
    })
}

/// Returns the key that a tag states: also `Am`, `C`, `8A` is none.
pub(crate) fn key_of(text: &str) -> Option<String> {
    let all = words(text);
    let (tonic, rest) = tonic(all.first()?)?;
    let rest = match rest {
        "" => all.get(1).map_or("", String::as_str),
        rest => rest,
    };
    let mode = if rest.is_empty() {
        Some("major")
    } else {
        mode(rest)
    };
    Some(format!("{tonic} {}", mode?))
}

fn mode(word: &str) -> Option<&'static str> {
    match word {
        "minor" | "min" | "m" => Some("minor"),
        "major" | "maj" => Some("major"),
        _ => None,
    }
}

/// Returns the note at the beginning of a word, with its sign, and the rest.
fn tonic(word: &str) -> Option<(String, &str)> {
    let letter = word
        .chars()
        .next()
        .filter(|letter| ('a'..='g').contains(letter))?;
    let rest = &word[1..];
    let signs = [
        ("sharp", "#"),
        ("flat", "b"),
        ("#", "#"),
        ("♯", "#"),
        ("♭", "b"),
        ("b", "b"),
    ];
    let found = signs
        .iter()
        .find_map(|(sign, own)| Some((*own, rest.strip_prefix(sign)?)));
    let (sign, rest) = found.unwrap_or(("", rest));
    Some((format!("{}{sign}", letter.to_ascii_uppercase()), rest))
}

/// Returns the words in small letters, at spaces and signs; `#` stays.
fn words(text: &str) -> Vec<String> {
    let lower = text.to_lowercase();
    let words = lower.split(|letter: char| {
        !letter.is_alphanumeric() && !matches!(letter, '#' | '♯' | '♭' | '.')
    });
    let words = words.map(|word| word.trim_matches('.').to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

/// Returns the key of the index for a tempo.
pub(crate) fn tempo_word(tempo: u16) -> String {
    format!("={tempo}bpm")
}

/// Returns the key of the index for a musical key.
pub(crate) fn key_word(key: &str) -> String {
    format!("={}", key.to_lowercase().replace(' ', "-"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tempos_and_keys_are_found_in_names() {
        for (name, tempo_of, key_of) in [
            ("Tense loop 120bpm A minor", Some(120), Some("A minor")),
            ("drums_95_BPM", Some(95), None),
            ("pad_F#min_slow", None, Some("F# minor")),
            ("Ebm strings bpm 70", Some(70), Some("Eb minor")),
            ("C_maj_theme", None, Some("C major")),
            ("a minor crash", None, Some("A minor")),
            ("I am here", None, None),
            ("door slam 02", None, None),
            ("B-side", None, None),
        ] {
            assert_eq!(tempo(name), tempo_of, "{name}");
            assert_eq!(key(name).as_deref(), key_of, "{name}");
        }
    }

    #[test]
    fn tags_state_a_key_shortly() {
        for (tag, expected) in [
            ("Am", Some("A minor")),
            ("C", Some("C major")),
            ("F#m", Some("F# minor")),
            ("8A", None),
        ] {
            assert_eq!(key_of(tag).as_deref(), expected, "{tag}");
        }
        assert_eq!(
            (beats("119.97"), beats("0"), beats("fast")),
            (Some(120), None, None)
        );
    }
}
