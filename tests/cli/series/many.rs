//! A series of a thousand chapters.

use super::{run, script};
use crate::stage::Stage;

/// Writes a series of short chapters.
fn stage(chapters: usize) -> Stage {
    let stage = Stage::new();
    let mut series = "series: Long\nchapters:\n".to_owned();
    for number in 1..=chapters {
        let name = format!("chapter-{number}.yaml");
        let words = format!("Chapter {number} is short. It rained on Inspector Marlowe.");
        stage.write(&name, script(&format!("Chapter {number}"), &words));
        series.push_str(&format!("  - {name}\n"));
    }
    stage.write("series.yaml", series);
    stage
}

#[test]
fn sweep_a_thousand_chapters_are_listed_checked_planned_and_shared_out() {
    let stage = stage(1000);
    for (command, words) in [
        ("list series.yaml", "Long: 1000 chapters"),
        ("check series.yaml", "1000 chapters: 0 errors"),
        ("plan series.yaml --machines 100", "2000 lines"),
        (
            "workflow series.yaml --to snakemake",
            "\"1000-chapter-1000\"",
        ),
        (
            "workflow series.yaml --to make",
            "/1000-chapter-1000.published",
        ),
    ] {
        let said = run(&stage, command);
        assert_eq!(said.code, 0, "{command}: {}", said.err);
        assert!(
            said.out.contains(words),
            "{command}: {}",
            &said.out[said.out.len().saturating_sub(400)..]
        );
    }
}
