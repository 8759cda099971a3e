//! Nouns for people, and titles that come before a name.

use super::words::listed;

/// The sex of a person.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sex {
    Woman,
    Man,
}

/// The age of a person.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Age {
    Child,
    Young,
    #[default]
    Grown,
    Old,
}

/// The meaning of a noun for people.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Noun {
    pub sex: Option<Sex>,
    pub age: Option<Age>,
    /// Whether it means only sex and age, and can name any such person: `man`,
    /// `girl`.
    pub vague: bool,
    /// Whether it names a relative: `mother`.
    pub kin: bool,
    /// Whether it names more than one person: `soldiers`.
    pub several: bool,
}

const NONE: Noun = Noun {
    sex: None,
    age: None,
    vague: false,
    kin: false,
    several: false,
};

const MEN: &str = "monk friar king prince lord duke count baron earl emperor tsar waiter postman policeman \
    fisherman boatman ferryman coachman footman butler salesman watchman foreman headman chairman milkman bishop \
    abbot priest father_superior bridegroom groom valet cabman tradesman workman craftsman lumberjack squire \
    hussar cossack sultan vizier swordsman horseman ploughman signalman bargeman tram-man";
const WOMEN: &str = "nun queen princess duchess countess baroness empress waitress maid housemaid housekeeper \
    governess nurse landlady hostess actress midwife washerwoman chambermaid mistress matron bride widow seamstress \
    charwoman ballerina ayah priestess abbess stewardess";
const EITHER: &str = "corporal sergeant private captain lieutenant colonel major general marshal admiral ensign \
    pharmacist doctor surgeon officer soldier guard sentry guardsman driver clerk teacher student pupil lawyer \
    judge inspector detective constable commander commissar agent spy messenger courier porter cook servant secretary \
    shopkeeper innkeeper landlord baker butcher smith blacksmith carpenter miller farmer peasant shepherd sailor \
    captain boatswain bosun mate pilot engineer mechanic stoker conductor guide scout gunner rifleman orderly adjutant \
    commandant minister president chancellor mayor ambassador professor master vicar parson pastor curate scribe \
    stranger visitor guest traveller passenger neighbour friend customer prisoner patient thief robber beggar tramp \
    hunter gardener keeper gamekeeper lighthouse-keeper librarian journalist reporter photographer painter musician \
    singer dancer poet writer editor banker merchant dealer broker usher page apprentice assistant manager director \
    chief boss leader elder disciple cultivator examiner registrar attendant steward recruit volunteer deserter \
    veteran cripple operator telegraphist caller voice warden jailer gaoler magistrate notary coroner chemist \
    apothecary tailor cobbler barber cooper fiddler piper harbourmaster stationmaster schoolmaster headmaster \
    postmaster quartermaster ringmaster bargee marksman sniper envoy herald steersman helmsman lookout ghost \
    phantom spectre spirit companion ruffian scoundrel rascal villain invalid physician \
    preacher reverend padre chaplain rabbi imam deacon constable marshal ostler stableboy nanny \
    attorney barrister solicitor rector clergyman verger sexton sheriff deputy bailiff juror witness \
    warder skipper purser stowaway lieutenant-colonel surveyor architect plumber electrician decorator grocer \
    greengrocer fishmonger ironmonger chauffeur cabbie trucker paramedic intern analyst technician programmer \
    professor lecturer tutor dean bursar headteacher caretaker janitor receptionist bartender barman barmaid \
    bouncer jockey trainer referee umpire goalkeeper novelist playwright actor director producer \
    cameraman conductor cellist violinist pianist drummer trumpeter organist widower orphan heir lodger tenant \
    rancher cowboy gunslinger prospector miner trapper drover wrangler outlaw bandit highwayman smuggler \
    pirate buccaneer cabin-boy alchemist sorcerer sorceress enchantress mage warlock druid ranger \
    paladin huntsman huntress goblin troll ogre elf fairy pixie gnome dragon robot android cyborg alien \
    seaman shipmate comrade creature animal beast bird giant dwarf witch wizard knight client lodger";
const VAGUE_MEN: &str = "man gentleman fellow chap bloke";
const VAGUE_WOMEN: &str = "woman lady";
const KIN_MEN: &str = "father brother son uncle grandfather husband nephew papa dad grandpa stepfather grandson \
    godfather daddy grandad granddad grandpapa gramps";
const KIN_WOMEN: &str = "mother sister daughter aunt grandmother wife niece mama mum grandma stepmother \
    granddaughter godmother mamma mom granny mummy mommy marmee mam gran grannie nana";
const SEVERAL: &str = "soldiers men women children boys girls people guards officers sailors voices crowd mob others \
    villagers clerks servants prisoners passengers students disciples elders guests brothers sisters townsfolk \
    workers peasants everyone everybody all gentlemen ladies sentries strangers neighbours friends twins";

/// Returns the meaning of a noun, if it names people.
pub(crate) fn noun(word: &str) -> Option<Noun> {
    let man = Some(Sex::Man);
    let woman = Some(Sex::Woman);
    let of = |sex, age, vague, kin| Noun {
        sex,
        age,
        vague,
        kin,
        several: false,
    };
    Some(match plain_noun(word) {
        "boy" | "lad" | "youngster" => of(man, Some(Age::Child), true, false),
        "girl" | "lass" => of(woman, Some(Age::Child), true, false),
        "child" | "kid" => of(None, Some(Age::Child), true, false),
        "youth" => of(man, Some(Age::Young), true, false),
        "grandfather" => of(man, Some(Age::Old), false, true),
        "grandmother" => of(woman, Some(Age::Old), false, true),
        "crone" => of(woman, Some(Age::Old), true, false),
        "cousin" | "parent" => of(None, None, false, true),
        _ if listed(VAGUE_MEN, word) => of(man, None, true, false),
        _ if listed(VAGUE_WOMEN, word) => of(woman, None, true, false),
        _ if listed(KIN_MEN, word) => of(man, None, false, true),
        _ if listed(KIN_WOMEN, word) => of(woman, None, false, true),
        _ if listed(MEN, word) => of(man, None, false, false),
        _ if listed(WOMEN, word) => of(woman, None, false, false),
        _ if listed(EITHER, word) || listed(EITHER, plain_noun(word)) => NONE,
        _ if listed(SEVERAL, word) => Noun {
            several: true,
            ..NONE
        },
        _ => return several(word),
    })
}

/// Returns the meaning of the plural of a noun on the lists: `warders`.
fn several(word: &str) -> Option<Noun> {
    let single = word.strip_suffix('s')?;
    let known = [MEN, WOMEN, EITHER, KIN_MEN, KIN_WOMEN]
        .iter()
        .any(|list| listed(list, single));
    known.then_some(Noun {
        several: true,
        ..NONE
    })
}

/// Returns the plain form of a noun that people shorten: `mamma` is `mother`, `Sarge` is
/// `sergeant`.
pub(crate) fn plain_noun(noun: &str) -> &str {
    match noun {
        "mama" | "mamma" | "mam" | "mum" | "mummy" | "mom" | "mommy" | "marmee" => "mother",
        "papa" | "dad" | "daddy" | "da" | "pa" => "father",
        "grandma" | "grandmama" | "grandmamma" | "granny" | "grannie" | "gran" | "nan" | "nana"
        | "nonna" | "oma" | "babushka" => "grandmother",
        "grandpa" | "grandpapa" | "grandad" | "granddad" | "gramps" | "gramp" | "nonno" | "opa" => {
            "grandfather"
        }
        "sarge" | "sarn't" | "sarnt" | "serg" => "sergeant",
        "corp" => "corporal",
        "doc" => "doctor",
        "prof" => "professor",
        "physician" => "doctor",
        "spirit" | "spectre" | "phantom" | "apparition" => "ghost",
        noun => noun,
    }
}

/// Returns the singular of a noun for people; the noun itself if it has none.
pub(crate) fn singular(noun: &str) -> &str {
    match noun {
        "men" => "man",
        "women" => "woman",
        "gentlemen" => "gentleman",
        "ladies" => "lady",
        "children" => "child",
        "policemen" => "policeman",
        "workmen" => "workman",
        noun => noun.strip_suffix('s').unwrap_or(noun),
    }
}

/// Returns the noun for the other side of a relation: the uncle of a nephew.
pub(crate) fn reverse_kin(noun: &str, sex: Sex) -> Option<&'static str> {
    let pair = match noun {
        "nephew" | "niece" => ("uncle", "aunt"),
        "uncle" | "aunt" => ("nephew", "niece"),
        "son" | "daughter" => ("father", "mother"),
        "father" | "mother" => ("son", "daughter"),
        "grandfather" | "grandmother" => ("grandson", "granddaughter"),
        "husband" | "wife" => ("husband", "wife"),
        "grandson" | "granddaughter" => ("grandfather", "grandmother"),
        "brother" | "sister" => ("brother", "sister"),
        _ => return None,
    };
    Some(if sex == Sex::Man { pair.0 } else { pair.1 })
}

/// Returns the sex for a title before a name, which may be unknown; `None` if the
/// word is not a title.
pub(crate) fn title(word: &str) -> Option<Option<Sex>> {
    const MEN: &str = "mr mister sir lord monsieur master uncle father brother prince king count baron herr signor \
        captain major colonel general lieutenant sergeant corporal private admiral marshal capt lt col gen sgt cpl \
        maj lieut reverend rev bishop saint squire grandfather grandpa";
    const WOMEN: &str = "mrs miss ms lady madame mademoiselle mme mlle aunt sister mother princess queen countess \
        baroness dame frau signora nurse widow grandmother grandma";
    const EITHER: &str = "dr doctor professor prof comrade inspector detective judge commissar commander president \
        minister constable officer agent cousin chief elder captain";
    let word = word.trim_end_matches('.');
    if listed(MEN, word) {
        Some(Some(Sex::Man))
    } else if listed(WOMEN, word) {
        Some(Some(Sex::Woman))
    } else {
        listed(EITHER, word).then_some(None)
    }
}

/// Returns whether a noun is a rank. A person with a rank counts as a man until
/// the text shows otherwise.
pub(crate) fn is_rank(head: &str) -> bool {
    const RANKS: &str = "corporal sergeant private captain lieutenant colonel major general marshal admiral ensign soldier \
        sailor guard sentry gunner rifleman";
    head.split(' ').all(|word| listed(RANKS, word))
}

/// Returns whether a noun is a device through which people speak.
pub(crate) fn is_device(noun: &str) -> bool {
    const DEVICES: &str = "radio telephone phone speaker loudspeaker intercom receiver handset line tannoy walkie-talkie \
        earpiece headset walkie-talkies machine voicemail screen megaphone loudhailer";
    listed(DEVICES, noun)
}

/// Returns the age for an adjective.
pub(crate) fn age_of(adjective: &str) -> Option<Age> {
    match adjective {
        "old" | "older" | "oldest" | "elderly" | "grey" | "bald" | "white-haired"
        | "grey-haired" => Some(Age::Old),
        "young" | "younger" | "youngest" => Some(Age::Young),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_of_ranks_are_the_ranks() {
        for (short, rank) in [
            ("sarge", "sergeant"),
            ("sarn't", "sergeant"),
            ("corp", "corporal"),
        ] {
            assert_eq!(plain_noun(short), rank);
            assert!(noun(short).is_some() && noun(rank).is_some(), "{short}");
        }
    }
}
