//! Installations of a tiny pack with two archives.

use std::cell::RefCell;
use std::fs::File;
use std::io::Write;

use super::contents::{Change, Contents, Part, Registry, Source};
use super::install::Installation;
use super::*;

struct Silent;
impl Progress for Silent {
    fn step(&mut self, _: &str, _: u64, _: u64) {}
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

fn wheel(path: &Path, members: &[(&str, &[u8])]) {
    let mut zip = zip::ZipWriter::new(File::create(path).unwrap());
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

fn tarball(path: &Path, members: &[(&str, &[u8])]) {
    let zipped =
        flate2::write::GzEncoder::new(File::create(path).unwrap(), flate2::Compression::default());
    let mut tar = tar::Builder::new(zipped);
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        tar.append_data(&mut header, name, *bytes).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap();
}

/// The published archives, in a folder, and the table that describes them.
struct Published {
    dir: tempfile::TempDir,
    contents: Contents,
}

fn published() -> Published {
    let dir = tempfile::tempdir().unwrap();
    let archives = dir.path();
    wheel(
        &archives.join("one.whl"),
        &[("one/first", b"AB"), ("one/other", b"?-XY-Z")],
    );
    tarball(
        &archives.join("two.tgz"),
        &[("two/second", b"CD"), ("two/voice", b"sound")],
    );
    let source = |registry, package, archive: &'static str| Source {
        registry,
        package,
        version: "1",
        archive,
        bytes: fs::metadata(archives.join(archive)).unwrap().len(),
        sha256: leak(unpack::sha256_of(&archives.join(archive)).unwrap()),
        licence: "MIT",
        author: "Ann",
    };
    let part = |path, content: &[u8], from, alone| Part {
        path,
        bytes: content.len() as u64,
        sha256: leak(unpack::sha256(content)),
        from,
        alone: Some(alone),
        change: Change::Nothing,
    };
    let sources = vec![
        source(Registry::PyPi, "one", "one.whl"),
        source(Registry::Npm, "two", "two.tgz"),
    ];
    let parts = vec![
        part(
            "joined",
            b"ABCD",
            &[("one", "one/first"), ("two", "two/second")],
            "joined.onnx",
        ),
        part("voices/v.bin", b"sound", &[("two", "two/voice")], "v.bin"),
        Part {
            alone: None,
            change: Change::Cut(&[(5, 1), (2, 2)]),
            ..part("licences/one.txt", b"ZXY", &[("one", "one/other")], "")
        },
    ];
    let contents = Contents {
        version: VERSION,
        sources: sources.leak(),
        parts: parts.leak(),
    };
    Published { dir, contents }
}

impl Published {
    /// Installs with a client that can download only these packages.
    fn install(
        &self,
        dir: &Path,
        from: Option<&Path>,
        can: &[&str],
    ) -> Result<Vec<String>, PackError> {
        let got = RefCell::new(Vec::new());
        let fetch = |source: &Source, into: &Path, _: &mut dyn Progress| {
            if !can.contains(&source.package) {
                return Err(PackError::Client {
                    program: "pip".into(),
                    package: source.package.into(),
                    said: "no network".into(),
                    needed: Vec::new(),
                });
            }
            got.borrow_mut().push(source.package.to_owned());
            fs::copy(
                self.dir.path().join(source.archive),
                into.join(source.archive),
            )
            .unwrap();
            Ok(())
        };
        let installation = Installation {
            contents: &self.contents,
            from,
            fetch: &fetch,
        };
        installation.run(dir, &mut Silent)?;
        Ok(got.into_inner())
    }
}

#[test]
fn an_installed_pack_opens_and_leaves_no_other_files() {
    let published = published();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("deep/voices");
    assert_eq!(
        published.install(&dir, None, &["one", "two"]).unwrap(),
        ["one", "two"]
    );
    let pack = Pack::open(&dir).unwrap();
    assert_eq!(fs::read(dir.join("joined")).unwrap(), b"ABCD");
    assert_eq!(fs::read(pack.voice("v")).unwrap(), b"sound");
    let licences = fs::read_to_string(dir.join("LICENCES.txt")).unwrap();
    assert!(licences.contains("two 1 (npm)\n  by Ann\n  licence: MIT\n  joined\n  voices/v.bin\n"));
    assert!(licences.ends_with("\nlicences/one.txt\n\nZXY"));
    assert_eq!(fs::read_dir(dir.parent().unwrap()).unwrap().count(), 1);
    assert!(published.install(&dir, None, &[]).unwrap().is_empty());
}

#[test]
fn a_failed_attempt_leaves_no_pack_and_can_be_resumed() {
    let published = published();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("voices");
    let failed = published.install(&dir, None, &["one"]);
    assert!(matches!(failed, Err(PackError::Client { package, .. }) if package == "two"));
    assert!(matches!(Pack::open(&dir), Err(PackError::Missing(_))));
    assert_eq!(published.install(&dir, None, &["two"]).unwrap(), ["two"]);
    Pack::open(&dir).unwrap();
}

#[test]
fn a_pack_without_the_voices_of_a_language_is_completed() {
    let published = published();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("voices");
    published.install(&dir, None, &["one", "two"]).unwrap();
    let pack = Pack::open(&dir).unwrap();
    assert!(!pack.has(Language::Spanish));
    // A pack of this version that was installed before a file was added.
    let later = Published {
        contents: Contents {
            parts: [
                published.contents.parts,
                &[Part {
                    path: "voices/w.bin",
                    from: &[("two", "two/second")],
                    sha256: leak(unpack::sha256(b"CD")),
                    bytes: 2,
                    alone: None,
                    change: Change::Nothing,
                }],
            ]
            .concat()
            .leak(),
            ..published.contents
        },
        dir: published.dir,
    };
    assert_eq!(later.install(&dir, None, &["two"]).unwrap(), ["two"]);
    assert_eq!(fs::read(dir.join("voices/w.bin")).unwrap(), b"CD");
    assert_eq!(fs::read(dir.join("voices/v.bin")).unwrap(), b"sound");
}

#[test]
fn a_truncated_archive_is_downloaded_again() {
    let published = published();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("voices");
    published.install(&dir, None, &["one"]).unwrap_err();
    let kept = home.path().join(".voices.staging/archives/one.whl");
    fs::write(&kept, &fs::read(&kept).unwrap()[..20]).unwrap();
    assert_eq!(
        published.install(&dir, None, &["one", "two"]).unwrap(),
        ["one", "two"]
    );
}

#[test]
fn an_archive_with_other_contents_is_refused() {
    let published = published();
    wheel(
        &published.dir.path().join("one.whl"),
        &[("one/first", b"XY")],
    );
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("voices");
    let refused = published.install(&dir, None, &["one", "two"]);
    assert!(matches!(refused, Err(PackError::Hash { file, .. }) if file == "one.whl"));
    assert!(!dir.exists());
}

#[test]
fn a_folder_of_archives_needs_no_client() {
    let published = published();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("voices");
    assert!(
        published
            .install(&dir, Some(published.dir.path()), &[])
            .unwrap()
            .is_empty()
    );
    Pack::open(&dir).unwrap();
}

#[test]
fn files_published_alone_are_used_and_checked() {
    let published = published();
    let home = tempfile::tempdir().unwrap();
    let (dir, from) = (home.path().join("voices"), home.path().join("release"));
    fs::create_dir(&from).unwrap();
    fs::write(from.join("joined.onnx"), b"ABCD").unwrap();
    fs::copy(published.dir.path().join("one.whl"), from.join("one.whl")).unwrap();
    let array = [b"\x93NUMPY\x01\x00\x04\x00head".as_slice(), b"sound"].concat();
    wheel(&from.join("voices-v1.0.bin"), &[("v.npy", &array)]);
    assert!(
        published
            .install(&dir, Some(&from), &[])
            .unwrap()
            .is_empty()
    );
    assert_eq!(fs::read(dir.join("voices/v.bin")).unwrap(), b"sound");

    fs::remove_dir_all(&dir).unwrap();
    fs::write(from.join("joined.onnx"), b"ABCX").unwrap();
    let refused = published.install(&dir, Some(&from), &[]);
    assert!(matches!(refused, Err(PackError::Hash { file, .. }) if file == "joined"));
}

#[test]
fn a_folder_with_other_things_is_left_alone() {
    let published = published();
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("letter.txt"), "dear").unwrap();
    let refused = published.install(home.path(), None, &["one", "two"]);
    assert!(matches!(refused, Err(PackError::Occupied(_))));
    assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
}

#[test]
fn a_pack_with_a_wrong_file_is_replaced() {
    let published = published();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("voices");
    published.install(&dir, None, &["one", "two"]).unwrap();
    fs::write(dir.join("joined"), b"ABCX").unwrap();
    assert_eq!(
        published.install(&dir, None, &["one", "two"]).unwrap(),
        ["one", "two"]
    );
    assert_eq!(fs::read(dir.join("joined")).unwrap(), b"ABCD");
}

/// Turns the pack in `dir` into one of version 1, which has only the voice.
fn make_older(dir: &Path) {
    for newer in ["joined", "licences/one.txt"] {
        fs::remove_file(dir.join(newer)).unwrap();
    }
    let old = r#"{"version": 1, "files": [{"path": "voices/v.bin", "bytes": 5, "sha256": ""}]}"#;
    fs::write(dir.join("pack.json"), old).unwrap();
}

#[test]
fn an_older_pack_gets_only_the_missing_files() {
    let published = published();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("voices");
    published.install(&dir, None, &["one", "two"]).unwrap();
    make_older(&dir);
    let old = Pack::open(&dir).unwrap_err().to_string();
    assert!(old.ends_with("are version 1, not 2"), "{old}");
    // The voice, which only the second package has, is copied from the old pack.
    let from = tempfile::tempdir().unwrap();
    fs::write(from.path().join("joined.onnx"), b"ABCD").unwrap();
    assert_eq!(
        published
            .install(&dir, Some(from.path()), &["one"])
            .unwrap(),
        ["one"]
    );
    Pack::open(&dir).unwrap();
}

#[test]
fn without_a_network_the_missing_archives_are_listed() {
    let published = published();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("voices");
    let failed = published
        .install(&dir, None, &["one"])
        .unwrap_err()
        .to_string();
    assert!(
        failed.ends_with(":\nno network\nThese archives are missing:\n  two.tgz (from npm)"),
        "{failed}"
    );
    published.install(&dir, None, &["one", "two"]).unwrap();
    fs::remove_file(dir.join("licences/one.txt")).unwrap();
    let failed = published.install(&dir, None, &[]).unwrap_err().to_string();
    assert!(
        failed.ends_with("missing:\n  one.whl (from PyPI)"),
        "{failed}"
    );
    // The installed pack does not change, and the archive in a folder repairs it.
    assert_eq!(fs::read(dir.join("joined")).unwrap(), b"ABCD");
    published
        .install(&dir, Some(published.dir.path()), &[])
        .unwrap();
    Pack::open(&dir).unwrap();
}

#[test]
fn a_pack_that_is_truncated_or_of_another_version_does_not_open() {
    let published = published();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("voices");
    let missing = Pack::open(&dir).unwrap_err();
    assert!(matches!(missing, PackError::Missing(_)), "{missing}");
    published.install(&dir, None, &["one", "two"]).unwrap();
    fs::write(dir.join("joined"), b"ABC").unwrap();
    let damaged = Pack::open(&dir).unwrap_err().to_string();
    assert!(
        damaged.contains("`joined` is missing or incomplete"),
        "{damaged}"
    );
    fs::write(dir.join("pack.json"), "{\"version\": 99, \"files\": []}").unwrap();
    let other = Pack::open(&dir).unwrap_err().to_string();
    assert!(other.contains("are version 99, not 2"), "{other}");
}

#[test]
fn two_installations_at_once_take_turns() {
    let published = published();
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("voices");
    std::thread::scope(|scope| {
        let running: Vec<_> = (0..2)
            .map(|_| scope.spawn(|| published.install(&dir, None, &["one", "two"]).unwrap()))
            .collect();
        let mut got: Vec<usize> = running
            .into_iter()
            .map(|thread| thread.join().unwrap().len())
            .collect();
        got.sort_unstable();
        assert_eq!(got, [0, 2]);
    });
    Pack::open(&dir).unwrap();
}

#[test]
fn the_real_table_is_consistent() {
    let pack = contents::PACK;
    let known = |package: &str| pack.sources.iter().any(|source| source.package == package);
    for part in pack.parts {
        assert!(!part.from.is_empty() && part.from.iter().all(|(from, _)| known(from)));
        assert_eq!(part.sha256.len(), 64, "{}", part.path);
    }
    for profile in crate::kokoro::voices::ALL {
        let path = format!("voices/{}.bin", profile.name);
        assert!(pack.parts.iter().any(|part| part.path == path), "{path}");
    }
    assert_eq!(origins().len(), 11);
}
