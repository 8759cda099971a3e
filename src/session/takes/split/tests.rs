//! Chapters that a made speaker reads, with retakes, breaks, coughs and words that are left out.

use std::f32::consts::TAU;
use std::ops::Range;
use std::path::PathBuf;

use super::*;
use crate::output::meter::Sides;
use crate::output::wav::{self, Encoding, Form as WavForm};
use crate::session::files::Overwrite;
use cuebook_core::audio::Audio;
use cuebook_core::progress::Silent;
use cuebook_core::units::RATE;
use cuebook_dsp::level;
use cuebook_voice::{Utterance, VoiceError};

/// A speaker who says a sound for every letter: with the formants of that letter and the one before
/// it, or as a hiss.
struct Speaker {
    pitch: f32,
    mouth: f32,
    frames: usize,
}

const VOICE: Speaker = Speaker {
    pitch: 115.0,
    mouth: 1.0,
    frames: 3_400,
};

const READER: Speaker = Speaker {
    pitch: 190.0,
    mouth: 1.12,
    frames: 3_900,
};

struct Noise(u32);

impl Noise {
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / 8_388_608.0 - 1.0
    }
}

impl Speaker {
    fn word(&self, word: &str, samples: &mut Vec<f32>) {
        let mut before = ' ';
        for letter in word.chars().filter(|c| c.is_alphabetic()) {
            let letter = letter.to_ascii_lowercase();
            self.letter((before, letter), samples);
            before = letter;
        }
    }

    fn letter(&self, (before, letter): (char, char), samples: &mut Vec<f32>) {
        let pair = 31 * letter as u32 + 977 * before as u32;
        let number = pair.wrapping_mul(2_654_435_761) >> 16;
        let formants = [
            250.0 + (number % 7) as f32 * 90.0,
            900.0 + (number / 7 % 9) as f32 * 190.0,
            2_600.0 + (number / 63 % 5) as f32 * 250.0,
        ];
        let is_hiss = "sx".contains(letter);
        let mut noise = Noise(number);
        let mut states = [[0.0_f32; 2]; 3];
        for n in 0..self.frames {
            let wave = (n as f32 * self.pitch / RATE as f32).fract();
            let input = match is_hiss {
                true => 0.3 * noise.next(),
                false => {
                    if wave < 0.08 {
                        1.0
                    } else {
                        -0.08
                    }
                }
            };
            let mut sum = 0.0;
            for (state, formant) in states.iter_mut().zip(formants) {
                let r = 0.985;
                let turn = TAU * formant * self.mouth / RATE as f32;
                let out = 0.02 * input + 2.0 * r * libm::cosf(turn) * state[0] - r * r * state[1];
                *state = [out, state[0]];
                sum += out;
            }
            let edge = (n.min(self.frames - n) as f32 / 300.0).min(1.0);
            samples.push(0.25 * edge * sum);
        }
    }
}

impl Voice for Speaker {
    fn identity(&self) -> String {
        format!("letters {}", self.pitch)
    }

    fn speak(&self, utterance: &Utterance) -> Result<Take, VoiceError> {
        let (mut samples, mut words) = (Vec::new(), Vec::new());
        for word in &utterance.words {
            let start = Frames::from(samples.len());
            self.word(word.of(&utterance.text), &mut samples);
            words.push(start..Frames::from(samples.len()));
        }
        Ok(Take { samples, words })
    }
}

const SCRIPT: &str = r#"# A harbour.
text: |
  The harbour was empty. “Who moved my boat?” asked Anna.

  Nobody knew. The keeper counted eleven lamps and wrote a number.

  “Take the rope,” Boris whispered.
cast:
  ANNA: { voice: af_heart }
  BORIS: { voice: am_michael }
lines:
  - { id: who, quote: "Who moved", by: ANNA }   # The first line.
  - { id: rope, quote: "Take the rope", by: BORIS }
"#;

/// A show with a recording beside it.
struct Scene {
    _folder: tempfile::TempDir,
    studio: Studio,
    show: Show,
    file: PathBuf,
    /// The places of what was read.
    read: Vec<Range<usize>>,
}

/// Something in a recording.
enum Said {
    Words(&'static str),
    Loud(&'static str),
    Cough,
}
use Said::{Cough, Loud, Words};

fn scene(said: &[Said]) -> Scene {
    let folder = tempfile::tempdir().unwrap();
    let script = folder.path().join("show.yaml");
    fs::write(&script, SCRIPT).unwrap();
    let mut noise = Noise(4);
    let (mut samples, mut read) = (vec![0.0; 30_000], Vec::new());
    for one in said {
        let start = samples.len();
        match one {
            Words(words) | Loud(words) => {
                let gain = if matches!(one, Loud(_)) { 1.8 } else { 1.0 };
                let mut spoken = Vec::new();
                let words = words.split(' ');
                words.for_each(|word| READER.word(word, &mut spoken));
                samples.extend(spoken.iter().map(|sample| gain * sample));
            }
            Cough => samples.extend(
                (0..16_000).map(|n| 0.3 * libm::expf(-(n as f32) / 5_000.0) * noise.next()),
            ),
        }
        read.push(start..samples.len());
        samples.extend(vec![0.0; 40_000]);
    }
    samples
        .iter_mut()
        .for_each(|sample| *sample += 0.0005 * noise.next());
    let file = folder.path().join("chapter.wav");
    let form = WavForm {
        rate: RATE,
        sides: Sides::One,
        encoding: Encoding::Pcm24,
    };
    fs::write(&file, wav::in_memory(&Audio::mono(samples), form).unwrap()).unwrap();
    let studio = Studio::within(folder.path());
    let show = studio.open(&script, None).unwrap();
    assert_eq!(show.diagnostics, []);
    Scene {
        _folder: folder,
        studio,
        show,
        file,
        read,
    }
}

impl Scene {
    fn split(&self, options: &SplitOptions) -> Split {
        let how = (&VOICE as &dyn Voice, 1, &Silent as &dyn Progress);
        let recording = Recording::open(&self.file).unwrap();
        self.studio
            .split(&self.show, &recording, options, how)
            .unwrap()
    }

    /// Returns whether a piece is what was read at this place, with the silence around it.
    fn is(&self, piece: &Range<Frames>, read: usize) -> bool {
        let read = &self.read[read];
        let (start, end) = (piece.start.index(), piece.end.index());
        (read.start.saturating_sub(9_600)..read.start + 3_000).contains(&start)
            && (read.end - 3_000..read.end + 18_000).contains(&end)
    }
}

/// The lines in their order.
const LINES: [Said; 6] = [
    Words("The harbour was empty"),
    Words("Who moved my boat"),
    Words("asked Anna"),
    Words("Nobody knew"),
    Words("The keeper counted eleven lamps and wrote a number"),
    Words("Take the rope Boris whispered"),
];

fn ids(split: &Split) -> Vec<&str> {
    let used = split.lines.iter().filter(|line| line.is_used());
    used.map(|line| line.named.id.as_str()).collect()
}

#[test]
fn every_line_of_a_chapter_is_found() {
    let scene = scene(&LINES);
    let split = scene.split(&SplitOptions::default());
    let expected = [
        "narrator-the-harbour-was-empty",
        "who",
        "narrator-asked-anna",
        "narrator-nobody-knew-the-keeper-counted",
        "rope",
        "narrator-boris-whispered",
    ];
    assert_eq!(ids(&split), expected);
    assert!(split.left_out.is_empty() && split.other.is_empty());
    for (line, read) in split.lines.iter().take(3).zip(0..) {
        assert!(scene.is(&line.pieces[0], read), "{:?}", line.pieces);
        assert!(line.differences.is_empty(), "{:?}", line.differences);
    }
    // Noise of this height has 20 log(0.0005 / √3) dB.
    let noise = split.noise.unwrap();
    assert!((noise + 70.8).abs() < 3.0, "{noise}");
}

#[test]
fn the_last_whole_reading_is_used_and_the_others_are_told() {
    let [a, b, c, d, e, f] = LINES;
    let keeper = "The keeper counted eleven lamps and wrote a number";
    let said = [a, Words("Who moved"), b, Cough, c, d, Loud(keeper), e, f];
    let scene = scene(&said);
    let split = scene.split(&SplitOptions::default());
    assert_eq!(ids(&split).len(), 6);
    let [who, paragraph] = [&split.lines[1], &split.lines[3]];
    assert!(scene.is(&who.pieces[0], 2), "{:?}", who.pieces);
    // An unused reading may count as other sound: these speakers have few sounds.
    let told = who.unused.len() + paragraph.unused.len() + split.other.len();
    assert!(told >= 3, "{:?}", split.other);
    // The first sentence, and the second reading of the second one.
    assert_eq!(paragraph.pieces.len(), 2, "{:?}", paragraph.pieces);
    assert!(scene.is(&paragraph.pieces[1], 7), "{:?}", paragraph.pieces);
    // All takes have one loudness.
    let loudness = |line: &SplitLine| level::loudness(&Audio::mono(line.samples.clone()));
    let all: Vec<f64> = split
        .lines
        .iter()
        .map(|line| loudness(line).unwrap().0)
        .collect();
    assert!(all.iter().all(|own| (own - all[0]).abs() < 0.5), "{all:?}");
}

#[test]
fn what_is_left_out_is_told_and_gets_no_take() {
    let [a, _, c, d, _, f] = LINES;
    let scene = scene(&[a, c, d, f]);
    let split = scene.split(&SplitOptions::default());
    let left_out: Vec<&str> = split.left_out.iter().map(|line| line.id.as_str()).collect();
    assert_eq!(left_out, ["who"]);
    let paragraph = &split.lines[2];
    assert_eq!(paragraph.missing.len(), 1);
    assert!(!paragraph.is_used());
    let incomplete = SplitOptions {
        incomplete: true,
        ..SplitOptions::default()
    };
    let split = scene.split(&incomplete);
    assert!(scene.is(&split.lines[2].pieces[0], 2));
}

#[test]
fn the_lines_of_one_role_are_looked_for() {
    let scene = scene(&[Cough, Words("Who moved my boat")]);
    let by = scene.show.reader("anna");
    assert!(by.is_some() && scene.show.reader("Clara").is_none());
    let split = scene.split(&SplitOptions {
        by,
        ..SplitOptions::default()
    });
    assert_eq!(ids(&split), ["who"]);
    assert!(scene.show.reader("narrator").is_some());
}

#[test]
fn takes_are_written_and_named_in_the_script() {
    let scene = scene(&LINES);
    let split = scene.split(&SplitOptions::default());
    let base = scene.file.parent().unwrap();
    let written = split.write(base, "takes", Overwrite::Refuse).unwrap();
    assert_eq!(written.len(), 6);
    assert!(split.write(base, "takes", Overwrite::Refuse).is_err());
    let (steps, failed) = split.steps(&scene.show, &Form::Files("takes".to_owned()));
    assert_eq!(failed, [""; 0]);
    let Ok(edited) = scene.studio.edit(scene.show, &steps) else {
        panic!("the edit is refused");
    };
    let (before, after) = (&edited.before.source, &edited.after.source);
    assert_eq!(edited.after.diagnostics, [], "{after}");
    let lines: Vec<&str> = after.lines().collect();
    // Nothing else changes.
    for line in before.lines().filter(|line| !line.contains("quote")) {
        assert!(lines.contains(&line), "{line}\n{after}");
    }
    assert!(after.contains(", by: ANNA, take: takes/who.wav }   # The first line."));
    let book = &edited.after.book;
    assert!(
        book.lines
            .iter()
            .all(|line| matches!(line.speech, Speech::Recording { .. }))
    );
    // The next recording replaces the takes of the same lines.
    assert_eq!(split.recorded(&edited.after).count(), 6);
    let recording = Recording::open(&scene.file).unwrap();
    let how = (&VOICE as &dyn Voice, 1, &Silent as &dyn Progress);
    let again = scene
        .studio
        .split(&edited.after, &recording, &SplitOptions::default(), how);
    let again = again.unwrap();
    let parts = Form::Parts("chapter.wav".to_owned());
    let (steps, failed) = again.steps(&edited.after, &parts);
    assert_eq!(failed, [""; 0]);
    let Ok(edited) = scene.studio.edit(edited.after, &steps) else {
        panic!("the edit is refused");
    };
    assert_eq!(edited.after.diagnostics, [], "{}", edited.after.source);
    let after = &edited.after.source;
    assert_eq!(after.matches("file: chapter.wav").count(), 6, "{after}");
}
