//! The forms in which a show is published.

use cuebook_core::words;

words! {
    /// A form in which a show is published.
    pub enum PublishForm: "form" {
        /// an audiobook: AAC with chapters and cover
        M4b = "m4b",
        /// AAC, for podcasts and players
        M4a = "m4a",
        /// MP3, for podcasts and players
        Mp3 = "mp3",
        /// Opus, small and good
        Opus = "opus",
        /// FLAC, without loss
        Flac = "flac",
        /// WAV, without loss
        Wav = "wav",
        /// WAV with sizes of 64 bits
        Rf64 = "rf64",
        /// captions as WebVTT
        Vtt = "vtt",
        /// captions as SubRip
        Srt = "srt",
        /// captions as TTML
        Ttml = "ttml",
        /// lyrics for music players
        Lrc = "lrc",
        /// a transcript of a podcast, as JSON
        Transcript = "transcript",
        /// a transcript as plain text
        Txt = "txt",
        /// a book whose text is marked while it is heard
        Epub = "epub",
        /// a page whose text is marked while it is heard
        Html = "html",
        /// the chapters as JSON for podcasts
        ChaptersJson = "chapters-json",
        /// the chapters as a list of times and titles
        Chapters = "chapters",
    }
}
