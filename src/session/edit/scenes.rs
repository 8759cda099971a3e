//! Edits of scenes. They stay in the order of the text.

use super::refusal::Steps;
use crate::session::{Show, Studio};
use cuebook_script::edit::{Step, Value, model_of, removals};

impl Studio {
    /// Returns the steps that move a scene to another place, by its index in the list.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub(crate) fn move_scene(&self, show: &Show, index: usize, from: &Value) -> Steps {
        let set = Step::Set {
            path: vec!["scenes".into(), index.into(), "from".into()],
            value: from.clone(),
        };
        let tried = self.edit(show.clone(), std::slice::from_ref(&set));
        let tried = tried.map_err(|(_, why)| why)?;
        if !tried.worse.iter().any(|found| found.code == "scene-order") {
            return Ok(vec![set]);
        }
        let model = model_of(&show.source)?;
        let own = model.get("scenes").and_then(|scenes| scenes.at(index));
        let Some(Value::Map(mut item)) = own.cloned() else {
            return Ok(vec![set]);
        };
        for (key, known) in &mut item {
            if key == "from" {
                *known = from.clone();
            }
        }
        let out = Step::Remove {
            path: vec!["scenes".into(), index.into()],
        };
        let without = self.edit(show.clone(), std::slice::from_ref(&out));
        let without = without.map_err(|(_, why)| why)?;
        let step = self.addition(&without.after, "scenes", Value::Map(item))?;
        Ok(vec![out, step])
    }
}

impl Show {
    /// Returns the steps that remove scenes, by their indices. A section without scenes goes with
    /// the last one.
    pub(crate) fn without_scenes(&self, indices: Vec<usize>) -> Vec<Step> {
        let all = cuebook_script::edit::items(&self.source, "scenes").map_or(0, |all| all.len());
        let steps = removals("scenes", indices);
        match steps.len() == all {
            true => vec![Step::Remove {
                path: vec!["scenes".into()],
            }],
            false => steps,
        }
    }
}
