//! The program as its user runs it: arguments in; files, words and an exit code out.
//!
//! Always true: every run has a home of its own in a temporary folder, and
//! speaks with the built-in tone voice.

#[cfg(target_os = "linux")]
mod aloud;
mod check;
mod sounds;
mod credits;
mod deliver;
mod hostile;
mod interrupted;
mod mix;
mod render;
mod sounds_of_the_show;
mod stage;
mod timeline;
