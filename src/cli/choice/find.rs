//! Finds the choices and options that an edit names.

use std::process::ExitCode;

use super::super::edit;
use super::SECTION;
use crate::session::Show;
use cuebook_core::diagnostic::Span;
use cuebook_script::edit::{Item, Value, items, model_of};

/// Returns the index of a choice and, for `CHOICE.OPTION`, that of the option.
pub(super) fn place(show: &Show, name: &str) -> Result<(usize, Option<usize>), ExitCode> {
    let known = known(show)?;
    let is_choice = known.iter().any(|(id, _)| id == name);
    match name.rsplit_once('.').filter(|_| !is_choice) {
        None => Ok((choice(show, name)?, None)),
        Some((choice, option)) => {
            let index = self::choice(show, choice)?;
            Ok((index, Some(option_of(show, index, option)?)))
        }
    }
}

fn listed(show: &Show) -> Result<Vec<Item>, ExitCode> {
    items(&show.source, SECTION).map_err(|why| edit::refused(show, *why))
}

/// Returns the ids of the choices with their places.
fn known(show: &Show) -> Result<Vec<(String, Span)>, ExitCode> {
    Ok(listed(show)?
        .into_iter()
        .filter_map(|item| item.id)
        .collect())
}

/// Returns the index of a choice in the list.
pub(super) fn choice(show: &Show, id: &str) -> Result<usize, ExitCode> {
    let all = listed(show)?;
    let is_it = |item: &Item| item.id.as_ref().is_some_and(|(own, _)| own == id);
    let Some(place) = all.iter().position(is_it) else {
        let unknown = edit::Unknown {
            code: "unknown-choice",
            what: "choice",
            name: id,
            section: SECTION,
        };
        return Err(unknown.print(show, &known(show)?));
    };
    Ok(place)
}

/// Returns the index of an option of a choice.
fn option_of(show: &Show, choice: usize, id: &str) -> Result<usize, ExitCode> {
    let model = model_of(&show.source).map_err(|why| edit::refused(show, *why))?;
    let own = model.get(SECTION).and_then(|all| all.at(choice));
    let options = match own.and_then(|choice| choice.get("options")) {
        Some(Value::List(options)) => options.as_slice(),
        _ => &[],
    };
    let name = |option: &Value| match option.get("id") {
        Some(Value::Text(text)) => text.text.clone(),
        _ => String::new(),
    };
    let place = options.iter().position(|option| name(option) == id);
    place.ok_or_else(|| {
        let span = listed(show)
            .ok()
            .and_then(|all| Some(all.get(choice)?.span));
        let names = options
            .iter()
            .map(|option| (name(option), span.unwrap_or_default()));
        let known: Vec<(String, Span)> = names.collect();
        let unknown = edit::Unknown {
            code: "unknown-option",
            what: "option",
            name: id,
            section: SECTION,
        };
        unknown.print(show, &known)
    })
}
