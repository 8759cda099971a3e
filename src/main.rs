//! The program: its exit code only.

use std::process::ExitCode;

fn main() -> ExitCode {
    cuebook::run()
}
