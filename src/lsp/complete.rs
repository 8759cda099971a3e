//! Completions. Takes the text that is being written and its last reading without
//! a syntax mistake. Each completion replaces only the text around the cursor.

mod quotes;

use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionTextEdit, Documentation, MarkupContent,
    MarkupKind, TextEdit,
};

use super::page::Page;
use super::place::{Part, Place, kinds};
use super::reading::Reading;
use crate::session::vocabulary::{self, vocabulary};
use crate::world::World;
use cuebook_core::sound_format::LIBRARY;
use cuebook_script::schema::Described;
use cuebook_script::space::{NONE, PRESETS};
use cuebook_script::{NARRATOR, VariableKind, what};
use cuebook_story::variable::RESERVED;
use cuebook_synth::{find, recipe};
use cuebook_yaml::mapping::{Choice, Key, Takes, What};
use cuebook_yaml::quantity::Measure;

/// The most sounds that are offered for a word that is no name.
const MOST_MEANT: usize = 5;

/// One completion.
pub(super) struct Offer {
    pub label: String,
    /// The text that replaces the current one.
    pub text: String,
    /// The text that the editor compares with the typed text.
    pub filter: Option<String>,
    pub detail: String,
    /// The description, in Markdown.
    pub about: String,
    pub kind: CompletionItemKind,
}

/// Returns the completions at a byte of a page.
pub(super) fn complete(
    page: &Page,
    byte: usize,
    good: &Reading,
    world: &dyn World,
) -> Vec<CompletionItem> {
    let Some(mut place) = Place::at(&page.text, byte) else {
        return Vec::new();
    };
    place.is_shared = good.show.is_shared();
    let is_expression = |way: &Takes| matches!(way, Takes::Expression(..));
    if place.part == Part::Value && place.takes().iter().any(is_expression) {
        place.narrow(&page.text, byte);
    }
    let writer = Writer {
        place: &place,
        good,
        world,
    };
    let offers = match place.part {
        Part::Key => writer.keys(),
        Part::Value => writer.values(),
    };
    let items = offers.into_iter().enumerate();
    items
        .map(|(number, offer)| item(page, &place, number, offer))
        .collect()
}

fn item(page: &Page, place: &Place, number: usize, offer: Offer) -> CompletionItem {
    let edit = TextEdit::new(page.range(place.span), offer.text);
    // The editor compares the filter with the quotation mark included.
    let mark = place.mark.map(String::from).unwrap_or_default();
    let filter = offer.filter.unwrap_or_else(|| offer.label.clone());
    CompletionItem {
        filter_text: Some(format!("{mark}{filter}")),
        sort_text: Some(format!("{number:04}")),
        label: offer.label,
        kind: Some(offer.kind),
        detail: (!offer.detail.is_empty()).then_some(offer.detail),
        documentation: (!offer.about.is_empty()).then_some(Documentation::MarkupContent(
            MarkupContent {
                kind: MarkupKind::Markdown,
                value: offer.about,
            },
        )),
        text_edit: Some(CompletionTextEdit::Edit(edit)),
        ..CompletionItem::default()
    }
}

struct Writer<'a> {
    place: &'a Place,
    good: &'a Reading,
    world: &'a dyn World,
}

impl Writer<'_> {
    /// Returns the keys that the mapping does not have yet.
    fn keys(&self) -> Vec<Offer> {
        let mut offers: Vec<Offer> = Vec::new();
        for way in self.place.takes() {
            for mapping in kinds(&way, self.place.beside()) {
                for key in mapping.keys() {
                    self.add(&mut offers, self.key(key));
                }
                if mapping.is_open {
                    self.settings(&mut offers);
                }
            }
            match way {
                Takes::Named(what, Takes::Expression(..)) | Takes::ByName(what, _) => {
                    for offer in self.named(what) {
                        let text = self.with_colon(&offer.label);
                        self.add(&mut offers, Offer { text, ..offer });
                    }
                }
                Takes::Named(what, _) => self.undeclared(what, &mut offers),
                // In a list of words, an item has the form of a key.
                Takes::Each(inner) => offers.extend(self.way(inner)),
                _ => {}
            }
        }
        offers
    }

    fn add(&self, offers: &mut Vec<Offer>, offer: Offer) {
        let is_there = |key: &str| self.place.beside().iter().any(|(known, _)| known == key);
        if !is_there(&offer.label) && offers.iter().all(|known| known.label != offer.label) {
            offers.push(offer);
        }
    }

    fn key(&self, key: &Key) -> Offer {
        let detail = match key.examples.first() {
            Some(example) => format!("{}: {example}", key.name),
            None => String::new(),
        };
        Offer {
            label: key.name.to_owned(),
            text: self.with_colon(key.name),
            filter: None,
            detail,
            about: key.described(),
            kind: CompletionItemKind::PROPERTY,
        }
    }

    fn with_colon(&self, name: &str) -> String {
        match self.place.has_colon {
            true => name.to_owned(),
            false => format!("{name}: "),
        }
    }

    /// Adds the settings of the recipe that is named beside the cursor.
    fn settings(&self, offers: &mut Vec<Offer>) {
        let params = self.place.recipe().map_or(&[][..], |recipe| &recipe.params);
        for param in params.iter().rev() {
            let offer = Offer {
                label: param.name.clone(),
                text: self.with_colon(&param.name),
                filter: None,
                detail: format!(
                    "{} ({})",
                    param.takes.default_text(),
                    param.takes.range_text()
                ),
                about: vocabulary::setting(param),
                kind: CompletionItemKind::FIELD,
            };
            let known = offers.iter().any(|known| known.label == offer.label);
            let beside = self
                .place
                .beside()
                .iter()
                .any(|(key, _)| *key == offer.label);
            if !known && !beside {
                offers.insert(0, offer);
            }
        }
    }

    /// Adds the names that are used but not declared.
    fn undeclared(&self, what: What, offers: &mut Vec<Offer>) {
        let shared = self.good.shared.iter();
        let shared = shared.flat_map(|file| file.names.iter().map(move |name| (file, name)));
        for (file, name) in shared.filter(|(_, name)| name.what == what && name.declares) {
            let file = file.path.file_name().unwrap_or_default().to_string_lossy();
            let about = format!("is in `{file}`; the keys that you write here win");
            let offer = Offer {
                text: self.with_colon(&name.text),
                kind: CompletionItemKind::REFERENCE,
                ..self.word(&name.text, &about)
            };
            self.add(offers, offer);
        }
        let names = self.good.show.script.names.iter();
        let names = names.filter(|name| name.what == what);
        let (given, used): (Vec<_>, Vec<_>) = names.partition(|name| name.declares);
        for name in used {
            let is_known = given.iter().any(|given| given.text == name.text)
                || (what == what::SOUND && recipe::find(&name.text).is_some())
                || (what == what::SPACE && PRESETS.has(&name.text))
                || name.text == NONE;
            if !is_known {
                let offer = Offer {
                    text: self.with_colon(&name.text),
                    kind: CompletionItemKind::REFERENCE,
                    ..self.word(&name.text, "is used elsewhere but not defined yet")
                };
                self.add(offers, offer);
            }
        }
    }

    /// Returns the values that a key can have.
    fn values(&self) -> Vec<Offer> {
        let mut offers: Vec<Offer> = Vec::new();
        let ways = self.place.takes();
        for way in &ways {
            offers.extend(self.way(way));
        }
        if ways.is_empty() {
            offers = self.setting();
        }
        offers
    }

    fn way(&self, way: &Takes) -> Vec<Offer> {
        match way {
            Takes::Quote => quotes::offers(self.place, self.good),
            // Between quotation marks it would be a word.
            Takes::Boolean if self.place.mark.is_some() => Vec::new(),
            Takes::Boolean => vec![self.word("true", ""), self.word("false", "")],
            Takes::OneOf(choice) => self.choice(choice),
            Takes::Refers(what::OPTION) => self.options(),
            Takes::Refers(what) => self.named(*what),
            Takes::Expression(what, _) => self.operands(*what),
            Takes::Quantity(measure) | Takes::Range(measure) => self.quantities(measure),
            Takes::Path(endings) => self.files(endings),
            Takes::Each(inner) if self.place.in_brackets => self.way(inner),
            _ => Vec::new(),
        }
    }

    /// Returns the words of expressions: names, the words of their values, operators.
    fn operands(&self, what: What) -> Vec<Offer> {
        let mut offers = self.named(what);
        let state = self.good.show.script.state.iter();
        let sets = state.filter_map(|variable| match &variable.kind {
            VariableKind::Word { words, .. } => Some((variable, words)),
            _ => None,
        });
        for (variable, words) in sets {
            let about = format!("a value of {}", variable.name.value);
            offers.extend(words.iter().map(|word| self.word(word, &about)));
        }
        offers.extend(RESERVED.map(|word| self.word(word, "")));
        offers
    }

    /// Returns the options of the choice beside the cursor.
    fn options(&self) -> Vec<Offer> {
        let beside = self.place.beside().iter();
        let id = beside
            .filter(|(key, _)| key == "id")
            .find_map(|(_, id)| id.as_deref());
        let choices = self.good.show.script.choices.iter();
        let own = choices.filter(|choice| id.is_none_or(|id| choice.id.value == id));
        let options = own.flat_map(|choice| &choice.options);
        options.map(|option| self.word(&option.id, "")).collect()
    }

    fn word(&self, word: &str, about: &str) -> Offer {
        Offer {
            label: word.to_owned(),
            text: self.marked(word),
            filter: None,
            detail: about.lines().next().unwrap_or("").to_owned(),
            about: if about.contains('\n') {
                about.to_owned()
            } else {
                String::new()
            },
            kind: CompletionItemKind::ENUM_MEMBER,
        }
    }

    /// Puts a word between the quotation marks that the author began.
    fn marked(&self, word: &str) -> String {
        match self.place.mark {
            Some(mark) => format!("{mark}{word}{mark}"),
            None => word.to_owned(),
        }
    }

    fn choice(&self, choice: &Choice) -> Vec<Offer> {
        self.words(&vocabulary().of(choice))
    }

    fn words(&self, words: &[Described]) -> Vec<Offer> {
        let words = words.iter();
        let offers = words.map(|word| self.word(&word.name, &word.about));
        offers.collect()
    }

    /// Returns the sounds of the library. An editor finds them by their words too, and by the typed text
    /// if it means them.
    fn sounds(&self) -> Vec<Offer> {
        let typed = &self.place.typed;
        let meant: Vec<&str> = find::relevant(typed)
            .iter()
            .take(MOST_MEANT)
            .map(|found| found.note.name)
            .collect();
        let mut offers = self.words(&vocabulary::sounds());
        for offer in &mut offers {
            let words = recipe::note(&offer.label).map_or(&[][..], |note| note.words);
            let typed = meant.contains(&&*offer.label).then_some(typed.as_str());
            let own = [offer.label.as_str()]
                .into_iter()
                .chain(words.iter().copied());
            offer.filter = Some(own.chain(typed).collect::<Vec<_>>().join(" "));
        }
        offers
    }

    /// Returns the names that can be used: those of the show before those of the
    /// library.
    fn named(&self, what: What) -> Vec<Offer> {
        if what == what::SOUND && self.place.typed.starts_with(LIBRARY) {
            return self.in_library();
        }
        let mut known: Vec<&str> = Vec::new();
        let all = self.good.show.script.names.iter();
        let own = all.filter(|name| {
            // A role may be in the script and in a shared file.
            let is_own = name.what == what && name.declares && !known.contains(&name.text.as_str());
            known.extend(is_own.then_some(name.text.as_str()));
            is_own
        });
        let kind = match what {
            what::ROLE => CompletionItemKind::CLASS,
            what::SOUND | what::RECIPE => CompletionItemKind::FUNCTION,
            _ => CompletionItemKind::REFERENCE,
        };
        let mut offers: Vec<Offer> = own
            .map(|name| Offer {
                kind,
                ..self.word(&name.text, &self.about(what, &name.text))
            })
            .collect();
        offers.extend(match what {
            what::VOICE => self.words(&vocabulary::all_voices(&self.good.show.roster)),
            what::SOUND => self.sounds(),
            what::RECIPE => self.sounds().into_iter().chain(self.recipes()).collect(),
            what::SPACE => self
                .choice(&PRESETS)
                .into_iter()
                .chain([self.word(NONE, "no space")])
                .collect(),
            what::BARRIER => vec![self.word(NONE, "no barrier")],
            what::ROLE if !offers.iter().any(|offer| offer.label == NARRATOR) => {
                vec![self.word(NARRATOR, "reads the text that no other role speaks")]
            }
            _ => Vec::new(),
        });
        offers
    }

    /// Returns a short description of a name of the show.
    fn about(&self, what: What, name: &str) -> String {
        let script = &self.good.show.script;
        match what {
            what::ROLE => {
                let role = script.cast.iter().find(|role| role.name.value == name);
                let voice = role.and_then(|role| role.voice.as_ref());
                voice.map_or(String::new(), |voice| voice.value.clone())
            }
            what::SCENE => {
                let scene = script.scenes.iter().find(|scene| scene.id.value == name);
                scene.map_or(String::new(), |scene| scene.from.to_string())
            }
            what::LINE => {
                let is_it = |id: &cuebook_core::diagnostic::Spanned<String>| id.value == name;
                let line = script
                    .lines
                    .iter()
                    .find(|line| line.id.as_ref().is_some_and(is_it));
                line.map_or(String::new(), |line| format!("“{}”", line.quote.exact))
            }
            what::CUE => {
                let is_it = |id: &cuebook_core::diagnostic::Spanned<String>| id.value == name;
                let cue = script
                    .cues
                    .iter()
                    .find(|cue| cue.id.as_ref().is_some_and(is_it));
                cue.map_or(String::new(), |cue| cue.anchor().to_string())
            }
            what::VARIABLE => {
                let mut state = script.state.iter();
                let variable = state.find(|variable| variable.name.value == name);
                variable.map_or(String::new(), |one| one.kind.to_string())
            }
            what::SOUND => {
                let sound = script.sounds.iter().find(|sound| sound.name.value == name);
                match sound.and_then(|sound| sound.source.as_ref()) {
                    Some(cuebook_script::SoundSource::Recipe(recipe)) => recipe.value.clone(),
                    Some(
                        cuebook_script::SoundSource::Own(file)
                        | cuebook_script::SoundSource::File(file),
                    ) => file.value.clone(),
                    None => String::new(),
                }
            }
            _ => String::new(),
        }
    }

    /// Returns the typed number with each unit, or an example if none is typed.
    fn quantities(&self, measure: &Measure) -> Vec<Offer> {
        let typed = self.place.typed.trim();
        let number = typed.trim_start_matches(['-', '+']);
        let is_number =
            !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let bounds = format!("{}, for example {}", measure.name, measure.example);
        let offer = |text: String| Offer {
            kind: CompletionItemKind::UNIT,
            ..self.word(&text, &bounds)
        };
        match is_number {
            true => measure
                .units
                .iter()
                .map(|(unit, _)| offer(format!("{typed}{unit}")))
                .collect(),
            false => vec![offer(measure.example.to_owned())],
        }
    }

    /// Returns the values that a setting of a recipe can have.
    fn setting(&self) -> Vec<Offer> {
        let Some(recipe) = self.place.recipe() else {
            return Vec::new();
        };
        let param = recipe
            .params
            .iter()
            .find(|param| Some(param.name.as_str()) == self.place.key());
        let Some(param) = param else {
            return Vec::new();
        };
        let about = vocabulary::setting(param);
        let mut all = vec![param.takes.default_text()];
        all.extend(param.takes.ends());
        all.dedup();
        let mut offers: Vec<Offer> = Vec::new();
        for value in all {
            if offers.iter().all(|offer| offer.label != value) {
                offers.push(self.word(&value, &about));
            }
        }
        offers
    }

    fn recipes(&self) -> Vec<Offer> {
        let files = self.world.neighbours();
        let own = files
            .iter()
            .filter(|file| file.ends_with(".yaml") || file.ends_with(".yml"));
        own.filter(|file| file.contains('/') && recipe::find(file).is_none())
            .map(|file| self.file(file))
            .collect()
    }

    fn files(&self, endings: &[&str]) -> Vec<Offer> {
        let fits = |name: &String| {
            let ending = name.rsplit('.').next().unwrap_or("").to_lowercase();
            endings.contains(&ending.as_str())
        };
        let mut files = self.world.neighbours();
        files.retain(fits);
        let mut offers: Vec<Offer> = files.iter().map(|name| self.file(name)).collect();
        if self.place.typed.starts_with(LIBRARY) {
            offers.extend(self.in_library());
        }
        offers
    }

    /// Returns the files and folders of the user's library in the folder that is typed.
    fn in_library(&self) -> Vec<Offer> {
        let typed = &self.place.typed;
        let folder = typed.rfind('/').map_or(LIBRARY, |end| &typed[..=end]);
        let names = self.world.in_library(folder);
        names.iter().map(|name| self.file(name)).collect()
    }

    fn file(&self, name: &str) -> Offer {
        Offer {
            kind: CompletionItemKind::FILE,
            ..self.word(name, "")
        }
    }
}
