//! The size and the age of a speaker: how a role's voice differs from the voice that speaks it.

use crate::fingerprint::{Fingerprint, Hasher};
use crate::words;

words! {
    /// The age of a speaker.
    pub enum Age: "age", usually Adult {
        /// high, small and lively
        Child = "child",
        /// as the voice is
        Adult = "adult",
        /// slower and narrower, breathy and trembling
        Old = "old",
    }
}

crate::fingerprint! {
    enum Age {
        0 => Child,
        1 => Adult,
        2 => Old,
    }
}

words! {
    /// The size of a speaker in a word.
    pub enum Build: "size", usually Medium {
        /// 0.88: a slight person
        Small = "small",
        /// as the voice is
        Medium = "medium",
        /// 1.14: a heavy person
        Large = "large",
    }
}

impl Build {
    /// Returns the size as a factor.
    #[must_use]
    pub fn factor(self) -> f64 {
        match self {
            Build::Small => 0.88,
            Build::Medium => 1.0,
            Build::Large => 1.14,
        }
    }
}

/// The sizes that a voice can have: a factor on the length of the vocal tract.
pub const SIZES: (f64, f64) = (0.7, 1.4);

/// The body that speaks.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Body {
    /// A factor on the length of the vocal tract: below 1 a smaller speaker.
    pub size: f64,
    /// The age.
    pub age: Age,
}

impl Default for Body {
    fn default() -> Body {
        Body {
            size: 1.0,
            age: Age::Adult,
        }
    }
}

impl Fingerprint for Body {
    fn feed(&self, hasher: &mut Hasher) {
        let Body { size, age } = self;
        // The voice as it is adds nothing: its takes are older than sizes and ages.
        if *self != Body::default() {
            ("body", *size, *age).feed(hasher);
        }
    }
}
