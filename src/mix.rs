//! The mix: makes a [`MixPlan`] from a timeline. The plan contains every
//! decision of the mix before the first sample, so the engine decides nothing.

pub(crate) mod compose;
pub(crate) mod duck;
pub(crate) mod headphones;
pub(crate) mod lane;
pub(crate) mod level;
pub(crate) mod loudness;
pub(crate) mod room;
pub(crate) mod track;

pub(crate) use compose::{Applied, applied, plan};
pub(crate) use cuebook_engine::pan;
pub(crate) use cuebook_engine::plan::{
    Bus, BusId, BusName, Clip, ClipOf, Curve, Lane, LaneId, Listening, Master, MixPlan, Point,
    ResponseId, ReturnId, Send, Space, Within,
};
