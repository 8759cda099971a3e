//! A walk through a show beside one of the engine of ink.

use bladeink::story::Story;
use cuebook_core::id::IdRange;
use cuebook_script::prose::words;
use cuebook_story::{Decision, Moment, Walk};

use crate::book::Book;
use crate::story::unroll;

/// A random number.
pub(super) fn random(seed: &mut u64) -> usize {
    *seed = seed
        .wrapping_mul(6_364_136_223_846_793_005)
        .wrapping_add(1_442_695_040_888_963_407);
    (*seed >> 33) as usize
}

/// Compiles a story.
pub(super) fn compiled(text: &str) -> String {
    let compiler = bladeink_compiler::Compiler::new();
    let included = |path: &str| {
        super::included(path).map_err(bladeink_compiler::CompilerError::invalid_source)
    };
    let compiled = compiler.compile_with_file_handler(text, included);
    compiled.unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Returns words without spaces. The engine leaves out some that ink keeps.
fn plain(words: &str) -> String {
    words.split_whitespace().collect()
}

/// What a story of ink says up to its next choice. Without content it is over.
pub(super) fn told(story: &mut Story, heard: &mut String) -> Vec<String> {
    while story.can_continue() {
        match story.cont() {
            // The question of a choice is no text of the show.
            Ok(_)
                if story
                    .get_current_tags()
                    .is_ok_and(|tags| tags.iter().any(|tag| tag == "ask")) => {}
            Ok(text) => heard.push_str(&text),
            // Ink calls an end without `END` a mistake.
            Err(_) => break,
        }
    }
    let choices = story.get_current_choices();
    choices.iter().map(|choice| plain(&choice.text)).collect()
}

/// What a show says on a path, without the words of its choices.
pub(super) fn said(book: &Book, decisions: &[Decision]) -> Vec<String> {
    let story = book.story.as_ref().unwrap();
    let path = unroll(book, story, decisions).unwrap();
    let mut said = Vec::new();
    for line in &path.book.lines {
        let heard = line.words.ids().filter(|word| path.words[*word].is_some());
        said.extend(heard.map(|word| path.book.prose.word(word).to_owned()));
    }
    said
}

/// Walks through both at random. Returns the number of decisions.
pub(super) fn together(name: &str, book: &Book, compiled: &str, seed: &mut u64) -> usize {
    const LONGEST: usize = 30;
    let graph = &book.story.as_ref().unwrap().graph;
    let bound = book.story.as_ref().unwrap();
    let mut story = Story::new(compiled).unwrap();
    let mut walk = Walk::new(graph);
    let mut heard = String::new();
    let mut taken = Vec::new();
    for _ in 0..LONGEST {
        let offered = told(&mut story, &mut heard);
        walk.to_choice();
        let shown: Vec<String> = match walk.moment() {
            Moment::Choice(choice) => {
                let options = &bound.choices[choice].options;
                let own = walk.offered();
                own.iter()
                    .map(|option| plain(&options[*option].shown))
                    .collect()
            }
            _ => Vec::new(),
        };
        assert_eq!(
            offered,
            shown,
            "{name}: after {taken:?}, {:?}",
            walk.moment()
        );
        if offered.is_empty() {
            break;
        }
        let number = random(seed) % offered.len();
        taken.push(offered[number].clone());
        story.choose_choice_index(number).unwrap();
        walk.choose(walk.offered()[number]).unwrap();
    }
    // The last part is heard on both sides.
    told(&mut story, &mut heard);
    let expected: Vec<&str> = words(&heard)
        .iter()
        .map(|word| word.span.of(&heard))
        .collect();
    let said = said(book, walk.decisions());
    assert_eq!(said.join(" "), expected.join(" "), "{name}: {taken:?}");
    taken.len()
}
