use cuebook_script::Prose;

use super::Frame;
use cuebook_core::id::WordId;

/// Returns the title, the author, the first words of each passage left out with its reason,
/// and the words that are read.
fn framed(text: &str) -> (Frame, Vec<String>, String) {
    let (prose, _) = Prose::read(text.to_owned());
    let frame = Frame::of(&prose);
    let shown = |words: &std::ops::Range<WordId>| {
        crate::outline::text(&prose, words.start..words.end.min(words.start + 2))
    };
    let left = frame
        .left_out
        .iter()
        .map(|(words, why)| format!("{}: {why}", shown(words)))
        .collect();
    let out = |word: &WordId| frame.left_out.iter().any(|(words, _)| words.contains(word));
    let read: Vec<&str> = prose
        .words
        .ids()
        .filter(|word| !out(word))
        .map(|word| prose.word(word))
        .collect();
    let read = read.join(" ");
    (frame, left, read)
}

const ARCHIVE: &str = "The Project Gutenberg eBook of The Salt Road, by Ida Marsh\n\nThis ebook is for the use of anyone.\n\n\
    Title: The Salt Road\n        A Tale of the Marshes\n\nAuthor: Ida Marsh\n\nLanguage: English\n\n\
    *** START OF THE PROJECT GUTENBERG EBOOK THE SALT ROAD ***\n\nProduced by three volunteers\n\n\n\
    THE SALT ROAD\n\nBy IDA MARSH\n\nLondon\n1911\n\nTo my sister\n\nCONTENTS\n\nCHAPTER I. The Ferry\n\
    CHAPTER II. The Well\n\nLIST OF ILLUSTRATIONS\n\nThe ferry at dusk  12\n\n\nCHAPTER I\nThe Ferry\n\n\
    It was late when the ferry came, and nobody had lit the lamps on\nthe pier.[1]\n\n[Illustration: The ferry]\n\n\
    The boatman waited.\n\nCHAPTER II\nThe Well\n\nThe well was dry that year, and the\nwomen walked to the river.\n\n\
    [1] A kind of boat.\n\n*** END OF THE PROJECT GUTENBERG EBOOK THE SALT ROAD ***\n\nUpdated editions.\n";

#[test]
fn notes_of_the_printer_are_left_out() {
    let text = "CHAPTER I\n\nThe rain fell on the town for many days, and nobody went out. {7}\n\n[Pg 5]\n\n\
        [Sidenote: The arrival]\n\nTom came in. [Pg 6] He sat down [Sidenote: A chair] and waited for an hour.\n\n\
        [Illustration]\n\n“Late,” [Illustration: The mill] said Ann. They looked at the fire, which was low.\n\n\
        CHAPTER II\n\nIn the morning the rain was over, and they walked down to the mill.\n\n\
        NOTES\n\n1. The mill was built late.\n\n2. Tom was a baker.\n";
    let (_, left, read) = framed(text);
    assert_eq!(
        read,
        "CHAPTER I The rain fell on the town for many days and nobody went out Tom came in He sat down and waited for an hour \
         Late said Ann They looked at the fire which was low CHAPTER II In the morning the rain was over and they walked down to the mill"
    );
    assert!(
        left.iter().any(|left| left.ends_with("a side note")),
        "{left:?}"
    );
    assert!(
        left.iter().any(|left| left.ends_with("the footnotes")),
        "{left:?}"
    );
}

#[test]
fn a_chapter_named_like_notes_is_read() {
    let text = "CHAPTER I\n\nThe rain fell on the town for many days, and nobody went out.\n\n\
        NOTES\n\nHe had written all of them by hand, and now they were wet.\n";
    assert!(framed(text).2.ends_with("now they were wet"));
}

#[test]
fn a_title_above_the_persons_belongs_to_the_front() {
    let text = "A COMEDY OF GLASS\nCHARACTERS\n\nMR. B., a baker\nADA, his wife\n\nMR. B. Where is it?\n\nADA. Here.\n";
    assert_eq!(framed(text).2, "MR B Where is it ADA Here");
}

#[test]
fn what_frames_a_book_is_left_out() {
    let (frame, left, read) = framed(ARCHIVE);
    assert_eq!(
        frame.title.as_deref(),
        Some("The Salt Road A Tale of the Marshes")
    );
    assert_eq!(frame.author.as_deref(), Some("Ida Marsh"));
    assert_eq!(
        read,
        "CHAPTER I The Ferry It was late when the ferry came and nobody had lit the lamps on the pier The boatman waited \
         CHAPTER II The Well The well was dry that year and the women walked to the river"
    );
    let reasons: Vec<&str> = left
        .iter()
        .filter_map(|left| left.rsplit(": ").next())
        .collect();
    for why in [
        "the header of the e-text",
        "who made the e-text",
        "the title page",
        "the dedication",
        "the contents",
        "the list of pictures",
        "a picture",
        "a footnote",
        "the licence of the e-text",
    ] {
        assert!(reasons.contains(&why), "{why}: {left:?}");
    }
}

#[test]
fn a_title_page_without_an_archive_is_left_out() {
    let (frame, _, read) = framed(
        "The Mill\n\nby Jonas Reed\n\nCopyright 2019 Jonas Reed. All rights reserved.\n\n1\n\nThe mill stood still. Nobody came.\n",
    );
    assert_eq!(frame.title.as_deref(), Some("The Mill"));
    assert_eq!(frame.author.as_deref(), Some("Jonas Reed"));
    assert_eq!(read, "1 The mill stood still Nobody came");
}

#[test]
fn a_story_alone_is_read_whole() {
    for text in [
        "The mill stood still. Nobody came.\n",
        "THE MILL\n\nThe mill stood still. Nobody came.\n",
        "“Contents,” said the label.\n\nThe mill stood still. Nobody came.\n",
        "# The Mill\n\nIt stood still.\n\n## Two\n\nNobody came.\n",
        "Chapter 1\n\nThe end of the road. By noon we were there.\n\nBy night we were lost.\n",
        "The notebook lay on the desk.\n\nAnna opened it.\n\nCHAPTER II\n\nIt was empty.\n",
        "In 1450 Gutenberg went to Mainz.\n\nThe rain fell.\n\nCHAPTER II\n\nIt went on.\n",
    ] {
        let (_, left, _) = framed(text);
        assert_eq!(left, Vec::<String>::new(), "{text}");
    }
}

#[test]
fn lists_end_where_the_text_begins() {
    for (text, first) in [
        (
            "THE LOCK\n\nBY C. MARLOW\n\nCONTENTS\n\n  I. THE DOOR    1\n II. THE STEP    9\n\nILLUSTRATIONS\n\nTHE LOCK AT NIGHT    4\n\n\
             THE LOCK\n\nCHAPTER I\n\nTHE DOOR\n\nThe house was near the water, and all the years that\nI had known it nobody had\n\
             painted the door.\n",
            "CHAPTER I",
        ),
        (
            "# The Mill\n\n*by Jo Reed*\n\n## Contents\n\n- [One](#one)\n- [Two](#two)\n\n## One\n\nThe mill stood still, and all slept.\n",
            "One The",
        ),
        (
            "The Ditch\n\nby Harriet Lowe\n\nTable of Contents\n\nChapter One ........ 3\nChapter Two ........ 21\n\nChapter One\n\n\
             The ditch was long.\n\nAbout the Author\n\nHarriet Lowe lives beside a ditch.\n",
            "Chapter One",
        ),
    ] {
        let (frame, left, read) = framed(text);
        assert!(read.starts_with(first), "{read}\n{left:?}");
        assert!(
            frame.author.is_some() && !read.contains("Lowe lives"),
            "{left:?}"
        );
    }
}

const STORY: &str = "CHAPTER I\n\nIt was late when the ferry came, and nobody had lit the lamps on\nthe pier. The boatman waited for an hour.\n\n\
    “Go home,” said Anna, and she went up the hill to the inn, where nobody was awake.\n\nCHAPTER II\n\nThe well was dry that year, and the\n\
    women walked to the river. It was far, and the road was bad in the rain.\n\nNobody spoke of it again.\n\n";

#[test]
fn what_follows_the_story_is_left_out() {
    for (tail, why) in [
        (
            "Transcriber's Notes:\n\nObvious errors were mended.\n\nPage 12: teh became the.\n",
            "a note of the transcriber",
        ),
        (
            "TRANSCRIBER’S NOTE\n\nThe cover was made by the transcriber.\n",
            "a note of the transcriber",
        ),
        (
            "[Transcriber's Note: Two words were mended.]\n",
            "a note of the transcriber",
        ),
        (
            "Colophon\n\nThis book was set in Caslon and printed on rag paper.\n",
            "the colophon",
        ),
        (
            "BY THE SAME AUTHOR\n\nThe Salt Road. A tale of the marshes.\n\nThe Mill. A novel.\n",
            "advertisements",
        ),
        (
            "Also by Ida Marsh\n\nThe Salt Road\n\nThe Mill\n",
            "advertisements",
        ),
        (
            "PRINTED BY R. AND R. COLE, EDINBURGH\n",
            "the copyright page",
        ),
        ("INDEX\n\nAnna, 12, 14\n\nFerry, the, 3\n", "the index"),
        ("Index of Places\n\nFerry, 3\n\nWell, 9\n", "the index"),
        (
            "FOOTNOTES:\n\n[1] A kind of boat.\n\n[2] A kind of well.\n",
            "the footnotes",
        ),
        ("[A] A kind of boat.\n\n[B] A kind of well.\n", "a footnote"),
        (
            "About this eBook\n\nThis book comes from www.example.org and is free.\n",
            "a note about the e-text",
        ),
        ("Errata\n\nFor ferry read fairy.\n", "the errata"),
        (
            "Acknowledgements\n\nI thank my sister, who read this book.\n",
            "the acknowledgements",
        ),
        (
            "*** END OF THIS PROJECT GUTENBERG EBOOK X ***\n\nUpdated editions.\n",
            "the licence of the e-text",
        ),
        (
            "***END OF THE PROJECT GUTENBERG EBOOK X***\n\nUpdated editions.\n",
            "the licence of the e-text",
        ),
        (
            "End of the Project Gutenberg EBook of X, by Y\n\nUpdated editions.\n",
            "the licence of the e-text",
        ),
        (
            "End of this etext\n\nMore of it elsewhere.\n",
            "the licence of the e-text",
        ),
        (
            "[The end of _The Well_ by Ida Marsh]\n",
            "the licence of the e-text",
        ),
        ("*** END ***\n\nFree books.\n", "the licence of the e-text"),
    ] {
        let (_, left, read) = framed(&format!("{STORY}{tail}"));
        assert!(
            left.iter().any(|left| left.ends_with(why)),
            "{tail} {left:?}"
        );
        assert!(read.ends_with("Nobody spoke of it again"), "{tail} {read}");
        assert!(read.starts_with("CHAPTER I It was late"), "{tail} {read}");
    }
}

#[test]
fn advertisements_after_the_end_are_left_out() {
    for tail in [
        "THE END\n\nNEW SIX SHILLING NOVELS\n\nThe Salt Road, by Ida Marsh. Crown 8vo, cloth, 6s.\n",
        "FINIS\n\nIf you liked this book, subscribe to our newsletter at www.example.org.\n",
        "THE END\n\nThe Salt Road\n\nThe Mill\n",
    ] {
        let (_, left, read) = framed(&format!("{STORY}{tail}"));
        assert!(
            left.iter().any(|left| left.ends_with("advertisements")),
            "{tail} {left:?}"
        );
        assert!(
            read.ends_with("THE END") || read.ends_with("FINIS"),
            "{read}"
        );
    }
}

#[test]
fn words_of_a_story_that_end_or_note_something_are_read() {
    for end in [
        "The end of the road was near.\n",
        "THE END\n",
        "THE END\n\nCHAPTER III\n\nIt was not the end, and the ferry came again in the spring of that year.\n",
        "Works by night went on.\n",
        "He made an index of it.\n",
        "* * *\n\nNobody came, and that was the end of it.\n",
        "[It was a sign.]\n",
    ] {
        let (_, left, _) = framed(&format!("{STORY}{end}"));
        assert_eq!(left, Vec::<String>::new(), "{end}");
    }
    let early = "Transcriber's note: One word was mended.\n\nIt was late when the ferry came.\n\nNobody had lit the lamps.\n\nThe boatman slept.\n";
    let (_, _, read) = framed(early);
    assert_eq!(
        read,
        "It was late when the ferry came Nobody had lit the lamps The boatman slept"
    );
    let middle = "It was late, and the ferry had gone.\n\nFOOTNOTES\n\n[1] A boat.\n\nIt rained all night, and the boatman slept.\n\nThen it was day.\n\nHe rose, and went down.\n";
    let (_, _, read) = framed(middle);
    assert_eq!(
        read,
        "It was late and the ferry had gone It rained all night and the boatman slept Then it was day He rose and went down"
    );
}

#[test]
fn a_title_page_with_a_box_and_publishers_is_left_out() {
    let text = "+---------------------+\n| Transcriber's Note: |\n|  Errors were mended.|\n+---------------------+\n\nTHE WELL\n\nA NOVEL\n\nBY\nIDA MARSH\nAUTHOR OF \"THE MILL,\" ETC.\n\n\
        LONDON\nCHAPMAN & HALL\n1899\n\n_All rights reserved_\n\nTO\nMY SISTER\n\nCONTENTS\n\n I. THE FERRY . . . .  1\n II. THE WELL . . . . 17\n\nTHE WELL\n\nCHAPTER I\n\nTHE FERRY\n\n\
        It was late when the ferry came, and nobody had lit the lamps on\nthe pier. The boatman waited for an hour.[1]\n\n[Footnote 1: By the church clock.\n\nThe clock was slow.]\n\n\
        He went home at one\nand slept.\n";
    let (frame, left, read) = framed(text);
    assert_eq!(frame.author.as_deref(), Some("IDA MARSH"));
    assert!(
        read.starts_with("THE WELL CHAPTER I THE FERRY It was late")
            || read.starts_with("CHAPTER I THE FERRY It was late"),
        "{read} {left:?}"
    );
    assert!(
        read.ends_with("for an hour He went home at one and slept"),
        "{read} {left:?}"
    );
}

#[test]
fn a_chapter_with_the_heading_of_a_note_is_read() {
    for end in [
        "TRANSCRIBER'S NOTE\n\nTom had been a transcriber in the war. \"I hated it,\" he said.\n\nTHE END\n\nEPILOGUE\n\nYears later…\n",
        "Transcriber's Notes\n\nTom put them on the desk and left.\n\nNobody read them.\n",
        "TRANSCRIBER'S NOTE\n\nTom scanned the room for the man.\n\nNobody was there.\n",
        "Transcriber's notes lay on the desk, and nobody came.\n",
        "THE END\n\nEPILOGUE\n\nYears later…\n",
        "[1] is what the door said. Tom knocked on it.\n",
        "[1] is what the door said.\n\n[2] was on the next one.\n",
        "[A] Tom knocked on it, and nobody came.\n",
    ] {
        let (_, left, _) = framed(&format!("{STORY}{end}"));
        assert_eq!(left, Vec::<String>::new(), "{end}");
    }
}

#[test]
fn a_note_ends_where_the_story_goes_on() {
    for (end, last) in [
        (
            "TRANSCRIBER'S NOTE\n\nThe spelling was kept.\n\nPage 3: teh became the.\n\nEPILOGUE\n\nYears later…\n",
            "again EPILOGUE Years later",
        ),
        (
            "TRANSCRIBER'S NOTE\n\nThe spelling was kept.\n\n“Did you keep it?” said Tom.\n",
            "again Did you keep it said Tom",
        ),
        (
            "TRANSCRIBER'S NOTE\n\nThe spelling was kept.\n\nTom put it on the desk.\n\nThen he left.\n",
            "again Tom put it on the desk Then he left",
        ),
        (
            "Transcription Notes\n\nItalics are shown so.\n\nTHE END\n",
            "again THE END",
        ),
        (
            "Was it a boat?[1]\n\n[1] is a kind of boat.\n",
            "Was it a boat",
        ),
    ] {
        let (_, left, read) = framed(&format!("{STORY}{end}"));
        assert!(read.ends_with(last), "{read} {left:?}");
    }
    let front = "Transcriber's Note\n\nThe spelling was kept.\n\nIt was late, and the ferry had gone.\n\nNobody came.\n\nHe slept.\n";
    assert_eq!(
        framed(front).2,
        "It was late and the ferry had gone Nobody came He slept"
    );
}

#[test]
fn contents_of_two_entries_are_left_out() {
    for (entries, first) in [
        ("I. The Knock\nII. The Letter", "CHAPTER I THE KNOCK Tom"),
        ("1. The Knock\n2. The Letter", "CHAPTER I THE KNOCK Tom"),
        ("One: The Knock\nTwo: The Letter", "CHAPTER I THE KNOCK Tom"),
    ] {
        let text = format!(
            "CONTENTS\n\n{entries}\n\nCHAPTER I\n\nTHE KNOCK\n\nTom knocked on the door. Nobody came.\n\nCHAPTER II\n\nTHE LETTER\n\nTom wrote a letter.\n"
        );
        let (_, left, read) = framed(&text);
        assert!(read.starts_with(first), "{read} {left:?}");
    }
}

#[test]
fn the_frames_of_libraries_are_left_out() {
    let story = "The lamp was on the table and the wind went round the house all night.\n\nNobody came to the door.";
    for (head, end) in [
        (
            "The Red Door\nby A. Writer\n\nExported from Wikisource on May 1, 2020\n\nCHAPTER I\n\n",
            "\n\nAbout this digital edition\n\nThis e-book comes from the online library Wikisource.\n\nThe following users have made contributions to this book:\n\nBob\nAnn\n",
        ),
        (
            "The Red Door\n\nA. Writer\n\nImprint\n\nThis ebook is the product of many hours of hard work by volunteers for Standard Ebooks, and builds on the work of others.\n\n\
             This particular ebook is based on a transcription.\n\nChapter I\n\n",
            "\n\nColophon\n\nThe Red Door was published in 1920 by A. Writer.\n\nThis ebook was produced for Standard Ebooks by Bo.\n\nUncopyright\n\nMay you do good.\n",
        ),
        (
            "The Red Door\nPosted originally on the Archive of Our Own at http://archiveofourown.org/works/1.\n\nRating: Teen And Up\nFandom: Original Work\n\n\
             The Red Door\nby awriter\n\nSummary\n\nAnna waits for a man who never comes.\n\nNotes\n\nThanks to my beta!\n\nChapter 1\n\n",
            "\n\nEnd Notes\n\nPlease drop by the Archive and comment to let the creator know if you enjoyed their work!\n",
        ),
    ] {
        let (_, left, read) = framed(&format!("{head}{story}{end}"));
        assert!(
            read.to_lowercase().starts_with("chapter"),
            "{read} {left:?}"
        );
        assert!(read.ends_with("Nobody came to the door"), "{read}");
        assert!(read.len() < 150, "{read}");
    }
    // A story that mentions them.
    let text = format!(
        "Chapter 1\n\nShe read the Archive of Our Own all day.\n\n{story}\n\nEnd Notes\n\n{story}\n"
    );
    assert_eq!(framed(&text).1, ["End Notes: the footnotes"]);
}

#[test]
fn an_author_is_named_as_on_a_title_page() {
    use super::etext::{named, person};
    for (written, name) in [
        ("Writer, A. (1880-1940)", "A. Writer"),
        ("A. Writer**", "A. Writer"),
        (
            "Writer, Anna Maria, 1880-1940",
            "Writer, Anna Maria, 1880-1940",
        ),
        ("A. Writer", "A. Writer"),
        ("John Doe, Jr.", "John Doe, Jr."),
        ("Doe, John and Roe, Jane", "Doe, John and Roe, Jane"),
        (
            "de la Mare, Walter [Walter John]",
            "de la Mare, Walter [Walter John]",
        ),
        ("Mary Shelley (author)", "Mary Shelley (author)"),
    ] {
        assert_eq!(person(written), name, "{written}");
    }
    let (title, author) = named("**The Project Gutenberg Etext of The Red Door, by A. Writer**\n");
    assert_eq!(
        (title.as_deref(), author.as_deref()),
        (Some("The Red Door"), Some("A. Writer"))
    );
}
