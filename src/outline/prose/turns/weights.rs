//! The evidence for speakers, and what each kind of it weighs.

macro_rules! features {
    ($($(#[$about:meta])* $name:ident = $weight:literal,)*) => {
        /// A kind of evidence.
        #[derive(Copy, Clone, Debug, PartialEq, Eq)]
        pub(super) enum Feature {
            $($(#[$about])* $name,)*
        }

        /// The weight of each kind.
        const WEIGHTS: &[i32] = &[$($weight,)*];

        #[cfg(test)]
        pub(super) const NAMES: &[&str] = &[$(stringify!($name),)*];
    };
}

features! {
    // The words beside the turn. The first tag counts four times, another one once.
    SaidSure = 300,
    Said = 150,
    SaidOtherSure = -100,
    SaidOther = -50,
    Lead = 100,
    Beat = 60,
    BeatBefore = 50,
    LeadOther = -10,
    BeatOther = -10,
    BeatBeforeOther = -10,
    /// A pronoun that means the person.
    PronounSaid = 25,
    PronounLead = 20,
    PronounBeat = 15,
    PronounBeatBefore = 15,
    /// A pronoun for the subject of its paragraph.
    NearSaid = 60,
    NearLead = 45,
    NearBeat = 30,
    NearBeatBefore = 30,
    AgreesSaid = 50,
    AgreesLead = 38,
    AgreesBeat = 25,
    AgreesBeatBefore = 25,
    /// A pronoun, and the sex of the person is unknown.
    MaySaid = 10,
    MayLead = 8,
    MayBeat = 5,
    MayBeatBefore = 5,
    DisagreesSaid = -200,
    Disagrees = -25,
    // `Said the stranger`.
    DeviceSame = 35,
    StrangerCame = 75,
    StrangerSeen = 35,
    StrangerUnmet = 10,
    EpithetSame = 150,
    EpithetTeller = -100,
    EpithetOtherSex = -100,
    EpithetOtherAge = -50,
    EpithetOld = 15,
    EpithetDescribed = 50,
    EpithetUnmet = -50,
    EpithetSexed = 40,
    EpithetOther = 20,
    /// The tag says that the words are for this person.
    SpokenTo = -500,
    /// The turn addresses the person.
    Called = -450,
    /// The narration between reports that the person said something else, or nothing.
    Reported = -200,
    /// The narration between begins with the person.
    Between = 50,
    /// The person is only in speech: with a whole name, a name, or another noun.
    UnseenWhole = -30,
    UnseenName = -80,
    Unseen = -160,
    Relation = 80,
    SpokenOf = -80,
    Own = 700,
    Led = 110,
    LedTeller = 30,
    Begins = 250,
    Dumb = -600,
    Unnamed = -250,
    /// How near and frequent the person is, from 0 to 15.
    Near = 10,
    /// The person who was mentioned last, last but one, and so on.
    Last = 0,
    Second = 0,
    Third = 0,
    /// The last subject of narration.
    Actor = 0,
    /// The subject with whom the narration after the paragraph begins.
    After = 0,
    /// The paragraph also mentions the person outside the tags.
    InParagraph = 0,
    /// A tag names the person at the turn before, the one before that, and so on.
    TaggedBefore1 = 0,
    TaggedBefore2 = 0,
    TaggedBefore3 = 0,
    TaggedBefore4 = 0,
    TaggedAfter1 = 0,
    TaggedAfter2 = 0,
    TaggedAfter3 = 0,
    /// How many turns around have a tag of the person, to 6.
    Talks = 0,
    /// The person spoke or acted beside a speech since the scene began.
    InScene = 0,
    TellerUntagged = 0,
    Nameless = 0,
    /// Turns around speak of the person, to 3.
    SpokenOfNear = 0,
    /// Turns around address the person, to 3.
    CalledNear = 0,
    /// The person is not mentioned before the turn.
    NotYet = 0,
    /// The number of mentions, as a power of two.
    Fame = 0,
    CallHere = 60,
    CallVoice = 100,
    Answers = 80,
    AnswersLate = 0,
    CalledBefore2 = 0,
    IdiomOwn = 0,
    IdiomOther = 0,
    WhoseAgrees = 0,
    WhoseDisagrees = 0,
    StyleTitle = 50,
    StyleBare = 90,
    StyleOther = -50,
    Introduced = 50,
    Crowd = 550,
    Missed = -100,
    Away = -250,
    // One speaker for neighbouring turns.
    SameGoesOn = 80,
    SameCalls = 80,
    SameLate = -100,
    Same = -300,
    SameAsked = 0,
    SameAnswered = -20,
    SameApart = -100,
    SameFar = -10,
    // Two speakers for neighbouring turns.
    CalledNext = 100,
    Calls = 80,
    CalledOther = 0,
    SpokenOfNext = 0,
    SpeaksOf = 0,
    Courteous = 40,
    Discourteous = -120,
    LowRank = -80,
    // One speaker for two turns with one between.
    Again0 = 100,
    Again0Three = 100,
    Again0Many = 100,
    Again1Many = 50,
    Again1 = 50,
    Again2 = 20,
    AgainAsked = 0,
    AgainCalled = 0,
    AgainCalledOther = 0,
    AgainUntagged = 0,
    AgainFirst = 0,
}

/// Evidence of several kinds, each with how much of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence(pub Vec<(Feature, i32)>);

impl Evidence {
    pub(super) fn add(&mut self, feature: Feature, much: i32) {
        if much != 0 {
            self.0.push((feature, much));
        }
    }

    pub(super) fn note(&mut self, is: bool, feature: Feature) {
        self.add(feature, i32::from(is));
    }

    /// Returns what it weighs together.
    #[must_use]
    pub(super) fn weight(&self) -> i32 {
        let weight = |(feature, much): &(Feature, i32)| WEIGHTS[*feature as usize] * much;
        self.0.iter().map(weight).sum()
    }
}
