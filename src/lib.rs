//! `cuebook` renders audio drama from prose and a YAML cue script.
//!
//! A [`Studio`] holds the folders and the configuration of a user. It opens a
//! script as a [`Show`], with every mistake in it, and renders the show to a
//! WAV file:
//!
//! ```
//! use cuebook::{Encoding, Listening, Part, RenderOptions, Silent, Studio, ToneVoice};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let folder = tempfile::tempdir()?;
//! let script = folder.path().join("show.yaml");
//! std::fs::write(&script, "text: |\n  “Is anyone there?” called Ana.\n")?;
//!
//! let studio = Studio::within(folder.path());
//! let show = studio.check(&script)?;
//! assert!(!show.has_mistakes());
//!
//! let options = RenderOptions {
//!     output: folder.path().join("show.wav"),
//!     encoding: Encoding::Pcm24,
//!     part: Part::default(),
//!     stems: None,
//!     listening: Listening::Loudspeakers,
//! };
//! // The tone voice needs no voice pack; `studio.neural()` is the natural one.
//! let rendered = studio.render(&show, &ToneVoice, 1, &options, &Silent)?;
//! assert!(rendered.loudness.is_some());
//! assert!(options.output.exists());
//! # Ok(())
//! # }
//! ```
//!
//! The modules follow the data:
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
pub use cuebook_core::{audio, diagnostic, fingerprint, id, progress, units, whole_file};
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

pub use mix::Listening;
pub use output::wav::Encoding;
pub use perform::voice::tone::ToneVoice;
pub use progress::Silent;
pub use session::{Part, RenderOptions, Rendered, SessionError, Show, Studio};
pub use world::{Config, Folders};
