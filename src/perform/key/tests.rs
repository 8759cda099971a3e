//! A table with a row for each input of a key, run through script, book and plan.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::book::Book;
use crate::perform::staged;
use crate::perform::work::{Plan, Work};
use crate::world::{Memory, RecipeRef};
use cuebook_core::id::{CueId, SpaceId};
use cuebook_core::language::Language;
use cuebook_core::units::{Decibels, Hertz, Metres, Seconds};
use cuebook_dsp::passage::Passage;
use cuebook_synth::{Form, Place, Source};
use cuebook_voice::{Take, Voice, VoiceError};

/// A show in which every input of a key has a value that is not the default.
const SHOW: &str = "
text: |
  Rain fell on Arbat. “Go home.” “Come here.” “All is well.” “Good day.” “Listen.”
seed: 3
cast:
  NARRATOR: { voice: bm_george }
  ANNA: { voice: af_heart, pace: 1.25, tone: warm }
  TOM: { voice: am_michael, effect: radio, facing: side, distance: 4m, behind: door }
pronounce: { Arbat: arbat }
barriers:
  door: { loss: 20dB, cutoff: 450Hz, open: 0.25 }
  gate: { loss: 12dB, cutoff: 900Hz, open: 0.5 }
spaces:
  hut:
    size: [5m, 4m, 3m]
    surfaces: { walls: wood, ends: brick, floor: earth, ceiling: canvas }
    decay: 0.6s
    damping: 0.3
    pre-delay: 5ms
    wet: -9dB
  vault: { ir: vault.wav }
  bath: { preset: bathroom }
  phone: { preset: telephone }
scenes:
  - { id: yard, from: start, space: hut }
lines:
  - { id: go, quote: Go home, by: ANNA, gain: -3dB, pan: 0.2 }
  - { id: come, quote: Come here, by: TOM }
  - { id: well, quote: All is well, by: ANNA, space: phone }
  - { id: day, quote: Good day, by: ANNA, treatment: none }
  - { id: listen, quote: Listen, by: ANNA, take: listen.wav }
sounds:
  gale: { file: gale.wav, start: 1s, end: 9s, cross-fade: 0.5s, recorded: 2m, gain: -4dB }
  knock: { recipe: door-strike, force: 0.6, material: pine }
  drop: { recipe: drip.yaml, height: 0.4 }
cues:
  - { id: blow, bed: gale, from: start, distance: 40m, behind: gate, width: 0.5, space: none }
  - { id: once, music: gale, from: Rain }
  - { id: rap, spot: knock, at: Rain, distance: 6m, behind: gate, width: 0.25, space: bath }
  - { id: run, spot: knock, at: fell, distance: 16m, move: { to: { distance: 20m }, over: 3s } }
  - { id: ring, spot: knock, at: fell, space: phone }
  - { id: wet, spot: drop, at: Rain, space: vault }
  - { id: far, bed: fire, from: start, loop: true }
";

const DRIP: &str = "
about: A drop.
kind: spot
words: []
params:
  - { param: height, default: 0.5, low: 0, high: 1, about: how high it falls }
layers:
  - { layer: drop, source: { blast: { positive: 1ms..9ms } } }
";

/// The inputs: the name of each, a change of it, and the keys that change with it.
///
/// A change replaces words of the script (`=>`), adds to a file (`+=`), or is another identity of
/// the voice. `go*` names the take `go` before and after its treatment. `\n` is a line end.
const ROWS: &str = r"
# Takes as they are spoken.
text | “Go home.” => “Go home!” | go*
pronunciation | arbat => arrbat | narration*
alphabet | Arbat: arbat => Arbat: { ipa: arbat } | narration*
voice | am_michael => am_puck | come*
tone | by: ANNA, gain: -3dB => by: ANNA, gain: -3dB, tone: cold | go*
tone of a role | tone: warm => tone: weary | go*, well*, day*
pace | by: ANNA, gain: -3dB => by: ANNA, gain: -3dB, pace: 2.0 | go*
pace of a role | pace: 1.25 => pace: 1.5 | go*, well*, day*
engine | voice = engine 2, pack 1 | narration*, go*, come*, well*, day*, listen*
pack | voice = engine 1, pack 2 | narration*, go*, come*, well*, day*, listen*
# Recorded takes.
recording | listen.wav += another | listen*
recording, text | “Listen.” => “Listen!” | listen*
# Treatment.
strip | treatment: none => treatment: voice | day
effect | effect: radio => effect: memory | come
no effect | effect: radio => effect: none | come
facing | facing: side => facing: away | come
distance | distance: 4m => distance: 5m | come
no barrier | distance: 4m, behind: door => distance: 4m | come
another barrier | distance: 4m, behind: door => distance: 4m, behind: gate | come
loss | loss: 20dB => loss: 21dB | come
cutoff | cutoff: 450Hz => cutoff: 451Hz | come
openness | open: 0.25 => open: 0.3 | come
device of a space | preset: telephone => preset: radio | well, ring
seed of the show | seed: 3 => seed: 4 | come, well, rap, run, ring, wet, far
# Sounds from files.
file | gale.wav += another gale | blow, once
start | start: 1s => start: 1.5s | blow, once
no start | start: 1s, => | blow, once
end | end: 9s => end: 9.5s | blow, once
no end | end: 9s, => | blow, once
cross-fade | cross-fade: 0.5s => cross-fade: 0.75s | blow, once
no cross-fade | cross-fade: 0.5s, => | blow, once
recorded distance | recorded: 2m => recorded: 3m | blow, once
file, loop | from: Rain } => from: Rain, loop: true } | once
file, distance | distance: 40m => distance: 41m | blow
file, no distance | distance: 40m, => | blow
file, barrier | 40m, behind: gate => 40m, behind: door | blow
file, width | width: 0.5 => width: 0.75 | blow
file, device | 0.5, space: none => 0.5, space: phone | blow
# Sounds of recipes.
recipe | bed: fire => bed: rain | far
name of a recipe | drip.yaml => drop.yaml | wet
text of a recipe | drip.yaml += # Higher. | wet
setting | force: 0.6 => force: 0.7 | rap, run, ring
word of a setting | material: pine => material: oak | rap, run, ring
no setting | force: 0.6, => | rap, run, ring
setting of the show's recipe | height: 0.4 => height: 0.5 | wet
loop | loop: true => loop: false | far
distance of a sound | distance: 6m => distance: 7m | rap
barrier of a sound | 6m, behind: gate => 6m, behind: door | rap
no barrier of a sound | 6m, behind: gate => 6m | rap
gate, loss | loss: 12dB => loss: 13dB | blow, rap
gate, cutoff | cutoff: 900Hz => cutoff: 901Hz | blow, rap
gate, openness | open: 0.5 => open: 0.75 | blow, rap
width | width: 0.25 => width: 0.3 | rap
device | at: fell, space: phone => at: fell | ring
move, from | distance: 16m => distance: 10m | run
move, to | distance: 20m => distance: 21m | run
move, over | over: 3s => over: 4s | run
no move | , move: { to: { distance: 20m }, over: 3s } => | run
chance of a cue | id: wet => id: damp | wet
# Rooms.
size | [5m, 4m, 3m] => [6m, 4m, 3m] | hut
size, turned | [5m, 4m, 3m] => [4m, 5m, 3m] | hut
walls | walls: wood => walls: stone | hut
ends | ends: brick => ends: stone | hut
floor | floor: earth => floor: stone | hut
ceiling | ceiling: canvas => ceiling: open | hut
decay | decay: 0.6s => decay: 0.7s | hut
damping | damping: 0.3 => damping: 0.4 | hut
pre-delay | pre-delay: 5ms => pre-delay: 6ms | hut
preset | preset: bathroom => preset: hall | bath
recorded room | vault.wav += another vault | vault
# Changes that change no key.
comment | seed: 3 => seed: 3 # Chance. |
id of a line | id: go => id: going |
id of a scene | id: yard => id: court |
name of a role | ANNA => VERA |
name of a barrier | gate => fence |
name of a space | hut => shed |
name and path of a recorded space | vault => crypt |
name and path of a sound | gale => storm |
gain of a line | gain: -3dB => gain: 3dB |
gain of a sound | gain: -4dB => gain: 4dB |
gain of a cue | at: fell, space: phone => at: fell, space: phone, gain: 6dB |
pan | pan: 0.2 => pan: -0.2 |
level of a room | wet: -9dB => wet: -6dB |
place in the text | “Go home.” “Come here.” => “Come here.” “Go home.” |
place of a cue | spot: knock, at: Rain => spot: knock, at: Arbat |
pause | pan: 0.2 => pan: 0.2, pause: 1s |
order of the lines | - { id: come, quote: Come here, by: TOM }\n  - { id: well, quote: All is well, by: ANNA, space: phone } => - { id: well, quote: All is well, by: ANNA, space: phone }\n  - { id: come, quote: Come here, by: TOM } |
";

/// A voice that speaks nothing.
struct Mute<'a>(&'a str);

const USUAL: Mute<'static> = Mute("engine 1, pack 1");

impl Voice for Mute<'_> {
    fn identity(&self) -> String {
        self.0.to_owned()
    }

    fn speak(&self, utterance: &Utterance) -> Result<Take, VoiceError> {
        Err(VoiceError::UnknownVoice(utterance.voice.clone()))
    }
}

/// Binds a script. Two names lead to each file, so that a row can rename it.
fn book(script: &str, file: (&str, &str)) -> Book {
    let content = |name: &str, content: &str| match file {
        (changed, more) if changed == name => format!("{content}{more}"),
        _ => content.to_owned(),
    };
    let world = Memory::default()
        .with("gale.wav", content("gale.wav", "gale"))
        .with("storm.wav", "gale")
        .with("vault.wav", content("vault.wav", "vault"))
        .with("crypt.wav", "vault")
        .with("listen.wav", content("listen.wav", "listen"))
        .with("drip.yaml", content("drip.yaml", DRIP))
        .with("drop.yaml", DRIP);
    staged::book(script, &world)
}

/// Returns all keys of a book, by the name that the lines, cues and spaces at
/// the same places have in [`SHOW`].
fn keys(book: &Book, voice: &Mute<'_>) -> BTreeMap<String, Vec<Key>> {
    let plan = Plan::of(book, voice);
    let names = ["narration", "go", "come", "well", "day", "listen"];
    let mut keys: BTreeMap<String, Vec<Key>> = BTreeMap::new();
    for (name, line) in names.iter().zip(&plan.lines) {
        for id in line.iter().flatten() {
            let (key, work) = &plan.works[*id];
            let Work::Take { raw, .. } = work else {
                panic!("{name} is no take");
            };
            keys.entry((*name).to_owned()).or_default().push(*key);
            keys.entry(format!("{name} raw")).or_default().push(*raw);
        }
    }
    let names = ["blow", "once", "rap", "run", "ring", "wet", "far"];
    for (name, cue) in names.iter().zip(&plan.cues) {
        let works = cue.iter().flatten().map(|id| plan.works[*id].0);
        keys.insert((*name).to_owned(), works.collect());
    }
    for (name, space) in ["hut", "vault", "bath", "phone"].iter().zip(&book.spaces) {
        let response = Key::response(&space.acoustics);
        keys.insert((*name).to_owned(), response.into_iter().flatten().collect());
    }
    keys
}

/// Returns the keys after a change of a row.
fn changed(change: &str) -> BTreeMap<String, Vec<Key>> {
    if let Some(identity) = change.strip_prefix("voice = ") {
        return keys(&book(SHOW, ("", "")), &Mute(identity));
    }
    let (script, file) = match change.split_once("=>") {
        Some((from, to)) => {
            let (from, to) = (
                from.trim().replace("\\n", "\n"),
                to.trim().replace("\\n", "\n"),
            );
            assert!(SHOW.contains(&from), "the show does not have `{from}`");
            (SHOW.replace(&from, &to), ("", ""))
        }
        None => (SHOW.to_owned(), change.split_once(" += ").unwrap()),
    };
    keys(&book(&script, file), &USUAL)
}

fn all(keys: &BTreeMap<String, Vec<Key>>) -> BTreeSet<Key> {
    keys.values().flatten().copied().collect()
}

#[test]
fn every_input_changes_its_keys_and_no_others() {
    let before = keys(&book(SHOW, ("", "")), &USUAL);
    let old = all(&before);
    assert_eq!(old.len(), before.values().map(Vec::len).sum::<usize>());
    let mut seen: BTreeMap<Key, &str> = BTreeMap::new();
    let mut wrong = Vec::new();
    let rows = ROWS
        .lines()
        .filter(|row| !row.is_empty() && !row.starts_with('#'));
    for row in rows {
        let mut columns = row.split('|').map(str::trim);
        let mut column = || columns.next().unwrap();
        let (input, after, names) = (column(), changed(column()), column());
        let names = names.split(", ").filter(|name| !name.is_empty());
        let expected = names.flat_map(|name| match name.strip_suffix('*') {
            Some(take) => vec![take.to_owned(), format!("{take} raw")],
            None => vec![name.to_owned()],
        });
        let expected: BTreeSet<String> = expected.collect();
        let new = all(&after);
        if expected.is_empty() {
            if new != old {
                wrong.push(format!("{input}: a key changes"));
            }
            continue;
        }
        let differ = before
            .iter()
            .filter(|(name, keys)| after.get(*name) != Some(*keys));
        let differ: BTreeSet<String> = differ.map(|(name, _)| name.clone()).collect();
        if differ != expected {
            wrong.push(format!("{input}: the keys of {differ:?} change"));
            continue;
        }
        let made = differ.iter().map(|name| after[name].len()).sum::<usize>();
        if new.difference(&old).count() != made {
            wrong.push(format!("{input}: a changed key is not new"));
        }
        for key in new.difference(&old) {
            if let Some(other) = seen.insert(*key, input) {
                wrong.push(format!("{input}: the key of {other}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// A sound with rides is made once for each stop. Each sound of a spot is a
/// different variant.
#[test]
fn every_stop_and_every_repetition_has_its_key() {
    let ride = "ride: { at: Rain, density: 40/min, distance: 8km, over: 1s }";
    let guns = format!("bed: artillery, from: start, distance: 4km, {ride}");
    let show = SHOW
        .replace("bed: fire, from: start, loop: true", &guns)
        .replace("spot: drop, at: Rain", "spot: drop, at: Rain, times: 3");
    let keys = keys(&book(&show, ("", "")), &USUAL);
    for (cue, least) in [("far", 4), ("wet", 3)] {
        let distinct: BTreeSet<Key> = keys[cue].iter().copied().collect();
        assert_eq!(distinct.len(), keys[cue].len(), "{cue}");
        assert!(distinct.len() >= least, "{cue}: {}", distinct.len());
    }
}

#[test]
fn a_move_goes_from_the_distance_of_the_cue() {
    let plan = Plan::of(&book(SHOW, ("", "")), &USUAL);
    let Work::Recipe { request, .. } = &plan.works[plan.cues[CueId(3)][0][0]].1 else {
        panic!("`run` is a sound of a recipe");
    };
    let passage = Passage {
        from: Metres(16.0),
        to: Metres(20.0),
        over: Seconds(3.0),
    };
    assert_eq!(request.place.moves, Some(passage));
}

/// The words belong to the text; here they differ while the text is the same.
#[test]
fn the_times_of_other_words_are_other_takes() {
    let utterance = |words: &[(usize, usize)]| Utterance {
        text: "Go home".to_owned(),
        words: words
            .iter()
            .map(|(start, end)| Span::new(*start, *end))
            .collect(),
        pronounce: Vec::new(),
        voice: "af_heart".to_owned(),
        tone: Default::default(),
        body: Default::default(),
        pace: 1.0,
        language: Default::default(),
    };
    let (one, two) = (utterance(&[(0, 7)]), utterance(&[(0, 2), (3, 7)]));
    assert_ne!(Key::spoken("engine", &one), Key::spoken("engine", &two));
    let recorded = |utterance: &Utterance| {
        Key::recorded(&[0; 32], &Trim::default(), "Go home", &utterance.words)
    };
    assert_ne!(recorded(&one), recorded(&two));
}

fn request(name: &str, own: Option<&str>) -> Request {
    Request {
        source: Source::Recipe {
            recipe: RecipeRef {
                name: name.to_owned(),
                own: own.map(Into::into),
            },
            settings: Vec::new(),
        },
        form: Form::Spot,
        place: Place::default(),
        seed: 1,
    }
}

/// An update of the library changes the text, and so the key.
#[test]
fn the_text_of_a_library_recipe_is_an_input() {
    let library = request("door-strike", None);
    let named = RecipeRef::of_library("door-strike");
    let text = cuebook_synth::recipe::text(&named);
    assert!(text.contains("layers:"));
    let same = request("door-strike", Some(text));
    let other = request("door-strike", Some(&format!("{text}\n")));
    assert_eq!(Key::recipe(&library), Key::recipe(&same));
    assert_ne!(Key::recipe(&library), Key::recipe(&other));
}

#[test]
fn the_content_of_a_requested_file_is_an_input_and_its_name_is_not() {
    let file = |name: &str, bytes: &[u8], start, recorded| Request {
        source: Source::File {
            name: name.to_owned(),
            bytes: bytes.into(),
            trim: crate::book::Trim {
                start: Seconds(start),
                ..Default::default()
            },
            recorded: Metres(recorded),
        },
        ..request("", None)
    };
    let key = Key::recipe(&file("a.wav", b"gale", 0.0, 1.0));
    assert_eq!(key, Key::recipe(&file("b.wav", b"gale", 0.0, 1.0)));
    for other in [
        file("a.wav", b"gust", 0.0, 1.0),
        file("a.wav", b"gale", 1.0, 1.0),
        file("a.wav", b"gale", 0.0, 2.0),
    ] {
        assert_ne!(key, Key::recipe(&other));
    }
}

/// Compares each constructor with its documented kind, version and inputs.
#[test]
fn every_kind_of_key_has_its_version() {
    let utterance = Utterance {
        text: "Go".to_owned(),
        words: vec![Span::new(0, 2)],
        pronounce: Vec::new(),
        voice: "af_heart".to_owned(),
        tone: Default::default(),
        body: Default::default(),
        pace: 1.0,
        language: Default::default(),
    };
    let raw = Key::spoken("engine", &utterance);
    assert_eq!(raw, Key::of("spoken take", SPOKEN, &("engine", &utterance)));

    // English takes are older than the other languages: the language adds nothing to their key.
    let Utterance {
        text,
        words,
        pronounce,
        voice,
        tone,
        pace,
        ..
    } = &utterance;
    let english = ("engine", ((text, words, pronounce), (voice, *tone, *pace)));
    assert_eq!(raw, Key::of("spoken take", SPOKEN, &english));
    let french = Utterance {
        language: Language::French,
        ..utterance.clone()
    };
    assert_ne!(raw, Key::spoken("engine", &french));

    let (hash, words) = ([7_u8; 32], utterance.words.as_slice());
    let inputs = (RECORDED, DECODED, hash, "Go", words);
    let expected = Key::of("recorded take", cuebook_synth::VERSION, &inputs);
    assert_eq!(
        Key::recorded(&hash, &Trim::default(), "Go", words),
        expected
    );

    let aligned = Key::of("aligned take", cuebook_align::VERSION, &(expected, raw));
    assert_eq!(Key::aligned(&expected, &raw), aligned);

    let treatment = Treatment::default();
    let barrier = Some(Barrier {
        loss: Decibels(3.0),
        cutoff: Hertz(900.0),
    });
    let expected = Key::of(
        "treated take",
        treat::VERSION,
        &(raw, treatment, barrier, 5_u64),
    );
    assert_eq!(Key::treated(&raw, &treatment, barrier, 5), expected);

    let knock = request("door-strike", None);
    let expected = Key::of("sound of a recipe", cuebook_synth::VERSION, &knock);
    assert_eq!(Key::recipe(&knock), expected);

    let part = Part::default();
    let inputs = (DECODED, hash, &part);
    let expected = Key::of("sound of a file", cuebook_synth::VERSION, &inputs);
    assert_eq!(Key::file(&hash, &part), expected);

    let path = "vault.wav".to_owned();
    let recorded = Key::response(&Acoustics::Recorded { path, hash }).unwrap();
    for (part, key) in (0_u8..).zip(recorded) {
        let inputs = (cuebook_synth::VERSION, DECODED, hash, part);
        assert_eq!(key, Key::of("recorded room", space::VERSION, &inputs));
    }
    let spaces = book(SHOW, ("", "")).spaces;
    let Acoustics::Room(room) = &spaces[SpaceId(0)].acoustics else {
        panic!("{:?}", spaces[SpaceId(0)]);
    };
    for (part, key) in (0_u8..).zip(Key::response(&spaces[SpaceId(0)].acoustics).unwrap()) {
        assert_eq!(key, Key::of("room", space::VERSION, &(room.as_ref(), part)));
    }
}

#[test]
fn a_key_is_found_by_its_name_and_by_no_other() {
    let key = Key::of("test", 1, "a");
    assert_eq!(key.name().len(), 64);
    assert_eq!(Key::named(&key.name()), Some(key));
    for other in [
        "",
        "notes.txt",
        &key.name()[1..],
        &key.name().to_uppercase(),
    ] {
        assert_eq!(Key::named(other), None, "{other}");
    }
}
