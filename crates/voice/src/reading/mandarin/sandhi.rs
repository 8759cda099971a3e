//! Tones that change beside other tones. Takes the syllables of a clause with their words and changes
//! the tones of `不` and `一`, of third tones before third tones, and of syllables that lose theirs.

use super::Spoken;

/// Changes the tones of a clause.
pub(super) fn apply(syllables: &mut [Spoken]) {
    for at in 0..syllables.len() {
        neutral(syllables, at);
    }
    for at in 0..syllables.len() {
        negation(syllables, at);
        one(syllables, at);
    }
    third(syllables);
}

/// Returns whether two syllables are in the same word.
fn same_word(syllables: &[Spoken], one: usize, other: usize) -> bool {
    let word = |at: usize| syllables.get(at).map(|own| own.word);
    word(one).is_some() && word(one) == word(other)
}

/// `不` has the second tone before a fourth one, and none between two equal verbs.
fn negation(syllables: &mut [Spoken], at: usize) {
    if syllables[at].c != '不' || !syllables[at].is_plain {
        return;
    }
    let repeated = at > 0
        && syllables
            .get(at + 1)
            .is_some_and(|next| next.c == syllables[at - 1].c);
    let next = syllables.get(at + 1).map(|next| next.syllable.tone);
    syllables[at].syllable.tone = match next {
        _ if repeated => 5,
        Some(4) => 2,
        _ => 4,
    };
}

/// Characters before `一` or after it that make it a digit.
const COUNTING: &str = "第十百千万亿零〇一二三四五六七八九点之";

/// `一` has the second tone before a fourth one, and the fourth before others. As a digit it keeps
/// the first.
fn one(syllables: &mut [Spoken], at: usize) {
    let own = &syllables[at];
    if own.c != '一' || !own.is_plain || own.is_digit {
        return;
    }
    let before = at.checked_sub(1).map(|before| syllables[before].c);
    let next = syllables.get(at + 1);
    let repeated = before.is_some() && next.map(|next| next.c) == before;
    let ordinal = before.is_some_and(|before| COUNTING.contains(before));
    let dated = next.is_some_and(|next| match next.c {
        '月' | '号' => !is_among(before, "这那每有"),
        '日' => is_among(before, "月"),
        _ => false,
    });
    let tone = match next {
        _ if repeated => 5,
        None => 1,
        _ if ordinal || dated => 1,
        Some(next) if COUNTING.contains(next.c) && !"百千万亿点".contains(next.c) => 1,
        Some(next) if next.syllable.tone == 4 || is_measure_ge(next) => 2,
        Some(_) => 4,
    };
    syllables[at].syllable.tone = tone;
}

fn is_among(c: Option<char>, list: &str) -> bool {
    c.is_some_and(|c| list.contains(c))
}

/// `个` has lost its fourth tone, and changes `一` all the same.
fn is_measure_ge(next: &Spoken) -> bool {
    next.c == '个'
}

/// Particles and endings without a tone.
fn neutral(syllables: &mut [Spoken], at: usize) {
    const SUFFIXES: &str = "们子头";
    const ROOTS: &str = "男女原电分王弟君孔老孙公才天太种瓜莲夫游浪质粒庄墨鬼亲学菜赤臣";
    const HEADS: &str = "石木骨里外前后上下枕馒拳丫念舌锄苦甜兆势姘罐榔砖";
    let own = &syllables[at];
    if !own.is_plain || at == 0 || !same_word(syllables, at - 1, at) {
        return;
    }
    let before = &syllables[at - 1];
    let ends = !same_word(syllables, at, at + 1);
    let loses = match own.c {
        '们' => true,
        '子' => ends && !ROOTS.contains(before.c),
        '头' => ends && HEADS.contains(before.c),
        c if SUFFIXES.contains(c) => false,
        c => c == before.c && KIN.contains(c),
    };
    if loses {
        syllables[at].syllable.tone = 5;
    }
}

/// Characters that lose their tone when they are repeated.
const KIN: &str = "爸妈哥姐弟妹爷奶叔姑舅公婆宝星看说想听试走问等坐笑谢";

/// The most characters of two words between which a third tone changes.
const CLOSE: usize = 3;

/// Third tones before third tones have the second: first within words, then between short words,
/// from the end of the clause.
fn third(syllables: &mut [Spoken]) {
    let words = words(syllables);
    for word in &words {
        let is_third = |at: usize| syllables[at].syllable.tone == 3;
        let thirds: Vec<bool> = word.clone().map(is_third).collect();
        for at in word.start..word.end.saturating_sub(1) {
            if thirds[at - word.start] && thirds[at + 1 - word.start] {
                syllables[at].syllable.tone = 2;
            }
        }
    }
    for pair in words.windows(2).rev() {
        let (last, first) = (pair[0].end - 1, pair[1].start);
        let meet = syllables[last].syllable.tone == 3 && syllables[first].syllable.tone == 3;
        if meet && pair[0].len() + pair[1].len() <= CLOSE {
            syllables[last].syllable.tone = 2;
        }
    }
}

/// Returns the ranges of the words.
fn words(syllables: &[Spoken]) -> Vec<std::ops::Range<usize>> {
    let mut words: Vec<std::ops::Range<usize>> = Vec::new();
    for at in 0..syllables.len() {
        match words.last_mut() {
            Some(last) if same_word(syllables, last.start, at) => last.end = at + 1,
            _ => words.push(at..at + 1),
        }
    }
    words
}
