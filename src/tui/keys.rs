//! The keys of the view. Takes a key and the state of playback, changes the
//! view, and returns a command for the player. [`KEYS`] contains every key.

use std::ops::Range;

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::session::live::Channel;
use crate::tui::choose::Pressed;
use crate::tui::edit::{self, EditPlace};
use crate::tui::find::Find;
use crate::tui::here;
use crate::tui::now::{Now, Transport};
use crate::tui::state::View;
use crate::tui::steps::{self, Thing};
use cuebook_core::id::LineId;
use cuebook_core::units::{Decibels, Frames};

/// A command of the user for the player.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Wish {
    PlayPause,
    /// Continue from the waiting cue.
    Go,
    /// Move to this frame of the show.
    Seek(Frames),
    /// Repeat this part, or end the loop.
    Loop(Option<Range<Frames>>),
    Mute(Channel),
    Solo(Channel),
    /// Change the gain of a channel.
    Turn(Channel, Decibels),
    /// Reset every channel to the script.
    Reset,
    /// Open an editor at this place.
    Edit(EditPlace),
    /// Clear the held values of the meters.
    ResetMeters,
    /// Read the script again.
    Reload,
    /// Draw the whole screen again.
    Redraw,
    /// Take an option of a question, by their numbers on the path and in the story.
    Choose {
        question: usize,
        option: usize,
    },
    /// Go back to the last choice.
    Back,
    /// Turn the clock of the choices on or off.
    Clock,
    Quit,
}

/// Every key and its effect; an empty key begins a new group. An interactive show has
/// [others](keys) too.
const KEYS: &[(&str, &str)] = &[
    ("", "Play"),
    ("space", "play or pause; go at a cue that waits"),
    ("g, Enter", "go at a cue that waits"),
    ("← →", "5 s back or forward; Shift: 30 s"),
    (", .", "1 s back or forward"),
    ("↑ ↓", "previous or next line"),
    ("PgUp PgDn", "previous or next scene"),
    ("p n", "previous or next cue"),
    ("Home End", "start or end of the show"),
    ("/", "go to a line by typing a part of it"),
    ("l", "loop this line, or end the loop"),
    ("a b", "loop from here, or up to here"),
    ("Esc", "end the loop; close the box on the view"),
    ("", "Mix"),
    ("Tab", "next channel; with Shift the previous one"),
    ("1 … 6", "the channel of this number"),
    ("m s", "mute or solo the channel"),
    ("- +", "1 dB down or up"),
    ("0", "reset all channels to the script"),
    ("c", "clear the meters' peaks"),
    ("", "Show"),
    ("e", "edit the line under the playhead"),
    ("E", "edit the cue under the playhead"),
    ("r", "read the script again"),
    ("!", "show or hide mistakes and warnings"),
    ("z Z", "see more or less time in the score"),
    ("?", "these keys"),
    ("Ctrl-L", "draw the screen again"),
    ("q, Ctrl-C", "quit"),
];

/// The keys of an interactive show.
const CHOOSING: &[(&str, &str)] = &[
    ("", "Choose"),
    ("1 … 9", "take the option of this number"),
    ("↑ ↓", "previous or next option, while one is asked"),
    ("Enter", "take the marked option"),
    ("b", "go back to the last choice"),
    ("t", "turn the clock of the choices off or on"),
    ("m", "the map, with where you have been"),
    ("End", "the next choice, or the end"),
];

/// Returns every key of a show and its effect; an empty key begins a new group.
pub(super) fn keys(now: &Now<'_>) -> Vec<(&'static str, &'static str)> {
    if now.choices.is_none() {
        return KEYS.to_vec();
    }
    let own = KEYS.iter().map(|(key, does)| match *key {
        "Home End" => ("Home", "start of the show"),
        "a b" => ("a B", *does),
        "m s" => ("M s", *does),
        "1 … 6" => (*key, "the channel of this number, while nothing is asked"),
        key => (key, *does),
    });
    CHOOSING.iter().copied().chain(own).collect()
}

impl View {
    /// Handles a key. Returns its command for the player, if it has one.
    pub(crate) fn press(&mut self, key: KeyEvent, now: &Now<'_>) -> Option<Wish> {
        if key.kind == KeyEventKind::Release {
            return None;
        }
        if key.modifiers.contains(KeyModifiers::CONTROL) {
            match key.code {
                KeyCode::Char('c') => return Some(Wish::Quit),
                KeyCode::Char('l') => return Some(Wish::Redraw),
                _ => {}
            }
        }
        if let Some(find) = self.find.take() {
            return self.type_on(find, key, now);
        }
        if self.covers(key.code, now) {
            return None;
        }
        if key
            .modifiers
            .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
        {
            return None;
        }
        let key = match self.choose(key, now) {
            Pressed::Done(wish) => return wish,
            Pressed::Other(key) => key,
        };
        self.play(key, now)
            .or_else(|| self.turn(key.code, now))
            .or_else(|| self.see(key.code, now))
    }

    /// Handles the keys of boxes over the view. Returns whether this was one.
    fn covers(&mut self, key: KeyCode, now: &Now<'_>) -> bool {
        let has_findings = self.findings(now).is_some();
        match key {
            KeyCode::Esc if self.has_help => self.has_help = false,
            KeyCode::Esc if has_findings => self.hide_findings(now),
            KeyCode::PageDown if self.has_help || has_findings => {
                let lines = |findings: &str| findings.lines().count();
                let rows = match self.has_help {
                    true => keys(now).len(),
                    false => self.findings(now).map_or(0, lines),
                };
                self.scroll = (self.scroll + 5).min(rows);
            }
            KeyCode::PageUp if self.has_help || has_findings => {
                self.scroll = self.scroll.saturating_sub(5);
            }
            _ => return false,
        }
        if key == KeyCode::Esc {
            self.scroll = 0;
        }
        true
    }

    /// Shows the findings, or hides them.
    fn toggle_findings(&mut self, now: &Now<'_>) {
        self.scroll = 0;
        if self.findings(now).is_some() {
            self.hide_findings(now);
        } else {
            self.has_warnings = now.mistakes.is_none();
            self.hidden = None;
        }
    }

    fn hide_findings(&mut self, now: &Now<'_>) {
        self.has_warnings = false;
        self.hidden = now.mistakes.map(str::to_owned);
    }

    /// Handles the keys of the prompt that finds a line.
    fn type_on(&mut self, mut find: Find, key: KeyEvent, now: &Now<'_>) -> Option<Wish> {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return None,
            KeyCode::Enter => {
                let line = now.timeline.lines.get(find.line()?)?;
                return Some(Wish::Seek(line.at.start));
            }
            KeyCode::Down | KeyCode::Tab => find.step(true),
            KeyCode::Up | KeyCode::BackTab => find.step(false),
            code => {
                match code {
                    KeyCode::Backspace => drop(find.typed.pop()),
                    KeyCode::Char('u') if control => find.typed.clear(),
                    KeyCode::Char('w') if control => {
                        let kept = find
                            .typed
                            .trim_end()
                            .rfind(' ')
                            .map_or(0, |space| space + 1);
                        find.typed.truncate(kept);
                    }
                    KeyCode::Char(c) if !control => find.typed.push(c),
                    _ => {}
                }
                find.search(&now.show.book, now.timeline, now.at);
            }
        }
        self.find = Some(find);
        None
    }

    /// Handles the keys that move the playhead.
    fn play(&mut self, key: KeyEvent, now: &Now<'_>) -> Option<Wish> {
        let (timeline, at) = (now.timeline, now.at);
        let waits = matches!(now.transport, Transport::AtCue(_));
        let far = key.modifiers.contains(KeyModifiers::SHIFT);
        let step = if far { 30 } else { 5 };
        let by = |seconds| Some(Wish::Seek(steps::by(timeline, at, seconds)));
        let back = |thing: Thing| Some(Wish::Seek(thing.previous(timeline, at)));
        let on = |thing: Thing| thing.next(timeline, at).map(Wish::Seek);
        match key.code {
            KeyCode::Char('g' | ' ') | KeyCode::Enter if waits => Some(Wish::Go),
            KeyCode::Char(' ') => Some(Wish::PlayPause),
            KeyCode::Left => by(-step),
            KeyCode::Right => by(step),
            KeyCode::Char(',') => by(-1),
            KeyCode::Char('.') => by(1),
            KeyCode::Up => back(Thing::Line),
            KeyCode::Down => on(Thing::Line),
            KeyCode::PageUp => back(Thing::Scene),
            KeyCode::PageDown => on(Thing::Scene),
            KeyCode::Char('p') => back(Thing::Cue),
            KeyCode::Char('n') => on(Thing::Cue),
            KeyCode::Home => Some(Wish::Seek(Frames::ZERO)),
            KeyCode::End => Some(Wish::Seek(timeline.frames)),
            KeyCode::Char('l' | 'a' | 'b') | KeyCode::Esc => self.repeat(key.code, now),
            _ => None,
        }
    }

    /// Handles the keys that set the loop.
    fn repeat(&mut self, key: KeyCode, now: &Now<'_>) -> Option<Wish> {
        let line = steps::this_line(now.timeline, now.at);
        let from = self.from.take();
        match (key, &now.looped) {
            (KeyCode::Esc, looped) => looped.as_ref().map(|_| Wish::Loop(None)),
            (KeyCode::Char('l'), looped) => {
                let is_own = line.is_some() && line == *looped;
                let wanted = if is_own { None } else { Some(line?) };
                Some(Wish::Loop(wanted))
            }
            (KeyCode::Char('a'), Some(looped)) if now.at < looped.end => {
                Some(Wish::Loop(Some(now.at..looped.end)))
            }
            (KeyCode::Char('a'), _) => {
                self.from = Some(now.at);
                None
            }
            (_, looped) => {
                let looped = looped.as_ref().map(|looped| looped.start);
                let start = from.or(looped).or(line.map(|line| line.start))?;
                (start < now.at).then_some(Wish::Loop(Some(start..now.at)))
            }
        }
    }

    /// Handles the keys of the mix.
    fn turn(&mut self, key: KeyCode, now: &Now<'_>) -> Option<Wish> {
        let channel = self.channel(now);
        let count = View::channels(now).len();
        let chosen = self.chosen.min(count - 1);
        match key {
            KeyCode::Tab => self.chosen = (chosen + 1) % count,
            KeyCode::BackTab => self.chosen = (chosen + count - 1) % count,
            KeyCode::Char(digit @ '1'..='6') => {
                self.chosen = digit as usize - '1' as usize;
            }
            // The master can be turned down but not muted, because pause has
            // the same effect.
            KeyCode::Char('m') if channel != Channel::Master => return Some(Wish::Mute(channel)),
            KeyCode::Char('s') if channel != Channel::Master => return Some(Wish::Solo(channel)),
            KeyCode::Char('-' | '_') => return Some(Wish::Turn(channel, Decibels(-1.0))),
            KeyCode::Char('+' | '=') => return Some(Wish::Turn(channel, Decibels(1.0))),
            KeyCode::Char('0') => return Some(Wish::Reset),
            KeyCode::Char('c') => return Some(Wish::ResetMeters),
            _ => {}
        }
        None
    }

    /// Handles the keys of the show and of the view.
    fn see(&mut self, key: KeyCode, now: &Now<'_>) -> Option<Wish> {
        match key {
            KeyCode::Char('q') => return Some(Wish::Quit),
            KeyCode::Char('r') => return Some(Wish::Reload),
            KeyCode::Char('e') => {
                if let Some(choice) = edit::choice(now) {
                    return Some(Wish::Edit(choice));
                }
                let line = here::line(now.timeline, now.at).unwrap_or(LineId(0));
                return edit::line(now.show, line).map(Wish::Edit);
            }
            KeyCode::Char('E') => {
                let cue = match now.transport {
                    Transport::AtCue(cue) => Some(cue),
                    _ => edit::cue_at(now.timeline, now.at),
                };
                return edit::cue(now.show, cue?).map(Wish::Edit);
            }
            KeyCode::Char('/') => self.find = Some(Find::default()),
            KeyCode::Char('?') => (self.has_help, self.scroll) = (!self.has_help, 0),
            KeyCode::Char('!') => self.toggle_findings(now),
            KeyCode::Char('z') => self.zoom = (self.zoom + 1).min(*View::ZOOM.end()),
            KeyCode::Char('Z') => self.zoom = (self.zoom - 1).max(*View::ZOOM.start()),
            _ => {}
        }
        None
    }
}
