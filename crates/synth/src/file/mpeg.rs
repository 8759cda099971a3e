//! Reads MP3 files: finds their frames, leaves out tags and damage, and trims the
//! encoder's delay where the file states it.
//!
//! The length is that of the frames. A guess from the first frames or a rate is never
//! used.

mod frame;
mod tags;

use std::ops::Range;

use symphonia::core::codecs::CODEC_TYPE_MP3;

use super::codec::{Codec, parameters};
use super::fault::Fault;
use super::flac::cut_short;
use super::sink::Sink;
use super::{SLACK, bytes::array};
use frame::{Frame, Tag};
pub(super) use tags::{after_id3, without_tags};

/// The frames in a row that show that something is MP3.
const ENOUGH: usize = 3;

/// Frames of one format in a row, from one encoder.
struct Run {
    frame: Frame,
    tag: Option<Tag>,
    packets: Vec<Range<usize>>,
}

/// Returns whether a file is MP3: it has frames in a row, perhaps after other bytes.
pub(super) fn is(bytes: &[u8]) -> bool {
    let bytes = without_tags(bytes);
    Search { bytes, at: 0 }.next().is_some() || is_free(bytes)
}

/// Returns whether a file begins with a frame of MP3 without a stated rate.
fn is_free(bytes: &[u8]) -> bool {
    array(bytes, 0).is_some_and(frame::is_free)
}

/// Decodes an MP3 file.
pub(super) fn decode(bytes: &[u8], sink: &mut Sink) -> Result<(), Fault> {
    let bytes = without_tags(bytes);
    let runs = runs(bytes);
    if runs.is_empty() {
        return Err(match is_free(bytes) {
            true => Fault::foreign("free-format MP3"),
            false => Fault::broken("it contains no frames of MP3"),
        });
    }
    for run in runs {
        run.decode(bytes, sink)?;
    }
    Ok(())
}

/// Collects the frames of a file. A frame with a tag, or of another format, begins a
/// new run.
fn runs(bytes: &[u8]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (at, frame) in (Search { bytes, at: 0 }) {
        let packet = at..at + frame.size;
        let tag = frame.tag(&bytes[packet.clone()]);
        match runs.last_mut() {
            Some(run) if tag.is_none() && run.frame.fits(&frame) => run.packets.push(packet),
            _ => runs.push(Run {
                frame,
                packets: if tag.is_none() {
                    vec![packet]
                } else {
                    Vec::new()
                },
                tag,
            }),
        }
    }
    runs
}

impl Run {
    fn decode(self, bytes: &[u8], sink: &mut Sink) -> Result<(), Fault> {
        let mut codec = Codec::new(&parameters(
            CODEC_TYPE_MP3,
            self.frame.rate,
            self.frame.channels,
        ))?;
        for packet in &self.packets {
            codec.feed(&bytes[packet.clone()], self.frame.frames as u64, sink)?;
        }
        if !self.packets.is_empty() {
            codec.finish()?;
        }
        let heard = self.packets.len() * self.frame.frames;
        let rate = f64::from(self.frame.rate);
        let tag = self.tag.unwrap_or_default();
        let stated = tag
            .packets
            .map(|packets| packets as usize * self.frame.frames);
        if let Some(stated) = stated
            && (heard as f64 / rate) + SLACK < stated as f64 / rate
        {
            return Err(cut_short(heard as f64 / rate, stated as f64 / rate));
        }
        // More frames than stated: the tag is of another file.
        let whole = stated.filter(|stated| *stated >= heard && tag.says_padding);
        let keep = whole.and_then(|stated| stated.checked_sub(tag.delay + tag.padding));
        sink.end(tag.delay, keep);
        Ok(())
    }
}

/// Finds the frames of a file.
struct Search<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl Iterator for Search<'_> {
    type Item = (usize, Frame);

    fn next(&mut self) -> Option<(usize, Frame)> {
        let mut follows = self.at > 0;
        loop {
            let found = self.frame(self.at);
            if let Some(frame) = found
                && self.at + frame.size <= self.bytes.len()
                && (follows || self.is_row(self.at, frame))
            {
                let at = self.at;
                self.at += frame.size;
                return Some((at, frame));
            }
            // After damage, a frame counts only with others behind it.
            follows = false;
            self.at += 1;
            let rest = self.bytes.get(self.at..)?;
            self.at += rest.iter().position(|byte| *byte == 0xff)?;
        }
    }
}

impl Search<'_> {
    fn frame(&self, at: usize) -> Option<Frame> {
        Frame::of(array(self.bytes, at)?)
    }

    /// Returns whether frames of one format follow each other, up to the end or far
    /// enough.
    fn is_row(&self, mut at: usize, frame: Frame) -> bool {
        let mut next = frame;
        for _ in 1..ENOUGH {
            at += next.size;
            if at == self.bytes.len() {
                return true;
            }
            match self.frame(at) {
                Some(found) if frame.fits(&found) => next = found,
                _ => return false,
            }
        }
        true
    }
}
