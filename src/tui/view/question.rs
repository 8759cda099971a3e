//! The panel of a choice: the question, the options, and the time that is left. It
//! takes as many rows as it needs and gets; of too many options it shows those around
//! the chosen one.

use ratatui::style::Style;

use super::pane::{Pane, cells, fit};
use super::wrap;
use crate::book::BookStory;
use crate::tui::now::{Now, Question};
use crate::tui::plain::plain;
use crate::tui::state::View;
use crate::tui::theme::Theme;
use cuebook_core::units::{Frames, RATE};

/// The columns before the question.
const MARGIN: usize = 2;

/// The columns before the words of an option: a sign, its number, spaces.
const BEFORE: usize = 7;

/// The widest row of words that is easy to read.
const WIDEST: usize = 90;

/// The longest bar of a clock.
const BAR: usize = 40;

/// A text in a row of the panel.
type Piece = (usize, String, Style);

/// A row of the panel.
#[derive(Clone, Debug, Default)]
struct Row {
    pieces: Vec<Piece>,
    /// The columns that are tinted, with their style.
    tint: Option<Style>,
}

/// The parts of the panel.
struct Panel {
    question: Vec<Row>,
    /// The rows of each option.
    options: Vec<Vec<Row>>,
    clock: Option<Row>,
    /// The place of the option that stays visible.
    chosen: usize,
}

/// Returns the rows that the panel of the open choice needs; none without a choice.
pub(super) fn needs(now: &Now<'_>, view: &View, width: usize, theme: &Theme) -> usize {
    let panel = Panel::of(now, view, width, theme);
    panel.map_or(0, |panel| panel.rows(usize::MAX).len() + 1)
}

/// Draws the panel.
pub(super) fn draw(pane: &mut Pane<'_>, now: &Now<'_>, view: &View, theme: &Theme) {
    let Some(panel) = Panel::of(now, view, pane.width(), theme) else {
        return;
    };
    title(pane, now, theme);
    let room = pane.height().saturating_sub(1);
    for (row, own) in panel.rows(room).iter().enumerate() {
        for (column, text, style) in &own.pieces {
            pane.put(*column, row + 1, text, *style);
        }
        if let Some(style) = own.tint {
            pane.tint(1..pane.width() - 1, row + 1, style);
        }
    }
}

/// Draws the rule above the panel.
fn title(pane: &mut Pane<'_>, now: &Now<'_>, theme: &Theme) {
    let Some((story, asked)) = now.question() else {
        return;
    };
    pane.fill(0..pane.width(), 0, "─", theme.faint);
    let id = &story.choices[asked.choice].id;
    let text = format!(" choice {} · {id} ", asked.made + 1);
    let text = fit(&text, pane.width().saturating_sub(2));
    let end = pane.put(1, 0, &text, theme.title);
    let keys = match (asked.taken, asked.offered.len()) {
        (Some(_), _) => " decided ".to_owned(),
        (None, 1) => " 1 or Enter takes it ".to_owned(),
        (None, count) => format!(" 1–{}, or ↑↓ and Enter ", count.min(9)),
    };
    if end + cells(&keys) + 2 <= pane.width() {
        pane.put(pane.width() - cells(&keys) - 1, 0, &keys, theme.faint);
    }
}

impl Panel {
    fn of(now: &Now<'_>, view: &View, width: usize, theme: &Theme) -> Option<Panel> {
        let (story, asked) = now.question()?;
        let choice = &story.choices[asked.choice];
        let words = choice.ask.as_ref().map(|ask| ask.shown());
        let words = words.unwrap_or_default();
        let room = width.saturating_sub(MARGIN + 1).min(WIDEST);
        let question = wrapped(&words, room).into_iter().map(|text| Row {
            pieces: vec![(MARGIN, text, theme.title)],
            tint: None,
        });
        let chosen = match asked.taken {
            Some(taken) => asked.offered.iter().position(|option| *option == taken),
            None => Some(view.option(asked)),
        };
        let options = (0..asked.offered.len()).map(|place| {
            let is_chosen = chosen == Some(place);
            option((story, asked), (place, is_chosen), width, theme)
        });
        Some(Panel {
            question: question.collect(),
            options: options.collect(),
            clock: clock(now, (story, asked), width, theme),
            chosen: chosen.unwrap_or(0),
        })
    }

    /// Returns the rows for this room. Empty rows go first, then all of the question but
    /// its first row, then the options that are far from the chosen one.
    fn rows(&self, room: usize) -> Vec<Row> {
        let options: usize = self.options.iter().map(Vec::len).sum();
        let all = self.question.len() + options + usize::from(self.clock.is_some());
        let gaps = usize::from(!self.question.is_empty()) + usize::from(self.clock.is_some());
        // A last empty row sets the panel off from what is below it.
        let has_gaps = all + gaps + 1 <= room;
        let rest = room.saturating_sub(options + usize::from(self.clock.is_some()));
        let question = self.question.len().min(rest);
        let mut rows = self.question[..question].to_vec();
        let gap = |rows: &mut Vec<Row>| {
            if has_gaps && !rows.is_empty() {
                rows.push(Row::default());
            }
        };
        gap(&mut rows);
        let last = usize::from(self.clock.is_some() && room > 1);
        let left = room.saturating_sub(rows.len() + last);
        rows.extend(self.options_in(left));
        if last > 0 {
            gap(&mut rows);
            rows.extend(self.clock.clone());
        }
        gap(&mut rows);
        rows
    }

    /// Returns the rows of the options that fit, with the first row of the chosen one.
    fn options_in(&self, room: usize) -> Vec<Row> {
        let before: usize = self.options[..self.chosen].iter().map(Vec::len).sum();
        let own = self.options.get(self.chosen).map_or(0, Vec::len);
        let first = (before + own).saturating_sub(room).min(before);
        let rows = self.options.iter().flatten().skip(first);
        rows.take(room).cloned().collect()
    }
}

/// Returns the rows of an option.
fn option(
    (story, asked): (&BookStory, &Question),
    (place, is_chosen): (usize, bool),
    width: usize,
    theme: &Theme,
) -> Vec<Row> {
    let number = asked.offered[place];
    let Some(option) = story.choices[asked.choice].options.get(number) else {
        return Vec::new();
    };
    let notes = notes(story, asked, number);
    let aside = if width >= 60 { cells(&notes) + 4 } else { 0 };
    let room = width.saturating_sub(BEFORE + 1 + aside).min(WIDEST);
    let style = match (asked.taken, is_chosen) {
        (None, true) => theme.chosen,
        (Some(_), true) => theme.playing,
        (Some(_), false) => theme.faint,
        (None, false) => theme.text,
    };
    let mut rows: Vec<Row> = wrapped(&option.shown, room)
        .into_iter()
        .map(|text| Row {
            pieces: vec![(BEFORE, text, style)],
            tint: is_chosen.then_some(style),
        })
        .collect();
    let Some(first) = rows.first_mut() else {
        return rows;
    };
    let sign = match (asked.taken, is_chosen) {
        (Some(_), true) => "✓",
        (None, true) => "▸",
        _ => " ",
    };
    let key = match place {
        0..9 => (place + 1).to_string(),
        _ => "·".to_owned(),
    };
    first.pieces.push((2, sign.to_owned(), style));
    first.pieces.push((4, key, style));
    if aside > 0 && !notes.is_empty() {
        let style = if is_chosen { style } else { theme.faint };
        let column = width.saturating_sub(cells(&notes) + 2);
        first.pieces.push((column, notes, style));
    }
    rows
}

/// Returns what is to say about an option.
fn notes(story: &BookStory, asked: &Question, number: usize) -> String {
    let choice = &story.choices[asked.choice];
    let graph = &story.graph.choices[asked.choice];
    let is_silent = choice.options[number].say.is_none();
    let any_spoken = choice.options.iter().any(|option| option.say.is_some());
    let notes = [
        (graph.default == Some(number), "default"),
        (is_silent && any_spoken, "only shown"),
    ];
    let notes = notes.iter().filter(|(is, _)| *is);
    let notes: Vec<&str> = notes.map(|(_, note)| *note).collect();
    notes.join(", ")
}

/// Returns the row of the clock; `None` for a choice without a time.
fn clock(
    now: &Now<'_>,
    (story, asked): (&BookStory, &Question),
    width: usize,
    theme: &Theme,
) -> Option<Row> {
    let wait = story.choices[asked.choice].wait?;
    let graph = &story.graph.choices[asked.choice];
    let default = graph.default?;
    if asked.taken.is_some() {
        return Some(Row::default());
    }
    let has_clock = now.choices.as_ref().is_some_and(|own| own.has_clock);
    let Some(left) = asked.left.filter(|_| has_clock) else {
        let text = "the clock is off: take your time".to_owned();
        return Some(Row {
            pieces: vec![(MARGIN, text, theme.faint)],
            tint: None,
        });
    };
    let then = &story.choices[asked.choice].options[default].shown;
    let place = asked.offered.iter().position(|option| *option == default);
    let then = match place {
        Some(place) => format!("then {}", place + 1),
        None => format!("then {}", plain(then)),
    };
    let seconds = (left.0.max(0) as u64).div_ceil(u64::from(RATE));
    let text = fit(
        &format!("{seconds} s, {then}"),
        width.saturating_sub(MARGIN + 1),
    );
    let style = if seconds <= 3 { theme.hot } else { theme.text };
    let columns = width.saturating_sub(MARGIN + 3 + cells(&text)).min(BAR);
    let lit = lit(left, wait, columns);
    let after = if columns > 0 {
        MARGIN + columns + 2
    } else {
        MARGIN
    };
    Some(Row {
        pieces: vec![
            (MARGIN, "━".repeat(lit), style),
            (MARGIN + lit, "─".repeat(columns - lit), theme.faint),
            (after, text, style),
        ],
        tint: None,
    })
}

/// Returns the columns of a bar for the time that is left.
fn lit(left: Frames, wait: Frames, columns: usize) -> usize {
    let share = left.0 as f64 / wait.0.max(1) as f64;
    ((share.clamp(0.0, 1.0) * columns as f64).ceil() as usize).min(columns)
}

/// Returns the rows of a text.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let text = plain(text);
    let rows = wrap::rows(&text, 0..text.len(), room);
    rows.into_iter().map(|row| text[row].to_owned()).collect()
}
