//! Reads the numbers of single operations out of a model.

use std::collections::BTreeMap;

use super::{Malformed, Node, attribute_ints, attribute_name, field, wire};

/// The operations and the constants of a model, by name.
pub(crate) struct Parts<'a> {
    nodes: BTreeMap<&'a str, Node<'a>>,
    /// Each as the bytes of its message.
    tensors: BTreeMap<&'a str, &'a [u8]>,
}

/// The constants of a convolution of bytes.
pub(crate) struct Stored<'a> {
    /// By output, input and tap.
    pub weights: &'a [u8],
    pub shape: [usize; 3],
    /// The byte that means zero, and the value of one step.
    pub zero: u8,
    pub step: f32,
    pub dilation: usize,
}

impl<'a> Parts<'a> {
    /// Reads a model.
    ///
    /// # Errors
    /// When the bytes are not an ONNX file.
    pub(crate) fn read(model: &'a [u8]) -> Result<Parts<'a>, Malformed> {
        let mut parts = Parts {
            nodes: BTreeMap::new(),
            tensors: BTreeMap::new(),
        };
        for part in wire::fields(model) {
            let part = part?;
            if part.number == field::MODEL_GRAPH {
                parts.graph(part.bytes())?;
            }
        }
        Ok(parts)
    }

    fn graph(&mut self, graph: &'a [u8]) -> Result<(), Malformed> {
        for part in wire::fields(graph) {
            let part = part?;
            match part.number {
                field::GRAPH_NODE => {
                    let node = Node::read(part.bytes())?;
                    self.nodes.insert(node.name, node);
                }
                field::GRAPH_INITIALIZER => {
                    let tensor = part.bytes();
                    for own in wire::fields(tensor) {
                        let own = own?;
                        if own.number == field::TENSOR_NAME {
                            self.tensors.insert(own.text()?, tensor);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Returns the numbers of a constant.
    pub(crate) fn floats(&self, name: &str) -> Option<Vec<f32>> {
        let (bytes, _) = self.tensor(name)?;
        let numbers = bytes.chunks_exact(4);
        Some(
            numbers
                .map(|four| f32::from_le_bytes([four[0], four[1], four[2], four[3]]))
                .collect(),
        )
    }

    /// Returns the constants of a convolution of bytes; `None` if there is no such operation.
    pub(crate) fn convolution(&self, name: &str) -> Option<Stored<'a>> {
        let node = self.nodes.get(name)?;
        let &[_, weights, _, zero, ..] = &node.inputs[..] else {
            return None;
        };
        let (bytes, shape) = self.tensor(weights)?;
        let step = self.floats(&format!("{}_scale", weights.strip_suffix("_quantized")?))?;
        let mut dilation = 1;
        for attribute in &node.attributes {
            if attribute_name(attribute).ok()? == "dilations" {
                dilation = *attribute_ints(attribute).ok()?.first()?;
            }
        }
        Some(Stored {
            weights: bytes,
            shape: shape.try_into().ok()?,
            zero: self.byte(zero)?,
            step: *step.first()?,
            dilation: usize::try_from(dilation).ok()?,
        })
    }

    /// Returns the bytes and the shape of a constant.
    fn tensor(&self, name: &str) -> Option<(&'a [u8], Vec<usize>)> {
        let (mut bytes, mut shape) = (&[][..], Vec::new());
        let tensor: &'a [u8] = self.tensors.get(name)?;
        for part in wire::fields(tensor) {
            let part = part.ok()?;
            match part.number {
                field::TENSOR_BYTES => bytes = part.bytes(),
                field::TENSOR_DIMENSIONS => shape.extend(part.varints().ok()?),
                _ => {}
            }
        }
        let sizes = shape.into_iter().map(usize::try_from);
        Some((bytes, sizes.collect::<Result<_, _>>().ok()?))
    }

    /// Returns a constant of one byte, which a model stores as a number of 32 bits.
    fn byte(&self, name: &str) -> Option<u8> {
        for part in wire::fields(self.tensors.get(name)?) {
            let part = part.ok()?;
            match part.number {
                field::TENSOR_NUMBERS => return u8::try_from(*part.varints().ok()?.first()?).ok(),
                field::TENSOR_BYTES => return part.bytes().first().copied(),
                _ => {}
            }
        }
        None
    }
}
