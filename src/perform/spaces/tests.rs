use cuebook_dsp::space::measure::{correlation, decay, density, flutter, octave, ringing, unevenness};
use super::*;
use cuebook_core::audio::Audio;
use crate::book::space::BANDS;
use crate::book::{Acoustics, Book};
use crate::perform::staged;
use cuebook_dsp::golden::{self, Golden};
use cuebook_synth::random::Random;
use cuebook_script::space::PRESETS;
use crate::world::Memory;

/// The rooms of a script, from the text under `spaces`.
fn rooms(spaces: &str) -> Vec<(String, Room, f64)> {
    let script = format!("text: |\n  Words.\nspaces: {spaces}\n");
    let book = staged::book(&script, &Memory::default());
    let spaces = book.spaces.into_iter();
    spaces
        .filter_map(|space| match space.acoustics {
            Acoustics::Room(room) => Some((space.name, *room, space.wet.0)),
            _ => None,
        })
        .collect()
}

fn presets() -> Vec<(String, Room, f64)> {
    let names: Vec<String> = PRESETS.names().map(|name| format!("{name}: ")).collect();
    rooms(&format!("{{ {} }}", names.join(", ")))
}

fn room(space: &str) -> Room {
    rooms(&format!("{{ it: {space} }}")).remove(0).1
}

const FREE: &str = "{
  cube: { size: [5m, 5m, 5m], surfaces: plaster, decay: 1s },
  flat: { size: [20m, 15m, 3m], surfaces: { walls: concrete, floor: wood, ceiling: plasterboard } },
  duct: { size: [40m, 1m, 1m], surfaces: concrete, decay: 1.2s },
  dead: { size: [4m, 3m, 2.5m], surfaces: upholstery },
  vast: { size: [200m, 100m, 60m], surfaces: stone, decay: 9s },
  tiny: { size: [1.2m, 1m, 0.9m], surfaces: wood, decay: 120ms },
  bright: { size: [9m, 7m, 4m], surfaces: tile, decay: 1.4s, damping: 0 },
  dull: { size: [9m, 7m, 4m], surfaces: tile, decay: 1.4s, damping: 0.6, pre-delay: 60ms }
}";

fn check_decays((name, room, _): &(String, Room, f64)) -> Vec<String> {
    let heard = respond(room).of_middle();
    let mut wrong = Vec::new();
    for (band, centre) in BANDS.iter().copied().enumerate().take(6).skip(1) {
        let (due, found) = (room.decay[band], decay(&octave(&heard, centre)));
        // A narrow band that dies away soon has a random decay. A band between
        // bands that last much longer contains a part of them.
        let chance = 0.6 / (centre * std::f64::consts::SQRT_2 * due).sqrt();
        let next = room.decay[band - 1].max(room.decay[band + 1]).max(due);
        let slack = 0.06 + chance + 0.25 * (next / due).ln();
        if (found / due - 1.0).abs() > slack {
            wrong.push(format!("{name} {centre} Hz: {found:.3} s for {due:.3} s"));
        }
    }
    wrong
}

#[test]
fn every_preset_has_the_decay_that_it_states() {
    let wrong: Vec<String> = presets().iter().flat_map(check_decays).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_room_has_the_decay_that_it_states() {
    let wrong: Vec<String> = rooms(FREE).iter().flat_map(check_decays).collect();
    assert_eq!(wrong, Vec::<String>::new());
}

/// Prints the table of the presets: `cargo test -- --ignored --nocapture
/// table_of`.
#[test]
#[ignore = "prints a table and writes responses under target"]
fn table_of_presets() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("target/spaces");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, room, wet) in presets().into_iter().chain(rooms(FREE)) {
        let begin = std::time::Instant::now();
        let response = respond(&room);
        let took = begin.elapsed().as_millis();
        let heard = response.of_middle();
        let figures: Vec<String> = (1..=5)
            .map(|band| {
                let found = decay(&octave(&heard, BANDS[band]));
                format!("{:.2}/{found:.2}", room.decay[band])
            })
            .collect();
        let early = heard_early(&response);
        let mixing = Stage::of(&room).mixing.1 * 1000.0;
        println!(
            "{name:15} {wet:6.1} dB  {}  early {early:.0} %  mixed {mixing:.0} ms  {} + {} frames  {took} ms",
            figures.join(" "),
            response.early[0][0].len(),
            response.late[0].len(),
        );
        let spec = hound::WavSpec {
            channels: 2,
            sample_rate: RATE,
            bits_per_sample: 32,
            sample_format: hound::SampleFormat::Float,
        };
        let path = folder.join(format!("{name}.wav"));
        let mut wav = hound::WavWriter::create(path, spec).unwrap();
        for (left, right) in heard[0].iter().zip(&heard[1]) {
            wav.write_sample(*left).unwrap();
            wav.write_sample(*right).unwrap();
        }
        wav.finalize().unwrap();
    }
}

/// Returns the share of the energy that is early, in per cent.
fn heard_early(response: &Response) -> f64 {
    let energy = |sides: &[Vec<f32>; 2]| -> f64 {
        let samples = sides.iter().flatten();
        samples.map(|s| f64::from(*s).powi(2)).sum()
    };
    let early = response.early.iter().map(energy).sum::<f64>() / 2.0;
    100.0 * early / (early + energy(&response.late))
}

#[test]
fn every_response_is_as_loud_as_every_other() {
    for (name, room, _) in presets() {
        let heard = respond(&room).of_middle();
        let energy: f64 = (1..=5)
            .map(|band| {
                let low = BANDS[band] / std::f64::consts::SQRT_2;
                let powers = heard.iter().map(|side| measure::power(side));
                powers
                    .map(|power| {
                        let width = f64::from(RATE) / 2.0 / (power.len() - 1) as f64;
                        let bins =
                            (low / width).round() as usize..(2.0 * low / width).round() as usize;
                        power[bins.clone()].iter().sum::<f64>() / bins.len() as f64
                    })
                    .sum::<f64>()
            })
            .sum();
        assert!(
            (energy / 5.0 - 1.0).abs() < 0.01,
            "{name}: {}",
            energy / 5.0
        );
    }
}

/// By hand: in 10 × 8 × 3 m the middle of the pair is at (3.8, 3.76, 1.35) m,
/// the left source 1.5 m away at 30°: (5.099, 4.51, 1.44) m. The image in the
/// ceiling is at 4.56 m, in the floor at −1.44 m. The left microphone, at 3.845
/// m, hears the floor over √(1.299² + 0.665² + 2.79²) = 3.149 m. Less the 1.5 m
/// of the direct sound and over 343.2 m/s that is 4.80 ms, 230.6 frames.
#[test]
fn the_first_echo_arrives_at_the_geometric_time() {
    let room = room("{ size: [10m, 8m, 3m], surfaces: concrete }");
    let response = respond(&room);
    let path = &response.early[0][0];
    let peak = path[..300].iter().map(|s| s.abs()).fold(0.0, f32::max);
    let first = path.iter().position(|s| s.abs() > 0.5 * peak).unwrap();
    assert!((230..=231).contains(&first), "{first}");
    // Little comes before it, and nothing of the direct sound.
    let before = path[..180].iter().chain(&response.late[0][..228]);
    let before = before.map(|s| s.abs()).fold(0.0, f32::max);
    assert!(before < 0.02 * peak, "{before} of {peak}");
}

#[test]
fn an_echo_has_its_side() {
    // The left wall is near the left source and the left microphone.
    let room = room(
        "{ size: [10m, 8m, 3m], surfaces: { walls: concrete, ends: open, floor: open, ceiling: open } }",
    );
    let response = respond(&room);
    let energy = |path: &[f32]| path.iter().map(|s| f64::from(*s).powi(2)).sum::<f64>();
    assert!(energy(&response.early[0][0]) > 1.5 * energy(&response.early[0][1]));
    assert!(energy(&response.early[1][1]) > 1.5 * energy(&response.early[1][0]));
}

#[test]
fn a_room_grows_dense() {
    for (name, room, _) in presets() {
        let stage = Stage::of(&room);
        let heard = respond(&room).of_middle();
        let window = 960.min(frames(room.decay[3] / 4.0));
        let at = frames(stage.mixing.1);
        // Without the decay, which would make the end less dense.
        let held = |from: usize| -> Vec<f32> {
            let window = heard[0][from..from + window].iter().enumerate();
            let gain = |n: usize| libm::exp(6.9 * n as f64 / f64::from(RATE) / room.decay[3]);
            window.map(|(n, s)| s * gain(n) as f32).collect()
        };
        let late = density(&held(at));
        assert!((0.8..1.25).contains(&late), "{name}: {late} when mixed");
        if stage.mixing.1 > 0.06 {
            let start = density(&held(0));
            assert!(start < 0.8 * late, "{name}: {start} at first, then {late}");
        }
    }
}

#[test]
fn the_sides_of_the_diffuse_field_are_not_correlated() {
    for (name, room, _) in presets() {
        let late = respond(&room).late;
        let found = correlation(&late[0], &late[1]);
        // The shorter a noise, the more it correlates by chance.
        let chance = 4.0 / (room.decay[3] / 6.9 * 4000.0_f64).sqrt();
        assert!(found.abs() < chance, "{name}: {found}, {chance} by chance");
    }
}

#[test]
fn an_end_has_no_step() {
    for (name, room, _) in presets() {
        let response = respond(&room);
        let late = &response.late[0];
        let peak = late.iter().map(|s| s.abs()).fold(0.0, f32::max);
        let end = late[late.len() - 48..].iter().map(|s| s.abs());
        assert!(end.fold(0.0, f32::max) < 3e-5 * peak, "{name}");
        assert!(response.early[0][0].len() <= LONGEST_EARLY, "{name}");
    }
}

#[test]
fn the_same_room_gives_the_same_samples() {
    let room = room("{ preset: cellar }");
    assert_eq!(respond(&room), respond(&room));
}

#[test]
fn the_pre_delay_moves_the_response() {
    let late = room("{ preset: cathedral, pre-delay: 40ms }");
    let heard = respond(&late).of_middle();
    let soon = respond(&room("{ preset: cathedral }")).of_middle();
    let onset = |side: &[f32]| side.iter().position(|s| s.abs() > 1e-3).unwrap();
    assert_eq!(onset(&heard[0]) - onset(&soon[0]), 1920);
}

/// Returns the response from the mixing time until it has fallen by 50 dB,
/// without its decay.
fn tail(room: &Room, side: usize) -> Vec<f32> {
    let heard = &respond(room).of_middle()[side];
    let from = frames(Stage::of(room).mixing.1 + room.pre_delay.0);
    let until = heard.len().min(from + frames(50.0 / 60.0 * room.decay[3]));
    let kept = heard[from..until].iter().enumerate();
    let gain = |n: usize| libm::exp(6.9 * n as f64 / f64::from(RATE) / room.decay[3]);
    kept.map(|(n, s)| s * gain(n) as f32).collect()
}

#[test]
fn no_room_flutters() {
    for (name, room, _) in presets().into_iter().chain(rooms(FREE)) {
        let found = flutter(&unevenness(&tail(&room, 0)));
        assert!(found < 5.5, "{name}: {found}");
    }
    // The measure finds a flutter: echoes 35 ms apart, a third of the whole.
    let mut fluttering = tail(&room("{ preset: staircase }"), 0);
    for n in 1680..fluttering.len() {
        fluttering[n] += 0.6 * fluttering[n - 1680];
    }
    let found = flutter(&unevenness(&fluttering));
    assert!(found > 7.0, "{found}");
}

#[test]
fn no_room_rings() {
    let thirds = (0..13).map(|n| 250.0 * libm::exp2(f64::from(n) / 3.0));
    let thirds: Vec<f64> = thirds.collect();
    for (name, room, _) in presets().into_iter().chain(rooms(FREE)) {
        let tail = tail(&room, 1);
        for centre in &thirds {
            let found = ringing(&tail, *centre);
            assert!(found < 9.0, "{name}, {centre:.0} Hz: {found}");
        }
    }
    // The measure finds a mode that rings: 10 dB below all the rest together.
    let mut ringing_tail = tail(&room("{ preset: staircase }"), 1);
    let power: f32 = ringing_tail.iter().map(|s| s * s).sum::<f32>() / ringing_tail.len() as f32;
    for (n, sample) in ringing_tail.iter_mut().enumerate() {
        *sample += (0.2 * power).sqrt() * (n as f32 * 0.131).sin();
    }
    let found = ringing(&ringing_tail, 1000.0);
    assert!(found > 30.0, "{found}");
}

/// Two channels with a click and some echoes, as a recording of a room has them.
fn recording() -> Audio {
    let mut random = Random::new(2);
    let mut channel = |late: usize| {
        let mut samples = vec![0.0; 24_000];
        samples[480] = 0.9;
        for (n, sample) in samples.iter_mut().enumerate().skip(960 + late) {
            *sample = 0.2 * random.noise() * (1.0 - n as f32 / 24_000.0);
        }
        samples
    };
    Audio {
        channels: vec![channel(0), channel(300)],
    }
}

/// Each preset, rooms of every size and surface, and a recorded one.
#[test]
fn responses_change_only_with_the_version() {
    let made = presets().into_iter().chain(rooms(FREE));
    let made = made.map(|(name, room, _)| (name, respond(&room)));
    let recorded = ("recorded".to_owned(), of_recording(&recording()));
    let rows = made.chain([recorded]).flat_map(|(name, response)| {
        let [left, right] = response.early;
        let parts = [left, right, response.late];
        let parts = parts.into_iter().zip(["left", "right", "late"]);
        let rows = parts.flat_map(move |(ears, part)| {
            let name = name.clone();
            let ears = ears.into_iter().zip(["left", "right"]);
            ears.map(move |(samples, ear)| (format!("{name} {part} {ear}"), golden::sums(&samples)))
        });
        rows.collect::<Vec<_>>()
    });
    let golden = Golden {
        file: concat!(env!("CARGO_MANIFEST_DIR"), "/src/perform/spaces/golden.txt").to_owned(),
        source: "crates/dsp/src/space.rs",
        version: cuebook_dsp::space::VERSION,
    };
    golden.check(&rows.collect::<Vec<_>>());
}
