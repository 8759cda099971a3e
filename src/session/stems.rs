//! Stems: a WAV file for each bus of the mix.
//!
//! The samples are 32-bit floats. Added up in the order of the buses, they are
//! the input of the limiter, bit for bit.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;

use super::SessionError;
use super::console::Console;
use super::files::make_folder;
use super::render::Stems;
use crate::book::Book;
use crate::mix::{Bus, BusId, BusName};
use crate::output::level::LevelError;
use crate::output::wav::{Encoding, WavSink};
use crate::output::{Sink, SinkError};
use cuebook_core::id::{IdVec, RoleId};
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::Frames;
use cuebook_engine::pump;

impl Stems {
    /// Returns the paths of all possible stems.
    pub(super) fn all(&self, book: &Book) -> Vec<PathBuf> {
        let mut names: Vec<String> = BusName::ALL.map(|bus| bus.name().to_owned()).into();
        if self.roles {
            names.extend(of_roles(book));
        }
        names.iter().map(|name| self.path(name)).collect()
    }

    /// Returns the path of the stem of each bus.
    fn files(&self, book: &Book, buses: &IdVec<BusId, Bus>) -> Vec<PathBuf> {
        let roles = of_roles(book);
        let name = |bus: &Bus| match bus.role {
            Some(role) => self.path(&roles[role]),
            None => self.path(bus.name.name()),
        };
        buses.iter().map(name).collect()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.wav"))
    }
}

/// Returns the file name of each role: lowercase letters, digits and dashes. A name that a bus or
/// another role has gets the number of its role, or the next number that makes it differ from all.
fn of_roles(book: &Book) -> IdVec<RoleId, String> {
    let slugs: Vec<String> = book.roles.iter().map(|role| slug(&role.name)).collect();
    let is_alone = |name: &String| slugs.iter().filter(|other| *other == name).count() == 1;
    let buses: BTreeSet<&str> = BusName::ALL.iter().map(|bus| bus.name()).collect();
    let keeps = |name: &String| is_alone(name) && !buses.contains(name.as_str());
    let mut taken: BTreeSet<String> = slugs.iter().filter(|name| keeps(name)).cloned().collect();
    let names = slugs.iter().zip(1..).map(|(name, number)| {
        if keeps(name) {
            return name.clone();
        }
        let numbered = (number..).map(|number: usize| format!("{name}-{number}"));
        let mut free = numbered.filter(|name| taken.insert(name.clone()));
        free.next().unwrap_or_default()
    });
    names.collect()
}

fn slug(name: &str) -> String {
    let name = name.to_lowercase();
    let kept = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { '-' });
    kept.collect()
}

impl Console {
    /// Writes the stems of a part, at the level of the whole show.
    pub(super) fn stems(
        &self,
        book: &Book,
        stems: &Stems,
        part: Range<Frames>,
        progress: &dyn Progress,
    ) -> Result<Vec<PathBuf>, SessionError> {
        make_folder(&stems.folder)?;
        let buses = &self.plan.buses;
        let frames = part.end - part.start;
        let files = stems.files(book, buses);
        let sinks = files
            .iter()
            .map(|path| WavSink::create(path, frames, Encoding::Float32));
        let mut sinks: Vec<WavSink> = sinks.collect::<Result<_, SinkError>>()?;
        let engine = self.engine(self.trim()?.0);
        progress.begin(Stage::Mix, frames.index() as u64);
        let rendered = pump::buses(engine, part, |blocks, frames| {
            progress.advance(frames as u64);
            let mut each = sinks.iter_mut().zip(blocks);
            each.try_for_each(|(sink, block)| sink.write(block, frames))
                .map_err(LevelError::from)
        });
        progress.end();
        rendered?;
        for sink in sinks {
            sink.finish()?;
        }
        Ok(files)
    }
}

#[cfg(test)]
mod tests;
