//! The pauses of the reading: the pause of a good reader between two lines.

use crate::book::{Line, PauseLengths};
use cuebook_core::units::Frames;

/// Returns the pause between two lines that follow each other, in frames. It is
/// negative where the second overlaps the first. It counts from the start of
/// the line with which the second begins, if there is one. `scene` is whether a
/// scene begins here.
///
/// A pause in the script, after the first line or before the second, replaces
/// the default pause. Where the script has both, they add up.
#[must_use]
pub(crate) fn between(before: &Line, line: &Line, scene: bool, pauses: &PauseLengths) -> Frames {
    if line.with.is_some() {
        return line.before.unwrap_or_default();
    }
    if let Some(overlap) = line.overlap {
        return -overlap;
    }
    if before.after.is_some() || line.before.is_some() {
        return before.after.unwrap_or_default() + line.before.unwrap_or_default();
    }
    let whole = before.ends_sentence && line.begins_sentence;
    if scene {
        pauses.scene
    } else if before.paragraph != line.paragraph {
        // An exchange of speech continues across paragraphs.
        if before.dialogue && line.dialogue && before.role != line.role {
            pauses.speaker
        } else {
            pauses.paragraph
        }
    } else if !whole {
        pauses.tag
    } else if before.role != line.role {
        pauses.speaker
    } else {
        pauses.sentence
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::Speech;
    use cuebook_core::diagnostic::Span;
    use cuebook_core::id::RoleId;
    use cuebook_core::id::WordId;
    use cuebook_core::units::Decibels;

    const PAUSES: PauseLengths = PauseLengths {
        tag: Frames(1),
        sentence: Frames(2),
        speaker: Frames(3),
        paragraph: Frames(4),
        scene: Frames(5),
        start: Frames(6),
        end: Frames(7),
    };

    fn line(role: usize, paragraph: usize) -> Line {
        Line {
            id: String::new(),
            role: RoleId(role),
            dialogue: role > 0,
            language: None,
            paragraph,
            text: Span::default(),
            words: WordId::range(0..0),
            speech: Speech::Voice(Vec::new()),
            tone: Default::default(),
            pace: 1.0,
            gain: Decibels(0.0),
            pan: 0.0,
            space: None,
            treatment: crate::book::treatment::Treatment::default(),
            before: None,
            after: None,
            overlap: None,
            with: None,
            begins_sentence: true,
            ends_sentence: true,
        }
    }

    #[test]
    fn the_pause_fits_what_changes() {
        let pause = |a: &Line, b: &Line| between(a, b, false, &PAUSES).0;
        assert_eq!(pause(&line(0, 0), &line(0, 0)), 2, "a sentence");
        assert_eq!(pause(&line(0, 0), &line(1, 0)), 3, "a speaker");
        assert_eq!(pause(&line(0, 0), &line(0, 1)), 4, "a paragraph");
        assert_eq!(pause(&line(1, 0), &line(2, 1)), 3, "an exchange");
        assert_eq!(pause(&line(0, 0), &line(2, 1)), 4, "a speech begins");
        assert_eq!(between(&line(0, 0), &line(0, 1), true, &PAUSES).0, 5);
        let said = Line {
            begins_sentence: false,
            ..line(0, 0)
        };
        assert_eq!(pause(&line(1, 0), &said), 1, "“Go!” he said");
    }

    #[test]
    fn the_pause_of_the_script_wins() {
        let mut first = line(0, 0);
        let mut second = line(1, 1);
        second.before = Some(Frames(100));
        assert_eq!(between(&first, &second, true, &PAUSES), Frames(100));
        first.after = Some(Frames(50));
        assert_eq!(between(&first, &second, false, &PAUSES), Frames(150));
        second.overlap = Some(Frames(30));
        assert_eq!(between(&first, &second, false, &PAUSES), Frames(-30));
    }
}
