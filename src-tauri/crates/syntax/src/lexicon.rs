//! Words as the networks see them: identifiers of norm, prefix, suffix and shape.
//!
//! Source: spaCy 3.8, `spacy/vocab.pyx`, `spacy/lang/lex_attrs.py`, `spacy/strings.pyx`.

use rustc_hash::FxHashMap;

use crate::chars::{CharSet, is_space};
use crate::hash::string_hash;
use crate::rules::Rules;

/// Index of a [`Lexeme`] in a [`Lexicon`].
pub(crate) type LexemeId = u32;

/// No row of the first-layer cache holds the word yet.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// Words above this number make a lexicon start afresh with the next text.
const WORDS: usize = 40_000;

/// Everything about a word form that does not depend on where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Lexeme {
    /// String identifiers, in the order of the networks' first four columns.
    pub(crate) features: [u64; 4],
    pub(crate) is_space: bool,
    /// Number of the lower-cased form among the words that the attribute rules name.
    pub(crate) rule_word: Option<u16>,
    /// The lower-cased form, in [`Lexicon::lower`]'s text; none if the form is lower-cased already.
    lower: Option<(u32, u32)>,
    /// Rows of the first-layer cache: the tagger's network without and with a space after the word, the names' one.
    pub(crate) rows: [u32; 3],
}

/// The shared, fixed part: norms, character classes, words of the rules, words of the exceptions.
pub(crate) struct Lexis {
    alpha: CharSet,
    digit: CharSet,
    symbols: FxHashMap<Box<str>, u64>,
    base_norms: FxHashMap<Box<str>, Box<str>>,
    lexeme_norms: FxHashMap<u64, Box<str>>,
    rule_words: FxHashMap<Box<str>, u16>,
    exceptions: Vec<Lexeme>,
    exception_numbers: FxHashMap<(String, Option<String>), LexemeId>,
    exception_lowers: String,
}

/// One thread's words: those of the exceptions, then those met so far.
pub(crate) struct Lexicon {
    lexis: std::sync::Arc<Lexis>,
    pub(crate) lexemes: Vec<Lexeme>,
    numbers: FxHashMap<Box<str>, LexemeId>,
    lowers: String,
}

impl Lexis {
    pub(crate) fn new(rules: &Rules) -> Self {
        let boxed = |s: &String| s.as_str().into();
        let mut rule_words = FxHashMap::default();
        for word in
            rules.attribute_rules.iter().flat_map(|r| &r.tokens).filter_map(|t| t.lower.as_ref()).flatten()
        {
            let number = rule_words.len() as u16;
            rule_words.entry(boxed(word)).or_insert(number);
        }
        Self {
            alpha: CharSet::new(&rules.alpha),
            digit: CharSet::new(&rules.digit),
            symbols: rules.symbols.iter().map(|(k, v)| (boxed(k), *v)).collect(),
            base_norms: rules.base_norms.iter().map(|(k, v)| (boxed(k), boxed(v))).collect(),
            lexeme_norms: rules.lexeme_norms.iter().map(|(k, v)| (*k, boxed(v))).collect(),
            rule_words,
            exceptions: vec![],
            exception_numbers: FxHashMap::default(),
            exception_lowers: String::new(),
        }
    }

    /// Registers a word of a tokenizer exception; `norm` is the exception's own, if it gives one.
    pub(crate) fn exception(&mut self, text: &str, norm: Option<&str>) -> LexemeId {
        let key = (text.to_owned(), norm.map(str::to_owned));
        if let Some(&known) = self.exception_numbers.get(&key) {
            return known;
        }
        let mut lowers = std::mem::take(&mut self.exception_lowers);
        let lexeme = self.lexeme(text, norm, &mut lowers);
        self.exception_lowers = lowers;
        let number = self.exceptions.len() as LexemeId;
        self.exceptions.push(lexeme);
        self.exception_numbers.insert(key, number);
        number
    }

    pub(crate) fn rule_word(&self, lower: &str) -> Option<u16> {
        self.rule_words.get(lower).copied()
    }

    /// Number of words that the attribute rules name.
    pub(crate) fn rule_word_count(&self) -> usize {
        self.rule_words.len()
    }

    /// Python's `str.isalpha`.
    pub(crate) fn is_alpha(&self, text: &str) -> bool {
        !text.is_empty() && text.chars().all(|c| self.alpha.contains(c))
    }

    /// spaCy's identifier of a string: a symbol's number or the hash of the bytes.
    fn id(&self, text: &str) -> u64 {
        if text.is_empty() {
            0
        } else {
            self.symbols.get(text).copied().unwrap_or_else(|| string_hash(text.as_bytes()))
        }
    }

    fn lexeme(&self, text: &str, norm: Option<&str>, lowers: &mut String) -> Lexeme {
        let lowered = lower(text);
        let low = lowered.as_deref().unwrap_or(text);
        let norm = norm
            .or_else(|| self.lexeme_norms.get(&self.id(text)).map(|n| &**n))
            .or_else(|| self.base_norms.get(text).map(|n| &**n))
            .unwrap_or(low);
        let first = text.chars().next().map_or(0, char::len_utf8);
        let last = text.char_indices().rev().take(3).last().map_or(0, |(at, _)| at);
        let rule_word = self.rule_word(low);
        let features =
            [self.id(norm), self.id(&text[..first]), self.id(&text[last..]), self.id(&self.shape(text))];
        let lower = lowered.map(|low| {
            let from = lowers.len() as u32;
            lowers.push_str(&low);
            (from, lowers.len() as u32)
        });
        Lexeme { features, is_space: text.chars().all(is_space), rule_word, lower, rows: [NO_ROW; 3] }
    }

    /// `Xxxx`, `dd`, ...: letters by case, digits, other characters as they are; runs cut at four.
    fn shape(&self, text: &str) -> String {
        if text.chars().count() >= 100 {
            return "LONG".into();
        }
        let (mut shape, mut last, mut run) = (String::new(), None, 0);
        for c in text.chars() {
            let class = if self.alpha.contains(c) {
                if c.is_uppercase() { 'X' } else { 'x' }
            } else if self.digit.contains(c) {
                'd'
            } else {
                c
            };
            run = if last == Some(class) { run + 1 } else { 0 };
            last = Some(class);
            if run < 4 {
                shape.push(class);
            }
        }
        shape
    }
}

impl Lexicon {
    pub(crate) fn new(lexis: std::sync::Arc<Lexis>) -> Self {
        Self {
            lexemes: lexis.exceptions.clone(),
            lowers: lexis.exception_lowers.clone(),
            numbers: FxHashMap::default(),
            lexis,
        }
    }

    /// Whether so many words have been met that it is time for [`Lexicon::forget`].
    pub(crate) fn is_full(&self) -> bool {
        self.numbers.len() >= WORDS
    }

    /// Drops every word but those of the exceptions.
    pub(crate) fn forget(&mut self) {
        self.lexemes.clear();
        self.lexemes.extend_from_slice(&self.lexis.exceptions);
        self.lowers.clear();
        self.lowers.push_str(&self.lexis.exception_lowers);
        self.numbers.clear();
    }

    /// The word of a token's text.
    pub(crate) fn word(&mut self, text: &str) -> LexemeId {
        if let Some(&known) = self.numbers.get(text) {
            return known;
        }
        let lexeme = self.lexis.lexeme(text, None, &mut self.lowers);
        let number = self.lexemes.len() as LexemeId;
        self.lexemes.push(lexeme);
        self.numbers.insert(text.into(), number);
        number
    }

    /// The lower-cased form of a word whose text is `text`.
    pub(crate) fn lower<'a>(&'a self, lexeme: LexemeId, text: &'a str) -> &'a str {
        match self.lexemes[lexeme as usize].lower {
            Some((from, to)) => &self.lowers[from as usize..to as usize],
            None => text,
        }
    }
}

/// The lower-cased form where it differs.
fn lower(text: &str) -> Option<String> {
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return None;
    }
    let low = text.to_lowercase();
    (low != text).then_some(low)
}
