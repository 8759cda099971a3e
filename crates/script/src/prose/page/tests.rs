use super::*;

/// Returns the pieces with elements in braces and words in square brackets.
fn shown(prose: &Prose) -> String {
    let mut out = String::new();
    let mut names = Vec::new();
    for piece in prose.set() {
        match piece {
            Piece::Open(element) => {
                let name = format!("{element:?}").to_lowercase();
                let name: String = name
                    .chars()
                    .take_while(|c| c.is_alphabetic())
                    .take(4)
                    .collect();
                out += &format!("{{{name} ");
                names.push(name);
            }
            Piece::Close => {
                assert!(names.pop().is_some());
                out += "}";
            }
            Piece::Word(_, text) => out += &format!("[{text}]"),
            Piece::Gap(text) => out += &text,
            Piece::LineEnd => out += "/",
            Piece::Rule => out += "----",
        }
    }
    assert_eq!(names, Vec::<String>::new());
    out
}

fn plain(text: &str) -> String {
    shown(&Prose::read(text.to_owned()).0)
}

fn markdown(text: &str) -> String {
    shown(&Prose::markdown(text.to_owned()).0)
}

#[test]
fn plain_paragraphs_headings_and_ornaments_are_set() {
    for (text, expected) in [
        ("One.\n\n  “Two!”\n", "{para [One].}{para “[Two]!”}"),
        (
            "CHAPTER I\n\nIt was.\n",
            "{head [CHAPTER] [I]}{para [It] [was].}",
        ),
        ("IV.\n\nIt was.\n", "{head [IV].}{para [It] [was].}"),
        ("A.\n\n* * *\n\nB.\n", "{para [A].}{orna * * *}{para [B].}"),
        (
            "NO!\n\nNot a heading, and HE\n",
            "{para [NO]!}{para [Not] [a] [heading], [and] [HE]}",
        ),
        ("\u{feff}One.\n", "{para [One].}"),
        (
            "He re-\nduced it and\nwent on.",
            "{para [He] [reduced] [it] [and] [went] [on].}",
        ),
    ] {
        assert_eq!(plain(text), expected, "{text:?}");
    }
}

#[test]
fn the_lines_of_a_poem_end_where_they_end() {
    let prose = "The long line of prose runs on and on to the\nend of the page and then it goes\non to the next one and on and on\nwithout an end in any of them.\n\nRoses are red,\nViolets are blue,\nSugar is sweet.\n";
    let set = plain(prose);
    assert!(set.contains("],/["), "{set}");
    assert!(!set.contains("the]/"), "{set}");
}

#[test]
fn markdown_is_set_as_its_marks_ask() {
    for (text, expected) in [
        (
            "# One *two*\n\nThree **four**.",
            "{head [One] {emph [two]}}{para [Three] {stro [four]}.}",
        ),
        (
            "un*bel*ievable r&amp;b",
            "{para [un]{emph [bel]}[ievable] [r]&[b]}",
        ),
        (
            "> said\n\n---\n\n1. one\n2. two",
            "{quot {para [said]}}----{list {item [one]}{item [two]}}",
        ),
        (
            "a\\*b `c d` ![pic](x.png)",
            "{para [a]*[b] {code [c] [d]} {pict pic}}",
        ),
        (
            "one  \ntwo\nthree[^1]\n\n[^1]: Note.",
            "{para [one]/[two] [three]{sign 1}}{note {para Note.}}",
        ),
        (
            "| a | b |\n|---|---|\n| c | d |",
            "{tabl {row {cell [a]}{cell [b]}}{row {cell [c]}{cell [d]}}}",
        ),
        (
            "<p>One <b>two</b></p>\n\n[three](http://x.org)",
            "{para [One] [two]}{para {link [three]}}",
        ),
        ("```\nlet x\n```\n\nend", "{verb let x\n}{para [end]}"),
        ("---\ntitle: x\n---\n\nre-\nduced", "{para [reduced]}"),
    ] {
        assert_eq!(markdown(text), expected, "{text:?}");
    }
}

proptest::proptest! {
    #[test]
    fn every_word_is_set_once_and_in_order(text in "([a-z]{1,4}|[ *_“”.!-]|\n|\n\n|&amp;|> |# |1\\. |\\|){0,40}", marked: bool) {
        let (prose, _) = match marked {
            true => Prose::markdown(text),
            false => Prose::read(text),
        };
        let mut set: Vec<WordId> = prose.set().iter().filter_map(|piece| match piece {
            Piece::Word(id, _) => Some(*id),
            _ => None,
        }).collect();
        set.dedup();
        let all: Vec<WordId> = prose.words.ids().collect();
        match marked {
            // The numbers of lists are read, and set by the list.
            true => proptest::prop_assert!(set.is_sorted()),
            false => proptest::prop_assert_eq!(set, all),
        }
    }
}
