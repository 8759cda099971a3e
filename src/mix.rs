//! The mix: makes a [`MixPlan`] from a timeline. The plan contains every
//! decision of the mix before the first sample, so the engine decides nothing.

pub mod compose;
pub mod duck;
pub mod headphones;
pub mod lane;
pub mod level;
pub mod loudness;
pub mod room;
pub mod track;

pub use compose::plan;
pub use cuebook_engine::pan;
pub use cuebook_engine::plan::{
    Bus, BusId, BusName, Clip, ClipOf, Curve, Lane, LaneId, Listening, Master, MixPlan, Point,
    ResponseId, ReturnId, Send, Space,
};
