//! Bytes in, [`Article`] out: decoding, main-text extraction, blocks.
//!
//! Depends on nothing of ours. Every [`Span`] in the house points into [`Article::text`]; the wire
//! turns spans into UTF-16 for the window and into code points for the command line.
//!
//! [`read`] takes the bytes of a file of any kind to a [`Reading`], [`read_pasted`] the clipboard;
//! [`content_hash`] tells whether two articles are one. Sentences and tokens come from `syntax`.

mod article;
mod clean;
mod date;
mod date_text;
mod decode;
mod docx;
mod draft;
mod hash;
mod html;
mod language;
mod markdown;
mod pdf;
mod plain;
mod read;
mod span;

pub use article::{Article, Block, BlockKind, Language};
pub use date::PartialDate;
pub use date_text::date_in;
pub use draft::Reading;
pub use hash::content_hash;
pub use read::{EXTENSIONS, MAX_BYTES, ReadError, read, read_pasted};
pub use span::{Sentence, Span};
