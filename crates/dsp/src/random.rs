//! Reproducible random numbers.
//!
//! Takes a seed and returns numbers and further streams, which are derived by name
//! or by number. A stream depends only on its seed and its names, not on earlier
//! draws, so a change in one layer does not affect another.

/// A stream of random numbers: SplitMix64 (Steele, Lea & Flood 2014).
#[derive(Clone, Debug)]
pub struct Random {
    seed: u64,
    state: u64,
}

impl Random {
    /// Creates the stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Random {
        Random { seed, state: seed }
    }

    /// Returns the stream with this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Random {
        // FNV-1a hashes the name; the mixer then spreads the bits.
        let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Random::new(mixed(self.seed ^ mixed(hash)))
    }

    /// Returns the stream of the event with this number.
    #[must_use]
    pub fn nth(&self, number: usize) -> Random {
        let salt = mixed((number as u64).wrapping_add(0x9e37_79b9_7f4a_7c15));
        Random::new(mixed(self.seed.wrapping_add(salt)))
    }

    fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.state)
    }

    /// Returns a uniform number from 0, included, to 1, excluded.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Returns a uniform number between two values.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Returns white noise: a uniform number from −1 to 1.
    pub fn noise(&mut self) -> f32 {
        // The top 24 bits fill an `f32` without rounding.
        (self.bits() >> 40) as f32 / (1_u32 << 23) as f32 - 1.0
    }

    /// Returns two samples of white noise from one draw.
    pub fn noises(&mut self) -> [f32; 2] {
        let bits = self.bits();
        [bits >> 40, bits & 0xff_ffff].map(|part| part as f32 / (1_u32 << 23) as f32 - 1.0)
    }

    /// Returns the time to the next event of a Poisson process with a mean rate of
    /// one.
    pub fn wait(&mut self) -> f64 {
        -libm::log(1.0 - self.unit())
    }

    /// Returns the number of events of a Poisson process where `mean` are expected.
    pub fn count(&mut self, mean: f64) -> usize {
        let mut count = 0;
        let mut at = self.wait();
        while at < mean {
            count += 1;
            at += self.wait();
        }
        count
    }
}

fn mixed(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_does_not_depend_on_earlier_draws() {
        let mut first = Random::new(7);
        let fresh = first.named("blast").unit();
        first.unit();
        assert_eq!(first.named("blast").unit(), fresh);
        assert_ne!(first.named("echo").unit(), fresh);
        assert_ne!(first.nth(0).unit(), first.nth(1).unit());
    }

    #[test]
    fn a_poisson_process_has_the_expected_mean_and_variance() {
        let clock = Random::new(1);
        let counts: Vec<f64> = (0..2000).map(|n| clock.nth(n).count(9.0) as f64).collect();
        let mean = counts.iter().sum::<f64>() / 2000.0;
        let variance = counts.iter().map(|c| (c - mean) * (c - mean)).sum::<f64>() / 2000.0;
        assert!((mean - 9.0).abs() < 0.3, "mean {mean}");
        assert!((variance - 9.0).abs() < 1.0, "variance {variance}");
    }

    #[test]
    fn noise_has_no_bias_and_stays_within_full_scale() {
        let mut random = Random::new(3);
        let noise: Vec<f32> = (0..100_000).map(|_| random.noise()).collect();
        assert!(noise.iter().all(|n| (-1.0..1.0).contains(n)));
        assert!((noise.iter().sum::<f32>() / 1e5).abs() < 0.01);
    }
}
