//! `cuebook completions` and `cuebook man`: completions and manual pages.

use std::fs;

use crate::stage::Stage;

#[test]
fn the_completions_of_every_shell_have_every_command() {
    let stage = Stage::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = stage.run(["completions", shell]);
        assert_eq!(said.code, 0, "{shell}: {}", said.err);
        for command in ["render", "reanchor", "pronounce"] {
            assert!(said.out.contains(command), "{shell} lacks {command}");
        }
    }
    assert_eq!(stage.run(["completions", "abacus"]).code, 2);
}

#[test]
fn every_command_has_a_manual_page_with_its_example() {
    let stage = Stage::new();
    let said = stage.run(["man"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains(".TH cuebook 1"), "{}", said.out);
    let said = stage.run(["man", "-o", "pages"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{}", said.err);
    let page = fs::read_to_string(stage.path("pages/cuebook-render.1")).unwrap();
    assert!(page.contains("cuebook render scripts"), "{page}");
    assert!(stage.path("pages/cuebook-cue-add.1").exists());
}
