use super::*;

fn trial() {
    let dir = std::env::var("TRIAL").unwrap();
    let reader = Mandarin::new(Path::new(&dir));
    for line in std::io::stdin().lines() {
        let text = line.unwrap();
        let u = crate::reading::tests_utterance(&text);
        let r = reader.explain(&u, &|_| None).unwrap();
        let s: String = r.reading.phonemes.iter().map(|p| p.0).collect();
        assert!(super::super::signs::has_all(&s), "{s}");
        println!("{text}\n  {s}");
        for w in r.spoken { print!(" {}[{}]{}", w.text, w.sounds, if w.from==Origin::Lexicon {""} else {w.from.name()}); }
        println!();
    }
}
#[test]
fn zz_trial() { if std::env::var("TRIAL").is_ok() { trial() } }
