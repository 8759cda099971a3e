//! Flowcharts for Mermaid.

use super::{Map, name};

/// How the marks of nodes look.
const CLASSES: [(&str, &str); 4] = [
    ("ending", "stroke-width:3px"),
    ("been", "fill:#dfe8f5,color:#222"),
    ("here", "fill:#f5d90a,color:#222"),
    ("never", "stroke-dasharray:4 4,color:#888"),
];

impl Map<'_> {
    /// Returns the map as a flowchart for Mermaid.
    #[must_use]
    pub fn mermaid(&self) -> String {
        let mut lines = vec!["flowchart TD".to_owned()];
        let mut line = |text: String| lines.push(format!("    {text}"));
        line("start(( ))".to_owned());
        for id in self.story.nodes.ids() {
            let label: Vec<String> = self.label(id).iter().map(|text| escaped(text)).collect();
            line(format!("n{id}[\"{}\"]", label.join("<br/>")));
        }
        if self.has_end() {
            line("stop(((\"end\")))".to_owned());
        }
        line(format!("start --> {}", name(self.story.start)));
        for arrow in self.arrows() {
            let label = match arrow.label() {
                label if label.is_empty() => String::new(),
                label => format!("|\"{}\"|", escaped(&label)),
            };
            let line_of = if arrow.by_chance { "-.->" } else { "-->" };
            line(format!(
                "n{} {line_of}{label} {}",
                arrow.from,
                name(arrow.to)
            ));
        }
        for (class, style) in CLASSES {
            let nodes = self
                .story
                .nodes
                .ids()
                .filter(|id| self.marks(*id).contains(&class));
            let nodes: Vec<String> = nodes.map(|id| format!("n{id}")).collect();
            if !nodes.is_empty() {
                line(format!("classDef {class} {style}"));
                line(format!("class {} {class}", nodes.join(",")));
            }
        }
        lines.join("\n") + "\n"
    }
}

/// A text for quotation marks. Mermaid writes characters as entities that begin with `#`.
fn escaped(text: &str) -> String {
    let mut line = String::new();
    for c in text.chars() {
        match c {
            '"' => line.push_str("#quot;"),
            '#' | '&' | '<' | '>' | '`' | '\\' | '|' | '*' | '_' | '~' => {
                line.push_str(&format!("#{};", u32::from(c)));
            }
            c if c.is_control() => line.push(' '),
            c => line.push(c),
        }
    }
    line
}
