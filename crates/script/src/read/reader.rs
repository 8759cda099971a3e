//! The reader of a script's values.

use std::ops::{Deref, DerefMut};

use cuebook_yaml::fields;

/// Reads the values of a script and collects mistakes. The methods for single
/// sections are in the modules of those sections.
pub struct Reader<'t>(fields::Reader<'t>);

impl<'t> Reader<'t> {
    pub fn new(source: &'t str, broken: bool) -> Reader<'t> {
        Reader(fields::Reader::new(source, broken))
    }

    /// Returns all mistakes.
    pub fn finish(self) -> Vec<crate::diagnostic::Diagnostic> {
        self.0.finish()
    }
}

impl<'t> Deref for Reader<'t> {
    type Target = fields::Reader<'t>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl DerefMut for Reader<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.0
    }
}
