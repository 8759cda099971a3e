//! Snapshots of the view's states, and tests at any size.

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::crossterm::event::{KeyCode, KeyEvent};
use ratatui::style::Modifier;

use crate::mix::BusName;
use crate::session::live::Channel;
use crate::tui::map::MapPicture;
use crate::tui::now::{Ahead, Now, Transport};
use crate::tui::test_show::{ASKING, TEXT, TestShow};
use crate::tui::{Theme, View, draw};
use cuebook_core::id::{CueId, LineId, RoleId};
use cuebook_core::units::{Decibels, Frames, Lufs, Seconds};
use cuebook_story::Walk;

const MISTAKES: &str = "\
error[quote-not-found]: these words are not in the text
  --> show.yaml:14:13
   |
14 |   - { quote: Shell I wait, by: DRIVER }
   |              ^^^^^^^^^^^^ the nearest is “Shall I wait”
";

fn drawn(size: (u16, u16), now: &Now<'_>, view: &View, theme: &Theme) -> TestBackend {
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    terminal
        .draw(|frame| draw(frame, now, view, theme))
        .unwrap();
    terminal.backend().clone()
}

/// Takes snapshots of a state, small and large.
macro_rules! pictures {
    ($name:literal, $now:expr, $view:expr) => {
        for size in [(80, 24), (200, 60)] {
            let picture = drawn(size, &$now, &$view, &Theme::colours());
            insta::assert_snapshot!(format!("{}-{}x{}", $name, size.0, size.1), picture);
        }
    };
}

fn pressed(now: &Now<'_>, keys: &str) -> View {
    let mut view = View::default();
    for key in keys.chars() {
        view.press(KeyEvent::from(KeyCode::Char(key)), now);
    }
    view
}

#[test]
fn it_plays() {
    let show = TestShow::new();
    pictures!("playing", show.at(13.0), View::default());
}

#[test]
fn it_is_paused_before_the_first_word() {
    let show = TestShow::new();
    let now = Now {
        transport: Transport::Paused,
        is_levelled: false,
        momentary: Lufs(f64::NEG_INFINITY),
        integrated: Lufs(f64::NEG_INFINITY),
        ..show.at(0.0)
    };
    pictures!("paused", now, View::default());
}

#[test]
fn a_cue_waits_for_go() {
    let show = TestShow::new();
    let at = show.timeline.cues[CueId(3)].at.start.seconds().0;
    let now = Now {
        transport: Transport::AtCue(CueId(3)),
        ..show.at(at)
    };
    pictures!("at-cue", now, View::default());
}

#[test]
fn a_voice_is_awaited() {
    let show = TestShow::new();
    let now = Now {
        transport: Transport::AwaitsVoice,
        ahead: Ahead {
            made: 4,
            all: 17,
            horizon: Seconds(20.0).frames(),
        },
        ..show.at(20.0)
    };
    pictures!("awaits-voice", now, View::default());
}

#[test]
fn a_line_is_looped() {
    let show = TestShow::new();
    let line = show.timeline.lines[LineId(1)].at.clone();
    let now = Now {
        looped: Some(line.clone()),
        message: Some("The script is read again"),
        ..show.at(line.start.seconds().0 + 0.5)
    };
    pictures!("looped", now, View::default());
}

#[test]
fn channels_are_turned() {
    let mut show = TestShow::new();
    show.steering.mute(Channel::Bus(BusName::Beds));
    show.steering.solo(Channel::Role(RoleId(1)));
    show.steering.turn(Channel::Role(RoleId(1)), Decibels(-3.0));
    let now = show.at(13.0);
    let mut view = View::default();
    for _ in 0..7 {
        view.press(KeyEvent::from(KeyCode::Tab), &now);
    }
    assert_eq!(view.channel(&now), Channel::Role(RoleId(1)));
    pictures!("turned", now, view);
}

#[test]
fn mistakes_cover_the_view_until_they_are_hidden() {
    let show = TestShow::new();
    let now = Now {
        mistakes: Some(MISTAKES),
        ..show.at(13.0)
    };
    let mut view = View::default();
    pictures!("mistakes", now, view);
    view.press(KeyEvent::from(KeyCode::Esc), &now);
    let hidden = drawn((80, 24), &now, &view, &Theme::mono()).to_string();
    assert!(!hidden.contains("quote-not-found"), "{hidden}");
    assert!(hidden.contains("! the script has mistakes"), "{hidden}");
    let other = Now {
        mistakes: Some("error: another one"),
        ..show.at(13.0)
    };
    let other = drawn((80, 24), &other, &view, &Theme::mono()).to_string();
    assert!(other.contains("error: another one"), "{other}");
}

#[test]
fn help_shows_every_key() {
    let show = TestShow::new();
    let now = show.at(13.0);
    pictures!("help", now, pressed(&now, "?"));
}

#[test]
fn the_prompt_lists_lines_while_one_types() {
    let show = TestShow::new();
    let now = show.at(13.0);
    pictures!("find", now, pressed(&now, "/THEY  ask"));
    let none = pressed(&now, "/elephant");
    let none = drawn((80, 24), &now, &none, &Theme::mono()).to_string();
    assert!(none.contains("no line matches"), "{none}");
}

#[test]
fn a_lost_device_is_shown() {
    let show = TestShow::new();
    let now = Now {
        transport: Transport::DeviceLost("it was unplugged".to_owned()),
        ..show.at(13.0)
    };
    let picture = drawn((80, 24), &now, &View::default(), &Theme::mono()).to_string();
    assert!(picture.contains("! no device"), "{picture}");
    assert!(picture.contains("it was unplugged"), "{picture}");
}

fn asking() -> TestShow {
    TestShow::on_path(ASKING, TEXT, "wait=stay,doors=call")
}

#[test]
fn a_choice_is_asked_with_a_clock() {
    let show = asking();
    let question = show.question(0, Some(5.2));
    pictures!("asks", show.asks(&question), View::default());
}

#[test]
fn long_options_are_wrapped_and_the_chosen_one_is_marked() {
    let show = asking();
    let question = show.question(1, None);
    let now = show.asks(&question);
    let mut view = View::default();
    view.press(KeyEvent::from(KeyCode::Down), &now);
    pictures!("asks-long", now, view);
    let narrow = drawn((40, 16), &now, &view, &Theme::mono());
    insta::assert_snapshot!("asks-long-40x16", narrow);
}

#[test]
fn the_map_shows_where_the_listener_has_been() {
    let show = asking();
    let question = show.question(0, Some(5.2));
    let walk = Walk::replay(&show.story().graph, &[]).unwrap();
    for size in [(80, 24), (200, 60)] {
        let picture = MapPicture::of(show.story(), walk.visits(), size.into());
        let mut now = show.asks(&question);
        now.choices.as_mut().unwrap().map = Some(&picture);
        let view = pressed(&now, "m");
        let drawn = drawn(size, &now, &view, &Theme::colours());
        insta::assert_snapshot!(format!("map-{}x{}", size.0, size.1), drawn);
    }
}

#[test]
fn the_option_taken_is_shown_and_the_clock_can_be_off() {
    let show = asking();
    let mut question = show.question(0, Some(5.2));
    let picture = |now: &Now<'_>| {
        let view = View::default();
        drawn((80, 24), now, &view, &Theme::mono()).to_string()
    };
    let mut now = show.asks(&question);
    now.choices.as_mut().unwrap().taken = Some(1);
    let taken = picture(&now);
    assert!(taken.contains("✓ 2  He goes in at once."), "{taken}");
    assert!(!taken.contains("◆ asks"), "{taken}");
    question.clock.as_mut().unwrap().stopped = true;
    let off = picture(&show.asks(&question));
    assert!(off.contains("the clock is off"), "{off}");
}

#[test]
fn a_default_that_is_not_offered_is_named() {
    let show = asking();
    let mut question = show.question(0, Some(5.2));
    question.options.remove(0);
    question.taken = Some(1);
    let now = show.asks(&question);
    let shown = drawn((80, 24), &now, &View::default(), &Theme::mono()).to_string();
    assert!(shown.contains("6 s, then: He waits."), "{shown}");
    assert!(shown.contains("decided"), "{shown}");
}

/// Returns the words of a row that have a modifier.
fn having(buffer: &Buffer, modifier: Modifier, row: u16) -> String {
    let cells = (0..buffer.area.width).map(|x| &buffer[(x, row)]);
    let marked = cells.map(|cell| match cell.modifier.contains(modifier) {
        true => cell.symbol(),
        false => " ",
    });
    let marked: String = marked.collect();
    marked.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn without_colours_the_spoken_word_is_reversed_and_past_words_are_dim() {
    let show = TestShow::new();
    let line = &show.timeline.lines[LineId(1)];
    let now = show.at(line.at.start.seconds().0 + 0.5);
    let picture = drawn((48, 9), &now, &View::default(), &Theme::mono());
    let buffer = picture.buffer();
    let row = (0..9).find(|row| having(buffer, Modifier::REVERSED, *row) == "I");
    let row = row.expect("the second word of “Shall I wait?”");
    let bold = having(buffer, Modifier::BOLD, row);
    assert!(bold.contains("DRIVER") && bold.contains("I wait"), "{bold}");
    assert!(having(buffer, Modifier::DIM, row - 2).contains("window."));
    assert!(having(buffer, Modifier::DIM, row + 1).is_empty());
    for cell in buffer.content() {
        assert_eq!((cell.fg, cell.bg), Default::default());
    }
}

#[test]
fn wide_characters_keep_their_columns() {
    let text = "雪が降る。 “Ёж\u{301}!” 国境の長いトンネルを抜けると雪国であった。 The end.\n";
    let show = TestShow::of("show: 雪国\ntext: show.txt\n", text);
    let now = show.at(2.0);
    pictures!("wide", now, View::default());
}

#[test]
fn a_picture_of_ten_hours_is_drawn_at_once() {
    let text = "“Go on,” she said, and he went on for a while.\n\n".repeat(10_000);
    let show = TestShow::of("show: Long\ntext: show.txt\n", &text);
    let half = show.timeline.frames.seconds().0 / 2.0;
    assert!(half > 3.0 * 3600.0);
    let mut terminal = Terminal::new(TestBackend::new(200, 60)).unwrap();
    let mut times = (0..20).map(|step| {
        let now = show.at(half + f64::from(step));
        let view = View::default();
        let begun = std::time::Instant::now();
        terminal
            .draw(|frame| draw(frame, &now, &view, &Theme::colours()))
            .unwrap();
        begun.elapsed()
    });
    // Reading the whole text would take several times longer. On a busy machine some pictures are
    // late, but not all.
    assert!(times.any(|time| time.as_millis() < 20));
}

fn transports() -> impl Strategy<Value = Transport> {
    prop_oneof![
        Just(Transport::Playing),
        Just(Transport::Ended),
        Just(Transport::AwaitsVoice),
        (0_usize..9).prop_map(|cue| Transport::AtCue(CueId(cue))),
        ".{0,40}".prop_map(Transport::DeviceLost),
    ]
}

/// Keys that open, close, type and choose.
fn keys() -> impl Strategy<Value = Vec<KeyEvent>> {
    let letters = "?/!aelbzZmsep018 wait".chars().map(KeyCode::Char);
    let others = [KeyCode::Esc, KeyCode::Tab, KeyCode::Enter, KeyCode::Down];
    let others = others.into_iter().chain([KeyCode::Up, KeyCode::PageDown]);
    let codes: Vec<KeyCode> = letters.chain(others).collect();
    proptest::collection::vec(proptest::sample::select(codes), 0..9)
        .prop_map(|codes| codes.into_iter().map(KeyEvent::from).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 3))]

    #[test]
    fn every_size_and_moment_can_be_drawn(
        size in (1_u16..250, 1_u16..80),
        at in -5.0_f64..90.0,
        looped in proptest::option::of((-9.0_f64..99.0, 0.0_f64..50.0)),
        transport in transports(),
        keys in keys(),
        level in proptest::num::f64::ANY,
        horizon in any::<i64>(),
        mistakes in proptest::option::of("[a-z\\n|雪\\t]{0,200}"),
    ) {
        let mut show = TestShow::new();
        show.meters[1].peak = [Decibels(level); 2];
        show.meters[2].hold = [Decibels(level); 2];
        let now = Now {
            looped: looped.map(|(from, length)| {
                Seconds(from).frames()..Seconds(from + length).frames()
            }),
            transport,
            momentary: Lufs(level),
            ahead: Ahead { made: 3, all: 9, horizon: Frames(horizon) },
            mistakes: mistakes.as_deref(),
            ..show.at(at)
        };
        let mut view = View::default();
        for key in keys {
            view.press(key, &now);
            drawn(size, &now, &view, &Theme::mono());
        }
        let asking = asking();
        let question = asking.question(1, Some(at));
        drawn(size, &asking.asks(&question), &view, &Theme::colours());
        // The show may be another one after a reload.
        let other = TestShow::of("text: show.txt\n", "One word.");
        drawn(size, &other.at(at), &view, &Theme::colours());
    }
}
