//! Renders a cue script to a WAV file:
//! `cargo run --release --example render -- scripts/first.yaml first.wav`

use std::error::Error;
use std::path::PathBuf;

use cuebook::{Choice, Container, Listening, Part, RenderOptions, Silent, Studio, ToneVoice};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let (Some(script), Some(output)) = (arguments.next(), arguments.next()) else {
        return Err("usage: render SCRIPT OUTPUT.wav".into());
    };
    let studio = Studio::of_user()?;
    let show = studio.check(&script)?;
    if show.has_mistakes() {
        let first = show.diagnostics.first().map(|found| found.message.as_str());
        return Err(first.unwrap_or("the script has mistakes").into());
    }
    let options = RenderOptions {
        output,
        format: Choice::of(Container::Wav),
        mono: false,
        tags: true,
        part: Part::default(),
        stems: None,
        listening: Listening::Loudspeakers,
    };
    // `studio.neural()` speaks with natural voices, and needs the voice pack.
    let rendered = studio.render(&show, &ToneVoice, 1, &options, &Silent)?;
    println!("{} frames, {:?}", rendered.frames.0, rendered.loudness);
    Ok(())
}
