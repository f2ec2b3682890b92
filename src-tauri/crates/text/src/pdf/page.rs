//! Follows the operators of a page that show text.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{DecompressError, Dictionary, Document, Error, Object, ObjectId, Result};

use super::font::{Font, Fonts};
use crate::read::MAX_UNPACKED;

/// Forms inside forms that are followed.
const MAX_FORM_DEPTH: usize = 12;

/// Saved graphics states.
const MAX_STATES: usize = 512;

/// A piece of text as it is drawn, in points from the lower left corner of the page.
#[derive(Clone, Debug)]
pub(super) struct Run {
    pub x: f64,
    pub end: f64,
    pub y: f64,
    pub size: f64,
    pub bold: bool,
    pub text: String,
}

/// The pages of a document. Fonts are prepared once, and all contents share one budget.
pub(super) struct Pages<'a> {
    document: &'a Document,
    fonts: &'a Fonts,
    prepared: BTreeMap<ObjectId, Rc<Font<'a>>>,
    budget: usize,
    /// Strings whose font does not tell their letters.
    pub hidden: usize,
}

/// A matrix `[a b c d e f]` as PDF writes it (ISO 32000-1, 8.3.3).
type Matrix = [f64; 6];

const IDENTITY: Matrix = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

#[derive(Clone)]
struct State<'a> {
    ctm: Matrix,
    font: Option<Rc<Font<'a>>>,
    size: f64,
    leading: f64,
    char_space: f64,
    word_space: f64,
    scale: f64,
    rise: f64,
}

impl<'a> Pages<'a> {
    pub fn new(document: &'a Document, fonts: &'a Fonts) -> Self {
        Pages { document, fonts, prepared: BTreeMap::new(), budget: MAX_UNPACKED, hidden: 0 }
    }

    /// The text of a page in drawing order.
    pub fn runs(&mut self, page: ObjectId) -> Result<Vec<Run>> {
        let content = self.document.get_page_content_with_limit(page, self.budget)?;
        let document = self.document;
        // A broken tree above the page leaves the page's own.
        let own =
            || document.get_dictionary(page).ok()?.get_deref(b"Resources", document).ok()?.as_dict().ok();
        let (direct, referenced) = document.get_page_resources(page).unwrap_or_else(|_| (own(), Vec::new()));
        let shared = referenced.into_iter().filter_map(|id| document.get_dictionary(id).ok());
        let resources: Vec<&'a Dictionary> = direct.into_iter().chain(shared).collect();
        let mut walk = Walk::new(IDENTITY, resources, 0);
        self.follow(&mut walk, &content)?;
        Ok(walk.runs)
    }

    fn follow(&mut self, walk: &mut Walk<'a>, content: &[u8]) -> Result<()> {
        let limit = Error::Decompress(DecompressError::MemoryLimitExceeded { limit: MAX_UNPACKED });
        self.budget = self.budget.checked_sub(content.len()).ok_or(limit)?;
        // What follows a syntax error is lost, what came before stays.
        for operation in Content::decode_iter(content).map_while(Result::ok) {
            if operation.operator == "Do" {
                self.form(walk, &operation)?;
            } else if operation.operator == "Tf" {
                let name = operation.operands.first().and_then(|name| name.as_name().ok()).unwrap_or(b"");
                walk.state.font = self.font(&walk.resources, name);
                walk.state.size = operand(&operation, 1);
            } else {
                self.hidden += walk.step(&operation);
            }
        }
        Ok(())
    }

    fn font(&mut self, resources: &[&'a Dictionary], name: &[u8]) -> Option<Rc<Font<'a>>> {
        let document = self.document;
        let entry = resources
            .iter()
            .find_map(|r| r.get_deref(b"Font", document).ok()?.as_dict().ok()?.get(name).ok())?;
        let (id, object) = document.dereference(entry).ok()?;
        if let Some(font) = id.and_then(|id| self.prepared.get(&id)) {
            return Some(Rc::clone(font));
        }
        let font = Rc::new(Font::new(document, self.fonts, object.as_dict().ok()?, id).ok()?);
        id.map(|id| self.prepared.insert(id, Rc::clone(&font)));
        Some(font)
    }

    fn form(&mut self, walk: &mut Walk<'a>, operation: &Operation) -> Result<()> {
        let document = self.document;
        let name = operation.operands.first().and_then(|name| name.as_name().ok()).unwrap_or(b"");
        let object = walk.resources.iter().find_map(|r| {
            r.get_deref(b"XObject", document).ok()?.as_dict().ok()?.get_deref(name, document).ok()
        });
        let Some(stream) = object.and_then(|o| o.as_stream().ok()) else { return Ok(()) };
        let is_form = stream.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Form");
        if !is_form || walk.depth >= MAX_FORM_DEPTH {
            return Ok(());
        }
        let content = stream.get_plain_content_with_limit(self.budget)?;
        let own = stream.dict.get_deref(b"Resources", document).and_then(Object::as_dict).ok();
        let resources = own.map_or_else(|| walk.resources.clone(), |own| vec![own]);
        let matrix = stream.dict.get_deref(b"Matrix", document).ok().and_then(matrix_of).unwrap_or(IDENTITY);
        let mut inner = Walk::new(product(&matrix, &walk.state.ctm), resources, walk.depth + 1);
        inner.artifacts.extend(walk.is_artifact().then_some(true));
        self.follow(&mut inner, &content)?;
        walk.runs.append(&mut inner.runs);
        Ok(())
    }
}

/// One content stream under way.
struct Walk<'a> {
    resources: Vec<&'a Dictionary>,
    depth: usize,
    state: State<'a>,
    saved: Vec<State<'a>>,
    text: Matrix,
    line: Matrix,
    /// For each marked content under way, whether it is an artifact.
    artifacts: Vec<bool>,
    runs: Vec<Run>,
}

impl<'a> Walk<'a> {
    fn new(ctm: Matrix, resources: Vec<&'a Dictionary>, depth: usize) -> Self {
        let state = State {
            ctm,
            font: None,
            size: 0.0,
            leading: 0.0,
            char_space: 0.0,
            word_space: 0.0,
            scale: 1.0,
            rise: 0.0,
        };
        let (saved, artifacts, runs) = (Vec::new(), Vec::new(), Vec::new());
        Walk { resources, depth, state, saved, text: IDENTITY, line: IDENTITY, artifacts, runs }
    }

    fn is_artifact(&self) -> bool {
        self.artifacts.contains(&true)
    }

    /// Carries out one operator; returns how many strings could not be told.
    fn step(&mut self, operation: &Operation) -> usize {
        let number = |i| operand(operation, i);
        match operation.operator.as_str() {
            "q" if self.saved.len() < MAX_STATES => self.saved.push(self.state.clone()),
            "Q" => self.state = self.saved.pop().unwrap_or_else(|| self.state.clone()),
            "cm" => self.state.ctm = product(&std::array::from_fn(number), &self.state.ctm),
            "BT" => (self.text, self.line) = (IDENTITY, IDENTITY),
            "Tm" => (self.text, self.line) = (std::array::from_fn(number), std::array::from_fn(number)),
            "Td" => self.next_line(number(0), number(1)),
            "TD" => {
                self.state.leading = -number(1);
                self.next_line(number(0), number(1));
            }
            "T*" => self.next_line(0.0, -self.state.leading),
            "TL" => self.state.leading = number(0),
            "Tc" => self.state.char_space = number(0),
            "Tw" => self.state.word_space = number(0),
            "Tz" => self.state.scale = number(0) / 100.0,
            "Ts" => self.state.rise = number(0),
            "BMC" | "BDC" => {
                let tag = operation.operands.first().and_then(|t| t.as_name().ok());
                self.artifacts.push(tag == Some(b"Artifact"));
            }
            "EMC" => {
                self.artifacts.pop();
            }
            "Tj" | "TJ" | "'" | "\"" => return self.show(operation),
            _ => {}
        }
        0
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.line = product(&[1.0, 0.0, 0.0, 1.0, x, y], &self.line);
        self.text = self.line;
    }

    fn show(&mut self, operation: &Operation) -> usize {
        if operation.operator == "\"" {
            self.state.word_space = operand(operation, 0);
            self.state.char_space = operand(operation, 1);
        }
        if matches!(operation.operator.as_str(), "'" | "\"") {
            self.next_line(0.0, -self.state.leading);
        }
        let mut hidden = 0;
        match operation.operands.last() {
            Some(Object::Array(parts)) => {
                for part in parts {
                    match part {
                        Object::String(bytes, _) => hidden += self.show_string(bytes),
                        part => {
                            let back = part.as_float().map_or(0.0, f64::from);
                            self.advance(-back / 1000.0 * self.state.size * self.state.scale);
                        }
                    }
                }
            }
            Some(Object::String(bytes, _)) => hidden += self.show_string(bytes),
            _ => {}
        }
        hidden
    }

    fn show_string(&mut self, bytes: &[u8]) -> usize {
        let Some(font) = self.state.font.clone() else { return 0 };
        let (width, codes, spaces) = font.advance(bytes);
        let state = &self.state;
        let moved = (width / 1000.0 * state.size
            + codes as f64 * state.char_space
            + spaces as f64 * state.word_space)
            * state.scale;
        let place = product(&[1.0, 0.0, 0.0, 1.0, 0.0, state.rise], &product(&self.text, &state.ctm));
        self.advance(moved);
        let end = product(&self.text, &self.state.ctm)[4];
        let size = self.state.size.abs() * place[2].hypot(place[3]);
        let upright = place[1].abs() <= place[0].abs() * 0.3;
        let sane = [place[4], place[5], end, size].iter().all(|n| n.is_finite());
        if self.is_artifact() || !upright || !sane {
            return 0;
        }
        let Some(text) = font.text(bytes) else { return 1 };
        self.runs.push(Run { x: place[4], end, y: place[5], size, bold: font.bold, text });
        0
    }

    fn advance(&mut self, x: f64) {
        self.text = product(&[1.0, 0.0, 0.0, 1.0, x, 0.0], &self.text);
    }
}

fn operand(operation: &Operation, i: usize) -> f64 {
    operation.operands.get(i).and_then(|o| o.as_float().ok()).map_or(0.0, f64::from)
}

fn matrix_of(object: &Object) -> Option<Matrix> {
    let numbers: Vec<f64> =
        object.as_array().ok()?.iter().filter_map(|n| n.as_float().ok()).map(f64::from).collect();
    numbers.try_into().ok()
}

/// The transformation by `a` and then by `b`.
fn product(a: &Matrix, b: &Matrix) -> Matrix {
    [
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    ]
}
