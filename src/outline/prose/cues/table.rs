//! Who does what with which sound. One row is one way to make a sound.
//!
//! A sound that begins with `?` is not in the library. Its words become a comment. With
//! `??` they do so only in a sentence without another sound.
//! Nouns are listed, or a kind of [`KINDS`] in capitals: `DOOR`. `church_bell` is
//! a bell with the word church before it or after `of`. The first row that fits
//! is used.

/// A verb that makes a sound.
pub(super) struct Deed {
    pub sound: &'static str,
    /// Verbs in their base form; `crying` is this form alone. `throw_open` needs `open`
    /// after it.
    pub verbs: &'static str,
    /// The nouns that can be its subject; empty for any.
    pub by: &'static str,
    /// The nouns that it needs as a direct object; `-` for none, empty for any. After
    /// `@`, a preposition may be before them; after `^`, they are somewhere before the verb.
    /// `.` means that nothing follows the verb.
    pub to: &'static str,
}

const fn deed(
    sound: &'static str,
    verbs: &'static str,
    by: &'static str,
    to: &'static str,
) -> Deed {
    Deed {
        sound,
        verbs,
        by,
        to,
    }
}

/// Kinds of nouns. `PERSON` is any person, by a name, a noun or a pronoun.
#[rustfmt::skip]
pub(super) const KINDS: &[(&str, &str)] = &[
    ("DOOR", "door doors gate gates trapdoor hatch"),
    ("GLASS", "glass glasses window windows pane panes windowpane mirror bottle bottles vase tumbler cup cups \
        plate plates saucer goblet jug jar skylight windscreen lens crockery teapot bowl"),
    ("VEHICLE", "car cars truck trucks lorry lorries van taxi cab limousine bus jeep motor-car automobile motor \
        motorcycle ambulance engine engines"),
    ("CANNON", "gun guns cannon cannons howitzer howitzers battery batteries artillery"),
    ("FIREARM", "rifle rifles pistol pistols revolver gun carbine musket shotgun"),
    ("CROWD", "crowd crowds mob audience spectators multitude throng people arena stadium gallery stands"),
    ("BUILDING", "roof wall walls building ceiling house tower chimney bridge tunnel scaffold scaffolding floor"),
    ("WOODEN", "door doors stair stairs board boards floor floorboard floorboards hinge hinges gate timber \
        timbers beam beams ship hull mast bed chair step steps wood ladder rafters plank planks boat cradle \
        bench sign shutter shutters wagon saddle oars trees branches bough boughs landing rocker wheel shoes"),
    ("LIQUOR", "wine brandy cognac sherry port claret vodka whisky whiskey champagne beer ale rum gin tea coffee \
        water cider drink drinks milk glass glasses cup cups tumbler"),
    ("GROUND", "corridor gravel floor stairs stair staircase flagstones floorboards boards parquet pavement room \
        cobbles platform deck hall landing passage path yard planks tiles"),
    ("LETTER", "letter letters paper papers document documents page pages map newspaper envelope note telegram \
        chart parchment sheet sheets pages leaves"),
    ("PHONE", "telephone telephones phone phones"),
    ("METAL", "anvil hammer hammers chain chains gate bucket buckets pail iron metal shovel pan pans lid pipe \
        rails bolts bars spanner girder kettle can cans shutter anchor crowbar"),
    ("WEAPON", "sword swords sabre sabres blade blades dagger rapier cutlass"),
];

/// Verbs that make a sound.
#[rustfmt::skip]
pub(super) const DEEDS: &[Deed] = &[
    // Doors and windows.
    deed("door-slam", "slam bang crash clang slam_shut bang_shut", "DOOR lid shutter shutters", "-"),
    deed("door-slam", "slam bang", "", "DOOR lid shutter shutters window"),
    deed("door-slam", "close_bang close_crash close_slam shut_bang shut_crash shut_slam fall_bang fall_slam", "DOOR lid shutter shutters", "-"),
    deed("door-slam", "close_bang close_crash close_slam shut_bang shut_crash shut_slam", "", "DOOR lid window"),
    deed("door-open", "open fly_open swing_open burst_open creak_open swing_wide fly_wide unlock", "DOOR", "-"),
    deed("door-open", "open unlock unlatch", "", "DOOR"),
    deed("door-open", "throw_open throw_wide fling_open fling_wide push_open pull_open thrust_open swing_open force_open draw_open", "", "DOOR"),
    deed("door-strike", "knock rap tap pound hammer bang beat thump batter", "PERSON fist fists hand hands knuckles something stick", "@ DOOR window pane shutter shutters hatch"),
    deed("door-strike", "knock", "PERSON", "-"),
    deed("?a bolt", "draw shoot slide throw get", "", "bolt bolts"),
    deed("door-kick", "kick boot", "PERSON", "DOOR"),
    deed("door-breach", "splinter burst_in smash_in break_in", "DOOR", "-"),
    deed("door-breach", "smash_down smash_in break_down break_in batter_down breach", "", "DOOR"),
    deed("creak", "creak squeak squeal groan", "WOODEN", "-"),
    // Glass, wood and metal.
    deed("glass-break", "shatter smash break crash splinter", "GLASS", "-"),
    deed("glass-break", "shatter smash break", "", "GLASS"),
    deed("glass-break", "go", "glass pane panes window windows windscreen skylight", "."),
    deed("glass-break", "crash_through smash_through burst_through fly_through come_through", "stone stones brick bricks rock rocks bottle ball bullet bullets",
        "@ window windows pane panes windowpane skylight glass"),
    deed("glass-break", "crash_through smash_through", "", "@ window windows pane panes windowpane skylight glass"),
    deed("metal-clang", "clang clank", "", ""),
    deed("wood-splinter", "splinter snap crack", "plank planks wood timber timbers branch mast beam rafters board boards oar", "-"),
    deed("collapse", "collapse cave_in crumble topple fall_in give_way", "BUILDING", "-"),
    deed("rubble", "fall slide rain rattle patter clatter come_down", "rubble debris masonry bricks plaster stones tiles slates", "-"),
    deed("glass-set-down", "set_down put_down set bang_down", "PERSON", "glass goblet tumbler wineglass"),
    deed("cork", "pop", "cork corks", "-"),
    deed("cork", "draw pull pop", "PERSON", "cork corks"),
    deed("cork", "uncork", "", ""),
    deed("wine-pour", "pour pour_out refill fill", "PERSON", "LIQUOR"),
    // Telephones and signals.
    deed("telephone-bell", "ring shrill jangle buzz", "PHONE line extension switchboard", "-"),
    deed("?a dial tone", "fill hum buzz sound", "dial_tone", ""),
    deed("?a radio", "crackle hiss spit hum buzz squawk", "radio wireless speaker loudspeaker intercom", ""),
    deed("telephone-receiver", "pick_up put_down lift replace slam_down lay_down take_up take_off", "PERSON", "receiver handset PHONE earpiece"),
    deed("telephone-receiver", "hang_up", "PERSON", "-"),
    deed("siren", "wail sound howl start scream rise begin", "siren sirens", "-"),
    deed("siren", "sound wail", "alarm", "-"),
    deed("?an alarm", "ring buzz go_off", "alarm alarms alarm_clock", "-"),
    deed("whistle", "blow", "PERSON", "whistle whistles"),
    deed("?a train's whistle", "whistle", "train engine locomotive", "-"),
    deed("?a kettle", "whistle sing boil hiss", "kettle", "-"),
    deed("?a person who whistles", "whistle", "PERSON", ""),
    deed("?a train's whistle", "blow shrill sound shriek scream", "train_whistle engine_whistle factory_whistle steam_whistle", "-"),
    deed("whistle", "blow shrill sound shriek", "whistle whistles", "-"),
    deed("bugle", "blow sound call play", "bugle bugles bugler trumpet trumpets", "-"),
    deed("bugle", "blow sound", "PERSON", "bugle trumpet"),
    // Bells and clocks.
    deed("bell-toll", "toll peal", "", "@ bell bells"),
    deed("bell-toll", "toll peal", "bell bells", ""),
    deed("bell-toll", "ring chime sound strike begin clang", "church_bell church_bells cathedral_bell cathedral_bells chapel_bell abbey_bell \
        great_bell bronze_bell temple_bell abbey_bells tower_bell steeple_bell monastery_bell village_bells village_bell passing_bell tower_bells", ""),
    deed("?a small bell", "ring chime tinkle jingle", "sleigh_bells harness_bells little_bells small_bells tiny_bells silver_bells horses_bells \
        door_bells hand_bells", ""),
    deed("bell-toll", "ring chime clang come drift float", "bells", "-"),
    deed("bell-toll", "come_over come_across come_through come_from drift float", "bell", ""),
    deed("bell-toll", "ring", "PERSON", "great_bell church_bell church_bells chapel_bell"),
    deed("bell-toll", "strike chime", "church_clock tower_clock town_clock cathedral_clock stable_clock station_clock \
        abbey_clock steeple church cathedral minster belfry", ""),
    deed("?a clock in a room that strikes", "strike chime", "hall_clock mantel_clock grandfather_clock kitchen_clock longcase_clock carriage_clock \
        cuckoo_clock mantelpiece_clock room_clock parlour_clock study_clock landing_clock dining-room_clock drawing-room_clock", ""),
    deed("bell-toll", "strike chime", "clock clocks", ""),
    deed("clock", "tick", "clock clocks watch watches pendulum timepiece chronometer", ""),
    deed("clock", "swing", "pendulum", ""),
    deed("?a small bell", "ring tinkle jangle jingle clang sound chime go", "bell bells doorbell doorbells handbell", ""),
    deed("?a small bell", "ring", "PERSON", "bell bells doorbell handbell"),
    // Weather and fire.
    deed("thunder", "thunder", "it", "-"),
    deed("rain", "rain drizzle", "it", "-"),
    deed("rain", "pour pour_down", "it", "-"),
    deed("snow-wind", "drive whip whirl lash beat", "snow sleet", ""),
    deed("wind", "break rage howl roar blow stir rise", "storm breeze", "-"),
    deed("fire", "crackle roar hiss spit blaze burn leap snap spark flare pop", "fire flames logs hearth bonfire stove grate campfire log", ""),
    deed("fire", "light kindle poke stir", "PERSON", "fire bonfire campfire"),
    deed("fire", "break fall settle shift crack", "log logs coal coals", "-"),
    deed("blaze", "burn blaze", "house barn roof building town city mill warehouse church village theatre ship street", "-"),
    deed("paper-burn", "burn curl char", "letter letters papers document documents", "-"),
    deed("paper-burn", "burn", "PERSON", "letter letters papers document documents"),
    // Steps.
    deed("boots-on-stairs", "run clatter thunder pound tramp charge rush come", "boots soldiers men police", "@ stairs staircase stairway"),
    deed("footsteps", "pace", "PERSON", ""),
    deed("footsteps", "walk stride step tread climb march", "PERSON", "@ GROUND"),
    deed("footsteps", "slap patter clatter tap click ring clack crunch thud stamp shuffle tramp echo go", "shoes boots sandals heels feet slippers clogs", "-"),
    deed("footsteps", "cross approach sound echo follow halt come_up come_down come_along come_nearer come_towards come_across come_back", "steps tread", ""),
    deed("running", "run sprint dash", "PERSON boys children feet", "-"),
    deed("?hooves", "clatter drum pound thud ring gallop trot canter", "hooves hoofs horse horses pony", ""),
    // Engines.
    deed("tank-tracks", "roll clank rumble come advance move grind", "tank tanks panzer", ""),
    deed("air-raid", "drone pass come roar fly", "bombers planes aircraft airplanes squadron", ""),
    deed("car-crash", "crash collide smash", "VEHICLE", ""),
    deed("car-engine", "come_life roar_life spring_life splutter_life sputter_life cough_life", "VEHICLE", "-"),
    deed("car-engine", "start cough idle purr roar splutter sputter rev hum throb catch", "VEHICLE", "-"),
    deed("car-engine", "pass drive pull_up draw_up pull_away drive_off drive_away drive_up approach stop", "car cars truck trucks lorry lorries van taxi limousine bus jeep motor-car automobile ambulance", ""),
    deed("car-engine", "start rev crank start_up drive", "PERSON", "car engine motor truck lorry van taxi"),
    deed("?a horn", "honk hoot toot beep", "VEHICLE horn horns cars taxis driver", ""),
    deed("?a horn", "sound blare blow go answer call blast", "horn horns car_horn motor_horn foghorn", ""),
    deed("?a horn", "sound blow honk toot press", "PERSON", "horn horns"),
    deed("?an aircraft", "go pass fly drone roar hover clatter circle", "helicopter helicopters plane aeroplane airplane jet biplane", ""),
    deed("?a train", "rumble pass pull_in pull_out roar thunder draw_in draw_up start clatter rattle come_in arrive", "train trains locomotive express", ""),
    deed("?wheels", "rumble rattle clatter crunch grind roll", "wheels carriage cart coach wagon carts cab", ""),
    // Weapons.
    deed("machine-gun", "fire open rattle hammer stutter chatter open_up", "machine_gun machine_guns machine-gun", ""),
    deed("artillery", "fire boom roar thunder speak begin open open_up rumble", "CANNON", "-"),
    deed("mortar", "fire cough thump open_up", "mortar mortars", ""),
    deed("grenade", "explode burst go_off", "grenade grenades", "-"),
    deed("grenade", "throw lob toss hurl fling", "PERSON", "grenade grenades"),
    deed("shell-whistle", "whistle scream howl whine shriek", "shell shells", ""),
    deed("shell-impact", "burst strike hit fall explode land", "shell shells", ""),
    deed("bullet-ricochet", "whine ricochet zing glance sing whistle", "bullet bullets", ""),
    deed("bullet-ricochet", "strike hit smack", "bullet bullets", ""),
    deed("bullet-ricochet", "ricochet", "", ""),
    deed("explosion", "explode detonate burst blow_up go_off", "bomb bombs mine mines boiler magazine bridge car ship depot charge dynamite \
        mill something tank petrol gas lorry fireworks stone stones rock wall earth", "-"),
    deed("explosion", "fall land drop", "bomb bombs", ""),
    deed("explosion", "blow_up detonate explode", "", "bomb bombs mine mines bridge depot charge dynamite ship train rails track"),
    deed("rifle", "go_off", "FIREARM gun", "-"),
    deed("rifle", "fire", "FIREARM sniper marksman sentry", "-"),
    deed("rifle", "fire", "PERSON", "FIREARM shot shots round rounds"),
    deed("rifle", "fire", "PERSON soldiers men", "-"),
    deed("rifle", "shoot", "PERSON", "PERSON dog horse lock lamp"),
    deed("rifle", "crack", "FIREARM", "-"),
    deed("rifle-bolt", "cock reload chamber", "PERSON", "FIREARM round bolt cartridge"),
    deed("sword", "draw unsheathe", "PERSON", "WEAPON"),
    deed("sword", "clash ring", "WEAPON", ""),
    // Animals and the sea.
    deed("?a dog", "bark growl howl yelp whine yap", "dog dogs hound hounds terrier puppy spaniel mastiff retriever collie", ""),
    deed("?a wolf", "howl growl", "wolf wolves jackal jackals coyote coyotes", ""),
    deed("?a fox", "bark yelp scream", "fox vixen", "-"),
    deed("?cattle", "low moo bellow bleat", "cow cows cattle bull calf sheep lamb lambs goat goats ewe ewes", ""),
    deed("?a horse", "neigh whinny snort", "horse horses mare pony stallion", ""),
    deed("?a cat", "mew meow miaow hiss purr yowl", "cat cats kitten", ""),
    deed("?a cock", "crow", "cock cocks cockerel rooster", ""),
    deed("?birds", "sing cry call hoot scream caw screech shriek chirp croak coo cackle", "bird birds gull gulls crow crows rook rooks owl owls raven \
        ravens lark blackbird thrush seagulls seagull jackdaws hens geese", ""),
    deed("?dripping water", "drip", "water tap rain", ""),
    deed("?water", "slap lap gurgle splash rush trickle", "water river stream tide", ""),
    deed("?the sea", "break crash roar beat pound thunder slap boom lap", "sea waves surf wave breakers", ""),
    // People.
    deed("laugh", "laugh chuckle giggle guffaw", "PERSON", ""),
    deed("cough", "cough", "PERSON", "-"),
    deed("?a sneeze", "sneeze", "PERSON", "-"),
    deed("breath", "gasp pant", "PERSON", "-"),
    deed("?a drum", "beat roll throb thud", "drum drums", "-"),
    deed("?a drum", "beat", "PERSON", "drum drums"),
    deed("heartbeat", "pound hammer thud thump beat", "heart", ""),
    deed("weeping", "weep sob", "PERSON", "-"),
    deed("weeping", "crying", "PERSON", "-"),
    deed("weeping", "cry wail bawl whimper howl", "baby babies infant infants newborn toddler", "-"),
    deed("weeping", "wail bawl whimper", "child children", "-"),
    deed("?a scream", "scream shriek", "PERSON", "-"),
    deed("shouting-crowd", "shout roar cheer howl jeer yell stamp", "CROWD", "-"),
    deed("shouting-crowd", "go_up", "shout shouts cheer cheers roar howl", "-"),
    deed("?applause", "applaud clap", "PERSON CROWD", "-"),
    deed("?applause", "clap", "PERSON CROWD", "hands"),
    deed("panic", "scream stampede flee run_screaming", "CROWD women", "-"),
    deed("murmur", "murmur hum buzz", "CROWD voices hall room", "-"),
    // Things in the hand.
    deed("lighter", "click flare", "lighter", ""),
    deed("lighter", "flick click snap", "PERSON", "lighter"),
    deed("match", "flare scrape rasp", "match matches", ""),
    deed("match", "strike light scrape", "PERSON", "match matches"),
    deed("cigarette", "puff draw drag pull inhale", "PERSON", "@ cigarette cigarettes"),
    deed("pipe-fill", "fill pack tamp", "PERSON", "pipe"),
    deed("paper-rustle", "unfold shuffle turn rustle unroll crumple", "PERSON", "LETTER"),
    deed("paper-rustle", "rustle crackle", "LETTER", "-"),
    deed("cloth", "rustle swish", "skirt skirts silk robe cloak dress coat gown petticoats", "-"),
    deed("photo-frame", "set_down put_down pick_up", "PERSON", "photograph portrait picture frame photo"),
    deed("drum-roll-in", "roll trundle", "", "drum drums barrel barrels cask casks"),
    deed("drum-roll-in", "roll trundle", "drum drums barrel barrels cask casks", "-"),
    deed("drum-open", "unscrew open", "PERSON", "drum barrel canister bung"),
    deed("gasoline-pour", "pour splash spill", "", "petrol gasoline kerosene paraffin"),
    deed("?a key in a lock", "turn", "key", "-"),
    deed("?a key in a lock", "turn", "PERSON", "key"),
    // Other sounds that the library lacks.
    deed("?music", "play strike_up begin", "band orchestra organ gramophone piano fiddle violin accordion radio wireless organist pianist", ""),
    deed("?a chord", "strike", "PERSON", "chord chords"),
    deed("?music", "play", "PERSON", "piano organ fiddle violin flute accordion guitar strain tune air chord chords waltz hymn march sonata melody \
        song scale scales"),
    deed("?music", "play", "PERSON", "^ piano organ fiddle violin flute accordion guitar harpsichord"),
    deed("?a typewriter", "clatter rattle clack", "typewriter typewriters keys", ""),
    deed("?a splash", "splash", "", ""),
    deed("??a crash", "crash", "something", "-"),
];
