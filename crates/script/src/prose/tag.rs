//! Words beside a quotation that say who speaks: `said Ann`, `he cried`. They show that a quotation
//! is speech, and that one without a closing mark ends before them.

/// Verbs of such words.
const SAID: [&str; 40] = [
    "said",
    "says",
    "asked",
    "asks",
    "cried",
    "cries",
    "replied",
    "replies",
    "answered",
    "answers",
    "whispered",
    "whispers",
    "shouted",
    "shouts",
    "called",
    "exclaimed",
    "muttered",
    "murmured",
    "added",
    "began",
    "continued",
    "returned",
    "repeated",
    "observed",
    "remarked",
    "inquired",
    "enquired",
    "demanded",
    "declared",
    "thought",
    "laughed",
    "sighed",
    "growled",
    "snapped",
    "hissed",
    "roared",
    "yelled",
    "sobbed",
    "insisted",
    "agreed",
];

/// Persons in small letters.
const PERSONS: [&str; 6] = ["he", "she", "they", "i", "we", "the"];

fn is_said(word: &str) -> bool {
    SAID.contains(&word)
}

/// Returns whether a text begins with words that say who speaks: `said Ann`, `he cried`, `Mr. Hale
/// asked`.
pub(super) fn follows(text: &str) -> bool {
    let mut words = text
        .split_whitespace()
        .map(|word| word.trim_end_matches(['.', ',', ';', ':', '!', '?']));
    let words: Vec<&str> = words.by_ref().take(4).collect();
    let person = |word: &str| {
        PERSONS.contains(&word.to_lowercase().as_str()) || word.starts_with(char::is_uppercase)
    };
    match words.as_slice() {
        [first, second, ..] if is_said(first) && person(second) => true,
        [first, rest @ ..] if person(first) => rest.iter().take(2).any(|word| is_said(word)),
        _ => false,
    }
}

/// Returns where the words end that are said, if words within a quotation say who speaks, as those
/// do that come after a closing mark that is missing: `Come in, said Ann. The door`.
pub(super) fn within(text: &str) -> Option<usize> {
    let marks = text.match_indices([',', '!', '?']);
    let tagged = |at: &usize| {
        let rest = text[at + 1..].trim_start();
        let end = rest.find(['.', ',', ';', ':', '!', '?', '—']);
        // In a speech of several paragraphs, `he said, …` can belong to what is told.
        if !rest[end.unwrap_or(rest.len())..].starts_with('.') {
            return false;
        }
        let tag = rest[..end.unwrap_or(rest.len())].trim();
        let words: Vec<&str> = tag.split_whitespace().collect();
        let person = |words: &[&str]| match words {
            [one] => {
                matches!(one.to_lowercase().as_str(), "he" | "she" | "they")
                    || one.starts_with(char::is_uppercase) && *one != "I"
            }
            [the, _] => *the == "the" || the.starts_with(char::is_uppercase) && *the != "I",
            _ => false,
        };
        match words.as_slice() {
            [said, rest @ ..] if is_said(said) => person(rest),
            [rest @ .., said] if is_said(said) => person(rest),
            _ => false,
        }
    };
    marks.map(|(at, _)| at).find(tagged).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_told_from_other_words() {
        for text in [
            "said Ann. The",
            " he cried, and",
            "Mr. Hale asked",
            "cried the boy",
        ] {
            assert!(follows(text), "{text}");
        }
        for text in [
            "hung on the door",
            "was on the sign",
            "Ann went out",
            "said nothing",
        ] {
            assert!(!follows(text), "{text}");
        }
        for (text, said) in [
            ("Come in, said Ann. The door", "Come in,"),
            ("Go, go! he cried. She fell.", "Go, go!"),
            ("No, the man said.", "No,"),
        ] {
            assert_eq!(within(text).map(|end| &text[..end]), Some(said));
        }
        for text in [
            "He came, said he was ill, and left.",
            "I know, and I said so.",
            "And then, he said, I went.",
            "Ann, Tom and I",
        ] {
            assert_eq!(within(text), None, "{text}");
        }
    }
}
