//! The state of the view between two frames: the chosen channel, the open
//! boxes, the zoom. Items of a show may be missing after a reload, so they are
//! looked up before each use.

use crate::mix::BusName;
use crate::session::live::{Channel, Question};
use crate::tui::find::Find;
use crate::tui::map::Scroll;
use crate::tui::now::Now;
use cuebook_core::units::{Frames, RATE};

/// The state of the view.
#[derive(Clone, Debug, Default)]
pub(crate) struct View {
    /// The chosen channel, by its index in [`View::channels`].
    pub(super) chosen: usize,
    /// The prompt that finds a line, while it is open.
    pub(super) find: Option<Find>,
    pub(super) has_help: bool,
    /// The mistakes that the user has hidden.
    pub(super) hidden: Option<String>,
    /// Whether the warnings about the show are shown.
    pub(super) has_warnings: bool,
    /// The rows by which a box is scrolled.
    pub(super) scroll: usize,
    /// The start of the next loop.
    pub(super) from: Option<Frames>,
    /// The zoom of the score: each step doubles the time of a column; a
    /// negative one halves it.
    pub(super) zoom: i8,
    /// The chosen option, by its place among those offered.
    pub(super) option: usize,
    /// The number of the question to which it belongs.
    pub(super) asked: Option<usize>,
    /// How the open map is scrolled.
    pub(super) map: Option<Scroll>,
}

impl View {
    /// The range of the zoom.
    pub(super) const ZOOM: std::ops::RangeInclusive<i8> = -3..=8;

    /// Returns the channels in the order of the screen: the buses, the master,
    /// the roles.
    pub(super) fn channels(now: &Now<'_>) -> Vec<Channel> {
        let buses = BusName::ALL.into_iter().map(Channel::Bus);
        let roles = now.show.book.roles.ids().map(Channel::Role);
        buses.chain([Channel::Master]).chain(roles).collect()
    }

    /// Returns the chosen channel.
    #[must_use]
    pub(crate) fn channel(&self, now: &Now<'_>) -> Channel {
        let channels = View::channels(now);
        let chosen = self.chosen.min(channels.len().saturating_sub(1));
        channels.get(chosen).copied().unwrap_or(Channel::Master)
    }

    /// Returns the mistakes that are shown over the view.
    pub(super) fn mistakes<'a>(&self, now: &Now<'a>) -> Option<&'a str> {
        let hidden = self.hidden.as_deref();
        now.mistakes.filter(|mistakes| hidden != Some(*mistakes))
    }

    /// Returns the findings that are shown over the view: the mistakes of the saved script, or on
    /// demand the warnings about the show that plays.
    pub(super) fn findings<'a>(&self, now: &Now<'a>) -> Option<&'a str> {
        let warnings = Some(now.warnings).filter(|_| self.has_warnings);
        self.mistakes(now).or(warnings)
    }

    /// Returns the chosen option, by its place among those offered.
    pub(super) fn option(&self, asked: &Question) -> usize {
        let is_own = self.asked == Some(asked.number);
        let chosen = if is_own { self.option } else { 0 };
        chosen.min(asked.options.len().saturating_sub(1))
    }

    /// Returns whether the warnings are shown. Then the view needs their report.
    #[must_use]
    pub(crate) fn has_warnings(&self) -> bool {
        self.has_warnings
    }

    /// Returns whether the map is open. Then the view needs its picture.
    #[must_use]
    pub(crate) fn has_map(&self) -> bool {
        self.map.is_some()
    }

    /// Returns the frames of a column of the score.
    pub(super) fn per_column(&self) -> i64 {
        let half_a_second = i64::from(RATE) / 2;
        match u32::try_from(self.zoom) {
            Ok(zoom) => half_a_second << zoom,
            Err(_) => half_a_second >> self.zoom.unsigned_abs(),
        }
    }
}

/// Returns the name of a channel.
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
