//! The boxes before the sound of an MP4 file.

use super::UNIT;

/// What the boxes describe.
pub(super) struct Stream<'a> {
    pub brand: &'static [u8; 4],
    pub rate: u32,
    pub channels: u16,
    /// Bits a second.
    pub bitrate: u32,
    /// The decoder's configuration.
    pub config: &'a [u8],
    /// The length of the show.
    pub frames: u32,
    /// The number of access units.
    pub units: usize,
    /// The units of a chunk.
    pub chunk: usize,
}

/// Where the figures go that are not known before the sound.
pub(super) struct Tables {
    /// The place of the sizes of the units.
    pub sizes: u64,
    /// The place of the list of chunks.
    pub chunks: u64,
    /// The place of the box with the sound.
    pub data: u64,
    /// Whether places have 64 bits.
    pub long: bool,
    pub units: usize,
}

impl Tables {
    /// Returns the bytes of a place.
    pub(super) fn width(&self) -> usize {
        if self.long { 8 } else { 4 }
    }
}

/// Returns all boxes up to the first unit, with empty tables.
pub(super) fn header(stream: &Stream<'_>) -> (Tables, Vec<u8>) {
    // A unit may be larger than the mean; the room for that is ample.
    let seconds = u64::from(stream.frames) / u64::from(stream.rate) + 1;
    let long = seconds * u64::from(stream.bitrate) / 8 * 3 / 2 > u64::from(u32::MAX) - (1 << 28);
    let kind = atom(b"ftyp", |out| {
        out.extend(stream.brand);
        out.extend([0, 0, 2, 0]);
        out.extend(b"M4A M4B mp42isom");
    });
    let movie = movie(stream, long);
    let place = |name: &[u8; 4]| {
        let at = movie.windows(4).position(|own| own == name).unwrap_or(0);
        (kind.len() + at + 4) as u64
    };
    let tables = Tables {
        // After the version, the common size and the number of units.
        sizes: place(b"stsz") + 12,
        chunks: place(if long { b"co64" } else { b"stco" }) + 8,
        data: (kind.len() + movie.len()) as u64,
        long,
        units: stream.units,
    };
    let mut all = [kind, movie].concat();
    match long {
        true => all.extend(b"\0\0\0\x01mdat\0\0\0\0\0\0\0\0"),
        false => all.extend(b"\0\0\0\0mdat"),
    }
    (tables, all)
}

/// Returns a box with what `fill` writes into it.
fn atom(name: &[u8; 4], fill: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    let mut out = vec![0; 4];
    out.extend(name);
    fill(&mut out);
    let size = out.len() as u32;
    out[..4].copy_from_slice(&size.to_be_bytes());
    out
}

/// Returns a box that begins with a version of 0 and flags.
fn full(name: &[u8; 4], flags: u8, fill: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
    atom(name, |out| {
        out.extend([0, 0, 0, flags]);
        fill(out);
    })
}

/// Returns a box of boxes.
fn all(name: &[u8; 4], inner: &[Vec<u8>]) -> Vec<u8> {
    atom(name, |out| out.extend(inner.concat()))
}

fn words(out: &mut Vec<u8>, words: &[u32]) {
    out.extend(words.iter().flat_map(|word| word.to_be_bytes()));
}

/// A picture that is neither turned nor scaled: every track has one.
const MATRIX: [u32; 9] = [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000];

/// The clock of the movie is that of the sound, so that the edit is exact to the sample.
fn movie(stream: &Stream<'_>, long: bool) -> Vec<u8> {
    let head = full(b"mvhd", 0, |out| {
        words(
            out,
            &[
                0,
                0,
                stream.rate,
                stream.frames,
                0x1_0000,
                0x0100_0000,
                0,
                0,
            ],
        );
        words(out, &MATRIX);
        words(out, &[0, 0, 0, 0, 0, 0, 2]);
    });
    let track = full(b"tkhd", 3, |out| {
        words(out, &[0, 0, 1, 0, stream.frames, 0, 0, 0, 0x0100_0000]);
        words(out, &MATRIX);
        words(out, &[0, 0]);
    });
    // The sound begins after the overlap of the first unit, and ends with the show.
    let edit = full(b"elst", 0, |out| {
        words(
            out,
            &[1, stream.frames, super::super::aac::DELAY as u32, 0x1_0000],
        );
    });
    let sound = all(
        b"trak",
        &[track, all(b"edts", &[edit]), media(stream, long)],
    );
    all(b"moov", &[head, sound])
}

fn media(stream: &Stream<'_>, long: bool) -> Vec<u8> {
    // The language is `und`: the tags name it.
    let head = full(b"mdhd", 0, |out| {
        words(
            out,
            &[0, 0, stream.rate, (stream.units * UNIT) as u32, 0x55c4_0000],
        );
    });
    let handler = full(b"hdlr", 0, |out| {
        words(out, &[0]);
        out.extend(b"soun");
        words(out, &[0, 0, 0]);
        out.extend(b"SoundHandler\0");
    });
    let place = full(b"dref", 0, |out| {
        words(out, &[1]);
        out.extend(full(b"url ", 1, |_| ()));
    });
    let inner = all(
        b"minf",
        &[
            full(b"smhd", 0, |out| words(out, &[0])),
            all(b"dinf", &[place]),
            tables(stream, long),
        ],
    );
    all(b"mdia", &[head, handler, inner])
}

fn tables(stream: &Stream<'_>, long: bool) -> Vec<u8> {
    let units = stream.units as u32;
    let chunk = stream.chunk as u32;
    let chunks = units.div_ceil(chunk);
    let times = full(b"stts", 0, |out| words(out, &[1, units, UNIT as u32]));
    let groups = full(b"stsc", 0, |out| match units % chunk {
        0 => words(out, &[1, 1, chunk, 1]),
        rest if chunks == 1 => words(out, &[1, 1, rest, 1]),
        rest => words(out, &[2, 1, chunk, 1, chunks, rest, 1]),
    });
    let sizes = full(b"stsz", 0, |out| {
        words(out, &[0, units]);
        out.resize(out.len() + 4 * stream.units, 0);
    });
    let places = full(if long { b"co64" } else { b"stco" }, 0, |out| {
        words(out, &[chunks]);
        out.resize(out.len() + chunks as usize * if long { 8 } else { 4 }, 0);
    });
    all(b"stbl", &[kind(stream), times, groups, sizes, places])
}

/// Describes the codec.
fn kind(stream: &Stream<'_>) -> Vec<u8> {
    let entry = atom(b"mp4a", |out| {
        out.extend([0; 6]);
        out.extend([0, 1]);
        words(out, &[0, 0]);
        out.extend(stream.channels.to_be_bytes());
        out.extend([0, 16, 0, 0, 0, 0]);
        words(out, &[stream.rate << 16]);
        out.extend(full(b"esds", 0, |out| out.extend(descriptors(stream))));
    });
    full(b"stsd", 0, |out| {
        words(out, &[1]);
        out.extend(entry);
    })
}

/// The descriptors of ISO/IEC 14496-1: the stream, the decoder and its configuration.
fn descriptors(stream: &Stream<'_>) -> Vec<u8> {
    let own = |tag: u8, content: Vec<u8>| [vec![tag, content.len() as u8], content].concat();
    let mut decoder = vec![0x40, 0x15];
    // The buffer of the decoder: 6144 bits for each channel.
    decoder.extend(&(u32::from(stream.channels) * 768).to_be_bytes()[1..]);
    words(&mut decoder, &[stream.bitrate, stream.bitrate]);
    decoder.extend(own(5, stream.config.to_vec()));
    let mut all = vec![0, 1, 0];
    all.extend(own(4, decoder));
    all.extend(own(6, vec![2]));
    own(3, all)
}
