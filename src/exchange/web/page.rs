//! The files of the page, which are the same for every show but for its title and language.

/// Returns the files of a page with their names. They have no scripts from elsewhere, and are
/// readable as they are.
#[must_use]
pub(crate) fn files(title: &str, language: &str) -> Vec<(&'static str, String)> {
    let html = include_str!("page/index.html");
    let html = html.replace("{{title}}", &escaped(title));
    let html = html.replace("{{language}}", &escaped(language));
    let plain = |text: &str| text.to_owned();
    vec![
        ("index.html", html),
        ("page.css", plain(include_str!("page/page.css"))),
        ("story.js", plain(include_str!("page/story.js"))),
        ("score.js", plain(include_str!("page/score.js"))),
        ("sound.js", plain(include_str!("page/sound.js"))),
        ("limiter.js", plain(include_str!("page/limiter.js"))),
        ("text.js", plain(include_str!("page/text.js"))),
        ("page.js", plain(include_str!("page/page.js"))),
    ]
}

/// Returns a text in which HTML has no meaning.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}
