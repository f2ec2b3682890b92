//! Agreement with spaCy, layer by layer, on texts of our own that spaCy itself analysed (`training/syntax/reference.py`).

use serde::Deserialize;
use syntax::{Parse, Syntax};

/// Start, text, fine tag, universal tag, lemma, head, relation, sentence start.
type Row = (usize, String, String, String, String, usize, String, bool);

#[derive(Deserialize)]
struct Reference {
    text: String,
    tokens: Vec<Row>,
    morphs: Vec<String>,
    entities: Vec<(usize, usize, String)>,
}

/// Agreeing and all cases of one layer.
#[derive(Default)]
struct Layer {
    same: usize,
    all: usize,
}

impl Layer {
    fn count(&mut self, same: bool) {
        self.same += usize::from(same);
        self.all += 1;
    }

    #[track_caller]
    fn at_least(&self, floor: f64) {
        assert!(self.all > 0 && self.same as f64 >= floor * self.all as f64, "{} of {}", self.same, self.all);
    }
}

fn references() -> Vec<Reference> {
    let lines = include_str!("parity/reference.jsonl").split_terminator('\n');
    lines.map(|line| serde_json::from_str(line).expect("a reference record")).collect()
}

fn analysed() -> Vec<(Reference, Parse)> {
    let syntax = Syntax::load();
    references().into_iter().map(|r| (syntax.parse(&r.text), r)).map(|(p, r)| (r, p)).collect()
}

/// Compares one property of all tokens, whose boundaries [`boundaries`] has found to agree.
#[track_caller]
fn check(floor: f64, same: impl Fn(&Reference, &Parse, usize) -> bool) {
    let mut layer = Layer::default();
    for (reference, parse) in analysed() {
        assert_eq!(parse.len(), reference.tokens.len());
        (0..parse.len()).for_each(|i| layer.count(same(&reference, &parse, i)));
    }
    assert!(layer.all > 10_000);
    layer.at_least(floor);
}

#[test]
fn boundaries() {
    for (reference, parse) in analysed() {
        let text = &reference.text;
        let ours: Vec<_> =
            parse.tokens.iter().map(|t| (text[..t.start].chars().count(), t.text(text))).collect();
        let theirs: Vec<_> = reference.tokens.iter().map(|t| (t.0, t.1.as_str())).collect();
        assert_eq!(ours, theirs);
    }
}

#[test]
fn fine_tags() {
    check(0.9995, |r, p, i| r.tokens[i].2 == p.tokens[i].tag.as_str());
}

#[test]
fn universal_tags() {
    check(0.9995, |r, p, i| r.tokens[i].3 == p.tokens[i].pos.as_str());
}

#[test]
fn morphology() {
    check(0.9995, |r, p, i| r.morphs[i] == p.tokens[i].morph);
}

#[test]
fn lemmas() {
    check(0.9995, |r, p, i| r.tokens[i].4 == p.lemma(i));
}

#[test]
fn heads_and_relations() {
    check(0.999, |r, p, i| {
        r.tokens[i].5 == p.tokens[i].head && r.tokens[i].6 == p.tokens[i].relation.as_str()
    });
}

#[test]
fn sentence_starts() {
    check(0.9995, |r, p, i| r.tokens[i].7 == p.tokens[i].sent_start);
}

#[test]
fn names() {
    let mut layer = Layer::default();
    for (reference, parse) in analysed() {
        let text = &reference.text;
        let point = |byte| text[..byte].chars().count();
        let ours = parse.names().iter().map(|n| {
            let (first, last) = (&parse.tokens[n.tokens.start], &parse.tokens[n.tokens.end - 1]);
            (point(first.start), point(last.end), n.kind.as_str().to_owned())
        });
        let ours: Vec<_> = ours.collect();
        let shared = ours.iter().filter(|n| reference.entities.contains(n)).count();
        layer.same += 2 * shared;
        layer.all += ours.len() + reference.entities.len();
    }
    assert!(layer.all > 1000);
    layer.at_least(0.997);
}
