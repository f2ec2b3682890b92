//! The door for files: what kind of file it is, and what can be wrong with it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::clean::head;
use crate::decode::decode;
use crate::draft::{Draft, Reading};
use crate::{docx, html, markdown, pdf, plain};

/// The largest file that is read, in bytes.
pub const MAX_BYTES: usize = 20 * 1024 * 1024;

/// What one file may unpack to, in bytes; a small file can otherwise fill the memory.
pub(crate) const MAX_UNPACKED: usize = 64 * 1024 * 1024;

/// The longest text that an article may have, in bytes: some five hundred pages of print.
pub(crate) const MAX_TEXT: usize = 4 * 1024 * 1024;

/// The endings of the files that can be read, for a file dialog.
pub const EXTENSIONS: &[&str] = &["txt", "text", "md", "markdown", "html", "htm", "xhtml", "pdf", "docx"];

/// Why a file gave no article; each says in one sentence what a person can do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    #[error("The file is empty.")]
    Empty,
    #[error("The file is too large ({} MB; the limit is {} MB); split it into single articles.", .size.div_ceil(1 << 20), .limit >> 20)]
    TooLarge { size: u64, limit: u64 },
    #[error("The file holds no readable text; open a .txt, .md, .html, .pdf or .docx file.")]
    Binary,
    #[error("The file is protected by a password; save a copy without one and open that.")]
    Encrypted,
    /// What is wrong with it, as the end of a sentence.
    #[error("The file is damaged or cut off ({0}); get it once more from where it came from.")]
    Damaged(String),
    /// What it is instead, as a noun with its article.
    #[error("The file is {0}, which cannot be read; save it as .txt, .html, .pdf or .docx.")]
    UnknownKind(String),
    #[error("No text was found in the file; if it is a scan, run text recognition on it first.")]
    NoText,
    #[error("The file could not be understood; save its text as .txt and open that.")]
    Panicked,
}

/// Reads the bytes of a file.
///
/// `name` is the file's name or path; only its ending counts, and only where the content leaves the
/// kind open (Markdown and HTML fragments). The same bytes and ending give the same reading.
///
/// What is bounded: the size of the file ([`MAX_BYTES`]), what compressed parts unpack to (64 MB),
/// the text kept (4 MB, a warning says where it was cut), the nesting and number of HTML elements,
/// the nesting of PDF forms. A parser that panics gives [`ReadError::Panicked`] (the panic hook still
/// runs). Time grows about linearly with size but has no limit here: the caller, who has a clock, runs
/// this on a thread of its own and stops waiting.
pub fn read(name: &str, bytes: &[u8]) -> Result<Reading, ReadError> {
    if bytes.is_empty() {
        return Err(ReadError::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { size: bytes.len() as u64, limit: MAX_BYTES as u64 });
    }
    guarded(|| read_kind(&extension(name), bytes))
}

/// Reads plain text from the clipboard: its first line is the title where it looks like one.
pub fn read_pasted(text: &str) -> Result<Reading, ReadError> {
    if text.len() > MAX_BYTES {
        return Err(ReadError::TooLarge { size: text.len() as u64, limit: MAX_BYTES as u64 });
    }
    guarded(|| plain::read(text))
}

fn guarded(read: impl FnOnce() -> Result<Draft, ReadError>) -> Result<Reading, ReadError> {
    // Nothing is shared with the closure, so that no broken state outlives a panic.
    catch_unwind(AssertUnwindSafe(|| shortened(read()?).finish())).unwrap_or(Err(ReadError::Panicked))
}

fn read_kind(extension: &str, bytes: &[u8]) -> Result<Draft, ReadError> {
    match magic(bytes) {
        Some(Magic::Pdf) => return pdf::read(bytes),
        Some(Magic::Zip) => return docx::read(bytes),
        Some(Magic::Other(what)) => return Err(ReadError::UnknownKind(what.to_owned())),
        Some(Magic::Ole) => return Err(ole(bytes)),
        None => {}
    }
    let decoded = decode(bytes, html::declared_encoding(bytes)).map_err(|error| match extension {
        "pdf" | "docx" => ReadError::Damaged(format!("it has not the beginning of a .{extension} file")),
        _ => error,
    })?;
    if decoded.text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}').is_empty()
    {
        return Err(ReadError::Empty);
    }
    let mut draft = read_text(extension, &decoded.text)?;
    if decoded.lossy {
        draft.warnings.push("A few characters could not be decoded and were left out.".to_owned());
    }
    Ok(draft)
}

fn read_text(extension: &str, text: &str) -> Result<Draft, ReadError> {
    if html::looks_like_html(text) || matches!(extension, "html" | "htm" | "xhtml") {
        return html::read(text);
    }
    let head = text.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r']);
    match extension {
        _ if head.starts_with("<?xml") => Err(ReadError::UnknownKind("an XML file".to_owned())),
        _ if head.starts_with("{\"") || head.starts_with("[{") => {
            Err(ReadError::UnknownKind("a JSON file".to_owned()))
        }
        "md" | "markdown" => Ok(markdown::read(text)),
        "" | "txt" | "text" => plain::read(text),
        _ => {
            let mut draft = plain::read(text)?;
            draft.warnings.push(format!("The ending .{extension} is not known; it was read as plain text."));
            Ok(draft)
        }
    }
}

/// Keeps the first [`MAX_TEXT`] bytes of the blocks.
fn shortened(mut draft: Draft) -> Draft {
    let mut room = MAX_TEXT;
    let mut cut = false;
    for (_, text) in &mut draft.blocks {
        if text.len() > room {
            text.truncate(head(text, room).len());
            cut = true;
        }
        room -= text.len();
    }
    if cut {
        draft
            .warnings
            .push(format!("The text is very long; only its first {} MB were read.", MAX_TEXT >> 20));
    }
    draft
}

/// The ending of a file name, in lower case, without the dot.
fn extension(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
    let plain = ending.len() <= 10 && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    if plain { ending.to_ascii_lowercase() } else { String::new() }
}

enum Magic {
    Pdf,
    Zip,
    /// The container of old Office files and of encrypted new ones.
    Ole,
    /// Something else, as a noun with its article.
    Other(&'static str),
}

fn magic(bytes: &[u8]) -> Option<Magic> {
    const OTHERS: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"II*\0", "a TIFF picture"),
        (b"MM\0*", "a TIFF picture"),
        (b"RIFF", "a picture, sound or film"),
        (b"ID3", "a sound file"),
        (b"OggS", "a sound file"),
        (b"\x1f\x8b", "a compressed archive"),
        (b"7z\xbc\xaf", "a compressed archive"),
        (b"Rar!", "a compressed archive"),
        (b"BZh", "a compressed archive"),
        (b"\xfd7zXZ", "a compressed archive"),
        (b"\x7fELF", "a program"),
        (b"MZ\x90", "a program"),
        (b"SQLite format 3", "a database"),
        (b"{\\rtf", "a rich text document (.rtf)"),
        (b"%!PS", "a PostScript document"),
    ];
    // Readers of PDF accept some bytes before the header.
    if bytes[..bytes.len().min(1024)].windows(5).any(|w| w == b"%PDF-") {
        return Some(Magic::Pdf);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(Magic::Zip);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Some(Magic::Ole);
    }
    OTHERS.iter().find(|(head, _)| bytes.starts_with(head)).map(|&(_, what)| Magic::Other(what))
}

fn ole(bytes: &[u8]) -> ReadError {
    let needle: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(needle.len()).any(|w| w == needle) {
        ReadError::Encrypted
    } else {
        ReadError::UnknownKind("an old Office document (.doc)".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error() {
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| {}));
        let got = guarded(|| panic!("a parser's own"));
        std::panic::set_hook(hook);
        assert_eq!(got, Err(ReadError::Panicked));
    }

    #[test]
    fn endings_are_told() {
        for (name, ending) in [
            ("a.TXT", "txt"),
            ("/x.y/a", ""),
            ("C:\\x\\b.Html", "html"),
            ("a.", ""),
            ("a.b c", ""),
            (".md", "md"),
        ] {
            assert_eq!(extension(name), ending, "{name}");
        }
    }
}
