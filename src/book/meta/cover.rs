//! The cover of a show: a picture beside the script. Its kind and its size are those of its
//! content, whatever its name is.

use crate::book::sound::out_of_reach;
use crate::world::World;
use cuebook_core::diagnostic::{Diagnostic, Spanned, shown};
use cuebook_core::units::Bytes;
use imagesize::ImageType;

/// A picture that players can show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    /// Its path relative to the script.
    pub path: String,
    pub kind: PictureKind,
    pub width: usize,
    pub height: usize,
}

/// The kinds of pictures that all players read.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum PictureKind {
    Jpeg,
    Png,
}

impl PictureKind {
    /// Returns its media type.
    #[must_use]
    pub(crate) fn mime(self) -> &'static str {
        match self {
            PictureKind::Jpeg => "image/jpeg",
            PictureKind::Png => "image/png",
        }
    }

    /// Returns the ending of a file.
    #[must_use]
    pub(crate) fn ending(self) -> &'static str {
        match self {
            PictureKind::Jpeg => "jpg",
            PictureKind::Png => "png",
        }
    }
}

/// The sides in pixels that podcast places take.
const SIDES: std::ops::RangeInclusive<usize> = 1400..=3000;

/// The largest file of a picture, in bytes: FLAC holds no larger ones.
const LARGEST: usize = 16_000_000;

/// The bytes at the end of a file in which the end of the picture is looked for. Some programs
/// add a few of their own.
const END: usize = 1 << 16;

const PLACES: &str = "podcast places take squares of 1400 to 3000 pixels, audiobook shops such as ACX of 2400 or more";

/// Returns the cover at a path. Reports one that cannot be read or is not a picture, and one
/// whose size or shape is refused by the places where shows are published.
pub(super) fn bind(
    path: &Spanned<String>,
    world: &dyn World,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Cover> {
    let bytes = match world.read(path) {
        Ok(bytes) => bytes,
        Err(error) => {
            diagnostics.push(out_of_reach(path, &error, world));
            return None;
        }
    };
    let cover = match read(path, &bytes) {
        Ok(cover) => cover,
        Err(why) => {
            let message = format!("`{}` {why}", shown(path));
            let mistake = Diagnostic::error("bad-cover", path.span, message);
            diagnostics
                .push(mistake.hint("a cover is a JPEG or PNG picture; a JPEG of 1 MB is enough"));
            return None;
        }
    };
    diagnostics.extend(doubt(&cover, path));
    diagnostics.extend(of_print(&bytes, path));
    Some(cover)
}

/// Returns a warning for a JPEG in the four colours of print.
fn of_print(bytes: &[u8], path: &Spanned<String>) -> Option<Diagnostic> {
    if colours(bytes)? != 4 {
        return None;
    }
    let message = format!("`{}` has the colours of print (CMYK)", shown(path));
    let warning = Diagnostic::warning("cover-colours", path.span, message);
    Some(warning.hint("many players show it in wrong colours or not at all; save it as RGB"))
}

/// Returns the number of colours of a JPEG, as its frame says it; `None` for another picture.
fn colours(bytes: &[u8]) -> Option<u8> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let [0xff, marker, more @ ..] = rest else {
            return None;
        };
        match marker {
            // Any number of these may come before a marker.
            0xff => rest = &rest[1..],
            0x01 | 0xd0..=0xd7 => rest = more,
            // The frame: its length, the bits, the height, the width, the number of colours.
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => return more.get(7).copied(),
            0xd9 | 0xda => return None,
            _ => {
                let length = more.get(..2)?;
                let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
                rest = more.get(length..)?;
            }
        }
    }
}

/// Reads the kind and the size of a picture, or returns why it is no cover.
fn read(path: &str, bytes: &[u8]) -> Result<Cover, String> {
    let kind = match imagesize::image_type(bytes) {
        Ok(ImageType::Jpeg) => PictureKind::Jpeg,
        Ok(ImageType::Png) => PictureKind::Png,
        Ok(other) => {
            let other = format!("{other:?}");
            let name = other.split(['(', ' ', '{']).next().unwrap_or_default();
            return Err(format!(
                "is a {} picture, which many players do not show",
                name.to_uppercase()
            ));
        }
        Err(_) => return Err("is not a picture".to_owned()),
    };
    let size = imagesize::blob_size(bytes).map_err(|_| "is a broken picture".to_owned())?;
    if size.width == 0 || size.height == 0 {
        return Err("is a broken picture".to_owned());
    }
    if bytes.len() > LARGEST {
        let most = Bytes(LARGEST as u64);
        return Err(format!(
            "is larger than {most}, the most that sound files hold"
        ));
    }
    let end = match kind {
        PictureKind::Jpeg => &b"\xff\xd9"[..],
        PictureKind::Png => b"IEND",
    };
    let tail = &bytes[bytes.len().saturating_sub(END)..];
    if !tail.windows(end.len()).any(|part| part == end) {
        return Err("is cut short".to_owned());
    }
    Ok(Cover {
        path: path.to_owned(),
        kind,
        width: size.width,
        height: size.height,
    })
}

/// Returns a warning for a picture that places refuse.
fn doubt(cover: &Cover, path: &Spanned<String>) -> Option<Diagnostic> {
    let (width, height) = (cover.width, cover.height);
    let size = format!("`{}` has {width} by {height} pixels", shown(path));
    let why = match (width == height, width.min(height)) {
        (false, _) => "and is not square",
        (true, side) if side < *SIDES.start() => "and is small for a cover",
        (true, side) if side > *SIDES.end() => "and is large for a cover",
        (true, _) => return None,
    };
    let warning = Diagnostic::warning("cover-size", path.span, format!("{size} {why}"));
    Some(warning.hint(PLACES))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut writer = png::Encoder::new(&mut bytes, width, height);
        writer.set_color(png::ColorType::Grayscale);
        writer.set_depth(png::BitDepth::One);
        let row = width.div_ceil(8) as usize;
        let mut writer = writer.write_header().unwrap();
        writer
            .write_image_data(&vec![0; row * height as usize])
            .unwrap();
        writer.finish().unwrap();
        bytes
    }

    /// The markers of a JPEG with a size, without its samples.
    fn jpeg(width: u16, height: u16) -> Vec<u8> {
        let mut bytes = b"\xff\xd8\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0".to_vec();
        bytes.extend(b"\xff\xc0\x00\x0b\x08");
        bytes.extend(height.to_be_bytes());
        bytes.extend(width.to_be_bytes());
        bytes.extend(b"\x01\x01\x11\x00\xff\xd9");
        bytes
    }

    #[test]
    fn a_picture_in_the_colours_of_print_is_a_warning() {
        let mut cmyk = jpeg(1400, 1400);
        let frame = cmyk.len() - 6;
        assert_eq!(colours(&cmyk), Some(1));
        cmyk[frame] = 4;
        let (cover, told) = found("c.jpg", &cmyk);
        assert!(cover.is_some());
        assert_eq!(
            told,
            ["cover-colours: `c.jpg` has the colours of print (CMYK)"]
        );
        for end in 0..cmyk.len() {
            colours(&cmyk[..end]);
        }
        assert_eq!(colours(&png(8, 8)), None);
    }

    fn found(name: &str, bytes: &[u8]) -> (Option<Cover>, Vec<String>) {
        let world = Memory::default().with(name, bytes);
        let mut diagnostics = Vec::new();
        let path = Spanned::new(name.to_owned(), Default::default());
        let cover = bind(&path, &world, &mut diagnostics);
        let told = diagnostics
            .iter()
            .map(|found| format!("{}: {}", found.code, found.message));
        (cover, told.collect())
    }

    #[test]
    fn the_kind_is_that_of_the_content() {
        let (cover, told) = found("cover.jpg", &png(1400, 1400));
        assert_eq!(told, [] as [&str; 0]);
        let cover = cover.unwrap();
        assert_eq!((cover.kind, cover.width), (PictureKind::Png, 1400));
        let (cover, told) = found("cover.png", &jpeg(3000, 3000));
        assert_eq!(told, [] as [&str; 0]);
        assert_eq!(cover.unwrap().kind.mime(), "image/jpeg");
    }

    #[test]
    fn a_size_or_shape_that_places_refuse_is_a_warning() {
        for (width, height, why) in [
            (1600, 1200, "and is not square"),
            (800, 800, "and is small for a cover"),
            (3001, 3001, "and is large for a cover"),
        ] {
            let (cover, told) = found("c.png", &png(width, height));
            assert!(cover.is_some());
            assert_eq!(
                told,
                [format!(
                    "cover-size: `c.png` has {width} by {height} pixels {why}"
                )]
            );
        }
    }

    #[test]
    fn what_is_not_a_whole_jpeg_or_png_is_an_error() {
        let whole = png(1400, 1400);
        for (bytes, message) in [
            (
                &b"GIF89a\x10\x00\x10\x00\x00\x00\x00;"[..],
                "is a GIF picture, which many players do not show",
            ),
            (b"A text.", "is not a picture"),
            (b"", "is not a picture"),
            (&whole[..whole.len() - 12], "is cut short"),
            (&whole[..12], "is a broken picture"),
            (
                &[whole.clone(), vec![0; LARGEST]].concat(),
                "is larger than 16 MB, the most that sound files hold",
            ),
        ] {
            let (cover, told) = found("c.png", bytes);
            assert_eq!(cover, None);
            assert_eq!(told, [format!("bad-cover: `c.png` {message}")]);
        }
        let path = Spanned::new("none.png".to_owned(), Default::default());
        let mut diagnostics = Vec::new();
        assert_eq!(bind(&path, &Memory::default(), &mut diagnostics), None);
        assert_eq!(diagnostics[0].code, "missing-file");
    }
}
