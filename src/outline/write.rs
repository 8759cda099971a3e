//! Writes an outline as a cue script. Each guess and each cue has a comment with
//! its reason. Words of the source are written only in quotation marks or
//! comments.

mod variants;

use cuebook_core::sound_format::LIBRARY;
use std::fmt::Write as _;

use super::cast::NARRATOR;
use super::{Cue, CueKind, Line, Outline, Passage, Place, Role, Row, Scene, Skipped, Sound};
use cuebook_core::unseen::seen;
use cuebook_script::write::{Rows, name, quoted, remark};
use cuebook_script::{Edge, Quote};
use variants::Variants;

/// Writes an outline as YAML.
#[must_use]
pub(crate) fn script(outline: &Outline) -> String {
    let mut writer = Writer {
        outline,
        variants: Variants::of(outline),
        rows: Rows::default(),
    };
    writer.head();
    writer.cast();
    writer.rows_of("state", &outline.state);
    writer.scenes();
    writer.rows_of("choices", &outline.choices);
    writer.lines();
    writer.sounds();
    writer.cues();
    if !outline.remarks.is_empty() {
        writer.rows.line("");
        writer.comments(&outline.remarks);
    }
    writer.rows.finish()
}

struct Writer<'o> {
    outline: &'o Outline,
    variants: Variants,
    rows: Rows,
}

impl Writer<'_> {
    fn comments(&mut self, comments: &[String]) {
        for comment in comments {
            self.rows.line(&format!("# {}", remark(comment)));
        }
    }

    fn head(&mut self) {
        let title = &self.outline.title;
        self.comments(&title.comments);
        if !title.comments.is_empty() {
            self.rows.line("");
        }
        let words = |own: &Option<String>| {
            let own = own.as_deref().map(|own| seen(own).into_owned());
            own.filter(|own| !own.trim().is_empty())
        };
        let (show, author) = (words(&title.show), words(&title.author));
        let narrator = self.outline.roles.first().map(|role| role.name.as_str());
        for (key, words) in [
            ("show", show.as_deref()),
            ("author", author.as_deref()),
            ("language", title.language.as_deref()),
            ("text", Some(self.outline.text.as_str())),
            ("narrator", narrator.filter(|name| *name != NARRATOR)),
        ] {
            if let Some(words) = words {
                self.rows.line(&format!("{key}: {}", name(words)));
            }
        }
        if title.skip_tags {
            self.rows.line("tags: skip");
        }
    }

    /// Begins a section. A section with comments alone has no name, because a
    /// name needs a value.
    fn section(&mut self, name: &str, any: bool) {
        self.rows.line("");
        if any {
            self.rows.line(&format!("{name}:"));
        }
    }

    fn cast(&mut self) {
        self.section("cast", true);
        for role in &self.outline.roles {
            self.rows
                .remarked(&role_row(role), Some(&role_comment(role)));
        }
    }

    /// Writes a section of finished rows.
    fn rows_of(&mut self, name: &str, rows: &[Row]) {
        if !rows.is_empty() {
            self.section(name, true);
        }
        for row in rows {
            self.rows.remarked(&row.row, row.remark.as_deref());
        }
    }

    fn scenes(&mut self) {
        if self.outline.scenes.is_empty() {
            return;
        }
        self.section("scenes", self.outline.spoken_scenes().next().is_some());
        for scene in &self.outline.scenes {
            let reason = scene.reason.as_deref();
            match &scene.from {
                Some(from) => self.rows.remarked(&scene_row(scene, from), reason),
                None => self
                    .rows
                    .line(&format!("  # {}", remark(reason.unwrap_or_default()))),
            }
        }
    }

    /// Writes the lines and the skipped words. If there are several scenes, each begins
    /// with its name.
    fn lines(&mut self) {
        let lines = self.outline.lines.iter();
        let lines = lines.map(|line| (line.words.start, line_row(line), line.reason.as_str()));
        let skipped = self.outline.skipped.iter();
        let skipped = skipped.map(|own| (own.words.start, skip_row(own), own.reason.as_str()));
        let mut rows: Vec<_> = lines.chain(skipped).collect();
        if rows.is_empty() {
            return;
        }
        rows.sort_by_key(|(word, ..)| *word);
        self.section("lines", true);
        let scenes: Vec<&Scene> = self.outline.spoken_scenes().collect();
        let mut last = None;
        for (word, row, reason) in rows {
            let here = scenes.partition_point(|scene| scene.first <= word);
            if last != Some(here) && scenes.len() > 1 {
                if last.is_some() {
                    self.rows.line("");
                }
                if let Some(scene) = here.checked_sub(1).map(|here| scenes[here]) {
                    self.rows.line(&format!("  # {}", remark(&scene.name)));
                }
            }
            last = Some(here);
            self.rows.remarked(&row, Some(reason));
        }
    }

    /// Writes the names of the recipes with settings.
    fn sounds(&mut self) {
        let rows = self.variants.rows();
        self.rows_of("sounds", &rows);
    }

    fn cues(&mut self) {
        if self.outline.cues.is_empty() {
            return;
        }
        self.section("cues", self.outline.sounds().next().is_some());
        for cue in &self.outline.cues {
            match &cue.sound {
                Some(sound) => {
                    let row = cue_row(cue, sound, self.variants.name(sound));
                    self.rows.remarked(&row, Some(&cue.reason));
                }
                None => self.rows.line(&format!("  # {}", remark(&cue.reason))),
            }
        }
    }
}

/// Returns a row of the cast: `  ANNA: { voice: af_heart }`.
fn role_row(role: &Role) -> String {
    let mut entries = Vec::new();
    entries.extend(role.voice.as_ref().map(|voice| format!("voice: {voice}")));
    entries.extend(role.pace.map(|pace| format!("pace: {pace}")));
    let key = name(&role.name);
    let entries = match entries.is_empty() {
        true => String::new(),
        false => format!("{{ {} }}", entries.join(", ")),
    };
    format!("  {key}: {entries}").trim_end().to_owned()
}

/// Returns the comment of a role: sex, age and number of lines.
fn role_comment(role: &Role) -> String {
    let lines = match role.lines {
        0 => String::new(),
        1 => "; 1 line".to_owned(),
        lines => format!("; {lines} lines"),
    };
    format!("{}{lines}", role.about)
}

fn scene_row(scene: &Scene, from: &Place) -> String {
    let mut row = format!("  - {{ id: {}, from: {}", id(&scene.id), place(from));
    if let Some(space) = scene.space {
        let _ = write!(row, ", space: {space}");
    }
    let title = scene.title.as_deref().map(remark);
    if let Some(title) = title.filter(|title| !title.is_empty()) {
        let _ = write!(row, ", title: {}", quoted(&title));
    }
    for (key, value) in &scene.set {
        let _ = write!(row, ", {key}: {value}");
    }
    row + " }"
}

fn line_row(line: &Line) -> String {
    let mut entries = Vec::new();
    entries.extend(line.id.as_ref().map(|own| format!("id: {}", id(own))));
    entries.extend(passage(&line.passage));
    entries.push(format!("by: {}", name(&line.role)));
    entries.extend(line.tone.map(|tone| format!("tone: {}", tone.written())));
    row(entries, &line.set)
}

/// Returns a row that skips words: `  - { words: "To my sister", skip: true }`.
fn skip_row(skipped: &Skipped) -> String {
    row(passage(&skipped.passage), &[("skip", "true".to_owned())])
}

fn passage(passage: &Passage) -> Vec<String> {
    match passage {
        Passage::Quoted(words) => vec![quote("quote", words)],
        Passage::Unquoted { words, to } => {
            let to = to.as_ref().map(|to| format!("to: {}", quoted(to)));
            std::iter::once(quote("words", words)).chain(to).collect()
        }
    }
}

/// Returns a row of the cues. `what` is the name of the sound.
fn cue_row(cue: &Cue, sound: &Sound, what: &str) -> String {
    let (kind, begin) = match sound.kind {
        CueKind::Spot => ("spot", "at"),
        CueKind::Bed => ("bed", "from"),
        CueKind::Music => ("music", "from"),
        CueKind::Hush => ("hush", "at"),
    };
    let mut entries = Vec::new();
    entries.extend(cue.id.as_ref().map(|own| format!("id: {}", id(own))));
    let what = match what.starts_with(LIBRARY) {
        true => quoted(what),
        false => what.to_owned(),
    };
    entries.push(format!("{kind}: {what}"));
    entries.push(format!("{begin}: {}", place(&sound.at)));
    let until = sound.until.as_ref();
    entries.extend(until.map(|until| format!("until: {}", place(until))));
    row(entries, &sound.set)
}

/// Returns an entry of a list, with more keys and values at its end.
fn row(mut entries: Vec<String>, set: &[(&str, String)]) -> String {
    entries.extend(set.iter().map(|(key, value)| format!("{key}: {value}")));
    format!("  - {{ {} }}", entries.join(", "))
}

/// Returns an id for YAML. Words such as `no` need no quotation marks in cue scripts.
pub(crate) fn id(id: &str) -> String {
    let is_plain = id.is_ascii() && id.starts_with(|c: char| c.is_ascii_lowercase());
    match id {
        "true" | "false" | "null" => quoted(id),
        id if is_plain => id.to_owned(),
        id => name(id),
    }
}

/// Returns a place as an anchor.
#[must_use]
pub(crate) fn place(place: &Place) -> String {
    match place {
        Place::Start => "start".to_owned(),
        Place::End => "end".to_owned(),
        // Words that would be read as a place are written in the long form.
        Place::Words(Edge::Start, words)
            if words.nth.is_none() && !is_place(words.exact.as_str()) =>
        {
            quoted(&words.exact)
        }
        place => format!("{{ {} }}", keys(place)),
    }
}

fn is_place(words: &str) -> bool {
    matches!(words, "start" | "end")
}

/// Returns the keys of the long form of a place.
fn keys(place: &Place) -> String {
    match place {
        Place::Start => "time: 0s".to_owned(),
        Place::End => quoted("end"),
        Place::Words(Edge::Start, words) => quote("quote", words),
        Place::Words(Edge::After, words) if is_place(words.exact.as_str()) => {
            format!("after: {{ {} }}", quote("quote", words))
        }
        Place::Words(Edge::After, words) => quote("after", words),
        Place::Time(time) => format!("time: {time}"),
        Place::Cue(Edge::Start, id) => format!("cue: {}", name(id)),
        Place::Cue(Edge::After, id) => format!("cue: {}, after: true", name(id)),
        Place::Moved(place, by) => format!("{}, offset: {by}", keys(place)),
    }
}

fn quote(key: &str, quote: &Quote) -> String {
    let nth = quote.nth.map(|nth| format!(", nth: {nth}"));
    format!("{key}: {}{}", quoted(&quote.exact), nth.unwrap_or_default())
}
