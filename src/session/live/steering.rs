//! What the listener turns while the show plays.
//!
//! In: a plan. Out: the plan as it is to be heard now. Always true: where nothing
//! is turned the plan is the one that is rendered.

use std::collections::BTreeMap;

use crate::mix::{BusName, ClipOf, MixPlan};
use crate::units::{Decibels, Gain};

/// What can be turned.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Channel {
    Bus(BusName),
    /// An index into the book's roles.
    Role(usize),
    /// All of it.
    Master,
}

/// How a channel is turned.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Turned {
    pub gain: Decibels,
    pub is_muted: bool,
    pub is_solo: bool,
}

/// How every channel is turned; those that are left alone are not in it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steering(BTreeMap<Channel, Turned>);

impl Turned {
    /// Left alone.
    pub const NOT: Turned = Turned {
        gain: Decibels(0.0),
        is_muted: false,
        is_solo: false,
    };
}

impl Steering {
    /// How far up and down a channel can be turned, in dB.
    pub const REACH: f64 = 24.0;

    /// How a channel is turned.
    #[must_use]
    pub fn of(&self, channel: Channel) -> Turned {
        self.0.get(&channel).copied().unwrap_or(Turned::NOT)
    }

    /// Whether anything is.
    #[must_use]
    pub fn is_neutral(&self) -> bool {
        self.0.is_empty()
    }

    /// Turns a channel up or down.
    pub fn turn(&mut self, channel: Channel, by: Decibels) {
        self.change(channel, |turned| {
            let gain = (turned.gain.0 + by.0).clamp(-Steering::REACH, Steering::REACH);
            turned.gain = Decibels(gain);
        });
    }

    /// Silences a channel, or lets it be heard again.
    pub fn mute(&mut self, channel: Channel) {
        self.change(channel, |turned| turned.is_muted = !turned.is_muted);
    }

    /// Lets only this channel, and others so chosen, be heard; or no longer.
    pub fn solo(&mut self, channel: Channel) {
        self.change(channel, |turned| turned.is_solo = !turned.is_solo);
    }

    /// Leaves every channel alone.
    pub fn reset(&mut self) {
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

    /// Whether a channel is heard. A solo of a bus and one of a role are
    /// wishes of one kind: what has either is heard.
    fn is_heard(&self, bus: BusName, role: Option<usize>) -> bool {
        let own = [Some(Channel::Bus(bus)), role.map(Channel::Role)];
        let own = || own.into_iter().flatten().map(|channel| self.of(channel));
        let solos = self.0.values().any(|turned| turned.is_solo);
        let is_chosen = !solos || own().any(|turned| turned.is_solo);
        is_chosen && !own().any(|turned| turned.is_muted)
    }

    /// The plan as it is heard with these settings; `role` tells whose a line is.
    #[must_use]
    pub fn steer(&self, plan: &MixPlan, role: impl Fn(usize) -> usize) -> MixPlan {
        let mut plan = plan.clone();
        if self.is_neutral() {
            return plan;
        }
        let buses: Vec<BusName> = plan.buses.iter().map(|bus| bus.name).collect();
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
        for bus in &mut plan.buses {
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
    use crate::audio::Audio;
    use crate::mix::{Bus, Clip};

    /// Two lines of two roles, narration and dialogue, and a bed.
    fn plan() -> MixPlan {
        let mut plan = MixPlan::solo(&Audio::mono(vec![0.5; 10]));
        plan.buses = BusName::ALL.map(Bus::new).into();
        let of = [ClipOf::Line(0), ClipOf::Line(1), ClipOf::Cue(0)];
        let clip = plan.clips[0].clone();
        plan.clips = of
            .into_iter()
            .zip([0, 1, 3])
            .map(|(of, bus)| Clip {
                of,
                bus,
                ..clip.clone()
            })
            .collect();
        plan
    }

    /// What is heard when it is turned so.
    fn heard(turn: impl FnOnce(&mut Steering)) -> Vec<ClipOf> {
        let mut steering = Steering::default();
        turn(&mut steering);
        let steered = steering.steer(&plan(), |line| line);
        steered.clips.iter().map(|clip| clip.of).collect()
    }

    const NARRATION: Channel = Channel::Bus(BusName::Narration);
    const BEDS: Channel = Channel::Bus(BusName::Beds);

    #[test]
    fn what_is_muted_is_not_heard_and_what_is_solo_is_heard_alone() {
        let (first, second, bed) = (ClipOf::Line(0), ClipOf::Line(1), ClipOf::Cue(0));
        assert_eq!(heard(|_| {}), [first, second, bed]);
        assert_eq!(heard(|steering| steering.mute(NARRATION)), [second, bed]);
        assert_eq!(
            heard(|steering| steering.mute(Channel::Role(1))),
            [first, bed]
        );
        assert_eq!(heard(|steering| steering.solo(Channel::Role(1))), [second]);
        let both = |steering: &mut Steering| {
            steering.solo(Channel::Role(1));
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
    fn gains_add_up_and_end_somewhere() {
        let mut steering = Steering::default();
        for _ in 0..40 {
            steering.turn(Channel::Role(1), Decibels(1.0));
        }
        assert_eq!(steering.of(Channel::Role(1)).gain, Decibels(24.0));
        steering.turn(BEDS, Decibels(-6.0));
        steering.turn(Channel::Master, Decibels(-3.0));
        let steered = steering.steer(&plan(), |line| line);
        let near = |gain: Gain, db: f64| (gain.decibels().0 - db).abs() < 1e-4;
        assert!(near(steered.clips[1].gain, 24.0));
        assert!(near(steered.clips[0].gain, 0.0));
        assert!(near(steered.buses[3].gain, -6.0));
        assert!(near(steered.master.trim, -3.0));
    }

    #[test]
    fn what_is_turned_back_leaves_the_plan_alone() {
        let mut steering = Steering::default();
        steering.mute(NARRATION);
        steering.turn(BEDS, Decibels(2.0));
        assert_ne!(steering.steer(&plan(), |line| line), plan());
        steering.mute(NARRATION);
        steering.turn(BEDS, Decibels(-2.0));
        assert!(steering.is_neutral());
        assert_eq!(steering.steer(&plan(), |line| line), plan());
    }
}
