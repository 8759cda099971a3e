//! French words that the rules of spelling do not read, and words of grammar.

use crate::reading::romance::lists::{has, value_of};

/// Words with their sounds, separated by spaces: `word=sounds`.
#[rustfmt::skip]
const IRREGULAR: &str = "\
    le=lə de=də je=ʒə ne=nə se=sə te=tə me=mə ce=sə que=kə les=le des=de mes=me tes=te ses=se ces=se \
    est=ɛ et=e es=ɛ un=œ̃ une=yn a=a à=a y=i ai=e eu=y eus=y eut=y eue=y eues=y eût=y ont=ɔ̃ monsieur=məsjø \
    messieurs=mesjø madame=madam mesdames=medam mademoiselle=madmwazɛl femme=fam femmes=fam fils=fis \
    ville=vil villes=vil village=vilaʒ villages=vilaʒ villa=vila mille=mil millier=milje milliers=milje \
    million=miljɔ̃ millions=miljɔ̃ milliard=miljaʁ milliards=miljaʁ tranquille=tʁɑ̃kil \
    tranquilles=tʁɑ̃kil tranquillement=tʁɑ̃kilmɑ̃ tranquillité=tʁɑ̃kilite lille=lil gilles=ʒil \
    oscille=ɔsil illusion=ilyzjɔ̃ millénaire=milenɛʁ \
    sept=sɛt neuf=nœf six=sis dix=dis cinq=sɛ̃k vingt=vɛ̃ cent=sɑ̃ soixante=swasɑ̃t \
    neuvième=nœvjɛm sixième=sizjɛm dixième=dizjɛm deuxième=døzjɛm dix-sept=disɛt dix-huit=dizyit dix-neuf=diznœf \
    second=səɡɔ̃ seconde=səɡɔ̃d secondes=səɡɔ̃d secondaire=səɡɔ̃dɛʁ automne=otɔn condamner=kɔ̃dane \
    condamné=kɔ̃dane condamne=kɔ̃dan baptême=batɛm baptiste=batist sculpture=skyltyʁ sculpteur=skyltœʁ \
    compter=kɔ̃te compte=kɔ̃t comptes=kɔ̃t compté=kɔ̃te comptoir=kɔ̃twaʁ prompt=pʁɔ̃ exempt=ɛɡzɑ̃ \
    août=ut saoul=su paon=pɑ̃ faon=fɑ̃ laon=lɑ̃ taon=tɑ̃ caen=kɑ̃ poêle=pwal pays=pɛi paysan=pɛizɑ̃ \
    paysans=pɛizɑ̃ paysage=pɛizaʒ paysages=pɛizaʒ abbaye=abɛi œil=œj yeux=jø œufs=ø bœufs=bø \
    œuf=œf bœuf=bœf cœur=kœʁ sœur=sœʁ chœur=kœʁ œuvre=œvʁ nœud=nø vœu=vø vœux=vø chaos=kao \
    chaotique=kaɔtik écho=eko orchestre=ɔʁkɛstʁ orchidée=ɔʁkide archange=aʁkɑ̃ʒ psychologie=psikɔlɔʒi \
    psychologue=psikɔlɔɡ technique=tɛknik techniques=tɛknik technologie=tɛknɔlɔʒi architecte=aʁʃitɛkt \
    chrétien=kʁetjɛ̃ christ=kʁist choléra=kɔleʁa charisme=kaʁism michel=miʃɛl michel-ange=mikɛlɑ̃ʒ \
    faisait=fəzɛ faisais=fəzɛ faisaient=fəzɛ faisons=fəzɔ̃ faisant=fəzɑ̃ faiseur=fəzœʁ bienfaisant=bjɛ̃fəzɑ̃ \
    aiguille=ɛɡyij aiguilles=ɛɡyij aigu=ɛɡy aiguë=ɛɡy linguiste=lɛ̃ɡyist équateur=ekwatœʁ \
    aquarium=akwaʁjɔm aquarelle=akwaʁɛl quatuor=kwatyɔʁ square=skwaʁ album=albɔm maximum=maksimɔm \
    minimum=minimɔm rhum=ʁɔm parfum=paʁfœ̃ parfums=paʁfœ̃ oignon=ɔɲɔ̃ oignons=ɔɲɔ̃ \
    gentil=ʒɑ̃ti gentils=ʒɑ̃ti outil=uti outils=uti fusil=fyzi fusils=fyzi sourcil=suʁsi sourcils=suʁsi \
    persil=pɛʁsi nombril=nɔ̃bʁi tabac=taba estomac=ɛstɔma porc=pɔʁ clerc=klɛʁ nerf=nɛʁ cerf=sɛʁ clef=kle \
    clefs=kle pied=pje pieds=pje chef=ʃɛf chefs=ʃɛf \
    mer=mɛʁ mers=mɛʁ fer=fɛʁ fers=fɛʁ hier=jɛʁ cher=ʃɛʁ chers=ʃɛʁ fier=fjɛʁ fiers=fjɛʁ ver=vɛʁ vers=vɛʁ \
    hiver=ivɛʁ hivers=ivɛʁ amer=amɛʁ enfer=ɑ̃fɛʁ enfers=ɑ̃fɛʁ cancer=kɑ̃sɛʁ super=sypɛʁ envers=ɑ̃vɛʁ \
    travers=tʁavɛʁ univers=ynivɛʁ divers=divɛʁ pervers=pɛʁvɛʁ revers=ʁəvɛʁ tiers=tjɛʁ ouvert=uvɛʁ \
    désert=dezɛʁ concert=kɔ̃sɛʁ concerts=kɔ̃sɛʁ vert=vɛʁ verts=vɛʁ esther=ɛstɛʁ jupiter=ʒypitɛʁ \
    geôle=ʒol client=klijɑ̃ clients=klijɑ̃ orient=oʁjɑ̃ conscient=kɔ̃sjɑ̃ inconscient=ɛ̃kɔ̃sjɑ̃ \
    montréal=mɔ̃ʁeal huit=yit lui=lyi puis=pyi depuis=dəpyi john=dʒɔn temps=tɑ̃ printemps=pʁɛ̃tɑ̃ longtemps=lɔ̃tɑ̃ corps=kɔʁ doigt=dwa doigts=dwa vingts=vɛ̃ \
    puits=pyi fonds=fɔ̃ poids=pwa remords=ʁəmɔʁ volontiers=vɔlɔ̃tje gars=ɡa tous=tu plus=ply \
    examen=ɛɡzamɛ̃ examens=ɛɡzamɛ̃ rien=ʁjɛ̃ lycéen=liseɛ̃ européen=øʁɔpeɛ̃ \
    solennel=sɔlanɛl ennui=ɑ̃nyi ennuis=ɑ̃nyi ennuyer=ɑ̃nyije enivrer=ɑ̃nivʁe emmener=ɑ̃məne emmène=ɑ̃mɛn \
    enneigé=ɑ̃neʒe ennemi=ɛnmi ennemis=ɛnmi ennemie=ɛnmi patience=pasjɑ̃s patient=pasjɑ̃ patients=pasjɑ̃ \
    impatience=ɛ̃pasjɑ̃s initial=inisjal initiale=inisjal initiative=inisjativ démocratie=demɔkʁasi \
    aristocratie=aʁistɔkʁasi idiotie=idjɔsi prophétie=pʁɔfesi balbutier=balbysje \
    essentiel=esɑ̃sjɛl partiel=paʁsjɛl ambitieux=ɑ̃bisjø insatiable=ɛ̃sasjabl vénitien=venisjɛ̃ égyptien=eʒipsjɛ̃ \
    question=kɛstjɔ̃ questions=kɛstjɔ̃ aujourd'hui=oʒuʁdyi dehors=dəɔʁ dessus=dəsy dessous=dəsu \
    ressort=ʁəsɔʁ ressembler=ʁəsɑ̃ble ressemble=ʁəsɑ̃bl cependant=səpɑ̃dɑ̃ \
    maintenant=mɛ̃tnɑ̃ notamment=nɔtamɑ̃ comment=kɔmɑ̃ moment=mɔmɑ̃ moments=mɔmɑ̃ \
    jean=ʒɑ̃ paris=paʁi londres=lɔ̃dʁ jésus=ʒezy lucas=lyka thomas=tɔma nicolas=nikɔla denis=dəni \
    françois=fʁɑ̃swa jacques=ʒak georges=ʒɔʁʒ charles=ʃaʁl gilbert=ʒilbɛʁ bordeaux=bɔʁdo metz=mɛs \
    bruxelles=bʁysɛl auxerre=osɛʁ montpellier=mɔ̃pəlje versailles=vɛʁsaj marseille=maʁsɛj \
    camille=kamij guillaume=ɡijom hugo=yɡo peugeot=pøʒo renault=ʁəno hérault=eʁo \
    football=futbɔl week-end=wikɛnd weekend=wikɛnd parking=paʁkiɲ camping=kɑ̃piɲ clown=klun club=klœb \
    jazz=ʤaz job=ʤɔb jeans=ʤin sandwich=sɑ̃dwitʃ whisky=wiski wagon=vaɡɔ̃ internet=ɛ̃tɛʁnɛt web=wɛb \
    mail=mɛl email=imɛl e-mail=imɛl show=ʃo leader=lidœʁ hôtel=otɛl rôle=ʁol \
    cet=sɛt donc=dɔ̃k fait=fɛ ci=si ça=sa çà=sa voilà=vwala zoo=zo alcool=alkɔl \
    aspect=aspɛ respect=ʁɛspɛ suspect=syspɛ instinct=ɛ̃stɛ̃ distinct=distɛ̃ \
    james=dʒɛms george=dʒɔʁdʒ michael=mikaɛl mike=majk jane=dʒɛn henry=ɑ̃ʁi harry=aʁi peter=pitœʁ joe=dʒo \
    jack=dʒak jim=dʒim bill=bil william=wiljam shakespeare=ʃɛkspiʁ washington=waʃiŋtɔn smith=smis \
    holmes=ɔlms watson=watsɔn new=nju york=jɔʁk \
    j=ʒ l=l d=d t=t m=m n=n s=s c=s qu=k jusqu=ʒysk lorsqu=lɔʁsk puisqu=pyisk quoiqu=kwak quelqu=kɛlk \
    presqu=pʁɛsk entr=ɑ̃tʁ ô=o oh=o ah=a eh=e hein=ɛ̃ ouf=uf zut=zyt hélas=elas \
    mars=maʁs ours=uʁs sens=sɑ̃s os=ɔs bus=bys autobus=ɔtɔbys virus=viʁys campus=kɑ̃pys lys=lis \
    tennis=tenis oasis=ɔazis atlas=atlas jadis=ʒadis vis=vis as=as gaz=ɡaz cap=kap stop=stɔp \
    bref=bʁɛf actif=aktif soif=swaf net=nɛt brut=bʁyt dot=dɔt but=byt est-ce=ɛs ouest=wɛst sud=syd \
    hectare=ɛktaʁ direct=diʁɛkt correct=kɔʁɛkt intellect=ɛ̃telɛkt tact=takt contact=kɔ̃takt exact=ɛɡzakt \
    strict=stʁikt concept=kɔ̃sɛpt david=david islam=islam dam=dam requiem=ʁekyijɛm \
    alors=alɔʁ lors=lɔʁ hors=ɔʁ toujours=tuʒuʁ bourg=buʁ sang=sɑ̃ long=lɔ̃ rang=ʁɑ̃ joug=ʒu";

/// Words whose last consonant sounds.
const ALOUD: &str = "avec sac lac duc parc turc grec bec choc cinq coq donc mars fils bus virus hélas \
    atlas sens ours net cet ouest est sud gaz cap stop club job web snob tel quel sel ciel";

/// Nouns, adjectives and adverbs that end in `ent`.
const IN_ENT: &str = "absent accent accident adhérent agent ancêtrement antécédent apparent argent \
    arpent auvent avent client cohérent compétent concurrent confident conscient conséquent content \
    continent contingent convent couvent décent dent détergent déférent différent diligent dissident \
    divergent dolent effervescent efficient éloquent éminent équivalent étudient évident excédent excellent \
    fervent fréquent gent imminent immanent impatient impotent imprudent impudent incident incohérent \
    incompétent inconscient inconvénient indécent indifférent indigent indolent indulgent \
    ingrédient inhérent innocent insolent insuffisent intelligent intermittent jument lent mécontent \
    négligent occident omnipotent onguent opulent orient parent patent patient permanent pénitent \
    précédent présent président prudent récent récipient relent résident rodent sanglent serment serpent \
    somnolent souvent strident succulent suffisent supplément talent tangent torrent transparent trident turbulent \
    urgent vent véhément violent virulent adolescent adjacent ascendent convalescent fluorescent \
    représent cent trent paravent engouement";

/// Verbs that end in `ment`, whose ending is silent.
const VERBS_IN_MENT: &str = "aiment forment dorment ferment nomment consomment calment affirment estiment \
    expriment fument ferment animent allument assument arment blâment confirment transforment \
    informent endorment enferment déforment résument impriment suppriment entament réclament proclament \
    renferment consument pâment germent charment rament triment filment priment";

/// Words with an `h` at the start before which nothing is left out or joined.
const ASPIRATED: &str = "hache haie haine haïr hall halle halte hamac hameau hanche handicap hangar \
    hanter hantise harangue harceler hardi hardiment hareng haricot haricots harnais harpe hasard hasards \
    hâte hâtif hausse hausser haut haute hauts hautes hauteur hauteurs havre hérisser hérisson \
    hernie héron héros hêtre heurt heurter hibou hiboux hiérarchie hippie hisser hocher hockey \
    hollande hollandais homard hongrie hongrois honte honteux honteuse hors houblon houille housse \
    hublot huche huée huer huit huitième hurlement hurlements hurler hurla hurlait hurle hussard hutte onze onzième oui ouistiti \
    yaourt yacht week-end whisky";

/// Words of grammar without stress of their own.
const WEAK: &str = "le la les l un une des du de d au aux à a ai as et ou où que qu qui ce cet cette ces se s \
    te t me m ne n je j tu il elle on nous vous ils elles mon ma mes ton ta tes son sa ses notre votre \
    nos vos leur leurs y en dans par pour sur sous avec sans chez est es sont si mais donc car ni \
    comme quand dont très trop plus lui c jusqu lorsqu puisqu quoiqu quelqu presqu ont";

/// Words before which a consonant at the end of the word before is joined to a vowel, by class:
/// their own last consonant is joined to the next word.
const JOINING: &str = "les des mes tes ses ces nos vos leurs aux un mon ton son en on nous vous ils elles \
    est sont ont dans chez sans sous très plus moins tout quand dont petit petits grand grands gros bon \
    bons bonnes belles beaux vieux ancien anciens anciennes certain certains certaines plusieurs quels quelles deux trois six dix \
    vingt cent cents neuf autres mêmes premier dernier derniers premiers petites grandes nouveaux bien rien trop aucun \
    commun divin mauvais long étaient était fut avait avaient fait vont c'est quelques quels tels deux \
    suis allons avons sommes étions avions ces jeunes tous toutes";

/// Returns the sounds of a word that the rules do not read.
pub(super) fn irregular(word: &str) -> Option<&'static str> {
    value_of(IRREGULAR, word)
}

/// Returns whether the consonant at the end of a word sounds.
pub(super) fn ends_aloud(word: &str) -> bool {
    has(ALOUD, word)
}

/// Returns whether a word that ends in `ent` is no verb.
pub(super) fn ends_in_ent(word: &str) -> bool {
    has(IN_ENT, word)
}

/// Returns whether a word that ends in `ment` is a verb.
pub(super) fn is_verb_in_ment(word: &str) -> bool {
    has(VERBS_IN_MENT, word)
}

/// Returns whether a word of grammar has no stress.
pub(super) fn is_weak(word: &str) -> bool {
    has(WEAK, word)
}

/// Returns whether a word begins with a vowel to which the word before may be joined.
pub(super) fn begins_open(word: &str) -> bool {
    let first = word.chars().next().unwrap_or(' ');
    "aeiouàâäéèêëîïôöùûüœh".contains(first) && !has(ASPIRATED, word)
        || first == 'y' && matches!(word, "y" | "yeux" | "yves" | "yvonne" | "yvette")
}

/// Returns the consonant that a word has before a vowel, if it is joined to the next word.
pub(super) fn liaison(word: &str) -> Option<&'static str> {
    if !has(JOINING, word) {
        return None;
    }
    match word.chars().next_back()? {
        's' | 'x' | 'z' => Some("z"),
        't' | 'd' => Some("t"),
        'n' => Some("n"),
        'r' => Some("ʁ"),
        'p' => Some("p"),
        'g' => Some("ɡ"),
        _ => None,
    }
}
