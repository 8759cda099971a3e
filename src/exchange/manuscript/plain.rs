//! Chapters of plain text and Markdown. A chapter is a part of the text, unchanged.

use std::ops::Range;

use super::Chapter;
use cuebook_script::prose;

/// The longest line that is a heading, in characters.
const LONGEST: usize = 80;

/// Divides a text at its headings. A text with fewer than two chapters is one.
pub(super) fn chapters(text: &str) -> Vec<Chapter> {
    let headings = headings(text);
    let level = chosen(text, &headings);
    let marks: Vec<&Heading> = headings.iter().filter(|own| own.level == level).collect();
    let starts = marks.iter().map(|own| own.at);
    let ends = starts.skip(1).chain([text.len()]);
    let part = |title: Option<String>, span: Range<usize>| Chapter {
        title,
        words: prose::words(&text[span.clone()]).len(),
        text: text[span].to_owned(),
    };
    if marks.len() < 2 {
        return vec![part(
            marks.first().map(|own| own.title.clone()),
            0..text.len(),
        )];
    }
    let mut found = vec![part(None, 0..marks[0].at)];
    found.extend(
        marks
            .iter()
            .zip(ends)
            .map(|(own, end)| part(Some(own.title.clone()), own.at..end)),
    );
    found.retain(|chapter| chapter.words > 0);
    found
}

/// A heading: its line, its level and its words.
struct Heading {
    at: usize,
    level: usize,
    title: String,
}

/// The level of a heading without the marks of Markdown.
const BARE: usize = 7;

fn headings(text: &str) -> Vec<Heading> {
    let mut found: Vec<Heading> = Vec::new();
    let (mut at, mut blank) = (0, true);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for (index, line) in lines.iter().enumerate() {
        let next_blank = lines
            .get(index + 1)
            .is_none_or(|next| next.trim().is_empty());
        let own = line.trim().trim_start_matches('\u{feff}');
        let marked = own.chars().take_while(|c| *c == '#').count();
        let title = own.trim_matches(['#', ' ', '*', '_']).to_owned();
        let short = own.chars().count() <= LONGEST && !title.is_empty();
        if short && (1..=6).contains(&marked) && own[marked..].starts_with(' ') {
            found.push(Heading {
                at,
                level: marked,
                title,
            });
        } else if short && blank && is_chapter(&title) && (next_blank || is_short(&title)) {
            found.push(Heading {
                at,
                level: BARE,
                title,
            });
        }
        blank = own.is_empty();
        at += line.len();
    }
    found
}

/// Returns whether a line is the heading of a chapter: `Chapter 1`, `CHAPTER ONE. The
/// Gate`, `XII.`
fn is_chapter(line: &str) -> bool {
    let words: Vec<&str> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let Some(first) = words.first() else {
        return false;
    };
    let low = first.to_lowercase();
    let capital = first.starts_with(char::is_uppercase);
    let named = ["chapter", "prologue", "epilogue", "interlude"].contains(&low.as_str());
    let plain = !line.ends_with([',', ';']) && words.len() <= 12;
    let numeral =
        words.len() == 1 && first.len() <= 8 && first.chars().all(|c| "IVXLC".contains(c));
    let counted = words.len() > 1 || low != "chapter";
    capital && plain && (named && counted || numeral)
}

fn is_short(line: &str) -> bool {
    line.split_whitespace().count() <= 2
}

/// Returns the level of the chapters: the outermost that divides the text, or the next one
/// if the outer ones are only the titles of parts.
fn chosen(text: &str, headings: &[Heading]) -> usize {
    const FEW_WORDS: usize = 50;
    let mut levels: Vec<usize> = headings.iter().map(|own| own.level).collect();
    levels.sort_unstable();
    levels.dedup();
    let with_text = |level: usize| {
        let own = headings
            .iter()
            .enumerate()
            .filter(move |(_, own)| own.level == level);
        own.filter(|(index, own)| {
            let end = headings.get(index + 1).map_or(text.len(), |next| next.at);
            prose::words(&text[own.at..end]).len() >= FEW_WORDS
        })
        .count()
    };
    let fits = levels.iter().find(|level| with_text(**level) > 1);
    fits.or(levels.first()).copied().unwrap_or(BARE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn titles(text: &str) -> Vec<String> {
        let text = text.replace('…', &"word ".repeat(60));
        let found = chapters(&text);
        assert_eq!(
            found
                .iter()
                .map(|own| own.text.as_str())
                .collect::<String>(),
            text
        );
        found
            .into_iter()
            .map(|own| own.title.unwrap_or_default())
            .collect()
    }

    #[test]
    fn chapters_of_plain_text_are_found_by_their_headings() {
        assert_eq!(
            titles("CHAPTER I\n\n…\n\nCHAPTER II\n\n…\n"),
            ["CHAPTER I", "CHAPTER II"]
        );
        assert_eq!(titles("The Book\n\nI\n\n…\n\nII.\n\n…\n"), ["", "I", "II."]);
        assert_eq!(
            titles("# Book\n\n## One\n…\n\n## Two\n…\n"),
            ["", "One", "Two"]
        );
        assert_eq!(titles("\u{feff}# One\n…\n\n# Two\n…\n"), ["One", "Two"]);
    }

    #[test]
    fn other_lines_are_no_headings() {
        assert_eq!(
            titles("Chapter of his life,\n\n…\n\nI went out.\n\n…\n").len(),
            1
        );
        assert_eq!(
            titles("…\nChapter 2 was a chapter that he did not like to think about.\n…\n").len(),
            1
        );
        assert_eq!(titles(""), [""]);
    }
}
