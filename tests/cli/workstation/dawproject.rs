//! DAWprojects, read by the crate `dawproject` and checked against its schema.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use dawproject::DawprojectReader;
use dawproject::project::{
    ArrangementType, ClipType, ClipTypeContent, LanesType, PointsTypeContent,
    ProjectStructureElementTypeContent, TrackType,
};

use super::{export, names, odd, road};
use crate::stage::Stage;

/// A project as it is read.
struct Opened {
    title: Option<String>,
    tracks: Vec<TrackType>,
    arrangement: ArrangementType,
    files: BTreeSet<String>,
}

fn open(stage: &Stage) -> Opened {
    let said = export(stage, "dawproject", "show.dawproject", &[]);
    assert_eq!(said.code, 0, "{}", said.err);
    let mut reader = DawprojectReader::open(stage.path("show.dawproject")).unwrap();
    reader.read_dawproject().unwrap();
    let files = reader.file_names().map(str::to_owned).collect();
    let opened = reader.build_dawproject().unwrap();
    let tracks = opened.project.structure.unwrap().content.into_iter();
    let tracks = tracks.filter_map(|own| match own {
        ProjectStructureElementTypeContent::Track(track) => Some(track),
        ProjectStructureElementTypeContent::Channel(_) => None,
    });
    Opened {
        title: opened.metadata.title,
        tracks: tracks.collect(),
        arrangement: opened.project.arrangement.unwrap(),
        files,
    }
}

fn clips(lanes: &LanesType) -> Vec<&ClipType> {
    let mut found = Vec::new();
    for content in &lanes.content {
        match content {
            ClipTypeContent::Lanes(inner) => found.extend(clips(inner)),
            ClipTypeContent::Clips(own) => found.extend(&own.clip),
            _ => {}
        }
    }
    found
}

/// Returns the file of a clip, and the values of its points, gain first.
fn parts(clip: &ClipType) -> (String, Vec<Vec<f64>>) {
    let Some(ClipTypeContent::Lanes(lanes)) = &clip.content else {
        panic!("{clip:?}");
    };
    let mut file = String::new();
    let mut values = Vec::new();
    for content in &lanes.content {
        match content {
            ClipTypeContent::Audio(audio) => file.clone_from(&audio.file.path),
            ClipTypeContent::Points(points) => {
                let points = points.content.iter().filter_map(|point| match point {
                    PointsTypeContent::RealPoint(point) => Some(point.value.parse().unwrap()),
                    _ => None,
                });
                values.push(points.collect());
            }
            _ => panic!("{content:?}"),
        }
    }
    (file, values)
}

#[test]
fn a_dawproject_has_the_tracks_clips_and_files_of_the_reaper_project() {
    let stage = road();
    let opened = open(&stage);
    assert_eq!(opened.title.as_deref(), Some("The \"Long\" Road"));
    let name = |track: &TrackType| track.name.clone().unwrap();
    let folders: Vec<String> = opened.tracks.iter().map(name).collect();
    let all = ["narration", "dialogue", "spots", "beds", "music", "Master"];
    assert_eq!(folders, all);
    let roles: Vec<String> = opened.tracks[1].track.iter().map(name).collect();
    assert_eq!(roles[..2], ["ANNA", "BORIS"]);

    assert_eq!(export(&stage, "reaper", "project", &["--no-stems"]).code, 0);
    let media = names(&stage.path("project/media"));
    let media: BTreeSet<String> = media
        .into_iter()
        .map(|file| format!("media/{file}"))
        .collect();
    let documents = ["metadata.xml", "project.xml"].map(str::to_owned);
    let wanted: BTreeSet<String> = media.iter().cloned().chain(documents).collect();
    assert_eq!(opened.files, wanted);
    let lanes = opened.arrangement.lanes.as_ref().unwrap();
    let clips = clips(lanes);
    let project = fs::read_to_string(stage.path("project/show.rpp")).unwrap();
    assert_eq!(clips.len(), project.matches("<ITEM").count());
    for clip in &clips {
        let (file, values) = parts(clip);
        assert!(media.contains(&file), "{file}");
        assert!(values.iter().all(|values| !values.is_empty()));
    }
    let rain = clips
        .iter()
        .find(|clip| clip.name.as_deref() == Some("rain"));
    let rain = rain.unwrap();
    assert_eq!(
        (rain.fade_in_time, rain.fade_out_time),
        (Some(2.0), Some(3.0))
    );
    assert!(rain.loop_end.unwrap() > 1.0);
    let (_, values) = parts(rain);
    let [gains, pans] = &values[..] else {
        panic!("{values:?}");
    };
    // The ride goes from −10 dB to −20 dB, and the pan from −0.8 to 0.6 and back.
    let ends = |values: &[f64]| (values[0], values[values.len() - 1]);
    let (first, last) = ends(gains);
    assert!(
        (20.0 * (first / last).log10() - 10.0).abs() < 0.5,
        "{first} {last}"
    );
    assert!(pans.iter().all(|pan| (0.0..=1.0).contains(pan)));
    assert!(
        pans[0] < 0.2 && pans.iter().any(|pan| *pan > 0.7),
        "{pans:?}"
    );
    let marks = opened.arrangement.markers.unwrap().marker;
    assert_eq!(marks[0].name.as_deref(), Some("The <Road>"));
    assert_eq!(
        stage
            .names()
            .iter()
            .filter(|name| name.contains("dawproject"))
            .count(),
        1
    );
}

#[test]
#[ignore = "needs Python and xmlschema, which `make test` installs"]
fn the_documents_are_valid_by_the_schema() {
    for stage in [road(), odd()] {
        is_valid(&stage);
    }
}

fn is_valid(stage: &Stage) {
    open(stage);
    let assets = assets();
    for (document, schema) in [("project", "FixedProject"), ("metadata", "FixedMetaData")] {
        let archive = fs::File::open(stage.path("show.dawproject")).unwrap();
        let mut archive = zip::ZipArchive::new(archive).unwrap();
        let mut file = archive.by_name(&format!("{document}.xml")).unwrap();
        let mut text = Vec::new();
        std::io::copy(&mut file, &mut text).unwrap();
        stage.write("document.xml", text);
        // The crate renames one attribute for the sake of its names.
        let schema = fs::read_to_string(assets.join(format!("{schema}.xsd"))).unwrap();
        stage.write(
            "schema.xsd",
            schema.replace("\"contentTypes\"", "\"contentType\""),
        );
        let check =
            "import sys, xmlschema; xmlschema.XMLSchema('schema.xsd').validate('document.xml')";
        let own = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/readers");
        let readers = std::env::var_os("CUEBOOK_READERS").map_or(own, PathBuf::from);
        let mut python = Command::new("python3");
        python.args(["-c", check]).current_dir(stage.path(""));
        let output = python.env("PYTHONPATH", readers).output().unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// Returns the folder of the schemas in the sources of the crate.
fn assets() -> PathBuf {
    let output = Command::new("rustc").arg("-vV").output().unwrap();
    let version = String::from_utf8(output.stdout).unwrap();
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    // The crates of other systems may not be downloaded.
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--format-version", "1", "--offline", "--locked"]);
    let output = cargo.args(["--filter-platform", host.unwrap()]).output();
    let output = output.unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = found["packages"].as_array().unwrap();
    let own = packages
        .iter()
        .find(|own| own["name"] == "dawproject")
        .unwrap();
    let manifest = PathBuf::from(own["manifest_path"].as_str().unwrap());
    manifest.with_file_name("assets")
}
