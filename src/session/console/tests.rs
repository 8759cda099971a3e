//! Tests with a row for each input of the key of a trim.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;

use super::*;
use crate::book::Level;
use crate::mix::{
    self, Bus, BusId, BusName, Clip, ClipOf, Curve, Lane, LaneId, Listening, Point, ReturnId, Send,
    Space,
};
use crate::output::meter::Sides;
use crate::perform::staged::wav;
use crate::session::{Show, Studio};
use cuebook_core::id::{AudioId, CueId, LineId, RoleId, SpaceId};
use cuebook_core::progress::Silent;
use cuebook_core::units::{Between, Decibels, Frames, Lufs};
use cuebook_voice::tone::ToneVoice;

/// All inputs of the key of a trim.
struct Inputs {
    plan: MixPlan,
    audio: Vec<Key>,
    responses: Vec<Option<[Key; 3]>>,
    goal: Goal,
}

fn key(number: u8) -> Key {
    Key::of("test", 1, &number)
}

fn lane(at: i64) -> Lane {
    Lane(vec![Point {
        at: Frames(at),
        gain: Gain(0.5),
        curve: Curve::Linear,
    }])
}

fn inputs() -> Inputs {
    let clip = Clip {
        offset: Frames(5),
        looped: true,
        pan: 0.25,
        gain: Gain(0.7),
        lanes: vec![lane(1)],
        shared: vec![LaneId(0)],
        sends: vec![Send {
            space: ReturnId(0),
            pan: 0.5,
            gain: Gain(0.3),
            lane: lane(2),
        }],
        ..Clip::new(
            AudioId(0),
            BusId(1),
            Frames(10)..Frames(90),
            ClipOf::Line(LineId(0)),
        )
    };
    let bus = |name, role| Bus {
        role,
        gain: Gain(0.9),
        lane: lane(3),
        ..Bus::new(name)
    };
    Inputs {
        plan: MixPlan {
            frames: Frames(100),
            step: 2_048,
            clips: vec![
                clip.clone(),
                Clip {
                    audio: AudioId(1),
                    ..clip
                },
            ],
            buses: vec![
                bus(BusName::Narration, None),
                bus(BusName::Spots, Some(RoleId(1))),
            ]
            .into(),
            shared: vec![lane(4), lane(5)].into(),
            spaces: vec![Space {
                response: ResponseId::Room(SpaceId(1)),
                frames: Frames(60),
            }]
            .into(),
            master: Master {
                trim: Gain::UNITY,
                ceiling: Decibels(-1.0),
            },
        },
        audio: vec![key(1), key(2)],
        responses: vec![None, Some([key(3), key(4), key(5)])],
        goal: Goal::stereo(Level::Loudness {
            at: Lufs(-18.0),
            within: 0.5,
        }),
    }
}

type Row = (&'static str, fn(&mut Inputs));

fn first(inputs: &mut Inputs) -> &mut Clip {
    &mut inputs.plan.clips[0]
}

const ROWS: &[Row] = &[
    ("length", |i| i.plan.frames = Frames(101)),
    ("step", |i| i.plan.step = 4_096),
    ("fewer clips", |i| drop(i.plan.clips.pop())),
    ("clips in another order", |i| i.plan.clips.swap(0, 1)),
    ("audio", |i| first(i).audio = AudioId(2)),
    ("bus", |i| first(i).bus = BusId(0)),
    ("start", |i| first(i).at.start = Frames(11)),
    ("end", |i| first(i).at.end = Frames(91)),
    ("offset", |i| first(i).offset = Frames(6)),
    ("looped", |i| first(i).looped = false),
    ("pan", |i| first(i).pan = 0.5),
    ("gain", |i| first(i).gain = Gain(0.8)),
    ("point, place", |i| first(i).lanes[0].0[0].at = Frames(9)),
    ("point, gain", |i| first(i).lanes[0].0[0].gain = Gain(0.6)),
    ("point, curve", |i| {
        first(i).lanes[0].0[0].curve = Curve::Power
    }),
    ("point, decibels", |i| {
        first(i).lanes[0].0[0].curve = Curve::Decibel
    }),
    ("no point", |i| first(i).lanes[0].0.clear()),
    ("no lane", |i| first(i).lanes.clear()),
    ("shared lane", |i| first(i).shared[0] = LaneId(1)),
    ("no shared lane", |i| first(i).shared.clear()),
    ("direct", |i| first(i).direct = false),
    ("send, space", |i| first(i).sends[0].space = ReturnId(1)),
    ("send, pan", |i| first(i).sends[0].pan = 0.6),
    ("send, gain", |i| first(i).sends[0].gain = Gain(0.4)),
    ("send, lane", |i| first(i).sends[0].lane = lane(9)),
    ("no send", |i| first(i).sends.clear()),
    ("bus, name", |i| {
        i.plan.buses[BusId(0)].name = BusName::Dialogue
    }),
    ("bus, role", |i| {
        i.plan.buses[BusId(0)].role = Some(RoleId(1))
    }),
    ("bus, gain", |i| i.plan.buses[BusId(0)].gain = Gain(0.8)),
    ("bus, lane", |i| i.plan.buses[BusId(0)].lane = lane(9)),
    ("buses in another order", |i| i.plan.buses.swap(0, 1)),
    ("shared, lane", |i| i.plan.shared[LaneId(0)] = lane(9)),
    ("shared, fewer", |i| drop(i.plan.shared.pop())),
    ("room", |i| {
        i.plan.spaces[ReturnId(0)].response = ResponseId::Room(SpaceId(0))
    }),
    ("ears", |i| {
        i.plan.spaces[ReturnId(0)].response = ResponseId::Ears(30)
    }),
    ("other ears", |i| {
        i.plan.spaces[ReturnId(0)].response = ResponseId::Ears(31)
    }),
    ("room, length", |i| {
        i.plan.spaces[ReturnId(0)].frames = Frames(61)
    }),
    ("no room", |i| i.plan.spaces.clear()),
    ("trim", |i| i.plan.master.trim = Gain(0.5)),
    ("ceiling", |i| i.plan.master.ceiling = Decibels(-2.0)),
    ("samples of the audio", |i| i.audio[0] = key(9)),
    ("audio in another order", |i| i.audio.swap(0, 1)),
    ("samples of a response", |i| {
        i.responses[1] = Some([key(3), key(4), key(9)])
    }),
    ("no response", |i| i.responses[1] = None),
    ("responses in another order", |i| i.responses.swap(0, 1)),
    ("loudness", |i| {
        i.goal.level = Level::Loudness {
            at: Lufs(-16.0),
            within: 0.5,
        }
    }),
    ("loudness, within", |i| {
        i.goal.level = Level::Loudness {
            at: Lufs(-18.0),
            within: 1.0,
        }
    }),
    ("RMS", |i| i.goal.level = Level::Rms(between(-23.0, -18.0))),
    ("RMS, low", |i| {
        i.goal.level = Level::Rms(between(-22.0, -18.0))
    }),
    ("RMS, high", |i| {
        i.goal.level = Level::Rms(between(-23.0, -17.0))
    }),
    ("one side", |i| i.goal.sides = Sides::One),
];

fn between(low: f64, high: f64) -> Between<Decibels> {
    let (low, high) = (Decibels(low), Decibels(high));
    Between { low, high }
}

fn trim(inputs: &Inputs) -> Key {
    trim_key(&inputs.plan, &inputs.audio, &inputs.responses, inputs.goal)
}

#[test]
fn every_input_changes_the_key() {
    let mut seen = BTreeMap::from([(trim(&inputs()), "nothing")]);
    for (input, change) in ROWS {
        let mut changed = inputs();
        change(&mut changed);
        let other = seen.insert(trim(&changed), input);
        assert_eq!(other, None, "{input}");
    }
}

#[test]
fn the_origin_of_a_clip_changes_nothing() {
    let mut changed = inputs();
    changed.plan.clips[0].of = ClipOf::Cue(CueId(7));
    assert_eq!(trim(&changed), trim(&inputs()));
}

#[test]
fn an_ending_is_read_as_it_was_written() {
    let endings = [Ending::Reached, Ending::Nearest, Ending::Silent];
    assert_eq!(endings.map(word), ["reached", "nearest", "silent"]);
}

/// Writes a recording of a room: a click and one echo at a given level.
fn vault(path: &Path, echo: i16) {
    let sample = |frame| match frame {
        0 => 30_000,
        4_800 | 4_900 => echo,
        4_850 => 2_000,
        _ => 0,
    };
    std::fs::write(path, wav((0..9_600).map(sample))).unwrap();
}

fn console(studio: &Studio, show: &Show) -> Console {
    let staged = studio.stage(show, &ToneVoice, 1, &Silent).unwrap();
    let plan = mix::plan(
        Listening::Loudspeakers,
        &show.book,
        &staged.performance,
        &staged.timeline,
    );
    Console {
        plan: Arc::new(plan),
        performance: Arc::new(staged.performance),
        goal: Goal::stereo(show.book.target.level),
        trims: studio.trims(),
        stretches: studio.stretches(),
        common: None,
    }
}

#[test]
fn a_show_that_was_written_before_is_not_measured_again() {
    let folder = tempfile::tempdir().unwrap();
    let studio = Studio::within(folder.path());
    let script = "text: |\n  Rain fell on the roof of the old house.\n";
    std::fs::write(folder.path().join("show.yaml"), script).unwrap();
    let show = studio.open(&folder.path().join("show.yaml"), None).unwrap();
    let console = console(&studio, &show);
    let levels = || console.kept().and_then(|kept| kept.levels);
    assert_eq!(levels(), None);
    // A trim that was found for playback has no levels yet.
    let found = console.trim().unwrap();
    assert_eq!(levels(), None);
    let write = || {
        let kept = Arc::default();
        let mixed = console.fill(|| Ok(Samples(Arc::clone(&kept)))).unwrap();
        ((mixed.trim, mixed.ending), mixed.loudness, kept)
    };
    let first = write();
    assert_eq!(first.0, found);
    assert_eq!(levels(), Some(first.1));
    let again = write();
    assert!((first.0, first.1) == (again.0, again.1));
    assert!(*first.2.lock().unwrap() == *again.2.lock().unwrap());
    // A damaged file is measured again.
    let text = std::fs::read_to_string(console.trim_file()).unwrap();
    let (some, _) = text.rsplit_once(' ').unwrap();
    std::fs::write(console.trim_file(), some).unwrap();
    assert_eq!(levels(), None);
    assert_eq!(write().1, first.1);
    assert_eq!(std::fs::read_to_string(console.trim_file()).unwrap(), text);
}

/// Stores all samples.
struct Samples(Arc<Mutex<Vec<f32>>>);

impl Sink for Samples {
    fn write(&mut self, block: &Block, frames: usize) -> Result<(), SinkError> {
        let mut kept = self.0.lock().unwrap();
        kept.extend(&block.left[..frames]);
        kept.extend(&block.right[..frames]);
        Ok(())
    }

    fn finish(self) -> Result<(), SinkError> {
        Ok(())
    }
}

/// Two recordings of rooms may have the same length. Then only their content
/// distinguishes the shows.
#[test]
fn a_trim_is_kept_for_the_same_show_with_the_same_room() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let studio = Studio::within(folder.path());
    let script = "text: |\n  Rain fell.\nspaces: { vault: { ir: vault.wav } }\n\
                  cast: { NARRATOR: { space: vault } }\n";
    std::fs::write(path("show.yaml"), script).unwrap();
    let open = |echo| {
        vault(&path("vault.wav"), echo);
        let show = studio.open(&path("show.yaml"), None).unwrap();
        assert_eq!(show.diagnostics, []);
        console(&studio, &show)
    };
    let first = open(9_000);
    assert_eq!(first.kept_trim(), None);
    let found = first.trim().unwrap();
    assert_eq!(first.kept_trim(), Some(found));
    let other = open(-9_000);
    assert_eq!(other.plan, first.plan);
    assert_eq!(other.kept_trim(), None);
    assert_eq!(open(9_000).kept_trim(), Some(found));
}
