//! What the installed voice pack makes of English: words of several sounds in their sentences, and
//! names.

use super::*;

/// Checks that the phonemes of each text contain the sounds, in one accent.
pub(super) fn contain(accent: Accent, table: &[(&str, &str)]) {
    let wrong: Vec<String> = table
        .iter()
        .map(|(text, sounds)| (text, sounds, english(text, accent)))
        .filter(|(_, sounds, said)| !said.contains(*sounds))
        .map(|(text, sounds, said)| format!("{text}\n  want {sounds}\n  said {said}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn verbs_of_two_sounds() {
    contain(
        Accent::American,
        &[
            ("He opened the letter and read it, and wept.", "ɹˈɛd"),
            ("Have you read it?", "ɹˈɛd"),
            ("Did you read it?", "ɹˈid"),
            ("She could not read the letter.", "ɹˈid"),
            ("She read the letter twice.", "ɹˈɛd"),
            ("Read it to me.", "ɹˈid"),
            ("I read books every day.", "ɹˈid"),
            ("It was read aloud to them.", "ɹˈɛd"),
            ("They sat down and read for an hour.", "ɹˈɛd"),
            ("The rope was long, and wound about him.", "wˈWnd"),
            ("He wound the clock.", "wˈWnd"),
            ("It was a deep wound.", "wˈund"),
            ("The wound was clean.", "wˈund"),
            ("They did not wish to wound him.", "wˈund"),
            ("The wind blew from the north.", "wˈɪnd"),
            ("You must wind up the clock.", "wˈInd"),
            ("The road winds through the hills.", "wˈIndz"),
            ("The winds were high.", "wˈɪndz"),
            ("Her eyes were full of tears.", "tˈɪɹz"),
            ("A tear ran down her cheek.", "tˈɪɹ"),
            ("Do not tear the page.", "tˈɛɹ"),
            ("There was a tear in his coat.", "tˈɛɹ"),
            ("They live in the city.", "lˈɪv"),
            ("It was a live wire.", "lˈIv"),
            ("He lives alone.", "lˈɪvz"),
            ("They saved our lives.", "lˈIvz"),
            ("Close the door.", "klˈOz"),
            ("He came close to her.", "klˈOs"),
            ("It drew to a close.", "klˈOz"),
            ("They were close friends.", "klˈOs"),
            ("It is of no use.", "jˈus"),
            ("You may use it.", "jˈuz"),
            ("He used to sing.", "jˈust"),
            ("It was used to cut bread.", "jˈuzd"),
            ("He used a knife.", "jˈuzd"),
            ("I refuse to go.", "ɹəfjˈuz"),
            ("I object to that.", "əbʤˈɛkt"),
            ("It was a strange object.", "ˈɑbʤəkt"),
            ("That is no excuse.", "ɪkskjˈus"),
            ("Excuse me.", "ɪkskjˈuz"),
            ("They crossed the desert.", "dˈɛzəɹt"),
            ("He would never desert her.", "dəzˈɜɹt"),
            ("He gave her a present.", "pɹˈɛzᵊnt"),
            ("Allow me to present my wife.", "pɹizˈɛnt"),
            ("He dogged their steps.", "dˈɔɡd"),
            ("With dogged patience he went on.", "dˈɔɡɪd"),
            ("The dove dove into the bush.", "dˈʌv dˈOv"),
            ("They went their separate ways.", "sˈɛpəɹət"),
            ("We must separate them.", "sˈɛpəɹˌAt"),
        ],
    );
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn nouns_and_adjectives_of_two_sounds() {
    contain(
        Accent::American,
        &[
            ("He bowed gravely.", "bˈWd"),
            ("With a low bow he went.", "bˈW "),
            ("He made her a bow.", "bˈW"),
            ("He shot it with a bow and arrow.", "bˈO "),
            ("She tied the ribbon in a bow.", "bˈO"),
            ("The waves broke over the bows.", "bˈWz"),
            ("He stood in the bow of the boat.", "bˈW "),
            ("A lead bullet.", "lˈɛd"),
            ("The pipe was made of lead.", "lˈɛd"),
            ("His feet were like lead.", "lˈɛd"),
            ("He took the lead.", "lˈid"),
            ("They lead us to the river.", "lˈid"),
            ("They had a terrible row.", "ɹˈW"),
            ("What a row they made!", "ɹˈW"),
            ("There was a row of houses.", "ɹˈO"),
            ("They sat in the front row.", "ɹˈO"),
            ("He sang in a deep bass voice.", "bˈAs"),
            ("They caught a bass in the lake.", "bˈæs"),
            ("Wait a minute.", "mˈɪnət"),
            ("A minute examination of the floor.", "mInˈut"),
            ("His mother was an invalid.", "ˈɪnvəlɪd"),
            ("The ticket is invalid.", "ɪnvˈælɪd"),
            ("He was content to wait.", "kəntˈɛnt"),
            ("The content of the book is dull.", "kˈɑntɛnt"),
            ("The houses were dark.", "hˈWzᵻz"),
            ("An aged man came in.", "ˈAʤɪd"),
            ("A man aged forty.", "ˈAʤd"),
            ("He had aged.", "ˈAʤd"),
            ("A learned judge.", "lˈɜɹnɪd"),
            ("He learned the truth.", "lˈɜɹnd"),
            ("The blessed Virgin.", "blˈɛsɪd"),
            ("He blessed them.", "blˈɛst"),
            ("An august person.", "ɔɡˈʌst"),
            ("It was in August.", "ˈɔɡəst"),
            ("Polish the silver.", "pˈɑlɪʃ"),
            ("A Polish officer.", "pˈOlɪʃ"),
            ("The book of Job is long.", "ʤˈOb"),
            ("It was a hard job.", "ʤˈɑb"),
            ("The train to Reading.", "ɹˈɛdɪŋ"),
            ("Mme. de Renal and Lt. von Roon.", "də ɹɛnˈæl"),
            ("Kings, &c., came.", "ɛt sˈɛtəɹə"),
            ("An old sow and her pigs.", "sˈW"),
            ("As you sow, so you reap.", "sˈO"),
        ],
    );
    contain(
        Accent::British,
        &[
            ("He bowed gravely.", "bˈWd"),
            ("An aged man, and a learned judge.", "lˈɜːnɪd"),
            ("They had a fearful row.", "ɹˈW"),
            ("The violin and the bow.", "bˈQ"),
            ("He used to sing.", "jˈuːst"),
            ("The houses were dark.", "hˈWzɪz"),
        ],
    );
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn names_and_words_of_the_other_accent() {
    contain(
        Accent::British,
        &[
            ("She liked Bach, and read Freud.", "bˈɑːk"),
            ("She liked Bach, and read Freud.", "fɹˈYd"),
            ("Irene and Murray came.", "Iɹˈiːn and mˈʌɹi"),
            ("Goethe's Faust.", "ɡˈɜːtəz"),
            ("FREUD", "fɹˈYd"),
            ("Hermione.", "həmˈIəni"),
        ],
    );
    contain(
        Accent::American,
        &[
            ("Freud and Hermione.", "fɹˈYd ænd həɹmˈIəni"),
            ("Nguyen and Beethoven.", "wˈɪn ænd bˈAtOvən"),
        ],
    );
    let origin = |word: &str, accent: Accent| {
        let explained = ENGLISH.explain(&utterance(word), accent).unwrap();
        explained.spoken[0].from
    };
    assert_eq!(
        origin("Dickens", Accent::British),
        origin("Dickens", Accent::American)
    );
    assert_eq!(origin("letter", Accent::British), Origin::Lexicon);
    assert_eq!(origin("Freud", Accent::British), Origin::Names);
    assert_eq!(origin("Timothy", Accent::American), Origin::Lexicon);
    assert_eq!(origin("Amarillo", Accent::British), Origin::OtherLexicon);
    assert_eq!(origin("Aldershot", Accent::American), Origin::OtherLexicon);
    assert_eq!(origin("Zaxerblut", Accent::American), Origin::Guess);
    assert_eq!(origin("NKVD", Accent::American), Origin::Rule);
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn cries_and_stammers_have_the_sounds_of_their_words() {
    contain(
        Accent::American,
        &[
            ("Nooooo! Pleeease!", "nˈO! plˈiz!"),
            ("It was sooo good, yesss.", "sˌO ɡˈʊd, jˈɛs."),
            ("W-w-what, b-but, N-no.", "wə wə wˌʌt, bə bˌʌt, nə nˈO"),
            ("Th-that is it.", "ðə ðˈæt"),
            ("The k-knife.", "ðə nə nˈIf"),
        ],
    );
}

#[test]
fn no_stop_of_an_abbreviation_is_a_pause() {
    for text in [
        "Dr. van Tom came.",
        "He paid 4s. 6d. for it.",
        "Mme. de Mary lit it.",
        "It is 10 ft. 6 in. now.",
        "Kings, etc. and &c. came.",
    ] {
        let said = read(text, Accent::British);
        assert_eq!(said.matches('.').count(), 1, "{text}: {said}");
    }
}
