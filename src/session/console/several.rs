//! Writes a show as several sound files at once: the show is mixed once, and all encoders take the
//! same blocks.

use std::sync::mpsc::channel;

use super::Console;
use super::file::{Output, recalled};
use crate::output::background_sink::BackgroundSink;
use crate::output::encode::{Proof, SoundFile};
use crate::output::meter::Loudness;
use crate::output::resampled::AtRate;
use crate::output::survey::Survey;
use crate::output::{Sink, SinkError};
use crate::session::SessionError;
use cuebook_core::progress::{Progress, Stage};
use cuebook_engine::Block;

impl Console {
    /// Writes the show to several files, and returns their levels as a listener hears them. A file
    /// whose peaks need a lower limiter is mixed on its own.
    pub(in crate::session) fn write_all(
        &self,
        outputs: &[Output<'_>],
        progress: &dyn Progress,
    ) -> Result<Vec<Loudness>, SessionError> {
        let is_apart = |output: &Output<'_>| {
            let known = recalled(self.memory(output).as_deref());
            known.is_some_and(|known| known.lowered.0 > 0.0)
        };
        let (apart, together): (Vec<usize>, Vec<usize>) =
            (0..outputs.len()).partition(|index| is_apart(&outputs[*index]));
        let mut loudness: Vec<Option<Loudness>> = vec![None; outputs.len()];
        let mut again = apart;
        if !together.is_empty() {
            let files: Vec<&Output<'_>> = together.iter().map(|index| &outputs[*index]).collect();
            for (index, found) in together.iter().zip(self.together(&files, progress)?) {
                match found {
                    Some(found) => loudness[*index] = Some(found),
                    None => again.push(*index),
                }
            }
        }
        for index in again {
            let written = self.clone().write(&outputs[index], progress)?;
            loudness[index] = Some(written.loudness());
        }
        Ok(loudness.into_iter().flatten().collect())
    }

    /// Mixes once for all files. Returns nothing for a file whose peaks are too high, which is not
    /// written.
    fn together(
        &self,
        outputs: &[&Output<'_>],
        progress: &dyn Progress,
    ) -> Result<Vec<Option<Loudness>>, SessionError> {
        let frames = self.plan.frames;
        let (tell, heard): (Vec<_>, Vec<_>) = outputs.iter().map(|_| channel::<Survey>()).unzip();
        let open = || {
            let files = outputs.iter().zip(&tell).map(|(output, tell)| {
                let proof = Proof {
                    quiet: output.quiet.clone(),
                    most: Some(output.peak),
                    heard: tell.clone(),
                };
                let tags = output.tags.clone();
                let file = SoundFile::create(output.path, frames, &output.format, (proof, tags));
                file.map(BackgroundSink::new)
            });
            let files = files.collect::<Result<Vec<_>, SinkError>>()?;
            Ok::<_, SinkError>(Several { files, progress })
        };
        progress.begin(Stage::Mix, frames.index() as u64);
        let mixed = self.fill(open);
        progress.end();
        let mixed = mixed?;
        let found = outputs.iter().zip(heard).map(|(output, heard)| {
            let Some(heard) = heard.try_iter().last() else {
                return Some(mixed.loudness);
            };
            (output.peak.over(&heard.loudness) <= 0.0).then_some(heard.loudness)
        });
        Ok(found.collect())
    }
}

/// Passes the blocks to several files.
struct Several<'a> {
    files: Vec<BackgroundSink<AtRate<SoundFile>>>,
    progress: &'a dyn Progress,
}

impl Sink for Several<'_> {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        self.progress.advance(frames as u64);
        let mut files = self.files.iter_mut();
        files.try_for_each(|file| file.write(block, frames))
    }

    fn measured(&mut self, loudness: &Loudness) {
        let files = self.files.iter_mut();
        files.for_each(|file| file.measured(loudness));
    }

    fn finish(self) -> Result<(), SinkError> {
        self.files.into_iter().try_for_each(Sink::finish)
    }
}
