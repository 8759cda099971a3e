//! Measures in the background whether every line is understood, as `check --mix` does. The pages get
//! the progress, and a message when the report is there.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::answer::{Failure, with_causes};
use super::desk::Desk;
use super::document::problems::edits;
use super::document::utf16::Utf16;
use super::progress::Telling;
use super::times::LaidOut;
use crate::mix::ClipOf;
use crate::session::Show;
use crate::session::clarity::{self, Clarity, Measured};
use cuebook_core::diagnostic::{Diagnostic, Source};
use cuebook_core::id::{CueId, LineId};

/// The name of the work, in the messages to the pages.
const JOB: &str = "measure";

/// The measurement of the open show. One is at a time.
#[derive(Default)]
pub(super) struct Gauge {
    is_running: AtomicBool,
    report: Mutex<Option<Arc<Value>>>,
}

impl Gauge {
    /// Returns the last report; `null` before the first one.
    pub(super) fn report(&self) -> Arc<Value> {
        let report = self.report.lock().unwrap_or_else(PoisonError::into_inner);
        report.clone().unwrap_or_default()
    }

    fn keep(&self, report: Option<Arc<Value>>) {
        *self.report.lock().unwrap_or_else(PoisonError::into_inner) = report;
    }

    /// Forgets the report, because another show is opened.
    pub(super) fn clear(&self) {
        self.keep(None);
    }
}

/// Begins to measure the open show: the path that is played, or that of a listener who does nothing.
///
/// # Errors
/// When no show is open, it has mistakes, or one is being measured.
pub(super) fn begin(desk: &Arc<Desk>) -> Result<Value, Failure> {
    let (open, revision) = desk.show()?;
    if open.has_mistakes() {
        let message = "a script with mistakes cannot be measured";
        return Err(Failure::refused(message));
    }
    let laid_out = LaidOut::of(desk)?;
    let show = Show::clone(laid_out.show());
    let show = match show.whole {
        Some(_) => show,
        None => show.choose(None)?.show,
    };
    if desk.gauge.is_running.swap(true, Ordering::Relaxed) {
        let message = "the show is being measured already";
        return Err(Failure::new(StatusCode::TOO_MANY_REQUESTS, "busy", message));
    }
    let desk = desk.clone();
    thread::spawn(move || {
        let telling = Telling::new(&desk, JOB);
        let voice = desk.voice.as_ref();
        let measured = desk.studio.clarity(&show, voice, desk.jobs, &telling);
        desk.gauge.is_running.store(false, Ordering::Relaxed);
        let error = match measured {
            Ok(measured) => {
                let report = report(&show, &measured, &revision);
                desk.gauge.keep(Some(Arc::new(report)));
                None
            }
            Err(error) => Some(with_causes(&error)),
        };
        desk.tell(&json!({ "is": "done", "job": JOB, "files": [], "error": error }));
    });
    Ok(json!({ "job": JOB }))
}

/// Returns what was found, by the numbers of lines and cues in the document.
fn report(show: &Show, measured: &Measured, revision: &str) -> Value {
    let unclear = measured.lines.iter().filter(|line| !line.is_clear());
    let warnings = clarity::warnings(show, &measured.timeline, &measured.lines);
    let units = Utf16::of(&show.whole().source);
    let found = unclear
        .zip(&warnings)
        .filter_map(|(line, warning)| finding(show, line, warning, &units));
    json!({
        "revision": revision, "lines": measured.lines.len(), "clear": clarity::CLEAR,
        "found": found.collect::<Vec<_>>(),
    })
}

/// Returns a line that is not clear, with what covers it and what mends it.
fn finding(
    show: &Show,
    clarity: &Clarity,
    warning: &Diagnostic,
    units: &Utf16<'_>,
) -> Option<Value> {
    let (book, whole) = (&show.book, &show.whole().book);
    let line = |id: LineId| {
        let name = &book.lines[id].id;
        whole.lines.position(|own| own.id == *name).map(|own| own.0)
    };
    let cue = |id: CueId| {
        let name = &book.cues[id].id;
        whole.cues.position(|own| own.id == *name).map(|own| own.0)
    };
    let (mut cues, mut lines) = (Vec::new(), Vec::new());
    for masker in &clarity.maskers {
        match masker.of {
            ClipOf::Cue(id) => cues.extend(cue(id)),
            ClipOf::Line(id) => lines.extend(line(id)),
        }
    }
    let is_script = warning.edited() == Source::Script;
    let actions = edits(show, warning).filter(|_| is_script);
    let actions = actions.map(|(title, span, with)| {
        let change = json!({
            "from": units.at(span.start), "to": units.at(span.end), "insert": with,
        });
        let typed = json!({ "do": "script", "changes": [change] });
        json!({
            "title": title,
            "gesture": { "do": "several", "name": title, "gestures": [typed] },
        })
    });
    let margin = clarity.margin();
    Some(json!({
        "line": line(clarity.line)?, "margin": margin.is_finite().then_some(margin),
        "message": warning.message, "cues": cues, "lines": lines,
        "help": warning.hints.iter().map(|hint| &hint.text).collect::<Vec<_>>(),
        "actions": actions.collect::<Vec<_>>(),
    }))
}
