//! The story of a screenplay as prose, with the places of its elements.
//!
//! Each part of a speech is a paragraph in quotation marks, so it is one stretch
//! of dialogue.

use std::ops::Range;

use super::exported::{AS_WRITTEN, SOUNDS};
use super::fountain::{Element, Part, Screenplay, SoundKind, Speech, What};
use super::names::{Names, Speaker};
use super::scenes::{Noted, noted};
use crate::outline::cast::{NARRATOR, role_name};
use cuebook_script::write::one_line;

/// The prose, with the places of its elements in bytes.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub text: String,
    /// The roles besides the narrator, in the order of their first words.
    pub roles: Vec<Role>,
    pub narrator: String,
    /// Whether the show has only the sounds of sound lines, and none that the action mentions.
    pub sounds_as_written: bool,
    pub said: Vec<Said>,
    pub scenes: Vec<Heading>,
    pub sounds: Vec<Asked>,
    pub names: Names,
    /// Remarks of the writer that are heard nowhere, with their lines.
    pub remarks: Vec<(usize, String)>,
    /// The number of speeches so far.
    speeches: usize,
}

/// A role, and the number of its parts of speeches.
#[derive(Debug)]
pub(super) struct Role {
    pub name: String,
    pub lines: usize,
}

/// One stretch of dialogue.
#[derive(Clone, Debug)]
pub(super) struct Said {
    /// Its bytes, within the quotation marks.
    pub at: Range<usize>,
    /// An index into [`Story::roles`]; `None` for the narrator.
    pub role: Option<usize>,
    /// The parentheses before it, without their marks.
    pub asides: Vec<String>,
    /// The parentheses after the last words of the speech.
    pub after: Vec<String>,
    pub extensions: Vec<String>,
    /// The line of the speech in the screenplay.
    pub line: usize,
    /// The name in the screenplay, if it is that of several people.
    pub together: Option<String>,
    /// Whether it begins together with the speech before.
    pub dual: bool,
    /// The number of the speech.
    pub speech: usize,
}

/// A scene heading, and the start of the scene.
#[derive(Debug)]
pub(super) struct Heading {
    pub line: usize,
    pub at: usize,
    pub words: String,
    pub number: Option<String>,
    pub noted: Noted,
}

/// A sound line.
#[derive(Debug)]
pub(super) struct Asked {
    pub line: usize,
    /// The number of scenes that have begun before it.
    pub scene: usize,
    pub at: usize,
    pub kind: SoundKind,
    pub words: String,
}

impl Story {
    /// Writes a screenplay as prose, with its action or without.
    #[must_use]
    pub(super) fn of(play: &Screenplay, action: bool) -> Story {
        let narrator = play.title(&["narrator"]).and_then(role_name);
        let mut story = Story {
            narrator: narrator.unwrap_or_else(|| NARRATOR.to_owned()),
            names: Names::of(play),
            sounds_as_written: play
                .title(&[&SOUNDS.to_lowercase()])
                .is_some_and(|sounds| sounds.eq_ignore_ascii_case(AS_WRITTEN)),
            ..Story::default()
        };
        let mut before: Option<&What> = None;
        for element in &play.elements {
            let after_heading = matches!(before, Some(What::Heading { .. }));
            story.element(element, action, after_heading);
            before = Some(&element.what);
        }
        story
    }

    fn element(&mut self, element: &Element, action: bool, after_heading: bool) {
        let (line, at) = (element.line, self.text.len());
        let mut remark =
            |kind: &str, words: &str| self.remarks.push((line, format!("{kind}: {words}")));
        match &element.what {
            What::Heading { words, number } => self.scenes.push(Heading {
                line,
                at,
                words: words.clone(),
                number: number.clone(),
                noted: Noted::default(),
            }),
            What::Action(lines) if action => self.action(lines),
            What::Action(_) => {}
            What::Speech(speech) => self.speeches(line, speech),
            What::Sound { kind, words } => self.sounds.push(Asked {
                line,
                scene: self.scenes.len(),
                at,
                kind: *kind,
                words: words.clone(),
            }),
            What::Transition(words) => remark("transition", words),
            What::Section(words) => remark("section", words),
            What::Synopsis(words) => remark("synopsis", words),
            What::Note(words) => match (
                noted(words).filter(|_| after_heading),
                self.scenes.last_mut(),
            ) {
                (Some(noted), Some(scene)) => scene.noted = noted,
                _ => remark("note", words),
            },
        }
    }

    /// Returns the part of a speech that contains this byte, with its index.
    #[must_use]
    pub(super) fn said_at(&self, byte: usize) -> Option<(usize, &Said)> {
        let index = self.said.partition_point(|said| said.at.end <= byte);
        let said = self.said.get(index)?;
        said.at.contains(&byte).then_some((index, said))
    }

    /// Returns the name of the role that speaks it.
    #[must_use]
    pub(super) fn role_of(&self, said: &Said) -> &str {
        said.role
            .map_or(&self.narrator, |role| &self.roles[role].name)
    }

    /// Adds action. Lines that continue a sentence form one paragraph, other
    /// lines one each.
    fn action(&mut self, lines: &[String]) {
        let mut paragraph = String::new();
        for line in lines
            .iter()
            .filter(|line| line.contains(char::is_alphanumeric))
        {
            let ended = paragraph.ends_with(|c: char| !c.is_alphanumeric() && !",-–—".contains(c));
            let runs_on = !ended && !line.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
            if !paragraph.is_empty() && !runs_on {
                self.paragraph(&std::mem::take(&mut paragraph));
            }
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(&one_line(line));
        }
        if !paragraph.is_empty() {
            self.paragraph(&paragraph);
        }
    }

    fn paragraph(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push_str("\n\n");
    }

    /// Adds a speech of one person, or the same words of several people who begin
    /// together.
    fn speeches(&mut self, line: usize, spoken: &Speech) {
        let speakers = match spoken.forced {
            true => vec![Speaker {
                name: spoken.name.clone(),
                extensions: Vec::new(),
            }],
            false => self.names.speakers(&spoken.name),
        };
        let together = (speakers.len() > 1).then(|| spoken.name.clone());
        for (index, speaker) in speakers.into_iter().enumerate() {
            let mut extensions = spoken.extensions.clone();
            // `TOM'S VOICE (V.O.)` says itself where Tom is.
            if !super::voice::is_placed(&extensions) || speaker.extensions != ["O.S."] {
                extensions.splice(0..0, speaker.extensions);
            }
            let first = Said {
                at: 0..0,
                role: self.role(&speaker.name),
                asides: Vec::new(),
                after: Vec::new(),
                extensions,
                line,
                together: together.clone(),
                dual: spoken.dual || index > 0,
                speech: self.speeches,
            };
            self.speech(spoken, first);
        }
    }

    fn speech(&mut self, spoken: &Speech, first: Said) {
        let mut asides: Vec<String> = Vec::new();
        let begun = self.said.len();
        for part in &spoken.parts {
            let words = match part {
                Part::Aside(words) => {
                    asides.push(words.clone());
                    continue;
                }
                Part::Words(words) => quotable(words),
            };
            if !words.contains(char::is_alphanumeric) {
                continue;
            }
            let goes_on = self.said.len() > begun;
            self.text.push_str(if goes_on { " “" } else { "“" });
            let start = self.text.len();
            self.text.push_str(&words);
            let at = start..self.text.len();
            self.text.push('”');
            if let Some(role) = first.role {
                self.roles[role].lines += 1;
            }
            self.said.push(Said {
                at,
                asides: std::mem::take(&mut asides),
                dual: first.dual && !goes_on,
                ..first.clone()
            });
        }
        if self.said.len() == begun {
            // The words of a direction alone are not heard.
            let told = asides.join("; ");
            let remark = format!("{}: ({told}) no words", spoken.name);
            return self.remarks.push((first.line, remark));
        }
        self.speeches += 1;
        self.text.push_str("\n\n");
        if let Some(last) = self.said.last_mut() {
            last.after = asides;
        }
    }

    /// Returns the role of a character; `None` for the narrator.
    fn role(&mut self, name: &str) -> Option<usize> {
        let name = role_name(name).unwrap_or_else(|| "VOICE".to_owned());
        let same = |other: &str| other.to_lowercase() == name.to_lowercase();
        if same(&self.narrator) {
            return None;
        }
        let known = self.roles.iter().position(|role| same(&role.name));
        Some(known.unwrap_or_else(|| {
            self.roles.push(Role { name, lines: 0 });
            self.roles.len() - 1
        }))
    }
}

/// Returns words for double quotation marks: the double marks within become
/// single.
fn quotable(words: &str) -> String {
    let mut quotable = String::with_capacity(words.len());
    let mut before = ' ';
    let line = one_line(words);
    let mut letters = line.chars().peekable();
    while let Some(c) = letters.next() {
        let double = matches!(c, '“' | '”' | '„' | '‟' | '〝' | '〞' | '"' | '＂');
        let within =
            before.is_alphanumeric() && letters.peek().is_some_and(|c| c.is_alphanumeric());
        let single = match c {
            // A single mark within a word would be an apostrophe.
            _ if double && within => ' ',
            '“' | '„' | '‟' | '〝' => '‘',
            '”' | '〞' => '’',
            '"' | '＂' if before.is_whitespace() || "([—–".contains(before) => '‘',
            '"' | '＂' => '’',
            c => c,
        };
        quotable.push(single);
        before = c;
    }
    quotable
}
