//! The podcast feed of a series.

use super::address::{Mail, Site};
use crate::read::meta::{Date, Day};
use cuebook_core::words;
use cuebook_yaml::mapping::{OneOf, Text, mapping};

mapping! {
    /// The podcast feed of a series.
    #[derive(Default)]
    pub struct Feed: "feed", "`feed`", "feed: { site: \"https://example.org/night-watch/\" }" {} keys {
        /// The address under which the folder of `cuebook series publish` is served. Without it, or `--base-url`, no feed is written.
        site: Site { examples: &["https://example.org/night-watch/"] },
        /// The page about the series.
        link: Site { default: Described("the address of `site`"), examples: &["https://example.org/"] },
        /// The category of Apple Podcasts, with its subcategory after `>`.
        category: Text { default: Written("Fiction > Drama"), examples: &["Fiction > Science Fiction"] },
        /// Whether it has strong language or scenes that are not for children.
        explicit: bool { default: Written("false") },
        /// The address for mail of the owner of the feed; some directories ask for it.
        email: Mail { examples: &["ann@example.org"] },
        /// The day of the first chapter, for chapters whose scripts have no `date`.
        start: Day { examples: &["2026-05-01"] },
        /// How long after one chapter the next one is published.
        every: OneOf<Every> { default: Written("week"), examples: &["day", "week"] },
        /// A name that never changes, from which every chapter has its own name for podcast apps. Set it to the old address when the feed moves.
        id: Text { default: Described("the address of `site`"), examples: &["https://old.example.org/"] },
    }
}

words! {
    /// How often a chapter is published.
    pub enum Every: "time", usually Week {
        /// every day
        Day = "day",
        /// every day from Monday to Friday
        Weekday = "weekday",
        /// every seven days
        Week = "week",
        /// every fourteen days
        TwoWeeks = "two-weeks",
        /// on the same day of every month, or on its last one
        Month = "month",
    }
}

/// A day, counted from 1 January 1970.
#[derive(Copy, Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DayNumber(pub i64);

impl DayNumber {
    /// Returns the day of a date; the first one of a month or a year.
    #[must_use]
    pub fn of(date: Date) -> DayNumber {
        let month = i64::from(date.month.unwrap_or(1));
        let day = i64::from(date.day.unwrap_or(1));
        // The year begins in March, so that a leap day is the last one (H. Hinnant, days_from_civil).
        let year = i64::from(date.year) - i64::from(month <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
        DayNumber(era * 146_097 + days - 719_468)
    }

    /// Returns the day of the week, from 0 for Monday.
    #[must_use]
    pub fn weekday(self) -> usize {
        usize::try_from((self.0 + 3).rem_euclid(7)).unwrap_or(0)
    }

    /// Returns the date.
    #[must_use]
    pub fn date(self) -> Date {
        let days = self.0 + 719_468;
        let era = days.div_euclid(146_097);
        let of_era = days.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year + era * 400 + i64::from(month <= 2);
        Date {
            year: u16::try_from(year).unwrap_or(9999),
            month: u8::try_from(month).ok(),
            day: u8::try_from(day).ok(),
        }
    }
}

impl Every {
    /// Returns the day of the chapter `count` after the one of `start`.
    #[must_use]
    pub fn day(self, start: Date, count: usize) -> DayNumber {
        let first = DayNumber::of(start);
        let count = i64::try_from(count).unwrap_or(i64::MAX / 512);
        match self {
            Every::Day => DayNumber(first.0 + count),
            Every::Week => DayNumber(first.0 + 7 * count),
            Every::TwoWeeks => DayNumber(first.0 + 14 * count),
            Every::Weekday => weekday(first, count),
            Every::Month => month(start, count),
        }
    }
}

/// Returns the weekday `count` after a day, or after the first one on or after it.
fn weekday(first: DayNumber, count: i64) -> DayNumber {
    let late = i64::try_from(first.weekday()).unwrap_or(0);
    let (monday, of_week) = match late {
        0..=4 => (first.0 - late, late),
        _ => (first.0 - late + 7, 0),
    };
    let all = of_week + count;
    DayNumber(monday + all / 5 * 7 + all % 5)
}

/// Returns the same day `count` months later, or the last one of that month.
fn month(start: Date, count: i64) -> DayNumber {
    let months = i64::from(start.year) * 12 + i64::from(start.month.unwrap_or(1)) - 1 + count;
    let at = |months: i64| Date {
        year: u16::try_from(months / 12).unwrap_or(9999),
        month: u8::try_from(months % 12 + 1).ok(),
        day: Some(1),
    };
    let (first, next) = (DayNumber::of(at(months)), DayNumber::of(at(months + 1)));
    let day = i64::from(start.day.unwrap_or(1)) - 1;
    DayNumber(first.0 + day.min(next.0 - first.0 - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    fn days(every: Every, start: &str, count: usize) -> Vec<String> {
        let day = |index| every.day(date(start), index).date().to_string();
        (0..count).map(day).collect()
    }

    #[test]
    fn a_day_has_its_number_and_its_weekday() {
        assert_eq!(DayNumber::of(date("1970-01-01")).0, 0);
        assert_eq!(DayNumber::of(date("1970-01-01")).weekday(), 3);
        assert_eq!(DayNumber::of(date("2000-02-29")).0, 11_016);
        assert_eq!(DayNumber::of(date("2026-05-01")).weekday(), 4);
        assert_eq!(
            DayNumber::of(date("2026-05")),
            DayNumber::of(date("2026-05-01"))
        );
        for text in ["1600-02-29", "1999-12-31", "2024-02-29", "2100-03-01"] {
            assert_eq!(DayNumber::of(date(text)).date().to_string(), text);
        }
    }

    #[test]
    fn a_schedule_has_a_day_for_every_chapter() {
        assert_eq!(
            days(Every::Day, "2024-02-28", 3),
            ["2024-02-28", "2024-02-29", "2024-03-01"]
        );
        assert_eq!(
            days(Every::Week, "2026-12-25", 2),
            ["2026-12-25", "2027-01-01"]
        );
        assert_eq!(days(Every::TwoWeeks, "2026-05-01", 2)[1], "2026-05-15");
        // From a Thursday, and from a Saturday.
        assert_eq!(
            days(Every::Weekday, "2026-04-30", 3),
            ["2026-04-30", "2026-05-01", "2026-05-04"]
        );
        assert_eq!(
            days(Every::Weekday, "2026-05-02", 2),
            ["2026-05-04", "2026-05-05"]
        );
        assert_eq!(
            days(Every::Month, "2026-12-31", 4),
            ["2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31"]
        );
    }
}
