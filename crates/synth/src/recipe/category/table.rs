//! The categories of the Universal Category System, version 8.2.1: <https://universalcategorysystem.com>.
//!
//! A row has the letters of a category, its name, and its parts: the end of the id, then its name.
//! `-` is no end: the id has the letters alone.

/// The letters of each category, its name and its parts.
#[rustfmt::skip]
pub(super) const CATEGORIES: &[(&str, &str, &str)] = &[
    ("AIR", "air", "Brst burst, Hiss hiss, Misc other, Suck suction"),
    ("AERO", "aircraft", "Door door, Heli helicopter, Int interior, Jet jet, Mech mechanism, Mil military, Misc other, Prop propeller, \
        Radio radio controlled, Rckt rocket"),
    ("ALRM", "alarms", "Bell bell, Buzr buzzer, Clok clock, Elec electronic, Misc other, Sirn siren"),
    ("AMB", "ambience", "Air air, Alpn alpine, Amus amusement park, Bird birdsong, Cele celebration, Cnst construction, Dsrt desert, \
        Dsgn designed, Emrg emergency, Fant fantasy, Farm farm, Forst forest, Gras grassland, Hist historical, Tech high tech, Hosp hospital, \
        Ind industry, Insc insects, Lake lakeside, Mrkt market, Misc other, Naut nautical, Offc office, Park park, Prisn prison, Prtst protest, \
        Publ public place, Rlgn religious, Home residential, Rest restaurant and bar, Room room tone, Rurl rural, Schl school, \
        Sci science fiction, Sea seaside, Sprt sport, Subn suburban, Swmp swamp, Town town, Traf traffic, Tran transport, Trop tropical, \
        Tndra tundra, Undr underground, Undwtr underwater, Urbn urban, War warfare"),
    ("ANML", "animals", "Amph amphibian, Aqua aquatic, Bat bat, Cat domestic cat, Wcat wild cat, Dog dog, Wdog wild dog, Farm farm, Hors horse, \
        Insc insect, Misc other, Prim primate, Rept reptile, Rdnt rodent, Wild wild"),
    ("ADR", "archived", "- replaced dialogue"),
    ("ASSET", "archived", "- asset"),
    ("BNCE", "archived", "- bounce"),
    ("IR", "archived", "- impulse response"),
    ("LPGRP", "archived", "- loop group"),
    ("MIX", "archived", "- mix"),
    ("PFX", "archived", "- production effects"),
    ("PROD", "archived", "- production"),
    ("RAW", "archived", "- raw"),
    ("REF", "archived", "- reference"),
    ("SCNE", "archived", "- scene"),
    ("TEST", "archived", "- test tone"),
    ("TMARK", "archived", "- trademark"),
    ("WIP", "archived", "- work in progress"),
    ("WTF", "archived", "- without a category"),
    ("BEEP", "beeps", "- general, Appl appliance, Lofi low fidelity, Med medical, Timer timer, Veh vehicle"),
    ("BELL", "bells", "Anml animal, Door doorbell, Gong gong, Hand handbell, Lrg large, Misc other"),
    ("BIRD", "birds", "Prey bird of prey, Crow crow, Fowl fowl, Misc other, Sea sea, Song songbird, Trop tropical, Wade wading"),
    ("BOAT", "boats", "Air airboat, Wash bow wash, Door door, Elec electric, Fish fishing, Horn horn, Int interior, Mech mechanism, \
        Mil military, Misc other, Motr motorboat, Race racing, Row rowing boat, Sail sailing boat, Ship ship, Stm steam, Sub submarine, \
        Undwtr underwater"),
    ("BLLT", "bullets", "By passing, Impt impact, Misc other, Rico ricochet, Shel shell"),
    ("TOON", "cartoon", "Anml animal, Boing boing, Clang clang, Creak creak, Horn horn, Impt impact, Mach machine, Misc other, Mx musical, \
        Pluk pluck, Pop pop, Shake shake, Splt splat, Sqk squeak, Strch stretch, Swsh swish, Twang twang, Veh vehicle, Vox voice, Warb warble, \
        Whis whistle, Zip zip"),
    ("CERM", "ceramics", "Brk break, Crsh crash, Fric friction, Hndl handling, Impt impact, Misc other, Mvmt movement, Tonl tonal"),
    ("CHAIN", "chains", "Brk break, Hndl handling, Impt impact, Misc other, Mvmt movement"),
    ("CHEM", "chemicals", "Acid acid, Misc other, Reac reaction"),
    ("CLOCK", "clocks", "Chim chime, Mech mechanism, Misc other, Tick tick"),
    ("CLOTH", "cloth", "Flp flap, Hndl handling, Impt impact, Misc other, Mvmt movement, Rip rip"),
    ("COM", "communications", "Av audio and video, Cam camera, Cell mobile phone, Mic microphone, Misc other, Phono phonograph, Radio radio, \
        Static static, Telm telemetry, Telph telephone, Tv television, Tran transceiver, Type typewriter"),
    ("CMPT", "computers", "Driv hard drive, Key keyboard and mouse, Misc other"),
    ("CREA", "creatures", "Aqua aquatic, Avian avian, Beast beast, Blob blob, Dino dinosaur, Drgn dragon, Elem elemental, Ethr ethereal, \
        Hmn humanoid, Insc insect, Misc other, Mnstr monster, Rept reptile, Small small, Srce source"),
    ("CRWD", "crowds", "Angr angry, Apls applause, Batl battle, Cele celebration, Cheer cheering, Chld children, Conv conversation, \
        Laff laughter, Loop loop group, Misc other, Panic panic, Quiet quiet, Reac reaction, Sing singing, Sprt sport, Walla walla"),
    ("DSGN", "designed", "Bass bass dive, Boom boom, Bram braam, Dist distortion, Dron drone, Erie eerie, Ethr ethereal, Gran granular, \
        Impt impact, Misc other, Morph morph, Rise riser, Rmbl rumble, Rythm rhythmical, Srce source, Stngr stinger, Synth synthetic, \
        Tonl tonal, Vocl vocal, Whsh whoosh"),
    ("DESTR", "destruction", "Clpse collapse, Crsh crash, Misc other"),
    ("DIRT", "dirt and sand", "Crsh crash, Dust dust, Hndl handling, Impt impact, Misc other, Mvmt movement, Tonl tonal"),
    ("DOOR", "doors", "Antq antique, Appl appliance, Cab cabinet, Comp composite, Creak creak, Dungn dungeon, Elec electric, Gate gate, \
        Glas glass, Hdwr lock and handle, Tech high tech, Hydr hydraulic and pneumatic, Knck knock, Metl metal, Misc other, Plas plastic, \
        Prisn prison, Revl revolving, Slid sliding, Ston stone, Swng swinging, Wood wood"),
    ("DRWR", "drawers", "Metl metal, Misc other, Plas plastic, Wood wood"),
    ("ELEC", "electricity", "Arc arc, Buzz buzz and hum, Emf electromagnetic, Misc other, Sprk sparks, Zap zap"),
    ("EQUIP", "equipment", "Bridle bridle and tack, Tech high tech, Misc other, Rec recreation, Sprt sport, Tact tactical"),
    ("EXPL", "explosions", "Dsgn designed, Misc other, Real real"),
    ("FART", "farts", "Dsgn designed, Misc other, Real real"),
    ("FGHT", "fight", "Bf body fall, Clth cloth, Grab grab, Impt impact, Misc other"),
    ("FIRE", "fire", "Burn burning, Brst burst, Crkl crackle, Gas gas, Ign ignition, Misc other, Sizz sizzle, Trch torch, Turb turbulent, \
        Whsh whoosh"),
    ("FRWK", "fireworks", "Comr display, Misc other, Rec recreation"),
    ("FOLY", "foley", "Clth cloth, Feet feet, Hand hands, Misc other, Prop prop"),
    ("FOOD", "food and drink", "Cook cooking, Drnk drinking, Eat eating, Gware glassware, Ingr ingredients, Kware kitchenware, Misc other, \
        Pour pouring, Tware tableware"),
    ("FEET", "footsteps", "Anml animal, Crea creature, Hors horse, Hmn human, Misc other"),
    ("GAME", "games", "Arcd arcade, Board board game, Cas casino, Misc other, Video video game"),
    ("GEO", "geothermal", "Fuma fumarole, Geyser geyser, Lava lava, Misc other, Mudpot mud pot"),
    ("GLAS", "glass", "Brk break, Crsh crash, Fric friction, Hndl handling, Impt impact, Misc other, Mvmt movement, Tonl tonal"),
    ("GORE", "gore", "Blood blood, Bone bone, Burn burn, Flsh flesh, Misc other, Ooze ooze, Srce source, Splt splat, Sqsh squish, Stab stab"),
    ("GUN", "guns", "Antq antique, Artl artillery, Auto automatic, Cano cannon, Hndl handling, Tech high tech, Mech mechanism, Misc other, \
        Pis pistol, Rif rifle, Shotg shotgun, Supr silenced"),
    ("HORN", "horns", "Air air powered, Cele celebration, Misc other, Trad traditional"),
    ("HMN", "human", "Blow blow, Brth breath, Burp burp, Cough cough, Hart heartbeat, Kiss kiss, Misc other, Pee urination, Skin skin, \
        Sneez sneeze, Sniff sniff, Snor snore, Spit spit, Vomit vomit"),
    ("ICE", "ice", "Brk break, Crsh crash, Fric friction, Hndl handling, Impt impact, Misc other, Mvmt movement, Tonl tonal"),
    ("LASR", "lasers", "Beam beam, Gun gun, Impt impact, Misc other"),
    ("LETHR", "leather", "Creak creak, Hndl handling, Impt impact, Misc other, Mvmt movement"),
    ("LIQ", "liquid and mud", "Bubl bubbles, Impt impact, Misc other, Mvmt movement, Suct suction"),
    ("MACH", "machines", "Amus amusement, Antq antique, Appl appliance, Cnst construction, Elev lift, Escl escalator, Fan fan, Grdn garden, \
        Gym gym, Tech high tech, Hvac heating and ventilation, Ind industry, Mech mechanism, Med medical, Misc other, Offc office, Pump pump"),
    ("MAG", "magic", "Angl angelic, Elem elemental, Evil evil, Misc other, Poof poof, Shim shimmer, Spel spell"),
    ("MECH", "mechanical", "Clik click, Gear gears, Hydr hydraulic and pneumatic, Ltch latch, Lvr lever, Lock lock, Misc other, Puly pulley, \
        Rtch ratchet, Relay relay, Rolr roller, Swtch switch"),
    ("METL", "metal", "Brk break, Crsh crash, Fric friction, Hndl handling, Impt impact, Misc other, Mvmt movement, Tonl tonal"),
    ("MOTR", "motors", "Antq antique, Comb combustion, Elec electric, Misc other, Srvo servo, Turb turbine"),
    ("MOVE", "movement", "Actv activity, Anml animal, Crea creature, Crwd crowd, Hmn human, Insc insect, Misc other, Pres presence"),
    ("MUSC", "music", "Bell bells, Brass brass, Chim chime, Chor choir, Expr experimental, Inst instrument, Keyd keyboard, Loop loop, \
        Misc other, Perc percussion, Tnprc tuned percussion, Prfm performance, Pluck plucked, Smpl sample, Shake shaken, Song song and phrase, \
        Stngr stinger, Str strings, Synth synthesised, Toy toy, Wind woodwind"),
    ("NATD", "natural disaster", "Aval avalanche, Quak earthquake, Misc other, Torn tornado, Tsun tsunami, Thyp typhoon, Volc volcano"),
    ("OBJ", "objects", "Bag bag, Book book, Coin coin, Cont container, Fash fashion, Furn furniture, Grdn garden, Gym gym, Hsehld household, \
        Jewl jewellery, Key keys, Lug luggage, Med medical, Misc other, Offc office, Pack packaging, Tape tape, Umbr umbrella, Whled wheeled, \
        Write writing, Zipr zip"),
    ("PAPR", "paper", "Fltr flutter, Fric friction, Hndl handling, Impt impact, Misc other, Rip rip, Tonl tonal"),
    ("PLAS", "plastic", "Brk break, Crsh crash, Fric friction, Hndl handling, Impt impact, Misc other, Mvmt movement, Tonl tonal"),
    ("RAIN", "rain", "- general, Clth cloth, Conc pavement, Glas glass, Int interior, Metl metal, Plas plastic, Vege vegetation, Watr water, \
        Wood wood"),
    ("ROBT", "robots", "Misc other, Mvmt movement, Vox voice"),
    ("ROCK", "rocks", "Brk break, Crsh crash, Fric friction, Hndl handling, Impt impact, Misc other, Mvmt movement, Tonl tonal"),
    ("ROPE", "rope", "Creak creak, Hndl handling, Impt impact, Misc other, Mvmt movement"),
    ("RUBR", "rubber", "Crsh crash, Fric friction, Hndl handling, Impt impact, Misc other, Mvmt movement, Tonl tonal"),
    ("SCI", "science fiction", "Alrm alarm, Cmpt computer, Door door, Enrg energy, Impt impact, Mach machine, Mech mechanism, Misc other, \
        Retro retro, Ship spaceship, Veh vehicle, Weap weapon"),
    ("SNOW", "snow", "Crsh crash, Fric friction, Hndl handling, Impt impact, Misc other, Mvmt movement"),
    ("SPRT", "sports", "Court court, Field field, Gym gym, Indor indoors, Misc other, Skate skating, Trck athletics, Watr water, Wntr winter"),
    ("SWSH", "swooshes", "- swish"),
    ("WHSH", "swooshes", "- whoosh"),
    ("TOOL", "tools", "Grdn garden, Hand hand, Misc other, Pneu pneumatic, Powr power"),
    ("TOY", "toys", "Elec electronic, Mech mechanical, Misc other"),
    ("TRN", "trains", "Brake brake, Clak clack, Door door, Diesl diesel, Elec electric, Hspd high speed, Horn horn, Int interior, Mech mechanism, \
        Misc other, Steam steam, Sbwy underground, Tram tram"),
    ("UI", "user interface", "Alert alert, Beep beep, Click click, Data data, Glitch glitch, Misc other, Mvmt motion"),
    ("VEGE", "vegetation", "Gras grass, Leaf leaves, Misc other, Tree tree"),
    ("VEH", "vehicles", "Alrm alarm, Antq antique, Atv all terrain, Bike bicycle, Brake brake, Bus bus, Car car, Cnst construction, Door door, \
        Elec electric, Emrg emergency, Farm farm, Frght freight, By passing, Horn horn, Int interior, Jalop jalopy, Mech mechanism, \
        Mil military, Misc other, Moto motorcycle, Race racing, Sirn siren, Skid skid, Susp suspension, Tire tyre, Truck truck and van, \
        Util utility, Wagn wagon, Wndw window"),
    ("VOX", "voices", "Alien alien, Baby baby, Cheer cheer, Chld child, Cry crying, Efrt effort, Fem female, Futz through a loudspeaker, \
        Hist historical, Laff laugh, Male male, Misc other, Reac reaction, Scrm scream, Sing singing, Whsp whisper"),
    ("WATR", "water", "Bubl bubbles, Dran drain, Drip drip, Fizz fizz, Flow flow, Foun fountain, Impt impact, Lap lap, Misc other, \
        Mvmt movement, Plmb plumbing, Pour pour, Splsh splash, Spray spray, Stm steam, Surf surf, Turb turbulent, Undwtr underwater, \
        Fall waterfall, Wave wave"),
    ("WEAP", "weapons", "Armr armour, Arro arrow, Axe axe, Blnt blunt, Bow bow, Knif knife, Misc other, Pole polearm, Siege siege, Swrd sword, \
        Whip whip"),
    ("HAIL", "weather", "- hail"),
    ("WTHR", "weather", "- other"),
    ("STORM", "weather", "- storm"),
    ("THUN", "weather", "- thunder"),
    ("WHST", "whistles", "Hmn human, Mech mechanical, Misc other"),
    ("WIND", "wind", "- general, Dsgn designed, Gust gust, Int interior, Tonl tonal, Turb turbulent, Vege vegetation"),
    ("WNDW", "windows", "Cover covering, Hdwr lock and handle, Knck knock, Metl metal, Misc other, Plas plastic, Wood wood"),
    ("WING", "wings", "Bird bird, Crea creature, Insc insect, Misc other"),
    ("WOOD", "wood", "Brk break, Crsh crash, Fric friction, Hndl handling, Impt impact, Misc other, Mvmt movement, Tonl tonal"),
];
