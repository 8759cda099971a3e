//! Lists the built files of the studio's page, so that the program contains them. Without them the
//! program builds too, and its page says how to build them.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The folder of the built files.
const BUILT: &str = "web/dist";

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    // A missing folder is watched too.
    println!("cargo::rerun-if-changed={BUILT}");
    println!("cargo::rerun-if-changed=build.rs");
    let mut files = Vec::new();
    list(&root.join(BUILT), "", &mut files)?;
    files.sort();
    let mut code = "&[\n".to_owned();
    for (name, path) in files {
        let _ = writeln!(code, "    ({name:?}, include_bytes!({path:?}) as &[u8]),");
    }
    code.push_str("]\n");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?);
    fs::write(out.join("page.rs"), code)
}

/// Lists the files of a folder with their names in it; none if there is no such folder.
fn list(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        match entry.file_type()?.is_dir() {
            true => list(&entry.path(), &format!("{name}/"), files)?,
            false if name.ends_with(".map") => {}
            false => files.push((name, entry.path())),
        }
    }
    Ok(())
}
