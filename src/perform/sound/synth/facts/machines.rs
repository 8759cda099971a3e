//! Engines, bells and whistles against what is known of them.

use super::alone;
use crate::perform::sound::measure;

#[test]
fn bombers_throb() {
    let samples = alone("air-raid", &["one", "two"], 1);
    let pitch = measure::loudest(&samples[..480_000], 60.0, 110.0);
    assert!((82.0..87.0).contains(&pitch), "{pitch}");
    // Two engines 0.6 Hz apart: ten seconds hold six beats.
    let fundamental = measure::filtered(&samples, 75.0, 95.0);
    let beats = measure::heights(&measure::levels(&fundamental[..480_000], 0.1), 6);
    assert!((4..=9).contains(&beats), "{beats}");
}
