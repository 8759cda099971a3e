//! Writes tables of the sounds in `sounds/`, so that a new file needs no other change, and so
//! that the program knows their names and words without reading a recipe.

#[path = "build/net.rs"]
mod net;
#[path = "build/sound.rs"]
mod sound;
#[path = "src/find/forms.rs"]
mod forms;

use std::path::PathBuf;
use std::{env, fs, io};

use sound::Sound;

/// Returns the folder of this crate. It is asked for when the script runs, so that a moved folder is found.
fn manifest() -> io::Result<PathBuf> {
    let folder = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    folder.ok_or_else(|| io::Error::other("CARGO_MANIFEST_DIR is not set"))
}

fn main() -> io::Result<()> {
    let folder = manifest()?.join("../../sounds");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut sounds = Vec::new();
    for group in fs::read_dir(&folder)? {
        let group = group?.path();
        if group.is_dir() {
            println!("cargo::rerun-if-changed={}", group.display());
            for file in fs::read_dir(&group)? {
                let file = file?.path();
                if file.extension().is_some_and(|kind| kind == "yaml") {
                    sounds.push(Sound::read(&file)?);
                }
            }
        }
    }
    sounds.sort_by(|a, b| a.name.cmp(&b.name));
    let out = env::var_os("OUT_DIR").map(PathBuf::from);
    let out = out.ok_or_else(|| io::Error::other("OUT_DIR is not set"))?;
    let rows: String = sounds.iter().map(Sound::row).collect();
    fs::write(out.join("sounds.rs"), format!("&[\n{rows}]\n"))?;
    fs::write(out.join("net.txt"), net::table(&sounds))
}
