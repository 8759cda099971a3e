//! The podcast feed of a series that is published: its facts, from the records of what was
//! published.

use std::path::{Path, PathBuf};

use super::state::{Kept, KeptFile};
use super::{Chapter, SeriesFile, shared};
use crate::book::meta::Cover;
use crate::exchange::feed::{self, Feed, Item};
use crate::session::{SessionError, Studio, files};
use crate::world::World;
use cuebook_core::units::Frames;
use cuebook_script::PublishForm;
use cuebook_script::series::{DayNumber, Every};

/// The name of the feed.
pub(crate) const NAME: &str = "feed.xml";

/// The sound forms of a feed, the one that most apps play first, with their media types.
const SOUNDS: [(PublishForm, &str); 5] = [
    (PublishForm::Podcast, "audio/mpeg"),
    (PublishForm::Mp3, "audio/mpeg"),
    (PublishForm::M4a, "audio/mp4"),
    (PublishForm::M4b, "audio/mp4"),
    (PublishForm::Opus, "audio/ogg"),
];

/// The forms of transcripts, with their media types.
const TRANSCRIPTS: [(PublishForm, &str); 4] = [
    (PublishForm::Vtt, "text/vtt"),
    (PublishForm::Transcript, "application/json"),
    (PublishForm::Srt, "application/x-subrip"),
    (PublishForm::Html, "text/html"),
];

/// A chapter that was published.
#[derive(Clone, Debug)]
pub(crate) struct Episode {
    index: usize,
    title: String,
    number: u64,
    /// The path of the script in the series.
    name: String,
    description: Option<String>,
    date: Option<DayNumber>,
    kept: Kept,
    /// Its own picture, as a file in the folder.
    image: Option<String>,
    /// Whether there are chapters within it.
    has_chapters: bool,
}

/// A feed that was written.
#[derive(Clone, Debug)]
pub(crate) struct Fed {
    pub path: PathBuf,
    pub is_new: bool,
    pub items: usize,
    /// The chapters without a sound that podcast apps play, and why.
    pub remarks: Vec<String>,
}

impl Studio {
    /// Takes down what the feed says of a chapter, and writes its own picture into the folder.
    ///
    /// # Errors
    /// When its picture cannot be read or written.
    pub(crate) fn episode(
        &self,
        series: &SeriesFile,
        chapter: &Chapter,
        (index, kept): (usize, Kept),
        folder: &Path,
    ) -> Result<Episode, SessionError> {
        let meta = &chapter.show.book.meta;
        let script = &chapter.show.script;
        let own = script.meta.date.as_ref().map(|date| date.value);
        let is_own = script.meta.cover.is_some();
        let image = match meta.cover.as_ref().filter(|_| is_own) {
            None => None,
            Some(cover) => {
                let world = self.world(&chapter.show.path);
                Some(picture(&world, cover, folder, chapter.name())?)
            }
        };
        let mut scenes = chapter.show.book.scenes.iter();
        Ok(Episode {
            has_chapters: scenes.any(|scene| scene.chapter.is_some()),
            index,
            title: chapter.title(),
            number: meta.number.unwrap_or(index as u64 + 1),
            name: series.chapters[index].name.clone(),
            description: script
                .meta
                .description
                .as_ref()
                .map(|words| words.value.trim().to_owned()),
            date: own.map(DayNumber::of),
            kept,
            image,
        })
    }

    /// Writes the feed of a series under an address of the web.
    ///
    /// # Errors
    /// When a picture or the feed cannot be written.
    pub(crate) fn write_feed(
        &self,
        series: &SeriesFile,
        episodes: &[Episode],
        (folder, site): (&Path, &str),
    ) -> Result<Fed, SessionError> {
        let image = match &series.meta.cover {
            None => None,
            Some(cover) => Some(picture(&self.world(&series.path), cover, folder, "cover")?),
        };
        let mut remarks = Vec::new();
        let id = shared::words(&series.read.feed.id).unwrap_or(site);
        let path = folder.join(NAME);
        if let Some(fed) = kept(series, episodes, (&path, id)) {
            return Ok(fed);
        }
        let mut items = Vec::new();
        for episode in episodes {
            match item(series, episode, (site, id)) {
                Some(item) => items.push(item),
                None => remarks.push(format!(
                    "{} is not in the feed: podcast apps play mp3, m4a or opus, and `publish` of the chapter has none of them",
                    episode.name
                )),
            }
        }
        if items.iter().any(|item| item.date.is_none()) {
            remarks.push(
                "some chapters have no date: set `date` in their `meta`, or `start` in `feed` of the series".to_owned(),
            );
        }
        let count = items.len();
        let text = feed::write(&of(series, items, (site, image)));
        let is_new = std::fs::read(&path).ok().as_deref() != Some(text.as_bytes());
        if is_new {
            files::write(&path, text.as_bytes())?;
        }
        Ok(Fed {
            path,
            is_new,
            items: count,
            remarks,
        })
    }
}

fn of(series: &SeriesFile, items: Vec<Item>, (site, image): (&str, Option<String>)) -> Feed {
    let (meta, wanted) = (&series.meta, &series.read.feed);
    let category = shared::words(&wanted.category).unwrap_or("Fiction > Drama");
    let parts = category.split_once('>');
    let (outer, inner) = parts.map_or((category, None), |(outer, inner)| (outer, Some(inner)));
    let link = wanted.link.as_ref().map(|link| link.value.clone());
    Feed {
        title: series.title(),
        address: feed::address(site, NAME),
        link: link.unwrap_or_else(|| site.to_owned()),
        // Readers demand a description.
        description: meta.description.clone().unwrap_or_else(|| series.title()),
        language: meta.language.clone(),
        copyright: meta.copyright.clone(),
        author: meta.author(),
        email: wanted.email.as_ref().map(|mail| mail.value.clone()),
        image: image.map(|file| feed::address(site, &file)),
        category: (
            outer.trim().to_owned(),
            inner.map(|inner| inner.trim().to_owned()),
        ),
        is_explicit: wanted
            .explicit
            .as_ref()
            .is_some_and(|explicit| explicit.value),
        items,
    }
}

/// Returns what the feed says of a chapter; `None` if it has no sound that podcast apps play.
fn item(series: &SeriesFile, episode: &Episode, (site, id): (&str, &str)) -> Option<Item> {
    let files = &episode.kept.files;
    let of = |form: PublishForm| files.iter().find(|file| file.form == form.name());
    let address = |file: &KeptFile| feed::address(site, &file.name);
    let mut sounds = SOUNDS.iter();
    let (sound, media) = sounds.find_map(|(form, media)| Some((of(*form)?, *media)))?;
    let transcripts = TRANSCRIPTS.iter();
    let transcripts = transcripts.filter_map(|(form, media)| Some((address(of(*form)?), *media)));
    let schedule = &series.read.feed;
    let every = schedule
        .every
        .as_ref()
        .map_or(Every::Week, |every| every.value);
    let by_schedule = || {
        let start = schedule.start.as_ref()?.value;
        Some(every.day(start, episode.index))
    };
    let shared = series.meta.date.map(DayNumber::of);
    let chapters = of(PublishForm::ChaptersJson).filter(|_| episode.has_chapters);
    Some(Item {
        title: episode.title.clone(),
        number: episode.number,
        guid: guid(id, &episode.name),
        description: episode.description.clone(),
        date: episode.date.or_else(by_schedule).or(shared),
        seconds: Frames(episode.kept.frames).seconds().0.round() as u64,
        sound: (address(sound), sound.bytes, media),
        image: episode.image.as_ref().map(|file| feed::address(site, file)),
        chapters: chapters.map(address),
        transcripts: transcripts.collect(),
    })
}

/// Returns the feed as it is, if it has a chapter that could not be made now: a mistake in a script takes
/// no chapter away from listeners.
fn kept(series: &SeriesFile, episodes: &[Episode], (path, id): (&Path, &str)) -> Option<Fed> {
    let before = std::fs::read_to_string(path).ok()?;
    let chapters = series.chapters.iter().map(|chapter| &chapter.name);
    let lost: Vec<&str> = chapters
        .filter(|name| !episodes.iter().any(|episode| episode.name == **name))
        .filter(|name| before.contains(&guid(id, name)))
        .map(String::as_str)
        .collect();
    (!lost.is_empty()).then(|| Fed {
        path: path.to_owned(),
        is_new: false,
        items: before.matches("<item>").count(),
        remarks: vec![format!(
            "the feed stays as it is, because it has chapters that could not be made now: {}",
            lost.join(", ")
        )],
    })
}

/// Returns the name of a chapter for podcast apps. It stays the same if the chapter gets another
/// title, number or sound.
fn guid(id: &str, chapter: &str) -> String {
    let hash = blake3::hash(format!("{}\n{chapter}", id.trim()).as_bytes());
    hash.to_hex()[..32].to_owned()
}

/// Writes a picture into the folder, and returns its name.
fn picture(
    world: &dyn World,
    cover: &Cover,
    folder: &Path,
    name: &str,
) -> Result<String, SessionError> {
    let bytes = world.read(&cover.path).map_err(SessionError::Cover)?;
    let file = format!("{name}.{}", cover.kind.ending());
    let path = folder.join(&file);
    if std::fs::read(&path).ok().as_ref() != Some(&bytes) {
        files::write(&path, &bytes)?;
    }
    Ok(file)
}
