//! PDF: the text of pages, in the order in which it is drawn, put together to paragraphs.

mod font;
mod layout;
mod page;

use lopdf::{Document, Error, LoadOptions, Object};

use crate::draft::{Draft, same_words};
use crate::read::{MAX_TEXT, MAX_UNPACKED};
use crate::{BlockKind, ReadError, docx, plain};
use font::Fonts;
use layout::{Line, Paragraph};

/// Reads a PDF.
///
/// Objects and streams are read by lopdf, which bounds nesting and unpacking; the drawing operators
/// for text are followed here (ISO 32000-1, 9). Rotated text, artifacts (page heads and numbers in
/// tagged files), and lines that every page repeats are left out. A file without its end is damaged.
/// The dates in its properties tell when the file was made, so they are not taken.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, ReadError> {
    let tail = &bytes[bytes.len().saturating_sub(4096)..];
    if !tail.windows(5).any(|w| w == b"%%EOF") {
        return Err(ReadError::Damaged("its end is missing".to_owned()));
    }
    let document = load(bytes)?;
    let fonts = Fonts::of(&document);
    let mut pages = page::Pages::new(&document, &fonts);
    let mut lines: Vec<Line> = Vec::new();
    let mut failed = 0;
    for (number, id) in document.get_pages() {
        match pages.runs(id) {
            Ok(runs) => lines.extend(layout::lines(number, runs)),
            Err(error) if is_bomb(&error) => return Err(bomb()),
            Err(_) => failed += 1,
        }
        if lines.iter().map(|l| l.text.len()).sum::<usize>() > MAX_TEXT {
            break;
        }
    }
    let mut draft = compose(layout::paragraphs(lines), info_title(&document));
    if failed > 0 && draft.blocks.is_empty() {
        return Err(ReadError::Damaged("its pages cannot be read".to_owned()));
    }
    if failed > 0 {
        draft.warnings.push(format!("{failed} damaged pages were left out."));
    }
    if pages.hidden > 0 {
        draft
            .warnings
            .push("Some text is set in fonts that do not tell their letters and was left out.".to_owned());
    }
    Ok(draft)
}

fn load(bytes: &[u8]) -> Result<Document, ReadError> {
    let options = LoadOptions::with_max_decompressed_size(MAX_UNPACKED);
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        Error::InvalidPassword | Error::Decryption(_) => ReadError::Encrypted,
        error if is_bomb(&error) => bomb(),
        _ => ReadError::Damaged("its table of contents cannot be read".to_owned()),
    })?;
    // Files that only forbid changes open with the empty password and are no longer encrypted here.
    if document.is_encrypted() { Err(ReadError::Encrypted) } else { Ok(document) }
}

fn is_bomb(error: &Error) -> bool {
    matches!(error, Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }))
}

fn bomb() -> ReadError {
    ReadError::Damaged(format!("it unpacks to more than {} MB", MAX_UNPACKED >> 20))
}

fn info_title(document: &Document) -> Option<String> {
    let info = document.trailer.get_deref(b"Info", document).and_then(Object::as_dict).ok()?;
    let title = lopdf::decode_text_string(info.get_deref(b"Title", document).ok()?).ok()?;
    docx::is_telling(&title).then_some(title)
}

fn compose(paragraphs: Vec<Paragraph>, info_title: Option<String>) -> Draft {
    let body = layout::body_size(&paragraphs);
    let mut draft = Draft { title: info_title, ..Draft::default() };
    for paragraph in paragraphs {
        let large = paragraph.size > body * 1.12;
        let short = paragraph.text.len() <= 250;
        let kind = match paragraph.text.strip_prefix(['•', '▪', '■', '·', '◦', '●']) {
            Some(item) => {
                draft.push(BlockKind::ListItem, item);
                continue;
            }
            None if draft.title.is_none()
                && draft.blocks.len() < 5
                && paragraph.size > body * 1.25
                && short =>
            {
                draft.title = Some(paragraph.text);
                continue;
            }
            None if short && (large || paragraph.bold) && !paragraph.text.ends_with('.') => {
                BlockKind::Heading
            }
            None => BlockKind::Paragraph,
        };
        draft.push(kind, paragraph.text);
    }
    if let Some(title) = &draft.title {
        let at = draft.blocks.iter().take(5).position(|(_, text)| same_words(title, text));
        at.map(|i| draft.blocks.remove(i));
    }
    plain::take_title(&mut draft);
    plain::take_head(&mut draft);
    draft
}
