//! How far a long piece of work is. Always true: what is told changes nothing.

/// The parts of the work that take time.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Lines to be spoken.
    Voices,
    /// Sounds to be made.
    Sounds,
    /// Frames to be mixed while the loudness is measured.
    Loudness,
    /// Frames to be mixed and written.
    Mix,
}

/// Somebody who is told.
pub trait Progress: Sync {
    /// A stage begins that has `total` parts.
    fn begin(&self, stage: Stage, total: u64);

    /// `parts` more are done.
    fn advance(&self, parts: u64);

    /// The stage is over.
    fn end(&self);
}

/// Nobody.
#[derive(Copy, Clone, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _stage: Stage, _total: u64) {}
    fn advance(&self, _parts: u64) {}
    fn end(&self) {}
}
