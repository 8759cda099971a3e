//! Changes of the sample rate, by the FFT resampler of `rubato`.

use audioadapter_buffers::direct::SequentialSliceOfVecs;
use rubato::{Fft, FixedSync, Indexing, Resampler as _, WindowFunction};

/// Why audio cannot be resampled: the two rates have no simple ratio, or a buffer is too short.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct RateError(String);

impl RateError {
    fn new(cause: &dyn std::fmt::Display) -> RateError {
        RateError(cause.to_string())
    }
}

/// The window of the filter.
#[derive(Clone, Copy, Debug, Default)]
pub enum Window {
    /// The one that `rubato` takes by default.
    #[default]
    Usual,
    /// A squared Blackman-Harris window: most damping beyond the band.
    BlackmanHarris2,
}

/// Resamples audio in chunks. What comes out is late by [`Resampler::delay`].
pub struct Resampler(Fft<f32>);

impl Resampler {
    /// Creates a resampler for `channels` channels from one rate to another, in hertz. A longer chunk, in
    /// frames, has a longer filter and a steeper edge.
    ///
    /// # Errors
    /// [`RateError`] when the rates have no simple ratio.
    #[inline(never)]
    pub fn new(
        from: u32,
        to: u32,
        chunk: usize,
        channels: usize,
        window: Window,
    ) -> Result<Resampler, RateError> {
        let (from, to) = (from as usize, to as usize);
        match window {
            Window::Usual => Fft::new(from, to, chunk, channels, FixedSync::Both),
            Window::BlackmanHarris2 => {
                let window = WindowFunction::BlackmanHarris2;
                Fft::new_custom(from, to, chunk, 1, channels, window, FixedSync::Both)
            }
        }
        .map(Resampler)
        .map_err(|error| RateError::new(&error))
    }

    /// Returns the delay of the filter, in frames at the new rate.
    #[inline(never)]
    #[must_use]
    pub fn delay(&self) -> usize {
        self.0.output_delay()
    }

    /// Returns how many frames [`Resampler::process`] takes.
    #[inline(never)]
    #[must_use]
    pub fn frames_taken(&self) -> usize {
        self.0.input_frames_next()
    }

    /// Returns how many frames [`Resampler::process`] makes at most.
    #[inline(never)]
    #[must_use]
    pub fn frames_made(&self) -> usize {
        self.0.output_frames_max()
    }

    /// Resamples the first [`Resampler::frames_taken`] frames of each channel of `input` and returns how
    /// many frames of `output` are filled.
    ///
    /// # Errors
    /// [`RateError`] when a channel is missing or too short.
    #[inline(never)]
    pub fn process(
        &mut self,
        input: &[Vec<f32>],
        output: &mut [Vec<f32>],
    ) -> Result<usize, RateError> {
        let (taken, room) = (self.frames_taken(), output.first().map_or(0, Vec::len));
        let (inputs, outputs) = (input.len(), output.len());
        let input = SequentialSliceOfVecs::new(input, inputs, taken)
            .map_err(|error| RateError::new(&error))?;
        let mut output = SequentialSliceOfVecs::new_mut(output, outputs, room)
            .map_err(|error| RateError::new(&error))?;
        let (_, made) = self
            .0
            .process_into_buffer(&input, &mut output, None::<&Indexing>)
            .map_err(|error| RateError::new(&error))?;
        Ok(made)
    }
}

/// Resamples whole channels of equal length, without a shift in time.
///
/// # Errors
/// [`RateError`] when the rates have no simple ratio.
#[inline(never)]
pub fn resampled(
    channels: &[Vec<f32>],
    from: u32,
    to: u32,
    chunk: usize,
) -> Result<Vec<Vec<f32>>, RateError> {
    let (count, frames) = (channels.len(), channels.first().map_or(0, Vec::len));
    let Resampler(mut resampler) = Resampler::new(from, to, chunk, count, Window::Usual)?;
    let input = SequentialSliceOfVecs::new(channels, count, frames)
        .map_err(|error| RateError::new(&error))?;
    let samples = resampler
        .process_all(&input, frames, None)
        .map_err(|error| RateError::new(&error))?
        .take_data();
    // The samples of the channels alternate.
    if count == 1 {
        return Ok(vec![samples]);
    }
    let own = |channel: usize| {
        samples
            .iter()
            .skip(channel)
            .step_by(count)
            .copied()
            .collect()
    };
    Ok((0..count).map(own).collect())
}
