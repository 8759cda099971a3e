//! What the chapters of a series share: the metadata that a chapter does not have itself.

use super::SeriesFile;
use crate::book::Meta;
use crate::book::meta;
use crate::world::Disk;
use cuebook_core::diagnostic::{Diagnostic, Spanned};
use cuebook_script::series::Series;
use cuebook_script::{Meta as WrittenMeta, Script};

/// Returns the metadata of a series. Its title is that of the series. Reports a cover that cannot
/// be used.
pub(super) fn bind(series: &Series, folder: &Disk, diagnostics: &mut Vec<Diagnostic>) -> Meta {
    let shared = series.meta.clone();
    let script = Script {
        show: series.series.clone(),
        language: shared.language.clone(),
        has_meta: !shared.is_empty(),
        meta: WrittenMeta {
            subtitle: shared.subtitle,
            author: shared.author,
            narrator: shared.narrator,
            publisher: shared.publisher,
            date: shared.date,
            language: shared.language,
            genre: shared.genre,
            description: shared.description,
            copyright: shared.copyright,
            cover: shared.cover,
            ..WrittenMeta::default()
        },
        ..Script::default()
    };
    meta::bind(&script, folder, diagnostics)
}

/// Gives a chapter what it does not say itself. Returns whether its cover is that of the series.
pub(super) fn fill(own: &mut Meta, series: &SeriesFile, number: usize) -> bool {
    let shared = &series.meta;
    let fill = |own: &mut Option<String>, shared: &Option<String>| {
        if own.is_none() {
            own.clone_from(shared);
        }
    };
    own.series.get_or_insert_with(|| series.title());
    own.number.get_or_insert(number as u64);
    if own.authors.is_empty() {
        own.authors.clone_from(&shared.authors);
    }
    if own.narrators.is_empty() {
        own.narrators.clone_from(&shared.narrators);
    }
    fill(&mut own.publisher, &shared.publisher);
    fill(&mut own.language, &shared.language);
    fill(&mut own.genre, &shared.genre);
    fill(&mut own.description, &shared.description);
    fill(&mut own.copyright, &shared.copyright);
    own.date = own.date.or(shared.date);
    own.is_written = true;
    let is_shared = own.cover.is_none() && shared.cover.is_some();
    if is_shared {
        own.cover.clone_from(&shared.cover);
    }
    is_shared
}

/// Returns the metadata of the whole as one work.
pub(super) fn of_whole(series: &SeriesFile) -> Meta {
    Meta {
        title: series.title(),
        is_written: true,
        ..series.meta.clone()
    }
}

/// Returns the words of a text that may be left out.
pub(super) fn words(text: &Option<Spanned<String>>) -> Option<&str> {
    let text = text.as_ref().map(|text| text.value.trim());
    text.filter(|text| !text.is_empty())
}
