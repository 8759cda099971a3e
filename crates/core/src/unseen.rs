//! Characters that are not seen: spaces without a width, soft hyphens, marks of direction, tags. In a
//! name or a title they make two that look the same, so there they are left out.

use std::borrow::Cow;

/// Returns whether a character is not seen and changes nothing but how others are laid out (Unicode,
/// `Default_Ignorable_Code_Point`).
#[must_use]
pub fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Returns whether an unseen character changes how letters or signs beside it look: joiners, which
/// Persian and Indian names have, and variants of signs.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
}

/// Returns the first unseen character of a name that does not belong there, with its place.
#[must_use]
pub fn first_in(name: &str) -> Option<(usize, char)> {
    let mut before = ' ';
    for (at, c) in name.char_indices() {
        let after = name[at + c.len_utf8()..].chars().next();
        if is_unseen(c) && !stays(before, c, after) {
            return Some((at, c));
        }
        before = c;
    }
    None
}

/// Returns a name or a title without unseen characters. Joiners between letters that they join stay.
#[must_use]
pub fn seen(name: &str) -> Cow<'_, str> {
    if first_in(name).is_none() {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len());
    for (at, c) in name.char_indices() {
        let after = name[at + c.len_utf8()..].chars().find(|c| !is_unseen(*c));
        let before = out.chars().next_back().unwrap_or(' ');
        if !is_unseen(c) || stays(before, c, after) {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// Returns whether an unseen character belongs between two others. A joiner is between letters
/// that are not ASCII; a variant of a sign comes after it.
fn stays(before: char, c: char, after: Option<char>) -> bool {
    let is_sign = |c: char| !c.is_ascii() && !c.is_whitespace() && !is_unseen(c);
    let is_joined = |c: char| is_sign(c) || is_joiner(c);
    match c {
        '\u{200c}' | '\u{200d}' => is_joined(before) && after.is_some_and(is_joined),
        c if is_joiner(c) => is_sign(before) || "#*0123456789".contains(before),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_the_same_are_the_same() {
        for unseen in [
            '\u{200b}',
            '\u{feff}',
            '\u{ad}',
            '\u{2060}',
            '\u{200e}',
            '\u{202e}',
            '\u{2066}',
            '\u{e0041}',
            '\u{200d}',
            '\u{3164}',
            '\u{fe0f}',
        ] {
            for name in [
                format!("AN{unseen}NA"),
                format!("{unseen}ANNA"),
                format!("ANNA{unseen}{unseen}"),
            ] {
                assert_eq!(seen(&name), "ANNA", "{name:?}");
                assert_eq!(first_in(&name).map(|(_, c)| c), Some(unseen), "{name:?}");
            }
            assert_eq!(seen(&unseen.to_string()), "");
        }
    }

    #[test]
    fn joiners_stay_in_the_scripts_that_need_them() {
        // A Persian name, a Sinhala one, a sign of two persons, and a heart with its variant.
        for name in [
            "مهری‌ناز",
            "ක්‍රිස්",
            "👩‍🚀",
            "❤\u{fe0f}",
            "❤\u{fe0f}\u{200d}🔥",
            "Žofie",
            "1\u{fe0f}\u{20e3}",
        ] {
            assert_eq!(seen(name), name);
            assert_eq!(first_in(name), None, "{name:?}");
        }
    }
}
