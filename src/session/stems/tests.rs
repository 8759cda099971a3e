use super::*;
use crate::perform::staged;
use crate::world::Memory;
use cuebook_core::id::RoleId;

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
    let book = book("NARRATOR: {}, Anna: {}, ANNA: {}, Music: {}, ANNA 2: {}");
    let names: Vec<String> = (0..5).map(|role| of_role(&book, RoleId(role))).collect();
    assert_eq!(names, ["narrator", "anna-2", "anna-3", "music-4", "anna-2"]);
}

#[test]
fn a_bus_of_a_role_has_the_name_of_the_role() {
    let book = book("NARRATOR: {}, ANNA: {}");
    let bus = |role| Bus {
        role,
        ..Bus::new(BusName::Dialogue)
    };
    let file = |role| stems(true).file(&book, &bus(role));
    assert_eq!(file(None), PathBuf::from("out/dialogue.wav"));
    assert_eq!(file(Some(RoleId(1))), PathBuf::from("out/anna.wav"));
}
