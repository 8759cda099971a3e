//! The forms: how the file of each is made, and how it is called.

use super::Read;
use crate::book::Target;
use crate::exchange::{captions, chapters};
use crate::output::encode::{Choice, Container};
use crate::session::workstation::Workstation;
use cuebook_script::{DeliveryTarget, PublishForm};

/// How a file is made.
#[derive(Copy, Clone, Debug)]
pub(super) enum Made {
    Sound(Choice),
    Text(Text),
    Read(Read),
    Project(Workstation),
    Target(Target),
}

/// A text about a show.
#[derive(Copy, Clone, Debug)]
pub(super) enum Text {
    Captions(captions::Form),
    Chapters(chapters::Form),
    Labels,
    CueSheet,
    Cues,
    Messages,
}

/// Returns how the file of a form is made.
pub(super) fn made(form: PublishForm) -> Made {
    let sound = |container| Made::Sound(Choice::of(container));
    let captions = |form| Made::Text(Text::Captions(form));
    let chapters = |form| Made::Text(Text::Chapters(form));
    match form {
        PublishForm::M4b => sound(Container::M4b),
        PublishForm::M4a => sound(Container::M4a),
        PublishForm::Mp3 => sound(Container::Mp3),
        PublishForm::Opus => sound(Container::Opus),
        PublishForm::Flac => sound(Container::Flac),
        PublishForm::Wav => sound(Container::Wav),
        PublishForm::Rf64 => sound(Container::Rf64),
        PublishForm::Vtt => captions(captions::Form::Vtt),
        PublishForm::Srt => captions(captions::Form::Srt),
        PublishForm::Ttml => captions(captions::Form::Ttml),
        PublishForm::Lrc => captions(captions::Form::Lrc),
        PublishForm::Transcript => captions(captions::Form::Transcript),
        PublishForm::Txt => captions(captions::Form::Text),
        PublishForm::Epub => Made::Read(Read::Book),
        PublishForm::Html => Made::Read(Read::Page),
        PublishForm::ChaptersJson => chapters(chapters::Form::Json),
        PublishForm::Chapters => chapters(chapters::Form::List),
        PublishForm::Ffmetadata => chapters(chapters::Form::Ffmetadata),
        PublishForm::Labels => Made::Text(Text::Labels),
        PublishForm::Csv => Made::Text(Text::CueSheet),
        PublishForm::Cues => Made::Text(Text::Cues),
        PublishForm::Osc => Made::Text(Text::Messages),
        PublishForm::Reaper => Made::Project(Workstation::Reaper),
        PublishForm::Dawproject => Made::Project(Workstation::Dawproject),
        PublishForm::Audacity => Made::Project(Workstation::Audacity),
        PublishForm::Acx
        | PublishForm::Podcast
        | PublishForm::Streaming
        | PublishForm::Audiobook
        | PublishForm::Broadcast
        | PublishForm::Speech => {
            let named = DeliveryTarget::Named(form.name().to_owned());
            Made::Target(Target::written(&named))
        }
    }
}

/// Returns the name of the file or folder of a form: `the-last-hour.m4b`. The files of a target
/// begin with this name.
pub(super) fn file_name(form: PublishForm, show: &str) -> String {
    let ending = match form {
        PublishForm::Transcript => "transcript.json",
        PublishForm::ChaptersJson => "chapters.json",
        PublishForm::Chapters => "chapters.txt",
        PublishForm::Ffmetadata => "ffmetadata.txt",
        PublishForm::Labels => "labels.txt",
        PublishForm::Cues => "cues.csv",
        PublishForm::Osc => "osc.json",
        form => form.name(),
    };
    format!("{show}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_has_a_file_of_its_own() {
        let names = PublishForm::NAMES.iter();
        let mut names: Vec<String> = names.map(|(_, form)| file_name(*form, "a")).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), PublishForm::NAMES.len());
    }

    #[test]
    fn every_target_is_a_form() {
        for target in crate::book::target::TARGETS {
            let mut forms = PublishForm::NAMES.iter();
            let form = forms.find(|(name, _)| *name == target.name).unwrap().1;
            assert!(matches!(made(form), Made::Target(own) if own.name == target.name));
        }
    }
}
