//! Values that a script writes as one word.

/// Words to choose from.
#[derive(Debug)]
pub struct Choice {
    /// The kind of thing that a word names: `tone`.
    pub what: &'static str,
    /// The code of the diagnostic for any other word.
    pub code: &'static str,
    /// The accepted words with their meanings.
    pub words: &'static [Word],
    /// Further allowed values for the message; empty if there are none.
    pub or: &'static str,
    /// Whether other words are accepted, with a warning.
    pub is_open: bool,
}

impl Choice {
    /// Returns the accepted words, in the order of their declaration.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.words.iter().map(|word| word.name)
    }

    /// Returns whether a word is one of the accepted words.
    #[must_use]
    pub fn has(&self, word: &str) -> bool {
        self.names().any(|name| name == word)
    }
}

/// A word of a choice.
#[derive(Copy, Clone, Debug)]
pub struct Word {
    /// The word as a script writes it.
    pub name: &'static str,
    /// Its meaning; empty if it is obvious.
    pub about: &'static str,
}

/// A type with a word for each of its values, declared with [`words!`](crate::words!).
pub trait Words: Copy + 'static {
    /// The words of the type with their meanings.
    const CHOICE: Choice;

    /// Returns the value of a word.
    fn of_word(word: &str) -> Option<Self>;
}

/// Declares a choice of words: a type, and the table of its words. The comment
/// on a word is its meaning. The value after `usually` is the default.
///
/// ```text
/// words! {
///     /// How a line is spoken.
///     pub enum Tone: "tone", usually Neutral {
///         /// as the voice speaks
///         Neutral = "neutral",
///     }
/// }
/// ```
#[macro_export]
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $Name:ident: $what:literal $(, or $or:literal)? $(, usually $Usual:ident)? {
            $($(#[doc = $about:literal])* $Word:ident = $word:literal),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Copy, Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $Name {
            $($(#[doc = $about])* $Word),+
        }

        impl $Name {
            /// Every word with its value.
            pub const NAMES: &'static [(&'static str, $Name)] = &[$(($word, $Name::$Word)),+];

            /// Returns the value of a word.
            #[must_use]
            pub fn named(word: &str) -> Option<$Name> {
                let known = $Name::NAMES.iter().find(|(name, _)| *name == word);
                known.map(|(_, value)| *value)
            }

            /// Returns the word of this value.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $($Name::$Word => $word),+
                }
            }
        }

        $(
            impl Default for $Name {
                fn default() -> $Name {
                    $Name::$Usual
                }
            }
        )?

        impl $crate::words::Words for $Name {
            const CHOICE: $crate::words::Choice = $crate::words::Choice {
                what: $what,
                code: concat!("unknown-", $what),
                words: &[$($crate::words::Word {
                    name: $word,
                    about: concat!($($about),*),
                }),+],
                or: concat!($($or)?),
                is_open: false,
            };

            fn of_word(word: &str) -> Option<$Name> {
                $Name::named(word)
            }
        }
    };
}
