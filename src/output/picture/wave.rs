//! The wave: the lowest and highest sample of a sound, column by column.

use cuebook_core::audio::Audio;

/// The lowest and the highest sample of every column, scaled so that the
/// highest magnitude is 1.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Wave {
    pub columns: Vec<(f32, f32)>,
}

impl Wave {
    /// Returns the wave of all channels together, in `columns` columns of equal
    /// length.
    #[must_use]
    pub(crate) fn of(audio: &Audio, columns: usize) -> Wave {
        let frames = audio.frames().index();
        let swing = |column: usize| {
            // A sound with fewer frames than columns repeats its frames.
            let start = column * frames / columns;
            let end = ((column + 1) * frames / columns).max(start + 1);
            let parts = audio.channels.iter().filter_map(|one| one.get(start..end));
            parts.flatten().fold((0.0, 0.0), |(low, high), sample| {
                (sample.min(low), sample.max(high))
            })
        };
        let mut columns: Vec<(f32, f32)> = (0..columns).map(swing).collect();
        let widest = columns
            .iter()
            .fold(0.0, |widest: f32, (low, high)| widest.max(-low).max(*high));
        if widest > 0.0 {
            for (low, high) in &mut columns {
                *low /= widest;
                *high /= widest;
            }
        }
        Wave { columns }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_spans_its_samples() {
        let audio = Audio {
            channels: vec![vec![0.0, 0.25, -0.5, 0.0], vec![0.0, 0.0, 0.0, -0.125]],
        };
        assert_eq!(
            Wave::of(&audio, 2).columns,
            [(0.0, 0.5), (-1.0, 0.0)],
            "against the widest swing"
        );
        assert_eq!(Wave::of(&audio, 8).columns.len(), 8);
        assert_eq!(
            Wave::of(&Audio::mono(Vec::new()), 3).columns,
            [(0.0, 0.0); 3]
        );
    }
}
