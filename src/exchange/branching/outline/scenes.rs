//! The scenes of a script: each has one block, and those that follow it after its choices.

use super::{Names, Writer};
use crate::exchange::branching::{Block, BlockId, End, Flow, Opt, Tag, To};
use crate::outline::write::id as yaml_id;
use crate::outline::{Place, Scene};
use cuebook_core::id::{IdVec, WordId};
use cuebook_script::write::slug;

/// The longest id of a scene.
const LONGEST: usize = 40;

/// Which blocks are in which scene.
pub(super) struct Plan {
    pub scenes: Vec<Planned>,
    /// The scene and the part of each block that is in one.
    pub places: IdVec<BlockId, Option<(usize, usize)>>,
}

/// A scene and its parts.
pub(super) struct Planned {
    pub id: String,
    pub parts: Vec<BlockId>,
}

impl Plan {
    pub(super) fn of(flow: &Flow) -> Plan {
        let entries = entries(flow);
        let mut plan = Plan {
            scenes: Vec::new(),
            places: flow.blocks.iter().map(|_| None).collect(),
        };
        let mut ids = Names::default();
        for reserved in ["start", "end"] {
            ids.take(reserved);
        }
        for &first in in_order(flow).iter() {
            if plan.places[first].is_some() {
                continue;
            }
            let scene = plan.scenes.len();
            let mut parts = vec![first];
            plan.places[first] = Some((scene, 0));
            while let Some(next) = goes_on(flow, &entries, parts[parts.len() - 1])
                .filter(|next| plan.places[*next].is_none())
            {
                plan.places[next] = Some((scene, parts.len()));
                parts.push(next);
            }
            let id = ids.take(&id(&flow.blocks[first].name));
            plan.scenes.push(Planned { id, parts });
        }
        plan
    }

    /// Returns where a way or an option leads, as a script writes it.
    pub(super) fn destination(&self, to: To) -> String {
        match to {
            To::End => "end".to_owned(),
            To::Block(block) => match self.places[block] {
                Some((scene, _)) => yaml_id(&self.scenes[scene].id),
                None => "end".to_owned(),
            },
        }
    }
}

/// Returns the blocks in the order of the text. The one at the start is the first.
fn in_order(flow: &Flow) -> Vec<BlockId> {
    let mut order = flow.order.clone();
    if let To::Block(start) = flow.start {
        order.retain(|block| *block != start);
        order.insert(0, start);
    }
    order
}

fn id(name: &str) -> String {
    let id = slug(name, LONGEST);
    match id.chars().next() {
        Some(first) if first.is_alphabetic() => id,
        Some(_) => format!("scene-{id}"),
        None => "scene".to_owned(),
    }
}

/// Returns all blocks that lead to each block, with one entry for each way or option.
fn entries(flow: &Flow) -> IdVec<BlockId, Vec<BlockId>> {
    let mut entries: IdVec<BlockId, Vec<BlockId>> =
        flow.blocks.iter().map(|_| Vec::new()).collect();
    for &id in &flow.order {
        for to in flow.blocks[id].end.tos() {
            if let To::Block(to) = to {
                entries[to].push(id);
            }
        }
    }
    entries
}

/// Returns the block with which a scene goes on after the choice of a block: one to which only
/// options of this choice lead.
fn goes_on(flow: &Flow, entries: &IdVec<BlockId, Vec<BlockId>>, id: BlockId) -> Option<BlockId> {
    let End::Choice(choice) = &flow.blocks[id].end else {
        return None;
    };
    let fits = |to: BlockId| {
        let block = &flow.blocks[to];
        let own = entries[to].iter().all(|from| *from == id);
        let silent = block.lines.is_empty();
        let joins = entries[to].len() > 1 || choice.all().count() == 1 || silent;
        let again = block.lines.iter().any(|line| line.again.is_some());
        let plain = block.sets.is_empty() && block.title.is_none();
        own && joins && plain && !again && flow.start != To::Block(to) && to != id
    };
    let tos = choice.all().filter_map(|option: &Opt| match option.to {
        To::Block(to) => Some(to),
        To::End => None,
    });
    let mut tos: Vec<BlockId> = tos.filter(|to| fits(*to)).collect();
    // A block without words comes first: it would need a scene with words.
    tos.sort_by_key(|to| !flow.blocks[*to].lines.is_empty());
    tos.first().copied()
}

impl Writer<'_> {
    /// Writes the scenes.
    pub(super) fn scenes(&mut self) -> Vec<Scene> {
        (0..self.plan.scenes.len())
            .map(|number| self.scene(number))
            .collect()
    }

    fn scene(&mut self, number: usize) -> Scene {
        let planned = &self.plan.scenes[number];
        let words = self.text.scene_words(number, self.prose);
        let first = &self.flow.blocks[planned.parts[0]];
        let last = &self.flow.blocks[planned.parts[planned.parts.len() - 1]];
        let id = planned.id.clone();
        let mut set = Vec::new();
        if let End::Ways(ways) = &last.end
            && let Some(then) = self.then(number, ways, last)
        {
            set.push(("then", then));
        }
        let from = match number {
            0 => Some(Place::Start),
            _ => self.begin(&words),
        };
        let title = first.title.clone();
        let title = title.filter(|title| *title != id && !is_name(title));
        Scene {
            name: title.clone().unwrap_or_else(|| id.clone()),
            id,
            first: words.start,
            from,
            space: space(first),
            title,
            reason: None,
            set,
        }
    }

    fn begin(&self, words: &std::ops::Range<WordId>) -> Option<Place> {
        let quote = self.quotes.from(words)?;
        Some(Place::Words(cuebook_script::Edge::Start, quote))
    }

    /// Writes the ways after a scene; `None` if it goes on with the next one.
    fn then(
        &mut self,
        number: usize,
        ways: &[(Option<crate::exchange::branching::Term>, To)],
        block: &Block,
    ) -> Option<String> {
        let next = match self.plan.scenes.get(number + 1) {
            Some(next) => To::Block(next.parts[0]),
            None => To::End,
        };
        if let [(None, to)] = ways {
            let written = self.plan.destination(*to);
            return (*to != next).then_some(written);
        }
        let mut written = Vec::new();
        for (when, to) in ways {
            let when = self.when(when.as_ref(), block.at);
            let to = self.plan.destination(*to);
            written.push(match when {
                Some(when) => format!("{{ to: {to}, when: {when} }}"),
                None => to,
            });
        }
        Some(format!("[{}]", written.join(", ")))
    }
}

/// Returns the space that the tags of a block name.
fn space(block: &Block) -> Option<&'static str> {
    let mut tags = block.lines.iter().flat_map(|line| &line.tags);
    tags.find_map(|tag| match tag {
        Tag::Space(name) => {
            let mut presets = cuebook_script::space::PRESETS.words.iter();
            presets
                .find(|preset| preset.name == name)
                .map(|preset| preset.name)
        }
        _ => None,
    })
}

/// Adds the notes to the scenes, each after the scene in which its place is.
pub(super) fn with_notes(scenes: Vec<Scene>, flow: &Flow, plan: &Plan) -> Vec<Scene> {
    let mut rows: Vec<(usize, Scene)> = scenes.into_iter().enumerate().collect();
    let scenes = rows.len();
    for note in &flow.notes {
        let blocks = plan.scenes.iter().enumerate().flat_map(|(number, scene)| {
            let parts = scene.parts.iter();
            parts.map(move |part| (flow.blocks[*part].at, number))
        });
        let before = blocks.filter(|(at, _)| at.file == note.at.file && at.line <= note.at.line);
        let number = before.max().map_or(0, |(_, number)| number);
        let file = flow.files.get(note.at.file);
        let place = file.map_or(String::new(), |file| format!("{file}:{}: ", note.at.line));
        let comment = Scene {
            id: String::new(),
            first: WordId::FIRST,
            from: None,
            space: None,
            title: None,
            name: String::new(),
            reason: Some(format!("{place}{}", note.what)),
            set: Vec::new(),
        };
        rows.push((number.min(scenes.saturating_sub(1)), comment));
    }
    rows.sort_by_key(|(number, _)| *number);
    rows.into_iter().map(|(_, scene)| scene).collect()
}

/// Returns whether a title is a name as programmers write them, which listeners should not see.
fn is_name(title: &str) -> bool {
    let is_plain = |c: char| c == '_' || c.is_numeric() || c.is_lowercase();
    title.contains('_') && title.chars().all(is_plain)
}
