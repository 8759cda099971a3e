use super::*;

fn fold(text: &str) -> String {
    Folded::of(text, 0..text.len()).text.into_owned()
}

fn check(table: &[(&str, &str)]) {
    for (written, folded) in table {
        assert_eq!(fold(written), *folded, "{written}");
    }
}

#[test]
fn marks_of_pages_and_pictures_are_left_out() {
    for (text, folded) in [
        ("The door {7} opened.", "The door  opened."),
        ("[Pg 5]", ""),
        ("They sat [Page 12] down. [p. xii]", "They sat  down. "),
        ("“Late,” [Illustration] said Ann.", "“Late,”  said Ann."),
        (
            "{name} and [Page boy] and [Illustration: A mill]",
            "{name} and [Page boy] and [Illustration: A mill]",
        ),
        ("[illegible] and [sic]", "[illegible] and [sic]"),
    ] {
        assert_eq!(Folded::of(text, 0..text.len()).text, folded, "{text}");
    }
}

#[test]
fn compatibility_forms_become_plain_letters() {
    check(&[
        ("The oﬃce on the ﬁfth ﬂoor", "The office on the fifth floor"),
        ("Ｈｅｌｌｏ， ｗｏｒｌｄ！", "Hello, world!"),
        ("𝐁𝐨𝐥𝐝 and 𝒮𝒸𝓇𝒾𝓅𝓉 and ⓒⓘⓡⓒⓛⓔ", "Bold and Script and circle"),
        ("cafe\u{301}", "café"),
        ("Aſk the poﬆ", "Ask the post"),
        ("Henry Ⅷ", "Henry VIII"),
        ("on the 2ⁿᵈ", "on the 2nd"),
        ("① and 🈐", "1 and 🈐"),
        ("non‑stop", "non-stop"),
        ("½ of it… 20 ℃ № 4", "½ of it… 20 ℃ № 4"),
        ("Москва 東京 नमस्ते", "Москва 東京 नमस्ते"),
    ]);
}

#[test]
fn signs_for_an_apostrophe_are_one_between_letters() {
    for sign in ['´', '`', '′', '＇', '‛', 'ʹ', 'ʻ'] {
        assert_eq!(fold(&format!("I don{sign}t know")), "I don’t know");
    }
    check(&[
        ("`quoted` and 6′2″", "`quoted` and 6′2″"),
        ("don&rsquo;t", "don’t"),
    ]);
}

#[test]
fn entities_become_their_characters() {
    check(&[
        ("five&nbsp;men &mdash; all", "five men — all"),
        ("&amp; so on &#8217; &#x2014;", "& so on ’ —"),
        ("AT&T; R&D &c. &nothing;", "AT&T; R&D &c. &nothing;"),
    ]);
}

#[test]
fn marks_of_notes_disappear() {
    check(&[
        ("the light,¹ and the sea.²", "the light, and the sea."),
        ("a word¹² here", "a word here"),
        ("was gone.[3] Nobody", "was gone. Nobody"),
        (
            "gone. [12, 13] Nobody[^a-1] knew[note 4]",
            "gone.  Nobody knew",
        ),
        ("Nobody knew it.4 Then", "Nobody knew it. Then"),
        ("“So it was.”12 he said,", "“So it was.” he said,"),
        ("the end.7", "the end."),
        ("was it so?3 “No", "was it so? “No"),
    ]);
}

#[test]
fn figures_that_are_read_stay() {
    check(&[
        (
            "5 m² and 3³ and x² and E = mc²",
            "5 m² and 3³ and x² and E = mc²",
        ),
        ("10⁶ and 60 ft² of it", "10⁶ and 60 ft² of it"),
        ("on p.4 The", "on p.4 The"),
        ("No.10 Downing Street", "No.10 Downing Street"),
        ("at 3.50 Then", "at 3.50 Then"),
        ("in [1941] he [sic] was", "in [1941] he [sic] was"),
        ("[1] See page 4", "[1] See page 4"),
        ("[s]he said", "[s]he said"),
        ("‘No,’90s music", "‘No,’90s music"),
    ]);
}

#[test]
fn every_part_knows_its_place() {
    let text = "“ﬁsh,¹ don´t cafe\u{301}&mdash;so.2";
    let folded = Folded::of(text, 3..text.len());
    assert_eq!(folded.text, "fish, don’t café—so.");
    for (part, written) in [
        ("fish", "ﬁsh"),
        ("i", "ﬁ"),
        ("fish,", "ﬁsh,"),
        (" don’t", " don´t"),
        ("café", "cafe\u{301}"),
        ("—", "&mdash;"),
        ("so.", "so."),
    ] {
        let at = folded.text.find(part).unwrap();
        let span = folded.span(at..at + part.len());
        assert_eq!(span.of(text), written, "{part}");
    }
}

#[test]
fn words_are_compared_in_one_form() {
    for (written, plain) in [
        ("O’Brien", "O'Brien"),
        ("O'Brien", "O'Brien"),
        ("oﬃce", "office"),
        ("Zoe\u{308}", "Zoë"),
        ("d´Artagnan", "d'Artagnan"),
        ("plain", "plain"),
    ] {
        assert_eq!(super::plain(written), plain);
    }
}
