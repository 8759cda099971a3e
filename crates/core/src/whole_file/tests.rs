use std::process::{Child, Command, Stdio};
use std::time::{Instant, SystemTime};

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Puts an unfinished file into a folder as a killed run leaves it.
fn abandon(folder: &Path, name: &str, age: Duration) -> PathBuf {
    let path = folder.join(name);
    let file = File::create(&path).unwrap();
    file.set_modified(SystemTime::now() - age).unwrap();
    path
}

#[test]
fn a_file_appears_when_it_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("show.wav");
    fs::write(&path, "old").unwrap();
    let mut file = WholeFile::create(&path).unwrap();
    file.write_all(b"new").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"old");
    file.keep().unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["show.wav"]);
}

#[test]
fn a_dropped_file_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    drop(WholeFile::create(&folder.path().join("show.wav")).unwrap());
    assert!(names(folder.path()).is_empty());
}

#[test]
fn keep_new_does_not_replace() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("show.yaml");
    WholeFile::create(&path).unwrap().keep_new().unwrap();
    let again = WholeFile::create(&path).unwrap().keep_new();
    assert_eq!(again.unwrap_err().kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(names(folder.path()), ["show.yaml"]);
}

#[test]
fn a_file_under_way_is_kept_and_an_abandoned_one_removed() {
    let folder = tempfile::tempdir().unwrap();
    let under_way = WholeFile::create(&folder.path().join("show.wav")).unwrap();
    let left = format!(".other.wav.{}.a1b2c3{SUFFIX}", *COMPUTER);
    abandon(folder.path(), &left, Duration::ZERO);
    remove_abandoned(folder.path());
    let kept = under_way.file.path().file_name().unwrap();
    assert_eq!(names(folder.path()), [kept.to_str().unwrap()]);
}

#[test]
fn a_file_of_another_computer_stays_for_an_hour() {
    let folder = tempfile::tempdir().unwrap();
    let young = format!(".show.wav.00000000.a1b2c3{SUFFIX}");
    let old = format!(".show.wav.00000000.d4e5f6{SUFFIX}");
    abandon(folder.path(), &young, Duration::from_secs(60));
    abandon(folder.path(), &old, UNTOUCHED);
    remove_abandoned(folder.path());
    assert_eq!(names(folder.path()), [young]);
}

#[test]
fn files_of_others_stay_whatever_their_age() {
    let folder = tempfile::tempdir().unwrap();
    let others = [".show.wav.swp", "notes.cuebook-part", "show.wav"];
    for name in others {
        abandon(folder.path(), name, 2 * UNTOUCHED);
    }
    remove_abandoned(folder.path());
    assert_eq!(names(folder.path()), others);
}

#[cfg(unix)]
#[test]
fn a_link_and_its_target_stay() {
    let folder = tempfile::tempdir().unwrap();
    let target = abandon(folder.path(), "precious", 2 * UNTOUCHED);
    let link = format!(".show.wav.{}.a1b2c3{SUFFIX}", *COMPUTER);
    std::os::unix::fs::symlink(&target, folder.path().join(&link)).unwrap();
    remove_abandoned(folder.path());
    assert_eq!(names(folder.path()), [link.as_str(), "precious"]);
}

#[test]
fn a_name_as_long_as_allowed_can_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("é".repeat(127));
    write(&path, b"whole").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"whole");
}

#[test]
fn a_bare_name_is_in_the_current_folder() {
    let folder = |path| folder_of(Path::new(path));
    assert_eq!(folder("show.wav"), Path::new("."));
    assert_eq!(folder("out/show.wav"), Path::new("out"));
    assert_eq!(folder("/"), Path::new("."));
}

#[cfg(target_os = "linux")]
#[test]
fn the_computer_has_the_name_that_the_system_gives_it() {
    let system = Command::new("uname").arg("-n").output().unwrap();
    let name = String::from_utf8(system.stdout).unwrap();
    assert_eq!(computer().trim_end(), name.trim_end());
}

/// Runs this test program again, as a process that writes a file and waits.
fn writer(folder: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--ignored", "--exact", "whole_file::tests::write_and_wait"]);
    command.env("CUEBOOK_TEST_FOLDER", folder);
    command.stdout(Stdio::null());
    command.spawn().unwrap()
}

#[test]
#[ignore = "a process of another test"]
fn write_and_wait() {
    // `cargo test -- --include-ignored` runs this without a folder.
    let folder = tempfile::tempdir().unwrap();
    let given = std::env::var_os("CUEBOOK_TEST_FOLDER").map(PathBuf::from);
    let path = given.as_deref().unwrap_or(folder.path()).join("show.wav");
    let mut file = WholeFile::create(&path).unwrap();
    file.write_all(&[0; 1 << 16]).unwrap();
    if given.is_some() {
        std::thread::sleep(Duration::from_secs(60));
    }
}

#[test]
fn a_file_belongs_to_its_process_until_that_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = writer(folder.path());
    let begun = Instant::now();
    let written = |entry: fs::DirEntry| entry.metadata().unwrap().len() > 0;
    while !fs::read_dir(folder.path()).unwrap().flatten().any(written) {
        assert!(begun.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(5));
    }
    remove_abandoned(folder.path());
    assert_eq!(names(folder.path()).len(), 1);
    writer.kill().unwrap();
    writer.wait().unwrap();
    remove_abandoned(folder.path());
    assert!(names(folder.path()).is_empty());
}

/// The writers create files while the main thread removes abandoned ones.
#[test]
fn no_file_under_way_is_lost_to_a_run_that_cleans_up() {
    let folder = tempfile::tempdir().unwrap();
    let write = |number: usize| {
        for round in 0..100 {
            let path = folder.path().join(format!("{number}-{round}"));
            super::write(&path, b"whole").unwrap();
        }
    };
    std::thread::scope(|scope| {
        for number in 0..4 {
            scope.spawn(move || write(number));
        }
    });
    let names = names(folder.path());
    assert_eq!(names.len(), 400, "{names:?}");
}
