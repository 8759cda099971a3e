//! `cuebook cache`, and its limit.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::stage::Stage;

/// The files under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => files.extend(self::files(&path)),
            false => files.push(path),
        }
    }
    files
}

#[test]
fn it_is_told_and_emptied_and_filled_again() {
    let stage = Stage::new();
    let folder = stage.path("home/cache");
    let empty = stage.run(["cache"]);
    assert_eq!((empty.code, empty.err.as_str()), (0, ""));
    let expected = format!(
        "{}\n0 kB in 0 pieces, of 20 GB that it may hold\n",
        folder.display()
    );
    assert_eq!(empty.out, expected);

    stage.rendered("a.wav", &[]);
    fs::write(folder.join("mine.txt"), b"mine").unwrap();
    let audio = files(&folder.join("audio"));
    assert!(audio.len() > 7, "{audio:?}");
    assert_eq!(files(&folder.join("trims")).len(), 1);
    let told = stage.run(["cache"]).out;
    let count = format!("MB in {} pieces", audio.len());
    assert!(told.contains(&count), "{told}");

    let cleared = stage.run(["cache", "clear"]);
    assert_eq!((cleared.code, cleared.err.as_str()), (0, ""));
    assert!(cleared.out.starts_with("freed ") && cleared.out.contains(&count));
    assert_eq!(files(&folder), [folder.join("mine.txt")]);

    stage.rendered("b.wav", &[]);
    assert_eq!(stage.bytes("a.wav"), stage.bytes("b.wav"));
}

#[test]
fn what_other_shows_left_goes_when_a_show_needs_the_room() {
    let stage = Stage::new();
    stage.rendered("a.wav", &[]);
    let long_ago = SystemTime::now() - Duration::from_secs(86_400);
    let age = || {
        for file in files(&stage.path("home/cache/audio")) {
            let file = fs::File::options().write(true).open(file).unwrap();
            file.set_modified(long_ago).unwrap();
        }
    };
    age();
    let of_a = files(&stage.path("home/cache/audio"));
    stage.write("home/config.yaml", "cache: 0MB\n");
    // Nothing new is made: nothing goes, and what was used is young again.
    stage.rendered("a.wav", &[]);
    assert_eq!(files(&stage.path("home/cache/audio")).len(), of_a.len());

    age();
    stage.change("door-strike", "glass-break");
    stage.change(
        "{ id: rain, bed: wind, from: \"Rain fell\", until: end, gain: -14dB }",
        "{ hush: 1s, at: start }",
    );
    stage.rendered("b.wav", &[]);
    let gone = of_a.iter().filter(|file| !file.exists()).count();
    // A bed and two strokes; the lines are spoken in both shows.
    assert_eq!(gone, 3, "of {}", of_a.len());
}

#[test]
fn a_size_that_is_none_is_a_mistake_of_the_configuration() {
    let stage = Stage::new();
    fs::create_dir_all(stage.path("home")).unwrap();
    stage.write("home/config.yaml", "cache: plenty\n");
    let said = stage.run(["cache"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("a size such as 20GB or 500MB"),
        "{}",
        said.err
    );
}
