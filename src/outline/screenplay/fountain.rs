//! Fountain: screenplays as plain text, by the public syntax 1.1.
//!
//! Every text can be read: a line that fits no other element is action. In
//! addition to the syntax, lines that begin with `SOUND:`, `SFX:`, `MUSIC:` and
//! similar words are sound lines, as in radio scripts.

mod element;
mod emphasis;
pub(crate) mod kind;
mod page;
mod title;

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
        elements: Vec::new(),
    };
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
    elements: Vec<Element>,
}

impl<'a> Reader<'a> {
    fn is_blank(&self, at: usize) -> bool {
        self.lines
            .get(at)
            .is_none_or(|line| line.text.trim().is_empty())
    }

    fn begins_block(&self) -> bool {
        self.at == 0 || self.is_blank(self.at - 1)
    }

    fn add(&mut self, line: usize, what: What) {
        self.elements.push(Element { line, what });
    }

    /// Reads the element that begins here.
    fn element(&mut self) {
        let line = &self.lines[self.at];
        let text = line.text.trim();
        if text.is_empty() || kind::is_page_break(text) {
            self.at += 1;
            return;
        }
        match self.single(text) {
            Some(what) => {
                self.at += 1;
                self.add(line.number, what);
            }
            None => match self.speaker(text) {
                Some(speech) => self.speech(line.number, speech),
                None => self.action(line.number),
            },
        }
    }

    /// Returns an element of one line.
    fn single(&self, text: &str) -> Option<What> {
        let first = self.begins_block();
        let alone = first && self.is_blank(self.at + 1);
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
        if let Some(heading) = kind::heading(text, first) {
            return Some(heading);
        }
        if let Some((kind, words)) = kind::sound(text) {
            let words = emphasis::plain(words);
            return Some(What::Sound { kind, words });
        }
        (alone && kind::is_transition(text)).then(|| What::Transition(emphasis::plain(text)))
    }

    /// Returns the speech of the character on this line, without its words.
    fn speaker(&self, text: &str) -> Option<Speech> {
        let spoken = !self.is_blank(self.at + 1);
        (self.begins_block() && spoken)
            .then(|| kind::character(text))
            .flatten()
    }

    fn speech(&mut self, number: usize, mut speech: Speech) {
        let forced = self.lines[self.at].text.trim().starts_with('@');
        self.at += 1;
        let mut words: Vec<&str> = Vec::new();
        while let Some(line) = self.lines.get(self.at) {
            let text = line.text.trim();
            // A line of two spaces does not end a speech.
            let held = text.is_empty() && line.text.starts_with("  ");
            if text.is_empty() && !held || kind::is_loud_sound(text) {
                break;
            }
            self.at += 1;
            match kind::aside(text) {
                Some(aside) => {
                    end_words(&mut words, &mut speech.parts);
                    speech.parts.push(Part::Aside(emphasis::plain(aside)));
                }
                None => words.push(kind::lyric(text).unwrap_or(text)),
            }
        }
        end_words(&mut words, &mut speech.parts);
        let sound = kind::sound_of_name(&speech.name).filter(|_| !forced);
        match sound {
            Some(kind) => self.sounds(number, kind, &speech.parts),
            None => self.add(number, What::Speech(speech)),
        }
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
            let other = !paragraph.is_empty() && kind::ends_action(text);
            if text.is_empty() || other {
                break;
            }
            let words = text.strip_prefix('!').unwrap_or(text);
            paragraph.push(emphasis::plain(words));
            self.at += 1;
        }
        self.add(number, What::Action(paragraph));
    }
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
