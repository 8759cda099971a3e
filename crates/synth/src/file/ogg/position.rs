//! The positions on the pages of a stream say where its sound begins and ends.

use crate::file::sink::Sink;

/// Compares the stated positions with the frames that were decoded.
#[derive(Debug, Default)]
pub(super) struct Positions {
    /// The position of the first decoded frame.
    base: Option<i64>,
    /// The decoded frames before the last page.
    before: i64,
    /// The decoded frames at the last stated position.
    known: i64,
    end: Option<i64>,
}

impl Positions {
    /// Notes a position, after `decoded` frames of the stream.
    pub(super) fn note(&mut self, position: i64, last: bool, decoded: usize) {
        let decoded = decoded as i64;
        // The only page of a stream may state an earlier end.
        let start = position.saturating_sub(decoded);
        let base = *self
            .base
            .get_or_insert(if last { start.max(0) } else { start });
        self.before = self.known;
        self.known = decoded;
        self.end = last.then(|| position.saturating_sub(base));
    }

    /// Ends the stretch: leaves out the frames before position 0, the `delay`, and the
    /// frames after the last position. A position that would cut more than its own page is
    /// wrong.
    pub(super) fn end(&self, delay: usize, sink: &mut Sink) {
        let early = self.base.map_or(0, |base| base.saturating_neg().max(0));
        let early = early.min(self.known) as usize;
        let skip = early.max(delay);
        let end = self
            .end
            .filter(|end| *end > self.before && *end < self.known);
        let keep = end.map(|end| (end as usize).saturating_sub(skip));
        sink.end(skip, keep);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(notes: &[(i64, bool, usize)], delay: usize) -> usize {
        let mut sink = Sink::new(0, crate::file::LONGEST, Default::default());
        sink.push(&[0.5; 1000], 1, 48_000).unwrap();
        let mut positions = Positions::default();
        for (position, last, decoded) in notes {
            positions.note(*position, *last, *decoded);
        }
        positions.end(delay, &mut sink);
        sink.finish().first().map_or(0, |stretch| stretch.frames())
    }

    #[test]
    fn the_last_position_cuts_its_own_page_only() {
        assert_eq!(kept(&[(600, false, 600), (950, true, 1000)], 0), 950);
        assert_eq!(kept(&[(600, false, 600), (950, true, 1000)], 100), 850);
        assert_eq!(kept(&[(600, false, 600), (500, true, 1000)], 0), 1000);
        assert_eq!(kept(&[(600, false, 600), (9000, true, 1000)], 0), 1000);
        assert_eq!(kept(&[(900, true, 1000)], 0), 900);
    }

    #[test]
    fn a_first_position_below_the_decoded_frames_cuts_the_beginning() {
        assert_eq!(kept(&[(500, false, 600), (900, true, 1000)], 0), 900);
        // A stream that was cut out of a longer one begins later.
        assert_eq!(kept(&[(90_600, false, 600), (90_950, true, 1000)], 0), 950);
    }
}
