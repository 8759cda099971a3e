//! Finds the choices and options that an author names.

use std::process::ExitCode;

use super::SECTION;
use crate::cli::edit;
use crate::session::Show;
use crate::session::edit::find::{Thing, Things};
use cuebook_script::edit::{Value, model_of};

/// Returns the index of a choice.
pub(super) fn choice(show: &Show, name: &str) -> Result<usize, ExitCode> {
    edit::find(show, &choices(show)?, name)
}

/// Returns the index of a choice and, for `CHOICE.OPTION`, that of the option.
pub(super) fn place(show: &Show, name: &str) -> Result<(usize, Option<usize>), ExitCode> {
    let choices = choices(show)?;
    let is_choice = choices.known(name).is_some();
    match name.rsplit_once('.').filter(|_| !is_choice) {
        None => Ok((edit::find(show, &choices, name)?, None)),
        Some((choice, option)) => {
            let index = edit::find(show, &choices, choice)?;
            Ok((index, Some(find_option(show, &choices, index, option)?)))
        }
    }
}

/// Returns the choices of the show by their names.
pub(super) fn choices(show: &Show) -> Result<Things, ExitCode> {
    edit::things(show, show.choices_by_name())
}

/// Returns the index of an option of a choice.
fn find_option(show: &Show, choices: &Things, choice: usize, id: &str) -> Result<usize, ExitCode> {
    let model = model_of(&show.source).map_err(|why| edit::refused(show, *why))?;
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
    let options = show.things("option", "unknown-option", SECTION, all);
    edit::find(show, &options, id)
}
