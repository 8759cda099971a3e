//! Gestures on what an interactive show remembers.

use serde::Deserialize;
use serde_json::Value as Json;

use super::values::value;
use super::{Plan, Planned, Refusal};
use crate::session::Show;
use crate::session::edit::section::STATE;
use cuebook_script::edit::Step;

/// Declares a variable, or changes its values.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct SetVariable {
    name: String,
    /// `false` or `true`, or a mapping such as `{ "from": 0, "to": 3 }`.
    value: Json,
}

/// Removes variables.
#[derive(Debug, Deserialize)]
pub(in crate::studio) struct RemoveVariables {
    names: Vec<String>,
}

impl SetVariable {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let is_new = STATE.names(show).iter().all(|(name, _)| *name != self.name);
        let step = Step::Set {
            path: vec![STATE.key.into(), self.name.as_str().into()],
            value: value(show, &self.name, &self.value)?,
        };
        let name = match is_new {
            true => format!("Remember {}", self.name),
            false => format!("Set the values of {}", self.name),
        };
        Ok(Planned::new(name, vec![step]).adding(self.name.clone()))
    }
}

impl RemoveVariables {
    pub(super) fn plan(&self, show: &Show) -> Plan {
        let known = STATE.names(show);
        let unknown = |name: &&String| known.iter().all(|(own, _)| own != *name);
        if let Some(name) = self.names.iter().find(unknown) {
            return Err(Refusal::Plain(format!(
                "the script has no variable `{name}`"
            )));
        }
        let name = format!("Forget {}", self.names.join(", "));
        Ok(Planned::new(name, STATE.without(show, &self.names)))
    }
}
