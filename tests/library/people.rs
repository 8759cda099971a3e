//! Drafts of a few lines with people who have several names, and with words that are not
//! said.

use super::speakers::check;

#[test]
fn a_name_that_is_only_used_to_address_belongs_to_the_one_who_answers() {
    check(&[
        (
            "An otter sat on the step.\n\n“Have you seen the moon, Bristle?” asked Tom.\n\n“I sold it,” said the otter.\n\n“That was wrong of you, Bristle.”\n\n“It was a small moon,” said the otter.",
            "TOM, OTTER, TOM?, OTTER",
        ),
        (
            "The captain looked up from the chart. Ruth shut the door.\n\n“We are lost, Matthew,” said Ruth.\n\n“We are not lost,” said the captain.\n\n“Matthew, that is a mountain.”\n\n“Then we are a little lost,” said the captain.",
            "RUTH, CAPTAIN, RUTH?, CAPTAIN",
        ),
        (
            "I stood at the gate. Aunt Vi came out with the basket.\n\n“Hold this, Robin,” said Aunt Vi.\n\n“It’s heavy,” I said.\n\n“It’s eggs, Robin. Everything is heavy but eggs.”\n\n“These are,” I said.",
            "AUNT VI, ROBIN, AUNT VI?, ROBIN",
        ),
    ]);
}

#[test]
fn words_for_anybody_get_the_name_that_comes_later() {
    check(&[
        (
            "Under the lamp sat a lady in grey.\n\n“You are late,” said the lady.\n\n“The train was,” said Peter.\n\nMrs. Vane closed her book. “Trains are always late,” she said. “People need not be.”",
            "MRS VANE?, PETER, MRS VANE, MRS VANE",
        ),
        (
            "“Nobody move!” called a cold voice behind them.\n\nInspector Lund stood in the door with snow on his hat.\n\n“We were only dancing,” said Clara.",
            "INSPECTOR LUND?, CLARA",
        ),
        (
            "Wilf was reading on the stairs.\n\n“Is there any bread?” asked a small voice.\n\nSophie came down in her socks.\n\n“There is cake,” said Wilf.",
            "SOPHIE?, WILF",
        ),
    ]);
}

#[test]
fn a_relative_or_a_servant_of_a_person_is_another_person() {
    check(&[
        (
            "Tom sat down. His boy was at the door.\n\n“Who pays the men?” asked Tom's son.\n\n“I do,” said Tom.\n\n“With what?” Tom's son said.",
            "SON?, TOM, SON?",
        ),
        (
            "“Sit down,” said Captain Reyes's clerk, “and wait.”\n\n“I wait,” said Reyes.\n\nEllen came in.\n\n“Nobody asked you,” said Ellen's mother-in-law.\n\n“You did,” said Ellen.\n\n“I did not,” said the mother-in-law.",
            "CLERK, CLERK, CAPTAIN REYES, MOTHER-IN-LAW?, ELLEN, MOTHER-IN-LAW?",
        ),
        (
            "“Your father,” said Mrs. Bell's eldest daughter, “says a great deal.”\n\n“He does,” said Mrs. Bell.",
            "DAUGHTER?, DAUGHTER?, MRS BELL",
        ),
        (
            "“Go,” said Ma\u{200b}rta.\n\n“No,” said Marta\u{200b}.\n\n“Yes,” Tom\u{feff} said.",
            "MARTA, MARTA, TOM",
        ),
    ]);
}

#[test]
fn who_speaks_through_a_device_gives_a_name() {
    check(&[
        (
            "Dana sat down. Lou drew the curtains.\n\n“Dana, it's Paul,” said the machine. “Pick up.”\n\n“He is away,” Dana said.\n\n“Is he?” said Lou.",
            "PAUL?, PAUL?, DANA, LOU",
        ),
        (
            "Dana sat down. Lou drew the curtains.\n\n“It's me, Paul,” said a voice at the door.\n\n“He is away,” Dana said.\n\n“Is he?” said Lou.",
            "PAUL?, DANA, LOU",
        ),
        (
            "Dana sat down. Lou drew the curtains.\n\n“Core breach in nine minutes,” said the computer.\n\n“Is that bad?” Dana said.\n\n“It is,” said Lou.",
            "COMPUTER?, DANA, LOU",
        ),
    ]);
}

#[test]
fn an_animal_with_a_name_does_not_speak() {
    check(&[
        (
            "Ellen sat by the fire with Captain, her old spaniel. He growled at the wind.\n\n“It is only the wind,” said Ellen.\n\n“It is loud,” said Mark.\n\n“He hates it.”",
            "ELLEN, MARK, ELLEN?",
        ),
        (
            "A terrier called Rex lay on the mat. Joan came in, and Paul after her.\n\n“Wet again?” said Paul.\n\n“I fell in,” said Joan.\n\n“You always do.”",
            "PAUL, JOAN, PAUL?",
        ),
        (
            "Old Mr. Crabb fed the mare Bess an apple. She took it.\n\n“She likes you,” said Lucy.\n\n“She likes apples.”",
            "LUCY, MR CRABB?",
        ),
    ]);
}

#[test]
fn a_tag_for_what_is_not_said_is_a_guess() {
    check(&[
        (
            "Anna and Bo sat down.\n\nAnna wished that Bo had said, “Stop it.”\n\n“Stop,” said Bo.",
            "NARRATOR?, BO",
        ),
        (
            "Anna and Bo sat down.\n\nIf Bo had said, “Stop,” she would have stopped.\n\n“Stop,” Bo almost said.\n\n“Stop,” said Anna.",
            "NARRATOR?, NARRATOR?, ANNA",
        ),
        (
            "Anna and Bo sat down.\n\n“Stop,” Bo would say.\n\nTomorrow Bo will say, “Go on.”\n\n“Go on,” said Anna.",
            "BO?, BO?, ANNA",
        ),
    ]);
}

#[test]
fn who_is_spoken_to_may_answer_in_the_same_paragraph() {
    check(&[
        (
            "Anna came with her brother, and Bo stood at the gate.\n\n“Stop,” said Bo to Anna's brother. “Why?” he said.",
            "BO, BROTHER?",
        ),
        (
            "Bo met Anna and the old gardener.\n\n“Stop,” said Bo to the gardener. “What for?” he asked.",
            "BO, OLD GARDENER?",
        ),
        (
            "Ruth came in with Paul.\n\n“Look,” said Ruth to Paul. “Where?” he said.",
            "RUTH, PAUL",
        ),
    ]);
}

#[test]
fn a_name_has_its_particles() {
    check(&[
        (
            "“Garlic,” said van Helsing.\n\n“Again?” said Mina de Winter.\n\n“Always,” Van Helsing replied.\n\n“Never,” said de Winter.",
            "VAN HELSING, MINA DE WINTER, VAN HELSING, MINA DE WINTER",
        ),
        (
            "“Sit down,” said von der Tann.\n\n“I stand,” said St. John.\n\nSt. John laughed, and von der Tann did not.",
            "VON DER TANN, ST JOHN",
        ),
        (
            "“Late,” said Jean du Pré.\n\n“Early,” said Captain O’Neill.\n\nDu Pré yawned.",
            "JEAN DU PRÉ, CAPTAIN O'NEILL",
        ),
    ]);
}

#[test]
fn a_surname_of_two_people_is_a_guess() {
    check(&[
        (
            "Mr. Hale came in with Miss Hale.\n\n“We are late,” said Hale.\n\n“It rained,” said Miss Hale.",
            "MR HALE?, MISS HALE",
        ),
        (
            "Tom Garth and Ruth Garth came in.\n\n“We are late,” said Garth.\n\n“It rained,” said Ruth.",
            "TOM GARTH?, RUTH GARTH",
        ),
        (
            "Mrs. Dunn and Mr. Dunn met on the stairs.\n\n“After you,” said Dunn.\n\n“Thank you,” said Mrs. Dunn.",
            "MR DUNN?, MRS DUNN",
        ),
    ]);
}

#[test]
fn a_radio_speaks_for_the_one_who_is_called() {
    check(&[
        (
            "The radio hissed. Sergeant Bell took the handset.\n\n“Corrigan, Bell. Where are you?”\n\n“In the ditch,” said the radio.\n\n“Which ditch, Corrigan?”\n\n“The deep one.”",
            "SERGEANT BELL?, CORRIGAN?, SERGEANT BELL?, CORRIGAN?",
        ),
        (
            "The telephone rang. Marsh picked it up.\n\n“Marsh.”\n\n“You are late with the rent.” The voice was dry as flour.\n\n“I know,” said Marsh.",
            "MARSH?, VOICE?, MARSH",
        ),
        (
            "“Control receiving, go ahead,” said a bored voice.\n\n“We need a crane, Control,” said Ruiz.\n\n“Control to Ruiz. How big?”",
            "CONTROL?, RUIZ, CONTROL?",
        ),
    ]);
}

#[test]
fn a_relative_is_addressed_by_a_relative() {
    check(&[
        (
            "“You are wrong, brother,” she said.\n\nMr. Pym put down the bill. His sister had not sat down.\n\n“I am seldom wrong,” said Mr. Pym.\n\n“You are wrong about the fish, brother.”",
            "WOMAN?, MR PYM, SISTER?",
        ),
        (
            "Mr. Pym sat down. His niece had brought the tea.\n\n“It is cold, uncle,” said his niece.\n\n“So am I,” said Mr. Pym.\n\n“You always are, uncle.”",
            "NIECE, MR PYM, NIECE?",
        ),
        (
            "Dr. Lamb was reading. Mr. Voss looked at his nephew.\n\n“You have grown,” said Mr. Voss.\n\n“It happens, uncle.”",
            "MR VOSS, NEPHEW?",
        ),
    ]);
}

#[test]
fn a_lady_that_is_pointed_at_is_the_last_one_mentioned() {
    check(&[
        (
            "Lady Moor had come at noon. An hour later Mrs. Finch sent for a turbot.\n\n“It will be cold,” said that lady.\n\n“It will,” said Lady Moor.",
            "MRS FINCH?, LADY MOOR",
        ),
        (
            "Mr. Sands met Mr. Crabb at the gate. Mr. Crabb had a spade.\n\n“Good day,” said that gentleman.\n\n“Is it?” said Mr. Sands.",
            "MR CRABB?, MR SANDS",
        ),
        (
            "Lady Moor sat with Lady Penn. Lady Penn had brought her dog.\n\n“He bites,” observed that lady.\n\n“So I see,” said Lady Moor.",
            "LADY PENN?, LADY MOOR",
        ),
    ]);
}

#[test]
fn a_husband_of_one_of_two_women_is_a_guess() {
    check(&[(
        "Mr. Finch met Sir John Moor. Lady Moor sat down, and Mrs. Finch stood at the glass.\n\n“I am late,” said her husband.\n\n“You are,” said Mrs. Finch.",
        "MR FINCH?, MRS FINCH",
    )]);
}

#[test]
fn a_knight_is_not_the_captain_of_his_name() {
    check(&[
        (
            "Sir John Moor nodded to his son.\n\n“Well, Captain Moor?” said Dr. Lamb.\n\n“It rains,” said the Captain.\n\n“It does,” said Sir John.",
            "DR LAMB, CAPTAIN MOOR, SIR JOHN MOOR",
        ),
        (
            "Sir John Moor and Mr. Moor came in.\n\n“It rains,” said Mr. Moor.\n\n“It does,” said Sir John.",
            "MR MOOR, SIR JOHN MOOR",
        ),
    ]);
}

#[test]
fn a_speech_after_the_act_of_another_person_is_a_guess() {
    check(&[
        (
            "Ann said, “You lie.” Tom laughed. “I never lie.”\n\n“Never,” said Tom.",
            "ANN, ANN?, TOM",
        ),
        (
            "I asked the count, “Do you know him?” He crossed himself. “No, I do not.”\n\n“Good,” said the count.",
            "I, I?, COUNT",
        ),
        (
            "“Stop,” said Ann. She sat down. “I mean it.”\n\n“Well,” said Tom.",
            "ANN, ANN, TOM",
        ),
    ]);
}

#[test]
fn a_form_of_address_is_no_role() {
    check(&[
        (
            "Bulger stopped at the gate, and Anna ran up.\n\n“Officer, help!” cried Anna.\n\n“What is it?”\n\n“A thief, officer,” said Anna.\n\n“Where?” asked Bulger.",
            "ANNA, BULGER?, ANNA, BULGER",
        ),
        (
            "Mr. Hale sat beside Mrs. Hale. Captain Vane and Miss Lund looked at the sea.\n\n“A sail,” said Captain Vane.\n\n“Two,” said Miss Lund.\n\n“Oh, Josiah!” said Mrs. Hale.\n\n“What is it now?”\n\n“My shawl, Josiah,” said Mrs. Hale.\n\n“You have it on,” said Mr. Hale.",
            "CAPTAIN VANE, MISS LUND, MRS HALE, MR HALE?, MRS HALE, MR HALE",
        ),
        (
            "Mr. Thorne looked out of the window. Mrs. Thorne sewed, and Mr. Bell played with the dog.\n\n“It snows,” said Mr. Bell.\n\n“Then come away, Barnaby,” said Mrs. Thorne.\n\n“From a window?”\n\n“You will catch cold, Barnaby,” said Mrs. Thorne.\n\n“In a house,” said Mr. Thorne.",
            "MR BELL, MRS THORNE, MR THORNE?, MRS THORNE, MR THORNE",
        ),
    ]);
}

#[test]
fn a_form_of_address_is_a_role_if_nobody_else_can_be_meant() {
    check(&[
        (
            "“Tom!” said Anna.\n\n“What is it?”\n\n“Come here, Tom,” said Anna.",
            "ANNA, TOM?, ANNA",
        ),
        (
            "Malloy held the radio to her mouth, and Dane looked on.\n\n“Rennick, come in,” said Malloy.\n\n“I see a bus,” said the radio.\n\n“Stay where you are, Rennick.”\n\n“I am not moving.”\n\n“He never does,” said Dane.",
            "MALLOY, RENNICK?, MALLOY?, RENNICK?, DANE",
        ),
    ]);
}

#[test]
fn a_husband_or_a_wife_shows_who_speaks() {
    check(&[
        (
            "Mark, Ellen and Peter waited at the gate.\n\n“It is late,” said Peter. Mark looked at Ellen.\n\n“My husband is ill.”\n\n“Is he?” said Peter.",
            "PETER, ELLEN?, PETER",
        ),
        (
            "Ellen, Mark and Ruth waited at the gate.\n\n“It is late,” said Ruth. Ellen looked at Mark.\n\n“My wife is ill.”\n\n“Is she?” said Ruth.",
            "RUTH, MARK?, RUTH",
        ),
    ]);
}

#[test]
fn a_name_that_ends_like_an_adverb_is_a_name() {
    check(&[
        (
            "“Go home,” said Emily.\n\n“Why?” asked Sally.\n\n“No!” cried Polly.\n\n“Oh,” said Lily.\n\n“Ah,” said Reilly quietly.",
            "EMILY, SALLY, POLLY, LILY, REILLY",
        ),
        (
            "“Go home,” said Tom suddenly. “Why?” said Billy Daly.",
            "TOM, BILLY DALY",
        ),
    ]);
}

#[test]
fn a_voice_beside_a_speech_shows_the_sex_of_its_speaker() {
    check(&[(
        "Pete was in the car with me. Kate was in the ward.\n\n“Hello?” I said into the telephone.\n\n“Where are you?” Her voice was thin. “They moved him.”\n\n“Where?” I said.",
        "I, KATE?, KATE?, I",
    )]);
}
