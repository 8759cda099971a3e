//! Checks cue scripts in a continuous integration job. Prints one line for
//! each diagnostic, and fails if a script has a mistake:
//! `cargo run --example check_in_ci -- scripts/*.yaml`

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

use cuebook::Studio;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let studio = Studio::of_user()?;
    let mut code = ExitCode::SUCCESS;
    for script in std::env::args_os().skip(1).map(PathBuf::from) {
        let show = studio.check(&script)?;
        for found in &show.diagnostics {
            println!("{}: {}: {}", script.display(), found.code, found.message);
        }
        if show.has_mistakes() {
            code = ExitCode::FAILURE;
        }
    }
    Ok(code)
}
