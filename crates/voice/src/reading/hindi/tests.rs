use crate::reading::Reader;
#[test]
fn probe() {
    let reader = Reader::new(std::path::Path::new("nowhere"));
    for text in std::fs::read_to_string("/tmp/hindi/probe.txt")
        .unwrap()
        .lines()
    {
        let one = crate::reading::spaced::spaced(
            text,
            "hf_alpha",
            cuebook_core::language::Language::Hindi,
        );
        let read = reader
            .explain(&one, crate::phonemes::Accent::American)
            .unwrap();
        let line: String = read.reading.phonemes.iter().map(|(c, _)| *c).collect();
        let said: Vec<&str> = read.spoken.iter().map(|w| w.text.as_str()).collect();
        println!("{text} | {line} | {}", said.join(" "));
    }
}
