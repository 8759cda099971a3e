//! Follows the names within a script. The module reports every name that is not defined, and cues
//! that wait for one another. It does not need the prose.

mod cycles;
mod story;

use std::collections::{HashMap, HashSet};

use crate::read::ways::END;
use crate::treatment::NONE;
use crate::{NARRATOR, Script, space, what};
use cuebook_core::diagnostic::{Diagnostic, MAX_MISTAKES, nearest, shown};
use cuebook_core::meaning::near;
use cuebook_yaml::mapping::{Name, What, listed};

/// The names that can be followed, and the code of the mistake if a name is not defined.
const FOLLOWED: [(What, &str); 9] = [
    (what::ROLE, "unknown-role"),
    (what::SCENE, "unknown-scene"),
    (what::LINE, "unknown-line"),
    (what::CUE, "unknown-cue"),
    (what::SPACE, "unknown-space"),
    (what::BARRIER, "unknown-barrier"),
    (what::SOUND, "unknown-sound"),
    (what::RECIPE, "unknown-recipe"),
    (what::VARIABLE, "unknown-variable"),
];

/// The largest number of names that a misspelt one is compared with.
const MOST_COMPARED: usize = 2000;

/// The sounds that every show can use.
pub trait Sounds {
    /// Returns their names.
    fn names(&self) -> Vec<&str>;

    /// Returns the names that an unknown one most likely means, the best first.
    fn near(&self, name: &str) -> Vec<&str> {
        nearest(name, self.names()).into_iter().collect()
    }

    /// Returns whether a sound has a setting of this name.
    fn has_setting(&self, _sound: &str, _setting: &str) -> bool {
        false
    }
}

/// No sounds but the script's own.
impl Sounds for () {
    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// Follows every name of a script. `lost` has the ids of things that could not be read.
#[must_use]
pub fn check(script: &Script, library: &dyn Sounds, lost: &HashSet<String>) -> Vec<Diagnostic> {
    let kinds = FOLLOWED.map(|(what, code)| (what, Kind::of(what, code, script, library)));
    let kinds: HashMap<What, Kind<'_>> = kinds.into();
    let mut diagnostics = Vec::new();
    for name in script.names.iter().filter(|name| !name.declares) {
        let is_none = name.what == what::BARRIER && name.text == NONE;
        if is_none || lost.contains(&name.text) || diagnostics.len() >= MAX_MISTAKES {
            continue;
        }
        if let Some(kind) = kinds.get(&name.what) {
            diagnostics.extend(kind.follow(name));
        }
    }
    diagnostics.extend(cycles::find(&script.cues));
    diagnostics.extend(story::check(script));
    diagnostics
}

/// The named things of one kind.
struct Kind<'s> {
    what: What,
    code: &'static str,
    library: &'s dyn Sounds,
    /// The names in the order of the script.
    names: Vec<&'s str>,
    known: HashSet<&'s str>,
    /// How many of them, the first ones, the script declares.
    declared: usize,
}

impl<'s> Kind<'s> {
    fn of(what: What, code: &'static str, script: &'s Script, library: &'s dyn Sounds) -> Kind<'s> {
        let declared = script
            .names
            .iter()
            .filter(|name| name.declares && name.what == what);
        let mut names: Vec<&str> = declared.map(|name| name.text.as_str()).collect();
        let declared = names.len();
        match what {
            what::ROLE if !names.contains(&NARRATOR) => names.push(NARRATOR),
            what::SOUND | what::RECIPE => names.extend(library.names()),
            what::SPACE => {
                names.push(space::NONE);
                names.extend(space::PRESETS.words.iter().map(|preset| preset.name));
            }
            _ => {}
        }
        Kind {
            what,
            code,
            library,
            known: names.iter().copied().collect(),
            names,
            declared,
        }
    }

    fn follow(&self, name: &Name) -> Option<Diagnostic> {
        if self.known.contains(name.text.as_str()) {
            return None;
        }
        let what = self.what.0;
        let message = format!("there is no {what} named `{}`", shown(&name.text));
        let mistake = Diagnostic::error(self.code, name.span, message);
        if self.what == what::SCENE && matches!(name.text.as_str(), "END" | "DONE") {
            // Ink writes it so.
            return Some(mistake.mend("write `end` for the end of the show", name.span, END));
        }
        let compared = || self.names.iter().take(MOST_COMPARED).copied();
        let near = match self.what {
            what::SPACE => near(&name.text, compared()),
            what::SOUND | what::RECIPE => self.near_sounds(&name.text),
            _ => Vec::new(),
        };
        let mistake = match &near[..] {
            [] => mistake.did_you_mean(nearest(&name.text, compared())),
            [one] => return Some(mistake.did_you_mean(Some(one))),
            several => {
                let names = listed(several.iter().copied());
                return Some(mistake.hint(format!("the {what}s for this word are {names}")));
            }
        };
        let own = self.own();
        Some(match own.as_slice() {
            // The library has too many sounds for a list.
            [] if self.is_of_library() => mistake,
            [] => mistake.hint(format!("the script has no {what}s")),
            names if self.is_of_library() => mistake.hint(format!(
                "the script’s own {what}s are {}",
                listed(names.iter().copied())
            )),
            names => mistake.hint(format!("the {what}s are {}", listed(names.iter().copied()))),
        })
    }

    /// Returns the script's own sound with nearly the same letters, else the sounds of the library.
    fn near_sounds(&self, name: &str) -> Vec<&'s str> {
        let own = self.names[..self.declared].iter().copied();
        match nearest(name, own) {
            Some(own) => vec![own],
            None => self.library.near(name),
        }
    }

    fn is_of_library(&self) -> bool {
        matches!(self.what, what::SOUND | what::RECIPE)
    }

    /// Returns the names that a message lists: of sounds, only those of the script.
    fn own(&self) -> Vec<&'s str> {
        let all = if self.is_of_library() {
            self.declared
        } else {
            self.names.len()
        };
        self.names[..all].to_vec()
    }
}
