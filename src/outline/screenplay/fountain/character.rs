//! The line with the name of a character and its extensions.

use super::element::Speech;
use super::emphasis;
use super::heading::bare;
use super::kind::is_capitals;

/// The largest number of words of a name that is not forced.
const MOST: usize = 8;

/// Words that begin a direction for the camera or a card. Nobody has such a name.
const SHOTS: &str = "CLOSE ON|CLOSE-UP|CLOSE UP|ANGLE ON|ANOTHER ANGLE|WIDE ON|WIDER|INSERT|MONTAGE|SERIES OF SHOTS|\
    SUPER|TITLE CARD|TITLE OVER|TITLES|BACK TO|INTERCUT|FLASHBACK|BEGIN FLASHBACK|END FLASHBACK|END OF|THE END|\
    MOMENTS LATER|LATER|CONTINUOUS|CONTINUED|PAN TO|POV|ON SCREEN|SPLIT SCREEN|PRE-LAP|DREAM SEQUENCE|END MONTAGE|\
    OPENING CREDITS|END CREDITS|TIME CUT|FREEZE FRAME|ACT BREAK|COMMERCIAL BREAK";

/// Reads a character's name with its extensions: `ANNA (V.O.) ^`, `@McAvoy`.
pub(crate) fn character(text: &str) -> Option<Speech> {
    let text = bare(text);
    // A line after a backslash is words.
    if text.starts_with('\\') {
        return None;
    }
    let forced = text.strip_prefix('@');
    let whole = forced.unwrap_or(text);
    let end = whole.find(['(', '[']).unwrap_or(whole.len());
    let (name, rest) = whole.split_at(end);
    let dual = whole.ends_with('^') || name.trim_end().ends_with('^');
    let name = name.trim_end().trim_end_matches('^');
    let mut name = emphasis::plain(name);
    let mut extensions = Vec::new();
    if forced.is_none() {
        name = plain(&name, &mut extensions);
    }
    if name.is_empty() || forced.is_none() && !is_name(text, &name, rest) {
        return None;
    }
    let between = |part: &str| {
        part.split([')', ']'])
            .next()
            .unwrap_or("")
            .trim()
            .to_owned()
    };
    let each = rest.split(['(', '[']).map(between);
    extensions.extend(each.filter(|part| part.contains(char::is_alphanumeric)));
    Some(Speech {
        name,
        extensions,
        forced: forced.is_some(),
        dual,
        parts: Vec::new(),
    })
}

/// Returns a name without a number before it, a colon after it, and an extension that
/// has no parentheses: `3. ANNA V.O.:`.
fn plain(name: &str, extensions: &mut Vec<String>) -> String {
    let name = name.trim_end_matches(':').trim_end();
    let digits = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let unnumbered = digits
        .strip_prefix(['.', ')'])
        .filter(|rest| digits.len() < name.len() && rest.starts_with(' '));
    let name = unnumbered.map_or(name, str::trim_start);
    for end in [
        "V.O.", "V.O", "O.S.", "O.S", "O.C.", "CONT'D", "CONT’D", "CONTD",
    ] {
        let Some(own) = name.strip_suffix(end) else {
            continue;
        };
        let shorter = own.trim_end_matches([' ', ',', '-', '–', '—']);
        if shorter.len() < own.len() && !shorter.is_empty() {
            extensions.push(end.to_owned());
            return shorter.to_owned();
        }
    }
    name.to_owned()
}

fn is_name(text: &str, name: &str, rest: &str) -> bool {
    let tail = rest.rsplit([')', ']']).next().unwrap_or("");
    // `THE DOOR (LEFT) OPENS`: words go on after the extension.
    let goes_on = rest.contains([')', ']']) && tail.contains(char::is_alphanumeric);
    let words = name.split(' ').count();
    let is_shot = |shot: &str| {
        name.strip_prefix(shot)
            .is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    is_capitals(name)
        && !text.starts_with(['!', '~', '>', '='])
        && !goes_on
        && words <= MOST
        && !is_sentence(name)
        && !SHOTS.split('|').any(is_shot)
}

/// Returns whether a line ends as sentences do. Abbreviations do not count: `DR.`.
fn is_sentence(name: &str) -> bool {
    const SHORT: &str =
        "JR SR DR MR MRS MS MME ST SGT CPL CAPT CPT LT COL GEN MAJ PROF REV HON NO CO ESQ INSP DET";
    let stem = name.trim_end_matches('.');
    let last = stem.rsplit([' ', '.']).next().unwrap_or("");
    let short = last.chars().count() == 1 || SHORT.split(' ').any(|known| known == last);
    match name.chars().last() {
        Some('!' | '?' | '…' | ',' | ';' | '-' | '–' | '—') => true,
        Some('.') => !short || name.ends_with(".."),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_its_extensions_in_every_form() {
        let read = |text: &str| {
            let speech = character(text)?;
            let dual = if speech.dual { "^" } else { "" };
            Some(format!("{}{dual} {:?}", speech.name, speech.extensions))
        };
        for (text, expected) in [
            ("ANNA (V.O.) (CONT'D)", r#"ANNA ["V.O.", "CONT'D"]"#),
            ("ANNA [O.S.]", r#"ANNA ["O.S."]"#),
            ("ANNA (O.S.", r#"ANNA ["O.S."]"#),
            ("ANNA V.O.", r#"ANNA ["V.O."]"#),
            ("ANNA, O.S.", r#"ANNA ["O.S."]"#),
            ("ANNA CONT'D", r#"ANNA ["CONT'D"]"#),
            ("ANNA (O.S.) ^", r#"ANNA^ ["O.S."]"#),
            ("ANNA ^ (O.S.)", r#"ANNA^ ["O.S."]"#),
            ("ANNA^", "ANNA^ []"),
            ("**ANNA**", "ANNA []"),
            ("ANNA:", "ANNA []"),
            ("7. ANNA", "ANNA []"),
            ("MR. T", "MR. T []"),
            ("HARRY JR.", "HARRY JR. []"),
            ("J.R.", "J.R. []"),
            ("@McAvoy", "McAvoy []"),
            ("MAN #2", "MAN #2 []"),
            ("R2D2", "R2D2 []"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "BANG!",
            "THE DOOR OPENS.",
            "CLOSE ON ANNA",
            "MOMENTS LATER",
            "Anna",
            "23",
            "THE DOOR (LEFT) OPENS",
            "ALL THE MEN OF THE TOWN GO DOWN TO THE SEA",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
