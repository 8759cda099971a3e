//! Streams: joined files, tags, delays and the true beginning and end.

use super::mutate::mend_ogg;
use super::{amplitude, file, heard, refused};
use cuebook_synth::file::decode;

/// The frames of the tone at the engine's rate.
const TONE: usize = 5760;

/// Returns the frames of an MP3 file without its tags. They are the same size here.
fn mp3_frames() -> &'static [u8] {
    let bytes = file("tone-vbr.mp3");
    let first = bytes.windows(2).position(|two| two == [0xff, 0xf3]);
    &bytes[first.unwrap()..]
}

#[test]
fn an_mp3_without_a_length_is_heard_to_its_end() {
    let once = heard("once.mp3", mp3_frames()).1;
    assert!(once > TONE, "{once}");
    // The frames differ in size, so the first ones say little about the number of them.
    for count in [2, 5, 20] {
        let many = heard("many.mp3", &mp3_frames().repeat(count)).1;
        assert!(many.abs_diff(once * count) <= count, "{count}: {many}");
    }
}

#[test]
fn tags_and_damage_around_an_mp3_are_not_heard() {
    let frames = mp3_frames();
    let plain = decode("plain.mp3", frames.into()).unwrap();
    let picture = [[0xff, 0xf3, 0x40, 0xc4]; 40].concat();
    let head = [&b"ID3\x04\0\0\0\0\x01\x20"[..], &picture].concat();
    let ape = |flags: u32| {
        let size = (picture.len() + 32) as u32;
        [
            b"APETAGEX",
            &2000_u32.to_le_bytes()[..],
            &size.to_le_bytes(),
            &[0; 4],
            &flags.to_le_bytes(),
            &[0; 8],
        ]
        .concat()
    };
    let footer = [&ape(0xa000_0000)[..], &picture, &ape(0x8000_0000)].concat();
    let old = [&b"TAG"[..], &[0xff; 125]].concat();
    let noise: Vec<u8> = (0..5000_u32)
        .map(|n| (n.wrapping_mul(n).wrapping_mul(7919) >> 7) as u8)
        .collect();
    for (what, bytes) in [
        ("ID3v2", [&head, frames].concat()),
        ("two ID3v2", [&head[..], &head, frames].concat()),
        ("APE", [frames, &footer].concat()),
        ("ID3v1", [frames, &old].concat()),
        ("APE and ID3v1", [frames, &footer, &old].concat()),
        ("noise", [&noise, frames].concat()),
    ] {
        assert_eq!(decode("a.mp3", bytes.into()).unwrap(), plain, "{what}");
    }
    // The shortest file: the next frame begins where the first one ends.
    let next = 1 + frames[1..]
        .windows(2)
        .position(|two| two == [0xff, 0xf3])
        .unwrap();
    let one = [&frames[..next], &old].concat();
    assert_eq!(
        heard("one.mp3", &one),
        (2, (576 * 48_000_usize).div_ceil(22_050))
    );
}

#[test]
fn joined_mp3_files_are_each_trimmed_by_their_own_tag() {
    let tagged = file("tone.mp3");
    assert_eq!(heard("one.mp3", tagged), (2, TONE));
    assert_eq!(heard("two.mp3", &tagged.repeat(2)), (2, 2 * TONE));
    let free = [0xff, 0xfb, 0x00, 0xc4, 0, 0, 0, 0].repeat(50);
    assert!(refused("free.mp3", &free).contains("free-format MP3"));
}

#[test]
fn a_chained_ogg_file_is_heard_to_its_end() {
    let (vorbis, opus, quad) = (file("tone.ogg"), file("tone.opus"), file("tone-quad.ogg"));
    assert_eq!(heard("two.ogg", &vorbis.repeat(2)), (2, 2 * TONE));
    assert_eq!(heard("rates.ogg", &[vorbis, opus].concat()), (2, 2 * TONE));
    assert_eq!(
        heard("all.ogg", &[opus, quad, vorbis].concat()),
        (2, 3 * TONE)
    );
    let half = &vorbis[..vorbis.len() / 2];
    assert!(refused("cut.ogg", &[opus, half].concat()).contains("cut short"));
}

#[test]
fn the_gain_of_an_opus_file_is_applied() {
    let plain = decode("tone.opus", file("tone.opus").into()).unwrap();
    let mut louder = file("tone.opus").to_vec();
    let head = louder.windows(8).position(|at| at == b"OpusHead").unwrap();
    // −6 dB in 1/256 of a decibel.
    louder[head + 16..head + 18].copy_from_slice(&(-6_i16 * 256).to_le_bytes());
    mend_ogg(&mut louder);
    let halved = decode("tone.opus", louder.into()).unwrap();
    let ratio = amplitude(&halved.channels[0]) / amplitude(&plain.channels[0]);
    assert!((ratio - 0.5012).abs() < 0.001, "{ratio}");
}

/// Returns an MP4 file with another name for its edit list, so that it has none.
fn without_edits(name: &str) -> Vec<u8> {
    let mut bytes = file(name).to_vec();
    let edits = bytes.windows(4).position(|at| at == b"edts").unwrap();
    bytes[edits..edits + 4].copy_from_slice(b"free");
    bytes
}

/// Adds a note of iTunes to the end of a file that ends with its list of parts.
fn with_note(mut bytes: Vec<u8>, note: &str) -> Vec<u8> {
    let boxed = |kind: &[u8], body: &[u8]| {
        let size = (body.len() + 8) as u32;
        [&size.to_be_bytes()[..], kind, body].concat()
    };
    let name = boxed(b"name", b"\0\0\0\0iTunSMPB");
    let data = boxed(
        b"data",
        &[&[0, 0, 0, 1, 0, 0, 0, 0], note.as_bytes()].concat(),
    );
    let list = boxed(b"ilst", &boxed(b"----", &[name, data].concat()));
    let tags = boxed(b"udta", &boxed(b"meta", &[&[0; 4][..], &list].concat()));
    let movie = bytes.windows(4).position(|at| at == b"moov").unwrap() - 4;
    // The tags that are there already are hidden.
    if let Some(old) = bytes.windows(4).position(|at| at == b"udta") {
        bytes[old..old + 4].copy_from_slice(b"free");
    }
    bytes.extend(&tags);
    let size = (bytes.len() - movie) as u32;
    bytes[movie..movie + 4].copy_from_slice(&size.to_be_bytes());
    bytes
}

#[test]
fn the_delay_of_an_m4a_is_left_out() {
    assert_eq!(heard("tone.m4a", file("tone.m4a")), (2, TONE));
    let bare = without_edits("tone.m4a");
    let all = decode("bare.m4a", bare.clone().into()).unwrap();
    assert!(all.frames().index() > TONE + 1024 * 48 / 22);
    // 1024 frames before it, and 2646 frames of sound, at 22,050 Hz.
    let noted = with_note(
        bare,
        " 00000000 00000400 000001AA 0000000000000A56 00000000",
    );
    assert_eq!(heard("noted.m4a", &noted), (2, TONE));
}

#[test]
fn a_table_that_asks_for_more_than_the_file_is_refused() {
    for table in [b"stsz", b"stco", b"stsc", b"stts"] {
        for name in ["tone.m4a", "tone-alac.m4a"] {
            let mut bytes = file(name).to_vec();
            let at = bytes.windows(4).position(|at| at == table).unwrap();
            bytes[at + 8..at + 20].fill(0x7f);
            match decode(name, bytes.into()) {
                Ok(audio) => assert!(audio.frames().index() < 3 * TONE),
                Err(error) => assert!(error.to_string().contains(name), "{error}"),
            }
        }
    }
}
