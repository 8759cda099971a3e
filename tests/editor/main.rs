//! The script in an editor: the schema, a real server that uses it, and a
//! client's sessions with `cuebook lsp`.
//!
//! Always true: each test has a folder of its own, and talks over pipes as an
//! editor does.

mod client;
mod complete;
mod navigate;
mod schema;
mod session;
mod yaml;
