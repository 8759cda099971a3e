//! The files of a page in its folder.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::sounds::{Coding, Encoded, Made};
use crate::exchange::web::manifest::Manifest;
use crate::exchange::web::page;
use crate::output::data_uri;
use crate::session::files::{Overwrite, make_folder, needs_folder, write as write_file};
use crate::session::{SessionError, Show};

/// The manifest. It is written last, so a folder with it is complete.
const MANIFEST: &str = "show.json";

/// Refuses a folder that has a page or other files, unless they may be replaced, and one with a
/// file of the show.
pub(super) fn check(show: &Show, folder: &Path, overwrite: Overwrite) -> Result<(), SessionError> {
    needs_folder(folder)?;
    if folder.is_file() {
        return Err(SessionError::Exists(folder.to_owned()));
    }
    for (name, _) in page::files("", "") {
        let path = folder.join(name);
        show.refuse_own(&path)?;
        overwrite.check(&path)?;
    }
    overwrite.check(&folder.join(MANIFEST))
}

/// Writes a page. Returns the bytes of its sounds and of its script. Sounds that are not for
/// browsers are not packed for a page that is opened from a disk.
pub(super) fn write(
    folder: &Path,
    manifest: &Manifest,
    (encoded, coding): (&Encoded, Coding),
) -> Result<(u64, u64), SessionError> {
    let old = old_files(folder);
    make_folder(folder)?;
    for sub in ["audio", "disk"] {
        make_folder(&folder.join(sub))?;
    }
    let mut kept: Vec<PathBuf> = Vec::new();
    let mut put = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        kept.push(path.clone());
        write_file(&path, bytes)
    };
    let mut audio = 0;
    let mut packs: BTreeMap<usize, Vec<&Made>> = BTreeMap::new();
    for sound in encoded.sounds.iter().chain(encoded.rooms.iter().flatten()) {
        put(&sound.name, &sound.bytes)?;
        audio += sound.bytes.len() as u64;
        if coding == Coding::Opus {
            packs.entry(sound.pack).or_default().push(sound);
        }
    }
    for (number, sounds) in &packs {
        let name = format!("disk/{number}.js");
        put(&name, pack(*number, sounds).as_bytes())?;
    }
    let text = serde_json::to_string(manifest).map_err(std::io::Error::from)?;
    let wrapped = format!("CueDisk.show({text});\n");
    put("disk/show.js", wrapped.as_bytes())?;
    let mut script = 0;
    for (name, text) in page::files(&manifest.title, &manifest.language) {
        if name.ends_with(".js") {
            script += text.len() as u64;
        }
        put(name, text.as_bytes())?;
    }
    put(MANIFEST, text.as_bytes())?;
    // The sounds of the page that was there before.
    for path in old.iter().filter(|old| !kept.contains(old)) {
        drop(std::fs::remove_file(path));
    }
    Ok((audio, script))
}

/// Returns a pack of sounds for a page that is opened from a disk.
fn pack(number: usize, sounds: &[&Made]) -> String {
    let entries = sounds.iter().map(|sound| {
        let uri = data_uri::of("audio", &sound.bytes);
        let data = uri.split_once(',').map_or("", |(_, data)| data);
        format!("\"{}\":\"{data}\"", sound.name)
    });
    let entries: Vec<String> = entries.collect();
    format!("CueDisk.pack({number},{{{}}});\n", entries.join(",\n"))
}

/// Returns the sounds of the page in a folder.
fn old_files(folder: &Path) -> Vec<PathBuf> {
    let text = std::fs::read(folder.join(MANIFEST)).unwrap_or_default();
    let old: serde_json::Value = serde_json::from_slice(&text).unwrap_or_default();
    let list = |key: &str| old[key].as_array().cloned().unwrap_or_default();
    let mut sounds = list("sounds");
    for room in list("rooms") {
        sounds.extend([room["early"].clone(), room["late"].clone()]);
    }
    let plain = |name: &str| {
        let name = name.strip_prefix("audio/")?;
        let is_own = !name.contains(['/', '\\']);
        is_own.then(|| folder.join("audio").join(name))
    };
    let audio = sounds
        .iter()
        .filter_map(|sound| plain(sound["file"].as_str()?));
    let packs = sounds.iter().filter_map(|sound| sound["pack"].as_u64());
    let packs = packs.map(|pack| folder.join(format!("disk/{pack}.js")));
    audio.chain(packs).collect()
}
