//! Measures how fast a long show is rendered, from the command to the finished file.
//!
//! `cargo bench --bench hour -- [HOURS] [CUES-AN-HOUR]` writes a show of so many hours
//! (default 1) and cues (default 2,000) to `target/tmp/`. It renders the show once with the
//! tone voice (`--stand-in`) to fill the cache, then three times with cached takes, then
//! once with the cached trim, and once after an edit of one cue. It prints the times and the
//! memory. With `--write` it only writes the show. Every half minute the room changes, beds ride and duck under spots, and
//! a gate opens and closes; `--dry` leaves all that out.

mod dice;

use dice::Dice;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The number of sentences that the tone voice reads in an hour, including pauses.
const SENTENCES_AN_HOUR: usize = 540;

const OPENINGS: [&str; 8] = [
    "Beyond the wall",
    "In the long corridor",
    "On the second floor",
    "Under the burning roof",
    "Somewhere near the river",
    "Behind the oak door",
    "At the far end of the square",
    "Above the smoke",
];
const MIDDLES: [&str; 8] = [
    "a man was calling for somebody who did not come",
    "the windows shook and went quiet again",
    "someone carried a lamp from room to room",
    "the snow had begun to fall on the empty carts",
    "they heard the engines climb and turn away",
    "a clerk sorted papers that nobody would read",
    "the guards changed without a word",
    "two boys counted the flashes and the seconds after",
];

fn main() {
    let numbers: Vec<usize> = std::env::args()
        .filter_map(|arg| arg.parse().ok())
        .collect();
    let hours = numbers.first().copied().unwrap_or(1);
    let cues = numbers.get(1).copied().unwrap_or(2_000);
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{hours}h"));
    fs::create_dir_all(&folder).expect("the folder of the bench");
    let dry = std::env::args().any(|arg| arg == "--dry");
    let script = write_show(&folder, (hours, cues), dry);
    println!("{}", script.display());
    if std::env::args().any(|arg| arg == "--write") {
        return;
    }
    let cold = render(&script);
    println!(
        "cold: {:.1} s, {} MB",
        cold.time.as_secs_f64(),
        cold.megabytes
    );
    // The takes stay in the cache. Without these, each run measures the show again.
    let mut best: Option<Run> = None;
    for _ in 0..3 {
        for kept in ["trims", "stretches"] {
            let _ = fs::remove_dir_all(script.with_file_name("cache").join(kept));
        }
        let run = render(&script);
        if best.as_ref().is_none_or(|best| run.time < best.time) {
            best = Some(run);
        }
    }
    let best = best.expect("three runs");
    let again = render(&script);
    let text = fs::read_to_string(&script).expect("the script");
    let edited = text.replacen("gain: -4dB", "gain: -5dB", 1);
    fs::write(&script, edited).expect("the script");
    let edited = render(&script);
    let seconds = length(&script.with_extension("wav"));
    for (name, run) in [
        ("mixed and measured", best),
        ("unchanged", again),
        ("one cue edited", edited),
    ] {
        let time = run.time.as_secs_f64();
        println!(
            "{name}: {seconds:.0} s of show in {time:.2} s: {:.0} times real time, {} MB",
            seconds / time,
            run.megabytes
        );
    }
}

/// Writes prose in which every sentence ends with a unique number, and a script with cues
/// anchored to these numbers.
fn write_show(folder: &Path, (hours, cues_an_hour): (usize, usize), dry: bool) -> PathBuf {
    let mut dice = Dice(1941);
    let sentences = hours * SENTENCES_AN_HOUR;
    let mut prose = String::new();
    let mut lines = String::new();
    for number in 0..sentences {
        let opening = OPENINGS[dice.below(8)];
        let middle = MIDDLES[dice.below(8)];
        let post = 10_000 + number;
        if number % 5 == 4 {
            let _ = writeln!(prose, "“{opening} {middle}, post {post}!” he said.\n");
            let role = ["BORIS", "CAPTAIN", "VERA"][dice.below(3)];
            let _ = writeln!(lines, "  - {{ quote: \"post {post}\", by: {role} }}");
        } else {
            let _ = write!(prose, "{opening} {middle}, post {post}. ");
        }
    }
    let mut cues = String::new();
    for _ in 0..hours * cues_an_hour {
        let post = dice.below(sentences - 8);
        let at = 10_000 + post;
        let _ = match dice.below(20) {
            0 | 1 => writeln!(
                cues,
                "  - {{ bed: {}, from: \"post {at}\", until: \"post {}\", gain: -18dB{} }}",
                ["guns", "fire", "wind", "gunfire"][dice.below(4)],
                at + 1 + dice.below(6),
                if dry {
                    String::new()
                } else {
                    ridden(&mut dice, at)
                }
            ),
            2 => writeln!(
                cues,
                "  - {{ spot: shell, at: {{ after: \"post {at}\" }}, gain: -6dB, hold: 1.5s }}"
            ),
            3 => writeln!(
                cues,
                "  - {{ spot: door-strike, at: \"post {at}\", times: {{ count: 3, every: 0.5s..0.9s }} }}"
            ),
            _ => writeln!(
                cues,
                "  - {{ spot: {}, at: \"post {at}\", gain: -{}dB, pan: 0.{} }}",
                ["shell", "gun", "door-strike", "kick"][dice.below(4)],
                4 + dice.below(12),
                dice.below(9)
            ),
        };
    }
    let rooms = if dry { String::new() } else { rooms(sentences) };
    fs::write(folder.join("show.txt"), prose).expect("the prose");
    let script = folder.join("show.yaml");
    let text = format!(
        "show: {hours} hours\ntext: show.txt\ncast:\n  NARRATOR: {{ voice: bm_george }}\n  \
         BORIS: {{ voice: am_michael, pan: -0.3 }}\n  CAPTAIN: {{ voice: am_fenrir, pan: 0.3 }}\n  \
         VERA: {{ voice: bf_emma }}\nsounds:\n  guns: {{ recipe: artillery, distance: 3km }}\n  \
         gun: {{ recipe: artillery, distance: 400m }}\n  shell: {{ recipe: explosion }}\n  \
         kick: {{ recipe: door-kick }}\n{rooms}lines:\n{lines}cues:\n{cues}mix: {{ target: podcast }}\n"
    );
    fs::write(&script, text).expect("the script");
    script
}

/// Returns the extra key of a bed: a ride, a gate in front of it, or a duck under spots.
fn ridden(dice: &mut Dice, at: usize) -> String {
    match dice.below(3) {
        0 => format!(
            ", ride: {{ at: \"post {}\", gain: -24dB, over: 2s }}",
            at + 1
        ),
        1 => ", behind: gate".to_owned(),
        _ => ", duck: { by: 9dB, for: [speech, spots] }".to_owned(),
    }
}

/// Returns a scene for every five sentences, each in another room, and a gate that opens
/// and closes every ten minutes.
fn rooms(sentences: usize) -> String {
    const SPACES: [&str; 6] = [
        "stone-corridor",
        "panelled-room",
        "open-field",
        "cathedral",
        "staircase",
        "street",
    ];
    let mut text = String::from("scenes:\n");
    for (number, post) in (0..sentences).step_by(5).enumerate() {
        let space = SPACES[number % 6];
        let _ = writeln!(
            text,
            "  - {{ id: s{number}, from: \"post {}\", space: {space} }}",
            10_000 + post
        );
    }
    text += "barriers:\n  gate:\n    loss: 20dB\n    ride:\n";
    for (number, post) in (40..sentences).step_by(90).enumerate() {
        let open = 1 - number % 2;
        let _ = writeln!(
            text,
            "      - {{ at: \"post {}\", open: {open}, over: 3s }}",
            10_000 + post
        );
    }
    text
}

struct Run {
    time: Duration,
    /// The highest resident memory.
    megabytes: u64,
}

fn render(script: &Path) -> Run {
    let start = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_cuebook"))
        .args(["render", "--stand-in"])
        .arg(script)
        .arg("-o")
        .arg(script.with_extension("wav"))
        .env("CUEBOOK_CACHE", script.with_file_name("cache"))
        .stdout(Stdio::null())
        .spawn()
        .expect("cuebook");
    let megabytes = watch(&mut child);
    Run {
        time: start.elapsed(),
        megabytes,
    }
}

/// Waits for the end of a process, and returns its highest memory.
fn watch(child: &mut Child) -> u64 {
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let lines = fs::read_to_string(&status).unwrap_or_default();
        let high = lines.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes =
            high.and_then(|high| high.trim().trim_end_matches("kB").trim().parse().ok());
        peak = peak.max(kilobytes.unwrap_or(0) / 1024);
        if let Some(status) = child.try_wait().expect("the child") {
            assert!(status.success(), "the render failed");
            return peak;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Returns the length in seconds of a 24-bit stereo WAV, from its size.
fn length(wav: &Path) -> f64 {
    let bytes = fs::metadata(wav).map_or(0, |file| file.len());
    bytes as f64 / (48_000.0 * 6.0)
}
