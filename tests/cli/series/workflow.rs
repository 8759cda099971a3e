//! Workflows of a series, and that they give the bytes of one machine.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use super::{SERIES, run, script, series, well};
use crate::stage::Stage;

/// Returns the published files of a folder, by name.
pub(super) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    let files = entries.filter(|entry| entry.path().is_file());
    files
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// Returns the program with the folders of the test, in which `cuebook` is the tested program.
pub(super) fn program(stage: &Stage, name: &str) -> Command {
    let own = stage.command();
    let mut command = Command::new(name);
    command.current_dir(stage.path("flow"));
    for (name, value) in own.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    command
}

/// Publishes on one machine, and then by a program that runs the workflow. Returns both results.
fn both(stage: &Stage, to: &str, runner: &mut Command) -> [BTreeMap<String, Vec<u8>>; 2] {
    well(stage, "publish series.yaml -o alone --stand-in --whole");
    std::fs::remove_dir_all(stage.path("home/cache")).unwrap();
    let write = format!("workflow series.yaml --to {to} -o flow/file --stand-in --whole --out out");
    well(stage, &write);
    let output = runner.output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&text)
    );
    [files(&stage.path("alone")), files(&stage.path("flow/out"))]
}

/// Returns a series of some chapters, more than three.
fn chapters(count: usize) -> Stage {
    let stage = stage();
    let mut more = String::new();
    for number in 4..=count {
        let words = format!("Boat {number} came in with the tide.");
        stage.write(
            &format!("{number}.yaml"),
            script(&format!("Boat {number}"), &words),
        );
        more.push_str(&format!("  - {number}.yaml\n"));
    }
    stage.write(
        "series.yaml",
        SERIES.replace("meta:", &format!("{more}meta:")),
    );
    stage
}

fn stage() -> Stage {
    let stage = series();
    std::fs::create_dir(stage.path("flow")).unwrap();
    stage
}

#[cfg(unix)]
#[test]
fn make_gives_the_same_bytes_and_does_nothing_twice() {
    let stage = chapters(4);
    let mut make = program(&stage, "make");
    let cuebook = format!("CUEBOOK={}", env!("CARGO_BIN_EXE_cuebook"));
    make.args(["-j", "3", "-f", "file", &cuebook]);
    if Command::new("make").arg("--version").output().is_err() {
        return;
    }
    let [alone, flow] = both(&stage, "make", &mut make);
    assert_eq!(
        alone.keys().collect::<Vec<_>>(),
        flow.keys().collect::<Vec<_>>()
    );
    assert!(alone == flow, "the bytes differ");
    let again = make.output().unwrap();
    let text = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(!text.contains("series"), "{text}");
    // Only the changed chapter runs again. Make looks at the time of the file.
    std::thread::sleep(std::time::Duration::from_millis(20));
    stage.write("one.yaml", script("The Door", "A door fell open."));
    let again = make.output().unwrap();
    let text = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(
        text.contains("--chapter one.yaml") && !text.contains("--chapter parts/two.yaml"),
        "{text}"
    );
}

#[test]
fn names_that_make_cannot_hold_are_refused() {
    let stage = stage();
    stage.write("a=b;c.yaml", script("A", "It rained."));
    stage.write("series.yaml", "series: A\nchapters: ['a=b;c.yaml']\n");
    let said = run(&stage, "workflow series.yaml --to make");
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("`a=b;c.yaml` cannot be in a Makefile"),
        "{}",
        said.err
    );
    let out = well(&stage, "workflow series.yaml --to snakemake");
    assert!(out.contains("\"a=b;c.yaml\""), "{out}");
}

#[test]
fn a_chapter_with_mistakes_is_not_in_the_workflow() {
    let stage = stage();
    stage.write("one.yaml", "show: A\ntext: none.txt\n");
    let said = run(&stage, "workflow series.yaml --to snakemake");
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("one.yaml is not in the workflow"),
        "{}",
        said.err
    );
    assert!(
        said.out.contains("rule speak:") && !said.out.contains("\"one.yaml\""),
        "{}",
        said.out
    );
}

/// Returns Snakemake with the folders of the test; `None` if it is not installed.
pub(super) fn snakemake(stage: &Stage) -> Option<Command> {
    let readers = std::env::var_os("CUEBOOK_READERS").unwrap_or_default();
    let packages = Path::new(&readers).join("snakemake");
    let mut snakemake = program(stage, "python3");
    snakemake
        .env("PYTHONPATH", &packages)
        .args(["-m", "snakemake"]);
    let mut known = program(stage, "python3");
    known
        .env("PYTHONPATH", &packages)
        .args(["-m", "snakemake", "--version"]);
    if known.output().is_ok_and(|out| out.status.success()) {
        return Some(snakemake);
    }
    eprintln!("snakemake is not installed: `make test-all` installs it");
    None
}

/// `make test-all` installs Snakemake. Without it there is nothing to run.
#[test]
#[ignore = "needs snakemake"]
fn sweep_snakemake_gives_the_same_bytes_and_does_nothing_twice() {
    let stage = chapters(12);
    let Some(mut snakemake) = snakemake(&stage) else {
        return;
    };
    let cuebook = format!("cuebook={}", env!("CARGO_BIN_EXE_cuebook"));
    snakemake.args(["--snakefile", "file", "--cores", "2", "--config", &cuebook]);
    let [alone, flow] = both(&stage, "snakemake", &mut snakemake);
    assert_eq!(
        alone.keys().collect::<Vec<_>>(),
        flow.keys().collect::<Vec<_>>()
    );
    assert!(alone == flow, "the bytes differ");
    let again = snakemake.output().unwrap();
    let text = String::from_utf8_lossy(&again.stderr).into_owned();
    assert!(text.contains("Nothing to be done"), "{text}");
}
