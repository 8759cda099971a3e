//! Finds the thing of a script that an author names: by its id or name, by its number in the list,
//! or by its words. Commands for cues, scenes, lines, sounds, spaces, barriers and roles share it.

use super::read_as;
use crate::session::Show;
use cuebook_core::diagnostic::{Diagnostic, Span, nearest, shown};
use cuebook_script::edit;

/// The maximum number of names in a hint.
const MOST_NAMES: usize = 12;

/// A thing that can be named.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Thing {
    /// Its id or name, given or generated.
    pub name: Option<String>,
    /// The place of its name, or of the whole thing without one.
    pub span: Span,
    /// The words by which an author may know it: its title, its sound, its place in the text.
    pub words: Vec<String>,
}

/// All things of one kind, in the order of their list.
#[derive(Clone, Debug)]
pub(crate) struct Things {
    /// The kind: `cue`.
    pub what: &'static str,
    /// The code of the diagnostic about an unknown one.
    pub code: &'static str,
    /// The place of their section.
    pub section: Span,
    pub all: Vec<Thing>,
}

impl Things {
    /// Returns the index of the thing with this name or number, or of the only one with these words.
    ///
    /// # Errors
    /// When there is none, or the words fit to several.
    pub(crate) fn find(&self, name: &str) -> Result<usize, Box<Diagnostic>> {
        if let Some(index) = self.known(name) {
            return Ok(index);
        }
        let wanted = plain(name);
        let has = |thing: &Thing| {
            thing
                .words
                .iter()
                .any(|words| plain(words).contains(&wanted))
        };
        let all = self.all.iter().enumerate();
        let fits: Vec<usize> = all
            .filter(|(_, thing)| has(thing))
            .map(|(index, _)| index)
            .collect();
        match fits.as_slice() {
            [one] => Ok(*one),
            _ if fits.is_empty() || wanted.is_empty() => Err(Box::new(self.unknown(name))),
            _ => Err(Box::new(self.several(name, &fits))),
        }
    }

    /// Returns the index of the thing with this name or number.
    pub(crate) fn known(&self, name: &str) -> Option<usize> {
        let named = self
            .all
            .iter()
            .position(|thing| thing.name.as_deref() == Some(name));
        named.or_else(|| self.in_other_letters(name)).or_else(|| {
            let number: usize = name.strip_prefix('#').unwrap_or(name).parse().ok()?;
            (1..=self.all.len()).contains(&number).then(|| number - 1)
        })
    }

    /// Returns the index of the only thing with this name in other capitals.
    fn in_other_letters(&self, name: &str) -> Option<usize> {
        let wanted = name.to_lowercase();
        let same = |thing: &Thing| {
            let own = thing.name.as_deref().map(str::to_lowercase);
            own.as_deref() == Some(&wanted)
        };
        let mut fits = (0..self.all.len()).filter(|index| same(&self.all[*index]));
        let first = fits.next()?;
        fits.next().is_none().then_some(first)
    }

    fn several(&self, name: &str, fits: &[usize]) -> Diagnostic {
        let what = self.what;
        let message = format!("“{}” fits to {} {what}s", shown(name), fits.len());
        let names = fits
            .iter()
            .filter_map(|index| self.all[*index].name.as_deref());
        let hint = format!("name one of them: {}", list(names));
        Diagnostic::error(self.code, self.all[fits[0]].span, message).hint(hint)
    }

    /// Returns the diagnostic about a name that nothing has, with the nearest of the known names.
    pub(crate) fn unknown(&self, name: &str) -> Diagnostic {
        let what = self.what;
        let message = format!("there is no {what} named `{}`", shown(name));
        let known = self.all.iter().filter_map(|thing| thing.name.as_deref());
        let near = nearest(name, known.clone());
        let place = self
            .all
            .iter()
            .find(|thing| near.is_some() && thing.name.as_deref() == near);
        let span = place.map_or(self.section, |thing| thing.span);
        let found = Diagnostic::error(self.code, span, message);
        match near {
            Some(near) => found
                .label("the nearest name")
                .hint(format!("the nearest is `{near}`")),
            None if self.all.is_empty() => found.hint(format!("the script has no {what}s")),
            None => found.hint(format!("the {what}s are {}", list(known))),
        }
    }
}

/// Returns names as a message lists them.
fn list<'n>(names: impl Iterator<Item = &'n str> + Clone) -> String {
    let more = if names.clone().count() > MOST_NAMES {
        ", …"
    } else {
        ""
    };
    let first: Vec<String> = names
        .take(MOST_NAMES)
        .map(|name| format!("`{name}`"))
        .collect();
    format!("{}{more}", first.join(", "))
}

/// Returns words for a comparison: in small letters, without quotation marks, with single spaces.
fn plain(words: &str) -> String {
    let kept = words
        .to_lowercase()
        .replace(['“', '”', '"', '‘', '’', '\''], "");
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Show {
    /// Returns the cues.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub(crate) fn cues_by_name(&self) -> Result<Things, Box<Diagnostic>> {
        let cues = self.cue_items()?.into_iter().map(|cue| {
            let words = cue.read.map(|read| {
                let cue = &self.script.cues[read];
                let sound = cue.sound().map(|sound| sound.value.clone());
                sound
                    .into_iter()
                    .chain([cue.anchor().to_string()])
                    .collect()
            });
            Thing {
                name: cue.id,
                span: cue.span,
                words: words.unwrap_or_default(),
            }
        });
        Ok(self.things("cue", "unknown-cue", "cues", cues.collect()))
    }

    /// Returns the scenes.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub(crate) fn scenes_by_name(&self) -> Result<Things, Box<Diagnostic>> {
        let items = edit::items(&self.source, "scenes")?;
        let read = read_as(&items, self.script.scenes.iter().map(|scene| scene.span));
        let scenes = items.into_iter().zip(read).map(|(item, read)| {
            let words = read.map(|read| {
                let scene = &self.script.scenes[read];
                let title = scene.title.as_ref().map(|title| title.value.clone());
                title.into_iter().chain([scene.from.to_string()]).collect()
            });
            Thing {
                span: item.id.as_ref().map_or(item.span, |(_, span)| *span),
                name: item.id.map(|(id, _)| id),
                words: words.unwrap_or_default(),
            }
        });
        Ok(self.things("scene", "unknown-scene", "scenes", scenes.collect()))
    }

    /// Returns the choices.
    ///
    /// # Errors
    /// When the form of the script hides a part of it.
    pub(crate) fn choices_by_name(&self) -> Result<Things, Box<Diagnostic>> {
        let items = edit::items(&self.source, "choices")?;
        let read = read_as(&items, self.script.choices.iter().map(|choice| choice.span));
        let choices = items.into_iter().zip(read).map(|(item, read)| Thing {
            span: item.id.as_ref().map_or(item.span, |(_, span)| *span),
            name: item.id.map(|(id, _)| id),
            words: read
                .map(|read| self.script.choices[read].at.to_string())
                .into_iter()
                .collect(),
        });
        Ok(self.things("choice", "unknown-choice", "choices", choices.collect()))
    }

    /// Returns things of a section.
    pub(crate) fn things(
        &self,
        what: &'static str,
        code: &'static str,
        section: &str,
        all: Vec<Thing>,
    ) -> Things {
        Things {
            what,
            code,
            section: edit::section(&self.source, section).unwrap_or_default(),
            all,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues() -> Things {
        let thing = |name: &str, words: &[&str]| Thing {
            name: Some(name.to_owned()),
            words: words.iter().map(|words| (*words).to_owned()).collect(),
            span: Span::default(),
        };
        Things {
            what: "cue",
            code: "unknown-cue",
            section: Span::default(),
            all: vec![
                thing("rain", &["rain", "“For one breath”"]),
                thing("2", &["knock", "after “the door.”"]),
                thing("blast", &["explosion", "after “the cellar door.”"]),
            ],
        }
    }

    #[test]
    fn a_thing_is_found_by_name_number_or_words() {
        let cues = cues();
        assert_eq!(cues.find("blast"), Ok(2));
        assert_eq!(cues.find("BLAST"), Ok(2));
        assert_eq!(cues.find("Rain"), Ok(0));
        // An id that is a number comes before the number.
        assert_eq!(cues.find("2"), Ok(1));
        assert_eq!(cues.find("3"), Ok(2));
        assert_eq!(cues.find("#1"), Ok(0));
        assert_eq!(cues.find("for  one"), Ok(0));
        assert_eq!(cues.find("\"Cellar door"), Ok(2));
    }

    #[test]
    fn what_is_not_found_has_one_message() {
        let told = |name: &str| cues().find(name).unwrap_err().on_one_line();
        assert_eq!(
            told("rian"),
            "there is no cue named `rian`; the nearest is `rain`"
        );
        assert_eq!(
            told("4"),
            "there is no cue named `4`; the cues are `rain`, `2`, `blast`"
        );
        assert_eq!(
            told("door."),
            "“door.” fits to 2 cues; name one of them: `2`, `blast`"
        );
        assert_eq!(
            told("“"),
            "there is no cue named `“`; the cues are `rain`, `2`, `blast`"
        );
    }
}
