//! The source of a voice: pulses of air and breath noise.
//!
//! Takes a pitch and the amounts of voice and breath, and returns the pressure that
//! drives the tract. A pulse begins and ends at zero, so changes between periods do
//! not click.
//!
//! The flow of a pulse is t²·(1 − t) over its open phase (D. H. Klatt & L. C.
//! Klatt, *Analysis, synthesis and perception of voice quality variations*, 1990).
//! The lips radiate its derivative. The difference of the flow from sample to
//! sample does not alias at the closure.

use std::f64::consts::TAU;

use super::track::Pose;
use super::{OWN_RATE, STEP, Utterance};
use cuebook_dsp::random::Random;

/// The mean difference between periods in a smooth voice, as a share.
const JITTER: f64 = 0.006;

/// The increase of this difference in a hoarse voice.
const HOARSE_JITTER: f64 = 0.035;

/// The variation of the pulses' height.
const SHIMMER: f64 = 0.05;

/// The level of breath relative to voice when there is only breath.
const BREATH: f64 = 0.2;

/// The strength of a pre-emphasis that is applied twice: the formants above those
/// in the model raise the treble, and so does effort.
const LIFT: f64 = 1.3;
const EFFORT_LIFT: f64 = 1.7;

/// The range of the slow wandering of the pitch, as a share.
const WANDER: f64 = 0.012;

pub(super) struct Glottis {
    random: Random,
    /// The reciprocal of the open share of a period.
    opening: f64,
    /// The coefficient that smooths the slope of a pulse: a softer voice is duller.
    follow: f64,
    rough: f64,
    tremor: (f64, f64),
    tremor_phase: f64,
    wander: f64,
    /// The rate of the flutter of a hoarse voice in Hz; screams flutter at 30–150
    /// Hz (Arnal et al., *Human screams occupy a privileged niche*, 2015).
    flutter: f64,
    flutter_phase: f64,
    phase: f64,
    /// Periods a sample, before and after the jitter of this period.
    pace: f64,
    own_pace: f64,
    height: f64,
    flow: f64,
    slope: f64,
    lift: f64,
    lifted: [f64; 2],
    voice: f64,
    breath: f64,
}

impl Glottis {
    pub(super) fn new(of: &Utterance, mut random: Random) -> Glottis {
        let open = 0.75 - 0.33 * of.effort + 0.1 * of.breath;
        let corner = 420.0 * libm::pow(2.0, 4.1 * of.effort);
        Glottis {
            opening: 1.0 / open,
            follow: 1.0 - libm::exp(-TAU * corner / OWN_RATE),
            rough: of.rough,
            tremor: of.tremor,
            tremor_phase: random.unit(),
            wander: 0.0,
            flutter: random.between(35.0, 95.0),
            flutter_phase: 0.0,
            phase: 0.0,
            pace: of.pitch.0 / OWN_RATE,
            own_pace: of.pitch.0 / OWN_RATE,
            height: 0.0,
            flow: 0.0,
            slope: 0.0,
            lift: LIFT + EFFORT_LIFT * of.effort * of.effort,
            lifted: [0.0; 2],
            voice: 0.0,
            breath: 0.0,
            random,
        }
    }

    /// Applies a pose and returns the present pitch.
    pub(super) fn pose(&mut self, pose: &Pose) -> f64 {
        let step = STEP as f64 / OWN_RATE;
        // A tremor is irregular.
        self.tremor_phase += self.tremor.0 * step * self.random.between(0.5, 1.5);
        let tremor = self.tremor.1 * libm::sin(TAU * self.tremor_phase);
        self.wander = 0.99 * self.wander + 0.14 * WANDER * self.random.between(-1.7, 1.7);
        let pitch = pose.pitch * (1.0 + tremor + self.wander).clamp(0.5, 2.0);
        self.pace = pitch / OWN_RATE;
        // The tremor modulates the level as well as the pitch.
        self.voice = pose.voice * (1.0 + 3.0 * tremor).max(0.2);
        self.breath = BREATH * pose.breath;
        pitch
    }

    /// Writes the pressure at the glottis sample by sample; `noise` is the noise of
    /// turbulent air.
    pub(super) fn run(&mut self, noise: &[f64], pressure: &mut [f64]) {
        let (mut phase, mut before, mut slope) = (self.phase, self.flow, self.slope);
        let mut lifted = self.lifted;
        for (noise, pressure) in noise.iter().zip(pressure) {
            phase += self.own_pace;
            if phase >= 1.0 {
                phase -= 1.0;
                self.period();
            }
            let open = phase * self.opening;
            let flow = if open < 1.0 {
                open * open * (1.0 - open)
            } else {
                0.0
            };
            let steep = (flow - before) * self.height;
            before = flow;
            slope = (1.0 - self.follow) * slope + self.follow * steep;
            // Breath noise is stronger while the glottis is open.
            let rush = self.breath * (0.35 + 4.0 * flow);
            let source = self.voice * slope + rush * noise;
            let once = source + self.lift * (source - lifted[0]);
            *pressure = once + self.lift * (once - lifted[1]);
            lifted = [source, once];
        }
        (self.phase, self.flow, self.slope) = (phase, before, slope);
        self.lifted = lifted;
    }

    /// Starts a period with random changes of length and height.
    fn period(&mut self) {
        let (rough, random) = (self.rough, &mut self.random);
        let jitter = (JITTER + HOARSE_JITTER * rough) * random.between(-1.7, 1.7);
        self.own_pace = (self.pace * (1.0 + jitter)).min(0.4);
        self.flutter_phase += self.flutter * random.between(0.4, 1.6) / OWN_RATE / self.pace;
        let flutter = 0.5 + 0.5 * libm::sin(TAU * self.flutter_phase);
        let shimmer = (SHIMMER + 0.12 * rough) * random.between(-1.7, 1.7);
        let strength = (1.0 + shimmer) * (1.0 - 0.6 * rough * flutter);
        // The closing speed does not depend on the pitch.
        self.height = strength / (self.own_pace * self.opening);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::held;
    use super::*;

    /// Returns the mean difference between successive periods of a second, as a
    /// share.
    fn jitter(rough: f64) -> f64 {
        let of = Utterance { rough, ..held() };
        let mut glottis = Glottis::new(&of, Random::new(1));
        let mut periods = Vec::new();
        for _ in 0..OWN_RATE as usize {
            let before = glottis.phase;
            glottis.run(&[0.0], &mut [0.0]);
            if glottis.phase < before {
                periods.push(1.0 / glottis.own_pace);
            }
        }
        assert!((115..125).contains(&periods.len()), "{}", periods.len());
        let steps = periods.windows(2).map(|pair| (pair[1] - pair[0]).abs());
        steps.sum::<f64>() / periods.iter().sum::<f64>()
    }

    /// A healthy voice stays below 1.04 %, the clinical threshold of the
    /// *Multi-Dimensional Voice Program*.
    #[test]
    fn periods_differ_and_more_so_in_a_hoarse_voice() {
        let (smooth, hoarse) = (jitter(0.0), jitter(1.0));
        assert!((0.003..0.0104).contains(&smooth), "{smooth}");
        assert!((0.02..0.08).contains(&hoarse), "{hoarse}");
    }
}
