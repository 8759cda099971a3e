//! The score: current and next cues on an axis of time. Draws a row for the
//! speech and one for each cue around the playhead. The playhead stays in its
//! column, and the items move by whole columns.

use std::ops::Range;

use ratatui::style::Style;

use super::pane::{Pane, cells, cut, fit};
use crate::book::{Cue, CueKind};
use crate::mix::BusName;
use crate::session::live::Channel;
use crate::tui::here;
use crate::tui::now::Now;
use crate::tui::state::View;
use crate::tui::theme::Theme;
use cuebook_core::id::CueId;
use cuebook_core::units::{Frames, RATE, clock};

/// The possible steps between two labels of the axis, in seconds.
const STEPS: [i64; 12] = [1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200];

/// The least number of columns between two labels.
const APART: i64 = 12;

/// Converts frames to columns.
#[derive(Copy, Clone, Debug)]
struct Axis {
    /// The first column of the axis in the pane, and the number of its columns.
    from: usize,
    columns: usize,
    /// Columns from the start of the show to the first visible one.
    first: i64,
    /// Frames of a column.
    per: i64,
}

/// Draws the score.
pub(super) fn draw(pane: &mut Pane<'_>, now: &Now<'_>, view: &View, theme: &Theme) {
    if pane.area.is_empty() {
        return;
    }
    let axis = Axis::of(pane.width(), now.at, view.per_column());
    title(pane, now, theme);
    if pane.height() > 1 {
        scale(pane, now, theme, &axis);
    }
    speech(pane, now, theme, &axis);
    let rows = pane.height().saturating_sub(3);
    for (row, cue) in seen(now, &axis, rows).into_iter().enumerate() {
        draw_cue(pane, row + 3, now, theme, (&axis, cue));
    }
    for row in 2..pane.height() {
        pane.mark(axis.from + axis.playhead(), row, "│", theme.spoken);
    }
}

impl Axis {
    fn of(width: usize, at: Frames, per: i64) -> Axis {
        let label = (width / 4).min(28);
        let countdown = if width >= 50 { 13 } else { 0 };
        let columns = width.saturating_sub(label + countdown).max(1);
        Axis {
            from: label,
            columns,
            first: at.0.div_euclid(per) - columns as i64 / 4,
            per,
        }
    }

    fn playhead(&self) -> usize {
        self.columns / 4
    }

    /// Returns the first frame of a column.
    fn frame(&self, column: usize) -> Frames {
        Frames((self.first + column as i64) * self.per)
    }

    fn window(&self) -> Range<Frames> {
        self.frame(0)..self.frame(self.columns)
    }

    /// Returns the columns of a range, at least one; `None` if it is not
    /// visible.
    fn columns(&self, range: &Range<Frames>) -> Option<Range<usize>> {
        let start = range.start.0.div_euclid(self.per) - self.first;
        let end = (range.end.0 - 1).div_euclid(self.per) + 1 - self.first;
        let end = end.max(start + 1);
        let clamped = |column: i64| column.clamp(0, self.columns as i64) as usize;
        let seen = clamped(start)..clamped(end);
        (!seen.is_empty()).then_some(seen)
    }
}

/// Draws the title: the next cue, in the form that a stage manager expects.
fn title(pane: &mut Pane<'_>, now: &Now<'_>, theme: &Theme) {
    pane.fill(0..pane.width(), 0, "─", theme.faint);
    let next = here::next_cue(now.timeline, now.at);
    let text = match next.and_then(|cue| Some((now.show.book.cues.get(cue)?, cue))) {
        Some((cue, id)) => {
            let away = now.timeline.cues[id].at.start - now.at;
            format!(" next: {} in {} ", called(cue), clock(away))
        }
        None => " no further cue ".to_owned(),
    };
    let text = fit(&text, pane.width().saturating_sub(2));
    pane.put(1, 0, &text, theme.title);
    let sounding = now.timeline.cues.iter();
    let count = sounding.filter(|cue| cue.at.contains(&now.at)).count();
    let count = format!(" {count} sounding ");
    if cells(&text) + cells(&count) + 3 <= pane.width() {
        let column = pane.width() - cells(&count) - 1;
        pane.put(column, 0, &count, theme.text);
    }
}

fn called(cue: &Cue) -> String {
    let waits = if cue.waits { ", waits for go" } else { "" };
    format!("{} {}{waits}", cue.kind.name(), cue.id)
}

/// Draws the axis: the finished part, the loop, the times.
fn scale(pane: &mut Pane<'_>, now: &Now<'_>, theme: &Theme, axis: &Axis) {
    let is_whole = now.ahead.made >= now.ahead.all;
    for column in 0..axis.columns {
        let at = axis.frame(column);
        if at < Frames::ZERO || at >= now.timeline.frames {
            continue;
        }
        let is_looped = now
            .looped
            .as_ref()
            .is_some_and(|looped| looped.contains(&at));
        let sign = match () {
            () if is_looped => "═",
            () if is_whole || at < now.ahead.horizon => "─",
            () => "┈",
        };
        pane.put(axis.from + column, 1, sign, theme.faint);
    }
    let wide = |step: &&i64| **step * i64::from(RATE) / axis.per >= APART;
    let step = STEPS.iter().find(wide).unwrap_or(&STEPS[STEPS.len() - 1]) * i64::from(RATE);
    let Range { start, end } = axis.window();
    let mut tick = Frames((start.0.max(0) + step - 1) / step * step);
    while tick < end && tick < now.timeline.frames {
        let column = ((tick - start).0 / axis.per) as usize;
        let clock = clock(tick);
        let text = format!("┼{} ", clock.strip_suffix(".0").unwrap_or(&clock));
        let covered = column..column + cells(&text);
        let is_free = covered.end <= axis.columns && !covered.contains(&axis.playhead());
        let text = if is_free { &text } else { "┼" };
        pane.put(axis.from + column, 1, text, theme.faint);
        tick += Frames(step);
    }
    if let Some(columns) = now.looped.as_ref().and_then(|looped| axis.columns(looped)) {
        pane.put(axis.from + columns.start, 1, "╞", theme.active);
        pane.put(axis.from + columns.end - 1, 1, "╡", theme.active);
    }
    pane.put(axis.from + axis.playhead(), 1, "▼", theme.spoken);
    let label = fit("time", axis.from.saturating_sub(1));
    pane.put(0, 1, &label, theme.faint);
}

/// Draws the lines, each with its length and role.
fn speech(pane: &mut Pane<'_>, now: &Now<'_>, theme: &Theme, axis: &Axis) {
    if pane.height() < 3 {
        return;
    }
    let label = fit("speech", axis.from.saturating_sub(1));
    pane.put(0, 2, &label, theme.text);
    let lines = &now.timeline.lines;
    let Range { start, end } = axis.window();
    let first = lines.partition_point(|line| line.at.end <= start);
    let first = first.saturating_sub(here::NEAR);
    let seen = lines.entries().skip(first);
    for (id, placed) in seen.take_while(|(_, placed)| placed.at.start < end) {
        let Some(columns) = axis.columns(&placed.at) else {
            continue;
        };
        let Some(line) = now.show.book.lines.get(id) else {
            continue;
        };
        let style = match placed.at.contains(&now.at) {
            true => theme.active,
            false if placed.at.end <= now.at => theme.faint,
            false => theme.text,
        };
        let from = axis.from + columns.start;
        let width = columns.len();
        let name = &now.show.book.roles[line.role].name;
        let name = match width.saturating_sub(2) {
            // An initial is more useful than a sign for cut text.
            few @ 0..4 => cut(name, few).to_owned(),
            room => fit(name, room),
        };
        let rest = "─".repeat(width.saturating_sub(2 + cells(&name)));
        let block = match width {
            1 => "│".to_owned(),
            _ => format!("[{name}{rest}]"),
        };
        pane.put(from, 2, &block, style);
    }
}

/// Returns the cues that fit, in the order in which they begin: current ones
/// first, then next ones, then past ones.
fn seen(now: &Now<'_>, axis: &Axis, rows: usize) -> Vec<CueId> {
    let start = axis.window().start;
    let cues = &now.timeline.cues;
    let mut wanted: Vec<(u8, Frames, CueId)> = Vec::new();
    for (id, cue) in cues.entries() {
        let at = &cue.at;
        match () {
            () if at.contains(&now.at) => wanted.push((0, at.start, id)),
            () if at.start >= now.at => wanted.push((1, at.start, id)),
            () if at.end > start => wanted.push((2, -at.end, id)),
            () => {}
        }
    }
    if rows < wanted.len() {
        wanted.select_nth_unstable(rows);
        wanted.truncate(rows);
    }
    let mut seen: Vec<CueId> = wanted.into_iter().map(|(.., id)| id).collect();
    seen.sort_by_key(|id| (cues[*id].at.start, *id));
    seen
}

/// Draws a cue in its row: its name, its time, and how long until it begins or
/// ends.
fn draw_cue(
    pane: &mut Pane<'_>,
    row: usize,
    now: &Now<'_>,
    theme: &Theme,
    (axis, id): (&Axis, CueId),
) {
    let (Some(cue), Some(placed)) = (now.show.book.cues.get(id), now.timeline.cues.get(id)) else {
        return;
    };
    let (style, count) = state(&placed.at, now, theme);
    let is_muted = is_muted(now, cue);
    let name = fit(&called(cue), axis.from.saturating_sub(1));
    pane.put(0, row, &name, style);
    let whole = [placed.at.clone()];
    let (sounds, sign) = match &cue.kind {
        CueKind::Spot(_) => (placed.sounds.as_slice(), "█"),
        CueKind::Bed { .. } => (whole.as_slice(), "▒"),
        CueKind::Music { .. } => (whole.as_slice(), "▓"),
        CueKind::Hush(_) => (whole.as_slice(), "╌"),
    };
    let sign = if is_muted { "·" } else { sign };
    for columns in sounds.iter().filter_map(|sound| axis.columns(sound)) {
        let columns = axis.from + columns.start..axis.from + columns.end;
        pane.fill(columns, row, sign, style);
    }
    if axis.from + axis.columns < pane.width() {
        let count = if is_muted { "muted".to_owned() } else { count };
        pane.put_right(row, &count, style);
    }
}

/// Returns the style of a cue, and the text with the time until it begins or
/// ends.
fn state(at: &Range<Frames>, now: &Now<'_>, theme: &Theme) -> (Style, String) {
    match at.start > now.at {
        true => (theme.text, format!("in {}", clock(at.start - now.at))),
        // It ends after a choice whose time is not known.
        false if at.contains(&now.at) && is_undecided(now, at.end) => {
            (theme.active, "goes on".to_owned())
        }
        false if at.contains(&now.at) => (theme.active, format!("{} left", clock(at.end - now.at))),
        false => (theme.faint, "over".to_owned()),
    }
}

/// Returns whether a frame is after the next choice that is not decided.
fn is_undecided(now: &Now<'_>, at: Frames) -> bool {
    let undecided = now.choices.as_ref().and_then(|choices| choices.undecided);
    undecided.is_some_and(|(begins, _)| at > begins)
}

fn is_muted(now: &Now<'_>, cue: &Cue) -> bool {
    let bus = BusName::ALL
        .into_iter()
        .find(|bus| bus.name() == cue.kind.bus());
    bus.is_some_and(|bus| now.steering.of(Channel::Bus(bus)).is_muted)
}

/// Returns the columns of a bar for the time from the start of a show to
/// `frames`.
pub(super) fn part_of(frames: Frames, whole: Frames, columns: usize) -> usize {
    let share = frames.0 as f64 / whole.0.max(1) as f64;
    ((share * columns as f64) as usize).min(columns.saturating_sub(1))
}
