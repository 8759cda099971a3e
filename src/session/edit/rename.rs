//! Renames a thing of a script: a scene, a line, a cue, a choice, a variable, a sound, a space. Takes the
//! text of the script with its names, and returns the places that name the thing, each with its new text.

use crate::session::Show;
use crate::session::edit::written::Change;
use cuebook_core::diagnostic::Span;
use cuebook_script::edit::{Step, Value, items, named_at};
use cuebook_script::what;
use cuebook_story::variable::is_name;
use cuebook_yaml::mapping::{Name, What};

/// Returns the places of a name, each with its new text.
///
/// # Errors
/// When another thing has the new name, or the name cannot be written at all places.
pub(crate) fn renamed(
    text: &str,
    names: &[Name],
    (what, from): (What, &str),
    to: &str,
) -> Result<Vec<(Span, String)>, String> {
    let taken = |other: &&Name| other.what == what && other.text == to && other.declares;
    if to != from && names.iter().any(|other| taken(&other)) {
        return Err(format!("there is a {} `{to}` already", what.0));
    }
    if what == what::VARIABLE && !is_name(to) {
        return Err(format!("`{to}` is no name of the state"));
    }
    let is_it = |name: &&Name| name.what == what && name.text == from;
    let places = names.iter().filter(is_it).map(|name| name.span);
    let mut places: Vec<Span> = places.collect();
    // The names are ordered by place. An alias has the place of its anchor.
    places.dedup();
    let edits = places
        .into_iter()
        .map(|span| (span, written(text, span, to)));
    let edits: Vec<(Span, String)> = edits.collect();
    check(text, names, &edits, ((what, from), to))?;
    Ok(edits)
}

impl Show {
    /// Returns the steps by which the places that name an item of a section follow its new `id`; none
    /// if the changes give it none.
    pub(crate) fn names_follow(&self, section: &str, item: usize, changes: &[Change]) -> Vec<Step> {
        let what = match section {
            "scenes" => what::SCENE,
            "lines" => what::LINE,
            "cues" => what::CUE,
            _ => return Vec::new(),
        };
        let new = changes.iter().rfind(|(key, _)| key == "id");
        let Some((_, Some(Value::Text(new)))) = new else {
            return Vec::new();
        };
        let all = items(&self.source, section).unwrap_or_default();
        let Some((old, _)) = all.get(item).and_then(|item| item.id.clone()) else {
            return Vec::new();
        };
        let names = self.own_names().into_iter();
        let named = names.filter(|name| name.what == what && name.text == old && !name.declares);
        let spans: Vec<Span> = named.map(|name| name.span).collect();
        named_at(&self.source, &spans, &new.text)
    }
}

/// Writes a name with the quotation marks of the old one, or with those that it
/// needs.
fn written(text: &str, span: Span, to: &str) -> String {
    let plain = to
        .chars()
        .all(|c| c.is_alphanumeric() || "_-. ’'".contains(c));
    match span.of(text).chars().next() {
        Some('\'') => format!("'{}'", to.replace('\'', "''")),
        Some('"') => serde_json::Value::from(to).to_string(),
        _ if plain && !to.is_empty() && to.trim() == to => to.to_owned(),
        _ => serde_json::Value::from(to).to_string(),
    }
}

/// Checks that the script has the same meaning with the new name.
fn check(
    text: &str,
    names: &[Name],
    edits: &[(Span, String)],
    ((what, from), to): ((What, &str), &str),
) -> Result<(), String> {
    let mut text = text.to_owned();
    for (span, with) in edits.iter().rev() {
        text.replace_range(span.range(), with);
    }
    let after = cuebook_script::read::read(text.as_bytes());
    if let Some(wrong) = after.diagnostics.iter().find(|d| d.code == "bad-name") {
        return Err(wrong.message.clone());
    }
    let meaning = |all: &[Name]| -> Vec<(What, String, bool)> {
        all.iter()
            .map(|name| (name.what, name.text.clone(), name.declares))
            .collect()
    };
    let mut wanted = meaning(names);
    for (own, text, _) in &mut wanted {
        if *own == what && *text == from {
            to.clone_into(text);
        }
    }
    match meaning(&after.script.names) == wanted {
        true => Ok(()),
        false => Err(format!(
            "`{to}` cannot be written everywhere; change it by hand"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_name_is_written_bare_and_others_in_quotation_marks() {
        let text = "a 'b' \"c\"";
        let span = |from, to| Span::new(from, to);
        for plain in ["rap", "a_b-c.d", "O’Neil", "O'Neil", "Anna Petrovna", "Ö2"] {
            assert_eq!(written(text, span(0, 1), plain), plain);
        }
        for (other, quoted) in [
            ("", "\"\""),
            (" a", "\" a\""),
            ("a ", "\"a \""),
            ("a: b", "\"a: b\""),
            ("a\"b", "\"a\\\"b\""),
        ] {
            assert_eq!(written(text, span(0, 1), other), quoted);
        }
        assert_eq!(written(text, span(2, 5), "it's"), "'it''s'");
        assert_eq!(written(text, span(6, 9), "it's"), "\"it's\"");
    }
}
