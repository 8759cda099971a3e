//! Gestures on what a script names: roles, sounds, pronunciations, and the show itself.

use serde::Deserialize;

use super::values::Settings;
use super::{Plan, Planned, Refusal, called, home};
use crate::session::Show;
use crate::session::edit::pronounce::Pronounced;
use crate::session::edit::section::{CAST, SOUNDS};
use crate::session::edit::written::steps;
use cuebook_script::edit::Value;

/// Changes the settings of a role, or makes a new one.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct Cast {
    role: String,
    set: Settings,
    /// The file that is changed: `script`, or the path of a shared file.
    #[serde(rename = "in")]
    pub(super) home: Option<String>,
}

/// Gives a role another name.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct RenameRole {
    role: String,
    to: String,
}

/// Removes roles.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct RemoveRoles {
    roles: Vec<String>,
    /// The role that gets their lines; the narrator if there is none.
    to: Option<String>,
}

/// Sets how a word is spoken.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct Pronounce {
    word: String,
    /// A respelling.
    #[serde(rename = "as")]
    respelt: Option<String>,
    ipa: Option<String>,
    /// The file that is changed: `script`, or the path of a shared file.
    #[serde(rename = "in")]
    pub(super) home: Option<String>,
}

/// Sets keys from the root of the script.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct SetShow {
    set: Settings,
    /// The file that is changed: `script`, or the path of a shared file.
    #[serde(rename = "in")]
    pub(super) home: Option<String>,
}

/// Defines a sound, or changes it.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct SetSound {
    name: String,
    set: Settings,
    /// The file that is changed: `script`, or the path of a shared file.
    #[serde(rename = "in")]
    pub(super) home: Option<String>,
}

/// Removes a sound that the script defines.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct RemoveSound {
    name: String,
}

impl Cast {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let base = ["cast".into(), self.role.as_str().into()];
        let steps = steps(&base, &self.set.changes(show)?);
        let role = &self.role;
        let first = self.set.0.first().map(|(key, value)| (key.as_str(), value));
        let name = match (self.set.text("voice"), first) {
            (Some(voice), _) => format!("Cast {voice} as {role}"),
            (None, Some(("voice", value))) if value.is_object() => {
                format!("Mix a voice for {role}")
            }
            (None, Some((key, _))) => match key.strip_prefix("in.") {
                Some(there) => {
                    let scene = there.split('.').next().unwrap_or(there);
                    format!("Change {role} in {scene}")
                }
                None => format!("Set the {} of {role}", called(key)),
            },
            (None, None) => format!("Change {role}"),
        };
        Ok(Planned::new(name, steps))
    }
}

impl RenameRole {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let steps = show.rename_role(&self.role, &self.to)?;
        let name = format!("Rename {} to {}", self.role, self.to);
        Ok(Planned::new(name, steps))
    }
}

impl RemoveRoles {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let known = self.roles.iter().map(|role| CAST.known(show, role));
        let roles: Vec<String> = known.collect::<Result<_, _>>()?;
        let steps = show.remove_roles(&roles, (self.to.as_deref(), None))?;
        Ok(Planned::new(format!("Remove {}", roles.join(", ")), steps))
    }
}

impl Pronounce {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let value = match (&self.respelt, &self.ipa) {
            (Some(respelt), None) => Value::words(respelt),
            (None, Some(ipa)) => Value::single("ipa", Value::words(ipa)),
            _ => return Err(Refusal::Plain("give `as` or `ipa`".to_owned())),
        };
        let chosen = self.home.as_deref().map(|path| home(show, path));
        let place = show.pronounced_at(&self.word, chosen.transpose()?);
        if let Pronounced::List(list) = place {
            let word = &self.word;
            let why = format!(
                "`{word}` is in the list `{list}`, which other shows may use; change it there"
            );
            return Err(Refusal::Plain(why));
        }
        let steps = place.step(&self.word, value).into_iter().collect();
        Ok(Planned::new(format!("Pronounce {}", self.word), steps))
    }
}

impl SetShow {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let steps = steps(&[], &self.set.changes(show)?);
        let what = self
            .set
            .0
            .first()
            .map_or("settings", |(key, _)| called(key));
        Ok(Planned::new(format!("Set the {what}"), steps))
    }
}

impl SetSound {
    /// Defines a sound under a name that is not taken.
    pub(super) fn add(&self, show: &Show) -> Plan {
        let wanted = self.name.to_lowercase();
        let names = SOUNDS.names(show);
        if names.iter().any(|(name, _)| name.to_lowercase() == wanted) {
            let why = format!("the script has a sound `{}` already", self.name);
            return Err(Refusal::Plain(why));
        }
        self.with(show, &format!("Define the sound {}", self.name))
    }

    pub(super) fn set(&self, show: &Show) -> Plan {
        SOUNDS.known(show, &self.name)?;
        self.with(show, &format!("Change the sound {}", self.name))
    }

    fn with(&self, show: &Show, name: &str) -> Plan {
        let base = ["sounds".into(), self.name.as_str().into()];
        Ok(Planned::new(name, steps(&base, &self.set.changes(show)?)))
    }
}

impl RemoveSound {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let name = SOUNDS.known(show, &self.name)?;
        let steps = SOUNDS.without(show, std::slice::from_ref(&name));
        Ok(Planned::new(format!("Remove the sound {name}"), steps))
    }
}
