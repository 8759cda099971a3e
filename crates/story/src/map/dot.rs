//! Graphs for Graphviz, in the language DOT.

use super::{Map, name};

impl Map<'_> {
    /// Returns the map as a graph in the language DOT.
    #[must_use]
    pub fn dot(&self) -> String {
        let mut lines = vec![
            "digraph story {".to_owned(),
            "    node [shape=box, style=rounded];".to_owned(),
            "    start [label=\"\", shape=point];".to_owned(),
        ];
        let mut line = |text: String| lines.push(format!("    {text};"));
        for id in self.story.nodes.ids() {
            let label: Vec<String> = self.label(id).iter().map(|text| escaped(text)).collect();
            let marks = self.marks(id);
            let style = [
                ("ending", ", peripheries=2"),
                ("been", ", style=\"rounded,filled\", fillcolor=\"#dfe8f5\""),
                ("here", ", style=\"rounded,filled\", fillcolor=\"#f5d90a\""),
                ("never", ", style=\"rounded,dashed\", fontcolor=\"#888888\""),
            ];
            let style = style.iter().filter(|(mark, _)| marks.contains(mark));
            let style: String = style.map(|(_, style)| *style).collect();
            line(format!("n{id} [label=\"{}\"{style}]", label.join("\\n")));
        }
        if self.has_end() {
            line("stop [label=\"end\", shape=doublecircle]".to_owned());
        }
        line(format!("start -> {}", name(self.story.start)));
        for arrow in self.arrows() {
            let label = match arrow.label() {
                label if label.is_empty() => None,
                label => Some(format!("label=\"{}\"", escaped(&label))),
            };
            let dashed = arrow.by_chance.then(|| "style=dashed".to_owned());
            let style: Vec<String> = label.into_iter().chain(dashed).collect();
            let label = match style.is_empty() {
                true => String::new(),
                false => format!(" [{}]", style.join(", ")),
            };
            line(format!("n{} -> {}{label}", arrow.from, name(arrow.to)));
        }
        lines.push("}".to_owned());
        lines.join("\n") + "\n"
    }
}

/// A text for quotation marks.
fn escaped(text: &str) -> String {
    let mut line = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => line.extend(['\\', c]),
            '&' => line.push_str("&amp;"),
            c if c.is_control() => line.push(' '),
            c => line.push(c),
        }
    }
    line
}
