//! Tests of the view: snapshots of its states, and properties of all states.

mod keys;
mod pictures;
mod text;
