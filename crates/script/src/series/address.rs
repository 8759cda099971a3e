//! Addresses of the web.

use cuebook_core::diagnostic::{Diagnostic, Spanned, shown};
use cuebook_yaml::mapping::{Reader, Slot, Takes, Text, Value};

/// The address of a folder on the web. Its value ends with `/`.
pub struct Site;

impl Value for Site {
    type Of = Spanned<String>;
    type State = ();
    const TAKES: Takes = Takes::Words;

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
        let words = Text::read(reader, slot)?;
        match site(&words) {
            Ok(address) => Some(Spanned::new(address, words.span)),
            Err(why) => {
                let message = format!("`{}` is not an address: {why}", shown(&words));
                let mut mistake = Diagnostic::error("bad-path", words.span, message);
                if let Some(meant) = meant(&words) {
                    mistake = mistake.mend(format!("write `{meant}`"), words.span, meant);
                }
                reader.report(mistake.hint("for example `https://example.org/night-watch/`"));
                None
            }
        }
    }
}

/// Returns the address of a folder on the web, or why words are none.
///
/// # Errors
/// The reason, for a message.
pub fn site(words: &str) -> Result<String, &'static str> {
    let words = words.trim();
    let rest = words
        .strip_prefix("https://")
        .or_else(|| words.strip_prefix("http://"))
        .ok_or("it does not begin with `https://`")?;
    let host = rest.split('/').next().unwrap_or_default();
    if host.is_empty() || host.starts_with(['.', ':', '@']) {
        return Err("it names no host");
    }
    if words
        .chars()
        .any(|c| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
    {
        return Err("it has a character that an address does not have");
    }
    if words.contains(['?', '#']) {
        return Err("it is the address of a folder, without `?` and `#`");
    }
    Ok(format!("{}/", words.trim_end_matches('/')))
}

/// Returns the address that words without a scheme most likely mean.
fn meant(words: &str) -> Option<String> {
    let words = words.trim();
    let host = words.split('/').next().unwrap_or_default();
    let is_host = host.contains('.') && !words.contains("://");
    is_host
        .then(|| site(&format!("https://{words}")).ok())
        .flatten()
}

/// An address for mail.
pub struct Mail;

impl Value for Mail {
    type Of = Spanned<String>;
    type State = ();
    const TAKES: Takes = Takes::Words;

    fn read(reader: &mut Reader<'_>, slot: Slot<'_, '_>) -> Option<Spanned<String>> {
        let words = Text::read(reader, slot)?;
        let text = words.value.trim();
        let parts = text.split_once('@');
        let is_mail = parts.is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@')
        }) && !text.contains(char::is_whitespace);
        if is_mail {
            return Some(Spanned::new(text.to_owned(), words.span));
        }
        let message = format!("`{}` is not an address for mail", shown(&words));
        let mistake = Diagnostic::error("bad-path", words.span, message);
        reader.report(mistake.hint("for example `ann@example.org`"));
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_the_address_of_a_folder() {
        for (words, address) in [
            ("https://example.org", "https://example.org/"),
            (" http://a.b:80/c/d// ", "http://a.b:80/c/d/"),
            ("https://bücher.example/ä", "https://bücher.example/ä/"),
        ] {
            assert_eq!(site(words).as_deref(), Ok(address));
        }
        for words in [
            "",
            "example.org",
            "https://",
            "https:///a",
            "ftp://a.b/",
            "https://a.b/c d",
            "https://a.b/?q=1",
            "https://a.b/\"<x>",
        ] {
            assert!(site(words).is_err(), "{words}");
        }
        assert_eq!(
            meant("example.org/a").as_deref(),
            Some("https://example.org/a/")
        );
        assert_eq!(meant("nowhere"), None);
        assert_eq!(meant("ftp://a.b"), None);
    }
}
