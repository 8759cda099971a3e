//! Encodes MP3 (MPEG-1 layer III) at a constant bit rate. The first frame is an Info tag with the
//! delay and the length, by which players leave out what the coder adds.

use std::io::{self, SeekFrom};

use rusty_mp3::Mp3Decoder;
use rusty_mp3::encode::Mp3Encode;
use rusty_mp3::encode::lametag::{
    DECODER_DELAY, ENCODER_DELAY, TagInfo, TagStats, frames_for, padding_for, tag_frame, tag_header,
};
use rusty_mp3::header::FrameHeader;

use super::{Coder, Outlet, sides_of};
use crate::output::wav::Form;
use cuebook_engine::Block;

/// The samples of a frame, for each channel.
const FRAME: usize = 1152;

/// The frames that share their unused bits. Then they are written, so that memory does not grow.
const GROUP: usize = 256;

/// How strongly a difficult frame takes bits of easy ones: the encoder's own default.
const SHARING: f32 = 0.2;

/// The highest bit rate at which the encoder shares bits between frames.
const SHARED: u32 = 256;

/// Encodes a show from its beginning.
pub(super) struct Mp3 {
    channels: usize,
    header: FrameHeader,
    encoder: Mp3Encode,
    decoder: Mp3Decoder,
    waiting: [Vec<f32>; 2],
    /// Frames of the group so far.
    group: usize,
    stats: TagStats,
    given: u64,
    begun: bool,
}

impl Mp3 {
    pub(super) fn new(form: Form, bitrate: u32) -> io::Result<Mp3> {
        let channels = form.channels();
        let header = rusty_mp3::encoder_header(form.rate, channels as u16, bitrate / 1000);
        let header = header.map_err(io::Error::other)?;
        Ok(Mp3 {
            channels,
            encoder: Mp3Encode::new(),
            decoder: Mp3Decoder::new(),
            waiting: [Vec::new(), Vec::new()],
            group: 0,
            stats: TagStats::new(tag_header(&header).frame_size()),
            header,
            given: 0,
            begun: false,
        })
    }

    fn tag(&self) -> Vec<u8> {
        let info = TagInfo {
            vbr: false,
            delay: ENCODER_DELAY,
            padding: padding_for(self.given, ENCODER_DELAY, FRAME) as usize,
        };
        tag_frame(&tag_header(&self.header), &self.stats, &info)
    }

    /// Encodes the frames that wait.
    fn encode(&mut self, to: &mut Outlet<'_>) -> io::Result<()> {
        while self.waiting[0].len() >= FRAME {
            let sides = [&self.waiting[0][..FRAME], &self.waiting[1][..FRAME]];
            let sides = &sides[..self.channels];
            if self.header.bitrate_kbps > SHARED {
                let frame = self.encoder.encode_frame(&self.header, sides, None);
                let frame = frame.map_err(io::Error::other)?;
                self.put(&frame, to)?;
            } else {
                self.encoder
                    .encode_frame_reservoir(&self.header, sides, SHARING);
                self.group += 1;
            }
            for side in &mut self.waiting {
                side.drain(..FRAME);
            }
            if self.group == GROUP {
                self.flush(to)?;
            }
        }
        Ok(())
    }

    /// Writes the frames of a group.
    fn flush(&mut self, to: &mut Outlet<'_>) -> io::Result<()> {
        self.group = 0;
        let bytes = self.encoder.finish_reservoir();
        let mut rest = bytes.as_slice();
        while let Some((start, _)) = rest.split_first_chunk::<4>() {
            let header = FrameHeader::parse(*start).map_err(io::Error::other)?;
            let (frame, others) = rest.split_at(header.frame_size().min(rest.len()));
            rest = others;
            self.put(frame, to)?;
        }
        Ok(())
    }

    fn put(&mut self, frame: &[u8], to: &mut Outlet<'_>) -> io::Result<()> {
        self.stats.add_frame(frame);
        to.file.write_all(frame)?;
        let Some(heard) = &mut to.heard else {
            return Ok(());
        };
        self.decoder.push(frame);
        while let Ok(audio) = self.decoder.next_frame() {
            let side = |of: usize| {
                audio
                    .samples
                    .iter()
                    .skip(of)
                    .step_by(self.channels)
                    .copied()
            };
            let sides: Vec<Vec<f32>> = (0..self.channels).map(|of| side(of).collect()).collect();
            let sides: Vec<&[f32]> = sides.iter().map(Vec::as_slice).collect();
            heard.hear(&sides);
        }
        Ok(())
    }

    /// Leaves room for the tag, whose figures are known at the end.
    fn begin(&mut self, to: &mut Outlet<'_>) -> io::Result<()> {
        self.begun = true;
        if let Some(heard) = &mut to.heard {
            heard.delayed(ENCODER_DELAY + DECODER_DELAY);
        }
        to.file.write_all(&self.tag())
    }
}

impl Coder for Mp3 {
    fn write(&mut self, block: &Block, frames: usize, to: &mut Outlet<'_>) -> io::Result<()> {
        if !self.begun {
            self.begin(to)?;
        }
        let sides = sides_of(block, frames);
        for (own, side) in self.waiting.iter_mut().zip(sides) {
            own.extend_from_slice(side);
        }
        self.given += frames as u64;
        self.encode(to)
    }

    fn finish(&mut self, to: &mut Outlet<'_>) -> io::Result<()> {
        if !self.begun {
            self.begin(to)?;
        }
        let all = frames_for(self.given, ENCODER_DELAY, FRAME) * FRAME as u64;
        let missing = (all - self.given) as usize;
        for side in &mut self.waiting {
            side.resize(side.len() + missing, 0.0);
        }
        self.encode(to)?;
        self.flush(to)?;
        to.file.seek(SeekFrom::Start(0))?;
        to.file.write_all(&self.tag())?;
        to.file.seek(SeekFrom::End(0))?;
        Ok(())
    }
}
