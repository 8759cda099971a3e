//! Checks a series: every chapter, and what only shows in all of them together: names in two
//! spellings, roles that change their voice, and chapters of other loudness.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;
use serde_json::Value;

use super::spelling::{self, Pair};
use super::{Chapter, ChapterFile, SeriesFile};
use crate::book::Role;
use crate::mix::Listening;
use crate::output::level::render_whole;
use crate::output::meter::{Sides, audible};
use crate::output::{Sink, SinkError};
use crate::session::{SessionError, Show, Studio};
use cuebook_core::diagnostic::Severity;
use cuebook_core::progress::{Progress, Silent};
use cuebook_engine::Block;
use cuebook_story::explore::MAX_STATES;
use cuebook_voice::Voice;

/// How far a chapter may be from the others before it is told, in LU. Listeners notice it.
const DRIFT: f64 = 1.0;

/// The most chapters that a remark names.
const SHOWN: usize = 4;

/// What was found in a series.
#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    version: u32,
    pub chapters: Vec<CheckedChapter>,
    /// What was found between chapters.
    pub remarks: Vec<Finding>,
}

/// What was found in a chapter.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CheckedChapter {
    pub number: usize,
    pub file: String,
    pub title: String,
    /// `text`, `unreadable` or `script`.
    pub kind: &'static str,
    pub errors: usize,
    pub warnings: usize,
    /// The diagnostics, as in the report of `cuebook check --format json`.
    pub report: Value,
    /// The roles that no chapter before has.
    pub new_roles: Vec<String>,
    /// The integrated loudness in LUFS, if it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub loudness: Option<f64>,
    #[serde(skip)]
    roles: Vec<Facts>,
    #[serde(skip)]
    names: BTreeSet<String>,
    #[serde(skip)]
    aim: Option<f64>,
}

/// Something that was found between chapters.
#[derive(Debug, PartialEq, Serialize)]
pub(crate) struct Finding {
    /// `spelling`, `voice`, `level`, `pace`, `place`, `target` or `loudness`.
    pub kind: &'static str,
    pub message: String,
    /// The numbers of the chapters that differ from most.
    pub chapters: Vec<usize>,
}

/// How a role sounds in a chapter, in words.
#[derive(Clone, Debug)]
struct Facts {
    name: String,
    /// The kinds of facts, in the order of [`KINDS`].
    values: [String; 4],
}

/// The kinds of facts about a role.
const KINDS: [(&str, &str); 4] = [
    ("voice", "is spoken by"),
    ("level", "has the level"),
    ("pace", "has the pace"),
    ("place", "is heard from"),
];

/// How the loudness is found.
#[derive(Copy, Clone)]
pub(crate) enum Loudness<'a> {
    /// From what was stored when a chapter was rendered.
    Stored(&'a dyn Voice),
    /// By mixing every chapter, with this number of lines spoken at once.
    Measured(&'a dyn Voice, usize, &'a dyn Progress),
}

impl Studio {
    /// Checks a series. `told` returns the report of a show as JSON.
    ///
    /// # Errors
    /// When a chapter is measured, and cannot be performed.
    pub(crate) fn check_series(
        &self,
        series: &SeriesFile,
        loudness: Loudness<'_>,
        told: &(dyn Fn(&Show) -> Value + Sync),
    ) -> Result<Checked, SessionError> {
        let (Loudness::Stored(voice) | Loudness::Measured(voice, ..)) = loudness;
        let chapters = series.chapters.par_iter();
        let chapters = chapters.map(|file| self.check_chapter(series, file, voice, told));
        let mut chapters: Vec<CheckedChapter> = chapters.collect();
        if let Loudness::Measured(voice, jobs, progress) = loudness {
            for (checked, file) in chapters.iter_mut().zip(&series.chapters) {
                if checked.kind == "script" && checked.errors == 0 {
                    let chapter = self.open_chapter(series, file)?;
                    checked.loudness = self.measured(&chapter.show, (voice, jobs), progress)?;
                }
            }
        }
        first_seen(&mut chapters);
        let remarks = remarks(&chapters);
        Ok(Checked {
            version: 1,
            chapters,
            remarks,
        })
    }

    fn check_chapter(
        &self,
        series: &SeriesFile,
        file: &ChapterFile,
        voice: &dyn Voice,
        told: &(dyn Fn(&Show) -> Value + Sync),
    ) -> CheckedChapter {
        let mut checked = CheckedChapter::nothing(file);
        if file.is_text {
            return checked;
        }
        let Chapter { mut show, .. } = match self.open_chapter(series, file) {
            Ok(chapter) => {
                checked.title = chapter.title();
                chapter
            }
            Err(error) => {
                checked.kind = "unreadable";
                checked.errors = 1;
                checked.report = Value::from(error.to_string());
                return checked;
            }
        };
        checked.kind = "script";
        show.listen(&self.world(&show.path));
        let doubts = self.doubts(&show, MAX_STATES);
        show.diagnostics.extend(doubts);
        let is_error = |severity: Severity| severity == Severity::Error;
        let all = show.diagnostics.len();
        let errors = show.diagnostics.iter();
        checked.errors = errors.filter(|found| is_error(found.severity)).count();
        checked.warnings = all - checked.errors;
        if all > 0 {
            checked.report = told(&show);
        }
        checked.roles = show
            .book
            .roles
            .iter()
            .map(|role| facts(role, &show))
            .collect();
        checked.names = spelling::names(&show.book.prose);
        checked.aim = Some(show.book.target.level.aim());
        if checked.errors == 0 {
            checked.loudness = self.stored(&show, voice);
        }
        checked
    }

    /// Returns the loudness that was stored when a show was rendered, if nothing changed since.
    fn stored(&self, show: &Show, voice: &dyn Voice) -> Option<f64> {
        let expected = self.expect_with(show, voice).ok()?;
        if !expected.is_exact || show.book.story.is_some() {
            return None;
        }
        let staged = self.stage(show, voice, 1, &Silent).ok()?;
        let heard = (Listening::Loudspeakers, Sides::Both);
        let made = (staged.performance, &staged.timeline);
        let levels = self.console(&show.book, made, heard, None).kept_levels()?;
        audible(levels.integrated).map(|loudness| loudness.0)
    }

    /// Mixes a show and returns its loudness.
    fn measured(
        &self,
        show: &Show,
        voice: (&dyn Voice, usize),
        progress: &dyn Progress,
    ) -> Result<Option<f64>, SessionError> {
        let staged = self.stage(show, voice.0, voice.1, progress)?;
        let heard = (Listening::Loudspeakers, Sides::Both);
        let common = self.common_trim(show, voice, heard, progress)?;
        let made = (staged.performance, &staged.timeline);
        let console = self.console(&show.book, made, heard, common);
        let levels = match console.kept_levels() {
            Some(levels) => levels,
            None => {
                let (trim, _) = console.trim()?;
                render_whole(console.engine(trim), console.goal, &mut Nowhere)?
            }
        };
        Ok(audible(levels.integrated).map(|loudness| loudness.0))
    }
}

/// A sink that keeps nothing.
struct Nowhere;

impl Sink for Nowhere {
    fn write(&mut self, _: &Block, _: usize) -> Result<(), SinkError> {
        Ok(())
    }

    fn finish(self) -> Result<(), SinkError> {
        Ok(())
    }
}

impl CheckedChapter {
    fn nothing(file: &ChapterFile) -> CheckedChapter {
        CheckedChapter {
            number: file.number(),
            file: file.name.clone(),
            title: String::new(),
            kind: "text",
            errors: 0,
            warnings: 0,
            report: Value::Null,
            new_roles: Vec::new(),
            loudness: None,
            roles: Vec::new(),
            names: BTreeSet::new(),
            aim: None,
        }
    }
}

fn facts(role: &Role, show: &Show) -> Facts {
    let space = match role.space {
        None => None,
        Some(None) => Some("no space".to_owned()),
        Some(Some(space)) => Some(show.book.spaces[space].name.clone()),
    };
    let pan = (role.pan * 100.0).round() / 100.0;
    let side = match pan {
        0.0 => "the middle".to_owned(),
        pan if pan < 0.0 => format!("the left ({pan})"),
        pan => format!("the right ({pan})"),
    };
    let place = space.map_or(side.clone(), |space| format!("{side}, in {space}"));
    Facts {
        name: role.name.clone(),
        values: [
            role.voice.clone(),
            format!("{:+.1} dB", role.gain.0),
            format!("{:.2}", role.pace),
            place,
        ],
    }
}

/// Finds the roles that appear for the first time.
fn first_seen(chapters: &mut [CheckedChapter]) {
    let mut known: BTreeSet<String> = BTreeSet::new();
    for chapter in chapters {
        for role in &chapter.roles {
            if known.insert(role.name.clone()) {
                chapter.new_roles.push(role.name.clone());
            }
        }
    }
}

/// Returns what was found between chapters.
fn remarks(chapters: &[CheckedChapter]) -> Vec<Finding> {
    let roles: Vec<(usize, BTreeSet<String>)> = chapters
        .iter()
        .map(|chapter| {
            let names = chapter.roles.iter().map(|role| role.name.clone());
            (chapter.number, names.collect())
        })
        .collect();
    let pairs = spelling::pairs(
        roles.iter().map(|(number, names)| (*number, names)),
        spelling::is_near_role,
    );
    let mut found: Vec<Finding> = pairs
        .iter()
        .map(|pair| spelt("the role", pair, chapters))
        .collect();
    let names = chapters
        .iter()
        .map(|chapter| (chapter.number, &chapter.names));
    let pairs = spelling::pairs(names, spelling::is_near_name);
    found.extend(pairs.iter().map(|pair| spelt("the name", pair, chapters)));
    found.extend(changed(chapters));
    found.extend(drift(chapters));
    found
}

fn spelt(what: &str, pair: &Pair, chapters: &[CheckedChapter]) -> Finding {
    let places = files(&pair.chapters, chapters);
    Finding {
        kind: "spelling",
        message: format!(
            "{what} {} is most likely the same as {} in {places}",
            pair.usual, pair.other
        ),
        chapters: pair.chapters.clone(),
    }
}

/// Returns the roles that do not sound the same in all chapters.
fn changed(chapters: &[CheckedChapter]) -> Vec<Finding> {
    let mut roles: BTreeMap<&str, Vec<(usize, &Facts)>> = BTreeMap::new();
    for chapter in chapters {
        for role in &chapter.roles {
            roles
                .entry(&role.name)
                .or_default()
                .push((chapter.number, role));
        }
    }
    let mut found = Vec::new();
    for (role, places) in roles {
        for (index, (kind, verb)) in KINDS.iter().enumerate() {
            let values = places
                .iter()
                .map(|(number, facts)| (*number, facts.values[index].as_str()));
            for (usual, other, numbers) in different(values) {
                let places = files(&numbers, chapters);
                found.push(Finding {
                    kind,
                    message: format!("{role} {verb} {usual}, but {other} in {places}"),
                    chapters: numbers,
                });
            }
        }
    }
    found
}

/// Returns the values that differ from the one of most chapters, or of the first ones.
fn different<'v>(
    values: impl Iterator<Item = (usize, &'v str)>,
) -> Vec<(&'v str, &'v str, Vec<usize>)> {
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for (number, value) in values {
        match groups.iter_mut().find(|(known, _)| *known == value) {
            Some((_, numbers)) => numbers.push(number),
            None => groups.push((value, vec![number])),
        }
    }
    let most = groups.iter().map(|(_, numbers)| numbers.len()).max();
    let usual = groups
        .iter()
        .position(|(_, numbers)| Some(numbers.len()) == most);
    let Some(usual) = usual else {
        return Vec::new();
    };
    let (usual, _) = groups.remove(usual);
    let others = groups.into_iter();
    others
        .map(|(other, numbers)| (usual, other, numbers))
        .collect()
}

/// Returns the chapters that aim at another level, or have another loudness than most.
fn drift(chapters: &[CheckedChapter]) -> Vec<Finding> {
    let mut found = Vec::new();
    let aims: Vec<(usize, String)> = chapters
        .iter()
        .filter_map(|chapter| Some((chapter.number, format!("{:.1}", chapter.aim?))))
        .collect();
    for (usual, other, numbers) in
        different(aims.iter().map(|(number, aim)| (*number, aim.as_str())))
    {
        let places = files(&numbers, chapters);
        found.push(Finding {
            kind: "target",
            message: format!("the chapters aim at a level of {usual}, but at {other} in {places}"),
            chapters: numbers,
        });
    }
    let mut known: Vec<f64> = chapters
        .iter()
        .filter_map(|chapter| chapter.loudness)
        .collect();
    known.sort_by(f64::total_cmp);
    let Some(median) = known.get(known.len() / 2).copied() else {
        return found;
    };
    for chapter in chapters {
        if let Some(loudness) = chapter.loudness.filter(|own| (own - median).abs() > DRIFT) {
            found.push(Finding {
                kind: "loudness",
                message: format!(
                    "{} has {loudness:.1} LUFS, {:+.1} LU from most chapters",
                    chapter.file,
                    loudness - median
                ),
                chapters: vec![chapter.number],
            });
        }
    }
    found
}

/// Returns the files of some chapters, as a sentence names them.
fn files(numbers: &[usize], chapters: &[CheckedChapter]) -> String {
    let names = numbers.iter().filter_map(|number| {
        let chapter = chapters.iter().find(|chapter| chapter.number == *number)?;
        Some(chapter.file.as_str())
    });
    let names: Vec<&str> = names.collect();
    match names.len() {
        0..=SHOWN => names.join(", "),
        all => format!("{} and {} more", names[..SHOWN].join(", "), all - SHOWN),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chapter(number: usize, roles: &[(&str, &str)], loudness: Option<f64>) -> CheckedChapter {
        let facts = roles.iter().map(|(name, voice)| Facts {
            name: (*name).to_owned(),
            values: [voice, "+0.0 dB", "1.00", "the middle"].map(str::to_owned),
        });
        CheckedChapter {
            number,
            file: format!("{number}.yaml"),
            kind: "script",
            roles: facts.collect(),
            loudness,
            title: String::new(),
            errors: 0,
            warnings: 0,
            report: Value::Null,
            new_roles: Vec::new(),
            names: BTreeSet::new(),
            aim: Some(-19.0),
        }
    }

    #[test]
    fn a_role_that_changes_its_voice_is_told_once() {
        let chapters = [
            chapter(1, &[("ANNA", "af_heart")], None),
            chapter(2, &[("ANNA", "bf_emma")], None),
            chapter(3, &[("ANNA", "bf_emma"), ("BORIS", "am_adam")], None),
        ];
        let found = remarks(&chapters);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(
            found[0].message,
            "ANNA is spoken by bf_emma, but af_heart in 1.yaml"
        );
        assert_eq!(found[0].chapters, [1]);
    }

    #[test]
    fn roles_appear_for_the_first_time_once() {
        let mut chapters = [
            chapter(1, &[("ANNA", "a")], None),
            chapter(2, &[("ANNA", "a"), ("BORIS", "b")], None),
        ];
        first_seen(&mut chapters);
        assert_eq!(chapters[0].new_roles, ["ANNA"]);
        assert_eq!(chapters[1].new_roles, ["BORIS"]);
    }

    #[test]
    fn a_chapter_of_other_loudness_is_told() {
        let chapters: Vec<CheckedChapter> = [-19.0, -19.4, -22.1, -18.9]
            .iter()
            .enumerate()
            .map(|(index, loudness)| chapter(index + 1, &[], Some(*loudness)))
            .collect();
        let found = drift(&chapters);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].chapters, [3]);
        assert_eq!(found[0].kind, "loudness");
    }
}
