use super::*;
use crate::place::Place;
use std::cell::Cell;
use std::thread;
use std::time::Duration;

thread_local! {
    /// How many requests of this thread are answered at once before one has to wait.
    static BEFORE_A_WAIT: Cell<Option<usize>> = const { Cell::new(None) };
}

/// Returns for how long a request waits.
fn wait() -> Duration {
    let left = BEFORE_A_WAIT.get();
    BEFORE_A_WAIT.set(left.and_then(|left| left.checked_sub(1)));
    Duration::from_millis(if left == Some(0) { 400 } else { 0 })
}

fn link(folder: &std::path::Path) -> Link {
    let address = format!("file://{}", folder.display());
    Link::open(&Place::of(&address).unwrap()).unwrap()
}

fn files(folder: &std::path::Path) -> Vec<String> {
    let entries = fs::read_dir(folder.join("claims")).unwrap().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn one_of_two_takes_a_claim_over() {
    let folder = tempfile::tempdir().unwrap();
    let link = link(folder.path());
    let slot = Slot::of(&link, "ab");
    assert!(slot.get().unwrap().is_none());
    let first = slot.put(b"one 0\n".to_vec()).unwrap().unwrap();
    assert!(slot.put(b"two 0\n".to_vec()).unwrap().is_none());
    let seen = slot.get().unwrap().unwrap();
    let second = slot.take_over(seen.clone(), b"two 0\n".to_vec()).unwrap();
    assert!(second.is_some());
    // It saw the same claim, and comes later.
    let third = slot.take_over(seen, b"three 0\n".to_vec()).unwrap();
    assert!(third.is_none());
    assert_eq!(files(folder.path()), ["ab.1"]);
    // The first owner wakes, and another worker knows nothing of all.
    assert!(slot.sign(&first, b"one 1\n".to_vec()).unwrap().is_none());
    assert!(slot.put(b"four 0\n".to_vec()).unwrap().is_none());
    assert_eq!(slot.get().unwrap().unwrap().content, b"two 0\n");
    slot.delete(&second.unwrap()).unwrap();
    assert!(files(folder.path()).is_empty());
    assert!(slot.put(b"four 0\n".to_vec()).unwrap().is_some());
}

#[test]
fn a_claim_that_changed_is_not_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let link = link(folder.path());
    let slot = Slot::of(&link, "ab");
    let first = slot.put(b"one 0\n".to_vec()).unwrap().unwrap();
    let seen = slot.get().unwrap().unwrap();
    let first = slot.sign(&first, b"one 1\n".to_vec()).unwrap().unwrap();
    let taken = slot.take_over(seen.clone(), b"two 0\n".to_vec()).unwrap();
    assert!(taken.is_none());
    assert_eq!(slot.get().unwrap().unwrap().content, b"one 1\n");
    slot.delete(&first).unwrap();
    assert!(slot.take_over(seen, b"two 0\n".to_vec()).unwrap().is_none());
    assert!(files(folder.path()).is_empty());
}

#[test]
fn what_a_killed_worker_left_behind_a_claim_does_not_count() {
    let folder = tempfile::tempdir().unwrap();
    let link = link(folder.path());
    let slot = Slot::of(&link, "ab");
    slot.put(b"one 0\n".to_vec()).unwrap();
    fs::write(folder.path().join("claims/ab.1"), "two 0\n").unwrap();
    fs::write(folder.path().join("claims/abc"), "other 0\n").unwrap();
    let seen = slot.get().unwrap().unwrap();
    assert_eq!(seen.content, b"two 0\n");
    assert!(
        slot.take_over(seen, b"three 0\n".to_vec())
            .unwrap()
            .is_some()
    );
    assert_eq!(files(folder.path()), ["ab.2", "abc"]);
}

#[test]
fn wherever_one_of_two_is_interrupted_one_of_them_has_the_claim() {
    for requests in 0..5 {
        let folder = tempfile::tempdir().unwrap();
        let mut link = link(folder.path());
        link.delay = Some(wait);
        let slot = Slot::of(&link, "ab");
        slot.put(b"dead 0\n".to_vec()).unwrap();
        let seen = slot.get().unwrap().unwrap();
        let take = |word: &str| slot.take_over(seen.clone(), word.into()).unwrap().is_some();
        let [slow, fast] = thread::scope(|scope| {
            let slow = scope.spawn(|| {
                BEFORE_A_WAIT.set(Some(requests));
                take("slow 0\n")
            });
            thread::sleep(Duration::from_millis(100));
            let fast = take("fast 0\n");
            [slow.join().unwrap(), fast]
        });
        assert!(slow != fast, "after {requests} requests: {slow}, {fast}");
        let last = slot.get().unwrap().unwrap();
        assert_eq!(last.content.starts_with(b"slow"), slow);
    }
}
