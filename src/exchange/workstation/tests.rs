//! Small shows whose tracks and items can be checked by hand.

use super::*;
use crate::mix::{self, Listening};
use crate::perform::staged::{book, wav, wav_of};
use crate::perform::{Cache, Context};
use crate::timeline::PerformanceLengths;
use crate::world::Memory;
use cuebook_core::progress::Silent;
use cuebook_core::units::Decibels;
use cuebook_voice::tone::ToneVoice;

const HEAD: &str = "\
show: A Show
sounds: { bell: { file: bell.wav }, wide: { file: wide.wav } }
cast: { ANNA: { voice: af_heart, pan: 0.5 } }
pauses: { start: 10s, end: 10s }
";

/// Lays out a show with two sounds of one second.
fn session(script: &str) -> Session {
    session_of(script, None)
}

/// Lays out a part of a show.
fn session_of(script: &str, part: Option<Range<Frames>>) -> Session {
    let tone = || (0..48_000).map(|frame| if frame % 100 < 50 { 9_000 } else { -9_000 });
    let world = Memory::default()
        .with("bell.wav", wav(tone()))
        .with("wide.wav", wav_of(2, tone().flat_map(|sample| [sample; 2])));
    let book = book(&format!("{HEAD}{script}"), &world);
    let folder = tempfile::tempdir().unwrap();
    let context = Context {
        world: &world,
        voice: &ToneVoice,
        cache: &Cache::open(folder.path()).unwrap(),
        jobs: 1,
        progress: &Silent,
    };
    let performance = Performance::of(&book, &context).unwrap();
    let timeline = Timeline::place(&book, &PerformanceLengths::of(&performance));
    let plan = mix::plan(Listening::Loudspeakers, &book, &performance, &timeline);
    let show = Show {
        book: &book,
        timeline: &timeline,
        performance: &performance,
        plan: &plan,
        part: &part.unwrap_or(Frames::ZERO..timeline.frames),
    };
    Session::of(show, None, Gain(2.0))
}

fn folder<'a>(session: &'a Session, name: &str) -> &'a Folder {
    let mut folders = session.folders.iter();
    folders.find(|folder| folder.name == name).unwrap()
}

fn tracks<'a>(session: &'a Session, bus: &str) -> Vec<(&'a str, usize)> {
    let tracks = folder(session, bus).tracks.iter();
    tracks
        .map(|track| (&*track.name, track.items.len()))
        .collect()
}

#[test]
fn items_that_overlap_are_on_several_tracks() {
    let session = session(
        "text: Rain fell all night.\ncues:\n  - { spot: bell, at: { time: 1s } }\n  - { spot: bell, at: { time: 1.5s } }\n  - { spot: wide, at: { time: 2s } }\n",
    );
    assert_eq!(tracks(&session, "spots"), [("spots", 2), ("bell", 1)]);
    assert_eq!(tracks(&session, "narration"), [("NARRATOR", 1)]);
    let files: Vec<&str> = session.media.iter().map(|media| &*media.file).collect();
    let all = [
        "narrator-001-rain-fell-all-night.wav",
        "spot-bell.wav",
        "spot-wide.wav",
    ];
    assert_eq!(files, all);
    assert_eq!(session.master, Gain(2.0));
}

#[test]
fn a_pan_is_a_linear_balance_at_the_level_of_the_near_side() {
    let session = session(
        "text: |\n  “Go!” she said.\nlines: [{ quote: Go!, by: ANNA }]\ncues:\n  - { spot: wide, at: { time: 1s }, pan: -0.5, gain: 0dB }\n",
    );
    // Equal power at 0.5 is 0.383 on the left and 0.924 on the right.
    let anna = &folder(&session, "dialogue").tracks[0].items[0];
    assert!(
        (anna.pan - (1.0 - 0.382_683 / 0.923_880)).abs() < 1e-4,
        "{}",
        anna.pan
    );
    // A balance keeps the near side of a stereo sound.
    let wide = &folder(&session, "spots").tracks[0].items[0];
    assert!(
        (wide.pan + 1.0 - std::f64::consts::FRAC_1_SQRT_2).abs() < 1e-4,
        "{}",
        wide.pan
    );
    assert!((wide.gain - 1.0).abs() < 1e-6, "{}", wide.gain);
}

#[test]
fn a_sound_that_moves_is_one_item_with_a_pan_envelope() {
    let session = session(
        "text: Rain fell all night.\ncues:\n  - { id: bed, bed: bell, from: start, until: end, pan: -1, fade: { in: 1s, out: 2s }, duck: false, gain: 0dB, move: { to: { pan: 1 }, over: 4s } }\n",
    );
    let [track] = &folder(&session, "beds").tracks[..] else {
        panic!("{:?}", tracks(&session, "beds"));
    };
    let [item] = &track.items[..] else {
        panic!("{:?}", track.items);
    };
    assert!(item.looped);
    let fades = (item.fade_in, item.fade_out);
    assert_eq!(fades, (Frames(48_000), Frames(96_000)));
    let pan = |seconds: i64| {
        item.pans
            .at(Frames(seconds * 48_000), envelope::Side::After, 0.0)
    };
    for (seconds, wanted) in [(0, -1.0), (4, 1.0), (9, 1.0)] {
        assert!((pan(seconds) - wanted).abs() < 1e-9, "{}", pan(seconds));
    }
    assert!(pan(2).abs() < 1e-3, "{}", pan(2));
    // In the middle both sides have −3 dB.
    let level = item.volume.at(Frames(96_000), envelope::Side::After, 1.0) * item.gain;
    assert!(
        (level - f64::from(Decibels(-3.01).gain().0)).abs() < 1e-3,
        "{level}"
    );
}

#[test]
fn ducking_is_on_the_track_and_a_ride_on_the_item() {
    let session = session(
        "text: Rain fell all night.\ncues:\n  - { bed: bell, from: start, until: end, gain: -6dB, duck: { by: 12dB, attack: 1s, release: 1s }, ride: { at: { time: 2s }, gain: -12dB, over: 1s } }\n  - { bed: wide, from: start, until: end, duck: false }\n",
    );
    let names: Vec<&str> = tracks(&session, "beds")
        .iter()
        .map(|track| track.0)
        .collect();
    assert_eq!(names, ["wide", "bell"]);
    let bell = &folder(&session, "beds").tracks[1];
    let second = |seconds: f64| Frames((seconds * 48_000.0) as i64);
    let track = |at| bell.volume.at(second(at), envelope::Side::After, 1.0);
    let ducked = f64::from(Decibels(-12.0).gain().0);
    assert_eq!(track(8.0), 1.0);
    assert!((track(10.1) - ducked).abs() < 1e-4);
    let item = |at| {
        bell.items[0]
            .volume
            .at(second(at), envelope::Side::After, 1.0)
    };
    assert!((item(1.5) - 1.0).abs() < 1e-6 && (item(4.0) - 0.501_187).abs() < 1e-4);
    assert!(folder(&session, "beds").tracks[0].volume.0.is_empty());
}

#[test]
fn a_part_has_what_is_heard_in_it() {
    let script = "text: Rain fell all night.\ncues:\n  - { spot: bell, at: { time: 1s } }\n  - { id: bed, bed: wide, from: start, until: end, fade: { in: 4s, out: 2s }, duck: false }\n";
    let second = |second: i64| Frames(second * 48_000);
    let part = session_of(script, Some(second(2)..second(9)));
    assert_eq!(part.frames, second(7));
    assert_eq!(part.media.len(), 1, "{:?}", part.media);
    let bed = &folder(&part, "beds").tracks[0].items[0];
    assert_eq!(
        (bed.at.clone(), bed.offset),
        (
            Frames::ZERO..second(7),
            Frames(96_000 % part.media[0].frames.0)
        )
    );
    // The fade goes on where the part begins: half of four seconds.
    assert_eq!(bed.fade_in, Frames::ZERO);
    let half = bed.volume.at(Frames::ZERO, envelope::Side::After, 1.0);
    let full = bed.volume.at(second(3), envelope::Side::After, 1.0);
    assert!(
        (half / full - std::f64::consts::FRAC_1_SQRT_2).abs() < 1e-3,
        "{half} {full}"
    );
    assert!(part.markers.iter().all(|(at, _)| at.end <= part.frames));
}

#[test]
fn a_room_has_a_track_with_what_it_answers() {
    let session = session(
        "text: Rain fell all night.\nspaces: { hall: { size: [9m, 7m, 4m], decay: 1s, wet: -6dB } }\nscenes: [{ id: one, from: start, space: hall }]\ncues:\n  - { spot: bell, at: { time: 11s } }\n",
    );
    assert_eq!(
        tracks(&session, "spots"),
        [("bell", 1), ("room: hall (wet)", 1)]
    );
    let room = &folder(&session, "spots").tracks[1].items[0];
    assert_eq!(room.at.start.0 % 512, 0);
    assert!(room.at.start <= Frames(528_000) && room.at.end > Frames(576_000));
    assert!(room.at.end < session.frames);
    let media = &session.media[room.media];
    assert_eq!(
        (&*media.file, media.channels),
        ("room-hall-spots-001.wav", 2)
    );
}
