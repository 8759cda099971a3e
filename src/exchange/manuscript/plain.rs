//! Chapters of plain text and Markdown. A chapter is a part of the text, unchanged.

use std::ops::Range;

use super::Chapter;
use crate::outline::prose::is_frame;
use cuebook_script::prose;

/// The longest line that is a heading, in characters.
pub(super) const LONGEST: usize = 80;

/// Divides a text at its headings. A text with fewer than two chapters is one.
pub(super) fn chapters(text: &str) -> Vec<Chapter> {
    let mut headings = headings(text);
    leave_contents(text, &mut headings);
    let level = chosen(text, &headings);
    let first_of_all = headings
        .iter()
        .find(|own| own.level == level)
        .map(|own| Heading {
            at: 0,
            level,
            title: own.title.clone(),
        });
    let mut marks: Vec<&Heading> = headings.iter().filter(|own| own.level == level).collect();
    let starts: Vec<usize> = marks.iter().skip(1).map(|own| own.at).collect();
    let ends = starts.into_iter().chain([text.len()]);
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
    let first = marks[0].at;
    // What frames the book is left out in the draft of the first chapter.
    let framed = first > 0 && {
        let next = marks.get(1).map_or(text.len(), |own| own.at);
        is_frame(&text[..next], first)
    };
    if let Some(whole) = first_of_all.as_ref().filter(|_| framed) {
        marks[0] = whole;
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

/// Takes out the lines of a table of contents: headings without text, each of which comes again.
fn leave_contents(text: &str, headings: &mut Vec<Heading>) {
    const FEW_WORDS: usize = 12;
    let key = |own: &Heading| {
        let low = own.title.to_lowercase();
        // `Chapter One ..... 3`
        let low = low
            .split("..")
            .next()
            .unwrap_or("")
            .split('\t')
            .next()
            .unwrap_or("");
        low.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let keys: Vec<Vec<String>> = headings.iter().map(key).collect();
    let again = |at: usize| {
        let own = &keys[at];
        let same = |other: &Vec<String>| {
            !other.is_empty() && (own.starts_with(other) || other.starts_with(own))
        };
        keys[at + 1..].iter().any(same)
    };
    let entry = |at: usize| {
        let from = headings[at].at;
        let next = headings.get(at + 1).map(|next| next.at);
        next.is_some_and(|next| prose::words(&text[from..next]).len() <= FEW_WORDS + keys[at].len())
            && again(at)
    };
    let entries: Vec<bool> = (0..headings.len()).map(entry).collect();
    let mut entries = entries.into_iter();
    headings.retain(|_| !entries.next().unwrap_or(false));
}

/// Returns whether a line is the heading of a chapter: `Chapter 1`, `CHAPTER ONE. The
/// Gate`, `XII.`
pub(super) fn is_chapter(line: &str) -> bool {
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
    fn lines_of_the_contents_are_no_chapters() {
        for contents in [
            "Chapter One\n\nChapter Two",
            "Chapter One\nChapter Two",
            "Chapter One: The Gate ..... 1\n\nChapter Two: The Well ..... 20",
            "Prologue\n\nChapter One\n\nChapter Two\n\nEpilogue",
        ] {
            let text = format!(
                "The Red Door\n\nA. Writer\n\nTable of Contents\n\n{contents}\n\nPrologue\n\n…\n\nChapter One\n\n…\n\nChapter Two\n\n…\n\nEpilogue\n\n…\n"
            );
            let found = titles(&text);
            assert_eq!(
                found[found.len() - 4..],
                ["Prologue", "Chapter One", "Chapter Two", "Epilogue"],
                "{contents}"
            );
            assert!(found.len() <= 5, "{found:?}");
        }
        // A short chapter is one.
        assert_eq!(
            titles("Chapter 1\n\n…\n\nChapter 2\n\nShe died.\n\nChapter 3\n\n…\n").len(),
            3
        );
    }

    #[test]
    fn the_header_of_an_e_text_is_of_the_first_chapter() {
        let text = "The Project Gutenberg eBook of The Red Door\n\nTitle: The Red Door\n\nAuthor: A. Writer\n\n\
            *** START OF THE PROJECT GUTENBERG EBOOK THE RED DOOR ***\n\nTHE RED DOOR\n\nBY A. WRITER\n\nCONTENTS\n\n I. The Gate\n II. The Lamp\n\n\n\
            CHAPTER I\n\n…\n\nCHAPTER II\n\n…\n";
        assert_eq!(titles(text), ["CHAPTER I", "CHAPTER II"]);
        let told = text.replace("CONTENTS", "I wrote this book in the winter of a long year, when the snow lay on the hills.\n\nCONTENTS");
        assert_eq!(titles(&told)[1..], ["CHAPTER I", "CHAPTER II"]);
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
