//! Pages around the text that are not read: cover, contents, copyright.

/// Returns what kind of frame a document is: a page around the text that is not read.
pub(super) fn frame(types: &[String], names: &[String]) -> Option<&'static str> {
    const TYPES: [(&str, &str); 14] = [
        ("cover", "cover"),
        ("coverpage", "cover"),
        ("cover-page", "cover"),
        ("title-page", "title page"),
        ("titlepage", "title page"),
        ("halftitlepage", "half title"),
        ("halftitle", "half title"),
        ("toc", "contents"),
        ("copyright-page", "copyright"),
        ("loi", "list of illustrations"),
        ("lot", "list of tables"),
        ("index", "index"),
        ("landmarks", "contents"),
        ("page-list", "contents"),
    ];
    const NAMES: [(&str, &str); 14] = [
        ("cover", "cover"),
        ("cover page", "cover"),
        ("title page", "title page"),
        ("titlepage", "title page"),
        ("half title", "half title"),
        ("contents", "contents"),
        ("table of contents", "contents"),
        ("copyright", "copyright"),
        ("copyright page", "copyright"),
        ("copyright notice", "copyright"),
        ("imprint", "copyright"),
        ("list of illustrations", "list of illustrations"),
        ("index", "index"),
        ("landmarks", "contents"),
    ];
    let of = |list: &[(&str, &'static str)], own: &str| {
        let found = list.iter().find(|(name, _)| *name == own.trim());
        found.map(|(_, what)| *what)
    };
    let by_type = types.iter().find_map(|own| of(&TYPES, own));
    by_type.or_else(|| names.iter().find_map(|own| of(&NAMES, own)))
}

/// Returns whether a short page states rights. The text is in small letters.
pub(super) fn is_legal(text: &str) -> bool {
    let marks = ["©", "all rights reserved", "isbn", "copyright ", "(c) "];
    marks.iter().filter(|mark| text.contains(**mark)).count() >= 2
}
