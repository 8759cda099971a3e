//! Books as the programs of publishers and shops make them.

use super::*;

/// Returns a book of EPUB 2 or 3 with these files; the first are the documents of the spine.
fn shop(documents: &[(&str, &str)], more: &str, others: &[(&str, &str)]) -> Manuscript {
    let names: Vec<&str> = documents.iter().map(|(name, _)| *name).collect();
    let files: Vec<(&str, &str)> = documents.iter().chain(others).copied().collect();
    open(&epub(&package(&names, more), &files), Format::Epub).unwrap()
}

fn texts(book: &Manuscript) -> Vec<&str> {
    book.chapters
        .iter()
        .map(|chapter| chapter.text.as_str())
        .collect()
}

#[test]
fn a_book_of_calibre_has_its_split_files_joined() {
    let ncx = "<ncx><navMap><navPoint><navLabel><text>One</text></navLabel><content src=\"chapter_001_split_000.html\"/></navPoint>\
        <navPoint><navLabel><text>Two</text></navLabel><content src=\"chapter_001_split_002.html#filepos9\"/></navPoint></navMap></ncx>";
    let cover = page(
        "<body class=\"calibre\"><div><svg viewBox=\"0 0 1 1\"><image width=\"1\" height=\"1\" href=\"cover.jpeg\"/></svg></div></body>",
    );
    let one = page(
        "<body class=\"calibre\"><h2 class=\"calibre1\" id=\"calibre_pb_0\">One</h2>\
        <p class=\"calibre2\"><span class=\"dropcap1\">T</span>\n<span class=\"smallcaps\">he mill</span> stood still.<span class=\"calibre3\">[Pg 12]</span></p>\
        <div class=\"mbp_pagebreak\" id=\"calibre_pb_1\"></div></body>",
    );
    let more = page(&format!(
        "<body class=\"calibre\"><p class=\"calibre2\">No one came.</p>{}</body>",
        long("a")
    ));
    let two = page(&format!(
        "<body class=\"calibre\"><h2 id=\"filepos9\">Two</h2>{}</body>",
        long("b")
    ));
    let book = shop(
        &[
            ("titlepage.xhtml", &cover),
            ("chapter_001_split_000.html", &one),
            ("chapter_001_split_001.html", &more),
            ("chapter_001_split_002.html", &two),
        ],
        "<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>",
        &[("toc.ncx", ncx)],
    );
    assert_eq!(titles(&book), ["One", "Two"]);
    assert!(
        texts(&book)[0].starts_with("# One\n\nThe mill stood still.\n\nNo one came.\n\na a"),
        "{}",
        texts(&book)[0]
    );
}

#[test]
fn a_book_of_sigil_has_notes_and_pages_that_are_not_read() {
    let nav = page(
        "<body epub:type=\"frontmatter\"><nav epub:type=\"toc\" id=\"toc\"><h1>Contents</h1><ol><li><a href=\"Text/Section0001.xhtml\">Chapter 1</a></li>\
        <li><a href=\"Text/Section0002.xhtml\">Chapter 2</a></li></ol></nav>\
        <nav epub:type=\"page-list\" hidden=\"\"><ol><li><a href=\"Text/Section0001.xhtml#p1\">1</a></li></ol></nav></body>",
    );
    let one = page(
        "<body><section epub:type=\"chapter\"><h1>Chapter 1</h1><p><a id=\"p1\" class=\"page\" title=\"1\"></a><b>O</b>nce<a epub:type=\"noteref\" href=\"#n1\" id=\"r1\">1</a> it rained, and nobody came to the mill for a week.</p>\
        <aside epub:type=\"footnote\" id=\"n1\"><p><a href=\"#r1\">1.</a> In May.</p></aside><aside epub:type=\"sidebar\"><p>Advice.</p></aside>\
        <figure><img src=\"../Images/a.jpg\" alt=\"\"/><figcaption>Fig. 1</figcaption></figure></section></body>",
    );
    let two = page(&format!("<body><h1>Chapter 2</h1>{}</body>", long("b")));
    let book = shop(
        &[
            ("Text/Section0001.xhtml", &one),
            ("Text/Section0002.xhtml", &two),
        ],
        "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>",
        &[("nav.xhtml", &nav)],
    );
    assert_eq!(titles(&book), ["Chapter 1", "Chapter 2"]);
    assert_eq!(
        texts(&book)[0],
        "# Chapter 1\n\n**O**nce[^1] it rained, and nobody came to the mill for a week.\n\n[^1]: In May.\n"
    );
}

#[test]
fn a_book_of_indesign_has_its_first_letters_verse_and_dots() {
    let one = page(
        "<body id=\"book-1\" lang=\"en-GB\"><div class=\"_idGenObjectLayout-1\"><div id=\"_idContainer000\" class=\"Basic-Text-Frame\">\
        <p class=\"Chapter-Head\"><span class=\"CharOverride-1\">One</span></p>\
        <p class=\"Body-First\"><span class=\"_idGenDropcap-1\">I</span> saw <span class=\"Small-Caps\">the sea</span> . . . and wept.</p>\
        <p class=\"Body-First\">“<span class=\"_idGenDropcap-1\">N</span> o,” she said.</p>\
        <p class=\"Verse\">The dawn<br/>came&nbsp;up<br class=\"_idGenBR\"/>soft&#173;ly.</p></div></div></body>",
    );
    let ncx = "<ncx><navMap><navPoint><navLabel><text>One</text></navLabel><content src=\"book-1.xhtml\"/></navPoint></navMap></ncx>";
    let book = shop(
        &[("book-1.xhtml", &one)],
        "<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>",
        &[("toc.ncx", ncx)],
    );
    assert_eq!(
        texts(&book)[0],
        "One\n\nI saw the sea . . . and wept.\n\n“No,” she said.\n\nThe dawn\ncame up\nsoftly.\n"
    );
}

#[test]
fn a_page_saved_from_word_or_a_site_has_only_its_text() {
    let word = "<html><head><style><!-- p.MsoNormal {margin:0} .secret {display:none} --></style></head><body lang=EN-GB><div class=WordSection1>\
        <p class=MsoToc1><a href=\"#_Toc1\">Chapter One 1</a></p><h1><a name=\"_Toc1\">Chapter One</a></h1>\
        <p class=MsoNormal>The mill stood.<a href=\"#_ftn1\" name=\"_ftnref1\" title=\"\"><span class=MsoFootnoteReference>[1]</span></a> No one.<o:p></o:p></p>\
        <p class=secret>Secret.</p><p class=MsoHeader>The Mill</p><p class=MsoFooter>Page 2</p></div>\
        <div id=ftn1><p class=MsoFootnoteText><a href=\"#_ftnref1\" name=\"_ftn1\" title=\"\">[1]</a> An old mill.</p></div></body></html>";
    let book = open(word.as_bytes(), Format::Html).unwrap();
    assert_eq!(
        texts(&book),
        ["# Chapter One\n\nThe mill stood.[^1] No one.\n\n[^1]: An old mill.\n"]
    );
    let site = "<html><body><a class='skip-link' href='#m'>Skip</a><header role=banner>Shop</header><nav>Home</nav><div><p>Offer!</p></div>\
        <main id=m><h1>The Mill</h1><p>It stood still.</p><p hidden>H</p><p style='visibility: hidden'>V</p><p aria-hidden=true>A</p><span class='sr-only'>S</span>\
        <aside><p>Buy it.</p></aside><blockquote><p>All is still.</p><footer>A. Poet</footer></blockquote><footer>Posted in May</footer></main>\
        <section><p>More posts</p></section><footer>All rights reserved</footer></body></html>";
    let book = open(site.as_bytes(), Format::Html).unwrap();
    assert_eq!(
        texts(&book),
        ["# The Mill\n\nIt stood still.\n\nAll is still.\n\nA. Poet\n"]
    );
}
