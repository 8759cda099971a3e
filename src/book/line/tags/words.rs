//! The words of speech tags in each language: verbs that say no more than that words are spoken, or
//! what the voice lets a listener hear, and who speaks.

use cuebook_core::language::Language;

/// How a language says who speaks.
pub(super) struct Words {
    language: Language,
    pub verbs: &'static str,
    /// Words that begin the name of a speaker without a proper name.
    pub articles: &'static str,
    pub pronouns: &'static str,
    /// Words beside a verb that add nothing: `again`, `called out`.
    pub beside: &'static str,
    /// The end of adverbs: `quietly`.
    pub adverb: &'static str,
    /// Whether the verb alone is a sentence: `dijo`.
    pub is_alone: bool,
}

impl Words {
    /// Returns the words of a language that is written with spaces.
    pub(super) fn of(language: Language) -> Option<&'static Words> {
        ALL.iter().find(|words| words.language == language)
    }
}

#[rustfmt::skip]
static ALL: [Words; 7] = [
    Words {
        language: Language::English,
        verbs: "said says say asked asks replied replies answered answers called calls cried cries shouted shouts \
            yelled whispered whispers murmured murmurs muttered mutters mumbled added adds repeated continued continues \
            exclaimed remarked observed inquired enquired demanded declared responded returned insisted snapped \
            hissed growled began agreed announced explained suggested protested",
        articles: "the a an his her my our their old young little poor mr mrs miss ms dr",
        pronouns: "he she they i we",
        beside: "again out back on too then aloud",
        adverb: "ly",
        is_alone: false,
    },
    Words {
        language: Language::Spanish,
        verbs: "dijo dice decía preguntó pregunta respondió responde contestó contesta exclamó exclama gritó grita susurró \
            susurra murmuró murmura añadió añade repitió repite repuso replicó insistió continuó prosiguió",
        articles: "el la los las un una su sus mi señor señora señorita don doña viejo vieja joven pobre sr sra",
        pronouns: "él ella ellos ellas yo",
        beside: "entonces también ahora luego despacio",
        adverb: "mente",
        is_alone: true,
    },
    Words {
        language: Language::French,
        verbs: "dit disait demanda demande répondit répond s'écria s'écrie s'exclama cria murmura murmure chuchota chuchote \
            ajouta ajoute répéta répète reprit répliqua rétorqua insista poursuivit continua",
        articles: "le la les l' un une son sa ses mon ma monsieur madame mademoiselle vieux vieil vieille jeune petit petite pauvre m mme mlle",
        pronouns: "il elle ils elles on je",
        beside: "alors encore aussi enfin t",
        adverb: "ement",
        is_alone: false,
    },
    Words {
        language: Language::Italian,
        verbs: "disse dice diceva chiese chiede domandò rispose risponde esclamò esclama gridò grida sussurrò sussurra mormorò \
            mormora aggiunse aggiunge ripeté replicò ribatté insistette continuò proseguì",
        articles: "il lo la l' i gli le un uno una suo sua mio mia signor signora signorina don donna vecchio vecchia giovane povero povera",
        pronouns: "lui lei egli ella io loro",
        beside: "allora ancora anche poi piano forte",
        adverb: "mente",
        is_alone: true,
    },
    Words {
        language: Language::Portuguese,
        verbs: "disse diz dizia perguntou pergunta respondeu responde exclamou exclama gritou grita sussurrou sussurra murmurou \
            murmura acrescentou repetiu replicou retrucou insistiu continuou prosseguiu",
        articles: "o a os as um uma seu sua meu minha senhor senhora senhorita dom dona velho velha jovem pobre sr sra",
        pronouns: "ele ela eles elas eu",
        beside: "então também agora depois baixinho",
        adverb: "mente",
        is_alone: true,
    },
    Words {
        language: Language::German,
        verbs: "sagte sagt fragte fragt antwortete antwortet rief ruft schrie flüsterte flüstert murmelte murmelt erwiderte \
            entgegnete wiederholte meinte",
        articles: "der die das ein eine sein seine ihr ihre mein meine herr frau fräulein doktor alte junge kleine arme dr",
        pronouns: "er sie es ich wir",
        beside: "dann da nun wieder auch leise laut ruhig schnell langsam",
        adverb: "erweise",
        is_alone: false,
    },
    // The person comes before `ने`, or before a verb that agrees with it.
    Words {
        language: Language::Hindi,
        verbs: "कहा पूछा बोला बोली बोले चिल्लाया चिल्लाई फुसफुसाया फुसफुसाई पुकारा दोहराया",
        articles: "श्री श्रीमती डॉ डॉक्टर बूढ़े बूढ़ा बूढ़ी मेरे मेरी उसके उसकी",
        pronouns: "उसने उन्होंने मैंने हमने वह वो वे मैं हम",
        beside: "धीरे ज़ोर जोर से फिर भी ने",
        adverb: "पूर्वक",
        is_alone: false,
    },
];
