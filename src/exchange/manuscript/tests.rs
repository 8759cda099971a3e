//! Files are built here, read, and damaged.

mod damaged;
mod documents;
mod epubs;
mod shops;

use std::fs::File;
use std::io::{Seek, Write};

use super::*;

/// Returns an open file with these bytes.
fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file.rewind().unwrap();
    file
}

/// Returns an archive with these files.
fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let options = zip::write::SimpleFileOptions::default()
            .compression_method(zip::CompressionMethod::Deflated)
            .compression_level(Some(1));
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn open(bytes: &[u8], format: Format) -> Result<Manuscript, ManuscriptError> {
    read(file(bytes), format)
}

const CONTAINER: &str =
    "<container><rootfiles><rootfile full-path=\"OEBPS/book.opf\"/></rootfiles></container>";

/// Returns an EPUB: the package, and the files beside it.
fn epub(package: &str, files: &[(&str, &str)]) -> Vec<u8> {
    let names: Vec<String> = files
        .iter()
        .map(|(name, _)| match name.strip_prefix('/') {
            Some(name) => name.to_owned(),
            None => format!("OEBPS/{name}"),
        })
        .collect();
    let mut all: Vec<(&str, &[u8])> = vec![
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("OEBPS/book.opf", package.as_bytes()),
    ];
    all.extend(
        names
            .iter()
            .map(String::as_str)
            .zip(files.iter().map(|(_, text)| text.as_bytes())),
    );
    zipped(&all)
}

/// Returns a package with a spine of these documents.
fn package(documents: &[&str], more: &str) -> String {
    let item = |name: &&str| {
        format!("<item id=\"{name}\" href=\"{name}\" media-type=\"application/xhtml+xml\"/>")
    };
    let items: String = documents.iter().map(item).collect();
    let spine: String = documents
        .iter()
        .map(|name| format!("<itemref idref=\"{name}\"/>"))
        .collect();
    format!(
        "<?xml version=\"1.0\"?><package><metadata xmlns:dc=\"x\"><dc:title>The Red Door</dc:title>\
         <dc:creator>A. Writer</dc:creator><dc:language>en-GB</dc:language></metadata>\
         <manifest>{items}{more}</manifest><spine toc=\"ncx\">{spine}</spine></package>"
    )
}

/// Returns a page of XHTML.
fn page(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><!DOCTYPE html><html xmlns=\"http://www.w3.org/1999/xhtml\" \
         xmlns:epub=\"http://www.idpf.org/2007/ops\"><head><title>x</title><style>p > b {{}}</style></head>{body}</html>"
    )
}

/// Returns a paragraph of many words.
fn long(word: &str) -> String {
    format!("<p>{}.</p>", vec![word; 60].join(" "))
}

fn titles(book: &Manuscript) -> Vec<&str> {
    book.chapters
        .iter()
        .map(|chapter| chapter.title.as_deref().unwrap_or("-"))
        .collect()
}
