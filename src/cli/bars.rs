//! Progress bars on standard error. They are shown only on a terminal.

use std::fmt::Write;
use std::sync::Mutex;
use std::time::Duration;

use indicatif::{HumanDuration, ProgressBar, ProgressState, ProgressStyle};

use super::log;
use cuebook_core::progress::{Progress, Stage};
use cuebook_voice::pack;

/// A sequence of bars, one at a time.
#[derive(Default)]
pub(super) struct Bars {
    now: Mutex<Option<ProgressBar>>,
}

impl Bars {
    fn show(&self, bar: ProgressBar) {
        bar.enable_steady_tick(Duration::from_millis(200));
        if let Ok(mut now) = self.now.lock() {
            *now = Some(bar);
        }
    }

    fn with(&self, act: impl FnOnce(&ProgressBar)) {
        if let Ok(now) = self.now.lock() {
            now.as_ref().inspect(|bar| act(bar));
        }
    }
}

/// Returns a bar on standard error. It is hidden while the log prints.
fn bar(total: u64) -> ProgressBar {
    match log::is_on() {
        true => ProgressBar::hidden(),
        false => ProgressBar::new(total),
    }
}

/// Writes the time that is left. It is not known before a part is done.
fn left(state: &ProgressState, text: &mut dyn Write) {
    if state.pos() > 0 {
        // A bar has no place for an error of a string.
        let _ = write!(text, ", {:#} left", HumanDuration(state.eta()));
    }
}

fn style(template: &str) -> ProgressStyle {
    let style = ProgressStyle::with_template(template);
    style.map_or_else(
        |_| ProgressStyle::default_bar(),
        |style| style.progress_chars("━╸ "),
    )
}

impl Progress for Bars {
    fn begin(&self, stage: Stage, total: u64) {
        let (name, counts) = match stage {
            Stage::Voices => ("Speaking", "{pos} of {len} lines"),
            Stage::Sounds => ("Making sounds", "{pos} of {len}"),
            Stage::Loudness => ("Measuring", "{percent} %"),
            Stage::Mix => ("Mixing", "{percent} %"),
        };
        let bar = bar(total);
        let template = format!("{{msg:14}} {{bar:40}} {counts}{{left}}");
        bar.set_style(style(&template).with_key("left", left));
        bar.set_message(name);
        self.show(bar);
    }

    fn advance(&self, parts: u64) {
        self.with(|bar| bar.inc(parts));
    }

    fn end(&self) {
        self.with(ProgressBar::finish_and_clear);
    }
}

/// Returns the progress bar of an installation.
#[derive(Default)]
pub(super) struct Installing {
    bar: Option<ProgressBar>,
    what: String,
}

impl pack::Progress for Installing {
    fn step(&mut self, what: &str, done: u64, total: u64) {
        if self.what != what {
            self.finish();
            let bar = bar(total);
            bar.set_style(style("{msg:32} {bar:30} {bytes} of {total_bytes}"));
            bar.set_message(what.to_owned());
            self.what = what.to_owned();
            self.bar = Some(bar);
        }
        if let Some(bar) = &self.bar {
            bar.set_length(total);
            bar.set_position(done);
        }
    }
}

impl Installing {
    /// Removes the bar.
    pub(super) fn finish(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}
