use unicode_width::UnicodeWidthStr;

use super::*;
use crate::random::Random;
use crate::test_story::story;
use crate::walk::Walk;

const HOUSE: &str = "
    flag lamp
    number courage 0 3 1
    node gate
    node hall
    choice door | default back | timed
    - open | to cellar | when courage >= 1 | set courage = courage - 1
    - back | to gate | once
    - stay
    way attic | when lamp
    way cellar
    node attic | when courage >= 2
    way end
    node cellar
    choice stairs | last
    - up | to hall
    - out | to end";

/// The rules of the part of Mermaid's language that maps use.
fn is_mermaid(line: &str) -> bool {
    let quoted = |text: &str, open: &str, close: &str| {
        let inside = text
            .strip_prefix(open)
            .and_then(|text| text.strip_suffix(close));
        inside.is_some_and(|text| {
            let plain = text.replace("<br/>", "");
            !plain.contains(['"', '<', '>', '`', '\\', '|', '\n'])
                && plain.match_indices('#').all(|(at, _)| {
                    let entity = plain[at + 1..].split(';').next().unwrap();
                    entity == "quot" || entity.parse::<u32>().is_ok()
                })
        })
    };
    let is_name = |name: &str| {
        let number = name.strip_prefix('n').map(|n| n.parse::<usize>().is_ok());
        number == Some(true) || name == "start" || name == "stop"
    };
    if let Some((from, rest)) = line.split_once(" -->") {
        let (label, to) = rest.rsplit_once(' ').unwrap();
        return is_name(from) && is_name(to) && (label.is_empty() || quoted(label, "|\"", "\"|"));
    }
    if let Some((name, _)) = line.split_once("[\"") {
        return is_name(name) && quoted(&line[name.len()..], "[\"", "\"]");
    }
    let fixed = ["start(( ))", "stop(((\"end\")))"].contains(&line);
    fixed || line.starts_with("classDef ") || line.starts_with("class n")
}

/// The rules of the part of the language DOT that maps use.
fn is_dot(line: &str) -> bool {
    let Some(line) = line.strip_suffix(';') else {
        return false;
    };
    let (head, attributes) = line.split_once(" [").unwrap_or((line, "]"));
    let is_name = |name: &str| name.chars().all(|c| c.is_ascii_alphanumeric());
    if !head.split(" -> ").all(is_name) || !attributes.ends_with(']') {
        return false;
    }
    // After a backslash only these are known; quotation marks end the text.
    let plain = ["\\\\", "\\\"", "\\n"]
        .iter()
        .fold(attributes.to_owned(), |t, e| t.replace(e, ""));
    let outside: Vec<&str> = plain.split('"').step_by(2).collect();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ", =]".contains(c);
    !plain.contains('\\')
        && plain.matches('"').count() % 2 == 0
        && outside.iter().all(|text| text.chars().all(is_plain))
}

#[test]
fn mermaid_and_dot_have_all_arrows() {
    let story = story(HOUSE);
    let map = Map::of(&story);
    let mermaid = map.mermaid();
    assert!(mermaid.starts_with("flowchart TD\n"));
    let arrows: Vec<&str> = mermaid
        .lines()
        .filter(|line| line.contains("-->"))
        .collect();
    assert_eq!(
        arrows,
        [
            "    start --> n0",
            "    n0 --> n1",
            "    n1 -->|\"door=open (when courage #62;= 1)\"| n3",
            "    n1 -->|\"door=back (once, default)\"| n0",
            "    n1 -->|\"door=stay (when lamp)\"| n2",
            "    n1 -->|\"door=stay\"| n3",
            "    n2 --> stop",
            "    n3 -->|\"stairs=up\"| n1",
            "    n3 -->|\"stairs=out\"| stop",
        ]
    );
    assert!(mermaid.contains("    class n2,n3 ending\n"));
    let dot = map.dot();
    assert!(dot.contains("    n1 -> n3 [label=\"door=open (when courage >= 1)\"];\n"));
    assert!(dot.contains("    n2 [label=\"attic\\nwhen courage >= 2\", peripheries=2];\n"));
    assert_eq!(dot.matches(" -> ").count(), arrows.len());
}

#[test]
fn titles_are_escaped() {
    let mut story = story(HOUSE);
    let title = "`The \"dark\" hall\\` #1 <b>&amp; |x| [y] {z}\n; end -->";
    story.nodes[NodeId(1)].title = Some(title.to_owned());
    let walk = Walk::new(&story);
    let map = Map::of(&story).walked(walk.visits()).never([NodeId(2)]);
    for line in map.mermaid().lines().skip(1) {
        assert!(is_mermaid(line.trim_start()), "{line}");
    }
    let dot = map.dot();
    let lines: Vec<&str> = dot.lines().collect();
    assert_eq!((lines[0], lines[lines.len() - 1]), ("digraph story {", "}"));
    for line in &lines[1..lines.len() - 1] {
        assert!(is_dot(line.trim_start()), "{line}");
    }
}

#[test]
fn a_small_map_is_drawn() {
    let story = story(HOUSE);
    let text = Map::of(&story).text(80);
    let expected = "\
○ gate ◀────────────────────────────────────╮
│                                           │
○ hall ◀────────────────────────────────────┼───╮
├ door=open → cellar  when courage >= 1 ────┼─╮ │
├ door=back → gate  once, default ──────────╯ │ │
├ door=stay …                                 │ │
├ ↓ attic  when lamp                          │ │
├ → cellar ───────────────────────────────────┤ │
│                                             │ │
○ attic  when courage >= 2                    │ │
╰ ■ end                                       │ │
                                              │ │
○ cellar ◀────────────────────────────────────╯ │
├ stairs=up → hall ─────────────────────────────╯
╰ stairs=out ■ end
";
    assert_eq!(text, expected);
}

#[test]
fn a_walk_is_marked() {
    let story = story(HOUSE);
    let mut walk = Walk::new(&story);
    walk.to_choice();
    let map = Map::of(&story).walked(walk.visits()).never([NodeId(2)]);
    let text = map.text(80);
    let heads: Vec<String> = text
        .lines()
        .filter(|line| line.starts_with(['○', '●', '◆', '╳']))
        .map(|line| line.chars().take(6).collect())
        .collect();
    assert_eq!(heads, ["● gate", "◆ hall", "╳ atti", "○ cell"]);
}

/// A story of this many nodes with random arrows, most of them to near nodes.
fn random(nodes: usize, seed: u64) -> Story {
    let mut random = Random::new(seed);
    let mut text = String::new();
    for node in 0..nodes {
        text.push_str(&format!("node scene-{node}\n"));
        let mut near = |most: usize| {
            let to = (node + random.below(most)).saturating_sub(most / 4);
            to.min(nodes - 1)
        };
        let (a, b, c) = (near(6), near(12), near(nodes.max(2)));
        match node % 4 {
            0 => text.push_str(&format!(
                "choice ask-{node} | last\n- left | to scene-{a}\n- right | to scene-{b}\n"
            )),
            1 => text.push_str(&format!("choice way-{node}\n- far | to scene-{c}\n- on\n")),
            2 => {}
            _ => text.push_str(if node % 3 == 0 { "way end\n" } else { "" }),
        }
    }
    story(&text)
}

#[test]
fn a_drawing_fits_its_width() {
    for nodes in [1, 3, 10, 30, 60, 200] {
        for seed in 0..5 {
            let story = random(nodes, seed);
            for width in [40, 60, 80, 120] {
                let text = Map::of(&story).text(width);
                assert!(text.lines().all(|line| line.width() <= width), "{text}");
                let names = story.nodes.iter().all(|node| text.contains(&node.name));
                assert!(names, "{text}");
            }
        }
    }
}

/// Whether the lines of a drawing fit together: each end has a neighbour.
#[test]
fn the_lines_of_a_drawing_are_whole() {
    for seed in 0..20 {
        let text = Map::of(&random(30, seed)).text(80);
        let grid: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
        let at = |row: usize, column: usize| grid.get(row).and_then(|r| r.get(column)).copied();
        for (row, line) in grid.iter().enumerate() {
            for (column, sign) in line.iter().enumerate().skip(2) {
                if "╮┤┼│".contains(*sign) {
                    let below = at(row + 1, column);
                    assert!(
                        below.is_some_and(|c| "╯┤┼│".contains(c)),
                        "{row} {column}\n{text}"
                    );
                }
                if "╯┤╮┼".contains(*sign) {
                    let before = at(row, column - 1);
                    assert_eq!(before, Some('─'), "{row} {column}\n{text}");
                }
            }
        }
    }
}
