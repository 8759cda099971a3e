//! The response of two ears to a pair of sources beside a head. Takes the angle
//! of the sources and returns a [`ImpulseResponse`], with the paths of the left and
//! the right source to both ears. The two sides mirror each other.
//!
//! The head is a sphere, after C. P. Brown & R. O. Duda, *A structural model
//! for binaural sound synthesis*, IEEE Trans. Speech and Audio Processing 6
//! (1998). The wave reaches the far ear later, round the sphere (equation 3),
//! and loses its treble in the shadow. The near ear gains some treble
//! (equations 4 and 5, one pole and one zero).

use cuebook_transform::{Complex32, inverse};

use cuebook_core::audio::ImpulseResponse;
use cuebook_core::units::{RATE, SPEED_OF_SOUND};

/// The radius of an average head, in metres.
const RADIUS: f64 = 0.0875;

/// The angle of the ears from the nose, in degrees.
const EARS: f64 = 100.0;

/// The length of a response in frames: enough for the shadow and the way round
/// the head.
pub const FRAMES: usize = 256;

/// Frames before the earliest arrival. The fractional delay needs them to
/// settle.
const LEAD: f64 = 16.0;

/// The smallest gain of the treble in the shadow, and the angle of this minimum,
/// in degrees.
const DARKEST: f64 = 0.1;
const SHADOW: f64 = 150.0;

/// Returns the response of both ears to two sources, `degrees` to the left and
/// to the right of the nose. A source in front is as loud as one in the middle
/// of two loudspeakers.
#[must_use]
pub fn ears(degrees: f64) -> ImpulseResponse {
    let near = heard(incidence(degrees));
    let far = heard(incidence(-degrees));
    ImpulseResponse {
        early: [[near.clone(), far.clone()], [far, near]],
        late: [Vec::new(), Vec::new()],
    }
}

/// Returns the angle between an ear and a source `degrees` to its side, in
/// degrees.
fn incidence(degrees: f64) -> f64 {
    (EARS - degrees).abs()
}

/// Returns the response of an ear to an impulse from `incidence` degrees beside
/// it.
fn heard(incidence: f64) -> Vec<f32> {
    let back = inverse(FRAMES);
    let late = LEAD + (delay(incidence) + RADIUS / SPEED_OF_SOUND) * f64::from(RATE);
    let mut bins = back.make_input_vec();
    let last = bins.len() - 1;
    for (n, bin) in bins.iter_mut().enumerate() {
        let turn = std::f64::consts::TAU * n as f64 / FRAMES as f64;
        let (re, im) = shadow(incidence, turn * f64::from(RATE));
        let (sine, cosine) = libm::sincos(-turn * late);
        let scale = std::f64::consts::FRAC_1_SQRT_2 / FRAMES as f64;
        *bin = Complex32::new(
            ((re * cosine - im * sine) * scale) as f32,
            ((re * sine + im * cosine) * scale) as f32,
        );
    }
    // A real wave has real first and last bins.
    bins[0].im = 0.0;
    bins[last].im = 0.0;
    let mut wave = back.make_output_vec();
    let done = back.process(&mut bins, &mut wave);
    debug_assert!(done.is_ok());
    wave
}

/// Returns the delay of a wave against the centre of the head, in seconds.
fn delay(incidence: f64) -> f64 {
    let angle = incidence.to_radians();
    let way = match incidence < 90.0 {
        true => -libm::cos(angle),
        false => angle - std::f64::consts::FRAC_PI_2,
    };
    RADIUS / SPEED_OF_SOUND * way
}

/// Returns the response of the head at a frequency in radians a second: real
/// and imaginary part.
fn shadow(incidence: f64, frequency: f64) -> (f64, f64) {
    let corner = 2.0 * SPEED_OF_SOUND / RADIUS;
    let round = libm::cos((incidence / SHADOW * 180.0).to_radians());
    let treble = (1.0 + DARKEST / 2.0) + (1.0 - DARKEST / 2.0) * round;
    // (corner + treble·jω) / (corner + jω)
    let power = corner * corner + frequency * frequency;
    (
        (corner * corner + treble * frequency * frequency) / power,
        (treble - 1.0) * corner * frequency / power,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn energy(wave: &[f32]) -> f64 {
        wave.iter().map(|x| f64::from(x * x)).sum()
    }

    /// The level of a frequency, in dB.
    fn level(wave: &[f32], frequency: f64) -> f64 {
        let step = std::f64::consts::TAU * frequency / f64::from(RATE);
        let (mut re, mut im) = (0.0, 0.0);
        for (n, x) in wave.iter().enumerate() {
            let (sine, cosine) = libm::sincos(step * n as f64);
            re += f64::from(*x) * cosine;
            im += f64::from(*x) * sine;
        }
        10.0 * libm::log10(re * re + im * im)
    }

    /// The position of the highest sample, in frames: the delay of the low
    /// frequencies.
    fn arrival(wave: &[f32]) -> f64 {
        let most = (0..wave.len()).max_by(|a, b| wave[*a].abs().total_cmp(&wave[*b].abs()));
        most.unwrap_or(0) as f64
    }

    #[test]
    fn a_source_in_front_is_equal_in_both_ears_and_as_loud_as_from_two_loudspeakers() {
        let front = ears(0.0);
        assert_eq!(front.early[0][0], front.early[0][1]);
        for ear in 0..2 {
            assert!((level(&front.early[0][ear], 200.0) + 3.01).abs() < 0.3);
        }
    }

    #[test]
    fn from_the_side_the_far_ear_hears_later_and_less_treble() {
        let side = ears(90.0);
        let [near, far] = &side.early[1].clone().map(|wave| wave);
        let (right, left) = (far, near);
        // Woodworth: a/c·(θ + sin θ) at 90° is 0.66 ms for ears at the sides,
        // and a little less for ears further back.
        let late = (arrival(left) - arrival(right)) / f64::from(RATE);
        assert!((0.55e-3..0.75e-3).contains(&late), "{late}");
        let loss = |frequency| level(right, frequency) - level(left, frequency);
        assert!(loss(200.0) < 3.0);
        // Brown & Duda, figure 4: some 13 to 20 dB between the ears.
        assert!((12.0..22.0).contains(&loss(8_000.0)), "{}", loss(8_000.0));
        assert!(energy(right) > energy(left));
    }

    #[test]
    fn the_two_sides_mirror_each_other() {
        let pair = ears(35.0);
        assert_eq!(pair.early[0][0], pair.early[1][1]);
        assert_eq!(pair.early[0][1], pair.early[1][0]);
    }

    #[test]
    fn a_response_ends_within_its_frames() {
        for degrees in [0.0, 30.0, 60.0, 90.0] {
            let pair = ears(degrees);
            for wave in pair.early.iter().flatten() {
                let ends = energy(&wave[..4]) + energy(&wave[FRAMES - 100..]);
                assert!(ends < 2e-3 * energy(wave), "{degrees}: {ends}");
            }
        }
    }
}
