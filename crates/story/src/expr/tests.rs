use proptest::prelude::*;

use super::*;
use crate::variable::{Kind, Variable};

/// The variables of the tests: two flags, two numbers, two moods and a weather.
pub(crate) fn variables() -> IdVec<VariableId, Variable> {
    let words = |words: &[&str]| Kind::OneOf(words.iter().map(|w| (*w).to_owned()).collect());
    let number = Kind::Number { from: 0, to: 3 };
    let all = [
        ("lamp", Kind::Flag),
        ("dark-door", Kind::Flag),
        ("courage", number.clone()),
        ("gold", number),
        ("mood", words(&["calm", "afraid"])),
        ("temper", words(&["calm", "afraid"])),
        ("weather", words(&["rain", "sun", "calm"])),
    ];
    let all = all.into_iter().map(|(name, kind)| Variable {
        name: name.to_owned(),
        kind,
        start: 0,
        chance: None,
    });
    all.collect()
}

fn named(name: &str) -> VariableId {
    variables()
        .position(|variable| variable.name == name)
        .unwrap()
}

fn bound(text: &str, wanted: Wanted) -> Result<Expr, Vec<Fault>> {
    let written = Written::parse(text).map_err(|fault| vec![fault])?;
    written.bind(&variables(), wanted)
}

fn condition(text: &str) -> Expr {
    bound(text, Wanted::Condition).unwrap_or_else(|faults| panic!("{text}: {faults:?}"))
}

/// All mistakes of an expression, each as `place: message; hint`.
fn said(text: &str, wanted: Wanted) -> String {
    let faults = bound(text, wanted).expect_err(text);
    let said = faults.iter().map(|fault| {
        let mut line = format!("{}: {}", fault.span.of(text), fault.message);
        if let Some(hint) = &fault.hint {
            line.push_str(&format!("; {}", hint.text));
        }
        line
    });
    said.collect::<Vec<_>>().join(" | ")
}

/// A text after the edit that the advice suggests.
fn mended(text: &str) -> String {
    let faults = bound(text, Wanted::Condition).expect_err(text);
    let hint = faults[0]
        .hint
        .clone()
        .unwrap_or_else(|| panic!("{text}: no advice"));
    let (span, right) = hint
        .replace
        .unwrap_or_else(|| panic!("{text}: {}", hint.text));
    format!("{}{right}{}", &text[..span.start], &text[span.end..])
}

#[test]
fn conditions_hold_as_written() {
    let mut values: Values = variables().iter().map(|_| 0).collect();
    values[named("courage")] = 2;
    values[named("mood")] = 1;
    let holds = |text: &str| condition(text).holds(&values);
    for text in [
        "courage >= 2 and not lamp",
        "not lamp and not dark-door",
        "mood == afraid",
        "afraid == mood",
        "mood != temper",
        "weather == rain",
        "courage * 2 - 1 == 3",
        "2 - courage - 1 == -1",
        "-courage < 0",
        "-(-2) == courage",
        "lamp or courage > 1 and true",
        "lamp == false",
        "(lamp or true) and not (lamp and true)",
        "courage - 1 == gold + 1",
        "courage -1 == 1",
        "lamp == (courage > 2)",
    ] {
        assert!(holds(text), "{text}");
        assert!(!holds(&format!("not ({text})")), "{text}");
    }
}

#[test]
fn names_are_found_with_their_places() {
    let text = "lamp and mood == calm";
    let written = Written::parse(text).unwrap();
    let names: Vec<_> = written
        .names()
        .iter()
        .map(|(n, s)| (*n, s.of(text)))
        .collect();
    assert_eq!(
        names,
        [("lamp", "lamp"), ("mood", "mood"), ("calm", "calm")]
    );
}

#[test]
fn numbers_stay_within_their_range() {
    let values: Values = variables().iter().map(|_| i64::MAX).collect();
    let value = |text: &str| {
        bound(text, Wanted::Value(named("gold")))
            .unwrap()
            .value(&values)
    };
    assert_eq!(value("courage + courage"), i64::MAX);
    assert_eq!(value("-courage - courage - courage"), i64::MIN);
    assert_eq!(value("-(-courage - courage)"), i64::MAX);
    assert_eq!(value("courage * -courage"), i64::MIN);
}

#[test]
fn unknown_names_are_compared_with_the_known_ones() {
    let said = |text: &str| said(text, Wanted::Condition);
    assert_eq!(
        said("corage > 1"),
        "corage: `state` has no variable `corage`; write `courage`"
    );
    assert_eq!(
        said("lmp and corage > 1"),
        "lmp: `state` has no variable `lmp`; write `lamp` | \
         corage: `state` has no variable `corage`; write `courage`"
    );
    assert_eq!(
        said("xyz"),
        "xyz: `state` has no variable `xyz`; `state` has lamp, dark-door, courage, gold, mood, \
         temper, weather"
    );
    assert_eq!(
        said("courage-1 > 0"),
        "courage-1: `state` has no variable `courage-1`; write `courage - 1`"
    );
    assert_eq!(
        said("afraid"),
        "afraid: `afraid` is a word of `mood`, not a variable; compare it: `mood == afraid`"
    );
    assert_eq!(
        said("mood == sun"),
        "sun: `mood` is never `sun`: it is one of calm, afraid"
    );
    assert_eq!(
        said("mood == afraidd"),
        "afraidd: `mood` is never `afraidd`: it is one of calm, afraid; write `afraid`"
    );
}

#[test]
fn wrong_types_are_explained() {
    let said = |text: &str| said(text, Wanted::Condition);
    assert_eq!(
        said("lamp + 1 > 0"),
        "lamp: `lamp` is true or false, and `+` needs numbers"
    );
    assert_eq!(
        said("mood < calm"),
        "mood: `mood` is one of calm, afraid, and `<` needs numbers | calm: `calm` is a word of `mood`, not a variable; compare it: `mood == calm`"
    );
    assert_eq!(
        said("not courage"),
        "courage: `courage` is a number, and `not` needs conditions; write `courage > 0`"
    );
    assert_eq!(
        said("lamp and 3"),
        "3: `3` is a number, and `and` needs conditions"
    );
    assert_eq!(
        said("courage"),
        "courage: `courage` is a number, and a condition is true or false; write `courage > 0`"
    );
    assert_eq!(
        said("mood"),
        "mood: `mood` is one of calm, afraid, and a condition is true or false; write `mood == calm`"
    );
    assert_eq!(
        said("courage + 1"),
        "courage + 1: `courage + 1` is a number, and a condition is true or false; compare it with another value"
    );
    assert_eq!(
        said("courage == lamp"),
        "courage == lamp: `courage` is a number, and `lamp` is true or false: they cannot be compared"
    );
    assert_eq!(
        said("mood == weather"),
        "mood == weather: `mood` is one of calm, afraid, and `weather` is one of rain, sun, calm: they cannot be compared"
    );
    assert_eq!(
        said("mood == 1"),
        "mood == 1: `mood` is one of calm, afraid, and `1` is a number: they cannot be compared"
    );
}

#[test]
fn new_values_have_the_type_of_their_variable() {
    let of = |name: &str, text: &str| said(text, Wanted::Value(named(name)));
    assert_eq!(
        of("courage", "lamp"),
        "lamp: `lamp` is true or false, and `courage` is a number"
    );
    assert_eq!(
        of("lamp", "1"),
        "1: `1` is a number, and `lamp` is true or false"
    );
    assert_eq!(
        of("mood", "sun"),
        "sun: `mood` is never `sun`: it is one of calm, afraid"
    );
    assert_eq!(
        of("mood", "courage"),
        "courage: `courage` is a number, and `mood` is one of calm, afraid"
    );
    let mood = named("mood");
    let calm = Expr::Word { of: mood, index: 0 };
    assert_eq!(bound("calm", Wanted::Value(mood)), Ok(calm));
    assert_eq!(
        bound("temper", Wanted::Value(mood)),
        Ok(Expr::Variable(named("temper")))
    );
    assert!(bound("not lamp and courage > 2", Wanted::Value(named("lamp"))).is_ok());
}

#[test]
fn signs_of_other_languages_are_translated() {
    for (text, right) in [
        ("courage = 1", "courage == 1"),
        ("lamp && dark-door", "lamp and dark-door"),
        ("lamp&&dark-door", "lamp and dark-door"),
        ("lamp || dark-door", "lamp or dark-door"),
        ("!lamp", "not lamp"),
        ("lamp and !dark-door", "lamp and not dark-door"),
        ("courage => 1", "courage >= 1"),
        ("courage =< 1", "courage <= 1"),
        ("courage === 1", "courage == 1"),
        ("courage <> 1", "courage != 1"),
        ("courage ≥ 1", "courage >= 1"),
        ("courage is 1", "courage == 1"),
        ("mood is not calm", "mood != calm"),
        ("lamp AND dark-door", "lamp and dark-door"),
        ("lamp == True", "lamp == true"),
        ("mood == \"calm\"", "mood == calm"),
        ("mood == 'calm'", "mood == calm"),
        ("courage > 1.5", "courage > 1"),
    ] {
        assert_eq!(mended(text), right);
        condition(right);
    }
}

#[test]
fn what_cannot_be_read_has_a_place() {
    let said = |text: &str| said(text, Wanted::Condition);
    assert_eq!(said(""), ": the expression is empty");
    assert_eq!(said("  "), "  : the expression is empty");
    assert_eq!(
        said("(lamp"),
        "(: this bracket is not closed; add the missing `)`"
    );
    assert_eq!(
        said("lamp and (lamp or (lamp)"),
        "(: this bracket is not closed; add the missing `)`"
    );
    assert_eq!(
        said("lamp)"),
        "): this bracket closes nothing; remove it, or add the missing `(`"
    );
    assert_eq!(
        said("lamp and"),
        "and: a name, a number or a bracket is missing after `and`"
    );
    assert_eq!(
        said("and lamp"),
        "and: a name, a number or a bracket is missing at the beginning"
    );
    assert_eq!(said("()"), "(): the brackets are empty");
    assert_eq!(
        said("lamp lamp"),
        "lamp: an operator is missing between `lamp` and `lamp`; join two conditions with `and` or `or`, compare with `==`"
    );
    assert_eq!(
        said("0 < courage < 3"),
        "<: a comparison has two sides; compare twice: `… < courage and courage < …`"
    );
    assert_eq!(
        said("lamp == not lamp"),
        "not: `not` after `==` needs brackets; write it as `(not …)`"
    );
    assert_eq!(
        said("visited(hall)"),
        "visited(: `visited` is followed by a bracket, and expressions have no calls"
    );
    assert_eq!(
        said("courage / 2 > 1"),
        "/: `/` is no operator; expressions calculate with `+`, `-` and `*`"
    );
    assert_eq!(
        said("courage += 1"),
        "+=: `+=` is no operator: an expression changes no variable; in `set`, write the new value alone, such as `courage + 1`"
    );
    assert_eq!(
        said("2nd > 1"),
        "2nd: `2nd` begins with a digit; a name begins with a letter"
    );
    assert_eq!(
        said("courage > 99999999999999999999"),
        "99999999999999999999: numbers are at most 9223372036854775807"
    );
    assert_eq!(said("lamp # x"), "#: `#` has no meaning here");
    assert!(said(&"(".repeat(1000)).contains("at most 500"));
    assert!(said(&"(".repeat(100)).contains("at most 50 deep"));
    assert!(said(&"not ".repeat(100)).contains("at most 50 deep"));
}

/// Random flags, or numbers.
fn expr(is_flag: bool) -> BoxedStrategy<Expr> {
    grown(is_flag, 4)
}

fn leaf(is_flag: bool) -> BoxedStrategy<Expr> {
    let variable = |name: &str| Just(Expr::Variable(named(name)));
    if is_flag {
        prop_oneof![
            any::<bool>().prop_map(Expr::Flag),
            variable("lamp"),
            variable("dark-door")
        ]
        .boxed()
    } else {
        let number = prop_oneof![(-5..5_i64), Just(i64::MAX), Just(-i64::MAX)];
        prop_oneof![
            number.prop_map(Expr::Number),
            variable("courage"),
            variable("gold")
        ]
        .boxed()
    }
}

fn word() -> impl Strategy<Value = Expr> {
    let of = named("mood");
    prop_oneof![
        Just(Expr::Variable(of)),
        Just(Expr::Variable(named("temper"))),
    ]
    .prop_flat_map(move |left| {
        let right = prop_oneof![
            (0..2_usize).prop_map(move |index| Expr::Word { of, index }),
            Just(Expr::Variable(of))
        ];
        let operators = prop_oneof![Just(Operator::Equal), Just(Operator::Unequal)];
        (Just(left), right, operators)
    })
    .prop_map(|(left, right, operator)| Expr::Both {
        operator,
        left: Box::new(left),
        right: Box::new(right),
    })
}

fn grown(is_flag: bool, depth: u32) -> BoxedStrategy<Expr> {
    if depth == 0 {
        return leaf(is_flag);
    }
    let both = move |operators: &'static [Operator], of_flags: bool| {
        let operator = proptest::sample::select(operators);
        let side = move || grown(of_flags, depth - 1);
        (operator, side(), side()).prop_map(|(operator, left, right)| Expr::Both {
            operator,
            left: Box::new(left),
            right: Box::new(right),
        })
    };
    use Operator::*;
    if is_flag {
        let not = grown(true, depth - 1).prop_map(|inner| Expr::Not(Box::new(inner)));
        let comparisons = &[Equal, Unequal, Less, AtMost, More, AtLeast];
        prop_oneof![
            leaf(true),
            not,
            word(),
            both(&[Or, And, Equal, Unequal], true),
            both(comparisons, false)
        ]
        .boxed()
    } else {
        let negative = grown(false, depth - 1).prop_map(|inner| Expr::Negative(Box::new(inner)));
        prop_oneof![leaf(false), negative, both(&[Plus, Minus, Times], false)].boxed()
    }
}

proptest! {
    #[test]
    fn an_expression_prints_as_it_is_read(expr in prop_oneof![expr(true), expr(false)]) {
        let text = expr.shown(&variables());
        let is_number = bound(&text, Wanted::Condition).is_err();
        let gold = named("gold");
        let wanted = if is_number { Wanted::Value(gold) } else { Wanted::Condition };
        let mut wide = variables();
        wide[gold].kind = Kind::Number { from: i64::MIN, to: i64::MAX };
        let again = Written::parse(&text).unwrap().bind(&wide, wanted).map_err(|faults| {
            TestCaseError::fail(format!("{text}: {faults:?}"))
        })?;
        // The word of a set belongs to the variable beside it, so its name decides.
        prop_assert_eq!(again.shown(&variables()), text.clone());
        prop_assert_eq!(Written::parse(&text).unwrap().to_string(), text);
        let values = |seed: i64| -> Values { variables().iter().map(|v| v.kept(seed % 4)).collect() };
        for seed in 0..4 {
            prop_assert_eq!(again.value(&values(seed)), expr.value(&values(seed)));
        }
    }

    #[test]
    fn no_value_overflows(expr in expr(false), limits in proptest::collection::vec(any::<bool>(), 7)) {
        let values = limits.into_iter().map(|high| if high { i64::MAX } else { i64::MIN });
        let values: Values = values.collect();
        let _ = expr.value(&values);
    }

    #[test]
    fn a_mistake_is_within_the_text(text in "[a-c (){}=!<>&|+*/.,0-9\"'-]{0,20}|\\PC{0,12}") {
        for wanted in [Wanted::Condition, Wanted::Value(named("mood"))] {
            for fault in bound(&text, wanted).err().into_iter().flatten() {
                prop_assert!(text.get(fault.span.range()).is_some(), "{:?}", fault);
                let replace = fault.hint.and_then(|hint| hint.replace);
                prop_assert!(replace.is_none_or(|(span, _)| text.get(span.range()).is_some()));
            }
        }
    }
}

#[test]
fn a_value_that_is_never_in_the_range_is_a_mistake() {
    let wanted = Wanted::Value(named("courage"));
    assert_eq!(
        said("5", wanted),
        "5: `courage` is a whole number from 0 to 3, so it cannot be 5; write `3`"
    );
    assert_eq!(
        said("2 - 4", wanted),
        "2 - 4: `courage` is a whole number from 0 to 3, so it cannot be -2; write `0`"
    );
    assert!(bound("3", wanted).is_ok());
    assert!(bound("courage + 9", wanted).is_ok(), "the proof finds it");
}
