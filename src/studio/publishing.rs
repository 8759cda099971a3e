//! Publishes the open show, in the background. The pages get the progress, and the files that were
//! written.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use super::answer::{Failure, with_causes};
use super::desk::Desk;
use super::progress::Telling;
use crate::session::publish::{PublishOptions, Published};
use crate::session::{SessionError, Show};
use cuebook_script::PublishForm;

/// The forms to publish, and the name of their folder beside the script.
#[derive(Debug, Deserialize)]
pub(super) struct Asked {
    /// The forms; those of the script if there are none.
    #[serde(default)]
    to: Vec<String>,
    folder: Option<String>,
}

/// Whether a show is being published. One is at a time.
#[derive(Default)]
pub(super) struct Press(AtomicBool);

/// Begins to publish the open show.
///
/// # Errors
/// When no show is open, it has mistakes, or another one is being published.
pub(super) fn begin(desk: &Arc<Desk>, asked: &Asked) -> Result<Value, Failure> {
    let (show, _) = desk.show()?;
    if show.has_mistakes() {
        return Err(Failure::refused(
            "a script with mistakes cannot be published",
        ));
    }
    let options = PublishOptions {
        forms: forms(asked, &show)?,
        folder: desk.folder_beside(&show, folder(asked)?)?,
        force: false,
    };
    // A path of an interactive show is published like any other show.
    let show = Show::clone(&show).choose(None)?.show;
    if desk.press.0.swap(true, Ordering::Relaxed) {
        let message = "the show is being published already";
        return Err(Failure::new(StatusCode::TOO_MANY_REQUESTS, "busy", message));
    }
    let desk = desk.clone();
    thread::spawn(move || {
        let telling = Telling::new(&desk, "publish");
        let (voice, jobs) = (desk.voice.as_ref(), desk.jobs);
        let published = desk
            .studio
            .publish(&show, (voice, jobs), &options, &telling);
        desk.press.0.store(false, Ordering::Relaxed);
        desk.tell(&told(&desk, published));
    });
    Ok(json!({ "job": "publish" }))
}

/// Returns the name of the folder, which is one beside the script.
fn folder(asked: &Asked) -> Result<&str, Failure> {
    let name = asked.folder.as_deref().unwrap_or("published");
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.');
    match name.chars().all(is_plain) && !name.starts_with('.') && !name.trim().is_empty() {
        true => Ok(name),
        false => Err(Failure::bad(
            "the folder is one beside the script: give its name",
        )),
    }
}

fn forms(asked: &Asked, show: &Show) -> Result<Vec<PublishForm>, Failure> {
    let mut forms: Vec<PublishForm> = Vec::new();
    let own = show.script.publish.iter().map(|form| Ok(form.value));
    let named = asked.to.iter().map(|name| {
        let mut known = PublishForm::NAMES.iter();
        let known = known.find(|(own, _)| own == name);
        known
            .map(|(_, form)| *form)
            .ok_or_else(|| Failure::bad(format!("there is no form `{name}`")))
    });
    let all: Vec<Result<PublishForm, Failure>> = match asked.to.is_empty() {
        true => own.collect(),
        false => named.collect(),
    };
    for form in all {
        let form = form?;
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    match forms.is_empty() {
        true => Err(Failure::bad("name the forms, such as m4b, vtt, epub")
            .help("`publish: [m4b, vtt]` in the script names them for ever")),
        false => Ok(forms),
    }
}

/// Returns the message at the end.
fn told(desk: &Desk, published: Result<Published, SessionError>) -> Value {
    let published = match published {
        Ok(published) => published,
        Err(error) => {
            let error = with_causes(&error);
            return json!({ "is": "done", "job": "publish", "files": [], "error": error });
        }
    };
    let files = published.files.iter().map(|file| {
        let path = file.path.strip_prefix(&desk.folder).unwrap_or(&file.path);
        json!({
            "form": file.form.name(), "path": path.display().to_string(), "bytes": file.bytes,
            "state": file.state.word(),
        })
    });
    json!({
        "is": "done", "job": "publish", "files": files.collect::<Vec<_>>(), "error": null,
    })
}
