//! Tests of `cuebook credits`.

use std::fs;

use serde_json::Value;

use crate::stage::Stage;

/// Creates the show with two sound files and a recording.
fn with_files(sounds: &str) -> Stage {
    let stage = Stage::new();
    let chime = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/sounds/chime.flac");
    for name in ["bell.flac", "siren.flac", "go.flac"] {
        fs::copy(chime, stage.path(name)).unwrap();
    }
    stage.change("tone: urgent", "take: go.flac");
    stage.change("cues:\n", &format!("sounds:\n{sounds}cues:\n"));
    stage
}

const OWED: &str = "  bell: { file: bell.flac, credit: Ada *Lovelace*, licence: CC-BY-4.0 }\n";
const NOT: &str = "  siren: { file: siren.flac, credit: Bo }\n";
const TAKE: &str = "  go-take: { file: go.flac, credit: Cy, licence: CC0-1.0 }\n";

#[test]
fn files_are_listed_with_their_credits() {
    let stage = with_files(&format!("{OWED}{TAKE}"));
    let said = stage.run(["credits", "show.yaml"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "{}", said.out);
    for part in [
        "The Door\n",
        "  bell.flac (sound bell): Ada *Lovelace*, CC-BY-4.0\n",
        "  go.flac (sound go-take, go): Cy, CC0-1.0\n",
        "  door-strike, wind: made by cuebook; no credit is required\n",
        "  am_michael, bm_george\n",
        "Apache-2.0",
    ] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    let page = stage.run(["credits", "show.yaml", "--format", "md"]).out;
    assert!(page.starts_with("# The Door\n\n## Sounds and recordings\n\n- bell.flac"));
    assert!(page.contains("Ada \\*Lovelace\\*"), "{page}");
}

#[test]
fn a_missing_credit_is_a_warning_at_its_line() {
    let stage = with_files(&format!("{OWED}{NOT}"));
    let said = stage.run(["credits", "show.yaml", "--format", "json"]);
    assert_eq!(said.code, 0);
    let credits: Value = serde_json::from_str(&said.out).unwrap();
    assert_eq!(credits["version"], 1);
    let siren = &credits["files"][1];
    assert_eq!(
        (&siren["credit"], &siren["licence"]),
        (&"Bo".into(), &Value::Null)
    );
    assert_eq!(
        (&siren["what"], &siren["line"]),
        (&"sound".into(), &16.into())
    );
    assert_eq!(credits["files"][2]["what"], "recording");
    for part in [
        "warning[no-licence]: `siren.flac` has no licence",
        "show.yaml:16:18",
        "`go.flac` has no credit and no licence",
        "show.yaml:12:",
        "2 warnings",
    ] {
        assert!(said.err.contains(part), "{part}: {}", said.err);
    }
}

#[test]
fn a_show_without_files_lists_only_its_voices() {
    let stage = Stage::new();
    let said = stage.run(["credits", "show.yaml"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""));
    assert!(said.out.contains("no files"), "{}", said.out);
    stage.change("am_michael", "am_micheal");
    let broken = stage.run(["credits", "show.yaml"]);
    assert_eq!(broken.code, 0);
    assert!(broken.err.contains("`cuebook check`"), "{}", broken.err);
    assert_eq!(stage.run(["credits", "none.yaml"]).code, 2);
}
