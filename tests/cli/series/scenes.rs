//! Long chapters, whose scenes are spoken in steps of their own.

use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use super::store::Team;
use super::workflow::{files, program, snakemake};
use crate::stage::{Said, said};

/// Two chapters of three scenes. The narrator speaks all, so every sentence is a line or a part of one.
fn team() -> Team {
    let team = Team::with(2);
    for number in 1..=2 {
        let script = format!(
            "show: Tide {number}\ncast:\n  NARRATOR: {{ voice: reader }}\ntext: |\n  \
             Before tide {number} all was still.\n\n  Boat {number} came in. It was late.\n\n  \
             The quay of tide {number} was empty.\n\n  Nobody saw tide {number} go.\n\
             scenes:\n  - {{ id: boat, from: Boat }}\n  - {{ id: quay, from: The quay }}\n  \
             - {{ id: end, from: Nobody saw }}\n"
        );
        team.stage.write(&format!("{number}.yaml"), script);
    }
    std::fs::create_dir(team.stage.path("flow")).unwrap();
    team
}

fn cuebook(team: &Team, cache: &str, args: &str) -> Said {
    let home = team.home("alone", cache);
    let mut command = program(&team.stage, env!("CARGO_BIN_EXE_cuebook"));
    command
        .current_dir(team.stage.path("."))
        .env("CUEBOOK_CACHE", home.join("cache"))
        .env("CUEBOOK_CONFIG", home.join("config.yaml"))
        .args(args.split(' '));
    said(&command.output().unwrap())
}

fn well(team: &Team, args: &str) -> Said {
    let said = cuebook(team, "1GB", args);
    assert_eq!(said.code, 0, "{}", said.err);
    said
}

/// Runs a workflow in which every step is a machine with an empty cache, and compares it with one
/// machine. Returns what the runner prints.
fn shared_out(team: &Team, to: &str, runner: &mut Command) -> String {
    well(team, "series publish series.yaml -o alone");
    let spoken = team.spoken();
    assert!(spoken.len() >= 8, "{spoken:?}");
    let write = format!("series workflow series.yaml --to {to} -o flow/file --out out --divide 0");
    well(team, &write);
    let store = team.stage.path("store");
    let home = team.home("worker", &format!("'file://{}'", store.display()));
    let worker = team.stage.path("worker");
    let run = format!(
        "#!/bin/sh\nset -e\nCUEBOOK_CACHE=$(mktemp -d '{}/cache.XXXXXX')\nexport CUEBOOK_CACHE\nexec '{}' \"$@\"\n",
        home.display(),
        env!("CARGO_BIN_EXE_cuebook")
    );
    std::fs::write(&worker, run).unwrap();
    std::fs::set_permissions(&worker, std::fs::Permissions::from_mode(0o755)).unwrap();
    let output = runner
        .env("CUEBOOK_CONFIG", home.join("config.yaml"))
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    assert!(output.status.success(), "{text}");
    assert_eq!(team.spoken(), spoken);
    let [alone, flow] = ["alone", "flow/out"].map(|name| files(&team.stage.path(name)));
    assert!(alone.keys().eq(flow.keys()), "{:?}", flow.keys());
    assert!(alone == flow, "the bytes differ");
    text
}

#[test]
fn machines_speak_the_scenes_of_a_chapter_once_and_give_the_same_bytes() {
    if Command::new("make").arg("--version").output().is_err() {
        return;
    }
    let team = team();
    let mut make = program(&team.stage, "make");
    let worker = team.stage.path("worker");
    let worker = format!("CUEBOOK={}", worker.display());
    make.args(["-j", "4", "-f", "file", &worker]);
    let text = shared_out(&team, "make", &mut make);
    for scene in ["boat", "quay", "end"] {
        let speaks = format!("--chapter 2.yaml --scene {scene} --jobs");
        assert!(text.contains(&speaks), "{text}");
    }
}

#[test]
#[ignore = "needs snakemake"]
fn sweep_snakemake_speaks_the_scenes_of_a_chapter_once() {
    let team = team();
    let Some(mut snakemake) = snakemake(&team.stage) else {
        return;
    };
    let worker = team.stage.path("worker");
    let worker = format!("cuebook={}", worker.display());
    snakemake.args(["--snakefile", "file", "--cores", "4", "--config", &worker]);
    let text = shared_out(&team, "snakemake", &mut snakemake);
    assert!(text.contains("rule scenes:"), "{text}");
    assert!(!text.contains("rule speak:"), "{text}");
}

#[test]
fn one_scene_is_spoken_alone_with_the_words_before_the_first() {
    let team = team();
    let speak = "series speak series.yaml --chapter 1 --scene";
    let said = well(&team, &format!("{speak} quay"));
    assert_eq!(team.spoken(), ["The quay of tide 1 was empty."]);
    assert!(said.out.contains("quay: 1 take spoken"), "{}", said.out);
    well(&team, &format!("{speak} boat --scene end"));
    let spoken = team.spoken().join(" ");
    for words in ["Before tide 1", "Boat 1", "Nobody saw tide 1"] {
        assert!(spoken.contains(words), "{spoken}");
    }
    assert!(!spoken.contains("quay"), "{spoken}");
    let said = cuebook(&team, "1GB", &format!("{speak} bost"));
    assert_eq!(said.code, 2);
    let lacks = "1.yaml has no scene `bost`; the nearest is `boat`";
    assert!(said.err.contains(lacks), "{}", said.err);
}

#[test]
fn only_with_a_shared_cache_long_chapters_are_divided_unasked() {
    let team = team();
    let grows = |words: &str, more: &str, times: usize| {
        let script = std::fs::read_to_string(team.stage.path("1.yaml")).unwrap();
        let long = format!("{words}{}", more.repeat(times));
        team.stage.write("1.yaml", script.replace(words, &long));
    };
    grows("Nobody saw tide 1 go.", " The sea was calm.", 1000);
    let write = "series workflow series.yaml --to snakemake";
    let alone = well(&team, write).out;
    assert!(!alone.contains("--scene="), "{alone}");
    let cache = format!("'file://{}'", team.stage.path("store").display());
    let shared = cuebook(&team, &cache, write).out;
    assert!(
        !shared.contains("--scene="),
        "one scene is nearly all of it"
    );
    let all = cuebook(&team, &cache, &format!("{write} --divide 0")).out;
    assert_eq!(all.matches("--scene=").count(), 6, "{all}");
    grows("The quay of tide 1 was empty.", " It was cold.", 200);
    let shared = cuebook(&team, &cache, write).out;
    let parts = "[\"--scene=boat\", \"--scene=quay\"],\n            [\"--scene=end\"],";
    assert!(shared.contains(parts), "{shared}");
}
