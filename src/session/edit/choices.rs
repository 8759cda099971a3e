//! Edits of choices: finds the choices and options that an author names, and removes them.

use super::find::Thing;
use super::refusal::Steps;
use crate::session::Show;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_script::edit::{Beside, Key, Step, Value, items, model_of, removals};

/// The key of the section.
pub(crate) const SECTION: &str = "choices";

impl Show {
    /// Returns the index of a choice and, for `CHOICE.OPTION`, that of the option.
    ///
    /// # Errors
    /// When there is none.
    pub(crate) fn choice_place(
        &self,
        name: &str,
    ) -> Result<(usize, Option<usize>), Box<Diagnostic>> {
        let choices = self.choices_by_name()?;
        let is_choice = choices.known(name).is_some();
        match name.rsplit_once('.').filter(|_| !is_choice) {
            None => Ok((choices.find(name)?, None)),
            Some((choice, option)) => {
                let index = choices.find(choice)?;
                Ok((index, Some(self.option_place(index, option)?)))
            }
        }
    }

    /// Returns the index of an option of a choice.
    fn option_place(&self, choice: usize, id: &str) -> Result<usize, Box<Diagnostic>> {
        let choices = self.choices_by_name()?;
        let model = model_of(&self.source)?;
        let own = model.get(SECTION).and_then(|all| all.at(choice));
        let options = match own.and_then(|choice| choice.get("options")) {
            Some(Value::List(options)) => options.as_slice(),
            _ => &[],
        };
        let option = |option: &Value| Thing {
            name: match option.get("id") {
                Some(Value::Text(text)) => Some(text.text.clone()),
                _ => None,
            },
            span: choices.all[choice].span,
            words: Vec::new(),
        };
        let all = options.iter().map(option).collect();
        let options = self.things("option", "unknown-option", SECTION, all);
        options.find(id)
    }

    /// Returns the step that gives a choice the new id of the option that is its default; none if it
    /// is not its default.
    pub(crate) fn default_follows(&self, choice: usize, option: &str, id: &str) -> Option<Step> {
        let span = items(&self.source, SECTION).ok()?.get(choice)?.span;
        let own = self.script.choices.iter().find(|own| own.span == span)?;
        let default = own.default.as_ref()?;
        (default.value == option && !id.is_empty()).then(|| Step::Set {
            path: vec![SECTION.into(), choice.into(), "default".into()],
            value: Value::token(id),
        })
    }

    /// Returns the steps that move an option to another place among those of its choice.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub(crate) fn moved_option(&self, choice: usize, option: usize, to: usize) -> Steps {
        let path = option_path(choice, option);
        let model = model_of(&self.source)?;
        let own = model.get(SECTION).and_then(|all| all.at(choice));
        let options = own.and_then(|own| own.get("options"));
        let all = match options {
            Some(Value::List(all)) => all.as_slice(),
            _ => &[],
        };
        let (Some(item), true) = (all.get(option), to < all.len()) else {
            return Err("the choice has no such place".to_owned().into());
        };
        if option == to {
            return Ok(Vec::new());
        }
        let beside = match to {
            0 => Beside::Before(0),
            to => Beside::Behind(to - 1),
        };
        let insert = Step::Insert {
            path: path[..path.len() - 1].to_vec(),
            beside,
            item: item.clone(),
        };
        Ok(vec![Step::Remove { path }, insert])
    }

    /// Returns the steps that remove choices and options. A section without choices goes with the
    /// last one.
    ///
    /// # Errors
    /// When there is no such choice or option.
    pub(crate) fn without_choices(&self, names: &[String]) -> Steps {
        let mut choices = Vec::new();
        let mut options = Vec::new();
        for name in names {
            match self.choice_place(name)? {
                (choice, None) => choices.push(choice),
                (choice, Some(option)) => options.push((choice, option)),
            }
        }
        options.retain(|(choice, _)| !choices.contains(choice));
        options.sort_unstable();
        options.dedup();
        let gone = options
            .into_iter()
            .rev()
            .map(|(choice, option)| Step::Remove {
                path: option_path(choice, option),
            });
        let mut steps: Vec<Step> = gone.collect();
        let all = items(&self.source, SECTION).map_or(0, |all| all.len());
        let gone = removals(SECTION, choices);
        match gone.len() == all && all > 0 {
            true => Ok(vec![Step::Remove {
                path: vec![SECTION.into()],
            }]),
            false => {
                steps.extend(gone);
                Ok(steps)
            }
        }
    }
}

/// Returns the path of an option.
pub(crate) fn option_path(choice: usize, option: usize) -> Vec<Key> {
    vec![
        SECTION.into(),
        choice.into(),
        "options".into(),
        option.into(),
    ]
}
