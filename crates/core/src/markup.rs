//! Texts in HTML and XML.

/// Returns a text in which HTML and XML read no marks, also as the value of an attribute. Control
/// characters stay; XML allows only tab and line ends of them ([`is_in_xml`]).
#[must_use]
pub fn escaped(text: impl Iterator<Item = char>) -> String {
    let mut out = String::with_capacity(text.size_hint().0);
    for c in text {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Returns whether a document in XML 1.0 may have a character (section 2.2). Control characters
/// above ASCII, which it discourages, count as not allowed.
#[must_use]
pub fn is_in_xml(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' => true,
        '\u{fffe}' | '\u{ffff}' => false,
        c => !c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_escaped_once() {
        let of = |text: &str| escaped(text.chars());
        assert_eq!(
            of("<b a=\"1\">&amp; é"),
            "&lt;b a=&quot;1&quot;&gt;&amp;amp; é"
        );
    }

    #[test]
    fn xml_has_few_control_characters() {
        let kept: String = "a\u{0}\u{1}\t\r\n\u{7f}\u{85}\u{fffe}😀"
            .chars()
            .filter(|c| is_in_xml(*c))
            .collect();
        assert_eq!(kept, "a\t\r\n😀");
    }
}
