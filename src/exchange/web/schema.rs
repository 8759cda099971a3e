//! The JSON Schema of the manifest.

use serde_json::{Map, Value, json};

/// Returns the schema of `show.json`.
#[must_use]
pub(crate) fn schema() -> Value {
    let mut root = object(
        "A show that is played in parts between decisions.",
        vec![
            ("format", json!({ "const": super::manifest::FORMAT })),
            ("title", text("The title.")),
            ("author?", text("The author.")),
            ("language", text("A language tag (BCP 47).")),
            ("rate", frames("Frames a second.")),
            ("step", frames("A turn is at a multiple of this time.")),
            ("master", own("master")),
            ("levels", own("levels")),
            ("story", own("story")),
            ("roles", list(text("The name of a role."))),
            ("sounds", list(own("sound"))),
            ("rooms", list(own("room"))),
            ("lines", list(own("line"))),
            ("parts", list(own("part"))),
        ],
    );
    let definitions = [story(), sounds(), parts()].into_iter().flatten();
    let definitions: Map<String, Value> = definitions
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    if let Some(root) = root.as_object_mut() {
        let draft = "http://json-schema.org/draft-07/schema#";
        root.insert("$schema".into(), draft.into());
        root.insert("title".into(), "cuebook show".into());
        root.insert("definitions".into(), definitions.into());
    }
    root
}

fn story() -> Vec<(&'static str, Value)> {
    let to =
        || json!({ "type": ["integer", "null"], "description": "A node, or `null` for the end." });
    vec![
        (
            "story",
            object(
                "The graph of the story.",
                vec![
                    (
                        "variables",
                        list(object(
                            "A variable: flags are 0 and 1, words their numbers.",
                            vec![
                                ("name", text("The name in the script.")),
                                ("from", number("The lowest value.")),
                                (
                                    "to",
                                    number("The highest value. A value beyond it becomes it."),
                                ),
                                ("start", number("The value at the start.")),
                                ("words?", list(text("A word of the set."))),
                            ],
                        )),
                    ),
                    ("conditions", list(own("expression"))),
                    (
                        "nodes",
                        list(object(
                            "A scene. Its first part is before its first stop.",
                            vec![
                                ("id", text("The id in the script.")),
                                ("title?", text("The title.")),
                                (
                                    "when?",
                                    index("The condition without which it is passed over."),
                                ),
                                ("stops", list(index("A choice."))),
                                (
                                    "ways",
                                    list(object(
                                        "A way out; the first that is open is taken.",
                                        vec![
                                            ("to", to()),
                                            (
                                                "when?",
                                                index("The condition under which it is open."),
                                            ),
                                        ],
                                    )),
                                ),
                                (
                                    "heard",
                                    list(list(index("A condition of lines and cues of the part."))),
                                ),
                                (
                                    "again",
                                    flag("Whether it sounds differently from the second visit on."),
                                ),
                            ],
                        )),
                    ),
                    (
                        "choices",
                        list(object(
                            "A choice.",
                            vec![
                                ("id", text("The id in the script.")),
                                ("ask?", text("The question; it may be only in the text.")),
                                (
                                    "default?",
                                    index("The option that is taken when the time is over."),
                                ),
                                ("wait?", frames("The time from the end of the question.")),
                                (
                                    "options",
                                    list(object(
                                        "An option.",
                                        vec![
                                            ("id", text("The id in the script.")),
                                            ("words", text("The words that are shown.")),
                                            (
                                                "when?",
                                                index("The condition under which it is offered."),
                                            ),
                                            (
                                                "set?",
                                                list(
                                                    json!({ "type": "array", "minItems": 2, "maxItems": 2,
                        "items": [index("A variable."), own("expression")],
                        "description": "A variable and its new value." }),
                                                ),
                                            ),
                                            ("to?", to()),
                                            (
                                                "once?",
                                                flag("Whether it is offered until it was taken."),
                                            ),
                                        ],
                                    )),
                                ),
                            ],
                        )),
                    ),
                    ("start", to()),
                ],
            ),
        ),
        (
            "expression",
            json!({
                "description": "A number, `[\"var\", n]`, or an operator with one or two operands.",
                "anyOf": [
                    { "type": "integer" },
                    { "type": "array", "minItems": 2, "maxItems": 3, "items": [{ "enum": [
                        "var", "not", "neg", "or", "and", "==", "!=", "<", "<=", ">", ">=", "+", "-", "*",
                    ] }], "additionalItems": { "$ref": "#/definitions/expression" } },
                ],
            }),
        ),
    ]
}

fn sounds() -> Vec<(&'static str, Value)> {
    let file = || text("The file, from the folder of the page.");
    let pack = || index("The pack of a page that is opened from a disk.");
    vec![
        (
            "master",
            object(
                "What happens to the sum of all sounds.",
                vec![
                    ("gain", number("A linear gain.")),
                    ("ceiling", number("The highest true peak in dBTP.")),
                    (
                        "close",
                        frames("The length of the fade at the end of the show."),
                    ),
                ],
            ),
        ),
        (
            "levels",
            object(
                "How the takes of a role are made equally loud.",
                vec![
                    ("speech", number("The loudness of speech in LUFS.")),
                    (
                        "half",
                        number("The length in seconds at which a take counts half by its measure."),
                    ),
                    (
                        "farthest",
                        number("The most that a measure is moved, in dB."),
                    ),
                    ("most", number("The greatest gain in dB.")),
                ],
            ),
        ),
        (
            "sound",
            object(
                "A sound.",
                vec![
                    ("file", file()),
                    ("pack", pack()),
                    (
                        "frames",
                        frames("Its length, or that of one turn of a loop."),
                    ),
                    ("seam?", frames("For a loop: where it begins in the file.")),
                ],
            ),
        ),
        (
            "room",
            object(
                "The response of a room, without the direct sound.",
                vec![("early", own("response")), ("late", own("response"))],
            ),
        ),
        (
            "response",
            object(
                "Early: four channels, LL, LR, RL and RR. Late: two, from (L + R)/√2.",
                vec![
                    ("file", file()),
                    ("pack", pack()),
                    ("gain", number("The gain of its samples.")),
                ],
            ),
        ),
        (
            "line",
            object(
                "Words in one role.",
                vec![
                    ("role", index("The role.")),
                    (
                        "words",
                        list(json!({ "type": "array", "minItems": 3, "maxItems": 3,
                "items": [{ "type": "string" }, { "type": "integer" }, { "type": "integer" }],
                "description": "The word with its marks, its start and its end." })),
                    ),
                    (
                        "takes",
                        list(object(
                            "A take.",
                            vec![
                                ("sound", index("The sound.")),
                                ("at", frames("When it begins, from the start of the line.")),
                                ("gain", number("The gain in dB.")),
                                (
                                    "level?",
                                    object(
                                        "From what the gain is calculated.",
                                        vec![
                                            ("manner", text("The role and the tone.")),
                                            ("loudness", number("In LUFS.")),
                                            ("length", number("In seconds.")),
                                            ("gain", number("The gain that is added, in dB.")),
                                        ],
                                    ),
                                ),
                            ],
                        )),
                    ),
                ],
            ),
        ),
    ]
}

fn parts() -> Vec<(&'static str, Value)> {
    let cue = || text("The id of the cue.");
    vec![
        (
            "part",
            object(
                "The sounds between two decisions. Times count from the turn.",
                vec![
                    (
                        "key",
                        text("The scenes, conditions, options and layers of the part."),
                    ),
                    (
                        "pause",
                        frames("The pause before its first words after a quick decision."),
                    ),
                    (
                        "lead",
                        frames("The time of its first words after a slow decision."),
                    ),
                    (
                        "lines",
                        list(object(
                            "A line at its place.",
                            vec![
                                ("line", index("The line.")),
                                ("at", frames("When it begins.")),
                                (
                                    "node?",
                                    index("The scene; absent for the words of a choice."),
                                ),
                                ("paragraph?", flag("Whether it begins a paragraph.")),
                                ("option?", index("The option that it says.")),
                                (
                                    "remind?",
                                    flag(
                                        "Whether it reminds of the open question, and counts from the turn of the reminder.",
                                    ),
                                ),
                            ],
                        )),
                    ),
                    (
                        "spots",
                        list(object(
                            "A sound that plays once.",
                            vec![
                                ("cue", cue()),
                                ("sound", index("The sound.")),
                                ("at", frames("When it begins.")),
                                ("gain", number("A linear gain.")),
                            ],
                        )),
                    ),
                    (
                        "layers",
                        list(object(
                            "A bed or music that begins.",
                            vec![
                                ("cue", cue()),
                                ("at", frames("When it begins.")),
                                (
                                    "fade",
                                    json!({ "type": "array", "items": { "type": "integer" }, "minItems": 2,
                    "maxItems": 2, "description": "The lengths of its fade-in and fade-out." }),
                                ),
                                ("strands", list(own("strand"))),
                            ],
                        )),
                    ),
                    (
                        "moves",
                        list(object(
                            "How a layer changes that goes on.",
                            vec![("cue", cue()), ("strands", list(own("strand")))],
                        )),
                    ),
                    (
                        "ends",
                        list(object(
                            "The end of a layer, with its fade-out.",
                            vec![
                                ("cue", cue()),
                                (
                                    "at?",
                                    frames(
                                        "When it ends; absent where it ends because of the decision.",
                                    ),
                                ),
                                ("earliest", frames("It does not end earlier.")),
                                ("own?", flag("Whether the layer begins in this part.")),
                            ],
                        )),
                    ),
                    (
                        "ducks",
                        list(object(
                            "The gain of layers while something else is heard.",
                            vec![
                                ("cues", list(cue())),
                                (
                                    "remind?",
                                    flag(
                                        "Whether it is under the reminder, and counts from its turn.",
                                    ),
                                ),
                                ("points", list(own("point"))),
                            ],
                        )),
                    ),
                    ("asked", frames("The end of the question.")),
                    ("spoken", frames("The end of the last line.")),
                    (
                        "remind?",
                        frames("How long after the question the reminder comes."),
                    ),
                    ("choice?", index("The choice at the end.")),
                    ("offered?", list(index("An option that is offered."))),
                    ("end?", frames("The end of the show.")),
                    ("running", list(cue())),
                ],
            ),
        ),
        (
            "strand",
            object(
                "A sound of a layer.",
                vec![
                    ("key", text("Its name within the layer.")),
                    ("sound", index("The sound.")),
                    ("gain", number("A linear gain.")),
                    ("lanes", list(list(own("point")))),
                    (
                        "sends?",
                        list(object(
                            "The share that is heard from a room.",
                            vec![
                                ("room", index("The room.")),
                                ("gain", number("A linear gain.")),
                                ("lane", list(own("point"))),
                            ],
                        )),
                    ),
                ],
            ),
        ),
        (
            "point",
            json!({ "type": "array", "minItems": 3, "maxItems": 3,
            "items": [{ "type": "integer" }, { "type": "number" }, { "enum": [0, 1, 2] }],
            "description": "A time, a linear gain, and the curve to the next point: 0 straight, 1 straight in dB, 2 a quarter of a sine." }),
        ),
    ]
}

/// Returns an object whose keys are needed, but for those with `?` at their end.
fn object(about: &str, keys: Vec<(&str, Value)>) -> Value {
    let needed = keys.iter().map(|(key, _)| *key);
    let needed: Vec<&str> = needed.filter(|key| !key.ends_with('?')).collect();
    let properties = keys
        .iter()
        .map(|(key, value)| (key.trim_end_matches('?').to_owned(), value.clone()));
    let properties: Map<String, Value> = properties.collect();
    json!({ "type": "object", "description": about, "properties": properties,
        "required": needed, "additionalProperties": false })
}

fn own(name: &str) -> Value {
    json!({ "$ref": format!("#/definitions/{name}") })
}

fn list(of: Value) -> Value {
    json!({ "type": "array", "items": of })
}

fn text(about: &str) -> Value {
    json!({ "type": "string", "description": about })
}

fn number(about: &str) -> Value {
    json!({ "type": "number", "description": about })
}

fn frames(about: &str) -> Value {
    json!({ "type": "integer", "description": about })
}

fn index(about: &str) -> Value {
    json!({ "type": "integer", "minimum": 0, "description": about })
}

fn flag(about: &str) -> Value {
    json!({ "type": "boolean", "description": about })
}
