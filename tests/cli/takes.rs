//! `cuebook takes check`, `list` and `split`, and reading sheets with narration. What compares words
//! needs the voice pack, in the folder named by `CUEBOOK_VOICES`.

use std::io::Cursor;

use serde_json::Value;

use crate::stage::{Said, Stage, said};

const SHOW: &str = r#"show: The Harbour
text: |
  The harbour was empty when the last ferry came in. “Who has moved my boat?” asked Anna.

  Nobody on the quay answered her. The keeper counted eleven lamps, and wrote the number in his book.

  “Take the long rope,” whispered Boris, “and follow me.”
cast:
  NARRATOR: { voice: bf_emma }
  ANNA: { voice: af_heart, tone: warm }
  BORIS: { voice: am_michael }
lines:
  - { id: boat, quote: "Who has moved", by: ANNA, tone: urgent }   # She is angry.
  - { id: rope, quote: "Take the long rope", by: BORIS }
  - { id: follow, quote: "and follow me", by: BORIS }
"#;

/// A stage with the show of the harbour.
fn harbour() -> Stage {
    let stage = Stage::new();
    stage.write("harbour.yaml", SHOW);
    stage
}

/// Runs the program with the installed voice pack.
fn with_pack(stage: &Stage, args: &[&str]) -> Said {
    let pack = std::env::var_os("CUEBOOK_VOICES").expect("CUEBOOK_VOICES names a voice pack");
    let mut command = stage.command();
    said(
        &command
            .env("CUEBOOK_VOICES", pack)
            .args(args)
            .output()
            .unwrap(),
    )
}

fn wav(samples: &[f32]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: 48_000,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut file = hound::WavWriter::new(&mut bytes, spec).unwrap();
    for sample in samples {
        file.write_sample((sample * 32_767.0) as i16).unwrap();
    }
    file.finalize().unwrap();
    bytes.into_inner()
}

/// Speaks some words with a voice, and returns the samples.
fn spoken(stage: &Stage, voice: &str, words: &str) -> Vec<f32> {
    let said = with_pack(stage, &["voices", "try", voice, words, "-o", "said.wav"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let mut file = hound::WavReader::open(stage.path("said.wav")).unwrap();
    let channels = usize::from(file.spec().channels);
    let samples = file
        .samples::<i32>()
        .map(|sample| sample.unwrap() as f32 / 8_388_608.0);
    samples.step_by(channels).collect()
}

struct Noise(u32);

impl Noise {
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 8) as f32 / 8_388_608.0 - 1.0
    }
}

/// Something in a recording.
enum Heard<'a> {
    Words(&'a str),
    Cough,
}
use Heard::{Cough, Words};

/// Returns a recording in a room with some noise.
fn chapter(stage: &Stage, voice: &str, heard: &[Heard<'_>]) -> Vec<u8> {
    let mut noise = Noise(8);
    let mut samples = vec![0.0; 40_000];
    for one in heard {
        match one {
            Words(words) => samples.extend(spoken(stage, voice, words)),
            Cough => samples.extend((0..14_400).map(|n| {
                let fall = (-(n as f32) / 4_000.0).exp();
                0.3 * fall * noise.next()
            })),
        }
        samples.extend(vec![0.0; 45_000]);
    }
    samples
        .iter_mut()
        .for_each(|sample| *sample += 0.001 * noise.next());
    wav(&samples)
}

#[test]
fn wrong_arguments_are_refused_with_the_way_to_mend_them() {
    let stage = harbour();
    stage.write("chapter.wav", wav(&vec![0.1; 48_000]));
    stage.write("noise.wav", b"no sound at all");
    for (args, code, told) in [
        (
            &["chapter.wav", "--by", "CLARA"][..],
            1,
            "the roles are NARRATOR, ANNA, BORIS",
        ),
        (
            &["chapter.wav", "-o", "../takes"],
            2,
            "must be in the folder of the script",
        ),
        (&["noise.wav"], 2, "noise.wav"),
        (&["nothing.wav"], 2, "nothing.wav cannot be read"),
        (
            &["chapter.wav", "--parts", "--reduce", "clicks"],
            2,
            "cannot be used with",
        ),
    ] {
        let all = ["takes", "split", "--script", "harbour.yaml"]
            .iter()
            .chain(args);
        let said = stage.run(all.copied());
        assert_eq!(said.code, code, "{args:?}\n{}", said.err);
        assert!(said.err.contains(told), "{args:?}\n{}", said.err);
    }
    assert_eq!(stage.bytes("harbour.yaml"), SHOW.as_bytes());
    let said = stage.run(["export", "harbour.yaml", "--to", "md", "--with-narration"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--to sheets"), "{}", said.err);
}

#[test]
fn a_show_without_recordings_has_nothing_to_compare() {
    let stage = harbour();
    let said = stage.run(["takes", "check", "harbour.yaml"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
    assert!(said.err.contains("no recordings"), "{}", said.err);
    let said = stage.run(["takes", "check", "harbour.yaml", "--format", "json"]);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(report, serde_json::json!({ "version": 1, "takes": [] }));
    assert_eq!(stage.run(["takes", "list", "harbour.yaml"]).out, "");
}

#[test]
fn recordings_are_listed_with_their_parts() {
    let stage = harbour();
    stage.write("boat.wav", wav(&vec![0.1; 96_000]));
    let show = SHOW
        .replace("tone: urgent }", "tone: urgent, take: boat.wav }")
        .replace(
            "rope\", by: BORIS }",
            "rope\", by: BORIS, take: { file: boat.wav, start: 0.5s } }",
        );
    stage.write("harbour.yaml", show);
    let said = stage.run(["takes", "list", "harbour.yaml"]);
    assert_eq!(
        said.out, "boat  boat.wav\nrope  boat.wav 0:00.5–\n",
        "{}",
        said.err
    );
    let said = stage.run(["takes", "list", "harbour.yaml", "--format", "json"]);
    let rows: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(rows[0]["role"], "ANNA");
    assert!(rows[0]["differences"].is_null());
}

#[test]
fn the_list_names_recordings_that_are_missing_silent_or_broken() {
    let stage = harbour();
    stage.write("boat.wav", wav(&vec![0.0; 96_000]));
    stage.write("broken.wav", "no sound");
    let show = SHOW
        .replace("tone: urgent }", "tone: urgent, take: boat.wav }")
        .replace("rope\", by: BORIS }", "rope\", by: BORIS, take: gone.wav }")
        .replace(
            "follow me\", by: BORIS }",
            "follow me\", by: BORIS, take: broken.wav }",
        );
    let lost = "  - { quote: \"Not in the text\", by: BORIS, take: boat.wav }\n";
    stage.write("harbour.yaml", format!("{show}{lost}"));
    let said = stage.run(["takes", "list", "harbour.yaml"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let rows: Vec<&str> = said.out.lines().collect();
    let [boat, broken, gone, nowhere] = rows[..] else {
        panic!("{}", said.out);
    };
    assert!(boat.contains("boat.wav  nothing is heard in"), "{boat}");
    assert!(
        broken.starts_with("follow") && broken.contains("broken.wav  "),
        "{broken}"
    );
    assert!(
        gone.starts_with("rope") && gone.contains("there is no file"),
        "{gone}"
    );
    assert!(
        nowhere.contains("“Not in the text”") && nowhere.contains("not found"),
        "{nowhere}"
    );
    let said = stage.run(["takes", "list", "harbour.yaml", "--format", "json"]);
    assert_eq!(said.code, 1);
    let rows: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(rows.as_array().unwrap().len(), 4);
    assert_eq!(rows[2]["file"], "gone.wav");
    assert!(rows[2]["fault"].is_string());
}

#[test]
fn sheets_with_narration_have_all_lines_in_order() {
    let stage = harbour();
    let said = stage.run([
        "export",
        "harbour.yaml",
        "--to",
        "sheets",
        "--with-narration",
        "-o",
        "sheets",
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    let page = String::from_utf8(stage.bytes("sheets/everything.md")).unwrap();
    let names = page
        .lines()
        .filter_map(|line| line.strip_prefix("- [ ] `")?.split('`').next());
    let names: Vec<&str> = names.collect();
    let expected = [
        "narrator-the-harbour-was-empty-when-the-last",
        "boat",
        "narrator-asked-anna",
        "narrator-nobody-on-the-quay-answered-her-the",
        "rope",
        "narrator-whispered-boris",
        "follow",
    ];
    assert_eq!(names, expected, "{page}");
    assert!(
        page.contains("`boat` ANNA *(urgent)*: **“Who has moved")
            || page.contains("`boat` ANNA *(urgent)*: **Who has moved"),
        "{page}"
    );
    assert!(page.contains("ANNA, throughout: warm."), "{page}");
    // A recording of narration is imported by this name.
    std::fs::create_dir(stage.path("rec")).unwrap();
    stage.write("rec/narrator-asked-anna.wav", wav(&vec![0.1; 48_000]));
    stage.write(
        "rec/narrator-nobody-on-the-quay-answered-her-the.wav",
        wav(&vec![0.1; 200_000]),
    );
    let said = stage.run(["takes", "import", "harbour.yaml", "rec"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert_eq!(stage.run(["check", "harbour.yaml"]).out, "no mistakes\n");
    let list = stage.run(["takes", "list", "harbour.yaml"]).out;
    assert_eq!(list.lines().count(), 2, "{list}");
    // The words have recordings, and no others changed.
    let timeline = stage.run(["timeline", "harbour.yaml", "--stand-in", "--format", "json"]);
    let timeline: Value = serde_json::from_str(&timeline.out).unwrap();
    assert_eq!(timeline["lines"].as_array().unwrap().len(), 7);
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn sweep_a_chapter_is_cut_into_its_lines() {
    let stage = harbour();
    let heard = [
        Words("The harbour was empty when the last"),
        Words("The harbour was empty when the last ferry came in."),
        Words("Who has moved my boat?"),
        Cough,
        Words("asked Anna."),
        Words("Nobody on the quay answered her."),
        Words("Take the long rope,"),
        Words("whispered Boris,"),
        Words("and follow me."),
        Words("and follow me."),
    ];
    stage.write("chapter.wav", chapter(&stage, "bm_george", &heard));
    let split = ["takes", "split", "chapter.wav", "--script", "harbour.yaml"];
    let dry = with_pack(&stage, &[&split[..], &["--dry-run"]].concat());
    assert_eq!(stage.bytes("harbour.yaml"), SHOW.as_bytes());
    assert!(!stage.path("takes").exists());
    let said = with_pack(&stage, &split);
    // A sentence of the fourth line is left out, so it has no take.
    assert_eq!((said.code, &said.out), (1, &dry.out), "{}", said.err);
    for told in [
        "left out: “The keeper counted eleven lamps, and wrote the number in his book”",
        "narrator-the-harbour-was-empty-when-the-last: begun at ",
        "follow: also read at ",
        "no words of the text",
        "6 lines found",
    ] {
        assert!(said.err.contains(told), "{told}\n{}", said.err);
    }
    let script = String::from_utf8(stage.bytes("harbour.yaml")).unwrap();
    assert!(
        script.contains("tone: urgent, take: takes/boat.wav }   # She is angry."),
        "{script}"
    );
    assert!(script.contains("words: \"asked Anna.\""), "{script}");
    for name in [
        "boat",
        "rope",
        "follow",
        "narrator-asked-anna",
        "narrator-whispered-boris",
    ] {
        let file = hound::WavReader::open(stage.path(&format!("takes/{name}.wav"))).unwrap();
        let seconds = f64::from(file.duration()) / 48_000.0;
        assert!((0.4..2.6).contains(&seconds), "{name}: {seconds}");
    }
    // Nothing is replaced without the option.
    let said = with_pack(&stage, &split);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("--force replaces it"), "{}", said.err);
    let said = with_pack(&stage, &["takes", "check", "harbour.yaml"]);
    assert_eq!(
        (said.code, said.out.as_str()),
        (0, "6 recordings compared: no words differ\n"),
        "{}",
        said.err
    );
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn a_recording_with_other_words_is_reported() {
    let stage = harbour();
    let words = "Nobody on the quay answered her. The keeper wrote the number in his book.";
    stage.write("quay.wav", chapter(&stage, "bm_george", &[Words(words)]));
    stage.write(
        "boat.wav",
        chapter(&stage, "am_michael", &[Words("Who has moved my boat?")]),
    );
    let show = SHOW.replace("tone: urgent }", "tone: urgent, take: boat.wav }");
    let line = "  - { words: Nobody on the quay, to: in his book, by: NARRATOR, take: quay.wav }\n";
    stage.write("harbour.yaml", format!("{show}{line}"));
    assert_eq!(
        with_pack(&stage, &["check", "harbour.yaml"]).out,
        "no mistakes\n"
    );
    let said = with_pack(
        &stage,
        &["takes", "check", "harbour.yaml", "--format", "json"],
    );
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    let report: Value = serde_json::from_str(&said.out).unwrap();
    let takes = report["takes"].as_array().unwrap();
    assert_eq!(takes[0]["differences"], serde_json::json!([]));
    let differences = takes[1]["differences"].as_array().unwrap();
    let skipped = differences.iter().any(|one| {
        one["kind"] == "skipped" && one["words"].as_str().unwrap().contains("eleven lamps")
    });
    assert!(skipped, "{differences:?}");
    // Now it is known.
    let check = with_pack(&stage, &["check", "harbour.yaml"]);
    assert_eq!(check.code, 0);
    assert!(
        check.out.contains("take-differs") && check.out.contains("1 warning"),
        "{}",
        check.out
    );
    let list = with_pack(&stage, &["takes", "list", "harbour.yaml"]).out;
    assert!(list.contains("seems to be left out at 0:"), "{list}");
    // Nothing is said in a recording without sound.
    stage.write("boat.wav", wav(&vec![0.0; 96_000]));
    let said = with_pack(&stage, &["takes", "check", "harbour.yaml"]);
    assert_eq!(said.code, 1);
    let all = "“Who has moved my boat” seems to be left out";
    assert!(said.out.contains(all), "{}", said.out);
}
