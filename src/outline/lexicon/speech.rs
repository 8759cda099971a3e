//! Verbs of speech, and the words that set a tone.

use super::listed;
use crate::script::Tone;

/// What a verb says if it is beside quoted words.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// It says by itself that somebody speaks: `said`. Other verbs do so only
    /// where the sentence goes on with the quotation: `“Yes,” he smiled.`
    pub strong: bool,
    pub tone: Option<Tone>,
}

/// Verbs of speech without a tone.
const STRONG: &str = "said says say asked asks replied replies answered answers told remarked observed added repeated inquired \
    enquired explained announced declared stated suggested agreed began continued responded returned rejoined \
    retorted protested objected insisted admitted confessed promised warned ordered commanded demanded \
    interrupted interposed ventured offered called corrected countered conceded concluded reminded informed \
    assured noted mused commented wondered finished resumed put queried quoted read recited prompted argued lied \
    acknowledged affirmed greeted translated spoke proposed reasoned reported persisted volunteered drawled \
    grunted growled grumbled muttered mumbled thundered stammered stuttered blurted swore cursed recalled echoed \
    allowed pronounced intoned proclaimed advised cautioned went pursued quavered croaked rasped rumbled barked \
    accused boasted bragged complained guessed supposed opined";

/// Verbs of other acts without a tone.
const WEAK: &str = "smiled nodded shrugged grinned beamed frowned scowled bowed turned gestured pointed coughed sniffed snorted \
    winced blinked gaped tried decided waved shuddered";

/// The words that set one tone.
struct Manner {
    tone: Tone,
    /// Verbs of speech.
    strong: &'static str,
    /// Verbs of other acts.
    weak: &'static str,
    /// Adverbs and nouns of manner beside a verb.
    adverbs: &'static str,
    /// The beginnings of words of a stage direction.
    beginnings: &'static str,
}

#[rustfmt::skip]
const MANNERS: [Manner; 10] = [
    Manner {
        tone: Tone::Urgent,
        strong: "cried exclaimed urged begged pleaded implored gasped panted burst hurried ejaculated",
        weak: "",
        adverbs: "urgently hurriedly hastily breathlessly anxiously frantically desperately quickly sharply eagerly \
            excitedly",
        beginnings: "urgent hurried frantic panick breathless",
    },
    Manner {
        tone: Tone::Shout,
        strong: "shouted yelled bellowed roared screamed bawled hollered hailed shrieked screeched howled",
        weak: "",
        adverbs: "shouting loudly roaring",
        beginnings: "shout yell scream bellow roar calling calls",
    },
    Manner {
        tone: Tone::Whisper,
        strong: "whispered murmured breathed hissed",
        weak: "",
        adverbs: "whisper whispering undertone inaudibly",
        beginnings: "whisper sotto hushed",
    },
    Manner {
        tone: Tone::Cold,
        strong: "snapped snarled",
        weak: "",
        adverbs: "coldly icily stiffly curtly drily dryly flatly frostily sternly tonelessly evenly",
        beginnings: "cold icy icily flat stern",
    },
    Manner {
        tone: Tone::Warm,
        strong: "",
        weak: "",
        adverbs: "warmly gently kindly tenderly fondly lovingly soothingly softly affectionately",
        beginnings: "warm tender soft",
    },
    Manner {
        tone: Tone::Weary,
        strong: "moaned groaned",
        weak: "sighed",
        adverbs: "wearily tiredly heavily listlessly dully exhaustedly",
        beginnings: "tired exhausted sigh",
    },
    Manner {
        tone: Tone::Mocking,
        strong: "sneered mocked jeered taunted scoffed teased",
        weak: "smirked",
        adverbs: "mockingly sarcastically ironically sardonically scornfully sweetly contemptuously",
        beginnings: "mock sarcas teas ironic sneer",
    },
    Manner {
        tone: Tone::Tearful,
        strong: "sobbed wailed whimpered",
        weak: "wept",
        adverbs: "tearfully brokenly sobbing weeping tears",
        beginnings: "tearful tears crying sob weep",
    },
    Manner {
        tone: Tone::Laughing,
        strong: "",
        weak: "laughed chuckled giggled",
        adverbs: "laughing merrily laughingly chuckling gaily",
        beginnings: "laugh chuckl giggl",
    },
    Manner {
        tone: Tone::Neutral,
        strong: "",
        weak: "",
        adverbs: "",
        beginnings: "neutral",
    },
];

/// What a verb says beside quoted words, if it is one of speech.
pub fn saying(word: &str) -> Option<Saying> {
    let tone = |list: fn(&Manner) -> &'static str| {
        let found = MANNERS.iter().find(|manner| listed(list(manner), word));
        found.map(|manner| Some(manner.tone))
    };
    let plain = |list: &str| listed(list, word).then_some(None);
    let strong = plain(STRONG).or_else(|| tone(|manner| manner.strong));
    let weak = || plain(WEAK).or_else(|| tone(|manner| manner.weak));
    match strong {
        Some(tone) => Some(Saying { strong: true, tone }),
        None => weak().map(|tone| Saying {
            strong: false,
            tone,
        }),
    }
}

/// The tone of an adverb or a noun of manner: `coldly`, `in a whisper`.
pub fn adverb_tone(word: &str) -> Option<Tone> {
    let found = MANNERS.iter().find(|manner| listed(manner.adverbs, word));
    found.map(|manner| manner.tone)
}

/// The tone of a stage direction in small letters: `whispering, to Tom`.
pub fn direction_tone(direction: &str) -> Option<Tone> {
    let words: Vec<&str> = direction.split(|c: char| !c.is_alphabetic()).collect();
    if words
        .iter()
        .any(|word| listed("not no without stops never", word))
    {
        return None;
    }
    words.iter().find_map(|word| match *word {
        "under" => words.contains(&"breath").then_some(Tone::Whisper),
        // Not `kind of`, nor `wearing`.
        "kindly" | "gentle" | "gently" => Some(Tone::Warm),
        "weary" | "wearily" => Some(Tone::Weary),
        word => {
            let begins = |manner: &&Manner| {
                let mut beginnings = manner.beginnings.split_ascii_whitespace();
                listed(manner.adverbs, word) || beginnings.any(|begin| word.starts_with(begin))
            };
            MANNERS.iter().find(begins).map(|manner| manner.tone)
        }
    })
}
