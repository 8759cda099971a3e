//! Chooses the syllable of every character of a run: by the phrases of the lexicon, which agree with
//! the words of the text where they can, and then by the neighbours of characters that are alone.

use super::Spoken;
use super::lexicon::Lexicon;
use super::syllable::Syllable;
use crate::phonemes::Origin;

/// What it costs to take one more phrase or character.
const PIECE: u32 = 10;
/// What it costs to take a character alone, beside that.
const ALONE: u32 = 1;
/// What it costs if a phrase begins or ends within a word of the text.
const ASTRIDE: u32 = 4;

/// Sets the syllables of a run.
pub(super) fn syllables(lexicon: &Lexicon, run: &mut [Spoken]) {
    let mut at = 0;
    for length in phrases(lexicon, run) {
        let phrase: String = run[at..at + length].iter().map(|own| own.c).collect();
        let found = if length > 1 {
            lexicon.phrase(&phrase)
        } else {
            None
        };
        match found {
            Some(found) => {
                for (own, syllable) in run[at..at + length].iter_mut().zip(found) {
                    own.syllable = syllable;
                }
            }
            None => alone(lexicon, run, at),
        }
        at += length;
    }
}

/// Returns the lengths of the phrases that cover a run at the lowest cost.
fn phrases(lexicon: &Lexicon, run: &[Spoken]) -> Vec<usize> {
    let boundary = |at: usize| at == 0 || at == run.len() || run[at - 1].word != run[at].word;
    let chars: Vec<char> = run.iter().map(|own| own.c).collect();
    // The cost from each place to the end, and the length of the first phrase.
    let mut best: Vec<(u32, usize)> = vec![(0, 0); run.len() + 1];
    for at in (0..run.len()).rev() {
        let mut least = (best[at + 1].0 + PIECE + ALONE, 1);
        let most = lexicon.longest(chars[at]).min(run.len() - at);
        let mut phrase: String = chars[at..at + 1].iter().collect();
        for length in 2..=most {
            phrase.push(chars[at + length - 1]);
            if !lexicon.has(&phrase) {
                continue;
            }
            let astride = u32::from(!boundary(at)) + u32::from(!boundary(at + length));
            let cost = best[at + length].0 + PIECE + ASTRIDE * astride;
            if cost <= least.0 {
                least = (cost, length);
            }
        }
        best[at] = least;
    }
    let mut lengths = Vec::new();
    let mut at = 0;
    while at < run.len() {
        lengths.push(best[at].1);
        at += best[at].1;
    }
    lengths
}

/// Sets the syllable of a character that no phrase contains.
fn alone(lexicon: &Lexicon, run: &mut [Spoken], at: usize) {
    let before = at.checked_sub(1).map(|before| run[before].c);
    let next = run.get(at + 1).map(|next| next.c);
    let in_context = by_neighbours(run, at, before, next);
    let own = &mut run[at];
    let syllable = in_context
        .and_then(Syllable::parse)
        .or_else(|| lexicon.character(own.c));
    match syllable {
        Some(syllable) => own.syllable = syllable,
        None => own.from = Origin::Guess,
    }
}

const NUMBERS: &str = "一二两三四五六七八九十百千几数多这那每半";
const OFFICES: &str = "市局校部院班队船会村乡县省厂站团排连营组科处所厅社镇警探家酋";
const AGAIN: &str = "新复来建返演播写申审现组逢生";
const SUBJECTS: &str = "我你您他她它们咱谁就都总也还可";

/// Returns the reading of a character that its neighbours decide.
fn by_neighbours(
    run: &[Spoken],
    at: usize,
    before: Option<char>,
    next: Option<char>,
) -> Option<&'static str> {
    let is_before = |list: &str| before.is_some_and(|c| list.contains(c));
    let is_next = |list: &str| next.is_some_and(|c| list.contains(c));
    let reading = match run[at].c {
        '地' if adverb(run, at) && next.is_some() => "de",
        '得' if is_before(SUBJECTS) && next.is_some_and(|c| !"很多太更最不".contains(c)) => {
            "děi"
        }
        '了' if is_before("不得") && before_verb(run, at) => "liǎo",
        '着' if is_before("不得") => "zháo",
        '长' if is_before(OFFICES) => "zhǎng",
        '只' if is_before(NUMBERS) => "zhī",
        '行' if is_before("一两几第二三") => "háng",
        '重' if is_next(AGAIN) => "chóng",
        '还' if is_next("钱债书清") => "huán",
        '为' if is_before("成认以作变称极分视化定改") => "wéi",
        '种' if is_next("地树花菜田植") => "zhòng",
        '倒' if is_before("摔跌打晕病卧") || is_next("下塌闭") => "dǎo",
        '朝' if is_next("夕气阳霞") => "zhāo",
        '干' if is_next("净燥涸草杯脆枯瘪") || is_before("晒擦吹烘") => "gān",
        '背' if is_next("着起包") => "bēi",
        '教' if is_next("师室授育堂会") => "jiào",
        '发' if is_before("头理白长短金黑卷") => "fà",
        '差' if is_before("出公") => "chāi",
        '中' if is_before("打击射命猜看") => "zhòng",
        '转' if is_next("圈动悠") => "zhuàn",
        '数' if is_next("着了一数钱") => "shǔ",
        '弹' if is_next("琴唱奏得着了起") => "tán",
        '切' if is_next("开菜断片成肉") => "qiē",
        '划' if is_before("计规策谋") => "huà",
        _ => return None,
    };
    Some(reading)
}

/// Verbs that often follow an adverb.
const VERBS: &str = "说问答喊叫走跑站坐看望听想笑哭写读推拉打开拿放转回点摇抬伸低退爬飞流睡醒等";

/// Returns whether `地` at this place ends an adverb: words of two characters or more are before it,
/// and it is a word alone.
fn adverb(run: &[Spoken], at: usize) -> bool {
    let alone = run.get(at + 1).is_none_or(|next| next.word != run[at].word);
    let doubled = at >= 2 && run[at - 1].c == run[at - 2].c;
    let long = at >= 2 && run[at - 1].word == run[at - 2].word;
    let place = at >= 1 && "各本当此该两这那外内草田园土天工基营场".contains(run[at - 1].c);
    let verb = run.get(at + 1).is_some_and(|next| VERBS.contains(next.c));
    !place && (doubled || long && (alone || verb))
}

/// Returns whether a verb is before `不` or `得` in front of this place.
fn before_verb(run: &[Spoken], at: usize) -> bool {
    at >= 2 && !"我你他她它们".contains(run[at - 2].c)
}
