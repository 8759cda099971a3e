//! Mixes up to eight channels down to two.
//!
//! Takes frames in the order of WAVE's channel mask. The centre and the surrounds
//! are added at −3 dB and the LFE is dropped (ITU-R BS.775-3, table 2). One or two
//! channels pass unchanged.

/// −3 dB.
const HALF: f32 = std::f32::consts::FRAC_1_SQRT_2;

/// The gains with which each channel is added to left and right.
pub(super) type Rule = Vec<(f32, f32)>;

/// Returns the rule for a number of channels, or `None` where no layout is usual.
#[must_use]
pub(super) fn rule(channels: usize) -> Option<Rule> {
    let left = (1.0, 0.0);
    let right = (0.0, 1.0);
    let centre = (HALF, HALF);
    let low = (0.0, 0.0);
    let (from_left, from_right) = ((HALF, 0.0), (0.0, HALF));
    // A single rear channel goes to both sides with the total power of one surround.
    let behind = (0.5, 0.5);
    let rule = match channels {
        1 => vec![left],
        2 => vec![left, right],
        3 => vec![left, right, centre],
        4 => vec![left, right, from_left, from_right],
        5 => vec![left, right, centre, from_left, from_right],
        6 => vec![left, right, centre, low, from_left, from_right],
        7 => vec![left, right, centre, low, behind, from_left, from_right],
        8 => {
            let sides = [from_left, from_right, from_left, from_right];
            [left, right, centre, low]
                .into_iter()
                .chain(sides)
                .collect()
        }
        _ => return None,
    };
    Some(rule)
}

/// Mixes one frame and appends the result to the channels.
pub(super) fn mix(rule: &Rule, frame: &[f32], channels: &mut [Vec<f32>]) {
    let (mut left, mut right) = (0.0, 0.0);
    for ((to_left, to_right), sample) in rule.iter().zip(frame) {
        left += to_left * sample;
        right += to_right * sample;
    }
    for (channel, sample) in channels.iter_mut().zip([left, right]) {
        channel.push(sample);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_point_one_is_mixed_to_two_channels() {
        let mut channels = vec![Vec::new(); 2];
        let rule = rule(6).unwrap();
        mix(&rule, &[0.1, 0.2, 1.0, 9.0, 0.0, 0.5], &mut channels);
        assert!((channels[0][0] - (0.1 + HALF)).abs() < 1e-6);
        assert!((channels[1][0] - (0.2 + HALF + 0.5 * HALF)).abs() < 1e-6);
    }

    #[test]
    fn nine_channels_have_no_rule() {
        assert!(rule(9).is_none() && rule(0).is_none());
    }
}
