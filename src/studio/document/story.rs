//! What the listener of an interactive show decides, and what the show remembers.

use serde::Serialize;

use crate::session::Show;
use cuebook_core::id::Id;
use cuebook_script as script;
use cuebook_script::{Destination, Said, Variable, VariableKind, Way};
use cuebook_story::NodeId;

#[derive(Serialize)]
pub(super) struct Scene<'s> {
    id: &'s str,
    title: &'s str,
    word: usize,
    space: Option<&'s str>,
    chapter: bool,
    /// The condition under which it is heard, as written.
    when: Option<&'s str>,
    /// Where the show goes on; `None`: with the next scene.
    then: Option<Vec<Goal<'s>>>,
}

/// A way after a scene.
#[derive(Serialize)]
struct Goal<'s> {
    /// A scene or `end`.
    to: &'s str,
    when: Option<&'s str>,
}

#[derive(Serialize)]
pub(super) struct Choice<'s> {
    id: &'s str,
    /// The word before which it is.
    word: Option<usize>,
    /// The scene that it is in; `None` before the first one.
    scene: Option<&'s str>,
    ask: Option<String>,
    /// The role that speaks, if the script names one.
    by: Option<&'s str>,
    /// How long the listener has, in seconds; `None`: for ever.
    wait: Option<f64>,
    /// The option that is taken when the time is over.
    default: Option<&'s str>,
    options: Vec<Answer<'s>>,
}

#[derive(Serialize)]
struct Answer<'s> {
    id: &'s str,
    words: &'s str,
    /// The words that are spoken after the question, if there are any.
    say: Option<&'s str>,
    /// The scene that follows, or `end`; `None`: the scene goes on.
    to: Option<&'s str>,
    when: Option<&'s str>,
    /// The new values of variables, as written.
    set: Vec<[&'s str; 2]>,
    once: bool,
}

/// A variable with its values.
#[derive(Serialize)]
pub(super) struct State<'s> {
    name: &'s str,
    /// `flag`, `chance`, `number` or `word`.
    kind: &'static str,
    /// The value at the start.
    start: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<i64>,
    clamp: bool,
    words: Vec<&'s str>,
    /// How likely the flag is true, in percent.
    #[serde(skip_serializing_if = "Option::is_none")]
    chance: Option<f64>,
}

fn goal(to: &Destination) -> &str {
    match to {
        Destination::Scene(id) => &id.value,
        Destination::End(_) => "end",
    }
}

fn way(way: &Way) -> Goal<'_> {
    Goal {
        to: goal(&way.to),
        when: way.when.as_ref().map(|when| when.text.as_str()),
    }
}

/// Returns the scene of the script with an id.
pub(super) fn written<'s>(show: &'s Show, id: &str) -> Option<&'s script::Scene> {
    let scenes = &mut show.script.scenes.iter();
    scenes.find(|scene| scene.id.value == id)
}

/// Returns the scenes in the order of the text.
pub(super) fn scenes(show: &Show) -> Vec<Scene<'_>> {
    let book = &show.book;
    let scenes = book.scenes.iter().map(|scene| {
        let own = written(show, &scene.id);
        let then = own.and_then(|own| own.then.as_ref());
        Scene {
            id: &scene.id,
            title: &scene.title,
            word: scene.word.index(),
            space: scene.space.map(|space| book.spaces[space].name.as_str()),
            chapter: scene.chapter.is_some(),
            when: own.and_then(|own| Some(own.when.as_ref()?.text.as_str())),
            then: then.map(|ways| ways.iter().map(way).collect()),
        }
    });
    scenes.collect()
}

/// Returns the choices in the order of the script.
pub(super) fn choices(show: &Show) -> Vec<Choice<'_>> {
    let bound = show.book.story.iter().flat_map(|story| &story.choices);
    let listed = show.choices();
    let choices = show.script.choices.iter().map(|choice| {
        let id = choice.id.value.as_str();
        let own = bound.clone().find(|own| own.id == id);
        let shown = |option: &str| {
            let mut shown = own.iter().flat_map(|own| &own.options);
            shown
                .find(|own| own.id == option)
                .map_or("", |own| &own.shown)
        };
        let options = choice.options.iter();
        Choice {
            id,
            word: own.map(|own| own.word.index()),
            scene: own.and_then(|own| scene_of(show, own.node)),
            ask: listed
                .iter()
                .find(|own| own.id == id)
                .and_then(|own| own.ask.clone()),
            by: choice.by.as_ref().map(|by| by.value.as_str()),
            wait: choice.patience().map(|wait| wait.value.0),
            default: choice.default.as_ref().map(|id| id.value.as_str()),
            options: options.map(|option| answer(option, &shown)).collect(),
        }
    });
    choices.collect()
}

/// Returns the id of the scene of a node.
fn scene_of(show: &Show, node: NodeId) -> Option<&str> {
    let story = show.book.story.as_ref()?;
    let scene = story.nodes.get(node)?.scene?;
    Some(&show.book.scenes[scene].id)
}

fn answer<'s>(option: &'s script::ChoiceOption, shown: &dyn Fn(&str) -> &'s str) -> Answer<'s> {
    let id = option.id.value.as_str();
    let sets = option.set.iter();
    Answer {
        id,
        words: shown(id),
        say: option.say.as_ref().map(|said| match said {
            Said::Words(words) => words.value.as_str(),
            Said::Quote(quote) => quote.value.exact.as_str(),
        }),
        to: option.to.as_ref().map(goal),
        when: option.when.as_ref().map(|when| when.text.as_str()),
        set: sets
            .map(|(name, value)| [name.value.as_str(), value.text.as_str()])
            .collect(),
        once: option.once.as_ref().is_some_and(|once| once.value),
    }
}

/// Returns the variables in the order of the script.
pub(super) fn state(show: &Show) -> Vec<State<'_>> {
    show.script.state.iter().map(variable).collect()
}

fn variable(own: &Variable) -> State<'_> {
    let plain = State {
        name: &own.name.value,
        kind: "flag",
        start: own.kind.start(),
        from: None,
        to: None,
        clamp: false,
        words: Vec::new(),
        chance: None,
    };
    match &own.kind {
        VariableKind::Flag(_) => plain,
        VariableKind::Chance(chance) => State {
            kind: "chance",
            chance: Some(*chance),
            ..plain
        },
        VariableKind::Number {
            from, to, clamp, ..
        } => State {
            kind: "number",
            from: Some(*from),
            to: Some(*to),
            clamp: *clamp,
            ..plain
        },
        VariableKind::Word { words, .. } => State {
            kind: "word",
            words: words.iter().map(|word| word.value.as_str()).collect(),
            ..plain
        },
    }
}
