//! The work of publishing: makes the files of a show that changed, with one pass of the mix for all
//! sound files where it can.

use std::path::{Path, PathBuf};

use super::form::{self, Made, Text};
use super::print;
use super::record::{Entry, Record};
use super::{Remark, State};
use crate::exchange::captions::{self, Captions, Contents};
use crate::exchange::cue_list::smpte::Rate;
use crate::exchange::cue_list::{self, Kind as Listed, Timed, osc};
use crate::exchange::read_along::{About, Grain};
use crate::exchange::{chapters, cuesheet, labels};
use crate::mix::Listening;
use crate::output::encode::{Choice, Peak};
use crate::output::meter::Sides;
use crate::output::survey::Quiet;
use crate::output::tags::Tags;
use crate::session::console::Console;
use crate::session::console::file::Output;
use crate::session::files::{self, Overwrite};
use crate::session::read_along::{Coding, Kind, Readable, facts};
use crate::session::workstation::{Ready, Workstation, WorkstationOptions};
use crate::session::{Part, SessionError, Show, Staged, Studio};
use cuebook_core::progress::Progress;
use cuebook_core::units::Frames;
use cuebook_script::PublishForm;
use cuebook_voice::Voice;

/// A file with its form, and what happened to it.
pub(super) type MadeFile = (PublishForm, PathBuf, State);

/// A show that is being published.
pub(super) struct Issue<'a> {
    pub(super) studio: &'a Studio,
    pub(super) show: &'a Show,
    pub(super) voice: (&'a dyn Voice, usize),
    pub(super) staged: Staged,
    pub(super) console: Console,
    pub(super) tags: Tags,
    /// The fingerprints of the tags and of their cover.
    pub(super) tags_print: String,
    cover_print: Option<String>,
    /// What texts to read along say of the show, once it is needed.
    about: Option<About>,
    pub(super) record: Record,
    pub(super) progress: &'a dyn Progress,
    /// The captions, once they are needed.
    captions: Option<Captions>,
    pub(super) remarks: Vec<Remark>,
}

impl<'a> Issue<'a> {
    pub(super) fn new(
        (studio, show): (&'a Studio, &'a Show),
        voice: (&'a dyn Voice, usize),
        staged: Staged,
        record: Record,
        progress: &'a dyn Progress,
    ) -> Result<Issue<'a>, SessionError> {
        let heard = (Listening::Loudspeakers, Sides::Both);
        let common = studio.common_trim(show, voice, heard, progress)?;
        let made = (staged.performance.clone(), &staged.timeline);
        let tags = studio.tags(show, staged.made(), None)?;
        let cover = tags.cover.as_ref();
        let cover_print = cover.map(|cover| print::of_bytes(&cover.bytes));
        Ok(Issue {
            studio,
            show,
            voice,
            console: studio.console(&show.book, made, heard, common),
            tags_print: print::tags(&tags, cover_print.as_deref()),
            cover_print,
            tags,
            about: None,
            staged,
            record,
            progress,
            captions: None,
            remarks: Vec::new(),
        })
    }

    /// Makes the files that changed, and returns what happened to each.
    pub(super) fn make(
        &mut self,
        wanted: &[(PublishForm, PathBuf)],
    ) -> Result<Vec<MadeFile>, SessionError> {
        let mut sounds = Vec::new();
        let mut files = Vec::new();
        for (form, path) in wanted {
            let state = match form::made(*form) {
                Made::Text(text) => self.write_text(text, (*form, path))?,
                Made::Read(kind) => self.write_read(kind, (*form, path))?,
                Made::Project(to) => self.write_project(to, (*form, path))?,
                Made::Target(target) => {
                    files.extend(self.deliver(&target, (*form, path))?);
                    continue;
                }
                Made::Sound(choice) => {
                    let print = self.sound_print(choice)?;
                    let state = self.record.state(path, &print);
                    if state != State::Unchanged {
                        sounds.push((*form, path.as_path(), choice, print));
                    }
                    state
                }
            };
            files.push((*form, path.clone(), state));
        }
        self.sounds(sounds)?;
        Ok(files)
    }

    /// Adds a file that was made to the record.
    fn add(&mut self, form: PublishForm, path: &Path, made_of: String) -> Result<(), SessionError> {
        let entry = Entry::of(form.name(), &made_of, Vec::new());
        self.record.add(path, entry)
    }

    /// Writes a text about the show, if it changed.
    fn write_text(
        &mut self,
        text: Text,
        (form, path): (PublishForm, &Path),
    ) -> Result<State, SessionError> {
        let text = self.text(text, path)?;
        let print = print::of_bytes(&text);
        let state = self.record.state(path, &print);
        if state != State::Unchanged {
            self.record.begin(&[path])?;
            files::write(path, &text)?;
            self.add(form, path, print)?;
        }
        Ok(state)
    }

    /// Returns a text about the show.
    fn text(&mut self, text: Text, path: &Path) -> Result<Vec<u8>, SessionError> {
        let (script, book) = (&self.show.script, &self.show.book);
        let timeline = &self.staged.timeline;
        let timed = Timed {
            script,
            book,
            performance: &self.staged.performance,
            timeline,
            part: None,
        };
        let entries = || cue_list::entries(timed, &Listed::ALL);
        Ok(match text {
            Text::Captions(form) => {
                let contents = Contents {
                    sounds: true,
                    words: false,
                };
                let captions = &mut self.captions;
                let all = captions.get_or_insert_with(|| {
                    captions::captions(script, book, (timeline, None), contents)
                });
                let report = all.report();
                self.remarks.push(Remark::Captions(path.to_owned(), report));
                all.write(form, contents).into_bytes()
            }
            Text::Chapters(form) => {
                let list = &self.tags.chapters;
                if list.is_empty() {
                    self.remarks.push(Remark::NoChapters(path.to_owned()));
                }
                chapters::write(form, &book.meta, list).into_bytes()
            }
            Text::Labels => labels::write(book, timeline, None).into_bytes(),
            Text::CueSheet => cuesheet::write(script, book, (timeline, None))?,
            Text::Cues => cue_list::csv(timed, &entries(), Rate::Pal)?,
            Text::Messages => {
                osc::write(timed, &entries(), Rate::Pal).map_err(std::io::Error::from)?
            }
        })
    }

    /// Writes a text to read along, if it changed.
    fn write_read(
        &mut self,
        kind: Read,
        (form, path): (PublishForm, &Path),
    ) -> Result<State, SessionError> {
        let about = self.about();
        let print = self.read_print(kind, &about);
        let state = self.record.state(path, &print);
        if state != State::Unchanged {
            self.record.begin(&[path])?;
            let ready = Readable {
                show: self.show,
                console: &self.console,
                timeline: &self.staged.timeline,
                part: None,
                about: &about,
            };
            ready.write((&kind.of(), path), self.progress)?;
            self.add(form, path, print)?;
        }
        self.about = Some(about);
        Ok(state)
    }

    /// Returns what texts to read along say of the show.
    fn about(&mut self) -> About {
        self.about.take().unwrap_or_else(|| {
            let credits = self
                .studio
                .credits_heard(self.show, &self.staged.performance);
            let cover = self.tags.cover.as_ref().map(|cover| cover.bytes.clone());
            facts::about(self.show, &credits, cover)
        })
    }

    /// Writes a project of a workstation, if it changed.
    fn write_project(
        &mut self,
        to: Workstation,
        (form, path): (PublishForm, &Path),
    ) -> Result<State, SessionError> {
        let (book, timeline) = (&self.show.book, &self.staged.timeline);
        let named = (&book.title, &book.roles, &book.lines, &book.scenes);
        let key = self.console.sound_key();
        let print = print::of(&(key, form, named, timeline, book.meta.author()));
        let state = self.record.state(path, &print);
        if state != State::Unchanged {
            self.record.begin(&[path])?;
            let ready = Ready {
                show: self.show,
                console: &self.console,
                timeline: &self.staged.timeline,
                part: Frames::ZERO..self.staged.timeline.frames,
                progress: self.progress,
            };
            ready.write(&WorkstationOptions {
                to,
                output: path.to_owned(),
                stems: true,
                // The record says that the files there are ours.
                overwrite: Overwrite::Allow,
                part: Part::default(),
            })?;
            self.add(form, path, print)?;
        }
        Ok(state)
    }

    /// Writes the sound files that changed.
    fn sounds(
        &mut self,
        sounds: Vec<(PublishForm, &Path, Choice, String)>,
    ) -> Result<(), SessionError> {
        let outputs = sounds.iter();
        let outputs = outputs.map(|(_, path, choice, _)| self.output(*choice, path));
        let outputs = outputs.collect::<Result<Vec<_>, SessionError>>()?;
        if !outputs.is_empty() {
            let paths: Vec<&Path> = sounds.iter().map(|(_, path, ..)| *path).collect();
            self.record.begin(&paths)?;
            self.console.write_all(&outputs, self.progress)?;
        }
        for (form, path, _, print) in sounds {
            self.add(form, path, print)?;
        }
        Ok(())
    }

    fn output<'p>(&self, choice: Choice, path: &'p Path) -> Result<Output<'p>, SessionError> {
        let is_tagged = self.show.is_tagged(choice.container);
        Ok(Output {
            path,
            format: choice.format(Sides::Both)?,
            part: None,
            pad: [Frames::ZERO; 2],
            peak: Peak::of(&self.show.book.target),
            quiet: Quiet::default(),
            tags: is_tagged.then(|| self.tags.clone()),
        })
    }

    /// Returns the fingerprint of all inputs of a sound file.
    fn sound_print(&self, choice: Choice) -> Result<String, SessionError> {
        let format = choice.format(Sides::Both)?;
        let target = &self.show.book.target;
        let is_tagged = self.show.is_tagged(choice.container);
        let tags = is_tagged.then_some(&self.tags_print);
        Ok(print::of(&(self.console.sound_key(), format, target, tags)))
    }

    /// Returns the fingerprint of all that a text to read along shows.
    fn read_print(&self, kind: Read, about: &About) -> String {
        let book = &self.show.book;
        let text = (&book.prose.text, &book.lines, &self.staged.timeline);
        let key = self.console.sound_key();
        let cover = &self.cover_print;
        let meta = &about.meta;
        let names = (&about.title, &about.language, &about.credits, cover);
        let chapters = (&self.tags.chapters, &book.roles);
        let people = (
            &meta.subtitle,
            &meta.authors,
            &meta.narrators,
            &meta.description,
        );
        let shown = match kind {
            Read::Book => print::of(meta),
            Read::Page => print::of(&people),
        };
        print::of(&(key, kind, text, names, chapters, shown))
    }
}

/// The kinds of texts to read along.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Read {
    Book,
    Page,
}

impl Read {
    fn of(self) -> Kind {
        match self {
            Read::Book => Kind::Book(Grain::Sentence),
            Read::Page => Kind::Page {
                coding: Coding::Aac,
                is_beside: false,
            },
        }
    }
}
