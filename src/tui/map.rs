//! The picture of the map: the story as text, with the scenes where the listener has
//! been. It is made again only when the listener or the size of the terminal changes.

use ratatui::layout::{Rect, Size};

use crate::book::BookStory;
use cuebook_story::{Map, Visit};

/// The rows and columns of the box around the map.
const BORDER: u16 = 2;

/// The header and the footer, which stay visible.
const AROUND: u16 = 2;

/// How the map is scrolled.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Scroll {
    /// So that the present scene is in the middle.
    Here,
    /// By this many rows.
    By(usize),
}

/// The map of a story for a size of the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct MapPicture {
    pub(super) rows: Vec<String>,
    /// The rows that are visible at the same time.
    pub(super) height: usize,
}

impl MapPicture {
    /// Draws the map of a story. The last of the visits is the present scene.
    #[must_use]
    pub(crate) fn of(story: &BookStory, visits: &[Visit], size: Size) -> MapPicture {
        let area = area(Rect::new(0, 0, size.width, size.height));
        // One column stays free on each side.
        let width = area.width.saturating_sub(BORDER + 2);
        let text = Map::of(&story.graph).walked(visits).text(width.into());
        MapPicture {
            rows: text.lines().map(str::to_owned).collect(),
            height: area.height.saturating_sub(BORDER).into(),
        }
    }

    /// Returns the first visible row.
    pub(super) fn first(&self, scroll: Scroll) -> usize {
        let first = match scroll {
            Scroll::By(rows) => rows,
            Scroll::Here => self.here().saturating_sub(self.height / 2),
        };
        first.min(self.rows.len().saturating_sub(self.height))
    }

    /// Returns the row of the present scene.
    fn here(&self) -> usize {
        let here = self.rows.iter().position(|row| row.starts_with('◆'));
        here.unwrap_or(0)
    }
}

/// Returns the part of the terminal that the map may cover.
pub(super) fn area(whole: Rect) -> Rect {
    match whole.height > AROUND + BORDER {
        true => Rect {
            y: whole.y + 1,
            height: whole.height - AROUND,
            ..whole
        },
        false => whole,
    }
}
