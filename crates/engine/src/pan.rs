//! The position of a sound between left and right. Takes a pan from −1 to 1 and
//! returns a gain for each side. Mono has the same power at every position;
//! stereo in the middle is unchanged.

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4};

/// The linear gains of the two sides.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Sides {
    /// The gain of the left side; 1 is unity.
    pub left: f32,
    /// The gain of the right side; 1 is unity.
    pub right: f32,
}

impl Sides {
    /// Returns both gains, multiplied by `gain`.
    #[must_use]
    pub(crate) fn times(self, gain: f32) -> Sides {
        Sides {
            left: self.left * gain,
            right: self.right * gain,
        }
    }
}

/// The sine law: −3 dB on both sides in the middle.
#[must_use]
pub fn equal_power(pan: f32) -> Sides {
    let (sine, cosine) = libm::sincos((f64::from(bounded(pan)) + 1.0) * FRAC_PI_4);
    Sides {
        left: cosine.max(0.0) as f32,
        right: sine as f32,
    }
}

/// Lowers the far side and keeps the near one.
#[must_use]
pub fn balance(pan: f32) -> Sides {
    let pan = bounded(pan);
    let far = if pan.abs() < 1.0 {
        libm::cos(f64::from(pan.abs()) * FRAC_PI_2) as f32
    } else {
        0.0
    };
    if pan < 0.0 {
        Sides {
            left: 1.0,
            right: far,
        }
    } else {
        Sides {
            left: far,
            right: 1.0,
        }
    }
}

/// Limits a pan to −1..1; a pan that is no number becomes 0.
fn bounded(pan: f32) -> f32 {
    if pan.is_nan() {
        0.0
    } else {
        pan.clamp(-1.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF_POWER: f32 = std::f32::consts::FRAC_1_SQRT_2;

    fn near(sides: Sides, left: f32, right: f32) {
        assert!((sides.left - left).abs() < 1e-6, "{sides:?}");
        assert!((sides.right - right).abs() < 1e-6, "{sides:?}");
    }

    #[test]
    fn mono_in_the_middle_is_three_decibels_down_on_both_sides() {
        near(equal_power(0.0), HALF_POWER, HALF_POWER);
        near(equal_power(-1.0), 1.0, 0.0);
        near(equal_power(1.0), 0.0, 1.0);
        near(equal_power(0.5), 0.382_683_4, 0.923_879_5);
    }

    #[test]
    fn mono_keeps_its_power() {
        for step in -10i8..=10 {
            let Sides { left, right } = equal_power(f32::from(step) / 10.0);
            assert!((left * left + right * right - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn stereo_loses_only_the_far_side() {
        assert_eq!(
            balance(0.0),
            Sides {
                left: 1.0,
                right: 1.0
            }
        );
        near(balance(-0.5), 1.0, HALF_POWER);
        near(balance(1.0), 0.0, 1.0);
        assert_eq!((balance(1.0).left, balance(-1.0).right), (0.0, 0.0));
    }
}
