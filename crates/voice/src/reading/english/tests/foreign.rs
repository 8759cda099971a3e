//! Names with apostrophes and accents, and dialect, with the installed voice pack.

use super::english::contain;
use super::*;

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn names_with_apostrophes() {
    contain(
        Accent::American,
        &[
            ("O'Brien met O’Hara.", "ObɹˈIən mˈɛt Ohˈɑɹə"),
            ("D'Arcy's wife.", "dˈɑɹsiz wˈIf"),
            ("M'Carthy and M'Gregor.", "məkˈɑɹθi ænd məɡɹˈɛɡəɹ"),
            ("THE O'NEILLS", "Onˈilz"),
        ],
    );
    contain(
        Accent::British,
        &[
            ("O'Brien met O’Hara.", "QbɹˈIən mˈɛt Qhˈɑːɹə"),
            ("Mrs. O'Malley", "Qmˈali"),
        ],
    );
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn dialect() {
    contain(
        Accent::British,
        &[
            ("Th' morning o' the day.", "ðə mˈɔːnɪŋ ə ðə dˈA"),
            ("Come wi' me an' my ol' dog.", "wɪ mˌiː ən mI ˈQl dˈɒɡ"),
            ("They jus' lef' us.", "ʤˈʌs lˈɛf"),
            ("'Enry's in the 'ouse.", "ˈɛnɹiz ɪn ði ˈWs"),
            ("D'you see t'other man?", "ʤuː sˈiː tˈʌðə mˈan"),
        ],
    );
}

#[test]
#[ignore = "needs the voice pack, in the folder named by CUEBOOK_VOICES"]
fn names_with_accents_keep_their_sounds() {
    contain(
        Accent::American,
        &[
            ("Siobhán and SIOBHÁN", "ʃɪvˈɔn ænd ʃɪvˈɔn"),
            ("Zoé and Émile", "zOˈA ænd Amˈil"),
            ("Dvořák and Dvorak", "dvˈɔɹʒæk ænd dvˈɔɹʒæk"),
            ("Sinéad in São Paulo", "ʃɪnˈAd ɪn sˈW pˈWlO"),
            ("Kowalczyński", "kɑvɑlʧˈɪnski"),
            ("Nguyễn", "wˈɪn"),
            ("Jesús and Ştefănescu", "hAsˈus ænd ʃtɛfənˈɛsku"),
        ],
    );
}
