//! Files that belong to lines, and files that do not.

use std::path::Path;

use super::*;
use crate::session::Show;
use crate::world::Memory;
use cuebook_core::id::LineId;

const SCRIPT: &str = "text: |\n  “Go!” said Anna. “Is it far?” He went. “Yes.”\ncast: { ANNA: }\nlines:\n  - { id: go, quote: \"Go!\", by: ANNA }\n  - { quote: \"Is it far\", by: ANNA }\n";

fn show() -> Show {
    Show::load(
        Path::new("s.yaml"),
        SCRIPT.as_bytes(),
        None,
        &Memory::default(),
    )
}

fn sorted(files: &[&str], take: Option<u32>) -> (Vec<String>, Vec<String>, Vec<String>) {
    let show = show();
    let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    let found = matched(&show.script, &show.book, &files, take);
    let fitting = found.fitting.iter();
    let unused = found.unused.iter();
    (
        fitting
            .map(|f| format!("{} {}", f.named.id, f.file.display()))
            .collect(),
        unused.map(|file| file.display().to_string()).collect(),
        found.unmatched.into_iter().map(|(_, why)| why).collect(),
    )
}

#[test]
fn the_highest_take_is_chosen_unless_another_is_requested() {
    let files = ["go.wav", "GO_take2.wav", "go-10.flac", "narrator-yes.mp3"];
    let (fitting, unused, _) = sorted(&files, None);
    assert_eq!(fitting, ["go go-10.flac", "narrator-yes narrator-yes.mp3"]);
    assert_eq!(unused, ["go.wav", "GO_take2.wav"]);
    let (fitting, unused, _) = sorted(&files, Some(2));
    assert_eq!(fitting, ["go GO_take2.wav"]);
    assert_eq!(unused.len(), 3);
}

#[test]
fn names_of_the_timeline_are_accepted_and_other_files_reported() {
    let (fitting, _, unmatched) = sorted(&["p1.3.wav", "p1.2.wav", "anna-is-it-fat.wav"], None);
    assert_eq!(
        fitting,
        ["narrator-said-anna p1.2.wav", "anna-is-it-far p1.3.wav"]
    );
    assert!(
        unmatched[0].contains("did you mean `anna-is-it-far`?"),
        "{unmatched:?}"
    );
}

#[test]
fn a_line_keeps_its_note_or_gets_a_new_one() {
    let show = show();
    let quotes = Quotes::new(&show.book.prose);
    let all = line_id::name(&show.script, &show.book);
    let notes = Notes::of(&quotes, &show.script);
    let of = |line: usize, path: &str| {
        let recording = Recording::whole(path);
        steps(&quotes, &show.book, &all[line], &notes, &recording).unwrap()
    };
    let mut steps = of(1, "takes/far.wav");
    steps.extend(of(2, "takes/yes.wav"));
    let text = cuebook_script::edit::apply(&show.source, &steps).unwrap();
    let read = cuebook_script::read::read(text.as_bytes()).script;
    let takes: Vec<_> = read
        .lines
        .iter()
        .map(|note| note.take.as_ref().map(|t| t.file.value.as_str()))
        .collect();
    assert_eq!(takes, [None, Some("takes/far.wav"), Some("takes/yes.wav")]);
    assert_eq!(read.lines[1].id.as_ref().unwrap().value, "anna-is-it-far");
    assert!(text.starts_with(&SCRIPT[..SCRIPT.find("- { quote").unwrap()]));
    let left = without(&show.script, &show.book, &[]);
    assert_eq!(left.len(), 3);
}

#[test]
fn a_recording_of_improbable_length_gets_a_remark() {
    let show = show();
    let line = &show.book.lines[LineId(2)];
    assert_eq!(doubt(&show.book, line, Seconds(0.8)), None);
    assert!(
        doubt(&show.book, line, Seconds(9.0))
            .unwrap()
            .contains("3 words")
    );
    assert!(doubt(&show.book, line, Seconds(0.05)).is_some());
    let mut sound = vec![0.0; 48_000];
    sound.extend(vec![0.5; 24_000]);
    sound.extend(vec![0.0; 48_000]);
    assert!((spoken(&Audio::mono(sound)).0 - 0.5).abs() < 0.03);
}
