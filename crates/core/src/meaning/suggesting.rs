//! Words that suggest a space or a tone: what an author writes who does not know its name.

/// The names with the words that suggest them, separated by spaces.
#[rustfmt::skip]
const WORDS: [(&str, &str); 27] = [
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
    ("urgent", "hurried excited anxious nervous worried tense quick panicked panic afraid scared frightened fearful eager alarmed desperate"),
    ("shout", "loud angry anger furious yell scream cry roar bellow rage shriek call fierce"),
    ("whisper", "quiet soft hushed murmur mutter low secret breathy silent"),
    ("cold", "stern icy harsh menacing threatening hard severe bitter grim serious hostile"),
    ("warm", "kind gentle tender loving friendly caring fond affectionate"),
    ("weary", "tired exhausted sleepy bored resigned old sigh sad-tired weak faint"),
    ("mocking", "sarcastic sarcasm ironic irony teasing scornful contemptuous sneering dry amused sly"),
    ("tearful", "sad weeping crying sobbing grief mournful upset broken trembling sorrowful pleading"),
    ("laughing", "happy cheerful joyful merry laugh giggling playful joking glad delighted amused"),
];

/// Returns the words that suggest a name.
pub(super) fn of(name: &str) -> Vec<&'static str> {
    let found = WORDS.iter().find(|(known, _)| *known == name);
    found.map_or_else(Vec::new, |(_, words)| words.split(' ').collect())
}
