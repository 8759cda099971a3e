//! Elements that are no part of the text: hidden ones, page numbers, captions, menus.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::exchange::manuscript::markup::Tag;

/// Classes for page numbers, hidden text, and the frame of a page.
const CLASSES: [&str; 30] = [
    "pagenum",
    "pageno",
    "page-number",
    "pagenumber",
    "pagebreak",
    "page-break-number",
    "page_number",
    "pginternal-page",
    "pg-boilerplate",
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "skip-link",
    "hidden",
    "is-hidden",
    "d-none",
    "caption",
    "wp-caption-text",
    "msotoc1",
    "msotoc2",
    "msotoc3",
    "msotoc4",
    "msotocheading",
    "msoheader",
    "msofooter",
    "msocaption",
    "msocommenttext",
    "msoindex1",
    "msotof",
];

/// Returns whether an element is no part of the text that is read.
pub(super) fn is_hidden(tag: &Tag) -> bool {
    const NEVER: [&str; 25] = [
        "audio",
        "button",
        "canvas",
        "defs",
        "del",
        "desc",
        "embed",
        "figcaption",
        "iframe",
        "input",
        "metadata",
        "nav",
        "noscript",
        "object",
        "option",
        "rp",
        "rt",
        "script",
        "select",
        "style",
        "template",
        "textarea",
        "title",
        "video",
        "xml",
    ];
    let frame = [
        "banner",
        "contentinfo",
        "navigation",
        "complementary",
        "search",
        "dialog",
    ];
    // A phrase that only screen readers pass over can be a large first letter.
    let unread = tag.get("aria-hidden") == "true" && tag.name != "span";
    NEVER.contains(&tag.name.as_str())
        || tag.has("hidden")
        || unread
        || hides(tag.get("style"))
        || tag.lists("class", &CLASSES)
        || tag.lists("type", &["pagebreak", "page-list", "landmarks"])
        || tag.lists("role", &["doc-pagebreak", "doc-pagelist"])
        || tag.lists("role", &frame)
}

/// Returns whether an element is declared to be a footnote.
pub(super) fn is_note(tag: &Tag) -> bool {
    tag.lists("type", &["footnote", "endnote", "rearnote", "note"])
        || tag.lists("role", &["doc-footnote", "doc-endnote"])
}

/// Returns whether an element is the large first letter of a chapter.
pub(super) fn is_drop_cap(tag: &Tag) -> bool {
    let class = tag.get("class").to_lowercase().replace(['-', '_'], "");
    [
        "dropcap",
        "initial",
        "firstletter",
        "bigletter",
        "lettrine",
        "versal",
    ]
    .iter()
    .any(|name| class.contains(name))
}

/// Returns whether rules of a style sheet hide an element.
fn hides(rules: &str) -> bool {
    let rules = rules.replace(' ', "").to_lowercase();
    ["display:none", "visibility:hidden", "mso-hide:all"]
        .iter()
        .any(|rule| rules.contains(rule))
}

/// The rules within a document that hide elements.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The hidden ones: `.ad`, `p.ad`.
    selectors: HashSet<String>,
}

impl Sheet {
    /// Adds the rules of a style sheet, or of a piece of one. Only rules for a class count.
    pub(super) fn add(&mut self, sheet: &str) {
        for rule in sheet.replace("<!--", "").split('}') {
            let Some((selectors, rules)) = rule.split_once('{') else {
                continue;
            };
            if !hides(rules) {
                continue;
            }
            for selector in selectors.split(',').map(str::trim) {
                let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
                if selector.matches('.').count() == 1 && selector.chars().all(plain) {
                    self.selectors.insert(selector.to_lowercase());
                }
            }
        }
    }

    /// Returns whether a rule hides an element.
    pub(super) fn hides(&self, tag: &Tag) -> bool {
        let class = tag.get("class").to_lowercase();
        !self.selectors.is_empty()
            && class.split_whitespace().any(|class| {
                let alone = format!(".{class}");
                self.selectors.contains(&format!("{}{alone}", tag.name))
                    || self.selectors.contains(&alone)
            })
    }
}

/// Returns a text without the numbers of pages: `[Pg 12]`.
pub(super) fn without_pages(text: &str) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut rest = text;
    while let Some((at, end)) = page_number(rest) {
        kept.push_str(&rest[..at]);
        rest = &rest[end..];
    }
    match rest.len() == text.len() {
        true => Cow::Borrowed(text),
        false => Cow::Owned(kept + rest),
    }
}

/// Returns the place of the first page number.
fn page_number(text: &str) -> Option<(usize, usize)> {
    let places = text.match_indices('[');
    places.map(|(at, _)| at).find_map(|at| {
        let close = at + text[at..].find(']')?;
        let inner = text[at + 1..close].to_lowercase();
        let number = ["pg. ", "pg ", "page "]
            .iter()
            .find_map(|mark| inner.strip_prefix(mark))?;
        let fits = |c: char| c.is_ascii_digit() || "ivxlc".contains(c);
        (!number.is_empty() && number.chars().all(fits)).then_some((at, close + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_pages_are_taken_out_of_a_text() {
        assert_eq!(
            without_pages("He [Pg 12]went[Page xi] home [sic]."),
            "He went home [sic]."
        );
        assert_eq!(
            without_pages("[page of a book] [Pg]"),
            "[page of a book] [Pg]"
        );
    }

    #[test]
    fn a_style_sheet_hides_the_elements_of_a_class() {
        let mut sheet = Sheet::default();
        sheet.add(".ad, p.promo { display : none } .x { color: red } div .q { visibility:hidden }");
        let mut found: Vec<&str> = sheet.selectors.iter().map(String::as_str).collect();
        found.sort_unstable();
        assert_eq!(found, [".ad", "p.promo"]);
    }
}
