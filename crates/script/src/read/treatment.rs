//! How voices are treated: `treatment`, `effect`, `facing`.
//!
//! In: the fields of a role or a line. Out: what they say of its treatment.
//! Always true: a word that is not known is reported with the nearest that is,
//! and left out.

use super::reader::Reader;
use crate::Effect;
use crate::diagnostic::{Diagnostic, Spanned, nearest, shown};
use crate::treatment::{FACINGS, NONE, TREATMENTS, TreatmentNote};
use crate::units::Degrees;
use cuebook_yaml::Entry;
use cuebook_yaml::fields::{Fields, listed};
use cuebook_yaml::quantity::ANGLE;

/// Words that a key takes, and what an author is told of others.
struct Choice<T: 'static> {
    /// `there is no effect named …`.
    what: &'static str,
    code: &'static str,
    words: &'static [(&'static str, T)],
}

const EFFECTS: Choice<Option<Effect>> = Choice {
    what: "effect",
    code: "unknown-effect",
    words: &{
        let mut words = [(NONE, None); Effect::NAMES.len() + 1];
        let mut n = 0;
        while n < Effect::NAMES.len() {
            let (name, effect) = Effect::NAMES[n];
            words[n] = (name, Some(effect));
            n += 1;
        }
        words
    },
};

const FACING: Choice<Degrees> = Choice {
    what: "facing",
    code: "unknown-facing",
    words: &FACINGS,
};

const TREATMENT: Choice<bool> = Choice {
    what: "treatment",
    code: "unknown-treatment",
    words: &TREATMENTS,
};

impl Reader<'_> {
    /// The `treatment`, `effect` and `facing` of a role or a line.
    pub fn treatment(&mut self, fields: Option<&Fields<'_, '_>>) -> TreatmentNote {
        let Some(fields) = fields else {
            return TreatmentNote::default();
        };
        TreatmentNote {
            treated: self.treated(fields.get("treatment")),
            effect: self.choice(fields.get("effect"), &EFFECTS),
            facing: self.facing(fields.get("facing")),
        }
    }

    /// `voice` or `none`.
    pub fn treated(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<bool>> {
        self.choice(entry, &TREATMENT)
    }

    /// A word, or an angle.
    fn facing(&mut self, entry: Option<&Entry<'_>>) -> Option<Spanned<Degrees>> {
        let words = self.scalar(entry?, "a direction")?;
        let number = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '−' | '.');
        if words.trim_start().starts_with(number) {
            return self.quantity(entry, &ANGLE, Degrees);
        }
        self.choice(entry, &FACING)
    }

    fn choice<T: Copy>(
        &mut self,
        entry: Option<&Entry<'_>>,
        choice: &Choice<T>,
    ) -> Option<Spanned<T>> {
        let entry = entry?;
        let word = self.scalar(entry, "a word")?;
        let span = entry.value.span;
        if let Some((_, value)) = choice.words.iter().find(|(known, _)| *known == word) {
            return Some(Spanned::new(*value, span));
        }
        let names = || choice.words.iter().map(|(name, _)| *name);
        let message = format!("there is no {} named `{}`", choice.what, shown(word));
        let mut mistake = Diagnostic::error(choice.code, span, message);
        if let Some(near) = nearest(word, names()) {
            mistake = mistake.mend(format!("did you mean `{near}`?"), span, near);
        }
        let mut hint = format!("`{}` is one of {}", entry.key, listed(names()));
        if choice.code == FACING.code {
            hint += ", or an angle such as `120deg`";
        }
        self.report(mistake.hint(hint));
        None
    }
}
