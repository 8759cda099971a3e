use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;
use crate::book::Book;
use crate::perform::work::Plan;
use crate::perform::{Cache, Performance, staged};
use crate::world::Disk;
use cuebook_core::progress::Silent;
use cuebook_core::units::Frames;
use cuebook_remote::{Company, Engine, Kind, Roster, Speaker};
use cuebook_voice::tone::ToneVoice;
use cuebook_voice::{Decisive, VoiceError};

const SCRIPT: &str = "
text: |
  “Go!” “Stay here!”
cast: { ANNA: { voice: studio-anna }, TOM: { voice: am_puck } }
lines:
  - { quote: Go!, by: ANNA }
  - { quote: Stay here!, by: TOM }
";

fn roster() -> Roster {
    Roster {
        engines: vec![Engine {
            name: "studio".to_owned(),
            kind: Kind::Wyoming {
                address: "localhost:1".to_owned(),
            },
            timeout: std::time::Duration::from_secs(1),
            retries: 0,
            backoff: std::time::Duration::ZERO,
            jobs: 1,
            price: None,
            limit: None,
        }],
        speakers: vec![Speaker {
            name: "studio-anna".to_owned(),
            engine: 0,
            voice: "anna".to_owned(),
            speed: 1.0,
            seed: None,
            language: None,
            sex: None,
            age: None,
            like: Some("bf_emma".to_owned()),
        }],
    }
}

fn world() -> Disk {
    let nowhere = std::path::Path::new("show.yaml");
    Disk::beside(nowhere, &[]).with_roster(Arc::new(roster()))
}

fn book() -> Book {
    staged::book(SCRIPT, &world())
}

/// A voice that speaks for a server in place of `studio-anna`, and counts how often it is asked.
struct Studio {
    /// The version of the built-in voices.
    version: u32,
    asked: AtomicUsize,
    is_away: bool,
}

impl Studio {
    fn of_version(version: u32) -> Studio {
        Studio {
            version,
            asked: AtomicUsize::new(0),
            is_away: false,
        }
    }
}

impl Voice for Studio {
    fn identity(&self) -> String {
        format!("own {}", self.version)
    }

    fn decisive(&self, utterance: &Utterance) -> Option<Decisive> {
        (utterance.voice == "studio-anna").then(|| Decisive {
            identity: "studio".to_owned(),
            utterance: utterance.clone(),
        })
    }

    fn like(&self, voice: &str) -> Option<&str> {
        (voice == "studio-anna").then_some("bf_emma")
    }

    fn has_times(&self, voice: &str) -> bool {
        voice != "studio-anna"
    }

    fn speak(&self, utterance: &Utterance) -> Result<Take, VoiceError> {
        if utterance.voice == "studio-anna" {
            self.asked.fetch_add(1, Ordering::Relaxed);
            if self.is_away {
                return Err(VoiceError::Remote {
                    engine: "studio".to_owned(),
                    text: utterance.text.clone(),
                    reason: "it is away".to_owned(),
                });
            }
        }
        ToneVoice.speak(utterance)
    }
}

fn perform(voice: &Studio, cache: &Cache) -> Result<Performance, PerformError> {
    let world = world();
    let context = Context {
        world: &world,
        voice,
        cache,
        jobs: 2,
        progress: &Silent,
    };
    Performance::of(&book(), &context)
}

#[test]
fn a_server_is_asked_once_even_if_its_words_are_looked_for_again() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(folder.path()).unwrap();
    let first = Studio::of_version(1);
    let performance = perform(&first, &cache).unwrap();
    assert_eq!(first.asked.load(Ordering::Relaxed), 1);
    // The audio of one word, whose time is found beside the same word.
    let word = performance
        .audio
        .iter()
        .find(|own| own.spec.words.len() == 1);
    let heard = &word.unwrap().spec;
    assert!(heard.words[0].end <= heard.frames && heard.words[0].end > Frames::ZERO);

    let again = Studio::of_version(1);
    perform(&again, &cache).unwrap();
    // Another version of the built-in voices finds the words anew.
    let later = Studio::of_version(2);
    perform(&later, &cache).unwrap();
    assert_eq!(again.asked.load(Ordering::Relaxed), 0);
    assert_eq!(later.asked.load(Ordering::Relaxed), 0);
}

#[test]
fn a_server_that_is_away_leaves_the_other_lines_and_is_told_with_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let cache = Cache::open(folder.path()).unwrap();
    let away = Studio {
        is_away: true,
        ..Studio::of_version(1)
    };
    let Err(PerformError::Unspoken(lines)) = perform(&away, &cache) else {
        panic!("it is spoken");
    };
    assert_eq!(lines.len(), 1);
    let book = book();
    let place = lines[0].labels[0].span;
    assert!(place.of(&book.prose.text).contains("Go!"));
    assert!(
        lines[0]
            .message
            .contains("the engine `studio` did not speak line")
    );
    // The line of the built-in voice is in the cache.
    let left = Performance::missing_speech(&book, &away, &cache).unwrap();
    let left: Vec<&str> = left.iter().map(|own| own.voice.as_str()).collect();
    assert_eq!(left, ["studio-anna"]);
}

#[test]
fn engines_change_no_key_of_a_built_in_take() {
    let book = book();
    let alone = Plan::of(&book, &ToneVoice);
    let company = Company::new(ToneVoice, &roster());
    let among = Plan::of(&book, &company);
    let keys = |plan: &Plan| plan.works.iter().map(|(key, _)| *key).collect::<Vec<Key>>();
    let (alone, among) = (keys(&alone), keys(&among));
    assert_ne!(alone[0], among[0], "ANNA speaks by the engine");
    assert_eq!(alone[1..], among[1..]);
}
