//! EPUB 2 and 3: the documents of the spine as chapters.

mod frame;
mod protection;

use std::collections::BTreeMap;
use std::collections::HashMap;
use std::fs::File;

use super::archive::Archive;
use super::chapters::{self, Mark, divide, headings, starts, title_of};
use super::html::{self, Document};
use super::links::Links;
use super::package::{self, Item, Package};
use super::page::{Block, Kind, unmarked};
use super::{Manuscript, ManuscriptError};
use cuebook_script::prose::MOST_BYTES;
use frame::{frame, is_legal};
use protection::refuse_protected;

/// Reads an EPUB.
///
/// # Errors
/// When it is damaged, protected, too large or has no text.
pub(super) fn read(file: File) -> Result<Manuscript, ManuscriptError> {
    let mut archive = Archive::open(file)?;
    refuse_protected(&mut archive)?;
    let package = package::read(&mut archive)?;
    let Spine { documents, missing } = spine(&mut archive, &package)?;
    Ok(Manuscript {
        missing,
        ..assemble(package, documents)
    })
}

/// The documents of a book in their order.
struct Spine {
    documents: Vec<(Item, Document)>,
    /// The paths of those that are not in the file.
    missing: Vec<String>,
}

/// Reads the documents of the spine.
fn spine(archive: &mut Archive, package: &Package) -> Result<Spine, ManuscriptError> {
    let (mut texts, mut missing) = (Vec::new(), Vec::new());
    let mut total = 0_usize;
    for item in &package.spine {
        let Some(text) = package::text(archive, &item.path)? else {
            missing.push(item.path.clone());
            continue;
        };
        total += text.len();
        if total > MOST_BYTES {
            return Err(ManuscriptError::TooLong);
        }
        texts.push((item.clone(), text));
    }
    if texts.is_empty() {
        return Err(ManuscriptError::NoPackage);
    }
    let mut links = Links::default();
    for (item, text) in &texts {
        links.survey(text, &item.path)?;
    }
    let read = |(item, text): (Item, String)| {
        let document = html::read(&text, &item.path, &mut links)?;
        Ok((item, document))
    };
    let documents: Result<_, ManuscriptError> = texts.into_iter().map(read).collect();
    Ok(Spine {
        documents: documents?,
        missing,
    })
}

/// All documents as one list of blocks, and the places in it.
#[derive(Default)]
struct Whole {
    blocks: Vec<Block>,
    notes: BTreeMap<String, String>,
    /// The block of each path, and of each id of a path.
    places: HashMap<String, usize>,
    /// The first block of each document.
    opens: Vec<usize>,
    left_out: Vec<String>,
}

fn assemble(package: Package, documents: Vec<(Item, Document)>) -> Manuscript {
    let named: HashMap<&str, &str> = package
        .contents
        .iter()
        .map(|entry| (path_of(&entry.place), entry.title.as_str()))
        .rev()
        .collect();
    let mut whole = Whole::default();
    for (item, document) in documents {
        let title = named.get(item.path.as_str()).copied().unwrap_or_default();
        let kind = package.kinds.get(&item.path).map_or("", String::as_str);
        let is_titled = package
            .facts
            .title
            .as_deref()
            .is_some_and(|own| document.is_title(own));
        let kind = if title.is_empty() && is_titled {
            "titlepage"
        } else {
            kind
        };
        whole.add(&item, document, title, kind);
    }
    let marks = whole.marks(&package);
    let starts = starts(&whole.blocks, &marks);
    let blocks = named_by_heading(whole.blocks, &marks);
    let chapters = match starts.len() {
        0 | 1 => chapters::by_headings(blocks, &whole.notes),
        _ => divide(blocks, &starts, &whole.notes),
    };
    Manuscript {
        facts: package.facts,
        chapters,
        left_out: whole.left_out,
        missing: Vec::new(),
    }
}

fn path_of(place: &str) -> &str {
    place.split('#').next().unwrap_or_default()
}

impl Whole {
    fn add(&mut self, item: &Item, document: Document, title: &str, kind: &str) {
        let is_notes = document.is_notes();
        let page = document.page;
        let words: usize = page.blocks.iter().map(Block::words).sum();
        let heading = headings(&page.blocks).into_iter().next();
        let heading = heading.map_or_else(String::new, |mark| mark.title);
        let mut types = document.types;
        types.push(kind.to_owned());
        let named = [title, &heading].map(str::to_lowercase);
        let text = || {
            page.blocks
                .iter()
                .map(|block| block.text.to_lowercase())
                .collect::<String>()
        };
        let why = match () {
            () if item.is_contents => Some("contents"),
            () if is_notes => Some(""),
            () if words == 0 => Some(""),
            () if item.aside => Some("a page outside of the order of reading"),
            () => frame(&types, &named).or_else(|| {
                let listed = document.linked * 10 >= words * 7 && document.linked > 12;
                let legal = words < 600 && is_legal(&text());
                match (listed, legal) {
                    (true, _) => Some("contents"),
                    (false, true) => Some("copyright"),
                    (false, false) => None,
                }
            }),
        };
        self.notes.extend(page.notes);
        if let Some(why) = why {
            let name = [title, &heading, why]
                .into_iter()
                .find(|name| !name.is_empty());
            let is_told = !why.is_empty() && (words > 0 || item.is_contents);
            self.left_out
                .extend(name.map(str::to_owned).filter(|_| is_told));
            return;
        }
        self.opens.push(self.blocks.len());
        self.places.insert(item.path.clone(), self.blocks.len());
        for block in page.blocks {
            for id in &block.ids {
                let place = format!("{}#{id}", item.path);
                self.places.entry(place).or_insert(self.blocks.len());
            }
            self.blocks.push(block);
        }
    }

    /// Returns the marks of the table of contents; without one, the documents.
    fn marks(&self, package: &Package) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for entry in &package.contents {
            let place = self.places.get(&entry.place);
            let Some(at) = place.or_else(|| self.places.get(path_of(&entry.place))) else {
                continue;
            };
            marks.push(Mark {
                at: *at,
                depth: entry.depth,
                title: entry.title.clone(),
                opens: self.opens.binary_search(at).is_ok(),
            });
        }
        marks.sort_by_key(|mark| mark.at);
        marks.dedup_by_key(|mark| mark.at);
        if marks.len() > 1 {
            return marks;
        }
        self.documents()
    }

    /// Returns a mark for each document. If some have headings, the others continue them.
    fn documents(&self) -> Vec<Mark> {
        let ends = self
            .opens
            .iter()
            .skip(1)
            .copied()
            .chain([self.blocks.len()]);
        let title = |(at, end): (&usize, usize)| {
            let first = self.blocks[*at..end].iter().take(3);
            let mut first = first.filter(|block| matches!(block.kind, Kind::Heading(_)));
            (*at, first.next().map(|block| title_of(&block.text)))
        };
        let found: Vec<(usize, Option<String>)> = self.opens.iter().zip(ends).map(title).collect();
        let headed = found.iter().filter(|(_, title)| title.is_some()).count();
        let kept = found
            .into_iter()
            .filter(|(_, title)| title.is_some() || headed < 2);
        kept.map(|(at, title)| Mark {
            at,
            depth: 0,
            title: title.unwrap_or_default(),
            opens: true,
        })
        .collect()
    }
}

/// Makes a heading of each paragraph that is the title of its entry in the contents.
fn named_by_heading(mut blocks: Vec<Block>, marks: &[Mark]) -> Vec<Block> {
    for mark in marks {
        let Some(block) = blocks.get_mut(mark.at) else {
            continue;
        };
        let own = title_of(&block.text);
        if block.kind == Kind::Paragraph && own.to_lowercase() == mark.title.to_lowercase() {
            let level = u8::try_from(mark.depth + 1).unwrap_or(6);
            block.kind = Kind::Heading(level);
        }
    }
    blocks
}

impl Document {
    /// Returns whether all that is left of it beside its footnotes is headings and links back.
    /// A page with marks of footnotes is text, however short.
    fn is_notes(&self) -> bool {
        let blocks = &self.page.blocks;
        let has_mark = |block: &Block| unmarked(&block.text) != block.text;
        let said = blocks
            .iter()
            .filter(|block| !matches!(block.kind, Kind::Heading(_)));
        let said: usize = said.map(Block::words).sum();
        self.has_notes && said <= self.linked && !blocks.iter().any(has_mark)
    }

    /// Returns whether it has only the title of the book and a few words beside it.
    fn is_title(&self, title: &str) -> bool {
        const MOST: usize = 30;
        let words: usize = self.page.blocks.iter().map(Block::words).sum();
        let named = |block: &Block| title_of(&block.text).eq_ignore_ascii_case(title);
        words <= MOST && self.page.blocks.iter().any(named)
    }
}
