//! The view in its states, as pictures; and what it holds for any of them.

mod keys;
mod pictures;
mod text;
