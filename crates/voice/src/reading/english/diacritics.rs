//! Words with accents. The lexicons have most of them without (`cafe`, `cooperate`), and a grave
//! accent on the last `e` of a participle makes a syllable of it (`wretchèd`, `belovèd`).

use super::letters;
use crate::phonemes::Accent;

/// Returns the forms without accents under which a word may be in a lexicon, the best first.
pub(super) fn plain_forms(word: &str) -> Vec<String> {
    let mut forms = Vec::new();
    if word.contains(['ñ', 'Ñ']) {
        forms.push(letters::plain(&word.replace('ñ', "ny").replace('Ñ', "Ny")));
    }
    if !word.is_ascii() {
        forms.push(letters::plain(word));
    }
    forms
}

/// Returns the prefix of a word whose next vowel has two points, and the rest: `reëlect`.
pub(super) fn prefixed(word: &str) -> Option<(&str, String)> {
    let point = word.find(['ë', 'ö', 'ï', 'ü'])?;
    let (prefix, rest) = word.split_at(point);
    let known = ["re", "co", "pre"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(prefix));
    known.then(|| (prefix, letters::plain(rest)))
}

/// Returns whether the sound of a plain form can be that of the word with its accents: `résumé`
/// does not end as `resume` does.
pub(super) fn fits(word: &str, sounds: &str) -> bool {
    let lower = word.to_lowercase();
    let voiced = lower.trim_end_matches('s').trim_end_matches("ée");
    let vowel = voiced.ends_with('é') || voiced.len() < lower.trim_end_matches('s').len();
    !vowel || sounds.trim_end_matches('z').ends_with(['A', 'i', 'ɪ'])
}

/// Returns a participle whose ending is a syllable, without the accent: `wretched`. Some editions
/// write `belovéd`, but `sautéd` is made of `sauté`.
pub(super) fn participle(word: &str) -> Option<String> {
    const OWN: [&str; 6] = ["saut", "flamb", "appliqu", "pur", "lam", "cliqu"];
    let grave = word.strip_suffix("èd").or_else(|| word.strip_suffix("ÈD"));
    let acute = || word.strip_suffix("éd").filter(|stem| !OWN.contains(stem));
    let stem = grave.or_else(acute)?;
    Some(letters::plain(stem) + "ed")
}

/// Returns the sound of a participle with its ending as a syllable.
pub(super) fn with_syllable(sounds: &str, accent: Accent) -> String {
    let syllable = match accent {
        Accent::American => "ᵻd",
        Accent::British => "ɪd",
    };
    let spoken = ["ɪd", "əd", "ᵻd", "ᵊd"]
        .iter()
        .any(|ending| sounds.ends_with(ending));
    match sounds.strip_suffix(['d', 't']) {
        Some(stem) if !spoken => format!("{stem}{syllable}"),
        _ => sounds.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_grave_accent_makes_a_syllable() {
        assert_eq!(participle("belovèd").as_deref(), Some("beloved"));
        assert_eq!(participle("belovéd").as_deref(), Some("beloved"));
        assert_eq!(participle("sautéd"), None);
        assert_eq!(participle("beloved"), None);
        for (sounds, american, british) in [
            ("wˈɪŋd", "wˈɪŋᵻd", "wˈɪŋɪd"),
            ("blˈɛst", "blˈɛsᵻd", "blˈɛsɪd"),
            ("ɹˈɛʧɪd", "ɹˈɛʧɪd", "ɹˈɛʧɪd"),
        ] {
            assert_eq!(with_syllable(sounds, Accent::American), american);
            assert_eq!(with_syllable(sounds, Accent::British), british);
        }
    }

    #[test]
    fn plain_forms_are_used_where_they_sound_alike() {
        assert_eq!(plain_forms("coöperate"), ["cooperate"]);
        assert_eq!(plain_forms("cañon"), ["canyon", "canon"]);
        assert!(plain_forms("cafe").is_empty());
        assert!(fits("café", "kæfˈA") && fits("cafés", "kæfˈAz") && fits("fiancée", "fiˌɑnsˈA"));
        assert!(!fits("résumé", "ɹəzˈum") && !fits("lamé", "lˈAm") && fits("façade", "fəsˈɑd"));
    }
}
