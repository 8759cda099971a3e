//! Signs that look like those of YAML, and signs that are missing between braces.

use super::item;

#[test]
fn signs_of_print_are_named_where_they_are() {
    item(
        "  - spot: door\n    at：x",
        "5:7 `：` is not the `:` of YAML",
        "{spot: door, at: x}",
    );
    item(
        "  - { spot： door, at: x }",
        "4:11 `：` is not the `:` of YAML",
        "{spot: door, at: x}",
    );
    item(
        "  - { spot: door， at: x }",
        "4:17 `，` is not the `,` of YAML",
        "{spot: door, at: x}",
    );
    item(
        "  - { spot: door; at: x }",
        "4:17 `;` is not the `,` of YAML",
        "{spot: door, at: x}",
    );
    item(
        "  - spot: door\n    at = x",
        "5:8 `=` is not the `:` of YAML",
        "{spot: door, at: x}",
    );
    item(
        "  - { spot: door, at=x }",
        "4:21 `=` is not the `:` of YAML",
        "{spot: door, at: x}",
    );
}

#[test]
fn a_bullet_is_no_dash() {
    for bullet in ["•", "–", "—", "*"] {
        item(
            &format!("  {bullet} spot: door\n    at: x"),
            &format!("4:3 `{bullet}` does not begin an item"),
            "{spot: door, at: x}",
        );
    }
}

#[test]
fn quotation_marks_of_print_hold_their_words_together() {
    item(
        "  - { spot: door, at: “one, two” }",
        "4:23 `“` is not a quotation mark of YAML",
        "{spot: door, at: one, two}",
    );
    item(
        "  - { spot: door, at: ‘one, two’, gain: 1 }",
        "4:23 `‘` is not a quotation mark of YAML",
        "{spot: door, at: one, two, gain: 1}",
    );
    item(
        "  - { spot: door, at: { after: “one, by two,” } }",
        "4:32 `“` is not a quotation mark of YAML",
        "{spot: door, at: {after: one, by two,}}",
    );
    item(
        "  - { spot: door, at: “one, two\" }",
        "4:23 `“` is not a quotation mark of YAML",
        "{spot: door, at: one, two}",
    );
}

#[test]
fn commas_and_colons_that_are_missing_between_braces_are_named() {
    item(
        "  - { spot: door at: x }",
        "4:18 a comma is missing before `at`",
        "{spot: door, at: x}",
    );
    item(
        "  - {id: a spot: door, at: x}",
        "4:12 a comma is missing before `spot`",
        "{id: a, spot: door, at: x}",
    );
    item(
        "  - { spot door, at: x }",
        "4:7 a `:` is missing after `spot`",
        "{spot: door, at: x}",
    );
    item(
        "  - { quote: \"x, y\", by ANN }",
        "4:22 a `:` is missing after `by`",
        "{quote: x, y, by: ANN}",
    );
    item(
        "  - { spot: door, at: { after \"x, y\" }, gain: 1 }",
        "4:25 a `:` is missing after `after`",
        "{spot: door, at: {after: x, y}, gain: 1}",
    );
}

#[test]
fn a_tab_behind_a_colon_is_named() {
    item(
        "  - spot: door\n    at:\tx",
        "5:8 a tab stands where a space belongs",
        "{spot: door, at: x}",
    );
}

#[test]
fn an_item_without_a_space_keeps_its_other_lines() {
    item(
        "  -id: a\n    spot: door\n    at: x",
        "4:3 a space is missing after this `-`",
        "{id: a, spot: door, at: x}",
    );
    item(
        "  -id: a\n   spot: door\n   at: x",
        "4:3 a space is missing after this `-`",
        "{id: a, spot: door, at: x}",
    );
}

#[test]
fn words_of_a_text_are_no_keys() {
    for words in [
        "{ quote: Come in, by all means, by: ANN }",
        "{ quote: \"Come in\", by: ANN }",
        "{ quote: \"– No; never = 5, at home\", by: ANN }",
    ] {
        let source = super::script(&format!("  - {words}"));
        assert!(crate::parse(&source).diagnostics.is_empty(), "{source}");
    }
}
