//! Draws a frame of the terminal from the state of playback, the state of the
//! view, and a theme. The cost depends on the size of the terminal and hardly
//! on the length of the show. Every size is possible.

mod mixer;
mod over;
mod pane;
mod question;
mod score;
mod status;
mod text;
mod wrap;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::tui::map;
use crate::tui::now::Now;
use crate::tui::state::View;
use crate::tui::theme::Theme;
use pane::Pane;

/// From this width on, mistakes cover only the text, in columns.
const REPORT: u16 = 80;

/// From this height on there is an overview, and an open choice leaves the score where it is.
const TALL: u16 = 30;

/// The rows of the text that stay beside an open choice, if possible.
const TEXT: u16 = 6;

/// The rows of an open choice that it has at least, if possible.
const ASKED: u16 = 7;

/// The areas of the view; an area without room is empty.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
struct Plan {
    header: Rect,
    /// The whole show in one row.
    overview: Rect,
    text: Rect,
    mixer: Rect,
    /// The open choice.
    question: Rect,
    score: Rect,
    footer: Rect,
}

/// Draws the view.
pub(crate) fn draw(frame: &mut Frame<'_>, now: &Now<'_>, view: &View, theme: &Theme) {
    let area = frame.area();
    if area.is_empty() {
        return;
    }
    let plan = Plan::of(area, question::needs(now, view, area.width.into(), theme));
    let mut whole = Pane::new(frame.buffer_mut(), area);
    status::header(&mut whole.part(plan.header), now, theme);
    status::overview(&mut whole.part(plan.overview), now, theme);
    text::draw(&mut whole.part(plan.text), now, theme);
    mixer::draw(&mut whole.part(plan.mixer), now, view, theme);
    score::draw(&mut whole.part(plan.score), now, view, theme);
    question::draw(&mut whole.part(plan.question), now, view, theme);
    status::footer(&mut whole.part(plan.footer), now, view, theme);
    status::banner(&mut whole.part(plan.text), now, theme);
    let mut body = plan.text;
    if body.width < REPORT {
        body.width = area.width;
    }
    over::findings(&mut whole.part(body), now, view, theme);
    over::map(&mut whole.part(map::area(area)), now, view, theme);
    let cursor = over::find(&mut whole.part(area), now, view, theme);
    over::help(&mut whole.part(area), now, view, theme);
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

impl Plan {
    /// Divides the terminal. `asked` rows are for the open choice; in a low terminal it takes the
    /// place of the score.
    fn of(area: Rect, asked: usize) -> Plan {
        let (width, height) = (area.width, area.height);
        let header = 1;
        let overview = u16::from(height >= TALL);
        let footer = u16::from(height >= 3);
        let score = match height {
            0..10 => 0,
            10..16 => 3,
            16..TALL => 7,
            _ => (height / 4).min(18),
        };
        let room = height - header - overview - footer;
        let asked = u16::try_from(asked).unwrap_or(u16::MAX);
        let (question, score) = match asked {
            0 => (0, score),
            _ if height >= TALL && asked + score + TEXT <= room => (asked, score),
            _ => (asked.min(room.saturating_sub(TEXT).max(room.min(ASKED))), 0),
        };
        let body = room - question - score;
        let mixer = match width {
            0..60 => 0,
            60..100 => 32,
            _ => (width * 3 / 10).clamp(32, 64),
        };
        let row = |y, rows| Rect::new(area.x, area.y + y, width, rows);
        let below = header + overview + body;
        let body = row(header + overview, body);
        Plan {
            header: row(0, header),
            overview: row(header, overview),
            text: Rect {
                width: width - mixer,
                ..body
            },
            mixer: Rect {
                x: body.x + width - mixer,
                width: mixer,
                ..body
            },
            question: row(below, question),
            score: row(below + question, score),
            footer: row(below + question + score, footer),
        }
    }
}
