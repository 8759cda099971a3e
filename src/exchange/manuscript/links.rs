//! Which links of a book are the marks of footnotes.
//!
//! A mark is a link with a short text (`1`, `[12]`, `*`) that leads to an id, or one that
//! the book declares. A link back from the footnote to its mark is not one.

use std::collections::VecDeque;
use std::collections::{HashMap, HashSet};

use super::markup::{Event, Form, Overgrown, Tag, each};

/// What a link of a document is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Link {
    /// A part of the text.
    Plain,
    /// The mark of the footnote with this key: the path and the id of its text.
    Note(String),
    /// A link from a footnote to its mark.
    Back,
}

/// The links of the documents, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Links {
    found: VecDeque<Link>,
    /// The keys of the footnotes, with their marks.
    marks: HashMap<String, String>,
    /// The places of the marks.
    places: HashSet<String>,
}

/// A link whose text is being read.
#[derive(Debug, Default)]
struct Open {
    href: String,
    text: String,
    declared: bool,
    back: bool,
    raised: bool,
    ids: Vec<String>,
    /// Its place among the links.
    index: usize,
}

impl Links {
    /// Adds the links of a document at a path.
    ///
    /// # Errors
    /// When a tag has too many attributes.
    pub(super) fn survey(&mut self, text: &str, path: &str) -> Result<(), Overgrown> {
        let mut raised = 0_usize;
        // The ids of the phrases around the link.
        let mut around: Vec<String> = Vec::new();
        let mut open: Option<Open> = None;
        each(text, Form::Html, &mut |event| match event {
            Event::Open(tag) if tag.name == "a" => {
                if let Some(link) = open.take() {
                    self.judge(link);
                }
                let index = self.found.len();
                self.found.push_back(Link::Plain);
                let link = Open::of(tag, path, raised > 0, &around);
                open = Some(Open { index, ..link });
            }
            Event::Open(tag) => {
                raised += usize::from(tag.name == "sup");
                if matches!(tag.name.as_str(), "sup" | "span" | "small") {
                    around.push(format!("{path}#{}", tag.get("id")));
                } else {
                    around.clear();
                }
                if let Some(link) = &mut open {
                    link.raised |= raised > 0;
                    link.ids.push(format!("{path}#{}", tag.get("id")));
                }
            }
            Event::Close("a") => {
                if let Some(link) = open.take() {
                    self.judge(link);
                }
            }
            Event::Close(name) => raised = raised.saturating_sub(usize::from(name == "sup")),
            Event::Text(text) => {
                if let Some(link) = &mut open
                    && link.text.len() < 100
                {
                    link.text.push_str(text);
                }
                if !text.trim().is_empty() && open.is_none() && raised == 0 {
                    around.clear();
                }
            }
        })?;
        if let Some(link) = open {
            self.judge(link);
        }
        Ok(())
    }

    fn judge(&mut self, link: Open) {
        let mark = link.text.trim();
        let back = link.back || self.places.contains(&link.href) || is_arrow(mark);
        let is_mark = link.href.contains('#')
            && mark.chars().count() < 12
            && (link.declared
                || is_mark(mark) && (link.raised || !mark.ends_with(char::is_alphanumeric)));
        self.found[link.index] = match (back, is_mark) {
            (true, _) if self.places.contains(&link.href) || link.back => Link::Back,
            (true, _) => Link::Plain,
            (false, true) => {
                self.places.extend(link.ids);
                self.marks
                    .entry(link.href.clone())
                    .or_insert(mark.to_owned());
                Link::Note(link.href)
            }
            (false, false) => Link::Plain,
        };
    }

    /// Returns what the next link is, in the order in which they were surveyed.
    pub(super) fn next(&mut self) -> Link {
        self.found.pop_front().unwrap_or(Link::Plain)
    }

    /// Returns whether a place is the text of a footnote.
    pub(super) fn is_target(&self, place: &str) -> bool {
        self.marks.contains_key(place)
    }

    /// Returns the text of a footnote without the mark at its start and the arrow at its
    /// end.
    pub(super) fn without_mark(&self, key: &str, text: &str) -> String {
        let text = text
            .trim()
            .trim_end_matches(|c: char| is_arrow(c.encode_utf8(&mut [0; 4])));
        let text = text.trim();
        let mark = self.marks.get(key).map_or("", String::as_str);
        let bare = mark.trim_matches(['[', ']', '(', ')']);
        let rest = text.trim_start_matches(['[', '(', '\\']);
        let rest = rest.strip_prefix(bare).filter(|_| !bare.is_empty());
        let ended = |rest: &&str| !rest.starts_with(char::is_alphanumeric);
        let rest = rest
            .filter(ended)
            .map(|rest| rest.trim_start_matches([']', ')', '.', ':', ' ']));
        // A pair of brackets may be all that a link back leaves.
        let rest = rest.unwrap_or(text);
        rest.trim_start_matches("[]")
            .trim_start_matches("()")
            .trim()
            .to_owned()
    }
}

impl Open {
    fn of(tag: &Tag, path: &str, raised: bool, around: &[String]) -> Open {
        let href = tag.get("href");
        let class = tag.get("class").to_lowercase();
        let mut ids = around.to_vec();
        for name in ["id", "name"] {
            if tag.has(name) {
                ids.push(format!("{path}#{}", tag.get(name)));
            }
        }
        Open {
            href: resolve(path, href),
            declared: tag.lists("type", &["noteref"])
                || tag.lists("role", &["doc-noteref"])
                || ["noteref", "footnote", "endnote", "fnref", "super"]
                    .iter()
                    .any(|part| class.contains(part)),
            back: tag.lists("type", &["backlink"])
                || tag.lists("role", &["doc-backlink"])
                || tag.lists("class", &["footnote-back", "footnote-backref"]),
            raised,
            ids,
            ..Open::default()
        }
    }
}

/// Returns whether a text is the mark of a footnote: a number, a letter or a sign.
fn is_mark(text: &str) -> bool {
    let bare = text.trim_matches(['[', ']', '(', ')']).trim();
    let number = bare.len() <= 4 && bare.bytes().all(|b| b.is_ascii_digit());
    let raised = bare.chars().all(|c| "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c));
    let sign = bare.chars().count() <= 3 && bare.chars().all(|c| "*†‡§¶".contains(c));
    let letter = bare.len() == 1 && bare.bytes().all(|b| b.is_ascii_lowercase());
    let note = bare
        .strip_prefix("Note ")
        .is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()));
    !bare.is_empty() && (number || raised || sign || letter || note)
}

fn is_arrow(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| "↩↑⤴←^\u{fe0e}\u{fe0f} ".contains(c))
}

/// Returns the path that a link of a document leads to, from the folder of the book. A
/// link cannot lead out of the book.
pub(super) fn resolve(document: &str, href: &str) -> String {
    let (path, fragment) = match href.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (href, None),
    };
    let mut parts: Vec<String> = Vec::new();
    if path.is_empty() {
        parts.push(document.to_owned());
    } else {
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
        let whole = match path.strip_prefix('/') {
            Some(path) => unescaped(path),
            None => format!("{folder}/{}", unescaped(path)),
        };
        for part in whole.split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                part => parts.push(part.to_owned()),
            }
        }
    }
    let fragment = fragment.map_or_else(String::new, |id| format!("#{}", unescaped(id)));
    parts.join("/") + &fragment
}

/// Replaces `%20` and its like by the characters.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = (*first == b'%').then(|| tail.get(..2)).flatten();
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative_to_their_document_and_stay_in_the_book() {
        assert_eq!(
            resolve("OEBPS/text/a.xhtml", "../b%20c.xhtml#x"),
            "OEBPS/b c.xhtml#x"
        );
        assert_eq!(resolve("a.xhtml", "#n%201"), "a.xhtml#n 1");
        assert_eq!(resolve("a/b.xhtml", "../../../../etc/passwd"), "etc/passwd");
        assert_eq!(resolve("a/b.xhtml", "/c.xhtml"), "c.xhtml");
        assert_eq!(resolve("a", "100%"), "100%");
    }

    #[test]
    fn marks_and_links_back_are_told_apart() {
        let mut links = Links::default();
        let text = "<p>Sea<sup id=r1><a href='#n1'>1</a></sup> and <a href='#c2'>chapter 2</a>.\
            <a id=r2 href='#n2'>[2]</a></p><p id=n1><a href='#r1'>1</a> A note.</p>\
            <p><a id=n2 href='#r2'>[2]</a> Another.</p>";
        links.survey(text, "a").unwrap();
        let found: Vec<Link> = links.found.iter().cloned().collect();
        assert_eq!(
            found,
            [
                Link::Note("a#n1".to_owned()),
                Link::Plain,
                Link::Note("a#n2".to_owned()),
                Link::Back,
                Link::Back,
            ]
        );
        assert_eq!(links.without_mark("a#n1", "1. A note. ↩"), "A note.");
        assert_eq!(links.without_mark("a#n1", "12 men."), "12 men.");
    }
}
