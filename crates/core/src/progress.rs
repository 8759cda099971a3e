//! Reports the progress of long work. A report does not change the result.

/// The slow parts of the work.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Lines to speak.
    Voices,
    /// Sounds to make.
    Sounds,
    /// Frames to mix while the loudness is measured.
    Loudness,
    /// Frames to mix and write.
    Mix,
}

/// Receives reports of progress.
pub trait Progress: Sync {
    /// Begins a stage with `total` parts.
    fn begin(&self, stage: Stage, total: u64);

    /// Reports that `parts` more are done.
    fn advance(&self, parts: u64);

    /// Ends the stage.
    fn end(&self);
}

/// Ignores all reports.
#[derive(Copy, Clone, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn begin(&self, _stage: Stage, _total: u64) {}
    fn advance(&self, _parts: u64) {}
    fn end(&self) {}
}
