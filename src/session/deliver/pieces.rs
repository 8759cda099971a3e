//! The files that a target asks for. ACX takes a file for each chapter, one for the credits before
//! the book and one for those after it, and a sample for its shop; other places take one file.

use std::ops::Range;

use super::slug;
use crate::book::{Meta, Target};
use crate::timeline::{Chapter, Timeline};
use cuebook_core::units::{Frames, Seconds};

/// A file of a delivery.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    /// What its name says after that of the target; empty for the only file.
    pub name: String,
    /// The title of a chapter or of the credits.
    pub title: Option<String>,
    /// The number of a chapter, from 1, and how many there are.
    pub track: Option<(u16, u16)>,
    /// The part of the show; `None` for the whole.
    pub part: Option<Range<Frames>>,
    /// The silence before and after the part.
    pub pad: [Frames; 2],
    /// The longest duration, if it is not that of the target.
    pub longest: Option<Seconds>,
}

/// The silence before and after a part that begins or ends within the show.
const BEFORE: Seconds = Seconds(0.6);
const AFTER: Seconds = Seconds(1.2);

/// The shortest sample, and the one that is made.
pub(super) const SAMPLE: (Seconds, Seconds) = (Seconds(60.0), Seconds(240.0));

/// The longest sample that ACX takes.
const LONGEST_SAMPLE: Seconds = Seconds(300.0);

impl Piece {
    /// The whole show in one file.
    pub(super) fn whole() -> Piece {
        Piece {
            name: String::new(),
            title: None,
            track: None,
            part: None,
            pad: [Frames::ZERO; 2],
            longest: None,
        }
    }

    fn of(name: String, part: Range<Frames>, whole: Frames) -> Piece {
        // The show itself begins and ends with silence.
        let before = if part.start > Frames::ZERO {
            BEFORE
        } else {
            Seconds(0.0)
        };
        let after = if part.end < whole {
            AFTER
        } else {
            Seconds(0.0)
        };
        Piece {
            name,
            title: None,
            track: None,
            part: Some(part),
            pad: [before.frames(), after.frames()],
            longest: None,
        }
    }
}

/// Returns whether a target takes a file for each chapter.
pub(super) fn is_in_pieces(target: &Target) -> bool {
    target.name == "acx"
}

/// Returns the files of a show with chapters, numbered from 1.
pub(super) fn of_chapters(chapters: &[Chapter], timeline: &Timeline) -> Vec<Piece> {
    let whole = timeline.frames;
    let mut pieces = match chapters.len() {
        0 | 1 => vec![Piece::whole()],
        _ => Vec::new(),
    };
    if pieces.is_empty() {
        let of = u16::try_from(chapters.len()).unwrap_or(u16::MAX);
        pieces.extend(chapters.iter().zip(1..).map(|(chapter, number)| {
            let name = format!("{number:02}-{}", slug(&chapter.title, "chapter"));
            Piece {
                title: Some(chapter.title.clone()),
                track: Some((number, of)),
                ..Piece::of(name, chapter.start..chapter.end, whole)
            }
        }));
    }
    pieces
}

/// Returns the sample, which begins at a place or with the first words and ends with the last line
/// that ends in time; the length that it would have, if that is too short.
pub(super) fn sample(timeline: &Timeline, from: Option<Frames>) -> Result<Piece, Frames> {
    let heard = timeline.lines.iter().map(|line| &line.at);
    let mut heard = heard.filter(|at| at.start < at.end && from.is_none_or(|from| at.end > from));
    let start = from.or_else(|| heard.clone().next().map(|at| at.start));
    let start = start.unwrap_or_default();
    let ends = heard.by_ref().map(|at| at.end);
    let end = ends.filter(|end| *end - start <= SAMPLE.1.frames()).max();
    let end = end.unwrap_or(start);
    if end - start < SAMPLE.0.frames() {
        return Err(end - start);
    }
    Ok(Piece {
        longest: Some(LONGEST_SAMPLE),
        ..Piece::of("retail-sample".to_owned(), start..end, timeline.frames)
    })
}

/// Returns the words of the credits before and after the book, each with the name of its file;
/// `None` where it has no author. `files` is the number of the files between them.
pub(super) fn credits(meta: &Meta, files: usize) -> Option<[(String, String); 2]> {
    let author = listed(&meta.authors)?;
    let title = meta.title.trim_end_matches('.');
    if title.is_empty() {
        return None;
    }
    let subtitle = meta.subtitle.as_ref();
    let subtitle = subtitle.map_or(String::new(), |own| {
        format!(" {}.", own.trim_end_matches('.'))
    });
    let narrators = listed(&meta.narrators);
    let narrated = narrators.map_or(String::new(), |own| format!(" Narrated by {own}."));
    Some([
        (
            "00-opening-credits".to_owned(),
            format!("{title}.{subtitle} Written by {author}.{narrated}"),
        ),
        (
            format!("{:02}-closing-credits", files + 1),
            format!("This has been {title}. Written by {author}.{narrated} The end."),
        ),
    ])
}

/// Returns names as they are read: `A, B and C`.
fn listed(names: &[String]) -> Option<String> {
    let (last, others) = names.split_last()?;
    Some(match others {
        [] => last.clone(),
        _ => format!("{} and {last}", others.join(", ")),
    })
}

/// Returns a script that speaks some words with a voice.
pub(super) fn script(words: &str, voice: &str) -> String {
    let words = words.split_whitespace().collect::<Vec<&str>>().join(" ");
    format!(
        "text: |\n  {words}\ncast:\n  {}: {{ voice: {voice} }}\npauses: {{ start: 0.6s, end: 2s }}\n",
        crate::book::cast::NARRATOR
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::PlacedLine;

    fn chapter(start: f64, end: f64, title: &str) -> Chapter {
        Chapter {
            start: Seconds(start).frames(),
            end: Seconds(end).frames(),
            title: title.to_owned(),
        }
    }

    /// A show with a line of eight seconds every ten.
    fn timeline(seconds: f64) -> Timeline {
        let lines = (0..(seconds / 10.0) as usize).map(|number| {
            let start = 10.0 * number as f64 + 1.0;
            PlacedLine {
                at: Seconds(start).frames()..Seconds(start + 8.0).frames(),
                ..PlacedLine::default()
            }
        });
        Timeline {
            frames: Seconds(seconds).frames(),
            lines: lines.collect(),
            ..Timeline::default()
        }
    }

    #[test]
    fn every_chapter_is_a_file_and_one_is_a_sample() {
        let chapters = [
            chapter(0.0, 200.0, "The Door"),
            chapter(200.0, 400.0, "Rain / 2"),
        ];
        let mut pieces = of_chapters(&chapters, &timeline(400.0));
        pieces.push(sample(&timeline(400.0), None).unwrap());
        let names: Vec<&str> = pieces.iter().map(|piece| piece.name.as_str()).collect();
        assert_eq!(names, ["01-the-door", "02-rain-2", "retail-sample"]);
        let pads = pieces
            .iter()
            .map(|piece| piece.pad.map(|pad| pad.seconds().0));
        let pads: Vec<[f64; 2]> = pads.collect();
        assert_eq!(pads, [[0.0, 1.2], [0.6, 0.0], [0.6, 1.2]]);
        let sample = pieces[2].part.clone().unwrap();
        assert_eq!(
            (sample.start.seconds().0, sample.end.seconds().0),
            (1.0, 239.0)
        );
    }

    #[test]
    fn a_sample_has_a_minute_at_least_and_begins_where_it_is_asked() {
        assert_eq!(of_chapters(&[], &timeline(50.0)), [Piece::whole()]);
        let short = sample(&timeline(50.0), None).unwrap_err();
        assert_eq!(short.seconds().0, 48.0);
        let piece = sample(&timeline(300.0), Some(Seconds(100.0).frames())).unwrap();
        let part = piece.part.unwrap();
        assert_eq!(
            (part.start.seconds().0, part.end.seconds().0),
            (100.0, 299.0)
        );
        let late = sample(&timeline(300.0), Some(Seconds(280.0).frames()));
        assert_eq!(late.unwrap_err().seconds().0, 19.0);
    }

    #[test]
    fn credits_name_the_people_of_the_book() {
        let meta = Meta {
            title: "The Door".to_owned(),
            authors: vec!["Ana Lee".to_owned(), "Bo Ray".to_owned()],
            narrators: vec!["Cy Day".to_owned()],
            ..Meta::default()
        };
        let [opening, closing] = credits(&meta, 12).unwrap();
        assert_eq!(closing.0, "13-closing-credits");
        assert_eq!(
            opening.1,
            "The Door. Written by Ana Lee and Bo Ray. Narrated by Cy Day."
        );
        assert!(closing.1.ends_with("The end."), "{}", closing.1);
        assert_eq!(credits(&Meta::default(), 1), None);
    }
}
