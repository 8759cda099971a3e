//! The forms of English verbs.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::words::listed;

/// A form of a verb.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// `open`: an infinitive, or the present tense.
    Base,
    /// `opens`
    Present,
    /// `opened`: the past tense. For most verbs also the participle.
    Past,
    /// `broken`: a participle that is not the past tense.
    Participle,
    /// `opening`
    Ing,
}

/// Verbs with their past tense and their participle.
const IRREGULAR: &str = "beat beat beaten | blow blew blown | break broke broken | burst burst burst | come came come | \
    draw drew drawn | drive drove driven | fall fell fallen | fling flung flung | fly flew flown | go went gone | \
    hang hung hung | hit hit hit | lay laid laid | lift lifted lifted | light lit lit | put put put | ring rang rung | \
    rise rose risen | run ran run | set set set | shoot shot shot | shut shut shut | sing sang sung | slide slid slid | \
    spit spat spat | spring sprang sprung | strike struck struck | swing swung swung | take took taken | \
    tear tore torn | throw threw thrown | weep wept wept | wind wound wound | grind ground ground | \
    sweep swept swept | speak spoke spoken | begin began begun | fight fought fought | catch caught caught | \
    cling clung clung | get got got | give gave given | have had had | hear heard heard | let let let | make made made | \
    stride strode stridden | sound sounded sounded | split split split | creep crept crept | leap leapt leapt | \
    cut cut cut | send sent sent | see saw seen | eat ate eaten | flee fled fled | burn burnt burnt | thrust thrust thrust | \
    tread trod trodden | dig dug dug | bite bit bitten | sink sank sunk | shake shook shaken | swim swam swum";

/// Verbs whose forms are known. Many of them are also nouns.
const VERBS: &str = "advance answer appear applaud approach arrive bang bark batter bawl beat begin bellow blare blast blaze \
    bleat blow boil boom bounce bray break bring bubble burn burst buzz call cackle carry catch caw chamber chant \
    chatter cheer chime chink chirp chuckle clang clank clap clash clatter click climb clink close clump cock \
    collapse collide come coo continue cough crack crackle crash creak cringe croak cross crow crumble \
    crumple crunch cry cut detonate discharge draw drift drip drive drizzle drone drop drum dry dump echo end enter \
    erupt exhale explode fade fall fight fill fire flap flare flee flick fling float flow flush fly follow force \
    gasp get giggle give glance go grate grind groan growl grunt guffaw gurgle gust hail halt hammer hang hear \
    heave hiss hit hoot howl hum hurl idle ignite inhale jangle jeer jingle keep kick knock laugh lay lead leap let \
    lie lift light listen load lob loose make march mew moan move mumble murmur mutter neigh open overturn pace pack \
    pant pass patter peal pelt pick pipe play pop pound pour pull purr push put puff quack rage rain rap rasp rattle \
    reach reload replace rev ricochet ring rip rise roar roll rumble run rush rustle scrape scratch scream screech \
    see send set shake shatter shoot shout shove shriek shrill shuffle shut sigh sing sizzle skid slam slap slash \
    slide slip smash snap snarl sniff snore snort sob sound spark speak spin spit splash splatter splinter split \
    spread spring sprint sputter squawk squeak squeal stamp stampede start step stir stop storm stride strike stroll \
    stutter sweep swell swing swish tamp tap tear thrash throb throw thud thump thunder tick tinkle tip toll topple \
    toot toss touch tramp trample tread trill trumpet tumble turn uncork unfold unlatch unlock unroll unsheathe \
    volley wail walk wash watch weep wheeze whimper whine whinny whip whir whirl whirr whisper whistle whiz whoop \
    wind work yap yell yelp zing swirl lash rake drag cave dash yowl clop crank shell cheer clink screen shift \
    clamour demolish engulf shoulder heckle drip sneeze squeal settle slap circle pad climb strum smack boot breach honk beep press \
    canter char charge clack curl gallop hover kindle land lap poke refill spill splutter take thrust trickle \
    trot trundle unscrew low moo meow miaow dip babble bleep boo chop chuff churn cluck descend dial dig escape flutter \
    hiccup ping punch row scurry scuttle snip sough sway switch tremble twang twitter type vibrate warble yawn zip retch vomit stab ding jingle unzip thunk \
    clunk gush yank whoosh bay plop stall trudge plod swoosh burble plonk slosh slurp munch chew gulp race snatch lean flip shudder \
    lock bolt brake die trundle lumber jolt moan clear slump pitch sink tug rummage jab whizz thwack snick snap bite rasp scamper \
    caterwaul cluck gargle jerk haul raise wrench tiptoe purr extinguish douse quench silence kill plunge limp spurt complain nicker sound hit hurry splutter crackle burp crunch squelch patter \
    hack grab creep hurtle flash flicker swig bump dive zoom whisk stomp dance thumb speed titter snigger shriek clap dispatch slither scrabble judder grunt hum \
    crawl shiver ease nudge prise edge swim gibber";

/// Returns the known verbs of which a word is a form.
pub(crate) fn verbs(word: &str) -> &'static [(&'static str, Form)] {
    static KNOWN: LazyLock<HashMap<String, Vec<(&str, Form)>>> = LazyLock::new(|| {
        let mut known: HashMap<String, Vec<_>> = HashMap::new();
        for base in VERBS.split_ascii_whitespace() {
            for (word, form) in forms(base) {
                known.entry(word).or_default().push((base, form));
            }
        }
        known
    });
    KNOWN.get(word).map_or(&[], Vec::as_slice)
}

/// Returns every form of a verb.
fn forms(base: &str) -> Vec<(String, Form)> {
    let irregular = IRREGULAR.split(" | ").find_map(|row| {
        let mut words = row.split(' ');
        (words.next() == Some(base)).then(|| (words.next(), words.next()))
    });
    let mut all = vec![
        (base.to_owned(), Form::Base),
        (present(base), Form::Present),
        (ending(base, "ing"), Form::Ing),
    ];
    match irregular {
        Some((Some(past), participle)) => {
            all.push((past.to_owned(), Form::Past));
            let own = participle.filter(|participle| *participle != past && *participle != base);
            all.extend(own.map(|own| (own.to_owned(), Form::Participle)));
            // `burned` beside `burnt`
            all.extend(listed("burn leap", base).then(|| (ending(base, "ed"), Form::Past)));
        }
        _ => all.push((ending(base, "ed"), Form::Past)),
    }
    // `dialled` beside `dialed`
    if base.ends_with(['l']) && base.len() > 3 && !doubles(base) && !base.ends_with("ll") {
        all.push((format!("{base}led"), Form::Past));
        all.push((format!("{base}ling"), Form::Ing));
    }
    all
}

fn present(base: &str) -> String {
    let hisses = ["s", "sh", "ch", "x", "z", "o"];
    match base.strip_suffix('y') {
        Some(stem) if !stem.ends_with(is_vowel) => format!("{stem}ies"),
        _ if hisses.iter().any(|end| base.ends_with(end)) => format!("{base}es"),
        _ => format!("{base}s"),
    }
}

/// Adds `ed` or `ing`: `rapped`, `paced`, `carried`, `dying`.
fn ending(base: &str, end: &str) -> String {
    let stem = match (base.strip_suffix('e'), base.strip_suffix('y')) {
        (Some(stem), _) if !base.ends_with("ee") => return format!("{stem}{end}"),
        (_, Some(stem)) if end == "ed" && !stem.ends_with(is_vowel) => format!("{stem}i"),
        _ => base.to_owned(),
    };
    let doubled = doubles(base).then(|| base.chars().next_back()).flatten();
    format!("{stem}{}{end}", doubled.map_or(String::new(), String::from))
}

/// Returns whether a verb of one syllable ends in one vowel and one consonant: `slam`.
fn doubles(base: &str) -> bool {
    // `unzipped` as `zipped`
    let base = base.strip_prefix("un").unwrap_or(base);
    let letters: Vec<char> = base.chars().collect();
    let [.., before, vowel, last] = letters[..] else {
        return false;
    };
    let syllables = letters.iter().filter(|c| is_vowel(**c)).count();
    let quiet = matches!(last, 'w' | 'x' | 'y');
    syllables == 1 && is_vowel(vowel) && !is_vowel(before) && !is_vowel(last) && !quiet
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_have_their_forms() {
        let of = |base: &str| {
            let words: Vec<String> = forms(base).into_iter().map(|(word, _)| word).collect();
            words.join(" ")
        };
        assert_eq!(of("slam"), "slam slams slamming slammed");
        assert_eq!(of("open"), "open opens opening opened");
        assert_eq!(of("pace"), "pace paces pacing paced");
        assert_eq!(of("crash"), "crash crashes crashing crashed");
        assert_eq!(of("cry"), "cry cries crying cried");
        assert_eq!(of("ring"), "ring rings ringing rang rung");
        assert_eq!(of("run"), "run runs running ran");
    }
}
