//! Gives things other names, in all places of the script that name them.

use serde::Deserialize;

use super::typed::replaced;
use super::{Made, Refusal};
use crate::session::edit::Edited;
use crate::session::edit::choices::option_path;
use crate::session::edit::rename::renamed;
use crate::session::{Show, Studio};
use crate::studio::answer::Failure;
use cuebook_script::edit::{Step, Value};
use cuebook_script::what;
use cuebook_yaml::mapping::{Name, What};

/// Gives a thing another name.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct Rename {
    what: Thing,
    /// Its present name; `CHOICE.OPTION` for an option.
    name: String,
    to: String,
}

/// The kinds of things that can be renamed.
#[derive(Copy, Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Thing {
    Scene,
    Choice,
    Option,
    Variable,
    Cue,
    Line,
    Sound,
    Space,
}

impl Thing {
    fn what(self) -> What {
        match self {
            Thing::Scene => what::SCENE,
            Thing::Choice => what::CHOICE,
            Thing::Option => what::OPTION,
            Thing::Variable => what::VARIABLE,
            Thing::Cue => what::CUE,
            Thing::Line => what::LINE,
            Thing::Sound => what::SOUND,
            Thing::Space => what::SPACE,
        }
    }
}

impl Rename {
    pub(super) fn make(&self, studio: &Studio, show: &Show) -> Result<Made, Failure> {
        if self.to.trim().is_empty() {
            return Err(Failure::refused("a name has at least one letter"));
        }
        let edited = match self.what {
            Thing::Option => {
                let edited = studio.edit(show.clone(), &self.option(show)?);
                edited.map_err(|(_, why)| Refusal::At(why))?
            }
            thing => self.everywhere(studio, show, thing.what())?,
        };
        Ok(Made {
            name: format!("Rename {} to {}", self.name, self.to),
            id: Some(self.to.clone()),
            edited,
            is_typed: false,
        })
    }

    /// Returns the show with the new name in all its files.
    fn everywhere(&self, studio: &Studio, show: &Show, what: What) -> Result<Edited, Failure> {
        let has = |text: &str| {
            let mut names = show.script.names.iter();
            names.any(|name| name.declares && name.what == what && name.text == text)
        };
        if !has(&self.name) {
            let message = format!("the script has no {} `{}`", what.0, self.name);
            return Err(Failure::refused(message));
        }
        if self.to != self.name && has(&self.to) {
            let message = format!("there is a {} `{}` already", what.0, self.to);
            return Err(Failure::refused(message));
        }
        let text = |text: &str, names: &[Name]| {
            let edits = renamed(text, names, (what, &self.name), &self.to);
            let edits = edits.map_err(Failure::refused)?;
            let edits = edits.iter().map(|(span, with)| (*span, with.as_str()));
            replaced(text, edits.collect())
        };
        let shared = show.shared.iter().map(|file| {
            let now = text(&file.text, &show.shared_names(file))?;
            Ok((file.path.as_str(), now))
        });
        let shared: Vec<(&str, String)> = shared.collect::<Result<_, Failure>>()?;
        let changed = shared.iter().zip(&show.shared);
        let changed = changed.filter(|((_, now), file)| *now != file.text);
        let changed = changed.map(|((path, now), _)| (*path, now.as_str()));
        let changed: Vec<(&str, &str)> = changed.collect();
        let script = text(&show.source, &show.own_names())?;
        Ok(studio.rewrite_all(show.clone(), Some(&script), &changed))
    }

    /// Returns the steps that rename an option. The default of its choice follows.
    fn option(&self, show: &Show) -> Result<Vec<Step>, Refusal> {
        let (choice, option) = show.choice_place(&self.name)?;
        let (Some(option), Some((_, own))) = (option, self.name.rsplit_once('.')) else {
            return Err(Refusal::Plain(
                "an option is named CHOICE.OPTION".to_owned(),
            ));
        };
        let mut path = option_path(choice, option);
        path.push("id".into());
        let set = Step::Set {
            path,
            value: Value::token(&self.to),
        };
        let follows = show.default_follows(choice, own, &self.to);
        Ok([set].into_iter().chain(follows).collect())
    }
}
