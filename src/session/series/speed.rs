//! How fast this machine speaks and mixes: measured while chapters are made, for the plans of
//! later ones.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::session::Studio;
use cuebook_core::units::Seconds;
use cuebook_core::whole_file;

/// Seconds of sound for each second of work.
#[derive(Copy, Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Speed {
    /// Of speaking; `None` if nothing was measured.
    #[serde(default)]
    pub speaking: Option<f64>,
    /// Of mixing and writing.
    #[serde(default)]
    pub mixing: Option<f64>,
}

/// The speeds of a machine with two cores, for a machine on which nothing was measured.
pub(crate) const ASSUMED: [f64; 2] = [2.0, 40.0];

/// The shortest work that is measured. The start of the voice takes most of a shorter one.
const SHORTEST: Seconds = Seconds(20.0);

/// How much a new measurement counts.
const WEIGHT: f64 = 0.3;

impl Speed {
    /// Reads the measured speeds.
    pub(super) fn read(file: &Path) -> Speed {
        let none = Speed {
            speaking: None,
            mixing: None,
        };
        let text = std::fs::read(file).unwrap_or_default();
        let speed: Speed = serde_json::from_slice(&text).unwrap_or(none);
        let usable = |speed: &f64| speed.is_finite() && *speed > 1e-3;
        Speed {
            speaking: speed.speaking.filter(usable),
            mixing: speed.mixing.filter(usable),
        }
    }

    /// Returns the time that speaking and mixing take.
    pub(crate) fn time(&self, spoken: Seconds, mixed: Seconds) -> Seconds {
        let [speaking, mixing] = ASSUMED;
        let speaking = spoken.0 / self.speaking.unwrap_or(speaking);
        Seconds(speaking + mixed.0 / self.mixing.unwrap_or(mixing))
    }

    /// Takes in how long it took to speak and to mix some seconds of sound.
    fn with(mut self, heard: Seconds, spoken: Seconds, took: f64) -> Speed {
        let blend = |before: Option<f64>, now: f64| match before {
            Some(before) => Some(before + (now - before) * WEIGHT),
            None => Some(now),
        };
        if spoken.0 <= 0.0 && heard.0 >= SHORTEST.0 {
            self.mixing = blend(self.mixing, heard.0 / took);
        } else if spoken.0 >= SHORTEST.0 {
            let mixing = heard.0 / self.mixing.unwrap_or(ASSUMED[1]);
            let speaking = (took - mixing).max(took * 0.1);
            self.speaking = blend(self.speaking, spoken.0 / speaking);
        }
        self
    }
}

/// Remembers how long it took to make a chapter. Without the file the next plan assumes a speed.
pub(super) fn learn(file: &Path, heard: Seconds, spoken: Seconds, took: Duration) {
    let took = took.as_secs_f64();
    let before = Speed::read(file);
    let after = before.with(heard, spoken, took.max(1e-3));
    if after != before
        && let Ok(text) = serde_json::to_vec(&after)
    {
        drop(whole_file::write(file, &text));
    }
}

impl Studio {
    /// Returns the file with the measured speeds of this machine.
    pub(super) fn speed_file(&self) -> PathBuf {
        self.folders.cache.join("speed.json")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speeds_are_learned_from_work_that_is_long_enough() {
        let none = Speed {
            speaking: None,
            mixing: None,
        };
        assert_eq!(none.with(Seconds(5.0), Seconds(0.0), 0.1), none);
        let mixed = none.with(Seconds(600.0), Seconds(0.0), 10.0);
        assert_eq!(mixed.mixing, Some(60.0));
        let spoken = mixed.with(Seconds(600.0), Seconds(500.0), 260.0);
        assert_eq!(spoken.speaking, Some(2.0));
        let slower = spoken.with(Seconds(600.0), Seconds(500.0), 510.0);
        assert!((1.0..2.0).contains(&slower.speaking.unwrap()));
        assert_eq!(spoken.time(Seconds(100.0), Seconds(600.0)).0, 60.0);
    }

    #[test]
    fn a_damaged_file_is_no_measurement() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("speed.json");
        for text in ["", "{", "{\"speaking\": 0.0, \"mixing\": -1}"] {
            std::fs::write(&file, text).unwrap();
            assert_eq!(Speed::read(&file).speaking, None);
            assert_eq!(Speed::read(&file).mixing, None);
        }
        learn(&file, Seconds(100.0), Seconds(0.0), Duration::from_secs(2));
        assert_eq!(Speed::read(&file).mixing, Some(50.0));
    }
}
