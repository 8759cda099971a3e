//! Compares cuebook with Csound, SoX and ffmpeg: each mixes the same timeline of sound files, one after
//! the other in one run.
//!
//! `cargo bench --bench peers -- [MINUTES] [CUES-A-MINUTE]` (default 4 and 45) writes sound files, a
//! timeline of cues at exact times, and a script, a score or a filter graph for each program to
//! `target/tmp/peers`. cuebook and Csound run three times, and the shortest time counts; the others take
//! long and run once. It prints the times, and cuebook's share of each. cuebook also measures the show,
//! brings it to its loudness and limits it: `measured` does all of that, `unchanged` knows the trim. A
//! program that is not installed is left out. The mixes are compared, so that all of them have done the
//! same work.

mod dice;

use dice::Dice;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RATE: usize = 48_000;

/// A sound on the timeline.
struct Cue {
    file: usize,
    /// The first frame.
    at: usize,
    gain: f64,
}

/// The lengths of the sound files, in frames.
const LENGTHS: [usize; 16] = [
    24_000, 36_000, 48_000, 60_000, 72_000, 96_000, 96_000, 120_000, 144_000, 144_000, 168_000,
    192_000, 216_000, 240_000, 288_000, 384_000,
];

fn main() {
    let numbers: Vec<usize> = std::env::args()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let minutes = numbers.first().copied().unwrap_or(4);
    let rate = numbers.get(1).copied().unwrap_or(45);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("peers");
    fs::create_dir_all(&folder).expect("the folder of the bench");
    let mut dice = Dice(1941);
    for (number, frames) in LENGTHS.iter().enumerate() {
        let path = folder.join(format!("s{number}.wav"));
        fs::write(path, sound(*frames, &mut dice)).expect("a sound");
    }
    let last = minutes * 60 * RATE - 384_000;
    let mut cues: Vec<Cue> = (0..minutes * rate)
        .map(|_| Cue {
            file: dice.below(LENGTHS.len()),
            at: dice.below(last),
            gain: -20.0 - dice.below(120) as f64 / 10.0,
        })
        .collect();
    cues.sort_by_key(|cue| cue.at);
    println!("{} cues in {minutes} min", cues.len());
    let own = cuebook(&folder, &cues);
    let peers = [csound(&folder, &cues), sox(&cues), ffmpeg(&folder, &cues)];
    for (name, program, runs, args) in peers {
        let Some(time) = best(runs, || run(&folder, program, &args)) else {
            println!("{name}: not installed");
            continue;
        };
        let alike = alike(
            &folder.join("cuebook.wav"),
            &folder.join(format!("{program}.wav")),
        );
        let share = |own: Duration| own.as_secs_f64() / time.as_secs_f64();
        println!(
            "{name}: {:.2} s; cuebook takes {:.2} of it, {:.2} unchanged (correlation {alike:.4})",
            time.as_secs_f64(),
            share(own[0]),
            share(own[1]),
        );
    }
}

/// Returns a WAV file of 16 bits and two channels: noise that fades out.
fn sound(frames: usize, dice: &mut Dice) -> Vec<u8> {
    let size = 4 * frames as u32;
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((36 + size).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x02\0");
    bytes.extend((RATE as u32).to_le_bytes());
    bytes.extend((4 * RATE as u32).to_le_bytes());
    bytes.extend(b"\x04\0\x10\0data");
    bytes.extend(size.to_le_bytes());
    for frame in 0..frames {
        let level = 1.0 - frame as f64 / frames as f64;
        for _ in 0..2 {
            let sample = (dice.below(40_000) as f64 - 20_000.0) * level * level;
            bytes.extend((sample as i16).to_le_bytes());
        }
    }
    bytes
}

/// Returns the shortest time of some runs, or `None` if the program cannot be run.
fn best(runs: usize, mut run: impl FnMut() -> Option<Duration>) -> Option<Duration> {
    (0..runs)
        .map(|_| run())
        .collect::<Option<Vec<_>>>()?
        .into_iter()
        .min()
}

fn run(folder: &Path, program: &str, args: &[String]) -> Option<Duration> {
    let start = Instant::now();
    let status = Command::new(program)
        .args(args)
        .current_dir(folder)
        .env("CUEBOOK_CACHE", folder.join("cache"))
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    assert!(status.success(), "{program} failed");
    Some(start.elapsed())
}

/// Returns the times of a show that is measured, and of one whose trim is known.
fn cuebook(folder: &Path, cues: &[Cue]) -> [Duration; 2] {
    let mut script =
        "show: Peers\ntext: peers.txt\ncast:\n  NARRATOR: { voice: bm_george, gain: -100dB }\nsounds:\n"
            .to_owned();
    for number in 0..LENGTHS.len() {
        let _ = writeln!(script, "  s{number}: {{ file: s{number}.wav }}");
    }
    script += "cues:\n";
    for Cue { file, at, gain } in cues {
        let seconds = *at as f64 / RATE as f64;
        let _ = writeln!(
            script,
            "  - {{ spot: s{file}, at: {{ time: {seconds:.6}s }}, gain: {gain}dB, fade: 0s }}"
        );
    }
    script += "mix: { target: { loudness: -30 LUFS, peak: -1 dBTP } }\n";
    fs::write(folder.join("peers.txt"), "Go.\n").expect("the prose");
    fs::write(folder.join("peers.yaml"), script).expect("the script");
    let args = ["render", "peers.yaml", "--stand-in", "-o", "cuebook.wav"].map(str::to_owned);
    let render = || run(folder, env!("CARGO_BIN_EXE_cuebook"), &args);
    render().expect("cuebook");
    let measured = best(3, || {
        for kept in ["trims", "stretches"] {
            let _ = fs::remove_dir_all(folder.join("cache").join(kept));
        }
        render()
    });
    let times = [measured, best(3, render)].map(|time| time.expect("cuebook"));
    let [measured, unchanged] = times.map(|time| time.as_secs_f64());
    println!("cuebook: {measured:.2} s measured, {unchanged:.2} s unchanged");
    times
}

/// The name, the program, the number of its runs, and its arguments.
type Peer = (&'static str, &'static str, usize, Vec<String>);

fn csound(folder: &Path, cues: &[Cue]) -> Peer {
    let mut score = String::from(
        "<CsoundSynthesizer>\n<CsInstruments>\nsr = 48000\nksmps = 64\nnchnls = 2\n0dbfs = 1\n\
         instr 1\nSfile sprintf \"s%d.wav\", p4\nal, ar diskin2 Sfile, 1\nouts al * p5, ar * p5\nendin\n\
         </CsInstruments>\n<CsScore>\n",
    );
    for Cue { file, at, gain } in cues {
        // A little later than the frame, which is rounded down.
        let [start, length] =
            [*at, LENGTHS[*file]].map(|frames| (frames as f64 + 0.1) / RATE as f64);
        let _ = writeln!(
            score,
            "i1 {start:.9} {length:.9} {file} {:.8}",
            linear(*gain)
        );
    }
    score += "</CsScore>\n</CsoundSynthesizer>\n";
    fs::write(folder.join("peers.csd"), score).expect("the score");
    let args = "--sample-accurate -d -m0 -W -3 -o csound.wav peers.csd";
    (
        "Csound",
        "csound",
        3,
        args.split(' ').map(str::to_owned).collect(),
    )
}

/// One process of SoX for each cue adds the silence before it.
fn sox(cues: &[Cue]) -> Peer {
    let mut args = vec!["-m".to_owned()];
    for Cue { file, at, gain } in cues {
        args.push("-v".to_owned());
        args.push(format!("{:.8}", linear(*gain)));
        args.push(format!("|sox s{file}.wav -p pad {at}s"));
    }
    args.extend(["-b", "24", "sox.wav"].map(str::to_owned));
    ("SoX", "sox", 1, args)
}

fn ffmpeg(folder: &Path, cues: &[Cue]) -> Peer {
    let mut graph = String::new();
    for (number, Cue { file, at, gain }) in cues.iter().enumerate() {
        let _ = writeln!(
            graph,
            "amovie=s{file}.wav,volume={gain}dB,adelay={at}S:all=1[c{number}];"
        );
    }
    for number in 0..cues.len() {
        let _ = write!(graph, "[c{number}]");
    }
    let _ = write!(graph, "amix=inputs={}:normalize=0[mix]", cues.len());
    fs::write(folder.join("peers.graph"), graph).expect("the graph");
    let args =
        "-y -v error -filter_complex_script peers.graph -map [mix] -c:a pcm_s24le ffmpeg.wav";
    (
        "ffmpeg",
        "ffmpeg",
        1,
        args.split(' ').map(str::to_owned).collect(),
    )
}

fn linear(decibels: f64) -> f64 {
    10f64.powf(decibels / 20.0)
}

/// Returns the correlation of the left samples of two WAV files of 24 bits.
fn alike(one: &Path, other: &Path) -> f64 {
    let samples = |path: &Path| {
        let bytes = fs::read(path).expect("a mix");
        let place = bytes
            .windows(4)
            .position(|four| four == b"data")
            .expect("samples");
        let frames = bytes[place + 8..].as_chunks::<6>().0.iter();
        let left = frames.map(|[a, b, c, ..]| f64::from(i32::from_le_bytes([0, *a, *b, *c])));
        left.collect::<Vec<f64>>()
    };
    let (one, other) = (samples(one), samples(other));
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    product(&one, &other) / (product(&one, &one) * product(&other, &other)).sqrt()
}
