//! The words of directions and their meanings. To add a spelling, add it to its row.

use cuebook_script::space::PRESETS;

/// The distance of a speaker whom nobody sees.
const OFF: &str = "6m";

/// The meaning of a phrase.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// It is of no use to a listener: `CONT'D`.
    Nothing,
    /// The speaker is at the microphone.
    Near,
    /// The voice is not in the room of the scene.
    VoiceOver,
    Key(&'static str, &'static str),
}

/// When a phrase counts.
#[derive(Copy, Clone, PartialEq, Eq)]
enum When {
    Always,
    /// Only if the part has no other words: `off`, but not `showing off`.
    Alone,
    /// In parentheses only alone, or after `on`, `over`, `through`: `on the phone`,
    /// but not `picks up the phone`.
    Device,
    /// Only after `through`, `behind`, `outside`: `through the door`.
    Behind,
}

type Row = (Meaning, When, &'static str);

const fn effect(name: &'static str) -> Meaning {
    Meaning::Key("effect", name)
}

const fn distance(metres: &'static str) -> Meaning {
    Meaning::Key("distance", metres)
}

#[rustfmt::skip]
const ROWS: [Row; 17] = [
    (Meaning::Nothing, When::Always,
        "CONTD|CONT|CONTINUED|CONTINUES|CONTINUING|CONT D|MORE|RESUMING"),
    (Meaning::Near, When::Always,
        "ON MIC|ON MIKE|ON MICROPHONE|AT MIC|ONSCREEN|ON SCREEN|ON CAMERA|ON STAGE|ONSTAGE|BACK ON MIC"),
    (distance("0.3m"), When::Always,
        "CLOSE MIC|CLOSE ON MIC|CLOSE TO MIC|CLOSE MIKE|UP CLOSE|IN EAR|CLOSE IN|INTIMATE"),
    (distance("0.3m"), When::Alone, "CLOSE|NEAR"),
    (distance("4m"), When::Always,
        "OFF MIC|OFF MIKE|OFF MICROPHONE|OFFMIC|OFF MIC SLIGHTLY|AWAY FROM MIC|MOVING OFF|FADING OFF|GOING OFF"),
    (distance(OFF), When::Always,
        "OS|OC|OOS|OOV|OFFSCREEN|OFF SCREEN|OFFSTAGE|OFF STAGE|OFFCAMERA|OFF CAMERA|OUT OF SHOT|OUT OF FRAME|\
            OUT OF VIEW|OUT OF SIGHT|NEXT ROOM|OTHER ROOM|ANOTHER ROOM|ADJOINING ROOM|UNSEEN"),
    (distance(OFF), When::Alone,
        "OFF|OFF LEFT|OFF RIGHT|OFF L|OFF R|OUTSIDE|UPSTAIRS|DOWNSTAIRS|KITCHEN|HALLWAY|HALL|CORRIDOR|BATHROOM|\
            BEDROOM|BELOW|ABOVE|BASEMENT|CELLAR|GARDEN|FROM OFF|CALLING OFF|SHOUTING OFF|CALLS OFF|SHOUTS OFF"),
    (distance("15m"), When::Always,
        "DISTANT|DISTANTLY|FAR OFF|FAR AWAY|AT A DISTANCE|IN THE DISTANCE|IN DISTANCE|FROM A DISTANCE|FROM AFAR|\
            ACROSS THE STREET|ACROSS THE YARD"),
    (distance("15m"), When::Alone, "DISTANCE|FAR|AFAR"),
    (Meaning::VoiceOver, When::Always,
        "VO|VOICE OVER|VOICEOVER|NARRATION|NARRATING|NARRATOR|INNER VOICE|INNER MONOLOGUE|INTERNAL|INTERNAL MONOLOGUE|\
            THOUGHT|THOUGHTS|THINKING|PRELAP|PRE LAP|IN HIS HEAD|IN HER HEAD|IN HEAD"),
    (effect("telephone"), When::Device,
        "PHONE|TELEPHONE|CELL|CELLPHONE|CELL PHONE|MOBILE|MOBILE PHONE|SMARTPHONE|LANDLINE|VOICEMAIL|VOICE MAIL|HANDSET|\
            RECEIVER|EARPIECE|HEADSET|ANSWERPHONE|ANSWERING MACHINE|FACETIME|SKYPE|ZOOM|VIDEO CALL|PHONE CALL|\
            PHONE FILTER|PHONE LINE|OTHER END OF LINE|OTHER END"),
    (effect("telephone"), When::Always,
        "FILTER|FILTERED|FILT|FUTZ|FUTZED|DISTORT|DISTORTED|DISTORTION|FILTERED VOICE|THROUGH FILTER|ON FILTER"),
    (effect("radio"), When::Device,
        "RADIO|WALKIE|WALKIE TALKIE|WALKIETALKIE|TV|TELEVISION|TELLY|INTERCOM|ENTRYPHONE|COM|COMM|COMMS|COMLINK|\
            BROADCAST|TRANSMISSION|TAPE|TAPE RECORDER|RECORDER|DICTAPHONE|RECORDING|RECORDED|PRERECORDED|PRE RECORDED|\
            GRAMOPHONE|SCREEN|MONITOR|COMPUTER|LAPTOP|VIDEO|SCANNER"),
    (effect("loudspeaker"), When::Device,
        "LOUDSPEAKER|LOUDSPEAKERS|LOUD SPEAKER|LOUDHAILER|LOUD HAILER|SPEAKER|SPEAKERS|SPEAKERPHONE|SPEAKER PHONE|TANNOY|\
            PA|PA SYSTEM|PUBLIC ADDRESS|MEGAPHONE|BULLHORN|MICROPHONE"),
    (effect("memory"), When::Always, "MEMORY|FLASHBACK|DREAM|DREAMLIKE|REMEMBERED"),
    (effect("door"), When::Always, "MUFFLED|OTHER SIDE OF DOOR|OTHER SIDE OF WALL"),
    (effect("door"), When::Behind, "DOOR|CLOSED DOOR|LOCKED DOOR|DOORS|WALL|WINDOW|GLASS|HATCH|GATE|PARTITION|CURTAIN"),
];

/// Words without a meaning, and words that do not change the meaning of those beside
/// them.
const ARTICLES: &str = "THE A AN HIS HER THEIR MY OUR";
const FILLERS: &str = "FROM BY IN ON OVER VIA THROUGH THRU AT OF WITH STILL NOW BACK VERY \
    SLIGHTLY SPEAKING TALKING HEARD VOICE IS IT BEHIND OUTSIDE BEYOND ONLY FAINT FAINTLY TO SOUND EFFECT";

/// The meanings of a part of a direction.
#[derive(Debug)]
pub(super) struct Meanings {
    pub meanings: Vec<Meaning>,
    /// Whether every word is known.
    pub complete: bool,
}

/// Finds the meanings of a part in bare words. `extension` says whether the part
/// follows a name; parentheses within a speech also tell what people do.
#[must_use]
pub(super) fn meanings(words: &[String], extension: bool) -> Meanings {
    let article = |word: &&String| ARTICLES.split(' ').any(|known| known == word.as_str());
    let words: Vec<String> = words
        .iter()
        .filter(|word| !article(word))
        .cloned()
        .collect();
    let words = words.as_slice();
    let (mut found, others) = rows(words);
    if let Some(meaning) = age(words).or_else(|| room(words)) {
        return Meanings {
            meanings: vec![meaning],
            complete: true,
        };
    }
    let of = |(at, (meaning, when, _)): &(usize, Row)| {
        let before = preposition(&words[..*at]);
        let counts = match when {
            When::Always => true,
            When::Alone => others == 0,
            When::Device => {
                extension || others == 0 || matches!(before, Some(Reach::Over | Reach::Behind))
            }
            When::Behind => before == Some(Reach::Behind),
        };
        // Who speaks into a telephone is in the room.
        let into = before == Some(Reach::Into) && *when == When::Device;
        counts.then_some(if into { Meaning::Nothing } else { *meaning })
    };
    // `OUTSIDE` in `outside the door` does not name another place.
    if found
        .iter()
        .any(|row| row.1.1 == When::Behind && of(row).is_some())
    {
        found.retain(|(_, (_, when, _))| *when != When::Alone);
    }
    let meanings: Vec<Meaning> = found.iter().filter_map(of).collect();
    Meanings {
        complete: others == 0
            && meanings.len() == found.len()
            && !words.iter().any(|word| word == "INTO"),
        meanings,
    }
}

/// Returns the rows of the phrases in words, each with its place, and the number of
/// words that are not known.
fn rows(words: &[String]) -> (Vec<(usize, Row)>, usize) {
    let mut found = Vec::new();
    let mut others = 0;
    let mut at = 0;
    while at < words.len() {
        if let Some((length, row)) = longest(&words[at..]) {
            found.push((at, row));
            at += length;
            continue;
        }
        let filler = FILLERS.split_whitespace().any(|known| known == words[at]);
        others += usize::from(!filler && words[at] != "INTO");
        at += 1;
    }
    (found, others)
}

/// Returns the longest phrase with which words begin, and its row.
fn longest(words: &[String]) -> Option<(usize, Row)> {
    let fits = |phrase: &str| {
        let parts: Vec<&str> = phrase.split(' ').collect();
        let begins =
            parts.len() <= words.len() && parts.iter().zip(words).all(|(one, other)| one == other);
        begins.then_some(parts.len())
    };
    let each = ROWS
        .iter()
        .flat_map(|row| row.2.split('|').map(move |phrase| (phrase, row)));
    let found = each.filter_map(|(phrase, row)| Some((fits(phrase)?, *row)));
    // The first of the longest.
    found.fold(None, |best: Option<(usize, Row)>, one| match best {
        Some(best) if best.0 >= one.0 => Some(best),
        _ => Some(one),
    })
}

#[derive(Copy, Clone, PartialEq, Eq)]
enum Reach {
    Over,
    Behind,
    Into,
}

/// Returns the kind of the preposition before a phrase.
fn preposition(before: &[String]) -> Option<Reach> {
    const BETWEEN: &str = "CLOSED LOCKED SHUT FRONT BACK";
    let between = |word: &&String| BETWEEN.split(' ').any(|known| known == word.as_str());
    match before.iter().rev().find(|word| !between(word))?.as_str() {
        "THROUGH" | "THRU" | "BEHIND" | "OUTSIDE" | "BEYOND" => Some(Reach::Behind),
        "ON" | "OVER" | "VIA" | "BY" | "FROM" => Some(Reach::Over),
        "INTO" => Some(Reach::Into),
        _ => None,
    }
}

/// Returns whether the words are the age of a character, which no listener hears as a
/// treatment: `40`, `MID 30S`, `AGED 12`.
fn age(words: &[String]) -> Option<Meaning> {
    super::super::age::of_words(words).map(|_| Meaning::Nothing)
}

/// Returns the space that `IN` names: `IN STONE CORRIDOR`.
fn room(words: &[String]) -> Option<Meaning> {
    let (first, rest) = words.split_first()?;
    let name = rest.join("-").to_lowercase();
    let known = PRESETS.names().find(|known| *known == name)?;
    (first == "IN" && !matches!(known, "telephone" | "radio"))
        .then_some(Meaning::Key("space", known))
}
