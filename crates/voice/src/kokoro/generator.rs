//! The generator of the network, which makes the spectrum of the sound and takes nine tenths of the time. It has
//! two stages of residual blocks, which are computed here; the engine does all else.
//!
//! The engine computes an operation for the whole line before the next one, with the moments of a channel side by
//! side, and so copies every value once for each tap of a convolution. Here the channels of a moment are side by side, the
//! weights are packed once, and what happens between two convolutions is done in two passes.

mod block;
mod convolution;

use rten::{Model, NodeId, RunError, Value};

use super::graph::parts::Parts;
use block::{Block, Half, Manner, Scratch};
use convolution::Convolution;

/// The steps of a block, and the halves of a step.
const STEPS: usize = 3;
const HALVES: usize = 2;

/// Where the generator is in the graph.
const PLACE: &str = "/decoder/decoder/generator";

/// One stage: what comes from below and the noise of the source become the values of the next.
pub(super) struct Stage {
    noise: Unit,
    blocks: Vec<Unit>,
    /// The inputs from below and from the source, and the output.
    pub below: NodeId,
    pub source: NodeId,
    pub above: NodeId,
}

/// A block, with the nodes that make its manners of the style.
struct Unit {
    block: Block,
    /// Gains and shifts for each half.
    manners: Vec<[NodeId; 2]>,
}

/// The reason why a model has no such generator.
#[derive(Debug, thiserror::Error)]
pub(super) enum NoGenerator {
    #[error(transparent)]
    Node(#[from] RunError),
    #[error("`{0}` is missing or has an unexpected shape")]
    Part(String),
}

/// Values by channel, as the engine has them.
pub(super) struct Channels {
    pub values: Vec<f32>,
    pub width: usize,
}

/// The blocks of both stages, before their model is loaded.
pub(super) struct Blocks {
    noise: Vec<Block>,
    others: Vec<Block>,
}

/// The blocks of a stage.
const BLOCKS: usize = 3;

impl Blocks {
    /// Reads the blocks.
    ///
    /// # Errors
    /// When the model has no such generator.
    pub(super) fn read(parts: &Parts<'_>) -> Result<Blocks, NoGenerator> {
        let noise = (0..2).map(|number| block(&format!("noise_res.{number}"), parts));
        let others = (0..2 * BLOCKS).map(|number| block(&format!("resblocks.{number}"), parts));
        Ok(Blocks {
            noise: noise.collect::<Result<_, _>>()?,
            others: others.collect::<Result<_, _>>()?,
        })
    }

    /// Returns the stages of a loaded model.
    ///
    /// # Errors
    /// When the model has no such nodes.
    pub(super) fn stages(self, model: &Model) -> Result<[Stage; 2], NoGenerator> {
        let node = |name: &str| model.node_id(&format!("{PLACE}/{name}"));
        let (mut noise, mut others) = (self.noise.into_iter(), self.others.into_iter());
        let mut stage = |number: usize, below: &str, above: &str| {
            let missing = || NoGenerator::Part(below.to_owned());
            let own = noise.next().ok_or_else(missing)?;
            let blocks = others.by_ref().take(BLOCKS).enumerate();
            Ok::<_, NoGenerator>(Stage {
                noise: Unit::new(own, &format!("noise_res.{number}"), model)?,
                blocks: blocks
                    .map(|(at, own)| {
                        let name = format!("resblocks.{}", BLOCKS * number + at);
                        Unit::new(own, &name, model)
                    })
                    .collect::<Result<_, _>>()?,
                below: node(below)?,
                source: node(&format!("noise_convs.{number}/Conv_output_0"))?,
                above: node(above)?,
            })
        };
        Ok([
            stage(0, "ups.0/ConvTranspose_output_0", "Div_2_output_0")?,
            stage(1, "reflection_pad/Pad_output_0", "Div_4_output_0")?,
        ])
    }
}

/// Returns every half of every step, in order.
fn halves() -> impl Iterator<Item = (usize, usize)> {
    (0..STEPS).flat_map(|step| (1..=HALVES).map(move |half| (step, half)))
}

fn block(name: &str, parts: &Parts<'_>) -> Result<Block, NoGenerator> {
    let half = |(step, half): (usize, usize)| {
        let place = format!("{PLACE}/{name}/convs{half}.{step}/Conv_quant");
        let stored = |own: &str| parts.floats(&format!("decoder.decoder.generator.{name}.{own}"));
        let read = || {
            let bias = stored(&format!("convs{half}.{step}.bias"))?;
            let convolution = Convolution::new(&parts.convolution(&place)?, bias)?;
            Half::new(convolution, stored(&format!("alpha{half}.{step}"))?)
        };
        read().ok_or(NoGenerator::Part(place))
    };
    Ok(Block::new(halves().map(half).collect::<Result<_, _>>()?))
}

impl Stage {
    /// Returns the nodes that make the manners, in the order in which [`Stage::run`] takes their values.
    pub(super) fn manners(&self) -> impl Iterator<Item = NodeId> + '_ {
        let units = std::iter::once(&self.noise).chain(&self.blocks);
        units.flat_map(|unit| unit.manners.iter().flatten().copied())
    }

    /// Returns the values of the stage: the mean of its blocks.
    ///
    /// # Errors
    /// When a value has an unexpected shape.
    pub(super) fn run(
        &self,
        below: Value,
        source: Value,
        manners: &mut impl Iterator<Item = Value>,
    ) -> Option<Value> {
        let mut scratch = Scratch::default();
        let source = Channels::of(source)?;
        let width = source.width;
        let mut values = by_moment(&source);
        drop(source);
        self.noise.run(&mut values, manners, &mut scratch)?;
        let below = by_moment(&Channels::of(below)?);
        if below.len() != values.len() {
            return None;
        }
        for (value, below) in values.iter_mut().zip(&below) {
            *value += below;
        }
        // The memory is used again.
        let mut sum = below;
        sum.fill(0.0);
        let mut own = Vec::new();
        for (number, unit) in self.blocks.iter().enumerate() {
            match number + 1 == self.blocks.len() {
                true => own = std::mem::take(&mut values),
                false => values.clone_into(&mut own),
            }
            unit.run(&mut own, manners, &mut scratch)?;
            for (sum, own) in sum.iter_mut().zip(&own) {
                *sum += own;
            }
        }
        let count = self.blocks.len() as f32;
        for sum in &mut sum {
            *sum /= count;
        }
        drop((own, scratch));
        let moments = sum.len() / width;
        Value::from_shape([1, width, moments], by_channel(&sum, width)).ok()
    }
}

impl Unit {
    fn new(block: Block, name: &str, model: &Model) -> Result<Unit, NoGenerator> {
        let manner = |(step, half): (usize, usize)| {
            let node =
                |own: &str| model.node_id(&format!("{PLACE}/{name}/adain{half}.{step}/{own}"));
            Ok::<_, NoGenerator>([node("Add_1_output_0")?, node("Slice_1_output_0")?])
        };
        Ok(Unit {
            block,
            manners: halves().map(manner).collect::<Result<_, _>>()?,
        })
    }

    fn run(
        &self,
        values: &mut [f32],
        manners: &mut impl Iterator<Item = Value>,
        scratch: &mut Scratch,
    ) -> Option<()> {
        let mut next = || Some(manners.next()?.into_shape_vec::<f32, 3>().ok()?.1);
        let manner = |_: &[NodeId; 2]| {
            Some(Manner {
                gains: next()?,
                shifts: next()?,
            })
        };
        let manners: Option<Vec<Manner>> = self.manners.iter().map(manner).collect();
        self.block.run(values, &manners?, scratch)
    }
}

impl Channels {
    fn of(value: Value) -> Option<Channels> {
        let ([_, width, _], values) = value.into_shape_vec::<f32, 3>().ok()?;
        Some(Channels { values, width })
    }
}

/// The side of the squares in which values are moved, so that both sides stay in the cache.
const TILE: usize = 16;

/// Puts the channels of a moment side by side.
fn by_moment(channels: &Channels) -> Vec<f32> {
    let moments = channels.values.len() / channels.width.max(1);
    turned(&channels.values, channels.width, moments)
}

/// Puts the moments of a channel side by side.
fn by_channel(values: &[f32], width: usize) -> Vec<f32> {
    turned(values, values.len() / width.max(1), width)
}

/// Turns a matrix with some rows and columns.
fn turned(values: &[f32], rows: usize, columns: usize) -> Vec<f32> {
    let mut turned = vec![0.0; rows * columns];
    for left in (0..columns).step_by(TILE) {
        for top in (0..rows).step_by(TILE) {
            for column in left..columns.min(left + TILE) {
                let to = &mut turned[column * rows + top..column * rows + rows.min(top + TILE)];
                for (row, to) in to.iter_mut().enumerate() {
                    *to = values[(top + row) * columns + column];
                }
            }
        }
    }
    turned
}

#[cfg(test)]
mod tests;
