//! Protection against copying, as far as an EPUB shows it.

use crate::exchange::manuscript::ManuscriptError;
use crate::exchange::manuscript::archive::Archive;
use crate::exchange::manuscript::markup::{Event, Form, each};
use crate::exchange::manuscript::package;

/// The algorithms that hide only fonts. The text of such a book is not encrypted.
const FONTS: [&str; 2] = [
    "http://www.idpf.org/2008/embedding",
    "http://ns.adobe.com/pdf/enc#RC",
];

/// Refuses a book whose text is encrypted.
///
/// # Errors
/// When it is.
pub(super) fn refuse_protected(archive: &mut Archive) -> Result<(), ManuscriptError> {
    let Some(text) = package::text(archive, "META-INF/encryption.xml")? else {
        return Ok(());
    };
    // The method of each encrypted file. One without a method counts as encrypted.
    let mut hidden = false;
    let mut method: Option<String> = None;
    let mut file = String::new();
    let mut in_key = false;
    each(&text, Form::Xml, &mut |event| match event {
        Event::Open(tag) if tag.name == "encrypteddata" => {
            method = None;
            file.clear();
        }
        Event::Open(tag) if tag.name == "cipherreference" => file = tag.get("uri").to_lowercase(),
        Event::Open(tag) if tag.name == "encryptedkey" => in_key = true,
        Event::Close("encryptedkey") => in_key = false,
        Event::Open(tag) if tag.name == "encryptionmethod" && !in_key => {
            method.get_or_insert(tag.get("algorithm").to_owned());
        }
        Event::Close("encrypteddata") => {
            hidden |= !method
                .take()
                .is_some_and(|own| FONTS.contains(&own.as_str()))
                && !is_font(&file);
        }
        _ => {}
    })?;
    match hidden {
        true => Err(ManuscriptError::Protected {
            by: scheme(archive),
        }),
        false => Ok(()),
    }
}

/// Returns whether a file is a font, which is not needed.
fn is_font(path: &str) -> bool {
    let endings = [".otf", ".ttf", ".ttc", ".woff", ".woff2"];
    endings.iter().any(|ending| path.ends_with(ending))
}

/// Returns the name of the protection, as far as its files show it.
fn scheme(archive: &Archive) -> &'static str {
    match () {
        () if archive.has("META-INF/license.lcpl") => "Readium LCP",
        () if archive.has("META-INF/sinf.xml") => "Apple FairPlay",
        () if archive.has("META-INF/rights.xml") => "Adobe ADEPT or a like scheme",
        () => "encryption",
    }
}
