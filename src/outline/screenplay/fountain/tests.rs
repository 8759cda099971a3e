//! Tests of each construct of the syntax.

use super::*;

/// Returns the elements of a text, one in a row.
fn rows(text: &str) -> Vec<String> {
    let tell = |element: Element| match element.what {
        What::Heading { words, number } => match number {
            Some(number) => format!("scene {words} #{number}"),
            None => format!("scene {words}"),
        },
        What::Action(lines) => format!("action {}", lines.join(" / ")),
        What::Speech(speech) => spoken(&speech),
        What::Sound { kind, words } => format!("{kind:?} {words}"),
        What::Transition(words) => format!("transition {words}"),
        What::Section(words) => format!("section {words}"),
        What::Synopsis(words) => format!("synopsis {words}"),
        What::Note(words) => format!("note {words}"),
    };
    read(text).elements.into_iter().map(tell).collect()
}

fn spoken(speech: &Speech) -> String {
    let mut row = speech.name.clone();
    for extension in &speech.extensions {
        row += &format!(" [{extension}]");
    }
    row += if speech.dual { "^:" } else { ":" };
    for part in &speech.parts {
        row += &match part {
            Part::Aside(words) => format!(" ({words})"),
            Part::Words(words) => format!(" {words}"),
        };
    }
    row
}

#[test]
fn a_title_page_has_keys_with_words_beside_or_below_them() {
    let play = read(
        "Title:\n    _**Brick & Steel**_\n    Full Retired\nCredit: Written by\nAuthor: Stu\n\nFADE IN:\n",
    );
    let title: Vec<_> = play
        .title
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    assert_eq!(
        title,
        [
            ("title", "Brick & Steel, Full Retired"),
            ("credit", "Written by"),
            ("author", "Stu")
        ]
    );
    assert_eq!(
        rows("FADE IN:\n\nA yard.\n"),
        ["transition FADE IN:", "action A yard."]
    );
}

#[test]
fn headings_are_places_or_forced_and_may_have_numbers() {
    assert_eq!(
        rows(
            "INT. OFFICE - NIGHT #12A#\n\nint./ext. car\n\nI/E CAR\n\n.MEMORY\n\n...no heading\n\nINTERESTING TIMES.\n"
        ),
        [
            "scene INT. OFFICE - NIGHT #12A",
            "scene int./ext. car",
            "scene I/E CAR",
            "scene MEMORY",
            "action ...no heading",
            "action INTERESTING TIMES."
        ]
    );
}

#[test]
fn a_character_is_in_capitals_over_words_or_forced() {
    assert_eq!(
        rows(
            "ANNA (V.O.) (CONT'D)\n(whispering)\nCome *in*.\n(beat)\nQuick.\n\n@McAvoy\nAye.\n\nHANS (on the radio)\nOver.\n\nR2D2\nBeep.\n\n23\nNo name.\n\nBANG!\n\n!BANG\nWho was that?\n"
        ),
        [
            "ANNA [V.O.] [CONT'D]: (whispering) Come in. (beat) Quick.",
            "McAvoy: Aye.",
            "HANS [on the radio]: Over.",
            "R2D2: Beep.",
            "action 23 / No name.",
            "action BANG!",
            "action BANG / Who was that?",
        ]
    );
}

#[test]
fn dual_dialogue_is_marked_on_the_second() {
    assert_eq!(
        rows("BRICK\nScrew retirement.\n\nSTEEL ^\nScrew retirement.\n"),
        ["BRICK: Screw retirement.", "STEEL^: Screw retirement."]
    );
}

#[test]
fn two_spaces_keep_a_speech_together() {
    assert_eq!(
        rows("DAN\nOne.\n  \nTwo.\n\nThree.\n"),
        ["DAN: One. Two.", "action Three."]
    );
}

#[test]
fn sounds_are_announced_as_radio_scripts_do() {
    assert_eq!(
        rows(
            "SOUND: A door slams.\nMUSIC: Sting.\n\nANNA\nMusic: the food of love.\nSFX: RAIN\n\n(AMBIENCE: Wind)\n\nSFX\nGlass breaks.\n\n@SFX\nI am a person.\n\n3. FX: Bell\n"
        ),
        [
            "Effect A door slams.",
            "Music Sting.",
            "ANNA: Music: the food of love.",
            "Effect RAIN",
            "Ambience Wind",
            "Effect Glass breaks.",
            "SFX: I am a person.",
            "Effect Bell"
        ]
    );
}

#[test]
fn transitions_sections_synopses_lyrics_and_centred_lines() {
    assert_eq!(
        rows(
            "CUT TO:\n\n> Smash to white\n\n> THE END <\n\n# Act One\n\n## Chase\n\n= They run.\n\n~Willy Wonka\n\nCHOIR\n~La la\n~lo\n\n===\n\nTRAINS GO TO: HELL\n"
        ),
        [
            "transition CUT TO:",
            "transition Smash to white",
            "action THE END",
            "section Act One",
            "section Chase",
            "synopsis They run.",
            "action Willy Wonka",
            "CHOIR: La la lo",
            "action TRAINS GO TO: HELL",
        ]
    );
}

#[test]
fn notes_and_boneyard_are_not_spoken() {
    assert_eq!(
        rows(
            "ANNA\nCome [[louder?]] in.\n[[a line of its own]]\nNow.\n\n/* cut\n\nall this */\nHe waits.\n\n[[over\nlines]]\n\n[[open, [[ and /* too\n"
        ),
        [
            "ANNA: Come in. Now.",
            "note louder?",
            "note a line of its own",
            "action He waits.",
            "note over lines",
            "action [[open, [[ and /* too"
        ]
    );
}

#[test]
fn line_ends_of_all_systems_and_marks_of_no_width_are_read() {
    let unix = rows("\u{feff}ANNA\nCome in.\n\nRain.\n");
    assert_eq!(unix, ["ANNA: Come in.", "action Rain."]);
    assert_eq!(rows("ANNA\r\nCome in.\r\n\r\nRain.\r\n"), unix);
    assert_eq!(rows("ANNA\rCome\u{0} in.\r\rRain."), unix);
    let lines: Vec<usize> = read("A yard.\n\n/* a\nb */\n\nANNA\nGo.\n")
        .elements
        .iter()
        .map(|element| element.line)
        .collect();
    assert_eq!(lines, [1, 6]);
}

#[test]
fn a_line_end_within_action_stays() {
    assert_eq!(
        rows("One.\nTwo.\n\n\n\nThree."),
        ["action One. / Two.", "action Three."]
    );
}

#[test]
fn what_nobody_says_needs_no_blank_lines() {
    assert_eq!(
        rows(
            "Rita runs.\n\nCUT TO:\n/*\nOld stuff.\n*/\nEXT. MANSION - DAY\n\nDOG\nGood night.\n===\n\nINT. HALL\nRita sits.\nFADE OUT.\nANNA\nGo.\nEXT. BEACH - DAY\nTOM\nStay.\n# ACT TWO\n= They meet.\n>THE END<\n"
        ),
        [
            "action Rita runs.",
            "transition CUT TO:",
            "scene EXT. MANSION - DAY",
            "DOG: Good night.",
            "scene INT. HALL",
            "action Rita sits.",
            "transition FADE OUT.",
            "ANNA: Go.",
            "scene EXT. BEACH - DAY",
            "TOM: Stay.",
            "section ACT TWO",
            "synopsis They meet.",
            "action THE END",
        ]
    );
}

#[test]
fn a_known_name_begins_a_speech_without_a_blank_line_or_with_one_too_many() {
    assert_eq!(
        rows(
            "ANNA\nGo.\nTOM\nStay.\n\nTOM\nNo!\nNEVER\nnever.\n\nRita runs.\nANNA\nStop!\n\nTOM\n\nWhy?\n\nANNA\n\nINT. HALL\n"
        ),
        [
            "ANNA: Go.",
            "TOM: Stay.",
            "TOM: No! NEVER never.",
            "action Rita runs.",
            "ANNA: Stop!",
            "TOM: Why?",
            "action ANNA",
            "scene INT. HALL",
        ]
    );
}

#[test]
fn a_sound_within_a_speech_does_not_end_it() {
    assert_eq!(
        rows("ANNA (O.S.)\nWait.\n(SFX: BANG)\nWho is it?\n\nTOM\nMe.\nSOUND: RAIN\nANNA\nYou.\n"),
        [
            "ANNA [O.S.]: Wait.",
            "Effect BANG",
            "ANNA [O.S.]: Who is it?",
            "TOM: Me.",
            "Effect RAIN",
            "ANNA: You.",
        ]
    );
}

#[test]
fn sounds_have_many_names() {
    assert_eq!(
        rows(
            "**SFX: Bell**\n\nSFX- Pop\n\nBG: Rain\n\n[SFX] Knock\n\nSFX - Crash\n\nMUSIC FADES OUT\n\n[Music swells]\n\nSFX 3: Rain\n\nMUSIC TEACHER\nHello.\n\nSPOT\nWoof.\n\n(SOUND OF RAIN)\n"
        ),
        [
            "Effect Bell",
            "Effect Pop",
            "Ambience Rain",
            "Effect Knock",
            "Effect Crash",
            "Music MUSIC FADES OUT",
            "Music Music swells",
            "Effect Rain",
            "MUSIC TEACHER: Hello.",
            "SPOT: Woof.",
            "Effect SOUND OF RAIN",
        ]
    );
}

#[test]
fn shots_and_shouts_and_marks_of_the_page_are_not_names() {
    assert_eq!(
        rows(
            "BANG!\nWho was that?\n\nTHE DOOR OPENS.\nAnna walks in.\n\nCLOSE ON ANNA\nShe smiles.\n\nANNA\nGo.\n(MORE)\n\n(CONTINUED)\n\nCONTINUED: (2)\n\nANNA (CONT'D)\nNow.\n"
        ),
        [
            "action BANG! / Who was that?",
            "action THE DOOR OPENS. / Anna walks in.",
            "action CLOSE ON ANNA / She smiles.",
            "ANNA: Go.",
            "ANNA [CONT'D]: Now.",
        ]
    );
}

#[test]
fn blank_lines_of_other_white_space_end_a_speech() {
    assert_eq!(
        rows("\t\tANNA\n\tGo.\n   \n\tShe goes.\n"),
        ["ANNA: Go.", "action She goes."]
    );
    let play = read("Title: A\nWritten by: B\nINT. HALL\n\nRain.\n");
    assert_eq!(play.title.len(), 2);
    assert_eq!(play.elements.len(), 2);
}

#[test]
fn a_text_without_any_blank_lines_is_read() {
    let text = "INT. HALL. DAY.\nThe door opens.\nPRIYA\nHello?\nMUM (O/S)\nKitchen!\nINT. KITCHEN. DAY.\nMUM is at the stove.\nMUM\nYou're wet.\nPRIYA\nIt's raining.\nMUM\nShut the door.\n";
    assert_eq!(
        rows(text),
        [
            "scene INT. HALL. DAY.",
            "action The door opens.",
            "PRIYA: Hello?",
            "MUM [O/S]: Kitchen!",
            "scene INT. KITCHEN. DAY.",
            "action MUM is at the stove.",
            "MUM: You're wet.",
            "PRIYA: It's raining.",
            "MUM: Shut the door.",
        ]
    );
}

#[test]
fn directions_may_be_on_the_line_of_the_words() {
    assert_eq!(
        rows("ANNA\n(OFF) Who is it? (beat) Yes.\nI (think) so.\n(\nOh.\n"),
        ["ANNA: (OFF) Who is it? (beat) Yes. I (think) so. ( Oh."]
    );
}

#[test]
fn a_sound_line_without_words_is_a_sound_and_is_not_spoken() {
    assert_eq!(
        rows("Title: A\n\nSOUND:\n\nRain.\n\n(SFX:)\n\n**MUSIC:**\n\n3. SFX:\n\nEnd.\n"),
        [
            "Effect ",
            "action Rain.",
            "Effect ",
            "Music ",
            "Effect ",
            "action End."
        ]
    );
    // Words below it are the sound.
    assert_eq!(
        rows("Title: A\n\nANNA\nGo.\nSOUND:\nA door slams.\n\nSFX:\nRain.\n"),
        ["ANNA: Go.", "Effect A door slams.", "Effect Rain."]
    );
    assert_eq!(
        rows("Title: A\n\nANNA\nGo.\nSOUND:\n\nHe goes.\n"),
        ["ANNA: Go.", "Effect ", "action He goes."]
    );
}
