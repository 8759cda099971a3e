//! The terminal view: what plays, and the keys that steer it.
//!
//! In: a moment of playing, and keys. Out: a picture of text, and what the user
//! wants. Always true: the view decides nothing about sound.

mod edit;
mod find;
pub mod gauges;
mod here;
pub mod keys;
pub mod now;
pub mod plain;
pub mod state;
mod steps;
pub mod theme;
pub mod view;

pub use edit::EditPlace;
pub use keys::Wish;
pub use now::Now;
pub use state::View;
pub use theme::Theme;
pub use view::draw;

#[cfg(test)]
mod rehearsal;
#[cfg(test)]
mod tests;
