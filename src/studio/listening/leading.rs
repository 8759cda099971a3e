//! Leads a listener of an interactive show to words that the path so far does not hear: takes the
//! fewest decisions that lead there.

use super::Spot;
use crate::session::Show;
use crate::session::paths::explored;
use crate::studio::answer::Failure;
use cuebook_core::id::WordId;
use cuebook_story::NodeId;
use cuebook_story::decision::shown;

/// Returns the decisions that lead to a word or a scene, as the command line takes them.
///
/// # Errors
/// When no path leads there, or the show has too many states to know.
pub(super) fn path_to(show: &Show, spot: &Spot) -> Result<String, Failure> {
    let missing = |what: &str| Failure::missing(format!("the show has no {what} of this name"));
    let story = show.book.story.as_ref().ok_or_else(|| missing("path"))?;
    let place: Option<(NodeId, usize)> = match (spot.word, &spot.scene) {
        (Some(word), _) => story.part_of(WordId(word)),
        (None, Some(id)) => {
            let nodes = &mut story.nodes.entries();
            let is_it = |node: &NodeId| story.graph.nodes[*node].name == *id;
            let own = nodes.map(|(node, _)| node).find(is_it);
            own.map(|node| (node, 0))
        }
        (None, None) => None,
    };
    let (node, part) = place.ok_or_else(|| missing("scene"))?;
    let path = explored(story)?.path_to(node, part);
    let path = path.ok_or_else(|| {
        Failure::refused("no path leads there, so it is never heard")
            .help("the problems say why; `cuebook check` shows them too")
    })?;
    Ok(shown(&path, story.all()))
}
