use std::sync::Arc;

use super::*;
use crate::mix::{self, Listening};
use crate::output::level::Goal;
use crate::perform::staged;
use crate::session::Studio;
use crate::world::Memory;
use cuebook_core::id::RoleId;
use cuebook_core::progress::Silent;
use cuebook_voice::tone::ToneVoice;

fn book(cast: &str) -> Book {
    let script = format!("text: Rain fell.\ncast: {{ {cast} }}\n");
    staged::book(&script, &Memory::default())
}

fn stems(roles: bool) -> Stems {
    Stems {
        folder: PathBuf::from("out"),
        roles,
    }
}

fn names(files: &[PathBuf]) -> Vec<&str> {
    let names = files.iter().map(|file| file.to_str().unwrap());
    names
        .map(|name| name.strip_prefix("out/").unwrap())
        .collect()
}

const BUSES: [&str; 5] = [
    "narration.wav",
    "dialogue.wav",
    "spots.wav",
    "beds.wav",
    "music.wav",
];

#[test]
fn every_bus_has_a_file_and_every_role_on_request() {
    let book = book("NARRATOR: {}, ANNA: {}, Dr. O’Neil 2: {}");
    assert_eq!(names(&stems(false).all(&book)), BUSES);
    let all = stems(true).all(&book);
    assert_eq!(names(&all[..5]), BUSES);
    assert_eq!(
        names(&all[5..]),
        ["narrator.wav", "anna.wav", "dr--o-neil-2.wav"]
    );
}

#[test]
fn equal_names_get_the_number_of_their_role() {
    let names = |cast: &str| of_roles(&book(cast)).iter().cloned().collect::<Vec<_>>();
    assert_eq!(
        names("NARRATOR: {}, Anna: {}, ANNA: {}, Music: {}, Tom 2: {}"),
        ["narrator", "anna-2", "anna-3", "music-4", "tom-2"]
    );
}

#[test]
fn no_two_roles_have_the_same_file() {
    let names = |cast: &str| of_roles(&book(cast)).iter().cloned().collect::<Vec<_>>();
    // The fifth role is called `anna-2`, so the second takes the next number.
    assert_eq!(
        names("NARRATOR: {}, Anna: {}, ANNA: {}, Bob: {}, Anna 2: {}"),
        ["narrator", "anna-3", "anna-4", "bob", "anna-2"]
    );
    assert_eq!(
        names("NARRATOR: {}, Beds: {}, Beds 2: {}, beds-3: {}"),
        ["narrator", "beds-4", "beds-2", "beds-3"]
    );
    assert_eq!(
        names("NARRATOR: {}, A: {}, a: {}, A 3: {}, a.3: {}"),
        ["narrator", "a-2", "a-3", "a-3-4", "a-3-5"]
    );
}

#[test]
fn a_bus_of_a_role_has_the_name_of_the_role() {
    let book = book("NARRATOR: {}, ANNA: {}");
    let bus = |role| Bus {
        role,
        ..Bus::new(BusName::Dialogue)
    };
    let buses = vec![bus(None), bus(Some(RoleId(1)))].into();
    let files = stems(true).files(&book, &buses);
    assert_eq!(names(&files), ["dialogue.wav", "anna.wav"]);
}

#[test]
fn each_stem_lasts_as_long_as_the_part() {
    let folder = tempfile::tempdir().unwrap();
    let studio = Studio::within(folder.path());
    let script = folder.path().join("show.yaml");
    std::fs::write(&script, "text: |\n  Rain fell.\n").unwrap();
    let show = studio.open(&script, None).unwrap();
    let staged = studio.stage(&show, &ToneVoice, 1, &Silent).unwrap();
    let (performance, timeline) = (&staged.performance, &staged.timeline);
    let console = Console {
        plan: Arc::new(mix::plan(
            Listening::Loudspeakers,
            &show.book,
            performance,
            timeline,
        )),
        performance: Arc::new(staged.performance),
        goal: Goal::stereo(show.book.target.level),
        trims: studio.trims(),
        stretches: studio.stretches(),
        common: None,
    };
    let stems = Stems {
        folder: folder.path().join("stems"),
        roles: false,
    };
    let part = Frames(4_800)..Frames(14_400);
    let files = console.stems(&show.book, &stems, part, &Silent).unwrap();
    assert_eq!(files, stems.all(&show.book));
    for file in files {
        let wav = hound::WavReader::open(&file).unwrap();
        assert_eq!(
            (wav.duration(), wav.spec().channels),
            (9_600, 2),
            "{file:?}"
        );
    }
}
