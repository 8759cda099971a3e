//! The panel of a choice: the question, the options, and the time that is left. It
//! takes as many rows as it needs and gets; of too many options it shows those around
//! the chosen one.

use ratatui::style::Style;

use super::pane::{Pane, cells, fit};
use super::wrap;
use crate::book::story::StoryOption;
use crate::session::live::{Offer, Question};
use crate::tui::now::Now;
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
    let Some((asked, taken)) = shown(now) else {
        return;
    };
    pane.fill(0..pane.width(), 0, "─", theme.faint);
    let text = format!(" choice {} · {} ", asked.number + 1, asked.name);
    let text = fit(&text, pane.width().saturating_sub(2));
    let end = pane.put(1, 0, &text, theme.title);
    let keys = match (taken.or(asked.taken), asked.options.len()) {
        (Some(_), _) if taken.is_some() => " decided ".to_owned(),
        (Some(_), count) => format!(" decided; 1–{} decides again ", count.min(9)),
        (None, 1) => " 1 or Enter takes it ".to_owned(),
        (None, count) => format!(" 1–{}, or ↑↓ and Enter ", count.min(9)),
    };
    if end + cells(&keys) + 2 <= pane.width() {
        pane.put(pane.width() - cells(&keys) - 1, 0, &keys, theme.faint);
    }
}

/// Returns the choice that is shown, and the option that was taken a moment ago.
fn shown<'a>(now: &Now<'a>) -> Option<(&'a Question, Option<usize>)> {
    let choices = now.choices.as_ref()?;
    Some((choices.question?, choices.taken))
}

impl Panel {
    fn of(now: &Now<'_>, view: &View, width: usize, theme: &Theme) -> Option<Panel> {
        let (asked, taken) = shown(now)?;
        let room = width.saturating_sub(MARGIN + 1).min(WIDEST);
        let words = asked.ask.as_deref().unwrap_or_default();
        let question = wrapped(words, room).into_iter().map(|text| Row {
            pieces: vec![(MARGIN, text, theme.title)],
            tint: None,
        });
        let chosen = match taken {
            Some(taken) => asked.options.iter().position(|offer| offer.option == taken),
            None => Some(view.option(asked)),
        };
        let options = asked.options.iter().enumerate().map(|(place, offer)| {
            let is_chosen = chosen == Some(place);
            let (sign, style) = match (taken, is_chosen) {
                (None, true) => ("▸", theme.chosen),
                (Some(_), true) => ("✓", theme.playing),
                (Some(_), false) => (" ", theme.faint),
                (None, false) => (" ", theme.text),
            };
            let notes = match is_chosen {
                true => (notes(now, asked, offer), style),
                false => (notes(now, asked, offer), theme.faint),
            };
            let tint = is_chosen.then_some(style);
            option(offer, (sign, style, tint), notes, width)
        });
        let clock = clock(now, (asked, taken), width, theme);
        Some(Panel {
            question: question.collect(),
            options: options.collect(),
            clock,
            chosen: chosen.unwrap_or(0),
        })
    }

    /// Returns the rows for this room. Empty rows go first, then all of the question but
    /// its first row, then the options that are far from the chosen one.
    fn rows(&self, room: usize) -> Vec<Row> {
        let options: usize = self.options.iter().map(Vec::len).sum();
        let all = self.question.len() + options + usize::from(self.clock.is_some());
        let gaps = usize::from(!self.question.is_empty()) + usize::from(self.clock.is_some());
        // A last empty row sets the panel off from the rows below it.
        let has_gaps = all + gaps < room;
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
    offer: &Offer,
    (sign, style, tint): (&str, Style, Option<Style>),
    (notes, faint): (String, Style),
    width: usize,
) -> Vec<Row> {
    let aside = if width >= 60 { cells(&notes) + 4 } else { 0 };
    let room = width.saturating_sub(BEFORE + 1 + aside).min(WIDEST);
    let mut rows: Vec<Row> = wrapped(&offer.text, room)
        .into_iter()
        .map(|text| Row {
            pieces: vec![(BEFORE, text, style)],
            tint,
        })
        .collect();
    let Some(first) = rows.first_mut() else {
        return rows;
    };
    let key = match offer.number {
        number @ ..10 => number.to_string(),
        _ => "·".to_owned(),
    };
    first.pieces.push((2, sign.to_owned(), style));
    first.pieces.push((4, key, style));
    if aside > 0 && !notes.is_empty() {
        let column = width.saturating_sub(cells(&notes) + 2);
        first.pieces.push((column, notes, faint));
    }
    rows
}

/// Returns the notes on an option.
fn notes(now: &Now<'_>, asked: &Question, offer: &Offer) -> String {
    let story = now.choices.as_ref().map(|choices| choices.story);
    let choice = story.and_then(|story| story.choices.get(asked.choice));
    let options = choice.map_or(&[][..], |choice| &choice.options);
    let is_spoken = |option: &StoryOption| option.say.is_some();
    let own = options.get(offer.option);
    let is_silent = own.is_some_and(|own| !is_spoken(own));
    let notes = [
        (asked.taken == Some(offer.option), "decided"),
        (asked.default == Some(offer.option), "default"),
        (is_silent && options.iter().any(is_spoken), "only shown"),
    ];
    let notes = notes.iter().filter(|(is, _)| *is);
    let notes: Vec<&str> = notes.map(|(_, note)| *note).collect();
    notes.join(", ")
}

/// Returns the row of the clock; `None` for a choice without a time.
fn clock(
    now: &Now<'_>,
    (asked, taken): (&Question, Option<usize>),
    width: usize,
    theme: &Theme,
) -> Option<Row> {
    let ends = asked.clock?.ends;
    let plain = |text: &str| Row {
        pieces: vec![(MARGIN, text.to_owned(), theme.faint)],
        tint: None,
    };
    if taken.is_some() {
        return Some(Row::default());
    }
    let Some(left) = now.left(asked) else {
        return Some(plain("the clock is off: take your time"));
    };
    let seconds = seconds(left);
    let text = format!("{seconds} s{}", after(now, asked));
    let text = fit(&text, width.saturating_sub(MARGIN + 1));
    let style = if seconds <= 3 { theme.hot } else { theme.text };
    let columns = width.saturating_sub(MARGIN + 3 + cells(&text)).min(BAR);
    let lit = lit(left, ends - asked.asked, columns);
    let end = if columns > 0 {
        MARGIN + columns + 2
    } else {
        MARGIN
    };
    let pieces = vec![
        (MARGIN, "━".repeat(lit), style),
        (MARGIN + lit, "─".repeat(columns - lit), theme.faint),
        (end, text, style),
    ];
    Some(Row { pieces, tint: None })
}

/// Returns what happens when the time is over.
fn after(now: &Now<'_>, asked: &Question) -> String {
    let Some(default) = asked.default else {
        return String::new();
    };
    let offered = asked.options.iter().find(|offer| offer.option == default);
    let story = now.choices.as_ref().map(|choices| choices.story);
    let hidden = || {
        let choice = story?.choices.get(asked.choice)?;
        choice.options.get(default)
    };
    match (offered, hidden()) {
        (Some(offer), _) => format!(", then {}", offer.number),
        (None, Some(option)) => format!(", then: {}", plain(&option.shown)),
        (None, None) => String::new(),
    }
}

/// Returns the seconds that are left, as a clock shows them.
pub(super) fn seconds(left: Frames) -> u64 {
    (left.0.max(0) as u64).div_ceil(u64::from(RATE))
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
