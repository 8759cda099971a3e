//! Tunes: composed notes over a harmony, played by an instrument.
//!
//! Takes a tune and an extent, and adds its sound to a canvas. On a circle it has
//! whole bars, and the last leads into the first. Tunes of one recipe that use the
//! name of the same harmony change chords together.

mod compose;
mod harmony;
mod song;

use super::budget::reach;
use super::curve::frames;
use super::draw::Draw;
use super::performer::Performer;
use super::source::double::double;
use super::source::hall::{TAIL, hall};
use super::source::instrument::{Ensemble, Manner, Sounded};
use crate::recipe::score::{Part, Played, Tune};
use compose::{Note, Piece, line};
use cuebook_core::units::RATE;
use cuebook_dsp::canvas::{Canvas, Extent};
use cuebook_dsp::random::Random;
use harmony::{Scale, progression};

/// The largest number of bars of a piece.
const MOST: f64 = 256.0;

/// The time grid: seconds for each beat, beats in a bar, number of bars.
struct Time {
    beat: f64,
    beats: f64,
    bars: usize,
    /// The last bar is a close.
    closes: bool,
}

impl Performer<'_> {
    /// Returns a tune over `extent`.
    ///
    /// # Errors
    /// Returns the errors of its formulas, and an error for a scale without
    /// degrees.
    pub(super) fn tune(
        &self,
        of: &Tune,
        extent: Extent,
        own: &Random,
        draw: &mut Draw<'_>,
    ) -> Result<Canvas, String> {
        let time = time(of, extent, draw)?;
        if extent == Extent::Open {
            reach(frames(time.beat * time.beats * time.bars as f64))?;
        }
        let scale = scale(of, draw)?;
        let stays = draw.plain_or(of.stays.as_ref(), 2.0)?.round().max(1.0) as usize;
        let mut random = match &of.name {
            Some(name) => self.root.named("harmony").named(name),
            None => own.named("harmony"),
        };
        let piece = Piece {
            bars: time.bars,
            beats: time.beats,
            stays: if time.closes { 1 } else { stays },
            chords: chords(&time, stays, &scale, &mut random),
            degrees: scale.degrees(),
            closes: time.closes,
        };
        let notes = notes(of, &piece, &mut own.named("notes"), draw)?;
        let manner = manner(&of.played, slow(extent, time.closes), draw)?;
        let mut ensemble = Ensemble::new(manner);
        let mut canvas = self.spare.canvas(extent.slower(manner.slow));
        for (number, note) in notes.iter().enumerate() {
            let chance = own.named("note").nth(number);
            let sounds = manner.frames(note.length * time.beat + manner.release);
            reach(sounds)?;
            self.budget.spend(sounds, 8 * manner.players.max(1))?;
            let at = (&scale, time.beat, manner);
            perform(note, at, &mut ensemble, &chance, &mut canvas);
        }
        let share = draw.plain_or(of.hall.as_ref(), 0.35)?.clamp(0.0, 1.0);
        if share > 0.0 {
            if extent == Extent::Open {
                let end = canvas.frames() + TAIL;
                canvas.left.resize(end, 0.0);
                canvas.right.resize(end, 0.0);
            }
            let sides = (&mut canvas.left[..], &mut canvas.right[..]);
            hall(sides, share, extent.way(), manner.slow);
        }
        if manner.slow == 2 {
            let mut full = self.spare.canvas(extent);
            if extent == Extent::Open {
                full.left.resize(2 * canvas.left.len(), 0.0);
                full.right.resize(2 * canvas.right.len(), 0.0);
            }
            double(&canvas.left, &mut full.left, extent.way());
            double(&canvas.right, &mut full.right, extent.way());
            self.spare.give([canvas.left, canvas.right]);
            return Ok(full);
        }
        Ok(canvas)
    }
}

/// Returns the divisor of the rate. The music of a bed, and of a piece with a given
/// length, is made at half the rate: it plays under speech, and its content above
/// 10 kHz is 50 dB or more below the rest.
fn slow(extent: Extent, closes: bool) -> usize {
    match extent.frames() {
        Some(frames) if frames % 2 == 0 => 2,
        None if closes => 2,
        _ => 1,
    }
}

/// Adds one note to a canvas, played by all its players.
fn perform(
    note: &Note,
    (scale, beat, manner): (&Scale, f64, Manner),
    ensemble: &mut Ensemble,
    chance: &Random,
    onto: &mut Canvas,
) {
    let mut random = chance.named("time");
    let sounded = Sounded {
        pitch: scale.pitch(note.degree).clamp(16.0, 8000.0),
        seconds: note.length * beat,
        level: (note.level * random.between(0.9, 1.0)).clamp(0.0, 1.0),
    };
    // No two notes are exactly on the beat.
    let at = note.at * beat + random.between(0.0, 0.012);
    ensemble.play(sounded, chance, (onto, manner.frames(at)));
}

fn time(of: &Tune, extent: Extent, draw: &mut Draw<'_>) -> Result<Time, String> {
    let beat = 1.0 / draw.rate(&of.tempo)?.clamp(0.1, 20.0);
    let beats = draw
        .plain_or(of.beats.as_ref(), 4.0)?
        .round()
        .clamp(1.0, 16.0);
    let bars = draw
        .plain_or(of.bars.as_ref(), 2.0)?
        .round()
        .clamp(1.0, MOST);
    let whole = extent
        .frames()
        .map(|frames| frames as f64 / f64::from(RATE));
    if let (Extent::Open, Some(lasts)) = (extent, &of.lasts) {
        let lasts = draw.time(lasts)?.clamp(0.5, 120.0);
        let bars = (lasts / (beat * beats)).round().clamp(1.0, MOST);
        return Ok(Time {
            beat: lasts / (bars * beats),
            beats,
            bars: bars as usize,
            closes: true,
        });
    }
    Ok(match (extent, whole) {
        (Extent::Circle(_), Some(whole)) => {
            let bars = (whole / (beat * beats)).round().clamp(1.0, MOST);
            Time {
                beat: whole / (bars * beats),
                beats,
                bars: bars as usize,
                closes: false,
            }
        }
        (_, Some(whole)) => Time {
            beat,
            beats,
            bars: (whole / (beat * beats)).ceil().clamp(1.0, MOST) as usize,
            closes: false,
        },
        (_, None) => Time {
            beat,
            beats,
            bars: bars as usize,
            closes: false,
        },
    })
}

/// Returns the chord of each `stays` bars. A close is one bar, so the tonic of the
/// last bar has its own chord.
fn chords(time: &Time, stays: usize, scale: &Scale, random: &mut Random) -> Vec<i32> {
    if !time.closes {
        return progression(time.bars.div_ceil(stays), scale, false, random);
    }
    let count = (time.bars - 1).div_ceil(stays) + 1;
    let short = progression(count, scale, true, random);
    let chord = |bar: usize| {
        if bar + 1 == time.bars {
            0
        } else {
            short[bar / stays]
        }
    };
    (0..time.bars).map(chord).collect()
}

fn scale(of: &Tune, draw: &mut Draw<'_>) -> Result<Scale, String> {
    let semitones: Result<Vec<f64>, String> =
        of.scale.iter().map(|degree| draw.plain(degree)).collect();
    let semitones = semitones?;
    if semitones.is_empty() || semitones.len() > 24 {
        return Err("a `scale` has from 1 to 24 degrees".to_owned());
    }
    Ok(Scale {
        root: draw.hertz(&of.root)?,
        semitones,
    })
}

fn notes(
    of: &Tune,
    piece: &Piece,
    random: &mut Random,
    draw: &mut Draw<'_>,
) -> Result<Vec<Note>, String> {
    Ok(match of.part {
        Part::Drone => piece.drone(),
        Part::Bass => piece.bass(),
        Part::Chords => {
            let voices = draw.plain_or(of.voices.as_ref(), 4.0)?.round().max(1.0);
            piece.voices(voices as usize)
        }
        Part::Melody => piece.melody(random),
        Part::Pulse => piece.pulse(draw.plain_or(of.every.as_ref(), 0.5)?, random),
        Part::Song => piece.song(draw.plain_or(of.lively.as_ref(), 0.5)?, random),
        Part::Stride => piece.stride(random),
        Part::Broken => piece.broken(draw.plain_or(of.every.as_ref(), 0.5)?, random),
        Part::Line => line(&sung(of, draw)?),
    })
}

/// Returns the notes of a line: degrees and beats.
fn sung(of: &Tune, draw: &mut Draw<'_>) -> Result<Vec<(Option<i32>, f64)>, String> {
    let notes = of.line.iter().map(|note| {
        let degree = match &note.degree {
            Some(degree) => Some(draw.plain(degree)?.clamp(-48.0, 96.0) as i32),
            None => None,
        };
        Ok((degree, draw.plain(&note.beats)?.clamp(0.0, 64.0)))
    });
    notes.collect()
}

fn manner(of: &Played, slow: usize, draw: &mut Draw<'_>) -> Result<Manner, String> {
    Ok(Manner {
        slow,
        by: of.by,
        players: draw
            .plain_or(of.players.as_ref(), 3.0)?
            .round()
            .clamp(1.0, 12.0) as usize,
        attack: draw.time_or(of.attack.as_ref(), 0.15)?.clamp(0.002, 10.0),
        release: draw.time_or(of.release.as_ref(), 0.4)?.clamp(0.01, 20.0),
        force: draw.plain_or(of.force.as_ref(), 0.5)?.clamp(0.0, 1.0),
        detune: match &of.detune {
            Some(cents) => Some(draw.plain(cents)?.clamp(0.0, 100.0)),
            None => None,
        },
    })
}
