//! Reads past mistakes of form. The module takes a text that is not well-formed, finds the first
//! mistake, and changes a copy of the text as its author most likely meant it. Then it looks for the
//! next mistake, so that none hides what comes after it. Each mistake has its place in the original
//! text and the edit that mends it.
//!
//! A fix is chosen by trying: the parser must come further with it than without. Of all fixes, the
//! first that leads to no other mistake nearby is taken, else the one that leads furthest.

mod alike;
mod blanks;
mod brackets;
mod columns;
mod keys;
mod marks;
mod open;
mod signs;
mod site;
mod window;

use super::splice::{Splice, Trail, joined};
use super::validate::{self, Fault};
use super::{Node, bare};
use cuebook_core::diagnostic::{Diagnostic, Span};
pub(crate) use site::{Site, line};
use window::Window;

/// The most mistakes that are mended in one text. The text after them stays hidden.
const MOST_MENDED: usize = 50;

/// The most lines that are left out. A text with more of them is no script.
const MOST_LOST: usize = 8;

/// The most bytes that are read to look for mistakes and to try fixes.
const BUDGET: usize = 24 << 20;

/// The most fixes that are tried for one mistake.
const MOST_TRIED: usize = 24;

/// A change that may make a text well-formed.
#[derive(Clone, Debug)]
pub(crate) struct Fix {
    /// The mistakes for the author.
    pub mistakes: Vec<Diagnostic>,
    /// The change, in the order of the text.
    pub splices: Vec<Splice>,
    /// Whether the change leaves out a part of the text.
    pub loses: bool,
    /// Whether the lines from the change to the mistake were read as words because of what it
    /// mends, so that the next mistake may be among them.
    pub hides: bool,
}

impl Fix {
    /// Returns the fix of one mistake, with the change as its edit.
    pub(crate) fn of(
        text: &str,
        (span, message): (Span, String),
        advice: impl Into<String>,
        splices: Vec<Splice>,
    ) -> Fix {
        let mistake = Diagnostic::error("yaml-syntax", span, message);
        let mistake = match joined(text, &splices) {
            Some(Splice { span, with }) => mistake.mend(advice, span, with),
            None => mistake.hint(advice),
        };
        Fix {
            mistakes: vec![mistake],
            splices,
            loses: false,
            hides: false,
        }
    }
}

/// The kinds of mistakes, the surest first. Each returns the fixes for a site.
const KINDS: &[fn(&Site<'_>) -> Vec<Fix>] = &[
    blanks::fixes,
    signs::fixes,
    keys::in_braces,
    brackets::fixes,
    keys::two_on_a_line,
    keys::spaces,
    keys::commas,
    bare::fixes,
    marks::fixes,
    columns::fixes,
    columns::prose,
    keys::colons,
];

/// A text that is being mended.
pub(crate) struct Repair {
    /// The text as far as it is mended.
    pub text: String,
    /// From places in `text` to those in the original.
    pub trail: Trail,
    /// The mistakes that are mended, with their places in the original.
    pub mistakes: Vec<Diagnostic>,
    /// The mistake that cannot be mended. It hides the rest of the text.
    pub last: Option<Diagnostic>,
    /// Whether a part of the text is left out.
    pub loses: bool,
    /// The number of lines that are left out.
    lost: usize,
    budget: usize,
}

impl Repair {
    pub(crate) fn new(source: &str) -> Repair {
        Repair {
            text: source.to_owned(),
            trail: Trail::default(),
            mistakes: Vec::new(),
            last: None,
            loses: false,
            lost: 0,
            budget: BUDGET,
        }
    }

    /// Mends the text, beginning with the first fault, until it is well-formed or can be mended no
    /// further.
    pub(crate) fn mend(&mut self, mut fault: Option<Fault>) {
        while let Some(found) = fault {
            let fix = match self.mistakes.len() < MOST_MENDED && self.lost < MOST_LOST {
                true => self.best(&found),
                false => None,
            };
            match fix {
                Some(fix) => self.apply_all(vec![fix]),
                None => {
                    self.last = Some(found.worded(&self.text));
                    return;
                }
            }
            self.budget = self.budget.saturating_sub(self.text.len());
            fault = validate::fault(&self.text);
        }
    }

    /// Returns the fixes for parts that are well-formed, but mean something else than they seem to.
    pub(crate) fn look_alikes(&self, root: &Node<'_>) -> Vec<Fix> {
        alike::fixes(&self.text, root)
    }

    /// Makes fixes that do not touch each other.
    pub(crate) fn apply_all(&mut self, fixes: Vec<Fix>) {
        let mut splices = Vec::new();
        for fix in fixes {
            self.tell(fix.mistakes);
            self.loses |= fix.loses;
            self.lost += usize::from(fix.loses);
            splices.extend(fix.splices);
        }
        self.text = self.trail.splice(&self.text, splices);
    }

    /// Records mistakes of the present text.
    fn tell(&mut self, mistakes: Vec<Diagnostic>) {
        let told = mistakes.into_iter().map(|found| back(found, &self.trail));
        let told: Vec<Diagnostic> = told.collect();
        self.mistakes.extend(told);
    }

    /// Returns the fix that leads furthest.
    fn best(&mut self, fault: &Fault) -> Option<Fix> {
        if fault.info.contains("recursion limit") {
            return None;
        }
        let site = Site::new(&self.text, fault);
        let window = Window::around(&site);
        let mut tried: Vec<Vec<Splice>> = Vec::new();
        let all = KINDS.iter().flat_map(|kind| kind(&site));
        let mut best: Option<(usize, Fix)> = None;
        for fix in all.chain(site.without_line()) {
            if tried.contains(&fix.splices) || (tried.len() >= MOST_TRIED && !fix.loses) {
                continue;
            }
            tried.push(fix.splices.clone());
            let cost = window.length();
            let Some(left) = self.budget.checked_sub(cost) else {
                break;
            };
            self.budget = left;
            match window.reached(&fix) {
                Some(usize::MAX) => return Some(fix),
                // The line is left out only if nothing else helps.
                Some(_) if fix.loses && best.is_some() => {}
                Some(reached) if best.as_ref().is_none_or(|(most, _)| reached > *most) => {
                    best = Some((reached, fix));
                }
                _ => {}
            }
        }
        best.map(|(_, fix)| fix)
    }
}

/// Returns whether a text that is well-formed is not what it looks like.
pub(crate) fn has_look_alikes(text: &str, root: &Node<'_>) -> bool {
    !alike::fixes(text, root).is_empty()
}

/// Returns a mistake with its places and edits in the original text.
pub(crate) fn back(mut found: Diagnostic, trail: &Trail) -> Diagnostic {
    for label in &mut found.labels {
        label.span = trail.back(label.span);
    }
    for (span, _) in found
        .hints
        .iter_mut()
        .filter_map(|hint| hint.replace.as_mut())
    {
        *span = trail.back(*span);
    }
    found
}

#[cfg(test)]
mod tests;
