//! The neural network, in its two halves. The first half takes phoneme numbers
//! and a style, and returns the duration, pitch and strength of each sound. The
//! second half returns the sound.
//!
//! The model was exported as one graph. The values between its halves are read
//! by name and passed back, so that a tone of voice can change the melody
//! without a change of timbre. Each run uses one thread, so the samples do not
//! depend on the number of cores. Many runs may use one model at once.

use std::fs;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use super::generator::{Blocks, NoGenerator, Stage};
use super::graph::parts::Parts;
use super::wire::Malformed;
use rten::{
    Model, ModelOptions, NodeId, RunOptions, ShapeInferenceMode, ThreadPool, Value, ValueOrView,
};

/// The samples of sound for one unit of duration.
pub(super) const HOP: usize = 600;

/// The network's rate in samples a second.
pub(super) const NETWORK_RATE: usize = 24_000;

/// The numbers in a style: half for the melody, half for the timbre.
pub(super) const STYLE: usize = 256;

/// The names of inputs, outputs and values between the halves in the exported
/// graph.
mod name {
    pub(super) const TOKENS: &str = "tokens";
    pub(super) const STYLE: &str = "style";
    pub(super) const SPEED: &str = "speed";
    pub(super) const DURATIONS: &str = "/encoder/Gather_output_0";
    pub(super) const TEXT: &str = "/encoder/MatMul_1_output_0";
    pub(super) const PITCH: &str = "/encoder/Reshape_output_0";
    pub(super) const ENERGY: &str = "/encoder/Reshape_1_output_0";
    pub(super) const SOURCE: &str = "/decoder/decoder/generator/m_source/l_tanh/Tanh_output_0";
    pub(super) const AUDIO: &str = "audio";
}

/// A loaded model.
pub(super) struct Network {
    model: Model,
    nodes: Nodes,
    stages: [Stage; 2],
    /// The threads that no run uses at the moment.
    threads: Mutex<Vec<Arc<ThreadPool>>>,
}

struct Nodes {
    tokens: NodeId,
    style: NodeId,
    speed: NodeId,
    durations: NodeId,
    text: NodeId,
    pitch: NodeId,
    energy: NodeId,
    source: NodeId,
    audio: NodeId,
}

/// The values that pass between the halves.
#[derive(Clone, Debug)]
pub(super) struct Melody {
    /// The length of each token in hops.
    pub durations: Vec<usize>,
    /// The fundamental in Hz, two values a hop; below 10 a sound is unvoiced.
    pub pitch: Vec<f32>,
    /// The strength on the network's internal scale, roughly logarithmic, two
    /// values a hop.
    pub energy: Vec<f32>,
    /// The source signal that replaces the fundamental's harmonics, one value a
    /// sample.
    pub source: Option<Vec<f32>>,
    /// The sounds themselves, in the network's internal representation.
    text: Value,
}

/// The network could not be loaded, or failed.
#[derive(Debug, thiserror::Error)]
pub(super) enum NetworkError {
    #[error("the model cannot be loaded: {0}")]
    Load(#[from] rten::LoadError),
    #[error("the model cannot be read: {0}")]
    Read(#[from] std::io::Error),
    #[error("the model is not a complete ONNX file")]
    Malformed(#[from] Malformed),
    #[error("the model has no generator: {0}")]
    Generator(#[from] NoGenerator),
    #[error("the model failed: {0}")]
    Run(#[from] rten::RunError),
    #[error("`{0}` of the model has an unexpected shape")]
    Shape(&'static str),
}

impl Melody {
    /// Returns a melody with an empty text, of even strength.
    #[cfg(test)]
    pub(super) fn sketch(durations: Vec<usize>, pitch: Vec<f32>) -> Melody {
        let hops: usize = durations.iter().sum();
        Melody {
            durations,
            energy: vec![5.0; pitch.len()],
            pitch,
            source: None,
            text: Value::from_shape([1, 1, hops], vec![0.0_f32; hops]).unwrap(),
        }
    }

    /// Gives the tokens other lengths, in hops. A token without a length stays without one.
    ///
    /// # Errors
    /// When the sounds have an unexpected shape.
    pub(super) fn lengthen(&mut self, lengths: &[usize]) -> Result<(), NetworkError> {
        let fault = || NetworkError::Shape(name::TEXT);
        let mut from = Vec::new();
        let mut at = 0;
        for (old, new) in self.durations.iter_mut().zip(lengths) {
            if *old > 0 {
                from.extend((0..2 * new).map(|half| 2 * at + half * *old / new));
                at += *old;
                *old = *new;
            }
        }
        let text = std::mem::replace(
            &mut self.text,
            Value::from_shape([1], vec![0.0_f32]).map_err(|_| fault())?,
        );
        let ([batch, rows, hops], text) = text.into_shape_vec::<f32, 3>().map_err(|_| fault())?;
        if hops != at || self.pitch.len() != 2 * at || self.energy.len() != 2 * at {
            return Err(fault());
        }
        let longer: Vec<f32> = text
            .chunks(hops.max(1))
            .flat_map(|row| from.iter().step_by(2).map(|half| row[half / 2]))
            .collect();
        let shape = [batch, rows, from.len() / 2];
        self.text = Value::from_shape(shape, longer).map_err(|_| fault())?;
        self.pitch = from.iter().map(|half| self.pitch[*half]).collect();
        self.energy = from.iter().map(|half| self.energy[*half]).collect();
        Ok(())
    }
}

impl Network {
    /// Loads an edited model: about a tenth of a gigabyte, a fraction of a
    /// second.
    ///
    /// # Errors
    /// When the file is not Kokoro's model.
    pub(super) fn load(path: &Path) -> Result<Network, NetworkError> {
        // The engine infers a wrong width for one tensor that passes between
        // the halves, and would refuse the right one.
        let bytes = fs::read(path)?;
        let blocks = Blocks::read(&Parts::read(&bytes)?)?;
        let model = ModelOptions::with_all_ops()
            .shape_inference(ShapeInferenceMode::Off)
            .load(bytes)?;
        let stages = blocks.stages(&model)?;
        let nodes = Nodes {
            tokens: model.node_id(name::TOKENS)?,
            style: model.node_id(name::STYLE)?,
            speed: model.node_id(name::SPEED)?,
            durations: model.node_id(name::DURATIONS)?,
            text: model.node_id(name::TEXT)?,
            pitch: model.node_id(name::PITCH)?,
            energy: model.node_id(name::ENERGY)?,
            source: model.node_id(name::SOURCE)?,
            audio: model.node_id(name::AUDIO)?,
        };
        Ok(Network {
            model,
            nodes,
            stages,
            threads: Mutex::default(),
        })
    }

    /// Runs the first half for tokens with silence at both ends. A speed of 2
    /// is twice as fast.
    ///
    /// # Errors
    /// When the engine fails.
    pub(super) fn melody(
        &self,
        tokens: &[i32],
        style: &[f32],
        speed: f32,
    ) -> Result<Melody, NetworkError> {
        let nodes = &self.nodes;
        let ids = Value::from_shape([1, tokens.len()], tokens.to_vec());
        let ids = ids.map_err(|_| NetworkError::Shape(name::TOKENS))?;
        let inputs = vec![
            (nodes.tokens, ValueOrView::Value(ids)),
            (nodes.style, row(name::STYLE, style)?),
            (nodes.speed, tensor(name::SPEED, &[1], vec![speed])?),
        ];
        let wanted = [nodes.durations, nodes.text, nodes.pitch, nodes.energy];
        let [durations, text, pitch, energy] = self.on_one_thread(|options| {
            Ok(self.model.run_n(inputs, wanted, Some(options.clone()))?)
        })?;
        let durations = durations.into_shape_vec::<i32, 1>();
        let (_, durations) = durations.map_err(|_| NetworkError::Shape(name::DURATIONS))?;
        Ok(Melody {
            durations: durations
                .iter()
                .map(|hops| (*hops).max(0) as usize)
                .collect(),
            pitch: curve(name::PITCH, pitch)?,
            energy: curve(name::ENERGY, energy)?,
            source: None,
            text,
        })
    }

    /// Returns the source signal of a melody: the harmonics of its pitch, with a little noise where
    /// it is unvoiced.
    ///
    /// # Errors
    /// When the engine fails.
    pub(super) fn source(&self, melody: &Melody) -> Result<Vec<f32>, NetworkError> {
        let inputs = vec![(self.nodes.pitch, row(name::PITCH, &melody.pitch)?)];
        let [source] = self.on_one_thread(|options| {
            let wanted = [self.nodes.source];
            Ok(self.model.run_n(inputs, wanted, Some(options.clone()))?)
        })?;
        let source = source.into_shape_vec::<f32, 3>();
        Ok(source.map_err(|_| NetworkError::Shape(name::SOURCE))?.1)
    }

    /// Runs the second half. Returns mono samples at [`NETWORK_RATE`], [`HOP`]
    /// for every unit of duration.
    ///
    /// # Errors
    /// When the engine fails.
    pub(super) fn sound(&self, melody: Melody, style: &[f32]) -> Result<Vec<f32>, NetworkError> {
        let nodes = &self.nodes;
        let mut inputs = vec![
            (nodes.style, row(name::STYLE, style)?),
            (nodes.text, ValueOrView::Value(melody.text)),
            (nodes.pitch, row(name::PITCH, &melody.pitch)?),
            (nodes.energy, row(name::ENERGY, &melody.energy)?),
        ];
        if let Some(source) = melody.source {
            let shape = [1, source.len(), 1];
            inputs.push((nodes.source, tensor(name::SOURCE, &shape, source)?));
        }
        self.on_one_thread(|options| {
            let [first, second] = &self.stages;
            let mut wanted = vec![first.below, first.source, second.source];
            wanted.extend(first.manners().chain(second.manners()));
            let run = |inputs, wanted: &[NodeId]| {
                let outputs = self.model.run(inputs, wanted, Some(options.clone()));
                Ok::<_, NetworkError>(outputs?.into_iter())
            };
            let fault = || NetworkError::Shape(name::AUDIO);
            let mut values = run(inputs, &wanted)?;
            let mut next = || values.next().ok_or_else(fault);
            let (below, source, later) = (next()?, next()?, next()?);
            let middle = first.run(below, source, &mut values).ok_or_else(fault)?;
            let middle = vec![(first.above, ValueOrView::Value(middle))];
            let below = run(middle, &[second.below])?.next().ok_or_else(fault)?;
            let top = second.run(below, later, &mut values).ok_or_else(fault)?;
            let top = vec![(second.above, ValueOrView::Value(top))];
            let audio = run(top, &[nodes.audio])?.next().ok_or_else(fault)?;
            Ok(audio.into_shape_vec::<f32, 1>().map_err(|_| fault())?.1)
        })
    }

    /// Runs something on one thread, and has the engine use it. Several utterances at once are faster than several
    /// threads on one.
    fn on_one_thread<T: Send>(
        &self,
        run: impl FnOnce(&RunOptions) -> Result<T, NetworkError> + Send,
    ) -> Result<T, NetworkError> {
        let threads = || self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        let own = threads().pop();
        let own = own.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&own)));
        let result = own.run(|| run(&options));
        threads().push(own);
        result
    }
}

/// Returns one row of numbers.
fn row(name: &'static str, values: &[f32]) -> Result<ValueOrView<'static>, NetworkError> {
    tensor(name, &[1, values.len()], values.to_vec())
}

fn tensor(
    name: &'static str,
    shape: &[usize],
    values: Vec<f32>,
) -> Result<ValueOrView<'static>, NetworkError> {
    let value = Value::from_shape(shape, values).map_err(|_| NetworkError::Shape(name))?;
    Ok(ValueOrView::Value(value))
}

fn curve(name: &'static str, value: Value) -> Result<Vec<f32>, NetworkError> {
    let curve = value.into_shape_vec::<f32, 2>();
    Ok(curve.map_err(|_| NetworkError::Shape(name))?.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
    fn the_stages_return_what_the_engine_does() {
        let pack = std::env::var_os("CUEBOOK_VOICES").expect("CUEBOOK_VOICES names a voice pack");
        let network = Network::load(&Path::new(&pack).join("kokoro.onnx")).unwrap();
        let style = fs::read(Path::new(&pack).join("voices/bm_george.bin")).unwrap();
        let style = style[20 * STYLE * 4..21 * STYLE * 4].chunks(4);
        let style: Vec<f32> = style
            .map(|four| f32::from_le_bytes(four.try_into().unwrap()))
            .collect();
        let tokens = [
            0, 81, 83, 16, 53, 156, 102, 112, 16, 102, 68, 16, 46, 156, 86, 46, 4, 0,
        ];
        let melody = network.melody(&tokens, &style, 1.0).unwrap();
        let source = network.source(&melody).unwrap();
        let inputs = || {
            let nodes = &network.nodes;
            let length = source.len();
            vec![
                (nodes.style, row(name::STYLE, &style).unwrap()),
                (nodes.text, ValueOrView::Value(melody.text.clone())),
                (nodes.pitch, row(name::PITCH, &melody.pitch).unwrap()),
                (nodes.energy, row(name::ENERGY, &melody.energy).unwrap()),
                (
                    nodes.source,
                    tensor(name::SOURCE, &[1, length, 1], source.clone()).unwrap(),
                ),
            ]
        };
        for stage in &network.stages {
            let mut wanted = vec![stage.below, stage.source, stage.above];
            wanted.extend(stage.manners());
            let mut values = network
                .model
                .run(inputs(), &wanted, None)
                .unwrap()
                .into_iter();
            let mut next = || values.next().unwrap();
            let (below, source, above) = (next(), next(), next());
            let found = stage.run(below, source, &mut values).unwrap();
            let (shape, found) = found.into_shape_vec::<f32, 3>().unwrap();
            let (same, wanted) = above.into_shape_vec::<f32, 3>().unwrap();
            assert_eq!(shape, same);
            let power = |values: &mut dyn Iterator<Item = f32>| values.map(|x| x * x).sum::<f32>();
            let error = power(&mut found.iter().zip(&wanted).map(|(a, b)| a - b));
            let level = 10.0 * (error / power(&mut wanted.iter().copied())).log10();
            // Bytes are rounded differently now and then.
            assert!(level < -20.0, "{level} dB");
        }
    }
}
