//! The script in an editor: the schema, a real YAML server that uses it, and sessions
//! of a client with `cuebook lsp`.
//!
//! Each test has a separate folder, and communicates over pipes as an editor
//! does.

mod choices;
mod client;
mod complete;
mod navigate;
mod schema;
mod series;
mod session;
mod shared_files;
mod yaml;
