//! Gives things other names, in all places of the script that name them.

use serde::Deserialize;

use super::typed::replaced;
use super::{Made, Refusal};
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
            thing => studio.rewrite(show.clone(), &self.everywhere(show, thing.what())?),
        };
        Ok(Made {
            name: format!("Rename {} to {}", self.name, self.to),
            id: Some(self.to.clone()),
            edited,
            is_typed: false,
        })
    }

    /// Returns the script with the new name.
    fn everywhere(&self, show: &Show, what: What) -> Result<String, Failure> {
        let mut names = show.script.names.iter().cloned();
        let shared = |name: &Name| name.what == what && name.text == self.name;
        let shared = names.find(|name| shared(name) && !show.script.is_own(name.span));
        if let Some((file, _)) = shared.and_then(|name| show.shared_place(name.span)) {
            let (name, path) = (&self.name, &show.shared[file].path);
            let why =
                format!("`{name}` is in `{path}`, which other scripts may use; change it there");
            return Err(Failure::refused(why));
        }
        let names = show.own_names();
        let names = &names;
        let is_it = |name: &Name| name.declares && name.what == what && name.text == self.name;
        if !names.iter().any(is_it) {
            let message = format!("the script has no {} `{}`", what.0, self.name);
            return Err(Failure::refused(message));
        }
        let edits = renamed(&show.source, names, (what, &self.name), &self.to);
        let edits = edits.map_err(Failure::refused)?;
        let edits = edits.iter().map(|(span, with)| (*span, with.as_str()));
        replaced(&show.source, edits.collect())
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
