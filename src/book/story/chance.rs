//! Chance in a story: its flags are drawn by the seed of the show, and a list of decisions may name
//! other outcomes before its decisions, as `storm=true,door=open`.

use std::borrow::Cow;

use super::BookStory;
use crate::book::seed;
use cuebook_core::diagnostic::{Diagnostic, Source, shown};
use cuebook_script::{Script, VariableKind};
use cuebook_story::{Choice, ChoiceId, Decision, Story, VariableId};

/// Returns whether a flag is true, by the seed of the show. `chance` is in percent.
pub(super) fn draw(script: &Script, name: &str, chance: f64) -> bool {
    let own = seed::derive(seed::of_show(script), &format!("chance of {name}"), 0);
    seed::unit(own) * 100.0 < chance
}

/// Reports choices with the name of a flag that is drawn: a list of decisions could mean both.
pub(super) fn ambiguous(script: &Script) -> impl Iterator<Item = Diagnostic> {
    let drawn = script.state.iter();
    let drawn = drawn.filter(|one| matches!(one.kind, VariableKind::Chance(_)));
    drawn.filter_map(|flag| {
        let mut choices = script.choices.iter();
        let choice = choices.find(|choice| choice.id.value == flag.name.value)?;
        let message = format!(
            "the choice `{}` has the name of a flag that is drawn by chance",
            shown(&choice.id)
        );
        let found = Diagnostic::error("duplicate-name", choice.id.span, message)
            .also(Source::Script, flag.name.span, "the flag")
            .hint("give one of them another name: lists of decisions name both");
        Some(found)
    })
}

impl BookStory {
    /// Returns the graph in which every outcome of chance is explored.
    #[must_use]
    pub fn all(&self) -> &Story {
        self.draws.as_ref().unwrap_or(&self.graph)
    }

    /// Divides decisions of [`BookStory::all`]: returns the story that starts with the outcomes that
    /// they name, and the decisions in it.
    #[must_use]
    pub(crate) fn settled(&self, decisions: &[Decision]) -> (Cow<'_, BookStory>, Vec<Decision>) {
        let (values, rest) = self.all().drawn(decisions);
        let mut story = Cow::Borrowed(self);
        for (flag, value) in values {
            if story.graph.variables[flag].start != value {
                story.to_mut().graph.variables[flag].start = value;
            }
        }
        (story, rest)
    }

    /// Returns the story with the outcomes of another version of it, found by the names of the flags.
    #[must_use]
    pub(crate) fn drawn_as(&self, other: &BookStory) -> BookStory {
        let mut story = self.clone();
        for flag in &mut story.graph.variables {
            let mut known = other.graph.variables.iter();
            let known = known.find(|known| known.name == flag.name && known.chance.is_some());
            if let (Some(known), true) = (known, flag.chance.is_some()) {
                flag.start = known.start;
            }
        }
        story
    }

    /// Returns decisions of this story with all that was drawn before them.
    #[must_use]
    pub(crate) fn with_drawn(&self, decisions: &[Decision]) -> Vec<Decision> {
        let draws = self.draws().into_iter().map(|(flag, choice)| Decision {
            choice,
            option: usize::from(self.graph.variables[flag].start == 0),
            after: None,
        });
        draws.chain(decisions.iter().copied()).collect()
    }

    /// Returns decisions of this story with what an explored path draws, on which alone it depends.
    #[must_use]
    pub(crate) fn with_draws_of(&self, path: &[Decision], decisions: &[Decision]) -> Vec<Decision> {
        let own = self.graph.choices.len();
        let draws = path.iter().filter(|one| one.choice.0 >= own);
        draws.chain(decisions).copied().collect()
    }

    /// Returns the flags of chance, each with a choice of [`BookStory::all`] in which it is drawn.
    pub(crate) fn draws(&self) -> Vec<(VariableId, ChoiceId)> {
        let all = self.all();
        let flags = self.graph.variables.entries();
        let flags = flags.filter(|(_, flag)| flag.chance.is_some());
        let draws = flags.filter_map(|(id, flag)| {
            let is_draw = |one: &Choice| one.chance.is_some() && one.name == flag.name;
            Some((id, all.choices.position(is_draw)?))
        });
        draws.collect()
    }
}
