//! TTML: the text profile of IMSC 1.1, which broadcasters and players read. Each person is an
//! agent; the names are in the text, and the words of sounds have their own style.

use std::fmt::Write;

use super::escape::{is_right_to_left, markup};
use super::vtt::time;
use super::{By, Caption, Captions, Row};
use cuebook_core::id::RoleId;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttm="http://www.w3.org/ns/ttml#metadata" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:tts="http://www.w3.org/ns/ttml#styling" ttp:contentProfiles="http://www.w3.org/ns/ttml/profile/imsc1.1/text" ttp:timeBase="media" xml:lang="{language}">
"#;

const STYLES: &str = r##"    <styling>
      <style xml:id="words" tts:color="#ffffff" tts:fontFamily="proportionalSansSerif" tts:fontSize="100%" tts:lineHeight="125%" tts:textAlign="center"/>
      <style xml:id="row" tts:backgroundColor="#000000c0"/>
      <style xml:id="sound" tts:backgroundColor="#000000c0" tts:fontStyle="italic"/>
      <style xml:id="device" tts:backgroundColor="#000000c0" tts:fontStyle="italic"/>
    </styling>
    <layout>
      <region xml:id="below" tts:origin="10% 75%" tts:extent="80% 15%" tts:displayAlign="after" tts:showBackground="whenActive"/>
    </layout>
  </head>
  <body>
    <div region="below" style="words">
"##;

/// Writes captions.
#[must_use]
pub(super) fn write(captions: &Captions) -> String {
    let language = captions.language.as_deref().unwrap_or("und");
    let mut out = HEAD.replace("{language}", &markup(language));
    out.push_str("  <head>\n    <metadata>\n");
    let _ = writeln!(
        out,
        "      <ttm:title>{}</ttm:title>",
        markup(&captions.title)
    );
    let has = |role: RoleId| {
        let mut rows = captions.list.iter().flat_map(|caption| &caption.rows);
        rows.any(|row| row.by == By::Role(role))
    };
    for (role, name) in captions.roles.entries().filter(|(role, _)| has(*role)) {
        let _ = writeln!(
            out,
            "      <ttm:agent xml:id=\"{}\" type=\"character\"><ttm:name type=\"alias\">{}</ttm:name></ttm:agent>",
            agent(role),
            markup(name)
        );
    }
    out.push_str("    </metadata>\n");
    out.push_str(STYLES);
    for (number, caption) in captions.list.iter().enumerate() {
        let _ = writeln!(out, "      {}", self::caption(number + 1, caption));
    }
    out.push_str("    </div>\n  </body>\n</tt>\n");
    out
}

fn agent(role: RoleId) -> String {
    format!("role{}", role.0 + 1)
}

fn caption(number: usize, caption: &Caption) -> String {
    let lines = caption.lines().map(|line| {
        let rows: Vec<String> = line.iter().map(row).collect();
        rows.join(" ")
    });
    format!(
        "<p xml:id=\"c{number}\" begin=\"{}\" end=\"{}\">{}</p>",
        time(caption.at.start),
        time(caption.at.end),
        lines.collect::<Vec<_>>().join("<br/>")
    )
}

fn row(row: &Row) -> String {
    let style = match row.by {
        By::Sound => "sound",
        By::Role(_) if row.italic => "device",
        By::Role(_) => "row",
    };
    let by = match row.by {
        By::Role(role) => format!(" ttm:agent=\"{}\"", agent(role)),
        By::Sound => " ttm:role=\"sound\"".to_owned(),
    };
    let direction = match is_right_to_left(&row.text(false)) {
        true => " tts:direction=\"rtl\" tts:unicodeBidi=\"embed\"",
        false => "",
    };
    let text = markup(&row.text(true));
    format!("<span style=\"{style}\"{by}{direction}>{text}</span>")
}
