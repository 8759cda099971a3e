//! Styles for dark and light terminals, and for terminals without colours. Text
//! has the terminal's default colour, or sets both colours. No meaning depends
//! on a colour alone.

use ratatui::style::{Color, Modifier, Style};

/// A style for each kind of item.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Theme {
    pub text: Style,
    /// Frames, scales, past items.
    pub faint: Style,
    /// Words that were heard.
    pub said: Style,
    /// Words of the line that is heard.
    pub current: Style,
    pub said_here: Style,
    /// The word that is heard, and the playhead.
    pub spoken: Style,
    /// Skipped words.
    pub skipped: Style,
    pub role: Style,
    /// Items that sound now, and the role that speaks.
    pub active: Style,
    pub title: Style,
    /// The chosen item.
    pub chosen: Style,
    pub playing: Style,
    pub paused: Style,
    pub waits: Style,
    pub alarm: Style,
    /// Levels near full scale.
    pub hot: Style,
}

impl Theme {
    /// Returns the theme for the environment: [`Theme::mono`] if `NO_COLOR` is
    /// set to any value (no-color.org), or the terminal has no colours.
    #[must_use]
    pub(crate) fn of(variable: impl Fn(&str) -> Option<String>) -> Theme {
        let is_set = variable("NO_COLOR").is_some_and(|value| !value.is_empty());
        let terminal = variable("TERM").unwrap_or_default();
        let has_none = terminal == "dumb" || terminal.ends_with("-m") || terminal == "vt100";
        match is_set || has_none {
            true => Theme::mono(),
            false => Theme::colours(),
        }
    }

    /// Those of the sixteen colours that can be read on black and on white.
    #[must_use]
    pub(crate) fn colours() -> Theme {
        let on = |back: Color| Style::new().fg(Color::Black).bg(back);
        Theme {
            spoken: on(Color::Yellow),
            active: Style::new()
                .fg(Color::LightMagenta)
                .add_modifier(Modifier::BOLD),
            chosen: on(Color::Cyan),
            playing: on(Color::Green),
            paused: on(Color::Cyan),
            waits: on(Color::Yellow),
            alarm: Style::new().fg(Color::White).bg(Color::Red),
            hot: Style::new().fg(Color::LightRed),
            ..Theme::mono()
        }
    }

    /// Without colours: bold, dim, underlined and reversed.
    #[must_use]
    pub(crate) fn mono() -> Theme {
        let with = |modifier| Style::new().add_modifier(modifier);
        Theme {
            text: Style::new(),
            faint: with(Modifier::DIM),
            said: with(Modifier::DIM),
            current: with(Modifier::BOLD),
            said_here: Style::new(),
            spoken: with(Modifier::REVERSED | Modifier::BOLD),
            skipped: with(Modifier::DIM | Modifier::CROSSED_OUT),
            role: with(Modifier::UNDERLINED),
            active: with(Modifier::BOLD),
            title: with(Modifier::BOLD),
            chosen: with(Modifier::REVERSED),
            playing: with(Modifier::REVERSED),
            paused: with(Modifier::REVERSED),
            waits: with(Modifier::REVERSED | Modifier::BOLD),
            alarm: with(Modifier::REVERSED | Modifier::BOLD),
            hot: with(Modifier::BOLD),
        }
    }

    #[cfg(test)]
    fn styles(&self) -> [Style; 16] {
        [
            self.text,
            self.faint,
            self.said,
            self.current,
            self.said_here,
            self.spoken,
            self.skipped,
            self.role,
            self.active,
            self.title,
            self.chosen,
            self.playing,
            self.paused,
            self.waits,
            self.alarm,
            self.hot,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The used colours, as in xterm and in the Windows console: name, then
    /// red, green and blue of each.
    const PALETTES: [(Color, [u8; 3], [u8; 3]); 9] = [
        (Color::Black, [0, 0, 0], [12, 12, 12]),
        (Color::White, [255, 255, 255], [242, 242, 242]),
        (Color::Red, [205, 0, 0], [197, 15, 31]),
        (Color::Green, [0, 205, 0], [19, 161, 14]),
        (Color::Yellow, [205, 205, 0], [193, 156, 0]),
        (Color::Cyan, [0, 205, 205], [58, 150, 221]),
        (Color::LightRed, [255, 0, 0], [231, 72, 86]),
        (Color::LightMagenta, [255, 0, 255], [180, 0, 158]),
        (Color::Gray, [229, 229, 229], [204, 204, 204]),
    ];

    /// Relative luminance, WCAG 2.2.
    fn luminance(rgb: [u8; 3]) -> f64 {
        let linear = rgb.map(|value| {
            let value = f64::from(value) / 255.0;
            match value <= 0.040_45 {
                true => value / 12.92,
                false => libm::pow((value + 0.055) / 1.055, 2.4),
            }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    /// The contrast ratio of two colours, WCAG 2.2; the lower of both palettes.
    fn contrast(one: Color, other: Color) -> f64 {
        let find = |color| PALETTES.iter().find(|entry| entry.0 == color).unwrap();
        let (one, other) = (find(one), find(other));
        let ratio = |a: [u8; 3], b: [u8; 3]| {
            let (a, b) = (luminance(a), luminance(b));
            (a.max(b) + 0.05) / (a.min(b) + 0.05)
        };
        ratio(one.1, other.1).min(ratio(one.2, other.2))
    }

    #[test]
    fn colours_can_be_read_on_black_and_on_white() {
        for style in Theme::colours().styles() {
            match (style.fg, style.bg) {
                (Some(fore), Some(back)) => assert!(contrast(fore, back) >= 4.5, "{style:?}"),
                // Bold or large text: 3:1.
                (Some(fore), None) => {
                    let least = contrast(fore, Color::Black).min(contrast(fore, Color::White));
                    assert!(least >= 3.0, "{style:?} {least}");
                }
                (None, None) => {}
                (None, Some(_)) => panic!("the terminal's default colour on a set one: {style:?}"),
            }
        }
    }

    #[test]
    fn without_colours_there_are_none() {
        let asked = |name: &str| (name == "NO_COLOR").then(|| "1".to_owned());
        let theme = Theme::of(asked);
        assert!(
            theme
                .styles()
                .iter()
                .all(|s| s.fg.is_none() && s.bg.is_none())
        );
        let empty = |name: &str| (name == "NO_COLOR").then(String::new);
        assert_eq!(Theme::of(empty), Theme::colours());
    }
}
