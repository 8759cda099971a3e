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
use cuebook_story::{ChoiceId, To};

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
            writeln!(out, "{}  in {scene}  {ask}", choice.id)?;
            for (number, option) in choice.options.iter().enumerate() {
                let to = leads(story, id, number).unwrap_or("goes on");
                writeln!(out, "    {}  → {to}  {}", option.id, option.shown)?;
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

fn as_json(
    book: &Book,
    story: &BookStory,
    (id, choice): (ChoiceId, &StoryChoice),
) -> serde_json::Value {
    let options = choice.options.iter().enumerate().map(|(number, option)| {
        serde_json::json!({
            "id": option.id,
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
        "options": options.collect::<Vec<_>>(),
    })
}
