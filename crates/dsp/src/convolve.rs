//! Convolution with the response of a space. Takes a quantum of stereo and the
//! [`Kernel`] of a response, and returns the output of the space over the same
//! quantum. The output depends only on the last [`Kernel::memory`] quanta,
//! including this one. The length of a quantum is that of the kernel.
//!
//! Uniformly partitioned overlap-save (Stockham 1966; Kulp 1988): the response
//! is split into parts of one quantum, and the spectra of past input are kept
//! for the later parts. Parts leave out the bins that have died away, because
//! late reverberation has no treble.

use std::sync::Arc;

use cuebook_transform::{Complex32, ComplexToReal, RealToComplex, forward, inverse};

use cuebook_core::audio::ImpulseResponse;
use cuebook_core::units::BLOCK;

/// The usual length of a quantum, in frames. A shorter one takes more time for the
/// same sound.
pub const QUANTUM: usize = 32 * BLOCK;

/// Bins that are this far below the strongest bin of a response are left out:
/// −80 dB.
const FLOOR: f32 = 1e-4;

/// A spectrum with separate real and imaginary parts, so that products become
/// vector code.
#[derive(Clone)]
struct Spectrum {
    re: Vec<f32>,
    im: Vec<f32>,
}

impl Spectrum {
    fn copy_from(&mut self, other: &Spectrum) {
        self.re.copy_from_slice(&other.re);
        self.im.copy_from_slice(&other.im);
    }

    /// Returns an empty spectrum of two quanta.
    fn silent(quantum: usize) -> Spectrum {
        Spectrum {
            re: vec![0.0; quantum + 1],
            im: vec![0.0; quantum + 1],
        }
    }

    fn clear(&mut self) {
        self.re.fill(0.0);
        self.im.fill(0.0);
    }

    /// Adds the product of two spectra, over the bins that `part` has.
    fn add_product(&mut self, input: &Spectrum, part: &Spectrum) {
        let own = self.re.iter_mut().zip(&mut self.im);
        let input = input.re.iter().zip(&input.im);
        let part = part.re.iter().zip(&part.im);
        for (((re, im), (a, b)), (c, d)) in own.zip(input).zip(part) {
            *re += a * c - b * d;
            *im += a * d + b * c;
        }
    }

    /// Sets this to the sum of both sides, scaled so that a source in the
    /// middle keeps its level.
    fn middle(&mut self, sides: [&Spectrum; 2]) {
        const HALF_POWER: f32 = std::f32::consts::FRAC_1_SQRT_2;
        let [left, right] = sides;
        for (sum, (a, b)) in self.re.iter_mut().zip(left.re.iter().zip(&right.re)) {
            *sum = (a + b) * HALF_POWER;
        }
        for (sum, (a, b)) in self.im.iter_mut().zip(left.im.iter().zip(&right.im)) {
            *sum = (a + b) * HALF_POWER;
        }
    }
}

/// The prepared transforms of two quanta, which are costly to create.
#[derive(Clone)]
struct Plans {
    forward: Arc<dyn RealToComplex<f32>>,
    back: Arc<dyn ComplexToReal<f32>>,
}

impl Plans {
    fn new(quantum: usize) -> Plans {
        Plans {
            forward: forward(2 * quantum),
            back: inverse(2 * quantum),
        }
    }
}

/// The transforms of two quanta, with their buffers.
struct Transform {
    plans: Plans,
    wave: Vec<f32>,
    bins: Vec<Complex32>,
    scratch: Vec<Complex32>,
}

impl Transform {
    fn new(plans: Plans) -> Transform {
        let Plans { forward, back } = &plans;
        let scratch = forward.get_scratch_len().max(back.get_scratch_len());
        Transform {
            wave: vec![0.0; plans.forward.len()],
            bins: vec![Complex32::default(); plans.forward.complex_len()],
            scratch: vec![Complex32::default(); scratch],
            plans,
        }
    }

    /// Computes the spectrum of `self.wave`, which is overwritten.
    fn analyse(&mut self, into: &mut Spectrum) {
        let forward = &self.plans.forward;
        let room = &mut self.scratch[..forward.get_scratch_len()];
        // The lengths are right, and only a wrong length is an error.
        let done = forward.process_with_scratch(&mut self.wave, &mut self.bins, room);
        debug_assert!(done.is_ok());
        for (bin, (re, im)) in self.bins.iter().zip(into.re.iter_mut().zip(&mut into.im)) {
            (*re, *im) = (bin.re, bin.im);
        }
    }

    /// Computes the spectrum of the quantum in `before` and the next one, which takes its place;
    /// `None` is silence.
    fn analyse_next(&mut self, before: &mut [f32], next: Option<&[f32]>, into: &mut Spectrum) {
        let (first, second) = self.wave.split_at_mut(before.len());
        first.copy_from_slice(before);
        match next {
            Some(next) => before.copy_from_slice(next),
            None => before.fill(0.0),
        }
        second.copy_from_slice(before);
        self.analyse(into);
    }

    /// Writes the wave of a spectrum to `self.wave`, too large by its length.
    fn synthesise(&mut self, from: &Spectrum) {
        for (bin, (re, im)) in self.bins.iter_mut().zip(from.re.iter().zip(&from.im)) {
            *bin = Complex32::new(*re, *im);
        }
        // A real wave has real first and last bins.
        if let [first, .., last] = &mut self.bins[..] {
            (first.im, last.im) = (0.0, 0.0);
        }
        let back = &self.plans.back;
        let room = &mut self.scratch[..back.get_scratch_len()];
        let done = back.process_with_scratch(&mut self.bins, &mut self.wave, room);
        debug_assert!(done.is_ok());
    }
}

/// A response, split into parts and transformed.
pub struct Kernel {
    /// Parts by input side and output side.
    early: [[Vec<Spectrum>; 2]; 2],
    /// Parts from the middle to each side.
    late: [Vec<Spectrum>; 2],
    plans: Plans,
    quantum: usize,
}

impl Kernel {
    /// Splits a response into parts of a quantum.
    #[must_use]
    pub fn new(response: &ImpulseResponse, quantum: usize) -> Kernel {
        let plans = Plans::new(quantum);
        let mut transform = Transform::new(plans.clone());
        let mut cut = |wave: &Vec<f32>| parts(wave, &mut transform);
        Kernel {
            early: response
                .early
                .each_ref()
                .map(|from| from.each_ref().map(&mut cut)),
            late: response.late.each_ref().map(&mut cut),
            plans,
            quantum,
        }
    }

    /// Returns the quanta of input that a response of `frames` frames needs,
    /// including this one and the one before it, which is transformed with it.
    #[must_use]
    pub fn memory(frames: usize, quantum: usize) -> usize {
        frames.div_ceil(quantum) + 1
    }
}

/// Returns the spectra of a wave's quanta, scaled for the inverse transform.
fn parts(wave: &[f32], transform: &mut Transform) -> Vec<Spectrum> {
    let quantum = transform.wave.len() / 2;
    let scale = 1.0 / (2 * quantum) as f32;
    let whole = wave.chunks(quantum).map(|piece| {
        transform.wave.fill(0.0);
        for (room, sample) in transform.wave.iter_mut().zip(piece) {
            *room = sample * scale;
        }
        let mut part = Spectrum::silent(quantum);
        transform.analyse(&mut part);
        part
    });
    let mut whole: Vec<Spectrum> = whole.collect();
    let power = |re: f32, im: f32| re * re + im * im;
    let strongest = whole
        .iter()
        .flat_map(|part| part.re.iter().zip(&part.im))
        .fold(0.0f32, |most, (re, im)| most.max(power(*re, *im)));
    for part in &mut whole {
        let heard = |bin: &usize| power(part.re[*bin], part.im[*bin]) > strongest * FLOOR * FLOOR;
        let bins = (0..=quantum).rev().find(heard).map_or(0, |last| last + 1);
        part.re.truncate(bins);
        part.im.truncate(bins);
    }
    whole
}

/// Spectra of past input, the newest first, each with whether it contains
/// sound.
struct Past {
    /// A ring: the newest is at `newest`, older ones after it.
    spectra: Vec<(bool, Spectrum)>,
    newest: usize,
}

impl Past {
    fn new(quanta: usize, quantum: usize) -> Past {
        let silent = || (false, Spectrum::silent(quantum));
        Past {
            spectra: (0..quanta).map(|_| silent()).collect(),
            newest: 0,
        }
    }

    /// Returns the slot of the oldest spectrum for the next one, or `None` when
    /// no spectra are kept.
    fn next(&mut self, heard: bool) -> Option<&mut Spectrum> {
        let count = self.spectra.len();
        self.newest = (self.newest + count.checked_sub(1)?) % count;
        let (known, spectrum) = &mut self.spectra[self.newest];
        *known = heard;
        Some(spectrum)
    }

    /// Makes all past input silent.
    fn forget(&mut self) {
        self.spectra
            .iter_mut()
            .for_each(|(heard, _)| *heard = false);
    }

    /// Adds the product of each part of a response with the input of its age.
    fn add_products(&self, parts: &[Spectrum], sum: &mut Spectrum) {
        for (age, part) in parts.iter().enumerate() {
            let (heard, past) = &self.spectra[(self.newest + age) % self.spectra.len()];
            if *heard {
                sum.add_product(past, part);
            }
        }
    }

    fn sounds(&self) -> bool {
        self.spectra.iter().any(|(heard, _)| *heard)
    }
}

/// A space while it is heard.
pub struct Convolver {
    kernel: Arc<Kernel>,
    transform: Transform,
    /// The quantum before the last, left and right.
    before: [Vec<f32>; 2],
    before_heard: bool,
    /// The input of each side, for the early parts.
    sides: [Past; 2],
    /// The sum of both, for the late parts.
    middle: Past,
    /// The spectra of the last input, where there are no early parts to keep them.
    last: [Spectrum; 2],
    sum: Spectrum,
}

impl Convolver {
    /// Creates a convolver with silent input so far.
    #[must_use]
    pub fn new(kernel: Arc<Kernel>) -> Convolver {
        let late = kernel.late.iter().map(Vec::len).max().unwrap_or(0);
        let early = kernel.early.iter().flatten().map(Vec::len).max();
        let early = early.unwrap_or(0);
        let quantum = kernel.quantum;
        let silent = || Spectrum::silent(quantum);
        Convolver {
            transform: Transform::new(kernel.plans.clone()),
            kernel,
            before: [vec![0.0; quantum], vec![0.0; quantum]],
            before_heard: false,
            sides: [Past::new(early, quantum), Past::new(early, quantum)],
            middle: Past::new(late, quantum),
            last: [silent(), silent()],
            sum: silent(),
        }
    }

    /// Makes all input so far silent.
    pub fn reset(&mut self) {
        self.sides.iter_mut().for_each(Past::forget);
        self.middle.forget();
        self.before.iter_mut().for_each(|side| side.fill(0.0));
        self.before_heard = false;
    }

    /// Takes a quantum of input; `None` is silence.
    pub fn push(&mut self, input: Option<[&[f32]; 2]>) {
        let heard = input.is_some() || self.before_heard;
        let is_same = heard && self.is_same(input);
        self.before_heard = input.is_some();
        // The spectra of a response without early parts are only needed for the middle.
        let [left, right] = &mut self.sides;
        let [spare_left, spare_right] = &mut self.last;
        let left = left.next(heard).unwrap_or(spare_left);
        let right = right.next(heard).unwrap_or(spare_right);
        let middle = self.middle.next(heard);
        if !heard {
            return;
        }
        let (transform, [before_left, before_right]) = (&mut self.transform, &mut self.before);
        transform.analyse_next(before_left, input.map(|input| input[0]), left);
        if is_same {
            right.copy_from(left);
            before_right.copy_from_slice(before_left);
        } else {
            transform.analyse_next(before_right, input.map(|input| input[1]), right);
        }
        if let Some(middle) = middle {
            middle.middle([left, right]);
        }
    }

    /// Returns whether both sides have the same samples, so that one transform is enough.
    fn is_same(&self, input: Option<[&[f32]; 2]>) -> bool {
        let is_same = |[left, right]: [&[f32]; 2]| {
            let mut pairs = left.iter().zip(right);
            pairs.all(|(left, right)| left.to_bits() == right.to_bits())
        };
        input.is_none_or(is_same) && is_same(self.before.each_ref().map(Vec::as_slice))
    }

    /// Returns whether there is output left.
    #[must_use]
    pub fn sounds(&self) -> bool {
        self.middle.sounds() || self.sides[0].sounds()
    }

    /// Adds the output of the space over the last quantum.
    pub fn add(&mut self, out: [&mut [f32]; 2]) {
        for (side, out) in out.into_iter().enumerate() {
            self.sum.clear();
            for (past, early) in self.sides.iter().zip(&self.kernel.early) {
                past.add_products(&early[side], &mut self.sum);
            }
            self.middle
                .add_products(&self.kernel.late[side], &mut self.sum);
            self.transform.synthesise(&self.sum);
            for (out, sample) in out
                .iter_mut()
                .zip(&self.transform.wave[self.kernel.quantum..])
            {
                *out += sample;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(seed: u32, frames: usize) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..frames).map(|_| next()).collect()
    }

    /// The definition of convolution, in f64.
    fn direct(input: &[f32], response: &[f32], at: usize) -> f64 {
        let from = at.saturating_sub(response.len() - 1);
        (from..=at.min(input.len() - 1))
            .map(|n| f64::from(input[n]) * f64::from(response[at - n]))
            .sum()
    }

    fn run(kernel: &Arc<Kernel>, input: &[Vec<f32>; 2]) -> [Vec<f32>; 2] {
        let quantum = kernel.quantum;
        let mut convolver = Convolver::new(kernel.clone());
        let mut out = [vec![0.0; input[0].len()], vec![0.0; input[0].len()]];
        let [left, right] = &mut out;
        let quanta = left.chunks_mut(quantum).zip(right.chunks_mut(quantum));
        for (number, (left, right)) in quanta.enumerate() {
            let range = number * quantum..(number + 1) * quantum;
            let piece = [&input[0][range.clone()], &input[1][range]];
            let silent = piece.iter().all(|side| side.iter().all(|x| *x == 0.0));
            convolver.push((!silent).then_some(piece));
            if convolver.sounds() {
                convolver.add([left, right]);
            }
        }
        out
    }

    #[test]
    fn all_six_paths_match_the_definition_of_convolution() {
        let early = |seed| noise(seed, QUANTUM + 77);
        let response = ImpulseResponse {
            early: [[early(1), early(2)], [early(3), early(4)]],
            late: [noise(5, 2 * QUANTUM + 5), noise(6, 2 * QUANTUM + 5)],
        };
        let mut input = [noise(7, 6 * QUANTUM), noise(8, 6 * QUANTUM)];
        for side in &mut input {
            side[2 * QUANTUM..].fill(0.0);
        }
        for quantum in [QUANTUM, QUANTUM / 8] {
            matches(&response, &input, quantum);
        }
    }

    fn matches(response: &ImpulseResponse, input: &[Vec<f32>; 2], quantum: usize) {
        let out = run(&Arc::new(Kernel::new(response, quantum)), input);
        let middle: Vec<f32> = (0..input[0].len())
            .map(|n| (input[0][n] + input[1][n]) * std::f32::consts::FRAC_1_SQRT_2)
            .collect();
        for at in [
            0,
            5,
            4_095,
            QUANTUM,
            2 * QUANTUM - 1,
            3 * QUANTUM + 7,
            4 * QUANTUM + 3,
        ] {
            for (side, out) in out.iter().enumerate() {
                let wanted = direct(&input[0], &response.early[0][side], at)
                    + direct(&input[1], &response.early[1][side], at)
                    + direct(&middle, &response.late[side], at);
                let heard = f64::from(out[at]);
                assert!((heard - wanted).abs() < 2e-3, "{at}: {heard} for {wanted}");
            }
        }
        // Two quanta of input, and the longest response is a little longer than
        // two.
        assert!(out[0][4 * QUANTUM + 5..].iter().all(|x| x.abs() < 1e-3));
        assert_eq!(out[0][5 * QUANTUM..], [0.0; QUANTUM]);
    }

    #[test]
    fn equal_sides_and_a_used_convolver_give_the_same_bits() {
        let early = |seed| noise(seed, QUANTUM + 77);
        let response = ImpulseResponse {
            early: [[early(1), early(2)], [early(3), early(4)]],
            late: [noise(5, 2 * QUANTUM + 5), noise(6, 2 * QUANTUM + 5)],
        };
        let late = ImpulseResponse {
            early: Default::default(),
            ..response.clone()
        };
        let mut wave = noise(7, QUANTUM);
        wave[5] = 0.0;
        // A negative zero differs from a zero in its bits only, so both sides are transformed.
        let mut other = wave.clone();
        other[5] = -0.0;
        for response in [response, late] {
            let kernel = Arc::new(Kernel::new(&response, QUANTUM));
            let play = |convolver: &mut Convolver, right: &[f32]| {
                let mut heard = Vec::new();
                for number in 0..5 {
                    convolver.push((number != 1).then_some([&wave[..], right]));
                    let mut out = [vec![0.0; QUANTUM], vec![0.0; QUANTUM]];
                    let [left, right] = &mut out;
                    convolver.add([left, right]);
                    heard.extend(out.concat().iter().map(|sample| sample.to_bits()));
                }
                heard
            };
            let mut convolver = Convolver::new(kernel.clone());
            let first = play(&mut convolver, &wave);
            assert!(first == play(&mut Convolver::new(kernel), &other));
            assert!(first != play(&mut convolver, &wave));
            convolver.reset();
            assert!(!convolver.sounds());
            assert!(first == play(&mut convolver, &wave));
        }
    }

    #[test]
    fn the_output_for_an_impulse_is_the_response() {
        let mut response = ImpulseResponse::default();
        response.early[0][0] = noise(9, 300);
        let mut input = [vec![0.0; 2 * QUANTUM], vec![0.0; 2 * QUANTUM]];
        input[0][QUANTUM - 100] = 1.0;
        let out = run(&Arc::new(Kernel::new(&response, QUANTUM)), &input);
        for (n, wanted) in response.early[0][0].iter().enumerate() {
            assert!((out[0][QUANTUM - 100 + n] - wanted).abs() < 1e-5);
        }
        assert!(out[1].iter().all(|x| *x == 0.0));
    }

    #[test]
    fn a_part_whose_treble_has_died_away_has_fewer_bins() {
        let low: Vec<f32> = (0..QUANTUM)
            .map(|n| {
                let turn = std::f64::consts::TAU * n as f64 / QUANTUM as f64;
                (libm::sin(turn * 64.0) * (1.0 - libm::cos(turn))) as f32
            })
            .collect();
        let mut response = ImpulseResponse::default();
        response.late[0] = low;
        let kernel = Kernel::new(&response, QUANTUM);
        let bins = kernel.late[0][0].re.len();
        assert!(bins > 128 && bins < 1_600, "{bins}");
    }
}
