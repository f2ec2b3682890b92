//! Walks over the trees of analysed sentences, and their reports.

use syntax::{NameKind, Parse, Relation, Syntax, Tag, report};

struct Analysed {
    text: &'static str,
    parse: Parse,
}

fn analyse(text: &'static str) -> Analysed {
    Analysed { text, parse: Syntax::load().parse(text) }
}

impl Analysed {
    /// Index of the first token with this text.
    #[track_caller]
    fn find(&self, word: &str) -> usize {
        self.parse.tokens.iter().position(|t| t.text(self.text) == word).expect("the word stands in the text")
    }

    fn words(&self, tokens: impl IntoIterator<Item = usize>) -> Vec<&str> {
        tokens.into_iter().map(|i| self.parse.tokens[i].text(self.text)).collect()
    }
}

#[test]
fn heads_children_and_subtrees() {
    let a = analyse("Moscow's allies broke their treaties with Belgrade.");
    let (p, broke) = (&a.parse, a.find("broke"));
    assert_eq!(p.head(broke), None);
    assert_eq!(a.words(p.children(broke)), ["allies", "treaties", "with", "."]);
    assert_eq!(a.words(p.children_by(broke, Relation::Nsubj)), ["allies"]);
    assert_eq!(a.words(p.subtree(a.find("allies"))), ["Moscow", "'s", "allies"]);
    assert_eq!(p.subtree_span(a.find("treaties")), a.find("their")..a.find("treaties") + 1);
    assert_eq!((p.left_edge(broke), p.right_edge(broke)), (0, p.len() - 1));
    assert_eq!(a.words(p.ancestors(a.find("Moscow"))), ["allies", "broke"]);
    assert_eq!(a.words([p.root(a.find("Belgrade"))]), ["broke"]);
    assert!(p.is_ancestor(broke, 0) && !p.is_ancestor(0, broke));
}

#[test]
fn paths() {
    let check = |text, from, to, expected: &[&str], top| {
        let a = analyse(text);
        let (path, highest) = a.parse.path(a.find(from), a.find(to)).expect("one tree");
        assert_eq!((a.words(path).as_slice(), highest), (expected, top), "{text}");
    };
    check("China condemned the attack.", "China", "attack", &["China", "condemned", "attack"], 1);
    check("China condemned the attack.", "attack", "attack", &["attack"], 0);
    check("China condemned the attack.", "condemned", "the", &["condemned", "attack", "the"], 0);
    check("China condemned the attack.", "the", "condemned", &["the", "attack", "condemned"], 2);
    let a = analyse("France protested. Britain did not.");
    assert_eq!(a.parse.path(a.find("France"), a.find("Britain")), None);
}

#[test]
fn conjuncts() {
    let check = |text, of, expected: &[&str]| {
        let a = analyse(text);
        assert_eq!(a.words(a.parse.conjuncts(a.find(of))), expected, "{of} in {text}");
    };
    let text = "France, Britain and Israel attacked Egypt.";
    check(text, "France", &["Britain", "Israel"]);
    check(text, "Israel", &["France", "Britain"]);
    check(text, "Egypt", &[]);
}

#[test]
fn passives_agents_and_negation() {
    let a = analyse("The draft was not vetoed by China.");
    let relation = |word| a.parse.tokens[a.find(word)].relation;
    assert_eq!(relation("draft"), Relation::Nsubjpass);
    assert_eq!(relation("was"), Relation::Auxpass);
    assert_eq!(relation("not"), Relation::Neg);
    assert_eq!(relation("by"), Relation::Agent);
    assert_eq!(relation("China"), Relation::Pobj);
    assert_eq!(a.parse.tokens[a.find("vetoed")].tag, Tag::Vbn);
    assert_eq!(a.parse.lemma(a.find("vetoed")), "veto");
}

#[test]
fn names_and_sentences() {
    let a = analyse("Willy Brandt knelt in Warsaw on 7 December 1970. Many objected.");
    let names: Vec<_> =
        a.parse.names().iter().map(|n| (a.words(n.tokens.clone()).join(" "), n.kind)).collect();
    let expected =
        [("Willy Brandt", NameKind::Person), ("Warsaw", NameKind::Gpe), ("7 December 1970", NameKind::Date)];
    assert_eq!(names, expected.map(|(text, kind)| (text.to_owned(), kind)));
    let warsaw = &a.parse.tokens[a.find("Warsaw")];
    assert!(warsaw.name_start && warsaw.name == Some(NameKind::Gpe));
    let objected = a.find("objected");
    assert_eq!(a.parse.sentence_of(objected), a.find("Many")..a.parse.len());
    assert_eq!(a.parse.sentences().len(), 2);
}

#[test]
fn trees_are_readable() {
    let a = analyse("Sadat thanked Carter. Everyone smiled.");
    let expected = "\
# Sadat thanked Carter.
thanked ROOT VERB VBD thank
  Sadat nsubj PROPN NNP Sadat [PERSON]
  Carter dobj PROPN NNP Carter [PERSON]
  . punct PUNCT . .
# Everyone smiled.
smiled ROOT VERB VBD smile
  Everyone nsubj PRON NN everyone
  . punct PUNCT . .
";
    assert_eq!(report::tree(&a.parse, a.text), expected);
}

#[test]
fn answers_come_line_by_line() {
    let input =
        "{\"id\": 7, \"text\": \"Zürich\u{2028}voted.\"}\n\nnonsense\n{\"id\": \"b\", \"text\": \"\"}\n";
    let mut output = Vec::new();
    report::answer_lines(Syntax::load(), input.as_bytes(), &mut output).expect("memory does not fail");
    let output = String::from_utf8(output).expect("JSON is UTF-8");
    assert!(!output.contains('\u{2028}'));
    let answers: Vec<serde_json::Value> =
        output.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(answers.len(), 3);
    assert_eq!(answers[0]["id"], 7);
    assert_eq!((&answers[0]["tokens"][2][0], &answers[0]["tokens"][2][1]), (&7.into(), &"voted".into()));
    assert_eq!(answers[1]["error"]["code"], "bad_record");
    assert_eq!(answers[2], serde_json::json!({"id": "b", "tokens": [], "entities": []}));
}
