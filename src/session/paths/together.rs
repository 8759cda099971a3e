//! Renders several paths of an interactive show, each to its own file. What paths have in common is
//! mixed once: they have the same samples before the master up to the turn at which they part.

use std::sync::mpsc::channel;

use super::Taken;
use super::plan::Planned;
use crate::mix::loudness::Ending;
use crate::output::encode::{Format, Proof};
use crate::output::survey::Quiet;
use crate::output::tags::Tags;
use crate::output::together::Together;
use crate::session::console::{Console, file};
use crate::session::files::needs_folder;
use crate::session::render::sides;
use crate::session::{RenderOptions, Rendered, SessionError, Staged, Studio};
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::{Frames, Gain};
use cuebook_voice::Voice;

/// The most files that are written at the same time.
pub(crate) const AT_ONCE: usize = 24;

/// A path that is ready to be mixed.
struct Path<'a> {
    planned: &'a Planned,
    staged: Staged,
    console: Console,
}

impl Studio {
    /// Renders paths of a show to their files, at most [`AT_ONCE`]. `options` says how; its output is
    /// not used. A path has the same bytes as when it is rendered alone.
    ///
    /// # Errors
    /// When a path cannot be performed, or a file cannot be written.
    pub(crate) fn render_paths(
        &self,
        paths: &[Planned],
        (voice, jobs): (&dyn Voice, usize),
        options: &RenderOptions,
        progress: &dyn Progress,
    ) -> Result<Vec<Rendered>, SessionError> {
        let Some(first) = paths.first() else {
            return Ok(Vec::new());
        };
        let format = options.format.format(sides(options.mono))?;
        let measured = first.show.measured()?;
        // Without choices no path has something in common with another. A file with loss may need
        // a lower limiter than another.
        let Some(measured) = measured.filter(|_| format.container.is_lossless()) else {
            let each = paths.iter().map(|path| {
                let own = RenderOptions {
                    output: path.output.clone(),
                    ..options.clone()
                };
                self.render(&path.show, voice, jobs, &own, progress)
            });
            return each.collect();
        };
        for path in paths {
            path.show.refuse_own(&path.output)?;
            needs_folder(&path.output)?;
        }
        let staged = paths
            .iter()
            .map(|path| self.stage(&path.show, voice, jobs, progress));
        let staged: Result<Vec<Staged>, SessionError> = staged.collect();
        let staged = staged?;
        let trim = self.trim_of(
            &measured,
            (voice, jobs),
            (options.listening, sides(options.mono)),
            progress,
        )?;
        let ready = paths.iter().zip(staged);
        let ready = ready.map(|(planned, staged)| self.ready(planned, staged, options, trim));
        self.mixed(
            &ready.collect::<Vec<_>>(),
            trim,
            (options, &format),
            progress,
        )
    }

    fn ready<'a>(
        &self,
        planned: &'a Planned,
        staged: Staged,
        options: &RenderOptions,
        trim: (Gain, Ending),
    ) -> Path<'a> {
        let heard = (options.listening, sides(options.mono));
        let made = (staged.performance.clone(), &staged.timeline);
        let console = self.console(&planned.show.book, made, heard, Some(trim));
        Path {
            planned,
            staged,
            console,
        }
    }

    /// Mixes paths with a trim, and writes their files.
    fn mixed(
        &self,
        paths: &[Path<'_>],
        (trim, ending): (Gain, Ending),
        (options, format): (&RenderOptions, &Format),
        progress: &dyn Progress,
    ) -> Result<Vec<Rendered>, SessionError> {
        let [first, ..] = paths else {
            return Ok(Vec::new());
        };
        let goal = first.console.goal;
        let tagged = paths
            .iter()
            .map(|path| self.tagged(path, (options, format)));
        let tagged: Result<Vec<_>, SessionError> = tagged.collect();
        let all: usize = paths.iter().map(|path| path.frames().index()).sum();
        let sinks = paths.iter().zip(tagged?).map(|(path, tagged)| {
            let output = (path.planned.output.as_path(), format);
            file::begin(output, path.frames(), tagged, progress)
        });
        progress.begin(Stage::Mix, all as u64);
        let sinks: Result<Vec<_>, _> = sinks.collect();
        let together = Together {
            make: &|number| paths[number].console.engine(trim),
            same: &|one, other| same(&paths[one], &paths[other]),
            goal,
            ceiling: first.console.plan.master.ceiling,
        };
        let measured = sinks
            .map_err(SessionError::from)
            .and_then(|sinks| Ok(together.render(sinks)?));
        progress.end();
        let rendered = paths.iter().zip(measured?).map(|(path, loudness)| {
            let made = (path.staged.performance.spoken, path.staged.doubts.clone());
            Rendered::of(path.frames(), (loudness, ending, goal), made)
        });
        Ok(rendered.collect())
    }

    /// Returns how the file of a path is written: with its tags, and with any peak, because its
    /// samples are those of the mix.
    fn tagged(
        &self,
        path: &Path<'_>,
        (options, format): (&RenderOptions, &Format),
    ) -> Result<(Proof, Option<Tags>), SessionError> {
        let proof = Proof {
            quiet: Quiet::default(),
            most: None,
            heard: channel().0,
        };
        let show = &path.planned.show;
        let is_tagged = options.tags && show.is_tagged(format.container);
        let tags = is_tagged.then(|| self.tags(show, path.staged.made(), None));
        Ok((proof, tags.transpose()?))
    }
}

impl Path<'_> {
    fn frames(&self) -> Frames {
        self.staged.timeline.frames
    }
}

/// Returns the frame up to which two paths have the same mix: the first turn after the decisions that
/// are the same in both.
fn same(one: &Path<'_>, other: &Path<'_>) -> Frames {
    let paths = [one, other].map(|path| (&path.planned.taken, &path.staged.timeline.turns));
    // Without a turn a path is mixed in other steps.
    let is_alike = one.console.plan.step == other.console.plan.step;
    match is_alike {
        true => parting(paths),
        false => Frames::ZERO,
    }
}

/// Returns the first turn at which two paths differ: in its time, or in the decision.
fn parting([one, other]: [(&Taken, &Vec<Frames>); 2]) -> Frames {
    if one.0.drawn != other.0.drawn {
        return Frames::ZERO;
    }
    let decisions = one.0.decisions.iter().zip(&other.0.decisions);
    let equal = decisions.take_while(|(a, b)| a == b).count();
    let times = one.1.iter().zip(other.1);
    let moved = times.take_while(|(a, b)| a == b).count();
    let turn = |(taken, times): (&Taken, &Vec<Frames>)| {
        let turn = *taken.turns.get(equal)?;
        times.get(turn.min(moved)).copied()
    };
    match (turn(one), turn(other)) {
        (Some(one), Some(other)) => one.min(other),
        _ => Frames::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_story::{ChoiceId, Decision};

    fn taken(decisions: &[(usize, usize)], turns: &[usize], drawn: usize) -> Taken {
        let decision = |choice: usize, option: usize| Decision {
            choice: ChoiceId(choice),
            option,
            after: None,
        };
        Taken {
            drawn: vec![decision(9, drawn)],
            decisions: decisions.iter().map(|(c, o)| decision(*c, *o)).collect(),
            turns: turns.to_vec(),
        }
    }

    #[test]
    fn paths_part_at_the_first_turn_that_differs() {
        let times = |frames: &[i64]| frames.iter().copied().map(Frames).collect::<Vec<_>>();
        let one = taken(&[(0, 0), (1, 0)], &[0, 1], 0);
        let other = taken(&[(0, 0), (1, 1)], &[0, 1], 0);
        let plain = times(&[10, 20]);
        assert_eq!(parting([(&one, &plain), (&other, &plain)]), Frames(20));
        // The second decision of the other path comes after a reminder.
        let late = taken(&[(0, 0), (1, 1)], &[0, 2], 0);
        let reminded = times(&[10, 25, 40]);
        assert_eq!(parting([(&one, &plain), (&late, &reminded)]), Frames(20));
        // Both are reminded, and one decides later.
        let (early, later) = (times(&[10, 25, 30]), times(&[10, 25, 40]));
        let both = [
            (&taken(&[(0, 0), (1, 0)], &[0, 2], 0), &early),
            (&late, &later),
        ];
        assert_eq!(parting(both), Frames(30));
        let first = taken(&[(0, 1), (1, 0)], &[0, 1], 0);
        assert_eq!(parting([(&one, &plain), (&first, &plain)]), Frames(10));
        let drawn = taken(&[(0, 0), (1, 1)], &[0, 1], 1);
        assert_eq!(parting([(&one, &plain), (&drawn, &plain)]), Frames(0));
    }
}
