//! How a block ends: with ways on, or with a choice.

use super::{At, BlockId, Set, Term};
use cuebook_script::write::slug;

/// The longest id that is made of the words of an option.
const LONGEST: usize = 24;

/// Where a story goes on.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum To {
    Block(BlockId),
    #[default]
    End,
}

/// The ways on from a block, each with its condition.
pub(crate) type Ways = Vec<(Option<Term>, To)>;

/// How a block ends.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum End {
    /// The story goes on by the first way whose condition holds.
    Ways(Ways),
    Choice(Box<Choice>),
}

impl Default for End {
    fn default() -> End {
        End::to(To::End)
    }
}

impl End {
    /// Returns an end with one way.
    pub(crate) fn to(to: To) -> End {
        End::Ways(vec![(None, to)])
    }

    /// Calls `change` with each place to which it leads.
    pub(crate) fn each_to(&mut self, mut change: impl FnMut(&mut To)) {
        match self {
            End::Ways(ways) => ways.iter_mut().for_each(|(_, to)| change(to)),
            End::Choice(choice) => {
                let options = choice.options.iter_mut().chain(&mut choice.default);
                options.for_each(|option| change(&mut option.to));
            }
        }
    }

    /// Returns the places to which it leads.
    pub(crate) fn tos(&self) -> Vec<To> {
        match self {
            End::Ways(ways) => ways.iter().map(|(_, to)| *to).collect(),
            End::Choice(choice) => choice.all().map(|option| option.to).collect(),
        }
    }
}

/// A choice of the listener.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Choice {
    pub at: At,
    /// The id that the source gives.
    pub name: Option<String>,
    pub options: Vec<Opt>,
    /// What happens when no option is open.
    pub default: Option<Opt>,
    /// Further keys of the choice and their values, such as `wait`.
    pub keys: Vec<(&'static str, String)>,
    /// The id of the option that is taken when the time is over.
    pub late: Option<String>,
}

impl Choice {
    /// Returns all options with the default.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Opt> {
        self.options.iter().chain(&self.default)
    }
}

/// An option of a choice.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Opt {
    pub at: At,
    /// The id that the source gives.
    pub name: Option<String>,
    pub words: String,
    /// Whether the words are only shown.
    pub shown: bool,
    pub when: Option<Term>,
    pub once: bool,
    pub sets: Vec<Set>,
    pub to: To,
}

impl Opt {
    /// Returns the id that the source gives, or one that is made of the words.
    pub(crate) fn id(&self) -> String {
        if let Some(name) = &self.name {
            return name.clone();
        }
        let id = slug(&self.words, LONGEST);
        match id.chars().next() {
            Some(first) if first.is_alphabetic() => id,
            Some(_) => format!("option-{id}"),
            None => "option".to_owned(),
        }
    }
}
