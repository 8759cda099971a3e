//! The sounds that play at a line, and what a line does with them.

use std::ops::Range;

use super::made;
use super::{Asked, Edge, PlacedCue, Reader, SoundKind, word_at};
use crate::outline::CueKind;
use crate::outline::screenplay::scenes::Placed;
use crate::outline::screenplay::sounds::Control;

impl Reader<'_, '_> {
    /// Makes beds of the sounds of a line that are continuous, but were asked for once:
    /// `Car engine, under`.
    pub(super) fn last_on(&mut self, asked: &Asked, own: Range<usize>) {
        let place = self.place(asked, Edge::Start);
        for cue in &mut self.cues[own] {
            let Some(sound) = cue
                .cue
                .sound
                .as_mut()
                .filter(|sound| sound.kind == CueKind::Spot)
            else {
                continue;
            };
            let mut recipes = self.library.recipes.iter();
            let bed = recipes.any(|recipe| recipe.bed && recipe.name == sound.what);
            if let Some(at) = place.clone().filter(|_| bed) {
                *sound = made::lasting(SoundKind::Effect, &sound.what, false, at);
            }
        }
    }

    /// Returns the last bed or music of a kind that sounds at a line: in its scene, but
    /// music anywhere.
    pub(super) fn running(
        &self,
        asked: &Asked,
        kind: SoundKind,
        named: Option<&str>,
    ) -> Option<usize> {
        let word = word_at(self.prose, asked.at);
        let music = kind == SoundKind::Music;
        let scene = self.scene(word.saturating_sub(1));
        let fits = |cue: &PlacedCue| {
            let inside = |scene: &Placed| match cue.is_suggested() {
                true => cue.word >= scene.words.start,
                false => cue.line >= scene.line,
            };
            let here = music || scene.is_none_or(inside);
            let wanted = if music { CueKind::Music } else { CueKind::Bed };
            here && cue.word < word && cue.is(wanted) && cue.sounds(named)
        };
        self.cues.iter().rposition(fits)
    }

    /// Ends the last bed or music that the words can mean. Returns false if none
    /// plays.
    pub(super) fn end(
        &mut self,
        asked: &Asked,
        kind: SoundKind,
        named: Option<&str>,
        control: &Control,
    ) -> bool {
        let Some(until) = self.place(asked, Edge::After) else {
            return false;
        };
        let mut ended = false;
        while let Some(cue) = self.running(asked, kind, named) {
            let cue = &mut self.cues[cue];
            cue.end_rides(&until);
            cue.is_used = true;
            cue.fade_out = control.fade_out;
            if let Some(sound) = &mut cue.cue.sound {
                sound.until = Some(until.clone());
            }
            ended = true;
            if !control.all {
                break;
            }
        }
        ended
    }

    /// Makes a sound that plays louder or softer at a line.
    pub(super) fn ride(&mut self, asked: &Asked, cue: usize, control: &Control) {
        let place = self.place(asked, Edge::After);
        if let Some(place) = place.filter(|_| control.up || control.under) {
            self.cues[cue].ride(place, control.up);
        }
    }
}
