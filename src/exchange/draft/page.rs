//! The cue script of a draft, written out.
//!
//! In: the parts of a draft. Out: YAML. Always true: whatever an author wrote
//! stands in quotation marks or behind a comment sign.

use std::fmt::Write;

use super::anchor::Named;
use super::cues::{Cue, Place};
use super::manner::Line;
use super::place::{From, Scene};
use super::told::Told;
use super::{DraftOptions, cast, remark, titled};
use crate::exchange::fountain::Screenplay;
use crate::script::write::{self, Rows, name, quoted};
use crate::script::{Edge, Quote};

/// All that the script tells.
pub(super) struct Sheet<'a> {
    pub play: &'a Screenplay,
    pub options: &'a DraftOptions,
    pub told: &'a Told,
    pub scenes: &'a [Scene],
    pub lines: &'a [Line],
    pub cues: &'a [Cue],
}

impl Sheet<'_> {
    pub fn script(&self) -> String {
        let sections = [
            self.head(),
            self.cast(),
            self.scenes(),
            self.lines(),
            self.cues(),
            self.remarks(),
        ];
        let sections = sections.into_iter().filter(|section| !section.is_empty());
        sections.collect::<Vec<_>>().join("\n")
    }

    fn head(&self) -> String {
        let mut out = String::new();
        for (key, words) in &self.play.title {
            let own = ["title", "author", "authors", "language", "narrator"];
            if !own.contains(&key.as_str()) && !words.is_empty() {
                let _ = writeln!(out, "# {}: {}", write::remark(key), write::remark(words));
            }
        }
        let mut entry = |key: &str, words: Option<&str>| {
            if let Some(words) = words {
                let _ = writeln!(out, "{key}: {}", name(words));
            }
        };
        entry("show", titled(self.play, &["title"]));
        entry("author", titled(self.play, &["author", "authors"]));
        entry(
            "language",
            titled(self.play, &["language"]).filter(|tag| is_language(tag)),
        );
        entry("text", Some(&self.options.prose));
        if self.told.narrator != super::told::NARRATOR {
            entry("narrator", Some(&self.told.narrator));
        }
        out
    }

    fn cast(&self) -> String {
        let names: Vec<&str> = self
            .told
            .roles
            .iter()
            .map(|role| role.name.as_str())
            .collect();
        let voices = cast::voices(names.iter().copied());
        let mut out = "cast:\n".to_owned();
        let roles = names.into_iter().zip(voices);
        for (role, voice) in [(self.told.narrator.as_str(), cast::NARRATOR)]
            .into_iter()
            .chain(roles)
        {
            let _ = writeln!(out, "  {}: {{ voice: {voice} }}", name(role));
        }
        out
    }

    fn scenes(&self) -> String {
        let mut out = String::new();
        for scene in self.scenes {
            if out.is_empty() {
                out.push_str("scenes:\n");
            }
            let Some(from) = &scene.from else {
                let _ = writeln!(
                    out,
                    "  # line {}: {}: nobody speaks in it",
                    scene.line,
                    write::remark(&scene.title)
                );
                continue;
            };
            let from = match from {
                From::Start => "start".to_owned(),
                From::Words(named) => anchor(named),
            };
            let _ = write!(
                out,
                "  - {{ id: {}, from: {from}, title: {}",
                name(&scene.id),
                quoted(&scene.title)
            );
            if let Some(space) = scene.space {
                let _ = write!(out, ", space: {space}");
            }
            out.push_str(" }\n");
        }
        // A section of comments alone would be one without a value.
        match self.scenes.iter().any(|scene| scene.from.is_some()) {
            true => out,
            false => out.replacen("scenes:\n", "", 1),
        }
    }

    fn lines(&self) -> String {
        let mut out = Rows::default();
        for line in self.lines {
            if out.is_empty() {
                out.line("lines:");
            }
            let mut entries = Vec::new();
            entries.extend(line.id.as_ref().map(|id| format!("id: {}", name(id))));
            entries.push(quote(&line.quote, "quote"));
            entries.push(format!("by: {}", name(&line.by)));
            entries.extend(line.tone.map(|tone| format!("tone: {}", tone.name())));
            entries.extend(
                line.set
                    .iter()
                    .map(|(key, value)| format!("{key}: {value}")),
            );
            let row = format!("  - {{ {} }}", entries.join(", "));
            out.remarked(&row, line.remark.as_deref());
        }
        out.finish()
    }

    fn cues(&self) -> String {
        let mut out = Rows::default();
        for cue in self.cues {
            if out.is_empty() {
                out.line("cues:");
            }
            let Some(heard) = &cue.sound else {
                let asked = write::remark(&cue.asked);
                out.line(&format!(
                    "  # line {}: {asked}: no sound of the library answers to this",
                    cue.line
                ));
                continue;
            };
            let begin = match heard.kind {
                "spot" | "hush" => "at",
                _ => "from",
            };
            let mut entries = vec![
                format!("{}: {}", heard.kind, heard.what),
                format!("{begin}: {}", place(&heard.at)),
            ];
            entries.extend(
                heard
                    .until
                    .as_ref()
                    .map(|until| format!("until: {}", place(until))),
            );
            entries.extend(
                heard
                    .set
                    .iter()
                    .map(|(key, value)| format!("{key}: {value}")),
            );
            let row = format!("  - {{ {} }}", entries.join(", "));
            out.remarked(&row, Some(&cue.asked));
        }
        let out = out.finish();
        match self.cues.iter().any(|cue| cue.sound.is_some()) {
            true => out,
            false => out.replacen("cues:\n", "", 1),
        }
    }

    /// What the screenplay says beside the story.
    fn remarks(&self) -> String {
        let mut out = String::new();
        for element in &self.play.elements {
            if let Some(remark) = remark(&element.what) {
                let _ = writeln!(out, "# line {}: {}", element.line, write::remark(&remark));
            }
        }
        out
    }
}

fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or("");
    let letters = first.chars().all(|c| c.is_ascii_alphabetic());
    let fits = |part: &str| {
        part.chars().all(|c| c.is_ascii_alphanumeric()) && (1..=8).contains(&part.len())
    };
    letters && (2..=3).contains(&first.len()) && parts.all(fits)
}

fn place(place: &Place) -> String {
    match place {
        Place::Start => "start".to_owned(),
        Place::End => "end".to_owned(),
        Place::Words(named) => anchor(named),
    }
}

fn anchor(named: &Named) -> String {
    // Words that would be taken for a place are quoted at length.
    let place = matches!(named.quote.exact.as_str(), "start" | "end");
    match (named.edge, named.quote.nth, place) {
        (Edge::Start, None, false) => quoted(&named.quote.exact),
        (Edge::Start, ..) => format!("{{ {} }}", quote(&named.quote, "quote")),
        (Edge::After, _, false) => format!("{{ {} }}", quote(&named.quote, "after")),
        (Edge::After, _, true) => format!("{{ after: {{ {} }} }}", quote(&named.quote, "quote")),
    }
}

fn quote(quote: &Quote, key: &str) -> String {
    let nth = quote.nth.map(|nth| format!(", nth: {nth}"));
    format!("{key}: {}{}", quoted(&quote.exact), nth.unwrap_or_default())
}
