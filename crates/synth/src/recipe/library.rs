//! The library: the recipes compiled into the binary.
//!
//! A recipe has the name of its file. The recipes are read once.

use std::sync::OnceLock;

use super::Recipe;

macro_rules! library {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../sounds/", $name, ".yaml")))),+]
    };
}

/// Every recipe's name and text.
pub(super) const TEXTS: &[(&str, &str)] = library![
    "air-raid",
    "artillery",
    "bell-toll",
    "blaze",
    "boots-on-stairs",
    "breath",
    "bugle",
    "bullet-ricochet",
    "car-crash",
    "car-engine",
    "cigarette",
    "clock",
    "cloth",
    "collapse",
    "cork",
    "cough",
    "creak",
    "door-breach",
    "door-kick",
    "door-open",
    "door-slam",
    "door-strike",
    "drone",
    "drum-open",
    "drum-roll-in",
    "explosion",
    "fire",
    "footsteps",
    "gasoline-pour",
    "glass-break",
    "glass-set-down",
    "grenade",
    "gunfire",
    "heartbeat",
    "lament",
    "laugh",
    "lighter",
    "machine-gun",
    "match",
    "metal-clang",
    "mortar",
    "murmur",
    "panic",
    "paper-burn",
    "paper-rustle",
    "photo-frame",
    "pipe-fill",
    "pulse",
    "rain",
    "rifle",
    "rifle-bolt",
    "room-tone",
    "rubble",
    "running",
    "shell-impact",
    "shell-whistle",
    "shouting-crowd",
    "siren",
    "snow-wind",
    "sting",
    "sword",
    "tank-tracks",
    "telephone-bell",
    "telephone-receiver",
    "thunder",
    "weeping",
    "whistle",
    "wind",
    "wine-pour",
    "wood-splinter",
];

/// Returns all recipes. A test checks that every file is in the list.
pub(super) fn all() -> &'static [Recipe] {
    static READ: OnceLock<Vec<Recipe>> = OnceLock::new();
    READ.get_or_init(|| {
        TEXTS
            .iter()
            .filter_map(|(name, text)| Recipe::read(name, text, &[]).ok())
            .collect()
    })
}
