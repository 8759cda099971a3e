//! The chapters of a show: the stretches that a listener can go to in a player.

use std::ops::Range;

use crate::book::Book;
use crate::timeline::Timeline;
use cuebook_core::units::{Frames, Seconds};

/// A stretch of a show with a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chapter {
    pub start: Frames,
    /// The start of the next chapter, or the end of the show.
    pub end: Frames,
    pub title: String,
}

/// The shortest chapter. Players cannot show a shorter one.
const SHORTEST: Seconds = Seconds(1.0);

/// The longest beginning of a show that its first chapter takes in. A longer one is a chapter of
/// its own.
const PRELUDE: Seconds = Seconds(10.0);

impl Timeline {
    /// Returns the chapters of a show: none, or stretches that follow one another from the
    /// beginning of the show to its end.
    #[must_use]
    pub(crate) fn chapters(&self, book: &Book) -> Vec<Chapter> {
        let scenes = book.scenes.iter().zip(&self.scenes);
        let titles = scenes.filter_map(|(scene, start)| Some((*start, scene.chapter.clone()?)));
        whole(titles, self.frames, &book.title)
    }
}

/// Makes chapters of titles with their places. The titles of a stretch that is too short and of
/// the one after it become one.
fn whole(titles: impl Iterator<Item = (Frames, String)>, end: Frames, show: &str) -> Vec<Chapter> {
    let mut begins: Vec<(Frames, String)> = Vec::new();
    for (start, title) in titles.filter(|(start, _)| *start < end) {
        match begins.last_mut() {
            None if start >= PRELUDE.frames() && !show.is_empty() => {
                begins.push((Frames::ZERO, show.to_owned()));
                begins.push((start, title));
            }
            None => begins.push((Frames::ZERO, title)),
            Some((last, before)) if start - *last < SHORTEST.frames() => {
                *before = format!("{before}: {title}");
            }
            Some(_) => begins.push((start, title)),
        }
    }
    let ends = begins.iter().skip(1).map(|(start, _)| *start).chain([end]);
    let ends: Vec<Frames> = ends.collect();
    let chapters = begins.into_iter().zip(ends);
    chapters
        .map(|((start, title), end)| Chapter { start, end, title })
        .collect()
}

/// Returns the chapters within a part of a show, with their times in the part.
#[must_use]
pub(crate) fn within(chapters: &[Chapter], part: &Range<Frames>) -> Vec<Chapter> {
    let chapters = chapters.iter().map(|chapter| Chapter {
        start: chapter.start.max(part.start) - part.start,
        end: chapter.end.min(part.end).max(part.start) - part.start,
        title: chapter.title.clone(),
    });
    chapters
        .filter(|chapter| chapter.start < chapter.end)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(chapters: &[Chapter]) -> Vec<(f64, f64, &str)> {
        let row = |chapter: &Chapter| (chapter.start.seconds().0, chapter.end.seconds().0);
        let rows = chapters.iter().map(|chapter| {
            let (start, end) = row(chapter);
            (start, end, chapter.title.as_str())
        });
        // The titles live as long as the chapters.
        rows.collect()
    }

    fn of(titles: &[(f64, &str)], end: f64) -> Vec<Chapter> {
        let titles = titles
            .iter()
            .map(|(at, title)| (Seconds(*at).frames(), (*title).to_owned()));
        whole(titles, Seconds(end).frames(), "Show")
    }

    #[test]
    fn chapters_follow_one_another_from_the_beginning_to_the_end() {
        let chapters = of(&[(0.6, "One"), (30.0, "Two"), (90.5, "Three")], 120.0);
        let wanted = [
            (0.0, 30.0, "One"),
            (30.0, 90.5, "Two"),
            (90.5, 120.0, "Three"),
        ];
        assert_eq!(seconds(&chapters), wanted);
        assert_eq!(of(&[], 120.0), []);
    }

    #[test]
    fn a_long_beginning_without_a_title_has_that_of_the_show() {
        let chapters = of(&[(40.0, "One")], 50.0);
        assert_eq!(
            seconds(&chapters),
            [(0.0, 40.0, "Show"), (40.0, 50.0, "One")]
        );
        let nameless = whole(
            [(Frames(480_000 * 4), "One".to_owned())].into_iter(),
            Frames(480_000 * 5),
            "",
        );
        assert_eq!(seconds(&nameless), [(0.0, 50.0, "One")]);
    }

    #[test]
    fn chapters_that_begin_together_become_one() {
        let chapters = of(
            &[
                (0.6, "Part I"),
                (0.9, "One"),
                (20.0, "Two"),
                (20.9, "Three"),
            ],
            30.0,
        );
        assert_eq!(
            seconds(&chapters),
            [(0.0, 20.0, "Part I: One"), (20.0, 30.0, "Two: Three")]
        );
        assert_eq!(
            seconds(&of(&[(0.6, "One"), (31.0, "After")], 30.0)),
            [(0.0, 30.0, "One")]
        );
    }

    #[test]
    fn a_part_has_the_chapters_in_it() {
        let chapters = of(&[(0.6, "One"), (30.0, "Two"), (90.0, "Three")], 120.0);
        let part = within(
            &chapters,
            &(Seconds(40.0).frames()..Seconds(100.0).frames()),
        );
        assert_eq!(seconds(&part), [(0.0, 50.0, "Two"), (50.0, 60.0, "Three")]);
        assert_eq!(within(&chapters, &(Frames(0)..Frames(1))).len(), 1);
    }
}
