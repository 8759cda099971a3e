//! The mixer pane: a row for each bus with its meter, the loudness, and a row
//! for each role. The chosen channel is always visible.

use super::pane::{Pane, cells, fit};
use crate::output::meter::audible;
use crate::session::live::{Channel, Turned};
use crate::tui::here;
use crate::tui::now::{Meter, Now};
use crate::tui::state::{self, View};
use crate::tui::theme::Theme;
use cuebook_core::id::RoleId;
use cuebook_core::units::{Decibels, Lufs};

/// The lowest level of a meter, in dB.
const FLOOR: f64 = -60.0;

/// The level from which a meter is near full scale, in dB.
const HOT: f64 = -6.0;

/// Columns of a channel's number, name and settings, before its meter.
const BEFORE: usize = 1 + 1 + 1 + NAME + 1 + SETTINGS + 1;
const NAME: usize = 9;
const SETTINGS: usize = 5;

/// Columns after the meter.
const AFTER: usize = 5;

/// From this width on, left and right have separate rows.
const WIDE: usize = 48;

/// The values for drawing every row.
struct Context<'a> {
    now: &'a Now<'a>,
    theme: &'a Theme,
    chosen: Channel,
}

/// Draws the mixer.
pub(super) fn draw(pane: &mut Pane<'_>, now: &Now<'_>, view: &View, theme: &Theme) {
    if pane.area.is_empty() {
        return;
    }
    for row in 0..pane.height() {
        pane.put(0, row, "│", theme.faint);
    }
    let inner = ratatui::layout::Rect {
        x: pane.area.x + 1,
        width: pane.area.width - 1,
        ..pane.area
    };
    let mut pane = pane.part(inner);
    let channels = View::channels(now);
    let chosen = view.channel(now);
    let context = Context { now, theme, chosen };
    let metered = now.meters.len().min(channels.len());
    let per = if pane.width() >= WIDE && pane.height() >= 24 {
        2
    } else {
        1
    };
    scale(&mut pane, theme);
    let mut row = 1;
    for (number, channel) in channels[..metered].iter().enumerate() {
        label(&mut pane, row, (number + 1, *channel), &context);
        meter(&mut pane, row, per, &now.meters[number], theme);
        row += per;
    }
    row = loudness(&mut pane, row + per - 1, now, theme) + per - 1;
    roles(&mut pane, row, &channels[metered..], &context);
}

/// Draws the scale above the meters.
fn scale(pane: &mut Pane<'_>, theme: &Theme) {
    let columns = bar(pane);
    for level in [-60.0, -48.0, -36.0, -24.0, -12.0, 0.0] {
        let text = format!("{level:.0}");
        let along = (level - FLOOR) / -FLOOR * columns as f64;
        let along = (along as usize).saturating_sub(if level < 0.0 { 0 } else { 1 });
        let is_end = level == FLOOR || level == 0.0;
        if columns >= 30 || (is_end && columns >= 6) {
            pane.put(BEFORE + along, 0, &text, theme.faint);
        }
    }
    let text = if columns >= 6 { "hold" } else { "dB" };
    pane.put_right(0, text, theme.faint);
    pane.put(3, 0, "channel", theme.faint);
}

/// Returns the columns of a meter.
fn bar(pane: &Pane<'_>) -> usize {
    pane.width().saturating_sub(BEFORE + AFTER)
}

/// Draws a channel's number, name and settings.
fn label(
    pane: &mut Pane<'_>,
    row: usize,
    (number, channel): (usize, Channel),
    context: &Context<'_>,
) {
    let Context { now, theme, .. } = *context;
    let is_chosen = channel == context.chosen;
    let sign = if is_chosen { "▸" } else { " " };
    pane.put(0, row, sign, theme.title);
    if number > 0 {
        pane.put(1, row, &number.to_string(), theme.faint);
    }
    let name = fit(state::name(channel, now), NAME);
    let end = pane.put(3, row, &name, theme.text);
    if is_chosen {
        pane.tint(3..end.max(3 + NAME), row, theme.chosen);
    }
    let turned = now.steering.of(channel);
    let style = if turned == Turned::NOT {
        theme.faint
    } else {
        theme.title
    };
    pane.put(3 + NAME + 1, row, &settings(turned), style);
}

/// Returns the settings of a channel: `M` for mute, `S` for solo, its gain.
fn settings(turned: Turned) -> String {
    let sign = |is: bool, sign| if is { sign } else { "" };
    let (mute, solo) = (sign(turned.is_muted, "M"), sign(turned.is_solo, "S"));
    match turned.gain.0 {
        0.0 => format!("{mute}{solo}"),
        gain => format!("{mute}{solo}{gain:+.0}"),
    }
}

/// Draws the level of a bus in one row, or left and right in two.
fn meter(pane: &mut Pane<'_>, row: usize, rows: usize, meter: &Meter, theme: &Theme) {
    let columns = bar(pane);
    let louder = |pair: [Decibels; 2]| Decibels(pair[0].0.max(pair[1].0));
    for side in 0..rows {
        let (peak, hold) = match rows {
            1 => (louder(meter.peak), louder(meter.hold)),
            _ => (meter.peak[side], meter.hold[side]),
        };
        level(pane, row + side, columns, (peak, hold), theme);
        let (text, style) = match hold.0 {
            _ if meter.is_over && side == 0 => ("OVER".to_owned(), theme.alarm),
            hold if hold < FLOOR || hold.is_nan() => ("-∞".to_owned(), theme.faint),
            hold if hold > HOT => (format!("{hold:.0}"), theme.hot),
            hold => (format!("{hold:.0}"), theme.text),
        };
        pane.put_right(row + side, &text, style);
        if rows == 2 {
            pane.put(BEFORE - 2, row + side, ["L", "R"][side], theme.faint);
        }
    }
}

/// Draws a bar in eighths of a column, and a mark at its held peak.
fn level(
    pane: &mut Pane<'_>,
    row: usize,
    columns: usize,
    (peak, hold): (Decibels, Decibels),
    theme: &Theme,
) {
    const EIGHTHS: [&str; 8] = [" ", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let along = |level: Decibels| {
        let share = ((level.0 - FLOOR) / -FLOOR).clamp(0.0, 1.0);
        // A value that is no number is no level.
        if share.is_nan() {
            0.0
        } else {
            share * columns as f64
        }
    };
    let lit = along(peak);
    let hot = along(Decibels(HOT));
    for column in 0..columns {
        let here = lit - column as f64;
        let style = if column as f64 >= hot {
            theme.hot
        } else {
            theme.text
        };
        let (sign, style) = match here {
            here if here >= 1.0 => ("█", style),
            here if here > 0.0 => (EIGHTHS[(here * 8.0) as usize % 8], style),
            _ => (" ", style),
        };
        let (sign, style) = if sign == " " {
            ("·", theme.faint)
        } else {
            (sign, style)
        };
        pane.put(BEFORE + column, row, sign, style);
    }
    let held = (along(hold) as usize).min(columns.saturating_sub(1));
    if hold.0 > FLOOR && held as f64 >= lit.floor() && columns > 0 {
        pane.put(BEFORE + held, row, "│", theme.title);
    }
}

/// Draws the loudness and its target. Returns the row after it.
fn loudness(pane: &mut Pane<'_>, row: usize, now: &Now<'_>, theme: &Theme) -> usize {
    let (momentary, integrated) = (figure(now.momentary), figure(now.integrated));
    let long = format!(" LUFS {momentary} momentary, {integrated} so far");
    let short = format!(" LUFS {momentary} now, {integrated} so far");
    let fits = cells(&long) <= pane.width();
    pane.put(0, row, if fits { &long } else { &short }, theme.text);
    let target = &now.show.book.target;
    let state = if now.is_levelled {
        "levelled"
    } else {
        "estimated"
    };
    let text = format!(" target {}, {state}", target.level);
    pane.put(0, row + 1, &fit(&text, pane.width()), theme.text);
    row + 2
}

fn figure(loudness: Lufs) -> String {
    match audible(loudness) {
        Some(loudness) => format!("{:.1}", loudness.0),
        None => "-∞".to_owned(),
    }
}

/// Draws as many roles as fit, with a mark at those that speak.
fn roles(pane: &mut Pane<'_>, row: usize, channels: &[Channel], context: &Context<'_>) {
    let Context { now, theme, chosen } = *context;
    let room = pane.height().saturating_sub(row);
    let lines = &now.show.book.lines;
    let heard = here::heard(now.timeline, now.at);
    let speaking: Vec<RoleId> = heard
        .filter_map(|line| lines.get(line).map(|line| line.role))
        .collect();
    let place = channels.iter().position(|channel| *channel == chosen);
    let first = place.map_or(0, |place| (place + 1).saturating_sub(room));
    for (place, channel) in channels[first..].iter().take(room).enumerate() {
        let row = row + place;
        label(pane, row, (0, *channel), context);
        if matches!(channel, Channel::Role(role) if speaking.contains(role)) {
            pane.put(BEFORE, row, "speaks", theme.active);
        }
    }
    let hidden = channels.len().saturating_sub(first + room);
    if hidden > 0 && room > 0 {
        pane.put_right(pane.height() - 1, &format!("+{hidden}"), theme.faint);
    }
}
