//! The movements of a throat from syllable to syllable.
//!
//! Takes an utterance and returns a pose for every moment of it. The utterance
//! begins and ends in silence, and poses are interpolated.

use super::Utterance;
use super::vowels::{MAN, NEUTRAL, choice};
use crate::recipe::score::Joints;
use crate::synth::curve::smooth;
use cuebook_dsp::random::Random;

/// The share of an utterance at which its pitch turns.
const TURN: f64 = 1.0 / 3.0;

/// The time between poses of a pitch curve, in seconds.
const CURVE_STEP: f64 = 0.04;

/// The state of a throat at one moment, in Hz and shares.
#[derive(Copy, Clone, Debug, Default, PartialEq)]
pub(super) struct Pose {
    pub formants: [f64; 3],
    pub pitch: f64,
    pub voice: f64,
    pub breath: f64,
    /// The noise of a consonant and its frequency.
    pub hiss: f64,
    pub hiss_at: f64,
}

/// Poses with times in seconds, in rising order.
#[derive(Debug)]
pub(super) struct Track {
    poses: Vec<(f64, Pose)>,
}

/// One syllable: its time, stress, vowel and pitch.
struct Syllable {
    at: f64,
    lasts: f64,
    stress: f64,
    vowel: [f64; 3],
    pitch: f64,
}

impl Track {
    pub(super) fn new(of: &Utterance, random: &mut Random) -> Track {
        let mut writer = Writer {
            of,
            poses: Vec::new(),
            random,
        };
        writer.utterance();
        Track {
            poses: writer.poses,
        }
    }

    /// Returns the pose at a time, interpolated between two.
    pub(super) fn at(&self, time: f64) -> Pose {
        let next = self.poses.partition_point(|(at, _)| *at <= time);
        let Some((from, before)) = next.checked_sub(1).map(|n| self.poses[n]) else {
            return self.poses.first().map_or(Pose::default(), |first| first.1);
        };
        let Some((to, after)) = self.poses.get(next) else {
            return before;
        };
        let share = (time - from) / (to - from);
        before.towards(after, smooth(share))
    }
}

impl Pose {
    fn towards(self, other: &Pose, share: f64) -> Pose {
        let mix = |from: f64, to: f64| from + (to - from) * share;
        let formant = |n: usize| mix(self.formants[n], other.formants[n]);
        Pose {
            formants: [formant(0), formant(1), formant(2)],
            pitch: mix(self.pitch, other.pitch),
            voice: mix(self.voice, other.voice),
            breath: mix(self.breath, other.breath),
            hiss: mix(self.hiss, other.hiss),
            hiss_at: mix(self.hiss_at, other.hiss_at),
        }
    }

    /// Returns this pose without sound.
    fn silent(self) -> Pose {
        Pose {
            voice: 0.0,
            breath: 0.0,
            hiss: 0.0,
            ..self
        }
    }
}

/// Creates a track.
struct Writer<'a> {
    of: &'a Utterance,
    poses: Vec<(f64, Pose)>,
    random: &'a mut Random,
}

impl Writer<'_> {
    fn utterance(&mut self) {
        let syllables = self.syllables();
        let last = syllables.len() - 1;
        for (n, syllable) in syllables.iter().enumerate() {
            let vowel = self.vowel(syllable);
            let begin = if n == 0 {
                self.pose(syllable.at, vowel.silent());
                syllable.at + 0.2 * syllable.lasts.min(0.2)
            } else {
                self.joint(syllable, vowel)
            };
            self.nucleus(syllable, vowel, (begin, n == last));
        }
        let Some((at, end)) = self.poses.last().copied() else {
            return;
        };
        self.pose(at.max(self.of.lasts), end.silent());
    }

    /// Returns syllables that fill the utterance: irregular, with a longer last
    /// one.
    fn syllables(&mut self) -> Vec<Syllable> {
        let count = (self.of.lasts * self.of.syllables).round().max(1.0) as usize;
        let shares: Vec<f64> = (1..=count)
            .map(|n| self.random.between(0.75, 1.25) + if n == count { 0.35 } else { 0.0 })
            .collect();
        let all: f64 = shares.iter().sum();
        let held = self.formants();
        let mut at = 0.0;
        let mut syllables = Vec::with_capacity(count);
        for share in shares {
            let lasts = self.of.lasts * share / all;
            let stress = self.random.between(0.0, 1.0);
            // In a shout, stress moves the pitch by two to four semitones.
            let accent = (stress - 0.45) * (0.2 + 0.4 * self.of.effort);
            let melody = self.pitch((at + lasts / 2.0) / self.of.lasts);
            syllables.push(Syllable {
                at,
                lasts,
                stress,
                vowel: match self.of.joints {
                    // A laugh or a sob has only one vowel.
                    Joints::Breath => held.map(|hertz| hertz * self.random.between(0.96, 1.04)),
                    Joints::Speech | Joints::None => self.formants(),
                },
                pitch: melody * libm::pow(2.0, accent),
            });
            at += lasts;
        }
        syllables
    }

    /// Returns the formants of a vowel with the variation of this throat.
    fn formants(&mut self) -> [f64; 3] {
        let vowels = choice(self.of.vowels);
        let at = (self.random.unit() * vowels.len() as f64) as usize;
        let throat = MAN / self.of.tract;
        // The jaw opens in a shout and raises the first formant by about a third.
        let jaw = 1.0 + 0.5 * (self.of.effort - 0.3).max(0.0);
        let mut formants = vowels[at].map(|hertz| hertz * throat);
        formants[0] *= jaw;
        formants.map(|hertz| hertz * self.random.between(0.93, 1.07))
    }

    /// Returns the pitch without accents at a share of the utterance.
    fn pitch(&self, share: f64) -> f64 {
        let (from, to) = self.of.pitch;
        let glide = |from: f64, to: f64, share: f64| from * libm::pow(to / from, share);
        match self.of.through {
            None => glide(from, to, share),
            Some(through) if share < TURN => glide(from, through, smooth(share / TURN)),
            Some(through) => glide(through, to, smooth((share - TURN) / (1.0 - TURN))),
        }
    }

    fn vowel(&self, syllable: &Syllable) -> Pose {
        let strength = 0.62 + 0.38 * syllable.stress;
        Pose {
            formants: syllable.vowel,
            pitch: syllable.pitch,
            voice: strength * (1.0 - self.of.breath * self.of.breath),
            breath: strength * self.of.breath * (0.4 + 0.6 * self.of.breath),
            hiss: 0.0,
            hiss_at: 4000.0,
        }
    }

    /// Adds the vowel, from its start to the start of the next joint.
    fn nucleus(&mut self, syllable: &Syllable, vowel: Pose, (begin, last): (f64, bool)) {
        let end = syllable.at + syllable.lasts;
        let room = (end - begin).max(0.0);
        let drift = self.random.between(0.94, 1.06);
        let at = |height: f64, pitch: f64| Pose {
            pitch: vowel.pitch * pitch,
            voice: vowel.voice * height,
            breath: vowel.breath * height,
            formants: vowel.formants,
            ..vowel
        };
        if self.of.through.is_some() {
            self.curve(vowel, (begin, end));
            return;
        }
        self.pose(begin, at(0.85, 0.97));
        self.pose(begin + 0.35 * room, at(1.0, 1.02));
        let mut close = at(if last { 0.7 } else { 0.8 }, if last { 0.93 } else { 0.98 });
        close.formants[1] *= drift;
        self.pose(begin + 0.7 * room, close);
    }

    /// Adds a vowel whose pitch follows the curve of the whole utterance, without
    /// accents: a note is held.
    fn curve(&mut self, vowel: Pose, (begin, end): (f64, f64)) {
        let melody = |time: f64| self.pitch((time / self.of.lasts).min(1.0));
        let steps = ((end - begin) / CURVE_STEP).ceil().max(2.0);
        let poses: Vec<(f64, Pose)> = (0..steps as usize)
            .map(|n| {
                let share = n as f64 / steps;
                let time = begin + share * (end - begin);
                let height = 1.0 - 0.25 * (share - 0.4).abs();
                let pose = Pose {
                    pitch: melody(time),
                    voice: vowel.voice * height,
                    breath: vowel.breath * height,
                    ..vowel
                };
                (time, pose)
            })
            .collect();
        for (time, pose) in poses {
            self.pose(time, pose);
        }
    }

    /// Adds the joint before a syllable and returns the start of its vowel.
    fn joint(&mut self, syllable: &Syllable, vowel: Pose) -> f64 {
        match self.of.joints {
            Joints::None => {
                let time = 0.25 * syllable.lasts.min(0.25);
                let dip = Pose {
                    voice: 0.5 * vowel.voice,
                    breath: 0.5 * vowel.breath,
                    ..vowel
                };
                self.pose(syllable.at, dip);
                syllable.at + time
            }
            Joints::Breath => self.gasp(syllable, vowel),
            Joints::Speech => self.consonant(syllable, vowel),
        }
    }

    /// Opens the glottis and stops the voice: the h of a sob or a laugh.
    fn gasp(&mut self, syllable: &Syllable, vowel: Pose) -> f64 {
        let time = 0.45 * syllable.lasts;
        let open = Pose {
            voice: 0.0,
            breath: 0.3 * vowel.breath + 0.02,
            ..vowel
        };
        self.pose(syllable.at, open);
        self.pose(syllable.at + 0.75 * time, open);
        syllable.at + time
    }

    /// Adds a constriction: a stop, a hiss, a nasal or a glide.
    fn consonant(&mut self, syllable: &Syllable, vowel: Pose) -> f64 {
        let time = self.random.between(0.05, 0.11).min(0.42 * syllable.lasts);
        // Consonants are weaker in a shout.
        let clear = 1.0 - 0.6 * self.of.effort;
        let throat = MAN / self.of.tract;
        let mut narrow = Pose {
            formants: [280.0, self.random.between(900.0, 1900.0), NEUTRAL[2]].map(|f| f * throat),
            ..vowel.silent()
        };
        let begin = syllable.at;
        match self.random.between(0.0, 1.0) {
            // A stop: silence, then its burst.
            kind if kind < 0.3 => {
                narrow.hiss_at = self.random.between(1500.0, 4500.0);
                self.pose(begin, narrow);
                self.pose(begin + 0.7 * time, narrow);
                let burst = 0.5 * clear * vowel.voice.max(vowel.breath);
                self.pose(
                    begin + 0.75 * time,
                    Pose {
                        hiss: burst,
                        ..narrow
                    },
                );
                self.pose(begin + 0.75 * time + 0.018, narrow);
                begin + time + 0.02
            }
            kind if kind < 0.5 => {
                narrow.hiss_at = self.random.between(3500.0, 7500.0);
                narrow.hiss = 0.35 * clear * vowel.voice.max(vowel.breath);
                self.pose(begin + 0.2 * time, narrow);
                self.pose(begin + 0.8 * time, narrow);
                begin + 1.2 * time
            }
            // A nasal or a glide: the voice continues behind it.
            kind => {
                let through = if kind < 0.8 { 0.3 } else { 0.55 };
                narrow.voice = through * vowel.voice;
                narrow.breath = through * vowel.breath;
                self.pose(begin + 0.1 * time, narrow);
                self.pose(begin + 0.8 * time, narrow);
                begin + 1.2 * time
            }
        }
    }

    /// Adds a pose, at the earliest just after the last.
    fn pose(&mut self, at: f64, pose: Pose) {
        let at = self.poses.last().map_or(at, |last| at.max(last.0 + 1e-3));
        self.poses.push((at, pose));
    }
}
