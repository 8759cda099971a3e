//! The list of the choices with their options.

use std::io::{self, Write};
use std::process::ExitCode;

use super::super::args::Format;
use super::super::edit::{self, List};
use super::SECTION;
use crate::book::story::StoryChoice;
use crate::book::{Book, BookStory};
use crate::session::{SessionError, Studio};
use cuebook_script::edit::items;
use cuebook_story::{ChoiceId, Opt, To};

/// Prints the list. The exit code is 1 if some choices could not be read.
pub(super) fn list(args: &List) -> Result<ExitCode, SessionError> {
    let show = Studio::of_user()?.open(&args.script, None)?;
    let mut out = io::stdout().lock();
    let story = show.book.story.as_ref();
    let count = story.map_or(0, |story| story.choices.len());
    if matches!(args.format, Format::Json) {
        let rows = story.into_iter().flat_map(|story| {
            let choices = story.choices.entries();
            choices.map(|(id, choice)| as_json(&show.book, story, (id, choice)))
        });
        writeln!(out, "{}", serde_json::Value::from_iter(rows))?;
    } else if let Some(story) = story {
        for (id, choice) in story.choices.entries() {
            let ask = choice.ask.as_ref().map_or(String::new(), |ask| ask.shown());
            let scene = &story.graph.nodes[choice.node].name;
            let line = format!("{}  in {scene}  {ask}", choice.id);
            writeln!(out, "{}{}", line.trim_end(), noted(patience(story, id)))?;
            for (number, option) in choice.options.iter().enumerate() {
                let to = leads(story, id, number).unwrap_or("goes on");
                let notes = noted(notes(story, id, number));
                writeln!(out, "    {}  → {to}  {}{notes}", option.id, option.shown)?;
            }
        }
    }
    let all = items(&show.source, SECTION).map_or(0, |all| all.len());
    Ok(edit::listed(&show, SECTION, all == count))
}

/// Returns where an option leads: the name of a scene, or `end`.
fn leads(story: &BookStory, choice: ChoiceId, option: usize) -> Option<&str> {
    Some(match story.graph.choices[choice].options[option].to? {
        To::Node(node) => &story.graph.nodes[node].name,
        To::End => "end",
    })
}

/// Returns notes in brackets behind a text.
fn noted(notes: Vec<String>) -> String {
    match notes.is_empty() {
        true => String::new(),
        false => format!("  ({})", notes.join(", ")),
    }
}

/// Returns how long a choice waits and what happens then.
fn patience(story: &BookStory, choice: ChoiceId) -> Vec<String> {
    let graph = &story.graph.choices[choice];
    let wait = story.choices[choice].wait;
    let wait = wait.map(|wait| format!("wait {}s", wait.seconds().0));
    let default = graph.default.map(|option| &graph.options[option].name);
    let default = default.map(|name| format!("default {name}"));
    wait.into_iter().chain(default).collect()
}

/// Returns when an option is offered, and what it sets.
fn notes(story: &BookStory, choice: ChoiceId, option: usize) -> Vec<String> {
    let option = &story.graph.choices[choice].options[option];
    let when = condition(story, option).map(|when| format!("when {when}"));
    let once = option.once.then(|| "once".to_owned());
    let sets = sets(story, option).into_iter();
    let sets = sets.map(|(name, value)| format!("set {name} = {value}"));
    when.into_iter().chain(once).chain(sets).collect()
}

fn condition(story: &BookStory, option: &Opt) -> Option<String> {
    let when = &story.graph.conditions[option.when?];
    Some(when.expr.shown(&story.graph.variables))
}

fn sets<'s>(story: &'s BookStory, option: &Opt) -> Vec<(&'s str, String)> {
    let variables = &story.graph.variables;
    let sets = option.sets.iter().map(|set| {
        let variable = &variables[set.variable];
        let value = set.value.shown(variables);
        (variable.name.as_str(), value)
    });
    sets.collect()
}

fn as_json(
    book: &Book,
    story: &BookStory,
    (id, choice): (ChoiceId, &StoryChoice),
) -> serde_json::Value {
    let graph = &story.graph.choices[id];
    let options = choice.options.iter().enumerate().map(|(number, option)| {
        let own = &graph.options[number];
        serde_json::json!({
            "id": option.id,
            "when": condition(story, own),
            "once": own.once,
            "set": serde_json::Map::from_iter(
                sets(story, own).into_iter().map(|(name, value)| (name.to_owned(), value.into()))
            ),
            "words": option.shown,
            "spoken": option.say.is_some(),
            "to": leads(story, id, number),
        })
    });
    serde_json::json!({
        "id": choice.id,
        "scene": story.graph.nodes[choice.node].name,
        "word": choice.word.0,
        "ask": choice.ask.as_ref().map(|ask| ask.shown()),
        "by": book.roles[choice.by].name,
        "wait": choice.wait.map(|wait| wait.seconds().0),
        "default": graph.default.map(|option| &graph.options[option].name),
        "options": options.collect::<Vec<_>>(),
    })
}
