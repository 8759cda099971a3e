//! `cuebook export --to cues` and `osc`: the options of a cue list.

use std::ops::Range;

use clap::ValueEnum;

use crate::exchange::cue_list::smpte::Rate;
use crate::exchange::cue_list::{self, Kind, Timed, osc};
use crate::session::{SessionError, Show, Staged};
use cuebook_core::units::Frames;

/// The arguments of a cue list.
#[derive(clap::Args)]
pub(super) struct ListArgs {
    /// With `--to cues` and `osc`: lists only these [default: all]
    #[arg(long, value_enum, value_name = "KINDS", value_delimiter = ',')]
    only: Vec<Listed>,
    /// With `--to cues` and `osc`: the pictures of a second of SMPTE timecode
    #[arg(long, value_enum, value_name = "RATE", default_value = "25")]
    fps: Fps,
}

#[derive(Copy, Clone, PartialEq, Eq, ValueEnum)]
enum Listed {
    Scenes,
    Lines,
    Spots,
    Beds,
    Music,
    Hushes,
}

#[derive(Copy, Clone, ValueEnum)]
enum Fps {
    #[value(name = "24")]
    Film,
    #[value(name = "25")]
    Pal,
    /// Drop-frame
    #[value(name = "29.97")]
    Drop,
    #[value(name = "30")]
    Thirty,
}

impl ListArgs {
    /// Returns the list as CSV.
    pub(super) fn table(&self, timed: Timed<'_>) -> Result<Vec<u8>, SessionError> {
        let entries = cue_list::entries(timed, &self.kinds());
        Ok(cue_list::csv(timed, &entries, self.rate())?)
    }

    /// Returns the list as OSC messages.
    pub(super) fn messages(&self, timed: Timed<'_>) -> Result<Vec<u8>, SessionError> {
        let entries = cue_list::entries(timed, &self.kinds());
        let written = osc::write(timed, &entries, self.rate());
        Ok(written.map_err(std::io::Error::from)?)
    }

    fn kinds(&self) -> Vec<Kind> {
        if self.only.is_empty() {
            return Kind::ALL.to_vec();
        }
        let kinds = self.only.iter().map(|listed| match listed {
            Listed::Scenes => Kind::Scene,
            Listed::Lines => Kind::Line,
            Listed::Spots => Kind::Spot,
            Listed::Beds => Kind::Bed,
            Listed::Music => Kind::Music,
            Listed::Hushes => Kind::Hush,
        });
        kinds.collect()
    }

    fn rate(&self) -> Rate {
        match self.fps {
            Fps::Film => Rate::Film,
            Fps::Pal => Rate::Pal,
            Fps::Drop => Rate::Drop,
            Fps::Thirty => Rate::Thirty,
        }
    }
}

/// Returns what the list of a part of a show is made of.
pub(super) fn timed<'a>(
    show: &'a Show,
    staged: &'a Staged,
    part: Option<&'a Range<Frames>>,
) -> Timed<'a> {
    Timed {
        part,
        script: &show.script,
        book: &show.book,
        performance: &staged.performance,
        timeline: &staged.timeline,
    }
}
