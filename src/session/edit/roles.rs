//! Edits of roles: renames and removals. A role that goes away leaves its lines to another one.

use super::homes::Home;
use super::refusal::Steps;
use super::section::CAST;
use crate::session::Show;
use cuebook_script::edit::{Key, Step, Value};
use cuebook_script::{NARRATOR, what};

impl Show {
    /// Returns the steps that rename a role in all places that name it.
    ///
    /// # Errors
    /// When there is no such role, or another one has the new name.
    pub(crate) fn rename_role(&self, old: &str, new: &str) -> Steps {
        let old = CAST.known(self, old)?;
        let taken = |name: &str| name != old && name.to_lowercase() == new.to_lowercase();
        let names = CAST.names(self);
        if let Some((name, _)) = names.iter().find(|(name, _)| name == new || taken(name)) {
            let why =
                format!("there is a role `{name}` already; to make one role of both, use `merge`");
            return Err(why.into());
        }
        let mut steps = vec![Step::Rename {
            from: old.clone(),
            to: new.to_owned(),
        }];
        if old == NARRATOR && self.script.narrator.is_none() {
            // The default narrator needs an explicit entry once it has another name.
            steps.push(Step::Set {
                path: vec!["narrator".into()],
                value: Value::words(new),
            });
        }
        Ok(steps)
    }

    /// Returns the steps that remove roles, only from the file `home` if there is one, and give their
    /// lines, choices and cues to `to`. Without it, the narrator speaks the lines and choices, and the
    /// cues have no role; a role that another file still has keeps them.
    ///
    /// # Errors
    /// When there is no such role, or one of them is the narrator or `to`.
    pub(crate) fn remove_roles(
        &self,
        roles: &[String],
        (to, home): (Option<&str>, Option<Home>),
    ) -> Steps {
        let known = |role: &str| CAST.known(self, role);
        let roles: Vec<String> = roles
            .iter()
            .map(|role| known(role))
            .collect::<Result<_, _>>()?;
        let to = to.map(known).transpose()?;
        if let Some(to) = to.as_ref().filter(|to| roles.contains(to)) {
            return Err(format!("`{to}` gets the lines, so it cannot go away").into());
        }
        let narrator = self.script.narrator.as_ref();
        let narrator = narrator.map_or(NARRATOR, |name| name.value.as_str());
        if roles.iter().any(|role| role == narrator) {
            let why = format!(
                "`{narrator}` is the narrator, who reads all words that no role speaks; \
                 `cast set` changes the voice, and `narrator:` in the script names another role"
            );
            return Err(why.into());
        }
        let stays = |role: &&String| to.is_none() && self.is_also_elsewhere(role, home);
        let gone: Vec<&String> = roles.iter().filter(|role| !stays(role)).collect();
        let of_roles = |items: &dyn Fn(&str) -> Vec<usize>| {
            let mut items: Vec<usize> = gone.iter().flat_map(|role| items(role)).collect();
            items.sort_unstable();
            items
        };
        let lines = of_roles(&|role| self.lines_of_role(role));
        let mut steps: Vec<Step> = match &to {
            Some(to) => lines
                .into_iter()
                .map(|item| by("lines", item, to))
                .collect(),
            None => Show::without_lines(lines),
        };
        let choices = of_roles(&|role| self.choices_of_role(role));
        let cues = of_roles(&|role| self.cues_of_role(role));
        for (section, items) in [("choices", choices), ("cues", cues)] {
            steps.extend(items.into_iter().map(|item| match &to {
                Some(to) => by(section, item, to),
                None => Step::Remove {
                    path: vec![section.into(), item.into(), "by".into()],
                },
            }));
        }
        steps.extend(CAST.without(self, &roles));
        Ok(steps)
    }

    /// Returns whether a file other than the one from which a role is removed has it too.
    fn is_also_elsewhere(&self, role: &str, home: Option<Home>) -> bool {
        let names = self.script.names.iter();
        let mut own =
            names.filter(|name| name.declares && name.what == what::ROLE && name.text == role);
        home.is_some_and(|home| own.any(|name| self.home_of(name.span) != home))
    }
}

/// Returns the step that gives an item of a section to a role.
fn by(section: &str, item: usize, role: &str) -> Step {
    let path: Vec<Key> = vec![section.into(), item.into(), "by".into()];
    Step::Set {
        path,
        value: Value::token(role),
    }
}
