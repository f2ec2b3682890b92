//! spaCy's tokenizer: white space, exceptions, prefixes, suffixes, infixes, URLs.
//!
//! Source: spaCy 3.8, `spacy/tokenizer.pyx`. The tables are upstream's; the algorithm is followed step by step,
//! with bounds where upstream is quadratic (see [`LONGEST_URL`] and [`Expression::search_suffix`]).

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::chars::{CharSet, is_space};
use crate::expression::Expression;
use crate::lexicon::{LexemeId, Lexicon, Lexis};
use crate::rules::{ExceptionPiece, Rules};

/// Longest chunk, in characters, that is tried as a URL: matching one costs up to the square of its length.
const LONGEST_URL: usize = 2048;

/// Longest chunk, in bytes, whose division is remembered, and how many of them.
const LONGEST_CACHED: usize = 48;
const CHUNKS_CACHED: usize = 16_384;

/// A token before analysis: where it lies, what word it is, and whether one space follows it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) lexeme: LexemeId,
    pub(crate) spacy: bool,
}

/// The tables.
pub(crate) struct Tokenizer {
    prefix: Expression,
    suffix: Expression,
    infix: Expression,
    url: Expression,
    exceptions: FxHashMap<Box<str>, Vec<Piece>>,
    longest_exception: usize,
    /// Exceptions that the affix rules would divide, by their first piece: a second pass joins them again.
    divided: FxHashMap<Box<str>, Vec<Vec<Box<str>>>>,
    divided_starts: [bool; 256],
}

/// Part of a divided chunk: its length in bytes and its word.
#[derive(Clone, Copy)]
pub(crate) struct Piece {
    length: u32,
    lexeme: LexemeId,
}

/// What one thread keeps between texts: remembered chunks and buffers.
#[derive(Default)]
pub(crate) struct Chunks {
    known: FxHashMap<Box<str>, (u32, u32)>,
    pieces: Vec<Piece>,
    characters: Vec<char>,
    offsets: Vec<usize>,
    division: Division,
    spans: Vec<(usize, usize)>,
    seen: Vec<bool>,
    old: Vec<Word>,
}

#[derive(Default)]
struct Division {
    prefixes: Vec<(usize, usize)>,
    suffixes: Vec<(usize, usize)>,
    parts: Vec<Part>,
}

/// Part of a chunk, in characters, or a whole exception.
enum Part {
    Plain(usize, usize),
    Exception(usize, usize),
}

impl Tokenizer {
    pub(crate) fn new(rules: &Rules, lexis: &mut Lexis) -> Self {
        let sets: Arc<[CharSet]> = rules.classes.iter().map(|r| CharSet::new(r)).collect();
        let tree = |t| Expression::new(t, &sets);
        let e = &rules.expressions;
        let exceptions: FxHashMap<_, _> = rules
            .exceptions
            .iter()
            .map(|(text, pieces)| {
                let piece = |(text, norm): &ExceptionPiece| Piece {
                    length: text.len() as u32,
                    lexeme: lexis.exception(text, norm.as_deref()),
                };
                (text.as_str().into(), pieces.iter().map(piece).collect())
            })
            .collect();
        let mut tokenizer = Self {
            prefix: tree(&e.prefix),
            suffix: tree(&e.suffix),
            infix: tree(&e.infix),
            url: tree(&e.url),
            longest_exception: rules.exceptions.iter().map(|e| e.0.len()).max().unwrap_or(0),
            exceptions,
            divided: FxHashMap::default(),
            divided_starts: [false; 256],
        };
        tokenizer.find_divided(rules);
        tokenizer
    }

    /// Divides `text` into words that tile it: each starts where the last one ended, or one space later.
    pub(crate) fn divide(
        &self,
        text: &str,
        lexicon: &mut Lexicon,
        chunks: &mut Chunks,
        words: &mut Vec<Word>,
    ) {
        words.clear();
        if chunks.known.len() >= CHUNKS_CACHED {
            chunks.forget();
        }
        let mut start = 0;
        let mut in_space = text.chars().next().is_some_and(is_space);
        for (at, c) in text.char_indices() {
            if is_space(c) == in_space {
                continue;
            }
            if start < at {
                self.chunk(text, start, at, lexicon, chunks, words);
            }
            if c == ' ' {
                if let Some(last) = words.last_mut() {
                    last.spacy = true;
                }
                start = at + 1;
            } else {
                start = at;
            }
            in_space = !in_space;
        }
        if start < text.len() {
            self.chunk(text, start, text.len(), lexicon, chunks, words);
        }
        self.join_exceptions(text, chunks, words);
    }

    fn chunk(
        &self,
        text: &str,
        start: usize,
        end: usize,
        lexicon: &mut Lexicon,
        chunks: &mut Chunks,
        words: &mut Vec<Word>,
    ) {
        let chunk = &text[start..end];
        let mut at = start as u32;
        let mut push = |piece: Piece| {
            words.push(Word { start: at, end: at + piece.length, lexeme: piece.lexeme, spacy: false });
            at += piece.length;
        };
        if let Some(pieces) = self.exception(chunk) {
            return pieces.iter().for_each(|&p| push(p));
        }
        if let Some(&(from, to)) = chunks.known.get(chunk) {
            return chunks.pieces[from as usize..to as usize].iter().for_each(|&p| push(p));
        }
        let from = chunks.pieces.len();
        self.divide_chunk(chunk, lexicon, chunks);
        chunks.pieces[from..].iter().for_each(|&p| push(p));
        if chunk.len() <= LONGEST_CACHED && chunks.known.len() < CHUNKS_CACHED {
            chunks.known.insert(chunk.into(), (from as u32, chunks.pieces.len() as u32));
        } else {
            chunks.pieces.truncate(from);
        }
    }

    /// Appends the pieces of a chunk that is neither known nor an exception.
    fn divide_chunk(&self, chunk: &str, lexicon: &mut Lexicon, chunks: &mut Chunks) {
        // No rule divides a chunk of ASCII letters alone: every prefix, suffix and infix is or needs another character.
        if chunk.bytes().all(|b| b.is_ascii_alphabetic()) {
            return chunks.pieces.push(Piece { length: chunk.len() as u32, lexeme: lexicon.word(chunk) });
        }
        let Chunks { characters, offsets, division, pieces, .. } = chunks;
        spread(chunk, characters, offsets);
        self.affixes(chunk, characters, offsets, true, division);
        for part in &division.parts {
            match *part {
                Part::Plain(from, to) => {
                    let text = &chunk[offsets[from]..offsets[to]];
                    pieces.push(Piece { length: text.len() as u32, lexeme: lexicon.word(text) });
                }
                Part::Exception(from, to) => {
                    let text = &chunk[offsets[from]..offsets[to]];
                    pieces.extend_from_slice(self.exception(text).expect("found when the chunk was divided"));
                }
            }
        }
    }

    fn exception(&self, text: &str) -> Option<&Vec<Piece>> {
        if text.len() > self.longest_exception { None } else { self.exceptions.get(text) }
    }

    /// Takes prefixes and suffixes off, then divides the rest at infixes unless it is an exception or a URL.
    fn affixes(&self, chunk: &str, text: &[char], offsets: &[usize], exceptions: bool, out: &mut Division) {
        let special = |from: usize, to: usize| {
            exceptions && from < to && self.exception(&chunk[offsets[from]..offsets[to]]).is_some()
        };
        let (mut from, mut to, mut last) = (0, text.len(), 0);
        out.prefixes.clear();
        out.suffixes.clear();
        out.parts.clear();
        while from < to && to - from != last && !special(from, to) {
            last = to - from;
            let prefix = self.prefix.match_at(&text[from..to], 0).unwrap_or(0);
            if prefix > 0 && special(from + prefix, to) {
                out.prefixes.push((from, from + prefix));
                from += prefix;
                break;
            }
            let rest = &text[from + prefix..to];
            let suffix = self.suffix.search_suffix(rest).map_or(0, |start| rest.len() - start);
            if suffix > 0 && special(from, to - suffix) {
                out.suffixes.push((to - suffix, to));
                to -= suffix;
                break;
            }
            if prefix > 0 {
                out.prefixes.push((from, from + prefix));
                from += prefix;
            }
            if suffix > 0 {
                out.suffixes.push((to - suffix, to));
                to -= suffix;
            }
        }
        out.parts.extend(out.prefixes.iter().map(|&(a, b)| Part::Plain(a, b)));
        if from < to {
            if special(from, to) {
                out.parts.push(Part::Exception(from, to));
            } else if to - from <= LONGEST_URL && self.url.match_at(&text[from..to], 0).is_some() {
                out.parts.push(Part::Plain(from, to));
            } else {
                self.infixes(&text[from..to], from, &mut out.parts);
            }
        }
        out.parts.extend(out.suffixes.iter().rev().map(|&(a, b)| Part::Plain(a, b)));
    }

    fn infixes(&self, text: &[char], offset: usize, parts: &mut Vec<Part>) {
        let (mut start, mut at) = (0, 0);
        while let Some((from, to)) = self.infix.search(text, at) {
            at = to;
            if from == 0 {
                continue;
            }
            if from != start {
                parts.push(Part::Plain(offset + start, offset + from));
            }
            parts.push(Part::Plain(offset + from, offset + to));
            start = to;
        }
        if start < text.len() {
            parts.push(Part::Plain(offset + start, offset + text.len()));
        }
    }

    fn find_divided(&mut self, rules: &Rules) {
        let (mut characters, mut offsets, mut division) = (vec![], vec![], Division::default());
        for (text, _) in &rules.exceptions {
            spread(text, &mut characters, &mut offsets);
            let affected = self.prefix.match_at(&characters, 0).is_some()
                || self.suffix.search_suffix(&characters).is_some()
                || self.infix.search(&characters, 0).is_some();
            if !affected {
                continue;
            }
            self.affixes(text, &characters, &offsets, false, &mut division);
            let pieces: Vec<Box<str>> = division
                .parts
                .iter()
                .map(|part| match *part {
                    Part::Plain(a, b) | Part::Exception(a, b) => text[offsets[a]..offsets[b]].into(),
                })
                .collect();
            let first = pieces[0].clone();
            self.divided_starts[first.as_bytes()[0] as usize] = true;
            self.divided.entry(first).or_default().push(pieces);
        }
    }

    /// Finds exceptions that the affix rules divided, longest first, and puts their own pieces in place.
    fn join_exceptions(&self, text: &str, chunks: &mut Chunks, words: &mut Vec<Word>) {
        let Chunks { spans, seen, old, .. } = chunks;
        spans.clear();
        let word = |w: &Word| &text[w.start as usize..w.end as usize];
        for (i, first) in words.iter().enumerate() {
            if !self.divided_starts[text.as_bytes()[first.start as usize] as usize] {
                continue;
            }
            for pieces in self.divided.get(word(first)).into_iter().flatten() {
                let found = words.len() - i >= pieces.len()
                    && words[i..].iter().zip(pieces).all(|(w, p)| word(w) == &**p);
                if found {
                    spans.push((i, i + pieces.len()));
                }
            }
        }
        if spans.is_empty() {
            return;
        }
        spans.sort_unstable_by_key(|&(from, to)| (std::cmp::Reverse(to - from), from));
        seen.clear();
        seen.resize(words.len(), false);
        spans.retain(|&(from, to)| {
            let free = !seen[from] && !seen[to - 1];
            seen[from..to].fill(true);
            free
        });
        spans.sort_unstable();
        std::mem::swap(words, old);
        words.clear();
        let mut at = 0;
        for &(from, to) in &*spans {
            words.extend_from_slice(&old[at..from]);
            at = to;
            let start = old[from].start;
            // Words with spaces between match a sequence too, but then their text is no exception and they stay.
            match self.exception(&text[start as usize..old[to - 1].end as usize]) {
                None => words.extend_from_slice(&old[from..to]),
                Some(pieces) => {
                    let mut start = start;
                    words.extend(pieces.iter().map(|p| {
                        let word = Word { start, end: start + p.length, lexeme: p.lexeme, spacy: false };
                        start = word.end;
                        word
                    }));
                    if let Some(last) = words.last_mut() {
                        last.spacy = old[to - 1].spacy;
                    }
                }
            }
        }
        words.extend_from_slice(&old[at..]);
    }
}

impl Chunks {
    /// Drops what is remembered: the words it refers to are gone, or there is too much of it.
    pub(crate) fn forget(&mut self) {
        self.known.clear();
        self.pieces.clear();
    }
}

/// The characters of a text and the byte offset of each, and of the end.
fn spread(text: &str, characters: &mut Vec<char>, offsets: &mut Vec<usize>) {
    characters.clear();
    offsets.clear();
    for (at, c) in text.char_indices() {
        characters.push(c);
        offsets.push(at);
    }
    offsets.push(text.len());
}
