//! The evidence of the words and tags of one turn for a person.

use crate::outline::lexicon::{Age, Sex, is_device, noun, reverse_kin};
use crate::outline::prose::people::{People, Person};
use crate::outline::prose::tags::{Tag, TagKind};
use crate::outline::prose::turns::turn::Turn;
use crate::outline::prose::turns::weights::{Evidence, Feature};
use cuebook_core::id::WordId;

/// How much more the first tag of a turn counts than another one.
const FIRST: i32 = 4;

/// Adds the evidence of the turn's words and tags for a person.
pub(super) fn words(people: &People, turn: &Turn, person: usize, all: &mut Evidence) {
    let who = &people.people[person];
    tags(people, turn, person, all);
    all.note(turn.called.contains(&person), Feature::Called);
    match turn.between {
        Some((between, true)) => all.note(between == person, Feature::Reported),
        Some((between, false)) => all.note(between == person && turn.gap < 3, Feature::Between),
        None => {}
    }
    if !who.narrated {
        all.add(unseen(who), 1);
    }
    all.note(is_relation(turn, who), Feature::Relation);
    all.note(turn.spoken_of.contains(&person), Feature::SpokenOf);
    all.note(turn.own.contains(&person), Feature::Own);
    // A story's `I` is in every narration.
    let led = turn.led == Some(person);
    all.note(led && !who.teller, Feature::Led);
    all.note(led && who.teller, Feature::LedTeller);
    all.note(turn.begins == Some(person), Feature::Begins);
    let tagged = turn.tags.iter().any(|tag| tag.person == person);
    all.note((who.several || who.dumb) && !tagged, Feature::Dumb);
    let spouse = turn.spouse.zip(who.sex());
    all.note(
        spouse.is_some_and(|(says, own)| says != own),
        Feature::Spouse,
    );
    let sexes = turn.whose.zip(who.sex());
    all.note(
        sexes.is_some_and(|(his, own)| his == own),
        Feature::WhoseAgrees,
    );
    all.note(
        sexes.is_some_and(|(his, own)| his != own),
        Feature::WhoseDisagrees,
    );
    if let Some(voiced) = turn.voiced {
        let is_other = who.teller || who.sex().is_some_and(|own| own != voiced);
        all.note(is_other, Feature::VoiceOther);
        all.note(!is_other && who.sex().is_some(), Feature::VoiceSame);
    }
    all.note(who.teller && turn.tags.is_empty(), Feature::TellerUntagged);
    all.note(!who.is_named() && !who.teller, Feature::Nameless);
}

/// Adds the evidence of the tags of a turn.
fn tags(people: &People, turn: &Turn, person: usize, all: &mut Evidence) {
    let who = &people.people[person];
    let said = turn.tags.iter().filter(|tag| tag.kind == TagKind::Said);
    let other = turn.tags.iter().filter(|tag| tag.kind != TagKind::Said);
    for (index, tag) in said.chain(other).enumerate() {
        let much = if index == 0 { FIRST } else { 1 };
        by_tag(people, tag, (who, person), much, all);
        all.note(tag.to == Some(person), Feature::SpokenTo);
    }
}

/// Returns the kind of a person who is only mentioned in speech.
fn unseen(who: &Person) -> Feature {
    // `Mrs. Hale` is a person, `Pin` is rather a name for the wren.
    let rank = who
        .names
        .iter()
        .any(|name| noun(&name.to_lowercase()).is_some());
    let whole = !rank && (who.title.is_some() || who.names.len() > 1);
    match who.is_named() {
        true if who.called && whole => Feature::UnseenWhole,
        true if !rank => Feature::UnseenName,
        // `Comrade Commander` is a name for a person of the talk.
        _ => Feature::Unseen,
    }
}

/// Returns whether the turn says `brother` to a person who is a sister.
fn is_relation(turn: &Turn, who: &Person) -> bool {
    let sex = who
        .sex()
        .map_or(vec![Sex::Man, Sex::Woman], |sex| vec![sex]);
    let side = |noun: &String, sex: &Sex| {
        let other = reverse_kin(noun, *sex);
        other.is_some_and(|other| who.nouns.iter().any(|own| own == other))
    };
    let mut kin = turn.kin.iter();
    kin.any(|noun| sex.iter().any(|sex| side(noun, sex)))
}

/// Returns the kind of evidence of `said the stranger` for a person.
fn by_epithet(people: &People, tag: &Tag, who: &Person, same: bool) -> Option<Feature> {
    let meant = &people.people[tag.person];
    // A device speaks for another person.
    if meant.nouns.iter().any(|noun| is_device(noun)) {
        return same.then_some(Feature::DeviceSame);
    }
    let old = meant.age == Some(Age::Old);
    Some(match (meant.sex(), who.sex()) {
        _ if same && meant.unmet && meant.came => Feature::StrangerCame,
        _ if same && meant.unmet && meant.seen => Feature::StrangerSeen,
        _ if same && meant.unmet => Feature::StrangerUnmet,
        _ if same => Feature::EpithetSame,
        _ if who.teller || who.several => Feature::EpithetTeller,
        (Some(one), Some(other)) if one != other => Feature::EpithetOtherSex,
        _ if is_other_age(meant, who) => Feature::EpithetOtherAge,
        _ if old && who.age.is_none() => Feature::EpithetOld,
        (Some(_), Some(_)) if !who.is_named() && !who.unmet && who.seen => {
            Feature::EpithetDescribed
        }
        _ if who.unmet || who.first == WordId::NEVER => Feature::EpithetUnmet,
        (Some(_), Some(_)) => Feature::EpithetSexed,
        _ => Feature::EpithetOther,
    })
}

/// Returns whether the age of words for a person excludes another.
fn is_other_age(meant: &Person, who: &Person) -> bool {
    match meant.age {
        Some(Age::Old) => who.age.is_some_and(|age| age != Age::Old),
        Some(Age::Young) => who.title.as_deref() == Some("mrs"),
        Some(Age::Child) => matches!(who.age, Some(Age::Grown | Age::Old)),
        _ => false,
    }
}

fn by_tag(
    people: &People,
    tag: &Tag,
    (who, person): (&Person, usize),
    much: i32,
    all: &mut Evidence,
) {
    use Feature as F;
    use TagKind as K;
    let same = tag.person == person;
    if tag.anybody && tag.kind == K::Said && tag.pronoun.is_none() {
        if let Some(feature) = by_epithet(people, tag, who, same) {
            all.add(feature, much);
        }
        return;
    }
    let [meant, near, agrees, may] = match tag.kind {
        K::Said => [F::PronounSaid, F::NearSaid, F::AgreesSaid, F::MaySaid],
        K::Lead => [F::PronounLead, F::NearLead, F::AgreesLead, F::MayLead],
        K::Beat => [F::PronounBeat, F::NearBeat, F::AgreesBeat, F::MayBeat],
        K::BeatBefore => [
            F::PronounBeatBefore,
            F::NearBeatBefore,
            F::AgreesBeatBefore,
            F::MayBeatBefore,
        ],
    };
    let Some(pronoun) = tag.pronoun else {
        let feature = match (tag.kind, same) {
            (K::Said, true) if tag.sure => F::SaidSure,
            (K::Said, true) => F::Said,
            (K::Said, false) if tag.sure => F::SaidOtherSure,
            (K::Said, false) => F::SaidOther,
            (K::Lead, true) => F::Lead,
            (K::Beat, true) => F::Beat,
            (K::BeatBefore, true) => F::BeatBefore,
            (K::Lead, false) => F::LeadOther,
            (K::Beat, false) => F::BeatOther,
            (K::BeatBefore, false) => F::BeatBeforeOther,
        };
        all.add(feature, much);
        return;
    };
    all.add(meant, if same { much } else { 0 });
    all.add(near, if same && tag.near { much } else { 0 });
    let feature = match who.agrees(pronoun) {
        Some(true) => agrees,
        // The text has chosen them, whatever it says about their sex.
        None if same => agrees,
        None => may,
        Some(false) if tag.kind == K::Said => F::DisagreesSaid,
        Some(false) => F::Disagrees,
    };
    all.add(feature, much);
}
