//! The kinds of lines of a screenplay, decided by the line alone.
//!
//! Each function takes a line without white space around it. It returns the words
//! without the marks of the kind, or `None` if the line is of another kind.

use super::element::SoundKind;
use super::heading::bare;
pub(crate) use super::heading::heading;
use crate::outline::lexicon::{direction_tone, listed};

/// The words that introduce sounds in radio scripts.
const SOUNDS: [(SoundKind, &str); 3] = [
    (
        SoundKind::Effect,
        "SOUND|SOUNDS|SOUND EFFECT|SOUND EFFECTS|SOUND FX|SOUND CUE|SFX|SFX CUE|FX|F/X|S/FX|FOLEY",
    ),
    (
        SoundKind::Ambience,
        "AMBIENCE|AMBIANCE|AMBIENT|AMBIENT SOUND|AMB|ATMOS|ATMOSPHERE|BG|B.G|B.G.|BACKGROUND|BACKGROUND SOUND|WALLA",
    ),
    (
        SoundKind::Music,
        "MUSIC|MUSIC CUE|MUS|MX|GRAMS|SCORE|UNDERSCORE|THEME|THEME MUSIC",
    ),
];

/// Returns the kind of sound for a character with this name.
pub(crate) fn sound_of_name(name: &str) -> Option<SoundKind> {
    // The cues may be numbered: `SFX 3`, `MUSIC #2`.
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let name = name.trim_end_matches(['#', ' ']);
    let named = |names: &str| {
        names
            .split('|')
            .any(|known| known.eq_ignore_ascii_case(name))
    };
    let known = SOUNDS.iter().find(|(_, names)| named(names));
    known.map(|(kind, _)| *kind)
}

/// Reads a sound line: `SOUND: A door slams.`, `SFX - Rain`, `[SFX] Rain`, `MUSIC UP`,
/// also in parentheses or brackets, or with a number before it.
pub(crate) fn sound(text: &str) -> Option<(SoundKind, &str)> {
    let text = unnumbered(bare(text));
    let inner = enclosed(text, ['(', ')']).or_else(|| enclosed(text, ['[', ']']));
    let is_enclosed = inner.is_some();
    let inner = bare(unnumbered(inner.unwrap_or(text)));
    let (kind, words) = named(inner)
        .or_else(|| labelled(text))
        .or_else(|| bare_sound(inner, is_enclosed))?;
    let words = words.trim_matches(['*', '_']).trim();
    (!words.is_empty()).then_some((kind, words))
}

/// Returns the kind of a sound line that has no words: `SOUND:`.
pub(crate) fn sound_without_words(text: &str) -> Option<SoundKind> {
    let text = unnumbered(bare(text));
    let inner = enclosed(text, ['(', ')']).or_else(|| enclosed(text, ['[', ']']));
    let name = inner.unwrap_or(text).trim_end_matches(['*', '_', ' ']);
    let name = name.strip_suffix(':')?.trim_matches(['*', '_', ' ']);
    sound_of_name(name)
}

/// Returns the words within a pair of marks that are the first and last signs.
fn enclosed(text: &str, [open, close]: [char; 2]) -> Option<&str> {
    let inner = text.strip_prefix(open)?.strip_suffix(close)?;
    let mut depth = 0_i32;
    let closes_early = inner.chars().any(|c| {
        depth += i32::from(c == open) - i32::from(c == close);
        depth < 0
    });
    (!closes_early).then_some(inner)
}

fn unnumbered(text: &str) -> &str {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_prefix(['.', ')']).filter(|_| rest != text);
    rest.map_or(text, str::trim_start)
}

fn named(text: &str) -> Option<(SoundKind, &str)> {
    let colon = text.split_once(':');
    let dash = || {
        let dashes = ["- ", "– ", "— "];
        dashes.iter().find_map(|dash| text.split_once(dash))
    };
    if let Some((name, words)) = colon
        && let Some(kind) = sound_of_name(name.trim_matches(['*', '_', ' ']))
    {
        return Some((kind, words));
    }
    let (name, words) = dash()?;
    let kind = sound_of_name(name.trim()).filter(|_| !name.contains(char::is_lowercase));
    kind.map(|kind| (kind, words))
}

/// Reads `[SFX] A door slams`.
fn labelled(text: &str) -> Option<(SoundKind, &str)> {
    let close = text.find([')', ']'])?;
    let name = text[..close].strip_prefix(['(', '['])?;
    let kind = sound_of_name(name.trim()).filter(|_| !name.contains(char::is_lowercase))?;
    Some((kind, text[close + 1..].trim_start_matches([':', ' '])))
}

/// Reads a line in capitals or brackets that begins with the word for a sound:
/// `MUSIC FADES OUT`.
fn bare_sound(text: &str, enclosed: bool) -> Option<(SoundKind, &str)> {
    let loud = !text.contains(char::is_lowercase);
    let end = text.find(' ')?;
    let kind = match text[..end].to_uppercase().as_str() {
        "MUSIC" => SoundKind::Music,
        "SOUND" | "SOUNDS" if text[end..].to_uppercase().starts_with(" OF ") => SoundKind::Effect,
        "SFX" => SoundKind::Effect,
        "AMBIENCE" | "ATMOS" => SoundKind::Ambience,
        _ => return None,
    };
    // `MUSIC TEACHER` is a person: the line says what the music does.
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let acts = |word: &&str| {
        const ACTS: &str = "UP OUT IN UNDER FADES FADE STOPS STOP ENDS END BEGINS STARTS PLAYS SWELLS CONTINUES OF \
            STING CUTS CROSSFADES RISES RESUMES";
        ACTS.split(' ').any(|act| act.eq_ignore_ascii_case(word))
    };
    let fits = (loud || enclosed) && (kind != SoundKind::Music || words.iter().any(acts));
    fits.then_some((kind, text))
}

/// Returns whether this is a sound line that ends a speech: the word before the
/// colon is in capitals.
pub(crate) fn is_loud_sound(text: &str) -> bool {
    let name = text.split(':').next().unwrap_or("");
    let is_sound = sound(text).is_some() || sound_without_words(text).is_some();
    is_sound && !name.contains(char::is_lowercase)
}

/// Returns whether a line cannot be part of a speech or of action, even if no blank
/// line is before it.
pub(crate) fn interrupts(text: &str) -> bool {
    let spaced = |mark: char| {
        let rest = text.trim_start_matches(mark);
        rest.len() < text.len() && rest.starts_with(' ')
    };
    let signed = spaced('#') || spaced('=') || text.starts_with(['>', '!']);
    let forced = text.starts_with('.');
    signed
        || is_page_break(text)
        || is_loud_sound(text)
        || is_cut(text)
        || !forced && heading(text, false).is_some()
}

/// Returns whether a line of a paragraph of action begins another element.
pub(crate) fn ends_action(text: &str) -> bool {
    let signed = section(text).is_some() || synopsis(text).is_some();
    signed || sound(text).is_some() || interrupts(text) && !text.starts_with('!')
}

pub(crate) fn is_page_break(text: &str) -> bool {
    text.len() >= 3 && text.chars().all(|c| c == '=')
}

/// Returns whether this is a mark of the page and not of the story: `(CONTINUED)`.
pub(crate) fn is_artefact(text: &str) -> bool {
    let words = text.trim_matches(|c: char| !c.is_alphanumeric());
    let words = words.split(['(', ':']).next().unwrap_or("").trim();
    matches!(words, "CONTINUED" | "MORE") && !text.contains(char::is_lowercase)
}

pub(crate) fn section(text: &str) -> Option<&str> {
    let words = text.strip_prefix('#')?.trim_start_matches('#').trim();
    Some(words).filter(|words| !words.is_empty())
}

pub(crate) fn synopsis(text: &str) -> Option<&str> {
    let words = text.strip_prefix('=')?.trim();
    Some(words).filter(|words| !words.is_empty() && !words.starts_with('='))
}

pub(crate) fn centred(text: &str) -> Option<&str> {
    let words = text.strip_prefix('>')?.strip_suffix('<')?.trim();
    Some(words).filter(|words| !words.is_empty())
}

pub(crate) fn lyric(text: &str) -> Option<&str> {
    let words = text.strip_prefix('~')?.trim();
    Some(words).filter(|words| !words.is_empty())
}

pub(crate) fn forced_transition(text: &str) -> Option<&str> {
    let words = text.strip_prefix('>')?.trim();
    Some(words).filter(|words| !words.is_empty())
}

/// Splits a line of a speech at its first direction: one at the beginning of the line,
/// or a beat or a known manner anywhere: `Go. (sighs)`. Returns the words before it, the direction and the rest.
pub(crate) fn direction(text: &str) -> Option<(&str, &str, &str)> {
    const BEATS: &str = "beat|pause|a beat|a pause|long pause|short pause|long beat";
    let mut from = 0;
    while let Some(open) = text[from..].find('(').map(|at| from + at) {
        from = open + 1;
        let close = open + text[open..].find(')')?;
        let (before, inner) = (text[..open].trim_end(), text[open + 1..close].trim());
        let aside = || {
            let mut beats = BEATS.split('|');
            beats.any(|beat| beat.eq_ignore_ascii_case(inner)) || is_manner(inner)
        };
        if !before.ends_with('\\') && (before.is_empty() || aside()) && !inner.contains('(') {
            return Some((before, inner, text[close + 1..].trim_start()));
        }
    }
    None
}

/// Returns whether words within a speech say how it is spoken or where from: `whispering`, `OFF`.
/// `(what you call)` is spoken.
fn is_manner(inner: &str) -> bool {
    const MOST: usize = 3;
    const NOISES: &str = "laughs laughing chuckles chuckling sighs sighing coughs coughing sobs sobbing gasps gasping sniffs";
    let lower = inner.to_lowercase();
    let placed = matches!(
        inner,
        "OFF" | "OFF MIC" | "ON MIC" | "O.S." | "V.O." | "O.C." | "OS" | "VO"
    );
    let first = lower.split(' ').next().unwrap_or("");
    lower.split(' ').count() <= MOST
        && (placed || listed(NOISES, first) || direction_tone(first).is_some())
}

/// Returns whether this is a transition: `CUT TO:` in capitals, or a usual fade.
pub(crate) fn is_transition(text: &str) -> bool {
    let text = bare(text);
    is_capitals(text) && (text.ends_with("TO:") || is_cut(text))
}

/// Returns whether a line is a usual transition, which nobody says.
fn is_cut(text: &str) -> bool {
    const FADES: &str = "FADE IN|FADE OUT|FADE TO BLACK|FADE UP|FADE|FADES OUT|FADE IN FROM BLACK|BLACKOUT|CUT TO BLACK|\
        CUT TO|SMASH CUT|SMASH CUT TO|DISSOLVE|DISSOLVE TO|CROSSFADE|CROSS FADE|CROSSFADE TO|CROSS FADE TO|\
        MATCH CUT|MATCH CUT TO|JUMP CUT|JUMP CUT TO|END CREDITS|ROLL CREDITS|TIME CUT|INTERCUT|IRIS OUT|WIPE TO|FADE OUT THE END";
    const VERBS: &str = "CUT|FADE|DISSOLVE|SMASH|MATCH|JUMP|WIPE|FLASH|INTERCUT|CROSSFADE|QUICK|HARD|SLOW|TIME|BACK";
    let text = bare(text);
    let listed = |list: &str, words: &str| list.split('|').any(|known| known == words);
    let first = text.split(' ').next().unwrap_or("");
    let ends = text.ends_with(" TO:") || text.ends_with(" WITH:");
    let to = ends && listed(VERBS, first);
    is_capitals(text) && (to || listed(FADES, text.trim_end_matches(['.', ':'])))
}

pub(super) fn is_capitals(text: &str) -> bool {
    text.contains(char::is_alphabetic) && !text.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manner_within_a_line_is_a_direction_and_other_words_are_spoken() {
        assert_eq!(direction("Go. (sighs)"), Some(("Go.", "sighs", "")));
        let who = direction("Who (OFF) is it? (whispering) Yes.");
        assert_eq!(who, Some(("Who", "OFF", "is it? (whispering) Yes.")));
        let whisper = direction("is it? (whispering) Yes.");
        assert_eq!(whisper, Some(("is it?", "whispering", "Yes.")));
        for spoken in [
            "$5 for (what you call) a cat?",
            "The (OFFICIAL) view.",
            "I (think) so.",
        ] {
            assert_eq!(direction(spoken), None, "{spoken}");
        }
    }
}
