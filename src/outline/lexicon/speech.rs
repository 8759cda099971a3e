//! Verbs of speech, and the words that set a tone.

use super::words::listed;
use cuebook_script::Tone;

/// The meaning of a verb beside quoted words.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) struct Saying {
    /// Whether it always means speech: `said`. Other verbs mean speech only where
    /// the sentence continues into or after the quotation: `“Yes,” he smiled.`
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
    accused boasted bragged complained guessed supposed opined sang faltered entreated besought chided scolded rebuked \
    reproved apologised apologized spluttered sputtered piped squeaked squealed chirped crowed purred lisped \
    simpered chanted hummed shrilled trilled confided consoled comforted coaxed hinted insinuated moralised \
    moralized lamented joked jested bantered challenged conjectured chimed broke struck cut instructed directed \
    suggested countered clarified specified announced vowed threatened advised repeated wheezed croaked hooted \
    quacked clucked bleated neighed mewed yelped whined wheedled remonstrated expostulated vociferated \
    soliloquised apostrophised sniffled breathed pleaded confirmed questioned pressed probed prodded appealed";

/// Verbs of other acts without a tone.
const WEAK: &str = "smiled nodded shrugged grinned beamed frowned scowled bowed turned gestured pointed coughed sniffed snorted \
    winced blinked gaped tried decided waved shuddered";

/// The words that set one tone: verbs of speech, verbs of other acts, adverbs and nouns
/// of manner, and the beginnings of words of a stage direction.
type Manner = (Tone, [&'static str; 4]);

#[rustfmt::skip]
const MANNERS: [Manner; 15] = [
    (Tone::Urgent, [
        "cried exclaimed urged begged pleaded implored gasped panted burst hurried ejaculated", "",
        "urgently hurriedly hastily breathlessly anxiously frantically desperately quickly sharply eagerly \
            excitedly",
        "urgent hurried frantic panick breathless",
    ]),
    (Tone::Shout, [
        "shouted yelled bellowed roared screamed bawled hollered hailed shrieked screeched howled", "",
        "shouting loudly roaring",
        "shout yell scream bellow roar calling calls",
    ]),
    (Tone::Whisper, [
        "whispered murmured breathed hissed", "",
        "whisper whispering undertone inaudibly",
        "whisper sotto hushed",
    ]),
    (Tone::Cold, [
        "snapped snarled", "",
        "coldly icily stiffly curtly drily dryly flatly frostily sternly tonelessly evenly",
        "cold icy icily flat stern",
    ]),
    (Tone::Warm, [
        "", "",
        "warmly gently kindly tenderly fondly lovingly soothingly softly affectionately",
        "warm tender soft",
    ]),
    (Tone::Weary, [
        "moaned groaned", "sighed",
        "wearily tiredly heavily listlessly dully exhaustedly",
        "tired exhausted sigh",
    ]),
    (Tone::Mocking, [
        "sneered mocked jeered taunted scoffed teased", "smirked",
        "mockingly sarcastically ironically sardonically scornfully sweetly contemptuously",
        "mock sarcas teas ironic sneer",
    ]),
    (Tone::Tearful, [
        "sobbed wailed whimpered", "wept",
        "tearfully brokenly sobbing weeping tears",
        "tearful tears crying sob weep",
    ]),
    (Tone::Laughing, [
        "", "laughed chuckled giggled",
        "laughing merrily laughingly chuckling gaily",
        "laugh chuckl giggl",
    ]),
    (Tone::Angry, [
        "", "",
        "angrily furiously wrathfully",
        "angr furious enraged raging",
    ]),
    (Tone::Afraid, [
        "", "",
        "fearfully timidly nervously",
        "afraid scared fright terrif fearful",
    ]),
    (Tone::Happy, [
        "", "",
        "happily cheerfully joyfully gladly brightly",
        "happy happily cheerful joyful delighted",
    ]),
    (Tone::Sad, [
        "", "",
        "sadly sorrowfully mournfully miserably gloomily",
        "sad sorrow mournful",
    ]),
    (Tone::Drunk, [
        "slurred", "",
        "drunkenly thickly",
        "drunk slurring slurred",
    ]),
    (Tone::Neutral, [
        "", "",
        "",
        "neutral",
    ]),
];

/// Returns the meaning of a verb beside quoted words, if it is one of speech.
pub(crate) fn saying(word: &str) -> Option<Saying> {
    let of = |plain: &str, column: usize| match listed(plain, word) {
        true => Some(None),
        false => manner(|words| listed(words[column], word)).map(Some),
    };
    let saying = |strong| move |tone| Saying { strong, tone };
    let strong = of(STRONG, 0).map(saying(true));
    let own = strong.or_else(|| of(WEAK, 1).map(saying(false)));
    own.or_else(|| present(word))
}

/// Returns the meaning of a verb in the present tense: `replies`, `goes`.
fn present(word: &str) -> Option<Saying> {
    let irregular = match word {
        "tells" => "told",
        "speaks" => "spoke",
        "begins" => "began",
        "goes" => "went",
        "puts" => "put",
        "sings" => "sang",
        "breaks" => "broke",
        "cuts" => "cut",
        _ => "",
    };
    if !irregular.is_empty() {
        return saying(irregular);
    }
    let stem = word.strip_suffix('s').filter(|stem| stem.len() > 2)?;
    past_forms(stem)
        .iter()
        .find_map(|past| match past.ends_with("ed") {
            true => saying(past),
            false => None,
        })
}

/// Returns the possible past forms of a regular verb: `replie`, `cry`, `call`.
fn past_forms(stem: &str) -> [String; 4] {
    let last = stem.chars().last().unwrap_or(' ');
    let y = stem.strip_suffix('y').map(|stem| format!("{stem}ied"));
    [
        format!("{stem}d"),
        format!("{stem}ed"),
        format!("{stem}{last}ed"),
        y.unwrap_or_default(),
    ]
}

/// Returns whether a word is the participle of a verb of speech: `saying`,
/// `crying`.
pub(crate) fn is_saying_participle(word: &str) -> bool {
    if listed("saying telling speaking singing beginning calling", word) {
        return true;
    }
    let stem = word.strip_suffix("ing").filter(|stem| stem.len() > 2);
    stem.is_some_and(|stem| {
        let forms = past_forms(stem);
        forms
            .iter()
            .any(|past| past.ends_with("ed") && saying(past).is_some_and(|saying| saying.strong))
    })
}

/// Returns the tone of an adverb or a noun of manner: `coldly`, `in a whisper`.
pub(crate) fn adverb_tone(word: &str) -> Option<Tone> {
    manner(|words| listed(words[2], word))
}

/// Returns the tone of a stage direction in small letters: `whispering, to Tom`.
pub(crate) fn direction_tone(direction: &str) -> Option<Tone> {
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
        word => manner(|words| {
            let mut beginnings = words[3].split_ascii_whitespace();
            listed(words[2], word) || beginnings.any(|begin| word.starts_with(begin))
        }),
    })
}

/// Returns the tone of the first row that fits.
fn manner(fits: impl Fn(&[&str; 4]) -> bool) -> Option<Tone> {
    let found = MANNERS.iter().find(|(_, words)| fits(words));
    found.map(|(tone, _)| *tone)
}
