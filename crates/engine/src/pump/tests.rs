//! The same bits on any number of threads.

use super::*;
use crate::tests::{mixes, sounds};
use proptest::prelude::*;

/// A part of a show, bit by bit: mixed, mastered, and each bus.
fn parts(engine: impl Fn() -> Engine, part: &Range<Frames>) -> [Vec<u32>; 3] {
    let mut heard = [Vec::new(), Vec::new(), Vec::new()];
    let keep = |all: &mut Vec<u32>, block: &Block, frames: usize| {
        let sides = block.left[..frames].iter().chain(&block.right[..frames]);
        all.extend(sides.map(|sample| sample.to_bits()));
    };
    let [mix, master, stems] = &mut heard;
    mixed(engine(), part.clone(), |block, frames| {
        keep(mix, block, frames);
        Ok::<_, EngineError>(())
    })
    .unwrap();
    finished(
        engine(),
        part.clone(),
        |_| (),
        |block, frames| {
            keep(master, block, frames);
            Ok::<_, EngineError>(())
        },
    )
    .unwrap();
    buses(engine(), part.clone(), |blocks, frames| {
        blocks.iter().for_each(|block| keep(stems, block, frames));
        Ok::<_, EngineError>(())
    })
    .unwrap();
    heard
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 32))]

    #[test]
    fn a_part_has_the_same_bits_on_any_number_of_threads(
        plan in mixes(450_000),
        step in prop_oneof![Just(2_048), Just(16_384)],
        from in 0i64..400_000,
        is_whole: bool,
    ) {
        let plan = std::sync::Arc::new(crate::plan::MixPlan { step, ..plan });
        let engine = |threads| {
            Engine::new(plan.clone(), Box::new(sounds())).on_threads(threads)
        };
        let from = if is_whole { Frames::ZERO } else { Frames(from) };
        let part = from..plan.frames;
        let alone = parts(|| engine(1), &part);
        for threads in [2, 4] {
            let together = parts(|| engine(threads), &part);
            // Compared without being printed.
            prop_assert!(alone == together, "{} threads", threads);
        }
    }
}
