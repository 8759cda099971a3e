//! The files of the page, which are the same for every show but for its title and language.

/// Returns the files of a page with their names. They have no scripts from elsewhere.
#[must_use]
pub(crate) fn files(title: &str, language: &str) -> Vec<(&'static str, String)> {
    let html = include_str!("page/index.html");
    let html = html.replace("{{title}}", &escaped(title));
    let html = html.replace("{{language}}", &escaped(language));
    vec![
        ("index.html", html),
        ("page.css", include_str!("page/page.css").to_owned()),
        ("story.js", lean(include_str!("page/story.js"))),
        ("score.js", lean(include_str!("page/score.js"))),
        ("webm.js", lean(include_str!("page/webm.js"))),
        ("sound.js", lean(include_str!("page/sound.js"))),
        ("limiter.js", lean(include_str!("page/limiter.js"))),
        ("text.js", lean(include_str!("page/text.js"))),
        ("map.js", lean(include_str!("page/map.js"))),
        ("page.js", lean(include_str!("page/page.js"))),
    ]
}

/// Returns a script without its indentation, its comments and the line ends that it does not need.
/// No text of the page goes over the end of a line.
#[must_use]
pub(crate) fn lean(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let mut lean = String::new();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with("//")) {
        lean.push_str(line);
        if !line.ends_with(['{', '(', '[', ',', ';']) {
            lean.push('\n');
        }
    }
    lean
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
