use super::document::{Form, Text};
use super::overlay::{clips, clock, smil};
use super::section::sections;
use super::*;
use crate::book::Book;
use crate::perform::BuiltinCatalog;
use crate::timeline::Timeline;
use crate::world::Memory;
use cuebook_core::id::WordId;
use cuebook_core::units::{Frames, RATE};
use cuebook_script::{Prose, read};

const SECOND: i64 = RATE as i64;

/// A show in which each word that is heard begins a second after the one before and lasts half of
/// it. The first word begins after a second, and the show ends a second after the last.
struct Show {
    book: Book,
    timeline: Timeline,
}

impl Show {
    fn new(script: &str, text: &str, is_markdown: bool) -> Show {
        let mut script = read::read(format!("text: x.txt\n{script}").as_bytes()).script;
        script.prose = match is_markdown {
            true => Prose::markdown(text.to_owned()).0,
            false => Prose::read(text.to_owned()).0,
        };
        let (book, _) = Book::bind(&script, &Memory::default(), &BuiltinCatalog);
        let mut timeline = Timeline::default();
        let mut at = SECOND;
        for word in book.prose.words.ids() {
            let heard = book.lines.iter().any(|line| line.words.contains(&word));
            let end = if heard { at + SECOND / 2 } else { at };
            timeline.words.push(Frames(at)..Frames(end));
            at += if heard { SECOND } else { 0 };
        }
        timeline.frames = Frames(at);
        let begin = |word: WordId| {
            timeline
                .words
                .get(word)
                .map_or(timeline.frames, |at| at.start)
        };
        timeline.scenes = book.scenes.iter().map(|scene| begin(scene.word)).collect();
        Show { book, timeline }
    }

    fn text(&self, form: Form) -> Text {
        let titles = self.book.scenes.iter().zip(&self.timeline.scenes);
        let begins: Vec<(Frames, String)> = titles
            .map(|(scene, at)| (*at, scene.title.clone()))
            .collect();
        let pieces = self.book.prose.set();
        let sections = sections(&self.book, &self.timeline, &pieces, &begins);
        Text::of((&self.book, &self.timeline), pieces, sections, form, false)
    }

    fn bodies(&self, form: Form) -> Vec<String> {
        let text = self.text(form);
        text.parts.into_iter().map(|part| part.body).collect()
    }
}

const SENTENCES: Form = Form::Book(Grain::Sentence);

#[test]
fn a_sentence_has_its_marks_and_a_chapter_its_title() {
    let show = Show::new(
        "show: A <Show>\ncast: { ANA: { voice: af_heart } }\nlines: [{ quote: Who is there?, by: ANA }]\nscenes: [{ id: a, from: It rained, title: Rain & Wind }]",
        "“Who is there?” said Ana. No one.\n\nIt rained.\n",
        false,
    );
    assert_eq!(
        show.bodies(SENTENCES),
        [
            "<h1 class=\"title\" id=\"title\">A &lt;Show&gt;</h1>\n<p><span id=\"s0\">“Who is there?”</span> <span id=\"s1\">said Ana.</span> <span id=\"s2\">No one.</span></p>\n",
            "<h1 class=\"title\" id=\"title\">Rain &amp; Wind</h1>\n<p><span id=\"s3\">It rained.</span></p>\n",
        ]
    );
    let words = &show.bodies(Form::Book(Grain::Word))[1];
    assert!(
        words.ends_with("<p><span id=\"w7\">It</span> <span id=\"w8\">rained</span>.</p>\n"),
        "{words}"
    );
    let page = show.bodies(Form::Page);
    assert_eq!(
        page[0],
        "<p><span class=\"s\" data-by=\"0\" data-who=\"ANA\">“Who is there?”</span> <span class=\"s\">said Ana.</span> <span class=\"s\">No one.</span></p>\n"
    );
    assert!(
        page[1].starts_with("<h2 class=\"title\">Rain &amp; Wind</h2>\n"),
        "{}",
        page[1]
    );
}

#[test]
fn a_chapter_begins_where_its_scene_does_even_within_a_paragraph() {
    let show = Show::new(
        "show: X\nscenes: [{ id: a, from: start, title: One }, { id: b, from: and then, title: Two }]",
        "> It was *dark and then it* was “light”.\n",
        true,
    );
    assert_eq!(
        show.bodies(SENTENCES),
        [
            "<h1 class=\"title\" id=\"title\">One</h1>\n<blockquote><p><span id=\"s0\">It was <em>dark</em></span></p>\n</blockquote>\n",
            "<h1 class=\"title\" id=\"title\">Two</h1>\n<blockquote><p><span id=\"s1\"><em>and then it</em> was</span> <span id=\"s2\">“light”.</span></p>\n</blockquote>\n",
        ]
    );
}

#[test]
fn skipped_text_stays_without_marks_and_a_skipped_heading_is_with_its_chapter() {
    let show = Show::new(
        "show: X\nscenes: [{ id: a, from: One., title: Begin }, { id: b, from: Two, title: The Sea }]\nlines: [{ words: \"Chapter II: The Sea\", skip: true }]",
        "One.\n\n# Chapter II: The Sea\n\nTwo.\n",
        true,
    );
    let bodies = show.bodies(SENTENCES);
    assert_eq!(
        bodies[0],
        "<h1 class=\"title\" id=\"title\">Begin</h1>\n<p><span id=\"s0\">One.</span></p>\n"
    );
    let (heading, rest) = bodies[1].split_once('\n').unwrap();
    assert_eq!(heading, "<h1>Chapter II: The Sea</h1>");
    assert!(rest.ends_with("\">Two.</span></p>\n"), "{rest}");
}

#[test]
fn a_long_chapter_has_several_documents_and_a_sentence_has_its_id_once() {
    let text = "One two three four five.\n\n".repeat(2_000);
    let show = Show::new("show: X", &text, false);
    let text = show.text(SENTENCES);
    let names: Vec<String> = text.parts.iter().map(|part| part.name()).collect();
    assert_eq!(names, ["c001", "c001-2", "c001-3"]);
    let clips = clips(&text, &show.timeline);
    assert_eq!(clips.len(), 2_001);
    assert_eq!(clips[0].id, "title");
    assert!(
        clips
            .windows(2)
            .all(|pair| pair[0].at.end == pair[1].at.start)
    );
    assert_eq!(clips.last().unwrap().at.end, show.timeline.frames);
    let ids: std::collections::BTreeSet<_> = clips.iter().map(|clip| &clip.id).collect();
    assert_eq!(ids.len(), clips.len());
}

#[test]
fn clips_cover_each_chapter_and_begin_with_their_words() {
    let show = Show::new(
        "show: X\nscenes: [{ id: a, from: start, title: A }, { id: b, from: Three, title: B }]",
        "One. Two.\n\nThree. Four.\n",
        false,
    );
    let text = show.text(SENTENCES);
    let clips = clips(&text, &show.timeline);
    let seconds: Vec<(usize, &str, i64, i64)> = clips
        .iter()
        .map(|clip| {
            (
                clip.part,
                &*clip.id,
                clip.at.start.0 / SECOND,
                clip.at.end.0 / SECOND,
            )
        })
        .collect();
    // The second chapter begins with its first word, so its title is not marked.
    assert_eq!(
        seconds,
        [
            (0, "title", 0, 1),
            (0, "s0", 1, 2),
            (0, "s1", 2, 3),
            (1, "s2", 3, 4),
            (1, "s3", 4, 5)
        ]
    );
    let own: Vec<_> = clips.iter().filter(|clip| clip.part == 1).collect();
    let smil = smil("c002.xhtml", "c002.m4a", &own, text.sections[1].at.start);
    assert!(smil.contains("<text src=\"c002.xhtml#s3\"/><audio src=\"c002.m4a\" clipBegin=\"0:00:01.000000\" clipEnd=\"0:00:02.000000\"/>"), "{smil}");
}

#[test]
fn sentences_that_sound_together_are_marked_one_after_the_other() {
    let mut show = Show::new("show: X", "One.\n\nTwo.\n\nThree.\n", false);
    let second = |from: i64, to: i64| Frames(from * SECOND)..Frames(to * SECOND);
    show.timeline.words = vec![second(1, 4), second(1, 3), second(5, 6)].into();
    show.timeline.frames = Frames(7 * SECOND);
    let text = show.text(SENTENCES);
    let tenths: Vec<i64> = clips(&text, &show.timeline)
        .iter()
        .map(|clip| clip.at.start.0 * 10 / SECOND)
        .collect();
    assert_eq!(tenths, [0, 10, 13, 50]);
}

#[test]
fn a_word_has_its_place_in_its_sentence_on_a_page() {
    let show = Show::new(
        "show: X",
        "Ah 😀 un*bel*ievable r&amp;b, *he* said.\n",
        true,
    );
    let text = show.text(Form::Page);
    let mut said = Vec::new();
    for place in &text.places {
        let sentence: Vec<u16> = "Ah 😀 unbelievable r&b, he said.".encode_utf16().collect();
        said.push(String::from_utf16(&sentence[place.at..place.at + place.length]).unwrap());
    }
    let words: Vec<&str> = show
        .book
        .prose
        .words
        .ids()
        .map(|word| show.book.prose.word(word))
        .collect();
    assert_eq!(said, words);
}

#[test]
fn the_direction_follows_the_language_and_the_letters() {
    let about = |language: &str| About {
        language: language.to_owned(),
        ..About::default()
    };
    for (language, expected) in [
        ("he", true),
        ("en-GB", false),
        ("ar-EG", true),
        ("uz-Arab", true),
        ("ku-Latn", false),
    ] {
        assert_eq!(about(language).is_right_to_left(), expected, "{language}");
    }
    let show = Show::new("show: X", "שלום, עולם.\n\nOne.\n", false);
    let body = &show.bodies(SENTENCES)[0];
    assert!(
        body.contains("<p dir=\"rtl\">") && body.contains("<p><span"),
        "{body}"
    );
}

#[test]
fn a_clock_is_exact_to_the_microsecond() {
    assert_eq!(clock(Frames(0)), "0:00:00.000000");
    assert_eq!(clock(Frames(1)), "0:00:00.000021");
    assert_eq!(clock(Frames(SECOND * 36_061 + 24_000)), "10:01:01.500000");
}

#[test]
fn no_character_of_the_text_is_markup() {
    let show = Show::new("show: X", "A <b> & “c” \u{1} ]]> d.\n", false);
    let body = &show.bodies(SENTENCES)[0];
    assert!(
        body.contains("A &lt;b&gt;") && body.contains(" &amp; "),
        "{body}"
    );
    assert!(
        !body.contains('\u{1}') && body.contains("]]&gt; "),
        "{body}"
    );
}
