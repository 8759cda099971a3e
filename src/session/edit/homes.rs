//! The files that an edit changes. What a shared file of a script holds is changed there, a new thing
//! goes to the script.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::session::Show;
use crate::world::{ReachError, World};
use cuebook_core::diagnostic::{Diagnostic, Span};
use cuebook_remote::Roster;
use cuebook_script::edit::{self, Key, Step, Trail, Value, model_of};
use cuebook_script::{SharedFile, shared, what};

/// A file of a show: the script, or one of its shared files.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Home {
    Script,
    Shared(usize),
}

/// A change of a shared file.
#[derive(Clone, Debug)]
pub(crate) struct SharedChange {
    /// Its path, relative to the script.
    pub path: String,
    pub before: String,
    pub after: String,
}

/// The text of the script with the trail of its changes, and the changes of shared files.
type Made = (String, Trail, Vec<SharedChange>);

/// The sections of names. A name in one of them is a thing, and so is a key of the other sections.
const NAMED: [&str; 4] = ["cast", "sounds", "spaces", "barriers"];

/// The sections whose keys are things.
const KEYED: [&str; 3] = ["meta", "mix", "pauses"];

impl Show {
    /// Makes the steps of an edit, each in the file that holds its thing, or in `home`.
    ///
    /// # Errors
    /// When a step cannot be made.
    pub(super) fn stepped(
        &self,
        steps: &[Step],
        home: Option<Home>,
    ) -> Result<Made, Box<Diagnostic>> {
        if self.shared.is_empty() {
            let (text, trail) = edit::traced(&self.source, steps)?;
            return Ok((text, trail, Vec::new()));
        }
        let homes = Homes::of(self)?;
        let mut of_file: Vec<(Home, Vec<Step>)> = Vec::new();
        for step in steps {
            for home in homes.all(step, home)? {
                match of_file.iter_mut().find(|(known, _)| *known == home) {
                    Some((_, steps)) => steps.push(step.clone()),
                    None => of_file.push((home, vec![step.clone()])),
                }
            }
        }
        let (mut text, mut trail, mut changed) =
            (self.source.clone(), Trail::default(), Vec::new());
        for (home, steps) in of_file {
            let steps = homes.whole_sections(home, steps);
            match home {
                Home::Script => (text, trail) = edit::traced(&self.source, &steps)?,
                Home::Shared(number) => {
                    let file = &self.shared[number];
                    let made = edit::traced(&file.text, &steps);
                    let (after, _) = made.map_err(|why| self.in_shared(number, *why))?;
                    changed.push(SharedChange {
                        path: file.path.clone(),
                        before: file.text.clone(),
                        after,
                    });
                }
            }
        }
        Ok((text, trail, changed))
    }

    /// Returns the file of a place.
    pub(super) fn home_of(&self, span: Span) -> Home {
        match self.shared_place(span) {
            Some((number, _)) => Home::Shared(number),
            None => Home::Script,
        }
    }

    /// Returns a diagnostic of a shared file as one of the show.
    fn in_shared(&self, number: usize, mut why: Diagnostic) -> Box<Diagnostic> {
        for label in &mut why.labels {
            label.source = self.shared_source(number);
        }
        Box::new(why)
    }
}

/// The files of a show as plain values.
struct Homes<'s> {
    show: &'s Show,
    script: Value,
    shared: Vec<Value>,
}

impl<'s> Homes<'s> {
    fn of(show: &'s Show) -> Result<Homes<'s>, Box<Diagnostic>> {
        let shared = show.shared.iter().enumerate().map(|(number, file)| {
            let model = model_of(&file.text);
            model.map_err(|why| show.in_shared(number, *why))
        });
        Ok(Homes {
            show,
            script: model_of(&show.source)?,
            shared: shared.collect::<Result<_, _>>()?,
        })
    }

    fn model(&self, home: Home) -> &Value {
        match home {
            Home::Script => &self.script,
            Home::Shared(number) => &self.shared[number],
        }
    }

    /// Returns the files of the show: the script, then the shared files, the last one first.
    fn files(&self) -> impl Iterator<Item = Home> {
        let shared = (0..self.shared.len()).rev().map(Home::Shared);
        std::iter::once(Home::Script).chain(shared)
    }

    /// Returns the files that a step changes.
    fn all(&self, step: &Step, asked: Option<Home>) -> Result<Vec<Home>, Box<Diagnostic>> {
        let path = match step {
            Step::Rename { from, .. } => return Ok(self.with_role(from)),
            Step::Set { path, .. }
            | Step::Remove { path }
            | Step::Push { path, .. }
            | Step::Insert { path, .. }
            | Step::Name { path, .. }
            | Step::Settle { path } => path.as_slice(),
        };
        let Some(thing) = thing(path) else {
            return match asked {
                Some(Home::Shared(_)) => Err(of_script(path)),
                _ => Ok(vec![Home::Script]),
            };
        };
        if let Some(home) = asked {
            return Ok(vec![home]);
        }
        let mut holders = self.files().filter(|home| has(self.model(*home), thing));
        let is_named = matches!(&thing[0], Key::Name(section) if NAMED.contains(&section.as_str()));
        // A name that only one of its files loses would still be there.
        let is_whole =
            is_named && matches!(step, Step::Remove { path } if path.as_slice() == thing);
        let homes: Vec<Home> = match is_whole {
            true => holders.collect(),
            false => holders.next().into_iter().collect(),
        };
        Ok(match homes.is_empty() {
            true => vec![Home::Script],
            false => homes,
        })
    }

    /// Returns the files that name a role.
    fn with_role(&self, role: &str) -> Vec<Home> {
        let named = self.show.script.names.iter();
        let named = named.filter(|name| name.what == what::ROLE && name.text == role);
        // The narrator has no entry where its name is the usual one.
        let homes: BTreeSet<Home> = named.map(|name| self.show.home_of(name.span)).collect();
        match homes.is_empty() {
            true => vec![Home::Script],
            false => homes.into_iter().collect(),
        }
    }

    /// Returns the steps of a file, in which a section goes with its last name.
    fn whole_sections(&self, home: Home, mut steps: Vec<Step>) -> Vec<Step> {
        for section in NAMED {
            let Some(Value::Map(names)) = self.model(home).get(section) else {
                continue;
            };
            let is_removal = |step: &Step, name: &str| {
                let path = [Key::from(section), Key::from(name)];
                matches!(step, Step::Remove { path: removed } if *removed == path)
            };
            let goes = |name: &str| steps.iter().any(|step| is_removal(step, name));
            if !names.is_empty() && names.iter().all(|(name, _)| goes(name)) {
                steps.retain(|step| !names.iter().any(|(name, _)| is_removal(step, name)));
                steps.push(Step::Remove {
                    path: vec![section.into()],
                });
            }
        }
        steps
    }
}

/// Returns the part of a path that is a thing which a shared file can hold.
fn thing(path: &[Key]) -> Option<&[Key]> {
    let Some(Key::Name(section)) = path.first() else {
        return None;
    };
    shared::mapping().key(section)?;
    let length = match section.as_str() {
        section if NAMED.contains(&section) || KEYED.contains(&section) => 2,
        "pronounce" => path.len(),
        _ => 1,
    };
    path.get(..length).or(Some(path))
}

fn has(model: &Value, path: &[Key]) -> bool {
    let mut at = model;
    for key in path {
        let inner = match key {
            Key::Name(name) => at.get(name),
            Key::At(index) => at.at(*index),
        };
        match inner {
            Some(inner) => at = inner,
            None => return false,
        }
    }
    true
}

/// Returns the refusal of a change that no shared file can have.
fn of_script(path: &[Key]) -> Box<Diagnostic> {
    let section = match path.first() {
        Some(Key::Name(name)) => name.as_str(),
        _ => "this",
    };
    let message = format!("`{section}` belongs to one script, and cannot be in a shared file");
    Box::new(Diagnostic::error(edit::CODE, Span::default(), message))
}

/// Returns the shared files of two versions of a show that differ.
pub(super) fn changed(before: &Show, after: &Show) -> Vec<SharedChange> {
    let change = |file: &SharedFile| {
        let now = after.shared.iter().find(|now| now.path == file.path)?;
        let is_other = now.text != file.text;
        is_other.then(|| SharedChange {
            path: file.path.clone(),
            before: file.text.clone(),
            after: now.text.clone(),
        })
    };
    before.shared.iter().filter_map(change).collect()
}

/// The files beside a script, with changed shared files.
pub(super) struct Changed<'w> {
    pub world: &'w dyn World,
    pub changes: &'w [SharedChange],
    /// The shared files as the show has them.
    pub others: &'w [SharedFile],
}

impl World for Changed<'_> {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReachError> {
        if let Some(change) = self.changes.iter().find(|change| change.path == path) {
            return Ok(change.after.as_bytes().to_vec());
        }
        let bytes = self.world.read(path);
        let Some(file) = self.others.iter().find(|file| file.path == path) else {
            return bytes;
        };
        // The bytes also show what a text does not: that they are no UTF-8.
        match bytes {
            Ok(bytes) if cuebook_yaml::decode(&bytes).0 == file.text => Ok(bytes),
            Ok(_) | Err(_) => Ok(file.text.as_bytes().to_vec()),
        }
    }

    fn neighbours(&self) -> Vec<String> {
        self.world.neighbours()
    }

    fn in_library(&self, folder: &str) -> Vec<String> {
        self.world.in_library(folder)
    }

    fn roster(&self) -> Arc<Roster> {
        self.world.roster()
    }
}
