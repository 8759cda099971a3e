//! Converts words to the form of the lists, and lists words that are neither
//! names nor persons.

/// Returns a word in the form of the lists: in small letters, with straight
/// apostrophes.
pub(crate) fn low(word: &str) -> String {
    let straight = |c| if matches!(c, '’' | 'ʼ') { '\'' } else { c };
    word.chars()
        .map(straight)
        .flat_map(char::to_lowercase)
        .collect()
}

/// Returns a word in small letters without endings such as `'s`.
pub(crate) fn base(low: &str) -> &str {
    const ENDINGS: [&str; 6] = ["'s", "'d", "'ll", "'ve", "'re", "'m"];
    match low.rfind('\'') {
        Some(at) if at > 0 && ENDINGS.contains(&&low[at..]) => &low[..at],
        _ => low,
    }
}

/// Returns whether a word is on a list that separates its words with spaces.
pub(crate) fn listed(list: &str, word: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|known| known == word)
}

/// Returns whether a word with a capital is not a name.
pub(crate) fn is_no_name(word: &str) -> bool {
    const WORDS: &str = "i i'm i've i'll i'd god lord heaven christ jesus hell christmas easter monday tuesday \
        wednesday thursday friday saturday sunday january february march april june july august september \
        october november december english french german russian american british irish scottish welsh italian \
        spanish turkish polish chinese japanese indian european roman greek latin dutch swedish north south east \
        west street road square bridge river house inn hall station hotel church cathedral palace sea ocean lake \
        mount park avenue lane gate tower castle chapter part book prologue epilogue scene act well yes no oh ah \
        o dear damn god's good what why how where when who whose which that this these those there then the a an \
        and but or nor if so as at by for from in into of off on onto out over to up with without he she they we \
        you it his her their our your its my mine him them us me one two three four five six seven eight nine ten \
        not never nothing nobody none now here once perhaps maybe please thank thanks goodbye hello hey look listen \
        stop come go wait let tell give take get leave stay sit stand mr mrs ms miss dr sir madam is are was were \
        be been do did does don't can can't could will won't would should shall may might must have has had isn't \
        it's that's there's what's he's she's let's we're you're they're all any each every some many most much \
        more less only even just still yet too very quite rather almost after before while until till because since \
        though although unless whether both either neither such same other another somebody someone anybody anyone \
        everybody everyone everything something anything behind below above beneath beside between beyond under \
        inside outside upstairs downstairs today tonight tomorrow yesterday again always sometimes soon later first \
        second third last next suddenly finally slowly quickly quietly softly really certainly surely indeed \
        nonsense quick hush silence enough right left fine true wrong sorry hurry run move open close shut fire \
        help attention fräulein señor señora monsieur madam' forward back down away family clan sect guild \
        company society academy everyone's nobody's somebody's ";
    listed(WORDS, word)
}

/// Returns whether a word ends a noun phrase, or cannot be a part of one.
pub(crate) fn is_function_word(word: &str) -> bool {
    const WORDS: &str = "the a an and but or nor if so as at by for from in into of off on onto out over to up with \
        without he she they we you it his her their our your its my him them us me who whom whose which that this \
        these those there then than when where while until was were is are be been being had has have did do does \
        would could should might must may will shall can not no never said asked told came went got made took saw \
        knew looked turned stood sat ran through across along around behind before after under against about i \
        like because though although only just even still yet too very";
    listed(WORDS, word)
}

/// Returns whether a word looks like a verb in the past tense: `walked`, `sat`.
pub(crate) fn is_past_verb(word: &str) -> bool {
    const IRREGULAR: &str = "was had stood sat ran came went took gave got made saw knew held put set lay rose fell \
        felt kept let left met read rode said sent shook shut spoke stole struck swung threw thought told tore \
        turned understood woke wore wrote bent bit blew broke brought built bought caught chose crept cut drew \
        drank drove ate found flew forgot froze grew heard hid hit hung leant leaned led lit lost paid sang sank \
        slept slid spat spread sprang swore wept won did began became could would might must wasn't didn't couldn't \
        hadn't wouldn't spun strode flung clung sought dealt dug fed fled fought ground lent meant rang shot shrank \
        sped spent split stuck stung swam swept taught trod wound withdrew bowed is has does stands sits says";
    const NO_VERBS: &str = "red bed wicked sacred naked hundred kindred hatred indeed need seed speed breed shed \
        wretched crooked ragged rugged beloved";
    word.len() > 3 && word.ends_with("ed") && !listed(NO_VERBS, word) || listed(IRREGULAR, word)
}
