//! The versions of the document of the open show. Each one is counted, and all pages hear the patch that
//! makes it of the version before.

use std::sync::Arc;

use serde::Serialize;

use super::{Desk, Open};
use crate::studio::answer::Failure;
use crate::studio::document::written::Written;
use crate::studio::document::{self, Around};
use crate::studio::{language, patch};

impl Desk {
    /// Writes the document of an open show.
    pub(super) fn written(&self, open: &Open) -> Result<Written, Failure> {
        let around = Around {
            version: open.version,
            revision: &open.revision,
            history: open.history.told(),
            story_mistakes: &open.show.story_mistakes(),
            voices: match self.voice.is_stand_in() {
                true => "stand-in",
                false => "natural",
            },
            path: open.name.clone(),
            uri: language::address(&open.show.path),
        };
        document::of(&open.show, &around).map_err(|error| Failure::failed(error.to_string()))
    }

    /// Counts a change of the document, and returns it for the pages that have the version before.
    pub(super) fn advance(&self, open: &mut Open) -> Result<Option<Arc<str>>, Failure> {
        let from = open.version;
        open.version += 1;
        let Some(before) = open.document.take() else {
            return Ok(None);
        };
        let after = self.written(open)?;
        let patch = patch::between((from, &before), (open.version, &after));
        open.document = Some(after);
        Ok(patch.map(Arc::from))
    }

    /// Says to all pages that there is another version of the document.
    pub(super) fn told(&self, open: &Open, (step, by): (Option<&str>, &str), patch: Option<&str>) {
        let news = News {
            is: "show",
            version: open.version,
            revision: &open.revision,
            step,
            by,
        };
        // Without a page nobody listens.
        let _ = self.news.send(with_patch(&news, patch).into());
    }
}

/// What all pages hear of another version of the document.
#[derive(Serialize)]
struct News<'n> {
    is: &'static str,
    version: u64,
    revision: &'n str,
    step: Option<&'n str>,
    by: &'n str,
}

/// Returns a JSON mapping with one more key, whose value is JSON already.
pub(super) fn with_patch(told: &impl Serialize, patch: Option<&str>) -> String {
    let mut text = serde_json::to_string(told).unwrap_or_default();
    if let Some(patch) = patch
        && text.pop() == Some('}')
    {
        text += &format!(",\"patch\":{patch}}}");
    }
    text
}
