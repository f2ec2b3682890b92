//! The phases in order, from text to [`Parse`].

use std::ops::Range;
use std::sync::{Arc, Mutex, OnceLock};

use rayon::prelude::*;

use crate::archive::Archive;
use crate::attributes::{Attributes, Seen};
use crate::kernel::{Lanes, Matrix, Rows};
use crate::labels::Tag;
use crate::lemma::Lemmatizer;
use crate::lexicon::{Lexicon, Lexis};
use crate::names::{Found, NameFinder, Search};
use crate::parse::{Name, Parse, Token};
use crate::parser::{Parser, State, Window};
use crate::rules::Rules;
use crate::step::Steps;
use crate::tok2vec::{Tok2Vec, Vectors, WIDTH};
use crate::tokenizer::{Chunks, Tokenizer, Word};
use crate::tree;

/// Words analysed at once, which bounds the buffers. A longer text is parsed sentence by sentence over the windows'
/// edges, with the same result unless a sentence alone is longer.
const WINDOW: usize = 1024;

/// The pipeline: tables and networks, shared by all threads, and the buffers of those that are resting.
pub struct Syntax {
    lexis: Arc<Lexis>,
    tokenizer: Tokenizer,
    tok2vec: Tok2Vec,
    tags: Vec<Tag>,
    tagger: Matrix,
    parser: Parser,
    names_tok2vec: Tok2Vec,
    names: NameFinder,
    attributes: Attributes,
    lemmatizer: Lemmatizer,
    window: usize,
    resting: Mutex<Vec<Bench>>,
}

/// One thread's caches and buffers.
struct Bench {
    lexicon: Lexicon,
    chunks: Chunks,
    words: Vec<Word>,
    vectors: Vectors,
    steps: Steps,
    state: State,
    spaces: Vec<bool>,
    starts: Vec<bool>,
    tags: Vec<Tag>,
    scores: Vec<f32>,
    arcs: Vec<tree::Arc>,
    found: Vec<Found>,
    seen: Vec<Seen>,
    lemma: String,
}

/// What becomes of a text while its parts are analysed.
#[derive(Default)]
struct Draft {
    tokens: Vec<Token>,
    lemmas: String,
    names: Vec<Name>,
}

impl Syntax {
    /// The pipeline with the embedded weights, read on the first call and kept for the life of the program.
    pub fn load() -> &'static Self {
        static SYNTAX: OnceLock<Syntax> = OnceLock::new();
        SYNTAX.get_or_init(|| Self::with(Lanes::detect(), WINDOW))
    }

    fn with(lanes: Lanes, window: usize) -> Self {
        let archive = Archive::embedded();
        let rules: Rules =
            serde_json::from_str(archive.text("rules")).expect("the embedded rules fit their types");
        let mut lexis = Lexis::new(&rules);
        let tokenizer = Tokenizer::new(&rules, &mut lexis);
        let attributes = Attributes::new(&rules, &lexis);
        let tag = |t: &String| Tag::from_label(t).unwrap_or_else(|| panic!("unknown tag {t}"));
        Self {
            tokenizer,
            tok2vec: Tok2Vec::new(&archive, lanes, "tok2vec", &rules.shape.tok2vec, [0, 1]),
            tags: rules.tags.iter().map(tag).collect(),
            tagger: Matrix::linear(lanes, &archive.floats("tagger.W").0, archive.floats("tagger.b").0),
            parser: Parser::new(&archive, lanes, &rules.parser_actions),
            names_tok2vec: Tok2Vec::new(&archive, lanes, "ner", &rules.shape.ner, [2, 2]),
            names: NameFinder::new(&archive, lanes, &rules.ner_actions),
            lemmatizer: Lemmatizer::new(&archive, rules.lemma_rules, &attributes.morphs),
            attributes,
            lexis: Arc::new(lexis),
            window,
            resting: Mutex::default(),
        }
    }

    /// Analyses a text as one document: sentences are found.
    ///
    /// Any text is safe, and time and memory grow linearly with its length; of a text over 1 GiB the rest is ignored.
    pub fn parse(&self, text: &str) -> Parse {
        let mut draft = Draft::default();
        self.with_bench(|bench| self.analyse(text, 0, false, bench, &mut draft));
        draft.finish()
    }

    /// Analyses blocks of a text, given as byte ranges, in order and apart: sentences are found in each, and none
    /// reaches from one into the next. The parse has no token outside them, and offsets point into the whole text.
    ///
    /// # Panics
    /// If a range does not lie in the text or cuts a character.
    pub fn parse_blocks(&self, text: &str, blocks: &[Range<usize>]) -> Parse {
        self.parse_ranges(text, blocks, false)
    }

    /// Analyses a text whose sentences are given as byte ranges, in order and apart. Each is analysed by itself and
    /// stays one sentence; the parse has no token outside them, and offsets point into the whole text.
    ///
    /// # Panics
    /// If a range does not lie in the text or cuts a character.
    pub fn parse_with(&self, text: &str, sentences: &[Range<usize>]) -> Parse {
        self.parse_ranges(text, sentences, true)
    }

    /// Analyses several texts on rayon's threads; the parses come in the texts' order.
    pub fn parse_many<T: AsRef<str> + Sync>(&self, texts: &[T]) -> Vec<Parse> {
        texts.par_iter().map(|text| self.parse(text.as_ref())).collect()
    }

    fn parse_ranges(&self, text: &str, ranges: &[Range<usize>], whole: bool) -> Parse {
        let mut draft = Draft::default();
        self.with_bench(|bench| {
            for range in ranges {
                self.analyse(&text[range.clone()], range.start, whole, bench, &mut draft);
            }
        });
        draft.finish()
    }

    fn with_bench(&self, work: impl FnOnce(&mut Bench)) {
        let resting = self.resting.lock().ok().and_then(|mut resting| resting.pop());
        let mut bench = resting.unwrap_or_else(|| Bench::new(&self.lexis));
        work(&mut bench);
        // A bench whose work panicked is dropped with its thread's stack; a poisoned lock costs only reuse.
        if let Ok(mut resting) = self.resting.lock() {
            resting.push(bench);
        }
    }

    fn analyse(&self, text: &str, offset: usize, whole: bool, bench: &mut Bench, draft: &mut Draft) {
        let text = cut(text);
        bench.make_room();
        self.tokenizer.divide(text, &mut bench.lexicon, &mut bench.chunks, &mut bench.words);
        bench.spaces.clear();
        bench.spaces.extend(bench.words.iter().map(|w| bench.lexicon.lexemes[w.lexeme as usize].is_space));
        self.tag_and_parse(whole, bench);
        if whole {
            bench.arcs.iter_mut().enumerate().for_each(|(i, arc)| arc.starts = i == 0);
        }
        bench.starts.clear();
        bench.starts.extend(bench.arcs.iter().map(|a| a.starts));
        self.find_names(bench);
        self.describe(text, offset, bench, draft);
    }

    /// Fills `tags` and `arcs`, window by window; heads count from the text's first word.
    fn tag_and_parse(&self, whole: bool, bench: &mut Bench) {
        let Bench { words, lexicon, vectors, steps, state, spaces, tags, scores, arcs, .. } = bench;
        tags.clear();
        arcs.clear();
        while arcs.len() < words.len() {
            let from = arcs.len();
            let to = words.len().min(from + self.window);
            let vectors = self.tok2vec.encode(words, from, to, lexicon, vectors);
            let window = Window { vectors, spaces: &spaces[from..to], more: to < words.len(), whole };
            let done = self.parser.parse(window, state, steps, arcs);
            arcs[from..].iter_mut().for_each(|a| a.head += from as u32);
            self.tag(&vectors[..done * WIDTH], scores, tags);
        }
    }

    fn tag(&self, vectors: &[f32], scores: &mut Vec<f32>, tags: &mut Vec<Tag>) {
        let (count, width) = (vectors.len() / WIDTH, self.tagger.row_width());
        scores.resize(count * width, 0.0);
        self.tagger.apply(Rows { values: vectors, stride: WIDTH, count }, scores);
        tags.extend(scores.chunks_exact(width).map(|row| {
            let best =
                row[..self.tags.len()].iter().enumerate().fold((0, f32::MIN), |best, (tag, &score)| {
                    if score > best.1 { (tag, score) } else { best }
                });
            self.tags[best.0]
        }));
    }

    fn find_names(&self, bench: &mut Bench) {
        let Bench { words, lexicon, vectors, steps, spaces, starts, found, .. } = bench;
        found.clear();
        let mut search = Search::new();
        for from in (0..words.len()).step_by(self.window) {
            let to = words.len().min(from + self.window);
            let vectors = self.names_tok2vec.encode(words, from, to, lexicon, vectors);
            self.names.find(vectors, from, (spaces, starts), &mut search, steps, found);
        }
    }

    /// Applies the attribute rules and the lemmatizer, and appends the tokens and names to the draft.
    fn describe(&self, text: &str, offset: usize, bench: &mut Bench, draft: &mut Draft) {
        let first = draft.tokens.len();
        bench.seen.clear();
        bench.seen.extend(bench.words.iter().zip(&bench.tags).zip(&bench.arcs).map(|((word, &tag), arc)| {
            let lexeme = &bench.lexicon.lexemes[word.lexeme as usize];
            Seen { tag, relation: arc.relation, rule_word: lexeme.rule_word, is_space: lexeme.is_space }
        }));
        draft.tokens.reserve(bench.words.len());
        for (i, word) in bench.words.iter().enumerate() {
            let said = self.attributes.of(&bench.seen, i);
            let lemma = match said.lemma {
                Some(lemma) => draft.push_lemma(self.attributes.lemmas[lemma as usize]),
                None => {
                    let form = &text[word.start as usize..word.end as usize];
                    let base = self.lemmatizer.is_base(said.pos, said.morph);
                    let lower = bench.lexicon.lower(word.lexeme, form);
                    bench.lemma.clear();
                    self.lemmatizer.lemma(said.pos, base, form, lower, &self.lexis, &mut bench.lemma);
                    draft.push_lemma(&bench.lemma)
                }
            };
            let arc = &bench.arcs[i];
            draft.tokens.push(Token {
                start: offset + word.start as usize,
                end: offset + word.end as usize,
                space_after: word.spacy,
                is_space: bench.spaces[i],
                tag: said.tag,
                pos: said.pos,
                morph: self.attributes.morphs[said.morph as usize],
                relation: said.relation,
                head: first + arc.head as usize,
                sent_start: arc.starts,
                name: None,
                name_start: false,
                lemma,
            });
        }
        for &Found { start, end, kind } in &bench.found {
            let tokens = first + start..first + end;
            draft.tokens[tokens.clone()].iter_mut().for_each(|t| t.name = Some(kind));
            draft.tokens[tokens.start].name_start = true;
            draft.names.push(Name { tokens, kind });
        }
    }
}

impl Bench {
    fn new(lexis: &Arc<Lexis>) -> Self {
        Self {
            lexicon: Lexicon::new(Arc::clone(lexis)),
            chunks: Chunks::default(),
            words: vec![],
            vectors: Vectors::new(rayon::current_num_threads()),
            steps: Steps::default(),
            state: State::default(),
            spaces: vec![],
            starts: vec![],
            tags: vec![],
            scores: vec![],
            arcs: vec![],
            found: vec![],
            seen: vec![],
            lemma: String::new(),
        }
    }

    /// Starts the caches afresh when one of them is full.
    fn make_room(&mut self) {
        if self.lexicon.is_full() || self.vectors.is_full() {
            self.lexicon.forget();
            self.chunks.forget();
            self.vectors.forget();
        }
    }
}

impl Draft {
    fn push_lemma(&mut self, lemma: &str) -> (u32, u32) {
        let from = self.lemmas.len() as u32;
        self.lemmas.push_str(lemma);
        (from, self.lemmas.len() as u32)
    }

    fn finish(self) -> Parse {
        Parse::new(self.tokens, self.lemmas, self.names)
    }
}

/// The text as far as 32-bit offsets reach, whole characters only; lemmas may be longer than their words.
fn cut(text: &str) -> &str {
    let end = text.len().min(u32::MAX as usize / 4);
    &text[..(end.saturating_sub(3)..=end).rfind(|&at| text.is_char_boundary(at)).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../tests/parity/texts.txt");

    fn bits(vectors: &[f32]) -> Vec<u32> {
        vectors.iter().map(|v| v.to_bits()).collect()
    }

    /// The vectors of the first words of the sample by each network, with the caches as they are.
    fn vectors(syntax: &Syntax, bench: &mut Bench) -> [Vec<u32>; 2] {
        syntax.tokenizer.divide(TEXT, &mut bench.lexicon, &mut bench.chunks, &mut bench.words);
        let Bench { words, lexicon, vectors, .. } = bench;
        [&syntax.tok2vec, &syntax.names_tok2vec].map(|net| bits(net.encode(words, 3, 500, lexicon, vectors)))
    }

    #[test]
    fn cached_rows_have_the_bits_of_computed_ones() {
        let syntax = Syntax::with(Lanes::detect(), WINDOW);
        let mut bench = Bench::new(&syntax.lexis);
        let computed = vectors(&syntax, &mut bench);
        assert!(!bench.vectors.is_full());
        assert_eq!(vectors(&syntax, &mut bench), computed);
    }

    #[test]
    fn a_full_cache_changes_nothing_and_is_emptied() {
        let syntax = Syntax::with(Lanes::detect(), WINDOW);
        let expected = syntax.parse(TEXT);
        let many: String = (0..30_000).map(|i| format!("w{i} ")).collect();
        syntax.parse(&many);
        assert!(syntax.resting.lock().unwrap()[0].vectors.is_full());
        assert_eq!(syntax.parse(TEXT), expected);
        assert!(!syntax.resting.lock().unwrap()[0].vectors.is_full());
    }

    #[test]
    fn windows_do_not_show() {
        let expected = Syntax::load().parse(TEXT);
        for window in [96, 300] {
            assert_eq!(Syntax::with(Lanes::detect(), window).parse(TEXT), expected);
        }
    }

    #[test]
    fn every_instruction_set_gives_the_same_analysis() {
        let expected = Syntax::load().parse(TEXT);
        for lanes in Lanes::all() {
            assert_eq!(Syntax::with(lanes, WINDOW).parse(TEXT), expected, "{lanes:?}");
        }
    }
}
