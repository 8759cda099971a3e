//! The channels of the mix as the page sets them for listening alone: gains, mutes and solos. The script does not
//! change.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Listening, Playing};
use crate::mix::BusName;
use crate::session::live::{Channel, Edition, Player, Steering};
use crate::studio::answer::Failure;
use cuebook_core::units::Decibels;

/// The settings of a channel.
#[derive(Copy, Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Settings {
    gain: f64,
    mute: bool,
    solo: bool,
}

/// New settings of a channel. The others stay.
#[derive(Clone, Debug, Deserialize)]
pub(in crate::studio) struct Turn {
    channel: String,
    gain: Option<f64>,
    mute: Option<bool>,
    solo: Option<bool>,
}

impl Listening {
    /// Changes a channel.
    pub(in crate::studio) fn turn(&self, turn: &Turn) -> Result<(), Failure> {
        let mut playing = self.lock();
        let own = playing.channels.entry(turn.channel.clone()).or_default();
        own.gain = turn.gain.unwrap_or(own.gain);
        own.mute = turn.mute.unwrap_or(own.mute);
        own.solo = turn.solo.unwrap_or(own.solo);
        if *own == Settings::default() {
            playing.channels.remove(&turn.channel);
        }
        self.steered(&playing);
        Ok(())
    }

    /// Makes all channels neutral.
    pub(in crate::studio) fn reset(&self) {
        let mut playing = self.lock();
        playing.channels.clear();
        self.steered(&playing);
    }

    fn steered(&self, playing: &Playing) {
        if let Some(player) = &playing.player {
            player.steer(steering(&playing.channels, player));
        }
        if let Some(desk) = self.desk.upgrade() {
            desk.tell(&json!({ "is": "channels", "channels": playing.channels }));
        }
    }
}

/// Returns the settings of the channels for the player. A channel that the show does not have is
/// left out.
pub(super) fn steering(channels: &BTreeMap<String, Settings>, player: &Player) -> Steering {
    let mut steering = Steering::default();
    let edition = player.latest();
    for (name, settings) in channels {
        let Some(channel) = channel(name, edition.as_deref()) else {
            continue;
        };
        steering.turn(channel, Decibels(settings.gain));
        if settings.mute {
            steering.mute(channel);
        }
        if settings.solo {
            steering.solo(channel);
        }
    }
    steering
}

/// Returns the channel of a name: `bus:beds`, `role:ANNA`, `master`.
fn channel(name: &str, edition: Option<&Edition>) -> Option<Channel> {
    match name.split_once(':') {
        None => (name == "master").then_some(Channel::Master),
        Some(("bus", bus)) => {
            let mut buses = BusName::ALL.into_iter();
            buses.find(|own| own.name() == bus).map(Channel::Bus)
        }
        Some(("role", role)) => {
            let roles = &edition?.show().book.roles;
            roles.position(|own| own.name == role).map(Channel::Role)
        }
        Some(_) => None,
    }
}
