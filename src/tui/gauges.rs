//! Meters with ballistics: they rise at once, fall slowly, and hold the highest
//! value. Takes the readings of all blocks that were heard and returns levels
//! to show. No peak is missed, however rarely the screen is drawn.

use std::time::{Duration, Instant};

use crate::mix::BusName;
use crate::output::live::Reading;
use crate::tui::now::Meter;
use cuebook_core::units::{Decibels, Gain, Lufs};

/// One for each bus, and one for the output of the limiter.
const COUNT: usize = BusName::ALL.len() + 1;

/// How fast a level falls: 20 dB in 1.7 s, as in a programme meter (IEC
/// 60268-18).
const FALL: f64 = 20.0 / 1.7;

/// How long the highest value is held.
const HELD: Duration = Duration::from_secs(3);

/// The lowest level.
const SILENCE: Decibels = Decibels(f64::NEG_INFINITY);

/// The meters of a show.
pub(crate) struct Gauges {
    pub meters: [Meter; COUNT],
    pub momentary: Lufs,
    pub integrated: Lufs,
    held_since: [[Instant; 2]; COUNT],
    seen: Instant,
}

const AT_REST: Meter = Meter {
    peak: [SILENCE; 2],
    hold: [SILENCE; 2],
    is_over: false,
};

impl Gauges {
    /// Creates meters at rest.
    #[must_use]
    pub(crate) fn new(now: Instant) -> Gauges {
        Gauges {
            meters: [AT_REST; COUNT],
            momentary: Lufs(f64::NEG_INFINITY),
            integrated: Lufs(f64::NEG_INFINITY),
            held_since: [[now; 2]; COUNT],
            seen: now,
        }
    }

    /// Takes the readings since the last call.
    pub(crate) fn take(&mut self, readings: &[Reading], now: Instant) {
        let passed = now.duration_since(self.seen).as_secs_f64();
        self.seen = now;
        for meter in 0..COUNT {
            for side in 0..2 {
                let heard = readings.iter().map(|reading| level(reading, meter, side));
                let highest = heard.fold(0.0, f32::max);
                self.move_to(meter, side, Gain(highest).decibels(), (passed, now));
                self.meters[meter].is_over |= meter + 1 == COUNT && highest >= 1.0;
            }
        }
        if let Some(last) = readings.last() {
            self.momentary = last.momentary;
            self.integrated = last.integrated;
        }
    }

    fn move_to(&mut self, meter: usize, side: usize, to: Decibels, (passed, now): (f64, Instant)) {
        let own = &mut self.meters[meter];
        let fallen = own.peak[side].0 - FALL * passed;
        own.peak[side] = Decibels(to.0.max(fallen));
        let since = &mut self.held_since[meter][side];
        if to.0 >= own.hold[side].0 || now.duration_since(*since) > HELD {
            own.hold[side] = own.peak[side];
            *since = now;
        }
    }

    /// Clears the held values.
    pub(crate) fn clear(&mut self) {
        self.meters = [AT_REST; COUNT];
    }
}

/// Returns the peak of a bus in a block, or of the limiter's output.
fn level(reading: &Reading, meter: usize, side: usize) -> f32 {
    match meter + 1 == COUNT {
        true => reading.out[side],
        false => reading.peaks.get(meter).map_or(0.0, |peak| peak[side]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(narration: f32, out: f32) -> Reading {
        let mut reading = Reading::new(1, 0, (Lufs(-20.0), Lufs(-18.0)));
        reading.peaks = vec![[narration, 0.0]; 5];
        reading.out = [out; 2];
        reading
    }

    #[test]
    fn a_level_rises_at_once_falls_slowly_and_its_highest_is_held() {
        let start = Instant::now();
        let after = |seconds: f64| start + Duration::from_secs_f64(seconds);
        let mut gauges = Gauges::new(start);
        gauges.take(
            &[reading(0.1, 0.1), reading(1.0, 0.5), reading(0.1, 0.1)],
            after(0.1),
        );
        assert_eq!(gauges.meters[0].peak, [Decibels(0.0), SILENCE]);
        assert!(!gauges.meters[5].is_over);
        assert_eq!(gauges.momentary, Lufs(-20.0));
        // 1.7 s later it is 20 dB down, and held at 0.
        gauges.take(&[], after(1.8));
        assert!((gauges.meters[0].peak[0].0 + 20.0).abs() < 1e-6);
        assert_eq!(gauges.meters[0].hold[0], Decibels(0.0));
        gauges.take(&[reading(0.0, 1.0)], after(3.5));
        assert!((gauges.meters[0].hold[0].0 + 40.0).abs() < 1e-6, "let go");
        assert!(gauges.meters[5].is_over);
        gauges.clear();
        assert!(!gauges.meters[5].is_over);
    }
}
