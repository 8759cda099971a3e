//! The words that go with a project: its contents, and that changes do not come back.

use super::Session;
use cuebook_core::units::clock;

/// What a change in a workstation means, in a sentence.
pub(crate) const ONE_WAY: &str = "Made by cuebook from a cue script.
A change made here cannot come back to the script: change the script and export it again,
or go on here.";

/// Returns the text of `README.txt`.
#[must_use]
pub(crate) fn of(session: &Session, has_stems: bool) -> String {
    let (tracks, items) = session.size();
    let title = match session.title.as_str() {
        "" => "A show",
        title => title,
    };
    let length = clock(session.frames);
    let stems = match has_stems {
        true => {
            "stems/     A file for each role and bus, as long as the show, at its final level.\n           \
             Added up they are the show before its limiter.\n"
        }
        false => "",
    };
    let trim = 20.0 * f64::from(session.master.0).max(1e-9).log10();
    format!(
        "{title}\n\
         {line}\n\n\
         {ONE_WAY}\n\n\
         show.rpp   The project: {length}, {tracks} tracks, {items} items, at 48 kHz.\n\
         media/     Every take and sound once, as 32-bit WAV. Effects such as a telephone or\n           \
         a wall are in them already.\n\
         {stems}\n\
         A folder track for each bus has its gain. In it are a track for each role, tracks for\n\
         the sounds, and the answers of the rooms. Items that overlap are on several tracks.\n\n\
         - Item gain, fades and take envelopes: the levels, fades, rides and pans of the script.\n\
         - Track envelopes: ducking under voices, and hushes.\n\
         - Tracks named “room: … (wet)”: what a room answers, rendered. A room does not follow\n  \
         when you move an item: mute its track, and use a reverberation of your own.\n\
         - The master fader is at {trim:+.1} dB, the final trim of the show. Its limiter is not\n  \
         imitated: put one on the master, or mind the peaks.\n\
         - A pan is the pan of a take: a linear balance that lowers the far side.\n\
         - A fade has Reaper's usual shape. The take envelope below it makes it the equal-power\n  \
         fade of the show; remove its points when you draw another fade.\n\
         - Regions are the scenes; markers are the lines and cues.\n",
        line = "=".repeat(title.chars().count().max(3)),
    )
}
