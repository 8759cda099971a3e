//! The documents of an EPUB 3.3 besides the text: its package, its contents, its cover and its
//! credits. Takes facts about the book and its parts, and returns XML.

use std::fmt::Write;

use super::About;
use super::document::Text;
use super::overlay::{Clip, clock};
use super::tags::escaped;
use cuebook_core::units::Frames;

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

    /// Returns the package document.
    #[must_use]
    pub(crate) fn opf(&self) -> String {
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"book\" xml:lang=\"{}\" dir=\"{}\">\n",
            escaped(&self.about.language),
            self.about.direction()
        );
        out.push_str("<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
        self.metadata(&mut out);
        self.accessibility(&mut out);
        self.durations(&mut out);
        out.push_str("</metadata>\n<manifest>\n");
        self.manifest(&mut out);
        let _ = writeln!(
            out,
            "</manifest>\n<spine page-progression-direction=\"{}\">",
            self.about.direction()
        );
        if self.picture().is_some() {
            out.push_str("<itemref idref=\"cover\"/>\n");
        }
        out.push_str("<itemref idref=\"front\"/>\n<itemref idref=\"nav\"/>\n");
        for part in &self.text.parts {
            let _ = writeln!(out, "<itemref idref=\"{}\"/>", part.name());
        }
        out.push_str("<itemref idref=\"credits\"/>\n</spine>\n</package>\n");
        out
    }

    fn metadata(&self, out: &mut String) {
        let meta = &self.about.meta;
        let title = escaped(&self.about.title);
        let _ = writeln!(
            out,
            "<dc:identifier id=\"book\">{}</dc:identifier>",
            escaped(&self.identifier)
        );
        let _ = writeln!(out, "<dc:title id=\"name\">{title}</dc:title>");
        let _ = writeln!(
            out,
            "<meta refines=\"#name\" property=\"title-type\">main</meta>"
        );
        let mut line = |tag: &str, text: &Option<String>| {
            if let Some(text) = text {
                let name = tag.split(' ').next().unwrap_or(tag);
                let _ = writeln!(out, "<{tag}>{}</{name}>", escaped(text));
            }
        };
        line("dc:title id=\"below\"", &meta.subtitle);
        line(
            "meta refines=\"#below\" property=\"title-type\"",
            &meta.subtitle.as_ref().map(|_| "subtitle".to_owned()),
        );
        line("dc:language", &Some(self.about.language.clone()));
        for (number, name) in meta.authors.iter().enumerate() {
            line(
                &format!("dc:creator id=\"author{number}\""),
                &Some(name.clone()),
            );
            line(
                &format!(
                    "meta refines=\"#author{number}\" property=\"role\" scheme=\"marc:relators\""
                ),
                &Some("aut".to_owned()),
            );
        }
        for name in &meta.narrators {
            line("meta property=\"media:narrator\"", &Some(name.clone()));
        }
        line("dc:publisher", &meta.publisher);
        line("dc:date", &meta.date.map(|date| date.to_string()));
        line("dc:description", &meta.description);
        line("dc:subject", &meta.genre);
        line("dc:rights", &meta.copyright);
        line(
            "meta property=\"belongs-to-collection\" id=\"series\"",
            &meta.series,
        );
        line(
            "meta refines=\"#series\" property=\"collection-type\"",
            &meta.series.as_ref().map(|_| "series".to_owned()),
        );
        let number = meta
            .series
            .as_ref()
            .and(meta.number)
            .map(|number| number.to_string());
        line(
            "meta refines=\"#series\" property=\"group-position\"",
            &number,
        );
        line(
            "meta property=\"dcterms:modified\"",
            &Some(self.modified.clone()),
        );
    }

    fn accessibility(&self, out: &mut String) {
        let rows = [
            ("accessMode", "textual"),
            ("accessMode", "auditory"),
            ("accessModeSufficient", "textual"),
            ("accessModeSufficient", "auditory"),
            ("accessModeSufficient", "textual,auditory"),
            ("accessibilityFeature", "synchronizedAudioText"),
            ("accessibilityFeature", "tableOfContents"),
            ("accessibilityFeature", "readingOrder"),
            ("accessibilityFeature", "structuralNavigation"),
            ("accessibilityFeature", "displayTransformability"),
            ("accessibilityFeature", "unlocked"),
            ("accessibilityHazard", "none"),
            (
                "accessibilitySummary",
                "The whole text is heard and marked while it is heard, except for parts that the show leaves out. It can be read without sound, and heard without sight.",
            ),
        ];
        for (name, value) in rows {
            let _ = writeln!(out, "<meta property=\"schema:{name}\">{value}</meta>");
        }
    }

    fn durations(&self, out: &mut String) {
        let length = |clips: &[&Clip]| {
            clips
                .iter()
                .map(|clip| clip.at.end.0 - clip.at.start.0)
                .sum::<i64>()
        };
        let all: Vec<&Clip> = self.clips.iter().collect();
        let _ = writeln!(
            out,
            "<meta property=\"media:duration\">{}</meta>",
            clock(Frames(length(&all)))
        );
        for (index, part) in self.text.parts.iter().enumerate() {
            let own = self.clips_of(index);
            if !own.is_empty() {
                let _ = writeln!(
                    out,
                    "<meta property=\"media:duration\" refines=\"#{}-overlay\">{}</meta>",
                    part.name(),
                    clock(Frames(length(&own)))
                );
            }
        }
        out.push_str("<meta property=\"media:active-class\">heard</meta>\n");
    }

    fn manifest(&self, out: &mut String) {
        let mut item = |id: &str, file: &str, kind: &str, more: &str| {
            let _ = writeln!(
                out,
                "<item id=\"{id}\" href=\"{file}\" media-type=\"{kind}\"{more}/>"
            );
        };
        const XHTML: &str = "application/xhtml+xml";
        item("nav", "nav.xhtml", XHTML, " properties=\"nav\"");
        item("style", "book.css", "text/css", "");
        if let (Some(picture), Some(cover)) = (self.picture(), &self.about.meta.cover) {
            item("cover", "cover.xhtml", XHTML, "");
            item(
                "picture",
                &picture,
                cover.kind.mime(),
                " properties=\"cover-image\"",
            );
        }
        item("front", "front.xhtml", XHTML, "");
        item("credits", "credits.xhtml", XHTML, "");
        for (index, part) in self.text.parts.iter().enumerate() {
            let name = part.name();
            let overlay = match self.clips_of(index).is_empty() {
                true => String::new(),
                false => {
                    item(
                        &format!("{name}-overlay"),
                        &format!("{name}.smil"),
                        "application/smil+xml",
                        "",
                    );
                    format!(" media-overlay=\"{name}-overlay\"")
                }
            };
            item(&name, &format!("{name}.xhtml"), XHTML, &overlay);
            if part.number == 0 {
                item(
                    &format!("{name}-audio"),
                    &format!("{name}.m4a"),
                    "audio/mp4",
                    "",
                );
            }
        }
    }
}
