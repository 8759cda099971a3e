//! Converts prose to an outline by rules for English; [`abroad`] has those for other languages. A
//! speaker is certain only
//! where a tag names one person. Every other result is a guess with a reason.

mod abroad;
mod cast;
mod clause;
mod cues;
mod dash;
mod dialogue;
mod frame;
mod lines;
mod names;
mod page;
mod people;
mod phrase;
mod play;
mod scenes;
mod tags;
mod turns;

use std::collections::BTreeSet;

use super::anchor::Quotes;
use super::cast::{NARRATOR, cast};
use super::id::Ids;
use super::{Cue, Line, Outline, Scene, TitlePage};
use crate::world::Catalog;
use cuebook_core::id::{IdRange, WordId};
use cuebook_core::language::Language;
use cuebook_script::Prose;
use cuebook_script::edit::COUNTED;
pub(super) use cues::{Told, described};
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
    let frame = frame::Frame::of(prose);
    frame.remove(&mut page);
    let quotes = Quotes::new(prose);
    let mut outline = match play::Play::of(&page) {
        Some(play) => read_play(&mut page, &play, &quotes, stock),
        None => {
            let language = abroad::language(&page);
            let abroad = abroad::outline(&mut page, language, &quotes, stock);
            abroad.unwrap_or_else(|| read_story(&mut page, &quotes, stock))
        }
    };
    outline.skipped.extend(frame.skipped(&quotes));
    outline.title.show = frame.title;
    outline.title.author = frame.author;
    if !frame.left_out.is_empty() {
        let out: BTreeSet<&str> = frame.left_out.iter().map(|(_, why)| *why).collect();
        let out = out.into_iter().collect::<Vec<_>>().join(", ");
        outline
            .title
            .comments
            .push(format!("Left out with `skip`: {out}."));
    }
    outline
}

/// Returns whether a draft of a text leaves out all words of its first bytes, and no others alone: a
/// header, a title page, a table of contents.
#[must_use]
pub(crate) fn is_frame(text: &str, bytes: usize) -> bool {
    let (prose, _) = Prose::read(text.to_owned());
    let frame = frame::Frame::of(&prose);
    let words = prose.words_in(&(0..bytes));
    let is_out = |word| frame.left_out.iter().any(|(out, _)| out.contains(&word));
    words.ids().all(is_out)
}

/// Outlines a story.
fn read_story(page: &mut Page<'_>, quotes: &Quotes<'_>, stock: &dyn Catalog) -> Outline {
    dash::part(page);
    let names = names::Names::of(page);
    let quoted = dialogue::unspoken(page);
    let mut people = people::sweep::people(page, &names, &quoted);
    let found = scenes::scenes(page);
    let breaks: Vec<WordId> = found.iter().filter_map(scenes::Found::at_break).collect();
    let (turns, speakers) = turns::talk(page, &mut people, &quoted, &breaks);
    let mut ids = Ids::default();
    let scenes = scenes::outline(page, &found, quotes, &mut ids);
    let players = cast::players(&people, &turns, &speakers);
    let said = lines::said(page, &people, (&turns, &speakers), &players, &quoted);
    let lines = lines::outline(page, said, quotes, &mut ids);
    let cues = cues(page, &scenes, (quotes, &mut ids), stock);
    Outline {
        title: TitlePage {
            comments: head(&lines, &cues),
            ..TitlePage::default()
        },
        roles: cast(NARRATOR, &players.players, stock, Language::English),
        scenes,
        lines,
        cues,
        ..Outline::default()
    }
}

/// Returns the cues for sounds that the narration of a prose mentions, each with its
/// first word. The scenes are known already.
#[must_use]
pub(super) fn narrated(
    prose: &Prose,
    scenes: &[Scene],
    quotes: &Quotes<'_>,
    stock: &dyn Catalog,
) -> Vec<(WordId, Cue)> {
    let mut page = Page::of(prose);
    // The action of a screenplay is in the present tense, as the directions of a play.
    page.play = true;
    let mut ids = Ids::default();
    let calls = cues::calls(&page, scenes, &[], stock);
    let cue = |call: &cues::Call<'_>| Some((call.first(), call.outline(&page, quotes, &mut ids)?));
    calls.iter().filter_map(cue).collect()
}

/// Outlines a play in plain text.
fn read_play(
    page: &mut Page<'_>,
    play: &play::Play,
    quotes: &Quotes<'_>,
    stock: &dyn Catalog,
) -> Outline {
    play.divide(page);
    let found = scenes::scenes(page);
    let mut ids = Ids::default();
    let scenes = scenes::outline(page, &found, quotes, &mut ids);
    let lines = play.lines(page, quotes, &mut ids);
    let cues = cues(page, &scenes, (quotes, &mut ids), stock);
    let mut comments = vec![
        "A draft made by rules. The text looks like a play: a name before a speech is its role.".to_owned(),
        "Names and the directions within a speech are left out; the narrator reads the other directions.".to_owned(),
    ];
    comments.extend(lacking(&cues));
    Outline {
        title: TitlePage {
            comments,
            ..TitlePage::default()
        },
        roles: cast(NARRATOR, &play.players(), stock, Language::English),
        scenes,
        lines,
        skipped: play.skipped(quotes),
        cues,
        ..Outline::default()
    }
}

fn cues(
    page: &Page<'_>,
    scenes: &[Scene],
    (quotes, ids): (&Quotes<'_>, &mut Ids),
    stock: &dyn Catalog,
) -> Vec<Cue> {
    // The heading of a scene of a play names sounds: `SCENE II. A heath. Thunder.`
    let unread = match page.play {
        true => Vec::new(),
        false => scenes::headings(page),
    };
    let calls = cues::calls(page, scenes, &unread, stock);
    let cue = |call: &cues::Call<'_>| call.outline(page, quotes, ids);
    calls.iter().filter_map(cue).collect()
}

/// Returns the comments about the number of guesses and of sounds.
fn head(lines: &[Line], cues: &[Cue]) -> Vec<String> {
    let guesses = lines.iter().filter(|line| !line.sure).count();
    let mut comments = match guesses {
        0 => vec![
            "A draft made by rules. A tag in the text names the speaker of each line.".to_owned(),
        ],
        _ => vec![
            "A draft made by rules. A speaker is sure only where a tag in the text names one:"
                .to_owned(),
            format!(
                "{guesses} of {} {COUNTED}, each with its reason. Look for `guess`.",
                lines.len()
            ),
        ],
    };
    comments.extend(lacking(cues));
    comments
}

/// Returns the comment about the sounds that the library lacks.
fn lacking(cues: &[Cue]) -> Option<String> {
    let count = cues.iter().filter(|cue| cue.sound.is_none()).count();
    let sounds = if count == 1 {
        "1 sound of the text is"
    } else {
        &format!("{count} sounds of the text are")
    };
    (count > 0)
        .then(|| format!("{sounds} not in the library: see `not in the library` under `cues`."))
}
