//! Words that mean a setting of one sound: a kitten is a small cat, and to tap is to knock softly.

use super::near::Near;
use super::{Made, Told};

/// The sound, the verbs and nouns, and what they set.
#[rustfmt::skip]
pub(in crate::outline::prose::cues) const SPECIAL: &[(&str, &str, &str)] = &[
    // Doors and things in the house.
    ("door-strike", "tap", "force 0.2"),
    ("door-strike", "rap", "force 0.5"),
    ("door-strike", "pound hammer bang batter thump beat pounding hammering thumping", "force 0.95"),
    ("door-slam", "slam crash bang", "force 0.88"),
    ("door-slam", "close shut click", "force 0.3"),
    ("door-open", "creak", "creaking 0.9"),
    ("door-open", "unlock", "key 1"),
    ("door-open", "burst fling fly throw", "speed 0.95"),
    ("car-door", "slam bang crash", "force 0.92"),
    ("car-door", "open", "move open"),
    ("metal-door", "slam crash clang", "force 0.9"),
    ("metal-door", "open", "move open"),
    ("lock-and-key", "jingle jangle rattle clink tinkle", "action keys"),
    ("lock-and-key", "turn scrape grate click", "action turn"),
    ("drawer", "slam bang yank jerk wrench tear", "speed 0.95"),
    ("drawer", "shut close slam push bang", "action close"),
    ("window", "close shut slam", "action close"),
    ("window", "slam bang throw fling", "force 0.9"),
    ("curtain", "tear rip yank fling jerk", "speed 0.9"),
    ("telephone-receiver", "pick lift snatch take grab seize", "action pick-up"),
    ("telephone-receiver", "slam bang crash", "force 0.95"),
    ("creak", "groan", "speed 0.2"),
    ("kettle", "electric", "make electric"),
    ("clock", "grandfather longcase hall", "size 0.9"),
    ("clock", "watch wristwatch", "size 0.05"),
    ("clock", "mantel mantelpiece carriage bedside", "size 0.35"),
    ("glass-break", "bottle wineglass tumbler goblet cup vase jug jar saucer plate", "pane drinking-glass"),
    ("lift", "arrive ding ping", "part arrives"),
    ("lift", "descend rise hum climb", "part rides"),
    ("alarm-clock", "beep", "make quartz"),
    ("typewriter", "hammer", "force 0.9"),
    ("keyboard", "hammer pound", "force 0.9"),
    ("keyboard", "tap", "force 0.25"),
    ("elephant", "rumble", "voice rumble"),
    ("elephant", "roar bellow", "voice roar"),
    ("monkey", "scream shriek screech", "voice scream"),
    ("monkey", "hoot howl", "voice hoot"),
    ("fire-alarm", "ring", "make bell"),
    ("fire-alarm", "blare sound", "make horn"),
    ("coffee-machine", "hiss", "does steam"),
    ("coffee-machine", "grind whirr", "does grind"),
    ("coffee-machine", "gurgle splutter", "does filter"),
    ("garage-door", "close shut descend", "moves closes"),
    ("morse", "click tap chatter clatter tick clack", "make sounder"),
    // Weather, fire and water.
    ("rain", "drizzle", "intensity 0.15"),
    ("rain", "pour downpour cloudburst pelt lash sheet torrent", "intensity 0.95"),
    ("rain", "drum beat hammer", "intensity 0.75"),
    ("rain", "patter spit", "intensity 0.25"),
    ("wind", "breeze whisper sigh stir", "intensity 0.2"),
    ("wind", "gale storm rage shriek scream roar tear", "intensity 0.9"),
    ("wind", "howl wail moan whistle", "howl 0.85"),
    ("wind-in-trees", "sigh whisper stir", "intensity 0.25"),
    ("wind-in-trees", "roar thrash", "intensity 0.9"),
    ("thunder", "growl grumble mutter rumble murmur", "intensity 0.25"),
    ("thunder", "crash clap crack burst thunderclap", "intensity 0.85"),
    ("fire", "roar blaze", "intensity 0.85"),
    ("fire", "flicker glow", "intensity 0.2"),
    ("surf", "crash pound thunder roar boom", "swell 0.85"),
    ("surf", "lap slap", "swell 0.2"),
    ("brook", "trickle murmur", "flow 0.2"),
    ("brook", "rush", "flow 0.85"),
    ("hail", "hammer drum beat", "intensity 0.8"),
    ("tap", "gush", "flow 0.9"),
    ("tap", "trickle", "flow 0.15"),
    // Steps and vehicles.
    ("footsteps", "creep pad tiptoe", "weight 0.12"),
    ("footsteps", "stamp tramp clump stomp march", "weight 0.9"),
    ("footsteps", "heel", "hardness 0.95"),
    ("footsteps", "slipper barefoot bare", "hardness 0.1"),
    ("footsteps", "boot", "weight 0.75"),
    ("footsteps", "shuffle trudge", "cadence 86/min"),
    ("horse-gallop", "canter", "pace 0.8"),
    ("horse-cart", "carriage coach gig brougham", "make carriage"),
    ("car-pass", "rain puddle", "wet 0.9"),
    ("car-pass", "speed race roar hurtle tear sweep whoosh", "speed 95"),
    ("car-engine", "rev roar", "drive 0.8"),
    ("car-engine", "splutter sputter cough", "worn 0.9"),
    ("lorry", "stop brake halt draw pull", "move stop"),
    ("lorry", "idle", "move idle"),
    ("motorcycle", "rev idle", "move idle"),
    ("car-start", "cough die splutter sputter stall refuse", "fails 1"),
    ("car-start", "cough splutter sputter", "worn 0.9"),
    ("brakes", "bus lorry truck", "what lorry"),
    ("brakes", "train locomotive", "what train"),
    ("train-pass", "locomotive", "kind steam"),
    ("bell-toll", "chapel school", "size 0.25"),
    ("bell-toll", "cathedral minster abbey", "size 0.95"),
    ("bicycle", "bell tinkle", "what bell"),
    // Weapons and blows.
    ("sword", "draw unsheathe", "action draw"),
    ("sword", "clash ring clang cross", "action clash"),
    ("body-fall", "crumple slump sink", "speed 0.25"),
    ("body-fall", "crash topple pitch", "speed 0.85"),
    ("artillery", "rumble grumble mutter", "intensity 0.3"),
    ("artillery", "thunder roar", "intensity 0.8"),
    // Animals.
    ("cat", "kitten", "size 0.1"),
    ("cat", "tomcat tom", "size 0.95"),
    ("cat", "howl scream caterwaul wail", "voice yowl"),
    ("dog", "puppy pup", "size 0.12"),
    ("dog", "terrier spaniel poodle dachshund pug lapdog", "size 0.3"),
    ("dog", "mastiff hound wolfhound alsatian bloodhound", "size 0.88"),
    ("dog", "yap yelp", "size 0.25"),
    ("dog", "bay", "voice howl"),
    ("dog", "snarl", "voice growl"),
    ("dog", "snarl", "anger 0.9"),
    ("dog", "whimper", "voice whine"),
    ("duck", "goose geese honk", "bird goose"),
    ("bee", "fly flies bluebottle housefly", "insect fly"),
    ("bee", "swarm", "count 60"),
    ("rat", "mouse mice", "animal mouse"),
    ("owl", "screech shriek", "bird barn"),
    ("sheep", "kid", "animal goat"),
    ("cow", "calf", "size 0.25"),
    ("pig", "piglet", "size 0.12"),
    ("bear", "cub", "size 0.15"),
    ("lion", "cub", "size 0.15"),
    // People.
    ("laugh", "chuckle giggle titter snigger snicker", "mirth 0.25"),
    ("laugh", "guffaw roar howl shriek cackle", "mirth 0.92"),
    ("weeping", "wail bawl", "grief 0.9"),
    ("weeping", "whimper", "grief 0.2"),
    ("baby", "scream howl bawl shriek", "distress 0.9"),
    ("baby", "whimper fuss gurgle", "distress 0.15"),
    ("cheering", "roar", "joy 0.9"),
    ("shouting-crowd", "roar howl jeer", "anger 0.85"),
    ("cough", "hack", "force 0.9"),
    ("applause", "scattered polite", "warmth 0.15"),
    ("applause", "thunderous rapturous wild roar", "warmth 0.95"),
    ("breath", "pant gasp", "pace 45/min"),
];

/// Sets what the words of one sound mean.
pub(super) fn read(near: &Near<'_, '_, '_>, made: Made<'_>, told: &mut Told) {
    let beside = near
        .verb
        .iter()
        .chain(&near.nouns)
        .chain(near.person.as_ref());
    let words: Vec<_> = std::iter::once(&near.word).chain(beside).collect();
    for (_, list, set) in SPECIAL.iter().filter(|(name, ..)| *name == made.name) {
        let found = words.iter().find(|word| near.is(***word, list));
        let Some((word, (param, value))) = found.zip(set.split_once(' ')) else {
            continue;
        };
        if let Some(param) = made.param(param) {
            let shown = near.shown(**word);
            told.set(param, value, &shown);
        }
    }
}
