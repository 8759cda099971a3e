//! What the tags of HTML mean for the text.

use crate::exchange::manuscript::markup::Tag;

/// Returns whether an element begins and ends paragraphs.
pub(super) fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 42] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ];
    BLOCKS.binary_search(&name).is_ok()
}

/// Returns whether an element is emphasised, and whether strongly.
pub(super) fn emphasis(tag: &Tag) -> (bool, bool) {
    let style = tag.get("style").replace(' ', "").to_lowercase();
    let is = |names: &[&str], class: &[&str], rule: &str| {
        names.contains(&tag.name.as_str()) || tag.lists("class", class) || style.contains(rule)
    };
    let em = is(
        &["i", "em", "cite", "dfn", "var"],
        &["italic", "italics", "i", "em"],
        "font-style:italic",
    );
    let strong = is(&["b", "strong"], &["bold", "strong"], "font-weight:bold");
    (em, strong)
}

/// Returns whether an element is named as a break between scenes.
pub(super) fn is_break(tag: &Tag) -> bool {
    let class = tag.get("class").to_lowercase().replace(['-', '_'], "");
    let names = [
        "scenebreak",
        "sectionbreak",
        "tbreak",
        "thoughtbreak",
        "asterism",
        "spacebreak",
    ];
    class.split_whitespace().any(|own| names.contains(&own))
}
