//! Transforms and changes of the rate, as the other crates use them. They are not unit tests, which would compile the
//! kernels a second time.

use cuebook_transform::{Resampler, Window, forward, inverse, resampled};

#[test]
fn both_transforms_together_multiply_by_the_length() {
    for length in [2, 6, 7, 64, 1000] {
        let signal: Vec<f32> = (0..length).map(|n| (n % 5) as f32 - 2.0).collect();
        let (there, back) = (forward(length), inverse(length));
        let mut bins = there.make_output_vec();
        assert_eq!(bins.len(), length / 2 + 1);
        there.process(&mut signal.clone(), &mut bins).unwrap();
        let mut again = back.make_output_vec();
        back.process(&mut bins, &mut again).unwrap();
        for (before, after) in signal.iter().zip(again) {
            assert!((after / length as f32 - before).abs() < 1e-5, "{length}");
        }
    }
}

#[test]
fn channels_stay_apart_and_keep_their_time() {
    let constant = |value: f32| vec![value; 24_000];
    let made = resampled(&[constant(0.5), constant(-0.25)], 24_000, 48_000, 1024).unwrap();
    assert_eq!(made.len(), 2);
    for (channel, value) in made.iter().zip([0.5, -0.25]) {
        assert!(channel.len().abs_diff(48_000) <= 1);
        for sample in &channel[4_000..44_000] {
            assert!((sample - value).abs() < 1e-3, "{sample} {value}");
        }
    }
}

#[test]
fn wrong_buffers_and_rates_are_errors() {
    assert!(Resampler::new(0, 48_000, 1024, 1, Window::Usual).is_err());
    let mut resampler = Resampler::new(48_000, 44_100, 1024, 2, Window::BlackmanHarris2).unwrap();
    let short = vec![vec![0.0; 3]; 2];
    let mut output = vec![vec![0.0; resampler.frames_made()]; 2];
    assert!(resampler.process(&short, &mut output).is_err());
}
