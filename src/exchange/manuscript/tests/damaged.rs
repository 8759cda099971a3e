//! No input makes the program panic, hang, or use memory without a limit.

use super::*;

/// A small generator of random numbers, so that each run has the same inputs.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit.max(1)
    }
}

/// Returns the bytes with a few changes.
fn damaged(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut own = bytes.to_vec();
    for _ in 0..1 + random.below(6) {
        let at = random.below(own.len());
        match random.below(6) {
            0 => own.truncate(at),
            1 if !own.is_empty() => own[at] = u8::try_from(random.below(256)).unwrap(),
            2 => {
                own.drain(at..(at + random.below(40)).min(own.len()));
            }
            3 => {
                let piece = own[at..(at + random.below(60)).min(own.len())].to_vec();
                let to = random.below(own.len());
                own.splice(to..to, piece);
            }
            4 => {
                let pieces: [&[u8]; 12] = [
                    b"<",
                    b">",
                    b"</p>",
                    b"<p>",
                    b"{",
                    b"}",
                    b"\\",
                    b"\\u-1 ",
                    b"&#x110000;",
                    b"<![CDATA[",
                    b"<a href='#x'>",
                    b"\0",
                ];
                let piece = pieces[random.below(pieces.len())];
                own.splice(at..at, piece.iter().copied());
            }
            _ => {
                let piece = own[at..(at + 8).min(own.len())]
                    .to_vec()
                    .repeat(random.below(50));
                own.splice(at..at, piece);
            }
        }
    }
    own
}

#[test]
fn damaged_files_are_read_or_refused() {
    let mut random = Random(7);
    let sources = [
        (super::epubs::book(), Format::Epub),
        (super::documents::docx(), Format::Docx),
        (super::documents::RTF.to_vec(), Format::Rtf),
        (super::page("<body><h1>a</h1><p id=a>b<a href='#a'>1</a></p><table><tr><td>c<td>d</table></body>").into_bytes(), Format::Html),
    ];
    for (bytes, format) in &sources {
        for _ in 0..80 {
            let _ = open(&damaged(bytes, &mut random), *format);
        }
    }
}

#[test]
fn damaged_texts_in_sound_archives_are_read_or_refused() {
    let mut random = Random(11);
    for bytes in [super::epubs::book(), super::documents::docx()] {
        let mut zip = zip::ZipArchive::new(io::Cursor::new(&bytes)).unwrap();
        let mut files: Vec<(String, Vec<u8>)> = Vec::new();
        for index in 0..zip.len() {
            let mut member = zip.by_index(index).unwrap();
            let mut own = Vec::new();
            member.read_to_end(&mut own).unwrap();
            files.push((member.name().unwrap().to_string(), own));
        }
        for _ in 0..40 {
            let chosen = random.below(files.len());
            let texts: Vec<(&str, Vec<u8>)> = files
                .iter()
                .enumerate()
                .map(|(index, (name, own))| match index == chosen {
                    true => (name.as_str(), damaged(own, &mut random)),
                    false => (name.as_str(), own.clone()),
                })
                .collect();
            let texts: Vec<(&str, &[u8])> = texts
                .iter()
                .map(|(name, own)| (*name, own.as_slice()))
                .collect();
            let archive = zipped(&texts);
            let _ = open(&archive, Format::Epub);
            let _ = open(&archive, Format::Docx);
        }
    }
}

#[test]
fn an_archive_that_swells_is_refused() {
    let zeros = vec![b' '; MOST_BYTES + 1];
    let bomb = zipped(&[("META-INF/container.xml", &zeros)]);
    assert!(bomb.len() < MOST_BYTES / 50);
    let refused = open(&bomb, Format::Epub).unwrap_err();
    assert!(matches!(refused, ManuscriptError::Inflated(_)), "{refused}");
}

#[test]
fn very_deep_and_unclosed_tags_are_read() {
    let deep = format!(
        "{}x{}",
        "<div><b>".repeat(20_000),
        "</b></div>".repeat(20_000)
    );
    assert_eq!(
        open(deep.as_bytes(), Format::Html).unwrap().chapters[0].words,
        1
    );
    let unclosed = format!("{}<p>One.<p>Two.", "<i><a href='#x'>1".repeat(5_000));
    assert!(open(unclosed.as_bytes(), Format::Html).is_ok());
    let groups = [b"{\\rtf1 ".as_slice(), &b"{".repeat(200_000), b"x"].concat();
    assert!(open(&groups, Format::Rtf).is_ok());
    let rows = format!("<table>{}", "<tr><td>".repeat(20_000));
    assert!(open(format!("x{rows}").as_bytes(), Format::Html).is_ok());
}

#[test]
fn a_file_of_another_format_is_named() {
    let said = |bytes: &[u8], format| open(bytes, format).unwrap_err().to_string();
    assert!(said(b"%PDF-1.7", Format::Epub).contains("PDF"));
    assert!(said(b"\xd0\xcf\x11\xe0\xa1\xb1", Format::Docx).contains("older Word"));
    assert!(said(b"Once upon a time", Format::Rtf).contains("not RTF"));
    assert!(said(b"", Format::Epub).contains("not an EPUB"));
    assert!(said(&zipped(&[("a", b"b")]), Format::Epub).contains("no document"));
    assert!(said(b"BOOKMOBI", Format::Other).contains("convert it"));
    assert!(said(b"<p> </p>", Format::Html).contains("no words"));
    assert!(said(b"PK\x03\x04 cut short", Format::Docx).contains("damaged"));
}

#[test]
fn a_missing_document_does_not_lose_the_others() {
    let text = page(&format!("<body><h1>One</h1>{}", long("a")));
    let book = open(
        &epub(
            &package(&["lost.html", "a.html"], "").replace(
                "<itemref idref=\"a",
                "<itemref idref=\"b\"/><itemref idref=\"a",
            ),
            &[("a.html", &text)],
        ),
        Format::Epub,
    );
    let book = book.unwrap();
    assert_eq!(titles(&book), ["One"]);
    assert_eq!(book.missing, ["OEBPS/lost.html", "b"]);
}
