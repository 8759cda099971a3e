//! Drafts of a few lines for each kind of evidence: who speaks, and whether it is
//! sure.

use cuebook::internals::draft;

/// Drafts a text and returns the role of each line, with `?` for a guess.
fn roles(text: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("any.txt");
    std::fs::write(&path, text).unwrap();
    let drafted = draft(&path, None).unwrap();
    let role = |line: &cuebook::internals::OutlineLine| {
        let guess = if line.sure { "" } else { "?" };
        format!("{}{guess}", line.role)
    };
    let roles: Vec<String> = drafted.outline.lines.iter().map(role).collect();
    roles.join(", ")
}

/// Checks texts and the roles of their lines.
pub(super) fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(roles(text), *expected, "{text}");
    }
}

#[test]
fn a_tag_may_end_in_a_semicolon_and_the_speech_goes_on() {
    check(&[
        (
            "“The bolt was drawn,” said Edith; “it was drawn from inside.”",
            "EDITH, EDITH",
        ),
        (
            "“I counted them,” replied Simon; “there were nine.”",
            "SIMON, SIMON",
        ),
        (
            "‘No,’ said Ruth (she was still packing); ‘not tonight.’",
            "RUTH, RUTH",
        ),
    ]);
}

#[test]
fn a_noun_with_a_capital_is_somebody() {
    check(&[
        (
            "“Halt!” cried the Sergeant.\n\n“Why?” asked the Bishop.\n\nThe Sergeant scowled at the Bishop.",
            "SERGEANT, BISHOP",
        ),
        (
            "“Tea?” said the Grey Goose.\n\n“Thank you,” the Tinker said.\n\n“Milk?” said the Goose.",
            "GREY GOOSE, TINKER, GREY GOOSE?",
        ),
        (
            "‘Sit down,’ said the Otter kindly.\n\nThe Heron shook his head. ‘I stand,’ he said.\n\n‘As you like,’ said the Otter. ‘Good night, Heron.’\n\n‘Good night,’ said the Heron.",
            "OTTER, HERON?, OTTER, OTTER, HERON",
        ),
    ]);
}

#[test]
fn adjectives_and_relatives_may_be_before_a_name() {
    check(&[
        ("“I can carry it,” offered little Nan.", "NAN"),
        ("“Never!” roared the furious Gilbert.", "GILBERT"),
        (
            "“Eat,” said his aunt Martha. “You are thin.”",
            "AUNT MARTHA, AUNT MARTHA",
        ),
        ("“Quite so,” said old Mr. Venn.", "MR VENN"),
        ("“Poor soul,” poor Agnes said.", "AGNES"),
    ]);
}

#[test]
fn one_person_has_one_role_under_several_nouns() {
    check(&[
        (
            "Mr. Cray came in.\n\n“You are wet,” said his wife.\n\n“I am,” said Mr. Cray.\n\n“Sit by the fire,” said Mrs. Cray.\n\n“I will,” said her husband.",
            "MRS CRAY, MR CRAY, MRS CRAY, MR CRAY",
        ),
        (
            "Elizabeth Warne opened the gate.\n\n“Come in,” said Elizabeth.\n\n“Thank you, Lizzy,” said Robert.\n\n“Mind the step,” said Lizzy.",
            "LIZZY, ROBERT, LIZZY",
        ),
        (
            "Old Crabbe sat at his desk.\n\n“Good day, uncle,” said Crabbe’s nephew.\n\n“Is it?” said Crabbe.\n\n“It is,” said the nephew.\n\n“Not here,” returned the uncle.",
            "NEPHEW?, CRABBE, NEPHEW?, CRABBE?",
        ),
        (
            "“The Queen is late,” said the King.\n\n“I am never late,” said the Queen.\n\n“You are late now,” said the King.\n\n“Then it is now that is early,” said his wife.",
            "KING, QUEEN, KING, QUEEN?",
        ),
    ]);
}

#[test]
fn several_people_are_not_the_one_who_is_named_beside_them() {
    check(&[
        (
            "‘Shut the gate!’ they cried when Flora came up the lane. ‘It is shut,’ said Flora.",
            "VOICES?, FLORA",
        ),
        (
            "“Let us in!” everybody shouted.\n\n“No,” said Hugh.",
            "VOICES?, HUGH",
        ),
        (
            "“We are cold,” we said.\n\n“So am I,” said Hugh.",
            "VOICES?, HUGH",
        ),
    ]);
}

#[test]
fn words_that_nobody_says_belong_to_the_narrator() {
    check(&[
        (
            "Nobody ever stopped him to say, “Come and eat.” “Good,” said Owen.",
            "NARRATOR?, OWEN",
        ),
        (
            "The horses tossed their heads as if they said, “We are not for sale.” “Nor am I,” said Owen.",
            "NARRATOR?, OWEN",
        ),
        ("Owen sat down. He did not say “Never.”", "NARRATOR?"),
        (
            "‘What a long road,’ thought Owen; ‘and no inn.’",
            "NARRATOR?, NARRATOR?",
        ),
    ]);
}

#[test]
fn words_for_no_person_make_no_role() {
    check(&[
        (
            "There was a general sigh. The general feeling was poor.\n\n“Late,” he said.\n\n“Yes,” said Mary.",
            "MAN?, MARY",
        ),
        (
            "A light burned in the corn-chandler’s window, and in the merchant’s.\n\n“Late,” he said.\n\n“Yes,” said Mary.",
            "MAN?, MARY",
        ),
        (
            "Alice lit the lamp.\n\n“Ready?” said Alice. The clock struck. “Now.”",
            "ALICE, ALICE",
        ),
    ]);
}

#[test]
fn a_voice_is_the_person_whose_voice_it_was() {
    check(&[
        (
            "Bede was reading.\n\n“Still up?” asked a quiet voice. It was the voice of Anna.\n\n“Come in,” said Bede.",
            "ANNA?, BEDE",
        ),
        (
            "Bede was reading.\n\n“Who is there?” said Bede.\n\n“Me!” It was Anna’s voice.",
            "BEDE, ANNA?",
        ),
    ]);
}

#[test]
fn a_person_who_is_told_something_answers() {
    check(&[
        (
            "Ralph came to the door. My father told him that the inn was full.\n\n“Then I sleep in the barn,” said he.",
            "RALPH?",
        ),
        (
            "“Will you come?” asked Ida.\n\nGeorge made no answer.\n\n“You will be sorry.”",
            "IDA, IDA?",
        ),
    ]);
}

#[test]
fn the_narrator_of_a_story_is_one_role_with_the_name_that_others_use() {
    check(&[
        (
            "I found Crane on the sofa.\n\n“Sit down, my dear Harding,” said Crane.\n\n“I am wet,” I said.\n\n“So I see,” said Crane.",
            "CRANE, HARDING, CRANE",
        ),
        (
            "I went in. “Is it you?” I said.\n\n“It is,” said Ruth.",
            "I, RUTH",
        ),
    ]);
}

#[test]
fn a_name_before_a_comma_leads_to_the_next_words() {
    check(&[
        (
            "They met in the hall.\n\nEdith said, “Go.” Simon said, “No.”",
            "EDITH, SIMON",
        ),
        (
            "They met in the hall.\n\nEdith said: “Go.” Simon cried: “No.” Ruth said: “Yes.”",
            "EDITH, SIMON, RUTH",
        ),
    ]);
}

#[test]
fn a_tag_of_two_or_of_somebody_unknown_is_not_sure() {
    let text = "Edith met Simon and Ruth.\n\n“Help!” said Edith and Simon.";
    assert_eq!(roles(text), "EDITH?");
    for tag in [
        "said the other one",
        "answered the first",
        "said J. B. Smith",
    ] {
        let text = format!("Edith met Simon and Ruth.\n\n“Hi,” said Edith. “Ah,” {tag}.");
        let found = roles(&text);
        let (first, second) = found.split_once(", ").unwrap();
        assert_eq!(first, "EDITH", "{tag}");
        assert!(
            second != "EDITH?" && second.ends_with('?'),
            "{tag}: {found}"
        );
    }
}

#[test]
fn a_name_that_is_a_sentence_is_the_one_who_is_called() {
    check(&[
        (
            "Nora and Imran waited by the gate.\n\n“It is late,” said Nora. “Imran. Don’t look round.”\n\n“Why?”",
            "NORA, NORA, IMRAN?",
        ),
        (
            "“Are you ready?” said Ruth.\n\n“Stephen. Give me the bag,” said Ruth. “It is heavy.”\n\nStephen gave it to her. “It is.”",
            "RUTH, RUTH, RUTH, STEPHEN?",
        ),
        (
            "Ann and Lewis lay in the grass.\n\n“Nobody is there.”\n\n“Lewis. Keep your head down,” said Ann.",
            "LEWIS?, ANN",
        ),
    ]);
}

#[test]
fn a_title_implies_other_words_for_a_person() {
    check(&[
        (
            "“Come in,” said Lieutenant Wray.\n\nMr. Wray shut the door. “Sit down.”\n\n“Thank you,” said Anna.\n\n“Not at all,” said Mr. Wray.",
            "MR WRAY, MR WRAY?, ANNA, MR WRAY",
        ),
        (
            "Sir Edmund stood before the fire. Lucy sat down.\n\n“It is cold,” said Lucy.\n\n“It is November,” said the baronet.",
            "LUCY, SIR EDMUND?",
        ),
        (
            "“Where is the lamp?” said Dr. Lomas.\n\n“Here,” said Rose.\n\nThe physician took it. “Good,” said the physician.",
            "DR LOMAS, ROSE, DR LOMAS",
        ),
        (
            "“Who comes?” said Ida.\n\n“The Swede,” said Priya. “He is here.”\n\nThe Swede is Mr. Lind. He opened the door.\n\n“Good morning,” said Mr. Lind.\n\n“It is late,” said the Swede.",
            "IDA, PRIYA, PRIYA, MR LIND, MR LIND",
        ),
    ]);
}

#[test]
fn a_short_name_is_the_same_person() {
    check(&[
        (
            "“Stop it,” said Joe.\n\n“You stop it, Joey,” said Ada.\n\n“I won’t,” said Joe.\n\n“Joey!” said Ada. “Mind the cup.”",
            "JOE, ADA, JOE, ADA, ADA",
        ),
        (
            "“It is mine,” said Maisie.\n\n“Give it back, Mais,” said Karl.\n\n“No,” said Maisie.",
            "MAISIE, KARL, MAISIE",
        ),
    ]);
}

#[test]
fn words_beside_a_speech_exclude_a_speaker_or_show_one() {
    check(&[
        (
            "Mum stood at the sink. Gran sat at the table.\n\n“You never come,” Gran said to Mum’s back.\n\n“We do,” said Mum.",
            "GRAN, MUM",
        ),
        (
            "“Nobody asked,” said Margaret.\n\nFanny could be silent no longer. “But I did ask.”\n\n“Fanny!” said Margaret.",
            "MARGARET, FANNY?, MARGARET",
        ),
        (
            "“Bring the boat,” said Harg.\n\n“At once, friend Harg,” said Bastien.\n\n“Now!” cried our friend.",
            "HARG, BASTIEN, HARG?",
        ),
    ]);
}

#[test]
fn a_family_has_one_surname_and_several_people() {
    check(&[
        (
            "Elinor Vane sat at the window.\n\n“We are not to visit him,” said Mrs. Vane.\n\n“But you forget, mamma,” said Elinor.",
            "MRS VANE, ELINOR VANE",
        ),
        (
            "Clara Dunn and Ruth Dunn were on the stairs.\n\n“Is it snowing?” asked Ruth.\n\n“Come down, both of you,” called Mrs. Dunn.\n\n“We are coming,” said Clara.",
            "RUTH DUNN, MRS DUNN, CLARA DUNN",
        ),
        (
            "Edwin Marsh came late. Mr. Marsh was at his desk.\n\n“I overslept,” said Edwin.\n\n“Again,” said Mr. Marsh.\n\n“Again,” said Edwin.",
            "EDWIN, MR MARSH, EDWIN",
        ),
        // Narration has one of the two for one person.
        (
            "“Come in,” said Nora Webb.\n\nMrs. Webb shut the door. “Sit down,” she said.",
            "NORA WEBB, NORA WEBB",
        ),
    ]);
}

#[test]
fn an_inn_is_nobody_and_a_month_may_be_a_surname() {
    check(&[
        (
            "My uncle kept the Colonel Bogey at Dover. Sam Pike came in.\n\n“Is it open?” he said.",
            "SAM PIKE?",
        ),
        (
            "“You are late,” said Mrs. March.\n\n“I know,” said Miss May.",
            "MRS MARCH, MISS MAY?",
        ),
    ]);
}

#[test]
fn who_is_called_by_name_does_not_say_it() {
    check(&[(
        "Mr. Stone stood at the fire. Davy pushed the spoon away.\n\nStone sighed. Davy shook his head, and he said, “Be a man, Davy.”",
        "MR STONE?",
    )]);
}

#[test]
fn an_adjective_may_end_in_ly() {
    check(&[(
        "Anna ran to the gate.\n\n“Hold up!” said an elderly wombat at the gap.\n\n“Good day,” said the wombat.",
        "ELDERLY WOMBAT, ELDERLY WOMBAT",
    )]);
}

#[test]
fn what_somebody_was_going_to_say_is_not_sure() {
    check(&[(
        "Edith was going to say “to a shadow,” but stopped.",
        "EDITH?",
    )]);
}

#[test]
fn he_is_not_who_is_only_spoken_of_and_someone_may_come() {
    check(&[
        (
            "The captain sat up in bed. The noise was bad for my uncle, who needed quiet.\n\n“Jim,” he said, “bring me some rum.”",
            "CAPTAIN?, CAPTAIN?",
        ),
        (
            "The captain was ill in bed. I saw someone on the road. He was plainly blind. He spoke to the air.\n\n“Will any friend tell me where I am?”\n\n“At the bridge,” said I.\n\n“I hear a voice,” said the blind man.",
            "BLIND MAN?, I, BLIND MAN?",
        ),
    ]);
}

#[test]
fn who_says_it_is_the_subject_of_the_participle() {
    check(&[
        (
            "The old miller came in with a lantern. He turned to his son, crying, “Open the gate!”\n\n“It is stuck,” said the boy.",
            "OLD MILLER?, SON?",
        ),
        (
            "Edith stood by the well. Ruth pointed to her brother, saying, “He knows.”\n\n“I do not,” said Edith.",
            "RUTH, EDITH",
        ),
    ]);
}

#[test]
fn who_looks_at_a_person_speaks_and_not_the_one_described() {
    check(&[
        (
            "Edith stood by the door.\n\nRuth knelt by the dead man. The man had been a tailor once. “How long?”\n\n“Two hours,” said Edith.",
            "RUTH?, EDITH",
        ),
        (
            "“Come in,” said Edith.\n\nEdith looked at the visitor. He was a small bald person with a bag. “You are late.”\n\n“The boat was late,” said the visitor.",
            "EDITH, EDITH?, VISITOR",
        ),
        (
            "Edith came in. The smith was a large man with a beard, and he rose. “Sit down.”\n\n“No,” said Edith.",
            "SMITH?, EDITH",
        ),
    ]);
}

#[test]
fn who_raises_a_voice_speaks_next() {
    check(&[(
        "Edith and Ruth waited by the tea. At last a lady by the piano raised her voice.\n\n“Nobody is coming.”\n\n“Then I shall go,” said Edith.",
        "LADY?, EDITH",
    )]);
}

#[test]
fn who_was_ned_gives_a_name() {
    check(&[
        (
            "“Where is it?” said the boy, who was Ned, Edith’s brother. “I am late.”\n\nHis mother did not look up.\n\n“Go,” she said.\n\nNed went.",
            "NED?, NED?, MOTHER?",
        ),
        (
            "Two people sat in the room. One, a boy of nineteen, was reading.\n\n“Where is it?” said the boy, who was Ned, Edith’s brother. “I am late.”\n\n“Then go, for pity’s sake,” cried Mrs. Pell.\n\nNed did not move.",
            "NED?, NED?, MRS PELL",
        ),
    ]);
}

#[test]
fn who_is_only_shown_or_spoken_of_is_not_there() {
    check(&[
        (
            "Edith and Ruth sat under the portraits of the late Admiral and the late Bishop, which were black with smoke. Somebody coughed behind them. He said:\n\n“I have a seat by the window.”\n\n“Thank you,” said Ruth.",
            "MAN?, RUTH",
        ),
        (
            "The curtains at Gusty Corner had been drawn. The carpet was new.\n\n“Nobody is at home,” said the old lady. “I have rung twice.”\n\n“Then ring again,” said Hugh.\n\nIn June they went back to Gusty Corner.",
            "OLD LADY?, OLD LADY?, HUGH",
        ),
    ]);
}

#[test]
fn a_voice_is_called_what_its_owner_is_called() {
    check(&[(
        "We rang. A window went up, and a clear voice demanded, “What name?”\n\n“Venn,” said my uncle.\n\nThe voice returned, “Quite right,” and a young lady came across the yard.\n\n“This way,” said the young lady.",
        "YOUNG LADY?, UNCLE, YOUNG LADY?, YOUNG LADY",
    )]);
}

#[test]
fn who_answers_a_call_with_a_name_bears_it() {
    check(&[(
        "Pell looked at the chair. She walked out to the landing and lifted the phone.\n\n“Pell.”\n\n“You have found her, then.” A man’s voice, calm, with the sea behind it.\n\n“Who is this?”\n\n“Look in the boathouse, Sergeant.”\n\nThe line went dead. She stood there until Adeyo put his head round the door.\n\n“Trouble?”\n\n“You stay here,” said Pell.",
        "PELL?, VOICE?, PELL?, VOICE?, ADEYO?, PELL",
    )]);
}

#[test]
fn who_speaks_of_a_person_is_another() {
    check(&[(
        "An old man leaned over the table.\n\n“This is my son,” said the old man; “his name’s Hugh. He has a view too.”\n\n“Ah,” said Edith.\n\nThe young man named Hugh looked at his plate.\n\n“Why?” said the old man.",
        "OLD MAN?, OLD MAN?, EDITH, OLD MAN?",
    )]);
}
