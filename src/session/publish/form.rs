//! The forms: how the file of each is made, and how it is called.

use super::Read;
use crate::exchange::{captions, chapters};
use crate::output::encode::{Choice, Container};
use cuebook_script::PublishForm;

/// How a file is made.
#[derive(Copy, Clone, Debug)]
pub(super) enum Made {
    Sound(Choice),
    Text(Text),
    Read(Read),
}

/// A text about a show.
#[derive(Copy, Clone, Debug)]
pub(super) enum Text {
    Captions(captions::Form),
    Chapters(chapters::Form),
}

/// Returns how the file of a form is made.
pub(super) fn made(form: PublishForm) -> Made {
    let sound = |container| Made::Sound(Choice::of(container));
    let captions = |form| Made::Text(Text::Captions(form));
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
        PublishForm::ChaptersJson => Made::Text(Text::Chapters(chapters::Form::Json)),
        PublishForm::Chapters => Made::Text(Text::Chapters(chapters::Form::List)),
    }
}

/// Returns the name of the file of a form: `the-last-hour.m4b`.
pub(super) fn file_name(form: PublishForm, show: &str) -> String {
    let ending = match form {
        PublishForm::Transcript => "transcript.json",
        PublishForm::ChaptersJson => "chapters.json",
        PublishForm::Chapters => "chapters.txt",
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
}
