//! The package document: what the book says of itself, its files, and their order.

use std::fmt::Write;

use super::Package;
use crate::exchange::read_along::overlay::{Clip, clock};
use crate::exchange::read_along::tags::escaped;
use cuebook_core::units::Frames;

impl Package<'_> {
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
