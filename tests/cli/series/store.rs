//! Workers that share their takes in an object store: `moto`, a stand-in of S3, behind a door that the
//! tests can shut.

use std::collections::hash_map::RandomState;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{BuildHasher, Hasher};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::workflow::files;
use crate::engines::server::{Fault, Server};
use crate::stage::{Said, Stage, said};

/// Serves one request after the other: a conditional put of moto is not one step by itself.
const SERVE: &str = "
import sys
from moto.server import DomainDispatcherApplication, MotoRequestHandler, create_backend_app
from werkzeug.serving import run_simple
app = DomainDispatcherApplication(create_backend_app)
run_simple('127.0.0.1', int(sys.argv[1]), app, request_handler=MotoRequestHandler)
";

/// A server of S3. It ends with the test.
pub(super) struct Moto {
    server: Child,
    pub port: u16,
}

impl Moto {
    /// Starts the server with the bucket `team`; `None` if it is not installed.
    pub(super) fn start() -> Option<Moto> {
        let packages = packages("moto");
        if !packages.exists() {
            eprintln!("moto is not installed: `make test-all` installs it");
            return None;
        }
        let port = free_port();
        let server = Command::new("python3")
            .args(["-c", SERVE, &port.to_string()])
            .env("PYTHONPATH", packages)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let moto = Moto { server, port };
        let until = Instant::now() + Duration::from_secs(60);
        while !moto.asked("PUT /team").contains(" 200 OK") {
            assert!(Instant::now() < until, "moto does not answer");
            thread::sleep(Duration::from_millis(100));
        }
        Some(moto)
    }

    /// Sends a request without content, and returns the answer.
    fn asked(&self, request: &str) -> String {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else {
            return String::new();
        };
        let head = "HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        let mut answer = Vec::new();
        let _ = stream.write_all(format!("{request} {head}").as_bytes());
        let _ = stream.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Returns how many objects there are under a path.
    pub(super) fn objects(&self, path: &str) -> usize {
        let listed = self.asked(&format!("GET /team?list-type=2&prefix={path}"));
        listed.matches("<Key>").count()
    }
}

impl Drop for Moto {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn packages(name: &str) -> PathBuf {
    let readers = std::env::var_os("CUEBOOK_READERS").unwrap_or_default();
    Path::new(&readers).join(name)
}

/// Returns a number below another one.
fn random(end: usize) -> usize {
    (RandomState::new().build_hasher().finish() % end as u64) as usize
}

pub(super) fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}

/// A door before a server: while it is shut, every connection ends at once.
struct Door {
    port: u16,
    is_shut: Arc<AtomicBool>,
    /// The connections that were let through.
    passed: Arc<AtomicUsize>,
    /// The pieces of answers that were passed on.
    answered: Arc<AtomicUsize>,
    is_over: Arc<AtomicBool>,
}

impl Door {
    fn before(server: u16) -> Door {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let door = Door {
            port: listener.local_addr().unwrap().port(),
            is_shut: Arc::default(),
            passed: Arc::default(),
            answered: Arc::default(),
            is_over: Arc::default(),
        };
        let (is_shut, passed, is_over) = (
            door.is_shut.clone(),
            door.passed.clone(),
            door.is_over.clone(),
        );
        let answered = door.answered.clone();
        thread::spawn(move || {
            for from in listener.incoming().flatten() {
                if is_over.load(Ordering::SeqCst) {
                    return;
                }
                let (true, Ok(to)) = (
                    !is_shut.load(Ordering::SeqCst),
                    TcpStream::connect(("127.0.0.1", server)),
                ) else {
                    continue;
                };
                passed.fetch_add(1, Ordering::SeqCst);
                through(&from, &to, is_shut.clone(), Arc::default());
                through(&to, &from, is_shut.clone(), answered.clone());
            }
        });
        door
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::SeqCst);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

/// Passes bytes on until the door is shut, and counts the pieces.
fn through(from: &TcpStream, to: &TcpStream, is_shut: Arc<AtomicBool>, count: Arc<AtomicUsize>) {
    let (mut from, mut to) = (from.try_clone().unwrap(), to.try_clone().unwrap());
    thread::spawn(move || {
        let mut bytes = vec![0; 1 << 16];
        while let Ok(length @ 1..) = from.read(&mut bytes) {
            if is_shut.load(Ordering::SeqCst) || to.write_all(&bytes[..length]).is_err() {
                break;
            }
            count.fetch_add(1, Ordering::SeqCst);
        }
        let _ = from.shutdown(Shutdown::Both);
        let _ = to.shutdown(Shutdown::Both);
    });
}

/// The number of chapters.
const CHAPTERS: usize = 4;

/// A series whose voices are all of one engine, which counts what it speaks.
pub(super) struct Team {
    pub stage: Stage,
    engine: Server,
}

impl Team {
    fn new() -> Team {
        Team::with(CHAPTERS)
    }

    pub(super) fn with(chapters: usize) -> Team {
        let stage = Stage::new();
        let mut series = "series: Tides\nchapters:\n".to_owned();
        for number in 1..=chapters {
            let script = format!(
                "show: Tide {number}\ncast:\n  NARRATOR: {{ voice: reader }}\n  ANNA: {{ voice: anna }}\n\
                 text: |\n  “Is anyone there?” asked Anna. Tide {number} came in. The {number} boats rose.\n\n  \
                 “Well,” she said, “that was number {number}.” Nobody answered her.\n\
                 lines:\n  - {{ quote: \"Is anyone there?\", by: ANNA }}\n  - {{ quote: \"Well\", by: ANNA }}\n"
            );
            stage.write(&format!("{number}.yaml"), script);
            series.push_str(&format!("  - {number}.yaml\n"));
        }
        stage.write("series.yaml", series);
        Team {
            stage,
            engine: Server::start(Fault::Slow),
        }
    }

    /// Writes the configuration of a worker, and returns its folder.
    pub(super) fn home(&self, name: &str, cache: &str) -> PathBuf {
        let home = self.stage.path("home").join(name);
        std::fs::create_dir_all(&home).unwrap();
        let config = format!(
            "cache: {cache}\nengines:\n  studio: {{ kind: http, address: 'http://{}/v1', model: tiny, \
             timestamps: true, backoff: 5ms, jobs: 2 }}\nvoices:\n  \
             reader: {{ engine: studio, voice: a }}\n  anna: {{ engine: studio, voice: b }}\n",
            self.engine.address
        );
        std::fs::write(home.join("config.yaml"), config).unwrap();
        home
    }

    /// Returns the program as a worker with its own cache runs it.
    fn worker(&self, name: &str, cache: &str, program: &[&str]) -> Command {
        let home = self.home(name, cache);
        let own = self.stage.command();
        let mut command = match program {
            [] => self.stage.command(),
            [first, more @ ..] => {
                let mut command = Command::new(first);
                command
                    .args(more)
                    .arg(own.get_program())
                    .current_dir(self.stage.path("."));
                for (name, value) in own.get_envs() {
                    match value {
                        Some(value) => command.env(name, value),
                        None => command.env_remove(name),
                    };
                }
                command
            }
        };
        command
            .env("CUEBOOK_CACHE", home.join("cache"))
            .env("CUEBOOK_CONFIG", home.join("config.yaml"))
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test")
            .args([
                "series",
                "publish",
                "series.yaml",
                "--to",
                "mp3,vtt",
                "-o",
                name,
            ])
            .args(["--jobs", "2"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn published(&self, name: &str) -> BTreeMap<String, Vec<u8>> {
        files(&self.stage.path(name))
    }

    /// Returns what the engine spoke since the last call, in order.
    pub(super) fn spoken(&self) -> Vec<String> {
        let mut spoken = self.engine.take_heard();
        spoken.sort();
        spoken
    }

    /// Publishes with its own cache. Returns the files, and what was spoken.
    fn alone(&self) -> (BTreeMap<String, Vec<u8>>, Vec<String>) {
        let said = ended(self.worker("alone", "1GB", &[]).spawn().unwrap());
        assert_eq!(said.code, 0, "{}", said.err);
        (self.published("alone"), self.spoken())
    }
}

pub(super) fn ended(child: Child) -> Said {
    said(&child.wait_with_output().unwrap())
}

/// Returns the setting of a cache that is shared through a port.
pub(super) fn shared(port: u16, more: &str) -> String {
    format!("{{ shared: 's3://team/tides', endpoint: 'http://127.0.0.1:{port}'{more} }}")
}

#[test]
#[ignore = "needs moto"]
fn sweep_workers_that_share_a_store_speak_every_line_once() {
    let Some(moto) = Moto::start() else { return };
    let team = Team::new();
    let (alone, spoken) = team.alone();
    let names = ["one", "two", "three"];
    let doors = names.map(|_| Door::before(moto.port));
    let all = names.iter().zip(&doors);
    let workers: Vec<Child> = all
        .map(|(name, door)| {
            let cache = shared(door.port, ", claim: 20s");
            team.worker(name, &cache, &[]).spawn().unwrap()
        })
        .collect();
    // When all know the store, it is away for a minute.
    let until = Instant::now() + Duration::from_secs(60);
    let knows = |door: &Door| door.answered.load(Ordering::SeqCst) > 3;
    while !doors.iter().all(knows) && Instant::now() < until {
        thread::sleep(Duration::from_millis(5));
    }
    let shut = |is_shut| {
        for door in &doors {
            door.is_shut.store(is_shut, Ordering::SeqCst);
        }
    };
    shut(true);
    thread::sleep(Duration::from_secs(60));
    shut(false);
    let cache = shared(moto.port, ", claim: 20s");
    for worker in workers {
        let said = ended(worker);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(!said.err.contains("cannot be used"), "{}", said.err);
    }
    assert_eq!(team.spoken(), spoken);
    for name in ["one", "two", "three"] {
        assert!(team.published(name) == alone, "{name}: the bytes differ");
    }
    assert_eq!(moto.objects("tides/takes"), spoken.len());
    assert_eq!(moto.objects("tides/claims"), 0);
    // Another machine speaks nothing, and its plan says so.
    let four = team.worker("four", &cache, &[]).spawn();
    let config = team.stage.path("home/four/config.yaml");
    let said = ended(four.unwrap());
    assert!(said.out.contains("nothing spoken anew"), "{}", said.out);
    assert!(team.spoken().is_empty());
    assert!(team.published("four") == alone, "the bytes differ");
    let ask = |words: &[&str]| {
        let mut command = team.stage.command();
        command
            .env("CUEBOOK_CONFIG", &config)
            .env("AWS_ACCESS_KEY_ID", "test")
            .env("AWS_SECRET_ACCESS_KEY", "test");
        said_of(command.args(words))
    };
    let plan = ask(&["series", "plan", "series.yaml"]);
    assert!(
        plan.out.contains("to speak: 0 lines"),
        "{}{}",
        plan.out,
        plan.err
    );
    let held = ask(&["cache"]);
    assert!(
        held.out.contains(&format!("in {} takes", spoken.len())),
        "{}{}",
        held.out,
        held.err
    );
}

fn said_of(command: &mut Command) -> Said {
    said(&command.output().unwrap())
}

#[test]
#[ignore = "needs moto"]
fn sweep_what_a_killed_worker_spoke_is_not_lost_and_its_claims_end() {
    let Some(moto) = Moto::start() else { return };
    let team = Team::new();
    let (alone, spoken) = team.alone();
    let door = Door::before(moto.port);
    let cache = shared(door.port, ", claim: 1s");
    let mut again = 0;
    let mut killed = Vec::new();
    for _ in 0..5 {
        // A request in the middle of which it is killed.
        let last = door.passed.load(Ordering::SeqCst) + 1 + random(60);
        let mut victim = team.worker("victim", &cache, &[]).spawn().unwrap();
        while door.passed.load(Ordering::SeqCst) < last && victim.try_wait().unwrap().is_none() {
            thread::sleep(Duration::from_micros(200));
        }
        let _ = victim.kill();
        let _ = victim.wait();
        killed.push(last);
        // It loses what it was speaking or had not published yet: for that it had claims.
        again += moto.objects("tides/claims");
    }
    for name in ["victim", "two"] {
        let said = ended(team.worker(name, &cache, &[]).spawn().unwrap());
        assert_eq!(said.code, 0, "{}", said.err);
    }
    let all = team.spoken();
    assert!(
        (spoken.len()..=spoken.len() + again).contains(&all.len()),
        "{} lines were spoken {} times, of which {again} may be again: {killed:?}",
        spoken.len(),
        all.len()
    );
    let lines: BTreeSet<&String> = all.iter().collect();
    assert_eq!(lines, spoken.iter().collect());
    assert!(team.published("victim") == alone && team.published("two") == alone);
    assert_eq!(moto.objects("tides/takes"), spoken.len());
}

#[cfg(unix)]
#[test]
#[ignore = "needs moto and faketime"]
fn sweep_a_worker_with_a_wrong_clock_changes_nothing() {
    if Command::new("faketime").arg("--version").output().is_err() {
        eprintln!("faketime is not installed: `make test-all` installs it");
        return;
    }
    let Some(moto) = Moto::start() else { return };
    let team = Team::new();
    let (alone, spoken) = team.alone();
    let cache = shared(moto.port, ", claim: 20s");
    let workers: Vec<Child> = [("one", "-3d"), ("two", "+0"), ("three", "+400d")]
        .map(|(name, clock)| {
            let program: &[&str] = if clock == "+0" {
                &[]
            } else {
                &["faketime", "-f", clock]
            };
            team.worker(name, &cache, program).spawn().unwrap()
        })
        .into();
    for worker in workers {
        let said = ended(worker);
        assert_eq!(said.code, 0, "{}", said.err);
    }
    assert_eq!(team.spoken(), spoken);
    for name in ["one", "two", "three"] {
        assert!(team.published(name) == alone, "{name}: the bytes differ");
    }
}

#[test]
fn without_its_store_a_machine_works_alone_and_says_it_once() {
    let team = Team::new();
    let (alone, spoken) = team.alone();
    let cache = shared(free_port(), ", patience: 500ms");
    let said = ended(team.worker("one", &cache, &[]).spawn().unwrap());
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(
        said.err
            .matches("the shared cache s3://team/tides cannot be used")
            .count(),
        1,
        "{}",
        said.err
    );
    assert_eq!(team.spoken(), spoken);
    assert!(team.published("one") == alone);
    // A folder is a store too. What was not published yet goes there with the next chapter that is made.
    let folder = team.stage.path("store");
    let cache = format!("'file://{}'", folder.display());
    std::fs::remove_file(team.stage.path("one/01-tide-1.mp3")).unwrap();
    let said = ended(team.worker("one", &cache, &[]).spawn().unwrap());
    assert_eq!(said.code, 0, "{}", said.err);
    let said = ended(team.worker("two", &cache, &[]).spawn().unwrap());
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(team.spoken().is_empty());
    assert!(team.published("one") == alone && team.published("two") == alone);
}

#[test]
fn a_bucket_that_does_not_exist_is_said_once() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0; 1 << 12];
            let _ = stream.read(&mut request);
            let content = "<Error><Code>NoSuchBucket</Code></Error>";
            let head =
                "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Type: application/xml";
            let length = content.len();
            let answer = format!("{head}\r\nContent-Length: {length}\r\n\r\n{content}");
            let _ = stream.write_all(answer.as_bytes());
            // The rest of the request, so that the answer arrives.
            let _ = stream.shutdown(Shutdown::Write);
            let _ = stream.read_to_end(&mut Vec::new());
        }
    });
    let team = Team::new();
    let said = ended(team.worker("one", &shared(port, ""), &[]).spawn().unwrap());
    assert_eq!(said.code, 0, "{}", said.err);
    let remarks = said.err.matches("cannot be used").count();
    assert_eq!(remarks, 1, "{}", said.err);
    assert!(said.err.contains("there is no such bucket"), "{}", said.err);
    assert!(!team.spoken().is_empty());
}
