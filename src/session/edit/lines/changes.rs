//! Changes of the settings of lines.

use super::{quoted, quoted_as};
use crate::session::edit::refusal::{Refusal, Steps};
use crate::session::edit::written::{Change, put_value, steps};
use crate::session::{Show, Studio};
use cuebook_script::Quote;
use cuebook_script::edit::{Step, Value};

impl Studio {
    /// Returns the steps that change the settings of lines. `lines` are ids, numbers, or words of
    /// the text. Lines that the script does not list yet are added. A line that gets a role is no
    /// longer a guess.
    ///
    /// # Errors
    /// When a line is not found, or a setting cannot be made.
    pub(crate) fn change_lines(
        &self,
        show: &Show,
        lines: &[String],
        nth: Option<u32>,
        changes: &[Change],
    ) -> Steps {
        let is_settled = changes.iter().any(|(key, _)| key == "by");
        let mut all: Vec<Step> = Vec::new();
        // The show after the additions, because they move the items.
        let mut now = show.clone();
        for name in lines {
            let quote = Quote {
                nth,
                ..Quote::exactly(name)
            };
            let found = match now.line_finder().and_then(|lines| lines.find(name, nth)) {
                Ok(found) => Some(found),
                // Narration that a role speaks.
                Err(why) if why.code == "quote-not-dialogue" && is_settled => None,
                // Words that are not found are reported at their place in the script.
                Err(why) if why.code != "unknown-line" && lines.len() == 1 => {
                    let item = item(quoted_as(&quote), changes)?;
                    return Ok(vec![self.addition(&now, "lines", item)?]);
                }
                Err(why) => return Err(why.into()),
            };
            if let Some(item) = found.and_then(|found| found.item) {
                let path = vec!["lines".into(), item.into()];
                all.extend(now.names_follow("lines", item, changes));
                all.extend(steps(&path, changes));
                all.extend(is_settled.then_some(Step::Settle { path }));
                continue;
            }
            let keys = match found {
                Some(found) => {
                    let known = found.stretch.and_then(|stretch| now.new_line(stretch));
                    let is_id = now.book.lines.iter().any(|line| line.id == *name);
                    known
                        .filter(|_| is_id || found.in_other_capitals)
                        .unwrap_or_else(|| quoted_as(&quote))
                }
                None => quoted("words", &quote),
            };
            let step = self.addition(&now, "lines", item(keys, changes)?)?;
            let edited = self.edit(now, std::slice::from_ref(&step));
            now = edited.map_err(|(_, why)| why)?.after;
            all.push(step);
        }
        Ok(all)
    }
}

/// Returns a new item of a line, with its settings.
pub(crate) fn item(mut keys: Vec<(String, Value)>, changes: &[Change]) -> Result<Value, Refusal> {
    for (key, value) in changes {
        if let Some(value) = value {
            put_value(&mut keys, key, value.clone())?;
        }
    }
    Ok(Value::Map(keys))
}
