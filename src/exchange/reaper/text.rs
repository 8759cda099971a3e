//! The text of a Reaper project.

/// Elements in elements.
#[derive(Default)]
pub(super) struct Text {
    text: String,
    depth: usize,
}

impl Text {
    /// Begins an element.
    pub(super) fn open(&mut self, head: &str) {
        self.line(&format!("<{head}"));
        self.depth += 1;
    }

    /// Ends the element that was begun last.
    pub(super) fn close(&mut self) {
        self.depth -= 1;
        self.line(">");
    }

    pub(super) fn line(&mut self, line: &str) {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    pub(super) fn finish(self) -> String {
        self.text
    }
}

/// Returns a name in the quotation marks that it does not have: there is no way to escape one.
pub(super) fn quoted(name: &str) -> String {
    let name: String = name
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    let mark = ['"', '\'', '`']
        .into_iter()
        .find(|mark| !name.contains(*mark));
    match mark {
        Some(mark) => format!("{mark}{name}{mark}"),
        None => format!("`{}`", name.replace('`', "'")),
    }
}

/// Returns an id that depends on a key alone, so that the same show gives the same project.
pub(super) fn guid(key: &str) -> String {
    let hash = blake3::hash(key.as_bytes()).to_hex().to_uppercase();
    let part = |from: usize, to: usize| &hash[from..to];
    format!(
        "{{{}-{}-{}-{}-{}}}",
        part(0, 8),
        part(8, 12),
        part(12, 16),
        part(16, 20),
        part(20, 32)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_quotation_marks_of_their_own() {
        let names = ["Anna", "“Go!”", "a \"b\"", "a \"b\" 'c'", "\"'`", "a\nb"].map(quoted);
        let quoted = [
            "\"Anna\"",
            "\"“Go!”\"",
            "'a \"b\"'",
            "`a \"b\" 'c'`",
            "`\"''`",
            "\"a b\"",
        ];
        assert_eq!(names, quoted);
    }
}
