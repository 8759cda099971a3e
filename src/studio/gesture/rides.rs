//! Gestures on the rides of a cue: one is added, changed or removed, and the others keep their bytes.

use serde::Deserialize;

use super::values::Settings;
use super::{Plan, Planned, Refusal};
use crate::session::Show;
use crate::session::edit::written::steps;
use cuebook_script::edit::{Beside, Key, Step, Value, model_of};

/// Changes a ride of a cue.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct ChangeRide {
    cue: String,
    /// The number of the ride; none adds one.
    ride: Option<usize>,
    /// The number of the ride before which a new one is written; none writes it last.
    before: Option<usize>,
    /// The keys of the ride; none removes it.
    set: Option<Settings>,
}

/// The rides as the script writes them: a list, or one alone.
enum Written {
    None,
    One(Value),
    List(usize),
}

impl ChangeRide {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let cue = show.cues_by_name()?.find(&self.cue)?;
        let written = written(show, cue)?;
        let path = vec!["cues".into(), cue.into(), "ride".into()];
        let (what, steps) = match (self.ride, &self.set) {
            (None, Some(set)) => ("Add", self.added(show, written, path, set)?),
            (Some(ride), Some(set)) => {
                let changes = set.changes(show)?;
                ("Change", steps(&place(&written, path, ride)?, &changes))
            }
            (Some(ride), None) => {
                let path = match written {
                    // Without its last ride, the cue has no list either.
                    Written::List(1) if ride == 0 => path,
                    written => place(&written, path, ride)?,
                };
                ("Remove", vec![Step::Remove { path }])
            }
            (None, None) => {
                return Err(Refusal::Plain("a new ride has keys in `set`".to_owned()));
            }
        };
        Ok(Planned::new(
            format!("{what} a ride of {}", self.cue),
            steps,
        ))
    }

    fn added(
        &self,
        show: &Show,
        written: Written,
        path: Vec<Key>,
        set: &Settings,
    ) -> Result<Vec<Step>, Refusal> {
        let mut keys = Vec::new();
        set.add_to(show, &mut keys)?;
        let item = Value::Map(keys);
        let step = match (written, self.before) {
            (Written::None, _) => Step::Set {
                path,
                value: Value::List(vec![item]),
            },
            (Written::One(other), before) => Step::Set {
                path,
                value: Value::List(match before {
                    Some(_) => vec![item, other],
                    None => vec![other, item],
                }),
            },
            (Written::List(count), Some(before)) if before < count => Step::Insert {
                path,
                beside: Beside::Before(before),
                item,
            },
            (Written::List(_), _) => Step::Push { path, item },
        };
        Ok(vec![step])
    }
}

/// Returns how the script writes the rides of a cue.
fn written(show: &Show, cue: usize) -> Result<Written, Refusal> {
    let model = model_of(&show.source).map_err(Refusal::At)?;
    let own = model.get("cues").and_then(|cues| cues.at(cue));
    Ok(match own.and_then(|own| own.get("ride")) {
        None => Written::None,
        Some(Value::List(rides)) => Written::List(rides.len()),
        Some(one) => Written::One(one.clone()),
    })
}

/// Returns the path of a ride.
fn place(written: &Written, mut path: Vec<Key>, ride: usize) -> Result<Vec<Key>, Refusal> {
    match written {
        Written::One(_) if ride == 0 => {}
        Written::List(count) if ride < *count => path.push(ride.into()),
        _ => return Err(Refusal::Plain("the cue has no such ride".to_owned())),
    }
    Ok(path)
}
