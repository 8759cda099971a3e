//! Words that suggest a space or a tone: what an author writes who does not know its name.

/// The names with the words that suggest them, separated by spaces.
#[rustfmt::skip]
const WORDS: [(&str, &str); 35] = [
    ("panelled-room", "office study library room parlour parlor lounge living-room drawing-room sitting-room cabin club wooden interior indoors inside"),
    ("bedroom", "bed nursery chamber dormitory hotel carpet soft"),
    ("bathroom", "bath shower toilet lavatory washroom kitchen tiled tiles small"),
    ("hall", "ballroom gym theatre theater auditorium concert lobby station warehouse hangar refectory large school"),
    ("stone-corridor", "corridor passage hallway castle prison jail gaol monastery cloister stone"),
    ("staircase", "stairs stair stairwell landing steps tower"),
    ("cellar", "basement vault dungeon bunker garage crypt underground"),
    ("tunnel", "cave cavern mine sewer pipe subway underpass metro tube"),
    ("cathedral", "church chapel abbey minster nave temple mosque synagogue huge"),
    ("courtyard", "yard court patio square cloisters"),
    ("street", "road alley lane town city avenue market village"),
    ("forest", "wood woods woodland jungle trees park grove"),
    ("open-field", "open-air outdoors outdoor outside exterior open air field meadow moor country countryside beach sea shore desert plain hill mountain prairie garden nature"),
    ("car", "taxi cab van truck lorry vehicle automobile carriage coach bus"),
    ("tent", "marquee camp canvas"),
    ("telephone", "phone call handset intercom mobile cellphone"),
    ("radio", "wireless walkie-talkie broadcast loudspeaker tannoy speaker television tv"),
    ("neutral", "normal plain default calm none flat ordinary"),
    ("urgent", "hurried excited anxious nervous worried tense quick eager alarmed desperate"),
    ("shout", "loud yell scream cry roar bellow shriek call"),
    ("angry", "anger furious rage raging enraged fierce cross irate annoyed irritated mad outraged"),
    ("afraid", "scared frightened fearful fear terrified terror panic panicked timid horrified"),
    ("happy", "cheerful joyful joy merry glad delighted content elated bright"),
    ("sad", "sorrowful sorrow mournful grief grieving upset sad-tired melancholy unhappy gloomy miserable dejected"),
    ("whisper", "quiet soft hushed murmur mutter low secret breathy silent"),
    ("cold", "stern icy harsh menacing threatening hard severe bitter grim serious hostile"),
    ("warm", "kind gentle tender loving friendly caring fond affectionate"),
    ("weary", "tired exhausted sleepy bored resigned sigh weak faint"),
    ("mocking", "sarcastic sarcasm ironic irony teasing scornful contemptuous sneering dry amused sly"),
    ("tearful", "tears broken trembling pleading choked"),
    ("crying", "weeping sobbing sob wailing wail bawling"),
    ("laughing", "laugh giggling playful joking amused chuckle"),
    ("drunk", "drunken tipsy slurred slurring intoxicated boozy"),
    ("out-of-breath", "breathless panting pant gasping winded puffing exhausted-run"),
    ("thinking", "thought thoughtful inner pondering musing silent-voice"),
];

/// Returns the words that suggest a name.
pub(super) fn of(name: &str) -> Vec<&'static str> {
    let found = WORDS.iter().find(|(known, _)| *known == name);
    found.map_or_else(Vec::new, |(_, words)| words.split(' ').collect())
}
