//! Finds the brackets that are open at a place.

/// The brackets before a place.
pub(crate) struct Brackets {
    /// Those that are open, the outermost first.
    pub open: Vec<usize>,
    /// The first closing bracket that is of another kind than the one that it closes, with all that
    /// are open there.
    pub crossed: Option<(usize, Vec<usize>)>,
    /// Where the last words in quotation marks begin.
    pub quote: Option<usize>,
}

/// Returns the brackets before a byte.
pub(super) fn brackets(text: &str, end: usize) -> Brackets {
    let mut walk = Walk {
        text: &text[..end],
        at: 0,
        open: Vec::new(),
        crossed: None,
        quote: None,
    };
    walk.run();
    Brackets {
        open: walk.open,
        crossed: walk.crossed,
        quote: walk.quote,
    }
}

struct Walk<'s> {
    text: &'s str,
    at: usize,
    open: Vec<usize>,
    crossed: Option<(usize, Vec<usize>)>,
    quote: Option<usize>,
}

impl Walk<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn run(&mut self) {
        while let Some(c) = self.rest().chars().next() {
            match c {
                '#' if self.is_apart() => self.skip_line(),
                '{' | '[' => {
                    self.open.push(self.at);
                    self.at += 1;
                }
                '}' | ']' => self.close(c),
                '"' | '\'' => self.quoted(c),
                '|' | '>' if self.open.is_empty() && self.is_header() => self.block(),
                '-' | '?' | ':' | ',' | '&' | '!' | '*' => self.at += 1,
                c if c.is_whitespace() => self.at += c.len_utf8(),
                _ => self.plain(),
            }
        }
    }

    fn close(&mut self, mark: char) {
        let open = if mark == '}' { '{' } else { '[' };
        let is_own = |at: &usize| self.text[*at..].starts_with(open);
        if self.crossed.is_none() && self.open.last().is_some_and(|at| !is_own(at)) {
            self.crossed = Some((self.at, self.open.clone()));
        }
        self.open.pop();
        self.at += 1;
    }

    /// Returns whether white space or nothing is before the cursor.
    fn is_apart(&self) -> bool {
        self.text[..self.at]
            .chars()
            .next_back()
            .is_none_or(char::is_whitespace)
    }

    fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += rest.find(['\n', '\r']).unwrap_or(rest.len());
    }

    fn quoted(&mut self, mark: char) {
        self.quote = Some(self.at);
        let mut rest = self.rest().char_indices().skip(1).peekable();
        let mut end = self.rest().len();
        while let Some((at, c)) = rest.next() {
            let is_mark = c == mark;
            if c == '\\' && mark == '"'
                || is_mark && mark == '\'' && rest.peek().is_some_and(|(_, c)| *c == mark)
            {
                rest.next();
            } else if is_mark {
                end = at + 1;
                break;
            }
        }
        self.at += end;
    }

    /// Returns whether a block of text begins here.
    fn is_header(&self) -> bool {
        let rest = self.rest();
        let line = &rest[1..rest.find(['\n', '\r']).unwrap_or(rest.len())];
        let more = line.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        more.trim().is_empty() || more.trim_start().starts_with('#')
    }

    /// Skips the lines of a block of text: those deeper than the line of its key.
    fn block(&mut self) {
        let line = super::site::line(self.text, self.at);
        let column = super::site::column(self.text, &line) as isize;
        let within = self.text[line.clone()].trim_start();
        let is_root = within.starts_with(['|', '>', '-']) && column == 0;
        let shallow = |line: &std::ops::Range<usize>| {
            super::site::column(self.text, line) as isize <= if is_root { -1 } else { column }
        };
        let next = super::site::below(self.text, line.end).find(shallow);
        self.at = next.map_or(self.text.len(), |line| line.start);
    }

    /// Skips plain words: up to a colon, a comment, the end of the line, or a sign of brackets.
    fn plain(&mut self) {
        let inside = !self.open.is_empty();
        let rest = self.rest();
        let mut before = ' ';
        let mut end = rest.len();
        let mut all = rest.char_indices().peekable();
        while let Some((at, c)) = all.next() {
            let after = all.peek().map_or('\n', |(_, c)| *c);
            let is_over = match c {
                '\n' | '\r' => true,
                ':' => after.is_whitespace() || (inside && ",[]{}".contains(after)),
                '#' => before.is_whitespace() && at > 0,
                c => inside && ",[]{}".contains(c),
            };
            if is_over {
                end = at;
                break;
            }
            before = c;
        }
        self.at += end;
    }
}
