//! Italian words whose stress or vowels the spelling does not show, and words of grammar.

use crate::reading::romance::lists::{has, value_of};

/// Words with the stress on the last vowel but two, by their stem and ending.
const THIRD: &str = "\
    abile abili ibile ibili evole evoli issimo issima issimi issime esimo esima esimi esime ologo ologa ologi \
    ologhe grafo grafi metri udine udini edine igine agine agini igini ico ica ici iche ulo ula uli ule \
    olo ola oli ole ido ida idi ide imo ima imi ime aneo anea onimo onimi dromo \
    avessero fossero difficile difficili assero essero issero avano evano ivano arono erono irono ebbero";

/// Words with the stress on the last vowel but two that no ending shows.
const THIRD_WORDS: &str = "video linea linee area aree tramite solito solita soliti analisi visita visite visitano dollari dollaro \
    proposito cinema crescita esistono sindaco vendita vendite carattere caratteri fenomeno fenomeni immagino immagina inutile inutili \
    possano perdita perdite servono limiti nascita risolvere aereo aerei piacciono ricevere accadono rimasero \
    erano fossero difficile difficili \
    numero numeri camera camere lettera lettere opera opere tenera tenero povero povera poveri povere libero \
    libera liberi genere generi albero alberi zucchero cenere polvere vipera zingaro zingara ultimo \
    tavola tavolo anima anime animo attimo attimi facile facili simile simili utile utili agile fragile fertile umile \
    umili debole deboli ordine ordini termine termini margine immagine immagini uomini giovane giovani asino \
    asini pagina pagine macchina macchine lampada musica fabbrica domenica sabato lunedi scatola vescovo \
    popolo popoli secolo secoli angolo angoli titolo piccolo piccola piccoli piccole articolo spettacolo \
    miracolo ostacolo pericolo pericoli veicolo circolo bussola isola isole favola regola tegola nuvola nuvole \
    subito dubito debito credito merito spirito ospite limite semplice semplici complice codice dodici \
    undici tredici quattordici quindici sedici giudice giudici pollice vertice principe principi \
    carcere carceri rondine vergine origine fulmine crimine lacrima lacrime vittima vittime intimo minimo massimo \
    prossimo prossima pessimo ottimo celebre fegato stomaco manico portico tossico traffico unico unica pubblico \
    telefono telefona telefonano abito abita abitano edera epoca epoche musiche \
    parlano cantano guardano tornano restano portano pensano passano entrano chiamano amano lasciano aspettano \
    trovano sembrano mancano diventano arrivano lavorano giocano mangiano cercano \
    dicono vedono prendono mettono credono scrivono leggono corrono chiudono aprono sentono vivono \
    muoiono vengono tengono rimangono possono devono vogliono dovettero dissero fecero videro \
    presero misero chiesero risero vennero rimasero scrissero lessero nacquero tacquero caddero vollero \
    ebbero furono dissero stettero diedero persero corsero apparvero strinsero spinsero \
    prendere vendere leggere scrivere essere mettere chiudere credere correre perdere vivere ridere rispondere \
    chiedere decidere scendere spendere difendere accendere attendere offendere rendere nascere crescere \
    conoscere riconoscere muovere piangere spingere stringere dipingere giungere aggiungere raggiungere \
    cuocere discutere rompere interrompere scegliere togliere raccogliere sciogliere accogliere vincere convincere \
    uccidere permettere promettere smettere ammettere succedere procedere concedere nascondere confondere \
    diffondere rivolgere svolgere volgere sorgere porgere accorgere emergere immergere dirigere correggere proteggere \
    distruggere friggere reggere sorreggere trascorrere soccorrere percorrere descrivere iscrivere \
    sconfiggere esprimere imprimere comprimere opprimere dividere condividere intendere sorprendere \
    comprendere apprendere riprendere pretendere tendere stendere dipendere sospendere appendere assistere esistere \
    insistere resistere consistere battere combattere assumere presumere riassumere spegnere tingere fingere \
    mordere ardere cedere chiederle napoli genova padova modena mantova trapani taranto otranto \
    brindisi bergamo pesaro cagliari sassari africa america adriatico atlantico mediterraneo oceano \
    cesare giacomo stefano monica angela angelo angeli domenico \
    lazzaro socrate ercole \
    chiacchiere metodo periodo periodi sintomo atomo astronomo economo autonomo \
    compito esercito ultimi gomito sudicio macabro \
    femmina femmine maschera maschere tessera tenebre cattedra \
    bambola bambole pillola formula formule cellula notevole vedova vedove \
    gelida rapida timida lucida candida limpida umida edicola particola";

/// Words with one of the endings above whose stress is on the last vowel but one.
const SECOND_WORDS: &str = "\
    amico amica amici amiche nemico nemica nemici antico antica antichi antiche fico fichi mica dico dica dici \
    figliolo figliola figlioli scolo volo solo sola soli sole molo polo suolo ruolo stuolo parola parole scuola scuole \
    gola gole viola viole mula mulo culo nulla fine primo prima primi prime cima lima rima stima sublime \
    nido lido grido grida guida guido strido fido fida sfida ride uccide timo \
    lumaca parete domani tegami pensiero metro metri \
    spagnolo spagnola spagnoli romagnolo lenzuolo lenzuola capriola rosolia ragnatela vola \
    federico federica ludovico ludovica formica formiche fatica fatiche ortica vescica mollica aprico lombrico mendico \
    pudico marino decido confido infido corrida";

/// Words with an `i` that is a full vowel beside another.
const FULL_I: &str = "tuttavia polizia categoria categorie teoria teorie periodo periodi qualsiasi \
    mio mia miei zio zia zii dio via vie io pio pia rio fio brio oblio addio mormorio calpestio fruscio brusio \
    leggio pendio ronzio trio follia poesia poesie fantasia fantasie bugia bugie energia allegria malattia malattie \
    farmacia compagnia geografia fotografia economia democrazia filosofia gelosia cortesia simpatia magia \
    nostalgia strategia biologia psicologia tecnologia teologia ideologia autonomia anatomia astronomia \
    armonia ironia agonia sinfonia melodia elegia liturgia chirurgia lucia maria sofia rosalia elia isaia \
    osteria libreria trattoria pizzeria galleria batteria fanteria cavalleria portineria scia spia spie \
    sia siano stia dia diano paura baule \
    tio bugie pazzia garanzia borghesia eresia ipocrisia profezia utopia \
    scrivania albania romania turchia lombardia normandia ragioneria segreteria \
    lavanderia macelleria gelateria birreria drogheria amnistia carestia dinastia sacrestia \
    desio restio stantio natio pigolio cigolio sfavillio scintillio balbettio borbottio formicolio gocciolio";

/// Words with a closed `e` under the stress; it is open elsewhere.
const CLOSED_E: &str = "che per del le dei ne nei quel quelle legge invece e ed non con della delle dello dell degli nella nelle nello nell alla alle sembra vengono ricerca siete \
    mentre dentro venti trenta quella quello quelli quelle questo questa questi \
    queste capello capelli ella stesso stessa spesso messo fesso nero nera vero vera neve sera sere vela tela candela \
    mela cena pena pieno piena sereno freno treno veleno terreno meno almeno legno segno regno degno sdegno \
    pesce cesta cresta cerchio cerca cerco \
    tre me te se fede rete sete parete moneta segreto segreta aceto pineta momento momenti \
    sentimento movimento pavimento elemento argomento documento monumento cimento tormento lamento \
    spento mento menta polenta mese mesi paese paesi inglese francese cinese peso speso preso acceso atteso offeso \
    difeso impresa spesa sorpresa attesa debole vendetta fretta stretto stretta \
    detto detta netto vetta saetta essi esse essa esso senno femmina tenebre \
    bellezza ricchezza giovinezza certezza tristezza dolcezza carezza altezza grandezza salvezza";

/// Words with a closed `o` under the stress; it is open elsewhere.
const CLOSED_O: &str = "non con lo noi voi forse oltre ogni dopo posto posti fosse molto molta molti molte dove come sono ora ancora allora sopra sotto solo sola voce croce bocca mosca secondo ordine ordini vescovo polvere conoscere rompere correre porgere sorgere \
    rispondere nascondere confondere corrono";

/// Words whose `z` is spoken as in `zero`.
const VOICED_Z: &str = "\
    mezzo mezza mezzi mezzogiorno mezzanotte azzurro azzurra azzurri zanzara romanzo romanzi pranzo pranzi bronzo \
    manzo orizzonte orizzonti lazzaro zizzania gazza razzo rozzo ronzio ronzare garza garzone organizzare \
    realizzare utilizzare analizzare scandalizzare azienda ozono gazzella bizzarro lezzo dozzina dozzine verza \
    barzelletta donzella melanzana amazzone bazar ribrezzo";

/// Words without stress of their own.
const WEAK: &str = "il la lo i gli le un di del e ed a ad che non si ha ho con per tra fra su da dal al ai agli \
    nel sul col ne ci vi mi ti li se o ma c v d l m t s n un' com dell all nell sull dall quest quell";

/// Words with little stress.
const LIGHT: &str = "una uno della dello delle degli dei alla alle allo nella nelle nello negli nei sulla sulle dalla dalle \
    sono era come mio tuo mia tua questo questa perché quando dove sei";

fn ends(list: &str, word: &str) -> bool {
    let mut endings = list.split_ascii_whitespace();
    endings.any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
}

/// Returns which vowel from the end has the stress, if it is not the last but one.
pub(super) fn syllable(word: &str) -> Option<usize> {
    if has(SECOND_WORDS, word) || word.ends_with("iera") || word.ends_with("iero") {
        return Some(2);
    }
    if has(THIRD_WORDS, word) || ends(THIRD, word) {
        return Some(3);
    }
    // Forms of verbs with what they lean on: `dirmelo`, `prenderlo`.
    let leaning = [
        "melo", "mela", "telo", "tela", "celo", "cela", "selo", "sela", "glielo", "gliela",
    ];
    let stem = leaning.iter().find_map(|end| word.strip_suffix(end))?;
    (stem.ends_with('r') || stem.ends_with("ndo")).then_some(3)
}

/// Returns whether a word lost its last vowel: `signor`, `dottor` have the stress at the end.
pub(super) fn is_cut(word: &str) -> bool {
    !word.ends_with(['r', 'l', 'n', 'm']) && word.chars().count() > 3
}

/// Returns whether an `i` beside a vowel is a full vowel.
pub(super) fn has_full_i(word: &str) -> bool {
    has(FULL_I, word)
}

/// Returns whether a `u` before a vowel has the stress.
pub(super) fn has_full_u(word: &str) -> bool {
    matches!(
        word,
        "suo" | "sua" | "sue" | "tuo" | "tua" | "tue" | "due" | "bue"
    )
}

/// Returns whether the stressed `e` is closed.
pub(super) fn has_closed_e(word: &str) -> bool {
    has(CLOSED_E, word)
        || [
            "mento", "menti", "mente", "ere", "eva", "evano", "evo", "esti", "esse", "ezza",
            "ezze", "etto", "etta", "etti", "ette", "esco", "esca",
        ]
        .iter()
        .any(|end| word.ends_with(end))
}

/// Returns whether the stressed `o` is closed.
pub(super) fn has_closed_o(word: &str) -> bool {
    has(CLOSED_O, word)
        || [
            "ore", "ori", "one", "oni", "oso", "osa", "osi", "ose", "ione", "ioni", "orno", "orni",
        ]
        .iter()
        .any(|end| {
            word.ends_with(end) && !matches!(word, "cosa" | "cose" | "rosa" | "rose" | "fuori")
        })
}

/// Returns whether `z` is spoken with voice.
pub(super) fn has_voiced_z(word: &str) -> bool {
    has(VOICED_Z, word)
}

/// Returns whether a word leans on its neighbour.
pub(super) fn is_weak(word: &str) -> bool {
    has(WEAK, word)
}

/// Returns whether a word has little stress.
pub(super) fn is_light(word: &str) -> bool {
    has(LIGHT, word)
}

/// Words with their sounds: words of grammar of one letter, and foreign words.
const LISTED: &str = "social=sˈoʧal festival=fˈɛstival album=ˈalbum super=sˈuper online=onlˈIn leader=lˈider tour=tˈur è=ˈɛ e=e c=ʧ gli=ʎɪ di=dɪ si=sɪ ci=ʧɪ vi=vɪ mi=mɪ ti=tɪ i=i \
    web=wˈɛb club=klˈab google=ɡˈuɡol facebook=fˈAsbuk internet=ˈinternet show=ʃˈo whisky=wˈiskɪ jazz=ʤˈɛz \
    computer=kompjˈuter film=fˈilm sport=spˈɔrt bar=bˈar email=imˈAl manager=mˈanaʤer week-end=wikˈɛnd \
    smith=zmˈit john=ʤˈɔn james=ʤˈAms george=ʤˈɔrʤ michael=mˈIkol mike=mˈIk jane=ʤˈAn charles=ʧˈarls \
    henry=ˈɛnrɪ harry=ˈɛrɪ peter=pˈiter joe=ʤˈo jack=ʤˈɛk jim=ʤˈim bill=bˈil william=wˈilljam \
    shakespeare=ʃˈekspir washington=wˈɔʃinɡton new=njˈu york=jˈɔrk holmes=ˈɔlms watson=wˈatson";

/// Returns the sounds of a word that the rules do not read.
pub(super) fn listed(word: &str) -> Option<&'static str> {
    value_of(LISTED, word)
}

/// Returns whether an apostrophe replaces the end of the word, which is not joined to the next:
/// `po'`, `di'`, `fa'`.
pub(super) fn is_cut_short(word: &str) -> bool {
    matches!(
        word,
        "po'" | "di'" | "fa'" | "va'" | "sta'" | "da'" | "mo'" | "be'" | "a'" | "de'" | "ne'"
    )
}
