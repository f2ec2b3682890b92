//! Text to tokens, tags, lemmas, dependency trees and names.
//!
//! A pure Rust implementation of the inference of spaCy's small English pipeline (`en_core_web_sm` 3.8), with its
//! weights inside the program; the model card beside them says where they come from. The phases, in order:
//!
//! 1. tokens: white space, exceptions, prefixes, suffixes, infixes, URLs;
//! 2. a vector for each token, from hash embeddings of its norm, prefix, suffix and shape and four window layers;
//! 3. fine tags from the vectors;
//! 4. dependency trees and sentence starts, by arc-eager transitions over the vectors;
//! 5. names, by BILUO transitions over vectors of their own;
//! 6. universal tags, morphology and some lemmas, by rules over tags, words and relations;
//! 7. the other lemmas, by suffix rules and word lists.
//!
//! ```
//! let parse = syntax::Syntax::load().parse("France condemned the attack.");
//! let verb = parse.tokens.iter().position(|t| t.relation == syntax::Relation::Root).unwrap();
//! assert_eq!(parse.lemma(verb), "condemn");
//! assert_eq!(parse.children_by(verb, syntax::Relation::Nsubj).collect::<Vec<_>>(), [0]);
//! ```

mod archive;
mod attributes;
mod chars;
mod expression;
mod hash;
mod kernel;
mod labels;
mod lemma;
mod lexicon;
mod names;
mod parse;
mod parser;
mod pipeline;
pub mod report;
mod rules;
mod step;
mod tok2vec;
mod tokenizer;
mod tree;

pub use labels::{NameKind, Pos, Relation, Tag};
pub use parse::{Name, Parse, Token};
pub use pipeline::Syntax;
