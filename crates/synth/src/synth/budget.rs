//! Limits the cost of one sound.
//!
//! Takes counts of processed frames and returns an error once the total is too
//! large. No recipe, however its layers, events and echoes are nested, runs for
//! minutes or fills the memory.

use std::cell::Cell;

use super::curve::frames;

/// The longest sound that ends, in seconds; as long as the longest loop.
pub(super) const LONGEST: f64 = 120.0;

/// The largest number of frames that are processed for one sound: about half a
/// minute of work. The most expensive recipe of the library needs a tenth of it.
const MOST: u64 = 8_000_000_000;

/// The cost of an event in addition to its frames.
const EVENT: usize = 500;

/// The remaining budget of one sound.
#[derive(Debug)]
pub(super) struct Budget {
    left: Cell<u64>,
}

impl Default for Budget {
    fn default() -> Budget {
        Budget::new(MOST)
    }
}

impl Budget {
    /// Creates a budget of this many frames.
    #[must_use]
    pub(super) fn new(frames: u64) -> Budget {
        Budget {
            left: Cell::new(frames),
        }
    }

    /// Subtracts the cost of processing `frames` `times` times.
    ///
    /// # Errors
    /// Returns an error when the budget is used up.
    pub(super) fn spend(&self, frames: usize, times: usize) -> Result<(), String> {
        let cost = (frames as u64).saturating_mul(times as u64);
        match self.left.get().checked_sub(cost) {
            Some(left) => {
                self.left.set(left);
                Ok(())
            }
            None => {
                // After a refusal, small costs are refused too.
                self.left.set(0);
                Err("this is too much work for one sound; use fewer or shorter events".into())
            }
        }
    }

    /// Subtracts the cost of a number of events.
    ///
    /// # Errors
    /// As for [`Budget::spend`].
    pub(super) fn events(&self, count: usize) -> Result<(), String> {
        self.spend(count, EVENT)
    }
}

/// Checks the length of a sound that ends, in frames.
///
/// # Errors
/// Returns an error when it is longer than [`LONGEST`].
pub(super) fn reach(length: usize) -> Result<(), String> {
    if length <= frames(LONGEST) {
        Ok(())
    } else {
        Err(format!(
            "this lasts longer than {LONGEST} s, the limit for one sound"
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
        let recipe = Recipe::read("test", &text, &[]).unwrap();
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
    fn after_a_refusal_small_costs_are_refused_too() {
        let budget = Budget::new(100);
        assert!(budget.spend(10, 9).is_ok());
        assert!(budget.spend(11, 1).is_err());
        assert!(budget.spend(1, 1).is_err());
    }

    /// A thousand events a second for ten minutes, each of which contains a
    /// thousand events.
    #[test]
    fn events_within_events_end_with_the_budget() {
        let mut layer = "{ layer: a, source: { crack: { length: 1ms } } }".to_owned();
        for _ in 0..6 {
            layer = format!(
                "{{ layer: a, repeat: {{ rate: 1000/s, lasts: 10s }}, source: {{ layers: [{layer}] }}, \
                 echoes: {{ count: 64, from: 0s, to: 20s, level: 0dB, fall: 0dB, low-pass: 1kHz }} }}"
            );
        }
        let message = performed(&layer, 20_000_000).unwrap_err();
        assert!(message.contains("too much work"), "{message}");
    }

    #[test]
    fn a_sound_that_ends_lasts_at_most_two_minutes() {
        for layer in [
            "{ layer: a, at: 130s, source: { crack: { length: 1ms } } }",
            "{ layer: a, source: { noise: {} }, envelope: { hold: 130s, decay: 1s } }",
            "{ layer: a, source: { blast: { positive: 20s } } }",
            "{ layer: a, repeat: { every: 10s, count: 14 }, source: { crack: { length: 1ms } } }",
        ] {
            let message = performed(layer, MOST).unwrap_err();
            assert!(message.contains("longer than 120 s"), "{layer}: {message}");
        }
        let layer = "{ layer: a, at: 20s, source: { crack: { length: 1ms } } }";
        assert!(performed(layer, MOST).is_ok());
    }
}
