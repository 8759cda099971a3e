//! The absorption and scattering of walls, floors and ceilings.
//!
//! Absorption is at random incidence in the octaves from 125 Hz to 8 kHz.
//! Values without a source are from the tables of M. Vorländer, *Auralization*
//! (2008), appendix B. Where a table ends at 4 kHz, the last value is repeated.
//! The values of stone and tile, which the tables round to hundredths, are
//! smoothed. The scattered shares are estimates after examples in the same
//! book: a tenth for flat walls, most of the energy for structures as deep as a
//! wavelength.

use super::{Face, Spectrum};

/// The name of each surface, the share of sound that it scatters, and its absorption.
#[rustfmt::skip]
const SURFACES: [(&str, f64, Spectrum); 22] = [
    // Limestone walls.
    ("stone", 0.20, [0.02, 0.024, 0.031, 0.039, 0.046, 0.05, 0.052]),
    // Brick with a rough finish.
    ("brick", 0.15, [0.03, 0.03, 0.03, 0.04, 0.05, 0.07, 0.07]),
    // Rough concrete.
    ("concrete", 0.10, [0.02, 0.03, 0.03, 0.03, 0.04, 0.07, 0.07]),
    // Average hard walls: plaster on brick.
    ("plaster", 0.10, [0.02, 0.02, 0.03, 0.03, 0.04, 0.05, 0.05]),
    // Two layers on a frame.
    ("plasterboard", 0.10, [0.15, 0.10, 0.06, 0.04, 0.04, 0.05, 0.05]),
    // A floor or wall of 16 mm boards on studs.
    ("wood", 0.15, [0.18, 0.12, 0.10, 0.09, 0.08, 0.07, 0.07]),
    // A 12 mm lining on a frame.
    ("panelling", 0.20, [0.27, 0.23, 0.22, 0.15, 0.10, 0.07, 0.06]),
    // Laid in asphalt on concrete (L. L. Beranek, *Acoustics*, 1954, table
    // 10.5).
    ("parquet", 0.10, [0.04, 0.04, 0.07, 0.06, 0.06, 0.07, 0.07]),
    // On felt.
    ("carpet", 0.15, [0.08, 0.08, 0.30, 0.60, 0.75, 0.80, 0.80]),
    // Cotton, draped to three quarters of its area.
    ("curtain", 0.40, [0.30, 0.45, 0.65, 0.56, 0.59, 0.71, 0.71]),
    // A single pane of 3 mm.
    ("glass", 0.05, [0.08, 0.04, 0.03, 0.03, 0.02, 0.02, 0.02]),
    ("tile", 0.05, [0.01, 0.011, 0.013, 0.016, 0.019, 0.021, 0.023]),
    // Rough soil (M. D. Egan, *Architectural Acoustics*, 1988; so are the next
    // four).
    ("earth", 0.30, [0.15, 0.25, 0.40, 0.55, 0.60, 0.60, 0.60]),
    ("grass", 0.30, [0.11, 0.26, 0.60, 0.69, 0.92, 0.99, 0.99]),
    ("gravel", 0.40, [0.25, 0.60, 0.65, 0.70, 0.75, 0.80, 0.80]),
    // Fresh, 10 cm deep.
    ("snow", 0.30, [0.45, 0.75, 0.90, 0.95, 0.95, 0.95, 0.95]),
    ("trees", 0.90, [0.03, 0.06, 0.11, 0.17, 0.27, 0.31, 0.31]),
    // Sound passes as through a limp wall of 0.4 kg/m² (H. Kuttruff, *Room
    // Acoustics*, 2009, section 2.3); the rest meets light cloth.
    ("canvas", 0.20, [0.90, 0.68, 0.41, 0.27, 0.27, 0.36, 0.40]),
    // Chairs covered with leather.
    ("upholstery", 0.50, [0.40, 0.50, 0.58, 0.61, 0.58, 0.50, 0.50]),
    // Full bookcases: between a rough wall and a porous one.
    ("books", 0.50, [0.25, 0.30, 0.30, 0.30, 0.28, 0.28, 0.28]),
    ("audience", 0.60, [0.60, 0.74, 0.88, 0.96, 0.93, 0.85, 0.85]),
    // No surface: the sky, a doorway.
    ("open", 0.00, [1.0; 7]),
];

/// Returns a face with this surface, or with plaster if the name is unknown.
#[must_use]
pub(super) fn face(name: &str) -> Face {
    const PLASTER: usize = 3;
    let known = SURFACES.iter().find(|(known, ..)| *known == name);
    let (_, scattering, absorption) = *known.unwrap_or(&SURFACES[PLASTER]);
    Face {
        absorption,
        scattering,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cuebook_script::space;

    #[test]
    fn every_surface_that_a_script_can_name_is_here() {
        let names = SURFACES.map(|(name, ..)| name);
        assert!(names.into_iter().eq(space::SURFACES.names()));
        for (_, scattering, absorption) in SURFACES {
            let absorption = absorption.iter();
            assert!(absorption.clone().all(|share| (0.01..=1.0).contains(share)));
            assert!((0.0..=0.9).contains(&scattering));
        }
    }

    #[test]
    fn an_unknown_face_is_plaster() {
        assert_eq!(face("chees"), face("plaster"));
    }
}
