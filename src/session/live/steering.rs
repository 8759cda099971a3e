//! The listener's settings during playback: gain, mute and solo of channels. Takes a plan
//! and returns the changed plan. Without settings, the plan stays the rendered one.

use std::collections::BTreeMap;

use crate::mix::{BusId, BusName, ClipOf, MixPlan};
use cuebook_core::id::{IdVec, LineId, RoleId};
use cuebook_core::units::{Decibels, Gain};

/// A channel with settings.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Channel {
    Bus(BusName),
    Role(RoleId),
    /// The whole mix.
    Master,
}

/// The settings of a channel.
#[derive(Copy, Clone, Debug, PartialEq)]
pub(crate) struct Turned {
    pub gain: Decibels,
    pub is_muted: bool,
    pub is_solo: bool,
}

/// The settings of all channels; a channel with neutral settings is absent.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Steering(BTreeMap<Channel, Turned>);

impl Turned {
    /// Neutral settings.
    pub(crate) const NOT: Turned = Turned {
        gain: Decibels(0.0),
        is_muted: false,
        is_solo: false,
    };
}

impl Steering {
    /// The limit of a channel's gain, up and down, in dB.
    pub(crate) const REACH: f64 = 24.0;

    /// Returns the settings of a channel.
    #[must_use]
    pub(crate) fn of(&self, channel: Channel) -> Turned {
        self.0.get(&channel).copied().unwrap_or(Turned::NOT)
    }

    /// Returns whether all channels are neutral.
    #[must_use]
    pub(crate) fn is_neutral(&self) -> bool {
        self.0.is_empty()
    }

    /// Changes the gain of a channel.
    pub(crate) fn turn(&mut self, channel: Channel, by: Decibels) {
        self.change(channel, |turned| {
            let gain = (turned.gain.0 + by.0).clamp(-Steering::REACH, Steering::REACH);
            turned.gain = Decibels(gain);
        });
    }

    /// Switches the mute of a channel.
    pub(crate) fn mute(&mut self, channel: Channel) {
        self.change(channel, |turned| turned.is_muted = !turned.is_muted);
    }

    /// Switches the solo of a channel. If any channel is solo, only solo channels are
    /// heard.
    pub(crate) fn solo(&mut self, channel: Channel) {
        self.change(channel, |turned| turned.is_solo = !turned.is_solo);
    }

    /// Makes all channels neutral.
    pub(crate) fn reset(&mut self) {
        self.0.clear();
    }

    fn change(&mut self, channel: Channel, change: impl FnOnce(&mut Turned)) {
        let mut turned = self.of(channel);
        change(&mut turned);
        if turned == Turned::NOT {
            self.0.remove(&channel);
        } else {
            self.0.insert(channel, turned);
        }
    }

    /// Returns whether a channel is heard. If any bus or role is solo, a channel is heard
    /// if its bus or its role is solo.
    fn is_heard(&self, bus: BusName, role: Option<RoleId>) -> bool {
        let own = [Some(Channel::Bus(bus)), role.map(Channel::Role)];
        let own = || own.into_iter().flatten().map(|channel| self.of(channel));
        let solos = self.0.values().any(|turned| turned.is_solo);
        let is_chosen = !solos || own().any(|turned| turned.is_solo);
        is_chosen && !own().any(|turned| turned.is_muted)
    }

    /// Returns the plan with these settings; `role` returns the role of a line.
    #[must_use]
    pub(crate) fn steer(&self, plan: &MixPlan, role: impl Fn(LineId) -> RoleId) -> MixPlan {
        let mut plan = plan.clone();
        if self.is_neutral() {
            return plan;
        }
        let buses: IdVec<BusId, BusName> = plan.buses.iter().map(|bus| bus.name).collect();
        let speaks = |of: ClipOf| match of {
            ClipOf::Line(line) => Some(role(line)),
            ClipOf::Cue(_) => None,
        };
        plan.clips
            .retain(|clip| self.is_heard(buses[clip.bus], speaks(clip.of)));
        for clip in &mut plan.clips {
            if let Some(role) = speaks(clip.of) {
                let gain = self.of(Channel::Role(role)).gain.gain();
                clip.gain = Gain(clip.gain.0 * gain.0);
            }
        }
        for bus in plan.buses.iter_mut() {
            let gain = self.of(Channel::Bus(bus.name)).gain.gain();
            bus.gain = Gain(bus.gain.0 * gain.0);
        }
        let gain = self.of(Channel::Master).gain.gain();
        plan.master.trim = Gain(plan.master.trim.0 * gain.0);
        plan
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mix::{Bus, Clip};
    use cuebook_core::audio::Audio;
    use cuebook_core::id::CueId;

    /// Two lines of two roles, narration and dialogue, and a bed.
    fn plan() -> MixPlan {
        let mut plan = MixPlan::solo(&Audio::mono(vec![0.5; 10]));
        plan.buses = BusName::ALL.into_iter().map(Bus::new).collect();
        let of = [
            ClipOf::Line(LineId(0)),
            ClipOf::Line(LineId(1)),
            ClipOf::Cue(CueId(0)),
        ];
        let clip = plan.clips[0].clone();
        plan.clips = of
            .into_iter()
            .zip([0, 1, 3].map(BusId))
            .map(|(of, bus)| Clip {
                of,
                bus,
                ..clip.clone()
            })
            .collect();
        plan
    }

    /// Returns the clips that are heard with some settings.
    fn heard(turn: impl FnOnce(&mut Steering)) -> Vec<ClipOf> {
        let mut steering = Steering::default();
        turn(&mut steering);
        let steered = steering.steer(&plan(), |line| RoleId(line.0));
        steered.clips.iter().map(|clip| clip.of).collect()
    }

    const NARRATION: Channel = Channel::Bus(BusName::Narration);
    const BEDS: Channel = Channel::Bus(BusName::Beds);

    #[test]
    fn muted_channels_are_silent_and_solo_channels_are_heard_alone() {
        let (first, second, bed) = (
            ClipOf::Line(LineId(0)),
            ClipOf::Line(LineId(1)),
            ClipOf::Cue(CueId(0)),
        );
        assert_eq!(heard(|_| {}), [first, second, bed]);
        assert_eq!(heard(|steering| steering.mute(NARRATION)), [second, bed]);
        assert_eq!(
            heard(|steering| steering.mute(Channel::Role(RoleId(1)))),
            [first, bed]
        );
        assert_eq!(
            heard(|steering| steering.solo(Channel::Role(RoleId(1)))),
            [second]
        );
        let both = |steering: &mut Steering| {
            steering.solo(Channel::Role(RoleId(1)));
            steering.solo(BEDS);
        };
        assert_eq!(heard(both), [second, bed]);
        let muted = |steering: &mut Steering| {
            steering.solo(BEDS);
            steering.mute(BEDS);
        };
        assert_eq!(heard(muted), []);
    }

    #[test]
    fn gains_add_up_to_a_limit() {
        let mut steering = Steering::default();
        for _ in 0..40 {
            steering.turn(Channel::Role(RoleId(1)), Decibels(1.0));
        }
        assert_eq!(steering.of(Channel::Role(RoleId(1))).gain, Decibels(24.0));
        steering.turn(BEDS, Decibels(-6.0));
        steering.turn(Channel::Master, Decibels(-3.0));
        let steered = steering.steer(&plan(), |line| RoleId(line.0));
        let near = |gain: Gain, db: f64| (gain.decibels().0 - db).abs() < 1e-4;
        assert!(near(steered.clips[1].gain, 24.0));
        assert!(near(steered.clips[0].gain, 0.0));
        assert!(near(steered.buses[BusId(3)].gain, -6.0));
        assert!(near(steered.master.trim, -3.0));
    }

    #[test]
    fn neutral_settings_leave_the_plan_unchanged() {
        let mut steering = Steering::default();
        steering.mute(NARRATION);
        steering.turn(BEDS, Decibels(2.0));
        assert_ne!(steering.steer(&plan(), |line| RoleId(line.0)), plan());
        steering.mute(NARRATION);
        steering.turn(BEDS, Decibels(-2.0));
        assert!(steering.is_neutral());
        assert_eq!(steering.steer(&plan(), |line| RoleId(line.0)), plan());
    }
}
