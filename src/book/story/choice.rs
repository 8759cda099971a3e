//! Binds the choices: their places are known, and their words, options and sounds are bound here.

use super::expression::Conditions;
use super::said::{Said, Speaking};
use super::waiting;
use super::{StoryChoice, StoryOption};
use crate::book::cue::Cue;
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::id::{RoleId, WordId};
use cuebook_script::{Choice, ChoiceOption, Destination};
use cuebook_story::expr::Wanted;
use cuebook_story::{ChoiceId, NodeId, Opt, Set, To, Use};

/// A choice of the script with its place in the story.
#[derive(Copy, Clone)]
pub(super) struct Placed<'a> {
    pub written: &'a Choice,
    pub id: ChoiceId,
    pub node: NodeId,
    pub word: WordId,
}

/// Returns the choice of the graph.
pub(super) fn of_graph(
    placed: &Placed<'_>,
    conditions: &mut Conditions<'_>,
    to: &impl Fn(&Destination) -> Option<To>,
) -> cuebook_story::Choice {
    let choice = placed.written;
    let options = choice.options.iter().enumerate().map(|(number, option)| {
        let used = Use::Option(placed.id, number);
        Opt {
            name: option.id.value.clone(),
            when: conditions.add(option.when.as_ref(), used),
            sets: sets(option, conditions),
            to: option.to.as_ref().and_then(to),
            once: option.once.as_ref().is_some_and(|once| once.value),
        }
    });
    let options: Vec<Opt> = options.collect();
    let default = choice.default.as_ref().and_then(|default| {
        let mut names = options.iter();
        names.position(|option| option.name == default.value)
    });
    cuebook_story::Choice {
        name: choice.id.value.clone(),
        timed: choice.patience().is_some() && default.is_some(),
        options,
        default,
        chance: None,
    }
}

/// Returns the new values of an option. The reader of the script reports unknown variables.
fn sets(option: &ChoiceOption, conditions: &mut Conditions<'_>) -> Vec<Set> {
    let mut sets = Vec::new();
    for (name, value) in &option.set {
        let Some(variable) = conditions.variable(&name.value) else {
            continue;
        };
        let value = conditions.expression(value, Wanted::Value(variable));
        sets.extend(value.map(|value| Set { variable, value }));
    }
    sets
}

/// Binds the words that are heard and shown at a choice.
pub(super) fn of_text(
    placed: &Placed<'_>,
    speaking: &Speaking<'_>,
    waiting: Option<Cue>,
    diagnostics: &mut Vec<Diagnostic>,
) -> StoryChoice {
    let choice = placed.written;
    let by = choice.by.as_ref();
    let by = by.and_then(|by| speaking.parties.cast.role(&by.value));
    let mut speaker = Speaker {
        speaking,
        by,
        word: placed.word,
        choice: &choice.id,
        diagnostics,
    };
    let ask = choice.ask.as_ref().and_then(|ask| speaker.said("ask", ask));
    let options = choice.options.iter().map(|option| speaker.option(option));
    let options = options.collect();
    speaker.diagnostics.extend(waiting::hasty(choice));
    speaker.diagnostics.extend(waiting::press_found(choice));
    let reminder = choice.while_waiting.as_ref();
    let reminder = reminder.and_then(|waiting| waiting.remind.as_ref());
    let remind = reminder.and_then(|reminder| {
        let said = speaker.said("remind", &reminder.say)?;
        speaker
            .diagnostics
            .extend(waiting::late(choice, &reminder.after));
        Some((reminder.after.value.frames(), said))
    });
    StoryChoice {
        id: choice.id.value.clone(),
        node: placed.node,
        word: placed.word,
        ask,
        by: by.unwrap_or(speaking.parties.cast.narrator),
        wait: choice.patience().map(|wait| wait.value.frames()),
        options,
        waiting,
        remind,
        span: choice.id.span,
    }
}

struct Speaker<'a, 'd> {
    speaking: &'a Speaking<'a>,
    by: Option<RoleId>,
    word: WordId,
    choice: &'a str,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Speaker<'_, '_> {
    fn said(&mut self, what: &str, said: &cuebook_script::Said) -> Option<Said> {
        let id = format!("{}.{what}", self.choice);
        match self.speaking.said(said, (&id, self.by, self.word)) {
            Ok(said) => {
                self.diagnostics.extend(said.silent());
                Some(said)
            }
            Err(why) => {
                self.diagnostics.push(why);
                None
            }
        }
    }

    fn option(&mut self, option: &ChoiceOption) -> StoryOption {
        let id = &option.id.value;
        let say = option.say.as_ref().and_then(|say| self.said(id, say));
        let shown = option.words.as_ref().map(|words| words.value.clone());
        let shown = shown.or_else(|| say.as_ref().map(Said::shown));
        StoryOption {
            id: id.clone(),
            shown: shown.unwrap_or_else(|| id.clone()),
            say,
            span: option.id.span,
            sets: option.set.iter().map(|(_, value)| value.span).collect(),
        }
    }
}
