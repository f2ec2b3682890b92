//! The lemmatizer: suffix rules checked against word lists, and exceptions.
//!
//! Source: spaCy 3.8, `spacy/pipeline/lemmatizer.py` (mode `rule`), `spacy/lang/en/lemmatizer.py`. The lists are
//! WordNet 3.0's, sorted, and searched where they lie in the program.

use crate::archive::Archive;
use crate::labels::Pos;
use crate::lexicon::Lexis;
use crate::rules::LemmaRules;

/// The tables by part of speech.
pub(crate) struct Lemmatizer {
    tables: Vec<(Pos, Table)>,
    /// By morphological description: what [`Lemmatizer::is_base`] asks of it.
    forms: Vec<Form>,
}

struct Table {
    rules: Vec<(String, String)>,
    index: Lines,
    exceptions: Lines,
}

/// Sorted lines of text.
struct Lines {
    text: &'static str,
    starts: Vec<u32>,
}

#[derive(Default)]
struct Form {
    singular: bool,
    present: bool,
    positive: bool,
    infinitive: bool,
}

impl Lemmatizer {
    pub(crate) fn new(archive: &Archive, rules: LemmaRules, morphs: &[&str]) -> Self {
        let table = |name: &str, rules| Table {
            rules,
            index: Lines::new(archive.text(&format!("lemma.index.{name}"))),
            exceptions: Lines::new(archive.text(&format!("lemma.exceptions.{name}"))),
        };
        let bare = Table { rules: rules.punct, index: Lines::new(""), exceptions: Lines::new("") };
        let tables = vec![
            (Pos::Noun, table("noun", rules.noun)),
            (Pos::Verb, table("verb", rules.verb)),
            (Pos::Adj, table("adj", rules.adj)),
            (Pos::Adv, table("adv", rules.adv)),
            (Pos::Punct, bare),
        ];
        Self { tables, forms: morphs.iter().map(|m| Form::new(m)).collect() }
    }

    /// Appends to `out` the lemma of a word, given its text as it stands and lower-cased.
    pub(crate) fn lemma(
        &self,
        pos: Pos,
        base: bool,
        text: &str,
        lower: &str,
        lexis: &Lexis,
        out: &mut String,
    ) {
        if pos == Pos::Space || base {
            return out.push_str(lower);
        }
        match self.tables.iter().find(|(p, _)| *p == pos) {
            Some((_, table)) => table.lemma(text, lower, lexis, out),
            None => out.push_str(if pos == Pos::Propn { text } else { lower }),
        }
    }

    /// Whether the word is uninflected by its part of speech and morphology, so that no rule applies.
    pub(crate) fn is_base(&self, pos: Pos, morph: u8) -> bool {
        let form = &self.forms[morph as usize];
        (pos == Pos::Noun && form.singular)
            || (pos == Pos::Verb && form.present)
            || form.infinitive
            || form.positive
    }
}

impl Table {
    /// Upstream collects all forms and takes the first. That is the last exception that no rule gave too, then the
    /// last rule's form that is a known word, then the first form that is no plain word, then the first unknown word.
    fn lemma(&self, text: &str, lower: &str, lexis: &Lexis, out: &mut String) {
        if let Some(form) = self.exception(lower, lexis) {
            return out.push_str(form);
        }
        let start = out.len();
        let mut take = |(stem, new): (&str, &str), fits: &dyn Fn(&str) -> bool| {
            out.truncate(start);
            out.push_str(stem);
            out.push_str(new);
            out.len() > start && fits(&out[start..])
        };
        let found = self.forms(lower).rev().any(|f| take(f, &|form| self.is_known(form)))
            || self.forms(lower).any(|f| take(f, &|form| !lexis.is_alpha(form)))
            || self.forms(lower).any(|f| take(f, &|_| true));
        if !found {
            out.truncate(start);
            out.push_str(text);
        }
    }

    /// The forms that the rules give, each as stem and ending.
    fn forms<'a>(&'a self, lower: &'a str) -> impl DoubleEndedIterator<Item = (&'a str, &'a str)> {
        self.rules
            .iter()
            .filter_map(|(old, new)| lower.strip_suffix(old.as_str()).map(|stem| (stem, new.as_str())))
    }

    fn is_known(&self, form: &str) -> bool {
        self.index.find(form).is_some()
    }

    fn exception(&self, lower: &str, lexis: &Lexis) -> Option<&'static str> {
        let forms = || self.exceptions.find_key(lower).into_iter().flat_map(|line| line.split('\t').skip(1));
        let by_rule = |form: &str| {
            let made = |(stem, new): (&str, &str)| form.strip_suffix(new) == Some(stem);
            (self.is_known(form) || !lexis.is_alpha(form)) && self.forms(lower).any(made)
        };
        let listed =
            forms().enumerate().filter(|(i, form)| !by_rule(form) && !forms().take(*i).any(|f| f == *form));
        listed.last().map(|(_, form)| form)
    }
}

impl Lines {
    fn new(text: &'static str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at as u32 + 1);
        let starts = if text.is_empty() { vec![] } else { std::iter::once(0).chain(breaks).collect() };
        Self { text, starts }
    }

    fn line(&self, i: usize) -> &'static str {
        let end = self.starts.get(i + 1).map_or(self.text.len(), |&next| next as usize - 1);
        &self.text[self.starts[i] as usize..end]
    }

    fn find(&self, whole: &str) -> Option<&'static str> {
        self.search(|line| line.cmp(whole))
    }

    /// The line whose text up to the first tab is `key`.
    fn find_key(&self, key: &str) -> Option<&'static str> {
        self.search(|line| line.split('\t').next().unwrap_or(line).cmp(key))
    }

    fn search(&self, order: impl Fn(&str) -> std::cmp::Ordering) -> Option<&'static str> {
        let (mut low, mut high) = (0, self.starts.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            let line = self.line(middle);
            match order(line) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Some(line),
            }
        }
        None
    }
}

impl Form {
    fn new(morph: &str) -> Self {
        let value = |name: &str| {
            morph.split('|').filter_map(|f| f.split_once('=')).find(|f| f.0 == name).map(|f| f.1)
        };
        let (number, verb, tense) = (value("Number"), value("VerbForm"), value("Tense"));
        Self {
            singular: number == Some("Sing"),
            present: verb == Some("Fin") && tense == Some("Pres") && number.is_none(),
            positive: value("Degree") == Some("Pos"),
            infinitive: matches!(verb, Some("Inf" | "None")),
        }
    }
}
