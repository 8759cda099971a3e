//! HTML, XHTML and XML as a series of tags and text.
//!
//! One tolerant reader serves all formats: the tokenizer of html5ever. It accepts any
//! input, knows the named characters of HTML, and expands no other entities, so a small
//! file cannot become a large text. No tree is built, so memory stays within the text.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, StartTag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// A tag with the attributes as written. Names are in small letters, without the prefix
/// of a namespace.
#[derive(Clone, Debug, Default)]
pub(super) struct Tag {
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// Returns an attribute by its name without a prefix; empty if there is none.
    pub(super) fn get(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map_or("", |(_, value)| value.as_str())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|(own, _)| own == name)
    }

    /// Returns whether an attribute that is a list of words has one of these words.
    pub(super) fn lists(&self, name: &str, words: &[&str]) -> bool {
        let value = self.get(name).to_lowercase();
        value.split_whitespace().any(|own| words.contains(&own))
    }
}

/// A piece of a document.
#[derive(Debug)]
pub(super) enum Event<'e> {
    Open(&'e Tag),
    /// The end of an element. An element without an end tag may have none.
    Close(&'e str),
    Text(&'e str),
}

/// How the names of a document are read.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    Html,
    Xml,
}

/// The document is not the work of a person: a tag has thousands of attributes.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub(super) struct Overgrown;

/// The number of bytes that the tokenizer gets at once.
const CHUNK: usize = 16 << 10;

/// The largest number of separators within one tag or comment. The tokenizer compares
/// each attribute of a tag with all the others.
const MOST_SEPARATORS: usize = 20_000;

/// Passes each piece of a document to `each`.
///
/// # Errors
/// When one tag has too many attributes.
pub(super) fn each(
    text: &str,
    form: Form,
    each: &mut dyn FnMut(Event<'_>),
) -> Result<(), Overgrown> {
    let text = without_pictures(text);
    let text = without_subset(&text);
    let sink = Sink {
        each: RefCell::new(each),
        form,
        heard: Cell::new(false),
    };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
    let input = BufferQueue::default();
    let (mut at, mut separators) = (0, 0);
    while at < text.len() {
        let mut end = (at + CHUNK).min(text.len());
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let piece = &text[at..end];
        tokenizer.sink.heard.set(false);
        input.push_back(StrTendril::from_slice(piece));
        // The tokenizer also returns for scripts and encodings, which it does not report here.
        while !input.is_empty() {
            let _ = tokenizer.feed(&input);
        }
        separators = match tokenizer.sink.heard.get() {
            true => 0,
            false => separators + piece.bytes().filter(|b| is_separator(*b)).count(),
        };
        if separators > MOST_SEPARATORS {
            return Err(Overgrown);
        }
        at = end;
    }
    tokenizer.end();
    Ok(())
}

fn is_separator(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'"' | b'\'')
}

/// Returns the text without the bytes of pictures within it.
fn without_pictures(text: &str) -> Cow<'_, str> {
    const MARK: &str = ";base64,";
    if !text.contains(MARK) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for (index, piece) in text.split(MARK).enumerate() {
        let is_code = |c: char| c.is_ascii_alphanumeric() || "+/=".contains(c);
        kept.push_str(match index {
            0 => piece,
            _ => piece.trim_start_matches(is_code),
        });
    }
    Cow::Owned(kept)
}

/// Returns the text after a document type that declares entities.
fn without_subset(text: &str) -> &str {
    let head = text.find("<!DOCTYPE").filter(|at| *at < 4096);
    let subset = head.and_then(|at| {
        let open = at + text[at..].find(['[', '>'])?;
        let close = open + text[open..].find("]")?;
        text[open..].starts_with('[').then_some(close)
    });
    let end = subset.and_then(|close| Some(close + text[close..].find('>')? + 1));
    &text[end.unwrap_or(0)..]
}

/// Elements of HTML that have no content.
const EMPTY: [&str; 12] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr",
];

struct Sink<'f> {
    each: RefCell<&'f mut dyn FnMut(Event<'_>)>,
    form: Form,
    /// Whether a piece was found since the last piece of input.
    heard: Cell<bool>,
}

impl Sink<'_> {
    fn say(&self, event: Event<'_>) {
        self.heard.set(true);
        (self.each.borrow_mut())(event);
    }

    fn open(&self, tag: html5ever::tokenizer::Tag) -> TokenSinkResult<()> {
        let is_closed = tag.self_closing;
        let attribute = |own: html5ever::Attribute| {
            let name = local(&own.name.local).to_owned();
            (name, String::from(&*own.value))
        };
        let tag = Tag {
            name: local(&tag.name).to_owned(),
            attributes: tag.attrs.into_iter().map(attribute).collect(),
        };
        self.say(Event::Open(&tag));
        let name = tag.name.as_str();
        if is_closed || self.form == Form::Html && EMPTY.contains(&name) {
            self.say(Event::Close(name));
            return TokenSinkResult::Continue;
        }
        match (self.form, name) {
            (Form::Html, "script") => TokenSinkResult::RawData(RawKind::ScriptData),
            (Form::Html, "style") => TokenSinkResult::RawData(RawKind::Rawtext),
            (Form::Html, "title" | "textarea") => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }
}

impl TokenSink for Sink<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) if tag.kind == StartTag => return self.open(tag),
            Token::TagToken(tag) => self.say(Event::Close(local(&tag.name))),
            Token::CharacterTokens(text) => self.say(Event::Text(&text)),
            Token::CommentToken(_) => self.heard.set(true),
            _ => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.form == Form::Xml
    }
}

/// Returns a name without the prefix of a namespace.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(text: &str, form: Form) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        each(text, form, &mut |event| {
            let piece = match event {
                Event::Open(tag) => format!("<{} {}", tag.name, tag.get("id")),
                Event::Close(name) => format!("</{name}"),
                Event::Text(text) => text.to_owned(),
            };
            // Text may come in several pieces.
            let is_text = |piece: &str| piece == "<" || !piece.starts_with('<');
            match found
                .last_mut()
                .filter(|last| is_text(last) && is_text(&piece))
            {
                Some(last) => last.push_str(&piece),
                None => found.push(piece),
            }
        })
        .unwrap();
        found
    }

    #[test]
    fn html_and_xml_are_read_by_the_same_rules() {
        assert_eq!(
            pieces("<P ID=a>x<br>&eacute;", Form::Html),
            ["<p a", "x", "<br ", "</br", "é"]
        );
        assert_eq!(
            pieces("<?xml?><w:T id='1'/><![CDATA[a<b]]>", Form::Xml),
            ["<t 1", "</t", "a<b"]
        );
        assert_eq!(
            pieces(
                "<title>a<b</title><script>if (a<b) '<p>'</script>",
                Form::Html
            ),
            [
                "<title ",
                "a<b",
                "</title",
                "<script ",
                "if (a<b) '<p>'",
                "</script"
            ]
            .map(String::from)
        );
    }

    #[test]
    fn entities_of_the_document_are_not_expanded() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
        assert_eq!(pieces(bomb, Form::Xml).concat(), "<x &b;</x");
    }

    #[test]
    fn pictures_within_the_text_are_left_out() {
        let text = "<img id=p src='data:image/png;base64,AAAA+/=='>x";
        assert_eq!(pieces(text, Form::Html), ["<img p", "</img", "x"]);
    }

    #[test]
    fn a_tag_with_very_many_words_is_refused() {
        let text = format!("<p title='{}'>", "x ".repeat(30_000));
        assert_eq!(each(&text, Form::Html, &mut |_| {}), Err(Overgrown));
        let text = format!("<p title='{}'>", "x ".repeat(5_000)).repeat(10);
        assert_eq!(each(&text, Form::Html, &mut |_| {}), Ok(()));
    }
}
