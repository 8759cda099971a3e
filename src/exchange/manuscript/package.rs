//! The package of an EPUB: its metadata, the order of its documents, and its table of
//! contents, in the forms of EPUB 2 and EPUB 3.

use std::collections::HashMap;

use super::archive::Archive;
use super::encoding;
use super::links::resolve;
use super::markup::{Event, Form, Tag, each};
use super::{Facts, ManuscriptError};

/// A package.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub facts: Facts,
    /// The documents in the order of reading.
    pub spine: Vec<Item>,
    pub contents: Vec<Entry>,
    /// The kinds of documents according to the guide and the landmarks, by path.
    pub kinds: HashMap<String, String>,
}

/// A document of the package.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    pub path: String,
    /// Whether it is the table of contents.
    pub is_contents: bool,
    /// Whether it is outside the order of reading, as a page of footnotes.
    pub aside: bool,
}

/// An entry of the table of contents.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    /// The depth, from 0.
    pub depth: usize,
    pub title: String,
    /// The path of the document and the id of the place in it.
    pub place: String,
}

/// The largest number of documents and of entries.
const MOST: usize = 20_000;

/// Reads the package of an archive.
///
/// # Errors
/// When the archive is not an EPUB or is protected.
pub(super) fn read(archive: &mut Archive) -> Result<Package, ManuscriptError> {
    let container = text(archive, "META-INF/container.xml")?.ok_or(ManuscriptError::NoPackage)?;
    let mut path = None;
    visit(&container, |tag| {
        if tag.name == "rootfile" && path.is_none() {
            path = Some(resolve("", tag.get("full-path")));
        }
    })?;
    let path = path.ok_or(ManuscriptError::NoPackage)?;
    let opf = text(archive, &path)?.ok_or(ManuscriptError::NoPackage)?;
    let mut draft = Draft::default();
    each(&opf, Form::Xml, &mut |event| draft.take(event, &path))?;
    let mut package = draft.package;
    if package.spine.len() > MOST {
        return Err(ManuscriptError::TooManyFiles(package.spine.len()));
    }
    for item in &mut package.spine {
        item.is_contents |= draft.nav.as_ref() == Some(&item.path);
    }
    let nav = draft
        .nav
        .and_then(|path| text(archive, &path).transpose().map(|nav| (path, nav)));
    if let Some((path, nav)) = nav {
        navigation(&nav?, &path, &mut package)?;
    }
    if let Some(path) = draft.ncx.filter(|_| package.contents.is_empty())
        && let Some(ncx) = text(archive, &path)?
    {
        package.contents = ncx_entries(&ncx, &path)?;
    }
    Ok(package)
}

/// Reads a file of the archive as text.
pub(super) fn text(archive: &mut Archive, path: &str) -> Result<Option<String>, ManuscriptError> {
    Ok(archive.read(path)?.map(|bytes| encoding::markup(&bytes)))
}

fn visit(text: &str, mut tag: impl FnMut(&Tag)) -> Result<(), ManuscriptError> {
    each(text, Form::Xml, &mut |event| {
        if let Event::Open(open) = event {
            tag(open);
        }
    })?;
    Ok(())
}

/// The package while its file is read.
#[derive(Default)]
struct Draft {
    package: Package,
    /// The path and the media type of each file, by its id.
    files: HashMap<String, (String, String)>,
    nav: Option<String>,
    ncx: Option<String>,
    within: String,
    text: String,
}

impl Draft {
    fn take(&mut self, event: Event<'_>, path: &str) {
        match event {
            Event::Open(tag) => {
                self.within.clone_from(&tag.name);
                self.text.clear();
                self.open(tag, path);
            }
            Event::Text(text) if self.text.len() < 1000 => self.text.push_str(text),
            Event::Text(_) => {}
            Event::Close(name) => self.close(name),
        }
    }

    fn open(&mut self, tag: &Tag, path: &str) {
        match tag.name.as_str() {
            "item" if self.files.len() < MOST => {
                let own = resolve(path, tag.get("href"));
                let properties = tag.get("properties").to_lowercase();
                let kind = tag.get("media-type").to_lowercase();
                if properties.split_whitespace().any(|word| word == "nav") {
                    self.nav = Some(own.clone());
                }
                if kind.ends_with("dtbncx+xml") {
                    self.ncx = Some(own.clone());
                }
                self.files.insert(tag.get("id").to_owned(), (own, kind));
            }
            "spine" => {
                let toc = self.files.get(tag.get("toc"));
                self.ncx = toc.map(|(path, _)| path.clone()).or(self.ncx.take());
            }
            "itemref" => {
                let id = tag.get("idref");
                // An entry without a file is reported as a missing document.
                let unknown = (id.to_owned(), String::new());
                let (path, kind) = self.files.get(id).unwrap_or(&unknown);
                if kind.contains("html")
                    || kind.contains("xml") && !kind.contains("svg")
                    || kind.is_empty()
                {
                    self.package.spine.push(Item {
                        path: path.clone(),
                        is_contents: false,
                        aside: tag.get("linear") == "no",
                    });
                }
            }
            "reference" => {
                let place = resolve(path, tag.get("href"));
                let path = place.split('#').next().unwrap_or_default().to_owned();
                self.package
                    .kinds
                    .insert(path, tag.get("type").to_lowercase());
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        let text = self.text.split_whitespace().collect::<Vec<_>>().join(" ");
        if name != self.within || text.is_empty() {
            return;
        }
        let facts = &mut self.package.facts;
        match name {
            "title" => facts.title = facts.title.take().or(Some(text)),
            "creator" => {
                facts.author = Some(match facts.author.take() {
                    Some(first) => format!("{first}, {text}"),
                    None => text,
                });
            }
            "language" => facts.language = facts.language.take().or(Some(text)),
            _ => {}
        }
        self.within.clear();
    }
}

/// Reads the navigation document of EPUB 3.
fn navigation(text: &str, path: &str, package: &mut Package) -> Result<(), ManuscriptError> {
    let (mut inside, mut landmarks, mut depth) = (false, false, 0_usize);
    let mut entry: Option<Entry> = None;
    let mut kind = String::new();
    each(text, Form::Xml, &mut |event| match event {
        Event::Open(tag) if tag.name == "nav" => {
            landmarks = tag.lists("type", &["landmarks"]);
            inside = landmarks || tag.lists("type", &["toc"]);
            depth = 0;
        }
        Event::Open(tag) if inside && tag.name == "ol" => depth += 1,
        Event::Open(tag) if inside && tag.name == "a" => {
            kind = tag.get("type").to_lowercase();
            entry = Some(Entry {
                depth: depth.saturating_sub(1),
                title: String::new(),
                place: resolve(path, tag.get("href")),
            });
        }
        Event::Text(text) => {
            if let Some(entry) = entry.as_mut().filter(|entry| entry.title.len() < 500) {
                entry.title.push_str(text);
            }
        }
        Event::Close("ol") => depth = depth.saturating_sub(1),
        Event::Close("nav") => inside = false,
        Event::Close("a") => {
            let Some(mut own) = entry.take() else {
                return;
            };
            if landmarks {
                let path = own.place.split('#').next().unwrap_or_default().to_owned();
                package.kinds.insert(path, kind.clone());
            } else if package.contents.len() < MOST {
                own.title = own.title.split_whitespace().collect::<Vec<_>>().join(" ");
                package.contents.push(own);
            }
        }
        _ => {}
    })?;
    Ok(())
}

/// Reads the table of contents of EPUB 2.
fn ncx_entries(text: &str, path: &str) -> Result<Vec<Entry>, ManuscriptError> {
    let (mut depth, mut inside, mut named) = (0_usize, false, false);
    let mut title = String::new();
    let mut entries: Vec<Entry> = Vec::new();
    each(text, Form::Xml, &mut |event| match event {
        Event::Open(tag) if tag.name == "navmap" => inside = true,
        Event::Open(tag) if tag.name == "navpoint" => {
            depth += 1;
            title.clear();
        }
        Event::Open(tag) if tag.name == "text" => named = true,
        Event::Open(tag) if inside && tag.name == "content" && entries.len() < MOST => {
            entries.push(Entry {
                depth: depth.saturating_sub(1),
                title: title.split_whitespace().collect::<Vec<_>>().join(" "),
                place: resolve(path, tag.get("src")),
            });
        }
        Event::Text(text) if named && title.len() < 500 => title.push_str(text),
        Event::Close("text") => named = false,
        Event::Close("navpoint") => depth = depth.saturating_sub(1),
        Event::Close("navmap") => inside = false,
        _ => {}
    })?;
    Ok(entries)
}
