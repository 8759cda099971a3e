//! Helpers for programs that write scripts. They turn words and names into YAML. Text that is
//! written here is read back unchanged, or is a comment.

use std::fmt::Write;

use super::edit::Text;
use super::edit::scalar::{self, Around};
use super::format::columns::{self, Cell};
use cuebook_core::unseen::seen;
use cuebook_yaml::quote;

/// Returns words in double quotation marks.
#[must_use]
pub fn quoted(words: &str) -> String {
    quote::quoted(words, '"')
}

/// Returns a name without quotation marks if YAML reads it as a string, else in quotation marks.
#[must_use]
pub fn name(words: &str) -> String {
    let text = Text {
        text: words.to_owned(),
        words: true,
    };
    scalar::scalar(&text, Around::Flow, None)
}

/// Returns words in a form that a comment can hold: one line of visible characters.
#[must_use]
pub fn remark(words: &str) -> String {
    let visible = |c| if quote::needs_escape(c) { ' ' } else { c };
    let visible: String = seen(words).chars().map(visible).collect();
    one_line(&visible)
}

/// Returns words on one line, with all white space reduced to single spaces.
#[must_use]
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a name, made from words, that scripts and file systems accept: small letters and digits
/// with hyphens between them, of at most the given number of characters.
#[must_use]
pub fn slug(words: &str, most: usize) -> String {
    let mut slug = String::new();
    let mut length = 0;
    for part in seen(words).split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')) {
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

/// Lines of a script. The comments at their ends are aligned in columns between blank lines.
#[derive(Debug, Default)]
pub struct Rows {
    text: String,
    comments: Vec<Cell>,
    /// The number of blank lines so far.
    table: usize,
}

/// The width in characters. The comment of a line that is longer follows it directly, outside of
/// the column.
const FAR: usize = 100;

impl Rows {
    /// Adds a line.
    pub fn line(&mut self, line: &str) {
        let line = line.trim_end();
        self.table += usize::from(line.is_empty());
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// Adds a line with a comment at its end, if there is one. The comment may hold any characters.
    pub fn remarked(&mut self, line: &str, words: Option<&str>) {
        let Some(words) = words.map(remark).filter(|words| !words.is_empty()) else {
            return self.line(line);
        };
        let line = line.trim_end();
        self.text.push_str(line);
        self.text.push_str("  ");
        if line.chars().count() <= FAR {
            self.comments.push(Cell {
                at: self.text.len(),
                column: self.table,
                wide: true,
                comment: true,
            });
        }
        let _ = writeln!(self.text, "# {words}");
    }

    /// Returns whether no line was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Returns the text of the lines.
    #[must_use]
    pub fn finish(self) -> String {
        columns::align(&self.text, &self.comments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_holds_whole_words_of_letters_and_digits() {
        assert_eq!(slug("Don’t — go, Anna!", 40), "dont-go-anna");
        assert_eq!(slug("Don’t go Anna", 8), "dont-go");
        assert_eq!(slug("An\u{ad}na\u{200b} went", 40), "anna-went");
        assert_eq!(slug("…", 8), "");
        assert_eq!(slug("Дверь 2", 20), "дверь-2");
        assert_eq!(slug("extraordinary", 5), "extra");
    }

    #[test]
    fn names_are_quoted_where_yaml_would_read_another_value() {
        assert_eq!(name("THE BOY"), "THE BOY");
        for other in [
            "BOB\u{200b}",
            "\u{2060}BOB",
            "no",
            "12",
            "a: b",
            "*star",
            "- x",
            "",
            "x #y",
            "a, b",
            "~",
        ] {
            assert!(name(other).starts_with(['"', '\'']), "{other}");
        }
    }

    #[test]
    fn comments_are_one_line_and_are_aligned_in_columns() {
        let mut rows = Rows::default();
        assert!(rows.is_empty());
        assert_eq!(remark("a\u{200b}\u{202e}b\n c"), "ab c");
        rows.remarked("cast:", None);
        rows.remarked(
            "  ANNA: { voice: af_heart }",
            Some("a woman\n\u{2028}\0 of ten"),
        );
        rows.remarked("  IVO: {}", Some("his\u{85}son"));
        let far = format!("  X: {{ voice: {} }}", "x".repeat(FAR));
        rows.remarked(&far, Some("far"));
        rows.line("");
        rows.remarked("lines:", Some("none"));
        let expected = format!(
            "cast:\n  ANNA: {{ voice: af_heart }}  # a woman of ten\n  IVO: {{}}                    # his son\n\
             {far}  # far\n\nlines:  # none\n"
        );
        assert_eq!(rows.finish(), expected);
    }
}
