//! `cuebook cache`, and the size limit of the cache.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::stage::Stage;

/// Returns the files under a folder.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
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
fn the_cache_is_shown_cleared_and_filled_again() {
    let stage = Stage::new();
    let folder = stage.path("home/cache");
    let empty = stage.run(["cache"]);
    assert_eq!((empty.code, empty.err.as_str()), (0, ""));
    let expected = format!("{}\n0 kB in 0 pieces, of at most 20 GB\n", folder.display());
    assert_eq!(empty.out, expected);

    stage.rendered("a.wav", &[]);
    fs::write(folder.join("mine.txt"), b"mine").unwrap();
    let audio = files(&folder.join("audio"));
    assert!(audio.len() > 7, "{audio:?}");
    assert_eq!(files(&folder.join("trims")).len(), 1);
    let text = stage.run(["cache"]).out;
    let count = format!("MB in {} pieces", audio.len());
    assert!(text.contains(&count), "{text}");

    let cleared = stage.run(["cache", "clear"]);
    assert_eq!((cleared.code, cleared.err.as_str()), (0, ""));
    assert!(cleared.out.starts_with("freed ") && cleared.out.contains(&count));
    assert_eq!(files(&folder), [folder.join("mine.txt")]);

    stage.rendered("b.wav", &[]);
    assert_eq!(stage.bytes("a.wav"), stage.bytes("b.wav"));
}

#[test]
fn old_files_of_other_shows_are_removed_to_make_room() {
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
    // No new file is needed, so none is removed; the used files get a new time of use.
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
    // One bed and two door strikes are removed; both shows use the same lines.
    assert_eq!(gone, 3, "of {}", of_a.len());
}

#[test]
fn an_invalid_size_is_a_configuration_error() {
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
