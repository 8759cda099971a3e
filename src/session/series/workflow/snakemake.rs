//! A Snakefile. Snakemake runs it on this machine, and with its plugins on Slurm, Kubernetes and
//! others.

use std::fmt::Write;

use super::{Flow, Unit};
use crate::session::SessionError;

/// What does not depend on the series. The names are defined above it.
const RULES: &str = r#"
wildcard_constraints:
    chapter="|".join(map(re.escape, CHAPTERS)) or "-",
    part="[0-9]+",


def spoken(chapter):
    """Returns what says that all lines of a chapter are in the cache."""
    parts = range(1, len(CHAPTERS[chapter]["parts"]) + 1)
    return [f"{WORK}/{chapter}.scenes-{part}.spoken" for part in parts] or f"{WORK}/{chapter}.spoken"


# Everything: the files of all chapters, and the feed.
rule all:
    input:
        WHOLE,


# Speaks the lines of a chapter that are not in the cache.
rule speak:
    input:
        lambda wildcards: CHAPTERS[wildcards.chapter]["inputs"],
    output:
        touch(WORK + "/{chapter}.spoken"),
    log:
        WORK + "/{chapter}.speak.log",
    params:
        chapter=lambda wildcards: CHAPTERS[wildcards.chapter]["file"],
    retries: 2
    threads: THREADS
    resources:
        mem_mb=lambda wildcards, attempt: CHAPTERS[wildcards.chapter]["mem_mb"] * attempt,
    shell:
        "{CUEBOOK} series speak {SERIES:q} --chapter {params.chapter:q} --jobs {threads} {ARGUMENTS} > {log:q} 2>&1"


# Speaks the lines of some scenes of a long chapter.
rule scenes:
    input:
        lambda wildcards: CHAPTERS[wildcards.chapter]["inputs"],
    output:
        touch(WORK + "/{chapter}.scenes-{part}.spoken"),
    log:
        WORK + "/{chapter}.scenes-{part}.log",
    params:
        chapter=lambda wildcards: CHAPTERS[wildcards.chapter]["file"],
        scenes=lambda wildcards: CHAPTERS[wildcards.chapter]["parts"][int(wildcards.part) - 1],
    retries: 2
    threads: THREADS
    resources:
        mem_mb=lambda wildcards, attempt: CHAPTERS[wildcards.chapter]["mem_mb"] * attempt,
    shell:
        "{CUEBOOK} series speak {SERIES:q} --chapter {params.chapter:q} {params.scenes:q} --jobs {threads} {ARGUMENTS} > {log:q} 2>&1"


# Mixes a chapter and writes its files.
rule publish:
    input:
        lambda wildcards: spoken(wildcards.chapter),
        SERIES,
    output:
        touch(WORK + "/{chapter}.published"),
    log:
        WORK + "/{chapter}.publish.log",
    params:
        chapter=lambda wildcards: CHAPTERS[wildcards.chapter]["file"],
    retries: 2
    threads: 2
    resources:
        mem_mb=lambda wildcards, attempt: CHAPTERS[wildcards.chapter]["mem_mb"] * attempt,
    shell:
        "{CUEBOOK} series publish {SERIES:q} --chapter {params.chapter:q} -o {OUT:q} --jobs {threads} {ARGUMENTS} > {log:q} 2>&1"


# Writes the feed over all chapters. Files of chapters that did not change are left as they are.
rule series:
    input:
        expand(WORK + "/{chapter}.published", chapter=CHAPTERS),
        SERIES,
    output:
        touch(WHOLE),
    log:
        WORK + "/series.log",
    retries: 2
    threads: THREADS
    resources:
        mem_mb=lambda wildcards, attempt: 2000 * attempt,
    shell:
        "{CUEBOOK} series publish {SERIES:q} -o {OUT:q} --jobs {threads} {ALL} {ARGUMENTS} > {log:q} 2>&1"
"#;

/// Writes the Snakefile of a series.
pub(super) fn write(flow: &Flow<'_>) -> Result<String, SessionError> {
    let mut text = String::from(
        "# Written by `cuebook series workflow`. Run it with `snakemake --cores all`, or with an\n\
         # executor of Snakemake: `snakemake --executor slurm --jobs 100`.\n\
         # All machines should share a cache (`cache: s3://…` in their configuration, or the folder\n\
         # CUEBOOK_CACHE): what one has spoken, none speaks again. Without it the bytes are the same.\n\
         import re\nimport shlex\n\n",
    );
    let options = flow.options;
    if options.folder.contains(['{', '}']) {
        return Err(flow.refuse(&options.folder, "Snakemake reads braces as its own"));
    }
    let inputs = flow.units.iter().flat_map(|unit| &unit.inputs);
    for name in inputs.chain([&flow.series, &options.folder]) {
        if name.contains(char::is_control) {
            return Err(flow.refuse(name, "it has a line end or another control character"));
        }
    }
    let _ = writeln!(
        text,
        "# The program, with `snakemake --config cuebook=/path/to/cuebook` another one.\n\
         CUEBOOK = shlex.quote(config.get(\"cuebook\", \"cuebook\"))\n\
         SERIES = {}\nOUT = {}\nTHREADS = int(config.get(\"threads\", 2))",
        python(&flow.series),
        python(&options.folder)
    );
    let arguments = options.arguments.iter().map(|one| python(one));
    let arguments: Vec<String> = arguments.collect();
    let all = if options.whole { "--whole" } else { "" };
    let _ = writeln!(
        text,
        "ARGUMENTS = shlex.join([{}])\nALL = {}\n\
         # What was done, and the logs.\nWORK = OUT + \"/.cuebook-series/work\"\n\
         WHOLE = WORK + \"/series.published\"\n\nCHAPTERS = {{",
        arguments.join(", "),
        python(all)
    );
    for unit in &flow.units {
        chapter(&mut text, unit);
    }
    text.push_str("}\n");
    text.push_str(RULES);
    Ok(text)
}

fn chapter(text: &mut String, unit: &Unit) {
    let _ = writeln!(
        text,
        "    {}: {{\n        \"file\": {},\n        \"mem_mb\": {},\n        \"inputs\": [",
        python(&unit.name),
        python(&unit.chapter),
        unit.memory
    );
    for input in &unit.inputs {
        let _ = writeln!(text, "            {},", python(input));
    }
    text.push_str("        ],\n        \"parts\": [");
    for scenes in &unit.parts {
        let scenes = scenes.iter().map(|id| python(&format!("--scene={id}")));
        let scenes: Vec<String> = scenes.collect();
        let _ = write!(text, "\n            [{}],", scenes.join(", "));
    }
    text.push_str(match unit.parts.is_empty() {
        true => "],\n    },\n",
        false => "\n        ],\n    },\n",
    });
}

/// Returns a text as a string of Python.
fn python(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\U{:08x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
