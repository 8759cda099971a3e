//! The context that words of the library need to call for a sound.
//!
//! A thing alone makes no sound: a door must open, a telephone must ring. A
//! recipe without rules matches any of its words. A recipe with rules matches
//! only the words that have a rule.

use std::ops::Range;

use crate::outline::lexicon::listed;
use crate::outline::prose::page::Page;
use crate::outline::prose::unreal;

/// Recipes with their rules: words, and the context words that they need. An
/// empty context means that they need none. A bar separates phrases of several
/// words.
#[rustfmt::skip]
const RULES: &[(&str, &[(&str, &str)])] = &[
    ("air-raid", &[
        ("bombers planes aircraft airplanes squadron", "overhead came passed droned flew engines roared drone"),
    ]),
    ("artillery", &[
        ("gun guns cannon cannons howitzer battery artillery",
            "fired opened roared boomed thundered firing began spoke answered boom"),
        ("cannonade barrage bombardment shelling", ""),
    ]),
    ("bell-toll", &[
        ("bell bells church steeple", "rang tolled toll tolling struck ringing chimed pealed began"),
        ("tolled tolling knell", ""),
    ]),
    ("blaze", &[
        ("blaze inferno conflagration ablaze engulfed",
            "house building roof barn roofs street timbers town city roared mill warehouse"),
        ("burning building|house on fire", ""),
    ]),
    ("boots-on-stairs", &[("boots stairs stairway staircase", "boots soldiers men feet")]),
    ("breath", &[("gasped gasp panting panted sighed", ""), ("breath", "drew caught let")]),
    ("bugle", &[("bugle bugler trumpet fanfare", "blew sounded called rang call"), ("reveille", "")]),
    ("bullet-ricochet", &[
        ("ricochet ricochets ricocheted ricocheting zinged", ""),
        ("whined", "bullet bullets shot"),
    ]),
    ("car-crash", &[("crash crashed collision collided smashed wreck", "car lorry truck tram motor van")]),
    ("car-engine", &[
        ("car engine motor truck lorry van limousine",
            "started drove pulled idling running coughed caught drew roared purred"),
    ]),
    ("cigarette", &[("cigarette cigarettes", "drew puffed inhaled exhaled smoked")]),
    ("clock", &[
        ("clock clocks pendulum watch", "ticked ticking tick ticks swung"),
        ("ticking ticked", "clock watch mantelpiece wall"),
    ]),
    ("cloth", &[("rustle rustled rustling", "skirt skirts sleeve cloak robe silk dress coat"), ("undressed", "")]),
    ("collapse", &[
        ("collapse collapsed collapsing caved crumbling toppled demolished",
            "roof wall walls building ceiling house tower floor chimney"),
    ]),
    ("cork", &[("uncorked corkscrew", ""), ("cork corks champagne", "drew popped pulled out pop")]),
    ("cough", &[("cough coughed coughing coughs", "")]),
    ("creak", &[
        ("creak creaks creaked creaking squeak squeaked", ""),
        ("groaned", "door stair stairs board boards timbers floor floorboards beam hinges gate ship mast"),
    ]),
    ("door-breach", &[("splintered smashed breach breached", "door doors")]),
    ("door-kick", &[("kick kicked kicks boot", "door doors")]),
    ("door-open", &[("unlatched unlocked doorknob latch", ""), ("door", "opened opens swung unlocked")]),
    ("door-slam", &[("slam slams slammed slamming banged bangs", "door doors gate shutter shutters lid hatch")]),
    ("door-strike", &[
        ("knock knocked knocking knocks", "door window gate wall pane twice times cabin again hatch shutter"),
        ("knock", "a came another there"),
        ("pound pounding pounded batter battered bang hammer hammered strike", "door gate doors"),
    ]),
    ("drum-open", &[("unscrewed bung spanner", "drum barrel canister bung")]),
    ("drum-roll-in", &[("drum drums barrel barrels casks", "rolled trundled rolling")]),
    ("explosion", &[
        ("explosion explosions exploded exploding detonation detonated", ""),
        ("bomb bombs", "fell burst exploded dropped landed"),
    ]),
    ("fire", &[
        ("fire flames bonfire pyre",
            "crackled crackling burned burning hearth grate stove roared hissed spat fireplace lit logs"),
    ]),
    ("footsteps", &[
        ("footsteps footstep", ""),
        ("steps tread", "heard came sounded approached approaching rang echoed stair stairs corridor gravel"),
        ("walked walking strode paced pacing",
            "corridor gravel floor stairs flagstones floorboards boards parquet pavement room cobbles platform deck up"),
    ]),
    ("gasoline-pour", &[("petrol gasoline kerosene fuel", "poured pouring splashed spilled doused")]),
    ("glass-break", &[
        ("shattered shatter shatters shattering smashed smash windowpane panes",
            "glass window windows pane panes mirror bottle vase tumbler lamp cup plate"),
    ]),
    ("glass-set-down", &[("glass glasses goblet tumbler wineglass", "set put")]),
    ("grenade", &[("grenade grenades", "threw burst exploded rolled lobbed tossed")]),
    ("gunfire", &[
        ("gunfire firefight fusillade", ""),
        ("shooting volley volleys", "began broke crashed heard outside"),
    ]),
    ("heartbeat", &[
        ("heart", "pounded pounding hammered hammering thudded beat beating thumped"),
        ("heartbeat", ""),
    ]),
    ("laugh", &[("laugh laughed laughing laughter chuckled giggled guffaw", "")]),
    ("lighter", &[("lighter", "flicked lit clicked snapped")]),
    ("machine-gun", &[
        ("machine-gun machine-guns machinegun", "fired opened rattled hammered stuttered began chattered"),
        ("strafing strafed", ""),
    ]),
    ("match", &[("match matches", "struck lit scraped flared")]),
    ("metal-clang", &[("clang clanged clanging clank clanked clanking", "")]),
    ("mortar", &[("mortar mortars", "fired coughed opened thumped")]),
    ("murmur", &[
        ("murmur hubbub chatter", "voices people crowd conversation room hall guests hubbub chatter"),
        ("voices", "murmur murmured hum"),
    ]),
    ("panic", &[("stampede panic screams", "crowd people women ran fled stampede everyone")]),
    ("paper-burn", &[("burned burning ashes", "letter letters paper papers document documents")]),
    ("paper-rustle", &[
        ("paper papers letter document page map", "unfolded rustled turned shuffled rustling unrolled crackled"),
    ]),
    ("photo-frame", &[("photo photograph portrait picture", "frame picked")]),
    ("pipe-fill", &[("pipe tobacco", "filled filling tamped packed")]),
    ("rain", &[("rain drizzle downpour rainstorm raindrops cloudburst rained raining", "")]),
    ("rifle", &[
        ("shot", "a rang heard cracked second another first single"),
        ("shots", ""),
        ("rifle rifles carbine musket", "fired cracked off"),
    ]),
    ("rifle-bolt", &[("reloaded chambered cocked", "rifle gun bolt pistol cartridge round")]),
    ("rubble", &[("rubble debris masonry bricks landslide", "fell slid came rained rattled down")]),
    ("running", &[
        ("running ran sprinted", "down along across up past through corridor stairs towards toward"),
        ("sprint dashed hurried", "corridor stairs down up along"),
    ]),
    ("shell-impact", &[("shell shells", "burst struck hit fell exploded landed"), ("shellburst shellfire", "")]),
    ("shell-whistle", &[
        ("shell shells whistled whistling shriek shrieked incoming howled screamed",
            "shell shells incoming overhead"),
    ]),
    ("shouting-crowd", &[
        ("crowd mob", "shouted roared jeered shouting roar shouts howled"),
        ("uproar clamour jeering", ""),
    ]),
    ("siren", &[("siren sirens", ""), ("alarm", "sounded rang wailed")]),
    ("snow-wind", &[
        ("snowstorm blizzard|driving snow", ""),
        ("snow flurry drifting", "driving whipped howled hissed wind"),
    ]),
    ("sword", &[("sword swords sabre sabres blade blades", "drew drawn clashed clash rang unsheathed scabbard")]),
    ("tank-tracks", &[("tank tanks panzer", "rolled clanked rumbled came advanced tracks moved")]),
    ("telephone-bell", &[("telephone phone", "rang ringing shrilled rings ring")]),
    ("telephone-receiver", &[
        ("receiver handset earpiece", "lifted picked put replaced took laid hung cradle down up"),
    ]),
    ("thunder", &[("thunder thunderclap thunderbolt thunderstorm", "")]),
    ("weeping", &[
        ("weeping wept weep sobbing sobbed sobs", ""),
        ("tears", "burst"),
        ("crying", "child woman girl baby was"),
    ]),
    ("whistle", &[("whistle", "blew blown policeman referee guard sounded shrilled")]),
    ("wind", &[("wind gust gale breeze storm", "the a rose blew howled moaned")]),
    ("wine-pour", &[
        ("wine poured pours pouring cognac refilled",
            "wine glass glasses cognac brandy sherry goblet port claret vodka poured refilled bottle"),
    ]),
    ("wood-splinter", &[("splinter splintered splintering", "wood plank planks timber timbers rafters crate")]),
];

/// The largest distance of a context word, in words.
const NEAR: usize = 9;

/// Returns whether words of prose can call for a recipe. They do not call for
/// music or the sound of a room.
#[must_use]
pub(super) fn is_called_by_words(recipe: &str) -> bool {
    !listed("drone lament pulse sting room-tone", recipe)
}

/// Returns the context word for the words at `hit`, or their first word if they
/// need no context.
#[must_use]
pub(super) fn company(
    page: &Page<'_>,
    recipe: &str,
    hit: &Range<usize>,
    sentence: &Range<usize>,
) -> Option<usize> {
    let Some((_, rules)) = RULES.iter().find(|(name, _)| *name == recipe) else {
        return Some(hit.start);
    };
    let word = page.text(hit.clone()).to_lowercase().replace(' ', "-");
    let phrase = page.text(hit.clone()).to_lowercase();
    let has = |words: &str| {
        words
            .split('|')
            .any(|words| words == phrase || listed(words, &word))
    };
    let from = hit.start.saturating_sub(NEAR).max(sentence.start);
    let to = (hit.end + NEAR).min(sentence.end);
    let mut fitting = rules.iter().filter(|(words, _)| has(words));
    fitting.find_map(|(_, near)| {
        if near.is_empty() {
            return Some(hit.start);
        }
        let beside = |word: &usize| {
            let is_near = !hit.contains(word) && listed(near, page.low(*word));
            is_near && !unreal::idiom(page, *word, sentence)
        };
        (hit.end..to).chain((from..hit.start).rev()).find(beside)
    })
}
