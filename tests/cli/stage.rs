//! A temporary folder with a show, and the program to run in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// Seven lines and a hush, with letters of two, three and four bytes.
pub(crate) const TEXT: &str = "“Go!” said Anna. A door fell shut.\n\n\
    Rain fell on the дверь — and then, 😀 loudly, on Boris. “Come!” he said. Nobody came.\n";

pub(crate) const SCRIPT: &str = r#"show: The Door
text: door.txt
seed: 7
cast:
  NARRATOR: { voice: bm_george }
  ANNA: { voice: af_heart, place: { pan: -0.3 } }
  BORIS: { voice: am_michael }
scenes:
  - { id: inside, from: start }
  - { id: outside, from: "Rain fell" }
lines:
  - { id: go, quote: "Go!", by: ANNA, tone: urgent }
  - { id: come, quote: "Come!", by: BORIS }
cues:
  - { id: rain, bed: wind, from: "Rain fell", until: end, gain: -14dB }
  - { id: knock, spot: door-strike, at: { after: "fell shut." }, times: { count: 2, every: 0.3s..0.9s } }
  - { id: still, hush: 0.5s, at: { after: "Nobody came." } }
mix: { target: { loudness: -20 LUFS, peak: -3 dBTP } }
"#;

/// A temporary folder. It is removed when the test ends.
pub(crate) struct Stage(tempfile::TempDir);

/// The exit code and output of a run of the program.
pub(crate) struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Stage {
    /// Creates the folder with the show `show.yaml` and its text `door.txt`.
    pub(crate) fn new() -> Stage {
        let stage = Stage(tempfile::tempdir().unwrap());
        stage.write("show.yaml", SCRIPT);
        stage.write("door.txt", TEXT);
        stage
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    /// Replaces some words of the script.
    pub(crate) fn change(&self, words: &str, to: &str) {
        let script = fs::read_to_string(self.path("show.yaml")).unwrap();
        assert!(script.contains(words), "{words}");
        self.write("show.yaml", script.replacen(words, to, 1));
    }

    /// Makes the edits that the hints of some diagnostics offer, each once. Hints that begin with
    /// `or` are other ways to do the same, and are left out.
    pub(crate) fn mend(&self, diagnostics: &[Value]) {
        let hints = diagnostics
            .iter()
            .flat_map(|found| found["hints"].as_array().unwrap());
        let first = |hint: &&Value| !hint["text"].as_str().unwrap().starts_with("or ");
        let edit = |hint: &Value| {
            let edit = hint["edit"].as_object()?;
            let place = |key: &str| edit[key].as_u64().unwrap() as usize;
            let text = edit["text"].as_str().unwrap().to_owned();
            Some((place("start"), place("end"), text))
        };
        let mut edits: Vec<(usize, usize, String)> = hints.filter(first).filter_map(edit).collect();
        assert!(!edits.is_empty(), "{diagnostics:#?}");
        edits.sort();
        edits.dedup();
        let script = fs::read_to_string(self.path("show.yaml")).unwrap();
        let mut script: Vec<char> = script.chars().collect();
        for (start, end, text) in edits.into_iter().rev() {
            script.splice(start..end, text.chars());
        }
        self.write("show.yaml", script.into_iter().collect::<String>());
    }

    /// Returns the program with the folders of the test.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cuebook"));
        command
            .current_dir(self.0.path())
            .env("CUEBOOK_CACHE", self.path("home/cache"))
            .env("CUEBOOK_VOICES", self.path("home/voices"))
            .env("CUEBOOK_CONFIG", self.path("home/config.yaml"))
            .env("CUEBOOK_SESSIONS", self.path("home/sessions"))
            // The tests must not play on the user's sound device.
            .env("XDG_RUNTIME_DIR", self.path("home/run"))
            .env_remove("PULSE_RUNTIME_PATH")
            .env_remove("PULSE_SERVER");
        command
    }

    pub(crate) fn run<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Said {
        said(&self.command().args(args).output().unwrap())
    }

    /// Delivers `show.yaml` with the tone voice into the folder `out`.
    pub(crate) fn deliver<'a>(&self, args: impl IntoIterator<Item = &'a str>) -> Said {
        let own = ["deliver", "show.yaml", "--stand-in", "-o", "out"];
        self.run(own.into_iter().chain(args))
    }

    /// Runs `cuebook render show.yaml --stand-in -o OUTPUT` with more arguments.
    pub(crate) fn render(&self, output: &str, args: &[&str]) -> Said {
        let own = ["render", "show.yaml", "--stand-in", "-o", output];
        self.run(own.iter().chain(args).copied())
    }

    /// Renders a show that must succeed, and returns the output.
    pub(crate) fn rendered(&self, output: &str, args: &[&str]) -> String {
        let said = self.render(output, args);
        assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
        said.out
    }

    /// Returns the output of `cuebook timeline --format json`.
    pub(crate) fn timeline(&self, args: &[&str]) -> Value {
        let own = ["timeline", "show.yaml", "--stand-in", "--format", "json"];
        let said = self.run(own.iter().chain(args).copied());
        assert_eq!((said.code, said.err.as_str()), (0, ""));
        serde_json::from_str(&said.out).unwrap()
    }

    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Returns the names of all files in the folder except the home of the program.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "home")
            .collect();
        names.sort();
        names
    }
}

/// Splits a command line at its spaces. Words between `'` marks stay together.
pub(crate) fn words(line: &str) -> Vec<&str> {
    let parts = line.split('\'').enumerate();
    let words = parts.flat_map(|(at, part)| match at % 2 {
        0 => part.split_whitespace().collect(),
        _ => vec![part],
    });
    words.collect()
}

pub(crate) fn said(output: &Output) -> Said {
    Said {
        code: output.status.code().unwrap_or(-1),
        out: String::from_utf8(output.stdout.clone()).unwrap(),
        err: String::from_utf8(output.stderr.clone()).unwrap(),
    }
}

/// Returns the samples of a 32-bit float WAV file, interleaved.
pub(crate) fn samples(path: &Path) -> Vec<f32> {
    let mut file = hound::WavReader::open(path).unwrap();
    file.samples::<f32>().map(Result::unwrap).collect()
}
