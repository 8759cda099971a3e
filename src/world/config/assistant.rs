//! The address of a language model that names speakers.

use std::time::Duration;

use super::values::{Wait, address};
use cuebook_core::diagnostic::Diagnostic;
use cuebook_remote::Address;
use cuebook_remote::address::key;
use cuebook_yaml::mapping::{Reader, Required, Text, mapping};

mapping! {
    /// A language model on a server of the OpenAI kind.
    pub(crate) struct WrittenAssistant: "assistant", "`assistant`", "assistant: { url: http://127.0.0.1:8080/v1, model: qwen3 }" {} keys {
        /// The address before `/chat/completions`.
        url: Required<Text> { examples: &["http://127.0.0.1:8080/v1"] },
        /// The name of the model on the server.
        model: Required<Text> { examples: &["qwen3"] },
        /// The environment variable with the key of the server, or the absolute path of a file with it.
        key: Text { examples: &["MY_KEY"] },
        /// How long one answer may take.
        timeout: Wait { default: Written("120s"), examples: &["60s"] },
    }
}

/// A language model on a server of the OpenAI kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assistant {
    /// The address before `/chat/completions`.
    pub address: Address,
    /// The name of the model on the server.
    pub model: String,
    /// The environment variable or the absolute path of the file that has the key of the
    /// server.
    pub key: Option<String>,
    /// How long one answer may take.
    pub timeout: Duration,
}

impl WrittenAssistant {
    /// Returns the model, or reports why it is none.
    pub(super) fn assistant(self, reader: &mut Reader<'_>) -> Option<Assistant> {
        if self.model.contains(char::is_control) {
            let message = "`model` has control characters";
            reader.report(Diagnostic::error(
                "control-character",
                self.model.span,
                message,
            ));
        }
        Some(Assistant {
            address: address(reader, &self.url)?,
            model: self.model.value,
            key: self.key.map(|key| key.value),
            timeout: self.timeout.unwrap_or(Duration::from_secs(120)),
        })
    }
}

impl Assistant {
    /// Reads the key, if there is one.
    ///
    /// # Errors
    /// When the variable is not set, or the file cannot be read or has no key. The reason
    /// does not have the key in it.
    pub fn read_key(&self) -> Result<Option<String>, String> {
        self.key.as_deref().map(key).transpose()
    }
}
