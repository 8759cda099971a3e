//! The document as JSON text whose parts are known, so that two versions of it can be compared part
//! by part without reading the text again.

use std::ops::Range;

use serde::Serialize;

/// The JSON text of a document.
#[derive(Debug, Default)]
pub(in crate::studio) struct Written {
    pub bytes: Vec<u8>,
    pub parts: Vec<Part>,
}

/// A key of the document. A dot in the name goes into an inner mapping.
#[derive(Debug)]
pub(in crate::studio) struct Part {
    pub name: &'static str,
    pub value: PartValue,
}

/// The value of a part.
#[derive(Debug)]
pub(in crate::studio) enum PartValue {
    /// It is replaced as a whole: its place in the bytes.
    Whole(Range<usize>),
    /// The places of the items in the bytes.
    List(Vec<Range<usize>>),
    /// Numbers that move together; `None` is kept.
    Numbers(Vec<Option<u32>>),
    /// A long text.
    Text(String),
}

impl Written {
    fn begin(&mut self, key: &str) -> serde_json::Result<()> {
        match self.bytes.last() {
            None => self.bytes.push(b'{'),
            Some(b'{') => {}
            Some(_) => self.bytes.push(b','),
        }
        serde_json::to_writer(&mut self.bytes, key)?;
        self.bytes.push(b':');
        Ok(())
    }

    fn value(&mut self, value: &impl Serialize) -> serde_json::Result<Range<usize>> {
        let from = self.bytes.len();
        serde_json::to_writer(&mut self.bytes, value)?;
        Ok(from..self.bytes.len())
    }

    fn part(&mut self, name: &'static str, value: PartValue) {
        self.parts.push(Part { name, value });
    }

    /// Adds a key that is replaced as a whole.
    pub(super) fn whole(
        &mut self,
        name: &'static str,
        value: &impl Serialize,
    ) -> serde_json::Result<()> {
        self.begin(last(name))?;
        let place = self.value(value)?;
        self.part(name, PartValue::Whole(place));
        Ok(())
    }

    /// Adds a key that no patch has, because every patch has its value in another way.
    pub(super) fn beside(&mut self, name: &str, value: &impl Serialize) -> serde_json::Result<()> {
        self.begin(name)?;
        self.value(value).map(|_| ())
    }

    /// Adds a list of items.
    pub(super) fn list<T: Serialize>(
        &mut self,
        name: &'static str,
        items: &[T],
    ) -> serde_json::Result<()> {
        self.begin(last(name))?;
        self.bytes.push(b'[');
        let mut places = Vec::with_capacity(items.len());
        for item in items {
            if !places.is_empty() {
                self.bytes.push(b',');
            }
            places.push(self.value(item)?);
        }
        self.bytes.push(b']');
        self.part(name, PartValue::List(places));
        Ok(())
    }

    /// Adds a list of numbers.
    pub(super) fn numbers(
        &mut self,
        name: &'static str,
        numbers: Vec<Option<u32>>,
    ) -> serde_json::Result<()> {
        self.begin(last(name))?;
        self.value(&numbers)?;
        self.part(name, PartValue::Numbers(numbers));
        Ok(())
    }

    /// Adds a long text.
    pub(super) fn text(&mut self, name: &'static str, text: &str) -> serde_json::Result<()> {
        self.begin(last(name))?;
        self.value(&text)?;
        self.part(name, PartValue::Text(text.to_owned()));
        Ok(())
    }

    /// Adds a mapping.
    pub(super) fn within(
        &mut self,
        key: &str,
        add: impl FnOnce(&mut Written) -> serde_json::Result<()>,
    ) -> serde_json::Result<()> {
        self.begin(key)?;
        self.bytes.push(b'{');
        add(self)?;
        self.bytes.push(b'}');
        Ok(())
    }

    /// Ends the document.
    pub(super) fn end(mut self) -> Written {
        self.bytes.push(b'}');
        self
    }

    /// Returns the JSON text of a place.
    pub(in crate::studio) fn json(&self, place: &Range<usize>) -> &[u8] {
        &self.bytes[place.clone()]
    }
}

/// Returns the key of a name with dots.
fn last(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
