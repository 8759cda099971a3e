//! Nouns that are sounds, and the words that make them heard.

/// A noun that is a sound.
pub(super) struct Event {
    pub sound: &'static str,
    pub nouns: &'static str,
    /// Where the noun means that the sound is heard.
    ///
    /// `subject`: a knock came; `verb`: after one of the verbs in `HEARD`; `ear`: only
    /// after `heard` and `came`; `placed`: as `verb`, with a place after it; `struck`: as `verb`,
    /// with the struck thing after it, `a tap at the pane`; `alone`: in a
    /// sentence without a verb. Other words are prepositions before it. `of` is after a noun of
    /// `HEARD_OF`.
    pub heard: &'static str,
}

const fn event(sound: &'static str, nouns: &'static str, heard: &'static str) -> Event {
    Event {
        sound,
        nouns,
        heard,
    }
}

/// Usual places of a sound.
const SOUND: &str = "subject verb alone with";
/// Usual places of weather.
const AROUND: &str = "subject verb alone in through against into";

/// Nouns that are sounds.
#[rustfmt::skip]
pub(super) const EVENTS: &[Event] = &[
    event("door-strike", "knock knocks knocking rap rapping", SOUND),
    event("door-strike", "tap taps", "struck ear"),
    event("door-strike", "tapping hammering pounding thumping", "verb alone ear"),
    event("door-slam", "slam", SOUND),
    event("door-open", "latch", "ear of"),
    event("?a bolt", "bolt bolts", "ear of"),
    event("lock-and-key", "key", "ear of"),
    event("glass-break", "glass", "of"),
    event("fire", "flames logs", "of ear"),
    event("telephone-bell", "telephone", "ear of"),
    event("whistle", "whistle", "verb alone"),
    event("bell-toll", "bells", "ear of"),
    event("car-engine", "engine engines motor car lorry", "ear of"),
    event("?wheels", "wheels", "ear of"),
    event("horse", "horse horses", "ear of"),
    event("rowing", "oars", "ear of"),
    event("surf", "sea surf waves breakers", "ear of"),
    event("surf", "pebbles shingle", "of"),
    event("thunder", "thunder thunderclap thunderbolt", "subject verb alone"),
    event("rain", "rain drizzle downpour cloudburst raindrops", AROUND),
    event("wind", "wind gale gust gusts", AROUND),
    event("snow-wind", "blizzard snowstorm", AROUND),
    event("fire", "fire hearth bonfire campfire", "by before beside round around near"),
    event("footsteps", "footsteps footstep footfalls footfall", SOUND),
    event("footsteps", "step steps tread", "ear placed of"),
    event("pistol", "pistol_shot pistol_shots revolver_shot revolver_shots gunshot gunshots", "subject verb alone"),
    event("rifle", "shot shots", "subject verb alone"),
    event("gunfire", "gunfire firing shooting fusillade volley volleys musketry", "subject verb alone"),
    event("artillery", "guns cannon", "of"),
    event("artillery", "cannonade barrage bombardment shelling", "subject verb alone"),
    event("explosion", "explosion explosions detonation", "subject verb alone with"),
    event("laugh", "laugh laughter chuckle giggle guffaw", "subject verb alone with into"),
    event("cough", "cough coughing", SOUND),
    event("gasp", "gasp", SOUND),
    event("sob", "sob sobs sobbing", "subject verb alone"),
    event("weeping", "weeping", "subject verb alone"),
    event("sawing", "sawing", "subject verb alone"),
    event("fight", "scuffle", "subject verb alone"),
    event("sigh", "sigh sighs", "verb alone"),
    event("whispering-crowd", "whispering", "verb alone"),
    event("motor-boat", "motor_boat motorboat", "ear of"),
    event("groan", "groan groans", "verb alone"),
    event("snore", "snore snores snoring", SOUND),
    event("slap", "slap", "verb alone"),
    event("birdsong", "birdsong", "subject verb alone"),
    event("traffic", "traffic", "of ear"),
    event("doorbell", "doorbell", "subject verb alone"),
    event("hail", "hail", "of"),
    event("lift", "lift elevator", "ear of"),
    event("body-fall", "body bodies", "of"),
    event("lock-and-key", "keys", "ear of"),
    event("sneeze", "sneeze", SOUND),
    event("yawn", "yawn", "verb alone"),
    event("gull", "gulls seagulls", "ear of"),
    event("crickets", "crickets", "ear of"),
    event("cat", "purr meow", SOUND),
    event("typewriter", "typewriter typewriters", "of ear"),
    event("helicopter", "helicopter helicopters", "ear of"),
    event("train-pass", "train trains", "ear of"),
    event("weeping", "tears", "into"),
    event("scream", "scream screams shriek", SOUND),
    event("applause", "applause clapping", "subject verb alone into"),
    event("shouting-crowd", "cheer cheers cheering uproar", "subject verb alone"),
    event("murmur", "murmur hubbub", "subject verb alone"),
    event("emergency-siren", "police_siren police_sirens ambulance_siren ambulance_sirens", "subject verb alone"),
    event("siren", "siren sirens", "subject verb alone"),
    event("creak", "creak creaking", SOUND),
    event("clock", "ticking tick", "subject verb alone"),
    event("metal-clang", "clang clank", SOUND),
    event("bell-toll", "knell tolling", "subject verb alone"),
    event("heartbeat", "heartbeat", "subject verb"),
    event("bugle", "reveille fanfare", "subject verb alone"),
    event("horse-gallop", "hooves hoofs hoofbeats", "subject verb alone"),
    event("dog", "barking bark", "subject verb alone"),
    event("splash", "splash", SOUND),
    event("??a crash", "crash", SOUND),
    event("thud", "thud thump bump", SOUND),
    event("??a rustle", "rustle rustling", SOUND),
    event("??a click", "click", SOUND),
    event("??a snap", "snap crack", SOUND),
    event("??a boom", "boom booms", SOUND),
    event("??a bang", "bang bangs", SOUND),
];

/// Verbs whose object is heard: `heard a knock`, `there was a knock`, `gave a laugh`.
pub(super) const HEARD: &str = "heard hear hears hearing caught was were is are came comes come gave gives give giving let lets uttered \
    made fired followed follows sounded rang rose broke burst 's there's started began brought reached";

/// Nouns that make the noun after `of` heard: `a peal of thunder`.
pub(super) const HEARD_OF: &str = "sound sounds noise noises crash clap claps peal peals roll rolls rumble crack cracks burst bursts roar roars clatter \
    patter drumming boom beat thud thuds echo echoes series volley hiss rustle fall click hum murmur crackle ringing \
    tolling whistle tramp pounding clang creak howl howling moan wail rush tinkle splash cry cries pair bark barking \
    clink growl mutter lash rattle tap shriek scream song couple number dozen fit gust gusts tread clash shower \
    storm thunder explosion rain hail blast ring stroke strokes stamp stamping trot clop slam bang click drag dip";
/// Words after a noun that say where it is: `a step on the stair`.
pub(super) const PLACED: &str = "on upon in at outside behind above below overhead";
/// Verbs after which a thing is heard that is no sound itself: `heard the latch`.
pub(super) const EAR: &str = "heard hear hears hearing came";
