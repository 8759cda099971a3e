//! What only shows in all chapters of a series together: names in two spellings, roles that change
//! their voice, and chapters of other loudness.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::check::CheckedChapter;
use super::spelling::{self, Pair};
use crate::book::Role;
use crate::session::Show;

/// How far a chapter may be from the others before a remark says so, in LU. Listeners notice it.
const DRIFT: f64 = 1.0;

/// The most chapters that a remark names.
const SHOWN: usize = 4;

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
pub(super) struct Facts {
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

/// Returns how a role sounds in a show.
pub(super) fn facts(role: &Role, show: &Show) -> Facts {
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
pub(super) fn first_seen(chapters: &mut [CheckedChapter]) {
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
pub(super) fn remarks(chapters: &[CheckedChapter]) -> Vec<Finding> {
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
    use serde_json::Value;

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
