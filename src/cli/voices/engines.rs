//! The speech engines of the configuration: the text that is sent to them, and whether they are there.

use std::process::ExitCode;

use crate::cli::print::{count, note, say};
use crate::session::{SessionError, Show, Studio};
use cuebook_remote::{Cost, Engine, Kind};

/// Prints every engine with its voices, and whether it answers. The exit code is 1 if one does not.
pub(super) fn list(studio: &Studio) -> Result<ExitCode, SessionError> {
    let roster = &studio.config.roster;
    if roster.engines.is_empty() {
        note!(
            "{} names no engine; for example `engines: {{ studio: {{ kind: http, address: http://localhost:8880/v1, model: kokoro }} }}`",
            studio.folders.config.display()
        );
        return Ok(ExitCode::SUCCESS);
    }
    let mut is_well = true;
    for (index, (engine, said)) in studio.greet_engines().iter().enumerate() {
        let kind = match engine.kind {
            Kind::Http { .. } => "http",
            Kind::Wyoming { .. } => "wyoming",
        };
        let speakers = roster.speakers.iter().filter(|own| own.engine == index);
        let names: Vec<&str> = speakers.map(|own| own.name.as_str()).collect();
        say!(
            "{} ({kind}) at {}{}",
            engine.name,
            engine.address(),
            open(engine)
        )?;
        match said {
            Ok(said) => say!("  {said}")?,
            Err(failure) => {
                is_well = false;
                say!("  does not answer: {failure}")?;
            }
        }
        match names.is_empty() {
            true => say!("  no voice of the configuration uses it")?,
            false => say!("  voices: {}", names.join(", "))?,
        }
    }
    Ok(ExitCode::from(u8::from(!is_well)))
}

/// Prints what a show sends to engines, and checks that it is allowed.
///
/// # Errors
/// When it is too much, or the cache cannot be read.
pub(in crate::cli) fn announce(studio: &Studio, show: &Show) -> Result<(), SessionError> {
    let costs = studio.costs(show)?;
    tell(&costs);
    studio.allow(&costs)
}

/// Prints what engines have to speak.
pub(in crate::cli) fn tell(costs: &[Cost<'_>]) {
    for cost in costs {
        let price = cost.price().map(|price| format!(", about {price}"));
        note!(
            "{}: {} of {} to {}{}{}",
            cost.engine.name,
            count(cost.takes, "take"),
            count(
                usize::try_from(cost.characters).unwrap_or(usize::MAX),
                "character"
            ),
            cost.engine.address(),
            open(cost.engine),
            price.unwrap_or_default()
        );
    }
}

/// Returns a remark about an engine whose words travel over a network without encryption.
fn open(engine: &Engine) -> &'static str {
    match engine.is_open() {
        true => ", not encrypted",
        false => "",
    }
}
