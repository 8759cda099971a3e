use super::*;
use crate::measure;
use crate::random::Random;
use cuebook_core::audio::Audio;

fn noise(seconds: f64) -> Audio {
    let mut random = Random::new(1);
    let frames = (seconds * f64::from(RATE)) as usize;
    Audio::mono((0..frames).map(|_| 0.1 * random.noise()).collect())
}

fn heard(place: Place, recorded: f64) -> Vec<f32> {
    let mut canvas = Canvas::from_audio(noise(2.0), true);
    put(&mut canvas, &place, Metres(recorded));
    canvas.left
}

fn at(metres: f64) -> Place {
    Place {
        distance: Some(Metres(metres)),
        behind: None,
        width: None,
        out_of: None,
        moves: None,
    }
}

/// Returns the level of an octave relative to the sound at its source, in dB.
fn octave(samples: &[f32], centre: f64) -> f64 {
    let root = std::f64::consts::SQRT_2;
    let source = noise(2.0).channels.remove(0);
    let power = |wave: &[f32]| measure::band(wave, centre / root, centre * root);
    10.0 * libm::log10(power(samples) / power(&source))
}

const OCTAVES: [f64; 6] = [125.0, 250.0, 500.0, 1000.0, 2000.0, 4000.0];

#[test]
fn each_doubling_costs_six_decibels_and_the_loss_in_air() {
    // Beyond the range of the ground's reflection, only distance and air act.
    for metres in [400.0, 800.0, 1600.0] {
        let heard = heard(at(metres), 1.0);
        for centre in OCTAVES {
            let air = air::absorption(centre) * metres;
            let expected = -20.0 * libm::log10(metres) - air;
            let found = octave(&heard, centre);
            let slack = 1.5 + 0.15 * air;
            assert!(
                air > 25.0 || (found - expected).abs() < slack,
                "{metres} m, {centre} Hz: {found:.1} for {expected:.1} dB"
            );
        }
    }
}

#[test]
fn the_level_is_constant_near_a_large_source() {
    assert!((spread(1.0, 0.0) / spread(2.0, 0.0) - 2.0).abs() < 1e-12);
    assert!((spread(80.0, 20.0) / spread(160.0, 20.0) - 2.0).abs() < 0.03);
    assert!(spread(0.0, 20.0) / spread(5.0, 20.0) < 1.2);
}

#[test]
fn a_near_sound_grows_by_twelve_decibels_at_most() {
    let near = |distance| Journey {
        usual: 1000.0,
        distance,
        size: 1.0,
    };
    assert!((near(500.0).gain().0 - 6.02).abs() < 0.01);
    assert_eq!(near(5.0).gain(), Decibels(12.0));
}

#[test]
fn the_ground_cuts_a_band_where_its_image_is_half_a_wave_late() {
    // At 30 m the image is 0.43 ms late: half a wave of 1160 Hz.
    let late = lag(30.0);
    assert!((late - 0.000_379).abs() < 0.000_02, "{late}");
    let dip = 0.5 / late;
    let mut canvas = Canvas::from_audio(noise(2.0), true);
    ground(&mut canvas, 30.0);
    let level = |low: f64, high: f64| {
        let source = noise(2.0).channels.remove(0);
        measure::band(&canvas.left, low, high) / measure::band(&source, low, high)
    };
    let cut = 10.0 * libm::log10(level(0.9 * dip, 1.1 * dip) / level(60.0, 120.0));
    // The sum of 1 and a half in antiphase, against their sum in phase: a third is
    // left.
    assert!((-10.0..-8.0).contains(&cut), "{cut} dB");
    assert!((10.0 * libm::log10(level(60.0, 120.0))).abs() < 0.1);
}

#[test]
fn a_barrier_applies_its_loss_and_falls_by_twelve_decibels_an_octave() {
    let wall = Barrier {
        loss: Decibels(20.0),
        cutoff: cuebook_core::units::Hertz(450.0),
    };
    let place = Place {
        distance: None,
        behind: Some(wall),
        width: None,
        out_of: None,
        moves: None,
    };
    let heard = heard(place, 1.0);
    for centre in OCTAVES {
        let expected = -20.0 - 10.0 * libm::log10(1.0 + libm::pow(centre / 450.0, 4.0));
        let found = octave(&heard, centre);
        assert!(
            (found - expected).abs() < 1.0,
            "{centre} Hz: {found:.1} for {expected:.1}"
        );
    }
}

#[test]
fn far_sounds_are_narrow() {
    let mut canvas = Canvas::from_audio(
        Audio {
            channels: vec![vec![1.0; 100], vec![-1.0; 100]],
        },
        true,
    );
    width(
        &mut canvas,
        Journey {
            usual: 10.0,
            distance: 100.0,
            size: 2.0,
        },
    );
    // A tenth of the angle leaves a tenth of the side signal.
    assert!((canvas.left[50] - 0.1).abs() < 0.001);
    assert!((canvas.right[50] + 0.1).abs() < 0.001);
}

#[test]
fn an_empty_place_changes_nothing() {
    assert!(heard(Place::default(), 1.0) == noise(2.0).channels[0]);
    assert_eq!(octave(&heard(at(30.0), 30.0), 125.0).round(), 0.0);
}

#[test]
fn a_width_of_half_leaves_half_of_the_side_signal() {
    let sides = Audio {
        channels: vec![vec![0.8, -0.2], vec![0.4, 0.2]],
    };
    let wide = |width: f64| {
        let mut canvas = Canvas::from_audio(sides.clone(), false);
        let place = Place {
            width: Some(width),
            ..Place::default()
        };
        put(&mut canvas, &place, Metres(1.0));
        (canvas.left[0], canvas.right[0])
    };
    // The mid signal is 0.6 and the side signal 0.2.
    for (width, beside) in [(0.5, 0.1), (0.0, 0.0), (2.0, 0.4)] {
        let (left, right) = wide(width);
        assert!((left - 0.6 - beside).abs() < 1e-6, "{left}");
        assert!((right - 0.6 + beside).abs() < 1e-6, "{right}");
    }
}
