//! Writes an EPUB: a ZIP archive with the documents and the audio of each chapter.

use std::fs::File;
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::sound::{self, Coding};
use super::{Making, begin, facts, unwritten};
use crate::exchange::read_along::overlay::{clips, smil};
use crate::exchange::read_along::package::{CONTAINER, Package, STYLE};
use crate::session::SessionError;

impl Making<'_> {
    /// Writes the book.
    pub(super) fn book(&self, output: &Path) -> Result<Vec<PathBuf>, SessionError> {
        let ends: Vec<_> = self
            .text
            .sections
            .iter()
            .map(|section| section.at.end)
            .collect();
        let sounds = sound::encoded((self.console, self.part), Coding::Aac, &ends, self.progress)?;
        let clips = clips(self.text, self.timeline);
        let epoch = std::env::var("SOURCE_DATE_EPOCH").ok();
        let package = Package {
            about: self.about,
            text: self.text,
            clips: &clips,
            modified: facts::modified(self.about, epoch.as_deref()),
            identifier: facts::identifier(self.about, self.show, self.timeline),
        };
        let mut file = begin(output)?;
        let mut archive = Archive::new(&mut file);
        archive.fill(&package, sounds).map_err(unwritten(output))?;
        drop(archive);
        file.keep().map_err(unwritten(output))?;
        Ok(vec![output.to_owned()])
    }
}

/// An archive that is being written.
struct Archive<W: Write + Seek> {
    zip: ZipWriter<W>,
}

impl<W: Write + Seek> Archive<W> {
    fn new(out: W) -> Archive<W> {
        Archive {
            zip: ZipWriter::new(out),
        }
    }

    /// Writes all files. The first one names the kind of the archive and is not compressed.
    fn fill(&mut self, package: &Package<'_>, sounds: Vec<File>) -> io::Result<()> {
        self.stored("mimetype", &mut &b"application/epub+zip"[..])?;
        self.text("META-INF/container.xml", CONTAINER)?;
        self.text("EPUB/package.opf", &package.opf())?;
        self.text("EPUB/nav.xhtml", &package.nav())?;
        self.text("EPUB/book.css", STYLE)?;
        if let (Some(cover), Some(picture), Some(bytes)) =
            (package.cover(), package.picture(), &package.about.cover)
        {
            self.text("EPUB/cover.xhtml", &cover)?;
            self.stored(&format!("EPUB/{picture}"), &mut &bytes[..])?;
        }
        self.text("EPUB/front.xhtml", &package.front())?;
        self.text("EPUB/credits.xhtml", &package.credits())?;
        let mut sounds = sounds.into_iter();
        let mut audio = String::new();
        for (index, part) in package.text.parts.iter().enumerate() {
            let name = part.name();
            if part.number == 0 {
                audio = format!("{name}.m4a");
                if let Some(mut sound) = sounds.next() {
                    self.stored(&format!("EPUB/{audio}"), &mut sound)?;
                }
            }
            let document = format!("{name}.xhtml");
            self.text(&format!("EPUB/{document}"), &package.document(index))?;
            let clips = package.clips_of(index);
            if !clips.is_empty() {
                let begin = package.text.sections[part.section].at.start;
                let overlay = smil(&document, &audio, &clips, begin);
                self.text(&format!("EPUB/{name}.smil"), &overlay)?;
            }
        }
        Ok(())
    }

    fn text(&mut self, name: &str, text: &str) -> io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.zip.start_file(name, options)?;
        self.zip.write_all(text.as_bytes())
    }

    /// Adds a file that is not compressed: sound and pictures are already.
    fn stored(&mut self, name: &str, content: &mut dyn io::Read) -> io::Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .large_file(false);
        self.zip.start_file(name, options)?;
        io::copy(content, &mut self.zip)?;
        Ok(())
    }
}
