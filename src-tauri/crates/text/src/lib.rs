//! Bytes in, [`Article`] out: decoding, main-text extraction, blocks, sentences and tokens.
//!
//! Depends on nothing of ours. Every [`Span`] in the house points into [`Article::text`]; the wire
//! turns spans into UTF-16 for the window and into code points for the command line.

mod article;
mod date;
mod segment;
mod span;

pub use article::{Article, Block, BlockKind, Language};
pub use date::PartialDate;
pub use segment::segment;
pub use span::{Sentence, Span, Token};
