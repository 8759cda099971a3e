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
        "ADA\tIs it you?\n\nBEN\tIt is raining. (Sits.) Let me in.\n\nADA\tThe key turns.\n\nBEN\tAt last.\n\nADA\tSh!\n\nBEN\tWhat?\n",
        "ADA    Is it you?\nBEN    It is raining. (Sits.) Let me in.\nADA    The key turns.\nBEN    At last.\nADA    Sh!\nBEN    What?\n",
        "**ADA:** Is it you?\n\n**BEN:** It is raining. (Sits.) Let me in.\n\n**ADA:** The key turns.\n\n**BEN:** At last.\n\n**ADA:** Sh!\n\n**BEN:** What?\n",
    ] {
        assert_eq!(said(text), SPOKEN, "{text}");
    }
}

#[test]
fn initials_and_short_forms_belong_to_the_name() {
    let text = "LORD B. I have seen it, and I do not like it.\n\nSEC. LORD. Nor do I, my lord.\n\nMR. B. Where is it?\n\n\
        J. B. DALE. Here, sir.\n\nLORD B. NO! Take it out.\n\nSEC. LORD. At once.\n";
    assert_eq!(
        said(text),
        [
            "LORD B: I have seen it, and I do not like it",
            "SEC. LORD: Nor do I, my lord",
            "MR. B: Where is it",
            "J. B. DALE: Here, sir",
            "LORD B: NO! Take it out",
            "SEC. LORD: At once",
        ]
    );
}

#[test]
fn several_people_and_a_further_stanza_are_of_the_play() {
    let text = "FIRST POLICEMAN. Good evening.\nSECOND POLICEMAN. Good evening.\nBOTH POLICEMEN. It is late.\n\
        FIRST POLICEMAN. Sing.\n\nSECOND POLICEMAN. The glass is green,\nIt was not seen.\n\n\
        It fell at noon,\nit fell too soon.\n\nFIRST POLICEMAN. Enough.\n";
    assert_eq!(
        said(text)[2..],
        [
            "BOTH POLICEMEN: It is late",
            "FIRST POLICEMAN: Sing",
            "SECOND POLICEMAN: The glass is green, It was not seen",
            "SECOND POLICEMAN: It fell at noon, it fell too soon",
            "FIRST POLICEMAN: Enough",
        ]
    );
}

#[test]
fn several_people_with_numbers_share_a_speech() {
    let text = "BOY 1. Are we there?\n\nBOY 2. No.\n\nBOY 1. And now?\n\nBOY 2. No.\nBOTH BOYS. Are we there?\n";
    assert_eq!(said(text)[4], "BOTH BOYS: Are we there");
}

#[test]
fn a_chat_is_a_play_also_if_it_is_short() {
    for text in [
        "Ann: Hello.\nTom: Good evening, Ann.\n",
        "[22:04] Ann: Hello.\n[22:05] Tom: Good evening, Ann.\n",
        "22:04 - Ann: Hello.\n22:05 - Tom: Good evening, Ann.\n",
        "<Ann> Hello.\n<Tom> Good evening, Ann.\n",
        "Ann: “Hello.”\n\nTom: “Good evening, Ann.”\n",
        "Ann: \"Hello.\"\nTom: \"Good evening, Ann.\"\n",
    ] {
        assert_eq!(
            said(text),
            ["ANN: Hello", "TOM: Good evening, Ann"],
            "{text}"
        );
    }
    assert_eq!(said("Ann: Hello.\n"), ["ANN: Hello"]);
    for text in ["Note: Hello.\nTime: Noon.\n", "He came: it was late.\n"] {
        assert!(said(text).is_empty(), "{text}");
    }
}

#[test]
fn the_title_of_a_play_is_no_person() {
    let text = "A COMEDY OF GLASS\n\nADA. Is it you?\n\nBEN. It is I.\n\nADA. Come in.\n\nBEN. Thank you.\n";
    assert_eq!(said(text)[0], "ADA: Is it you");
}

#[test]
fn a_story_is_no_play() {
    for text in [
        "“No,” said Ada.\n\n“Yes,” said Ben.\n\nIt rained. Nobody came.\n",
        "Nothing. The road was empty.\n\nNothing. She went home and shut the door.\n\nThe rain went on all night.\n\nIn the morning it stopped.\n",
        "CHAPTER I\n\nIt rained.\n\nCHAPTER II\n\nIt rained again.\n\nCHAPTER III\n\nThe sun came out.\n",
        "THE WELL\n\nA NOVEL\n\nBY\nIDA MARSH\n\nLONDON\nCOLE & SONS\n1899\n\nTO\nMY SISTER\n\nTHE WELL\n\nCHAPTER I\n\nIt was late.\n\nCHAPTER II\n\nTHE WELL\n\nIt was dry.\n",
        "Bread: one loaf.\n\nHe read the list twice and put it down on the table.\n\nThen he went out.\n\nMilk: none.\n",
    ] {
        assert_eq!(pieces(text), None, "{text}");
    }
}

#[test]
fn days_answers_and_stressed_words_are_no_people() {
    for text in [
        "Yes. It had been long.\n\nNo. She would not go.\n\nYes. But the lamp was lit.\n\nNo. It was the moon.\n\nMaybe. Who knew?\n",
        "Monday. Rain all day.\n\nTuesday. The wind dropped.\n\nMonday. We found it.\n\nTuesday. The dogs are restless.\n",
        "March 3: The ice held.\n\nMarch 4: We walked.\n\nMarch 5: It broke.\n\nMarch 3: I was wrong.\n\nMarch 4: So was he.\n",
        "Day 1. We sail.\n\nDay 2. We sail on.\n\nDay 1. I was sick.\n\nDay 2. I was worse.\n",
        "Q: Where were you born?\n\nA: In Leeds.\n\nQ: And then?\n\nA: We moved.\n\nQ: Why?\n\nA: Work.\n",
        "Question. What is a bell?\n\nAnswer. A cup.\n\nQuestion. What does it do?\n\nAnswer. It rings.\n",
        "Step 1: Wash it.\n\nStep 2: Dry it.\n\nStep 1: Wash it again.\n\nStep 2: Dry it again.\n",
        "Stop. He did.\n\nWait. He did.\n\nStop. He did again.\n\nWait. He did not.\n",
        "Dear Anna. I write.\n\nLondon. We are here.\n\nDear Anna. It rains.\n\nI shall come home.\n\nLondon. A last day.\n\nThe train is late.\n",
        "Dear Anna. I write in haste.\n\nLondon. We are at the hotel.\n\nParis. It rains.\n\nLondon. Back again.\n\nDear Anna. I come on Friday.\n\nParis. A last day.\n",
        "6 a.m.: Up.\n\n7 a.m.: Out.\n\n6 a.m.: Up again.\n\n7 a.m.: Out again.\n",
    ] {
        assert_eq!(pieces(text), None, "{text}");
    }
}

#[test]
fn a_person_may_have_one_speech_and_several_may_share_one() {
    let text = "Ada. Is it late?\n\nBen. Very late.\n\nAda. Then go.\n\nBen. I shall not.\n\nEva. I am here.\n\n\
                Hor. and Mar. We knock.\n\nALL. Come in!\n\nBoth Servants. Dinner is ready.\n\n1st Guard. Halt!\n\nOld Man. No.\n";
    for piece in [
        "EVA: I am here",
        "HOR. AND MAR: We knock",
        "ALL: Come in",
        "BOTH SERVANTS: Dinner is ready",
        "1ST GUARD: Halt",
        "OLD MAN: No",
    ] {
        assert!(
            said(text).contains(&piece.to_owned()),
            "{piece} {:?}",
            said(text)
        );
    }
}

#[test]
fn names_in_small_letters_may_be_above_the_words() {
    let below = "Mrs. Dale\nWhere have you been?\n\nTom\nIn the orchard.\n\nMrs. Dale\nWith whom?\n\nTom\n(looking away)\nWith nobody.\n\n\
                 The Postman\nA letter for you.\n";
    let apart = below.replace('\n', "\n\n").replace("\n\n\n\n", "\n\n");
    for text in [below, &apart] {
        assert_eq!(
            said(text),
            [
                "MRS. DALE: Where have you been",
                "TOM: In the orchard",
                "MRS. DALE: With whom",
                "+: looking away",
                "TOM: With nobody",
                "THE POSTMAN: A letter for you"
            ],
            "{text}"
        );
    }
}

#[test]
fn speeches_may_follow_without_blank_lines() {
    let text = "ACT I\n\nADA. Is it you?\nBEN. It is raining,\nand I am wet.\nADA. The key turns.\n\nBEN\nAt last.\nADA\nSh!\nBEN\nWhat?\n";
    let found = said(text);
    assert_eq!(found[1], "BEN: It is raining, and I am wet");
    assert_eq!(found[3..], ["BEN: At last", "ADA: Sh", "BEN: What"]);
}

#[test]
fn verse_and_later_paragraphs_are_words_of_the_person_who_speaks() {
    let text = "ADA. Is it you? I will sing.\n\n[Sings.]\n  The river runs to the sea,\n  And never comes back to me.\n\nBEN. It is late.\n\n\
                I shall go home, my dear.\n\nHe takes his hat.\n\nADA. Listen:\n\n    Down by the mill,\n    The wheel is still.\n\n\
                    Up on the hill,\n    The wind is shrill.\n\nBEN. Well sung!\n";
    let found = said(text);
    for piece in [
        "ADA: The river runs to the sea, And never comes back to me",
        "BEN: I shall go home, my dear",
        "ADA: Up on the hill, The wind is shrill",
    ] {
        assert!(found.contains(&piece.to_owned()), "{piece} {found:?}");
    }
    assert!(
        !found.iter().any(|piece| piece.contains("hat")),
        "{found:?}"
    );
}

#[test]
fn directions_in_italics_and_open_brackets_are_not_spoken() {
    let text = "FIRST WITCH.\nWhen shall we meet?  [_Thunder._]\n\nSECOND WITCH.\n_Soon_, I say. _Exit._\n\nFIRST WITCH. [_Kneeling._]\nIt is _you_.\n\n\
                SECOND WITCH. Farewell. [Exit\n\nFIRST WITCH [rising] Sit down.\n\nSECOND WITCH, softly. No.\n\n_Exeunt._\n";
    assert_eq!(
        said(text),
        [
            "FIRST WITCH: When shall we meet",
            "+: Thunder",
            "SECOND WITCH: Soon_, I say",
            "+: Exit",
            "FIRST WITCH: It is _you",
            "SECOND WITCH: Farewell",
            "+: Exit",
            "FIRST WITCH: Sit down",
            "SECOND WITCH: No"
        ]
    );
}

#[test]
fn headings_of_acts_and_scenes_are_no_names() {
    let text = "ACT II\nSCENE I. A street.\n\nADA. Is it you?\n\nBEN. It is.\n\nSCENE II.\nThe same. Night, and rain on the roof of the house where Ada lives.\n\n\
                ADA. Ben!\n\nBEN. Ada!\n\nTHE END\n\nCURTAIN\n";
    let found = said(text);
    assert_eq!(
        found,
        ["ADA: Is it you", "BEN: It is", "ADA: Ben", "BEN: Ada"]
    );
}

#[test]
fn what_gives_the_scene_is_no_role() {
    let text = "Scene: A kitchen.\n\nAda: Is it you?\n\nBen: It is raining.\n\nAda: The key turns.\n\nTime: Late.\n\nBen: At last.\n";
    let found = said(text);
    assert!(found.contains(&"BEN: At last".to_owned()), "{found:?}");
    let is_scene = |piece: &&String| piece.starts_with("SCENE") || piece.starts_with("TIME");
    assert_eq!(found.iter().find(is_scene), None, "{found:?}");
}

#[test]
fn a_dash_or_a_number_may_be_beside_a_name() {
    let spoken = [
        "ALLAN: Was that the boat",
        "LOWE: It was",
        "ALLAN: Speak up",
        "LOWE: It was the boat",
    ];
    let lines = [
        "Was that the boat?",
        "It was.",
        "Speak up!",
        "It was the boat.",
    ];
    let whole = |form: &dyn Fn(usize, &str) -> String, gap: &str| {
        let each = lines.iter().enumerate();
        let name = |at: usize| {
            if at.is_multiple_of(2) {
                "Allan"
            } else {
                "Lowe"
            }
        };
        let all: Vec<String> = each
            .map(|(at, line)| format!("{}{line}", form(at + 1, name(at))))
            .collect();
        format!("{}\n", all.join(gap))
    };
    for gap in ["\n", "\n\n"] {
        for text in [
            whole(&|_, name| format!("{name} — "), gap),
            whole(&|_, name| format!("{name} -- "), gap),
            whole(&|_, name| format!("{name} – "), gap),
            whole(&|_, name| format!("{name} - "), gap),
            whole(&|_, name| format!("{} — ", name.to_uppercase()), gap),
            whole(&|_, name| format!("{} - ", name.to_uppercase()), gap),
            whole(&|at, name| format!("{at}\t{}:\t", name.to_uppercase()), gap),
            whole(&|at, name| format!("{at}. {}: ", name.to_uppercase()), gap),
            whole(&|at, name| format!("{at}) {}\t", name.to_uppercase()), gap),
        ] {
            assert_eq!(said(&text), spoken, "{text}");
        }
    }
    let radio = "1\tALLAN:\tWas that the boat?\n2\tLOWE:\tIt was.\n3\tSFX:\tDOOR SLAMS\n4\tALLAN:\tWho shut it?\n5\tLOWE:\tThe wind. (BEAT) I think.\n";
    assert_eq!(said(radio)[2], "+: DOOR SLAMS");
    for text in [
        "Rain — it fell all day.\n\nShe went out.\n\nRain — it fell again.\n\nHe stayed at home.\n\nThe road was long.\n",
        "Anna — that was her name — came late to the house.\n\nNobody was there to meet her.\n",
        "1. Wash it.\n2. Dry it.\n3. Fold it.\n4. Sell it.\n",
        "Bread - one loaf\nMilk - none\nSalt - a pinch\nTea - two tins\n",
    ] {
        assert_eq!(pieces(text), None, "{text}");
    }
}
