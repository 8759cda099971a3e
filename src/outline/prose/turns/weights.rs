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
    SaidSure = 326,
    Said = 96,
    SaidOtherSure = -126,
    SaidOther = 4,
    Lead = 100,
    Beat = 107,
    BeatBefore = 77,
    LeadOther = -10,
    BeatOther = -57,
    BeatBeforeOther = -37,
    /// A pronoun that means the person.
    PronounSaid = 51,
    PronounLead = 39,
    PronounBeat = 13,
    PronounBeatBefore = 48,
    /// A pronoun for the subject of its paragraph.
    NearSaid = 89,
    NearLead = 45,
    NearBeat = 32,
    NearBeatBefore = 53,
    AgreesSaid = 8,
    AgreesLead = 38,
    AgreesBeat = 58,
    AgreesBeatBefore = 76,
    /// A pronoun, and the sex of the person is unknown.
    MaySaid = -6,
    MayLead = 8,
    MayBeat = 3,
    MayBeatBefore = 0,
    DisagreesSaid = -142,
    Disagrees = -102,
    // `Said the stranger`.
    DeviceSame = 59,
    StrangerCame = 75,
    StrangerSeen = 26,
    StrangerUnmet = -1,
    EpithetSame = 114,
    EpithetTeller = -100,
    EpithetOtherSex = -61,
    EpithetOtherAge = -50,
    EpithetOld = -6,
    EpithetDescribed = 66,
    EpithetUnmet = -8,
    EpithetSexed = 15,
    EpithetOther = 24,
    /// The tag says that the words are for this person.
    SpokenTo = -500,
    /// The turn addresses the person.
    Called = -471,
    /// The narration between reports that the person said something else, or nothing.
    Reported = -199,
    /// The narration between begins with the person.
    Between = 23,
    /// The person is only in speech: with a whole name, a name, or another noun.
    UnseenWhole = -14,
    UnseenName = -60,
    Unseen = -217,
    Relation = 108,
    SpokenOf = -78,
    Own = 665,
    Led = 146,
    LedTeller = 30,
    Begins = 256,
    Dumb = -579,
    Unnamed = -327,
    /// How near and frequent the person is, from 0 to 15.
    Near = 16,
    /// The person who was mentioned last, last but one, and so on.
    Last = 53,
    Second = 32,
    Third = -7,
    /// The last subject of narration.
    Actor = -20,
    /// The subject with whom the narration after the paragraph begins.
    After = -0,
    /// The paragraph also mentions the person outside the tags.
    InParagraph = 0,
    /// A tag names the person at the turn before, the one before that, and so on.
    TaggedBefore1 = -35,
    TaggedBefore2 = 19,
    TaggedBefore3 = -18,
    TaggedBefore4 = 21,
    TaggedAfter1 = -36,
    TaggedAfter2 = -9,
    TaggedAfter3 = -35,
    /// How many turns around have a tag of the person, to 6.
    Talks = 28,
    /// The person spoke or acted beside a speech since the scene began.
    TalksMany = -3,
    InScene = 1,
    NearMany = 7,
    LastMany = 27,
    AnswersMany = -7,
    TellerUntagged = 17,
    Nameless = -60,
    /// Turns around speak of the person, to 3.
    SpokenOfNear = 13,
    /// Turns around address the person, to 3.
    CalledNear = 67,
    /// The person is not mentioned before the turn.
    NotYet = -27,
    /// The number of mentions, as a power of two.
    Fame = 8,
    CallHere = 12,
    CallVoice = 159,
    Answers = 81,
    AnswersLate = -19,
    CalledBefore2 = -10,
    IdiomOwn = 12,
    IdiomOther = -7,
    WhoseAgrees = 3,
    WhoseDisagrees = -2,
    StyleTitle = 41,
    StyleBare = 83,
    StyleOther = -43,
    Introduced = 71,
    Crowd = 574,
    Missed = -100,
    Away = -200,
    // One speaker for neighbouring turns.
    SameGoesOn = 78,
    SameCalls = 115,
    SameLate = -97,
    Same = -481,
    SameMany = -156,
    SameAsked = -19,
    SameAnswered = 1,
    SameApart = -74,
    SameFar = -32,
    // Two speakers for neighbouring turns.
    CalledNext = 109,
    CalledEarly = -10,
    CalledNextMany = 10,
    Calls = 54,
    CalledOther = 4,
    SpokenOfNext = 37,
    SpeaksOf = -3,
    Courteous = 57,
    Discourteous = -119,
    LowRank = -100,
    // One speaker for two turns with one between.
    Again0 = 102,
    Again0Three = 121,
    Again0Many = 36,
    Again1Many = -3,
    Again1 = 21,
    Again2 = -17,
    AgainAsked = 41,
    AgainCalled = -22,
    AgainCalledOther = -48,
    AgainUntagged = 6,
    AgainFirst = 28,
    AgainTagged = 55,
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
