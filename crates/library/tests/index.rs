//! The index of real folders, as they change.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use cuebook_library::{Library, Query, Refreshed, Term};

/// A folder with sound files, and an index beside it.
struct Stage {
    folder: tempfile::TempDir,
}

impl Stage {
    fn new() -> Stage {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sounds")).unwrap();
        Stage { folder }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("sounds")
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("cache/library.redb")
    }

    /// Writes a tenth of a second of silence.
    fn add(&self, name: &str) -> PathBuf {
        let path = self.root().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: 8000,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut file = hound::WavWriter::create(&path, spec).unwrap();
        for _ in 0..800 {
            file.write_sample(0_i16).unwrap();
        }
        file.finalize().unwrap();
        path
    }

    /// Gives all folders a time that is long ago.
    fn settle(&self) {
        settle(&self.root());
    }

    fn open(&self) -> Library {
        Library::open(&self.index(), &[self.root()]).unwrap()
    }

    fn refresh(&self) -> Refreshed {
        self.open().refresh(&mut |_| {}).unwrap()
    }

    fn names(&self, text: &str) -> Vec<String> {
        let found = self.open().search(&Query::of(text), 10).unwrap();
        assert_eq!(found.matching, found.files.len());
        found.files.into_iter().map(|entry| entry.name).collect()
    }
}

fn settle(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            settle(&entry.path());
        }
    }
    let old = SystemTime::now() - Duration::from_secs(3600);
    File::open(folder).unwrap().set_modified(old).unwrap();
}

fn read(count: usize) -> Refreshed {
    Refreshed {
        read: count,
        ..Refreshed::default()
    }
}

#[test]
fn files_are_found_by_their_names_and_folders() {
    let stage = Stage::new();
    stage.add("Doors/oak_slam.wav");
    stage.add("Doors/DOORMetl_Slam_AB_Lib.wav");
    stage.add("Guns/pistol shot 3.wav");
    stage.add("notes.txt");
    assert_eq!(stage.refresh(), read(3));
    assert_eq!(stage.open().count().unwrap(), 3);
    assert_eq!(
        stage.names("slams"),
        [
            "lib/Doors/DOORMetl_Slam_AB_Lib.wav",
            "lib/Doors/oak_slam.wav"
        ]
    );
    assert_eq!(stage.names("oak door"), ["lib/Doors/oak_slam.wav"]);
    assert_eq!(stage.names("pist"), ["lib/Guns/pistol shot 3.wav"]);
    // No file has both.
    assert_eq!(stage.names("pistol whale"), ["lib/Guns/pistol shot 3.wav"]);
    assert!(stage.names("whale").is_empty());
    let oak = stage
        .open()
        .find("lib/Doors/oak_slam.wav")
        .unwrap()
        .unwrap();
    assert_eq!(oak.facts.seconds, Some(0.1));
}

#[test]
fn words_of_the_same_meaning_count_less() {
    let stage = Stage::new();
    stage.add("revolver.wav");
    stage.add("pistol.wav");
    stage.refresh();
    let query = Query {
        terms: vec![Term {
            word: "pistol".to_owned(),
            others: vec!["revolver".to_owned()],
        }],
        categories: Vec::new(),
    };
    let found = stage.open().search(&query, 5).unwrap();
    let names: Vec<&str> = found
        .files
        .iter()
        .map(|entry| entry.name.as_str())
        .collect();
    assert_eq!(names, ["lib/pistol.wav", "lib/revolver.wav"]);
}

#[test]
fn only_what_changed_is_read_again() {
    let stage = Stage::new();
    stage.add("Doors/oak.wav");
    stage.add("Guns/a/rifle.wav");
    stage.settle();
    assert_eq!(stage.refresh(), read(2));
    assert_eq!(stage.refresh(), read(0));

    stage.add("Guns/pistol.wav");
    assert_eq!(stage.refresh(), read(1));
    // The folder has just changed, so it is looked at again; its files are the same.
    assert_eq!(stage.refresh(), read(0));

    let oak = stage.add("Doors/oak.wav");
    File::options()
        .append(true)
        .open(&oak)
        .unwrap()
        .set_len(1000)
        .unwrap();
    File::open(stage.root().join("Doors"))
        .unwrap()
        .set_modified(SystemTime::now())
        .unwrap();
    assert_eq!(stage.refresh(), read(1));

    fs::remove_dir_all(stage.root().join("Guns")).unwrap();
    let gone = Refreshed {
        gone: 2,
        ..Refreshed::default()
    };
    assert_eq!(stage.refresh(), gone);
    assert!(stage.names("rifle").is_empty() && stage.names("pistol").is_empty());
    assert_eq!(stage.names("oak"), ["lib/Doors/oak.wav"]);
}

#[test]
fn a_name_stands_for_the_file_of_the_first_folder() {
    let stage = Stage::new();
    stage.add("one/bell.wav");
    stage.add("two/bell.wav");
    let folders = [stage.root().join("two"), stage.root().join("one")];
    let library = Library::open(&stage.index(), &folders).unwrap();
    library.refresh(&mut |_| {}).unwrap();
    let found = library.search(&Query::of("bell"), 5).unwrap();
    assert_eq!(found.files.len(), 1);
    let bell = library.find("lib/bell.wav").unwrap().unwrap();
    assert!(bell.file.ends_with("two/bell.wav"));
}

#[test]
fn folders_that_are_no_longer_named_are_forgotten() {
    let stage = Stage::new();
    stage.add("one/bell.wav");
    stage.add("two/horn.wav");
    let both = [stage.root().join("one"), stage.root().join("two")];
    Library::open(&stage.index(), &both)
        .unwrap()
        .refresh(&mut |_| {})
        .unwrap();
    let one = Library::open(&stage.index(), &both[..1]).unwrap();
    assert_eq!(one.refresh(&mut |_| {}).unwrap().gone, 1);
    assert_eq!(one.count().unwrap(), 1);
}

#[test]
fn a_damaged_index_is_made_anew() {
    let stage = Stage::new();
    stage.add("bell.wav");
    stage.refresh();
    fs::write(stage.index(), b"this is no index".repeat(1000)).unwrap();
    assert_eq!(stage.refresh(), read(1));
    assert_eq!(stage.names("bell"), ["lib/bell.wav"]);
}

#[cfg(unix)]
#[test]
fn hostile_folders_are_survived() {
    let stage = Stage::new();
    stage.add("bell.wav");
    // A link to a folder above, a link to a file, a pipe, and damaged files.
    std::os::unix::fs::symlink(stage.root(), stage.root().join("again")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", stage.root().join("host.wav")).unwrap();
    fs::write(stage.root().join("broken.flac"), b"fLaC\xff\xff\xff\xff").unwrap();
    fs::write(stage.root().join("empty.mp3"), b"").unwrap();
    fs::write(
        stage.root().join("large.mp3"),
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f",
    )
    .unwrap();
    let deep = "d/".repeat(100);
    stage.add(&format!("{deep}deep.wav"));
    let done = stage.refresh();
    assert_eq!(done.read, 4);
    assert_eq!(done.left_out.len(), 1);
    assert!(done.left_out[0].ends_with("it is too deep"));
    assert_eq!(stage.names("broken"), ["lib/broken.flac"]);
    let broken = stage.open().find("lib/broken.flac").unwrap().unwrap();
    assert!(broken.facts.fault.is_some());
}

#[test]
fn the_picture_of_a_wave_is_kept_for_the_same_file_only() {
    let stage = Stage::new();
    stage.add("bell.wav");
    stage.refresh();
    let library = stage.open();
    let mut bell = library.find("lib/bell.wav").unwrap().unwrap();
    assert_eq!(library.wave(&bell).unwrap(), None);
    library.keep_wave(&bell, &[1, 2, 3]).unwrap();
    assert_eq!(library.wave(&bell).unwrap(), Some(vec![1, 2, 3]));
    bell.modified += 1;
    assert_eq!(library.wave(&bell).unwrap(), None);
}

#[test]
fn two_programs_use_one_index() {
    let stage = Stage::new();
    for number in 0..200 {
        stage.add(&format!("bell {number}.wav"));
    }
    std::thread::scope(|scope| {
        let one = scope.spawn(|| stage.open().refresh(&mut |_| {}).unwrap());
        let two = scope.spawn(|| stage.open().refresh(&mut |_| {}).unwrap());
        one.join().unwrap();
        two.join().unwrap();
    });
    assert_eq!(stage.open().count().unwrap(), 200);
    let found = stage.open().search(&Query::of("bell"), 500).unwrap();
    assert_eq!(found.files.len(), 200);
}

#[test]
fn a_file_that_cannot_be_read_is_the_last_and_is_named() {
    let stage = Stage::new();
    stage.add("bell 2.wav");
    fs::write(stage.root().join("bell 1.wav"), b"RIFF\xff\xff\xff\xffWAVE").unwrap();
    // The content decides: this is no MP3, but a sound all the same.
    fs::rename(stage.add("horn.wav"), stage.root().join("horn.mp3")).unwrap();
    fs::write(
        stage.root().join("page.mp3"),
        b"%PDF-1.7 and so on and on and on",
    )
    .unwrap();
    stage.refresh();
    assert_eq!(stage.names("bell"), ["lib/bell 2.wav", "lib/bell 1.wav"]);
    let faulty = stage.open().faulty(10).unwrap();
    let names: Vec<&str> = faulty.iter().map(|entry| entry.name.as_str()).collect();
    assert_eq!(names, ["lib/bell 1.wav", "lib/page.mp3"]);
}

#[test]
fn a_name_with_a_line_break_is_left_out() {
    let stage = Stage::new();
    stage.add("bell.wav");
    stage.add("two\nlines.wav");
    let done = stage.refresh();
    assert_eq!((done.read, done.left_out.len()), (1, 1));
    assert!(!done.left_out[0].contains('\n'), "{}", done.left_out[0]);
}

#[test]
fn an_unknown_name_has_near_ones() {
    let stage = Stage::new();
    stage.add("Doors/oak slam.wav");
    stage.add("Doors/iron gate.wav");
    stage.refresh();
    assert_eq!(
        stage.open().near("lib/Dors/oak slamm", 3).unwrap(),
        ["lib/Doors/oak slam.wav"]
    );
    assert!(stage.open().near("lib/zeppelin", 3).unwrap().is_empty());
}
