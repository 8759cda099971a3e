//! Models of a few nodes, written by hand, before and after the edits.

use super::*;

fn node(operator: &str, name: &str, inputs: &[&str], attributes: Vec<Vec<u8>>) -> Vec<u8> {
    let output = format!("{name}.out");
    Node {
        name,
        operator,
        inputs: inputs.to_vec(),
        outputs: vec![&output],
        attributes,
    }
    .write()
}

/// A model with the three named nodes and the given ones.
fn model(more: &[Vec<u8>]) -> Vec<u8> {
    let mut graph = Vec::new();
    for node in [
        node("FusedMatMul", FUSED, &["a", "b"], Vec::new()),
        node("Greater", COMPARE, &["im", "zero"], Vec::new()),
        node("Div", DIVIDE, &["im", "re"], Vec::new()),
    ]
    .iter()
    .chain(more)
    {
        wire::put_bytes(&mut graph, field::GRAPH_NODE, node);
    }
    wire::put_bytes(&mut graph, 2, b"the graph's name");
    let mut model = Vec::new();
    wire::put_varint(&mut model, 1, 9);
    wire::put_bytes(&mut model, field::MODEL_GRAPH, &graph);
    wire::put_varint(&mut model, 5, 1);
    model
}

/// The nodes of a model as `Operator(inputs) -> output`, and its constants'
/// names.
fn listing(model: &[u8]) -> (Vec<String>, Vec<String>) {
    let (mut nodes, mut constants) = (Vec::new(), Vec::new());
    let graph = wire::fields(model)
        .map(Result::unwrap)
        .find(|field| field.number == field::MODEL_GRAPH)
        .unwrap();
    for field in wire::fields(graph.bytes()).map(Result::unwrap) {
        if field.number == field::GRAPH_NODE {
            let node = Node::read(field.bytes()).unwrap();
            nodes.push(format!(
                "{}({}) -> {}",
                node.operator,
                node.inputs.join(", "),
                node.outputs[0]
            ));
        } else if field.number == field::GRAPH_INITIALIZER {
            let name = wire::fields(field.bytes())
                .map(Result::unwrap)
                .find(|field| field.number == field::TENSOR_NAME)
                .unwrap();
            constants.push(name.text().unwrap().to_owned());
        }
    }
    (nodes, constants)
}

#[test]
fn the_named_nodes_are_rewritten() {
    let (nodes, constants) = listing(&edit(&model(&[])).unwrap());
    let expected = [
        format!("Transpose(a) -> {FUSED}/transposed"),
        format!("MatMul({FUSED}/transposed, b) -> {FUSED}.out"),
        format!("GreaterOrEqual(im, zero) -> {COMPARE}.out"),
        format!("Add(re, {DIVIDE}/tiny) -> {DIVIDE}/denominator"),
        format!("Div(im, {DIVIDE}/denominator) -> {DIVIDE}.out"),
    ];
    assert_eq!(nodes, expected);
    assert_eq!(constants, [format!("{DIVIDE}/tiny")]);
}

#[test]
fn a_padded_convolution_is_padded_with_its_zero_point() {
    let attributes = vec![
        ints_attribute("dilations", &[3]),
        ints_attribute("pads", &[2, 2]),
    ];
    let conv = node("ConvInteger", "conv", &["x", "w", "xz", "wz"], attributes);
    let edited = edit(&model(&[conv])).unwrap();
    let (nodes, constants) = listing(&edited);
    assert_eq!(
        nodes[5..],
        [
            "Pad(x, conv/widths, xz) -> conv/padded",
            "ConvInteger(conv/padded, w, xz, wz) -> conv.out"
        ]
    );
    assert_eq!(constants[1], "conv/widths");
    let widths: Vec<u8> = [0u64, 0, 2, 0, 0, 2]
        .iter()
        .flat_map(|width| width.to_le_bytes())
        .collect();
    assert!(edited.windows(48).any(|bytes| bytes == widths));
    let unpadded = ints_attribute("pads", &[0, 0]);
    assert!(
        edited
            .windows(unpadded.len())
            .any(|bytes| bytes == unpadded)
    );
    let kept = ints_attribute("dilations", &[3]);
    assert!(edited.windows(kept.len()).any(|bytes| bytes == kept));
}

#[test]
fn other_nodes_are_copied() {
    let unpadded = vec![ints_attribute("pads", &[0, 0])];
    let others = [
        node("ConvInteger", "conv", &["x", "w", "xz", "wz"], unpadded),
        node("Greater", "another comparison", &["a", "b"], Vec::new()),
    ];
    let edited = edit(&model(&others)).unwrap();
    for other in &others {
        assert!(edited.windows(other.len()).any(|bytes| bytes == *other));
    }
    let name = b"the graph's name";
    assert!(edited.windows(name.len()).any(|bytes| bytes == name));
    assert_eq!(edited[..2], [8, 9]);
    assert_eq!(edited[edited.len() - 2..], [40, 1]);
}

#[test]
fn a_model_without_the_nodes_is_refused() {
    let mut model = Vec::new();
    wire::put_bytes(&mut model, field::MODEL_GRAPH, &[]);
    assert!(matches!(edit(&model), Err(GraphError::Missing(FUSED))));
}

#[test]
fn a_model_cut_short_is_refused() {
    let model = model(&[]);
    assert!(matches!(
        edit(&model[..model.len() - 3]),
        Err(GraphError::Malformed(_))
    ));
}

#[test]
fn a_convolution_over_two_dimensions_is_refused() {
    let attributes = vec![ints_attribute("pads", &[1, 1, 1, 1])];
    let conv = node("ConvInteger", "conv", &["x", "w", "xz", "wz"], attributes);
    assert!(matches!(edit(&model(&[conv])), Err(GraphError::Padding(name)) if name == "conv"));
}
