//! Edits the published model so that the inference engine computes it
//! correctly. Takes the bytes of Kokoro's int8 ONNX export and returns the same
//! model with four edits to its graph. No weight changes, and all other bytes
//! are copied.
//!
//! 1. A fused matrix product that the engine lacks becomes a transposition and
//!    a plain product.
//! 2. The phase of a spectrum is `atan(im / re)` with π added on the left half
//!    plane. At DC, where `im` is 0, the phase must be +π, so `im > 0` becomes
//!    `im ≥ 0`.
//! 3. Where both parts are 0 that quotient is 0/0, so 10⁻²⁰ is added to `re`.
//! 4. The engine pads an integer convolution with the byte 0, but the value
//!    zero is the byte `zero_point`. So the padding becomes a separate step.

pub(crate) mod parts;

use super::wire::{self, Field, Malformed};

const FUSED: &str = "/encoder/MatMul/MatmulTransposeFusion/";
const COMPARE: &str = "/decoder/decoder/generator/Greater";
const DIVIDE: &str = "/decoder/decoder/generator/Div";

/// A constant that is added to the real part of the spectrum before the
/// division.
const TINY: f32 = 1e-20;

/// Field numbers of `onnx.proto`.
mod field {
    pub(super) const MODEL_GRAPH: u32 = 7;
    pub(super) const GRAPH_NODE: u32 = 1;
    pub(super) const GRAPH_INITIALIZER: u32 = 5;
    pub(super) const NODE_INPUT: u32 = 1;
    pub(super) const NODE_OUTPUT: u32 = 2;
    pub(super) const NODE_NAME: u32 = 3;
    pub(super) const NODE_OPERATOR: u32 = 4;
    pub(super) const NODE_ATTRIBUTE: u32 = 5;
    pub(super) const ATTRIBUTE_NAME: u32 = 1;
    pub(super) const ATTRIBUTE_INTS: u32 = 8;
    pub(super) const ATTRIBUTE_TYPE: u32 = 20;
    pub(super) const TENSOR_DIMENSIONS: u32 = 1;
    pub(super) const TENSOR_TYPE: u32 = 2;
    pub(super) const TENSOR_NUMBERS: u32 = 5;
    pub(super) const TENSOR_NAME: u32 = 8;
    pub(super) const TENSOR_BYTES: u32 = 9;
}

/// Values of enumerations in `onnx.proto`.
const ATTRIBUTE_IS_INTS: u64 = 7;
const TENSOR_IS_F32: u64 = 1;
const TENSOR_IS_I64: u64 = 7;

/// The reason why a model could not be edited.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// The bytes are not protocol-buffer fields, or they end too early.
    #[error("the model is not a complete ONNX file")]
    Malformed(#[from] Malformed),
    /// A node that must be edited is missing; this is its name.
    #[error("the model has no node `{0}`")]
    Missing(&'static str),
    /// An integer convolution, named here, has padding other than one pair of
    /// widths, or too few inputs.
    #[error("the integer convolution `{0}` has an unknown kind of padding")]
    Padding(String),
}

/// Returns the model with the four edits.
///
/// # Errors
///
/// Fails if the bytes are not an ONNX model, or not the expected one.
pub(crate) fn edit(model: &[u8]) -> Result<Vec<u8>, GraphError> {
    let mut edited = Vec::with_capacity(model.len() + 64 * 1024);
    for field in wire::fields(model) {
        let field = field?;
        if field.number == field::MODEL_GRAPH {
            wire::put_bytes(&mut edited, field.number, &edit_graph(field.bytes())?);
        } else {
            edited.extend_from_slice(field.whole);
        }
    }
    Ok(edited)
}

fn edit_graph(graph: &[u8]) -> Result<Vec<u8>, GraphError> {
    let mut edits = Edits {
        graph: Vec::with_capacity(graph.len() + 64 * 1024),
        done: Vec::new(),
    };
    for field in wire::fields(graph) {
        let field = field?;
        if field.number == field::GRAPH_NODE {
            edits.node(&field)?;
        } else {
            edits.graph.extend_from_slice(field.whole);
        }
    }
    for needed in [FUSED, COMPARE, DIVIDE] {
        if !edits.done.contains(&needed) {
            return Err(GraphError::Missing(needed));
        }
    }
    Ok(edits.graph)
}

/// The graph so far, and the named nodes found so far.
struct Edits {
    graph: Vec<u8>,
    done: Vec<&'static str>,
}

impl Edits {
    /// Copies a node, or writes its replacement.
    fn node(&mut self, field: &Field<'_>) -> Result<(), GraphError> {
        let node = Node::read(field.bytes())?;
        if node.name == FUSED && node.operator == "FusedMatMul" {
            self.unfuse(&node);
            self.done.push(FUSED);
        } else if node.name == COMPARE && node.operator == "Greater" {
            self.put(&Node {
                operator: "GreaterOrEqual",
                ..node
            });
            self.done.push(COMPARE);
        } else if node.name == DIVIDE && node.operator == "Div" {
            self.guard_division(node);
            self.done.push(DIVIDE);
        } else if node.operator == "ConvInteger" {
            self.pad_outside(node, field)?;
        } else {
            self.graph.extend_from_slice(field.whole);
        }
        Ok(())
    }

    fn unfuse(&mut self, node: &Node<'_>) {
        let transposed = format!("{}/transposed", node.name);
        let second = node.inputs.get(1).copied().unwrap_or_default();
        self.put(&Node {
            name: &transposed,
            operator: "Transpose",
            inputs: node.inputs.iter().take(1).copied().collect(),
            outputs: vec![&transposed],
            attributes: vec![ints_attribute("perm", &[0, 2, 1])],
        });
        self.put(&Node {
            name: node.name,
            operator: "MatMul",
            inputs: vec![&transposed, second],
            outputs: node.outputs.clone(),
            attributes: Vec::new(),
        });
    }

    fn guard_division(&mut self, node: Node<'_>) {
        let guarded = format!("{}/denominator", node.name);
        let tiny = format!("{}/tiny", node.name);
        self.constant(&tiny, TENSOR_IS_F32, &[], &TINY.to_le_bytes());
        self.put(&Node {
            name: &guarded,
            operator: "Add",
            inputs: vec![node.inputs.get(1).copied().unwrap_or_default(), &tiny],
            outputs: vec![&guarded],
            attributes: Vec::new(),
        });
        let numerator = node.inputs.first().copied().unwrap_or_default();
        self.put(&Node {
            inputs: vec![numerator, &guarded],
            ..node
        });
    }

    fn pad_outside(&mut self, mut node: Node<'_>, field: &Field<'_>) -> Result<(), GraphError> {
        let unknown = || GraphError::Padding(node.name.to_owned());
        let (before, after) = match node.pads()?[..] {
            [] | [0, 0] => {
                self.graph.extend_from_slice(field.whole);
                return Ok(());
            }
            [before, after] => (before, after),
            _ => return Err(unknown()),
        };
        let &[input, weights, zero, ref rest @ ..] = &node.inputs[..] else {
            return Err(unknown());
        };
        let padded = format!("{}/padded", node.name);
        let widths = format!("{}/widths", node.name);
        let amounts: Vec<u8> = [0, 0, before, 0, 0, after]
            .iter()
            .flat_map(|width| width.to_le_bytes())
            .collect();
        self.constant(&widths, TENSOR_IS_I64, &[6], &amounts);
        self.put(&Node {
            name: &padded,
            operator: "Pad",
            inputs: vec![input, &widths, zero],
            outputs: vec![&padded],
            attributes: Vec::new(),
        });
        for attribute in &mut node.attributes {
            if attribute_name(attribute)? == "pads" {
                *attribute = ints_attribute("pads", &[0, 0]);
            }
        }
        self.put(&Node {
            inputs: [&[&padded, weights, zero], rest].concat(),
            ..node
        });
        Ok(())
    }

    fn put(&mut self, node: &Node<'_>) {
        wire::put_bytes(&mut self.graph, field::GRAPH_NODE, &node.write());
    }

    fn constant(&mut self, name: &str, kind: u64, shape: &[u64], bytes: &[u8]) {
        let mut tensor = Vec::new();
        for &size in shape {
            wire::put_varint(&mut tensor, field::TENSOR_DIMENSIONS, size);
        }
        wire::put_varint(&mut tensor, field::TENSOR_TYPE, kind);
        wire::put_bytes(&mut tensor, field::TENSOR_NAME, name.as_bytes());
        wire::put_bytes(&mut tensor, field::TENSOR_BYTES, bytes);
        wire::put_bytes(&mut self.graph, field::GRAPH_INITIALIZER, &tensor);
    }
}

/// An operation of the graph. Its domain is dropped, because every rewritten
/// node belongs to the standard domain.
struct Node<'a> {
    name: &'a str,
    operator: &'a str,
    inputs: Vec<&'a str>,
    outputs: Vec<&'a str>,
    /// Each as the bytes of its message.
    attributes: Vec<Vec<u8>>,
}

impl<'a> Node<'a> {
    fn read(message: &'a [u8]) -> Result<Node<'a>, Malformed> {
        let mut node = Node {
            name: "",
            operator: "",
            inputs: Vec::new(),
            outputs: Vec::new(),
            attributes: Vec::new(),
        };
        for field in wire::fields(message) {
            let field = field?;
            match field.number {
                field::NODE_INPUT => node.inputs.push(field.text()?),
                field::NODE_OUTPUT => node.outputs.push(field.text()?),
                field::NODE_NAME => node.name = field.text()?,
                field::NODE_OPERATOR => node.operator = field.text()?,
                field::NODE_ATTRIBUTE => node.attributes.push(field.bytes().to_vec()),
                _ => {}
            }
        }
        Ok(node)
    }

    /// Returns the padding of a convolution: before and after, for one
    /// dimension.
    fn pads(&self) -> Result<Vec<u64>, Malformed> {
        for attribute in &self.attributes {
            if attribute_name(attribute)? == "pads" {
                return attribute_ints(attribute);
            }
        }
        Ok(Vec::new())
    }

    fn write(&self) -> Vec<u8> {
        let mut message = Vec::new();
        for input in &self.inputs {
            wire::put_bytes(&mut message, field::NODE_INPUT, input.as_bytes());
        }
        for output in &self.outputs {
            wire::put_bytes(&mut message, field::NODE_OUTPUT, output.as_bytes());
        }
        wire::put_bytes(&mut message, field::NODE_NAME, self.name.as_bytes());
        wire::put_bytes(&mut message, field::NODE_OPERATOR, self.operator.as_bytes());
        for attribute in &self.attributes {
            wire::put_bytes(&mut message, field::NODE_ATTRIBUTE, attribute);
        }
        message
    }
}

fn ints_attribute(name: &str, values: &[u64]) -> Vec<u8> {
    let mut message = Vec::new();
    wire::put_bytes(&mut message, field::ATTRIBUTE_NAME, name.as_bytes());
    for &value in values {
        wire::put_varint(&mut message, field::ATTRIBUTE_INTS, value);
    }
    wire::put_varint(&mut message, field::ATTRIBUTE_TYPE, ATTRIBUTE_IS_INTS);
    message
}

fn attribute_name(attribute: &[u8]) -> Result<&str, Malformed> {
    for field in wire::fields(attribute) {
        let field = field?;
        if field.number == field::ATTRIBUTE_NAME {
            return field.text();
        }
    }
    Ok("")
}

fn attribute_ints(attribute: &[u8]) -> Result<Vec<u64>, Malformed> {
    let mut values = Vec::new();
    for field in wire::fields(attribute) {
        let field = field?;
        if field.number == field::ATTRIBUTE_INTS {
            values.extend(field.varints()?);
        }
    }
    Ok(values)
}

#[cfg(test)]
mod tests;
