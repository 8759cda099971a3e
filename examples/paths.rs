//! Lists the paths of an interactive show, and renders one of them:
//! `cargo run --release --example paths -- SCRIPT [DECISIONS OUTPUT.wav]`

use std::error::Error;
use std::path::PathBuf;

use cuebook::{Choice, Container, Listening, Part, RenderOptions, Show, Silent, Studio, ToneVoice};

/// The most paths that are listed.
const MOST: usize = 50;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let script = arguments
        .next()
        .ok_or("usage: paths SCRIPT [DECISIONS OUTPUT.wav]")?;
    let studio = Studio::of_user()?;
    let show = studio.check(&PathBuf::from(script))?;
    if show.has_mistakes() {
        let first = show.diagnostics.first().map(|found| found.message.as_str());
        return Err(first.unwrap_or("the script has mistakes").into());
    }
    match (arguments.next(), arguments.next()) {
        (Some(decisions), Some(output)) => render(&studio, &show, &decisions, output.into()),
        _ => list(&show),
    }
}

fn list(show: &Show) -> Result<(), Box<dyn Error>> {
    for choice in show.choices() {
        println!("{}: {}", choice.id, choice.ask.unwrap_or_default());
        for option in choice.options {
            println!("  {}: {}", option.id, option.words);
        }
    }
    for path in show.paths(MOST)? {
        println!("{} ends with {}", path.decisions, path.ending);
    }
    Ok(())
}

fn render(
    studio: &Studio,
    show: &Show,
    decisions: &str,
    output: PathBuf,
) -> Result<(), Box<dyn Error>> {
    let options = RenderOptions {
        output,
        format: Choice::of(Container::Wav),
        mono: false,
        tags: true,
        part: Part::default(),
        stems: None,
        listening: Listening::Loudspeakers,
    };
    let path = show.on_path(decisions)?;
    // `studio.neural()` speaks with natural voices, and needs the voice pack.
    let rendered = studio.render(&path, &ToneVoice, 1, &options, &Silent)?;
    println!("{} frames, {:?}", rendered.frames.0, rendered.loudness);
    Ok(())
}
