//! The JSON Schema of the manifest.

/// The schema of `show.json`. A test compares it with a manifest.
pub(crate) const SCHEMA: &str = include_str!("show.schema.json");
