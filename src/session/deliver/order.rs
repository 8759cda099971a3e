//! The files of one show for its targets: writes each, measures it, and looks for the causes of
//! what fails.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use super::blame::WrittenShow;
use super::pieces::{self, Piece};
use super::{DeliverOptions, Delivery, What, judge, path_of};
use crate::book::{Book, CueKind, Target};
use crate::mix::loudness::Ending;
use crate::mix::{self, ClipOf, Listening, MixPlan};
use crate::output::encode::{Format, Peak};
use crate::output::level::Goal;
use crate::output::meter::Sides;
use crate::output::survey::{Quiet, survey};
use crate::output::tags::{PieceOf, Tags};
use crate::perform::Performance;
use crate::session::console::file::Output;
use crate::session::render::{sides, sought};
use crate::session::{SessionError, Show, Staged, Studio, chapters};
use crate::timeline::Timeline;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::progress::Progress;
use cuebook_core::units::{Decibels, Frames, RATE, Seconds};

/// The RMS of 10 ms below which a file is silent. Noise with a mean at ACX's floor of −60
/// dB does not reach this level.
pub(in crate::session) const STILL: Decibels = Decibels(-50.0);

/// The shortest pause that is measured. Half a second fits into it, wherever its steps of
/// 10 ms begin.
const SHORTEST_PAUSE: Seconds = Seconds(0.52);

/// How long rooms may be heard after the last sound of a chapter.
const LINGERS: Seconds = Seconds(2.0);

/// The values that all files of a show share.
pub(super) struct Order<'a> {
    studio: &'a Studio,
    show: &'a Show,
    name: String,
    folder: &'a Path,
    plan: MixPlan,
    timeline: Timeline,
    pub(super) performance: Arc<Performance>,
    pauses: Vec<Range<Seconds>>,
    sides: Sides,
    tags: bool,
    pub(super) doubts: Vec<Diagnostic>,
    progress: &'a dyn Progress,
}

impl<'a> Order<'a> {
    pub(super) fn of(
        studio: &'a Studio,
        (show, staged): (&'a Show, Staged),
        name: String,
        (options, progress): (&'a DeliverOptions, &'a dyn Progress),
    ) -> Result<Order<'a>, SessionError> {
        let Staged {
            performance,
            timeline,
            doubts,
        } = staged;
        let plan = mix::plan(Listening::Loudspeakers, &show.book, &performance, &timeline);
        Ok(Order {
            pauses: pauses(&plan, &show.book),
            studio,
            show,
            name,
            folder: &options.folder,
            plan,
            timeline,
            performance: Arc::new(performance),
            sides: sides(options.mono),
            tags: options.tags,
            doubts,
            progress,
        })
    }

    /// Returns the files that a target takes.
    pub(super) fn pieces(
        &self,
        target: &Target,
        options: &DeliverOptions,
    ) -> Result<Vec<Piece>, SessionError> {
        let is_in_pieces = pieces::is_in_pieces(target);
        if options.whole || !(is_in_pieces || options.chapters) {
            return Ok(vec![Piece::whole()]);
        }
        let chapters = chapters(self.show, &self.timeline);
        let mut pieces = pieces::of_chapters(&chapters, &self.timeline);
        pieces.iter_mut().for_each(|piece| self.tighten(piece));
        match &options.sample {
            None if !is_in_pieces => {}
            None => pieces.extend(pieces::sample(&self.timeline, None)),
            Some(written) => {
                let from = self.timeline.find(&sought(self.show, written)?);
                let sample = pieces::sample(&self.timeline, Some(from));
                pieces.push(sample.map_err(|frames| SessionError::ShortSample {
                    from: written.clone(),
                    frames,
                    least: pieces::SAMPLE.0.0 as u32,
                })?);
            }
        }
        Ok(pieces)
    }

    /// Leaves out the silence at the ends of a part within the show, which has silence around it.
    fn tighten(&self, piece: &mut Piece) {
        let Some(part) = &mut piece.part else {
            return;
        };
        let clips = self.plan.clips.iter().map(|clip| &clip.at);
        let inside = clips.filter(|at| at.start < part.end && at.end > part.start);
        let first = inside.clone().map(|at| at.start).min();
        let last = inside.map(|at| at.end).max();
        let (Some(first), Some(last)) = (first, last) else {
            return;
        };
        if part.start > Frames::ZERO {
            part.start = part.start.max(first);
        }
        if part.end < self.plan.frames {
            part.end = part.end.min(last + LINGERS.frames());
        }
    }

    /// Returns the tags of a file. That of a chapter has its title.
    fn tags(&self, piece: &Piece, format: &Format) -> Result<Option<Tags>, SessionError> {
        if !self.tags || !self.show.is_tagged(format.container) {
            return Ok(None);
        }
        let part = piece.part.as_ref();
        let mut tags = self
            .studio
            .tags(self.show, (&self.performance, &self.timeline), part)?;
        if part.is_some() {
            tags.chapters.clear();
        }
        tags.piece = piece.title.clone().map(|title| PieceOf {
            title,
            track: piece.track,
        });
        Ok(Some(tags))
    }

    /// Returns the pauses in a file.
    fn quiet(&self, piece: &Piece) -> Quiet {
        let inside = |pause: &Range<Seconds>| match &piece.part {
            None => Some(pause.clone()),
            Some(part) => {
                let by = part.start.seconds().0 - piece.pad[0].seconds().0;
                let start = pause.start.0.max(part.start.seconds().0) - by;
                let end = pause.end.0.min(part.end.seconds().0) - by;
                (end - start >= SHORTEST_PAUSE.0).then_some(Seconds(start)..Seconds(end))
            }
        };
        Quiet {
            pauses: self.pauses.iter().filter_map(inside).collect(),
            still: STILL,
        }
    }

    pub(super) fn deliver(
        &self,
        target: &Target,
        format: Format,
        piece: &Piece,
    ) -> Result<Delivery, SessionError> {
        let ending = format.container.ending();
        let path = &path_of(self.folder, &self.name, target, (ending, &piece.name));
        self.show.refuse_own(path)?;
        let mut plan = self.plan.clone();
        plan.master.ceiling = target.peak;
        let goal = Goal {
            level: target.level,
            sides: self.sides,
        };
        let console = self.studio.console_of(plan, self.performance.clone(), goal);
        let output = Output {
            path,
            format,
            part: piece.part.clone(),
            pad: piece.pad,
            peak: Peak::of(target),
            quiet: self.quiet(piece),
            tags: self.tags(piece, &format)?,
        };
        let file = console.write(&output, self.progress)?;
        let survey = match file.heard {
            Some(heard) => heard,
            None => survey(path, &output.quiet)?,
        };
        let wanted = Target {
            longest: piece.longest.or(target.longest),
            ..asks(target, &format)
        };
        let mut requirements = judge::requirements(&wanted, &survey);
        let limited = file.mixed.ending == Ending::Nearest;
        if piece.part.is_some() && !limited {
            // A chapter has the level that it has in the show, and the show has the target's.
            requirements.retain(|one| one.what != What::Loudness);
        }
        let written = WrittenShow {
            show: self.show,
            timeline: &self.timeline,
            console: &file.console,
            trim: file.mixed.trim,
            limited,
            target,
            part: piece.part.as_ref(),
            from: match &piece.part {
                Some(part) => (part.start - piece.pad[0]).seconds(),
                None => Seconds(0.0),
            },
        };
        for requirement in requirements.iter_mut().filter(|one| !one.holds()) {
            requirement.findings = written.findings(requirement, &survey)?;
            requirement.findings = self.show.placed(std::mem::take(&mut requirement.findings));
        }
        Ok(Delivery {
            target: *target,
            file: path.to_owned(),
            format,
            lowered: file.lowered,
            survey,
            title: piece.title.clone(),
            is_part: piece.part.is_some(),
            requirements,
        })
    }
}

/// Returns what a target asks of a file. The rate of a codec is its own, unless the place asks for
/// another than the engine's.
fn asks(target: &Target, format: &Format) -> Target {
    let is_free = !format.container.is_lossless() && target.rate == RATE;
    Target {
        rate: if is_free {
            format.form.rate
        } else {
            target.rate
        },
        ..*target
    }
}

/// Returns the stretches without lines, spots and music. Only continuous sounds remain
/// there.
fn pauses(plan: &MixPlan, book: &Book) -> Vec<Range<Seconds>> {
    let lasts = |of: ClipOf| match of {
        ClipOf::Line(_) => true,
        ClipOf::Cue(cue) => !matches!(book.cues[cue].kind, CueKind::Bed { .. }),
    };
    let busy = plan.clips.iter().filter(|clip| lasts(clip.of));
    let mut busy: Vec<&Range<Frames>> = busy.map(|clip| &clip.at).collect();
    busy.sort_by_key(|at| at.start);
    let end = plan.frames..plan.frames;
    let mut pauses = Vec::new();
    let mut from = Frames::ZERO;
    for at in busy.into_iter().chain([&end]) {
        let to = at.start.min(plan.frames);
        if to - from >= SHORTEST_PAUSE.frames() {
            pauses.push(from.seconds()..to.seconds());
        }
        from = from.max(at.end);
    }
    pauses
}
