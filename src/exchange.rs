//! In and out: what other programs and people write and read.
//!
//! In: a screenplay, or a show. Out: prose and a cue script, or pages to read,
//! to record by and to cut by. Always true: nothing here touches a disk.

pub mod cuesheet;
pub mod draft;
pub mod expected;
pub mod fountain;
pub mod labels;
pub mod line_id;
pub mod markdown;
pub mod playscript;
pub mod recordings;
pub mod sheets;

/// Words on one line: white space of any kind becomes single spaces.
#[must_use]
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words as a name that scripts and file systems take: small letters and
/// digits, hyphens between them; of so many characters at most.
#[must_use]
pub fn slug(words: &str, most: usize) -> String {
    let mut slug = String::new();
    let mut length = 0;
    for part in words.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')) {
        let part: String = part
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        let own = part.chars().count();
        if own == 0 {
            continue;
        }
        if length > 0 && length + 1 + own > most {
            break;
        }
        if length > 0 {
            slug.push('-');
            length += 1;
        }
        slug.extend(part.chars().take(most));
        length += own.min(most);
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_holds_whole_words_of_letters_and_digits() {
        assert_eq!(slug("Don’t — go, Anna!", 40), "dont-go-anna");
        assert_eq!(slug("Don’t go Anna", 8), "dont-go");
        assert_eq!(slug("…", 8), "");
        assert_eq!(slug("Дверь 2", 20), "дверь-2");
        assert_eq!(slug("extraordinary", 5), "extra");
    }
}
