//! The story as prose: what the narrator and the roles say, one after another.
//!
//! In: a screenplay. Out: its text, and where in it everything stands. Always
//! true: what a role says is one stretch of dialogue for each of its parts.

use std::ops::Range;

use crate::exchange::fountain::{Part, Screenplay, SoundKind, Speech, What};

/// The role of what nobody says.
pub(super) const NARRATOR: &str = "NARRATOR";

/// The longest name of a role, in characters.
const LONGEST: usize = 64;

/// The prose, and what stands where in it. Places are bytes.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub text: String,
    /// Every role in the order of their first words, the narrator aside.
    pub roles: Vec<Role>,
    pub narrator: String,
    pub said: Vec<Said>,
    pub scenes: Vec<Heading>,
    pub sounds: Vec<Asked>,
}

/// A role and how the screenplay writes it.
#[derive(Debug)]
pub(super) struct Role {
    pub name: String,
    /// How many parts of speeches it has.
    pub parts: usize,
}

/// One stretch of dialogue.
#[derive(Debug)]
pub(super) struct Said {
    /// Within the quotation marks.
    pub at: Range<usize>,
    /// An index into [`Told::roles`]; none for the narrator.
    pub role: Option<usize>,
    /// What stands in parentheses before it.
    pub asides: Vec<String>,
    pub extensions: Vec<String>,
    /// Begins together with the last speech of another.
    pub dual: bool,
    /// Which speech it is a part of, and which part.
    pub speech: usize,
}

/// A scene and where it begins.
#[derive(Debug)]
pub(super) struct Heading {
    pub line: usize,
    pub at: usize,
    pub words: String,
    pub number: Option<String>,
}

/// A sound that the screenplay asks for.
#[derive(Debug)]
pub(super) struct Asked {
    pub line: usize,
    /// How many scenes have begun before it.
    pub scene: usize,
    pub at: usize,
    pub kind: SoundKind,
    pub words: String,
}

/// Tells a screenplay as prose; `action` says whether the narrator reads it.
pub(super) fn tell(play: &Screenplay, action: bool) -> Told {
    let narrator = super::titled(play, &["narrator"]).map(role_name);
    let mut told = Told {
        narrator: narrator
            .filter(|n| !n.is_empty())
            .unwrap_or_else(|| NARRATOR.to_owned()),
        ..Told::default()
    };
    for (number, element) in play.elements.iter().enumerate() {
        let at = told.text.len();
        let line = element.line;
        match &element.what {
            What::Heading { words, number } => told.scenes.push(Heading {
                line,
                at,
                words: words.clone(),
                number: number.clone(),
            }),
            What::Action(lines) if action => told.action(lines),
            What::Speech(speech) => told.speech(number, speech),
            What::Sound { kind, words } => told.sounds.push(Asked {
                line,
                scene: told.scenes.len(),
                at,
                kind: *kind,
                words: words.clone(),
            }),
            _ => {}
        }
    }
    told
}

impl Told {
    /// Lines that run on are one paragraph; others are paragraphs of their own.
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
            paragraph.push_str(&crate::exchange::one_line(line));
        }
        if !paragraph.is_empty() {
            self.paragraph(&paragraph);
        }
    }

    fn paragraph(&mut self, words: &str) {
        self.text.push_str(words);
        self.text.push_str("\n\n");
    }

    fn speech(&mut self, speech: usize, spoken: &Speech) {
        let mut asides: Vec<String> = Vec::new();
        let begun = self.text.len();
        let role = self.role(&spoken.name);
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
            if self.text.len() > begun {
                self.text.push(' ');
            }
            self.text.push('“');
            let start = self.text.len();
            self.text.push_str(&words);
            let at = start..self.text.len();
            self.text.push('”');
            if let Some(role) = role {
                self.roles[role].parts += 1;
            }
            self.said.push(Said {
                at,
                role,
                asides: std::mem::take(&mut asides),
                extensions: spoken.extensions.clone(),
                dual: spoken.dual && self.text[begun..].matches('“').count() == 1,
                speech,
            });
        }
        if self.text.len() > begun {
            self.text.push_str("\n\n");
        }
    }

    /// The role of a character; none for the narrator.
    fn role(&mut self, name: &str) -> Option<usize> {
        let name = match role_name(name) {
            name if name.is_empty() => "VOICE".to_owned(),
            name => name,
        };
        let same = |other: &str| other.to_lowercase() == name.to_lowercase();
        if same(&self.narrator) {
            return None;
        }
        let known = self.roles.iter().position(|role| same(&role.name));
        Some(known.unwrap_or_else(|| {
            self.roles.push(Role { name, parts: 0 });
            self.roles.len() - 1
        }))
    }
}

/// A character's name as scripts take it: letters, digits, spaces, `_-.'`.
fn role_name(name: &str) -> String {
    let fits = |c: char| match c {
        '_' | '-' | '.' | '\'' | '’' => c,
        c if c.is_alphanumeric() || !c.is_ascii() && !c.is_whitespace() => c,
        _ => ' ',
    };
    let name: String = name.chars().map(fits).collect();
    let name = crate::exchange::one_line(&name);
    let name = name.trim_start_matches(|c: char| !c.is_alphanumeric());
    let name: String = name.chars().take(LONGEST).collect();
    name.trim_end().to_owned()
}

/// Words that may stand in double quotation marks: those within are made single.
fn quotable(words: &str) -> String {
    let mut quotable = String::with_capacity(words.len());
    let mut before = ' ';
    let line = crate::exchange::one_line(words);
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
