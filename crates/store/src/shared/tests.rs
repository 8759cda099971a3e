use super::*;
use object_store::memory::InMemory;
use std::sync::atomic::AtomicUsize;

const LIFE: Duration = Duration::from_millis(400);

/// A store in memory, and the switch that takes it away.
struct Store(Arc<InMemory>);

impl Store {
    fn new() -> Store {
        Store(Arc::new(InMemory::new()))
    }

    fn link(&self) -> Link {
        Link::of(self.0.clone())
    }

    /// Returns a worker, and the switch that takes the store away from it.
    fn worker(&self) -> (Shared, Arc<AtomicBool>) {
        let link = self.link();
        let away = link.is_away.clone();
        let place = Place {
            claim: LIFE,
            patience: Duration::from_secs(20),
            ..Place::of("s3://test/all").unwrap()
        };
        (Shared::with(place, OnceLock::from(Ok(link))), away)
    }
}

fn name(number: usize) -> String {
    blake3::hash(&number.to_le_bytes()).to_hex().to_string()
}

/// Speaks a take, publishes it and waits for that.
fn speak(worker: &Shared, name: &str, claim: Claim) {
    let content = name.as_bytes().to_vec();
    worker.publish(name, Some(claim), move || Some(content), || {});
    assert!(worker.publishes.finish(Duration::from_secs(20)));
}

fn claim(turn: Turn) -> Claim {
    match turn {
        Turn::Mine(claim) => claim,
        other => panic!("{other:?}"),
    }
}

#[test]
fn another_worker_gets_the_take_when_it_is_spoken() {
    let store = Store::new();
    let ((one, _), (two, _)) = (store.worker(), store.worker());
    let name = name(1);
    let mine = claim(one.turn(&name, false).unwrap());
    assert!(matches!(two.turn(&name, false), Ok(Turn::Other)));
    thread::scope(|scope| {
        let waiting = scope.spawn(|| two.turn(&name, true).unwrap());
        thread::sleep(Duration::from_millis(50));
        speak(&one, &name, mine);
        let Turn::Here(content) = waiting.join().unwrap() else {
            panic!("it is not there")
        };
        assert_eq!(content, name.as_bytes());
    });
    assert_eq!(store.link().list("claims").unwrap().len(), 0);
    assert_eq!(two.held().unwrap().takes, 1);
    assert_eq!(two.has(&[name.clone(), super::tests::name(2)]).len(), 1);
}

#[test]
fn a_claim_lives_as_long_as_its_owner_gives_signs() {
    let store = Store::new();
    let ((one, away), (two, _)) = (store.worker(), store.worker());
    let name = name(1);
    let mine = claim(one.turn(&name, false).unwrap());
    let until = Instant::now() + 3 * LIFE;
    while Instant::now() < until {
        assert!(matches!(two.turn(&name, false), Ok(Turn::Other)));
        thread::sleep(LIFE / 10);
    }
    // As if the first worker was killed.
    away.store(true, Ordering::SeqCst);
    let began = Instant::now();
    let other = claim(two.turn(&name, true).unwrap());
    let took = began.elapsed();
    assert!(took >= LIFE / 2 && took < 10 * LIFE, "{took:?}");
    // It comes back too late: it has no claim any more, and takes none away.
    away.store(false, Ordering::SeqCst);
    thread::sleep(LIFE / 2);
    drop(mine);
    assert_eq!(store.link().list("claims").unwrap().len(), 1);
    speak(&two, &name, other);
    assert!(matches!(one.turn(&name, false), Ok(Turn::Here(_))));
}

#[test]
fn time_without_the_store_does_not_count_against_a_claim() {
    let store = Store::new();
    let ((one, first), (two, second)) = (store.worker(), store.worker());
    let name = name(1);
    let _mine = claim(one.turn(&name, false).unwrap());
    assert!(matches!(two.turn(&name, false), Ok(Turn::Other)));
    first.store(true, Ordering::SeqCst);
    second.store(true, Ordering::SeqCst);
    thread::sleep(3 * LIFE);
    first.store(false, Ordering::SeqCst);
    second.store(false, Ordering::SeqCst);
    assert!(matches!(two.turn(&name, false), Ok(Turn::Other)));
}

#[test]
fn a_store_that_goes_away_and_comes_back_is_waited_for() {
    let store = Store::new();
    let (one, away) = store.worker();
    let mine = claim(one.turn(&name(1), false).unwrap());
    away.store(true, Ordering::SeqCst);
    thread::scope(|scope| {
        scope.spawn(|| {
            thread::sleep(Duration::from_millis(900));
            away.store(false, Ordering::SeqCst);
        });
        speak(&one, &name(1), mine);
        drop(claim(one.turn(&name(2), false).unwrap()));
    });
    assert_eq!(one.remark(), None);
    assert_eq!(one.held().unwrap().takes, 1);
}

#[test]
fn a_store_that_was_never_there_is_said_once_and_not_asked_again_for_a_while() {
    let store = Store::new();
    let (one, away) = store.worker();
    away.store(true, Ordering::SeqCst);
    assert!(matches!(one.turn(&name(1), true), Err(Away::Silent(_))));
    let began = Instant::now();
    for _ in 0..100 {
        assert!(one.turn(&name(1), true).is_err());
    }
    assert!(began.elapsed() < Duration::from_millis(200));
    assert_eq!(one.remark().as_deref(), Some("it is away"));
    assert_eq!(one.remark(), None);
}

#[test]
fn a_claim_that_was_put_without_an_answer_is_known() {
    let store = Store::new();
    let claims = Claims::default();
    let link = store.link();
    link.put_new("claims/ab", b"word 0\n".to_vec()).unwrap();
    assert!(claims.take(("ab", "word"), &link, LIFE).unwrap());
    assert!(!claims.take(("ab", "other"), &link, LIFE).unwrap());
}

#[test]
fn a_sign_without_an_answer_loses_no_claim() {
    let store = Store::new();
    let claims = Claims::default();
    let link = store.link();
    assert!(claims.take(("ab", "word"), &link, LIFE).unwrap());
    let put = |content: &[u8]| {
        let (_, version) = link.get("claims/ab").unwrap().unwrap();
        link.replace("claims/ab", version, content.to_vec())
            .unwrap()
    };
    put(b"word 1\n");
    claims.sign(&link);
    assert!(claims.are_some());
    claims.sign(&link);
    let (content, _) = link.get("claims/ab").unwrap().unwrap();
    assert_eq!(content, b"word 2\n");
    // Another worker took it.
    put(b"other 0\n");
    claims.sign(&link);
    assert!(!claims.are_some());
}

#[test]
fn a_damaged_take_is_spoken_again() {
    let store = Store::new();
    let (one, _) = store.worker();
    let name = name(1);
    let mut object = wrapped(&name, b"content");
    object[45] ^= 1;
    store.link().put_new(&path(&name), object).unwrap();
    let mine = claim(one.turn(&name, false).unwrap());
    speak(&one, &name, mine);
    assert!(matches!(one.turn(&name, false), Ok(Turn::Here(_))));
}

#[test]
fn many_workers_speak_every_take_once() {
    let store = Store::new();
    let spoken: Vec<AtomicUsize> = (0..40).map(|_| AtomicUsize::new(0)).collect();
    thread::scope(|scope| {
        for at in 0..6 {
            let (store, spoken) = (&store, &spoken);
            scope.spawn(move || {
                let (worker, _) = store.worker();
                let mut left: Vec<usize> = (0..spoken.len()).collect();
                left.rotate_left(at * 3);
                while let Some(number) = left.first().copied() {
                    left.remove(0);
                    match worker.turn(&name(number), false).unwrap() {
                        Turn::Here(content) => assert_eq!(content, name(number).as_bytes()),
                        Turn::Other => left.push(number),
                        Turn::Mine(claim) => {
                            spoken[number].fetch_add(1, Ordering::SeqCst);
                            thread::sleep(Duration::from_millis(2));
                            let content = name(number).into_bytes();
                            worker.publish(&name(number), Some(claim), || Some(content), || {});
                        }
                    }
                }
            });
        }
    });
    let spoken: Vec<usize> = spoken
        .iter()
        .map(|count| count.load(Ordering::SeqCst))
        .collect();
    assert_eq!(spoken, vec![1; 40]);
}

#[test]
fn takes_are_brought_in_the_background() {
    let store = Store::new();
    let ((one, _), (two, _)) = (store.worker(), store.worker());
    for number in 0..20 {
        let mine = claim(one.turn(&name(number), false).unwrap());
        speak(&one, &name(number), mine);
    }
    let kept = Arc::new(Mutex::new(HashSet::new()));
    let keep = kept.clone();
    two.bring((0..25).map(name), move |name, content| {
        assert_eq!(content, name.as_bytes());
        lock(&keep).insert(name.to_owned());
    });
    for number in 0..25 {
        two.settle(&name(number));
        assert_eq!(lock(&kept).contains(&name(number)), number < 20);
    }
}

#[test]
fn a_folder_is_a_store_too() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("file://{}/team", folder.path().display());
    let worker = || {
        Shared::new(Place {
            claim: LIFE,
            ..Place::of(&address).unwrap()
        })
    };
    let (one, two) = (worker(), worker());
    let mine = claim(one.turn(&name(1), false).unwrap());
    assert!(matches!(two.turn(&name(1), false), Ok(Turn::Other)));
    speak(&one, &name(1), mine);
    assert!(matches!(two.turn(&name(1), false), Ok(Turn::Here(_))));
    // A claim without signs, of a worker that was killed.
    std::fs::write(folder.path().join("team/claims").join(name(2)), "x 0\n").unwrap();
    drop(claim(two.turn(&name(2), true).unwrap()));
    assert_eq!(two.held().unwrap().takes, 1);
}

/// The moments that a slow network folder lets wait, one after the other.
fn moments() -> Duration {
    static CALLS: AtomicUsize = AtomicUsize::new(0);
    let call = CALLS.fetch_add(1, Ordering::SeqCst) as u64;
    Duration::from_millis(call * 7919 % 150)
}

#[test]
fn workers_that_wait_for_a_dead_claim_in_a_folder_speak_once() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("file://{}", folder.path().display());
    let claims = folder.path().join("claims");
    std::fs::create_dir_all(&claims).unwrap();
    for number in 0..6 {
        std::fs::write(claims.join(name(number)), "x 0\n").unwrap();
    }
    let spoken: Vec<AtomicUsize> = (0..6).map(|_| AtomicUsize::new(0)).collect();
    thread::scope(|scope| {
        for _ in 0..4 {
            let (spoken, address) = (&spoken, &address);
            scope.spawn(move || {
                let place = Place {
                    claim: 6 * LIFE,
                    ..Place::of(address).unwrap()
                };
                let mut link = Link::open(&place).unwrap();
                link.delay = Some(moments);
                let worker = Shared::with(place, OnceLock::from(Ok(link)));
                let worker = &worker;
                thread::scope(|scope| {
                    for (number, count) in spoken.iter().enumerate() {
                        scope.spawn(move || {
                            if let Turn::Mine(claim) = worker.turn(&name(number), true).unwrap() {
                                count.fetch_add(1, Ordering::SeqCst);
                                speak(worker, &name(number), claim);
                            }
                        });
                    }
                });
            });
        }
    });
    let spoken = spoken.iter().map(|count| count.load(Ordering::SeqCst));
    assert_eq!(spoken.collect::<Vec<usize>>(), vec![1; 6]);
    assert_eq!(std::fs::read_dir(claims).unwrap().count(), 0);
}

#[test]
fn the_oldest_takes_above_the_limit_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("file://{}", folder.path().display());
    let link = Link::open(&Place::of(&address).unwrap()).unwrap();
    for number in 0..5 {
        link.put_new(&path(&name(number)), vec![0; 1000]).unwrap();
        let file = folder.path().join(path(&name(number)));
        let hours = [3, 9, 2, 0, 4][number];
        let written = SystemTime::now() - Duration::from_secs(3600 * hours + 10);
        let file = std::fs::File::options().write(true).open(file).unwrap();
        file.set_modified(written).unwrap();
    }
    tidy(&link, Bytes(5_000)).unwrap();
    assert_eq!(link.list("takes").unwrap().len(), 5);
    tidy(&link, Bytes(4_000)).unwrap();
    let left = |number: usize| link.has(&path(&name(number))).unwrap();
    assert_eq!([0, 1, 2, 3, 4].map(left), [true, false, true, true, false]);
    tidy(&link, Bytes(0)).unwrap();
    assert_eq!(
        [0, 1, 2, 3, 4].map(left),
        [false, false, false, true, false]
    );
}
