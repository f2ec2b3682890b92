//! Token-to-vector networks: hash embeddings, a maxout mix, and four residual window layers.
//!
//! Source: spaCy 3.8, `spacy/ml/models/tok2vec.py` (MultiHashEmbed, MaxoutWindowEncoder) over Thinc 8.3.

use crate::archive::{Archive, widen};
use crate::hash::row_keys;
use crate::kernel::{Lanes, Matrix, Normalisation, Rows};
use crate::lexicon::{Lexicon, NO_ROW};
use crate::rules::Embedded;
use crate::tokenizer::Word;

/// Values in a token's vector.
pub(crate) const WIDTH: usize = 96;

/// Tokens on either side that a vector depends on: four layers, each with a window of one.
pub(crate) const REACH: usize = 4;

const LAYERS: usize = 4;

/// Rows that all threads' first-layer caches hold together, and one cache at least; beyond, rows are computed each time.
const ROWS_CACHED: usize = 24_000;
const ROWS_CACHED_ONE: usize = 3_000;

/// Rows of missing words computed at once.
const MISSING_AT_ONCE: usize = 64;

/// A network: columns of embedding tables, the layer that mixes them, and the window layers.
pub(crate) struct Tok2Vec {
    tables: Vec<Table>,
    mix: Layer,
    layers: Vec<Layer>,
    /// Which of a lexeme's cached rows are this network's: without and with a space after the word.
    slots: [usize; 2],
}

struct Table {
    column: Column,
    seed: u32,
    rows: u32,
    /// Halves, `[rows][WIDTH]`.
    values: &'static [[u8; 2]],
}

enum Column {
    /// One of a lexeme's four string features.
    Feature(usize),
    Spacy,
    IsSpace,
}

/// Maxout of three pieces, then layer normalisation with a learned scale and shift.
struct Layer {
    matrix: Matrix,
    normalisation: Normalisation,
}

/// One thread's buffers, and its bounded cache of first-layer rows.
pub(crate) struct Vectors {
    /// `REACH` rows of padding, a window's rows, `REACH` rows of padding.
    values: Vec<f32>,
    scratch: Vec<f32>,
    gathered: Vec<f32>,
    missing: Vec<usize>,
    cached: Vec<f32>,
    /// Values that `cached` may hold.
    room: usize,
}

impl Tok2Vec {
    pub(crate) fn new(
        archive: &Archive,
        lanes: Lanes,
        name: &str,
        embedded: &Embedded,
        slots: [usize; 2],
    ) -> Self {
        let tables = embedded.columns.iter().zip(&embedded.seeds).map(|(column, &seed)| {
            let (values, shape) = archive.halves(&format!("{name}.embed.{column}"));
            assert_eq!(shape[1], WIDTH);
            let rows = shape[0] as u32;
            let column = match column.as_str() {
                "norm" => Column::Feature(0),
                "prefix" => Column::Feature(1),
                "suffix" => Column::Feature(2),
                "shape" => Column::Feature(3),
                "spacy" => Column::Spacy,
                "is_space" => Column::IsSpace,
                other => panic!("the network embeds an unknown column {other}"),
            };
            Table { column, seed, rows, values }
        });
        Self {
            tables: tables.collect(),
            mix: Layer::new(archive, lanes, &format!("{name}.mix")),
            layers: (0..LAYERS).map(|i| Layer::new(archive, lanes, &format!("{name}.encode{i}"))).collect(),
            slots,
        }
    }

    /// The vectors of `words[from..to]`, `[to - from][WIDTH]`, as computed in the whole of `words`.
    pub(crate) fn encode<'v>(
        &self,
        words: &[Word],
        from: usize,
        to: usize,
        lexicon: &mut Lexicon,
        vectors: &'v mut Vectors,
    ) -> &'v [f32] {
        // Up to REACH neighbours give context; past the ends of the text lie REACH rows of zeros, which the layers
        // turn into something else, as upstream's padding does.
        let (first, last) = (from.saturating_sub(REACH), (to + REACH).min(words.len()));
        let (before, after) = (REACH - (from - first), REACH - (last - to));
        let rows = before + (last - first) + after;
        vectors.values.clear();
        vectors.values.resize(rows * WIDTH, 0.0);
        self.embed(&words[first..last], before, lexicon, vectors);
        for (i, layer) in self.layers.iter().enumerate() {
            let (from, to) = (i + 1, rows - i - 1);
            let window =
                Rows { values: &vectors.values[(from - 1) * WIDTH..], stride: WIDTH, count: to - from };
            vectors.scratch.resize((to - from) * WIDTH, 0.0);
            layer.matrix.apply(window, &mut vectors.scratch);
            layer.normalisation.add(&vectors.scratch, &mut vectors.values[from * WIDTH..to * WIDTH]);
        }
        &vectors.values[REACH * WIDTH..(REACH + to - from) * WIDTH]
    }

    /// Whether this network's first layer is cached for the word, and where.
    fn slot(&self, spacy: bool) -> usize {
        self.slots[usize::from(spacy)]
    }

    fn embed(&self, words: &[Word], before: usize, lexicon: &mut Lexicon, vectors: &mut Vectors) {
        let mut missing = std::mem::take(&mut vectors.missing);
        missing.clear();
        for (i, word) in words.iter().enumerate() {
            match lexicon.lexemes[word.lexeme as usize].rows[self.slot(word.spacy)] {
                NO_ROW => missing.push(i),
                row => {
                    let cached = &vectors.cached[row as usize * WIDTH..][..WIDTH];
                    vectors.values[(before + i) * WIDTH..][..WIDTH].copy_from_slice(cached);
                }
            }
        }
        for some in missing.chunks(MISSING_AT_ONCE) {
            self.embed_missing(words, some, before, lexicon, vectors);
        }
        vectors.missing = missing;
    }

    fn embed_missing(
        &self,
        words: &[Word],
        some: &[usize],
        before: usize,
        lexicon: &mut Lexicon,
        vectors: &mut Vectors,
    ) {
        let width = self.tables.len() * WIDTH;
        vectors.gathered.clear();
        vectors.gathered.resize(some.len() * width, 0.0);
        for (&i, gathered) in some.iter().zip(vectors.gathered.chunks_exact_mut(width)) {
            let lexeme = &lexicon.lexemes[words[i].lexeme as usize];
            for (table, out) in self.tables.iter().zip(gathered.chunks_exact_mut(WIDTH)) {
                let key = match table.column {
                    Column::Feature(feature) => lexeme.features[feature],
                    Column::Spacy => u64::from(words[i].spacy),
                    Column::IsSpace => u64::from(lexeme.is_space),
                };
                table.add_rows(key, out);
            }
        }
        vectors.scratch.resize(some.len() * WIDTH, 0.0);
        let rows = Rows { values: &vectors.gathered, stride: width, count: some.len() };
        self.mix.matrix.apply(rows, &mut vectors.scratch);
        for (&i, sums) in some.iter().zip(vectors.scratch.chunks_exact(WIDTH)) {
            let row = &mut vectors.values[(before + i) * WIDTH..][..WIDTH];
            self.mix.normalisation.add(sums, row);
            let slot = &mut lexicon.lexemes[words[i].lexeme as usize].rows[self.slot(words[i].spacy)];
            if *slot == NO_ROW && vectors.cached.len() < vectors.room {
                *slot = (vectors.cached.len() / WIDTH) as u32;
                vectors.cached.extend_from_slice(row);
            }
        }
    }
}

impl Vectors {
    /// Empty buffers for one of `threads`, among which the cache's room is divided.
    pub(crate) fn new(threads: usize) -> Self {
        let rows = (ROWS_CACHED / threads.max(1)).max(ROWS_CACHED_ONE);
        let (values, scratch, gathered, missing, cached) = (vec![], vec![], vec![], vec![], vec![]);
        Self { values, scratch, gathered, missing, cached, room: rows * WIDTH }
    }

    /// Drops the cached rows; the lexemes that point at them must go too.
    pub(crate) fn forget(&mut self) {
        self.cached.clear();
    }

    /// Whether the cache takes no more words.
    pub(crate) fn is_full(&self) -> bool {
        self.cached.len() >= self.room
    }
}

impl Table {
    /// Adds the four rows that the hashing trick gives the key.
    fn add_rows(&self, key: u64, out: &mut [f32]) {
        for number in row_keys(key, self.seed) {
            let row = &self.values[(number % self.rows) as usize * WIDTH..][..WIDTH];
            out.iter_mut().zip(row).for_each(|(o, r)| *o += widen(*r));
        }
    }
}

impl Layer {
    fn new(archive: &Archive, lanes: Lanes, name: &str) -> Self {
        let floats = |part: &str| archive.floats(&format!("{name}.{part}")).0;
        let matrix = Matrix::maxout(lanes, &floats("W"), &floats("b"));
        assert_eq!((matrix.outputs(), matrix.row_width()), (WIDTH, WIDTH));
        Self { matrix, normalisation: Normalisation::new(lanes, floats("scale"), floats("shift")) }
    }
}
