//! Checks the choices of an interactive show, as far as they need no prose.

use crate::read::ways::END;
use crate::{Choice, Script};
use cuebook_core::diagnostic::{Diagnostic, Spanned, nearest, shown};
use cuebook_yaml::mapping::listed;

/// Returns the mistakes in the choices, and in the ids of scenes that ways cannot name.
pub(super) fn check(script: &Script) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = script.choices.iter().filter_map(default).collect();
    if script.is_interactive() {
        let ends = script.scenes.iter().filter(|scene| scene.id.value == END);
        found.extend(ends.map(|scene| reserved(&scene.id)));
    }
    found
}

fn reserved(id: &Spanned<String>) -> Diagnostic {
    let message = "`end` is the end of the show, so no scene may have this id";
    Diagnostic::error("bad-name", id.span, message).hint("for example `the-end`")
}

/// Reports a default that is missing or that is not an option.
fn default(choice: &Choice) -> Option<Diagnostic> {
    let names = || choice.options.iter().map(|option| option.id.value.as_str());
    let Some(default) = &choice.default else {
        let wait = choice.patience()?;
        let message = format!(
            "the choice `{}` waits {} s, but has no `default`",
            shown(&choice.id),
            wait.value.0
        );
        let mistake = Diagnostic::error("missing-key", wait.span, message);
        return Some(match names().next() {
            Some(first) => mistake.hint(format!(
                "name the option that is taken when the time is over, for example `default: {first}`"
            )),
            None => mistake,
        });
    };
    if choice.options.is_empty() || names().any(|name| name == default.value) {
        return None;
    }
    let message = format!(
        "the choice `{}` has no option named `{}`",
        shown(&choice.id),
        shown(default)
    );
    Some(
        Diagnostic::error("unknown-option", default.span, message)
            .did_you_mean(nearest(default, names()))
            .hint(format!("its options are {}", listed(names()))),
    )
}
