//! Publishes a show: writes it in several forms into a folder. What did not change since the last
//! time is left as it is, and a file that something else wrote is not replaced.

mod form;
mod print;
mod record;

use std::path::{Path, PathBuf};

use crate::exchange::captions::Contents;
use crate::exchange::chapters;
use crate::exchange::read_along::Grain;
use crate::mix::Listening;
use crate::output::encode::{Choice, Peak};
use crate::output::meter::Sides;
use crate::output::survey::Quiet;
use crate::session::console::Console;
use crate::session::console::file::Output;
use crate::session::deliver::{file_name, slug};
use crate::session::files::{self, make_folder};
use crate::session::read_along::{Coding, Kind};
use crate::session::{SessionError, Show, Staged, Studio, captions};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_core::progress::Progress;
use cuebook_core::units::Frames;
use cuebook_script::PublishForm;
use cuebook_voice::Voice;

use form::Made;
use record::Record;

/// The forms to publish, and their folder.
#[derive(Clone, Debug)]
pub(crate) struct PublishOptions {
    /// The folder. It is created if it is missing.
    pub folder: PathBuf,
    pub forms: Vec<PublishForm>,
    /// Whether files that something else wrote are replaced.
    pub force: bool,
}

/// The result of publishing.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    /// The files, in the order of the forms.
    pub files: Vec<PublishedFile>,
    /// The number of takes that were not in the cache.
    pub spoken: usize,
    /// Warnings that need the final times.
    pub doubts: Vec<Diagnostic>,
}

/// A file in the folder.
#[derive(Clone, Debug)]
pub(crate) struct PublishedFile {
    pub form: PublishForm,
    pub path: PathBuf,
    pub bytes: u64,
    pub state: State,
}

/// What happened to a file.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// It was not there.
    New,
    /// It was there and had changed.
    Renewed,
    /// It was made again, because it had been deleted.
    Restored,
    /// It is as it was.
    Unchanged,
}

impl State {
    /// Returns the word for reports.
    pub(crate) fn word(self) -> &'static str {
        match self {
            State::New => "new",
            State::Renewed => "renewed",
            State::Restored => "made again",
            State::Unchanged => "unchanged",
        }
    }
}

impl Studio {
    /// Writes a show in several forms into a folder.
    ///
    /// # Errors
    /// When the show cannot be performed, a file cannot be written, or a file there is not one
    /// that was published before.
    pub(crate) fn publish(
        &self,
        show: &Show,
        (voice, jobs): (&dyn Voice, usize),
        options: &PublishOptions,
        progress: &dyn Progress,
    ) -> Result<Published, SessionError> {
        make_folder(&options.folder)?;
        let record = Record::read(&options.folder);
        let name = slug(&show.book.title, &file_name(show));
        let place = |form: &PublishForm| options.folder.join(form::file_name(*form, &name));
        let paths: Vec<PathBuf> = options.forms.iter().map(place).collect();
        for path in &paths {
            show.refuse_own(path)?;
            if !options.force {
                record.refuse_foreign(path)?;
            }
        }
        let staged = self.stage(show, voice, jobs, progress)?;
        let (spoken, doubts) = (staged.performance.spoken, staged.doubts.clone());
        let mut issue = Issue::new(self, show, (voice, jobs), staged, record, progress)?;
        let wanted: Vec<(PublishForm, &Path)> = options
            .forms
            .iter()
            .copied()
            .zip(paths.iter().map(PathBuf::as_path))
            .collect();
        let states = issue.make(&wanted)?;
        let size = |path: &Path| std::fs::metadata(path).map_or(0, |file| file.len());
        let files = wanted
            .iter()
            .zip(states)
            .map(|((form, path), state)| PublishedFile {
                form: *form,
                path: (*path).to_owned(),
                bytes: size(path),
                state,
            });
        Ok(Published {
            files: files.collect(),
            spoken,
            doubts,
        })
    }
}

/// A show that is being published.
struct Issue<'a> {
    studio: &'a Studio,
    show: &'a Show,
    voice: (&'a dyn Voice, usize),
    staged: Staged,
    console: Console,
    record: Record,
    progress: &'a dyn Progress,
}

impl<'a> Issue<'a> {
    fn new(
        studio: &'a Studio,
        show: &'a Show,
        voice: (&'a dyn Voice, usize),
        staged: Staged,
        record: Record,
        progress: &'a dyn Progress,
    ) -> Result<Issue<'a>, SessionError> {
        let heard = (Listening::Loudspeakers, Sides::Both);
        let common = studio.common_trim(show, voice, heard, progress)?;
        let made = (staged.performance.clone(), &staged.timeline);
        let console = studio.console(&show.book, made, heard, common);
        Ok(Issue {
            studio,
            show,
            voice,
            staged,
            console,
            record,
            progress,
        })
    }

    /// Makes the files that changed, and returns what happened to each.
    fn make(&mut self, wanted: &[(PublishForm, &Path)]) -> Result<Vec<State>, SessionError> {
        let mut sounds = Vec::new();
        let mut states = Vec::new();
        for (index, (form, path)) in wanted.iter().enumerate() {
            states.push(match form::made(*form) {
                Made::Text(form) => self.write_text(form, path)?,
                Made::Read(kind) => self.write_read(kind, path)?,
                Made::Sound(choice) => {
                    let print = self.sound_print(choice)?;
                    let state = self.record.state(path, &print);
                    if state != State::Unchanged {
                        sounds.push((index, print));
                    }
                    state
                }
            });
        }
        self.sounds(wanted, sounds)?;
        Ok(states)
    }

    /// Writes a text about the show, if it changed.
    fn write_text(&mut self, form: form::Text, path: &Path) -> Result<State, SessionError> {
        let text = self.text(form);
        let print = print::of_bytes(&text);
        let state = self.record.state(path, &print);
        if state != State::Unchanged {
            files::write(path, &text)?;
            self.record.add(path, print)?;
        }
        Ok(state)
    }

    /// Writes a text to read along, if it changed.
    fn write_read(&mut self, kind: Read, path: &Path) -> Result<State, SessionError> {
        let print = self.read_print(kind)?;
        let state = self.record.state(path, &print);
        if state != State::Unchanged {
            let output = (&kind.of(), path);
            let staged = self.staged.clone();
            let (studio, voice) = (self.studio, self.voice);
            studio.read_along_staged(self.show, voice, staged, output, self.progress)?;
            self.record.add(path, print)?;
        }
        Ok(state)
    }

    /// Writes the sound files that changed, with one pass of the mix for all where it can.
    fn sounds(
        &mut self,
        wanted: &[(PublishForm, &Path)],
        sounds: Vec<(usize, String)>,
    ) -> Result<(), SessionError> {
        let outputs = sounds.iter().filter_map(|(index, _)| {
            let (form, path) = wanted[*index];
            match form::made(form) {
                Made::Sound(choice) => Some(self.output(choice, path)),
                Made::Text(_) | Made::Read(_) => None,
            }
        });
        let outputs = outputs.collect::<Result<Vec<_>, SessionError>>()?;
        if !outputs.is_empty() {
            self.console.write_all(&outputs, self.progress)?;
        }
        for (index, print) in sounds {
            self.record.add(wanted[index].1, print)?;
        }
        Ok(())
    }

    fn output<'p>(&self, choice: Choice, path: &'p Path) -> Result<Output<'p>, SessionError> {
        let is_tagged = self.show.is_tagged(choice.container);
        let tags = is_tagged.then(|| self.studio.tags(self.show, &self.staged.timeline, None));
        Ok(Output {
            path,
            format: choice.format(Sides::Both)?,
            part: None,
            pad: [Frames::ZERO; 2],
            peak: Peak::of(&self.show.book.target),
            quiet: Quiet::default(),
            tags: tags.transpose()?,
        })
    }

    /// Returns a text about the show.
    fn text(&self, form: form::Text) -> Vec<u8> {
        let (show, timeline) = (self.show, &self.staged.timeline);
        match form {
            form::Text::Captions(form) => {
                let contents = Contents {
                    sounds: true,
                    words: false,
                };
                captions::of(show, timeline, contents).write(form, contents)
            }
            form::Text::Chapters(form) => {
                chapters::write(form, &show.book.meta, &timeline.chapters(&show.book))
            }
        }
        .into_bytes()
    }

    /// Returns the fingerprint of all inputs of a sound file.
    fn sound_print(&self, choice: Choice) -> Result<String, SessionError> {
        let tags = self.studio.tags(self.show, &self.staged.timeline, None)?;
        let format = choice.format(Sides::Both)?;
        let target = &self.show.book.target;
        let key = self.console.sound_key();
        Ok(print::of(&(key, format, target, print::tags(&tags))))
    }

    /// Returns the fingerprint of all inputs of a text to read along.
    fn read_print(&self, kind: Read) -> Result<String, SessionError> {
        let tags = self.studio.tags(self.show, &self.staged.timeline, None)?;
        let book = &self.show.book;
        let text = (&book.prose.text, &book.lines, &self.staged.timeline);
        let key = self.console.sound_key();
        Ok(print::of(&(
            key,
            kind,
            text,
            &book.roles,
            print::tags(&tags),
        )))
    }
}

/// The kinds of texts to read along.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Read {
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
