//! The files of the page, which are the same for every show but for its title and language.

use cuebook_core::markup::escaped;

/// The scripts, each before those that use it.
const SCRIPTS: [(&str, &str); 17] = [
    ("dom.js", include_str!("page/dom.js")),
    ("story.js", include_str!("page/story.js")),
    ("curve.js", include_str!("page/curve.js")),
    ("score.js", include_str!("page/score.js")),
    ("limiter.js", include_str!("page/limiter.js")),
    ("webm.js", include_str!("page/webm.js")),
    ("store.js", include_str!("page/store.js")),
    ("sound.js", include_str!("page/sound.js")),
    ("notice.js", include_str!("page/notice.js")),
    ("text.js", include_str!("page/text.js")),
    ("map.js", include_str!("page/map.js")),
    ("voice.js", include_str!("page/voice.js")),
    ("system.js", include_str!("page/system.js")),
    ("choice.js", include_str!("page/choice.js")),
    ("places.js", include_str!("page/places.js")),
    ("player.js", include_str!("page/player.js")),
    ("page.js", include_str!("page/page.js")),
];

/// Signs after which a line goes on in the next one, or another statement begins.
const OPEN: [char; 10] = ['{', '(', '[', ',', ';', '>', '&', '|', '?', ':'];

/// Returns the files of a page with their names. They have no scripts from elsewhere.
#[must_use]
pub(crate) fn files(title: &str, language: &str) -> Vec<(&'static str, String)> {
    let tags = SCRIPTS.map(|(name, _)| format!("<script src=\"{name}\"></script>"));
    let html = include_str!("page/index.html")
        .replace("{{scripts}}", &tags.join("\n"))
        .replace("{{language}}", &escaped(language.chars()))
        .replace("{{title}}", &escaped(title.chars()));
    let mut files = vec![
        ("index.html", html),
        ("page.css", include_str!("page/page.css").to_owned()),
    ];
    files.extend(SCRIPTS.map(|(name, script)| (name, lean(script))));
    files
}

/// Returns a script without its comments, and without the blanks and the semicolons that it does not
/// need. `const` becomes `let`, which is shorter. What follows a line with a closing brace is another
/// statement. A regular expression of the page has no blanks and no quotation marks, and no text goes over a line end.
#[must_use]
pub(crate) fn lean(script: &str) -> String {
    let lines = script.lines().map(str::trim);
    let mut lean = String::new();
    for line in lines.filter(|line| !line.is_empty() && !line.starts_with("//")) {
        without_blanks(line, &mut lean);
        if line != "}" && !line.ends_with(OPEN) {
            lean.push('\n');
        }
    }
    lean
}

/// Adds a line without the blanks beside its signs. Those between words and in texts are kept, and
/// those between two signs that would be another sign. A closing brace needs no
/// separate line.
fn without_blanks(line: &str, lean: &mut String) {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let mut text = None;
    if line.starts_with('}') && lean.ends_with(['\n', ';']) {
        lean.pop();
    }
    let mut letters = line.chars().peekable();
    while let Some(c) = letters.next() {
        match text {
            Some(_) if c == '\\' => {
                lean.push(c);
                lean.extend(letters.next());
                continue;
            }
            Some(mark) if c == mark => text = None,
            None if matches!(c, '"' | '\'' | '`') => text = Some(c),
            None if c == ' ' && letters.peek() == Some(&'}') && lean.ends_with(';') => {
                lean.pop();
                continue;
            }
            None if c == ' ' => {
                if let Some(before) = lean.strip_suffix("const") {
                    lean.truncate(before.len());
                    lean.push_str("let");
                }
                let (before, after) = (lean.chars().next_back(), letters.peek().copied());
                let between = before.is_some_and(is_word) && after.is_some_and(is_word);
                let joins = before == after && matches!(after, Some('+' | '-'));
                if !between && !joins {
                    continue;
                }
            }
            _ => {}
        }
        lean.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::lean;

    #[test]
    fn blanks_beside_signs_are_left_out_and_those_of_texts_are_kept() {
        for (script, expected) in [
            ("  // words\n  const a = b + +c;\n", "let a=b+ +c;"),
            ("return \"x  = y\" ;\n", "return\"x  = y\";"),
            ("if (x) y - 1\n  else z\n", "if(x)y-1\nelse z\n"),
            (
                "{\n  const a = \"const ; }\";\n  if (a) { b(); }\n}\n",
                "{let a=\"const ; }\";if(a){b()}}",
            ),
            (
                "a = `${b + c} \\` d` + 'e \" f'\n",
                "a=`${b + c} \\` d`+'e \" f'\n",
            ),
        ] {
            assert_eq!(lean(script), expected);
        }
    }
}
