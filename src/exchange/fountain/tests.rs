//! Exports and imports again.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use crate::outline::screenplay::{fountain, outline};
use crate::perform::BuiltinCatalog;
use crate::session::Show;
use crate::world::Memory;

/// Returns the words of the show with their roles.
fn said(show: &Show) -> Vec<(String, String)> {
    let book = &show.book;
    let each = book.lines.iter().flat_map(|line| {
        let role = &book.roles[line.role].name;
        line.words
            .clone()
            .map(move |w| (role.clone(), book.prose.word(w).to_owned()))
    });
    each.collect()
}

fn drafted(screenplay: &str) -> Show {
    let mut outline = outline(&fountain::read(screenplay), true, &BuiltinCatalog).unwrap();
    "play.txt".clone_into(&mut outline.text);
    let world = Memory::default().with("play.txt", outline.prose.text.as_bytes());
    let script = crate::outline::write::script(&outline);
    Show::load(Path::new("play.yaml"), script.as_bytes(), None, &world)
}

fn assert_round(text: &str, lines: &str) {
    let indented = text.replace('\n', "\n  ");
    let script = format!(
        "show: A\ntext: |\n  {indented}\ncast: {{ ANNA: , Tom: , SFX: , \"2\": }}\n{lines}"
    );
    let show = Show::load(
        Path::new("s.yaml"),
        script.as_bytes(),
        None,
        &Memory::default(),
    );
    if show.has_mistakes() {
        return;
    }
    let written = write(&show.script, &show.book);
    assert_eq!(said(&drafted(&written)), said(&show), "{written}");
}

#[test]
fn a_written_show_is_read_back_unchanged() {
    let text = "“Go!” said Anna. “INT. THIS” he said.\n\n“(Hm.)”\n\nCLOSED. “*Yes*, a_b.”\n\n.x “SOUND: BANG” “No [[x]] /* y */”\n\n# Act “~La.” (x) “Zero.” > TO:";
    let lines = "lines:\n  - { quote: \"Go!\", by: ANNA, tone: urgent }\n  - { quote: \"INT. THIS\", by: Tom }\n  - { quote: \"Hm\", by: SFX }\n  - { quote: \"Yes\", by: \"2\" }\n  - { quote: BANG, by: ANNA }\n  - { quote: \"No\", by: Tom }\n  - { quote: La, by: SFX }\n";
    assert_round(text, lines);
}

#[test]
fn cues_scenes_and_tones_are_on_the_page() {
    let script = "show: A\nauthor: B\ntext: |\n  “Go!” said Anna. A door fell shut.\n\n  Rain fell.\ncast: { ANNA: }\nscenes: [{ id: out, from: Rain, title: INT. HALL }]\nlines: [{ quote: \"Go!\", by: ANNA, tone: urgent }]\ncues:\n  - { spot: door-slam, at: { after: \"shut.\" } }\n  - { bed: rain, from: Rain, until: end }\n  - { hush: 1.5s, at: \"Rain\" }\n";
    let show = Show::load(
        Path::new("s.yaml"),
        script.as_bytes(),
        None,
        &Memory::default(),
    );
    assert_eq!(show.diagnostics, []);
    insta::assert_snapshot!(write(&show.script, &show.book));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_prose_is_read_back_with_the_same_roles(text in "[A-Z]?([ -~“”]{1,30}(\n\n)?){1,6}") {
        assert_round(text.trim(), "");
    }
}
