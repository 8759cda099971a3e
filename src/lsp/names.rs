//! The names of a script: where each is given, and where it is used.
//!
//! In: a script. Out: names with their places. Always true: in the order of the
//! script, and no place twice, whatever aliases share it.

use crate::diagnostic::{Span, Spanned};
use crate::script::mapping::What;
use crate::script::what;
use crate::script::{Anchor, Script, SoundSource, Target};

/// A name at one place of a script.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    pub span: Span,
    pub what: What,
    pub text: String,
    /// Whether the thing is given its name here.
    pub declares: bool,
}

/// Every name of a script.
#[must_use]
pub fn names(script: &Script) -> Vec<Name> {
    let mut all = Gathering(Vec::new());
    all.cast(script);
    all.scenes_and_lines(script);
    all.cues(script);
    all.0.sort();
    all.0.dedup();
    all.0
}

/// The name at a place.
#[must_use]
pub fn at(names: &[Name], byte: usize) -> Option<&Name> {
    names
        .iter()
        .find(|name| (name.span.start..=name.span.end).contains(&byte))
}

/// All places of what bears the same name.
pub fn same<'n>(names: &'n [Name], as_this: &'n Name) -> impl Iterator<Item = &'n Name> {
    names
        .iter()
        .filter(|name| name.what == as_this.what && name.text == as_this.text)
}

struct Gathering(Vec<Name>);

impl Gathering {
    fn add(&mut self, what: What, declares: bool, name: Option<&Spanned<String>>) {
        let Some(name) = name else { return };
        self.0.push(Name {
            span: name.span,
            what,
            text: name.value.clone(),
            declares,
        });
    }

    fn cast(&mut self, script: &Script) {
        self.add(what::ROLE, false, script.narrator.as_ref());
        for role in &script.cast {
            self.add(what::ROLE, true, Some(&role.name));
            self.add(what::VOICE, false, role.voice.as_ref());
            self.add(what::SPACE, false, role.space.as_ref());
            self.add(what::BARRIER, false, role.behind.as_ref());
        }
        for space in &script.spaces {
            self.add(what::SPACE, true, Some(&space.name));
        }
        for barrier in &script.barriers {
            self.add(what::BARRIER, true, Some(&barrier.name));
            for ride in &barrier.rides {
                self.anchor(&ride.at);
            }
        }
        for sound in &script.sounds {
            self.add(what::SOUND, true, Some(&sound.name));
            if let Some(SoundSource::Recipe(recipe)) = &sound.source {
                self.add(what::RECIPE, false, Some(recipe));
            }
        }
    }

    fn scenes_and_lines(&mut self, script: &Script) {
        for scene in &script.scenes {
            self.add(what::SCENE, true, Some(&scene.id));
            self.add(what::SPACE, false, scene.space.as_ref());
            self.anchor(&scene.from);
        }
        for line in &script.lines {
            self.add(what::LINE, true, line.id.as_ref());
            self.add(what::LINE, false, line.with.as_ref());
            self.add(what::ROLE, false, line.by.as_ref());
            self.add(what::SPACE, false, line.space.as_ref());
            self.add(what::BARRIER, false, line.behind.as_ref());
        }
    }

    fn cues(&mut self, script: &Script) {
        for cue in &script.cues {
            self.add(what::CUE, true, cue.id.as_ref());
            self.add(what::SOUND, false, cue.sound());
            self.add(what::SPACE, false, cue.space.as_ref());
            self.add(what::BARRIER, false, cue.behind.as_ref());
            for anchor in cue.anchors() {
                self.anchor(anchor);
            }
        }
    }

    fn anchor(&mut self, anchor: &Anchor) {
        match &anchor.target {
            Target::Line(id) => self.add(what::LINE, false, Some(id)),
            Target::Scene(id) => self.add(what::SCENE, false, Some(id)),
            Target::Cue(id) => self.add(what::CUE, false, Some(id)),
            Target::Words(_) | Target::Time(_) | Target::Start | Target::End => {}
        }
    }
}
