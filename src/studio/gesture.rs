//! Gestures: what a page asks to change. Each becomes steps of an edit that keeps all other bytes of
//! the script, and has a name for the list of steps.

mod cues;
mod lines;
mod named;
mod rename;
mod rides;
mod state;
mod story;
mod typed;
mod values;

use std::path::Path;

use serde::Deserialize;

use super::answer::Failure;
use super::document::place::Place;
use crate::session::edit::refusal::Refusal;
use crate::session::edit::{Edited, Home};
use crate::session::{Show, Studio};

/// What a page calls the script, where it chooses among the files of a show.
const SCRIPT: &str = "script";

/// What a page asks to change.
#[derive(Debug, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case", deny_unknown_fields)]
pub(super) enum Gesture {
    Line(lines::ChangeLines),
    Split(lines::Split),
    Join(lines::Named),
    Unline(lines::Named),
    Settle(lines::Settle),
    AddCue(cues::AddCue),
    MoveCue(cues::MoveCue),
    SetCue(cues::SetCues),
    RemoveCue(cues::RemoveCues),
    Ride(rides::ChangeRide),
    AddScene(story::AddScene),
    MoveScene(story::MoveScene),
    SetScene(story::SetScenes),
    RemoveScene(story::RemoveScenes),
    AddChoice(story::AddChoice),
    AddOption(story::AddOption),
    SetChoice(story::SetChoice),
    RemoveChoice(story::RemoveChoices),
    MoveOption(story::MoveOption),
    SetVariable(state::SetVariable),
    RemoveVariable(state::RemoveVariables),
    Rename(rename::Rename),
    Cast(named::Cast),
    RenameRole(named::RenameRole),
    RemoveRole(named::RemoveRoles),
    Pronounce(named::Pronounce),
    SetShow(named::SetShow),
    AddSound(named::SetSound),
    SetSound(named::SetSound),
    RemoveSound(named::RemoveSound),
    Script(typed::Typed),
    Fix(typed::Fix),
    Several(Several),
}

/// Several gestures that are one step.
#[derive(Debug, Deserialize)]
pub(super) struct Several {
    name: String,
    gestures: Vec<Gesture>,
}

/// A gesture that is not written yet.
pub(super) struct Made {
    /// The name of the step.
    pub name: String,
    /// The id of what was added.
    pub id: Option<String>,
    pub edited: Edited,
    /// Whether it is text as typed, which may have mistakes.
    pub is_typed: bool,
}

/// The steps of a gesture, with its name and the id of what it adds.
pub(super) struct Planned {
    name: String,
    id: Option<String>,
    steps: Vec<cuebook_script::edit::Step>,
}

impl Planned {
    fn new(name: impl Into<String>, steps: Vec<cuebook_script::edit::Step>) -> Planned {
        Planned {
            name: name.into(),
            id: None,
            steps,
        }
    }

    fn adding(self, id: String) -> Planned {
        Planned {
            id: Some(id),
            ..self
        }
    }
}

/// The steps of a gesture, or why it cannot be made.
type Plan = Result<Planned, Refusal>;

impl Gesture {
    /// Makes the gesture, without writing it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub(super) fn make(&self, studio: &Studio, show: &Show) -> Result<Made, Failure> {
        match self {
            Gesture::Script(typed) => typed.make(studio, show),
            Gesture::Fix(fix) => fix.make(studio, show),
            Gesture::Rename(rename) => rename.make(studio, show),
            Gesture::Several(several) => several.make(studio, show),
            other => {
                let planned = other.plan(studio, show)?;
                let edited = studio.edit_in(show.clone(), &planned.steps, other.home(show)?);
                let edited = edited.map_err(|(_, why)| Refusal::At(why))?;
                Ok(Made {
                    name: planned.name,
                    id: planned.id,
                    edited,
                    is_typed: false,
                })
            }
        }
    }

    /// Returns the file that the user chose for the gesture. Without one it changes the file that has
    /// the thing, and a new thing goes to the script.
    fn home(&self, show: &Show) -> Result<Option<Home>, Refusal> {
        let chosen = match self {
            Gesture::Cast(own) => own.home.as_deref(),
            Gesture::Pronounce(own) => own.home.as_deref(),
            Gesture::SetShow(own) => own.home.as_deref(),
            Gesture::AddSound(own) | Gesture::SetSound(own) => own.home.as_deref(),
            _ => None,
        };
        chosen.map(|path| home(show, path)).transpose()
    }

    fn plan(&self, studio: &Studio, show: &Show) -> Plan {
        match self {
            Gesture::Line(own) => own.plan(studio, show),
            Gesture::Split(own) => own.plan(studio, show),
            Gesture::Join(own) => own.join(show),
            Gesture::Unline(own) => own.remove(show),
            Gesture::Settle(own) => own.plan(show),
            Gesture::AddCue(own) => own.plan(studio, show),
            Gesture::MoveCue(own) => own.plan(show),
            Gesture::SetCue(own) => own.plan(show),
            Gesture::RemoveCue(own) => own.plan(show),
            Gesture::Ride(own) => own.plan(show),
            Gesture::AddScene(own) => own.plan(studio, show),
            Gesture::MoveScene(own) => own.plan(studio, show),
            Gesture::SetScene(own) => own.plan(show),
            Gesture::RemoveScene(own) => own.plan(show),
            Gesture::AddChoice(own) => own.plan(studio, show),
            Gesture::AddOption(own) => own.plan(show),
            Gesture::SetChoice(own) => own.plan(show),
            Gesture::RemoveChoice(own) => own.plan(show),
            Gesture::MoveOption(own) => own.plan(show),
            Gesture::SetVariable(own) => own.plan(show),
            Gesture::RemoveVariable(own) => own.plan(show),
            Gesture::Cast(own) => own.plan(show),
            Gesture::RenameRole(own) => own.plan(show),
            Gesture::RemoveRole(own) => own.plan(show),
            Gesture::Pronounce(own) => own.plan(show),
            Gesture::SetShow(own) => own.plan(show),
            Gesture::AddSound(own) => own.add(show),
            Gesture::SetSound(own) => own.set(show),
            Gesture::RemoveSound(own) => own.plan(show),
            Gesture::Script(_) | Gesture::Fix(_) | Gesture::Rename(_) | Gesture::Several(_) => {
                Err(Refusal::Plain("this is not one edit".to_owned()))
            }
        }
    }
}

/// Returns the file of a show with a path as the page has it.
fn home(show: &Show, path: &str) -> Result<Home, Refusal> {
    let home = match path {
        SCRIPT => Some(Home::Script),
        path => show.home(Path::new(path)),
    };
    home.ok_or_else(|| Refusal::Plain(format!("the show has no shared file `{path}`")))
}

impl Several {
    fn make(&self, studio: &Studio, show: &Show) -> Result<Made, Failure> {
        let mut now = show.clone();
        let (mut id, mut is_typed) = (None, false);
        for gesture in &self.gestures {
            if matches!(gesture, Gesture::Several(_)) {
                return Err(Failure::bad("`several` cannot contain another `several`"));
            }
            let made = gesture.make(studio, &now)?;
            is_typed |= made.is_typed;
            id = made.id.or(id);
            now = made.edited.after;
        }
        Ok(Made {
            name: self.name.clone(),
            id,
            edited: Edited::between(show.clone(), now),
            is_typed,
        })
    }
}

/// Returns what a key is called in the name of a step: `pause` for `pause.after`.
fn called(key: &str) -> &str {
    match key.split_once('.') {
        Some(("place" | "mix" | "meta", below)) => below.rsplit('.').next().unwrap_or(below),
        Some((first, _)) => first,
        None if key == "show" => "title",
        None if key == "tags" => "speech tags",
        None if key == "effect" => "device",
        None if key == "in" => "scenes",
        None => key,
    }
}

/// Returns a number of things in words: `a line`, `3 lines`.
fn count(number: usize, what: &str) -> String {
    match number {
        1 => format!("a {what}"),
        number => format!("{number} {what}s"),
    }
}
