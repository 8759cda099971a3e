//! The fields that all kinds of tags have, in words.

use super::Tags;

/// The longest short description of MP4, in bytes.
const SHORT: usize = 255;

impl Tags {
    /// Returns the title of the file.
    pub(super) fn title(&self) -> &str {
        let piece = self.piece.as_ref();
        piece.map_or(&self.meta.title, |piece| &piece.title)
    }

    /// Returns the number of the file and how many there are.
    pub(super) fn track(&self) -> Option<(u16, u16)> {
        self.piece.as_ref()?.track
    }

    /// Returns the series with the number in it: `Night Watch, 3`.
    pub(super) fn part_of_series(&self) -> Option<String> {
        let series = self.meta.series.as_ref()?;
        let number = self.meta.number.map(|number| format!(", {number}"));
        Some(format!("{series}{}", number.unwrap_or_default()))
    }

    /// Returns the description with the credits below it, for kinds of tags with one field for
    /// both.
    pub(super) fn comment(&self) -> Option<String> {
        let credits = Some(&self.credits).filter(|credits| !credits.is_empty());
        let parts = self.meta.description.iter().chain(credits);
        let parts: Vec<&str> = parts.map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join("\n\n"))
    }

    /// Returns the description within a size, cut after a sentence or a word.
    pub(super) fn short_description(&self) -> Option<String> {
        let whole = self.meta.description.as_ref()?;
        if whole.len() <= SHORT {
            return Some(whole.clone());
        }
        let room = super::clipped(whole, SHORT - "…".len());
        let sentence = room.rfind(['.', '!', '?']).filter(|at| *at > SHORT / 2);
        Some(match (sentence, room.rfind(char::is_whitespace)) {
            (Some(at), _) => room[..=at].to_owned(),
            (None, Some(at)) => format!("{}…", room[..at].trim_end()),
            (None, None) => format!("{room}…"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn described(text: &str) -> Option<String> {
        let mut tags = Tags::default();
        tags.meta.description = Some(text.to_owned());
        tags.short_description()
    }

    #[test]
    fn a_short_description_ends_after_a_sentence_or_a_word() {
        assert_eq!(described("All of it.").as_deref(), Some("All of it."));
        let sentence = format!("{}. {}", "a".repeat(200), "b ".repeat(100));
        assert_eq!(described(&sentence), Some(format!("{}.", "a".repeat(200))));
        let words = described(&"дверь ".repeat(60)).unwrap();
        assert!(words.len() <= SHORT && words.ends_with("дверь…"), "{words}");
        assert!(described(&"é".repeat(300)).unwrap().len() <= SHORT);
    }

    #[test]
    fn the_comment_has_description_and_credits() {
        let mut tags = Tags::default();
        assert_eq!(tags.comment(), None);
        tags.credits = "Rain: Ann".to_owned();
        assert_eq!(tags.comment().as_deref(), Some("Rain: Ann"));
        tags.meta.description = Some("A show.".to_owned());
        assert_eq!(tags.comment().as_deref(), Some("A show.\n\nRain: Ann"));
        tags.meta.series = Some("Night".to_owned());
        assert_eq!(tags.part_of_series().as_deref(), Some("Night"));
        tags.meta.number = Some(3);
        assert_eq!(tags.part_of_series().as_deref(), Some("Night, 3"));
    }
}
