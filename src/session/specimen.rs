//! One sound alone: from the library, from a recipe that is being written, or from an
//! audio file. Takes its name or path, and returns its description and its audio. The
//! audio is the same as in a show.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::Serialize;

use crate::book::Trim;
use crate::output::device::Device;
use crate::output::meter::Loudness;
use crate::output::wav::{Encoding, WavSink};
use crate::output::{Sink, solo};
use crate::session::SessionError;
use crate::session::files::refuse_other_than_wav;
use crate::session::sample::in_memory;
use crate::world::{LARGEST_FILE, RecipeRef};
use cuebook_core::audio::Audio;
use cuebook_core::sound_format::LIBRARY;
use cuebook_core::units::{Decibels, Metres, Seconds};
use cuebook_core::utf8;
use cuebook_script::Sound;
use cuebook_synth::find;
use cuebook_synth::recipe::{self, Kind, Param, Problem, Recipe, Settings};
use cuebook_synth::{Form, Place, Request, Source};

/// The default length of a bed.
pub(crate) const BED: Seconds = Seconds(10.0);
/// The fade-in and the fade-out of a bed.
const RISE: Seconds = Seconds(0.4);
const FALL: Seconds = Seconds(1.2);
/// The most bytes of a recipe that are read.
const MOST_RECIPE: u64 = 1 << 20;

/// A sound of the library, a recipe or an audio file.
#[derive(Clone, Debug)]
pub(crate) struct Specimen {
    /// The name in a script.
    pub name: String,
    /// The path of its file; `None` for a sound of the library.
    pub path: Option<PathBuf>,
    what: What,
}

#[derive(Clone, Debug)]
enum What {
    Library(&'static Recipe),
    Draft { recipe: Box<Recipe>, yaml: Arc<str> },
    File(Arc<[u8]>),
}

/// The options for making a sound.
#[derive(Clone, Debug, Default)]
pub(crate) struct Take {
    /// Settings of the recipe, as in a script.
    pub settings: Vec<(String, String)>,
    pub seed: u64,
    /// The length of a bed.
    pub length: Option<Seconds>,
    /// Whether a spot is made as a bed.
    pub bed: bool,
}

/// A finished sound and its measurements.
#[derive(Clone, Debug)]
pub(crate) struct Taken {
    /// The audio, with no sample over [`solo::CEILING`].
    pub audio: Audio,
    pub loudness: Loudness,
    /// The reduction that this needed; 0 for most sounds.
    pub lowered: Decibels,
}

/// The description of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Setting {
    pub name: String,
    pub default: String,
    pub range: String,
    /// The unit; empty for a plain number or a word.
    pub unit: String,
    pub about: String,
}

impl Setting {
    /// Describes a parameter. All descriptions come from this function.
    #[must_use]
    pub(crate) fn of(param: &Param) -> Setting {
        Setting {
            name: param.name.clone(),
            default: param.takes.default_text(),
            range: param.takes.range_text(),
            unit: param.takes.unit().to_owned(),
            about: param.about.clone(),
        }
    }
}

impl Specimen {
    /// Finds a sound of the library by its name, or a recipe or an audio file by its
    /// path.
    ///
    /// # Errors
    /// When there is none, or the file cannot be read.
    pub(crate) fn find(what: &str) -> Result<Specimen, SessionError> {
        if let Some(recipe) = recipe::find(what) {
            return Ok(Specimen {
                name: recipe.name.clone(),
                path: None,
                what: What::Library(recipe),
            });
        }
        let path = Path::new(what);
        let is_path = path.extension().is_some() || path.exists();
        if !is_path {
            return Err(unknown(what));
        }
        let stem = path.file_stem().unwrap_or_default();
        let name = stem.to_string_lossy().into_owned();
        Ok(Specimen {
            what: read(&name, path)?,
            name,
            path: Some(path.to_owned()),
        })
    }

    /// Returns a file of the user's library, by its name in scripts.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn of_library(name: String, path: PathBuf) -> Result<Specimen, SessionError> {
        Ok(Specimen {
            what: read(&name, &path)?,
            name,
            path: Some(path),
        })
    }

    /// Returns every sound of the library, in its order.
    pub(crate) fn all() -> impl Iterator<Item = Specimen> {
        recipe::names()
            .filter_map(recipe::find)
            .map(|recipe| Specimen {
                name: recipe.name.clone(),
                path: None,
                what: What::Library(recipe),
            })
    }

    /// Returns its recipe; `None` for an audio file.
    #[must_use]
    pub(crate) fn recipe(&self) -> Option<&Recipe> {
        match &self.what {
            What::Library(recipe) => Some(recipe),
            What::Draft { recipe, .. } => Some(recipe),
            What::File(_) => None,
        }
    }

    /// Returns whether it continues until it is stopped.
    #[must_use]
    pub(crate) fn is_bed(&self) -> bool {
        self.recipe().is_some_and(|recipe| recipe.kind == Kind::Bed)
    }

    /// Returns the descriptions of its parameters.
    #[must_use]
    pub(crate) fn settings(&self) -> Vec<Setting> {
        let params = self.recipe().map_or(&[][..], |recipe| &recipe.params);
        params.iter().map(Setting::of).collect()
    }

    /// Returns the lines of a script that use it, for `sounds:` and `cues:`, including
    /// the section names.
    #[must_use]
    pub(crate) fn example(&self) -> String {
        let cue = |name: &str| match self.is_bed() {
            true => format!("cues:\n  - {{ bed: {name}, from: start, until: end }}\n"),
            false => {
                format!("cues:\n  - {{ spot: {name}, at: {{ after: \"words of the text\" }} }}\n")
            }
        };
        if self.name.starts_with(LIBRARY) {
            return cue(&format!("{:?}", self.name));
        }
        let mine = format!("my-{}", self.name);
        let path = self.path.as_deref().unwrap_or(Path::new(&self.name));
        // A relative path works for a script in the current folder. For a file in another
        // folder, only the file name is used.
        let file = if path.is_absolute() || path.starts_with("..") {
            path.file_name().unwrap_or_default().to_string_lossy()
        } else {
            path.to_string_lossy()
        };
        let source = match self.recipe() {
            None => format!("file: \"{file}\", credit: the author, licence: CC0-1.0"),
            Some(recipe) => {
                let set = recipe.params.iter().take(2).map(Setting::of);
                let set = set.map(|setting| format!(", {}: {}", setting.name, setting.default));
                format!("recipe: {file}{}", set.collect::<String>())
            }
        };
        format!("sounds:\n  {mine}: {{ {source} }}\n{}", cue(&mine))
    }

    /// Makes the sound below full scale and measures it.
    ///
    /// # Errors
    /// When a setting is not valid, or the file has no sound.
    pub(crate) fn take(&self, take: &Take) -> Result<Taken, SessionError> {
        let mut audio = self.make(take)?;
        let lowered = solo::lower(&mut audio);
        Ok(Taken {
            loudness: solo::measure(&audio)?,
            audio,
            lowered,
        })
    }

    fn make(&self, take: &Take) -> Result<Audio, SessionError> {
        let goes_on = take.bed || self.is_bed();
        if take.length.is_some() && !goes_on {
            return Err(SessionError::EndsByItself(self.name.clone()));
        }
        let request = Request {
            source: self.source(&take.settings)?,
            form: if goes_on { Form::Loop } else { Form::Spot },
            place: Place::default(),
            seed: take.seed,
        };
        let audio = cuebook_synth::make(&request)?;
        if !goes_on {
            return Ok(audio);
        }
        let length = take.length.unwrap_or(BED).frames();
        Ok(solo::extend(&audio, length, RISE.frames(), FALL.frames()))
    }

    fn source(&self, settings: &[(String, String)]) -> Result<Source, SessionError> {
        let problems = match self.recipe() {
            Some(recipe) => Settings::read(recipe, settings).err().unwrap_or_default(),
            None => settings.iter().map(|(name, _)| no_settings(name)).collect(),
        };
        if !problems.is_empty() {
            return Err(SessionError::Settings(Problems(problems)));
        }
        let name = self.name.clone();
        let recipe = |own| Source::Recipe {
            recipe: RecipeRef {
                name: self.name.clone(),
                own,
            },
            settings: settings.to_vec(),
        };
        Ok(match &self.what {
            What::Library(_) => recipe(None),
            What::Draft { yaml, .. } => recipe(Some(yaml.clone())),
            What::File(bytes) => Source::File {
                name: self
                    .path
                    .as_ref()
                    .map_or(name, |path| path.display().to_string()),
                bytes: bytes.clone(),
                trim: Trim::default(),
                recorded: Metres(1.0),
            },
        })
    }
}

impl Taken {
    /// Writes the sound as a 24-bit stereo WAV file.
    ///
    /// # Errors
    /// When the name does not end in `.wav`, or the file cannot be written.
    pub(crate) fn save(&self, path: &Path) -> Result<(), SessionError> {
        refuse_other_than_wav(path)?;
        let mut sink = WavSink::create(path, self.audio.frames(), Encoding::Pcm24)?;
        solo::play(&self.audio, &mut sink)?;
        Ok(sink.finish()?)
    }

    /// Returns the sound as a 24-bit WAV file in memory.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn wav(&self) -> Result<Vec<u8>, SessionError> {
        in_memory(|path| self.save(path))
    }

    /// Plays the whole sound.
    ///
    /// # Errors
    /// When the device fails.
    pub(crate) fn play(&self, mut device: Device) -> Result<(), SessionError> {
        solo::play(&self.audio, &mut device)?;
        Ok(device.finish()?)
    }
}

/// The problems of the requested settings; at least one.
#[derive(Clone, Debug)]
pub struct Problems(pub Vec<Problem>);

impl std::fmt::Display for Problems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let before = if index == 0 { "" } else { "\nerror: " };
            write!(f, "{before}{}", problem.message)?;
            if let Some(nearest) = &problem.nearest {
                write!(f, "; did you mean `{nearest}`?")?;
            }
        }
        Ok(())
    }
}

fn no_settings(name: &str) -> Problem {
    Problem {
        setting: name.to_owned(),
        message: format!("an audio file has no setting `{name}`; only recipes have settings"),
        nearest: None,
    }
}

fn read(name: &str, path: &Path) -> Result<What, SessionError> {
    let failed = |source| SessionError::Sound {
        path: path.to_owned(),
        source,
    };
    let extension = path.extension().unwrap_or_default().to_ascii_lowercase();
    if extension != "yaml" && extension != "yml" {
        return Ok(What::File(
            bytes(path, LARGEST_FILE).map_err(failed)?.into(),
        ));
    }
    let text = bytes(path, MOST_RECIPE).map_err(failed)?;
    let text = utf8::text(text).map_err(|fault| SessionError::NotUtf8 {
        path: path.to_owned(),
        fault,
    })?;
    let recipe =
        Recipe::read(name, &text, &Sound::keys()).map_err(|mistakes| SessionError::Recipe {
            path: path.to_owned(),
            text: text.clone(),
            mistakes,
        })?;
    Ok(What::Draft {
        recipe: Box::new(recipe),
        yaml: text.into(),
    })
}

fn bytes(path: &Path, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    // A pipe would never end.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::other("it is not a file"));
    }
    let file = std::fs::File::open(path)?;
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn unknown(name: &str) -> SessionError {
    let hint = match &find::near(name)[..] {
        [] => None,
        [near] => Some(format!("the nearest is `{near}`")),
        several => Some(format!("the nearest are `{}`", several.join("`, `"))),
    };
    SessionError::UnknownSound {
        name: name.to_owned(),
        hint,
    }
}
