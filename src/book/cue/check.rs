//! Checks for settings that a cue cannot have.

use super::Binder;
use crate::book::mark::{Mark, Moment};
use crate::book::sound::at_density;
use crate::book::{CueKind, SoundFrom};
use crate::world::Reach;
use cuebook_core::diagnostic::{Diagnostic, Source, Span, Spanned};
use cuebook_core::id::{SoundId, WordId};
use cuebook_core::units::{Metres, PerMinute};
use cuebook_script::Edge;

/// The greatest average speed of a moving cue, in metres a second. At some
/// points of its path it is a little faster.
const FASTEST: f64 = 250.0;

impl Binder<'_> {
    /// Reports a move that is faster than [`FASTEST`]. Nothing in a show may be
    /// faster than sound.
    pub(super) fn check_speed(&mut self, cue: &cuebook_script::Cue, sound: Option<SoundId>) {
        let (Some(moves), Some(sound)) = (&cue.moves, sound) else {
            return;
        };
        let (Some(to), Some(over)) = (&moves.value.to.distance, &moves.value.over) else {
            return;
        };
        let from = self.sounds[sound].heard_from(cue);
        let way = (to.value.0 - from.0).abs();
        let least = way / FASTEST;
        if over.value.0 < least {
            let message = format!(
                "from {} m to {} m in {} s is faster than {FASTEST} m/s",
                from.0, to.value.0, over.value.0
            );
            let found = Diagnostic::error("out-of-range", over.span, message);
            let hint = format!("give it {least:.1} s or more, or a shorter distance");
            self.diagnostics.push(found.hint(hint));
        }
    }

    /// Reports a distance at which a sound cannot be heard.
    pub(super) fn check_reach(&mut self, sound: SoundId, written: &Spanned<Metres>) {
        let Reach {
            nearest, farthest, ..
        } = self.sounds[sound].reach;
        if !(nearest..=farthest).contains(&written.value) {
            let message = format!(
                "`{}` is heard from {} m to {} m, and this is {} m",
                self.sounds[sound].name, nearest.0, farthest.0, written.value.0
            );
            let found = Diagnostic::error("out-of-range", written.span, message);
            self.diagnostics.push(found);
        }
    }

    /// Reports a density that a sound cannot have.
    pub(super) fn check_density(&mut self, sound: SoundId, density: PerMinute, span: Span) {
        let sound = &self.sounds[sound];
        let SoundFrom::Recipe { recipe, settings } = &sound.from else {
            let message = format!("`{}` is a file, which has no density to ride", sound.name);
            let found = Diagnostic::error("ride-without-effect", span, message);
            self.diagnostics
                .push(found.hint("ride its `gain` or its `distance`"));
            return;
        };
        let ridden = at_density(settings, density);
        let last = ridden.len() - 1;
        let problems = self.stock.check(recipe, &ridden).into_iter();
        for problem in problems.filter(|problem| problem.setting == last) {
            let found = Diagnostic::error("ride-without-effect", span, problem.message);
            self.diagnostics.push(match problem.hint {
                Some(hint) => found.hint(hint),
                None => found,
            });
        }
    }

    pub(super) fn check_order(&mut self, cue: &cuebook_script::Cue, from: &Moment, until: &Moment) {
        let Some(written) = cue.until().filter(|_| ends_before(from, until)) else {
            return;
        };
        let mut found = Diagnostic::error(
            "ends-before-it-starts",
            written.span,
            "this cue ends before it starts",
        )
        .label("it ends here")
        .also(Source::Script, cue.anchor().span, "it starts here");
        for (moment, what) in [(from, "the start"), (until, "the end")] {
            if let Mark::Word(word, _) = moment.mark {
                let span = self.script.prose.span_of(word..word + 1);
                found = found.also(Source::Prose, span, what);
            }
        }
        let found = found.hint("`until` takes a place that comes after `from` in the text");
        self.diagnostics.push(found);
    }

    /// Reports a hold at a place where the reading cannot wait. It can wait
    /// only at words.
    pub(super) fn check_hold(&mut self, cue: &cuebook_script::Cue, at: &Moment, kind: &CueKind) {
        let waits = cue.hold.is_some() || matches!(kind, CueKind::Hush(_));
        if waits
            && matches!(
                at.mark,
                Mark::Cue(..) | Mark::Time(_) | Mark::Turn(_) | Mark::End
            )
        {
            let place = cue.anchor().span;
            let span = cue.hold.as_ref().map_or(place, |hold| hold.span);
            let what = match kind {
                CueKind::Hush(_) => "a hush stops the reading, which",
                _ => "the reading",
            };
            let message = format!("{what} can wait only at words of the text");
            let mut found = Diagnostic::error("hold-needs-words", span, message);
            if cue.hold.is_some() {
                found = found.also(Source::Script, place, "the cue is here");
            }
            let found = found.hint("anchor the cue to words, a line or a scene");
            self.diagnostics.push(found);
        }
    }
}

/// Returns whether one moment is at or before another, whatever the lengths of
/// the takes. An offset that goes back over the words between them may be
/// intended, and does not count.
fn ends_before(from: &Moment, until: &Moment) -> bool {
    let place = |moment: &Moment| match moment.mark {
        Mark::Start => Some((0, WordId::FIRST, false)),
        Mark::Word(word, edge) => Some((1, word, edge == Edge::After)),
        Mark::End => Some((2, WordId::FIRST, false)),
        Mark::Cue(..) | Mark::Time(_) | Mark::Turn(_) => None,
    };
    match (place(from), place(until), from.mark, until.mark) {
        (Some(first), Some(last), ..) => last <= first && until.offset <= from.offset,
        (_, _, Mark::Time(first), Mark::Time(last)) => last + until.offset <= first + from.offset,
        _ => false,
    }
}
