//! The documents of an EPUB 3.3 besides the text: its package, its contents, its cover and its
//! credits. Takes facts about the book and its parts, and returns XML.

mod opf;

use std::fmt::Write;

use super::About;
use super::document::Text;
use super::overlay::Clip;
use super::tags::escaped;

/// The style of the text.
pub(crate) const STYLE: &str = include_str!("book/book.css");

/// Where the package is in the archive.
pub(crate) const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;

/// A book without its audio.
pub(crate) struct Package<'a> {
    pub(crate) about: &'a About,
    pub(crate) text: &'a Text,
    pub(crate) clips: &'a [Clip],
    /// The last change of the book, as `2026-11-30T00:00:00Z`.
    pub(crate) modified: String,
    /// A URN that is the same for the same book only.
    pub(crate) identifier: String,
}

impl Package<'_> {
    /// Returns a document of the text.
    #[must_use]
    pub(crate) fn document(&self, part: usize) -> String {
        let part = &self.text.parts[part];
        let title = &self.text.sections[part.section].title;
        let body = format!(
            "<body epub:type=\"bodymatter\">\n<section epub:type=\"chapter\" role=\"doc-chapter\"{}>\n{}</section>\n</body>\n",
            match part.has_title {
                true => " aria-labelledby=\"title\"".to_owned(),
                false => format!(" aria-label=\"{}\"", escaped(title)),
            },
            part.body
        );
        self.xhtml(title, &body)
    }

    /// Returns the clips of a document.
    #[must_use]
    pub(crate) fn clips_of(&self, part: usize) -> Vec<&Clip> {
        self.clips.iter().filter(|clip| clip.part == part).collect()
    }

    fn xhtml(&self, title: &str, body: &str) -> String {
        let language = escaped(&self.about.language);
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" lang=\"{language}\" xml:lang=\"{language}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\"/>\n<title>{}</title>\n<link rel=\"stylesheet\" href=\"book.css\"/>\n</head>\n{body}</html>\n",
            self.about.direction(),
            escaped(self.title_or_own(title)),
        )
    }

    fn title_or_own<'t>(&'t self, title: &'t str) -> &'t str {
        match title.trim().is_empty() {
            true => &self.about.title,
            false => title,
        }
    }

    /// Returns the page with the cover.
    #[must_use]
    pub(crate) fn cover(&self) -> Option<String> {
        let picture = self.picture()?;
        let alternative = format!("Cover of {}", self.about.title);
        let body = format!(
            "<body epub:type=\"cover\" class=\"cover\">\n<img src=\"{picture}\" alt=\"{}\"/>\n</body>\n",
            escaped(&alternative)
        );
        Some(self.xhtml("", &body))
    }

    /// Returns the name of the cover's file.
    #[must_use]
    pub(crate) fn picture(&self) -> Option<String> {
        let cover = self.about.meta.cover.as_ref()?;
        self.about.cover.as_ref()?;
        Some(format!("cover.{}", cover.kind.ending()))
    }

    /// Returns the page with the title.
    #[must_use]
    pub(crate) fn front(&self) -> String {
        let meta = &self.about.meta;
        let mut body = format!(
            "<body epub:type=\"frontmatter\">\n<section epub:type=\"titlepage\" class=\"front\">\n<h1 class=\"title\">{}</h1>\n",
            escaped(&self.about.title)
        );
        let read = meta.narrator().map(|names| format!("Read by {names}"));
        let lines = [
            meta.subtitle.clone(),
            meta.author(),
            read,
            meta.publisher.clone(),
            meta.copyright.clone(),
        ];
        for line in lines.into_iter().flatten() {
            let _ = writeln!(body, "<p>{}</p>", escaped(&line));
        }
        body.push_str("</section>\n</body>\n");
        self.xhtml("", &body)
    }

    /// Returns the page with the credits.
    #[must_use]
    pub(crate) fn credits(&self) -> String {
        let mut body = String::from(
            "<body epub:type=\"backmatter\">\n<section epub:type=\"acknowledgments\" role=\"doc-acknowledgments\" class=\"credits\" aria-labelledby=\"credits\">\n<h1 class=\"title\" id=\"credits\">Credits</h1>\n",
        );
        for line in &self.about.credits {
            let _ = writeln!(body, "<p>{}</p>", escaped(line));
        }
        body.push_str("</section>\n</body>\n");
        self.xhtml("Credits", &body)
    }

    /// Returns the contents.
    #[must_use]
    pub(crate) fn nav(&self) -> String {
        let mut body = String::from(
            "<body>\n<nav epub:type=\"toc\" role=\"doc-toc\" aria-labelledby=\"contents\">\n<h1 id=\"contents\">Contents</h1>\n<ol>\n",
        );
        let parts = self.text.parts.iter().filter(|part| part.number == 0);
        for part in parts.clone() {
            let title = self.title_or_own(&self.text.sections[part.section].title);
            let _ = writeln!(
                body,
                "<li><a href=\"{}.xhtml\">{}</a></li>",
                part.name(),
                escaped(title)
            );
        }
        body.push_str("<li><a href=\"credits.xhtml\">Credits</a></li>\n</ol>\n</nav>\n");
        body.push_str("<nav epub:type=\"landmarks\" aria-label=\"Landmarks\" hidden=\"\">\n<ol>\n");
        if self.picture().is_some() {
            body.push_str("<li><a epub:type=\"cover\" href=\"cover.xhtml\">Cover</a></li>\n");
        }
        body.push_str("<li><a epub:type=\"titlepage\" href=\"front.xhtml\">Title</a></li>\n<li><a epub:type=\"toc\" href=\"nav.xhtml\">Contents</a></li>\n");
        if let Some(first) = parts.clone().next() {
            let _ = writeln!(
                body,
                "<li><a epub:type=\"bodymatter\" href=\"{}.xhtml\">Text</a></li>",
                first.name()
            );
        }
        body.push_str("<li><a epub:type=\"acknowledgments\" href=\"credits.xhtml\">Credits</a></li>\n</ol>\n</nav>\n</body>\n");
        self.xhtml("Contents", &body)
    }
}
