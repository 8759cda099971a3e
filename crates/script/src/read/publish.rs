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
        /// metadata and chapters for ffmpeg
        Ffmetadata = "ffmetadata",
        /// a label track for Audacity and Reaper
        Labels = "labels",
        /// a cue sheet with the times of every cue
        Csv = "csv",
        /// a cue list in the manner of QLab, as CSV
        Cues = "cues",
        /// the cue list as OSC messages, as JSON
        Osc = "osc",
        /// a Reaper project with its media and stems, in a folder
        Reaper = "reaper",
        /// a DAWproject, which several workstations open
        Dawproject = "dawproject",
        /// stems and labels for Audacity, in a folder
        Audacity = "audacity",
        /// the files that ACX takes: chapters, credits and a sample
        Acx = "acx",
        /// the file for podcasts, at their loudness
        Podcast = "podcast",
        /// the file for streaming services, at their loudness
        Streaming = "streaming",
        /// the file for audiobook players, at their loudness
        Audiobook = "audiobook",
        /// the file for broadcasters, at their loudness
        Broadcast = "broadcast",
        /// the file for speech, at its loudness
        Speech = "speech",
    }
}
