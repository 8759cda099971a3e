//! The terminal view of `cuebook play`. Takes the current state of playback and
//! keys, and returns a frame of text and the user's commands. The view does not
//! process sound.

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
mod test_show;
#[cfg(test)]
mod tests;
