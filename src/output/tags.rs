//! Tags: writes the metadata of a show into its sound file, so that players and shops show it.
//! Takes a finished file and [`Tags`], and changes the file in place. The sound stays as it is,
//! and is never in memory as a whole.

mod fields;
mod flac;
mod id3v2;
mod language;
mod mp4;
mod ogg;
mod riff;
mod shift;
mod vorbis;

use std::fs::File;
use std::io;

use super::encode::Container;
use super::meter::Loudness;
use crate::book::Meta;
use crate::book::meta::PictureKind;
use crate::timeline::Chapter;

/// The metadata, chapters, cover and credits in a file.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tags {
    pub meta: Meta,
    /// Which file of the show it is, if the show is in several files.
    pub piece: Option<PieceOf>,
    /// Chapters from the beginning of the file to its end; may be empty.
    pub chapters: Vec<Chapter>,
    pub cover: Option<Picture>,
    /// Who made the sounds and the voices, under which licences; empty if nobody is to be named.
    pub credits: String,
    /// The measurements of the file, if they are known; a broadcast WAV file states them.
    pub loudness: Option<Loudness>,
}

/// A file of a show in several files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PieceOf {
    /// The title of the file; that of the show is the album.
    pub title: String,
    /// The number of the file, from 1, and how many there are; `None` for credits.
    pub track: Option<(u16, u16)>,
}

/// A picture as its file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    pub kind: PictureKind,
    pub width: usize,
    pub height: usize,
    pub bytes: Vec<u8>,
}

/// Writes the tags of a file that is open for reading and writing. Tags that it has already are
/// replaced.
///
/// # Errors
/// When the file is not of this kind, or cannot be read or written. It is then incomplete.
pub(crate) fn write(file: &File, container: Container, tags: &Tags) -> io::Result<()> {
    let file = &mut file.try_clone()?;
    match container {
        Container::Wav | Container::Rf64 => riff::write(file, tags),
        Container::Flac => flac::write(file, tags),
        Container::M4a => mp4::write(file, tags, false),
        Container::M4b => mp4::write(file, tags, true),
        Container::Mp3 => id3v2::write(file, tags),
        Container::Opus => ogg::write(file, tags),
    }
}

/// The name of the program, as files name their encoder.
const PROGRAM: &str = concat!("cuebook ", env!("CARGO_PKG_VERSION"));

fn broken(why: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, why)
}

/// Returns the start of a text with at most this many bytes.
fn clipped(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}

#[cfg(test)]
mod tests;
