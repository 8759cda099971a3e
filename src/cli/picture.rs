//! Draws pictures of sounds in a terminal.
//!
//! Takes a wave or a spectrogram and the abilities of the terminal, and returns lines of
//! text. No line is wider than the terminal. Without colour or Unicode, simpler
//! characters are used.

use std::fmt::Write;
use std::io::{self, IsTerminal};

use super::report::Colour;
use crate::output::picture::axis::{self, Mark};
use crate::output::picture::{COLOURS, Rgb, Spectrogram, Wave};

/// The columns for the frequency labels.
const MARGIN: usize = 8;
/// The lines of a wave and of a spectrogram.
const WAVE_LINES: usize = 4;
const LINES: usize = 12;

/// The abilities of the terminal.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Look {
    pub columns: usize,
    pub unicode: bool,
    pub colours: Colours,
}

#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Colours {
    None,
    /// The 256 colours of xterm.
    Indexed,
    /// 24-bit colour.
    True,
}

impl Look {
    /// Returns the abilities of standard output; 80 columns if it is not a terminal.
    pub(super) fn of_stdout() -> Look {
        let terminal = io::stdout().is_terminal();
        let size = terminal.then(terminal_size::terminal_size).flatten();
        let columns = size.map_or(80, |(width, _)| usize::from(width.0));
        let says = |name: &str| std::env::var(name).unwrap_or_default().to_lowercase();
        let colours = match (Colour::on(terminal), says("COLORTERM").as_str()) {
            (Colour::Never, _) => Colours::None,
            _ if says("TERM") == "dumb" => Colours::None,
            (Colour::Always, "truecolor" | "24bit") => Colours::True,
            _ => Colours::Indexed,
        };
        // POSIX: the first of these variables that is set wins.
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].map(says);
        let locale = locale.into_iter().find(|value| !value.is_empty());
        let locale = locale.unwrap_or_default();
        Look {
            columns: columns.clamp(40, 100),
            unicode: cfg!(windows) || locale.contains("utf-8") || locale.contains("utf8"),
            colours,
        }
    }

    /// Returns the columns of a picture, without the labels at its left.
    pub(super) fn across(self) -> usize {
        self.columns - MARGIN - 1
    }

    /// Returns the number of wave columns that [`Look::wave`] needs.
    pub(super) fn wave_columns(self) -> usize {
        self.across() * if self.unicode { 2 } else { 1 }
    }

    /// Returns the number of rows that [`Look::spectrogram`] needs.
    pub(super) fn rows(self) -> usize {
        LINES * if self.halves() { 2 } else { 1 }
    }

    /// Returns whether a line shows two rows, as a half block and its background.
    fn halves(self) -> bool {
        self.unicode && self.colours != Colours::None
    }

    /// Draws the wave, with Braille dots or number signs.
    pub(super) fn wave(self, wave: &Wave) -> String {
        let down = if self.unicode { 4 } else { 1 };
        let rows = WAVE_LINES * down;
        let row = |swing: f32| ((1.0 - swing) / 2.0 * (rows - 1) as f32).round() as usize;
        let inside = |row_: usize, column: usize| {
            let swing = wave.columns.get(column);
            swing.is_some_and(|(low, high)| (row(*high)..=row(*low)).contains(&row_))
        };
        let mut text = String::new();
        for line in 0..WAVE_LINES {
            let cell = |cell: usize| match self.unicode {
                true => braille(|x, y| inside(line * 4 + y, cell * 2 + x)),
                false if inside(line, cell) => '#',
                false => ' ',
            };
            let cells: String = (0..self.across()).map(cell).collect();
            let _ = writeln!(
                text,
                "{:MARGIN$}{}",
                "",
                cells.trim_end_matches([' ', '\u{2800}'])
            );
        }
        text
    }

    /// Draws the spectrogram with its axes.
    pub(super) fn spectrogram(self, picture: &Spectrogram) -> String {
        let mut text = String::new();
        for line in 0..LINES {
            let _ = write!(text, "{:>width$} ", name_of(line), width = MARGIN - 1);
            match self.colours {
                Colours::None => self.shades(picture, line, &mut text),
                _ => self.colour(picture, line, &mut text),
            }
            text.push('\n');
        }
        let mut axis = String::new();
        for Mark { place, name } in axis::times(picture.length) {
            let column = MARGIN + (place * picture.columns as f64) as usize;
            let gap = column.saturating_sub(axis.chars().count());
            let _ = write!(
                axis,
                "{:gap$}{}{name}",
                "",
                if self.unicode { '╵' } else { '|' }
            );
        }
        text.push_str(&axis);
        text.push('\n');
        text
    }

    fn shades(self, picture: &Spectrogram, line: usize, text: &mut String) {
        let shades: &[char] = match self.unicode {
            true => &[' ', '░', '▒', '▓', '█'],
            false => &[' ', '.', ':', '-', '=', '+', '*', '#', '%', '@'],
        };
        let shade = |column| usize::from(picture.level(column, line)) * shades.len() / 256;
        let cells: String = (0..picture.columns)
            .map(|column| shades[shade(column)])
            .collect();
        text.push_str(cells.trim_end());
    }

    fn colour(self, picture: &Spectrogram, line: usize, text: &mut String) {
        let colour = |column, row| COLOURS[usize::from(picture.level(column, row))];
        let mut last = None;
        for column in 0..picture.columns {
            let (upper, lower) = match self.halves() {
                true => (colour(column, 2 * line), colour(column, 2 * line + 1)),
                false => (colour(column, line), colour(column, line)),
            };
            if last.replace((upper, lower)) != Some((upper, lower)) {
                let (front, ground) = (self.code(upper), self.code(lower));
                let _ = write!(text, "\x1b[38;{front};48;{ground}m");
            }
            text.push(if self.halves() { '▀' } else { ' ' });
        }
        text.push_str("\x1b[0m");
    }

    /// Returns the parameters of a colour after 38 or 48 in SGR.
    fn code(self, [red, green, blue]: Rgb) -> String {
        if self.colours == Colours::True {
            return format!("2;{red};{green};{blue}");
        }
        let step = |part: u8| (u16::from(part) * 5 + 127) / 255;
        format!("5;{}", 16 + 36 * step(red) + 6 * step(green) + step(blue))
    }
}

/// Returns the frequency label of a line of a spectrogram, if it has one.
fn name_of(line: usize) -> String {
    let marks = axis::pitches().into_iter();
    let mut here = marks.filter(|mark| ((1.0 - mark.place) * LINES as f64) as usize == line);
    here.next().map_or_else(String::new, |mark| mark.name)
}

/// Returns the Braille pattern with these dots, 2 across and 4 down.
fn braille(is_set: impl Fn(usize, usize) -> bool) -> char {
    const DOTS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
    let mut pattern = 0x2800;
    for (y, row) in DOTS.iter().enumerate() {
        for (x, dot) in row.iter().enumerate() {
            if is_set(x, y) {
                pattern |= dot;
            }
        }
    }
    char::from_u32(pattern).unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_core::units::Seconds;

    fn look(unicode: bool, colours: Colours) -> Look {
        Look {
            columns: 60,
            unicode,
            colours,
        }
    }

    /// A spectrogram that is loud in the upper half and silent in the lower.
    fn picture(look: Look) -> Spectrogram {
        let (columns, rows) = (look.across(), look.rows());
        let mut levels = vec![255; columns * rows / 2];
        levels.resize(columns * rows, 0);
        Spectrogram {
            columns,
            rows,
            length: Seconds(8.0),
            levels,
        }
    }

    #[test]
    fn a_plain_picture_is_ascii_and_as_wide_as_the_terminal() {
        let look = look(false, Colours::None);
        let text = look.spectrogram(&picture(look));
        assert!(text.is_ascii());
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines.len(), LINES + 1);
        assert_eq!(lines[0], format!(" 15 kHz {}", "@".repeat(51)));
        assert_eq!(lines[10], " 100 Hz ".trim_end().to_owned() + " ");
        assert_eq!(
            lines[12].trim_end(),
            "        |0 s        |2 s         |4 s         |6 s"
        );
        assert!(lines.iter().all(|line| line.len() < 60));
    }

    #[test]
    fn colours_are_set_where_they_change_and_taken_back() {
        let look = look(true, Colours::True);
        let text = look.spectrogram(&picture(look));
        let first = text.lines().next().unwrap();
        let light = "2;255;244;186";
        assert_eq!(
            first,
            format!(
                " 15 kHz \x1b[38;{light};48;{light}m{}\x1b[0m",
                "▀".repeat(51)
            )
        );
        let indexed = Look {
            colours: Colours::Indexed,
            ..look
        };
        assert!(
            indexed
                .spectrogram(&picture(look))
                .contains("\x1b[38;5;230;48;5;230m")
        );
    }

    #[test]
    fn a_wave_swings_around_its_middle() {
        let plain = look(false, Colours::None);
        let mut columns = vec![(0.0, 0.0); 51];
        columns[2] = (-1.0, 1.0);
        columns[3] = (-1.0, 0.0);
        let text = plain.wave(&Wave { columns });
        let at = |column: usize| {
            let lines = text
                .lines()
                .map(|line| line.chars().nth(MARGIN + column) == Some('#'));
            lines.collect::<Vec<bool>>()
        };
        assert_eq!(at(2), [true, true, true, true]);
        assert_eq!(at(3), [false, false, true, true]);
        assert_eq!(at(9), [false, false, true, false]);
        assert_eq!(braille(|x, y| x == 1 && y == 3), '⢀');
        assert_eq!(braille(|_, _| true), '⣿');
    }
}
