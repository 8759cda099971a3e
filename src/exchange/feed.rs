//! A podcast feed: RSS 2.0 with the namespaces of Apple Podcasts and of Podcasting 2.0. Takes the
//! facts of a series and of its chapters, and returns XML.

use super::xml::Xml;
use cuebook_script::Date;
use cuebook_script::series::DayNumber;

/// A feed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Feed {
    pub title: String,
    /// The address of the feed itself.
    pub address: String,
    /// The page about the series.
    pub link: String,
    pub description: String,
    pub language: Option<String>,
    pub copyright: Option<String>,
    pub author: Option<String>,
    pub email: Option<String>,
    /// The address of the picture.
    pub image: Option<String>,
    /// The category, and the one within it.
    pub category: (String, Option<String>),
    pub is_explicit: bool,
    pub items: Vec<Item>,
}

/// A chapter in a feed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    pub title: String,
    pub number: u64,
    /// A name that stays the same.
    pub guid: String,
    pub description: Option<String>,
    pub date: Option<DayNumber>,
    /// The length in whole seconds.
    pub seconds: u64,
    /// The address of the sound, its bytes and its media type.
    pub sound: (String, u64, &'static str),
    /// The picture of the chapter, if it has its own.
    pub image: Option<String>,
    /// The chapters within it, as JSON.
    pub chapters: Option<String>,
    /// The transcripts with their media types.
    pub transcripts: Vec<(String, &'static str)>,
}

const NAMESPACES: [(&str, &str); 4] = [
    ("version", "2.0"),
    ("xmlns:atom", "http://www.w3.org/2005/Atom"),
    ("xmlns:itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd"),
    ("xmlns:podcast", "https://podcastindex.org/namespace/1.0"),
];

/// Writes a feed.
#[must_use]
pub(crate) fn write(feed: &Feed) -> String {
    let mut xml = Xml::default();
    xml.open("rss", &NAMESPACES);
    xml.open("channel", &[]);
    channel(&mut xml, feed);
    for item in &feed.items {
        write_item(&mut xml, feed, item);
    }
    xml.close();
    xml.close();
    xml.finish()
}

fn channel(xml: &mut Xml, feed: &Feed) {
    xml.text("title", &feed.title);
    xml.text("link", &feed.link);
    xml.empty(
        "atom:link",
        &[
            ("href", &feed.address),
            ("rel", "self"),
            ("type", "application/rss+xml"),
        ],
    );
    xml.text("description", &feed.description);
    maybe(xml, "language", feed.language.as_deref());
    maybe(xml, "copyright", feed.copyright.as_deref());
    xml.text("generator", concat!("cuebook ", env!("CARGO_PKG_VERSION")));
    maybe(xml, "itunes:author", feed.author.as_deref());
    if let Some(email) = &feed.email {
        xml.open("itunes:owner", &[]);
        xml.text("itunes:name", feed.author.as_deref().unwrap_or(&feed.title));
        xml.text("itunes:email", email);
        xml.close();
    }
    if let Some(image) = &feed.image {
        xml.empty("itunes:image", &[("href", image)]);
        xml.open("image", &[]);
        xml.text("url", image);
        xml.text("title", &feed.title);
        xml.text("link", &feed.link);
        xml.close();
    }
    match &feed.category {
        (outer, Some(inner)) => {
            xml.open("itunes:category", &[("text", outer)]);
            xml.empty("itunes:category", &[("text", inner)]);
            xml.close();
        }
        (outer, None) => xml.empty("itunes:category", &[("text", outer)]),
    }
    xml.text("itunes:explicit", truth(feed.is_explicit));
    // The chapters are heard from the first one on.
    xml.text("itunes:type", "serial");
}

fn write_item(xml: &mut Xml, feed: &Feed, item: &Item) {
    xml.open("item", &[]);
    xml.text("title", &item.title);
    maybe(xml, "description", item.description.as_deref());
    xml.text_with("guid", &[("isPermaLink", "false")], &item.guid);
    if let Some(date) = item.date {
        xml.text("pubDate", &rfc_822(date));
    }
    let (address, bytes, media) = &item.sound;
    let bytes = bytes.to_string();
    xml.empty(
        "enclosure",
        &[("url", address), ("length", &bytes), ("type", media)],
    );
    maybe(xml, "itunes:author", feed.author.as_deref());
    xml.text("itunes:duration", &item.seconds.to_string());
    xml.text("itunes:episode", &item.number.to_string());
    xml.text("itunes:episodeType", "full");
    xml.text("itunes:explicit", truth(feed.is_explicit));
    if let Some(image) = &item.image {
        xml.empty("itunes:image", &[("href", image)]);
    }
    if let Some(chapters) = &item.chapters {
        let media = ("type", "application/json+chapters");
        xml.empty("podcast:chapters", &[("url", chapters), media]);
    }
    for (address, media) in &item.transcripts {
        xml.empty("podcast:transcript", &[("url", address), ("type", media)]);
    }
    xml.close();
}

fn maybe(xml: &mut Xml, name: &'static str, text: Option<&str>) {
    if let Some(text) = text {
        xml.text(name, text);
    }
}

fn truth(is_true: bool) -> &'static str {
    match is_true {
        true => "true",
        false => "false",
    }
}

/// Returns the beginning of a day as RSS writes it: `Fri, 01 May 2026 00:00:00 +0000`.
fn rfc_822(day: DayNumber) -> String {
    const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let Date {
        year,
        month,
        day: of,
    } = day.date();
    let month = MONTHS[usize::from(month.unwrap_or(1) - 1) % 12];
    let weekday = DAYS[day.weekday()];
    format!(
        "{weekday}, {:02} {month} {year:04} 00:00:00 +0000",
        of.unwrap_or(1)
    )
}

/// Returns the address of a file in a folder of the web. Characters that an address does not have
/// are written as bytes.
#[must_use]
pub(crate) fn address(folder: &str, file: &str) -> String {
    let mut address = folder.to_owned();
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                address.push(char::from(byte));
            }
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed() -> Feed {
        Feed {
            title: "Night & <Day>".to_owned(),
            address: "https://a.b/feed.xml".to_owned(),
            link: "https://a.b/".to_owned(),
            description: "One.\nTwo \u{1}\"quoted\" ]]>".to_owned(),
            author: Some("Ann".to_owned()),
            email: Some("ann@a.b".to_owned()),
            image: Some("https://a.b/cover.png".to_owned()),
            category: ("Fiction".to_owned(), Some("Drama".to_owned())),
            items: vec![Item {
                title: "One's \"start\"".to_owned(),
                number: 1,
                guid: "x".to_owned(),
                date: Some(DayNumber::of(Date::parse("2026-05-01").unwrap())),
                seconds: 61,
                sound: (address("https://a.b/", "01-é a.mp3"), 9, "audio/mpeg"),
                transcripts: vec![("https://a.b/1.vtt".to_owned(), "text/vtt")],
                ..Item::default()
            }],
            ..Feed::default()
        }
    }

    #[test]
    fn a_feed_is_well_formed_and_has_its_facts() {
        let text = write(&feed());
        let tree = roxmltree::Document::parse(&text).unwrap();
        let texts = |name: &str| -> Vec<String> {
            let nodes = tree
                .descendants()
                .filter(|node| node.tag_name().name() == name);
            nodes
                .map(|node| node.text().unwrap_or("").to_owned())
                .collect()
        };
        assert_eq!(
            texts("title"),
            ["Night & <Day>", "Night & <Day>", "One's \"start\""]
        );
        assert_eq!(texts("description"), ["One.\nTwo  \"quoted\" ]]>"]);
        assert_eq!(texts("pubDate"), ["Fri, 01 May 2026 00:00:00 +0000"]);
        assert_eq!(texts("duration"), ["61"]);
        let enclosure = tree
            .descendants()
            .find(|node| node.has_tag_name("enclosure"))
            .unwrap();
        assert_eq!(
            enclosure.attribute("url"),
            Some("https://a.b/01-%C3%A9%20a.mp3")
        );
        assert_eq!(enclosure.attribute("length"), Some("9"));
        assert_eq!(texts("email"), ["ann@a.b"]);
    }

    #[test]
    fn a_day_is_written_as_mail_does() {
        let of = |text| rfc_822(DayNumber::of(Date::parse(text).unwrap()));
        assert_eq!(of("2024-02-29"), "Thu, 29 Feb 2024 00:00:00 +0000");
        assert_eq!(of("2026"), "Thu, 01 Jan 2026 00:00:00 +0000");
    }
}
