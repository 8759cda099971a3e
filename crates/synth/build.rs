//! Writes a list of the recipes in `sounds/`, so that a new file needs no other change.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sounds");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut files = Vec::new();
    for group in fs::read_dir(&folder)? {
        let group = group?.path();
        if group.is_dir() {
            println!("cargo::rerun-if-changed={}", group.display());
            recipes(&group, &mut files)?;
        }
    }
    files.sort();
    let mut list = String::from("&[\n");
    for (name, file) in files {
        let path = file.canonicalize()?;
        writeln!(list, "    ({name:?}, include_str!({path:?})),").map_err(io::Error::other)?;
    }
    list.push_str("]\n");
    let out = env::var_os("OUT_DIR").map(PathBuf::from);
    let out = out.ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    fs::write(out.join("recipes.rs"), list)
}

/// Adds the name and the path of every recipe in a folder.
fn recipes(folder: &Path, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    for file in fs::read_dir(folder)? {
        let file = file?.path();
        if file.extension().is_some_and(|kind| kind == "yaml") {
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            files.push((name.into_owned(), file));
        }
    }
    Ok(())
}
