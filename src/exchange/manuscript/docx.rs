//! DOCX: the paragraphs of a document of Word, LibreOffice or Google Docs.
//!
//! Headers, footers, comments and deleted text are in other files or elements, and are
//! left out.

mod styles;

use std::collections::BTreeMap;
use std::fs::File;

use super::archive::Archive;
use super::links::resolve;
use super::markup::{Event, Form, Tag, each};
use super::package::text;
use super::page::{Kind, Page, Runs, Style};
use super::{Facts, Manuscript, ManuscriptError, chapters};
use styles::{StyleKind, Styles, level};

/// Reads a document.
///
/// # Errors
/// When it is damaged, too large or is not a DOCX.
pub(super) fn read(file: File) -> Result<Manuscript, ManuscriptError> {
    let mut archive = Archive::open(file)?;
    let main = main_part(&mut archive)?;
    let beside = |name: &str| resolve(&main, name);
    let body = text(&mut archive, &main)?.ok_or(ManuscriptError::NoPackage)?;
    let mut styles = Styles::default();
    if let Some(own) = text(&mut archive, &beside("styles.xml"))? {
        styles.read(&own)?;
    }
    let mut notes = BTreeMap::new();
    for kind in ["footnote", "endnote"] {
        if let Some(own) = text(&mut archive, &beside(&format!("{kind}s.xml")))? {
            let mut reader = Reader::new(&styles);
            each(&own, Form::Xml, &mut |event| reader.take(event))?;
            notes.extend(reader.page.finish().notes);
        }
    }
    let mut reader = Reader::new(&styles);
    each(&body, Form::Xml, &mut |event| reader.take(event))?;
    let page = reader.page.finish();
    notes.extend(page.notes);
    let mut facts = facts(&mut archive)?;
    facts.language = facts.language.or(styles.language);
    Ok(Manuscript {
        facts,
        chapters: chapters::by_headings(page.blocks, &notes),
        ..Manuscript::default()
    })
}

/// Returns the path of the document within the archive.
fn main_part(archive: &mut Archive) -> Result<String, ManuscriptError> {
    let relations = text(archive, "_rels/.rels")?.unwrap_or_default();
    let mut main = None;
    each(&relations, Form::Xml, &mut |event| {
        if let Event::Open(tag) = event
            && tag.name == "relationship"
            && tag.get("type").ends_with("/officeDocument")
        {
            main = Some(resolve("", tag.get("target")));
        }
    })?;
    let main = main.filter(|path| archive.has(path));
    main.or_else(|| Some("word/document.xml".to_owned()).filter(|path| archive.has(path)))
        .ok_or(ManuscriptError::NoPackage)
}

/// Reads the title and the author.
fn facts(archive: &mut Archive) -> Result<Facts, ManuscriptError> {
    let mut facts = Facts::default();
    let core = text(archive, "docProps/core.xml")?.unwrap_or_default();
    let mut within = String::new();
    each(&core, Form::Xml, &mut |event| match event {
        Event::Open(tag) => within.clone_from(&tag.name),
        Event::Close(_) => within.clear(),
        Event::Text(text) => {
            let text = text.trim();
            let place = match within.as_str() {
                "title" => &mut facts.title,
                "creator" => &mut facts.author,
                "language" => &mut facts.language,
                _ => return,
            };
            if !text.is_empty() {
                *place = Some(text.to_owned());
            }
        }
    })?;
    Ok(facts)
}

/// A document while it is read.
struct Reader<'s> {
    styles: &'s Styles,
    page: Page,
    style: Style,
    kind: Kind,
    /// Whether the paragraph is part of a frame.
    frame: bool,
    /// The names of the open elements whose content is left out.
    hidden: Vec<String>,
    /// Whether the run is hidden text.
    vanished: bool,
    in_text: bool,
    /// The blocks at the start of each cell of the open rows.
    rows: Vec<(usize, usize)>,
    /// The key of the footnote and its first block.
    note: Option<(String, usize)>,
    bordered: bool,
    /// The paragraphs in which the open text boxes are.
    outer: Vec<Held>,
}

/// A paragraph in which a text box is, while the box is read.
struct Held {
    runs: Runs,
    style: Style,
    kind: Kind,
    bordered: bool,
}

/// Elements whose content is not the text of the paragraph: deleted text, codes of
/// fields, and the older form of a drawing.
const HIDDEN: [&str; 7] = [
    "del",
    "movefrom",
    "instrtext",
    "deltext",
    "fallback",
    "ppr",
    "rpr",
];

impl Reader<'_> {
    fn new(styles: &Styles) -> Reader<'_> {
        Reader {
            styles,
            page: Page::default(),
            style: Style::default(),
            kind: Kind::Paragraph,
            frame: false,
            hidden: Vec::new(),
            vanished: false,
            in_text: false,
            rows: Vec::new(),
            note: None,
            bordered: false,
            outer: Vec::new(),
        }
    }

    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Open(tag) => self.open(tag),
            Event::Text(text) => {
                if self.in_text && self.is_shown() {
                    self.page.text(text, self.style);
                }
            }
            Event::Close(name) => self.close(name),
        }
    }

    fn is_shown(&self) -> bool {
        self.hidden.is_empty() && !self.vanished && !self.frame
    }

    fn open(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if !self.hidden.is_empty() {
            match self.hidden.last().map(String::as_str) {
                Some("ppr") => self.paragraph_property(tag),
                Some("rpr") => self.run_property(tag),
                _ => {}
            }
        }
        if HIDDEN.contains(&name) {
            self.hidden.push(name.to_owned());
            return;
        }
        if name == "txbxcontent" {
            return self.open_box();
        }
        if !self.is_shown() && name != "p" && name != "r" {
            return;
        }
        match name {
            "p" if self.hidden.is_empty() => {
                // The white space between two paragraphs is none.
                if self.page.is_empty() {
                    self.page.end(self.kind);
                } else {
                    self.end_paragraph();
                }
                self.kind = Kind::Paragraph;
                (self.frame, self.bordered) = (false, false);
            }
            "r" if self.hidden.is_empty() => {
                (self.style, self.vanished) = (Style::default(), false);
            }
            "t" => self.in_text = true,
            "tab" | "ptab" => self.page.text(" ", self.style),
            "nobreakhyphen" => self.page.text("\u{2011}", self.style),
            "br" if !tag.has("type") || tag.get("type") == "textWrapping" => self.page.line_break(),
            "cr" => self.page.line_break(),
            "footnotereference" => self.mark("footnote", tag),
            "endnotereference" => self.mark("endnote", tag),
            "footnote" | "endnote" => {
                let key = format!("{name}:{}", tag.get("id"));
                self.note = Some((key, self.page.blocks.len()));
            }
            "tr" => self.rows.push((self.page.blocks.len(), 0)),
            "tc" => {
                if let Some((_, cells)) = self.rows.last_mut() {
                    *cells += 1;
                }
            }
            "docpr" => self.picture(tag),
            "rect" if tag.get("hr") == "t" => self.page.rule(Kind::Break),
            _ => {}
        }
    }

    /// Begins a text box, whose paragraphs come before that in which it is.
    fn open_box(&mut self) {
        if !self.is_shown() {
            return self.hidden.push("txbxcontent".to_owned());
        }
        self.outer.push(Held {
            runs: self.page.set_aside(),
            style: std::mem::take(&mut self.style),
            kind: std::mem::replace(&mut self.kind, Kind::Paragraph),
            bordered: std::mem::take(&mut self.bordered),
        });
    }

    fn close_box(&mut self) {
        let Some(held) = self.outer.pop() else {
            return;
        };
        self.page.end(self.kind);
        self.page.go_on(held.runs);
        (self.style, self.kind) = (held.style, held.kind);
        (self.bordered, self.frame, self.vanished) = (held.bordered, false, false);
    }

    fn mark(&mut self, kind: &str, tag: &Tag) {
        self.page.note_mark(&format!("{kind}:{}", tag.get("id")));
    }

    /// Keeps the description of a picture as a footnote.
    fn picture(&mut self, tag: &Tag) {
        let alt = tag.get("descr").trim();
        if alt.split_whitespace().count() > 1 {
            let key = format!("image:{}", self.page.notes.len());
            self.page.notes.insert(key.clone(), format!("Image: {alt}"));
            self.page.note_mark(&key);
        }
    }

    fn paragraph_property(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "pstyle" => match self.styles.kind(tag.get("val")) {
                Some(StyleKind::Heading(level)) => self.kind = Kind::Heading(level),
                Some(StyleKind::Frame) => self.frame = true,
                None => {}
            },
            "outlinelvl" => {
                if let Some(level) = level(tag) {
                    self.kind = Kind::Heading(level);
                }
            }
            "numpr" if self.kind == Kind::Paragraph => self.kind = Kind::Item(None),
            "bottom" | "top" => self.bordered |= !matches!(tag.get("val"), "nil" | "none"),
            _ => {}
        }
    }

    fn run_property(&mut self, tag: &Tag) {
        let on = !matches!(tag.get("val"), "0" | "false" | "none" | "off");
        match tag.name.as_str() {
            "i" => self.style.em = on,
            "b" => self.style.strong = on,
            "vertalign" => self.style.raised = tag.get("val") == "superscript",
            "vanish" => self.vanished = on,
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(last) = self.hidden.last() {
            if last == name {
                self.hidden.pop();
            }
            return;
        }
        match name {
            "txbxcontent" => self.close_box(),
            "t" => self.in_text = false,
            "p" => self.end_paragraph(),
            "r" => (self.style, self.vanished) = (Style::default(), false),
            "tr" => self.row(),
            "footnote" | "endnote" => {
                if let Some((key, from)) = self.note.take() {
                    let text = self.page.take_note(from);
                    if !text.is_empty() {
                        self.page.notes.insert(key, text);
                    }
                }
            }
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let from = self.page.blocks.len();
        let any = !self.page.is_empty();
        self.page.end(self.kind);
        if !any && self.page.blocks.len() == from && !self.frame && from > 0 && self.rows.is_empty()
        {
            self.page.rule(if self.bordered {
                Kind::Break
            } else {
                Kind::Blank
            });
        }
        self.kind = Kind::Paragraph;
        self.frame = false;
    }

    /// Joins the cells of a row that has one short paragraph in each.
    fn row(&mut self) {
        let Some((from, cells)) = self.rows.pop() else {
            return;
        };
        let own = self.page.blocks.get(from..).unwrap_or_default();
        let short =
            |block: &super::page::Block| block.kind == Kind::Paragraph && block.text.len() <= 400;
        if cells < 2 || own.len() != cells || !own.iter().all(short) {
            return;
        }
        self.page.join_row(from);
    }
}
