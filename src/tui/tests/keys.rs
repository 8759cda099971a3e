//! Tests of the keys and their commands.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use ratatui::layout::Size;

use crate::mix::BusName;
use crate::session::live::Channel;
use crate::tui::keys::keys;
use crate::tui::map::{MapPicture, Scroll};
use crate::tui::now::{Now, Transport};
use crate::tui::test_show::{ASKING, TEXT, TestShow};
use crate::tui::{EditPlace, View, Wish};
use cuebook_core::diagnostic::Source;
use cuebook_core::id::{CueId, LineId, RoleId};
use cuebook_core::units::{Decibels, Frames, Seconds};

fn press(view: &mut View, now: &Now<'_>, code: KeyCode) -> Option<Wish> {
    view.press(KeyEvent::from(code), now)
}

/// Returns the command of the last of these keys.
fn command(now: &Now<'_>, keys: &str) -> Option<Wish> {
    let mut view = View::default();
    let command = keys
        .chars()
        .map(|key| press(&mut view, now, KeyCode::Char(key)));
    command.last().flatten()
}

#[test]
fn space_plays_and_continues_from_a_waiting_cue() {
    let show = TestShow::new();
    let playing = show.at(13.0);
    assert_eq!(command(&playing, " "), Some(Wish::PlayPause));
    assert_eq!(command(&playing, "g"), None);
    let waits = Now {
        transport: Transport::AtCue(CueId(3)),
        ..show.at(13.0)
    };
    assert_eq!(command(&waits, " "), Some(Wish::Go));
    assert_eq!(command(&waits, "g"), Some(Wish::Go));
}

#[test]
fn arrows_step_over_seconds_and_lines() {
    let show = TestShow::new();
    let now = show.at(13.0);
    let seconds = |seconds: f64| Some(Wish::Seek(Seconds(seconds).frames()));
    let mut view = View::default();
    assert_eq!(press(&mut view, &now, KeyCode::Left), seconds(8.0));
    assert_eq!(press(&mut view, &now, KeyCode::Char('.')), seconds(14.0));
    let far = KeyEvent::new(KeyCode::Left, KeyModifiers::SHIFT);
    assert_eq!(view.press(far, &now), seconds(0.0));
    let line = |line: usize| Some(Wish::Seek(show.timeline.lines[LineId(line)].at.start));
    assert_eq!(press(&mut view, &now, KeyCode::Down), line(3));
    let released =
        KeyEvent::new_with_kind(KeyCode::Left, KeyModifiers::NONE, KeyEventKind::Release);
    assert_eq!(view.press(released, &now), None);
}

#[test]
fn a_loop_is_a_line_or_from_a_to_b() {
    let show = TestShow::new();
    let line = show.timeline.lines[LineId(1)].at.clone();
    let middle = line.start + Frames(9_600);
    let now = Now {
        at: middle,
        ..show.at(0.0)
    };
    assert_eq!(command(&now, "l"), Some(Wish::Loop(Some(line.clone()))));
    assert_eq!(
        command(&now, "b"),
        Some(Wish::Loop(Some(line.start..middle)))
    );
    let mut view = View::default();
    assert_eq!(press(&mut view, &now, KeyCode::Char('a')), None);
    assert_eq!(
        press(&mut view, &now, KeyCode::Char('b')),
        None,
        "it is empty"
    );
    assert_eq!(press(&mut view, &now, KeyCode::Char('a')), None);
    let later = show.at(20.0);
    let wanted = Some(Wish::Loop(Some(middle..later.at)));
    assert_eq!(press(&mut view, &later, KeyCode::Char('b')), wanted);
    let looped = Now {
        looped: Some(line),
        ..now
    };
    assert_eq!(command(&looped, "l"), Some(Wish::Loop(None)));
    assert_eq!(
        press(&mut view, &looped, KeyCode::Esc),
        Some(Wish::Loop(None))
    );
}

#[test]
fn keys_change_the_chosen_channel() {
    let show = TestShow::new();
    let now = show.at(13.0);
    let beds = Channel::Bus(BusName::Beds);
    assert_eq!(command(&now, "4m"), Some(Wish::Mute(beds)));
    assert_eq!(command(&now, "4s"), Some(Wish::Solo(beds)));
    assert_eq!(command(&now, "4-"), Some(Wish::Turn(beds, Decibels(-1.0))));
    assert_eq!(
        command(&now, "6+"),
        Some(Wish::Turn(Channel::Master, Decibels(1.0)))
    );
    assert_eq!(command(&now, "6m"), None, "pause is for that");
    let mut view = View::default();
    press(&mut view, &now, KeyCode::BackTab);
    assert_eq!(view.channel(&now), Channel::Role(RoleId(3)));
}

#[test]
fn a_line_is_found_by_a_part_of_it() {
    let show = TestShow::new();
    let now = show.at(13.0);
    let mut view = View::default();
    for key in "/know nothing".chars() {
        assert_eq!(press(&mut view, &now, KeyCode::Char(key)), None);
    }
    let book = &show.show.book;
    let line = book.lines.position(|line| {
        let text = line.text.of(&book.prose.text);
        text.starts_with("If they ask")
    });
    let at = show.timeline.lines[line.unwrap()].at.start;
    assert_eq!(press(&mut view, &now, KeyCode::Enter), Some(Wish::Seek(at)));
    assert_eq!(
        press(&mut view, &now, KeyCode::Char('q')),
        Some(Wish::Quit),
        "it is closed"
    );
}

/// Returns the text at the place to edit.
fn edited(show: &TestShow, wish: Option<Wish>) -> (Source, &str) {
    let Some(Wish::Edit(EditPlace { source, at })) = wish else {
        panic!("{wish:?}")
    };
    let text = match source {
        Source::Script => &show.show.source[at..],
        _ => &show.show.book.prose.text[at..],
    };
    (source, text.lines().next().unwrap())
}

#[test]
fn a_line_is_edited_at_its_note_or_in_the_prose() {
    let show = TestShow::new();
    let line = |line: usize| show.timeline.lines[LineId(line)].at.start.seconds().0 + 0.1;
    let (source, text) = edited(&show, command(&show.at(line(1)), "e"));
    assert_eq!(source, Source::Script);
    assert!(text.contains("quote: Shall I wait"), "{text}");
    let (source, text) = edited(&show, command(&show.at(line(2)), "e"));
    assert_eq!(source, Source::Prose);
    assert!(text.starts_with("asked the driver"), "{text}");
}

#[test]
fn an_open_choice_is_edited_in_the_script() {
    let show = asking();
    let question = show.question(1, None);
    let wish = command(&show.asks(&question), "e");
    let (source, text) = edited(&show, wish);
    assert_eq!(source, Source::Script);
    assert_eq!(text, "doors");
}

#[test]
fn prose_inside_the_script_is_edited_there() {
    let show = TestShow::of("show: x\ntext: |\n  One. Two.\n\n  Three four.\n", "");
    let at = show.timeline.lines[LineId(1)].at.start.seconds().0;
    let (source, text) = edited(&show, command(&show.at(at), "e"));
    assert_eq!((source, text), (Source::Script, "Three four."));
}

#[test]
fn a_cue_is_edited_where_it_waits_or_sounds() {
    let show = TestShow::new();
    let waits = Now {
        transport: Transport::AtCue(CueId(3)),
        ..show.at(13.0)
    };
    let (_, text) = edited(&show, command(&waits, "E"));
    assert!(text.contains("id: doors"), "{text}");
    let at = show.timeline.cues[CueId(1)].at.start.seconds().0 + 0.1;
    let (_, text) = edited(&show, command(&show.at(at), "E"));
    assert!(text.contains("id: strikes"), "{text}");
}

#[test]
fn boxes_are_closed_before_the_loop_ends() {
    let show = TestShow::new();
    let now = Now {
        mistakes: Some("error: one"),
        looped: Some(Frames(0)..Frames(9)),
        ..show.at(13.0)
    };
    let mut view = View::default();
    press(&mut view, &now, KeyCode::Char('?'));
    assert_eq!(press(&mut view, &now, KeyCode::Esc), None, "help");
    assert_eq!(press(&mut view, &now, KeyCode::Esc), None, "mistakes");
    assert_eq!(press(&mut view, &now, KeyCode::Esc), Some(Wish::Loop(None)));
    press(&mut view, &now, KeyCode::Char('!'));
    assert_eq!(press(&mut view, &now, KeyCode::Esc), None, "mistakes again");
}

#[test]
fn warnings_are_shown_on_demand() {
    let show = TestShow::new();
    let now = Now {
        warnings: "warning: one",
        ..show.at(13.0)
    };
    let mut view = View::default();
    assert_eq!(view.findings(&now), None);
    press(&mut view, &now, KeyCode::Char('!'));
    assert_eq!(view.findings(&now), Some("warning: one"));
    press(&mut view, &now, KeyCode::Char('!'));
    assert_eq!(view.findings(&now), None);
    press(&mut view, &now, KeyCode::Char('!'));
    press(&mut view, &now, KeyCode::Esc);
    assert_eq!(view.findings(&now), None);
    // Without any, that is said.
    press(&mut view, &show.at(13.0), KeyCode::Char('!'));
    assert_eq!(view.findings(&show.at(13.0)), Some(""));
    // A saved script with mistakes goes first, and is hidden with the rest.
    let mistaken = Now {
        mistakes: Some("error: two"),
        ..now
    };
    assert_eq!(view.findings(&mistaken), Some("error: two"));
    press(&mut view, &mistaken, KeyCode::Char('!'));
    assert_eq!(view.findings(&mistaken), None);
    press(&mut view, &mistaken, KeyCode::Char('!'));
    assert_eq!(view.findings(&mistaken), Some("error: two"));
}

#[test]
fn every_key_is_listed() {
    let show = TestShow::new();
    list_is_complete(&show.at(13.0));
    let show = asking();
    list_is_complete(&show.asks(&show.question(1, None)));
}

fn list_is_complete(now: &Now<'_>) {
    let listed = keys(now);
    let listed: String = listed.iter().map(|(keys, _)| format!(" {keys} ")).collect();
    for key in ('!'..='~').filter(|key| !key.is_ascii_digit()) {
        let mut view = View::default();
        let before = format!("{view:?}");
        let wish = press(&mut view, now, KeyCode::Char(key));
        let does = wish.is_some() || format!("{view:?}") != before;
        let is_listed = [" ", ", "]
            .iter()
            .any(|end| listed.contains(&format!(" {key}{end}")));
        // `=` and `_` are `+` and `-` with Shift the other way; `g` needs a
        // waiting cue, `E` a cue.
        let needs = matches!(key, 'E' | 'n') && now.timeline.cues.is_empty();
        if !needs && !matches!(key, '=' | '_' | 'g') {
            assert_eq!(does, is_listed, "{key}");
        }
    }
}

fn asking() -> TestShow {
    TestShow::on_path(ASKING, TEXT, "wait=stay,doors=call")
}

fn taken(question: usize, option: usize) -> Option<Wish> {
    Some(Wish::Choose { question, option })
}

#[test]
fn an_option_is_taken_by_its_number_or_by_arrows_and_enter() {
    let show = asking();
    let mut question = show.question(1, None);
    // The second option is not offered.
    question.options.remove(1);
    let now = show.asks(&question);
    assert_eq!(command(&now, "2"), taken(1, 2));
    assert_eq!(command(&now, "3"), None, "no channel is chosen");
    let mut view = View::default();
    let mut last = |codes: &[KeyCode]| {
        let pressed = codes.iter().map(|code| press(&mut view, &now, *code));
        pressed.last().flatten()
    };
    let (down, up, enter) = (KeyCode::Down, KeyCode::Up, KeyCode::Enter);
    assert_eq!(last(&[enter]), taken(1, 0));
    assert_eq!(last(&[down, enter]), taken(1, 2));
    assert_eq!(last(&[down, enter]), taken(1, 0), "round");
    assert_eq!(last(&[up, enter]), taken(1, 2));
    // The mark of one choice is not that of the next.
    let other = show.question(0, Some(3.0));
    assert_eq!(press(&mut view, &show.asks(&other), enter), taken(0, 0));
}

#[test]
fn a_key_that_is_pressed_twice_decides_once() {
    let show = asking();
    let question = show.question(0, Some(3.0));
    let mut now = show.asks(&question);
    let mut view = View::default();
    let two = KeyCode::Char('2');
    assert_eq!(press(&mut view, &now, two), taken(0, 1));
    now.choices.as_mut().unwrap().taken = Some(1);
    let before = format!("{view:?}");
    for code in [two, KeyCode::Enter, KeyCode::Down] {
        assert_eq!(press(&mut view, &now, code), None);
    }
    assert_eq!(format!("{view:?}"), before);
}

#[test]
fn an_interactive_show_has_its_own_keys() {
    let show = asking();
    let question = show.question(0, Some(3.0));
    let now = show.asks(&question);
    assert_eq!(command(&now, "b"), Some(Wish::Back));
    assert_eq!(command(&now, "t"), Some(Wish::Clock));
    let narration = Channel::Bus(BusName::Narration);
    assert_eq!(command(&now, "M"), Some(Wish::Mute(narration)));
    assert!(matches!(command(&now, "B"), Some(Wish::Loop(Some(_)))));
    assert_eq!(command(&show.at(1.0), "t"), None, "without choices");
}

#[test]
fn the_map_is_scrolled_and_closed() {
    let show = asking();
    let picture = MapPicture::of(show.story(), &[], Size::new(80, 8));
    let question = show.question(0, Some(3.0));
    let mut now = show.asks(&question);
    now.choices.as_mut().unwrap().map = Some(&picture);
    let mut view = View::default();
    assert_eq!(press(&mut view, &now, KeyCode::Char('m')), None);
    assert!(view.has_map());
    let down = |view: &mut View, now: &Now<'_>| {
        press(view, now, KeyCode::Down);
        view.map
    };
    assert_eq!(down(&mut view, &now), Some(Scroll::By(1)));
    press(&mut view, &now, KeyCode::End);
    let last = view.map;
    assert_eq!(down(&mut view, &now), last, "it ends");
    let two = press(&mut view, &now, KeyCode::Char('2'));
    assert_eq!(two, taken(0, 1), "the choice is still open");
    press(&mut view, &now, KeyCode::Esc);
    assert!(!view.has_map());
    // Also before its picture is drawn.
    now.choices.as_mut().unwrap().map = None;
    press(&mut view, &now, KeyCode::Char('m'));
    assert!(view.has_map());
    press(&mut view, &now, KeyCode::Char('m'));
    assert!(!view.has_map());
}
