//! The trim of all paths of an interactive show. Without it in the store, playback begins with an
//! estimate.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::BEFORE;
use crate::mix;
use crate::output::level::Goal;
use crate::session::live::edition::Layout;
use crate::session::live::playback_controller::{Begin, RunningController};
use cuebook_core::units::{Frames, Gain};

impl RunningController {
    pub(in crate::session::live) fn is_interactive(&self) -> bool {
        let deciding = self.deciding.as_ref();
        deciding.is_some_and(|deciding| deciding.measured.is_some())
    }

    /// Returns the trim of all paths. If it is not known and can be found, the search begins.
    pub(in crate::session::live) fn common_trim(&mut self) -> Option<Gain> {
        let deciding = self.deciding.as_ref()?;
        let measured = deciding.measured.as_ref()?;
        if deciding.trim.is_some() || measured.missing() > 0 || deciding.search.is_some() {
            return deciding.trim;
        }
        let layout = Layout::of(measured);
        let book = &measured.show.book;
        let listening = self.with.options.listening;
        let plan = mix::plan(listening, book, &layout.performance, &layout.timeline);
        let goal = Goal::stereo(book.target.level);
        let studio = &self.with.studio;
        let console = studio.console_of(plan, Arc::new(layout.performance), goal);
        let known = console.kept_trim().map(|(trim, _)| trim);
        let search = known
            .is_none()
            .then(|| self.begin_search(console, self.edition.number));
        if let Some(deciding) = &mut self.deciding {
            (deciding.trim, deciding.search) = (known, search);
        }
        known
    }

    /// Plays the current edition at the level of all paths, once it is known.
    pub(in crate::session::live) fn level_all(&mut self) {
        if !self.is_interactive() || self.edition.is_levelled || self.common_trim().is_none() {
            return;
        }
        let turn = self.deciding.as_ref().and_then(|own| own.pending.as_ref());
        let turn = turn.and_then(|pending| {
            let path = self.production.path.as_ref()?;
            path.moments(pending.decision?.0, &self.edition.timeline)
        });
        let latest = turn.map_or(Frames(i64::MAX), |moments| moments.turn - BEFORE);
        self.publish(Begin::Along(latest), Layout::of(&self.production));
    }

    /// Ends the search for the trim of all paths.
    pub(in crate::session::live) fn cancel_common_search(&mut self) {
        let deciding = self.deciding.as_mut();
        if let Some(search) = deciding.and_then(|deciding| deciding.search.take()) {
            search.store(true, Ordering::Relaxed);
        }
    }
}
