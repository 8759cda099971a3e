//! Makes the samples of the takes: pieces of the recording one after the other, at one loudness.

use std::ops::Range;

use super::{Split, SplitLine};
use cuebook_align::gaps::{self, Reduce};
use cuebook_core::audio::Audio;
use cuebook_core::units::{Decibels, Frames, Lufs, RATE};
use cuebook_dsp::level;

/// Two pieces overlap by 20 ms.
const OVERLAP: usize = RATE as usize / 50;

/// The highest sample of a take: −1 dB.
const HIGHEST: f32 = 0.891;

/// Cuts the takes of all lines and brings them to one loudness.
pub(super) fn make(split: &mut Split, recording: &[f32], reduce: Reduce) {
    for line in split.lines.iter_mut().filter(|line| line.is_used()) {
        let words = join(line, recording);
        let reduced = gaps::reduce(&mut line.samples, &words, reduce);
        split.reduced.breaths += reduced.breaths;
        split.reduced.clicks += reduced.clicks;
    }
    let loudness = |line: &SplitLine| level::loudness(&Audio::mono(line.samples.clone()));
    let measured: Vec<Option<Lufs>> = split.lines.iter().map(loudness).collect();
    let Some(common) = common(&split.lines, &measured) else {
        return;
    };
    for (line, own) in split.lines.iter_mut().zip(measured) {
        let Some(own) = own else { continue };
        line.gain = Decibels(common - own.0);
        let gain = line.gain.gain().0;
        line.samples.iter_mut().for_each(|sample| *sample *= gain);
    }
}

/// Returns the loudness that all takes can have: that of most, or less if a peak would be too high.
fn common(lines: &[SplitLine], measured: &[Option<Lufs>]) -> Option<f64> {
    let mut all: Vec<f64> = measured.iter().flatten().map(|own| own.0).collect();
    all.sort_by(f64::total_cmp);
    let usual = *all.get(all.len() / 2)?;
    let room = lines.iter().zip(measured).filter_map(|(line, own)| {
        let peak = line
            .samples
            .iter()
            .fold(0.0, |peak: f32, x| peak.max(x.abs()));
        Some((*own)?.0 + 20.0 * f64::from(libm::log10f(HIGHEST / peak.max(1e-6))))
    });
    Some(room.fold(usual, f64::min))
}

/// Joins the pieces of a line. Returns the places of its words in the take.
fn join(line: &mut SplitLine, recording: &[f32]) -> Vec<Range<Frames>> {
    let mut samples: Vec<f32> = Vec::new();
    let mut words = Vec::new();
    for piece in &mut line.pieces {
        piece.end = piece.end.min(Frames::from(recording.len()));
        let part = &recording[piece.start.index()..piece.end.index()];
        let overlap = OVERLAP.min(samples.len()).min(part.len());
        let from = samples.len() - overlap;
        for (at, sample) in samples[from..].iter_mut().enumerate() {
            let share = (at as f32 + 0.5) / overlap as f32;
            *sample = *sample * (1.0 - share) + part[at] * share;
        }
        samples.extend_from_slice(&part[overlap..]);
        let own = line.words.iter().filter(|word| piece.contains(&word.start));
        let place = |at: Frames| at - piece.start + Frames::from(from);
        words.extend(own.map(|word| place(word.start)..place(word.end)));
    }
    let frames = samples.len();
    let edge = (RATE as usize / 200).min(frames / 2);
    for at in 0..edge {
        let share = at as f32 / edge as f32;
        samples[at] *= share;
        samples[frames - 1 - at] *= share;
    }
    line.samples = samples;
    words
}
