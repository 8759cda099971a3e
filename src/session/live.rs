//! A show while it is played.

mod steering;

pub use steering::{Channel, Steering, Turned};
