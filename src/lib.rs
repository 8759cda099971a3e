//! `cuebook` renders audio drama from prose and a YAML cue script.
//!
//! The way of the data is the plan of the house:
//!
//! ```text
//! prose + YAML → Script → Book → Performance → Timeline → MixPlan → Engine → Sink
//! ```

pub mod audio;
pub mod book;
pub mod cli;
pub mod diagnostic;
pub mod engine;
pub mod mix;
pub mod output;
pub mod perform;
pub mod script;
pub mod units;
pub mod world;
