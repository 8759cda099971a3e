use super::*;

const NAV: &str = "<body><nav epub:type=\"toc\"><ol><li><a href=\"c1.xhtml\">The <i>Gate</i></a></li>\
    <li><a href=\"text/c%202.xhtml#top\">The Sea</a></li></ol></nav>\
    <nav epub:type=\"landmarks\"><ol><li><a epub:type=\"cover\" href=\"cover.xhtml\">Cover</a></li></ol></nav></body>";

/// Returns a book of EPUB 3 with all kinds of pages.
pub(super) fn book() -> Vec<u8> {
    let first = "<body><h1>1<br/>The Gate</h1><p>“<i>No</i>,” said Anna.<span epub:type=\"pagebreak\" id=\"p2\">2</span></p>\
        <hr/><p>The s&shy;ea<a epub:type=\"noteref\" href=\"notes.xhtml#n1\">1</a>\nwas&nbsp;calm. \
        <img src=\"a.png\" alt=\"A map of the bay\"/></p><p class=\"pagenum\">3</p>\
        <aside epub:type=\"footnote\" id=\"own\"><p>An aside.</p></aside><p>Night fell.<a href=\"#own\"><sup>*</sup></a></p></body>";
    let package = package(
        &[
            "cover.xhtml",
            "nav.xhtml",
            "legal.xhtml",
            "c1.xhtml",
            "text/c 2.xhtml",
            "notes.xhtml",
        ],
        "<item id=\"nav\" href=\"nav.xhtml\" properties=\"nav\"/>",
    );
    let notes = "<body epub:type=\"rearnotes\"><h2>Notes</h2><p id=\"n1\"><a href=\"c1.xhtml\">1</a>. Of Azov. ↩</p></body>";
    epub(
        &package,
        &[
            (
                "cover.xhtml",
                &page("<body><p>The Red Door, a novel</p></body>"),
            ),
            ("nav.xhtml", &page(NAV)),
            (
                "legal.xhtml",
                &page("<body><p>Copyright © A. Writer. ISBN 1. All rights reserved.</p></body>"),
            ),
            ("c1.xhtml", &page(first)),
            (
                "text/c 2.xhtml",
                &page(&format!(
                    "<body id=\"top\"><h1>The Sea</h1>{}</body>",
                    long("sea")
                )),
            ),
            ("notes.xhtml", &page(notes)),
        ],
    )
}

#[test]
fn a_book_becomes_chapters_without_its_frame() {
    let book = open(&book(), Format::Epub).unwrap();
    assert_eq!(titles(&book), ["The Gate", "The Sea"]);
    assert_eq!(
        book.chapters[0].text,
        "# 1. The Gate\n\n“*No*,” said Anna.\n\n***\n\nThe sea[^1] was calm.[^2]\n\nNight fell.[^3]\n\n\
         [^1]: Of Azov.\n\n[^2]: Image: A map of the bay\n\n[^3]: An aside.\n"
    );
    assert_eq!(book.chapters[0].words, 12);
    assert_eq!(book.chapters[1].words, 62);
    assert_eq!(book.left_out, ["cover", "contents", "copyright"]);
    let facts = Facts {
        title: Some("The Red Door".to_owned()),
        author: Some("A. Writer".to_owned()),
        language: Some("en-GB".to_owned()),
    };
    assert_eq!(book.facts, facts);
}

/// Returns a book of EPUB 2 whose contents have these entries.
fn old(entries: &str, files: &[(&str, &str)]) -> Manuscript {
    let ncx =
        format!("<ncx><docTitle><text>Title</text></docTitle><navMap>{entries}</navMap></ncx>");
    let documents: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let package = package(
        &documents,
        "<item id=\"ncx\" href=\"toc/toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>",
    );
    let pages: Vec<(String, String)> = files
        .iter()
        .map(|(name, body)| ((*name).to_owned(), page(&format!("<body>{body}</body>"))))
        .collect();
    let mut all: Vec<(&str, &str)> = vec![("toc/toc.ncx", &ncx)];
    all.extend(
        pages
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str())),
    );
    open(&epub(&package, &all), Format::Epub).unwrap()
}

fn point(title: &str, place: &str, inner: &str) -> String {
    format!(
        "<navPoint><navLabel><text>{title}</text></navLabel><content src=\"../{place}\"/>{inner}</navPoint>"
    )
}

#[test]
fn parts_are_divided_and_split_files_are_joined() {
    let inner = point("One", "a.html", "") + &point("Two", "b.html", "");
    let entries = point("Part I", "part.html", &inner);
    let book = old(
        &entries,
        &[
            ("part.html", "<h1>Part I</h1>"),
            ("a.html", &format!("<p>One</p>{}", long("a"))),
            ("a_split_1.html", &long("more")),
            ("b.html", &format!("<h2>Two</h2>{}", long("b"))),
        ],
    );
    assert_eq!(titles(&book), ["One", "Two"]);
    assert!(
        book.chapters[0]
            .text
            .starts_with("# Part I\n\n## One\n\na a"),
        "{}",
        book.chapters[0].text
    );
    assert_eq!(book.chapters[0].words, 123);
}

#[test]
fn chapters_of_one_file_are_found_by_their_ids() {
    let entries = point("One", "a.html#one", &point("Section", "a.html#s", ""))
        + &point("Two", "a.html#two", "");
    let body = format!(
        "<div id=\"one\"><p>One</p>{}<h3 id=\"s\">Section</h3>{}</div><a id=\"two\"></a><h2>Two</h2>{}",
        long("a"),
        long("s"),
        long("b")
    );
    let book = old(&entries, &[("a.html", &body)]);
    assert_eq!(titles(&book), ["One", "Two"]);
    // The first chapter has its title as a paragraph.
    assert!(
        book.chapters[0].text.starts_with("# One\n"),
        "{}",
        book.chapters[0].text
    );
    assert_eq!(book.chapters[0].words, 122);
}

#[test]
fn without_contents_each_document_with_a_heading_is_a_chapter() {
    let one = format!("<h2>One</h2>{}", long("a"));
    let files = [
        ("a.html", one.as_str()),
        ("b.html", &long("b")),
        ("c.html", "<h2>Two</h2><p>End.</p>"),
    ];
    assert_eq!(titles(&old("", &files)), ["One", "Two"]);
    let whole = format!(
        "<h1>Book</h1><h2>One</h2>{}<h2>Two</h2>{}",
        long("a"),
        long("b")
    );
    assert_eq!(titles(&old("", &[("a.html", &whole)])), ["One", "Two"]);
}

#[test]
fn protected_books_are_refused_and_hidden_fonts_are_not() {
    let method = |algorithm: &str| {
        format!(
            "<encryption><enc:EncryptedData><enc:EncryptionMethod Algorithm=\"{algorithm}\"/>\
             <ds:KeyInfo><resource/></ds:KeyInfo></enc:EncryptedData></encryption>"
        )
    };
    let with = |algorithm: &str, more: &[(&str, &str)]| {
        let encryption = method(algorithm);
        let text = page(&format!("<body>{}</body>", long("a")));
        let mut files = vec![
            ("/META-INF/encryption.xml", encryption.as_str()),
            ("a.html", text.as_str()),
        ];
        files.extend(more);
        open(&epub(&package(&["a.html"], ""), &files), Format::Epub)
    };
    assert_eq!(
        with("http://www.idpf.org/2008/embedding", &[])
            .unwrap()
            .chapters
            .len(),
        1
    );
    assert_eq!(
        with("http://ns.adobe.com/pdf/enc#RC", &[])
            .unwrap()
            .chapters
            .len(),
        1
    );
    let aes = "http://www.w3.org/2001/04/xmlenc#aes256-cbc";
    // Some programs encrypt their fonts with a real key.
    let font = format!(
        "{aes}\"/><enc:CipherData><enc:CipherReference URI=\"OEBPS/a.otf\"/></enc:CipherData><x y=\""
    );
    assert_eq!(with(&font, &[]).unwrap().chapters.len(), 1);
    let refused = with(aes, &[("/META-INF/license.lcpl", "{}")]).unwrap_err();
    assert!(
        matches!(refused, ManuscriptError::Protected { by: "Readium LCP" }),
        "{refused}"
    );
    let refused = with(aes, &[("/META-INF/rights.xml", "<r/>")])
        .unwrap_err()
        .to_string();
    assert!(
        refused.contains("protected against copying (Adobe"),
        "{refused}"
    );
}

#[test]
fn a_title_page_and_pages_outside_the_order_are_left_out() {
    let package = package(&["t.html", "x.html", "a.html"], "")
        .replace("idref=\"x.html\"", "idref=\"x.html\" linear=\"no\"");
    let files = [
        (
            "t.html",
            page("<body><h1>The Red Door</h1><p>A. Writer</p></body>"),
        ),
        (
            "x.html",
            page("<body><h1>Quiz</h1><p>Who is it?</p></body>"),
        ),
        (
            "a.html",
            page(&format!("<body><h1>One</h1>{}</body>", long("a"))),
        ),
    ];
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (*name, text.as_str()))
        .collect();
    let book = open(&epub(&package, &files), Format::Epub).unwrap();
    assert_eq!((titles(&book), book.left_out.len()), (vec!["One"], 2));
    assert_eq!(book.left_out, ["The Red Door", "Quiz"]);
}

#[test]
fn a_short_chapter_with_footnotes_is_kept() {
    let notes =
        "<h2>Notes</h2><p id='n9'>9 Of Azov.</p><p><a href='a.html'>Back to the text</a></p>";
    for (body, title, words) in [
        (
            "<h1>1</h1><p>Hi, said Ann.<a epub:type='noteref' href='#n'>*</a></p>\
             <aside epub:type='footnote' id='n'>A note.</aside><p>No, said Ben.</p>",
            "1",
            7,
        ),
        (
            "<h2>Part One</h2><h3>In which</h3><p>I am dead.</p><p>Goodbye.<sup><a href='#f1'>1</a></sup></p>\
             <p id='f1'>1. So he thought.</p>",
            "Part One",
            8,
        ),
        (
            "<h2><a href='toc.html'>Five</a></h2><p>No.<sup><a href='#f1'>1</a></sup></p><p id='f1'>1. Twice.</p>",
            "Five",
            2,
        ),
    ] {
        let sea = format!(
            "<h2>The Sea</h2>{}<p>End.<sup><a href='n.html#n9'>9</a></sup></p>",
            long("sea")
        );
        let book = old("", &[("a.html", body), ("b.html", &sea), ("n.html", notes)]);
        assert_eq!(titles(&book), [title, "The Sea"], "{body}");
        assert_eq!(book.chapters[0].words, words, "{}", book.chapters[0].text);
        assert!(
            !book.chapters[1].text.contains("Back"),
            "{}",
            book.chapters[1].text
        );
    }
}
