use cuebook_script::Prose;

use super::super::page::Page;
use super::{Kind, Play};

/// Returns the pieces of a play: `NAME: words`, names as `-`, directions as `+`.
fn pieces(text: &str) -> Option<Vec<String>> {
    let (prose, _) = Prose::read(text.to_owned());
    let page = Page::of(&prose);
    let play = Play::of(&page)?;
    let shown = |piece: &super::Piece| {
        let who = match &piece.kind {
            Kind::Name => "-",
            Kind::Aside | Kind::Sound => "+",
            Kind::Said(role, _) => role,
        };
        format!("{who}: {}", page.text(piece.words.clone()))
    };
    Some(play.pieces.iter().map(shown).collect())
}

const SPOKEN: [&str; 8] = [
    "ADA: Is it you",
    "BEN: It is raining",
    "+: Sits",
    "BEN: Let me in",
    "ADA: The key turns",
    "BEN: At last",
    "ADA: Sh",
    "BEN: What",
];

/// Returns the spoken words and the directions, without the names.
fn said(text: &str) -> Vec<String> {
    let pieces = pieces(text).unwrap_or_default();
    pieces
        .into_iter()
        .filter(|piece| !piece.starts_with('-'))
        .collect()
}

#[test]
fn names_before_speeches_are_read_in_many_forms() {
    for text in [
        "Ada. Is it you?\n\nBen. It is raining. [Sits.] Let me in.\n\nAda. The key turns.\n\nBen. At last.\n\nAda. Sh!\n\nBen. What?\n",
        "ADA: Is it you?\nBEN: It is raining. (Sits.) Let me in.\nADA: The key turns.\nBEN: At last.\nADA: Sh!\nBEN: What?\n",
        "ADA. Is it you?\n\nBEN. It is raining. [_Sits._] Let me in.\n\nADA. The key turns.\n\nBEN. At last.\n\nADA. Sh!\n\nBEN. What?\n",
        "    ADA\nIs it you?\n\n    BEN\nIt is raining. (Sits.) Let me in.\n\n    ADA\nThe key turns.\n\n    BEN\nAt last.\n\n    ADA\nSh!\n\n    BEN\nWhat?\n",
        "ADA\n\nIs it you?\n\nBEN\n\nIt is raining. (Sits.) Let me in.\n\nADA\n\nThe key turns.\n\nBEN\n\nAt last.\n\nADA\n\nSh!\n\nBEN\n\nWhat?\n",
        "ADA (softly): Is it you?\n\nBEN: It is raining. [Sits.] Let me in.\n\nADA: The key turns.\n\nBEN: At last.\n\nADA: Sh!\n\nBEN: What?\n",
        "**ADA:** Is it you?\n\n**BEN:** It is raining. (Sits.) Let me in.\n\n**ADA:** The key turns.\n\n**BEN:** At last.\n\n**ADA:** Sh!\n\n**BEN:** What?\n",
    ] {
        assert_eq!(said(text), SPOKEN, "{text}");
    }
}

#[test]
fn a_story_is_no_play() {
    for text in [
        "“No,” said Ada.\n\n“Yes,” said Ben.\n\nIt rained. Nobody came.\n",
        "Nothing. The road was empty.\n\nNothing. She went home and shut the door.\n\nThe rain went on all night.\n\nIn the morning it stopped.\n",
        "CHAPTER I\n\nIt rained.\n\nCHAPTER II\n\nIt rained again.\n\nCHAPTER III\n\nThe sun came out.\n",
        "Bread: one loaf.\n\nHe read the list twice and put it down on the table.\n\nThen he went out.\n\nMilk: none.\n",
    ] {
        assert_eq!(pieces(text), None, "{text}");
    }
}

#[test]
fn what_gives_the_scene_is_no_role() {
    let text = "Scene: A kitchen.\n\nAda: Is it you?\n\nBen: It is raining.\n\nAda: The key turns.\n\nTime: Late.\n\nBen: At last.\n";
    let found = said(text);
    assert!(found.contains(&"BEN: At last".to_owned()), "{found:?}");
    let is_scene = |piece: &&String| piece.starts_with("SCENE") || piece.starts_with("TIME");
    assert_eq!(found.iter().find(is_scene), None, "{found:?}");
}
