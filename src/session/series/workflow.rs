//! Workflows: the work on a series as a file for a program that runs it, on one machine or many.
//! Every chapter has a step that speaks its lines into the cache, or a long one a step for each part,
//! and one that writes its files. A
//! step runs `cuebook`, reads the files of the chapter, and writes its own files.

mod make;
mod snakemake;

use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;

use super::SeriesFile;
use crate::session::{SessionError, Studio};

/// The program that runs a workflow.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum Runner {
    Snakemake,
    Make,
}

impl Runner {
    fn name(self) -> &'static str {
        match self {
            Runner::Snakemake => "Snakefile",
            Runner::Make => "Makefile",
        }
    }
}

/// How a workflow is written.
#[derive(Clone, Debug)]
pub(crate) struct WorkflowOptions {
    pub to: Runner,
    /// The path of the workflow. Paths in it are relative to its folder.
    pub output: PathBuf,
    /// The folder of the published files, as the workflow names it.
    pub folder: String,
    /// Arguments that every step gets.
    pub arguments: Vec<String>,
    /// Whether all chapters become one file too.
    pub whole: bool,
    /// From which number of words on a chapter is spoken scene by scene; `None` divides no chapter.
    pub divide: Option<usize>,
}

/// The work of a chapter.
#[derive(Debug)]
struct Unit {
    /// The name of its files.
    name: String,
    /// The path of the script in the series.
    chapter: String,
    /// The files of which it is made.
    inputs: Vec<String>,
    /// The scenes of each step that speaks a part of it; none if one step speaks all.
    parts: Vec<Vec<String>>,
    /// The memory in megabytes that it most likely needs.
    memory: u64,
}

/// A workflow before it is written.
#[derive(Debug)]
struct Flow<'a> {
    series: String,
    units: Vec<Unit>,
    options: &'a WorkflowOptions,
}

/// What a chapter needs with the voices loaded, and for each megabyte of its files, in megabytes.
const MEMORY: [u64; 2] = [2_000, 4];

/// A workflow, and the chapters that are not in it.
#[derive(Debug)]
pub(crate) struct Written {
    pub text: String,
    pub steps: usize,
    /// The chapters without a script, or with mistakes.
    pub left_out: Vec<String>,
}

impl Studio {
    /// Writes the work on a series as a workflow.
    ///
    /// # Errors
    /// When a name cannot be in the workflow.
    pub(crate) fn workflow(
        &self,
        series: &SeriesFile,
        options: &WorkflowOptions,
    ) -> Result<Written, SessionError> {
        let base = real_folder(&options.output);
        let path = |file: &Path| relative(&base, file);
        let units = series.chapters.par_iter().map(|file| {
            let unit = || {
                let chapter = self.open_chapter(series, file).ok()?;
                let is_whole = !chapter.show.has_mistakes();
                let files = &chapter.inputs.files;
                let bytes = files.iter().filter_map(|file| file.metadata().ok());
                let bytes: u64 = bytes.map(|facts| facts.len()).sum();
                is_whole.then(|| Unit {
                    name: chapter.name().to_owned(),
                    chapter: file.name.clone(),
                    inputs: files.iter().map(|file| path(file)).collect(),
                    parts: options
                        .divide
                        .map_or_else(Vec::new, |long| chapter.parts(long)),
                    memory: MEMORY[0] + (bytes >> 20) * MEMORY[1],
                })
            };
            match file.is_text {
                true => Err(file.name.clone()),
                false => unit().ok_or_else(|| file.name.clone()),
            }
        });
        let (units, left_out): (Vec<_>, Vec<_>) = units
            .collect::<Vec<_>>()
            .into_iter()
            .partition(Result::is_ok);
        let flow = Flow {
            series: path(&series.path),
            units: units.into_iter().flatten().collect(),
            options,
        };
        let text = match options.to {
            Runner::Snakemake => snakemake::write(&flow)?,
            Runner::Make => make::write(&flow)?,
        };
        Ok(Written {
            text,
            steps: flow
                .units
                .iter()
                .map(|unit| 1 + unit.parts.len().max(1))
                .sum(),
            left_out: left_out.into_iter().filter_map(Result::err).collect(),
        })
    }
}

/// Returns the real folder of a file that may not exist yet.
fn real_folder(file: &Path) -> PathBuf {
    let folder = crate::session::files::folder_of(file);
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// Returns the path of a file from a folder, with `/` between its parts.
fn relative(folder: &Path, file: &Path) -> String {
    let real = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let same = folder.components().zip(real.components());
    let same = same.take_while(|(one, other)| one == other).count();
    if same == 0 {
        return real.to_string_lossy().into_owned();
    }
    let up = folder.components().skip(same).map(|_| Component::ParentDir);
    let path: PathBuf = up.chain(real.components().skip(same)).collect();
    path.to_string_lossy().replace('\\', "/")
}

impl Flow<'_> {
    /// Returns an error about a name that cannot be in the workflow.
    fn refuse(&self, name: &str, why: &'static str) -> SessionError {
        SessionError::Workflow {
            name: name.to_owned(),
            workflow: self.options.to.name(),
            why,
        }
    }
}

#[cfg(test)]
mod tests;
