//! Word documents (Office Open XML, ECMA-376): paragraphs, headings, lists, the title.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::draft::Draft;
use crate::read::MAX_UNPACKED;
use crate::{BlockKind, ReadError, plain};

type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Reads a Word document: the running text of its body, without deleted text, field codes, notes
/// and comments.
///
/// The dates in its properties tell when the file was made, not when the article was published, so
/// they are not taken.
pub(crate) fn read(bytes: &[u8]) -> Result<Draft, ReadError> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let Some(body) = part(&mut archive, "word/document.xml")? else {
        return Err(ReadError::UnknownKind(kind_of(&archive).to_owned()));
    };
    let styles = part(&mut archive, "word/styles.xml")?.map(|xml| style_names(&xml)).unwrap_or_default();
    let mut draft = Draft::default();
    let mut walk = Walk { styles, ..Walk::default() };
    let complete = events(&body, |event| walk.step(event, &mut draft));
    if !complete {
        draft.warnings.push("The document is damaged; it was read up to the damage.".to_owned());
    }
    draft.title = match part(&mut archive, "docProps/core.xml")? {
        Some(core) => draft.title.or_else(|| core_title(&core).filter(|t| is_telling(t))),
        None => draft.title,
    };
    plain::take_title(&mut draft);
    plain::take_head(&mut draft);
    Ok(draft)
}

/// A part of the archive as text; `None` where it has no such part.
fn part(archive: &mut Archive<'_>, name: &str) -> Result<Option<String>, ReadError> {
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(damaged(error)),
    };
    let mut bytes = Vec::new();
    // What the archive says of the size is not to be trusted.
    file.take(MAX_UNPACKED as u64 + 1).read_to_end(&mut bytes).map_err(|e| damaged(e.into()))?;
    if bytes.len() > MAX_UNPACKED {
        return Err(ReadError::Damaged(format!("it unpacks to more than {} MB", MAX_UNPACKED >> 20)));
    }
    Ok(Some(crate::decode::decode(&bytes, None)?.text))
}

fn damaged(error: ZipError) -> ReadError {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => ReadError::Encrypted,
        _ => ReadError::Damaged("its packing cannot be undone".to_owned()),
    }
}

fn kind_of(archive: &Archive<'_>) -> &'static str {
    let has = |start: &str| archive.file_names().flatten().any(|name| name.starts_with(start));
    match () {
        () if has("xl/") => "a spreadsheet",
        () if has("ppt/") => "a presentation",
        () if has("META-INF/container.xml") => "an e-book",
        () if has("content.xml") => "an OpenDocument file",
        () => "a compressed archive",
    }
}

/// Feeds the events of an XML text; false where it breaks off before its end.
fn events(xml: &str, mut take: impl FnMut(&Event<'_>)) -> bool {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = false;
    let mut depth = 0i64;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return depth <= 0,
            Ok(event) => {
                depth += match event {
                    Event::Start(_) => 1,
                    Event::End(_) => -1,
                    _ => 0,
                };
                take(&event);
            }
            Err(_) => return false,
        }
    }
}

/// Style ids and the names they go by; ids differ from language to language, names do not.
fn style_names(xml: &str) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut id = None;
    events(xml, |event| {
        let (Event::Start(tag) | Event::Empty(tag)) = event else { return };
        match local_name(tag) {
            "style" => id = attribute(tag, "styleId"),
            "name" => {
                if let (Some(id), Some(name)) = (id.take(), attribute(tag, "val")) {
                    names.insert(id, name.to_lowercase());
                }
            }
            _ => {}
        }
    });
    names
}

fn core_title(xml: &str) -> Option<String> {
    let mut title = String::new();
    let mut inside = false;
    events(xml, |event| match event {
        Event::Start(tag) => inside = local_name(tag) == "title",
        Event::End(_) => inside = false,
        event if inside => push_text(&mut title, event),
        _ => {}
    });
    (!title.trim().is_empty()).then_some(title)
}

/// Whether a title in the properties is one, and not a file's name or a template's.
pub(crate) fn is_telling(title: &str) -> bool {
    let lower = title.trim().to_lowercase();
    let file = [".doc", ".docx", ".pdf", ".rtf", ".txt", ".indd", ".qxd", ".html", ".tex"]
        .iter()
        .any(|e| lower.ends_with(e));
    let program = ["microsoft word", "untitled", "document", "powerpoint", "print", "about:", "http"];
    !file && lower.split_whitespace().count() > 1 && !program.iter().any(|p| lower.starts_with(p))
}

/// Where the walk over the body is.
#[derive(Default)]
struct Walk {
    styles: BTreeMap<String, String>,
    /// Paragraphs under way; a text box in a paragraph holds paragraphs of its own.
    open: Vec<(Option<BlockKind>, String)>,
    /// Inside `w:t`.
    text: bool,
    /// How deep inside the second version of something that stands there twice.
    fallback: usize,
}

impl Walk {
    fn step(&mut self, event: &Event<'_>, draft: &mut Draft) {
        match event {
            Event::Start(tag) if self.fallback > 0 || local_name(tag) == "Fallback" => self.fallback += 1,
            Event::End(_) if self.fallback > 0 => self.fallback -= 1,
            _ if self.fallback > 0 => {}
            Event::Start(tag) if local_name(tag) == "p" => self.open.push((None, String::new())),
            Event::Start(tag) if local_name(tag) == "t" => self.text = true,
            Event::Start(tag) | Event::Empty(tag) => self.property(tag),
            Event::End(tag) if tag.local_name().as_ref() == "t" => self.text = false,
            Event::End(tag) if tag.local_name().as_ref() == "p" => self.close(draft),
            event if self.text => {
                if let Some((_, line)) = self.open.last_mut() {
                    push_text(line, event);
                }
            }
            _ => {}
        }
    }

    fn property(&mut self, tag: &BytesStart<'_>) {
        let Some((kind, line)) = self.open.last_mut() else { return };
        match local_name(tag) {
            "tab" | "br" | "cr" => line.push(' '),
            "noBreakHyphen" => line.push('-'),
            "numPr" => *kind = kind.or(Some(BlockKind::ListItem)),
            "pStyle" => {
                let id = attribute(tag, "val").unwrap_or_default();
                let name = self.styles.get(&id).cloned().unwrap_or_else(|| id.to_lowercase());
                *kind = kind_of_style(&name).or(*kind);
            }
            _ => {}
        }
    }

    fn close(&mut self, draft: &mut Draft) {
        let Some((kind, line)) = self.open.pop() else { return };
        if line.trim().is_empty() {
            return;
        }
        match kind {
            Some(BlockKind::Title) if draft.title.is_none() => draft.title = Some(line),
            Some(BlockKind::Title) => draft.push(BlockKind::Heading, line),
            kind => draft.push(kind.unwrap_or(BlockKind::Paragraph), line),
        }
    }
}

fn kind_of_style(name: &str) -> Option<BlockKind> {
    match name {
        "title" => Some(BlockKind::Title),
        "subtitle" => Some(BlockKind::Heading),
        name if name.starts_with("heading") => Some(BlockKind::Heading),
        name if name.starts_with("list") => Some(BlockKind::ListItem),
        name if name.contains("quote") => Some(BlockKind::Quote),
        _ => None,
    }
}

fn push_text(line: &mut String, event: &Event<'_>) {
    match event {
        Event::Text(text) => line.push_str(text),
        Event::CData(text) => line.push_str(text),
        Event::GeneralRef(entity) => match entity.resolve_char_ref() {
            Ok(Some(c)) => line.push(c),
            _ => line.push_str(resolve_predefined_entity(entity).unwrap_or("")),
        },
        _ => {}
    }
}

/// A tag's name without its prefix, which is any document's own choice.
fn local_name<'a>(tag: &'a BytesStart<'_>) -> &'a str {
    tag.local_name().into_inner()
}

/// The value of the attribute with this local name.
fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    // Duplicates would be sought pairwise.
    attributes.with_checks(false);
    attributes.flatten().find(|a| a.key.local_name().as_ref() == name).map(|a| a.value.into_owned())
}
