//! Draws the status in words: state, scene, times, voices, device. It has the
//! first and the last row, an overview of the show, and a banner while playback
//! waits. The state is always a word too.

use ratatui::style::Style;

use super::pane::{Pane, cells, fit};
use super::question;
use super::score::part_of;
use crate::session::live::Channel;
use crate::tui::here;
use crate::tui::now::{Now, Transport};
use crate::tui::state::{self, View};
use crate::tui::theme::Theme;
use cuebook_core::units::{Frames, clock};

/// Draws the state of the transport, the scene and the times.
pub(super) fn header(pane: &mut Pane<'_>, now: &Now<'_>, theme: &Theme) {
    let (word, style) = state(now, theme);
    let column = pane.put(0, 0, &format!(" {word} "), style);
    let times = times(now);
    let room = pane.width().saturating_sub(column);
    let times = times.iter().find(|times| cells(times) <= room);
    let end = times.map_or(pane.width(), |times| pane.put_right(0, times, theme.title));
    let book = &now.show.book;
    let scene = here::scene(now.timeline, now.at).and_then(|scene| book.scenes.get(scene));
    let room = end.saturating_sub(column + 1);
    let scene = scene.map_or(String::new(), |scene| scene.title.clone());
    let parts = [book.title.clone(), scene, choice(now)];
    let joined = |parts: &[String]| {
        let parts = parts.iter().filter(|part| !part.is_empty());
        parts.cloned().collect::<Vec<_>>().join(" · ")
    };
    // The scene and the choice are more specific than the show.
    let names = [joined(&parts), joined(&parts[1..])];
    let name = names.iter().find(|name| cells(name) <= room);
    let specific = names[1..]
        .iter()
        .chain(&names)
        .find(|name| !name.is_empty());
    let name = name.or(specific).map_or("", String::as_str);
    pane.put(column + 1, 0, &fit(name, room), theme.title);
}

/// Returns the times, from long to short. While a choice is open, the rest of its time is more
/// important than the end of the path so far.
fn times(now: &Now<'_>) -> Vec<String> {
    let left = now.timeline.frames - now.at;
    let (at, length) = (clock(now.at), clock(now.timeline.frames));
    let undecided = now.choices.as_ref().and_then(|choices| choices.undecided);
    match (now.asks(), undecided) {
        (Some(asked), _) => match now.left(asked).map(question::seconds) {
            Some(left) => vec![format!(" {at}  {left} s to decide "), format!(" {left} s ")],
            None => vec![format!(" {at} ")],
        },
        (None, Some((begins, _))) => {
            let until = clock((begins - now.at).max(Frames::ZERO));
            vec![format!(" {at}  choice in {until} "), format!(" {at} ")]
        }
        (None, None) => vec![
            format!(" {at} / {length}  {} left ", clock(left)),
            format!(" {at} / {length} "),
            format!(" {at} "),
        ],
    }
}

/// Returns the number of the open choice, or how many were decided.
fn choice(now: &Now<'_>) -> String {
    let Some(choices) = &now.choices else {
        return String::new();
    };
    match (now.asks(), choices.made) {
        (Some(asked), _) => format!("choice {}", asked.number + 1),
        (None, 0) => String::new(),
        (None, made) => format!("after choice {made}"),
    }
}

/// Returns the state of the transport as a sign and a word.
fn state(now: &Now<'_>, theme: &Theme) -> (&'static str, Style) {
    match now.transport {
        Transport::Playing if now.asks().is_some() => ("◆ asks", theme.waits),
        Transport::Playing => ("▶ playing", theme.playing),
        Transport::Paused => ("‖ paused", theme.paused),
        Transport::AtCue(_) => ("◆ waits for go", theme.waits),
        Transport::AwaitsVoice => ("… waits for a voice", theme.waits),
        Transport::DeviceLost(_) => ("! no device", theme.alarm),
        Transport::Ended => ("■ ended", theme.paused),
    }
}

/// Draws what playback waits for, in the last row of the text.
pub(super) fn banner(pane: &mut Pane<'_>, now: &Now<'_>, theme: &Theme) {
    let Some(row) = pane.height().checked_sub(1) else {
        return;
    };
    let (text, style) = match &now.transport {
        Transport::AtCue(cue) => {
            let cue = now.show.book.cues.get(*cue);
            let name = cue.map_or_else(String::new, |cue| {
                format!(" {} {}", cue.kind.name(), cue.id)
            });
            (
                format!(" ◆ waiting for{name}: g or space to go "),
                theme.waits,
            )
        }
        Transport::AwaitsVoice => {
            let (made, all) = (now.ahead.made, now.ahead.all);
            let text = format!(" … preparing the next part: {made} of {all} ready ");
            (text, theme.waits)
        }
        Transport::DeviceLost(why) => (format!(" ! no sound: {why} "), theme.alarm),
        Transport::Playing | Transport::Paused | Transport::Ended => return,
    };
    let area = ratatui::layout::Rect {
        y: pane.area.y + row as u16,
        height: 1,
        ..pane.area
    };
    let mut pane = pane.part(area);
    pane.clear();
    let text = fit(&text, pane.width());
    let column = (pane.width() - cells(&text)) / 2;
    pane.put(column, 0, &text, style);
}

/// Draws the overview of the show: heard and finished parts, scenes, loop.
pub(super) fn overview(pane: &mut Pane<'_>, now: &Now<'_>, theme: &Theme) {
    let columns = pane.width();
    // Nothing is known after the next choice.
    let undecided = now.choices.as_ref().and_then(|choices| choices.undecided);
    let whole = undecided.map_or(now.timeline.frames, |(begins, _)| begins.max(now.at));
    let column = |at: Frames| part_of(at.max(Frames::ZERO), whole, columns);
    let made = match now.ahead.made >= now.ahead.all {
        true => columns,
        false => column(now.ahead.horizon),
    };
    let here = column(now.at);
    pane.fill(0..here, 0, "━", theme.text);
    pane.fill(here..made, 0, "─", theme.faint);
    pane.fill(made.max(here)..columns, 0, "┈", theme.faint);
    if let Some(looped) = &now.looped {
        pane.fill(
            column(looped.start)..column(looped.end) + 1,
            0,
            "═",
            theme.active,
        );
    }
    let begun = now.timeline.scenes.iter().filter(|start| **start <= whole);
    for scene in begun {
        pane.put(column(*scene), 0, "┬", theme.text);
    }
    pane.put(here, 0, "▼", theme.spoken);
}

/// Draws the latest message or the possible keys, and the progress of the
/// voices.
pub(super) fn footer(pane: &mut Pane<'_>, now: &Now<'_>, view: &View, theme: &Theme) {
    let (made, all) = (now.ahead.made, now.ahead.all);
    let right = [
        format!(" voices {made}/{all} · {} ", now.device),
        format!(" voices {made}/{all} "),
    ];
    let left = left(now, view);
    let room = pane
        .width()
        .saturating_sub(cells(&left[0].0).min(pane.width() / 2));
    let right = right.iter().find(|right| cells(right) <= room);
    let end = right.map_or(pane.width(), |right| pane.put_right(0, right, theme.faint));
    let mut column = 0;
    for (text, is_urgent) in left {
        if column > 0 && column + cells(&text) + 2 > end {
            break;
        }
        let style = if is_urgent { theme.title } else { theme.text };
        let text = fit(&text, end.saturating_sub(column + 1));
        column = pane.put(column + 1, 0, &text, style);
        column += 1;
    }
}

/// Returns the entries on the left of the footer, the most important first.
fn left(now: &Now<'_>, view: &View) -> Vec<(String, bool)> {
    let mut left = Vec::new();
    if let Some(message) = now.message {
        left.push((message.to_owned(), true));
    }
    if now.mistakes.is_some() && view.mistakes(now).is_none() {
        left.push(("! the script has mistakes".to_owned(), true));
    }
    if let Some(looped) = &now.looped {
        let (start, end) = (clock(looped.start), clock(looped.end));
        left.push((format!("loop {start}–{end}"), false));
    }
    if let Some(from) = view.from {
        left.push((format!("loop from {}: b ends it", clock(from)), true));
    }
    if !now.steering.is_neutral() {
        left.push((steered(now), false));
    }
    left.push(("? keys".to_owned(), false));
    let hints = hints(now).iter();
    left.extend(hints.map(|hint| ((*hint).to_owned(), false)));
    left
}

/// Returns the keys that are shown.
fn hints(now: &Now<'_>) -> &'static [&'static str] {
    match (&now.choices, now.asks()) {
        (Some(_), Some(_)) => &["space pause", "b back", "m map", "t clock", "q quit"],
        (Some(_), None) => &[
            "space play",
            "b back",
            "m map",
            "↑↓ line",
            "/ find",
            "q quit",
        ],
        (None, _) => &[
            "space play",
            "↑↓ line",
            "/ find",
            "e edit",
            "l loop",
            "q quit",
        ],
    }
}

/// Returns the changed channels, in words.
fn steered(now: &Now<'_>) -> String {
    let channels = View::channels(now);
    let of = |what: fn(&Now<'_>, Channel) -> bool, word: &str| {
        let names = channels.iter().filter(|channel| what(now, **channel));
        let names: Vec<&str> = names.map(|channel| state::name(*channel, now)).collect();
        (!names.is_empty()).then(|| format!("{word} {}", names.join(", ")))
    };
    let parts = [
        of(|now, channel| now.steering.of(channel).is_muted, "muted"),
        of(|now, channel| now.steering.of(channel).is_solo, "solo"),
        of(
            |now, channel| now.steering.of(channel).gain.0 != 0.0,
            "turned",
        ),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join("; ")
}
