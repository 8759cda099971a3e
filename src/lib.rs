//! `cuebook` renders audio drama from prose and a YAML cue script.
//!
//! The way of the data is the plan of the house:
//!
//! ```text
//! prose + YAML → Script → Book → Performance → Timeline → MixPlan → Engine → Sink
//! ```
//!
//! Where there is no YAML yet, `draft` makes one from the prose.

#![forbid(unsafe_code)]

// What every stage speaks in.
pub mod units;
pub mod fingerprint;
pub mod audio;
pub mod diagnostic;
pub mod progress;
pub mod world;

// The stages, in the order of the data. Each imports only from those above it.
pub mod script;
pub mod book;
pub mod draft;
pub mod perform;
pub mod timeline;
pub mod mix;
pub mod engine;
pub mod output;

// What comes in from other programs, and goes out to them.
pub mod exchange;

// What is done with them.
pub mod session;
pub mod schema;
pub mod lsp;
pub mod tui;
pub mod cli;
