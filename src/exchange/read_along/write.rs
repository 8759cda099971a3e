//! Writes the text as documents of XHTML: one for each chapter, and several for a long chapter.

mod marks;

use cuebook_core::id::WordId;
use cuebook_script::prose::page::{Element, Piece};

use super::document::{Form, Part, Place};
use super::runs::{Run, assign, unit_of};
use super::section::Section;
use super::tags::{direction, escaped, is_inline, start};
use super::unit::Unit;
use crate::book::Book;

/// The most words of a document; it goes on to the end of its paragraph.
const LONG: usize = 4_000;

/// A text while it is written.
pub(super) struct Writer<'a, 'p> {
    pub book: &'a Book,
    pub sections: &'a [Section],
    pub units: &'a [Unit],
    pub form: Form,
    pub is_right_to_left: bool,
    pub parts: Vec<Part>,
    /// The places of the words that are heard, on a page.
    pub places: Vec<Place>,
    /// The elements that are open, and how many of them have their tag.
    open: Vec<Element<'p>>,
    tags: Vec<&'static str>,
    /// The elements within the block.
    style: Vec<Element<'p>>,
    runs: Vec<Run<'p>>,
    /// The marks that are open: the unit, the word, and the tags of the style.
    unit: Option<usize>,
    word: Option<WordId>,
    styled: Vec<Element<'p>>,
    /// The units and words before these have their marks.
    next: (usize, WordId),
    /// The number of marks so far.
    marks: usize,
    /// The length of the open unit so far, in UTF-16.
    length: usize,
    /// Whether the title of the chapter is still to be written.
    untitled: bool,
    /// Whether a rule comes before the next block.
    ruled: bool,
    words: usize,
}

impl<'a, 'p> Writer<'a, 'p> {
    pub(super) fn new(
        book: &'a Book,
        sections: &'a [Section],
        units: &'a [Unit],
        form: Form,
        is_right_to_left: bool,
    ) -> Writer<'a, 'p> {
        Writer {
            book,
            sections,
            units,
            form,
            is_right_to_left,
            parts: vec![Part::default()],
            places: Vec::new(),
            open: Vec::new(),
            tags: Vec::new(),
            style: Vec::new(),
            runs: Vec::new(),
            unit: None,
            word: None,
            styled: Vec::new(),
            next: (0, WordId::FIRST),
            marks: 0,
            length: 0,
            untitled: true,
            ruled: false,
            words: 0,
        }
    }

    /// Writes all pieces of the text.
    pub(super) fn write(&mut self, pieces: Vec<Piece<'p>>) {
        for piece in pieces {
            match piece {
                Piece::Open(element) if is_inline(&element) => self.style.push(element),
                Piece::Open(element) => {
                    self.flush();
                    self.open.push(element);
                }
                Piece::Close if self.style.pop().is_some() => {}
                Piece::Close => self.close(),
                Piece::Word(word, text) => self.run(text, Some(word)),
                Piece::Gap(text) => self.run(text, None),
                Piece::LineEnd => {
                    self.run("".into(), None);
                    if let Some(run) = self.runs.last_mut() {
                        run.is_end = true;
                    }
                }
                Piece::Rule => {
                    self.flush();
                    self.ruled = true;
                }
            }
        }
        self.flush();
        self.title();
        while self
            .parts
            .last()
            .is_some_and(|part| part.section + 1 < self.sections.len())
        {
            self.begin_section();
            self.title();
        }
    }

    fn run(&mut self, text: std::borrow::Cow<'p, str>, word: Option<WordId>) {
        self.runs.push(Run {
            text,
            word,
            style: self.style.clone(),
            unit: None,
            is_end: false,
        });
    }

    fn out(&mut self) -> &mut String {
        if self.parts.is_empty() {
            self.parts.push(Part::default());
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last].body
    }

    /// Closes the innermost block.
    fn close(&mut self) {
        self.flush();
        if matches!(self.open.last(), Some(Element::Cell(_))) {
            self.open_tags("");
        }
        if self.open.len() == self.tags.len() {
            self.end_tag();
        }
        self.open.pop();
    }

    fn end_tag(&mut self) {
        if let Some(name) = self.tags.pop() {
            let end = match name {
                "td" | "th" => "",
                _ => "\n",
            };
            let tag = format!("</{name}>{end}");
            self.out().push_str(&tag);
        }
    }

    /// Writes the runs of the block.
    fn flush(&mut self) {
        let units = self.units;
        let runs = assign(std::mem::take(&mut self.runs), |word| unit_of(units, word));
        let Some(first) = runs.first() else {
            return;
        };
        let loose = self.open.is_empty();
        if loose {
            self.open.push(Element::Paragraph);
        }
        let section = first.unit.map(|unit| self.units[unit].section);
        let section = section.or_else(|| {
            runs.iter()
                .find_map(|run| Some(self.units[run.unit?].section))
        });
        self.come_to(section);
        self.entitle(&runs);
        let direction = direction(&runs, self.is_right_to_left);
        self.open_tags(direction);
        for run in runs {
            let own = run.unit.map(|unit| self.units[unit].section);
            if own.is_some_and(|own| own > self.section()) {
                self.come_to(own);
                self.title();
                self.open_tags(direction);
            }
            self.mark(&run);
        }
        self.unmark();
        if loose {
            self.close();
        }
    }

    fn section(&self) -> usize {
        self.parts.last().map_or(0, |part| part.section)
    }

    /// Begins the documents up to a chapter, and another one if this one is long.
    fn come_to(&mut self, section: Option<usize>) {
        while section.is_some_and(|section| section > self.section()) {
            self.title();
            self.begin_section();
        }
        let is_outermost = self.tags.is_empty();
        if self.words >= LONG && is_outermost && self.form != Form::Page {
            let last = self.parts.last();
            let next = last.map(|part| (part.section, part.number + 1));
            self.begin(next.unwrap_or_default());
        }
    }

    fn begin_section(&mut self) {
        self.begin((self.section() + 1, 0));
        self.untitled = true;
        self.ruled = false;
    }

    fn begin(&mut self, (section, number): (usize, usize)) {
        self.unmark();
        let body = self.out();
        body.truncate(body.trim_end_matches(' ').len());
        while !self.tags.is_empty() {
            self.end_tag();
        }
        self.words = 0;
        self.parts.push(Part {
            section,
            number,
            ..Part::default()
        });
    }

    /// Writes the title of the chapter, unless the block is a heading that has it.
    fn entitle(&mut self, runs: &[Run<'_>]) {
        let is_heading = matches!(self.open.last(), Some(Element::Heading(_)));
        if self.untitled && is_heading && self.tags.is_empty() {
            let text: String = runs.iter().map(|run| &*run.text).collect();
            let title = plain(&self.sections[self.section()].title);
            if !title.is_empty() && plain(&text).contains(&title) {
                self.untitled = false;
                if let Some(last) = self.open.last_mut() {
                    *last = Element::Heading(u8::from(self.form == Form::Page));
                }
                return;
            }
        }
        self.title();
    }

    fn title(&mut self) {
        if !std::mem::take(&mut self.untitled) {
            return;
        }
        let section = self.section();
        let title = escaped(&self.sections[section].title);
        let heading = match self.form {
            // The page has the title of the show already.
            Form::Page if self.sections.len() == 1 => return,
            Form::Page if section == 0 && title == escaped(&self.book.title) => return,
            _ if title.trim().is_empty() => return,
            Form::Page => format!("<h2 class=\"title\">{title}</h2>\n"),
            Form::Book(_) => format!("<h1 class=\"title\" id=\"title\">{title}</h1>\n"),
        };
        self.out().push_str(&heading);
        if let Some(part) = self.parts.last_mut() {
            part.has_title = true;
        }
    }

    /// Writes the tags of the open blocks.
    fn open_tags(&mut self, direction: &'static str) {
        if std::mem::take(&mut self.ruled) {
            self.out().push_str("<hr/>\n");
        }
        for index in self.tags.len()..self.open.len() {
            let own = if index + 1 == self.open.len() {
                direction
            } else {
                ""
            };
            let (tag, name) = start(&self.open[index], own);
            self.out().push_str(&tag);
            self.tags.push(name);
        }
    }
}

/// Returns the letters and digits of a text, in small letters.
fn plain(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}
