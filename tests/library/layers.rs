//! The order of the modules: a module imports only from the modules before it.
//!
//! The order is that of `src/lib.rs`. Tests may import any module.

use std::fs;
use std::path::{Path, PathBuf};

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// Returns the modules in the order of `src/lib.rs`.
fn modules() -> Vec<String> {
    let list = fs::read_to_string(src().join("lib.rs")).unwrap();
    list.lines()
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect()
}

/// Returns the files of a module: `name.rs` and the files under `name/`, without tests and the
/// files under `tests/`.
fn files(name: &str) -> Vec<PathBuf> {
    let mut files = vec![src().join(name).with_extension("rs")];
    let mut folders = vec![src().join(name)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                files.push(path);
            }
        }
    }
    let is_test =
        |file: &Path| file.ends_with("tests.rs") || file.iter().any(|part| part == "tests");
    files.retain(|file| !is_test(file.strip_prefix(src()).unwrap()));
    files
}

/// Returns the modules that a text imports from, ignoring its comments and tests.
fn imports(text: &str) -> Vec<String> {
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    let code: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect();
    let code = code.join("\n");
    let mut modules = Vec::new();
    for path in code.split("crate::").skip(1) {
        // `use crate::{a::B, c::D}` imports from several modules.
        let several = path
            .strip_prefix('{')
            .and_then(|list| list.split(';').next());
        let names = several.map_or_else(|| vec![path], |list| list.split(',').collect());
        for name in names {
            let name = name.trim();
            let end = name.find(|c: char| !c.is_alphanumeric() && c != '_');
            modules.push(name[..end.unwrap_or(name.len())].to_owned());
        }
    }
    modules
}

#[test]
fn every_module_imports_only_from_modules_before_it() {
    let modules = modules();
    let mut broken = Vec::new();
    for (place, module) in modules.iter().enumerate() {
        for file in files(module) {
            let text = fs::read_to_string(&file).unwrap();
            for import in imports(&text) {
                if modules[place + 1..].contains(&import) {
                    let file = file.strip_prefix(src()).unwrap().display().to_string();
                    broken.push(format!("{file} imports from {import}"));
                }
            }
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn the_modules_are_in_the_order_of_the_data() {
    let order =
        "world book story perform timeline mix output outline exchange session lsp tui studio cli";
    assert_eq!(modules(), order.split_whitespace().collect::<Vec<_>>());
}

#[test]
fn every_form_of_import_is_found() {
    let seen = imports(
        "use crate::units::{Frames, Gain};\nuse crate::{audio::Audio, mix};\n\
         // crate::cli is only spoken of\nfn f(x: crate::world::Disk) {}\n\
         #[cfg(test)]\nmod tests {\n use crate::session::Show;\n}",
    );
    assert_eq!(seen, ["units", "audio", "mix", "world"]);
}
