//! `cuebook` renders audio drama from prose and a YAML cue script.
//!
//! The modules are in the order of the data:
//!
//! ```text
//! prose + YAML → Script → Book → Performance → Timeline → MixPlan → Engine → Sink
//! ```
//!
//! If there is no YAML yet, `outline` writes a first script from prose or a
//! screenplay.

// The print macros panic when a pipe is closed; see `cli::print`.
#![cfg_attr(not(test), warn(clippy::print_stdout, clippy::print_stderr))]

// The types that all stages use.
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

// The first script, and the formats of other programs.
pub mod outline;
pub mod exchange;

// The operations on a show, and the user interfaces.
pub mod session;
pub mod lsp;
pub mod tui;
pub mod cli;
