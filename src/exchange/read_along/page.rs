//! One page of HTML with the text, the times of its words and the sound. Takes a text and its
//! times, and writes the page. It needs nothing from elsewhere, except for the sound if that is in
//! a file beside it.

use std::io::{self, Read, Write};
use std::ops::Range;

use serde::Serialize;

use super::About;
use super::document::Text;
use super::tags::escaped;
use crate::book::Book;
use crate::exchange::web::page::lean;
use crate::output::data_uri;
use crate::timeline::Timeline;
use cuebook_core::units::{Frames, RATE};

/// The bytes of the sound that are in one element of the page; a multiple of three.
const PIECE: usize = 3 << 18;

/// The sound of a page.
#[derive(Clone, Debug)]
pub(crate) struct Sound {
    /// Its media type.
    pub(crate) kind: &'static str,
    /// The name of the file beside the page; `None` if the sound is in the page.
    pub(crate) file: Option<String>,
}

/// A page without its sound.
pub(crate) struct Page<'a> {
    pub(crate) about: &'a About,
    pub(crate) book: &'a Book,
    pub(crate) timeline: &'a Timeline,
    pub(crate) text: &'a Text,
    pub(crate) sound: Sound,
    /// A name that is the same for the same text only. The reader's place is kept under it.
    pub(crate) id: String,
}

/// What the scripts of the page read. Times are in milliseconds.
#[derive(Serialize)]
struct Times<'a> {
    id: &'a str,
    title: &'a str,
    author: Option<String>,
    length: i64,
    roles: Vec<&'a str>,
    /// Each chapter with its start.
    chapters: Vec<(&'a str, i64)>,
    audio: AudioOfPage<'a>,
    /// How many words each mark has.
    counts: Vec<usize>,
    /// For each word: the pause before it, its length, and the same in the text of its mark.
    words: Vec<i64>,
}

#[derive(Serialize)]
struct AudioOfPage<'a> {
    #[serde(rename = "type")]
    kind: &'a str,
    file: Option<&'a str>,
}

impl Page<'_> {
    /// Writes the page. `audio` is the encoded sound, unless it is in a file.
    ///
    /// # Errors
    /// When the sound cannot be read, or the page cannot be written.
    pub(crate) fn write(
        &self,
        out: &mut impl Write,
        audio: Option<&mut dyn Read>,
    ) -> io::Result<()> {
        let mut rest = include_str!("page/read.html");
        let mut audio = audio;
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}").unwrap_or((after, ""));
            out.write_all(before.as_bytes())?;
            match name {
                "audio" => {
                    if let Some(audio) = audio.take() {
                        embed(audio, out)?;
                    }
                }
                "text" => {
                    for part in &self.text.parts {
                        out.write_all(part.body.as_bytes())?;
                    }
                }
                name => out.write_all(self.part(name)?.as_bytes())?,
            }
            rest = after;
        }
        out.write_all(rest.as_bytes())
    }

    /// Returns a part of the page.
    fn part(&self, name: &str) -> io::Result<String> {
        Ok(match name {
            "title" => escaped(&self.about.title),
            "language" => escaped(&self.about.language),
            "direction" => self.about.direction().to_owned(),
            "style" => {
                let base = include_str!("../web/page/page.css");
                format!("{base}{}", include_str!("page/read.css"))
            }
            "script" => [
                include_str!("page/times.js"),
                include_str!("page/marks.js"),
                include_str!("page/search.js"),
                include_str!("page/read.js"),
            ]
            .map(lean)
            .concat(),
            "front" => self.front(),
            "credits" => {
                let lines = self.about.credits.iter();
                lines
                    .map(|line| format!("    <p>{}</p>\n", escaped(line)))
                    .collect()
            }
            // No word of the text can end the element.
            _ => serde_json::to_string(&self.times())?.replace('<', "\\u003c"),
        })
    }

    fn front(&self) -> String {
        let meta = &self.about.meta;
        let read = meta.narrator().map(|names| format!("Read by {names}"));
        let lines = [
            ("below", meta.subtitle.clone()),
            ("by", meta.author()),
            ("by", read),
            ("about", meta.description.clone()),
        ];
        let mut front = self.picture();
        for (class, line) in lines {
            if let Some(line) = line {
                front += &format!("    <p class=\"{class}\">{}</p>\n", escaped(&line));
            }
        }
        front
    }

    /// Returns the cover as an element.
    fn picture(&self) -> String {
        match (&self.about.meta.cover, &self.about.cover) {
            (Some(cover), Some(bytes)) => format!(
                "    <img src=\"{}\" alt=\"\" width=\"{}\" height=\"{}\">\n",
                data_uri::of(cover.kind.mime(), bytes),
                cover.width,
                cover.height
            ),
            _ => String::new(),
        }
    }

    fn times(&self) -> Times<'_> {
        let (counts, words) = self.words();
        let sections = self.text.sections.iter();
        Times {
            id: &self.id,
            title: &self.about.title,
            author: self.about.meta.author(),
            length: milli(self.timeline.frames),
            roles: self.book.roles.iter().map(|role| &*role.name).collect(),
            chapters: sections
                .map(|one| (&*one.title, milli(one.at.start)))
                .collect(),
            audio: AudioOfPage {
                kind: self.sound.kind,
                file: self.sound.file.as_deref(),
            },
            counts,
            words,
        }
    }

    /// Returns how many words each mark has, and four numbers for each word.
    fn words(&self) -> (Vec<usize>, Vec<i64>) {
        let marks = self.text.parts.iter().map(|part| part.marks.len()).sum();
        let mut counts = vec![0; marks];
        let mut words = Vec::new();
        let (mut mark, mut time, mut character) = (usize::MAX, 0, 0);
        for place in &self.text.places {
            let Range { start, end } = self.timeline.words[place.word].clone();
            if start >= end {
                continue;
            }
            if place.mark != mark {
                (mark, character) = (place.mark, 0);
            }
            counts[mark] += 1;
            let (start, end) = (milli(start), milli(end));
            let (at, length) = (place.at as i64, place.length as i64);
            words.extend([start - time, end - start, at - character, length]);
            (time, character) = (end, at + length);
        }
        (counts, words)
    }
}

/// Returns a time in milliseconds.
fn milli(frames: Frames) -> i64 {
    let each = i64::from(RATE) / 1_000;
    (frames.0 + each / 2) / each
}

/// Writes the sound as elements of the page.
fn embed(audio: &mut dyn Read, out: &mut impl Write) -> io::Result<()> {
    let mut piece = Vec::with_capacity(PIECE);
    loop {
        piece.clear();
        (&mut *audio).take(PIECE as u64).read_to_end(&mut piece)?;
        if piece.is_empty() {
            return Ok(());
        }
        let text = data_uri::base64(&piece);
        writeln!(
            out,
            "<script type=\"text/plain\" class=\"audio\">{text}</script>"
        )?;
    }
}
