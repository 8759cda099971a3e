//! The course of a recording through a text that is known: which passage is said when, which are left
//! out, said again or begun and broken off, and what else is heard.
//!
//! Every step of speech in the recording belongs to a step of a passage or to other sound. The steps
//! of a passage follow one another, at half to any multiple of its time. Between passages, the
//! reading goes on, jumps ahead or goes back; each costs as much as so many steps of speech that fit
//! badly. The course with the least cost is found in one pass; H. Ney, *The use of a one-stage dynamic
//! programming algorithm for connected word recognition*, 1984. Only courses near the best one are
//! followed, so time and memory grow with the recording and not with its product with the text.

use std::ops::Range;

use crate::features::{Step, distance};

/// What a course costs besides the differences of its steps, which are four to five for the same speech
/// and six or more for other speech.
#[derive(Copy, Clone, Debug)]
pub(crate) struct Rules {
    /// To leave out passages, and each of them.
    pub skip: [f32; 2],
    /// To go back, and each passage of the way.
    pub back: [f32; 2],
    /// To break off within a passage. It happens at a pause only.
    pub broken: f32,
    /// To go on within a passage after a pause, and the steps of such a pause.
    pub within: (f32, usize),
    /// To begin other sound.
    pub other: f32,
    /// A step of other sound costs as much as this share of the steps of the text differ less from it.
    pub share: f32,
    /// The steps of a pause at which the reading may leave its order.
    pub pause: usize,
    /// How much a course may cost more than the best one at the same time.
    pub beam: f32,
}

/// The text: the steps of speech of all passages in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Passages {
    pub steps: Vec<Step>,
    /// The steps of each passage; one at least.
    pub passages: Vec<Range<usize>>,
}

/// The steps of speech of a recording.
#[derive(Clone, Debug, Default)]
pub(crate) struct Speech {
    pub steps: Vec<Step>,
    /// The place of each step in the recording.
    pub at: Vec<usize>,
}

/// A part of a course, in steps of speech of the recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// A passage, as a whole or only its beginning.
    Passage {
        index: usize,
        at: Range<usize>,
        whole: bool,
    },
    /// Sound that is not in the text.
    Other(Range<usize>),
}

/// The steps of a recording by which the measure of other sound is taken.
const SAMPLES: usize = 160;

/// How many steps at the end of a passage need not be heard.
const SLACK: usize = 2;

/// The cost of a step that repeats a step of the passage, or leaves one out.
const UNEVEN: f32 = 0.25;

/// A course until now.
#[derive(Copy, Clone)]
struct Token {
    cost: f32,
    /// The part before it, as an index of those that have ended.
    before: u32,
    /// The step at which its passage or other sound began.
    since: u32,
}

const NONE: Token = Token {
    cost: f32::INFINITY,
    before: 0,
    since: 0,
};

/// A part of a course that has ended.
struct Ended {
    before: u32,
    part: Part,
}

/// Returns the parts of the best course through a recording.
pub(crate) fn follow(text: &Passages, speech: &Speech, rules: &Rules) -> Vec<Part> {
    if speech.steps.is_empty() || text.passages.is_empty() {
        return Vec::new();
    }
    let mut search = Search::new(text, rules);
    let others = others(text, speech, rules.share);
    for (row, step) in speech.steps.iter().enumerate() {
        let pause = match row {
            0 => usize::MAX,
            _ => speech.at[row] - speech.at[row - 1] - 1,
        };
        search.places(row, pause);
        search.advance(row, step, others[row]);
    }
    search.places(speech.steps.len(), usize::MAX);
    search.course()
}

/// Returns the cost of each step as other sound: the difference that a share of the steps of the text
/// do not reach.
fn others(text: &Passages, speech: &Speech, share: f32) -> Vec<f32> {
    let apart = (text.steps.len() / SAMPLES).max(1);
    let some: Vec<&Step> = text.steps.iter().step_by(apart).collect();
    let rank = ((some.len() as f32 * share) as usize).min(some.len() - 1);
    let cost = |step: &Step| {
        let mut all: Vec<f32> = some.iter().map(|own| distance(own, step)).collect();
        *all.select_nth_unstable_by(rank, f32::total_cmp).1
    };
    speech.steps.iter().map(cost).collect()
}

struct Search<'a> {
    text: &'a Passages,
    rules: &'a Rules,
    /// The course at each step of the text.
    tokens: Vec<Token>,
    /// The passages with a course.
    alive: Range<usize>,
    /// The course before each passage, and at the end.
    places: Vec<Token>,
    /// The course in other sound before each passage, and at the end.
    others: Vec<Token>,
    ended: Vec<Ended>,
}

impl<'a> Search<'a> {
    fn new(text: &'a Passages, rules: &'a Rules) -> Search<'a> {
        let count = text.passages.len();
        let mut places = vec![NONE; count + 1];
        places[0].cost = 0.0;
        Search {
            text,
            rules,
            tokens: vec![NONE; text.steps.len()],
            alive: 0..0,
            places,
            others: vec![NONE; count + 1],
            ended: vec![Ended {
                before: 0,
                part: Part::Other(0..0),
            }],
        }
    }

    /// Finds the best course at each place between passages, before a step of the recording.
    fn places(&mut self, row: usize, pause: usize) {
        if row > 0 {
            self.places.fill(NONE);
        }
        self.leave_passages(row, pause);
        if pause >= self.rules.pause {
            self.leave_others(row);
            self.jump();
        }
        if row > 0 && pause >= self.rules.within.1 {
            self.pause_within();
        }
    }

    /// Lets the courses within passages go on after a long pause. One that has hardly begun, or is at
    /// its end, does not: what follows is something else.
    fn pause_within(&mut self) {
        let (cost, _) = self.rules.within;
        for index in self.alive.clone() {
            let steps = self.text.passages[index].clone();
            let edge = (SLACK + 1).min(steps.len());
            self.tokens[steps.start..steps.start + edge].fill(NONE);
            self.tokens[steps.end - edge..steps.end].fill(NONE);
            for token in &mut self.tokens[steps] {
                token.cost += cost;
            }
        }
    }

    /// Ends passages: whole ones lead to the next place, broken ones to the place before them.
    fn leave_passages(&mut self, row: usize, pause: usize) {
        for index in self.alive.clone() {
            let steps = self.text.passages[index].clone();
            let last = steps.end - steps.len().min(SLACK + 1);
            let best = |steps: Range<usize>| {
                let tokens = self.tokens[steps].iter();
                tokens
                    .copied()
                    .min_by(|a, b| a.cost.total_cmp(&b.cost))
                    .unwrap_or(NONE)
            };
            let mut exits = vec![(best(last..steps.end), true, 0.0, index + 1)];
            if pause >= self.rules.pause.max(1) {
                exits.push((best(steps.start..last), false, self.rules.broken, index));
            }
            for (token, whole, cost, place) in exits {
                let at = token.since as usize..row;
                let part = Part::Passage { index, at, whole };
                self.arrive(place, token, cost, part);
            }
        }
    }

    fn leave_others(&mut self, row: usize) {
        for place in 0..self.others.len() {
            let token = self.others[place];
            self.arrive(place, token, 0.0, Part::Other(token.since as usize..row));
        }
    }

    /// Takes a course to a place, if it is better than the one there.
    fn arrive(&mut self, place: usize, token: Token, cost: f32, part: Part) {
        let cost = token.cost + cost;
        if cost < self.places[place].cost {
            let before = u32::try_from(self.ended.len()).unwrap_or(u32::MAX);
            self.ended.push(Ended {
                before: token.before,
                part,
            });
            self.places[place] = Token {
                cost,
                before,
                since: 0,
            };
        }
    }

    /// Lets the reading go ahead and back between places.
    fn jump(&mut self) {
        let stay: Vec<Token> = self.places.clone();
        let mut jump = |order: &mut dyn Iterator<Item = usize>, [first, each]: [f32; 2]| {
            let mut best = NONE;
            for place in order {
                best.cost += each;
                if best.cost + first < self.places[place].cost {
                    self.places[place] = Token {
                        cost: best.cost + first,
                        ..best
                    };
                }
                if stay[place].cost < best.cost {
                    best = stay[place];
                }
            }
        };
        let count = stay.len();
        jump(&mut (0..count), self.rules.skip);
        jump(&mut (0..count).rev(), self.rules.back);
    }

    /// Takes every course one step of the recording further.
    fn advance(&mut self, row: usize, step: &Step, other: f32) {
        let since = u32::try_from(row).unwrap_or(u32::MAX);
        let mut least = f32::INFINITY;
        for place in 0..self.places.len() {
            let entry = Token {
                cost: self.places[place].cost + self.rules.other,
                since,
                ..self.places[place]
            };
            let stay = self.others[place];
            let mut next = if entry.cost < stay.cost { entry } else { stay };
            next.cost += other;
            least = least.min(next.cost);
            self.others[place] = next;
        }
        let limit = self
            .places
            .iter()
            .map(|token| token.cost)
            .fold(f32::INFINITY, f32::min);
        let limit = limit + self.rules.beam;
        let mut alive: Option<Range<usize>> = None;
        for index in 0..self.text.passages.len() {
            let is_entered = self.places[index].cost < limit;
            if !is_entered && !self.alive.contains(&index) {
                continue;
            }
            let entry = Token {
                since,
                ..self.places[index]
            };
            let best = self.within(index, step, entry);
            least = least.min(best);
            if best.is_finite() {
                let start = alive.as_ref().map_or(index, |alive| alive.start);
                alive = Some(start..index + 1);
            }
        }
        self.alive = alive.unwrap_or(0..0);
        self.prune(least);
    }

    /// Takes the courses within a passage one step further. Returns the least cost.
    fn within(&mut self, index: usize, step: &Step, entry: Token) -> f32 {
        let steps = self.text.passages[index].clone();
        let mut least = f32::INFINITY;
        let (own, tokens) = (&self.text.steps[steps.clone()], &mut self.tokens[steps]);
        for at in (0..tokens.len()).rev() {
            let uneven = |token: Token| Token {
                cost: token.cost + UNEVEN,
                ..token
            };
            let back = |by: usize| match at.checked_sub(by) {
                Some(before) => tokens[before],
                // The first step may be left out.
                None if at + 1 == by => entry,
                None => NONE,
            };
            let mut best = back(1);
            for other in [uneven(back(2)), uneven(tokens[at])] {
                if other.cost < best.cost {
                    best = other;
                }
            }
            if best.cost.is_finite() {
                best.cost += distance(&own[at], step);
            }
            least = least.min(best.cost);
            tokens[at] = best;
        }
        least
    }

    /// Removes courses that cost too much, and counts costs from the least.
    fn prune(&mut self, least: f32) {
        let limit = least + self.rules.beam;
        let bounded = |token: &mut Token| {
            *token = match token.cost <= limit {
                true => Token {
                    cost: token.cost - least,
                    ..*token
                },
                false => NONE,
            };
        };
        self.others.iter_mut().for_each(bounded);
        for index in self.alive.clone() {
            let steps = self.text.passages[index].clone();
            self.tokens[steps].iter_mut().for_each(bounded);
        }
    }

    /// Returns the parts of the best course that ends now. The rest of the text is left out.
    fn course(self) -> Vec<Part> {
        let end = self.places.last();
        let mut at = end.map_or(0, |place| place.before as usize);
        let mut parts = Vec::new();
        while at > 0 {
            parts.push(self.ended[at].part.clone());
            at = self.ended[at].before as usize;
        }
        parts.reverse();
        parts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::NUMBERS;

    const RULES: Rules = Rules {
        skip: [22.0, 1.0],
        back: [22.0, 1.0],
        broken: 24.0,
        within: (0.0, usize::MAX),
        other: 28.0,
        share: 0.06,
        pause: 0,
        beam: 160.0,
    };

    struct Chance(u32);

    impl Chance {
        fn step(&mut self, size: f32) -> Step {
            std::array::from_fn::<f32, NUMBERS, _>(|_| {
                self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                size * ((self.0 >> 8) as f32 / 8_388_608.0 - 1.0)
            })
        }
    }

    /// Follows a text of 12 passages through their steps as another speaker says them, in this order.
    /// A number that is no passage is foreign sound.
    fn course(said: &[usize], rules: &Rules) -> Vec<Part> {
        let mut chance = Chance(3);
        let mut text = Passages::default();
        for _ in 0..12 {
            let start = text.steps.len();
            text.steps.extend((0..12).map(|_| chance.step(1.7)));
            text.passages.push(start..text.steps.len());
        }
        let mut speech = Speech::default();
        for passage in said {
            // A pause is before each passage.
            let from = speech.at.last().map_or(0, |last| last + 20);
            let steps: Vec<Step> = match text.passages.get(*passage) {
                Some(steps) => {
                    let own = text.steps[steps.clone()].iter();
                    own.map(|step| {
                        let other = chance.step(1.2);
                        std::array::from_fn(|n| step[n] + other[n])
                    })
                    .collect()
                }
                None => (0..60).map(|_| chance.step(1.7)).collect(),
            };
            speech.at.extend(from..from + steps.len());
            speech.steps.extend(steps);
        }
        follow(&text, &speech, rules)
    }

    /// Returns the passages of a course, and 99 for other sound.
    fn order(parts: &[Part]) -> Vec<usize> {
        let number = |part: &Part| match part {
            Part::Passage { index, .. } => *index,
            Part::Other(_) => 99,
        };
        parts.iter().map(number).collect()
    }

    #[test]
    fn the_order_of_the_text_is_followed_through_skips_repeats_and_other_sound() {
        for said in [
            &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11][..],
            &[0, 1, 2, 3, 7, 8, 9, 10, 11],
            &[0, 1, 2, 3, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
            &[0, 1, 2, 3, 4, 99, 5, 6, 7, 8, 9, 10, 11],
            &[99, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
            &[3, 4, 5],
        ] {
            let parts = course(said, &RULES);
            assert_eq!(order(&parts), said, "{parts:?}");
        }
    }

    #[test]
    fn what_is_too_dear_is_not_believed() {
        let dear = Rules {
            skip: [1e6, 1.0],
            back: [1e6, 1.0],
            broken: 1e6,
            other: 1e6,
            beam: 1e7,
            ..RULES
        };
        let parts = course(&[0, 1, 2, 3, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], &dear);
        assert_eq!(order(&parts), (0..12).collect::<Vec<_>>());
    }
}
