//! Lines at the right side of a drawing: one for each target of arrows that go further than to
//! the next node.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// A row of a drawing before the lines are added.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    /// The text at the left.
    pub(super) text: String,
    /// The target to which a line begins or ends in this row.
    pub(super) target: Option<usize>,
    /// Whether the row is the target.
    pub(super) arrives: bool,
}

/// The vertical line of a target.
#[derive(Clone, Debug)]
struct Lane {
    target: usize,
    first: usize,
    last: usize,
    /// Its number, from the left; none if there is no room.
    number: Option<usize>,
}

/// The columns that the text needs at least.
const TEXT: usize = 40;

/// The columns of a lane.
const LANE: usize = 2;

/// Draws the rows with their lines, at most `width` columns wide.
pub(super) fn draw(rows: &[Row], width: usize) -> Vec<String> {
    let most = width.saturating_sub(TEXT) / LANE;
    let lanes = lanes(rows, most);
    let used = lanes
        .iter()
        .filter_map(|lane| lane.number)
        .max()
        .map_or(0, |n| n + 1);
    let widest = rows
        .iter()
        .map(|row| row.text.width() + 4)
        .max()
        .unwrap_or(0);
    let left = widest.min(width.saturating_sub(used * LANE));
    let lines = rows.iter().enumerate().map(|(number, row)| {
        let own = lanes.iter().find(|lane| Some(lane.target) == row.target);
        let own = own.and_then(|lane| lane.number);
        let mut line = start(row, own.is_some(), left);
        line.extend((0..used).map(|column| {
            let is_in = |lane: &&Lane| {
                lane.number == Some(column) && (lane.first..=lane.last).contains(&number)
            };
            cell(lanes.iter().find(is_in), number, column, own)
        }));
        line.trim_end().to_owned()
    });
    lines.collect()
}

/// The text of a row, with the line that goes to the lanes.
fn start(row: &Row, is_joined: bool, left: usize) -> String {
    if !is_joined {
        let text = cut(&row.text, left);
        return format!("{text}{}", " ".repeat(left - text.width()));
    }
    let text = cut(&row.text, left.saturating_sub(3));
    let arrow = if row.arrives { " ◀" } else { " ─" };
    let rest = left.saturating_sub(text.width() + arrow.width());
    format!("{text}{arrow}{}", "─".repeat(rest))
}

/// The two columns of a lane in a row. `own` is the lane to which the row's line goes.
fn cell(lane: Option<&Lane>, row: usize, column: usize, own: Option<usize>) -> String {
    let crossed = own.is_some_and(|own| column < own);
    let before = if own.is_some_and(|own| column <= own) {
        '─'
    } else {
        ' '
    };
    let sign = match lane {
        Some(lane) if own == Some(column) => match (row == lane.first, row == lane.last) {
            (true, _) => '╮',
            (_, true) => '╯',
            _ => '┤',
        },
        Some(_) if crossed => '┼',
        Some(_) => '│',
        None if crossed => '─',
        None => ' ',
    };
    [before, sign].iter().collect()
}

/// Gives each target a lane. Short lines are at the left; the longest ones are left out if
/// there are more than `most`.
fn lanes(rows: &[Row], most: usize) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let Some(target) = row.target else {
            continue;
        };
        match lanes.iter_mut().find(|lane| lane.target == target) {
            Some(lane) => lane.last = number,
            None => lanes.push(Lane {
                target,
                first: number,
                last: number,
                number: None,
            }),
        }
    }
    lanes.retain(|lane| lane.first < lane.last);
    lanes.sort_by_key(|lane| (lane.last - lane.first, lane.first));
    for index in 0..lanes.len() {
        let Lane { first, last, .. } = lanes[index];
        let meets = |lane: &&Lane| lane.first <= last && first <= lane.last;
        let taken: Vec<_> = lanes[..index]
            .iter()
            .filter(meets)
            .map(|l| l.number)
            .collect();
        lanes[index].number = (0..most).find(|number| !taken.contains(&Some(*number)));
    }
    lanes
}

/// The beginning of a text that fits.
fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut line = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        line.push(c);
    }
    line.push('…');
    line
}
