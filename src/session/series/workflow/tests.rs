use super::*;

fn options(to: Runner) -> WorkflowOptions {
    WorkflowOptions {
        to,
        output: PathBuf::from("out/flow"),
        folder: "out".to_owned(),
        arguments: vec!["--stand-in".to_owned()],
        whole: true,
        divide: None,
    }
}

fn write(inputs: &[&str], options: &WorkflowOptions) -> Result<String, SessionError> {
    let flow = Flow {
        series: "my series.yaml".to_owned(),
        units: vec![Unit {
            name: "01-one".to_owned(),
            chapter: "it's one.yaml".to_owned(),
            inputs: inputs.iter().map(|input| (*input).to_owned()).collect(),
            parts: vec![
                vec!["it".to_owned(), "it's".to_owned()],
                vec!["b".to_owned()],
            ],
            memory: 2000,
        }],
        options,
    };
    match options.to {
        Runner::Snakemake => snakemake::write(&flow),
        Runner::Make => make::write(&flow),
    }
}

#[test]
fn names_are_quoted_for_snakemake() {
    let text = write(
        &["a \"b\" {c}\\d.yaml", "ä '$e'.txt"],
        &options(Runner::Snakemake),
    )
    .unwrap();
    assert!(text.contains(r#""a \"b\" {c}\\d.yaml","#), "{text}");
    assert!(text.contains("\"ä '$e'.txt\","), "{text}");
    assert!(text.contains("SERIES = \"my series.yaml\""), "{text}");
    assert!(text.contains("ALL = \"--whole\"") && text.contains("shlex.join([\"--stand-in\"])"));
    assert!(
        text.contains(r#"["--scene=it", "--scene=it's"],"#),
        "{text}"
    );
    assert!(write(&["a\nb.yaml"], &options(Runner::Snakemake)).is_err());
    let braces = WorkflowOptions {
        folder: "{out}".to_owned(),
        ..options(Runner::Snakemake)
    };
    assert!(write(&[], &braces).is_err());
}

#[test]
fn names_are_quoted_for_make_or_refused() {
    let text = write(&["a b#c:$d.yaml"], &options(Runner::Make)).unwrap();
    assert!(text.contains("  a\\ b\\#c\\:$$d.yaml\n"), "{text}");
    assert!(text.contains("'it'\\''s one.yaml'"), "{text}");
    assert!(
        text.contains("series publish 'my series.yaml' -o out --whole --stand-in\n"),
        "{text}"
    );
    let speaks = "--chapter 'it'\\''s one.yaml' --scene it --scene 'it'\\''s' --jobs";
    assert!(text.contains(speaks), "{text}");
    let needs = "01-one.published: out/.cuebook-series/work/01-one.scenes-1.spoken \
                 out/.cuebook-series/work/01-one.scenes-2.spoken ";
    assert!(text.contains(needs), "{text}");
    for name in ["a;b", "a=b", "a%b", "a*b", "a\\b", "a|b", "a\nb", "it's"] {
        let refused = write(&[name], &options(Runner::Make))
            .unwrap_err()
            .to_string();
        assert!(refused.contains("Makefile"), "{refused}");
    }
}

#[test]
fn paths_are_relative_to_the_workflow() {
    let folder = tempfile::tempdir().unwrap();
    let base = folder.path().canonicalize().unwrap();
    std::fs::create_dir_all(base.join("a/b")).unwrap();
    std::fs::write(base.join("a/x.yaml"), "").unwrap();
    assert_eq!(
        relative(&base.join("a/b"), &base.join("a/x.yaml")),
        "../x.yaml"
    );
    assert_eq!(relative(&base, &base.join("a/x.yaml")), "a/x.yaml");
}
