//! What one sound may cost.
//!
//! In: frames, as they are made and worked over. Out: an error once they are
//! too many. Always true: no recipe, however its layers, events and echoes are
//! nested, keeps the machine for minutes or fills its memory.

use std::cell::Cell;

use super::curve::frames;

/// The longest sound that ends by itself, in seconds; as long as the longest loop.
pub const LONGEST: f64 = 120.0;

/// The most frames that are worked over for one sound. The library's heaviest
/// need a tenth of it; all of it is half a minute's work.
const MOST: u64 = 8_000_000_000;

/// What an event costs beside its frames.
const EVENT: usize = 500;

/// What is left for one sound.
#[derive(Debug)]
pub struct Budget {
    left: Cell<u64>,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget::new(MOST)
    }
}

impl Budget {
    /// A budget of so many frames.
    #[must_use]
    pub fn new(frames: u64) -> Budget {
        Budget {
            left: Cell::new(frames),
        }
    }

    /// Takes the cost of frames that are worked over so many times.
    ///
    /// # Errors
    /// When no more is left.
    pub fn spend(&self, frames: usize, times: usize) -> Result<(), String> {
        let cost = (frames as u64).saturating_mul(times as u64);
        match self.left.get().checked_sub(cost) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => {
                // Nothing small slips through once something was refused.
                self.left.set(0);
                Err("this is too much work for one sound; let fewer or shorter events come".into())
            }
        }
    }

    /// Takes the cost of so many events.
    ///
    /// # Errors
    /// As [`Budget::spend`].
    pub fn events(&self, count: usize) -> Result<(), String> {
        self.spend(count, EVENT)
    }
}

/// Says whether a sound that ends by itself may be so many frames long.
///
/// # Errors
/// When it is longer than [`LONGEST`].
pub fn reach(length: usize) -> Result<(), String> {
    if length <= frames(LONGEST) {
        Ok(())
    } else {
        Err(format!(
            "this lasts longer than {LONGEST} s, the most for one sound"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Form;
    use crate::recipe::Recipe;
    use crate::synth::perform_within;

    fn performed(layers: &str, budget: u64) -> Result<usize, String> {
        let text = format!("about: x\nkind: spot\nlayers: [{layers}]");
        let recipe = Recipe::read("test", &text).unwrap();
        let settings = recipe.defaults();
        let audio = perform_within(
            &recipe,
            &settings,
            (Form::Spot, 1),
            &Default::default(),
            Budget::new(budget),
        );
        audio.map(|audio| audio.frames().0 as usize)
    }

    #[test]
    fn what_is_spent_is_gone_and_nothing_slips_through_behind_it() {
        let budget = Budget::new(100);
        assert!(budget.spend(10, 9).is_ok());
        assert!(budget.spend(11, 1).is_err());
        assert!(budget.spend(1, 1).is_err());
    }

    /// A thousand a second for ten minutes, each of a thousand in its turn.
    #[test]
    fn events_within_events_end_with_the_budget() {
        let mut layer = "{ layer: a, source: { crack: { length: 1ms } } }".to_owned();
        for _ in 0..6 {
            layer = format!(
                "{{ layer: a, repeat: {{ rate: 1000/s, lasts: 10s }}, source: {{ layers: [{layer}] }}, \
                 echoes: {{ count: 64, from: 0s, to: 20s, level: 0dB, fall: 0dB, low-pass: 1kHz }} }}"
            );
        }
        let told = performed(&layer, 20_000_000).unwrap_err();
        assert!(told.contains("too much work"), "{told}");
    }

    #[test]
    fn a_sound_that_ends_does_so_within_two_minutes() {
        for layer in [
            "{ layer: a, at: 130s, source: { crack: { length: 1ms } } }",
            "{ layer: a, source: { noise: {} }, envelope: { hold: 130s, decay: 1s } }",
            "{ layer: a, source: { blast: { positive: 20s } } }",
            "{ layer: a, repeat: { every: 10s, count: 14 }, source: { crack: { length: 1ms } } }",
        ] {
            let told = performed(layer, MOST).unwrap_err();
            assert!(told.contains("longer than 120 s"), "{layer}: {told}");
        }
        let layer = "{ layer: a, at: 20s, source: { crack: { length: 1ms } } }";
        assert!(performed(layer, MOST).is_ok());
    }
}
