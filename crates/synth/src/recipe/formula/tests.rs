use super::*;
use crate::recipe::param::Takes;
use crate::recipe::quantity::Quantity;
use crate::recipe::settings::Value;

fn params() -> Vec<Known> {
    let quantity = |name: &str, text| Known {
        name: name.to_owned(),
        takes: Some(Takes::Quantity {
            default: Quantity::parse(text).unwrap(),
            low: Quantity::parse(text).unwrap(),
            high: Quantity::parse(text).unwrap(),
        }),
    };
    let door = Takes::Word {
        default: "oak".to_owned(),
        words: vec!["oak".to_owned(), "sheet-iron".to_owned()],
    };
    vec![
        quantity("calibre", "152mm"),
        quantity("fire-after", "0.25"),
        Known {
            name: "door".to_owned(),
            takes: Some(door),
        },
    ]
}

fn settings() -> Settings {
    let known = params().into_iter();
    known
        .map(|known| (known.name, Value::default_of(&known.takes.unwrap())))
        .collect()
}

/// Returns the value, or each mistake as `code at: message`.
fn worked<D: QuantityKind>(text: &str) -> Result<f64, Vec<String>> {
    let message = |wrong: &Diagnostic| {
        let place = wrong.labels[0].span.of(text);
        format!("{} at `{place}`: {}", wrong.code, wrong.message)
    };
    let formula = Formula::<D>::parse(text, &params());
    let formula = formula.map_err(|wrong| wrong.iter().map(message).collect::<Vec<_>>())?;
    let value = formula.value(&settings(), &mut Random::new(1));
    value.map_err(|reason| vec![reason])
}

#[test]
fn operators_have_the_usual_precedence() {
    for (text, value) in [
        ("1 + 2 * 3", 7.0),
        ("-2 ^ 2", -4.0),
        ("2 ^ 3 ^ 2", 512.0),
        ("(1 + 2) * 3", 9.0),
        ("8 / 4 / 2", 1.0),
        ("calibre / 76mm", 2.0),
        ("1 - fire-after", 0.75),
        ("mix(10, 20, fire-after)", 12.5),
        ("max(1, min(5, 3))", 3.0),
        ("log2(8)", 3.0),
        ("2s * 30/min", 1.0),
        ("is(door, oak)", 1.0),
        ("mix(2, 3, is(door, sheet-iron))", 2.0),
    ] {
        let found = worked::<Plain>(text).unwrap();
        assert!((found - value).abs() < 1e-12, "{text} = {found}");
    }
}

#[test]
fn a_range_is_drawn_between_its_ends() {
    let formula = Formula::<Time>::parse("10ms..20ms", &[]).unwrap();
    for seed in 0..200 {
        let value = formula.value(&Settings::default(), &mut Random::new(seed));
        assert!((0.01..0.02).contains(&value.unwrap()));
    }
}

#[test]
fn mistakes_are_reported_at_their_place() {
    for (text, message) in [
        (
            "1s + 1m",
            "wrong-unit at `1s + 1m`: `1s` is a time and `1m` is a length: both sides of `+` must be of the same kind",
        ),
        ("1s", "wrong-unit at `1s`: `1s` is a time; expected no unit"),
        (
            "2 * size",
            "unknown-param at `size`: the recipe has no parameter `size`",
        ),
        ("2 *", "bad-formula at ``: the formula ends too early"),
        (
            "3 parsecs",
            "wrong-unit at `parsecs`: there is no unit `parsecs`",
        ),
        ("(1", "bad-formula at ``: expected `)` here"),
        (
            "2 + root(2)",
            "bad-formula at `root`: there is no function `root`",
        ),
        ("1 2", "bad-formula at `2`: `2` is not expected here"),
        (
            "door + 1",
            "bad-formula at `door`: `door` is a word, not a number",
        ),
        (
            "is(calibre, oak)",
            "bad-formula at `calibre`: `calibre` is a number, but `is` takes a word",
        ),
        (
            "is(door)",
            "bad-formula at `is(door)`: `is` takes a parameter and a word",
        ),
        (
            "is(door, iron)",
            "unknown-word at `iron`: `door` cannot be `iron`",
        ),
        (
            "2s ^ 2",
            "wrong-unit at `2s`: only a plain number can be raised to a power, but `2s` is a time",
        ),
        (
            "3dB * 2dB",
            "wrong-unit at `3dB * 2dB`: `3dB` is a level and cannot be multiplied by a level",
        ),
        (
            "mix(1, 2)",
            "bad-formula at `mix(1, 2)`: `mix` takes 3 values",
        ),
        (
            "log2(3m)",
            "wrong-unit at `3m`: `log2` takes a plain number, but `3m` is a length",
        ),
        (
            "2..1",
            "reversed-range at `2..1`: the range `2..1` is reversed",
        ),
        ("1 / 0", "`1 / 0`: this is not a finite number"),
    ] {
        assert_eq!(worked::<Plain>(text).unwrap_err(), [message], "{text}");
    }
}

#[test]
fn every_mistake_of_a_formula_is_reported_without_follow_up_mistakes() {
    for (text, expected) in [
        ("max(size * 2dB, wide) + 3dB", &["unknown-param"; 2][..]),
        (
            "max(size, 2 furlong) * 3 - 2dB",
            &["unknown-param", "wrong-unit"],
        ),
        ("(size + 1s) + (1m + 1s)", &["unknown-param", "wrong-unit"]),
    ] {
        let messages = worked::<Level>(text).unwrap_err();
        let codes: Vec<&str> = messages
            .iter()
            .map(|message| message.split(' ').next().unwrap())
            .collect();
        assert_eq!(codes, expected, "{messages:?}");
    }
}

#[test]
fn a_missing_unit_is_suggested() {
    for (text, mended) in [
        ("80", "80s"),
        ("0.9..1.4s", "0.9s..1.4s"),
        ("calibre / 1m * 2s + 3", "calibre / 1m * 2s + 3"),
    ] {
        let wrong = Formula::<Time>::parse(text, &params()).unwrap_err();
        let edit = wrong[0].hints.iter().find_map(|hint| hint.replace.clone());
        let found = edit.map_or(text.to_owned(), |(span, with)| {
            format!("{}{with}{}", &text[..span.start], &text[span.end..])
        });
        assert_eq!(found, mended);
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_parser_panic(text in "[-0-9a-z.()+*/^, ]{0,60}|\\PC{0,20}") {
        let _ = worked::<Plain>(&text);
        let _ = worked::<Anything>(&text);
    }

    /// Every formula that is accepted has a finite value or returns an error.
    #[test]
    fn an_accepted_formula_can_be_evaluated(
        text in "((calibre|fire-after|2|3s|4dB|is\\(door, oak\\)) [-+*/^] ){0,4}(calibre|2|3s|4dB|1m..2m)"
    ) {
        if let Err(messages) = worked::<Time>(&text) {
            proptest::prop_assert!(!messages.is_empty());
        }
    }
}
