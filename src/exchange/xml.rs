//! A document in XML.

use cuebook_core::markup;

/// A document under way.
#[derive(Default)]
pub(super) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

/// An attribute: its name and value.
type Attribute<'a> = (&'a str, &'a str);

impl Xml {
    /// Begins an element.
    pub(super) fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.head(name, attributes);
        self.text.push_str(">\n");
        self.open.push(name);
    }

    /// Ends the element that was begun last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.text.push_str(&format!("</{name}>\n"));
        }
    }

    /// Writes an element with nothing in it.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.head(name, attributes);
        self.text.push_str("/>\n");
    }

    /// Writes an element with a text.
    pub(super) fn text(&mut self, name: &'static str, text: &str) {
        self.text_with(name, &[], text);
    }

    /// Writes an element with attributes and a text.
    pub(super) fn text_with(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        text: &str,
    ) {
        self.head(name, attributes);
        self.text.push('>');
        self.escaped(text);
        self.text.push_str(&format!("</{name}>\n"));
    }

    pub(super) fn finish(self) -> String {
        format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", self.text)
    }

    fn indent(&mut self) {
        for _ in 0..self.open.len() {
            self.text.push(' ');
        }
    }

    fn head(&mut self, name: &str, attributes: &[Attribute<'_>]) {
        self.indent();
        self.text.push('<');
        self.text.push_str(name);
        for (name, value) in attributes {
            self.text.push_str(&format!(" {name}=\""));
            self.escaped(value);
            self.text.push('"');
        }
    }

    /// Writes a text. Characters that XML does not allow become spaces.
    fn escaped(&mut self, text: &str) {
        let one = |c| match c {
            '\t' | '\r' => ' ',
            c if markup::is_in_xml(c) => c,
            _ => ' ',
        };
        self.text += &markup::escaped(text.chars().map(one));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_escaped() {
        let mut xml = Xml::default();
        xml.open("A", &[("b", "\"<&>\u{1}")]);
        xml.text("C", "x < y");
        xml.empty("D", &[]);
        xml.close();
        let text = xml.finish();
        let lines: Vec<&str> = text.lines().skip(1).collect();
        assert_eq!(
            lines,
            [
                "<A b=\"&quot;&lt;&amp;&gt; \">",
                " <C>x &lt; y</C>",
                " <D/>",
                "</A>"
            ]
        );
    }
}
