//! The script, written down.
//!
//! In: a draft. Out: YAML as an author would write it. Always true: every guess
//! bears its reason, and every cue the words that called for it, as a comment.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::anchor::Quotes;
use super::cast::{NARRATOR, Role};
use super::cues::{Cue, Until};
use super::scenes::Scene;
use super::{Draft, Line, Naming};
use crate::book::place::Finder;
use crate::script::write::{self, Rows, quoted, remark};

/// Writes a draft as a script.
#[must_use]
pub fn script(draft: &Draft, naming: &Naming) -> String {
    let page = super::page::Page::of(&draft.prose);
    let finder = Finder::new(&draft.prose);
    let unquoted = draft.lines.iter().filter(|line| line.dashed);
    let unquoted: Vec<_> = unquoted.map(|line| line.words.clone()).collect();
    let mut cut = draft.prose.clone();
    cut.cut(&unquoted);
    let said = Finder::new(&cut);
    let mut writer = Writer {
        draft,
        quotes: Quotes {
            page: &page,
            finder: &finder,
            cut: &cut,
            said: &said,
        },
        rows: Rows::default(),
        ids: HashSet::new(),
    };
    writer.head(naming);
    writer.cast();
    writer.scenes();
    writer.lines();
    writer.cues();
    writer.rows.finish()
}

struct Writer<'d, 'p> {
    draft: &'d Draft,
    quotes: Quotes<'p, 'd>,
    rows: Rows,
    ids: HashSet<String>,
}

impl Writer<'_, '_> {
    /// A name that nothing else has, made of words.
    fn id(&mut self, words: &str, otherwise: &str) -> String {
        let slug = write::slug(words, 21);
        let ascii = slug.is_ascii()
            && !slug.is_empty()
            && !matches!(slug.as_str(), "true" | "false" | "null" | "start" | "end");
        let slug = if ascii && !slug.starts_with(|c: char| c.is_ascii_digit()) {
            slug
        } else {
            otherwise.to_owned()
        };
        let numbered = (2..).map(|number| format!("{slug}-{number}"));
        let id = std::iter::once(slug.clone())
            .chain(numbered)
            .find(|id| !self.ids.contains(id))
            .unwrap_or(slug);
        self.ids.insert(id.clone());
        id
    }

    fn head(&mut self, naming: &Naming) {
        let guesses = self.draft.lines.iter().filter(|line| !line.sure).count();
        let lines = self.draft.lines.len();
        self.rows
            .line("# A draft by rules, not by ear. Sure is only what a tag in the text names;");
        self.rows.line(&format!(
            "# {guesses} of {lines} lines are guesses, each with its reason. Look for `guess`."
        ));
        self.rows.line("");
        self.rows
            .line(&format!("show: {}", quoted(&remark(&naming.show))));
        self.rows.line(&format!("text: {}", quoted(&naming.text)));
    }

    fn cast(&mut self) {
        self.rows.line("");
        self.rows.line("cast:");
        let width = self
            .draft
            .roles
            .iter()
            .map(|role| role.name.chars().count())
            .max()
            .unwrap_or(0)
            .min(24);
        for role in &self.draft.roles {
            let (text, about) = role_line(role, width);
            self.rows.remarked(&text, about.as_deref());
        }
    }

    fn scenes(&mut self) {
        self.rows.line("");
        self.rows.line("scenes:");
        let end = self.quotes.page.len();
        for (index, scene) in self.draft.scenes.iter().enumerate() {
            let place = scene.place.as_ref();
            let named = scene
                .title
                .as_deref()
                .or(place.map(|place| place.noun.as_str()))
                .unwrap_or("scene");
            let id = self.id(named, "scene");
            let from = if index == 0 {
                "start".to_owned()
            } else {
                self.quotes.from(&(scene.first..end)).before()
            };
            let mut text = format!("  - {{ id: {id}, from: {from}");
            if let Some(place) = place {
                let _ = write!(text, ", space: {}", place.space);
            }
            if let Some(title) = &scene.title {
                let _ = write!(text, ", title: {}", quoted(&remark(title)));
            }
            text.push_str(" }");
            self.rows.remarked(&text, scene_comment(scene).as_deref());
        }
    }

    fn lines(&mut self) {
        if self.draft.lines.is_empty() {
            return;
        }
        self.rows.line("");
        self.rows.line("lines:");
        let mut scene = usize::MAX;
        let mut before: Option<&Line> = None;
        for line in &self.draft.lines {
            let here = self
                .draft
                .scenes
                .partition_point(|scene| scene.first <= line.words.start);
            if here != scene && self.draft.scenes.len() > 1 {
                if scene != usize::MAX {
                    self.rows.line("");
                }
                let scene = &self.draft.scenes[here.saturating_sub(1)];
                let place = scene.place.as_ref().map(|place| place.words.as_str());
                let named = scene
                    .title
                    .as_deref()
                    .or(scene.why.as_deref())
                    .or(place)
                    .map_or_else(|| "Scene".to_owned(), remark);
                self.rows.line(&format!("  # {named}"));
            }
            scene = here;
            // The words before it are of the same speaker.
            let again = before.is_some_and(|before| {
                before.role == line.role && before.stretch + 2 >= line.stretch
            });
            let text = self.spoken(line);
            let reason = match again {
                true => "guess: goes on",
                false => line.reason.as_str(),
            };
            self.rows.remarked(&text, (!line.sure).then_some(reason));
            before = Some(line);
        }
    }

    fn spoken(&mut self, line: &Line) -> String {
        let page = self.quotes.page;
        let id = self.id(
            &page.text(line.words.start..(line.words.start + 4).min(line.words.end)),
            "line",
        );
        let words = if line.dashed {
            self.unquoted(line)
        } else {
            let quote = self.quotes.line(&line.words);
            let nth = quote
                .nth
                .map_or_else(String::new, |nth| format!(", nth: {nth}"));
            format!("quote: {}{nth}", quoted(&quote.words))
        };
        let by = write::name(&line.role);
        let mut text = format!("  - {{ id: {id}, {words}, by: {by}");
        if let Some(tone) = line.tone {
            let _ = write!(text, ", tone: {}", tone.name());
        }
        text.push_str(" }");
        text
    }

    /// What no quotation marks hold: all of its words, or the first and the last.
    fn unquoted(&self, line: &Line) -> String {
        const FEW: usize = 8;
        let words = line.words.clone();
        let written = |whole: bool| {
            let quote = self.quotes.unquoted(&words, whole);
            let nth = quote
                .nth
                .map_or_else(String::new, |nth| format!(", nth: {nth}"));
            let length = crate::script::prose::words(&quote.words).len();
            (format!("words: {}{nth}", quoted(&quote.words)), length)
        };
        if words.len() <= FEW {
            return written(true).0;
        }
        let (first, length) = written(false);
        // The last words, as many as stand nowhere between.
        let mut from = words.end - 2;
        while from > words.start + length
            && self.stands_between(words.start + length, from, words.end)
        {
            from -= 1;
        }
        if from <= words.start + length {
            return written(true).0;
        }
        let last = self.quotes.page.text(from..words.end);
        format!("{first}, to: {}", quoted(&last))
    }

    fn stands_between(&self, start: usize, from: usize, end: usize) -> bool {
        let page = self.quotes.page;
        let length = end - from;
        (start..from)
            .any(|here| (0..length).all(|n| page.written(here + n) == page.written(from + n)))
    }

    fn cues(&mut self) {
        let draft = self.draft;
        if draft.cues.is_empty() {
            return;
        }
        self.rows.line("");
        self.rows.line("cues:");
        for cue in &draft.cues {
            let text = self.cue(cue);
            self.rows.remarked(&text, Some(&self.called(cue)));
        }
    }

    fn cue(&mut self, cue: &Cue) -> String {
        let id = self.id(&cue.called.join(" "), &cue.recipe);
        let back = cue.words.start.saturating_sub(6);
        let mut text = format!("  - {{ id: {id}, ");
        if cue.bed {
            // A quote that does not run on into what is said next.
            let page = self.quotes.page;
            let end = page.sentence_end(cue.words.start, page.len());
            let first = page.sentence_start(cue.words.start, 0);
            let start = cue.words.start.min(end.saturating_sub(3).max(first));
            let from = self.quotes.from(&(start..page.len())).before();
            let _ = write!(text, "bed: {}, from: {from}", cue.recipe);
            if let Some(Until::Words(words, _)) = &cue.until {
                let until = self
                    .quotes
                    .until(words, words.start.saturating_sub(6).max(cue.words.start))
                    .after();
                let _ = write!(text, ", until: {until}");
            }
            text.push_str(", gain: -12dB, fade: { in: 2s, out: 3s } }");
        } else {
            let at = self.quotes.until(&cue.words, back).after();
            let _ = write!(text, "spot: {}, at: {at}", cue.recipe);
            if cue.times > 1 {
                let _ = write!(text, ", times: {}", cue.times);
            }
            text.push_str(", gain: -6dB }");
        }
        text
    }

    /// The words that called for a cue, and what ends it.
    fn called(&self, cue: &Cue) -> String {
        let called = cue.called.iter().map(|words| format!("“{words}”"));
        let called: Vec<String> = called.collect();
        let ends = match &cue.until {
            Some(Until::Scene) => "; to the end of the scene".to_owned(),
            Some(Until::Words(words, true)) => {
                format!("; “{}” ends it", self.quotes.page.text(words.clone()))
            }
            Some(Until::Words(_, false)) => "; guess: as long as it is told of".to_owned(),
            None => String::new(),
        };
        called.join(", ") + &ends
    }
}

/// The line of a role, and what the text tells of it.
fn role_line(role: &Role, width: usize) -> (String, Option<String>) {
    let colon = write::name(&role.name) + ":";
    let mut keys = Vec::new();
    if let Some(voice) = &role.voice {
        keys.push(format!("voice: {voice}"));
    }
    if let Some(pace) = role.pace {
        keys.push(format!("pace: {pace}"));
    }
    let lines = match role.lines {
        0 => String::new(),
        1 => "; 1 line".to_owned(),
        lines => format!("; {lines} lines"),
    };
    let told = role.name != NARRATOR || role.person.is_some();
    let about = told.then(|| format!("{}{lines}", role.about));
    let keys = if keys.is_empty() {
        String::new()
    } else {
        format!("{{ {} }}", keys.join(", "))
    };
    let line = format!("  {colon:<width$} {keys}", width = width + 1);
    (line, about)
}

fn scene_comment(scene: &Scene) -> Option<String> {
    let why = scene.why.as_deref();
    let place = scene.place.as_ref().map(|place| place.words.as_str());
    match (why, place) {
        (Some(why), Some(place)) if why != place => Some(format!("guess: “{why}”, “{place}”")),
        (Some(why), _) => Some(format!("guess: “{why}”")),
        (None, Some(place)) => Some(format!("“{place}”")),
        (None, None) => None,
    }
}
