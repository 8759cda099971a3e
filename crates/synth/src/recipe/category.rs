//! Categories of the Universal Category System (UCS).

use cuebook_core::diagnostic::{Diagnostic, shown};
use cuebook_yaml::mapping::{Slot, Takes, Value};

use super::read::{Reading, State};

/// The id of a category: letters of its group, then of its part (`DOORWood`).
pub struct CategoryId;

impl Value for CategoryId {
    type Of = String;
    type State = State;
    const TAKES: Takes = Takes::Words;

    fn read(at: &mut Reading<'_>, slot: Slot<'_, '_>) -> Option<String> {
        let id = at.scalar(slot, "a category")?;
        if is_id(id) {
            return Some(id.to_owned());
        }
        let message = format!("`{}` is not the id of a category", shown(id));
        let hint = "write an id of the Universal Category System, such as `DOORWood`";
        at.report(Diagnostic::error("unknown-word", slot.span(), message).hint(hint));
        None
    }
}

/// Whether a text has the form of an id: two to eight capitals, then letters or `-`.
fn is_id(text: &str) -> bool {
    let capitals = text.bytes().take_while(u8::is_ascii_uppercase).count();
    (2..=9).contains(&capitals)
        && text.len() <= 16
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphabetic() || byte == b'-')
}
