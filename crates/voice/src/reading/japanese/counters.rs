//! Counters and units: how each is read after a number. The number and the counter change one another:
//! `イッポン`, `ニホン`, `サンボン`.

use super::numerals::integer;

/// How a counter changes the number before it.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
enum Joint {
    /// Not at all.
    Plain,
    /// As before `k`: 1, 6, 8, 10 and 100 end in `ッ`.
    K,
    /// As before `s` and `t`: 1, 8 and 10 end in `ッ`.
    S,
    /// As before `h`: like `K`, and the counter begins with `p`.
    H,
}

/// A row of the table: the counter, its reading, its joint (`-`, `k`, `s`, `h`), its reading after 3
/// (`-` if it is the same), and exceptions: `4=ヨ` for numbers that end in the digit, `1!ヒトリ` for
/// the number with its counter.
#[rustfmt::skip]
const COUNTERS: &[&str] = &[
    "人 ニン - - 4=ヨ 7=シチ 1!ヒトリ 2!フタリ", "名 メー - -", "人前 ニンマエ - - 4=ヨ",
    "本 ホン h ボン", "杯 ハイ h バイ", "匹 ヒキ h ビキ", "票 ヒョー h ピョー", "発 ハツ h パツ",
    "泊 ハク h パク", "歩 ホ h ポ", "品 ヒン - -", "羽 ワ - バ 10!ジュッパ 6!ロッパ",
    "分 フン h プン 4:プン", "分間 フンカン h プンカン 4:プンカン", "秒 ビョー - -", "秒間 ビョーカン - -",
    "時 ジ - - 4=ヨ 7=シチ 9=ク 0!レージ", "時間 ジカン - - 4=ヨ 7=シチ 9=ク", "時半 ジハン - - 4=ヨ 7=シチ 9=ク",
    "年 ネン - - 4=ヨ", "年間 ネンカン - - 4=ヨ", "年生 ネンセー - - 4=ヨ", "年代 ネンダイ - - 4=ヨ",
    "月 ガツ - - 4=シ 7=シチ 9=ク", "か月 カゲツ k -", "カ月 カゲツ k -", "ヶ月 カゲツ k -", "ヵ月 カゲツ k -", "ケ月 カゲツ k -", "箇月 カゲツ k -",
    "か所 カショ k -", "カ所 カショ k -", "ヶ所 カショ k -", "箇所 カショ k -", "か国 カコク k -", "カ国 カコク k -", "ヶ国 カコク k -",
    "週 シュー s -", "週間 シューカン s -", "世紀 セーキ s -", "歳 サイ s - 20!ハタチ", "才 サイ s - 20!ハタチ",
    "冊 サツ s -", "足 ソク s ゾク", "隻 セキ s -", "席 セキ s -", "艘 ソー s ゾー", "種類 シュルイ s -", "章 ショー s -", "周 シュー s -", "周年 シューネン s -", "節 セツ s -", "戦 セン s -", "勝 ショー s -", "色 ショク s -",
    "頭 トー s -", "点 テン s -", "通 ツー s -", "着 チャク s -", "丁目 チョーメ s -", "丁 チョー s -", "隊 タイ s -", "体 タイ s -", "対 ツイ s -", "滴 テキ s -", "トン トン s -", "坪 ツボ - -",
    "回 カイ k -", "回目 カイメ k -", "階 カイ k ガイ", "個 コ k -", "箇 カ k -", "件 ケン k -", "軒 ケン k ゲン", "曲 キョク k -", "脚 キャク k -", "機 キ k -", "組 クミ - - 1!ヒトクミ 2!フタクミ", "巻 カン k -", "キロ キロ k -", "級 キュー k -", "間 ケン k ゲン 4:ケン", "校 コー k -", "口 クチ - - 1!ヒトクチ 2!フタクチ", "家族 カゾク k -", "カ カ k -",
    "ページ ページ s -", "頁 ページ s -", "ポンド ポンド s -", "パーセント パーセント s -", "% パーセント s -", "ポイント ポイント s -", "ペンス ペンス s -",
    "円 エン - - 4=ヨ", "ドル ドル - -", "ユーロ ユーロ - -", "元 ゲン - -", "ウォン ウォン - -", "セント セント s -", "銭 セン s -", "両 リョー - -", "文 モン - -",
    "台 ダイ - -", "枚 マイ - -", "番 バン - -", "番目 バンメ - -", "番線 バンセン - -", "番地 バンチ - -", "号 ゴー - -", "号室 ゴーシツ - -", "号車 ゴーシャ - -", "度 ド - -", "度目 ドメ - -", "倍 バイ - -", "割 ワリ - -", "輪 リン - -", "里 リ - -", "畳 ジョー - - 4=ヨ", "話 ワ - -", "位 イ - -", "代 ダイ - -", "面 メン - -", "部 ブ - -", "部屋 ヘヤ - - 1!ヒトヘヤ 2!フタヘヤ", "語 ゴ - -", "行 ギョー - -", "段 ダン - -", "問 モン - -", "門 モン - -", "膳 ゼン - -", "束 タバ - -", "粒 ツブ - - 1!ヒトツブ 2!フタツブ", "皿 サラ - - 1!ヒトサラ 2!フタサラ", "晩 バン - - 1!ヒトバン 2!フタバン", "言 コト - - 1!ヒトコト 2!フタコト", "目 メ - -", "条 ジョー - -", "男 ナン - - 4=ヨ", "女 ジョ - -", "人組 ニングミ - - 4=ヨ", "両目 リョーメ - -", "万円 マンエン - -", "ヘクタール ヘクタール - -", "以上 イジョー - -", "以下 イカ - -",
    "メートル メートル - -", "m メートル - -", "キロメートル キロメートル k -", "km キロメートル k -", "センチ センチ s -", "センチメートル センチメートル s -", "cm センチメートル s -", "ミリ ミリ - -", "ミリメートル ミリメートル - -", "mm ミリメートル - -",
    "グラム グラム - -", "g グラム - -", "キログラム キログラム k -", "kg キログラム k -", "リットル リットル - -", "L リットル - -", "ml ミリリットル - -", "°C ド - -", "℃ ド - -", "° ド - -", "ワット ワット - -", "ボルト ボルト - -", "ヘルツ ヘルツ - -", "km/h キロ k -",
    "つ ツ - - 1!ヒトツ 2!フタツ 3!ミッツ 4!ヨッツ 5!イツツ 6!ムッツ 7!ナナツ 8!ヤッツ 9!ココノツ",
];

/// Days of a month, and numbers of days, that are not read with `ニチ`.
const DAYS: [(u64, &str); 13] = [
    (2, "フツカ"),
    (3, "ミッカ"),
    (4, "ヨッカ"),
    (5, "イツカ"),
    (6, "ムイカ"),
    (7, "ナノカ"),
    (8, "ヨーカ"),
    (9, "ココノカ"),
    (10, "トーカ"),
    (14, "ジューヨッカ"),
    (20, "ハツカ"),
    (24, "ニジューヨッカ"),
    (1, "ツイタチ"),
];

/// Returns the counter at the start of a text and the reading of a number with it. `dated` is
/// whether a month is before the number.
pub(super) fn counted(number: u64, rest: &str, dated: bool) -> Option<(usize, String)> {
    if let Some(after) = rest.strip_prefix('日') {
        let span = after.starts_with('間');
        let length = if span { "日間".len() } else { "日".len() };
        let day = DAYS.iter().find(|(day, _)| *day == number);
        let day = day.filter(|(day, _)| *day != 1 || dated);
        let reading = day.map_or_else(|| integer(number) + "ニチ", |(_, day)| (*day).to_owned());
        return Some((length, reading + if span { "カン" } else { "" }));
    }
    let row = row(rest)?;
    let mut parts = row.split(' ');
    let counter = parts.next()?;
    if counter == "つ" && !(1..=9).contains(&number) {
        return None;
    }
    Some((counter.len(), joined(number, parts)))
}

/// Returns the row of the longest counter at the start of a text.
fn row(rest: &str) -> Option<&'static str> {
    let letters = |text: &str| text.starts_with(|c: char| c.is_ascii_alphabetic());
    let rows = COUNTERS.iter().filter(|row| {
        let counter = row.split(' ').next().unwrap_or_default();
        rest.strip_prefix(counter)
            .is_some_and(|after| !letters(counter) || !letters(after))
    });
    rows.max_by_key(|row| row.find(' ')).copied()
}

/// Returns the reading of a number with a counter. `parts` are the rest of its row.
fn joined<'r>(number: u64, mut parts: impl Iterator<Item = &'r str>) -> String {
    let reading = parts.next().unwrap_or_default();
    let joint = match parts.next() {
        Some("k") => Joint::K,
        Some("s") => Joint::S,
        Some("h") => Joint::H,
        _ => Joint::Plain,
    };
    let third = parts.next().filter(|third| *third != "-");
    let exceptions: Vec<&str> = parts.collect();
    let of = |sign: char, number: u64| {
        let mut split = exceptions.iter().filter_map(|own| own.split_once(sign));
        split
            .find(|(own, _)| own.parse() == Ok(number))
            .map(|(_, reading)| reading)
    };
    if let Some(whole) = of('!', number) {
        return whole.to_owned();
    }
    let last = last_unit(number);
    let mut stem = integer(number);
    let mut counter = reading.to_owned();
    if let Some(third) = third.filter(|_| matches!(last, 3 | 1000 | 10_000)) {
        counter = third.to_owned();
    }
    let hard = match joint {
        Joint::Plain => false,
        Joint::S => matches!(last, 1 | 8 | 10),
        Joint::K | Joint::H => matches!(last, 1 | 6 | 8 | 10 | 100),
    };
    if hard {
        stem.pop();
        stem.push('ッ');
        counter = if joint == Joint::H {
            with_p(reading)
        } else {
            counter
        };
    }
    let digit = number % 10;
    if let Some(end) = of('=', digit) {
        stem.truncate(stem.len().saturating_sub(integer(digit).len()));
        stem.push_str(end);
    }
    stem + of(':', digit).unwrap_or(&counter)
}

/// Returns the last unit of a number that is spoken: 3 of 23, 10 of 120, 100 of 300.
fn last_unit(number: u64) -> u64 {
    match number {
        0 => 0,
        n if n % 10 > 0 => n % 10,
        n if n % 100 > 0 => 10,
        n if n % 1000 > 0 => 100,
        n if n % 10_000 > 0 => 1000,
        _ => 10_000,
    }
}

/// Returns a reading that begins with `h` with `p` in its place.
fn with_p(reading: &str) -> String {
    let mut chars = reading.chars();
    let first = chars.next().map(|first| match first {
        'ハ' | 'ヒ' | 'フ' | 'ヘ' | 'ホ' => {
            char::from_u32(u32::from(first) + 2).unwrap_or(first)
        }
        first => first,
    });
    first.into_iter().chain(chars).collect()
}

/// Returns the counter at the start of a text and its reading after `何`: `ナンボン`.
pub(super) fn asked(rest: &str) -> Option<(usize, String)> {
    if rest.starts_with('日') {
        return Some(("日".len(), "ナンニチ".to_owned()));
    }
    if rest.starts_with('つ') {
        return None;
    }
    let mut parts = row(rest)?.split(' ');
    let counter = parts.next()?;
    let reading = parts.next()?;
    let third = parts.nth(1).filter(|third| *third != "-");
    Some((counter.len(), format!("ナン{}", third.unwrap_or(reading))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn number_and_counter_change_one_another() {
        for (number, counter, reading) in [
            (1, "本", "イッポン"),
            (2, "本", "ニホン"),
            (3, "本", "サンボン"),
            (6, "本", "ロッポン"),
            (10, "本", "ジュッポン"),
            (300, "本", "サンビャッポン"),
            (3, "匹", "サンビキ"),
            (8, "匹", "ハッピキ"),
            (20, "歳", "ハタチ"),
            (21, "歳", "ニジューイッサイ"),
            (18, "歳", "ジューハッサイ"),
            (1, "人", "ヒトリ"),
            (4, "人", "ヨニン"),
            (12, "人", "ジューニニン"),
            (4, "時", "ヨジ"),
            (19, "時", "ジュークジ"),
            (30, "分", "サンジュップン"),
            (4, "分", "ヨンプン"),
            (3, "分", "サンプン"),
            (4, "月", "シガツ"),
            (6, "回", "ロッカイ"),
            (3, "階", "サンガイ"),
            (5, "つ", "イツツ"),
            (1, "ページ", "イッページ"),
            (500, "円", "ゴヒャクエン"),
            (1000, "年", "センネン"),
            (2024, "年", "ニセンニジューヨネン"),
            (3, "km", "サンキロメートル"),
        ] {
            let found = counted(number, counter, false);
            assert_eq!(found, Some((counter.len(), reading.to_owned())));
        }
    }

    #[test]
    fn days_have_their_own_names() {
        let day = |number, dated| counted(number, "日", dated).unwrap().1;
        assert_eq!(day(8, true), "ヨーカ");
        assert_eq!(day(1, true), "ツイタチ");
        assert_eq!(day(1, false), "イチニチ");
        assert_eq!(day(20, false), "ハツカ");
        assert_eq!(day(31, true), "サンジューイチニチ");
        assert_eq!(counted(3, "日間", false).unwrap().1, "ミッカカン");
        assert_eq!(asked("本の").unwrap().1, "ナンボン");
        assert_eq!(asked("時に").unwrap().1, "ナンジ");
    }
}
