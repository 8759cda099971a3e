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
        self.voice.open();
        self.ask_slowly(script, options)
    }

    /// Plays a show whose voice may wait.
    fn ask_slowly(&self, script: &str, options: PlayOptions) -> Player {
        fs::write(self.path("tale.yaml"), script).unwrap();
        let show = self.studio.open(&self.path("tale.yaml"), None).unwrap();
        assert!(!show.has_mistakes(), "{:?}", show.diagnostics);
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
    // The reminder is shown when it is spoken.
    let shown = |player: &Player| {
        let (_, word) = player.undecided()?;
        let edition = player.edition(player.status().edition)?;
        let prose = &edition.show().book.prose;
        prose
            .words
            .ids()
            .take_while(|own| *own < word)
            .last()
            .map(|last| prose.word(last).to_owned())
    };
    assert_eq!(shown(&player).as_deref(), Some("In"));
    soon(&player, "the reminder", |_| {
        shown(&player).as_deref() == Some("Well")
    });
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

#[test]
fn a_decision_before_the_takes_are_there_comes_to_its_turn() {
    // The voice is late with the question, or with the words after it.
    for (quick, slow) in [
        ("Where to?", "Stop. Where to?"),
        ("Eight nine", "Stop nine"),
    ] {
        let stage = Stage::new();
        let script = TALE.replace(quick, slow);
        let options = PlayOptions {
            resume: Some(Resume::Choice),
            ..PlayOptions::default()
        };
        let player = stage.ask_slowly(&script, options);
        let door = question(&player, "door");
        soon(&player, "it waits", |status| status.state == State::Waiting);
        player.choose(door.number, 0);
        soon(&player, "the edition", |_| {
            let latest = player.latest().unwrap();
            latest.path().unwrap().decided == 1
        });
        std::thread::sleep(Duration::from_millis(100));
        stage.voice.open();
        soon(&player, "the turn", |_| {
            player.path().starts_with("door=in")
        });
        question(&player, "again");
        player.finish().unwrap();
    }
}

#[test]
fn a_script_is_read_again_while_a_question_is_open() {
    let stage = Stage::new();
    let player = stage.ask(TALE, PlayOptions::default());
    let door = question(&player, "door");
    soon(&player, "it is asked", |status| status.at >= door.asked);
    let edition = player.status().edition;
    let longer = TALE.replace("Four five", "Four and a half five");
    fs::write(stage.path("tale.yaml"), longer).unwrap();
    soon(&player, "the edition", |status| status.edition > edition);
    let later = question(&player, "door");
    assert!(later.asked > door.asked);
    assert!(player.status().at >= later.asked, "the question goes on");
    player.choose(0, 0);
    question(&player, "again");
    // The branch is removed while it is heard.
    let edition = player.status().edition;
    let removed = TALE.replace(
        "{ id: in, say: In., to: round }",
        "{ id: up, say: Up., to: over }",
    );
    fs::write(stage.path("tale.yaml"), removed).unwrap();
    soon(&player, "the edition", |status| status.edition > edition);
    let door = question(&player, "door");
    assert_eq!(door.options[0].id, "up");
    assert_eq!(player.decisions(), []);
    let message = player.message().unwrap_or_default();
    assert!(message.contains("`door`"), "{message}");
    player.choose(0, door.options[0].option);
    soon(&player, "the turn", |_| {
        player.path().starts_with("door=up")
    });
    player.finish().unwrap();
}

/// Prints how long a decision takes until its turn, in the example show.
#[test]
#[ignore = "prints figures"]
fn sweep_the_time_of_a_decision() {
    let stage = Stage::new();
    for file in ["high-water.yaml", "high-water.txt"] {
        let from = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts");
        fs::copy(from.join(file), stage.path(file)).unwrap();
    }
    let show = stage
        .studio
        .open(&stage.path("high-water.yaml"), None)
        .unwrap();
    let live = Live::start(Output::Silent, None);
    let options = PlayOptions {
        begun: show
            .begun(Some("telephone=answer,bolt=let-him-in,ask=water"))
            .unwrap(),
        resume: Some(Resume::Choice),
        jobs: 2,
        ..PlayOptions::default()
    };
    let voice = Arc::new(ToneVoice);
    let player = Player::start(&stage.studio, show, voice, live, options).unwrap();
    soon(&player, "all is made", |status| {
        let edition = player.edition(status.edition);
        edition.is_some_and(|edition| edition.is_levelled)
    });
    for decided in 3..7 {
        soon(&player, "the question", |_| {
            player.question().is_some_and(|own| own.number == decided)
        });
        std::thread::sleep(Duration::from_millis(700));
        let question = player.question().unwrap();
        let (begun, front) = (Instant::now(), player.live.front().unwrap());
        player.choose(decided, question.options[decided % 2].option);
        while player.latest().unwrap().number == front.0 {
            std::thread::yield_now();
        }
        let made = begun.elapsed();
        let edition = player.latest().unwrap();
        let path = edition.path().unwrap();
        let turn = path.moments(decided, &edition.timeline).unwrap().turn;
        soon(&player, "the turn", |_| player.decisions().len() > decided);
        println!(
            "{}: the edition is made after {made:?}, mixed after {:?}, heard after {:.1} ms",
            question.name,
            player.live.primed(),
            (turn - front.1).seconds().0 * 1_000.0
        );
        // To the next question.
        player.seek(Frames(i64::MAX / 2));
    }
    player.finish().unwrap();
}
