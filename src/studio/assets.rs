//! The files of the page, which are in the program.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::answer::Failure;

/// Every built file with its name.
static FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// The text in the page that is replaced by the nonce of the answer.
const NONCE: &str = "CUEBOOK_NONCE";

/// The page of a program without the built files.
const UNBUILT: &str = include_str!("assets/unbuilt.html");

/// Returns the page, with the nonce of its answer.
pub(super) fn page(nonce: &str) -> Response {
    let page = find("index.html").and_then(|bytes| std::str::from_utf8(bytes).ok());
    let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
    let page = page.unwrap_or(UNBUILT).replace(NONCE, nonce);
    (StatusCode::OK, kind, page).into_response()
}

/// Returns a file by its path in an address. Only the names of files in the program are known, so
/// no path leads out of it.
///
/// # Errors
/// When there is none.
pub(super) fn file(path: &str) -> Result<Response, Failure> {
    let name = path.trim_start_matches('/');
    let bytes = find(name).ok_or_else(|| Failure::missing("there is no such file"))?;
    // The names of these files change with their content.
    let kept = match name.starts_with("assets/") {
        true => "private, max-age=31536000, immutable",
        false => "no-cache",
    };
    let headers = [
        (header::CONTENT_TYPE, kind(name)),
        (header::CACHE_CONTROL, kept),
    ];
    Ok((headers, bytes).into_response())
}

fn find(name: &str) -> Option<&'static [u8]> {
    let place = FILES.binary_search_by(|(own, _)| (*own).cmp(name)).ok()?;
    Some(FILES[place].1)
}

/// Returns the media type of a file by its ending.
fn kind(name: &str) -> &'static str {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "webmanifest" => "application/json; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
