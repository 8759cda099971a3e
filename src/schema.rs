//! The format of the cue script as data: every key, what it takes, and what it does.
//!
//! In: the tables of the reader and the library of sounds. Out: [`Form`]s, which
//! the language server walks, and a JSON Schema for every other editor. Always
//! true: a form has the keys of its reader's shape, no more and no fewer.

pub mod form;
mod json;
pub mod keys;
pub mod words;

pub use form::{Form, Key, Takes, What};
pub use json::schema;

#[cfg(test)]
mod tests;
