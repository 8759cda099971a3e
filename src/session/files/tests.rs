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
