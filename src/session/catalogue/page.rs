//! Renders the HTML of the catalogue from its entries. All text of a recipe is escaped.

use std::collections::BTreeSet;
use std::path::Path;

use super::Entry;
use crate::output::picture::axis::{self, Mark};
use crate::session::specimen::Setting;
use cuebook_core::markup;
use cuebook_core::units::Seconds;
use cuebook_library::Entry as File;
use cuebook_synth::find;
use cuebook_synth::recipe::{self, Category, Recipe};

/// The page around the sounds. Names in double braces are replaced.
const FRAME: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Returns the page. `own` has the files of the user's library.
pub(super) fn html(entries: &[Entry], own: &[File]) -> String {
    let sounds: String = entries.iter().map(article).collect();
    // The texts that are inserted last may contain braces.
    FRAME
        .replace("{{style}}", STYLE)
        .replace("{{script}}", SCRIPT)
        .replace("{{count}}", &entries.len().to_string())
        .replace("{{version}}", env!("CARGO_PKG_VERSION"))
        .replace("{{categories}}", &categories())
        .replace("{{words}}", &words())
        .replace("{{sounds}}", &sounds)
        .replace("{{own}}", &files(own))
}

/// Returns the category of a sound as the page names it.
fn category(id: &str) -> &str {
    Category::of(id).map_or("other", |category| category.name)
}

/// Returns the categories of the library as options.
fn categories() -> String {
    let names: BTreeSet<&str> = recipe::notes()
        .map(|note| category(note.category))
        .collect();
    let options = names.iter().map(|name| {
        let name = escaped(name);
        format!("<option>{name}</option>")
    });
    options.collect()
}

/// Returns the table of the search as JSON.
fn words() -> String {
    let table = serde_json::to_string(&find::table()).unwrap_or_default();
    table.replace('<', "\\u003c")
}

/// Returns the list of the user's files.
fn files(own: &[File]) -> String {
    if own.is_empty() {
        return String::new();
    }
    let rows: String = own.iter().map(file).collect();
    format!(
        "<section id=\"own\" aria-labelledby=\"yours\">\n<h2 id=\"yours\">Your files</h2>\n<ul>\n{rows}</ul>\n</section>\n"
    )
}

fn file(entry: &File) -> String {
    let facts = &entry.facts;
    let name = escaped(&entry.name);
    let about = [&facts.title, &facts.about, &facts.category];
    let about: Vec<&str> = about.into_iter().filter_map(Option::as_deref).collect();
    let about = escaped(&about.join(" · "));
    let length = facts
        .seconds
        .map_or_else(String::new, |seconds| format!(" {seconds:.1} s"));
    let find = format!("{name} {about}").to_lowercase();
    let url = escaped(&file_url(&entry.file));
    format!(
        "<li data-find=\"{find}\"><b>{name}</b>{length} <span class=\"words\">{about}</span>\n\
         <audio controls preload=\"none\" aria-label=\"{name}\" src=\"{url}\"></audio></li>\n"
    )
}

/// Returns the address of a file on this machine.
fn file_url(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut url = String::from("file://");
    if !text.starts_with('/') {
        url.push('/');
    }
    for byte in text.bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b':' => url.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

fn article(entry: &Entry) -> String {
    let specimen = &entry.specimen;
    let name = escaped(&specimen.name);
    let (about, words) = specimen.recipe().map_or_else(Default::default, description);
    let find = format!("{name} {about} {words}").to_lowercase();
    let loudness = entry
        .loudness
        .map(|loudness| format!(" · {:.0} LUFS", loudness.0));
    let kind = if specimen.is_bed() { "bed" } else { "spot" };
    let id = specimen
        .recipe()
        .and_then(|recipe| recipe.category.as_deref());
    let id = id.unwrap_or_default();
    let (of, full) = (
        category(id),
        Category::of(id).map_or_else(String::new, Category::to_string),
    );
    let goes_on = if specimen.is_bed() { " loop" } else { "" };
    let Entry { picture, sound, .. } = entry;
    format!(
        "<article id=\"{name}\" data-kind=\"{kind}\" data-category=\"{of}\" data-find=\"{find}\">\n\
         <h3><a href=\"#{name}\">{name}</a></h3>\n<p class=\"tags\"><span>{kind}</span><span title=\"{id}\">{full}</span></p>\n\
         <p>{about}</p>\n\
         <figure>{}<img src=\"{picture}\" alt=\"Spectrogram of {name}\" loading=\"lazy\">{}\
         <figcaption>{:.1} s{}</figcaption></figure>\n\
         <audio controls preload=\"none\"{goes_on} aria-label=\"{name}\" src=\"{sound}\"></audio>\n\
         <p class=\"words\"><b>Words</b> {words}</p>\n{}\
         <pre tabindex=\"0\" role=\"group\" aria-label=\"In a script\"><code>{}</code></pre>\n</article>\n",
        pitches(),
        times(entry.length),
        entry.length.0,
        loudness.unwrap_or_default(),
        table(&specimen.settings()),
        escaped(&specimen.example()),
    )
}

/// Returns the description of a sound, and the words that select it.
fn description(recipe: &Recipe) -> (String, String) {
    (escaped(&recipe.about), escaped(&recipe.words.join(", ")))
}

/// Returns the axis of frequencies, at the left of the picture.
fn pitches() -> String {
    let marks = axis::pitches().into_iter();
    let marks = marks.map(|Mark { place, name }| {
        format!("<span style=\"bottom:{:.1}%\">{name}</span>", 100.0 * place)
    });
    let marks: String = marks.collect();
    format!("<div class=\"pitches\" aria-hidden=\"true\">{marks}</div>")
}

/// Returns the axis of time, below the picture.
fn times(length: Seconds) -> String {
    let marks = axis::times(length).into_iter();
    let marks = marks.map(|Mark { place, name }| {
        format!("<span style=\"left:{:.1}%\">{name}</span>", 100.0 * place)
    });
    let marks: String = marks.collect();
    format!("<div class=\"times\" aria-hidden=\"true\">{marks}</div>")
}

fn table(settings: &[Setting]) -> String {
    if settings.is_empty() {
        return "<p class=\"words\">It has no parameters.</p>\n".to_owned();
    }
    let rows: String = settings.iter().map(row).collect();
    format!(
        "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Parameters\"><table>\n\
         <thead><tr><th scope=\"col\">Parameter</th><th scope=\"col\">Default</th>\
         <th scope=\"col\">Range</th><th scope=\"col\">What it does</th></tr></thead>\n\
         <tbody>\n{rows}</tbody></table></div>\n"
    )
}

fn row(setting: &Setting) -> String {
    let [name, default, range, about] = [
        &setting.name,
        &setting.default,
        &setting.range,
        &setting.about,
    ]
    .map(|text| escaped(text));
    format!(
        "<tr><th scope=\"row\"><code>{name}</code></th><td>{default}</td><td>{range}</td>\
         <td>{about}</td></tr>\n"
    )
}

fn escaped(text: &str) -> String {
    markup::escaped(text.chars())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_an_address() {
        assert_eq!(
            file_url(Path::new("/music/Türen & Tore/a#1.wav")),
            "file:///music/T%C3%BCren%20%26%20Tore/a%231.wav"
        );
        assert_eq!(file_url(Path::new("C:\\a b.wav")), "file:///C:/a%20b.wav");
    }

    #[test]
    fn the_table_of_the_page_ends_no_script() {
        let words = words();
        assert!(!words.contains('<') && words.contains("\"gunshot\""));
    }

    #[test]
    fn the_text_of_a_recipe_cannot_break_the_page() {
        assert_eq!(
            escaped("<b a=\"1\">&amp;"),
            "&lt;b a=&quot;1&quot;&gt;&amp;amp;"
        );
    }
}
