//! Stick-slip friction: a hinge, a floorboard, a shoe on a polished floor.
//!
//! Takes a rate in Hz, its movement and a number of frames, and returns the
//! excitation of a body. The sum over each stick and slip is zero. The last slip
//! ends with the last frame, so a circle closes.
//!
//! While two surfaces stick, the load between them grows linearly. When it exceeds
//! the grip, they slip, and the body receives the stored energy at once: a longer
//! stick makes a stronger slip (A. Farnell, *Designing Sound*, ch. 30).

use std::f64::consts::TAU;

use crate::synth::curve::frames;
use cuebook_core::units::RATE;
use cuebook_dsp::random::Random;

/// Friction, in Hz and seconds.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Friction {
    pub from: f64,
    pub to: f64,
    /// The variation of the sticking times, as a share.
    pub jitter: f64,
    /// The random deviation of the rate from its glide, in octaves.
    pub wander: f64,
    /// The duration of a slip.
    pub slip: f64,
}

/// The correlation time of the rate's deviation, in seconds.
const MEMORY: f64 = 0.25;

/// Returns `frames` frames of friction.
#[must_use]
pub(crate) fn stick_slip(of: Friction, frames: usize, random: &mut Random) -> Vec<f32> {
    let mut jerks = vec![0.0; frames];
    let holds = holds(of, frames, random);
    let stretch = frames as f64 / holds.iter().sum::<f64>();
    let (mut end, mut start) = (0.0, 0);
    for hold in holds {
        end += hold * stretch;
        let next = (end.round() as usize).clamp(start, frames);
        jerk(of.slip, &mut jerks[start..next]);
        start = next;
    }
    jerks
}

/// Returns the sticking times in frames until `frames` are filled.
fn holds(of: Friction, frames: usize, random: &mut Random) -> Vec<f64> {
    let interval = libm::log2(of.to / of.from);
    let (mut at, mut stray, mut holds) = (0.0, 0.0, Vec::new());
    let mut bell = || random.between(-1.0, 1.0) + random.between(-1.0, 1.0);
    while at < frames as f64 {
        let glide = interval * at / frames as f64;
        let rate = of.from * libm::pow(2.0, glide + of.wander * stray);
        let hold = f64::from(RATE) / rate.clamp(2.0, 4000.0);
        let hold = (hold * (1.0 + of.jitter * bell()).max(0.2)).max(4.0);
        let forgotten = (hold / (MEMORY * f64::from(RATE))).min(1.0);
        stray += bell() * libm::sqrt(2.0 * forgotten) - stray * forgotten;
        stray = stray.clamp(-2.0, 2.0);
        holds.push(hold);
        at += hold;
    }
    holds
}

/// Writes one stick: a growing load, and the slip that releases it.
fn jerk(slip: f64, onto: &mut [f32]) {
    let load = 1.0 / onto.len().max(1) as f64;
    onto.fill(-load as f32);
    let length = frames(slip).max(2).min(onto.len());
    let start = onto.len() - length;
    for (n, sample) in onto[start..].iter_mut().enumerate() {
        let share = (n as f64 + 0.5) / length as f64;
        *sample += ((1.0 - libm::cos(TAU * share)) / length as f64) as f32;
    }
    // The stored energy grows with the sticking time.
    let stored = onto.len() as f32;
    onto.iter_mut().for_each(|sample| *sample *= stored);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slips(of: Friction) -> Vec<usize> {
        let jerks = stick_slip(of, 4 * 48_000, &mut Random::new(1));
        let loud = |n: &usize| jerks[*n] > 2.0 && jerks[*n] >= jerks[n - 1];
        let tops = (1..jerks.len() - 1).filter(loud);
        tops.filter(|n| jerks[*n] > jerks[n + 1]).collect()
    }

    fn hinge() -> Friction {
        Friction {
            from: 50.0,
            to: 50.0,
            jitter: 0.0,
            wander: 0.0,
            slip: 0.001,
        }
    }

    #[test]
    fn it_slips_at_the_given_rate() {
        let slips = slips(hinge());
        assert_eq!(slips.len(), 200);
        let apart = slips.windows(2).map(|pair| pair[1] - pair[0]);
        assert!(apart.clone().all(|gap| (959..=961).contains(&gap)));
    }

    #[test]
    fn jitter_makes_it_uneven_and_a_glide_faster() {
        let uneven = slips(Friction {
            jitter: 0.2,
            ..hinge()
        });
        let gaps: Vec<usize> = uneven.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let (least, most) = (gaps.iter().min().unwrap(), gaps.iter().max().unwrap());
        assert!(*least < 800 && *most > 1100, "{least} to {most}");

        let faster = slips(Friction {
            to: 200.0,
            ..hinge()
        });
        let early = faster.iter().filter(|at| **at < 48_000).count();
        let late = faster.iter().filter(|at| **at >= 144_000).count();
        assert!((50..70).contains(&early), "{early}");
        assert!((130..180).contains(&late), "{late}");
    }

    #[test]
    fn each_load_is_released() {
        let jerks = stick_slip(
            Friction {
                jitter: 0.3,
                wander: 0.5,
                ..hinge()
            },
            10_000,
            &mut Random::new(2),
        );
        let sum: f64 = jerks.iter().map(|jerk| f64::from(*jerk)).sum();
        assert!(sum.abs() < 0.5, "{sum}");
    }
}
