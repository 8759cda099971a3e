//! What a draft knows of languages other than English: verbs of saying, pronouns, articles, and
//! words that show the language of a text.

use cuebook_core::language::Language;

/// The words of a language.
pub(super) struct Words {
    pub language: Language,
    /// Frequent words that other languages do not have.
    pub frequent: &'static str,
    /// Forms of verbs of saying in the third person.
    pub saying: &'static str,
    /// Pronouns of a man and of a woman who speaks.
    pub he: &'static str,
    pub she: &'static str,
    /// Articles before a noun that names a man, and a woman.
    pub the_man: &'static str,
    pub the_woman: &'static str,
    /// Titles before a name: of a man and of a woman.
    pub sir: &'static str,
    pub madam: &'static str,
    /// Words with a capital that are no names.
    pub no_names: &'static str,
    /// Endings of given names of women.
    pub women: &'static [&'static str],
    /// Names of men with these endings.
    pub men: &'static str,
}

impl Words {
    /// Returns what a draft knows of a language; English has its own rules.
    pub(super) fn of(language: Language) -> Option<&'static Words> {
        ALL.iter().find(|words| words.language == language)
    }
}

/// No words, for a language whose tags are read in another way.
const NONE: Words = Words {
    language: Language::English,
    frequent: "",
    saying: "",
    he: "",
    she: "",
    the_man: "",
    the_woman: "",
    sir: "",
    madam: "",
    no_names: "",
    women: &[],
    men: "",
};

/// Frequent words of English, so that an English text is found as well.
const ENGLISH: &str = "the and of to was that his with had her which for not you have this from they were would \
    been their there what when said who will out into";

/// Words to look at: enough to tell, and few enough to be quick.
const MOST: usize = 4000;

/// Returns the language of a text by its frequent words. English wins if no other language clearly
/// has more.
pub(super) fn language<'t>(words: impl Iterator<Item = &'t str>) -> Language {
    let mut counts = vec![0_usize; ALL.len()];
    let (mut english, mut all) = (0, 0);
    for word in words.take(MOST) {
        all += 1;
        english += usize::from(listed(ENGLISH, word));
        for (count, own) in counts.iter_mut().zip(ALL) {
            *count += usize::from(listed(own.frequent, word));
        }
    }
    let best = counts.iter().zip(ALL).max_by_key(|(count, _)| **count);
    match best {
        Some((count, own)) if *count > 2 * english && *count * 12 > all && *count > 2 => {
            own.language
        }
        _ => Language::English,
    }
}

/// Returns whether a list of words has a word.
pub(super) fn listed(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|listed| listed == word)
}

#[rustfmt::skip]
static ALL: &[Words] = &[
    Words {
        language: Language::Spanish,
        frequent: "el los las una del que y en con por para se su sus lo pero como más ya muy había cuando sin sobre \
            está qué también porque hasta desde donde todo nada señor él ella no le al dijo era",
        saying: "dijo dice decía exclamó preguntó pregunta respondió responde contestó contesta gritó grita susurró susurra \
            murmuró murmura añadió añade repitió repuso replicó insistió ordenó pidió rogó suplicó explicó anunció comentó \
            observó continuó prosiguió interrumpió balbuceó tartamudeó gruñó gimió sollozó suspiró chilló bramó rugió \
            afirmó aseguró admitió confesó reconoció advirtió avisó sugirió propuso prometió protestó quiso aclaró \
            concluyó intervino saludó llamó bromeó mintió sentenció masculló musitó aseveró inquirió indagó declaró",
        he: "él éste aquél",
        she: "ella ésta aquélla",
        the_man: "el un su mi",
        the_woman: "la una",
        sir: "señor don sr doctor padre capitán general fray",
        madam: "señora doña señorita sra doctora madre sor",
        no_names: "el la los las un una unos unas y o pero si no sí qué quién cómo cuándo dónde entonces luego después al del en con \
            por para de a que yo tú usted ustedes dios ya aquí allí bien nada todo así",
        women: &["a", "pilar", "carmen", "isabel", "inés", "mercedes", "dolores", "luz", "raquel", "beatriz", "soledad", "irene"],
        men: "luca garcía borja joshua josué",
    },
    Words {
        language: Language::French,
        frequent: "le les des une est et dans qui que pas pour sur avec elle il au ne se ce cette mais plus était avait nous \
            vous leur où comme tout bien sans même puis aux dit je son sa ses lui",
        saying: "dit disait demanda demande répondit répond cria crie s'écria s'exclama murmura murmure chuchota ajouta ajoute \
            répéta reprit répliqua rétorqua insista ordonna supplia expliqua annonça remarqua observa continua poursuivit \
            interrompit balbutia bégaya grogna gémit soupira hurla affirma assura admit avoua reconnut avertit suggéra \
            proposa promit protesta lança fit songea conclut déclara souffla marmonna bredouilla écria exclama questionna \
            interrogea rugit grommela acquiesça confirma précisa plaisanta",
        he: "il celui-ci",
        she: "elle celle-ci",
        the_man: "le un l' son mon",
        the_woman: "la une sa ma",
        sir: "monsieur m docteur père capitaine général maître commissaire",
        madam: "madame mme mademoiselle mlle sœur",
        no_names: "le la les un une des et ou mais si non oui qui que quoi comment quand où alors puis après au aux du en avec par \
            pour de à je tu vous nous il elle ils elles on ce c'est dieu ici là bien tout rien",
        women: &["e", "a", "manon", "marion", "élisabeth", "agnès", "inès", "alice", "suzon", "lison", "judith"],
        men: "pierre philippe antoine guillaume étienne alexandre georges charles jacques rodolphe maxime jérôme baptiste \
            grégoire andré auguste achille émile eugène hippolyte gustave claude luca blaise basile théodore anatole",
    },
    Words {
        language: Language::Italian,
        frequent: "il lo gli una della delle che di non per con si sono era aveva come più ma anche questo quella nel alla dal \
            disse cosa perché quando poi dove suo sua suoi ha è un le e",
        saying: "disse dice diceva chiese chiede domandò rispose risponde gridò grida esclamò sussurrò sussurra mormorò mormora \
            aggiunse aggiunge ripeté riprese replicò ribatté insistette ordinò pregò supplicò spiegò annunciò osservò continuò \
            proseguì interruppe balbettò brontolò gemette sospirò urlò affermò assicurò ammise confessò riconobbe avvertì \
            suggerì propose promise protestò fece concluse dichiarò bisbigliò borbottò strillò confermò precisò scherzò intervenne",
        he: "lui egli",
        she: "lei ella",
        the_man: "il lo un l' suo mio",
        the_woman: "la una sua mia",
        sir: "signor signore don dottor padre capitano generale conte",
        madam: "signora signorina donna suor contessa",
        no_names: "il lo la i gli le un una e o ma se no sì che chi come quando dove allora poi dopo al del nel con per di a da io tu \
            lei voi noi dio qui là bene tutto niente così",
        women: &["a", "beatrice", "alice", "irene", "agnese", "matilde", "adele", "clotilde", "ester"],
        men: "andrea luca nicola battista elia enea mattia tobia",
    },
    Words {
        language: Language::Portuguese,
        frequent: "o os uma do da dos das que e em com por para se não mas como mais já muito havia quando sem está também \
            porque até ele ela seu sua disse era você ao à um na no nos foi",
        saying: "disse diz dizia perguntou pergunta respondeu responde gritou grita exclamou sussurrou sussurra murmurou murmura \
            acrescentou repetiu retomou replicou retrucou insistiu ordenou pediu rogou suplicou explicou anunciou comentou observou \
            continuou prosseguiu interrompeu balbuciou gaguejou resmungou gemeu suspirou berrou afirmou garantiu admitiu confessou \
            reconheceu advertiu avisou sugeriu propôs prometeu protestou concluiu declarou cochichou confirmou brincou interveio falou quis",
        he: "ele este",
        she: "ela esta",
        the_man: "o um seu meu",
        the_woman: "a uma sua minha",
        sir: "senhor seu dom sr doutor padre capitão general",
        madam: "senhora dona sra senhorita doutora madre",
        no_names: "o a os as um uma e ou mas se não sim que quem como quando onde então depois ao do da no na com por para de eu tu \
            você vocês deus já aqui ali bem nada tudo assim",
        women: &["a", "isabel", "beatriz", "inês", "carmen", "raquel", "alice", "irene", "lurdes"],
        men: "luca garcia josué",
    },
    Words {
        language: Language::German,
        frequent: "der die das und nicht ein eine einen ist war sie er mit auf für von dem den des sich auch aber wie noch nach \
            wenn dann hatte ich zu im zum zur sagte wir ihr so als",
        saying: "sagte sagt fragte fragt antwortete antwortet rief ruft schrie flüsterte flüstert murmelte murmelt fügte wiederholte \
            erwiderte entgegnete beharrte befahl bat flehte erklärte verkündete bemerkte beobachtete fuhr unterbrach stammelte \
            stotterte brummte knurrte stöhnte seufzte brüllte behauptete versicherte gab gestand warnte schlug versprach \
            protestierte meinte schloss zischte raunte kicherte lachte bestätigte scherzte hauchte keuchte krächzte forderte wollte",
        he: "er dieser",
        she: "sie diese",
        the_man: "der ein sein mein",
        the_woman: "die eine seine meine",
        sir: "herr doktor dr vater hauptmann general graf",
        madam: "frau fräulein gräfin schwester",
        no_names: "der die das ein eine und oder aber wenn nein ja wer was wie wann wo dann danach am im mit für von zu ich du sie er es wir \
            ihr gott hier da dort gut nichts alles so nun also doch",
        women: &["a", "e", "gertrud", "ingrid", "elisabeth", "ruth", "margret", "karin", "katrin", "doris", "gretchen", "hedwig"],
        men: "luca uwe arne helge götz rene malte sönke heinz",
    },
    // [`hindi`](super::hindi) reads the tags of a language without capitals.
    Words {
        language: Language::Hindi,
        frequent: "है हैं और के की का में से को ने नहीं यह वह था थी थे पर भी कि लिए हो गया गई एक तो ही उस इस कर मैं कहा क्या उसने",
        saying: "कहा पूछा बोला बोली बोले चिल्लाया चिल्लाई चिल्लाए फुसफुसाया फुसफुसाई बुदबुदाया बुदबुदाई पुकारा समझाया टोका दोहराया \
            बताया सुनाया डाँटा डांटा गरजा गरजी चीखा चीख़ा चीखी चीख़ी हँसा हँसी कराहा कराही कहता कहती पूछता पूछती",
        sir: "श्री डॉ डॉक्टर पंडित प्रोफ़ेसर मिस्टर ठाकुर राजा",
        madam: "श्रीमती सुश्री कुमारी मिसेज़ रानी",
        no_names: "वह वो वे यह ये मैं हम तुम आप तू उस इस उन इन किसी कोई फिर और तब तो पर लेकिन मगर अब सब दोनों एक जब इतने अचानक आखिर \
            आख़िर वही किस जिस मुझ खुद ख़ुद उसने उन्होंने मैंने हमने तुमने तूने आपने \
            इसने इन्होंने किसने किसीने सबने जिसने उनका उसका उसकी मेरा मेरी यहाँ वहाँ",
        ..NONE
    },
    // [`eastern`](super::eastern) reads the tags of a text without spaces.
    Words { language: Language::Japanese, ..NONE },
    Words { language: Language::Mandarin, ..NONE },
];
