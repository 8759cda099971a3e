//! The cast and the barriers.

use super::names::{BarrierName, ByName, Language, Named, SpaceName, Thing};
use super::rides::BarrierRide;
use super::speaking::{SpeakerSize, ToneName, VoiceName};
use super::voice::{Direction, Heard};
use crate::treatment::{Effect, Treatment, VOICE_DISTANCE, VOICE_DISTANCES};
use crate::what;
use cuebook_core::body::Age;
use cuebook_core::diagnostic::Spanned;
use cuebook_core::units::{Decibels, Hertz};
use cuebook_core::words;
use cuebook_yaml::mapping::{OneOf, OneOrMore, OrDefault, What, mapping};
use cuebook_yaml::quantity::{Distance, Frequency, Level, Loss, Opening, Pace, Pan};

/// The role that reads all words that no other role says. It does not have to be in the cast.
pub const NARRATOR: &str = "NARRATOR";

mapping! {
    /// A member of the cast.
    pub struct Role: "role", "a role", "BORIS: { voice: am_michael, pace: 1.05 }" {
        /// The name of the role: `BORIS`.
        name: Spanned<String>,
    } keys {
        /// The name of a voice, or several with their shares; `cuebook voices list` lists them, see [voices](#voices).
        voice: VoiceName { default: Described("a voice that no other role has, see below"), examples: &["bm_george"] },
        /// The language of what the role says, see [languages](#languages).
        language: Language { default: Described("that of the show"), examples: &["es"] },
        /// How large the speaker is: a factor on the length of the vocal tract, see [voices](#voices).
        size: SpeakerSize { default: Written("medium"), examples: &["small", "0.9"] },
        /// How old the speaker is, see [voices](#voices).
        age: OneOf<Age> { default: Written("adult"), examples: &["child", "old"] },
        /// The pace of the speech; 2 is twice as fast.
        pace: Pace { default: Number(1.0), examples: &["1.05"] },
        /// The gain of the role.
        gain: Level { default: Number(0.0), examples: &["-2dB"] },
        /// The role’s usual [tone](#tones).
        tone: ToneName { default: Written("neutral"), examples: &["warm"] },
        /// `pan` and `distance` together.
        place: Heard
            | /// The position from left to right.
              "pan": Pan { default: Number(0.0), examples: &["-0.3"] }
            | /// The distance to the listener, see [effects](#voice-treatment-and-effects).
              "distance": Distance {
                  default: Number(VOICE_DISTANCE.0),
                  within: Some((VOICE_DISTANCES.0.0, VOICE_DISTANCES.1.0)),
                  examples: &["3m"],
              },
        /// How far the speaker is turned away: a word, or an angle.
        facing: Direction { default: Written("listener"), examples: &["side", "120deg"] },
        /// The [space](#spaces) in which the role is heard, wherever it speaks.
        space: SpaceName { default: Described("that of the scene; none for the narrator"), examples: &["stone-corridor"] },
        /// The [barrier](#barriers) between it and the listener; `none` for no barrier.
        behind: BarrierName { default: Written("none"), examples: &["wall"] },
        /// The device through which the voice is heard, see [effects](#voice-treatment-and-effects).
        effect: OneOf<Option<Effect>> { default: Written("none"), examples: &["telephone"] },
        /// Whether the voice is [treated](#voice-treatment-and-effects); `none` for recordings that are already mastered.
        treatment: OneOf<Treatment> { default: Described("that of the [mix](#mix)"), examples: &["none"] },
        /// Whether speech tags beside its lines are heard, see [speech tags](#speech-tags).
        tags: OneOf<Tags> { default: Described("that of the show"), examples: &["skip"] },
        /// The differences in some scenes, see [roles by scene](#roles-by-scene).
        there = "in": OrDefault<ByName<RoleThere>> { examples: &["{ call: { effect: telephone } }"] },
    }
}

impl Thing for Role {
    const WHAT: What = what::ROLE;
}

mapping! {
    /// The differences of a role in one scene.
    pub struct RoleThere: "role-there", "the differences in a scene", "call: { effect: telephone }" {
        /// The id of the scene.
        scene: Spanned<String>,
    } keys {
        /// The pace of the speech in this scene.
        pace: Pace { examples: &["1.1"] },
        /// The gain of the role in this scene.
        gain: Level { examples: &["-4dB"] },
        /// The [tone](#tones) in this scene.
        tone: ToneName { examples: &["out-of-breath 0.5"] },
        /// `pan` and `distance` together.
        place: Heard
            | /// The position from left to right.
              "pan": Pan { examples: &["0.4"] }
            | /// The distance to the listener.
              "distance": Distance {
                  within: Some((VOICE_DISTANCES.0.0, VOICE_DISTANCES.1.0)),
                  examples: &["6m"],
              },
        /// How far the speaker is turned away: a word, or an angle.
        facing: Direction { examples: &["away"] },
        /// The [space](#spaces) in which the role is heard, or `none`.
        space: SpaceName { examples: &["cellar"] },
        /// The [barrier](#barriers) between it and the listener; `none` for no barrier.
        behind: BarrierName { examples: &["wall"] },
        /// The device through which the voice is heard; `none` for no device.
        effect: OneOf<Option<Effect>> { examples: &["telephone"] },
    }
}

impl Thing for RoleThere {
    const WHAT: What = what::SCENE;
}

words! {
    /// Whether speech tags are heard.
    pub enum Tags: "tags", usually Speak {
        /// the narrator reads them
        Speak = "speak",
        /// they are left out where the voice shows who speaks
        Skip = "skip",
    }
}

/// The roles of a show.
pub type Cast = OrDefault<Named<Role>>;

/// The loss of a barrier if the script gives none: that of a closed door in an ordinary house.
pub const DOOR_LOSS: Decibels = Decibels(20.0);
/// The frequency from which a barrier removes treble if the script gives none.
pub const DOOR_CUTOFF: Hertz = Hertz(450.0);

mapping! {
    /// The wall or door between a thing and the listener.
    pub struct Barrier: "barrier", "a barrier", "wall: { loss: 20dB, cutoff: 450Hz }" {
        /// The name of the barrier: `wall`.
        name: Spanned<String>,
    } keys {
        /// How much quieter sounds behind it are.
        loss: Loss { default: Number(DOOR_LOSS.0), examples: &["20dB"] },
        /// The frequency above which sounds behind it lose treble, by 12 dB an octave.
        cutoff: Frequency { default: Number(DOOR_CUTOFF.0), examples: &["450Hz", "1.2kHz"] },
        /// How open it is: 0 is shut, 1 is no barrier. The loss falls linearly in dB; the cutoff rises logarithmically, to above the audible range.
        open: Opening { default: Number(0.0), examples: &["0.5"] },
        /// How it opens and shuts at places in the text: one [ride](#cues) or a list of them.
        rides = "ride": OrDefault<OneOrMore<BarrierRide>>,
    }
}

impl Thing for Barrier {
    const WHAT: What = what::BARRIER;
}

/// The barriers of a show.
pub type Barriers = OrDefault<Named<Barrier>>;
