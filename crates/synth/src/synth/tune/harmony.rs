//! Scales, chords and voice leading.
//!
//! Takes a scale and a random stream, and returns chords as degrees. A progression
//! begins on the tonic and its last chord leads back to it. Voices move by the
//! smallest steps.

use cuebook_dsp::random::Random;

/// A scale in semitones above a root in Hz.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    pub root: f64,
    pub semitones: Vec<f64>,
}

impl Scale {
    /// Returns the number of degrees in an octave.
    #[must_use]
    pub(super) fn degrees(&self) -> i32 {
        self.semitones.len() as i32
    }

    /// Returns the pitch of a degree in Hz; degrees continue above and below the
    /// octave.
    #[must_use]
    pub(super) fn pitch(&self, degree: i32) -> f64 {
        let octave = f64::from(degree.div_euclid(self.degrees()));
        self.root * libm::pow(2.0, octave + self.above(degree) / 12.0)
    }

    fn above(&self, degree: i32) -> f64 {
        self.semitones[degree.rem_euclid(self.degrees()) as usize]
    }

    /// Returns whether the triad on this degree has a perfect fifth.
    fn is_firm(&self, degree: i32) -> bool {
        let fifth = self.above(degree + 4) - self.above(degree);
        (fifth.rem_euclid(12.0) - 7.0).abs() < 0.5
    }
}

/// Returns a number of chords as the degrees of their roots. One that closes ends on
/// the tonic, after the fifth or, where that is not firm, the fourth.
#[must_use]
pub(super) fn progression(
    count: usize,
    scale: &Scale,
    closes: bool,
    random: &mut Random,
) -> Vec<i32> {
    if closes && count > 1 {
        let mut chords = progression(count - 1, scale, false, random);
        if count > 2 {
            let before = if scale.is_firm(4) { 4 } else { 3 };
            chords[count - 2] = before % scale.degrees();
        }
        chords.push(0);
        return chords;
    }
    let degrees = scale.degrees();
    let mut chords = vec![0_i32];
    for number in 1..count {
        let now = chords[number - 1];
        let last = number + 1 == count;
        // A third down and a fourth up are the strongest moves, then steps.
        let moves = [(-2, 3.0), (3, 3.0), (-1, 2.0), (1, 1.5), (2, 1.0), (4, 1.0)];
        let weighed = moves.map(|(by, weight)| {
            let to = (now + by).rem_euclid(degrees);
            let home = if last && to == 0 { 0.0 } else { 1.0 };
            let firm = if scale.is_firm(to) { 1.0 } else { 0.1 };
            // From the second, fourth, fifth and seventh, the tonic is one step or
            // leap away.
            let leads = if last && [1, 3, 4, 6].contains(&to) {
                4.0
            } else {
                1.0
            };
            (to, weight * home * firm * leads)
        });
        chords.push(chosen(&weighed, random));
    }
    chords
}

/// Chooses one of several by weight.
pub(super) fn chosen<T: Copy>(weighed: &[(T, f64)], random: &mut Random) -> T {
    let all: f64 = weighed.iter().map(|(_, weight)| weight).sum();
    let mut left = random.unit() * all;
    for (value, weight) in weighed {
        left -= weight;
        if left < 0.0 {
            return *value;
        }
    }
    weighed[0].0
}

/// Returns whether a degree belongs to the triad on `chord`.
#[must_use]
pub(super) fn fits(degree: i32, chord: i32, degrees: i32) -> bool {
    [0, 2, 4].contains(&(degree - chord).rem_euclid(degrees))
}

/// Returns the nearest degree of a chord.
#[must_use]
pub(super) fn nearest(degree: i32, chord: i32, degrees: i32) -> i32 {
    let near = (0..degrees).flat_map(|by| [degree - by, degree + by]);
    let mut fitting = near.filter(|degree| fits(*degree, chord, degrees));
    fitting.next().unwrap_or(degree)
}

/// Leads voices to a chord: all its notes are present, no two voices are the same,
/// and the voices move as little as possible and stay near `home`.
#[must_use]
pub(super) fn lead(voices: &[i32], home: &[i32], chord: i32, degrees: i32) -> Vec<i32> {
    let mut ways: Vec<Vec<i32>> = vec![Vec::new()];
    for voice in voices {
        let near: Vec<i32> = (voice - 3..=voice + 3)
            .filter(|degree| fits(*degree, chord, degrees))
            .collect();
        ways = ways
            .iter()
            .flat_map(|way| {
                near.iter()
                    .map(move |degree| [way.as_slice(), &[*degree]].concat())
            })
            .collect();
    }
    let effort = |way: &Vec<i32>| -> i32 {
        let moved: i32 = way.iter().zip(voices).map(|(a, b)| (a - b).abs()).sum();
        let strayed: i32 = way
            .iter()
            .zip(home)
            .map(|(a, b)| ((a - b).abs() - 2).max(0))
            .sum();
        let missing = [0, 2].iter().filter(|part| {
            !way.iter()
                .any(|degree| (degree - chord).rem_euclid(degrees) == **part)
        });
        let crossed = way.windows(2).filter(|pair| pair[0] >= pair[1]);
        moved + 2 * strayed + 6 * missing.count() as i32 + 8 * crossed.count() as i32
    };
    ways.into_iter().min_by_key(effort).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minor() -> Scale {
        Scale {
            root: 110.0,
            semitones: vec![0.0, 2.0, 3.0, 5.0, 7.0, 8.0, 10.0],
        }
    }

    #[test]
    fn degrees_go_on_above_the_octave_and_below_the_root() {
        let scale = minor();
        assert!((scale.pitch(4) - 164.81).abs() < 0.01);
        assert!((scale.pitch(7) - 220.0).abs() < 1e-9);
        assert!((scale.pitch(-3) - 82.407).abs() < 0.001);
    }

    #[test]
    fn a_progression_begins_on_the_tonic_and_does_not_end_there() {
        for seed in 0..50 {
            let chords = progression(8, &minor(), false, &mut Random::new(seed));
            assert_eq!(chords[0], 0);
            assert_ne!(chords[7], 0);
            assert!(
                chords.windows(2).all(|pair| pair[0] != pair[1]),
                "{chords:?}"
            );
        }
    }

    #[test]
    fn a_close_is_the_tonic_after_the_fifth() {
        for seed in 0..20 {
            let chords = progression(8, &minor(), true, &mut Random::new(seed));
            assert_eq!((chords.len(), &chords[6..]), (8, &[4, 0][..]));
        }
        assert_eq!(progression(1, &minor(), true, &mut Random::new(1)), [0]);
    }

    #[test]
    fn voices_move_to_the_nearest_notes_and_omit_none() {
        // From A minor, spread, to F major only the fifth moves, by a step.
        let home = [0, 4, 9, 14];
        let led = lead(&home, &home, 5, 7);
        assert_eq!(led, [0, 5, 9, 14]);
        for seed in 0..20 {
            let mut voices = home.to_vec();
            for chord in progression(12, &minor(), false, &mut Random::new(seed)) {
                let next = lead(&voices, &home, chord, 7);
                let most = next.iter().zip(&voices).map(|(a, b)| (a - b).abs()).max();
                assert!(most.unwrap() <= 3);
                assert!(next.windows(2).all(|pair| pair[0] < pair[1]), "{next:?}");
                assert!(
                    next.iter().any(|d| (d - chord).rem_euclid(7) == 2),
                    "its third"
                );
                voices = next;
            }
        }
    }
}
