//! Names that are followed within the script.
//!
//! In: a script, and the names of the library's sounds. Out: a mistake for
//! every name that leads nowhere, and for cues that wait for one another.
//! Always true: nothing here looks at the prose.

mod cycles;

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, MAX_MISTAKES, Spanned, nearest, shown};
use crate::script::mapping::listed;
use crate::script::treatment::NONE;
use crate::script::{Anchor, Cue, CueKind, NARRATOR, Script, SoundSource, Target, space};

/// Follows every name of a script. `library` holds the sounds that every show
/// can use; `lost` the ids of what could not be read.
#[must_use]
pub fn check(script: &Script, library: &[&str], lost: &HashSet<String>) -> Vec<Diagnostic> {
    let mut check = Check {
        names: Names::of(script, library),
        lost,
        diagnostics: Vec::new(),
    };
    check.roles(script);
    check.scenes_and_lines(script);
    check.sounds(script);
    check.barriers(script);
    for cue in &script.cues {
        check.cue(cue);
    }
    check.diagnostics.extend(cycles::find(&script.cues));
    check.diagnostics
}

/// Names of one kind.
struct Kin<'s> {
    what: &'static str,
    code: &'static str,
    /// In the order of the script.
    names: Vec<&'s str>,
    known: HashSet<&'s str>,
}

impl<'s> Kin<'s> {
    fn new(what: &'static str, code: &'static str, names: Vec<&'s str>) -> Kin<'s> {
        let known = names.iter().copied().collect();
        Kin {
            what,
            code,
            names,
            known,
        }
    }
}

struct Names<'s> {
    roles: Kin<'s>,
    scenes: Kin<'s>,
    lines: Kin<'s>,
    cues: Kin<'s>,
    spaces: Kin<'s>,
    barriers: Kin<'s>,
    sounds: Kin<'s>,
    recipes: Kin<'s>,
}

impl<'s> Names<'s> {
    fn of(script: &'s Script, library: &[&'s str]) -> Names<'s> {
        let mut roles: Vec<&str> = script.cast.iter().map(|r| r.name.as_str()).collect();
        if !roles.contains(&NARRATOR) {
            roles.push(NARRATOR);
        }
        let mut sounds: Vec<&str> = script.sounds.iter().map(|s| s.name.as_str()).collect();
        sounds.extend(library);
        let mut spaces: Vec<&str> = script.spaces.iter().map(|s| s.name.as_str()).collect();
        spaces.push(space::NONE);
        spaces.extend(space::PRESETS.words.iter().map(|preset| preset.name));
        let id = |id: &'s Option<Spanned<String>>| id.as_ref().map(|id| id.as_str());
        Names {
            roles: Kin::new("role", "unknown-role", roles),
            scenes: Kin::new(
                "scene",
                "unknown-scene",
                script.scenes.iter().map(|s| s.id.as_str()).collect(),
            ),
            lines: Kin::new(
                "line",
                "unknown-line",
                script.lines.iter().filter_map(|l| id(&l.id)).collect(),
            ),
            cues: Kin::new(
                "cue",
                "unknown-cue",
                script.cues.iter().filter_map(|c| id(&c.id)).collect(),
            ),
            spaces: Kin::new("space", "unknown-space", spaces),
            barriers: Kin::new(
                "barrier",
                "unknown-barrier",
                script.barriers.iter().map(|b| b.name.as_str()).collect(),
            ),
            sounds: Kin::new("sound", "unknown-sound", sounds),
            recipes: Kin::new("recipe", "unknown-recipe", library.to_vec()),
        }
    }
}

struct Check<'s> {
    names: Names<'s>,
    lost: &'s HashSet<String>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Check<'s> {
    fn roles(&mut self, script: &Script) {
        self.follow(script.narrator.as_ref(), |names| &names.roles);
        for role in &script.cast {
            self.follow(role.space.as_ref(), |names| &names.spaces);
            self.barrier(role.behind.as_ref());
        }
    }

    fn scenes_and_lines(&mut self, script: &Script) {
        for scene in &script.scenes {
            self.anchor(&scene.from);
            self.follow(scene.space.as_ref(), |names| &names.spaces);
        }
        for line in &script.lines {
            self.follow(line.with.as_ref(), |names| &names.lines);
            self.follow(line.by.as_ref(), |names| &names.roles);
            self.follow(line.space.as_ref(), |names| &names.spaces);
            self.barrier(line.behind.as_ref());
        }
    }

    fn barriers(&mut self, script: &Script) {
        let rides = script.barriers.iter().flat_map(|barrier| &barrier.rides);
        rides.for_each(|ride| self.anchor(&ride.at));
    }

    fn sounds(&mut self, script: &Script) {
        for sound in &script.sounds {
            if let Some(SoundSource::Recipe(recipe)) = &sound.source {
                self.follow(Some(recipe), |names| &names.recipes);
            }
        }
    }

    fn cue(&mut self, cue: &Cue) {
        match &cue.kind {
            CueKind::Spot { sound, .. }
            | CueKind::Bed { sound, .. }
            | CueKind::Music { sound, .. } => {
                self.follow(Some(sound), |names| &names.sounds);
            }
            CueKind::Hush { .. } => {}
        }
        for anchor in cue.anchors() {
            self.anchor(anchor);
        }
        self.follow(cue.space.as_ref(), |names| &names.spaces);
        self.barrier(cue.behind.as_ref());
    }

    fn anchor(&mut self, anchor: &Anchor) {
        match &anchor.target {
            Target::Line(id) => self.follow(Some(id), |names| &names.lines),
            Target::Scene(id) => self.follow(Some(id), |names| &names.scenes),
            Target::Cue(id) => self.follow(Some(id), |names| &names.cues),
            Target::Words(_) | Target::Time(_) | Target::Start | Target::End => {}
        }
    }

    /// A barrier, or `none`.
    fn barrier(&mut self, name: Option<&Spanned<String>>) {
        let name = name.filter(|name| name.as_str() != NONE);
        self.follow(name, |names| &names.barriers);
    }

    fn follow(
        &mut self,
        name: Option<&Spanned<String>>,
        kin: for<'n> fn(&'n Names<'s>) -> &'n Kin<'s>,
    ) {
        let Some(name) = name else {
            return;
        };
        let kin = kin(&self.names);
        let full = self.diagnostics.len() >= MAX_MISTAKES;
        if full || kin.known.contains(name.as_str()) || self.lost.contains(name.as_str()) {
            return;
        }
        let message = format!("there is no {} named `{}`", kin.what, shown(name));
        let mut mistake = Diagnostic::error(kin.code, name.span, message);
        // Comparing with many thousands of names would cost more than it tells.
        let near = kin.names.iter().take(2000).copied();
        if let Some(near) = nearest(name, near) {
            mistake = mistake.mend(format!("did you mean `{near}`?"), name.span, near);
        }
        let mistake = match kin.names.as_slice() {
            [] => mistake.hint(format!("the script has no {}s", kin.what)),
            names => mistake.hint(format!(
                "the {}s are {}",
                kin.what,
                listed(names.iter().copied())
            )),
        };
        self.diagnostics.push(mistake);
    }
}
