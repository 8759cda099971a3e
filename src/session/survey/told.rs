//! The figures of all paths as JSON, for other programs and the studio.

use serde_json::{Value, json};

use super::Survey;
use crate::book::BookStory;
use cuebook_core::units::RATE;
use cuebook_story::decision::shown;
use cuebook_story::explore::{Count, Length};

impl Survey {
    /// Returns the figures as JSON, with times in seconds.
    #[must_use]
    pub(crate) fn as_json(&self, story: &BookStory) -> Value {
        let figures = &self.statistics;
        let seconds = |frames: f64| (frames / f64::from(RATE) * 1000.0).round() / 1000.0;
        let own = story.graph.choices.len();
        let length = |length: &Option<Length>| {
            length.as_ref().map(|length| {
                json!({
                    "path": shown(&length.path, story.all()),
                    "decisions": length.path.iter().filter(|one| one.choice.0 < own).count(),
                    "seconds": seconds(length.time as f64),
                })
            })
        };
        let count = |count: Count| match count {
            Count::Exact(number) => json!(number),
            Count::About(number) => json!(number),
            Count::Endless => Value::Null,
        };
        let endings = self.endings.iter().map(|(ending, frames)| {
            let mut counts = figures.endings.iter();
            let own = counts.find(|(place, _)| *place == ending.place);
            let (node, choice) = (ending.place.node, ending.place.choice);
            json!({
                "name": ending.place.name(story.all()),
                "scene": node.map(|node| &story.all().nodes[node].name),
                "choice": choice.map(|choice| &story.graph.choices[choice].name),
                "path": shown(&ending.path, story.all()),
                "paths": own.map(|(_, own)| count(*own)),
                "seconds": frames.map(|frames| seconds(frames.0 as f64)),
            })
        });
        json!({
            "version": 1,
            "endings": endings.collect::<Vec<_>>(),
            "paths": count(figures.count),
            "endless": figures.count == Count::Endless,
            "fewest": length(&figures.fewest),
            "most": length(&figures.most),
            "shortest": length(&figures.shortest),
            "longest": length(&figures.longest),
            "typical": figures.typical.as_ref().map(|typical| json!({
                "decisions": typical.decisions,
                "seconds": seconds(typical.time),
            })),
            "circle": self.circle.as_ref().map(|nodes| {
                nodes.iter().map(|node| &story.all().nodes[*node].name).collect::<Vec<_>>()
            }),
            "noEnd": self.endless,
            "estimated": !self.is_exact,
            "states": self.states,
        })
    }
}
