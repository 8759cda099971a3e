//! Who speaks in a Japanese or Chinese text: tags beside a speech (`「…」と太郎は言った`, `“…”王明说道`,
//! `王明说：“…”`). Words have no spaces there, so the characters of a sentence are read.

use super::tags::Named;
use crate::outline::lexicon::Sex;
use crate::outline::prose::page::Page;
use cuebook_core::id::IdRange;
use cuebook_core::language::Language;

/// Whether the tags of a language are read here.
pub(super) fn is_eastern(language: Language) -> bool {
    matches!(language, Language::Japanese | Language::Mandarin)
}

/// The words that tell the language of a page.
const LOOKED_AT: usize = 400;

/// Returns the language of a page in kana or ideographs.
pub(super) fn language(page: &Page<'_>) -> Option<Language> {
    let (mut kana, mut ideographs, mut others) = (0, 0, 0);
    for word in page.words().ids().take(LOOKED_AT) {
        for c in page.written(word).chars().filter(|c| c.is_alphabetic()) {
            match c {
                c if is_kana(c) => kana += 1,
                c if is_ideograph(c) => ideographs += 1,
                _ => others += 1,
            }
        }
    }
    let mostly = kana + ideographs > others;
    mostly.then_some(match kana * 10 > ideographs {
        true => Language::Japanese,
        false => Language::Mandarin,
    })
}

fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30fe}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '々' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Returns the person whom a tag beside a speech names.
pub(super) fn beside(page: &Page<'_>, language: Language, part: usize) -> Option<Named> {
    let narration = |at: Option<usize>| {
        let other = page.parts.get(at?)?;
        let same = other.paragraph == page.parts[part].paragraph;
        (same && !other.speech).then(|| page.text(other.words.clone()))
    };
    const STOPS: [char; 4] = ['。', '！', '？', '\n'];
    let after = narration(Some(part + 1));
    let after = after
        .as_deref()
        .map(|text| text.split(STOPS).next().unwrap_or_default());
    let before = narration(part.checked_sub(1));
    let before = before
        .as_deref()
        .map(|text| text.rsplit(STOPS).next().unwrap_or_default());
    let named = match language {
        Language::Japanese => japanese(before, after),
        _ => after
            .and_then(mandarin)
            .or_else(|| before.and_then(mandarin)),
    };
    named.map(|name| Named {
        sex: sex(name, language),
        name: name.to_owned(),
    })
}

/// The parts around a speech in which tags name persons, and those before it that may name its speaker.
const AROUND: usize = 40;
const BEFORE: usize = 6;

/// Returns the person who is named last before a speech, of those whom tags around it name.
pub(super) fn named_before(page: &Page<'_>, language: Language, part: usize) -> Option<Named> {
    let around = part.saturating_sub(AROUND)..page.parts.len().min(part + AROUND);
    let speeches = around.filter(|part| page.parts[*part].speech);
    let named: Vec<Named> = speeches
        .filter_map(|part| beside(page, language, part))
        .collect();
    let before = (part.saturating_sub(BEFORE)..part).rev();
    let mut told = before.filter(|part| !page.parts[*part].speech);
    told.find_map(|part| {
        let text = page.text(page.parts[part].words.clone());
        let last = named
            .iter()
            .filter_map(|named| Some((text.rfind(&named.name)?, named)));
        last.max_by_key(|(at, _)| *at)
            .map(|(_, named)| named.clone())
    })
}

/// Returns the subject of a Japanese sentence around a speech. The sentence goes on with `と` after it.
fn japanese<'t>(before: Option<&'t str>, after: Option<&'t str>) -> Option<&'t str> {
    const SAYING: &str = "言云叫答尋聞訊問呟囁呼怒笑話述続語命頼唸泣告";
    const SPOKEN: [&str; 6] = ["いった", "いう", "つぶや", "ささや", "どなっ", "わめ"];
    let after = after?.trim_start();
    let tag = after
        .strip_prefix('と')
        .or_else(|| after.strip_prefix("って"))?;
    let said = tag.contains(|c| SAYING.contains(c)) || SPOKEN.iter().any(|verb| tag.contains(verb));
    if !said {
        return None;
    }
    subject(tag).or_else(|| before.and_then(subject))
}

/// Returns the text before the first `は` or `が` of a Japanese clause, if it names a person.
fn subject(clause: &str) -> Option<&str> {
    const OTHERS: [&str; 14] = [
        "彼",
        "彼女",
        "私",
        "僕",
        "俺",
        "わたし",
        "ぼく",
        "おれ",
        "それ",
        "これ",
        "誰",
        "声",
        "二人",
        "みんな",
    ];
    let clause = clause.trim_start_matches(['、', ' ', '　']);
    let end = clause.find(['は', 'が'])?;
    // `…して太郎は`: the person is what follows the last word of grammar.
    let start = clause[..end].rfind(['て', 'で', '、', 'の', 'に', 'を', 'た', 'と', 'も']);
    let start = start.map_or(0, |at| {
        at + clause[at..].chars().next().map_or(0, char::len_utf8)
    });
    let name = clause[start..end].trim();
    let name = ["さん", "くん", "君", "ちゃん", "様", "さま"]
        .iter()
        .find_map(|title| name.strip_suffix(title).filter(|name| !name.is_empty()))
        .unwrap_or(name);
    let letters = name
        .chars()
        .all(|c| is_kana(c) || is_ideograph(c) || c == '・');
    let named = name.contains(|c| is_ideograph(c) || matches!(c, '\u{30a1}'..='\u{30fa}'));
    (letters && named && name.chars().count() <= 8 && !OTHERS.contains(&name)).then_some(name)
}

/// Returns the subject of a verb of saying in a Chinese sentence.
fn mandarin(sentence: &str) -> Option<&str> {
    const SAYING: [&str; 22] = [
        "说道", "问道", "答道", "喊道", "叫道", "笑道", "回答", "说", "问", "喊", "叫", "嚷", "答",
        "道", "解释", "补充", "命令", "吩咐", "嘀咕", "低语", "哭诉", "感叹",
    ];
    const BEFORE_VERB: [&str; 38] = [
        "大声", "小声", "轻声", "低声", "高声", "悄声", "柔声", "厉声", "冷冷", "轻轻", "慢慢",
        "静静", "突然", "忽然", "终于", "连忙", "急忙", "马上", "立刻", "笑着", "哭着", "接着",
        "又", "也", "就", "才", "便", "对", "向", "朝", "的", "不", "微笑", "点", "摇", "着", "在",
        "有些",
    ];
    const OTHERS: &str = "他她它我你您谁们";
    let sentence = sentence.trim_start_matches(['，', '、', '：', ' ', '　']);
    let verb = SAYING.iter().filter_map(|verb| sentence.find(verb)).min()?;
    let clause = sentence[..verb]
        .rsplit(['，', '、'])
        .find(|own| !own.is_empty())?;
    let end = BEFORE_VERB
        .iter()
        .filter_map(|word| clause.find(word))
        .min();
    let name = &clause[..end.unwrap_or(clause.len())];
    let name = ["一个", "那个", "这个", "一位", "那位"]
        .iter()
        .find_map(|article| name.strip_prefix(article))
        .unwrap_or(name);
    let fits = name.chars().all(is_ideograph) && (1..=5).contains(&name.chars().count());
    (fits && !name.contains(|c| OTHERS.contains(c))).then_some(name)
}

/// Returns the sex that a name shows.
fn sex(name: &str, language: Language) -> Option<Sex> {
    let (women, men) = match language {
        Language::Japanese => ("子美江代奈香女母姉妹婆嬢", "郎夫男太介彦雄一父兄弟爺翁"),
        _ => ("红丽芳娜娟婷女妈姐妹娘婆嫂奶", "男爸哥弟爷叔伯汉强刚军"),
    };
    let last = name.chars().next_back()?;
    match (
        women.contains(last) || name.starts_with('女'),
        men.contains(last),
    ) {
        (true, _) => Some(Sex::Woman),
        (false, true) => Some(Sex::Man),
        (false, false) => None,
    }
}
