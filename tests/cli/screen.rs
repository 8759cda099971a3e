//! The terminal view in a real terminal: the tests press keys and read the screen.

use crate::stage::Stage;
use crate::terminal::Terminal;

fn stage() -> Stage {
    let stage = Stage::new();
    std::fs::create_dir_all(stage.path("home")).unwrap();
    // Long enough to press every key.
    stage.change("times: { count: 2, every: 0.3s..0.9s }", "hold: 60s");
    stage.rendered("show.wav", &[]);
    stage
}

#[test]
#[ignore = "needs tmux; `make test` runs it"]
fn keys_change_the_screen() {
    let stage = stage();
    let terminal = Terminal::play(&stage, "show.yaml");
    let screen = terminal.shows("playing");
    assert!(screen.contains("The Door"), "{screen}");
    assert!(screen.contains("ANNA"), "{screen}");
    terminal.press(&["Space"]);
    terminal.shows("paused");
    terminal.press(&["Space"]);
    terminal.shows("playing");
    terminal.press(&["?"]);
    terminal.shows("play or pause; go at a cue that waits");
    // A key that follows Escape at once is read as one with Alt.
    terminal.press(&["Escape"]);
    terminal.hides("play or pause; go at a cue that waits");
    terminal.press(&["4", "m"]);
    terminal.shows("muted beds");
    terminal.press(&["Space"]);
    terminal.shows("paused");
    terminal.press(&["/"]);
    terminal.press(&["Come"]);
    terminal.shows("1 of 1");
    terminal.press(&["Enter", "l"]);
    terminal.shows("loop");
    // The terminal is resized during playback.
    terminal.tmux(&["resize-window", "-t", "play", "-x", "200", "-y", "60"]);
    terminal.shows("momentary");
    // A mistake covers the view until it is corrected.
    stage.change("bed: wind", "bed: wnid");
    terminal.shows("there is no sound named `wnid`");
    stage.change("bed: wnid", "bed: wind");
    terminal.hides("wnid");
    terminal.press(&["q"]);
    terminal.shows("ended 0");
}

#[test]
#[ignore = "needs tmux; `make test` runs it"]
fn an_exclamation_mark_shows_the_findings_of_the_story() {
    let stage = Stage::new();
    std::fs::create_dir_all(stage.path("home")).unwrap();
    let script = "\
text: |
  The gate stood open. It rained for hours and hours that night.

  Nobody came here any more.

  The road was long.
scenes:
  - { id: gate, from: start, then: road }
  - { id: ruin, from: Nobody came }
  - { id: road, from: The road was long }
choices:
  - { id: way, at: { after: that night }, options: [ { id: on, words: Go on }, { id: off, words: Stop, to: end } ] }
";
    stage.write("show.yaml", script);
    let terminal = Terminal::play(&stage, "show.yaml");
    terminal.shows("playing");
    terminal.press(&["!"]);
    let screen = terminal.shows("the scene `ruin` is never heard");
    assert!(screen.contains("scene-never-heard"), "{screen}");
    terminal.press(&["!"]);
    terminal.hides("is never heard");
    // A script that is saved without the finding has none.
    stage.change("then: road", "then: ruin");
    terminal.press(&["!"]);
    terminal.shows("The script has no mistakes and no warnings.");
}
