//! Gestures on cues: spots, beds, music and hushes.

use serde::Deserialize;

use super::values::{Settings, anchor};
use super::{Place, Plan, Planned, Refusal, count};
use crate::session::edit::written::{name_as_meant, steps};
use crate::session::{Show, Studio};
use cuebook_core::sound_format::LIBRARY;
use cuebook_script::edit::{Key, Step, Value, removals};

/// Adds a cue.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct AddCue {
    kind: Kind,
    sound: Option<String>,
    /// The length of a hush.
    length: Option<String>,
    at: Place,
    until: Option<Place>,
    id: Option<String>,
    #[serde(default)]
    set: Settings,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Spot,
    Bed,
    Music,
    Hush,
}

/// Moves a cue or its end.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct MoveCue {
    cue: String,
    at: Option<Place>,
    until: Option<Place>,
}

/// Changes the settings of cues.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct SetCues {
    cues: Vec<String>,
    set: Settings,
}

/// Removes cues.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct RemoveCues {
    cues: Vec<String>,
}

impl Kind {
    fn key(self) -> &'static str {
        match self {
            Kind::Spot => "spot",
            Kind::Bed => "bed",
            Kind::Music => "music",
            Kind::Hush => "hush",
        }
    }

    /// Returns the key of the place where it begins.
    fn begins_with(self) -> &'static str {
        match self {
            Kind::Spot | Kind::Hush => "at",
            Kind::Bed | Kind::Music => "from",
        }
    }
}

impl AddCue {
    pub(super) fn plan(&self, studio: &Studio, show: &Show) -> Plan {
        let key = self.kind.key();
        let (what, named) = match (self.kind, &self.sound, &self.length) {
            (Kind::Hush, None, Some(length)) => (length.clone(), "hush".to_owned()),
            (Kind::Hush, ..) => {
                return Err(Refusal::Plain("a hush has a `length`".to_owned()));
            }
            (_, Some(sound), None) => {
                let sound = name_as_meant(show, key, sound);
                (sound.clone(), stem(&sound))
            }
            _ => return Err(Refusal::Plain(format!("a {key} has a `sound`"))),
        };
        let id = self.id.clone().unwrap_or_else(|| show.fresh_cue_id(&named));
        let value = match what.starts_with(LIBRARY) {
            true => Value::words(&what),
            false => Value::token(&what),
        };
        let mut item = vec![
            ("id".to_owned(), Value::token(&id)),
            (key.to_owned(), value),
            (self.kind.begins_with().to_owned(), anchor(show, &self.at)?),
        ];
        if let Some(until) = &self.until {
            item.push(("until".to_owned(), anchor(show, until)?));
        }
        self.set.add_to(show, &mut item)?;
        let step = studio.addition(show, "cues", Value::Map(item))?;
        Ok(Planned::new(format!("Add {id}"), vec![step]).adding(id))
    }
}

/// Returns a short name from that of a sound, which may be a path in the user's library.
fn stem(sound: &str) -> String {
    let name = sound.rsplit('/').next().unwrap_or(sound);
    let name = name.split('.').next().unwrap_or(name);
    let slug = cuebook_script::write::slug(name, 21);
    match slug.is_ascii() && slug.starts_with(|c: char| c.is_ascii_lowercase()) {
        true => slug,
        false => "sound".to_owned(),
    }
}

fn index(show: &Show, cue: &str) -> Result<usize, Refusal> {
    Ok(show.cues_by_name()?.find(cue)?)
}

fn path(cue: usize, key: &str) -> Vec<Key> {
    vec!["cues".into(), cue.into(), key.into()]
}

impl MoveCue {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let cue = index(show, &self.cue)?;
        let begins = show.begins_with(cue);
        let places = [(begins, &self.at), ("until", &self.until)];
        let mut steps = Vec::new();
        for (key, place) in places {
            if let Some(place) = place {
                steps.push(Step::Set {
                    path: path(cue, key),
                    value: anchor(show, place)?,
                });
            }
        }
        let what = match (&self.at, &self.until) {
            (None, Some(_)) => format!("Move the end of {}", self.cue),
            _ => format!("Move {}", self.cue),
        };
        Ok(Planned::new(what, steps))
    }
}

impl SetCues {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let changes = self.set.changes(show)?;
        let mut all = Vec::new();
        for cue in &self.cues {
            let base = ["cues".into(), index(show, cue)?.into()];
            all.extend(steps(&base, &changes));
        }
        let cues = match self.cues.as_slice() {
            [one] => one.clone(),
            several => count(several.len(), "cue"),
        };
        Ok(Planned::new(self.set.named(&cues), all))
    }
}

impl RemoveCues {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let found = self.cues.iter().map(|cue| index(show, cue));
        let steps = removals("cues", found.collect::<Result<_, _>>()?);
        let cues = match self.cues.as_slice() {
            [one] => one.clone(),
            several => count(several.len(), "cue"),
        };
        Ok(Planned::new(format!("Remove {cues}"), steps))
    }
}
