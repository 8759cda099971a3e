//! Why a change of a script is not made.

use cuebook_core::diagnostic::Diagnostic;

/// Why a change of a script is not made.
#[derive(Clone, Debug)]
pub(crate) enum Refusal {
    /// A reason with its place in the script.
    At(Box<Diagnostic>),
    /// A reason that concerns the request.
    Plain(String),
}

impl From<Box<Diagnostic>> for Refusal {
    fn from(why: Box<Diagnostic>) -> Refusal {
        Refusal::At(why)
    }
}

impl From<String> for Refusal {
    fn from(why: String) -> Refusal {
        Refusal::Plain(why)
    }
}

/// The steps of a change, or why it is not made.
pub(crate) type Steps = Result<Vec<cuebook_script::edit::Step>, Refusal>;
