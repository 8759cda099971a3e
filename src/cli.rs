//! The command line: words in, a show out, or a report of what is wrong with it.

pub mod report;
