//! A first cue script for a text that has none.
//!
//! In: prose, and the stock of voices and sounds. Out: a [`Draft`]: its dialogue
//! with speakers, a cast, scenes and cues, to be written as a script. Always
//! true: it is made by rules, the same for the same text; a speaker is sure only
//! where a tag names nobody else, and all else is a guess that says why.

mod anchor;
mod cast;
mod cues;
mod dash;
mod dialogue;
mod lexicon;
mod names;
mod page;
mod people;
mod scenes;
mod tags;
mod turns;
mod write;

use std::ops::Range;

use crate::script::{Prose, Tone};
use crate::world::Stock;
pub use cast::Role;
pub use cues::{Cue, Until};
use page::Page;
use people::People;
pub use scenes::{Place, Scene};
use turns::{Cast, Turn, Why};

/// What a text is made into.
#[derive(Clone, Debug)]
pub struct Draft {
    pub prose: Prose,
    pub roles: Vec<Role>,
    pub scenes: Vec<Scene>,
    /// In the order of the text.
    pub lines: Vec<Line>,
    pub cues: Vec<Cue>,
}

/// Something said, or only quoted.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its words, as [`Prose::words`] counts them.
    pub words: Range<usize>,
    /// Which stretch of the prose it is, or stands in.
    pub stretch: usize,
    /// In no quotation marks.
    pub dashed: bool,
    /// The name of its role.
    pub role: String,
    /// Whether the text names the speaker beyond doubt.
    pub sure: bool,
    /// Why this speaker, for a comment; empty where it is sure.
    pub reason: String,
    pub tone: Option<Tone>,
}

/// What the script is called, and what its text is.
#[derive(Clone, Debug)]
pub struct Naming {
    pub show: String,
    /// The path of the text beside the script.
    pub text: String,
}

impl Draft {
    /// Drafts a script for a text.
    #[must_use]
    pub fn of(prose: Prose, stock: &dyn Stock) -> Draft {
        let (roles, scenes, lines, cues) = parts(&prose, stock);
        Draft {
            prose,
            roles,
            scenes,
            lines,
            cues,
        }
    }

    /// Writes it as a cue script.
    #[must_use]
    pub fn script(&self, naming: &Naming) -> String {
        write::script(self, naming)
    }

    /// The text of some of its words.
    #[must_use]
    pub fn text(&self, words: Range<usize>) -> &str {
        let (first, last) = (
            self.prose.words.get(words.start),
            self.prose.words.get(words.end.wrapping_sub(1)),
        );
        first.zip(last).map_or("", |(first, last)| {
            &self.prose.text[first.span.start..last.span.end]
        })
    }
}

type Parts = (Vec<Role>, Vec<Scene>, Vec<Line>, Vec<Cue>);

fn parts(prose: &Prose, stock: &dyn Stock) -> Parts {
    let page = Page::of(prose);
    let names = names::Names::of(&page);
    let mut people = People::of(&page, &names);
    let scenes = scenes::scenes(&page);
    let breaks: Vec<usize> = scenes
        .iter()
        .filter(|scene| scene.why.is_none())
        .map(|scene| scene.first)
        .collect();
    let unspoken = |part: usize| {
        page.parts[part]
            .speech
            .then(|| dialogue::unspoken(&page, part))
            .flatten()
    };
    let quoted: Vec<Option<&'static str>> = (0..page.parts.len()).map(unspoken).collect();
    let spoken: Vec<bool> = page
        .parts
        .iter()
        .zip(&quoted)
        .map(|(part, quoted)| part.speech && quoted.is_none())
        .collect();
    let turns = turns::gather(&page, &people, &spoken, &breaks);
    let speakers = turns::cast(&page, &mut people, &turns);
    turns::learn(&mut people, &turns, &speakers);
    let mut counted = vec![0; people.people.len()];
    for (turn, speaker) in turns.iter().zip(&speakers) {
        counted[speaker.person] += turn.parts.len();
    }
    let roles = cast::cast(&people, &counted, stock);
    let lines = lines(&page, (&turns, &speakers), &roles, &quoted);
    let headings = scenes::headings(&page);
    let cues = cues::cues(&page, &scenes, &headings, stock);
    (roles, scenes, lines, cues)
}

/// The lines of all turns and of what is only quoted, in the order of the text.
fn lines(
    page: &Page<'_>,
    turns: (&[Turn], &[Cast]),
    roles: &[Role],
    quoted: &[Option<&'static str>],
) -> Vec<Line> {
    let role = |person: usize| {
        let found = roles.iter().find(|role| role.person == Some(person));
        found.map_or(cast::NARRATOR, |role| role.name.as_str())
    };
    let mut lines = Vec::new();
    for (turn, speaker) in turns.0.iter().zip(turns.1) {
        // What goes on from the paragraph before has the speaker of its beginning.
        let begins = |part: &&usize| **part == turn.parts[0] || !page.parts[**part].continues;
        for part in turn.parts.iter().filter(begins) {
            let reason = if speaker.sure {
                String::new()
            } else {
                format!("guess: {}", reason(&speaker.why, role))
            };
            lines.push(line(
                page,
                *part,
                role(speaker.person),
                (speaker.sure, reason),
                turn.tone(),
            ));
        }
    }
    for (part, why) in quoted.iter().enumerate() {
        if let Some(why) = why {
            lines.push(line(
                page,
                part,
                cast::NARRATOR,
                (false, format!("guess: {why}")),
                None,
            ));
        }
    }
    lines.sort_by_key(|line| line.words.start);
    lines
}

fn line(
    page: &Page<'_>,
    part: usize,
    role: &str,
    told: (bool, String),
    tone: Option<Tone>,
) -> Line {
    let here = &page.parts[part];
    Line {
        words: here.words.clone(),
        stretch: page
            .prose
            .stretch_of(page.prose.sentence_of(here.words.start)),
        dashed: here.dashed,
        role: role.to_owned(),
        sure: told.0,
        reason: told.1,
        tone,
    }
}

fn reason<'r>(why: &Why, role: impl Fn(usize) -> &'r str) -> String {
    match why {
        Why::Tag => String::new(),
        Why::Tagged(words) => format!("“{words}” may be another"),
        Why::Beat(words) => format!("“{words}” stands beside it"),
        Why::Called(by) => format!("{} spoke to them", role(*by)),
        Why::Turns(other) => format!("turn-taking with {}", role(*other)),
        Why::Near => "nobody nearer is told of".to_owned(),
        Why::Nobody => "nobody is named; turn-taking".to_owned(),
    }
}
