//! The keys of choices and of the map. Takes a key and the state of playback, changes
//! the view, and returns a command for the player. A key that has nothing to do with
//! choices is passed on.

use ratatui::crossterm::event::{KeyCode, KeyEvent};

use crate::session::live::Question;
use crate::tui::keys::Wish;
use crate::tui::map::{MapPicture, Scroll};
use crate::tui::now::Now;
use crate::tui::state::View;

/// What a key did.
pub(super) enum Pressed {
    /// It was for the choices, with its command if it has one.
    Done(Option<Wish>),
    /// Another key, or the one that another part of the view knows for it.
    Other(KeyEvent),
}

impl View {
    /// Handles the keys of an interactive show. There `b` and `m` are for choices, so `B` and
    /// `M` are for the loop and the mixer.
    pub(super) fn choose(&mut self, mut key: KeyEvent, now: &Now<'_>) -> Pressed {
        let Some(choices) = &now.choices else {
            return Pressed::Other(key);
        };
        if self.map.is_some() && self.look_around(key.code, choices.map) {
            return Pressed::Done(None);
        }
        if let Some(asked) = choices.question
            && let Some(done) = self.answer(key.code, asked, choices.taken.is_some())
        {
            return Pressed::Done(done);
        }
        match key.code {
            KeyCode::Char('b') => return Pressed::Done(Some(Wish::Back)),
            KeyCode::Char('t') => return Pressed::Done(Some(Wish::Clock)),
            KeyCode::Char('m') => {
                self.map = Some(Scroll::Here);
                return Pressed::Done(None);
            }
            KeyCode::Char('B') => key.code = KeyCode::Char('b'),
            KeyCode::Char('M') => key.code = KeyCode::Char('m'),
            _ => {}
        }
        Pressed::Other(key)
    }

    /// Handles the keys of an open choice. `None` is another key. While a decision is still shown,
    /// the same keys do nothing, so that a key pressed twice decides once.
    fn answer(&mut self, key: KeyCode, asked: &Question, is_decided: bool) -> Option<Option<Wish>> {
        let place = match key {
            KeyCode::Char(digit @ '1'..='9') => digit as usize - '1' as usize,
            KeyCode::Up | KeyCode::Down | KeyCode::Enter => self.option(asked),
            _ => return None,
        };
        if is_decided {
            return Some(None);
        }
        let count = asked.options.len();
        let is_step = matches!(key, KeyCode::Up | KeyCode::Down);
        let place = match key {
            KeyCode::Up => (place + count.saturating_sub(1)) % count.max(1),
            KeyCode::Down => (place + 1) % count.max(1),
            _ => place,
        };
        if place < count {
            (self.option, self.asked) = (place, Some(asked.number));
        }
        let offer = asked.options.get(place).filter(|_| !is_step);
        Some(offer.map(|offer| Wish::Choose {
            question: asked.number,
            option: offer.option,
        }))
    }

    /// Handles the keys of the open map. Returns whether this was one.
    fn look_around(&mut self, key: KeyCode, map: Option<&MapPicture>) -> bool {
        if matches!(key, KeyCode::Char('m') | KeyCode::Esc) {
            self.map = None;
            return true;
        }
        let (Some(scroll), Some(map)) = (self.map, map) else {
            return false;
        };
        let first = map.first(scroll);
        let to = match key {
            KeyCode::Up => first.saturating_sub(1),
            KeyCode::Down => first + 1,
            KeyCode::PageUp => first.saturating_sub(map.height),
            KeyCode::PageDown => first + map.height,
            KeyCode::Home => 0,
            KeyCode::End => map.rows.len(),
            _ => return false,
        };
        self.map = Some(Scroll::By(map.first(Scroll::By(to))));
        true
    }
}
