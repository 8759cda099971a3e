//! Playlists of the files of a delivery, for players: extended M3U in UTF-8.

use std::fmt::Write as _;
use std::path::Path;

use super::Delivery;
use crate::session::{SessionError, files};

/// The ending of the name of a playlist.
pub(super) const ENDING: &str = "m3u8";

/// Writes a playlist of files that are in its folder.
///
/// # Errors
/// When it cannot be written.
pub(super) fn write(path: &Path, title: &str, files: &[Delivery]) -> Result<(), SessionError> {
    let rows = files.iter().map(|file| {
        let name = file.file.file_name().unwrap_or_default().to_string_lossy();
        let title = file.title.as_deref().unwrap_or(&name).to_owned();
        (file.survey.length.0, title, name.into_owned())
    });
    files::write(path, text(title, rows).as_bytes())
}

/// Returns a playlist of files: their lengths in seconds, titles and names.
fn text(title: &str, files: impl Iterator<Item = (f64, String, String)>) -> String {
    let mut text = String::from("#EXTM3U\n");
    if !title.is_empty() {
        let _ = writeln!(text, "#PLAYLIST:{}", on_one_line(title));
    }
    for (seconds, title, name) in files {
        let title = on_one_line(&title);
        let _ = writeln!(text, "#EXTINF:{},{title}\n{name}", seconds.round());
    }
    text
}

fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<&str>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_playlist_has_a_row_for_the_title_and_the_name_of_each_file() {
        let files = [(61.6, "The\nDoor".to_owned(), "a.mp3".to_owned())];
        let expected = "#EXTM3U\n#PLAYLIST:A Show\n#EXTINF:62,The Door\na.mp3\n";
        assert_eq!(text("A  Show", files.into_iter()), expected);
        assert_eq!(text("", std::iter::empty()), "#EXTM3U\n");
    }
}
