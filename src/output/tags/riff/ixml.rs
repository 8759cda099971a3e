//! The `iXML` chunk, which editors of sound for film and broadcast read.

use std::fmt::Write as _;

use super::Wave;
use crate::output::tags::Tags;
use cuebook_core::markup::{escaped, is_in_xml};

/// Returns the chunk.
pub(super) fn chunk(tags: &Tags, wave: &Wave) -> Vec<u8> {
    let meta = &tags.meta;
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<BWFXML>\n".to_owned();
    let mut add = |name: &str, text: Option<&str>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            let _ = writeln!(xml, "<{name}>{}</{name}>", in_xml(text));
        }
    };
    let comment = tags.comment();
    add("IXML_VERSION", Some("2.10"));
    add("PROJECT", Some(&meta.title));
    add("NOTE", comment.as_deref());
    if !tags.chapters.is_empty() {
        let count = tags.chapters.len();
        let _ = writeln!(
            xml,
            "<SYNC_POINT_LIST>\n<SYNC_POINT_COUNT>{count}</SYNC_POINT_COUNT>"
        );
    }
    for chapter in &tags.chapters {
        let at = wave.frame(chapter.start);
        let length = wave.frame(chapter.end) - at;
        let _ = writeln!(
            xml,
            "<SYNC_POINT><SYNC_POINT_TYPE>RELATIVE</SYNC_POINT_TYPE>\
             <SYNC_POINT_FUNCTION>CHAPTER</SYNC_POINT_FUNCTION>\
             <SYNC_POINT_COMMENT>{}</SYNC_POINT_COMMENT>\
             <SYNC_POINT_LOW>{}</SYNC_POINT_LOW><SYNC_POINT_HIGH>{}</SYNC_POINT_HIGH>\
             <SYNC_POINT_EVENT_DURATION>{length}</SYNC_POINT_EVENT_DURATION></SYNC_POINT>",
            in_xml(&chapter.title),
            at as u32,
            at >> 32,
        );
    }
    if !tags.chapters.is_empty() {
        xml.push_str("</SYNC_POINT_LIST>\n");
    }
    xml.push_str("</BWFXML>\n");
    xml.into_bytes()
}

/// Returns text for XML. Characters that XML does not allow are left out.
fn in_xml(text: &str) -> String {
    escaped(text.chars().filter(|c| is_in_xml(*c)))
}
