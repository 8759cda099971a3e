//! Cue lists: the table and the messages.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{export, names, road};
use crate::stage::Stage;

/// Returns the rows of the table, each with its columns.
fn table(stage: &Stage, more: &[&str]) -> Vec<csv::StringRecord> {
    let own = ["export", "show.yaml", "--stand-in", "--to", "cues"];
    let said = stage.run(own.into_iter().chain(more.iter().copied()));
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    let mut reader = csv::Reader::from_reader(said.out.as_bytes());
    let head = "Number,Name,Type,Target,Pre Wait,Duration,Time,Timecode,Scene,Kind,Id,Notes";
    let names: Vec<&str> = head.split(',').collect();
    assert_eq!(reader.headers().unwrap(), names);
    reader.records().map(Result::unwrap).collect()
}

fn messages(stage: &Stage, more: &[&str]) -> Value {
    let own = ["export", "show.yaml", "--stand-in", "--to", "osc"];
    let said = stage.run(own.into_iter().chain(more.iter().copied()));
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    serde_json::from_str(&said.out).unwrap()
}

#[test]
fn the_table_has_every_scene_line_and_cue_at_its_time() {
    let stage = road();
    let timeline = stage.timeline(&[]);
    let rows = table(&stage, &[]);
    let of = |kind: &str| -> Vec<&csv::StringRecord> {
        rows.iter().filter(|row| &row[9] == kind).collect()
    };
    assert_eq!(of("scene").len(), 2);
    assert_eq!(
        of("line").len(),
        timeline["lines"].as_array().unwrap().len()
    );
    let cues = ["spot", "bed", "music", "hush"].map(|kind| of(kind).len());
    assert_eq!(cues, [2, 3, 1, 1]);
    let times: Vec<f64> = rows.iter().map(|row| row[6].parse().unwrap()).collect();
    assert!(times.is_sorted());
    // The pre-wait counts from the scene.
    let hall = of("scene")[1];
    assert_eq!((&hall[0], &hall[1], &hall[2]), ("S2", "The Hall", "Group"));
    let tune = of("music")[0];
    let number = |row: &csv::StringRecord, column: usize| row[column].parse::<f64>().unwrap();
    assert_eq!((&tune[0], &tune[8], &tune[10]), ("Q6", "The Hall", "tune"));
    assert!((number(hall, 6) + number(tune, 4) - number(tune, 6)).abs() < 0.002);
    // The files are those of the project.
    assert_eq!(export(&stage, "reaper", "project", &["--no-stems"]).code, 0);
    let media: BTreeSet<String> = names(&stage.path("project/media")).into_iter().collect();
    for row in rows.iter().filter(|row| &row[2] == "Audio") {
        for file in row[3].split("; ") {
            assert!(media.contains(file), "{file} of {row:?}");
        }
    }
    assert!(media.contains("anna-001-go.wav"), "{media:?}");
}

#[test]
fn a_list_has_only_what_is_asked_for() {
    let stage = road();
    let kinds = |only: &str| -> Vec<String> {
        let rows = table(&stage, &["--only", only]);
        let kinds: BTreeSet<String> = rows.iter().map(|row| row[9].to_owned()).collect();
        kinds.into_iter().collect()
    };
    assert_eq!(kinds("spots,music"), ["music", "spot"]);
    assert_eq!(kinds("scenes"), ["scene"]);
    let own = ["export", "show.yaml", "--to", "cues", "--only", "doors"];
    let said = stage.run(own);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("hushes"), "{}", said.err);
}

#[test]
fn the_messages_begin_and_end_every_entry() {
    let stage = road();
    let list = messages(&stage, &[]);
    assert_eq!(list["rate"], 48_000);
    assert_eq!(list["title"], "The \"Long\" Road");
    let all = list["messages"].as_array().unwrap();
    let allowed = |c: char| c.is_ascii_graphic() && !"#*,?[]{}".contains(c);
    for message in all {
        let address = message["address"].as_str().unwrap();
        assert!(address.starts_with("/cuebook/") && address.chars().all(allowed));
        let seconds = message["seconds"].as_f64().unwrap();
        let frames = message["frames"].as_f64().unwrap();
        assert!((seconds - frames / 48_000.0).abs() < 1e-9);
        let smpte = message["smpte"].as_str().unwrap();
        let parts: Vec<f64> = smpte.split(':').map(|part| part.parse().unwrap()).collect();
        let shown = parts[0] * 3_600.0 + parts[1] * 60.0 + parts[2] + parts[3] / 25.0;
        assert!(
            (0.0..0.04 + 1e-9).contains(&(seconds - shown)),
            "{smpte} for {seconds}"
        );
    }
    let find = |address: &str| all.iter().find(|own| own["address"] == address).unwrap();
    let start = find("/cuebook/cue/tune/start");
    let stop = find("/cuebook/cue/tune/stop");
    assert_eq!(
        start["args"][1],
        serde_json::json!({ "type": "s", "value": "wide" })
    );
    let length = start["args"][2]["value"].as_f64().unwrap();
    let ends = stop["seconds"].as_f64().unwrap() - start["seconds"].as_f64().unwrap();
    assert!((length - ends).abs() < 1e-6);
    let drop = messages(&stage, &["--fps", "29.97", "--only", "music"]);
    assert_eq!(drop["fps"], "29.97");
    assert_eq!(drop["messages"].as_array().unwrap().len(), 2);
    assert!(drop["messages"][0]["smpte"].as_str().unwrap().contains(';'));
}

#[test]
fn a_part_has_its_entries_with_their_times_in_it() {
    let stage = road();
    let from = ["--from", "{ scene: hall }"];
    let (all, part) = (table(&stage, &[]), table(&stage, &from));
    let number = |row: &csv::StringRecord, column: usize| row[column].parse::<f64>().unwrap();
    let begin = all.iter().find(|row| &row[0] == "S2").unwrap();
    let begin = number(begin, 6);
    assert!(part.iter().all(|row| &row[0] != "S1" && &row[0] != "L1"));
    // The rain began before, and sounds from the start of the part.
    let rain = part.iter().find(|row| &row[10] == "rain").unwrap();
    assert_eq!((&rain[4], &rain[6]), ("0.000", "0.000"));
    for row in part.iter().filter(|row| number(row, 6) > 0.0) {
        let whole = all.iter().find(|own| own[0] == row[0]).unwrap();
        assert!(
            (number(whole, 6) - begin - number(row, 6)).abs() < 0.002,
            "{row:?}"
        );
        assert!((number(whole, 4) - number(row, 4)).abs() < 0.002, "{row:?}");
    }
    let (all, part) = (messages(&stage, &[]), messages(&stage, &from));
    let length = |list: &Value| list["seconds"].as_f64().unwrap();
    assert!((length(&all) - begin - length(&part)).abs() < 0.002);
    let last = part["messages"].as_array().unwrap().last().unwrap();
    assert!(last["seconds"].as_f64().unwrap() <= length(&part) + 0.001);
}
