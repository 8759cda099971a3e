//! Scene headings: `INT. OFFICE - NIGHT #12A#`, and the forms that other programs and
//! radio scripts write.

use super::element::What;
use super::emphasis;

/// The side of a scene: inside or outside.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Inside,
    Outside,
    /// Both, or the heading does not say.
    Either,
}

/// Reads a heading. A line that follows other text is one only if its side is in
/// capitals with a full stop or a slash. `.OFFICE` is one anywhere.
pub(crate) fn heading(text: &str, begins_block: bool) -> Option<What> {
    let forced = text
        .strip_prefix('.')
        .filter(|t| t.starts_with(char::is_alphanumeric));
    if let Some(words) = forced {
        let (words, number) = hashed(words);
        return Some(of(words, number));
    }
    let (words, number) = hashed(bare(text));
    let (words, number) = match numbered(words) {
        Some((own, words)) => (words, number.or(Some(own))),
        None => (words, number),
    };
    let found = match sided(words) {
        Some(found) => found.loud || begins_block,
        // `SCENE 3: THE KITCHEN` has no side.
        None => begins_block && number.is_some() && is_announced(text),
    };
    let alone = || begins_block && words.is_empty() && is_announced(text);
    match found {
        _ if alone() => Some(of(bare(text), None)),
        true => Some(of(words, number)),
        false => None,
    }
}

fn of(words: &str, number: Option<String>) -> What {
    What::Heading {
        words: emphasis::plain(words),
        number,
    }
}

/// Returns a line without the marks of emphasis around it.
pub(super) fn bare(text: &str) -> &str {
    text.trim_matches(['*', '_']).trim()
}

/// Splits `INT. OFFICE - NIGHT` into its side and the place.
pub(crate) fn split(heading: &str) -> (Side, &str) {
    match sided(heading.trim()) {
        Some(found) => (found.side, found.place),
        None => (Side::Either, heading.trim()),
    }
}

struct Sided<'t> {
    side: Side,
    place: &'t str,
    /// Whether the side cannot be part of a sentence: capitals and a mark.
    loud: bool,
}

fn sided(text: &str) -> Option<Sided<'_>> {
    const MARKS: &str = "./\\-&–:";
    let mut rest = text;
    let mut sides: Vec<Side> = Vec::new();
    let mut gap = "";
    loop {
        let end = rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        let Some(side) = side_of(&rest[..end]) else {
            break;
        };
        // Two sides have a mark between them: `INT/EXT`, not `INT EXT`.
        if !sides.is_empty() && !gap.contains(['/', '\\', '-', '&', '–']) {
            break;
        }
        let after = &rest[end..];
        let width = after
            .find(|c: char| !MARKS.contains(c) && !c.is_whitespace())
            .unwrap_or(after.len());
        // `I` and `E` are sides only beside each other.
        let short = end == 1;
        let joined = after.starts_with(['/', '\\', '-']) || after.starts_with("./");
        if short && sides.is_empty() && !joined {
            break;
        }
        sides.push(side);
        gap = &after[..width];
        rest = &after[width..];
    }
    let (first, head) = (*sides.first()?, &text[..text.len() - rest.len()]);
    let marked = head.contains(['.', '/', '\\', ':', '-', '–', '&']);
    let capital = !head.contains(char::is_lowercase);
    let long = head.len() > "INT. / EXT. ".len() || head.to_uppercase().contains("RIOR");
    let fits = !gap.is_empty() && rest.contains(char::is_alphanumeric);
    let alike = sides.iter().all(|side| *side == first);
    (fits && (marked || capital && !long)).then_some(Sided {
        side: if alike { first } else { Side::Either },
        place: rest,
        loud: marked && capital,
    })
}

fn side_of(word: &str) -> Option<Side> {
    match word.to_uppercase().as_str() {
        "INT" | "INTERIOR" | "I" => Some(Side::Inside),
        "EXT" | "EXTERIOR" | "EST" | "E" => Some(Side::Outside),
        _ => None,
    }
}

/// Splits a heading from its scene number between `#`.
fn hashed(text: &str) -> (&str, Option<String>) {
    let parts = text
        .strip_suffix('#')
        .and_then(|text| text.rsplit_once('#'));
    match parts {
        Some((words, number)) if !words.trim().is_empty() && !number.trim().is_empty() => {
            (words.trim(), Some(number.trim().to_owned()))
        }
        _ => (text, None),
    }
}

/// Splits the number that other programs write before a heading, and again after it:
/// `12A INT. OFFICE 12A`, `SCENE 3: KITCHEN`.
fn numbered(text: &str) -> Option<(String, &str)> {
    let announced = text
        .strip_prefix("SCENE ")
        .or_else(|| text.strip_prefix("Scene "));
    let rest = announced.unwrap_or(text);
    let end = rest
        .find(|c: char| !c.is_alphanumeric())
        .unwrap_or(rest.len());
    let (number, rest) = rest.split_at(end);
    let spelt = announced.is_some() && is_spelt(number);
    if !number.starts_with(|c: char| c.is_ascii_digit()) && !spelt || number.len() > 8 {
        return None;
    }
    let words = rest.trim_start_matches(['.', ')', ':', ' ', '-', '–', '—']);
    if words.len() == rest.len() && !rest.is_empty() {
        return None;
    }
    let again = words.strip_suffix(number).filter(|w| w.ends_with(' '));
    let words = again.unwrap_or(words).trim();
    let fits = announced.is_some() || sided(words).is_some();
    fits.then(|| (number.to_lowercase(), words))
}

fn is_spelt(word: &str) -> bool {
    const NUMBERS: &str = "ONE TWO THREE FOUR FIVE SIX SEVEN EIGHT NINE TEN ELEVEN TWELVE";
    let upper = word.to_uppercase();
    let roman = !word.is_empty() && upper.chars().all(|c| "IVXL".contains(c));
    roman || NUMBERS.split(' ').any(|number| number == upper)
}

/// Returns whether a line begins with `SCENE` and is in capitals.
fn is_announced(text: &str) -> bool {
    let text = bare(text);
    text.starts_with("SCENE ") && !text.contains(char::is_lowercase) && numbered(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        match heading(text, true)? {
            What::Heading { words, number } => Some(match number {
                Some(number) => format!("{words} #{number}"),
                None => words,
            }),
            _ => None,
        }
    }

    #[test]
    fn headings_of_all_programs_are_read() {
        for (text, expected) in [
            ("INT. OFFICE - NIGHT #12A#", "INT. OFFICE - NIGHT #12A"),
            ("INT OFFICE", "INT OFFICE"),
            ("INT.OFFICE", "INT.OFFICE"),
            ("Int. Office", "Int. Office"),
            ("INT: OFFICE", "INT: OFFICE"),
            ("INT-EXT CAR", "INT-EXT CAR"),
            ("INT./EXT. CAR", "INT./EXT. CAR"),
            ("I/E. CAR", "I/E. CAR"),
            ("E/I CAR", "E/I CAR"),
            ("INT. & EXT. CAR", "INT. & EXT. CAR"),
            ("EST. LONDON", "EST. LONDON"),
            ("INTERIOR. HALL", "INTERIOR. HALL"),
            ("**EXT. BEACH - DAY**", "EXT. BEACH - DAY"),
            ("1A. EXT. BEACH - DAY", "EXT. BEACH - DAY #1a"),
            ("12 INT. HALL - DAY 12", "INT. HALL - DAY #12"),
            ("SCENE 3: INT. KITCHEN. DAY", "INT. KITCHEN. DAY #3"),
            ("SCENE TWO - THE HARBOUR", "THE HARBOUR #two"),
            ("SCENE 4", "SCENE 4"),
            (".MEMORY", "MEMORY"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "INTERESTING TIMES.",
            "Est ce que",
            "I WAS HERE",
            "E IS A LETTER",
            "EXTRA CARE",
            "Scene of the crime",
            "INTERIOR DESIGN",
            "INT.",
            "3 MEN WALK",
            "...no",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn only_a_loud_heading_needs_no_blank_line() {
        assert!(heading("EXT. MANSION - DAY", false).is_some());
        assert!(heading("INT/EXT CAR", false).is_some());
        assert!(heading("INT OFFICE", false).is_none());
        assert!(heading("Ext. 45 answers.", false).is_none());
    }
}
