//! Stories in the four formats of Twine.

mod broken;
mod chance;
mod missing;

use super::read;
use crate::exchange::branching::Note;
use crate::exchange::branching::outline::outline;
use crate::outline::write;
use crate::perform::BuiltinCatalog;
use crate::session::Show;
use crate::story::unroll;
use crate::world::Memory;
use cuebook_core::diagnostic::Severity;
use cuebook_story::{Moment, Walk};
use std::path::Path;

const HARLOWE: &str = "\
:: StoryTitle
The Well

:: StoryData
{ \"format\": \"Harlowe\", \"start\": \"Yard\" }

:: Yard [open-field evening]
(set: $rope to false)(set: $coins to 2)
The yard is ''quiet''. You have $coins coins.
(if: (visited: \"Shed\") > 0)[The shed is open now.](else:)[A shed stands at the wall.]
[[Go to the shed->Shed]]
(if: $rope)[ [[Climb down|Well]] ]
You may [[knock->House]] at the house.
(link-goto: \"Leave\", \"Gate\")

:: Shed
(if: $rope is false)[You find a rope. (set: $rope to true)]
(else-if: $coins >= 2)[Nothing more. (set: $coins to it - 1)]
(link: \"Look up\")[A swallow’s nest.]
[[Back<-Yard again]]
[[Down->Well]]

:: Back
(goto: \"Well\")

:: Well
The water is black.

:: House
Nobody (if: $coins is 2)[answers](else:)[listens].
[[Gate]]

:: Gate
(colour: red)[The end.]
";

const SUGARCUBE: &str = "\
:: StoryInit
<<set $lamp to false, $mood to \"calm\">>

:: Start
/* a note */The hall. <<if visited() gt 1>>Again the hall.<<else>>You are $mood.<</if>>
<<if not $lamp>><<link \"Take the lamp\" \"Start\">><<set $lamp to true>><</link>><</if>>
<<link [[Go up|Attic]]>><<set $mood to \"brave\">><</link>>
[[Wait|Start][$mood to \"afraid\"]]

:: Attic
<<switch $mood>><<case \"brave\">>Stars.<<case \"afraid\" \"calm\">>Spiders.<<default>>Dust.<</switch>>
<<audio \"wind\" play>>
<<if $lamp>><<goto \"End\">><</if>>
It is dark.

:: End
You are $mood. The end.
";

const CHAPBOOK: &str = "\
:: Start
courage: 1
--
The gate. You have {courage}.
[if courage > 1]
You are brave.
[else]
You shiver.
[continue]
[[Train->Yard]]
[[Go in->Hall]]

:: Yard
courage: courage + 1
--
You train.
[[Hall]]

:: Hall
[if courage > 1]
The door opens.
[unless courage > 1]
The door stays shut.
";

const SNOWMAN: &str = "\
:: Start
<% s.key = false; %>
A door.
[[Search|Desk]]
[[Open the door->Door]]

:: Desk
<% s.key = true %>
A key!
[[Open the door->Door]]

:: Door
<% if (s.key) { %>It opens.<% } else { %>Locked.<% } %>
";

/// Returns the show of a story, its script and the notes.
fn show(text: &str) -> (Show, String, Vec<Note>) {
    let flow = match read("story.twee", text) {
        Ok(flow) => flow.settled(),
        Err((mistakes, _)) => panic!("{mistakes:?}"),
    };
    let (mut outline, notes) = outline(flow, &BuiltinCatalog).unwrap();
    outline.text = "show.txt".to_owned();
    let script = write::script(&outline);
    let world = Memory::default().with("show.txt", outline.prose.text.as_bytes());
    let show = Show::load(Path::new("show.yaml"), script.as_bytes(), None, &world);
    let errors = show
        .diagnostics
        .iter()
        .filter(|one| one.severity == Severity::Error);
    let errors: Vec<&str> = errors.map(|one| one.message.as_str()).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{script}");
    (show, script, notes)
}

/// Returns the words that are heard if these options are taken, and the options at the end.
fn heard(show: &Show, taken: &[&str]) -> (String, Vec<String>) {
    let story = show.book.story.as_ref().unwrap();
    let mut walk = Walk::new(&story.graph);
    let mut taken = taken.iter();
    let offered = loop {
        walk.to_choice();
        let Moment::Choice(choice) = walk.moment() else {
            break Vec::new();
        };
        let options = &story.choices[choice].options;
        let offered = walk.offered();
        let shown: Vec<String> = offered
            .iter()
            .map(|one| options[*one].shown.clone())
            .collect();
        let Some(words) = taken.next() else {
            break shown;
        };
        let number = shown.iter().position(|own| own == words);
        let number = number.unwrap_or_else(|| panic!("{words}: {shown:?}"));
        walk.choose(offered[number]).unwrap();
    };
    let path = unroll(&show.book, story, walk.decisions()).unwrap();
    let lines = path.book.lines.iter();
    let own = lines.filter(|line| path.words[line.words.start].is_some());
    let said: Vec<&str> = own.map(|line| path.book.prose.said(line.text)).collect();
    (said.join(" "), offered)
}

#[test]
fn harlowe_has_settings_conditions_links_and_visits() {
    let (show, script, notes) = show(HARLOWE);
    let unheard = ["The shed is open now.", "Nobody listens."];
    let lost = notes.iter().filter(|note| !note.remark);
    let lost: Vec<&str> = lost.map(|note| note.what.as_str()).collect();
    let told = unheard.map(|text| format!("“{text}” is never heard; it is left out"));
    assert_eq!(lost, told);
    let (said, offered) = heard(&show, &[]);
    assert_eq!(
        said,
        "The yard is quiet. You have 2 coins. A shed stands at the wall. You may knock at the house."
    );
    assert_eq!(offered, ["Go to the shed", "knock", "Leave"]);
    let (said, offered) = heard(&show, &["Go to the shed"]);
    assert!(said.ends_with("You find a rope."), "{said}");
    assert_eq!(offered, ["Look up", "Yard again", "Down"]);
    let (said, offered) = heard(&show, &["Go to the shed", "Look up"]);
    assert!(said.ends_with("A swallow’s nest."), "{said}");
    assert_eq!(offered, ["Yard again", "Down"]);
    let (said, _) = heard(&show, &["knock", "Gate"]);
    assert!(said.ends_with("Nobody answers. The end."), "{said}");
    assert!(script.contains("space: open-field"), "{script}");
    assert!(script.contains("show: The Well"), "{script}");
}

#[test]
fn sugarcube_has_links_that_set_values_and_switches() {
    let (show, script, notes) = show(SUGARCUBE);
    let lost = notes.iter().filter(|note| !note.remark);
    let unheard = lost.filter(|note| note.what.contains("never heard"));
    assert_eq!(unheard.count(), 2, "spiders and dust: {notes:?}");
    assert!(
        notes
            .iter()
            .any(|note| note.what.contains("<<audio") && note.at.line == 12),
        "{notes:?}"
    );
    assert_eq!(heard(&show, &[]).0, "The hall. You are calm.");
    let (said, offered) = heard(&show, &["Take the lamp"]);
    assert!(said.ends_with("Again the hall."), "{said}");
    assert_eq!(offered, ["Go up", "Wait"]);
    assert!(
        heard(&show, &["Wait", "Go up"])
            .0
            .ends_with("Stars. It is dark.")
    );
    let said = heard(&show, &["Take the lamp", "Go up"]).0;
    assert!(said.ends_with("Stars. You are brave. The end."), "{said}");
    assert!(script.contains("lamp: false"), "{script}");
}

#[test]
fn chapbook_and_snowman_are_read() {
    let (own, ..) = show(CHAPBOOK);
    assert_eq!(
        heard(&own, &["Go in"]).0,
        "The gate. You have 1. You shiver. The door stays shut."
    );
    let said = heard(&own, &["Train", "Hall"]).0;
    assert!(said.ends_with("You train. The door opens."), "{said}");
    let (own, ..) = show(SNOWMAN);
    assert_eq!(heard(&own, &["Open the door"]).0, "A door. Locked.");
    assert_eq!(
        heard(&own, &["Search", "Open the door"]).0,
        "A door. A key! It opens."
    );
}

#[test]
fn a_page_of_twine_is_read() {
    let page = "<html><tw-storydata name=\"Fog &amp; Sea\" startnode=\"2\" format=\"Harlowe\">\
        <style></style><tw-passagedata pid=\"1\" name=\"Sea\" tags=\"\">The sea. It&#39;s &quot;calm&quot;.</tw-passagedata>\
        <tw-passagedata pid=\"2\" name=\"Fog\" tags=\"\">Fog.\n[[Row on-&gt;Sea]]</tw-passagedata></tw-storydata></html>";
    let (show, script, _) = show(page);
    assert!(script.contains("show: Fog & Sea"), "{script}");
    assert_eq!(heard(&show, &[]).1, ["Row on"]);
    assert!(
        heard(&show, &["Row on"])
            .0
            .starts_with("Fog. The sea. It's")
    );
}
