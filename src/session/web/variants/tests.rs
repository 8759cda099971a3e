use super::*;
use crate::exchange::web::manifest::{Duck, End, Layer, Said, Spot};

/// A part of scenes that each have a line in any case, and something that depends on a condition.
struct Scenes {
    kinds: &'static [Kind],
    laid: usize,
}

#[derive(Copy, Clone, PartialEq)]
enum Kind {
    /// A line; all after it is later.
    Line,
    /// A sound.
    Spot,
    /// A bed to the end of the scene, which gives way to the line.
    Bed,
    /// A bed that goes on after the part.
    Goes,
    /// A line that has a shorter pause after another one of its kind.
    Close,
}

fn said(line: usize, at: i64) -> Said {
    Said {
        line,
        at,
        node: Some(0),
        paragraph: false,
        option: None,
        remind: false,
    }
}

impl Scenes {
    fn new(kinds: &'static [Kind]) -> Scenes {
        Scenes { kinds, laid: 0 }
    }

    fn part(&self, bits: &[bool]) -> Part {
        let mut part = Part::default();
        let mut dip = Vec::new();
        let (mut at, mut close) = (0, false);
        for (number, (kind, is_on)) in self.kinds.iter().zip(bits).enumerate() {
            part.lines.push(said(number, at));
            dip.extend([(at, 0.5, 1), (at + 80, 1.0, 1)]);
            let begin = at;
            at += 100;
            match kind {
                _ if !is_on => close = false,
                Kind::Line | Kind::Close => {
                    let pause = if *kind == Kind::Close && close { 3 } else { 30 };
                    part.lines.push(said(100 + number, at + pause));
                    at += pause + 50;
                    close = true;
                }
                Kind::Spot => part.spots.push(Spot {
                    cue: format!("s{number}"),
                    sound: number,
                    at: begin + 40,
                    gain: 1.0,
                }),
                Kind::Bed => {
                    let cue = format!("b{number}");
                    part.layers.push(Layer {
                        cue: cue.clone(),
                        at: begin + 10,
                        fade: (0, 0),
                        strands: Vec::new(),
                    });
                    part.ends.push(End {
                        cue,
                        at: Some(begin + 60),
                        last: false,
                        earliest: 0,
                        own: true,
                    });
                }
                Kind::Goes => part.running.push(format!("b{number}")),
            }
        }
        let beds = part.layers.iter().map(|layer| layer.cue.clone());
        part.ducks.push(Duck {
            cues: std::iter::once("wind".to_owned()).chain(beds).collect(),
            points: dip,
            remind: false,
            number: None,
        });
        (part.spoken, part.asked, part.end) = (at, at, Some(at + 20));
        part
    }
}

impl Lays for Scenes {
    fn lay(&mut self, bits: &[bool]) -> Result<Part, SessionError> {
        self.laid += 1;
        Ok(self.part(bits))
    }
}

fn values(number: usize, count: usize) -> Vec<bool> {
    (0..count).map(|bit| number >> bit & 1 == 1).collect()
}

/// Finds the stretches of a part, and checks that they give all its variants that fit.
fn found(kinds: &'static [Kind]) -> (Variants, usize) {
    let mut scenes = Scenes::new(kinds);
    let base = values(0b0110_1001_0110, kinds.len());
    let mut found = Variants::of(&base, &[], &mut scenes).unwrap().unwrap();
    for number in 0..1 << kinds.len() {
        let bits = values(number, kinds.len());
        if found.fits(&bits) {
            assert!(found.cover(&bits, &mut scenes).unwrap());
            let laid = divided(&scenes.part(&bits));
            assert_eq!(
                laid,
                (found.rest.clone(), found.composed(&bits)),
                "{bits:?}"
            );
        }
    }
    (found, scenes.laid)
}

#[test]
fn a_part_is_laid_out_about_as_often_as_it_has_conditions() {
    const KINDS: &[Kind] = &[
        Kind::Line,
        Kind::Spot,
        Kind::Line,
        Kind::Bed,
        Kind::Spot,
        Kind::Line,
        Kind::Bed,
        Kind::Bed,
        Kind::Line,
        Kind::Spot,
        Kind::Spot,
        Kind::Line,
    ];
    let (found, laid) = found(KINDS);
    assert!(found.fixed.is_empty());
    assert!(laid <= 5 * KINDS.len(), "{laid} times");
    let part = found.part("0.0:************||".to_owned());
    let cases: usize = part.pieces.iter().map(|piece| piece.cases.len()).sum();
    assert!(cases <= 4 * KINDS.len(), "{cases} cases");
}

#[test]
fn stretches_that_act_on_each_other_are_one() {
    const KINDS: &[Kind] = &[Kind::Spot, Kind::Close, Kind::Close, Kind::Spot];
    let (found, _) = found(KINDS);
    let together: Vec<&[usize]> = found.stretches.iter().map(|own| &own.bits[..]).collect();
    assert_eq!(together, [&[0][..], &[1, 2], &[3]]);
}

#[test]
fn a_condition_of_what_goes_on_is_the_same_in_all_variants() {
    const KINDS: &[Kind] = &[Kind::Line, Kind::Goes, Kind::Spot];
    let (found, _) = found(KINDS);
    assert_eq!(found.fixed, [1]);
    assert!(!found.fits(&[true, !found.base[1], true]));
}

#[test]
fn a_part_that_differs_from_its_stretches_has_none() {
    struct Odd(Scenes);
    impl Lays for Odd {
        fn lay(&mut self, bits: &[bool]) -> Result<Part, SessionError> {
            let mut part = self.0.part(bits);
            // With all conditions, there is one more sound.
            if bits.iter().all(|bit| *bit) {
                part.spots.push(Spot {
                    cue: "odd".to_owned(),
                    sound: 9,
                    at: 1,
                    gain: 1.0,
                });
            }
            Ok(part)
        }
    }
    let mut odd = Odd(Scenes::new(&[Kind::Spot; 4]));
    assert!(Variants::of(&[false; 4], &[], &mut odd).unwrap().is_none());
    let known = [(vec![true; 4], odd.lay(&[true; 4]).unwrap())];
    let mut scenes = Scenes::new(&[Kind::Spot; 4]);
    let found = Variants::of(&[false; 4], &known, &mut scenes).unwrap();
    assert!(found.is_none());
}
