//! `cuebook` renders audio drama from prose and a YAML cue script.
//!
//! A [`Studio`] holds the folders and the configuration of a user. It opens a
//! script as a [`Show`], with every mistake in it, and renders the show to a
//! sound file:
//!
//! ```
//! use cuebook::{Choice, Container, Listening, Part, RenderOptions, Silent, Studio, ToneVoice};
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
//!     format: Choice::of(Container::Wav),
//!     mono: false,
//!     tags: true,
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
//! An interactive show has choices and paths. A path is a show
//! too, and is rendered like any other:
//!
//! ```
//! # use cuebook::{Choice, Container, Listening, Part, RenderOptions, Silent, Studio, ToneVoice};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let script = folder.path().join("show.yaml");
//! let text = r#"
//! text: |
//!   The door was shut. It rained.
//! choices:
//!   - id: door
//!     at: { after: "door was shut" }
//!     options: [ { id: open, words: Open it }, { id: leave, words: Leave, to: end } ]
//! "#;
//! std::fs::write(&script, text)?;
//!
//! let studio = Studio::within(folder.path());
//! let show = studio.check(&script)?;
//! assert_eq!(show.choices()[0].options[1].words, "Leave");
//! let paths = show.paths(20)?;
//! assert_eq!(paths[1].decisions, "door=leave");
//!
//! let path = show.on_path(&paths[1].decisions)?;
//! # let options = RenderOptions {
//! #     output: folder.path().join("leave.wav"),
//! #     format: Choice::of(Container::Wav),
//! #     mono: false,
//! #     tags: true,
//! #     part: Part::default(),
//! #     stems: None,
//! #     listening: Listening::Loudspeakers,
//! # };
//! let rendered = studio.render(&path, &ToneVoice, 1, &options, &Silent)?;
//! assert!(rendered.frames.0 > 0);
//! # Ok(())
//! # }
//! ```
//!
//! The private modules follow the data:
//!
//! ```text
//! prose + YAML → Script → Book → Performance → Timeline → MixPlan → Engine → Sink
//! ```
//!
//! If there is no YAML yet, `outline` writes a first script from prose or a
//! screenplay.

// The print macros panic when a pipe is closed; see `cli::print`.
#![cfg_attr(not(test), warn(clippy::print_stdout, clippy::print_stderr))]

mod world;

// The stages, in the order of the data. Each imports only from those above it.
mod book;
mod story;
mod perform;
mod timeline;
mod mix;
mod output;

// The first script, and the formats of other programs.
mod outline;
mod exchange;

// The operations on a show, and the user interfaces.
mod session;
mod lsp;
mod tui;
mod studio;
mod cli;

pub use cli::run;
pub use cuebook_core::audio::{Audio, AudioReader};
pub use cuebook_core::diagnostic::{Diagnostic, Severity};
pub use cuebook_core::id::AudioId;
pub use cuebook_core::progress::{Progress, Silent};
pub use cuebook_core::units::{Decibels, Frames, Lufs};
pub use cuebook_engine::plan::{Listening, MixPlan};
pub use cuebook_engine::{AudioSource, Block, Engine};
pub use cuebook_voice::Voice;
pub use cuebook_voice::tone::ToneVoice;
pub use output::encode::{Bitrate, Choice, Container, FormatError, Quality};
pub use output::wav::Encoding;
pub use output::{Sink, SinkError};
pub use session::{
    Part, RenderOptions, Rendered, SessionError, Show, ShowChoice, ShowOption, ShowPath, Stems,
    Studio,
};
pub use world::{Assistant, Config, Folders};

/// The items that the tests and benchmarks of this package use. They are not part of the
/// interface and change without notice.
#[doc(hidden)]
pub mod internals {
    pub use crate::book::line::Line;
    pub use crate::book::target::Level;
    pub use crate::outline::{Cue as OutlineCue, Line as OutlineLine, Outline};
    pub use crate::output::device::reconnect::Reconnect;
    pub use crate::output::device::supply::Supply;
    pub use crate::output::device::{DeviceError, Host};
    pub use crate::output::live::{Live, Place, Programme};
    pub use crate::output::meter::{LevelMeter, Meter, Sides};
    pub use crate::output::record::Recorder;
    pub use crate::output::wav::WavSink;
    pub use crate::perform::cache::Cache;
    pub use crate::perform::{Context, Performance};
    pub use crate::session::clarity;
    pub use crate::session::outline::{Drafted, draft};
    pub use crate::session::takes::differing;
    pub use crate::session::vocabulary::vocabulary;
    pub use crate::timeline::{PerformanceLengths, Timeline};
    pub use crate::world::config::of_config;
    pub use crate::world::{Disk, Memory, ReachError, World};
}
