//! The paths of the open show: endings, how many paths there are and how long they take, as
//! `cuebook paths --format json` prints them.

use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use super::answer::Failure;
use super::desk::Desk;

/// The figures of the last revision that was asked for.
#[derive(Default)]
pub(super) struct Surveyed(Mutex<Option<(String, Arc<Value>)>>);

/// Returns the figures of all paths. Those of a show in which nothing is decided are `null`, and so are
/// those of a show with too many states: `why` says it.
///
/// # Errors
/// When no show is open, or it has mistakes.
pub(super) fn of(desk: &Desk) -> Result<Arc<Value>, Failure> {
    let (show, revision) = desk.show()?;
    if show.has_mistakes() {
        return Err(Failure::refused(
            "the paths of a script with mistakes are not known",
        ));
    }
    let known = desk.surveyed.0.lock();
    let mut known = known.unwrap_or_else(PoisonError::into_inner);
    if let Some((own, told)) = &*known
        && *own == revision
    {
        return Ok(told.clone());
    }
    let (figures, why) = match &show.book.story {
        None => (Value::Null, Value::Null),
        Some(story) => match desk.studio.survey(&show, story, desk.voice.as_ref())? {
            Ok(survey) => (survey.as_json(story), Value::Null),
            Err(large) => (Value::Null, json!(large.message(story.all()))),
        },
    };
    let told = json!({ "revision": revision, "figures": figures, "why": why });
    let told = Arc::new(told);
    *known = Some((revision, told.clone()));
    Ok(told)
}
