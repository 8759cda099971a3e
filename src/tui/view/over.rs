//! Boxes over the view: help, mistakes, and the prompt that finds a line. A box
//! does not change the view around it, and the show continues.

use std::ops::Range;

use ratatui::layout::{Position, Rect};

use super::pane::{Pane, cells, fit};
use crate::tui::find::Find;
use crate::tui::keys::keys;
use crate::tui::now::Now;
use crate::tui::state::View;
use crate::tui::theme::Theme;
use cuebook_core::units::clock;

/// The number of visible matches.
const MATCHES: usize = 10;

/// Draws the list of keys.
pub(super) fn help(pane: &mut Pane<'_>, now: &Now<'_>, view: &View, theme: &Theme) {
    if !view.has_help {
        return;
    }
    let keys = keys(now);
    let widest = |of: fn(&(&'static str, &'static str)) -> usize| keys.iter().map(of).max();
    let key = widest(|entry| cells(entry.0)).unwrap_or(0) + 2;
    let text = widest(|entry| cells(entry.1)).unwrap_or(0);
    let area = middle(pane.area, key + text + 4, keys.len() + 2);
    let Some(mut inner) = boxed(pane, area, "keys", "Esc or ? closes", theme) else {
        return;
    };
    for (row, entry) in window(keys.len(), inner.height(), view.scroll).enumerate() {
        match keys[entry] {
            ("", group) => inner.put(0, row, group, theme.title),
            (name, does) => {
                inner.put(1, row, name, theme.active);
                inner.put(key, row, does, theme.text)
            }
        };
    }
    more(pane, area, keys.len(), view.scroll, theme);
}

/// Draws the map of the story. It begins with the present scene in the middle.
pub(super) fn map(pane: &mut Pane<'_>, now: &Now<'_>, view: &View, theme: &Theme) {
    let map = now.choices.as_ref().and_then(|choices| choices.map);
    let (Some(scroll), Some(map)) = (view.map, map) else {
        return;
    };
    let rows = &map.rows;
    let widest = rows.iter().map(|row| cells(row)).max().unwrap_or(0);
    let area = middle(pane.area, widest + 4, rows.len() + 2);
    let Some(mut inner) = boxed(pane, area, "the map", "m closes", theme) else {
        return;
    };
    let first = map.first(scroll);
    for (row, entry) in window(rows.len(), inner.height(), first).enumerate() {
        let style = match rows[entry].chars().next() {
            Some('◆') => theme.active,
            Some('●') => theme.title,
            Some('○' | '╳') => theme.text,
            _ => theme.faint,
        };
        inner.put(1, row, &rows[entry], style);
    }
    more(pane, area, rows.len(), first, theme);
}

/// Draws the mistakes of the saved script, or on demand the warnings about the show that plays.
pub(super) fn findings(pane: &mut Pane<'_>, now: &Now<'_>, view: &View, theme: &Theme) {
    let (title, findings) = match (view.mistakes(now), view.findings(now)) {
        (Some(mistakes), _) => ("! mistakes: the show plays without this change", mistakes),
        (None, Some("")) => ("! findings", "The script has no mistakes and no warnings."),
        (None, Some(warnings)) => ("! warnings about this show", warnings),
        (None, None) => return,
    };
    let lines: Vec<&str> = findings.lines().collect();
    // The first rows of the text stay visible.
    let most = (pane.height() * 3 / 4).max(3);
    let height = (lines.len() + 2).min(most) as u16;
    let area = Rect {
        y: pane.area.bottom().saturating_sub(height).max(pane.area.y),
        height: height.min(pane.area.height),
        ..pane.area
    };
    let Some(mut inner) = boxed(pane, area, title, "Esc hides", theme) else {
        return;
    };
    for (row, line) in window(lines.len(), inner.height(), view.scroll).enumerate() {
        let text = fit(lines[line], inner.width());
        inner.put(0, row, &text, theme.text);
    }
    more(pane, area, lines.len(), view.scroll, theme);
}

/// Draws the prompt and the matching lines. Returns the position of the cursor.
pub(super) fn find(
    pane: &mut Pane<'_>,
    now: &Now<'_>,
    view: &View,
    theme: &Theme,
) -> Option<Position> {
    let find = view.find.as_ref()?;
    let rows = MATCHES.min(usize::from(pane.area.height) / 3);
    let area = Rect {
        y: pane
            .area
            .bottom()
            .saturating_sub(rows as u16 + 3)
            .max(pane.area.y),
        height: (rows as u16 + 3).min(pane.area.height),
        ..pane.area
    };
    let keys = "↑↓ choose, Enter goes, Esc closes";
    let mut inner = boxed(pane, area, "go to a line", keys, theme)?;
    let row = inner.height().checked_sub(1)?;
    let count = match find.matches.len() {
        0 if find.typed.is_empty() => "type a part of it, or a role".to_owned(),
        0 => "no line matches".to_owned(),
        count => format!("{} of {count}", find.chosen + 1),
    };
    let room = inner.width().saturating_sub(cells(&count) + 4);
    let column = inner.put(0, row, "/ ", theme.title);
    let column = inner.put(column, row, ending(&find.typed, room), theme.text);
    if cells(&count) + column < inner.width() {
        inner.put_right(row, &count, theme.faint);
    }
    let listed = window(find.matches.len(), row, find.chosen.saturating_sub(row / 2));
    for (row, listed) in listed.enumerate() {
        found(&mut inner, row, now, theme, (find, listed));
    }
    let column = column.min(inner.width().saturating_sub(1));
    Some(Position::new(
        inner.area.x + column as u16,
        inner.area.y + row as u16,
    ))
}

/// Returns the end of the typed text that fits.
fn ending(text: &str, columns: usize) -> &str {
    let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    let mut endings = starts.map(|at| &text[at..]);
    endings
        .find(|ending| cells(ending) <= columns)
        .unwrap_or("")
}

/// Draws a matching line.
fn found(
    pane: &mut Pane<'_>,
    row: usize,
    now: &Now<'_>,
    theme: &Theme,
    (find, listed): (&Find, usize),
) {
    let book = &now.show.book;
    let line = find.matches[listed];
    let (Some(line), Some(placed)) = (book.lines.get(line), now.timeline.lines.get(line)) else {
        return;
    };
    let is_chosen = listed == find.chosen;
    let style = if is_chosen { theme.chosen } else { theme.text };
    let sign = if is_chosen { "▸" } else { " " };
    let name = fit(&book.roles[line.role].name, 12);
    let words: Vec<&str> = book.prose.said(line.text).split_whitespace().collect();
    let text = format!(
        "{sign}{:>9}  {name}  {}",
        clock(placed.at.start),
        words.join(" ")
    );
    let text = fit(&text, pane.width());
    let end = pane.put(0, row, &text, style);
    if is_chosen {
        pane.tint(end..pane.width(), row, style);
    }
}

/// Returns an area of this size in the middle of another, or all of it.
fn middle(area: Rect, width: usize, height: usize) -> Rect {
    let (width, height) = (
        width.min(usize::from(area.width)),
        height.min(usize::from(area.height)),
    );
    let (width, height) = (width as u16, height as u16);
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

/// Returns the entries that a box shows.
fn window(entries: usize, rows: usize, scroll: usize) -> Range<usize> {
    let first = scroll.min(entries.saturating_sub(rows));
    first..(first + rows).min(entries)
}

/// Shows at the edge of a box that it can be scrolled.
fn more(pane: &mut Pane<'_>, area: Rect, entries: usize, scroll: usize, theme: &Theme) {
    let rows = usize::from(area.height).saturating_sub(2);
    let seen = window(entries, rows, scroll);
    if seen.len() < entries {
        let mut edge = pane.part(Rect {
            y: area.bottom().saturating_sub(1),
            height: 1,
            ..area
        });
        let text = format!(" {}–{} of {entries}, PgUp PgDn ", seen.start + 1, seen.end);
        edge.put(2, 0, &text, theme.title);
    }
}

/// Clears an area and draws a frame around it. Returns the inside.
fn boxed<'a>(
    pane: &'a mut Pane<'_>,
    area: Rect,
    title: &str,
    keys: &str,
    theme: &Theme,
) -> Option<Pane<'a>> {
    let mut frame = pane.part(area);
    frame.clear();
    let (width, height) = (frame.width(), frame.height());
    if width < 3 || height < 3 {
        frame.put(0, 0, &fit(title, width), theme.title);
        return None;
    }
    for row in [0, height - 1] {
        frame.fill(1..width - 1, row, "─", theme.faint);
    }
    for row in 1..height - 1 {
        frame.put(0, row, "│", theme.faint);
        frame.put(width - 1, row, "│", theme.faint);
    }
    for (column, row, sign) in [
        (0, 0, "┌"),
        (width - 1, 0, "┐"),
        (0, height - 1, "└"),
        (width - 1, height - 1, "┘"),
    ] {
        frame.put(column, row, sign, theme.faint);
    }
    let title = format!(" {} ", fit(title, width.saturating_sub(6)));
    let end = frame.put(2, 0, &title, theme.title);
    let keys = format!(" {keys} ");
    if end + cells(&keys) + 3 < width {
        frame.put(width - 2 - cells(&keys), 0, &keys, theme.faint);
    }
    let inside = Rect {
        x: frame.area.x + 1,
        y: frame.area.y + 1,
        width: frame.area.width - 2,
        height: frame.area.height - 2,
    };
    let buffer = pane.part(inside);
    Some(buffer)
}
