//! A sound of the library: what its recipe says about it.

use std::path::{Path, PathBuf};
use std::{fs, io};

use serde_yaml::Value;

pub(super) struct Sound {
    pub(super) name: String,
    /// The name of its folder.
    group: String,
    bed: bool,
    category: String,
    about: String,
    pub(super) words: Vec<String>,
    /// The parameters that take words, each with its words, the default first.
    pub(super) choices: Vec<(String, Vec<String>)>,
    file: PathBuf,
}

impl Sound {
    /// Reads a recipe. Its formulas are not looked at: the tests of the library read them.
    pub(super) fn read(file: &Path) -> io::Result<Sound> {
        println!("cargo::rerun-if-changed={}", file.display());
        let failed = |why: String| io::Error::other(format!("{}: {why}", file.display()));
        let recipe: Value = serde_yaml::from_str(&fs::read_to_string(file)?)
            .map_err(|error| failed(error.to_string()))?;
        let text = |key: &str| {
            let text = recipe.get(key).and_then(Value::as_str);
            text.map(str::to_owned)
                .ok_or_else(|| failed(format!("`{key}` is missing")))
        };
        let stem = |path: Option<&Path>| {
            let stem = path.and_then(Path::file_stem).unwrap_or_default();
            stem.to_string_lossy().into_owned()
        };
        let params = recipe.get("params").and_then(Value::as_sequence);
        Ok(Sound {
            name: stem(Some(file)),
            group: stem(file.parent()),
            bed: text("kind")? == "bed",
            category: text("category")?,
            about: text("about")?,
            words: texts(recipe.get("words")),
            choices: params.into_iter().flatten().filter_map(choice).collect(),
            file: file.canonicalize()?,
        })
    }

    /// Returns the row of the table, as a value of `Entry`.
    pub(super) fn row(&self) -> String {
        let Sound {
            name,
            group,
            bed,
            category,
            about,
            words,
            choices,
            file,
        } = self;
        let choices: String = choices
            .iter()
            .map(|(param, words)| format!("Choice {{ param: {param:?}, words: &{words:?} }}, "))
            .collect();
        format!(
            "    Entry {{ note: Note {{ name: {name:?}, group: {group:?}, bed: {bed}, category: {category:?}, \
             about: {about:?}, words: &{words:?}, choices: &[{choices}] }}, text: include_str!({file:?}) }},\n"
        )
    }
}

/// Returns a parameter that takes words.
fn choice(param: &Value) -> Option<(String, Vec<String>)> {
    let name = param.get("param").and_then(Value::as_str)?;
    let default = param.get("default").and_then(Value::as_str)?;
    let mut words = texts(Some(param.get("words")?));
    words.sort_by_key(|word| word != default);
    Some((name.to_owned(), words))
}

fn texts(list: Option<&Value>) -> Vec<String> {
    let list = list.and_then(Value::as_sequence).into_iter().flatten();
    list.filter_map(Value::as_str).map(str::to_owned).collect()
}
