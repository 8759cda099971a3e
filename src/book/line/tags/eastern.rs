//! Speech tags in languages without spaces: `「…」と花子は言った`, `王明说：“…”`.

use cuebook_core::language::Language;

/// The longest name of a speaker, in characters.
const LONGEST: usize = 5;

const JAPANESE: [&str; 14] = [
    "言った",
    "言う",
    "いった",
    "答えた",
    "尋ねた",
    "訊ねた",
    "訊いた",
    "叫んだ",
    "呟いた",
    "つぶやいた",
    "囁いた",
    "ささやいた",
    "続けた",
    "返した",
];

const MANDARIN: [&str; 8] = ["说", "问", "答", "回答", "喊", "叫", "接着说", "又说"];

/// Manners that the voice lets a listener hear.
const BESIDE: [&str; 8] = [
    "静かに",
    "小さく",
    "大声で",
    "小声で",
    "低声",
    "轻声",
    "大声",
    "小声",
];

/// Returns whether a sentence is nothing but a speech tag.
pub(super) fn is_tag(sentence: &str, language: Language) -> bool {
    let sentence = sentence.trim_matches(|c: char| !c.is_alphanumeric());
    match language {
        Language::Japanese => is_japanese(sentence),
        _ => is_mandarin(sentence),
    }
}

fn is_japanese(sentence: &str) -> bool {
    let tag = sentence.strip_prefix('と').unwrap_or(sentence);
    let tag = tag.trim_start_matches('、');
    let subject = JAPANESE.iter().find_map(|verb| tag.strip_suffix(verb));
    let subject = subject.map(without_manner);
    // `と言った` has no subject.
    let Some(subject) = subject else { return false };
    let named = subject.strip_suffix('は').or(subject.strip_suffix('が'));
    match named {
        Some(name) => is_name(name),
        None => subject.is_empty() && sentence.starts_with('と'),
    }
}

fn is_mandarin(sentence: &str) -> bool {
    let tag = sentence.strip_suffix('道').unwrap_or(sentence);
    let mut subjects = MANDARIN.iter().filter_map(|verb| tag.strip_suffix(verb));
    subjects.any(|subject| is_name(without_manner(subject)))
}

fn without_manner(clause: &str) -> &str {
    let clause = clause.trim_end_matches('、');
    let manner = BESIDE
        .iter()
        .find_map(|manner| clause.strip_suffix(*manner));
    manner.unwrap_or(clause).trim_end_matches(['、', '地'])
}

/// Returns whether characters can be a name, and nothing more is said.
fn is_name(name: &str) -> bool {
    const NO_NAMES: [char; 12] = [
        'は', 'が', 'を', 'に', 'で', '、', '，', '对', '向', '跟', '没', '的',
    ];
    let length = name.chars().count();
    (1..=LONGEST).contains(&length) && !name.contains(NO_NAMES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_name_and_a_verb_and_nothing_else() {
        let is = |text: &str, language| is_tag(text, language);
        for tag in [
            "と花子は言った",
            "と、彼は小声でささやいた",
            "と言った",
            "と太郎が尋ねた。",
        ] {
            assert!(is(tag, Language::Japanese), "{tag}");
        }
        for other in [
            "と花子は太郎に言った",
            "花子は出て行った",
            "と花子は笑いながら部屋で言った",
            "言った",
        ] {
            assert!(!is(other, Language::Japanese), "{other}");
        }
        for tag in ["王明说", "她低声问道", "老人回答道", "王明接着说："] {
            assert!(is(tag, Language::Mandarin), "{tag}");
        }
        for other in ["王明对她说", "他走了", "王明没说", "说", "这是他的回答"] {
            assert!(!is(other, Language::Mandarin), "{other}");
        }
    }
}
