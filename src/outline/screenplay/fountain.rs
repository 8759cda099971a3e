//! Fountain: screenplays as plain text, by the public syntax 1.1.
//!
//! Every text can be read: a line that fits no other element is action. In
//! addition to the syntax, lines that begin with `SOUND:`, `SFX:`, `MUSIC:` and
//! similar words are sound lines, as in radio scripts.

pub(crate) mod character;
mod element;
mod emphasis;
pub(crate) mod heading;
pub(crate) mod kind;
mod page;
mod title;

use std::collections::HashSet;

use character::character;
use cuebook_script::write::one_line;
pub(crate) use element::{Element, Part, Screenplay, SoundKind, Speech, What};
use page::Line;

/// Reads a screenplay.
#[must_use]
pub(crate) fn read(text: &str) -> Screenplay {
    let page = page::read(text);
    let (title, body) = title::split(&page.lines);
    let mut reader = Reader {
        lines: body,
        at: 0,
        begins: true,
        crowded: is_crowded(body),
        names: HashSet::new(),
        elements: Vec::new(),
    };
    reader.names = reader.names();
    while reader.at < reader.lines.len() {
        reader.element();
    }
    let mut elements = reader.elements;
    let notes = page.notes.into_iter();
    elements.extend(notes.map(|(line, words)| Element {
        line,
        what: What::Note(words),
    }));
    elements.sort_by_key(|element| element.line);
    Screenplay { title, elements }
}

struct Reader<'a> {
    lines: &'a [Line],
    at: usize,
    /// Whether an element begins here even without a blank line before.
    begins: bool,
    /// Whether the text has almost no blank lines.
    crowded: bool,
    /// The names of characters over their words, in small letters.
    names: HashSet<String>,
    elements: Vec<Element>,
}

impl<'a> Reader<'a> {
    fn is_blank(&self, at: usize) -> bool {
        self.lines
            .get(at)
            .is_none_or(|line| line.text.trim().is_empty())
    }

    fn text(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |line| line.text.trim())
    }

    fn begins_block(&self, at: usize) -> bool {
        at == 0 || self.crowded || self.is_blank(at - 1) || self.lines[at].cut
    }

    fn add(&mut self, line: usize, what: What) {
        self.elements.push(Element { line, what });
    }

    /// Returns the names that stand over words after a blank line.
    fn names(&self) -> HashSet<String> {
        let over = |at: &usize| self.begins_block(*at) && !self.is_blank(*at + 1);
        let places = (0..self.lines.len()).filter(over);
        let named = places.filter_map(|at| name(self.text(at)));
        named.map(|speech| speech.name.to_lowercase()).collect()
    }

    /// Reads the element that begins here.
    fn element(&mut self) {
        let line = &self.lines[self.at];
        let text = line.text.trim();
        let begins = self.begins || self.begins_block(self.at);
        self.begins = false;
        if text.is_empty() || kind::is_page_break(text) || kind::is_artefact(text) {
            self.begins = true;
            self.at += 1;
            return;
        }
        match self.single(text, begins) {
            Some(what) => {
                self.at += 1;
                self.begins = true;
                self.add(line.number, what);
            }
            None => match self.speaker(text, begins) {
                Some(speech) => self.speech(speech),
                None => self.action(line.number),
            },
        }
    }

    /// Returns an element of one line.
    fn single(&self, text: &str, begins: bool) -> Option<What> {
        if let Some(words) = kind::section(text) {
            return Some(What::Section(emphasis::plain(words)));
        }
        if let Some(words) = kind::synopsis(text) {
            return Some(What::Synopsis(emphasis::plain(words)));
        }
        if let Some(words) = kind::centred(text).or_else(|| kind::lyric(text)) {
            return Some(What::Action(vec![emphasis::plain(words)]));
        }
        if let Some(words) = kind::forced_transition(text) {
            return Some(What::Transition(emphasis::plain(words)));
        }
        if let Some(heading) = kind::heading(text, begins) {
            return Some(heading);
        }
        if let Some(sound) = self.sound(text) {
            return Some(sound);
        }
        // A boneyard or a heading may be directly below a transition.
        (begins && kind::is_transition(text) || kind::interrupts(text) && kind::is_transition(text))
            .then(|| What::Transition(emphasis::plain(text)))
    }

    /// Reads a sound line that ends a speech.
    fn loud_sound(&self) -> Option<What> {
        let text = self.text(self.at);
        self.sound(text).filter(|_| kind::is_loud_sound(text))
    }

    /// Reads a sound line. One without words is a sound only if no words are below it:
    /// otherwise `SOUND:` is the name above them.
    fn sound(&self, text: &str) -> Option<What> {
        if let Some((kind, words)) = kind::sound(text) {
            let words = emphasis::plain(words);
            return Some(What::Sound { kind, words });
        }
        let kind = kind::sound_without_words(text).filter(|_| self.is_blank(self.at + 1))?;
        let words = String::new();
        Some(What::Sound { kind, words })
    }

    /// Returns the speech of the character on this line, without its words.
    fn speaker(&self, text: &str, begins: bool) -> Option<Speech> {
        let speech = name(text).filter(|_| begins)?;
        let spoken = !self.is_blank(self.at + 1);
        // One blank line too many below a name that is above words elsewhere.
        let known = self.names.contains(&speech.name.to_lowercase());
        let apart = || {
            let known = known && speech.extensions.is_empty();
            let below = self.text(self.at + 2);
            known && !below.is_empty() && !kind::interrupts(below) && name(below).is_none()
        };
        (spoken || apart()).then_some(speech)
    }

    /// Returns whether this line is a name without a blank line before it, over
    /// words.
    fn is_next_speaker(&self) -> bool {
        let speech = name(self.text(self.at)).filter(|_| !self.is_blank(self.at + 1));
        let cut = self.crowded || self.lines[self.at].cut;
        speech.is_some_and(|speech| cut || self.names.contains(&speech.name.to_lowercase()))
    }

    fn speech(&mut self, mut speech: Speech) {
        let mut number = self.lines[self.at].number;
        let forced = self.text(self.at).starts_with('@');
        self.at += 1;
        if self.is_blank(self.at)
            && self
                .lines
                .get(self.at)
                .is_some_and(|line| line.text != "  ")
        {
            self.at += 1;
        }
        // A sound between two lines of a speech does not end it.
        loop {
            let sounds = kind::sound_of_name(&speech.name).filter(|_| !forced);
            let parts = self.parts(sounds.is_some());
            match sounds {
                Some(kind) => self.sounds(number, kind, &parts),
                None => self.add(
                    number,
                    What::Speech(Speech {
                        parts,
                        ..speech.clone()
                    }),
                ),
            }
            let mut heard = false;
            while let Some(sound) = self.loud_sound() {
                self.add(self.lines[self.at].number, sound);
                self.at += 1;
                heard = true;
            }
            let text = self.text(self.at);
            let goes_on = !text.is_empty() && !kind::interrupts(text) && !self.is_next_speaker();
            if !heard || !goes_on {
                break;
            }
            number = self.lines[self.at].number;
            speech.dual = false;
        }
        self.begins = true;
    }

    /// Reads the directions and words of a speech up to its end or to a sound. In a list of sounds, each
    /// line is one, but for lines that go on with a small letter.
    fn parts(&mut self, is_list: bool) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut words: Vec<&str> = Vec::new();
        while let Some(line) = self.lines.get(self.at) {
            let text = line.text.trim();
            // A line of exactly two spaces does not end a speech.
            if text.is_empty() && line.text != "  " || kind::interrupts(text) {
                break;
            }
            let begun =
                !words.is_empty() || parts.iter().any(|part| matches!(part, Part::Words(_)));
            if begun && self.is_next_speaker() {
                break;
            }
            self.at += 1;
            if kind::is_artefact(text) {
                continue;
            }
            let goes_on = words
                .first()
                .is_some_and(|first| is_small(text) && !is_small(first));
            if is_list && !goes_on {
                end_words(&mut words, &mut parts);
            }
            let mut rest = if is_list { unmarked(text) } else { text };
            // Radio scripts write directions within a line: `(OFF) Who is it? (beat) Yes.`
            while let Some((before, aside, after)) = kind::direction(rest) {
                words.extend(Some(before).filter(|before| !before.is_empty()));
                end_words(&mut words, &mut parts);
                parts.push(Part::Aside(emphasis::plain(aside)));
                rest = after;
            }
            words.extend(Some(kind::lyric(rest).unwrap_or(rest)).filter(|rest| !rest.is_empty()));
        }
        end_words(&mut words, &mut parts);
        parts
    }

    /// Adds the speech of a character such as `SFX`: each part is a sound.
    fn sounds(&mut self, line: usize, kind: SoundKind, parts: &[Part]) {
        for part in parts {
            let (Part::Aside(words) | Part::Words(words)) = part;
            let words = words.clone();
            self.add(line, What::Sound { kind, words });
        }
    }

    fn action(&mut self, number: usize) {
        let mut paragraph = Vec::new();
        while let Some(line) = self.lines.get(self.at) {
            let text = line.text.trim();
            let begun = !paragraph.is_empty();
            let other = begun && (kind::ends_action(text) || self.is_next_speaker());
            if text.is_empty() || other {
                break;
            }
            let words = text.strip_prefix('!').unwrap_or(text);
            paragraph.push(emphasis::plain(words));
            self.at += 1;
        }
        self.begins = true;
        self.add(number, What::Action(paragraph));
    }
}

/// Returns whether a text has lost its blank lines, so that no element needs one.
fn is_crowded(lines: &[Line]) -> bool {
    const FEWEST: usize = 12;
    let blank = |line: &&Line| line.text.trim().is_empty();
    let blanks = lines.iter().filter(blank).count();
    lines.len() > FEWEST && blanks * 10 < lines.len()
}

/// Reads a line that can be a character's name.
fn name(text: &str) -> Option<Speech> {
    let other = kind::is_transition(text)
        || kind::is_artefact(text)
        || kind::heading(text, true).is_some()
        || kind::sound(text).is_some();
    character(text).filter(|_| !other)
}

fn is_small(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

/// Returns an item of a list without its mark: `- knock`.
fn unmarked(text: &str) -> &str {
    let marks = ["- ", "– ", "• ", "* "];
    let inner = marks.iter().find_map(|mark| text.strip_prefix(mark));
    inner.map_or(text, str::trim_start)
}

fn end_words(words: &mut Vec<&str>, parts: &mut Vec<Part>) {
    let joined = one_line(&words.join(" "));
    words.clear();
    if !joined.is_empty() {
        parts.push(Part::Words(emphasis::plain(&joined)));
    }
}

#[cfg(test)]
mod tests;
