//! Converts prose to an outline by rules for English. A speaker is certain only
//! where a tag names one person. Every other result is a guess with a reason.

mod cast;
mod cues;
mod dash;
mod dialogue;
mod lines;
mod names;
mod page;
mod people;
mod phrase;
mod scenes;
mod tags;
mod turns;
mod unreal;

use super::anchor::Quotes;
use super::cast::{NARRATOR, cast};
use super::id::Ids;
use super::{Line, Outline, TitlePage};
use crate::world::Catalog;
use cuebook_script::Prose;
use page::Page;

/// Outlines a text. The outline has no title and no path of the text yet.
#[must_use]
pub(crate) fn outline(prose: Prose, stock: &dyn Catalog) -> Outline {
    let mut outline = read(&prose, stock);
    outline.prose = prose;
    outline
}

fn read(prose: &Prose, stock: &dyn Catalog) -> Outline {
    let mut page = Page::of(prose);
    dash::part(&mut page);
    let names = names::Names::of(&page);
    let quoted = dialogue::unspoken(&page);
    let mut people = people::sweep::people(&page, &names, &quoted);
    let found = scenes::scenes(&page);
    let breaks: Vec<usize> = found.iter().filter_map(scenes::Found::at_break).collect();
    let mut turns = turns::gather::gather(&page, &people, &quoted, &breaks);
    if turns::merge::replies(&mut people, &turns) {
        turns = turns::gather::gather(&page, &people, &quoted, &breaks);
    }
    let speakers = turns::speakers(&page, &mut people, &turns);
    turns::learn(&mut people, &turns, &speakers);

    let quotes = Quotes::new(prose);
    let mut ids = Ids::default();
    let scenes = scenes::outline(&page, &found, &quotes, &mut ids);
    let players = cast::players(&people, &turns, &speakers);
    let said = lines::said(&page, (&turns, &speakers), &players, &quoted);
    let lines = lines::outline(&page, said, &quotes, &mut ids);
    let calls = cues::calls(&page, &scenes, &scenes::headings(&page), stock);
    let cue = |call: &cues::Call<'_>| call.outline(&page, &quotes, &mut ids);
    let cues = calls.iter().filter_map(cue).collect();
    Outline {
        title: TitlePage {
            comments: head(&lines),
            ..TitlePage::default()
        },
        roles: cast(NARRATOR, &players.players, stock),
        scenes,
        lines,
        cues,
        ..Outline::default()
    }
}

/// Returns the comments about the number of guesses.
fn head(lines: &[Line]) -> Vec<String> {
    let guesses = lines.iter().filter(|line| !line.sure).count();
    vec![
        "A draft made by rules. A speaker is sure only where a tag in the text names one:"
            .to_owned(),
        format!(
            "{guesses} of {} lines are guesses, each with its reason. Look for `guess`.",
            lines.len()
        ),
    ]
}
