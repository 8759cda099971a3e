//! Verbs of speech, and the tones that they and their adverbs tell.

use super::listed;
use crate::script::Tone;

/// What a verb tells when it stands beside quoted words.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// It says by itself that somebody speaks: `said`. Others do so only where
    /// the sentence goes on with the quotation: `“Yes,” he smiled.`
    pub strong: bool,
    pub tone: Option<Tone>,
}

const STRONG: &[(&str, Option<Tone>)] = &[
    (
        "said says say asked asks replied replies answered answers told remarked observed added repeated inquired \
         enquired explained announced declared stated suggested agreed began continued responded returned rejoined \
         retorted protested objected insisted admitted confessed promised warned ordered commanded demanded \
         interrupted interposed ventured offered called corrected countered conceded concluded reminded informed \
         assured noted mused commented wondered finished resumed put queried quoted read recited prompted argued \
         lied acknowledged affirmed greeted translated spoke proposed reasoned reported persisted volunteered \
         drawled grunted growled grumbled muttered mumbled thundered stammered stuttered blurted swore cursed \
         recalled echoed allowed pronounced intoned proclaimed advised cautioned went pursued quavered croaked \
         rasped rumbled barked accused boasted bragged complained guessed supposed opined",
        None,
    ),
    (
        "cried exclaimed urged begged pleaded implored gasped panted burst hurried ejaculated",
        Some(Tone::Urgent),
    ),
    (
        "shouted yelled bellowed roared screamed bawled hollered hailed shrieked screeched howled",
        Some(Tone::Shout),
    ),
    ("whispered murmured breathed hissed", Some(Tone::Whisper)),
    (
        "sneered mocked jeered taunted scoffed teased",
        Some(Tone::Mocking),
    ),
    ("sobbed wailed whimpered", Some(Tone::Tearful)),
    ("snapped snarled", Some(Tone::Cold)),
    ("moaned groaned", Some(Tone::Weary)),
];

const WEAK: &[(&str, Option<Tone>)] = &[
    (
        "smiled nodded shrugged grinned beamed frowned scowled bowed turned gestured pointed coughed \
         sniffed snorted winced blinked gaped tried decided waved shuddered",
        None,
    ),
    ("laughed chuckled giggled", Some(Tone::Laughing)),
    ("sighed", Some(Tone::Weary)),
    ("wept", Some(Tone::Tearful)),
    ("smirked", Some(Tone::Mocking)),
];

/// What a verb tells beside quoted words, if it is one of speech.
pub fn saying(word: &str) -> Option<Saying> {
    let find = |lists: &[(&str, Option<Tone>)], strong| {
        let found = lists.iter().find(|(list, _)| listed(list, word));
        found.map(|(_, tone)| Saying {
            strong,
            tone: *tone,
        })
    };
    find(STRONG, true).or_else(|| find(WEAK, false))
}

/// The tone that an adverb or a noun of manner tells: `coldly`, `in a whisper`.
pub fn adverb_tone(word: &str) -> Option<Tone> {
    const TONES: &[(Tone, &str)] = &[
        (Tone::Whisper, "whisper whispering undertone inaudibly"),
        (
            Tone::Cold,
            "coldly icily stiffly curtly drily dryly flatly frostily sternly tonelessly evenly",
        ),
        (
            Tone::Warm,
            "warmly gently kindly tenderly fondly lovingly soothingly softly affectionately",
        ),
        (
            Tone::Weary,
            "wearily tiredly heavily listlessly dully exhaustedly",
        ),
        (
            Tone::Mocking,
            "mockingly sarcastically ironically sardonically scornfully sweetly contemptuously",
        ),
        (Tone::Tearful, "tearfully brokenly sobbing weeping tears"),
        (
            Tone::Urgent,
            "urgently hurriedly hastily breathlessly anxiously frantically desperately quickly sharply eagerly \
             excitedly",
        ),
        (
            Tone::Laughing,
            "laughing merrily laughingly chuckling gaily",
        ),
        (Tone::Shout, "shouting loudly roaring"),
    ];
    let found = TONES.iter().find(|(_, list)| listed(list, word));
    found.map(|(tone, _)| *tone)
}
