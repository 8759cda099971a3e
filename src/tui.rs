//! The terminal view of `cuebook play`. Takes the current state of playback and
//! keys, and returns a frame of text and the user's commands. The view does not
//! process sound.

mod choose;
mod edit;
mod find;
pub(crate) mod gauges;
mod here;
pub(crate) mod keys;
pub(crate) mod map;
pub(crate) mod now;
pub(crate) mod plain;
pub(crate) mod state;
mod steps;
pub(crate) mod theme;
pub(crate) mod view;

pub(crate) use edit::EditPlace;
pub(crate) use keys::Wish;
pub(crate) use state::View;
pub(crate) use theme::Theme;
pub(crate) use view::draw;

#[cfg(test)]
mod test_show;
#[cfg(test)]
mod tests;
