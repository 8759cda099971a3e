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
use crate::mix::{Bus, BusName};
use crate::output::level::LevelError;
use crate::output::pump;
use crate::output::wav::{Encoding, WavSink};
use crate::output::{Sink, SinkError};
use cuebook_core::id::RoleId;
use cuebook_core::progress::{Progress, Stage};
use cuebook_core::units::Frames;

impl Stems {
    /// Returns the paths of all possible stems.
    pub(super) fn all(&self, book: &Book) -> Vec<PathBuf> {
        let mut names: Vec<String> = BusName::ALL.map(|bus| bus.name().to_owned()).into();
        if self.roles {
            names.extend(book.roles.ids().map(|role| of_role(book, role)));
        }
        names.iter().map(|name| self.path(name)).collect()
    }

    fn file(&self, book: &Book, bus: &Bus) -> PathBuf {
        let name = bus
            .role
            .map_or_else(|| bus.name.name().to_owned(), |role| of_role(book, role));
        self.path(&name)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.wav"))
    }
}

/// Returns the file name of a role: lowercase letters, digits and dashes. Equal names get the
/// number of the role.
fn of_role(book: &Book, role: RoleId) -> String {
    let slug = |role: RoleId| {
        let name = book.roles[role].name.to_lowercase();
        let kept = name
            .chars()
            .map(|c| if c.is_alphanumeric() { c } else { '-' });
        kept.collect::<String>()
    };
    let own = slug(role);
    let taken: BTreeSet<&str> = BusName::ALL.iter().map(|bus| bus.name()).collect();
    let again = book
        .roles
        .ids()
        .any(|other| other != role && slug(other) == own);
    match again || taken.contains(own.as_str()) {
        true => format!("{own}-{}", role.0 + 1),
        false => own,
    }
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
        let files: Vec<PathBuf> = buses.iter().map(|bus| stems.file(book, bus)).collect();
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
