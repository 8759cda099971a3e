use super::super::peak::TruePeak;
use super::*;
use ebur128::{EbuR128, Mode};

/// Limits a signal on both sides and removes the latency.
fn limit(ceiling: f64, signal: &[f32]) -> Vec<f32> {
    let mut limiter = Limiter::new(Decibels(ceiling));
    let mut padded = signal.to_vec();
    padded.resize(signal.len().next_multiple_of(BLOCK) + Limiter::LATENCY, 0.0);
    let mut out = Vec::new();
    for piece in padded.chunks_exact(BLOCK) {
        let mut block = Block::SILENCE;
        block.left.copy_from_slice(piece);
        block.right.copy_from_slice(piece);
        limiter.process(&mut block);
        assert_eq!(block.left, block.right);
        out.extend(block.left);
    }
    out[Limiter::LATENCY..Limiter::LATENCY + signal.len()].to_vec()
}

fn our_peak(signal: &[f32]) -> f64 {
    let mut meter = TruePeak::new();
    for piece in signal.chunks(BLOCK) {
        let mut block = Block::SILENCE;
        block.left[..piece.len()].copy_from_slice(piece);
        meter.add(&block);
    }
    meter.highest().0
}

fn their_peak(signal: &[f32]) -> f64 {
    let mut meter = EbuR128::new(1, 48_000, Mode::TRUE_PEAK).unwrap();
    meter.add_frames_f32(signal).unwrap();
    20.0 * meter.true_peak(0).unwrap().log10()
}

fn sine(hertz: f64, phase: f64, level: f64, frames: usize) -> Vec<f32> {
    let turn = std::f64::consts::TAU * hertz / 48_000.0;
    let wave = |n| (level * libm::sin(turn * n as f64 + phase)) as f32;
    (0..frames).map(wave).collect()
}

fn noise(frames: usize, level: f32) -> Vec<f32> {
    let mut seed = 7u32;
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        ((seed >> 8) as f32 / 8_388_608.0 - 1.0) * level
    };
    (0..frames).map(|_| next()).collect()
}

#[test]
fn samples_under_the_ceiling_are_unchanged() {
    let signal = noise(5000, 0.3);
    assert_eq!(limit(-1.0, &signal), signal);
}

#[test]
fn a_peak_between_samples_is_held() {
    // Samples at −3 dB and crests at 0 dB: no sample exceeds −1 dB.
    let signal = sine(12_000.0, std::f64::consts::FRAC_PI_4, 1.0, 20_000);
    let out = limit(-1.0, &signal);
    assert!(out.iter().all(|x| x.abs() < 0.65));
    assert!(our_peak(&out) <= -1.0);
    assert!(their_peak(&out) <= -1.0, "{}", their_peak(&out));
    assert!(our_peak(&out) > -1.3);
}

#[test]
fn a_step_of_twenty_decibels_is_held_without_overshoot() {
    let mut signal = sine(997.0, 0.0, 0.5, 10_000);
    signal.extend(sine(997.0, 0.3, 10.0, 10_000));
    signal.extend(sine(997.0, 0.0, 0.5, 10_000));
    let out = limit(-1.0, &signal);
    assert!(our_peak(&out) <= -1.0, "{}", our_peak(&out));
    assert!(their_peak(&out) <= -1.0, "{}", their_peak(&out));
    assert_eq!(out[..9_000], signal[..9_000]);
}

#[test]
fn noise_far_over_the_ceiling_is_held() {
    let mut signal = noise(20_000, 0.4);
    signal.extend(noise(20_000, 8.0));
    signal.extend(noise(20_000, 1.2));
    let out = limit(-2.0, &signal);
    assert!(our_peak(&out) <= -2.0, "{}", our_peak(&out));
    assert!(their_peak(&out) <= -2.0 + 0.1, "{}", their_peak(&out));
}

#[test]
fn a_single_click_is_held_and_released() {
    let mut signal = sine(200.0, 0.0, 0.1, 150_000);
    signal[10_000] = 4.0;
    let out = limit(-1.0, &signal);
    assert!((out[10_000] - Decibels(-1.05).gain().0).abs() < 0.01);
    assert_eq!(out[120_000..], signal[120_000..]);
}
