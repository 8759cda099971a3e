//! `cuebook` renders audio drama from prose and a YAML cue script.
//!
//! The way of the data is the plan of the house:
//!
//! ```text
//! prose + YAML → Script → Book → Performance → Timeline → MixPlan → Engine → Sink
//! ```
//!
//! Where there is no YAML yet, `outline` makes one from prose or a screenplay.

// A print macro panics where its pipe is closed; see `cli::print`.
#![cfg_attr(not(test), warn(clippy::print_stdout, clippy::print_stderr))]

// What every stage speaks in.
pub use cuebook_core::{audio, diagnostic, fingerprint, progress, units, whole_file};
pub use cuebook_dsp::gauge as loudness;
pub mod world;

// The stages, in the order of the data. Each imports only from those above it.
pub use cuebook_script as script;
pub use cuebook_script::schema;
pub mod book;
pub mod perform;
pub mod timeline;
pub mod mix;
pub use cuebook_engine as engine;
pub mod output;

// A first script, and what other programs read and write.
pub mod outline;
pub mod exchange;

// What is done with them.
pub mod session;
pub mod lsp;
pub mod tui;
pub mod cli;
