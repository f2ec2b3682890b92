//! Analyses as text: one JSON record a line, or a tree readable by eye.

use std::fmt::Write as _;
use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Parse, Syntax};

/// Levels a tree is indented at most, so that a chain of thousands stays readable and small.
const DEEPEST: usize = 40;

#[derive(Deserialize)]
struct Record {
    id: Value,
    text: String,
}

/// Start, text, fine tag, universal tag, lemma, head's index, relation, whether it starts a sentence.
type Row<'a> = (usize, &'a str, &'a str, &'a str, &'a str, usize, &'a str, bool);

#[derive(Serialize)]
struct Answer<'a> {
    id: &'a Value,
    tokens: Vec<Row<'a>>,
    /// Start, end, kind.
    entities: Vec<(usize, usize, &'a str)>,
}

/// Reads records `{"id", "text"}`, one a line, and writes an answer for each, in order and flushed:
/// `{"id", "tokens": [[start, text, tag, pos, lemma, head, relation, sentence start]..], "entities": [[start, end,
/// kind]..]}`, offsets in code points. A line that is no such record gets `{"error": {"code", "message"}}` in its
/// place. Blank lines are passed over.
///
/// # Errors
/// If the streams fail.
pub fn answer_lines(syntax: &Syntax, input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    for line in input.split(b'\n') {
        let line = line?;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let answer = match serde_json::from_slice::<Record>(&line) {
            Ok(record) => answer(syntax, &record.id, &record.text),
            Err(error) => json!({"error": {"code": "bad_record", "message": error.to_string()}}),
        };
        writeln!(output, "{}", one_line(answer.to_string()))?;
        output.flush()?;
    }
    Ok(())
}

/// The analysis of one text as the JSON value that [`answer_lines`] writes for it.
pub fn answer(syntax: &Syntax, id: &Value, text: &str) -> Value {
    let parse = syntax.parse(text);
    let points = CodePoints::new(text);
    let tokens = parse.tokens.iter().enumerate().map(|(i, t)| {
        let (tag, pos, relation) = (t.tag.as_str(), t.pos.as_str(), t.relation.as_str());
        (points.at(t.start), t.text(text), tag, pos, parse.lemma(i), t.head, relation, t.sent_start)
    });
    let entities = parse.names().iter().map(|name| {
        let (first, last) = (&parse.tokens[name.tokens.start], &parse.tokens[name.tokens.end - 1]);
        (points.at(first.start), points.at(last.end), name.kind.as_str())
    });
    let answer = Answer { id, tokens: tokens.collect(), entities: entities.collect() };
    serde_json::to_value(answer).expect("strings, numbers and flags are JSON")
}

/// The analysis as indented trees, one line a token in the order of the text under its head's: text, relation, tags,
/// lemma, kind of name. A line `#` and the sentence's text goes before each tree.
pub fn tree(parse: &Parse, text: &str) -> String {
    let mut out = String::new();
    for sentence in parse.sentences() {
        let (first, last) = (&parse.tokens[sentence.start], &parse.tokens[sentence.end - 1]);
        let line = text[first.start..last.end].split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(out, "# {line}");
        let mut open: Vec<(usize, usize)> =
            sentence.clone().rev().filter(|&i| parse.head(i).is_none()).map(|i| (i, 0)).collect();
        while let Some((i, depth)) = open.pop() {
            let token = &parse.tokens[i];
            if !token.is_space {
                let (pos, lemma) = (token.pos, parse.lemma(i));
                let _ = write!(out, "{:indent$}{} ", "", token.text(text), indent = 2 * depth.min(DEEPEST));
                let _ = write!(out, "{} {pos} {} {lemma}", token.relation, token.tag);
                let _ = writeln!(out, "{}", token.name.map(|n| format!(" [{n}]")).unwrap_or_default());
            }
            open.extend(parse.children(i).rev().map(|c| (c, depth + 1)));
        }
    }
    out
}

/// Escapes the characters beyond ASCII that some readers end a line at; in JSON they stand in strings only.
fn one_line(json: String) -> String {
    if !json.contains(['\u{85}', '\u{2028}', '\u{2029}']) {
        return json;
    }
    json.replace('\u{85}', "\\u0085").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029")
}

/// Byte offsets to code points.
struct CodePoints(Option<Vec<u32>>);

impl CodePoints {
    fn new(text: &str) -> Self {
        let wide = || {
            let mut counts = vec![0; text.len() + 1];
            let mut count = 0;
            for (at, _) in text.char_indices() {
                counts[at] = count;
                count += 1;
            }
            counts[text.len()] = count;
            counts
        };
        Self((!text.is_ascii()).then(wide))
    }

    fn at(&self, byte: usize) -> usize {
        self.0.as_ref().map_or(byte, |counts| counts[byte] as usize)
    }
}
