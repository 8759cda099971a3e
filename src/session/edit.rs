//! Editing a script on the disk.
//!
//! In: a script's path and the steps of a change. Out: the changed text, and
//! what is wrong with it that was not wrong before. Always true: the file is
//! whole, old or new, and a script is never made worse.

mod order;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;

use crate::book::mark::Mark;
use crate::book::place::Finder;
use crate::diagnostic::{Diagnostic, Severity, Source, Span};
use crate::script::Edge;
use crate::script::Quote;
use crate::script::edit::{self, Item, Step, Trail, Value};
use crate::script::prose::StretchKind;
use crate::session::{SessionError, Show, Studio};
use order::Standing;

/// A change that is not written yet.
#[derive(Debug)]
pub struct Edited {
    pub before: Show,
    pub after: Show,
    /// What is wrong now and was not before.
    pub worse: Vec<Diagnostic>,
    /// The way back from the new text to the old one.
    pub trail: Trail,
}

impl Edited {
    /// Whether the script would have mistakes that it does not have now.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.worse.iter().any(|d| d.severity == Severity::Error)
    }

    /// A diagnostic of the new text with its places in the old one, if they are
    /// all there.
    #[must_use]
    pub fn before_it(&self, found: &Diagnostic) -> Option<Diagnostic> {
        let mut found = found.clone();
        for label in &mut found.labels {
            if label.source == Source::Script {
                if !self.trail.kept(label.span) {
                    return None;
                }
                label.span = self.trail.back(label.span);
            }
        }
        for hint in &mut found.hints {
            hint.replace = None;
        }
        Some(found)
    }
}

impl Studio {
    /// Makes the steps on a script that has been opened, without writing it.
    ///
    /// # Errors
    /// When the steps cannot be made: a diagnostic with its place.
    pub fn edit(
        &self,
        before: Show,
        steps: &[Step],
    ) -> Result<Edited, (Box<Show>, Box<Diagnostic>)> {
        let (text, trail) = match edit::traced(&before.source, steps) {
            Ok(made) => made,
            Err(why) => return Err((Box::new(before), why)),
        };
        let world = self.world(&before.path);
        let after = Show::load(&before.path, text.as_bytes(), None, &world);
        let worse = worse(&before.diagnostics, &after.diagnostics);
        Ok(Edited {
            before,
            after,
            worse,
            trail,
        })
    }

    /// The step that adds a cue or a line: where the order of the text wants it if
    /// the script keeps that order, else at the end of its group.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub fn addition(
        &self,
        show: &Show,
        section: &str,
        item: Value,
    ) -> Result<Step, Box<Diagnostic>> {
        let path = vec![section.into()];
        let known = edit::items(&show.source, section)?;
        let push = Step::Push { path, item };
        // Where it would be heard is known when it has been read.
        let tried = self.edit(show.clone(), std::slice::from_ref(&push));
        let tried = tried.map_err(|(_, why)| why)?;
        let mut places = tried.after.places(section);
        let place = places.pop().flatten();
        let groups: Vec<usize> = known.iter().map(|item| item.group).collect();
        let standing = Standing {
            places: &places,
            groups: &groups,
            scenes: &tried.after.scene_places(section),
        };
        let Step::Push { path, item } = push else {
            return Ok(push);
        };
        Ok(match standing.beside(place) {
            Some(beside) if places.len() == groups.len() => Step::Insert { path, beside, item },
            _ => Step::Push { path, item },
        })
    }

    /// Writes a change: beside the script, then in its place. A link is followed;
    /// the permissions stay.
    ///
    /// # Errors
    /// When the file cannot be written, or is no longer what was read.
    pub fn keep(&self, edited: &Edited) -> Result<(), SessionError> {
        let path = &edited.before.path;
        replace(
            path,
            edited.before.source.as_bytes(),
            edited.after.source.as_bytes(),
        )
    }
}

/// Writes a file anew: beside it, then in its place.
///
/// # Errors
/// When the file cannot be written, or is no longer what was read.
pub(crate) fn replace(path: &Path, before: &[u8], after: &[u8]) -> Result<(), SessionError> {
    let failed = |source| SessionError::Page {
        path: path.to_owned(),
        source,
    };
    let real = path.canonicalize().map_err(failed)?;
    let folder = real.parent().unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(after).map_err(failed)?;
    let permissions = fs::metadata(&real).map_err(failed)?.permissions();
    file.as_file()
        .set_permissions(permissions)
        .map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    if fs::read(&real).map_err(failed)? != before {
        return Err(SessionError::ChangedMeanwhile(path.to_owned()));
    }
    file.persist(&real).map_err(|error| failed(error.error))?;
    Ok(())
}

/// What is found after a change and was not before. Places move, words do not.
fn worse(before: &[Diagnostic], after: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut known: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for found in before {
        *known.entry((found.code, &found.message)).or_default() += 1;
    }
    let mut worse = Vec::new();
    for found in after {
        match known.get_mut(&(found.code, found.message.as_str())) {
            Some(left) if *left > 0 => *left -= 1,
            _ => worse.push(found.clone()),
        }
    }
    worse
}

/// Which of the things that were read each item is, by their spans.
fn read_as(items: &[Item], spans: impl Iterator<Item = Span>) -> Vec<Option<usize>> {
    let mut spans = spans.enumerate().peekable();
    let which = |item: &Item| {
        let (index, _) = spans.next_if(|(_, span)| *span == item.span)?;
        Some(index)
    };
    items.iter().map(which).collect()
}

/// A cue as it stands in the list of the script.
#[derive(Clone, Debug)]
pub struct CueItem {
    /// Given or made; none where neither is.
    pub id: Option<String>,
    /// Where its name stands, or it does.
    pub span: Span,
    /// Its number among the cues that could be read.
    pub read: Option<usize>,
}

impl Show {
    /// The cues as they stand in the script, those too that could not be read.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub fn cue_items(&self) -> Result<Vec<CueItem>, Box<Diagnostic>> {
        let items = edit::items(&self.source, "cues")?;
        let read = read_as(&items, self.script.cues.iter().map(|cue| cue.span));
        let made = self.cue_ids();
        let cues = items.into_iter().zip(read).map(|(item, read)| {
            let own = item.id.as_ref().map(|(id, _)| id.clone());
            CueItem {
                id: own.or_else(|| made.get(read?).cloned()),
                span: item.id.map_or(item.span, |(_, span)| span),
                read,
            }
        });
        Ok(cues.collect())
    }

    /// Which item of the script's list of lines is about the line that holds these
    /// words, if any is; `None` too where the words are not those of one line.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub fn line_item(&self, words: &Quote) -> Result<Option<usize>, Box<Diagnostic>> {
        let items = edit::items(&self.source, "lines")?;
        let read = read_as(&items, self.script.lines.iter().map(|line| line.span));
        let finder = Finder::new(&self.book.prose);
        let find = |quote: &Quote| {
            let span = Span::default();
            finder.find_within(StretchKind::Dialogue, quote, span).ok()
        };
        let Some(wanted) = find(words) else {
            return Ok(None);
        };
        let is_it = |(item, read): (&Item, &Option<usize>)| match read {
            Some(read) => find(&self.script.lines[*read].quote.value) == Some(wanted),
            None => item.quote.clone().is_some_and(|exact| {
                let quote = Quote {
                    exact,
                    ..Quote::default()
                };
                find(&quote) == Some(wanted)
            }),
        };
        Ok(items.iter().zip(&read).position(is_it))
    }

    /// Where in the text each item of `cues` or `lines` holds on: twice the number
    /// of the word, and one more at its end; the number of the stretch for a line.
    fn places(&self, section: &str) -> Vec<Option<usize>> {
        let items = edit::items(&self.source, section).unwrap_or_default();
        if section == "cues" {
            let read = read_as(&items, self.script.cues.iter().map(|cue| cue.span));
            return read.into_iter().map(|cue| self.cue_place(cue?)).collect();
        }
        let read = read_as(&items, self.script.lines.iter().map(|line| line.span));
        let finder = Finder::new(&self.book.prose);
        let place = |line: Option<usize>| {
            let quote = &self.script.lines[line?].quote;
            finder
                .find_within(StretchKind::Dialogue, &quote.value, quote.span)
                .ok()
        };
        read.into_iter().map(place).collect()
    }

    fn cue_place(&self, cue: usize) -> Option<usize> {
        let mut cue = cue;
        // A cue may hold on to another, that one to a third; never for long.
        for _ in 0..16 {
            match self.book.cues.get(cue)?.at.mark {
                Mark::Word(word, Edge::Start) => return Some(2 * word),
                Mark::Word(word, Edge::After) => return Some(2 * word + 1),
                Mark::Start => return Some(0),
                Mark::End => return Some(usize::MAX),
                Mark::Time(_) => return None,
                Mark::Cue(other, _) => cue = other,
            }
        }
        None
    }

    /// Where the scenes begin, counted as [`Show::places`] counts.
    fn scene_places(&self, section: &str) -> Vec<usize> {
        let prose = &self.book.prose;
        let place = |scene: &crate::book::Scene| match section {
            "cues" => 2 * scene.word,
            _ if scene.word < prose.words.len() => prose.stretch_of(prose.sentence_of(scene.word)),
            _ => usize::MAX,
        };
        self.book.scenes.iter().map(place).collect()
    }

    /// The names of the cues, given or made, in the order of the script.
    #[must_use]
    pub fn cue_ids(&self) -> Vec<String> {
        let kind = |cue: &crate::script::Cue| match cue.kind {
            crate::script::CueKind::Spot { .. } => "spot",
            crate::script::CueKind::Bed { .. } => "bed",
            crate::script::CueKind::Music { .. } => "music",
            crate::script::CueKind::Hush { .. } => "hush",
        };
        let id = |(index, cue): (usize, &crate::script::Cue)| match &cue.id {
            Some(id) => id.value.clone(),
            None => format!("{}-{}", kind(cue), index + 1),
        };
        self.script.cues.iter().enumerate().map(id).collect()
    }
}

#[cfg(test)]
mod tests;
