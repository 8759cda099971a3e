//! How captions name the sounds of the library: once, several times, as they go on, and as they
//! end. A test compares the list with the library.

/// The words for a sound.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    /// A spot that sounds once.
    pub once: &'static str,
    /// A spot that sounds several times.
    pub often: &'static str,
    /// A bed, or music.
    pub lasting: &'static str,
    /// The end of a bed.
    pub over: &'static str,
}

/// Returns the words for a recipe of the library.
#[must_use]
pub(super) fn phrase(recipe: &str) -> Option<Phrase> {
    let (_, words) = PHRASES.iter().find(|(name, _)| *name == recipe)?;
    let [once, often, lasting, over] = *words;
    Some(Phrase {
        once,
        often,
        lasting,
        over,
    })
}

const PHRASES: &[(&str, [&str; 4])] = &[
    (
        "air-raid",
        [
            "bombers drone",
            "bombers drone",
            "bombers droning",
            "bombers recede",
        ],
    ),
    (
        "artillery",
        [
            "artillery fire",
            "artillery fire",
            "artillery fire",
            "artillery stops",
        ],
    ),
    (
        "bell-toll",
        [
            "bell tolls",
            "bell tolls",
            "bell tolling",
            "bell falls silent",
        ],
    ),
    (
        "blaze",
        ["fire roars", "fire roars", "fire roaring", "fire dies down"],
    ),
    (
        "boots-on-stairs",
        [
            "boots run upstairs",
            "boots run upstairs",
            "boots on the stairs",
            "boots stop",
        ],
    ),
    (
        "breath",
        [
            "breathes",
            "heavy breathing",
            "breathing",
            "breathing stops",
        ],
    ),
    (
        "bugle",
        ["bugle call", "bugle calls", "bugle playing", "bugle stops"],
    ),
    (
        "bullet-ricochet",
        [
            "bullet ricochets",
            "bullets ricochet",
            "bullets ricochet",
            "shots stop",
        ],
    ),
    (
        "car-crash",
        [
            "car crashes",
            "cars crash",
            "cars crashing",
            "crashing stops",
        ],
    ),
    (
        "car-engine",
        [
            "car engine",
            "car engines",
            "car engine running",
            "engine stops",
        ],
    ),
    (
        "cigarette",
        [
            "draws on a cigarette",
            "draws on a cigarette",
            "cigarette smoking",
            "smoking stops",
        ],
    ),
    (
        "clock",
        ["clock ticks", "clock ticks", "clock ticking", "clock stops"],
    ),
    (
        "cloth",
        [
            "clothes rustle",
            "clothes rustle",
            "clothes rustling",
            "rustling stops",
        ],
    ),
    (
        "collapse",
        [
            "building collapses",
            "buildings collapse",
            "walls collapsing",
            "collapsing stops",
        ],
    ),
    (
        "cork",
        ["cork pops", "corks pop", "corks popping", "popping stops"],
    ),
    ("cough", ["cough", "coughing", "coughing", "coughing stops"]),
    (
        "creak",
        [
            "wood creaks",
            "wood creaks",
            "wood creaking",
            "creaking stops",
        ],
    ),
    (
        "door-breach",
        [
            "door breaks in",
            "door breaks in",
            "doors breaking in",
            "blows stop",
        ],
    ),
    (
        "door-kick",
        [
            "door is kicked",
            "kicks at the door",
            "kicks at the door",
            "kicking stops",
        ],
    ),
    (
        "door-open",
        [
            "door opens",
            "doors open",
            "doors opening",
            "doors fall silent",
        ],
    ),
    (
        "door-slam",
        [
            "door slams",
            "doors slam",
            "doors slamming",
            "slamming stops",
        ],
    ),
    (
        "door-strike",
        [
            "knock at the door",
            "knocking at the door",
            "knocking",
            "knocking stops",
        ],
    ),
    (
        "drone",
        [
            "ominous music",
            "ominous music",
            "ominous music",
            "music stops",
        ],
    ),
    (
        "drum-open",
        [
            "fuel drum opens",
            "fuel drums open",
            "fuel drums opening",
            "hissing stops",
        ],
    ),
    (
        "drum-roll-in",
        [
            "fuel drum rolls in",
            "fuel drums roll in",
            "fuel drums rolling",
            "rolling stops",
        ],
    ),
    (
        "explosion",
        ["explosion", "explosions", "explosions", "explosions stop"],
    ),
    (
        "fire",
        [
            "fire crackles",
            "fire crackles",
            "fire crackling",
            "fire dies down",
        ],
    ),
    (
        "footsteps",
        ["footsteps", "footsteps", "footsteps", "footsteps stop"],
    ),
    (
        "gasoline-pour",
        [
            "petrol pours",
            "petrol pours",
            "petrol pouring",
            "pouring stops",
        ],
    ),
    (
        "glass-break",
        [
            "glass breaks",
            "glass breaks",
            "glass breaking",
            "breaking stops",
        ],
    ),
    (
        "glass-set-down",
        [
            "glass is set down",
            "glasses are set down",
            "glasses clink",
            "clinking stops",
        ],
    ),
    (
        "grenade",
        [
            "grenade explodes",
            "grenades explode",
            "grenades exploding",
            "explosions stop",
        ],
    ),
    (
        "gunfire",
        ["gunfire", "gunfire", "gunfire", "gunfire stops"],
    ),
    (
        "heartbeat",
        [
            "heartbeat",
            "heart beats",
            "heart beating",
            "heartbeat stops",
        ],
    ),
    (
        "lament",
        [
            "mournful music",
            "mournful music",
            "mournful music",
            "music stops",
        ],
    ),
    (
        "laugh",
        ["laughs", "laughter", "laughter", "laughter stops"],
    ),
    (
        "lighter",
        [
            "lighter snaps",
            "lighter snaps",
            "lighter snapping",
            "snapping stops",
        ],
    ),
    (
        "machine-gun",
        [
            "machine-gun fire",
            "machine-gun fire",
            "machine-gun fire",
            "machine-gun stops",
        ],
    ),
    (
        "match",
        [
            "match strikes",
            "matches strike",
            "matches striking",
            "match goes out",
        ],
    ),
    (
        "metal-clang",
        [
            "metal clangs",
            "metal clangs",
            "metal clanging",
            "clanging stops",
        ],
    ),
    (
        "mortar",
        [
            "mortar fires",
            "mortars fire",
            "mortars firing",
            "mortars stop",
        ],
    ),
    (
        "murmur",
        [
            "crowd murmurs",
            "crowd murmurs",
            "crowd murmuring",
            "murmuring stops",
        ],
    ),
    (
        "panic",
        [
            "people scream",
            "people scream",
            "people screaming",
            "screams stop",
        ],
    ),
    (
        "paper-burn",
        [
            "paper burns",
            "paper burns",
            "paper burning",
            "fire dies down",
        ],
    ),
    (
        "paper-rustle",
        [
            "paper rustles",
            "paper rustles",
            "paper rustling",
            "rustling stops",
        ],
    ),
    (
        "photo-frame",
        [
            "picture frame knocks",
            "picture frames knock",
            "picture frames knock",
            "knocking stops",
        ],
    ),
    (
        "pipe-fill",
        [
            "fills a pipe",
            "fills a pipe",
            "filling a pipe",
            "tapping stops",
        ],
    ),
    (
        "pulse",
        ["tense music", "tense music", "tense music", "music stops"],
    ),
    (
        "rain",
        ["rain falls", "rain falls", "rain falling", "rain stops"],
    ),
    (
        "rifle",
        ["rifle shot", "rifle shots", "rifle shots", "shots stop"],
    ),
    (
        "rifle-bolt",
        [
            "rifle bolt clicks",
            "rifle bolts click",
            "rifle bolts clicking",
            "clicking stops",
        ],
    ),
    ("room-tone", ["quiet", "quiet", "quiet", "quiet ends"]),
    (
        "rubble",
        [
            "rubble slides",
            "rubble slides",
            "rubble sliding",
            "rubble settles",
        ],
    ),
    (
        "running",
        [
            "running footsteps",
            "running footsteps",
            "running footsteps",
            "footsteps stop",
        ],
    ),
    (
        "shell-impact",
        [
            "shell explodes",
            "shells explode",
            "shells exploding",
            "shelling stops",
        ],
    ),
    (
        "shell-whistle",
        [
            "shell whistles",
            "shells whistle",
            "shells whistling",
            "whistling stops",
        ],
    ),
    (
        "shouting-crowd",
        [
            "crowd shouts",
            "crowd shouts",
            "crowd shouting",
            "shouting stops",
        ],
    ),
    (
        "siren",
        ["siren wails", "sirens wail", "siren wailing", "siren stops"],
    ),
    (
        "snow-wind",
        [
            "wind whistles",
            "wind whistles",
            "winter wind",
            "wind drops",
        ],
    ),
    (
        "sting",
        [
            "dramatic chord",
            "dramatic chords",
            "dramatic chords",
            "music stops",
        ],
    ),
    (
        "sword",
        [
            "sword rings",
            "swords clash",
            "swords clashing",
            "clashing stops",
        ],
    ),
    (
        "tank-tracks",
        [
            "tank rumbles",
            "tanks rumble",
            "tank rumbling",
            "tank stops",
        ],
    ),
    (
        "telephone-bell",
        [
            "telephone rings",
            "telephone rings",
            "telephone ringing",
            "ringing stops",
        ],
    ),
    (
        "telephone-receiver",
        [
            "receiver clicks",
            "receiver clicks",
            "receiver clicking",
            "clicking stops",
        ],
    ),
    (
        "thunder",
        ["thunder", "thunder", "thunder rolling", "thunder stops"],
    ),
    (
        "weeping",
        ["weeping", "weeping", "weeping", "weeping stops"],
    ),
    (
        "whistle",
        [
            "whistle blows",
            "whistle blows",
            "whistle blowing",
            "whistle stops",
        ],
    ),
    (
        "wind",
        ["wind blows", "wind blows", "wind blowing", "wind drops"],
    ),
    (
        "wine-pour",
        ["wine pours", "wine pours", "wine pouring", "pouring stops"],
    ),
    (
        "wood-splinter",
        [
            "wood splinters",
            "wood splinters",
            "wood splintering",
            "splintering stops",
        ],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::perform::BuiltinCatalog;
    use crate::world::Catalog;

    #[test]
    fn every_recipe_of_the_library_has_words() {
        let names: Vec<&str> = PHRASES.iter().map(|(name, _)| *name).collect();
        let mut recipes = BuiltinCatalog.recipes();
        recipes.sort_unstable();
        assert_eq!(names, recipes);
    }
}
