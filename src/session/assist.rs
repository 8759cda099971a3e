//! Asks the user's language model who speaks the lines that are guesses.
//!
//! This happens only when the user asks for it and has named the model's address in the
//! configuration. Each answer is kept in the cache by the text that was sent and the
//! model. Whatever the server does, a draft results: without answers it is the draft of
//! the rules.

mod chat;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::{Value, json};

use super::outline::Drafted;
use super::{SessionError, Studio};
pub(crate) use crate::outline::assist::Labelled;
use crate::outline::assist::{self, INSTRUCTIONS, Question};
use crate::outline::cast;
use crate::perform::{BuiltinCatalog, Key};
use crate::world::config::Assistant;
use chat::Chat;
pub(crate) use chat::ChatError;
use cuebook_core::whole_file;

/// The version of the questions and of the way in which answers are read.
const VERSION: u32 = 1;

/// After so many useless answers in a row the model is asked no more.
const MOST_USELESS: usize = 3;

/// The longest answer that is kept, in bytes.
const LONGEST: u64 = 64 << 10;

/// What the user reads while the model is asked.
#[derive(Debug)]
pub(crate) enum Notice<'a> {
    /// The address and the amount, before anything is sent.
    Sends {
        lines: usize,
        requests: usize,
        assistant: &'a Assistant,
    },
    /// A request without a useful answer.
    Failed(&'a ChatError),
}

/// What came of asking.
#[derive(Copy, Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// The number of lines that are guesses.
    pub guesses: usize,
    /// The number of lines that the model named.
    pub labelled: Labelled,
    /// The number of questions whose answer was in the cache.
    pub cached: usize,
    /// Whether the model was asked no more after failures.
    pub stopped: bool,
}

impl Studio {
    /// Asks the model of the configuration about the guesses of drafts, and writes the
    /// scripts again. `tell` gets what the user must know.
    ///
    /// # Errors
    /// When no model is configured, or its key cannot be read. A failure of the server
    /// is no error.
    pub(crate) fn assist(
        &self,
        drafts: &mut [&mut Drafted],
        tell: &dyn Fn(Notice<'_>),
    ) -> Result<Outcome, SessionError> {
        let assistant = self.config.assistant.as_ref();
        let assistant =
            assistant.ok_or_else(|| SessionError::NoAssistant(self.folders.config.clone()))?;
        let chat = Chat::of(assistant)?;
        let asked: Vec<Vec<Question>> = drafts
            .iter()
            .map(|drafted| assist::questions(&drafted.outline))
            .collect();
        let mut round = Round {
            studio: self,
            chat: &chat,
            assistant,
            useless: 0,
            outcome: Outcome::default(),
        };
        round.announce(&asked, tell);
        for (drafted, questions) in drafts.iter_mut().zip(&asked) {
            let mut answers = BTreeMap::new();
            for question in questions {
                answers.extend(round.ask(question, tell));
            }
            let outline = &mut drafted.outline;
            let labelled = assist::apply(outline, &assistant.model, &answers, &BuiltinCatalog);
            round.outcome.labelled.named += labelled.named;
            round.outcome.labelled.dropped += labelled.dropped;
        }
        if drafts.len() > 1 {
            let mut outlines: Vec<_> = drafts.iter_mut().map(|own| &mut own.outline).collect();
            cast::share(&mut outlines, &BuiltinCatalog);
        }
        drafts.iter_mut().for_each(|drafted| drafted.write());
        Ok(round.outcome)
    }

    /// Returns the folder of the answers of models.
    pub(super) fn answers(&self) -> PathBuf {
        self.folders.cache.join("answers")
    }
}

/// The questions of one run.
struct Round<'r> {
    studio: &'r Studio,
    chat: &'r Chat,
    assistant: &'r Assistant,
    useless: usize,
    outcome: Outcome,
}

impl Round<'_> {
    /// Says what will be sent, if anything.
    fn announce(&mut self, asked: &[Vec<Question>], tell: &dyn Fn(Notice<'_>)) {
        let all = || asked.iter().flatten();
        self.outcome.guesses = all().map(|question| question.lines.len()).sum();
        let sent: Vec<&Question> = all()
            .filter(|question| self.kept(question).is_none())
            .collect();
        if !sent.is_empty() {
            tell(Notice::Sends {
                lines: sent.iter().map(|question| question.lines.len()).sum(),
                requests: sent.len(),
                assistant: self.assistant,
            });
        }
    }

    /// Returns the name for each line of a question; none after a failure.
    fn ask(&mut self, question: &Question, tell: &dyn Fn(Notice<'_>)) -> BTreeMap<usize, String> {
        if let Some(names) = self.kept(question) {
            self.outcome.cached += 1;
            return names;
        }
        if self.outcome.stopped {
            return BTreeMap::new();
        }
        let answer = self.chat.ask(&messages(question)).and_then(|text| {
            let names = names(&text, question).ok_or(ChatError::NotLabels)?;
            Ok((text, names))
        });
        match answer {
            Ok((text, names)) => {
                self.useless = 0;
                self.keep(question, &text);
                names
            }
            Err(error) => {
                tell(Notice::Failed(&error));
                self.useless += 1;
                self.outcome.stopped = !error.is_about_the_answer() || self.useless >= MOST_USELESS;
                BTreeMap::new()
            }
        }
    }

    fn path(&self, question: &Question) -> PathBuf {
        let sent = messages(question).to_string();
        let inputs = (
            self.assistant.address.text(),
            self.assistant.model.as_str(),
            sent.as_str(),
        );
        let key = Key::of("names of speakers", VERSION, &inputs);
        self.studio.answers().join(key.name())
    }

    /// Returns the names of an earlier answer.
    fn kept(&self, question: &Question) -> Option<BTreeMap<usize, String>> {
        let path = self.path(question);
        let is_small = std::fs::metadata(&path).is_ok_and(|own| own.len() <= LONGEST);
        let text = is_small
            .then(|| std::fs::read_to_string(&path).ok())
            .flatten()?;
        names(&text, question)
    }

    /// Keeps an answer. Without a place for it the model is asked again the next time.
    fn keep(&self, question: &Question, text: &str) {
        let path = self.path(question);
        let folder = self.studio.answers();
        if u64::try_from(text.len()).is_ok_and(|own| own <= LONGEST)
            && std::fs::create_dir_all(folder).is_ok()
        {
            let _ = whole_file::write(&path, text.as_bytes());
        }
    }
}

/// Returns the messages of a request.
fn messages(question: &Question) -> Value {
    let content = json!({ "people": question.people, "excerpt": question.excerpt }).to_string();
    json!([
        { "role": "system", "content": INSTRUCTIONS },
        { "role": "user", "content": content },
    ])
}

/// Reads an answer: the name for each line. Text around the JSON object is ignored, as are
/// numbers that were not asked. `None` if there is no such object.
fn names(text: &str, question: &Question) -> Option<BTreeMap<usize, String>> {
    const LONGEST_NAME: usize = 100;
    let text = text.rsplit("</think>").next()?;
    let object = text.get(text.find('{')?..=text.rfind('}')?)?;
    let Value::Object(object) = serde_json::from_str(object).ok()? else {
        return None;
    };
    let mut names = BTreeMap::new();
    for (number, name) in object {
        let number: usize = number.trim_matches(['[', ']', ' ']).parse().ok()?;
        let line = number
            .checked_sub(1)
            .and_then(|index| question.lines.get(index));
        if let (Some(line), Some(name)) = (line, name.as_str())
            && name.len() <= LONGEST_NAME
        {
            names.insert(*line, name.to_owned());
        }
    }
    Some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_an_object_of_numbers_and_names() {
        let question = Question {
            people: Vec::new(),
            excerpt: String::new(),
            lines: vec![4, 7],
        };
        let read = |text: &str| names(text, &question);
        let both = BTreeMap::from([(4, "A".to_owned()), (7, "B".to_owned())]);
        assert_eq!(read("{\"1\": \"A\", \"2\": \"B\"}"), Some(both.clone()));
        assert_eq!(
            read("<think>{\"1\": \"C\"}</think>Here:\n```json\n{\"1\":\"A\",\"[2]\":\"B\"}\n```"),
            Some(both)
        );
        assert_eq!(
            read("{\"9\": \"A\", \"1\": 3, \"0\": \"x\"}"),
            Some(BTreeMap::new())
        );
        assert_eq!(
            read(&format!("{{\"1\": \"{}\"}}", "x".repeat(200))),
            Some(BTreeMap::new())
        );
        for wrong in ["", "ANNA", "[1, 2]", "{\"lines\": []}", "}{", "{\"1\": "] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
