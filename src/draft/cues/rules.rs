//! What words of the library need beside them to be heard.
//!
//! In: a recipe, one of its words, and the sentence. Out: the words that call
//! for it. Always true: a thing by itself makes no sound: a door has to open, a
//! telephone to ring. A word that has no rule under its recipe calls for nothing;
//! a recipe without rules is called by any of its words.

use std::ops::Range;

use super::told;
use crate::draft::lexicon::listed;
use crate::draft::page::Page;

/// Of a recipe: its words, and what has to stand near them; nothing where they
/// are a sound by themselves.
const RULES: &[(&str, &str, &str)] = &[
    (
        "air-raid",
        "bombers planes aircraft airplanes squadron",
        "overhead came passed droned flew engines roared drone",
    ),
    (
        "artillery",
        "gun guns cannon cannons howitzer battery artillery",
        "fired opened roared boomed thundered firing began spoke answered boom",
    ),
    ("artillery", "cannonade barrage bombardment shelling", ""),
    (
        "bell-toll",
        "bell bells church steeple",
        "rang tolled toll tolling struck ringing chimed pealed began",
    ),
    ("bell-toll", "tolled tolling knell", ""),
    (
        "blaze",
        "blaze inferno conflagration ablaze engulfed",
        "house building roof barn roofs street timbers town city roared mill warehouse",
    ),
    ("blaze", "burning building|house on fire", ""),
    (
        "boots-on-stairs",
        "boots stairs stairway staircase",
        "boots soldiers men feet",
    ),
    ("breath", "gasped gasp panting panted sighed", ""),
    ("breath", "breath", "drew caught let"),
    (
        "bugle",
        "bugle bugler trumpet fanfare",
        "blew sounded called rang call",
    ),
    ("bugle", "reveille", ""),
    (
        "bullet-ricochet",
        "ricochet ricochets ricocheted ricocheting zinged",
        "",
    ),
    ("bullet-ricochet", "whined", "bullet bullets shot"),
    (
        "car-crash",
        "crash crashed collision collided smashed wreck",
        "car lorry truck tram motor van",
    ),
    (
        "car-engine",
        "car engine motor truck lorry van limousine",
        "started drove pulled idling running coughed caught drew roared purred",
    ),
    (
        "cigarette",
        "cigarette cigarettes",
        "drew puffed inhaled exhaled smoked",
    ),
    (
        "clock",
        "clock clocks pendulum watch",
        "ticked ticking tick ticks swung",
    ),
    ("clock", "ticking ticked", "clock watch mantelpiece wall"),
    (
        "cloth",
        "rustle rustled rustling",
        "skirt skirts sleeve cloak robe silk dress coat",
    ),
    ("cloth", "undressed", ""),
    (
        "collapse",
        "collapse collapsed collapsing caved crumbling toppled demolished",
        "roof wall walls building ceiling house tower floor chimney",
    ),
    ("cork", "uncorked corkscrew", ""),
    ("cork", "cork corks champagne", "drew popped pulled out pop"),
    ("cough", "cough coughed coughing coughs", ""),
    ("creak", "creak creaks creaked creaking squeak squeaked", ""),
    (
        "creak",
        "groaned",
        "door stair stairs board boards timbers floor floorboards beam hinges gate ship mast",
    ),
    (
        "door-breach",
        "splintered smashed breach breached",
        "door doors",
    ),
    ("door-kick", "kick kicked kicks boot", "door doors"),
    ("door-open", "unlatched unlocked doorknob latch", ""),
    ("door-open", "door", "opened opens swung unlocked"),
    (
        "door-slam",
        "slam slams slammed slamming banged bangs",
        "door doors gate shutter shutters lid hatch",
    ),
    (
        "door-strike",
        "knock knocked knocking knocks",
        "door window gate wall pane twice times cabin again hatch shutter",
    ),
    ("door-strike", "knock", "a came another there"),
    (
        "door-strike",
        "pound pounding pounded batter battered bang hammer hammered strike",
        "door gate doors",
    ),
    (
        "drum-open",
        "unscrewed bung spanner",
        "drum barrel canister bung",
    ),
    (
        "drum-roll-in",
        "drum drums barrel barrels casks",
        "rolled trundled rolling",
    ),
    (
        "explosion",
        "explosion explosions exploded exploding detonation detonated",
        "",
    ),
    (
        "explosion",
        "bomb bombs",
        "fell burst exploded dropped landed",
    ),
    (
        "fire",
        "fire flames bonfire pyre",
        "crackled crackling burned burning hearth grate stove roared hissed spat fireplace lit logs",
    ),
    ("footsteps", "footsteps footstep", ""),
    (
        "footsteps",
        "steps tread",
        "heard came sounded approached approaching rang echoed stair stairs corridor gravel",
    ),
    (
        "footsteps",
        "walked walking strode paced pacing",
        "corridor gravel floor stairs flagstones floorboards boards parquet pavement room cobbles platform deck up",
    ),
    (
        "gasoline-pour",
        "petrol gasoline kerosene fuel",
        "poured pouring splashed spilled doused",
    ),
    (
        "glass-break",
        "shattered shatter shatters shattering smashed smash windowpane panes",
        "glass window windows pane panes mirror bottle vase tumbler lamp cup plate",
    ),
    (
        "glass-set-down",
        "glass glasses goblet tumbler wineglass",
        "set put",
    ),
    (
        "grenade",
        "grenade grenades",
        "threw burst exploded rolled lobbed tossed",
    ),
    ("gunfire", "gunfire firefight fusillade", ""),
    (
        "gunfire",
        "shooting volley volleys",
        "began broke crashed heard outside",
    ),
    (
        "heartbeat",
        "heart",
        "pounded pounding hammered hammering thudded beat beating thumped",
    ),
    ("heartbeat", "heartbeat", ""),
    (
        "laugh",
        "laugh laughed laughing laughter chuckled giggled guffaw",
        "",
    ),
    ("lighter", "lighter", "flicked lit clicked snapped"),
    (
        "machine-gun",
        "machine-gun machine-guns machinegun",
        "fired opened rattled hammered stuttered began chattered",
    ),
    ("machine-gun", "strafing strafed", ""),
    ("match", "match matches", "struck lit scraped flared"),
    (
        "metal-clang",
        "clang clanged clanging clank clanked clanking",
        "",
    ),
    ("mortar", "mortar mortars", "fired coughed opened thumped"),
    (
        "murmur",
        "murmur hubbub chatter",
        "voices people crowd conversation room hall guests hubbub chatter",
    ),
    ("murmur", "voices", "murmur murmured hum"),
    (
        "panic",
        "stampede panic screams",
        "crowd people women ran fled stampede everyone",
    ),
    (
        "paper-burn",
        "burned burning ashes",
        "letter letters paper papers document documents",
    ),
    (
        "paper-rustle",
        "paper papers letter document page map",
        "unfolded rustled turned shuffled rustling unrolled crackled",
    ),
    (
        "photo-frame",
        "photo photograph portrait picture",
        "frame picked",
    ),
    ("pipe-fill", "pipe tobacco", "filled filling tamped packed"),
    (
        "rain",
        "rain drizzle downpour rainstorm raindrops cloudburst rained raining",
        "",
    ),
    (
        "rifle",
        "shot",
        "a rang heard cracked second another first single",
    ),
    ("rifle", "shots", ""),
    ("rifle", "rifle rifles carbine musket", "fired cracked off"),
    (
        "rifle-bolt",
        "reloaded chambered cocked",
        "rifle gun bolt pistol cartridge round",
    ),
    (
        "rubble",
        "rubble debris masonry bricks landslide",
        "fell slid came rained rattled down",
    ),
    (
        "running",
        "running ran sprinted",
        "down along across up past through corridor stairs towards toward",
    ),
    (
        "running",
        "sprint dashed hurried",
        "corridor stairs down up along",
    ),
    (
        "shell-impact",
        "shell shells",
        "burst struck hit fell exploded landed",
    ),
    ("shell-impact", "shellburst shellfire", ""),
    (
        "shell-whistle",
        "shell shells whistled whistling shriek shrieked incoming howled screamed",
        "shell shells incoming overhead",
    ),
    (
        "shouting-crowd",
        "crowd mob",
        "shouted roared jeered shouting roar shouts howled",
    ),
    ("shouting-crowd", "uproar clamour jeering", ""),
    ("siren", "siren sirens", ""),
    ("siren", "alarm", "sounded rang wailed"),
    ("snow-wind", "snowstorm blizzard|driving snow", ""),
    (
        "snow-wind",
        "snow flurry drifting",
        "driving whipped howled hissed wind",
    ),
    (
        "sword",
        "sword swords sabre sabres blade blades",
        "drew drawn clashed clash rang unsheathed scabbard",
    ),
    (
        "tank-tracks",
        "tank tanks panzer",
        "rolled clanked rumbled came advanced tracks moved",
    ),
    (
        "telephone-bell",
        "telephone phone",
        "rang ringing shrilled rings ring",
    ),
    (
        "telephone-receiver",
        "receiver handset earpiece",
        "lifted picked put replaced took laid hung cradle down up",
    ),
    (
        "thunder",
        "thunder thunderclap thunderbolt thunderstorm",
        "",
    ),
    ("weeping", "weeping wept weep sobbing sobbed sobs", ""),
    ("weeping", "tears", "burst"),
    ("weeping", "crying", "child woman girl baby was"),
    (
        "whistle",
        "whistle",
        "blew blown policeman referee guard sounded shrilled",
    ),
    (
        "wind",
        "wind gust gale breeze storm",
        "the a rose blew howled moaned",
    ),
    (
        "wine-pour",
        "wine poured pours pouring cognac refilled",
        "wine glass glasses cognac brandy sherry goblet port claret vodka poured refilled bottle",
    ),
    (
        "wood-splinter",
        "splinter splintered splintering",
        "wood plank planks timber timbers rafters crate",
    ),
];

/// How far the company may stand, in words.
const NEAR: usize = 9;

/// Music, and the sound of a room: no words of the prose call for them one by one.
#[must_use]
pub fn is_called_by_words(recipe: &str, about: &str) -> bool {
    !about.starts_with("Music") && !about.contains("of music") && recipe != "room-tone"
}

/// The company in which the words at `hit` call for a recipe; itself where it needs none.
#[must_use]
pub fn company(
    page: &Page<'_>,
    recipe: &str,
    hit: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<usize> {
    let mut rules = RULES.iter().filter(|(name, ..)| *name == recipe).peekable();
    if rules.peek().is_none() {
        return Some(hit.start);
    }
    let word = page.text(hit.clone()).to_lowercase().replace(' ', "-");
    let phrase = page.text(hit.clone()).to_lowercase();
    let has = |words: &str| {
        words
            .split('|')
            .any(|words| words == phrase || listed(words, &word))
    };
    let from = hit.start.saturating_sub(NEAR).max(sentence.start);
    let to = (hit.end + NEAR).min(sentence.end);
    rules
        .filter(|(_, words, _)| has(words))
        .find_map(|(_, _, near)| {
            if near.is_empty() {
                return Some(hit.start);
            }
            let beside = |word: &usize| {
                let stands = !hit.contains(word) && listed(near, page.low(*word));
                stands && !told::idiom(page, *word, sentence)
            };
            (hit.end..to).chain((from..hit.start).rev()).find(beside)
        })
}
