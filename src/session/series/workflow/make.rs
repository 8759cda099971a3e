//! A Makefile for GNU make.

use std::fmt::Write;

use super::Flow;
use crate::session::SessionError;

/// Characters that make reads as its own in the name of a file, with and without a backslash.
const OWN: &str = ";=|*?[]\\%~&\"'<>`!";

/// Writes the Makefile of a series.
pub(super) fn write(flow: &Flow<'_>) -> Result<String, SessionError> {
    let options = flow.options;
    let out = target(flow, &options.folder)?;
    let work = format!("{out}/.cuebook-series/work");
    let arguments: Vec<String> = options.arguments.iter().map(|one| shell(one)).collect();
    let arguments = match arguments.is_empty() {
        true => String::new(),
        false => format!(" {}", arguments.join(" ")),
    };
    let series = shell(&flow.series);
    let file = target(flow, &flow.series)?;
    let folder = shell(&options.folder);
    let whole = if options.whole { " --whole" } else { "" };
    let mut text = format!(
        "# Written by `cuebook series workflow`. Run it with `make -j 4 -f THIS_FILE`.\n\
         CUEBOOK ?= cuebook\nTHREADS ?= 1\n\n.PHONY: all\nall: {work}/series.published\n\n\
         {work}/series.published: {file}"
    );
    for unit in &flow.units {
        let _ = write!(text, " \\\n  {work}/{}.published", unit.name);
    }
    let _ = write!(
        text,
        "\n\t$(CUEBOOK) series publish {series} -o {folder}{whole}{arguments}\n\t@touch $@\n"
    );
    for unit in &flow.units {
        let name = &unit.name;
        let chapter = shell(&unit.chapter);
        let mut inputs = String::new();
        for input in &unit.inputs {
            let _ = write!(inputs, " \\\n  {}", target(flow, input)?);
        }
        // The steps that speak, with their options.
        let mut spoken = Vec::new();
        for (at, scenes) in unit.parts.iter().enumerate() {
            let scenes = scenes.iter().map(|id| format!(" --scene {}", shell(id)));
            let scenes: String = scenes.collect();
            spoken.push((format!("{work}/{name}.scenes-{}.spoken", at + 1), scenes));
        }
        if spoken.is_empty() {
            spoken.push((format!("{work}/{name}.spoken"), String::new()));
        }
        for (target, scenes) in &spoken {
            let _ = write!(
                text,
                "\n{target}:{inputs}\n\t@mkdir -p $(@D)\n\t$(CUEBOOK) series speak {series} \
                 --chapter {chapter}{scenes} --jobs $(THREADS){arguments}\n\t@touch $@\n"
            );
        }
        let spoken: Vec<&str> = spoken.iter().map(|(target, _)| target.as_str()).collect();
        let spoken = spoken.join(" ");
        let _ = write!(
            text,
            "\n{work}/{name}.published: {spoken} {file}\n\t$(CUEBOOK) series publish {series} \
             --chapter {chapter} -o {folder} --jobs $(THREADS){arguments}\n\t@touch $@\n"
        );
    }
    Ok(text)
}

/// Returns a path as a target or as a file that a target needs.
fn target(flow: &Flow<'_>, path: &str) -> Result<String, SessionError> {
    if path.contains(|c: char| c.is_control() || OWN.contains(c)) {
        let why = "make reads a character in it as its own: rename it, or take another workflow";
        return Err(flow.refuse(path, why));
    }
    let mut out = String::new();
    for c in path.chars() {
        match c {
            ' ' | '#' | ':' => out.extend(['\\', c]),
            '$' => out.push_str("$$"),
            c => out.push(c),
        }
    }
    Ok(out)
}

/// Returns a word of a shell, in a recipe of make.
fn shell(word: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./=,:+@".contains(c);
    let word = word.replace('$', "$$");
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word,
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}
