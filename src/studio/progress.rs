//! The progress of long work, for the pages.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::json;

use super::desk::Desk;
use cuebook_core::progress::{Progress, Stage};

/// How often the pages get the progress.
const CALM: Duration = Duration::from_millis(100);

/// Sends the progress to the pages.
pub(super) struct Telling<'d> {
    desk: &'d Desk,
    job: &'static str,
    stage: Mutex<Progressed>,
}

#[derive(Default)]
struct Progressed {
    name: &'static str,
    done: u64,
    all: u64,
    told: Option<Instant>,
}

impl<'d> Telling<'d> {
    /// Prepares the messages about a job of this name.
    pub(super) fn new(desk: &'d Desk, job: &'static str) -> Telling<'d> {
        Telling {
            desk,
            job,
            stage: Mutex::default(),
        }
    }

    fn change(&self, change: impl FnOnce(&mut Progressed)) {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        change(&mut stage);
        if stage.told.is_none_or(|told| told.elapsed() > CALM) {
            stage.told = Some(Instant::now());
            self.desk.tell(&json!({
                "is": "progress", "job": self.job, "done": stage.done, "all": stage.all,
                "text": stage.name,
            }));
        }
    }
}

impl Progress for Telling<'_> {
    fn begin(&self, stage: Stage, total: u64) {
        let name = match stage {
            Stage::Voices => "speaking",
            Stage::Sounds => "making sounds",
            Stage::Loudness => "measuring",
            Stage::Mix => "mixing",
        };
        self.change(|own| {
            *own = Progressed {
                name,
                all: total,
                ..Progressed::default()
            };
        });
    }

    fn advance(&self, parts: u64) {
        self.change(|own| own.done += parts);
    }

    fn end(&self) {
        self.change(|own| own.done = own.all);
    }
}
