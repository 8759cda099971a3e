use super::*;

const BEFORE: &str = "show: One\n";
const AFTER: &str = "show: Two\n";

#[test]
fn a_file_is_replaced_in_one_step_and_no_other_file_is_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("show.yaml");
    fs::write(&path, BEFORE).unwrap();
    replace(&path, BEFORE.as_bytes(), AFTER.as_bytes()).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), AFTER);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_file_that_changed_since_it_was_read_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("show.yaml");
    for now in ["show: One", "show: One\n\n", "", AFTER] {
        fs::write(&path, now).unwrap();
        let failed = replace(&path, BEFORE.as_bytes(), AFTER.as_bytes());
        let Err(SessionError::ChangedMeanwhile(named)) = failed else {
            panic!("{failed:?}");
        };
        assert_eq!(named, path);
        assert_eq!(fs::read_to_string(&path).unwrap(), now);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[test]
fn a_missing_file_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("show.yaml");
    let failed = replace(&path, BEFORE.as_bytes(), AFTER.as_bytes());
    assert!(
        matches!(failed, Err(SessionError::Unwritten { .. })),
        "{failed:?}"
    );
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn permissions_stay_and_a_link_is_followed() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let (path, link) = (
        folder.path().join("show.yaml"),
        folder.path().join("link.yaml"),
    );
    fs::write(&path, BEFORE).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    symlink(&path, &link).unwrap();
    replace(&link, BEFORE.as_bytes(), AFTER.as_bytes()).unwrap();
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(&path).unwrap(), AFTER);
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

/// The change is compared with the text that was read, not with the text of the last
/// change.
#[test]
fn a_change_is_written_only_if_the_script_is_as_it_was_read() {
    use crate::session::Studio;
    use cuebook_script::edit::{Step, Value};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("show.yaml");
    let studio = Studio::within(folder.path());
    let script = "text: Rain fell.\nseed: 1\n";
    fs::write(&path, script).unwrap();
    let edited = || {
        let show = studio.open(&path, None).unwrap();
        let step = Step::Set {
            path: vec!["seed".into()],
            value: Value::token("2"),
        };
        studio.edit(show, &[step]).unwrap()
    };
    let (first, second) = (edited(), edited());
    studio.keep(&first).unwrap();
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "text: Rain fell.\nseed: 2\n"
    );
    let late = studio.keep(&second);
    assert!(
        matches!(late, Err(SessionError::ChangedMeanwhile(_))),
        "{late:?}"
    );
}

#[test]
fn a_file_may_be_replaced_only_if_that_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    fs::write(&old, BEFORE).unwrap();
    let (allow, refuse) = (Overwrite::allowed(true), Overwrite::allowed(false));
    assert!(matches!(refuse.check(&old), Err(SessionError::Exists(path)) if path == old));
    assert!(refuse.check(&new).is_ok() && allow.check(&old).is_ok());
    let safely = |path: &Path, overwrite| write_safely(path, AFTER.as_bytes(), overwrite);
    assert!(matches!(safely(&old, refuse), Err(SessionError::Exists(path)) if path == old));
    assert_eq!(fs::read_to_string(&old).unwrap(), BEFORE);
    safely(&new, refuse).unwrap();
    assert_eq!(fs::read_to_string(&new).unwrap(), AFTER);
    safely(&old, allow).unwrap();
    assert_eq!(fs::read_to_string(&old).unwrap(), AFTER);
    write(&old, BEFORE.as_bytes()).unwrap();
    assert_eq!(fs::read_to_string(&old).unwrap(), BEFORE);
}

#[test]
fn a_missing_folder_is_named_and_not_made() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("none");
    let output = missing.join("show.wav");
    let refused = [
        needs_folder(&output),
        write(&output, b""),
        write_safely(&output, b"", Overwrite::Allow),
    ];
    for refused in refused {
        assert!(
            matches!(&refused, Err(SessionError::NoFolder { folder, .. }) if *folder == missing),
            "{refused:?}"
        );
    }
    assert!(!missing.exists());
    make_folder(&missing.join("inner")).unwrap();
    assert!(missing.join("inner").is_dir());
    assert!(needs_folder(&output).is_ok());
    // A folder cannot be where a file is.
    write(&output, b"").unwrap();
    let failed = make_folder(&output);
    assert!(
        matches!(failed, Err(SessionError::NoOutputFolder(_))),
        "{failed:?}"
    );
}

#[test]
fn an_output_must_not_be_a_file_of_the_show() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let tone = || crate::perform::staged::wav([0, 9_000, 0, -9_000].repeat(1_200));
    for name in ["bell.wav", "go.wav", "hall.wav", "other.wav"] {
        fs::write(path(name), tone()).unwrap();
    }
    fs::write(path("rain.txt"), "“Go!” Rain fell.\n").unwrap();
    let script = "text: rain.txt\ncast: { ANNA: { voice: af_heart } }\nsounds: { bell: { file: bell.wav } }\nspaces: { hall: { ir: hall.wav } }\nlines: [{ quote: Go!, by: ANNA, take: go.wav, space: hall }]\ncues: [{ spot: bell, at: Rain }]\n";
    fs::write(path("show.yaml"), script).unwrap();
    fs::create_dir(path("out")).unwrap();
    let show = crate::session::Studio::within(folder.path())
        .open(&path("show.yaml"), None)
        .unwrap();
    for own in ["show.yaml", "rain.txt", "bell.wav", "go.wav", "hall.wav"] {
        let refused = show.refuse_own(&path("out/..").join(own));
        assert!(
            matches!(refused, Err(SessionError::OutputIsSource(_))),
            "{own}: {refused:?}"
        );
    }
    assert!(show.refuse_own(&path("other.wav")).is_ok());
    assert!(show.refuse_own(&path("new.wav")).is_ok());
}

#[test]
fn a_mix_is_written_only_as_wav() {
    let refused = |name: &str| refuse_other_than_wav(Path::new(name)).is_err();
    assert!(!refused("show.wav") && !refused("out/SHOW.WAV"));
    assert!(refused("show.mp3") && refused("wav") && refused("show.wav.txt"));
}
