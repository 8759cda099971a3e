//! The colours of levels. A louder level is always lighter, so that the picture
//! can be read without hues.

/// Red, green and blue.
pub(crate) type Rgb = [u8; 3];

/// The colours at equal steps from silence to the loudest: from dark blue over violet,
/// red and orange to light yellow.
const STEPS: [Rgb; 6] = [
    [8, 8, 20],
    [44, 28, 92],
    [120, 42, 120],
    [206, 74, 86],
    [246, 160, 82],
    [255, 244, 186],
];

/// The colour of every level.
pub(crate) const COLOURS: [Rgb; 256] = {
    let mut colours = [[0; 3]; 256];
    let mut level = 0;
    while level < 256 {
        let place = level * (STEPS.len() - 1);
        let (step, share) = (place / 255, place % 255);
        let next = if step + 1 < STEPS.len() {
            step + 1
        } else {
            step
        };
        let mut part = 0;
        while part < 3 {
            let (from, to) = (STEPS[step][part] as usize, STEPS[next][part] as usize);
            colours[level][part] = ((from * (255 - share) + to * share) / 255) as u8;
            part += 1;
        }
        level += 1;
    }
    colours
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_louder_level_is_lighter() {
        // Rec. 709 luma, in thousandths.
        let light =
            |rgb: Rgb| 213 * u32::from(rgb[0]) + 715 * u32::from(rgb[1]) + 72 * u32::from(rgb[2]);
        for pair in COLOURS.windows(2) {
            assert!(light(pair[0]) <= light(pair[1]) + 500, "{pair:?}");
        }
        assert_eq!(COLOURS[0], STEPS[0]);
        assert_eq!(COLOURS[255], STEPS[5]);
        assert_eq!(COLOURS[51], STEPS[1]);
    }
}
