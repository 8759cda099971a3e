//! Gestures on scenes and choices.

use serde::Deserialize;

use super::values::{Settings, anchor};
use super::{Place, Plan, Planned, Refusal, count};
use crate::session::edit::choices::{SECTION, option_path};
use crate::session::edit::cues::free_id;
use crate::session::edit::written::steps;
use crate::session::{Show, Studio};
use cuebook_script::edit::{Step, Value, items};
use cuebook_script::write::slug;

/// Adds a scene.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct AddScene {
    /// Its first word.
    word: usize,
    id: Option<String>,
    title: Option<String>,
    #[serde(default)]
    set: Settings,
}

/// Moves the beginning of a scene.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct MoveScene {
    scene: String,
    word: usize,
}

/// Changes the settings of scenes.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct SetScenes {
    scenes: Vec<String>,
    set: Settings,
}

/// Removes scenes.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct RemoveScenes {
    scenes: Vec<String>,
}

/// Adds a choice.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct AddChoice {
    at: Place,
    id: Option<String>,
    #[serde(default)]
    set: Settings,
    options: Vec<Settings>,
}

/// Adds an option to a choice.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct AddOption {
    choice: String,
    option: Settings,
}

/// Changes a choice, or an option: `CHOICE.OPTION`.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct SetChoice {
    choice: String,
    set: Settings,
}

/// Removes choices and options.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct RemoveChoices {
    choices: Vec<String>,
}

/// Moves an option to another place among those of its choice.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct MoveOption {
    /// `CHOICE.OPTION`.
    option: String,
    /// Its new place, from 0.
    to: usize,
}

/// The longest id that is made of words.
const LONGEST: usize = 21;

/// Returns an id made of words, or of `otherwise` if the words make none.
fn id_of(words: &str, otherwise: &str) -> String {
    let slug = slug(words, LONGEST);
    let is_plain = slug.is_ascii() && slug.starts_with(|c: char| c.is_ascii_lowercase());
    let is_taken = matches!(slug.as_str(), "true" | "false" | "null" | "start" | "end");
    match is_plain && !is_taken {
        true => slug,
        false => otherwise.to_owned(),
    }
}

/// Returns an id that no item of a section has.
fn fresh(show: &Show, section: &str, id: &str) -> String {
    let all = items(&show.source, section).unwrap_or_default();
    let is_taken = |name: &str| {
        let mut ids = all.iter().filter_map(|item| item.id.as_ref());
        ids.any(|(own, _)| own == name)
    };
    free_id(id, is_taken)
}

fn first_word(show: &Show, word: usize) -> Result<Value, Refusal> {
    let place = match word {
        0 => Place {
            start: true,
            ..Place::default()
        },
        word => Place {
            word: Some(word),
            ..Place::default()
        },
    };
    anchor(show, &place)
}

impl AddScene {
    pub(super) fn plan(&self, studio: &Studio, show: &Show) -> Plan {
        let title = self.title.as_deref().unwrap_or_default();
        let named = || fresh(show, "scenes", &id_of(title, "scene"));
        let id = self.id.clone().unwrap_or_else(named);
        let mut item = vec![
            ("id".to_owned(), Value::token(&id)),
            ("from".to_owned(), first_word(show, self.word)?),
        ];
        let title = self.title.as_ref();
        item.extend(title.map(|title| ("title".to_owned(), Value::words(title))));
        self.set.add_to(show, &mut item)?;
        let step = studio.addition(show, "scenes", Value::Map(item))?;
        Ok(Planned::new(format!("Add the scene {id}"), vec![step]).adding(id))
    }
}

impl MoveScene {
    pub(super) fn plan(&self, studio: &Studio, show: &Show) -> Plan {
        let index = show.scenes_by_name()?.find(&self.scene)?;
        let from = first_word(show, self.word)?;
        let steps = studio.move_scene(show, index, &from)?;
        Ok(Planned::new(
            format!("Move the scene {}", self.scene),
            steps,
        ))
    }
}

impl SetScenes {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let scenes = show.scenes_by_name()?;
        let changes = self.set.changes(show)?;
        let mut all = Vec::new();
        for scene in &self.scenes {
            let base = ["scenes".into(), scenes.find(scene)?.into()];
            all.extend(steps(&base, &changes));
        }
        let scenes = match self.scenes.as_slice() {
            [one] => one.clone(),
            several => count(several.len(), "scene"),
        };
        Ok(Planned::new(self.set.named(&scenes), all))
    }
}

impl RemoveScenes {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let scenes = show.scenes_by_name()?;
        let found = self.scenes.iter().map(|scene| scenes.find(scene));
        let steps = show.without_scenes(found.collect::<Result<_, _>>()?);
        let name = format!("Remove {}", count(self.scenes.len(), "scene"));
        Ok(Planned::new(name, steps))
    }
}

/// Returns an option as scripts write it, with an id that the others do not have.
fn option(show: &Show, own: &Settings, others: &[String]) -> Result<(String, Value), Refusal> {
    let words = own.text("say").or(own.text("words")).unwrap_or_default();
    let id = match own.text("id") {
        Some(id) => id.to_owned(),
        None => free_id(&id_of(words, "option"), |name| {
            others.iter().any(|other| other == name)
        }),
    };
    let mut item = vec![("id".to_owned(), Value::token(&id))];
    let rest = own.0.iter().filter(|(key, _)| key != "id").cloned();
    Settings(rest.collect()).add_to(show, &mut item)?;
    Ok((id, Value::Map(item)))
}

impl AddChoice {
    pub(super) fn plan(&self, studio: &Studio, show: &Show) -> Plan {
        let asked = self.set.text("ask").unwrap_or_default();
        let named = || fresh(show, SECTION, &id_of(asked, "choice"));
        let id = self.id.clone().unwrap_or_else(named);
        let mut item = vec![
            ("id".to_owned(), Value::token(&id)),
            ("at".to_owned(), anchor(show, &self.at)?),
        ];
        self.set.add_to(show, &mut item)?;
        let (mut ids, mut options) = (Vec::new(), Vec::new());
        for own in &self.options {
            let (id, value) = option(show, own, &ids)?;
            ids.push(id);
            options.push(value);
        }
        item.push(("options".to_owned(), Value::List(options)));
        let step = studio.addition(show, SECTION, Value::Map(item))?;
        Ok(Planned::new(format!("Add the choice {id}"), vec![step]).adding(id))
    }
}

impl AddOption {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let choice = show.choices_by_name()?.find(&self.choice)?;
        let own = show.script.choices.iter();
        let own = own.filter(|own| own.id.value == self.choice);
        let others = own.flat_map(|own| own.options.iter().map(|option| option.id.value.clone()));
        let (id, value) = option(show, &self.option, &others.collect::<Vec<_>>())?;
        let step = Step::Push {
            path: vec![SECTION.into(), choice.into(), "options".into()],
            item: value,
        };
        let name = format!("Add the option {id} to {}", self.choice);
        Ok(Planned::new(name, vec![step]).adding(id))
    }
}

impl SetChoice {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let base = match show.choice_place(&self.choice)? {
            (choice, None) => vec![SECTION.into(), choice.into()],
            (choice, Some(option)) => option_path(choice, option),
        };
        let steps = steps(&base, &self.set.changes(show)?);
        Ok(Planned::new(self.set.named(&self.choice), steps))
    }
}

impl MoveOption {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let (choice, Some(option)) = show.choice_place(&self.option)? else {
            return Err(Refusal::Plain(
                "an option is named CHOICE.OPTION".to_owned(),
            ));
        };
        let steps = show.moved_option(choice, option, self.to)?;
        Ok(Planned::new(format!("Move {}", self.option), steps))
    }
}

impl RemoveChoices {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let steps = show.without_choices(&self.choices)?;
        let name = format!("Remove {}", self.choices.join(", "));
        Ok(Planned::new(name, steps))
    }
}
