//! Renders a queue of shows in one process, for a service. Each line of standard input has the path
//! of a script and that of its WAV file, with a tab between them; each line of output has the
//! result: `printf 'a.yaml\ta.wav\n' | cargo run --release --example queue -- 2`
//!
//! The voices are loaded once. Each worker has one show in memory, and at most one more waits for
//! it, so memory is bounded however long the queue is.

use std::error::Error;
use std::io::{self, BufRead};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use cuebook::{
    Choice, Container, Listening, Part, RenderOptions, Silent, Studio, ToneVoice, Voice,
};

/// A show to render.
type Order = (PathBuf, PathBuf);

fn main() -> Result<(), Box<dyn Error>> {
    let workers = match std::env::args().nth(1) {
        Some(number) => number.parse::<usize>()?.max(1),
        None => 1,
    };
    let studio = Studio::of_user()?;
    // Without the voice pack, tones stand for the words.
    let neural = studio.neural();
    let is_installed = studio.folders.voices.exists();
    let voice: &dyn Voice = if is_installed { &neural } else { &ToneVoice };
    let (send, orders) = sync_channel::<Order>(workers);
    let orders = Mutex::new(orders);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| work(&studio, voice, &orders));
        }
        for line in io::stdin().lock().lines() {
            let line = line?;
            match line.split_once('\t') {
                Some((script, output)) => send.send((script.into(), output.into()))?,
                None => println!("{line}\terror: a tab and the WAV file are missing"),
            }
        }
        // The workers end when the queue is empty.
        drop(send);
        Ok(())
    })
}

/// Renders shows until the queue ends. One that fails does not stop the others.
fn work(studio: &Studio, voice: &dyn Voice, orders: &Mutex<Receiver<Order>>) {
    loop {
        let order = match orders.lock() {
            Ok(orders) => orders.recv(),
            Err(_) => return,
        };
        let Ok((script, output)) = order else {
            return;
        };
        match render(studio, voice, &script, output) {
            Ok(done) => println!("{}\t{done}", script.display()),
            Err(error) => println!("{}\terror: {error}", script.display()),
        }
    }
}

fn render(
    studio: &Studio,
    voice: &dyn Voice,
    script: &Path,
    output: PathBuf,
) -> Result<String, Box<dyn Error>> {
    let show = studio.check(script)?;
    if show.has_mistakes() {
        let first = show.diagnostics.first().map(|found| found.message.as_str());
        return Err(first.unwrap_or("the script has mistakes").into());
    }
    let options = RenderOptions {
        format: Choice::of(Container::Wav),
        output,
        mono: false,
        tags: true,
        part: Part::default(),
        stems: None,
        listening: Listening::Loudspeakers,
    };
    let done = studio.render(&show, voice, 1, &options, &Silent)?;
    let seconds = done.frames.seconds().0;
    Ok(format!("{seconds:.1} s, {} takes spoken", done.spoken))
}
