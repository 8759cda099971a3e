//! Tests of the generator's parts beside plain arithmetic.

use super::convolution::{Bytes, Results};
use super::*;
use crate::kokoro::graph::parts::Stored;

/// Numbers from -1 to 1, always the same.
fn noise(count: usize, seed: u32) -> Vec<f32> {
    let mut state = seed;
    let next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) as f32 / (1 << 23) as f32 - 1.0
    };
    (0..count).map(next).collect()
}

/// A convolution with the value of each of its weights, by output, input and tap.
fn sketch((width, taps, dilation): (usize, usize, usize)) -> (Convolution, Vec<f32>, Vec<f32>) {
    let bytes: Vec<u8> = noise(width * width * taps, 1)
        .iter()
        .map(|value| (128.0 + 100.0 * value) as u8)
        .collect();
    let stored = Stored {
        weights: &bytes,
        shape: [width, width, taps],
        zero: 117,
        step: 0.01,
        dilation,
    };
    let bias = noise(width, 2);
    let weights = bytes.iter().map(|byte| (f32::from(*byte) - 117.0) * 0.01);
    let weights = weights.collect();
    (
        Convolution::new(&stored, bias.clone()).unwrap(),
        weights,
        bias,
    )
}

#[test]
fn a_convolution_is_that_of_its_numbers() {
    for (width, taps, dilation, moments) in [
        (4, 3, 1, 9),
        (8, 7, 3, 50),
        (32, 11, 5, 900),
        (4, 3, 5, 3),
        (4, 1, 1, 1),
    ] {
        let (convolution, weights, bias) = sketch((width, taps, dilation));
        let values = noise(width * moments, 3);
        let mut bytes = Bytes::default();
        bytes.fill(&values, (-1.0, 1.0), &convolution);
        let mut found = vec![0.0; values.len()];
        convolution.products(&mut bytes, &mut found, Results::Replace);
        let first = found.clone();
        convolution.products(&mut bytes, &mut found, Results::Add);
        for (moment, output) in
            (0..moments).flat_map(|moment| (0..width).map(move |output| (moment, output)))
        {
            let mut wanted = bias[output];
            for (input, tap) in (0..width).flat_map(|input| (0..taps).map(move |tap| (input, tap)))
            {
                let at = (moment + tap * dilation).checked_sub(dilation * (taps / 2));
                let value = at.and_then(|at| values.get(at * width + input));
                wanted += value.unwrap_or(&0.0) * weights[(output * width + input) * taps + tap];
            }
            // A value is off by half a step at most, and these errors add up like noise.
            let most = 0.02 * (width as f32 * taps as f32).sqrt();
            let (one, two) = (
                first[moment * width + output],
                found[moment * width + output],
            );
            assert!(
                (one - wanted).abs() < most,
                "{width} {taps} {dilation} {moment}: {one} {wanted}"
            );
            assert!((two - 2.0 * one).abs() < 1e-4);
        }
    }
}

#[test]
fn a_convolution_with_other_numbers_is_refused() {
    let stored = |shape: [usize; 3], dilation| Stored {
        weights: &[0; 48],
        shape,
        zero: 0,
        step: 1.0,
        dilation,
    };
    assert!(Convolution::new(&stored([4, 4, 3], 1), vec![0.0; 4]).is_some());
    assert!(Convolution::new(&stored([4, 4, 3], 0), vec![0.0; 4]).is_none());
    assert!(Convolution::new(&stored([4, 4, 3], 1), vec![0.0; 3]).is_none());
    assert!(Convolution::new(&stored([4, 6, 2], 1), vec![0.0; 4]).is_none());
    assert!(Convolution::new(&stored([2, 2, 3], 1), vec![0.0; 2]).is_none());
}

#[test]
fn a_block_normalises_bends_and_adds() {
    let (width, moments) = (4, 40);
    let halves = || (0..2).map(|_| Half::new(sketch((width, 3, 1)).0, vec![0.5, 1.0, 2.0, 7.0]));
    let block = Block::new(halves().collect::<Option<_>>().unwrap());
    let manners: Vec<Manner> = (0..2)
        .map(|half| Manner {
            gains: noise(width, 10 + half),
            shifts: noise(width, 20 + half),
        })
        .collect();
    let values = noise(width * moments, 5);
    let mut found = values.clone();
    block
        .run(&mut found, &manners, &mut Scratch::default())
        .unwrap();

    let frequencies = [0.5_f32, 1.0, 2.0, 7.0];
    let mut own = values.clone();
    for manner in &manners {
        for (channel, frequency) in frequencies.iter().enumerate().take(width) {
            let all: Vec<f32> = own.iter().skip(channel).step_by(width).copied().collect();
            let mean = all.iter().sum::<f32>() / moments as f32;
            let variance =
                all.iter().map(|value| (value - mean).powi(2)).sum::<f32>() / moments as f32;
            for value in own.iter_mut().skip(channel).step_by(width) {
                let even = (*value - mean) / (variance + 1e-5).sqrt() * manner.gains[channel]
                    + manner.shifts[channel];
                let sine = (frequency * even).sin();
                *value = even + sine * sine / frequency;
            }
        }
        let (_, weights, bias) = sketch((width, 3, 1));
        let mut next = vec![0.0; own.len()];
        for (at, next) in next.iter_mut().enumerate() {
            let (moment, output) = (at / width, at % width);
            *next = bias[output];
            for (input, tap) in (0..width).flat_map(|input| (0..3).map(move |tap| (input, tap))) {
                let from = (moment + tap).checked_sub(1);
                let value = from.and_then(|from| own.get(from * width + input));
                *next += value.unwrap_or(&0.0) * weights[(output * width + input) * 3 + tap];
            }
        }
        own = next;
    }
    for ((found, value), own) in found.iter().zip(&values).zip(&own) {
        assert!((found - value - own).abs() < 0.1, "{found} {}", value + own);
    }
    let narrow = &mut [0.0; 3];
    assert!(
        block
            .run(narrow, &manners, &mut Scratch::default())
            .is_none()
    );
}

#[test]
fn values_are_turned_and_turned_back() {
    let values = noise(37 * 50, 4);
    let channels = Channels {
        values: values.clone(),
        width: 37,
    };
    let moments = by_moment(&channels);
    assert_eq!(moments[3 * 37 + 5], values[5 * 50 + 3]);
    assert_eq!(by_channel(&moments, 37), values);
}
