//! A listener who decides.

use super::*;

/// A show in which a listener may go round, with a bed over everything and a room.
pub(super) const TALE: &str = "\
text: |
  One two three. Four five six seven.

  Eight nine ten. “Eleven,” she said. Twelve.

  Thirteen fourteen fifteen sixteen. Seventeen.

  The end is near. It comes.
cast: { VOICE: { space: hall } }
spaces: { hall: { preset: hall } }
state: { lamp: false }
scenes:
  - { id: start, from: One two }
  - { id: round, from: Eight nine, space: hall }
  - { id: away, from: Thirteen fourteen, then: end }
  - { id: over, from: The end is near }
choices:
  - id: door
    at: { after: Four five six seven }
    ask: Where to?
    options:
      - { id: in, say: In., to: round }
      - { id: out, words: Out, to: away }
    while-waiting: { bed: clock, gain: -20dB, remind: { after: 1s, say: Well? } }
  - id: again
    at: { after: Twelve }
    wait: 1.5s
    default: go
    options:
      - { id: back, words: Back, to: start, set: { lamp: true } }
      - { id: go, words: Go, to: over }
lines: [ { quote: 'Eleven,', by: VOICE } ]
cues:
  - { id: air, bed: wind, from: start, until: end, gain: -20dB }
  - { id: fire, bed: fire, from: Eight nine, gain: -20dB }
  - { id: toll, spot: bell-toll, at: Thirteen fourteen, offset: -1s, space: hall }
";

impl Stage {
    fn ask(&self, script: &str, options: PlayOptions) -> Player {
        fs::write(self.path("tale.yaml"), script).unwrap();
        let show = self.studio.open(&self.path("tale.yaml"), None).unwrap();
        assert!(!show.has_mistakes(), "{:?}", show.diagnostics);
        self.voice.open();
        let live = Live::start(Output::Silent, None);
        let options = PlayOptions { jobs: 1, ..options };
        Player::start(&self.studio, show, self.voice.clone(), live, options).unwrap()
    }
}

fn question(player: &Player, name: &str) -> Question {
    soon(player, name, |_| {
        player.question().is_some_and(|asked| asked.name == name)
    });
    player.question().unwrap()
}

#[test]
fn a_listener_decides() {
    let stage = Stage::new();
    let player = stage.ask(TALE, PlayOptions::default());
    let door = question(&player, "door");
    assert_eq!(door.number, 0);
    assert_eq!(door.ask.as_deref(), Some("Where to?"));
    let shown: Vec<_> = door.options.iter().map(|own| own.text.as_str()).collect();
    assert_eq!(shown, ["In.", "Out"]);
    assert_eq!((door.clock, door.default, door.taken), (None, None, None));
    // It waits as long as the listener does, also after the reminder.
    soon(&player, "it waits", |status| {
        status.at > door.asked + Frames(120_000)
    });
    assert_eq!(player.question().map(|own| own.number), Some(0));
    player.choose(0, 0);
    player.choose(0, 1);
    let again = question(&player, "again");
    assert_eq!(again.number, 1);
    assert!(again.clock.is_some_and(|clock| !clock.stopped));
    let path = player.path();
    assert!(path.starts_with("door=in@"), "{path}");
    soon(&player, "the end", |status| status.state == State::Ended);
    assert!(
        player.path().ends_with(",again=go@1.5s"),
        "{}",
        player.path()
    );
    player.finish().unwrap();
}
