//! Sentences through the whole engine. Each `suite/NAME.txt` holds named cases; `ref/NAME.txt` shows
//! what the engine reads in each, to be read by eye:
//!
//! ```text
//! # an attack
//! Iraq invaded Kuwait before dawn on Thursday.
//! IRQ  ======= KWT
//!   IRQ attacks KWT (-10 asserted): invaded
//! ```
//!
//! Under the words stand the actors that they name, and `=` under triggers. A reading that is known
//! to be wrong stands there as it is, and the case's name says so after FIXME.
//! `UPDATE_REFERENCES=1 cargo nextest run -p suite` writes the references anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use extract::{Reading, Stance};
use pipeline::Engine;
use text::{Article, Span};

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::standard);

#[test]
fn acts() {
    check("acts");
}

#[test]
fn grammar() {
    check("grammar");
}

#[test]
fn names() {
    check("names");
}

#[test]
fn silence() {
    check("silence");
}

/// A sentence that only names actors gives no stance: an edge would be invented.
#[test]
fn no_stance_is_invented() {
    for case in cases("silence") {
        let reading = ENGINE.read(&case.article());
        let shown: Vec<&Stance> = reading.stances.iter().filter(|stance| stance.is_shown()).collect();
        assert!(shown.is_empty(), "{}: {shown:#?}", case.name);
    }
}

#[test]
fn every_case_file_is_checked() {
    let files = std::fs::read_dir(folder("suite")).expect("the suite's folder");
    let names: BTreeSet<String> = files
        .flatten()
        .filter_map(|entry| entry.file_name().to_str()?.strip_suffix(".txt").map(str::to_owned))
        .collect();
    let checked = ["acts", "grammar", "names", "silence"].map(str::to_owned);
    assert_eq!(names, BTreeSet::from(checked));
}

/// The same article gives the same reading, whatever the engine has read before.
#[test]
fn readings_do_not_depend_on_what_was_read_before() {
    let all: Vec<Case> = ["acts", "grammar", "names", "silence"].into_iter().flat_map(cases).collect();
    let forth: Vec<Reading> = all.iter().map(|case| ENGINE.read(&case.article())).collect();
    let mut back: Vec<Reading> = all.iter().rev().map(|case| ENGINE.read(&case.article())).collect();
    back.reverse();
    assert!(forth == back);
}

/// Every span lies in the text, in its sentence, and ends between characters; every end of a stance
/// is an actor of the reading.
#[test]
fn evidence_lies_in_the_text() {
    for case in ["acts", "grammar", "names", "silence"].into_iter().flat_map(cases) {
        let article = case.article();
        let reading = ENGINE.read(&article);
        for mention in &reading.mentions {
            assert!(inside(mention.span, sentence(&reading, mention.sentence)), "{}: {mention:?}", case.name);
            assert!(reading.actor(&mention.actor).is_some(), "{}: {mention:?}", case.name);
        }
        for stance in &reading.stances {
            let bounds = sentence(&reading, stance.evidence.sentence);
            for span in [Some(stance.evidence.source), Some(stance.evidence.target), stance.evidence.trigger]
            {
                assert!(span.is_none_or(|span| article.text.get(range(span)).is_some()), "{}", case.name);
            }
            assert!(stance.evidence.trigger.is_none_or(|span| inside(span, bounds)), "{}", case.name);
            assert!(reading.actor(&stance.source).is_some() && reading.actor(&stance.target).is_some());
            assert!(stance.source != stance.target, "{}: {stance:?}", case.name);
        }
    }
}

struct Case {
    name: String,
    text: String,
}

impl Case {
    fn article(&self) -> Article {
        Article::plain(None, &self.text)
    }
}

/// Compares what is read in a file's cases with its reference, or writes the reference anew.
fn check(name: &str) {
    let found: String = cases(name).iter().map(shown).collect();
    let path = folder("ref").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_REFERENCES").is_some() {
        std::fs::write(&path, &found).expect("the references are writable");
        return;
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    for (found, expected) in found.split("\n\n").zip(expected.split("\n\n")) {
        assert_eq!(found, expected, "tests/ref/{name}.txt (left: read now, right: reference)");
    }
    assert_eq!(found.len(), expected.len(), "tests/ref/{name}.txt has other cases");
}

fn cases(name: &str) -> Vec<Case> {
    let file = folder("suite").join(format!("{name}.txt"));
    let text = std::fs::read_to_string(file).expect("a file of cases");
    let parts = text.split("# ").map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let (name, text) = part.split_once('\n').expect("a case has a name and a text");
            Case { name: name.trim().into(), text: text.trim().into() }
        })
        .collect()
}

/// The case with its reading, as it stands in the reference.
fn shown(case: &Case) -> String {
    let article = case.article();
    let reading = ENGINE.read(&article);
    let mut out = format!("# {}\n{}\n", case.name, article.text.trim_end());
    let under = under_the_words(&article, &reading);
    if !under.is_empty() {
        let _ = writeln!(out, "{under}");
    }
    for stance in reading.stances.iter().filter(|stance| stance.is_shown()) {
        let _ = writeln!(out, "  {}", line(&article, stance));
    }
    out.push('\n');
    out
}

/// The actors' ids under the words that name them, `=` under triggers.
fn under_the_words(article: &Article, reading: &Reading) -> String {
    let column = |byte: usize| article.text[..byte].chars().count();
    let mut marks: Vec<(usize, String)> =
        reading.mentions.iter().map(|mention| (start(mention.span), mention.actor.to_string())).collect();
    let triggers: BTreeSet<Span> =
        reading.stances.iter().filter_map(|stance| stance.evidence.trigger).collect();
    let names = |span: &Span| reading.mentions.iter().any(|mention| start(mention.span) == start(*span));
    let triggers = triggers.into_iter().filter(|span| !names(span));
    marks.extend(triggers.map(|span| (start(span), "=".repeat(span.of(&article.text).chars().count()))));
    marks.sort();
    let mut line = String::new();
    for (at, mark) in marks {
        let gap = column(at).saturating_sub(line.chars().count());
        line.push_str(&" ".repeat(gap.max(usize::from(!line.is_empty()))));
        line.push_str(&mark);
    }
    line
}

fn line(article: &Article, stance: &Stance) -> String {
    let trigger = stance.evidence.trigger.map_or("(none)", |span| span.of(&article.text));
    let both_ways = if stance.mutual { ", mutual" } else { "" };
    let said_by = match &stance.attribution {
        Some(extract::Attribution::Actor(actor)) => format!(", says {actor}"),
        Some(extract::Attribution::Outlet(outlet)) => format!(", says {outlet}"),
        None => String::new(),
    };
    format!(
        "{} {} {} ({:+} {}{both_ways}{said_by}): {trigger}",
        stance.source,
        stance.relation.name(),
        stance.target,
        stance.intensity,
        stance.modality.name(),
    )
}

fn sentence(reading: &Reading, index: u32) -> Span {
    reading.sentences[index as usize].span
}

fn inside(inner: Span, outer: Span) -> bool {
    range(inner).start >= range(outer).start && range(inner).end <= range(outer).end
}

fn start(span: Span) -> usize {
    range(span).start
}

fn range(span: Span) -> std::ops::Range<usize> {
    span.start as usize..span.end as usize
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
