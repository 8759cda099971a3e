//! Renders the HTML of the catalogue from its entries. All text of a recipe is escaped.

use super::Entry;
use crate::output::picture::axis::{self, Mark};
use crate::session::specimen::Setting;
use cuebook_core::markup;
use cuebook_core::units::Seconds;
use cuebook_synth::recipe::Recipe;

/// The page around the sounds. `{{style}}`, `{{script}}`, `{{count}}` and `{{sounds}}`
/// are replaced.
const FRAME: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

pub(super) fn html(entries: &[Entry]) -> String {
    let mut sounds = String::new();
    for (title, beds) in [
        ("Spots: they play once", false),
        ("Beds: they play continuously", true),
    ] {
        let of_kind = entries
            .iter()
            .filter(|entry| entry.specimen.is_bed() == beds);
        let id = if beds { "beds" } else { "spots" };
        let articles: String = of_kind.map(article).collect();
        sounds.push_str(&format!(
            "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n\
             <div class=\"sounds\">\n{articles}</div>\n</section>\n"
        ));
    }
    // The text that is inserted last may contain braces.
    FRAME
        .replace("{{style}}", STYLE)
        .replace("{{script}}", SCRIPT)
        .replace("{{count}}", &entries.len().to_string())
        .replace("{{version}}", env!("CARGO_PKG_VERSION"))
        .replace("{{sounds}}", &sounds)
}

fn article(entry: &Entry) -> String {
    let specimen = &entry.specimen;
    let name = escaped(&specimen.name);
    let (about, words) = specimen.recipe().map_or_else(Default::default, description);
    let find = format!("{name} {about} {words}").to_lowercase();
    let loudness = entry
        .loudness
        .map(|loudness| format!(" · {:.0} LUFS", loudness.0));
    let goes_on = if specimen.is_bed() { " loop" } else { "" };
    let Entry { picture, sound, .. } = entry;
    format!(
        "<article id=\"{name}\" data-find=\"{find}\">\n\
         <h3><a href=\"#{name}\">{name}</a></h3>\n<p>{about}</p>\n\
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
    fn the_text_of_a_recipe_cannot_break_the_page() {
        assert_eq!(
            escaped("<b a=\"1\">&amp;"),
            "&lt;b a=&quot;1&quot;&gt;&amp;amp;"
        );
    }
}
