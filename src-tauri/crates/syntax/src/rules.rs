//! The `rules` text of the weights file, as the converter writes it.

use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Rules {
    pub(crate) shape: Shape,
    pub(crate) tags: Vec<String>,
    pub(crate) parser_actions: Vec<String>,
    pub(crate) ner_actions: Vec<String>,
    pub(crate) expressions: Expressions,
    pub(crate) classes: Vec<Vec<[u32; 2]>>,
    pub(crate) alpha: Vec<[u32; 2]>,
    pub(crate) digit: Vec<[u32; 2]>,
    pub(crate) exceptions: Vec<(String, Vec<ExceptionPiece>)>,
    pub(crate) base_norms: Vec<(String, String)>,
    pub(crate) lexeme_norms: Vec<(u64, String)>,
    pub(crate) symbols: Vec<(String, u64)>,
    pub(crate) attribute_rules: Vec<AttributeRule>,
    pub(crate) lemma_rules: LemmaRules,
}

/// A piece of a tokenizer exception: its text, and its norm if that is not the word's own.
pub(crate) type ExceptionPiece = (String, Option<String>);

#[derive(Deserialize)]
pub(crate) struct Shape {
    pub(crate) tok2vec: Embedded,
    pub(crate) ner: Embedded,
}

/// What a token-to-vector network embeds, column by column, with each table's hash seed.
#[derive(Deserialize)]
pub(crate) struct Embedded {
    pub(crate) columns: Vec<String>,
    pub(crate) seeds: Vec<u32>,
}

#[derive(Deserialize)]
pub(crate) struct Expressions {
    pub(crate) prefix: serde_json::Value,
    pub(crate) suffix: serde_json::Value,
    pub(crate) infix: serde_json::Value,
    pub(crate) url: serde_json::Value,
}

#[derive(Deserialize)]
pub(crate) struct AttributeRule {
    pub(crate) tokens: Vec<TokenPattern>,
    pub(crate) index: usize,
    pub(crate) set: Assigned,
}

#[derive(Deserialize)]
pub(crate) struct TokenPattern {
    pub(crate) lower: Option<Vec<String>>,
    pub(crate) tag: Option<Vec<String>>,
    pub(crate) not_tag: Option<Vec<String>>,
    pub(crate) dep: Option<Vec<String>>,
    pub(crate) not_dep: Option<Vec<String>>,
    pub(crate) space: Option<bool>,
}

#[derive(Deserialize)]
pub(crate) struct Assigned {
    pub(crate) tag: Option<String>,
    pub(crate) pos: Option<String>,
    pub(crate) morph: Option<String>,
    pub(crate) lemma: Option<String>,
    pub(crate) dep: Option<String>,
}

/// Suffix rewrites by part of speech: (old ending, new ending) in upstream's order.
#[derive(Deserialize)]
pub(crate) struct LemmaRules {
    pub(crate) noun: Vec<(String, String)>,
    pub(crate) verb: Vec<(String, String)>,
    pub(crate) adj: Vec<(String, String)>,
    pub(crate) adv: Vec<(String, String)>,
    pub(crate) punct: Vec<(String, String)>,
}
