//! Tests of the page: `export --to web`.

mod browser;

use serde_json::Value;

use crate::cache::files;
use crate::stage::Stage;

/// A show with all that goes over a turn: beds in rooms, ducks, a ride, a sound that waits, words
/// that are said again, and a hush.
const MILL: &str = "\
show: The <Mill>
author: A Miller
text: |
  The wheel turned. “Who is there?” said Ana. The yard was quiet.

  She went in. It was dark, and the stones were still. “Well,” said Ana. There was a lamp.

  The loft was warm. Birds slept there.

  Outside it had stopped raining. She walked home.
cast:
  ANA: { voice: af_heart, pan: -0.3 }
state: { lamp: false }
spaces:
  mill: { size: [6m, 5m, 4m], surfaces: stone, decay: 1.2s, wet: -8dB }
scenes:
  - { id: yard, from: start, space: open-field, title: The Yard }
  - { id: inside, from: She went in, space: mill, title: Inside }
  - { id: loft, from: The loft was warm, space: mill, title: The Loft, then: inside }
  - { id: home, from: Outside it had, space: open-field, title: Home }
choices:
  - id: door
    at: { after: The yard was quiet. }
    ask: Do you go in?
    wait: 3s
    default: in
    options: [ { id: in, say: Go in., to: inside }, { id: away, words: Go home, to: home } ]
    while-waiting: { bed: clock, gain: -12dB }
  - id: lamp
    at: { after: There was a lamp. }
    options:
      - { id: take, words: Take it and go up, to: loft, set: { lamp: true }, once: true }
      - { id: leave, words: Leave, to: home }
    while-waiting: { bed: clock, remind: { after: 2s, say: Well? } }
lines:
  - { quote: Who is there?, by: ANA }
  - { quote: Well, by: ANA, say-again: Well then }
cues:
  - { id: rain, bed: rain, from: start, until: { scene: home }, gain: -10dB, duck: { by: 8dB }, ride: [ { at: It was dark, gain: -20dB, over: 1s } ] }
  - { id: hum, bed: fire, from: She went in, gain: -14dB }
  - { id: knock, spot: door-strike, at: { after: She went in }, times: { count: 2, every: 0.7s } }
  - { id: birds, spot: creak, at: { quote: The loft, offset: -1s }, when: lamp }
  - { hush: 0.4s, at: { after: It was dark } }
  - { id: tune, music: rain, from: The loft was warm, until: end, gain: -16dB, fade: { in: 1s, out: 1s } }
";

/// A show whose last scene depends on what was taken before: lines, a sound and a bed under words.
const HALL: &str = "\
show: The Hall
text: |
  A lamp hung by the door. Ropes lay beside it. Keys were on a nail. Coats hung there. Boots stood below.

  The hall was long and cold. The lamp lit the far wall. A draught came through the boards, and the floor sounded hollow.
  Something ran behind the panels. The rope was heavy on his shoulder. At the end of the hall was a door of iron. The coat
  was warm. He stood still and listened. Outside the wind had dropped.
state: { lamp: false, rope: false, keys: false, coat: false, boots: false }
spaces:
  hall: { size: [16m, 5m, 4m], surfaces: stone, wet: -8dB }
scenes:
  - { id: nail, from: start }
  - { id: hall, from: The hall was long, space: hall }
choices:
  - { id: a, at: { after: by the door }, options: [ { id: take, words: Take, set: { lamp: true } }, { id: go, words: Go } ] }
  - { id: b, at: { after: lay beside it }, options: [ { id: take, words: Take, set: { rope: true } }, { id: go, words: Go } ] }
  - { id: c, at: { after: on a nail }, options: [ { id: take, words: Take, set: { keys: true } }, { id: go, words: Go } ] }
  - { id: d, at: { after: hung there }, options: [ { id: take, words: Take, set: { coat: true } }, { id: go, words: Go } ] }
  - { id: e, at: { after: stood below }, options: [ { id: take, words: Take, set: { boots: true } }, { id: go, words: Go } ] }
lines:
  - { words: The lamp lit the far wall., by: NARRATOR, when: lamp }
  - { words: The rope was heavy on his shoulder., by: NARRATOR, when: rope }
  - { words: The coat was warm., by: NARRATOR, when: coat }
cues:
  - { id: wind, bed: wind, from: start, until: end, gain: -14dB, ride: [ { at: He stood still, gain: -20dB, over: 1s } ] }
  - { id: jangle, spot: door-strike, at: { after: came through the boards }, when: keys }
  - { id: mice, bed: rain, from: A draught came, until: { after: behind the panels }, gain: -16dB, when: boots, fade: { in: 0.5s, out: 0.5s } }
";

fn mill() -> Stage {
    let stage = Stage::new();
    stage.write("show.yaml", MILL);
    stage
}

/// Exports the page. WAV files are written sooner than Opus, which few tests need.
fn export(stage: &Stage, more: &[&str]) -> crate::stage::Said {
    let args = ["export", "show.yaml", "--to", "web", "--stand-in"];
    stage.run([&args, more].concat())
}

fn manifest(stage: &Stage, folder: &str) -> Value {
    serde_json::from_slice(&stage.bytes(&format!("{folder}/show.json"))).unwrap()
}

#[test]
fn a_page_has_its_files_and_its_manifest_fits_the_schema() {
    let stage = mill();
    let said = export(&stage, &["-o", "page"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("parts between decisions"), "{}", said.out);
    let schema = stage.run(["schema", "web"]).out;
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let own = manifest(&stage, "page");
    let faults = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = faults
        .iter_errors(&own)
        .map(|own| own.to_string())
        .collect();
    assert_eq!(faults, Vec::<String>::new());
    for sound in own["sounds"].as_array().unwrap() {
        assert_eq!(
            &stage.bytes(&format!("page/{}", sound["file"].as_str().unwrap()))[..4],
            b"OggS"
        );
    }
    let page = String::from_utf8(stage.bytes("page/index.html")).unwrap();
    assert!(page.contains("<title>The &lt;Mill&gt;</title>"), "{page}");
    assert!(page.contains("default-src 'none'"), "{page}");
}

#[test]
fn equal_parts_and_sounds_are_made_once() {
    let stage = mill();
    assert_eq!(export(&stage, &["-o", "page", "--audio", "wav"]).code, 0);
    let own = manifest(&stage, "page");
    let keys: Vec<&str> = own["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["key"].as_str().unwrap())
        .collect();
    assert_eq!(
        keys,
        [
            "0.0|0,1|",
            "0.0|0,1|+door.waiting",
            "0.0|0,1|+rain",
            "1.0|0,1|",
            "1.0|0,1|+hum",
            "1.0|0,1|+lamp.waiting",
            "1.0|0,1|door.waiting",
            "1.0|0,1|rain",
            "2.0:1 1.0+|1|",
            "2.0:1 1.0+|1|+tune",
            "2.0:1 1.0+|1|hum",
            "2.0:1 1.0+|1|lamp.waiting",
            "2.0:1 1.0+|1|rain",
            "3.0||",
            "3.0||door.waiting",
            "3.0||hum",
            "3.0||lamp.waiting",
            "3.0||rain",
            "3.0||tune",
        ]
    );
    let files: Vec<&Value> = own["sounds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|own| &own["file"])
        .collect();
    let mut once = files.clone();
    once.sort_by_key(|file| file.as_str());
    once.dedup();
    assert_eq!(files.len(), once.len());
}

#[test]
fn a_part_with_many_conditions_has_pieces_in_place_of_all_combinations() {
    let stage = Stage::new();
    stage.write("show.yaml", HALL);
    assert_eq!(export(&stage, &["-o", "page", "--audio", "wav"]).code, 0);
    let own = manifest(&stage, "page");
    let parts = own["parts"].as_array().unwrap();
    let main = parts
        .iter()
        .filter(|own| own["key"].as_str().unwrap().ends_with('|'));
    let main: Vec<&Value> = main.collect();
    assert_eq!(main.len(), 6, "one for each scene and choice");
    let last = main[5];
    assert_eq!(last["key"], "0.5 1.0:****||", "the bed is a layer");
    let pieces = last["pieces"].as_array().unwrap();
    let cases: usize = pieces
        .iter()
        .map(|own| own["cases"].as_object().unwrap().len())
        .sum();
    assert!(cases < 16, "{cases} cases of 16 combinations: {pieces:?}");
    let schema = stage.run(["schema", "web"]).out;
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let fits = jsonschema::validator_for(&schema).unwrap();
    let faults: Vec<String> = fits
        .iter_errors(&own)
        .map(|fault| fault.to_string())
        .collect();
    assert_eq!(faults, [] as [&str; 0]);
}

/// Returns the number of parts and the bytes of the manifest of a show with chance in each scene.
fn flags(count: usize, stops: bool) -> (usize, usize) {
    let all = |own: &dyn Fn(usize) -> String| (0..count).map(own).collect::<String>();
    let choices = all(&|n| {
        format!(
            "  - {{ id: q{n}, at: {{ after: in room {n} }}, options: [ {{ id: a, words: A }}, {{ id: b, words: B, to: end }} ] }}\n"
        )
    });
    let script = format!(
        "text: |\n{}state:\n{}scenes:\n{}cues:\n{}{}",
        all(&|n| format!(
            "  Room {n} was cold. A clock of kind {n} ticked. It was dark in room {n}.\n\n"
        )),
        all(&|n| format!("  f{n}: {{ chance: 50% }}\n")),
        all(&|n| format!("  - {{ id: s{n}, from: Room {n} was }}\n")),
        all(&|n| format!(
            "  - {{ id: c{n}, spot: door-strike, at: {{ after: clock of kind {n} }}, when: f{n} }}\n"
        )),
        if stops {
            format!("choices:\n{choices}")
        } else {
            String::new()
        },
    );
    let stage = Stage::new();
    stage.write("show.yaml", script);
    let said = export(&stage, &["-o", "page", "--audio", "wav"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let own = manifest(&stage, "page");
    (
        own["parts"].as_array().unwrap().len(),
        stage.bytes("page/show.json").len(),
    )
}

#[test]
fn a_page_grows_with_what_is_heard_and_not_with_all_combinations_of_chance() {
    // Between two choices are both outcomes of one flag, and an end after each.
    let (few, many) = (flags(4, true), flags(9, true));
    assert_eq!((few.0, many.0), (2 * 4 + 2, 2 * 9 + 2));
    // All flags are in one part.
    let (few, many) = (flags(4, false), flags(9, false));
    assert_eq!(many.0, 1);
    assert!(many.1 < 3 * few.1, "{few:?} {many:?}");
}

/// Writes a show with scenes that are heard if a flag says so, each with words, a sound and a bed.
fn optional(count: usize, flag: &str) -> Stage {
    let all = |own: &dyn Fn(usize) -> String| (0..count).map(own).collect::<String>();
    let asks = flag == "false";
    let script = format!(
        "text: |\n{}  The hall was long. Nobody was there.\n\n{}  The yard was dark. He went on.\n\n  Then it was over.\n\
         state:\n{}scenes:\n{}  - {{ id: hall, from: The hall was long }}\n{}  - {{ id: yard, from: The yard was dark }}\n  - {{ id: over, from: Then it was }}\n\
         choices:\n{}  - {{ id: yard, at: {{ after: He went on }}, options: [ {{ id: go, words: Go }}, {{ id: stay, words: Stay, to: hall }} ] }}\n\
         cues:\n  - {{ id: wind, bed: wind, from: The hall was long, until: {{ after: it was over }}, gain: -14dB }}\n{}",
        if asks {
            all(&|n| format!("  Room {n} was cold.\n\n"))
        } else {
            String::new()
        },
        all(&|n| format!(
            "  Door {n} stood open. A clock of kind {n} ticked there{}. He shut door {n}.\n\n",
            " and there".repeat(n + 1)
        )),
        all(&|n| format!("  f{n}: {flag}\n")),
        if asks {
            all(&|n| format!("  - {{ id: r{n}, from: Room {n} was }}\n"))
        } else {
            String::new()
        },
        all(&|n| format!("  - {{ id: d{n}, from: Door {n} stood, when: f{n} }}\n")),
        if asks {
            all(&|n| {
                format!(
                    "  - {{ id: q{n}, at: {{ scene: r{n}, after: true }}, options: [ {{ id: a, words: A, set: {{ f{n}: true }} }}, {{ id: b, words: B }} ] }}\n"
                )
            })
        } else {
            String::new()
        },
        all(&|n| format!(
            "  - {{ id: c{n}, spot: door-strike, at: {{ after: clock of kind {n} }} }}\n  - {{ id: b{n}, bed: clock, from: Door {n} stood, gain: -20dB }}\n"
        )),
    );
    exported(&script)
}

#[test]
fn a_page_grows_with_the_scenes_that_may_be_heard_and_not_with_all_combinations() {
    let size = |count: usize| {
        let stage = optional(count, "{ chance: 50% }");
        let own = manifest(&stage, "page");
        let parts = own["parts"].as_array().unwrap();
        let main = parts
            .iter()
            .filter(|own| own["key"].as_str().unwrap().ends_with('|'));
        (
            main.count(),
            parts.len(),
            stage.bytes("page/show.json").len(),
        )
    };
    let (few, many) = (size(4), size(5));
    // Up to the choice, and from it to the end.
    assert_eq!((few.0, many.0), (2, 2), "{few:?} {many:?}");
    assert!(many.1 < 2 * few.1 && many.2 < 2 * few.2, "{few:?} {many:?}");
}

/// Exports a show in which ways part and meet again before a choice and before the end, with beds on them. The first ways
/// have a detour of their own.
fn detours(count: usize) -> Stage {
    let all = |own: &dyn Fn(usize) -> String| (0..count).map(own).collect::<String>();
    let script = format!(
        "text: |\n{}{}  The yard was dark. He went on.\n\n  The road was long.\n\n  The path was short.\n\n  The well was deep and dry.\n\n  Then it was over.\n\
         state:\n{}scenes:\n{}{}  - {{ id: yard, from: The yard was dark }}\n\
         \x20 - {{ id: road, from: The road was, then: [ {{ to: path, when: f0 }}, {{ to: well, when: f1 }}, over ] }}\n\
         \x20 - {{ id: path, from: The path was, then: [ {{ to: well, when: f1 }}, over ] }}\n\
         \x20 - {{ id: well, from: The well was, then: over }}\n  - {{ id: over, from: Then it was }}\n\
         choices:\n{}  - {{ id: yard, at: {{ after: He went on }}, options: [ {{ id: go, words: Go }}, {{ id: stay, words: Stay, to: g0 }} ] }}\n\
         cues:\n  - {{ id: wind, bed: wind, from: start, until: end, gain: -14dB }}\n  - {{ id: fire, bed: fire, from: the right door 1, gain: -20dB }}\n{}",
        all(&|n| format!("  Room {n} was cold.\n\n")),
        all(&|n| format!(
            "  Gate {n} stood open.\n\n  Behind the left door {n} a clock{} ticked.\n\n  He shut the right door {n}.\n\n",
            " of wood".repeat(n + 1)
        )),
        all(&|n| format!("  f{n}: false\n")),
        all(&|n| format!("  - {{ id: r{n}, from: Room {n} was }}\n")),
        all(&|n| {
            let next = if n + 1 < count {
                format!("g{}", n + 1)
            } else {
                "yard".to_owned()
            };
            format!(
                "  - {{ id: g{n}, from: Gate {n} stood, then: [ {{ to: a{n}, when: f{n} }}, b{n} ] }}\n\
                 \x20 - {{ id: a{n}, from: Behind the left door {n}, then: {next} }}\n  - {{ id: b{n}, from: He shut the right door {n} }}\n"
            )
        }),
        all(&|n| {
            format!(
                "  - {{ id: q{n}, at: {{ scene: r{n}, after: true }}, options: [ {{ id: a, words: A, set: {{ f{n}: true }} }}, {{ id: b, words: B }} ] }}\n"
            )
        }),
        all(&|n| format!(
            "  - {{ id: c{n}, spot: door-strike, at: {{ after: the right door {n} }} }}\n  - {{ id: b{n}, bed: clock, from: Behind the left door {n}, gain: -20dB }}\n"
        )),
    );
    exported(&script)
}

#[test]
fn a_page_grows_with_the_ways_that_meet_again_and_not_with_all_combinations() {
    let size = |count: usize| {
        let stage = detours(count);
        let own = manifest(&stage, "page");
        let parts = own["parts"].as_array().unwrap();
        let main = parts
            .iter()
            .filter(|own| own["key"].as_str().unwrap().ends_with('|'));
        let main = main.count();
        (main, parts.len(), stage.bytes("page/show.json").len())
    };
    let (few, many) = (size(4), size(8));
    // Before each question, up to the choice, once more up to it, and from it to the end: its four combinations.
    assert_eq!((few.0, many.0), (4 + 2 + 4, 8 + 2 + 4), "{few:?} {many:?}");
    assert!(many.1 < 3 * few.1 && many.2 < 3 * few.2, "{few:?} {many:?}");
}

/// Exports the page of a script, with sound that is not packed.
fn exported(script: &str) -> Stage {
    let stage = Stage::new();
    stage.write("show.yaml", script);
    let said = export(&stage, &["-o", "page", "--audio", "wav"]);
    assert_eq!(said.code, 0, "{}", said.err);
    stage
}

/// Exports a show with beds that each begin on a condition, go on over two choices, and are met again.
fn beds(count: usize) -> Stage {
    let all = |own: &dyn Fn(usize) -> String| (0..count).map(own).collect::<String>();
    let script = format!(
        "text: |\n{}  The hall was long. He stood in it.\n\n  The yard was dark. He went on.\n\n  Then it was over.\n\
         state:\n{}scenes:\n{}  - {{ id: hall, from: The hall was long }}\n  - {{ id: yard, from: The yard was dark }}\n  - {{ id: over, from: Then it was }}\n\
         choices:\n{}  - {{ id: hall, at: {{ after: stood in it }}, options: [ {{ id: go, words: Go }}, {{ id: stay, words: Stay, to: hall }} ] }}\n\
         \x20 - {{ id: yard, at: {{ after: He went on }}, options: [ {{ id: go, words: Go }} ] }}\n\
         cues:\n{}",
        all(&|n| format!("  Room {n} was cold.\n\n")),
        all(&|n| format!("  f{n}: false\n")),
        all(&|n| format!("  - {{ id: r{n}, from: Room {n} was }}\n")),
        all(&|n| format!(
            "  - {{ id: q{n}, at: {{ scene: r{n}, after: true }}, options: [ {{ id: a, words: A, set: {{ f{n}: true }} }}, {{ id: b, words: B }} ] }}\n"
        )),
        all(&|n| format!(
            "  - {{ id: b{n}, bed: wind, from: The hall was long, until: {{ after: it was over }}, gain: -1{n}dB, when: f{n} }}\n"
        )),
    );
    exported(&script)
}

#[test]
fn a_page_grows_with_the_beds_that_go_on_and_not_with_all_combinations() {
    let size = |count: usize| {
        let stage = beds(count);
        let parts = manifest(&stage, "page")["parts"].as_array().unwrap().len();
        (parts, stage.bytes("page/show.json").len())
    };
    let (few, many) = (size(2), size(6));
    // The rooms, the hall, again the hall, the yard and the end. Each bed begins or goes on in the hall, and goes on in
    // the yard and to the end.
    assert_eq!((few.0, many.0), (2 + 4 + 4 * 2, 6 + 4 + 4 * 6));
    assert!(many.1 < 3 * few.1, "{few:?} {many:?}");
}

#[test]
fn a_page_is_not_overwritten_unless_asked() {
    let stage = mill();
    assert_eq!(export(&stage, &["-o", "page", "--audio", "wav"]).code, 0);
    let before = stage.bytes("page/show.json");
    let said = export(&stage, &["-o", "page", "--audio", "wav"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("already exists; --force overwrites it"),
        "{}",
        said.err
    );
    stage.write("show.yaml", MILL.replace("Birds slept", "Doves slept"));
    let audio = || std::fs::read_dir(stage.path("page/audio")).unwrap().count();
    let files = audio();
    assert_eq!(
        export(&stage, &["-o", "page", "--audio", "wav", "--force"]).code,
        0
    );
    assert!(stage.bytes("page/show.json") != before);
    assert_eq!(audio(), files, "the old sounds are removed");
}

/// Encoded sounds are pieces of the cache. A second page takes them from there, and makes a damaged one again.
#[test]
fn encoded_sounds_are_kept_and_damaged_ones_are_made_again() {
    let stage = mill();
    let page = |name: &str| {
        assert_eq!(export(&stage, &["-o", name]).code, 0);
        let files = std::fs::read_dir(stage.path(name).join("audio")).unwrap();
        let files = files.map(|file| file.unwrap().path());
        let mut files: Vec<_> = files
            .map(|path| {
                (
                    path.file_name().unwrap().to_owned(),
                    std::fs::read(&path).unwrap(),
                )
            })
            .collect();
        files.sort();
        files
    };
    let first = page("first");
    let encoded = first
        .iter()
        .filter(|(name, _)| name.to_string_lossy().ends_with(".opus"));
    let kept = || {
        files(&stage.path("home/cache/audio"))
            .into_iter()
            .filter(|path| std::fs::read(path).unwrap().starts_with(b"cuebookf"))
    };
    assert_eq!(kept().count(), encoded.count());
    // What the cache has is on the page.
    let one = kept().next().unwrap();
    let mut bytes = std::fs::read(&one).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(&one, &bytes).unwrap();
    let second = page("second");
    assert_eq!(
        first
            .iter()
            .zip(&second)
            .filter(|(one, other)| one != other)
            .count(),
        1
    );
    // A file that was cut off is not taken.
    for piece in kept() {
        let bytes = std::fs::read(&piece).unwrap();
        std::fs::write(&piece, &bytes[..bytes.len() - 1]).unwrap();
    }
    assert!(page("third") == first);
}

#[test]
fn a_page_needs_a_folder_and_a_bounded_show() {
    let stage = mill();
    let said = export(&stage, &[]);
    assert_eq!(
        (said.code, said.err.as_str()),
        (
            2,
            "error: `--to web` writes a folder\n  help: `-o DIR` says which\n"
        )
    );
    let said = export(&stage, &["-o", "page", "--limit", "2"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("more than 2 different parts"),
        "{}",
        said.err
    );
    let said = export(&stage, &["-o", "page", "--choose", "first"]);
    assert_eq!(said.code, 2);
    assert!(!stage.path("page").exists());
    let said = stage.run(["export", "show.yaml", "--to", "page"]);
    assert!(said.err.contains("possible values"), "{}", said.err);
}

#[test]
fn a_show_without_choices_is_one_part() {
    let stage = Stage::new();
    stage.write(
        "show.yaml",
        "text: |\n  One.\n\n  Two.\nscenes: [ { id: b, from: Two } ]\n",
    );
    assert_eq!(export(&stage, &["-o", "page", "--audio", "wav"]).code, 0);
    let own = manifest(&stage, "page");
    assert_eq!(own["parts"].as_array().unwrap().len(), 1);
    assert_eq!(own["parts"][0]["key"], "0.0 1.0||");
    assert!(own["parts"][0]["end"].as_i64() > Some(0));
}
