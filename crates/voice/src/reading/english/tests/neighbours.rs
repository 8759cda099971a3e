//! Words of several sounds that their neighbours decide, accents, prefixes and interjections, as the
//! installed voice pack reads them.

use super::english::contain;
use super::*;

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn neighbours_decide_the_sound() {
    contain(
        Accent::American,
        &[
            ("There was a tear in her eye.", "tˈɪɹ"),
            ("The dogs tear at the meat.", "tˈɛɹ"),
            ("A bass rose to the bait near the reeds.", "bˈæs"),
            ("He kept minute records of the weather.", "mInˈut"),
            ("Every minute counts.", "mˈɪnət"),
            ("She filmed it in a close-up.", "klˈOs ˌʌp"),
            ("They close up at six.", "klˈOz"),
            ("The injured wound up in a ward.", "wˈWnd"),
            ("The wound bled.", "wˈund"),
            ("I liked what I read when I was small.", "ɹˈɛd"),
            ("He sang of the sea.", "sˈæŋ"),
            ("She kept her sang-froid.", "sˈɑŋ"),
            ("Well, c'est la vie.", "sˈA lˌɑ vˈi"),
            ("They vie for it.", "vˈI"),
            ("They saw Les Misérables.", "lA mizAɹˈɑb"),
            ("Then Les came in.", "lˈɛs"),
            ("There're two of them.", "ðˈɛɹəɹ"),
            ("The paths wind through the wood.", "wˈInd"),
            ("The shops close early.", "klˈOz"),
            ("They close at noon on Fridays.", "klˈOz"),
            ("When do you close?", "klˈOz"),
            ("There was a row going on next door.", "ɹˈW"),
            ("Henry VIII read the letter and frowned.", "ɹˈɛd"),
            ("Let Tom read it.", "ɹˈid"),
            ("They read the same paper each morning.", "ɹˈid"),
            ("The sheds house the tractors.", "hˈWz"),
            ("The old house creaked.", "hˈWs"),
            ("The does and the bucks grazed.", "dˈOz"),
            ("He does what he likes.", "dˈʌz"),
            ("Her hand grew number in the cold.", "nˈʌməɹ"),
            ("A large number of them fled.", "nˈʌmbəɹ"),
            ("They carried axes and saws.", "ˈæksᵻz"),
            ("The axes of the ellipse are equal.", "ˈæksˌiz"),
            ("The army had bases in the north.", "bˈAsᵻz"),
            ("The bases of these arguments are weak.", "bˈAsiz"),
            ("He sent his resume to the firm.", "ɹˈɛzəmˌA"),
            ("They will resume the talks.", "ɹəzˈum"),
            ("The ship's bow rose and fell.", "bˈW"),
            ("He rode a moped to work.", "mˈOpˌɛd"),
            ("She parked her moped.", "mˈOpˌɛd"),
            ("He moped about the house.", "mˈOpt"),
            ("Most graduate at twenty-one.", "ɡɹˈæʤʊˌAt"),
            ("A young graduate came.", "ɡɹˈæʤəwət"),
            ("Did she intimate as much?", "ˈɪntəmˌAt"),
            ("They were intimate friends.", "ˈɪntəmət"),
            ("Red and blue alternate along the wall.", "ˈɔltəɹnˌAt"),
            ("He sat, content, by the fire.", "kəntˈɛnt"),
            ("A good sewer and knitter.", "sˈOəɹ"),
        ],
    );
    contain(
        Accent::British,
        &[
            ("There was a tear in her eye.", "tˈɪə"),
            ("The dogs tear at the meat.", "tˈɛː"),
            ("The paths wind through the wood.", "wˈInd"),
            ("The shops close early.", "klˈQz"),
            ("They close at noon on Fridays.", "klˈQz"),
            ("There was a row going on next door.", "ɹˈW"),
            ("Henry VIII read the letter and frowned.", "ɹˈɛd"),
            ("They read the same paper each morning.", "ɹˈiːd"),
            ("The sheds house the tractors.", "hˈWz"),
            ("The old house creaked.", "hˈWs"),
            ("The does and the bucks grazed.", "dˈQz"),
            ("The does ran.", "dˈQz"),
            ("What does the boy want?", "dˈʌz"),
            ("A minute amount of it.", "mInjˈuːt"),
            ("The minute hand moved.", "mˈɪnɪt"),
            ("I'll read it; they read it yesterday.", "ðA ɹˈɛd"),
            ("Bow to the queen.", "bˈW"),
            ("He came with his bow.", "bˈQ"),
            ("They carried axes and saws.", "ˈaksɪz"),
            ("The axes of the ellipse are equal.", "ˈaksiːz"),
            ("The army had bases in the north.", "bˈAsɪz"),
            ("The bases of these arguments are weak.", "bˈAsiːz"),
            ("They will resume the talks.", "ɹɪzjˈuːm"),
            ("The ship's bow rose and fell.", "bˈW"),
            ("They were intimate friends.", "ˈɪntɪmət"),
            ("The top drawer of the desk.", "dɹˈɔː ɒv"),
            ("Aged twelve, he left.", "ˈAʤd"),
            ("He cursed and spat.", "kˈɜːst"),
            ("They had cursed him.", "kˈɜːst"),
            ("Ruth cursed under her breath.", "kˈɜːst"),
            ("You cursed fool!", "kˈɜːsɪd"),
            ("Cursed be the day!", "kˈɜːsɪd"),
            ("The cursed are many.", "kˈɜːsɪd"),
            ("They had rows and rows of books.", "ɹˈQz"),
            ("They have rows to hoe.", "ɹˈQz"),
            ("He took the lead with a pencil behind his ear.", "lˈiːd"),
            ("The pencil's lead broke.", "lˈɛd"),
            ("She wiped her tears in the paper towel.", "tˈɪəz"),
            ("The aged about her smiled.", "ˈAʤɪd"),
            ("A syndicate boss came.", "sˈɪndɪkət"),
            ("Queen Anne was learned in the law.", "lˈɜːnɪd"),
            ("This cursed ship.", "kˈɜːsɪd"),
            ("A deliberate act.", "dɪlˈɪbəɹət"),
            ("He winds the clock.", "wˈIndz"),
            ("The winds blew.", "wˈɪndz"),
            ("We sailed from Le Havre.", "lə h"),
            ("We had rows every night.", "ɹˈWz"),
            ("It was covered in lead.", "lˈɛd"),
            ("The lesson was learned.", "lˈɜːnd"),
            ("He was learned.", "lˈɜːnɪd"),
            ("The tears in the fabric.", "tˈɛːz"),
            ("Tears in her eyes.", "tˈɪəz"),
            ("They protest.", "pɹətˈɛst"),
            ("A protest was made.", "pɹˈQtɛst"),
            ("Mbeki met Hsing.", "əmb"),
            ("Mbeki met Hsing.", "ʃˈɪŋ"),
        ],
    );
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn accents_are_heard() {
    contain(
        Accent::American,
        &[
            ("A wretchèd man, belovèd by all.", "ɹˈɛʧəd"),
            ("A wretchèd man, belovèd by all.", "bəlˈʌvᵻd"),
            ("A wingèd, blessèd thing.", "wˈɪŋᵻd, blˈɛs"),
            ("They coöperate.", "kOˈɑpəɹˌAt"),
            ("They reëlect Zoë.", "ɹˌiəlˈɛkt zˈOi"),
            ("A naïve façade.", "nɑˈiv fəsˈɑd"),
            ("A café and a cliché.", "kæfˈA ænd ɐ klˈiʃA"),
            ("Her résumé.", "ɹˈɛzəmˌA"),
            ("The señor.", "sɛnjˈɔɹ"),
        ],
    );
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn prefixes_and_interjections_are_no_other_words() {
    contain(
        Accent::American,
        &[
            ("Please re-enter.", "ɹˌi ˈɛntəɹ"),
            ("They co-operate.", "kˌO ˈɑpəɹˌAt"),
            ("An aide-de-camp.", "də"),
            ("Th-th-that is all.", "ðə ðə ðˈæt"),
            ("S-stop, p-please.", "sə stˈɑp, pə plˈiz"),
            ("Tsk, tsk. Hmph!", "tˈɪsk, tˈɪsk. hˈʌmf!"),
            ("SHH! Argh!", "ʃː! ˈɑɹɡ!"),
        ],
    );
}
