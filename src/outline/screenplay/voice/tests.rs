//! Tests of every spelling of directions.

use super::*;

fn read(extensions: &[&str], asides: &[&str]) -> Directed {
    let owned = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    directed(&Directions {
        extensions: &owned(extensions),
        before: &owned(asides),
        after: &[],
        roomed: true,
    })
}

/// Returns the keys and the tone of an extension.
fn keys(extension: &str) -> String {
    tell(&read(&[extension], &[]))
}

fn tell(read: &Directed) -> String {
    let mut keys: Vec<String> = read
        .set
        .iter()
        .map(|(key, value)| format!("{key} {value}"))
        .collect();
    keys.extend(read.tone.map(|tone| tone.written()));
    keys.extend(read.unknown.iter().map(|words| format!("? {words}")));
    keys.join(", ")
}

#[test]
fn every_spelling_of_an_extension_is_read() {
    for (spellings, expected) in [
        (
            "O.S.|O. S.|o.s|o.s.|OS|O/S|o/s.|OFF|OFF SCREEN|OFF-SCREEN|OFFSCREEN|Offstage|OFF STAGE|O.C.|O. C.|off-camera|\
            from off|O.S., CONT'D|CONT'D, O.S.|O.S. / CONT'D|OS CONT’D|from the kitchen|out of shot|O.S",
            "distance 6m",
        ),
        (
            "V.O.|v. o.|VO|V/O|VOICE OVER|voice-over|Voiceover|V.O., CONT'D|NARRATION|thoughts",
            "space none",
        ),
        (
            "CONT'D|CONT’D|CONT`D|cont´d|CONTD|CONT.|CONTINUED|CONTINUING|continuing|Cont'd.|MORE|40|mid-30s|AGED 12",
            "",
        ),
        (
            "ON PHONE|OVER PHONE|on the phone|OVER THE TELEPHONE|PHONE|FILTERED|filter|ON CELL PHONE|THROUGH PHONE|\
            VOICEMAIL|on speaker? no|ON PHONE, FILTERED",
            "effect telephone",
        ),
        ("INTO PHONE|into the telephone|INTO RADIO", ""),
        (
            "ON RADIO|over the radio|RADIO|ON TV|ON TELEVISION|INTERCOM|OVER INTERCOM|ON TAPE|WALKIE-TALKIE",
            "effect radio",
        ),
        (
            "LOUDSPEAKER|OVER TANNOY|P.A.|PA|MEGAPHONE|over the loudspeaker",
            "effect loudspeaker",
        ),
        (
            "THROUGH DOOR|BEHIND DOOR|through the door|FROM BEHIND THE CLOSED DOOR|OUTSIDE DOOR|MUFFLED|through the wall|\
            other side of the door",
            "effect door",
        ),
        ("OFF MIC|OFF-MIC|off mike|O.S., OFF MIC", "distance 4m"),
        ("ON MIC|on-mic|BACK ON MIC", ""),
        ("DISTANT|IN THE DISTANCE|far off", "distance 15m"),
        ("CLOSE|CLOSE TO MIC", "distance 0.3m"),
        (
            "WHISPER|WHISPERS|whispering|WHISPERED|sotto voce",
            "whisper",
        ),
        ("SHOUTING|SHOUTS|YELLING|CALLING", "shout"),
        ("O.S., WHISPER|WHISPERING, OFF", "distance 6m, whisper"),
        (
            "THROUGH DOOR, SHOUTING|shouting through the door",
            "effect door, shout",
        ),
        (
            "O.S., ON PHONE|ON PHONE (O.S.)",
            "effect telephone, distance 6m",
        ),
        ("V.O., ON PHONE", "effect telephone, space none"),
        ("25m|25 metres away", "distance 25m"),
        ("IN CELLAR|in stone corridor", "space "),
        ("IN MANDARIN", "? IN MANDARIN"),
    ] {
        for spelling in spellings.split('|').filter(|s| !s.contains('?')) {
            let found = keys(spelling);
            let fits = if expected == "space " {
                found.starts_with(expected)
            } else {
                found == expected
            };
            assert!(fits, "{spelling}: {found:?}, not {expected:?}");
        }
    }
}

#[test]
fn parentheses_within_a_speech_tell_how_it_is_heard_or_what_happens() {
    for (aside, expected) in [
        ("OFF MIC", "distance 4m"),
        ("THROUGH DOOR", "effect door"),
        ("on the phone to Anna", "effect telephone"),
        ("o.s.", "distance 6m"),
        ("beat", "pause { before: 1s }"),
        ("A long pause.", "pause { before: 2s }"),
        ("pause 0.4s", "pause { before: 0.4s }"),
        ("picks up the phone", ""),
        ("showing off", ""),
        ("taking off his coat", ""),
        ("looks out of the window", ""),
        ("into phone", ""),
        ("by the door", ""),
        ("to Tom", ""),
        ("going upstairs", ""),
    ] {
        assert_eq!(tell(&read(&[], &[aside])), expected, "{aside}");
    }
}

#[test]
fn what_is_nearer_to_the_words_wins() {
    assert_eq!(tell(&read(&["O.S."], &["on mic"])), "");
    assert_eq!(tell(&read(&["WHISPER"], &["shouting"])), "shout");
    assert_eq!(
        tell(&read(&["ON PHONE"], &["over the radio"])),
        "effect radio"
    );
}

#[test]
fn words_that_no_key_expresses_are_a_comment() {
    let remark = |extensions: &[&str], asides: &[&str]| read(extensions, asides).remark;
    assert_eq!(remark(&["O.S.", "CONT'D"], &["urgent", "beat"]), None);
    assert_eq!(remark(&["IN MANDARIN"], &[]), Some("(IN MANDARIN)".into()));
    assert_eq!(
        remark(&[], &["whispering", "to Tom"]),
        Some("(whispering; to Tom)".into())
    );
    assert_eq!(remark(&[], &["into phone"]), Some("(into phone)".into()));
    // Only extensions are reported: parentheses tell many other things.
    assert_eq!(read(&["IN MANDARIN"], &["to Tom"]).unknown, ["IN MANDARIN"]);
}
