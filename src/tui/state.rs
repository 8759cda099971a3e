//! What the view remembers between two pictures.
//!
//! In: keys. Out: which channel is chosen, what lies over the view. Always true:
//! whatever it remembers of a show may be gone from the next one, and is looked
//! up again before it is used.

use crate::mix::BusName;
use crate::session::live::Channel;
use crate::tui::find::Find;
use crate::tui::now::Now;
use crate::units::{Frames, RATE};

/// The state of the view.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// The channel that is chosen, by its place among [`View::channels`].
    pub(super) chosen: usize,
    /// The prompt that goes to a line, while it is open.
    pub(super) find: Option<Find>,
    pub(super) has_help: bool,
    /// The mistakes that the user has put away.
    pub(super) hidden: Option<String>,
    /// Rows by which what lies over the view is scrolled.
    pub(super) scroll: usize,
    /// Where the next loop begins.
    pub(super) from: Option<Frames>,
    /// How often the score's columns are doubled in time; halved if negative.
    pub(super) zoom: i8,
}

impl View {
    /// How far the score can be zoomed in and out.
    pub(super) const ZOOM: std::ops::RangeInclusive<i8> = -3..=8;

    /// What can be turned, in the order shown: the buses, all of it, the roles.
    pub(super) fn channels(now: &Now<'_>) -> Vec<Channel> {
        let buses = BusName::ALL.into_iter().map(Channel::Bus);
        let roles = (0..now.show.book.roles.len()).map(Channel::Role);
        buses.chain([Channel::Master]).chain(roles).collect()
    }

    /// The channel that is chosen.
    #[must_use]
    pub fn channel(&self, now: &Now<'_>) -> Channel {
        let channels = View::channels(now);
        let chosen = self.chosen.min(channels.len().saturating_sub(1));
        channels.get(chosen).copied().unwrap_or(Channel::Master)
    }

    /// The mistakes that lie over the view.
    pub(super) fn mistakes<'a>(&self, now: &Now<'a>) -> Option<&'a str> {
        let hidden = self.hidden.as_deref();
        now.mistakes.filter(|mistakes| hidden != Some(*mistakes))
    }

    /// Frames that a column of the score stands for.
    pub(super) fn per_column(&self) -> i64 {
        let half_a_second = i64::from(RATE) / 2;
        match u32::try_from(self.zoom) {
            Ok(zoom) => half_a_second << zoom,
            Err(_) => half_a_second >> self.zoom.unsigned_abs(),
        }
    }
}

/// What a channel is called.
pub(super) fn name<'a>(channel: Channel, now: &Now<'a>) -> &'a str {
    match channel {
        Channel::Bus(bus) => bus.name(),
        Channel::Master => "all",
        Channel::Role(role) => {
            let role = now.show.book.roles.get(role);
            role.map_or("", |role| role.name.as_str())
        }
    }
}
