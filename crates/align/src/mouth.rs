//! Makes two speakers alike: the frequencies of the formants depend on the length of the mouth and
//! throat, which differs between children, women and men by up to a third; E. Eide and H. Gish,
//! *A parametric approach to vocal tract length normalization*, 1996.

use crate::features::{Bands, Features, distance};
use crate::path;

/// The warps that are tried.
const WARPS: [f64; 7] = [0.83, 0.88, 0.94, 1.0, 1.065, 1.135, 1.2];

/// The warps between a woman and a man, and the other way round.
pub(crate) const LONGER: f64 = WARPS[1];
pub(crate) const SHORTER: f64 = WARPS[5];

/// Returns the spectra of both sounds, those of the first with the warp that fits the second.
pub(crate) fn alike(one: &Bands, other: &Bands) -> (Features, Features) {
    let warp = warp(&[(one, other)]);
    (scaled(one, warp), scaled(other, 1.0))
}

/// Returns the warp with which the first sounds of some pairs are most like the second, which have the
/// same words.
pub(crate) fn warp(pairs: &[(&Bands, &Bands)]) -> f64 {
    let coarse = |sound: &Bands, warp: f64| scaled(sound, warp).halved().halved();
    let others: Vec<Features> = pairs.iter().map(|(_, other)| coarse(other, 1.0)).collect();
    let cost = |warp: f64| {
        let all = pairs.iter().zip(&others);
        let costs = all.map(|((one, _), other)| cost(&coarse(one, warp), other));
        costs.sum::<f32>()
    };
    let tried = WARPS.iter().map(|warp| (*warp, cost(*warp)));
    let best = tried.min_by(|(_, a), (_, b)| a.total_cmp(b));
    best.map_or(1.0, |(warp, _)| warp)
}

fn scaled(sound: &Bands, warp: f64) -> Features {
    let mut features = sound.features(warp);
    Features::scale([&mut features]);
    features
}

/// Returns how much two sounds differ on their path.
fn cost(one: &Features, other: &Features) -> f32 {
    let path = path::between(one, other);
    let heard = path
        .iter()
        .filter(|(a, b)| one.speech[*a] && other.speech[*b]);
    let (sum, count) = heard.fold((0.0, 0.0), |(sum, count), (a, b)| {
        (
            sum + distance(&one.steps[*a], &other.steps[*b]),
            count + 1.0,
        )
    });
    sum / f32::max(count, 1.0)
}
