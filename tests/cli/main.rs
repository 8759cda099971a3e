//! The program as a user runs it: the tests pass arguments and check files, output and exit codes.
//!
//! Every run has its own home in a temporary folder, and uses the built-in tone
//! voice.

#[cfg(target_os = "linux")]
mod aloud;
#[cfg(target_os = "linux")]
mod asking;
mod assist;
mod books;
mod cache;
mod captions;
mod check;
mod choices;
mod closed;
mod sounds;
mod credits;
mod deliver;
mod draft;
mod edit;
mod engines;
mod exchange;
mod feeling;
mod fmt;
mod formats;
mod hostile;
mod interrupted;
mod jobs;
mod languages;
mod library;
mod lines;
mod manual;
mod mix;
mod paths;
#[cfg(target_os = "linux")]
mod play;
mod prose;
mod publish;
mod read_along;
mod reading;
mod reanchor;
mod render;
#[cfg(unix)]
mod screen;
#[cfg(target_os = "linux")]
mod server;
mod series;
mod shared_files;
mod sounds_of_the_show;
mod stage;
mod stories;
#[cfg(target_os = "linux")]
mod studio;
mod takes;
#[cfg(unix)]
mod terminal;
mod timeline;
mod web;
mod workstation;
