use super::*;

fn docx_body(body: &str) -> Vec<u8> {
    let styles = "<w:styles><w:docDefaults><w:rPr><w:lang w:val=\"en-US\"/></w:rPr></w:docDefaults>\
        <w:style w:styleId=\"berschrift1\"><w:name w:val=\"heading 1\"/></w:style>\
        <w:style w:styleId=\"Mine\"><w:name w:val=\"My Chapter\"/><w:basedOn w:val=\"berschrift1\"/></w:style>\
        <w:style w:styleId=\"Mine2\"><w:name w:val=\"Two\"/><w:basedOn w:val=\"Mine\"/></w:style>\
        <w:style w:styleId=\"Own\"><w:name w:val=\"Own\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>\
        <w:style w:styleId=\"Body\"><w:name w:val=\"Body\"/><w:basedOn w:val=\"berschrift1\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>\
        <w:style w:styleId=\"T9\"><w:name w:val=\"Titre 1\"/></w:style>\
        <w:style w:styleId=\"Round\"><w:basedOn w:val=\"Round\"/></w:style>\
        <w:style w:styleId=\"V1\"><w:name w:val=\"toc 1\"/></w:style></w:styles>";
    let notes = "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"-1\"><w:p/></w:footnote>\
        <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> Of Azov.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let core = "<cp:coreProperties><dc:title>The Red Door</dc:title><dc:creator>A. Writer</dc:creator></cp:coreProperties>";
    zipped(&[
        ("_rels/.rels", b"<Relationships><Relationship Type=\"http://x/officeDocument\" Target=\"/word/document.xml\"/></Relationships>"),
        ("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>").as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ])
}

fn run(text: &str) -> String {
    format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

pub(super) fn docx() -> Vec<u8> {
    docx_body(&format!(
        "<w:p><w:pPr><w:pStyle w:val=\"V1\"/></w:pPr>{toc}</w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"berschrift1\"/></w:pPr>{one}</w:p>\
         <w:p><w:r><w:rPr><w:i/></w:rPr><w:t>“No,” </w:t></w:r>{said}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>\
         <w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>\
         <w:p><w:r><w:t>* * *</w:t></w:r></w:p>\
         <w:tbl><w:tr><w:tc><w:p>{cell}</w:p></w:tc><w:tc><w:p>{cell}</w:p></w:tc></w:tr></w:tbl>\
         <w:p>{end}<w:r><w:drawing><wp:docPr id=\"1\" descr=\"A map of it\"/></w:drawing></w:r></w:p>",
        toc = run("One 1"),
        one = run("One"),
        said = run("said Anna."),
        cell = run("cell"),
        end = run("Night &amp; day.")
    ))
}

#[test]
fn a_document_of_word_has_its_headings_emphasis_notes_and_tables() {
    let book = open(&docx(), Format::Docx).unwrap();
    assert_eq!(
        book.chapters[0].text,
        "# One\n\n“*No*,” said Anna.[^1]\n\n***\n\n| cell | cell |\n| --- | --- |\n\nNight & day.[^2]\n\n\
         [^1]: Of Azov.\n\n[^2]: Image: A map of it\n"
    );
    assert_eq!(titles(&book), ["One"]);
    assert_eq!(book.facts.author.as_deref(), Some("A. Writer"));
    assert_eq!(book.facts.language.as_deref(), Some("en-US"));
}

#[test]
fn headings_of_word_are_chapters() {
    let heading = |title: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>{}</w:p>",
            run(title)
        )
    };
    let text = format!("<w:p>{}</w:p>", run(&"word ".repeat(60)));
    let title = "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr><w:r><w:t>Book</w:t></w:r></w:p>";
    let body = format!("{title}{}{text}{}{text}", heading("One"), heading("Two"));
    let book = open(&docx_body(&body), Format::Docx).unwrap();
    assert_eq!(titles(&book), ["One", "Two"]);
    assert!(book.chapters[0].text.starts_with("# Book\n\n## One\n"));
}

fn paragraph(style: &str, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}</w:p>",
        run(text)
    )
}

#[test]
fn styles_based_on_headings_and_names_in_other_languages_are_headings() {
    let text = format!("<w:p>{}</w:p>", run(&"word ".repeat(60)));
    for style in ["Mine", "Mine2", "Own", "T9", "Titre1", "Heading1"] {
        let body = [
            paragraph(style, "One"),
            text.clone(),
            paragraph(style, "Two"),
            text.clone(),
        ];
        let book = open(&docx_body(&body.concat()), Format::Docx).unwrap();
        assert_eq!(titles(&book), ["One", "Two"], "{style}");
    }
    for style in ["Body", "Round", "Normal", "heading"] {
        let body = paragraph(style, "One") + &text + &paragraph(style, "Two") + &text;
        let book = open(&docx_body(&body), Format::Docx).unwrap();
        assert_eq!(titles(&book), ["-"], "{style}");
    }
}

#[test]
fn chapters_without_styles_are_found_by_their_words() {
    let text = format!("<w:p>{}</w:p>", run(&"word ".repeat(60)));
    let line = |text: &str| format!("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>");
    let contents = line("CHAPTER ONE") + &line("CHAPTER TWO");
    let body = [
        line("My Book"),
        contents,
        line("Prologue"),
        text.clone(),
        line("CHAPTER ONE"),
        text.clone(),
        line("CHAPTER TWO"),
        text.clone(),
        "<w:p/>".to_owned(),
        text.clone(),
    ];
    let book = open(&docx_body(&body.concat()), Format::Docx).unwrap();
    assert_eq!(titles(&book), ["Prologue", "CHAPTER ONE", "CHAPTER TWO"]);
    assert!(book.chapters[1].text.starts_with("# CHAPTER ONE\n"));
    let word = "word ".repeat(60);
    let page = html(&format!(
        "<center><b>CHAPTER I.</b></center><br><br>{word}<br><br><center>CHAPTER II.</center><p>{word}"
    ));
    assert_eq!(titles(&page), ["CHAPTER I.", "CHAPTER II."]);
    let rtf = format!(
        "{{\\rtf1 \\b Chapter 1\\b0\\par {word}\\par \\qc Chapter 2: The Well\\par {word}\\par}}"
    );
    let book = open(rtf.as_bytes(), Format::Rtf).unwrap();
    assert_eq!(titles(&book), ["Chapter 1", "Chapter 2: The Well"]);
    // Words of the text that only begin alike.
    let page = html(&format!(
        "<p>Chapter of my life, I say.<p>{word}<p>I went.<p>{word}"
    ));
    assert_eq!(titles(&page), ["-"]);
}

#[test]
fn text_boxes_are_read_before_the_paragraph_in_which_they_are() {
    let boxed = |text: &str| {
        format!(
            "<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx><w:txbxContent><w:p>{0}</w:p><w:p>{0}</w:p></w:txbxContent></wps:txbx>\
             </w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p>{0}</w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>",
            run(text)
        )
    };
    let body = format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Mine\"/></w:pPr>{}</w:p>\
         <w:p><w:r><w:rPr><w:i/></w:rPr><w:t>The note: </w:t>{}<w:t>so</w:t></w:r>{}</w:p>\
         <w:p><w:pPr><w:pStyle w:val=\"V1\"/></w:pPr><w:r>{}</w:r>{}</w:p>",
        run("One"),
        boxed("Come at nine."),
        run(" it was."),
        boxed("Page"),
        run("contents"),
    );
    let book = open(&docx_body(&body), Format::Docx).unwrap();
    assert_eq!(
        book.chapters[0].text,
        "# One\n\nCome at nine.\n\nCome at nine.\n\n*The note: so* it was.\n"
    );
}

#[test]
fn a_blank_paragraph_among_many_is_a_break() {
    let line = |text: &str| format!("<w:p>{}</w:p>\n", run(text));
    let many = line("Word.").repeat(5);
    let body = format!("{many}<w:p/>\n{many}");
    let book = open(&docx_body(&body), Format::Docx).unwrap();
    assert_eq!(book.chapters[0].text.matches("***").count(), 1);
}

fn html(text: &str) -> Manuscript {
    open(text.as_bytes(), Format::Html).unwrap()
}

#[test]
fn old_html_without_end_tags_is_read() {
    let bytes = b"<HTML><HEAD><TITLE>The  Door</TITLE><META NAME=author CONTENT='A. Writer'><BODY BGCOLOR=white>\
        <CENTER><FONT SIZE=+2>The Door</FONT></CENTER><P>\x93No,\x94 said Anna.<P><I>He</I> left &mdash; late.\
        <BR><BR>Rain fell.<SCRIPT>if (a < b) document.write('<p>x');</SCRIPT><HR><TABLE><TR><TD>a<TD>b<TR><TD>c<TD>d</TABLE>\
        <OL><LI>one<LI>two</OL><UL><LI>three</UL>End.";
    let book = open(bytes, Format::Html).unwrap();
    assert_eq!(
        book.chapters[0].text,
        "The Door\n\n“No,” said Anna.\n\n*He* left — late.\n\nRain fell.\n\n***\n\n| a | b |\n| --- | --- |\n| c | d |\n\n\
         1. one\n\n2. two\n\n* three\n\nEnd.\n"
    );
    assert_eq!(book.facts.title.as_deref(), Some("The Door"));
    assert_eq!(book.facts.author.as_deref(), Some("A. Writer"));
}

#[test]
fn a_table_for_the_layout_is_no_table() {
    let book = html("<table><tr><td>Menu</td><td><p>One.</p><p>Two.</p></td></tr></table>");
    assert_eq!(book.chapters[0].text, "Menu\n\nOne.\n\nTwo.\n");
}

#[test]
fn footnotes_with_links_back_are_footnotes() {
    let book = html(
        "<p>The sea<sup><a id=r1 href='#f1'>1</a></sup> rose.<a name=r2 href='#f2'>[2]</a> Go to <a href='#end'>the end</a>.</p>\
         <ol><li id=f1>Of Azov.<a href='#r1'>↩</a></li></ol><p><a name=f2 href='#r2'>[2]</a> A wave.</p><p id=end>End.</p>",
    );
    assert_eq!(
        book.chapters[0].text,
        "The sea[^1] rose.[^2] Go to the end.\n\nEnd.\n\n[^1]: Of Azov.\n\n[^2]: A wave.\n"
    );
}

#[test]
fn powers_quotations_and_deletions_are_read_as_seen() {
    let book = html(
        "<p>10<sup>6</sup> men in 5 m<sup>2</sup>, on the 4<sup>th</sup>, at 10<sup>−3</sup>.</p>\
         <p>She said <q>no</q>, <del>twice</del><ins>once</ins>.</p>",
    );
    assert_eq!(
        book.chapters[0].text,
        "10⁶ men in 5 m², on the 4th, at 10⁻³.\n\nShe said “no”, once.\n"
    );
}

#[test]
fn a_link_to_a_long_text_is_no_footnote() {
    let text = format!(
        "<p>See <sup><a href='#c'>2</a></sup>.</p><div id=c><h2>Two</h2>{}</div>",
        long("a")
    );
    let book = html(&text);
    assert!(book.chapters[0].text.contains("## Two") || book.chapters[0].text.contains("# Two"));
    assert_eq!(book.chapters[0].words, 62);
}

#[test]
fn hidden_parts_drop_capitals_and_spaces_are_read_as_seen() {
    let book = html(
        "<nav><a href=/>Home</a></nav><h1><img alt='The Map'></h1><p><img alt=O>nce <span style='display: none'>x</span><b>upon </b>a<i></i> time.</p><p hidden>x</p>\
         <ruby>漢<rt>kan</rt></ruby><pre>one\ntwo</pre><p>#1 a*b</p>",
    );
    assert_eq!(
        book.chapters[0].text,
        "# The Map\n\nOnce **upon** a time.\n\n漢\n\none\ntwo\n\n\\#1 a\\*b\n"
    );
}

pub(super) const RTF: &[u8] = b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil Times;}{\\f1\\fcharset204 Times CYR;}}\
    {\\stylesheet{\\s1 heading 1;}{\\s2 toc 1;}}{\\info{\\title The Red Door}{\\author A. Writer}}\
    {\\header\\pard page 1\\par}{\\*\\generator x;}\\pard\\s2 One 3\\par\\pard\\s1 One\\par\\pard\\plain \\ldblquote{\\i No},\\rdblquote  said\r\n Anna\\'85\\par\
    {\\f1 \\'c4\\'e0}\\u8212 ?\\u-10179 ?\\u-8704 ?\\line{\\pict\\bin4 }}}}x}{\\footnote\\pard\\chftn  Of Azov.\\par}\\par\
    * * *\\par\\trowd\\intbl a\\u-3913 ?\\cell b\\cell\\row\\pard {\\v hidden}\\{End\\}\\~now.\\par}";

#[test]
fn rtf_is_read_in_its_code_pages() {
    let book = open(RTF, Format::Rtf).unwrap();
    assert_eq!(
        book.chapters[0].text,
        "# One\n\n“*No*,” said Anna…\n\nДа—😀[^1]\n\n***\n\n| a | b |\n| --- | --- |\n\n{End} now.\n\n[^1]: Of Azov.\n"
    );
    assert_eq!(book.facts.title.as_deref(), Some("The Red Door"));
    assert_eq!(book.facts.author.as_deref(), Some("A. Writer"));
}
