use super::*;

fn series(files: &[&str], text: &str) -> (tempfile::TempDir, SeriesFile) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("inner")).unwrap();
    for file in files {
        std::fs::write(
            folder.path().join("inner").join(file),
            "text: |\n  Hello there.\n",
        )
        .unwrap();
    }
    let path = folder.path().join("inner/series.yaml");
    std::fs::write(&path, text).unwrap();
    let series = Studio::within(folder.path()).open_series(&path).unwrap();
    (folder, series)
}

#[test]
fn a_missing_chapter_has_its_place_and_the_nearest_name() {
    let (_folder, series) = series(
        &["one.yaml"],
        "series: A\nchapters: [one.yaml, onne.yaml, zebra.txt]\n",
    );
    assert_eq!(series.chapters.len(), 3);
    let found = &series.diagnostics;
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0].code, "missing-file");
    assert_eq!(found[0].labels[0].span.of(&series.source), "onne.yaml");
    let (_, near) = found[0].hints[0].replace.as_ref().unwrap();
    assert_eq!(near, "one.yaml");
    assert!(series.chapters[2].is_text && !series.chapters[0].is_text);
}

#[test]
fn a_chapter_is_named_by_its_number_or_path() {
    let (_folder, series) = series(
        &["one.yaml", "2.yaml"],
        "series: A\nchapters: [2.yaml, one.yaml]\n",
    );
    assert_eq!(series.chapter("1").unwrap().name, "2.yaml");
    assert_eq!(series.chapter("one.yaml").unwrap().number(), 2);
    assert_eq!(series.chapter("./one.yaml").unwrap().number(), 2);
    for named in ["0", "3", "three.yaml", ""] {
        assert!(series.chapter(named).is_err(), "{named}");
    }
    let error = series.chapter("onee.yaml").unwrap_err().to_string();
    assert!(error.contains("`one.yaml`"), "{error}");
}

#[test]
fn a_script_is_no_series() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("show.yaml");
    std::fs::write(&path, "show: A\ntext: |\n  Hello.\n").unwrap();
    let studio = Studio::within(folder.path());
    let error = studio.open_series(&path).unwrap_err().to_string();
    assert!(error.ends_with("is a script, not a series"), "{error}");
    std::fs::write(&path, "").unwrap();
    let empty = studio.open_series(&path).unwrap();
    assert!(empty.has_mistakes());
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_refused() {
    let (folder, _) = series(&[], "series: A\nchapters: [one.yaml]\n");
    std::fs::write(folder.path().join("secret.yaml"), "text: |\n  Hello.\n").unwrap();
    let link = folder.path().join("inner/one.yaml");
    std::os::unix::fs::symlink(folder.path().join("secret.yaml"), link).unwrap();
    let path = folder.path().join("inner/series.yaml");
    let series = Studio::within(folder.path()).open_series(&path).unwrap();
    assert_eq!(series.diagnostics[0].code, "path-outside");
}
