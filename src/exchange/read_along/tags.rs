//! The tags of elements, which HTML and XHTML read in the same way.

use super::runs::Run;
use cuebook_core::markup;
use cuebook_script::prose::page::Element;

/// Returns a text in which no character is markup, without the characters that XML cannot have.
#[must_use]
pub(crate) fn escaped(text: &str) -> String {
    markup::escaped(text.chars().filter(|c| markup::is_in_xml(*c)))
}

/// Returns whether an element holds words side by side with others.
pub(super) fn is_inline(element: &Element<'_>) -> bool {
    matches!(
        element,
        Element::Emphasis
            | Element::Strong
            | Element::Struck
            | Element::Code
            | Element::Link(_)
            | Element::Sign
            | Element::Picture
    )
}

/// Returns the start tag of an element and the name of its end tag. `direction` is an attribute.
pub(super) fn start(element: &Element<'_>, direction: &str) -> (String, &'static str) {
    let plain = |name: &'static str| (format!("<{name}{direction}>"), name);
    match element {
        Element::Paragraph => plain("p"),
        Element::Heading(level) => plain(heading(*level + 1)),
        Element::Ornament => (format!("<p class=\"break\"{direction}>"), "p"),
        Element::Quote => plain("blockquote"),
        Element::List(None) => plain("ul"),
        Element::List(Some(1)) => plain("ol"),
        Element::List(Some(first)) => (format!("<ol start=\"{first}\"{direction}>"), "ol"),
        Element::Item => plain("li"),
        Element::Table => plain("table"),
        Element::Row => plain("tr"),
        Element::Cell(true) => plain("th"),
        Element::Cell(false) => plain("td"),
        Element::Verbatim => plain("pre"),
        Element::Note(sign) => {
            let sign = escaped(sign);
            let tag = format!(
                "<aside class=\"note\" role=\"doc-footnote\"{direction}><sup>{sign}</sup>\n"
            );
            (tag, "aside")
        }
        Element::Sign => plain("sup"),
        Element::Picture => ("<span class=\"picture\">".to_owned(), "span"),
        Element::Emphasis => plain("em"),
        Element::Strong => plain("strong"),
        Element::Struck => plain("s"),
        Element::Code => plain("code"),
        Element::Link(address) => match is_address(address) {
            true => (format!("<a href=\"{}\">", escaped(address)), "a"),
            false => plain("span"),
        },
    }
}

/// Returns whether an address may be followed from a book.
fn is_address(address: &str) -> bool {
    let is_plain = address
        .bytes()
        .all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b));
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| address.strip_prefix(scheme));
    is_plain && rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
}

/// Returns the name of the heading of a level.
fn heading(level: u8) -> &'static str {
    match level {
        0 | 1 => "h1",
        2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}

/// Returns the attribute for the direction of a block whose first letter is not written in the
/// direction of the document.
pub(super) fn direction(runs: &[Run<'_>], is_right_to_left: bool) -> &'static str {
    let mut letters = runs.iter().flat_map(|run| run.text.chars());
    match letters.find(|c| c.is_alphabetic()).map(is_right) {
        Some(true) if !is_right_to_left => " dir=\"rtl\"",
        Some(false) if is_right_to_left => " dir=\"ltr\"",
        _ => "",
    }
}

/// Returns whether a letter is one of those that are written from right to left.
fn is_right(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' | '\u{1e800}'..='\u{1efff}')
}
