//! `entente-cli extract`.

use std::io::{BufRead, BufReader, Read, Write, stdout};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use lexicon::{ActorKind, UserActor};
use pipeline::Engine;
use rayon::prelude::*;
use serde_json::Value;
use wire::records::{Answer, Record, Refusal, RefusalReason};

use crate::Format;

#[derive(Args)]
pub(crate) struct Options {
    /// Read JSON records, one a line, from this file or - for standard input; one answer a line.
    #[arg(long, value_name = "FILE", conflicts_with = "files", required_unless_present = "files")]
    jsonl: Option<PathBuf>,
    /// Actors of your own: a CSV file with columns id,name,kind,aliases (joined by |).
    #[arg(long, value_name = "FILE")]
    actors: Option<PathBuf>,
    /// How files' answers are written.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Articles: .txt, .md, .html, .pdf, .docx.
    files: Vec<PathBuf>,
}

pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let engine = match &options.actors {
        Some(path) => Engine::with_actors(&read_actors(path)?)?,
        None => Engine::standard(),
    };
    match &options.jsonl {
        Some(path) => answer_lines(&engine, crate::records(path)?),
        None => answer_files(&engine, options),
    }
}

/// Records are read while they come, a few at a time on all cores, and answered in their order.
fn answer_lines(engine: &Engine, input: BufReader<Box<dyn Read>>) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    let mut lines = Batches { input };
    while let Some(batch) = lines.next_batch()? {
        let answers: Vec<String> = batch.par_iter().map(|line| answer_line(engine, line)).collect();
        for answer in answers {
            writeln!(out, "{answer}")?;
            out.flush()?;
        }
    }
    Ok(())
}

/// Lines as they come: at least one, and what is buffered already up to a bound, so that a slow
/// sender gets each answer before it sends the next record.
struct Batches {
    input: BufReader<Box<dyn Read>>,
}

impl Batches {
    const MOST: usize = 64;

    fn next_batch(&mut self) -> anyhow::Result<Option<Vec<Vec<u8>>>> {
        let mut batch = Vec::new();
        loop {
            let mut line = Vec::new();
            if self.input.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            if !line.iter().all(u8::is_ascii_whitespace) {
                batch.push(line);
            }
            if batch.len() >= Self::MOST || (!batch.is_empty() && !self.another_line_waits()) {
                break;
            }
        }
        Ok((!batch.is_empty()).then_some(batch))
    }

    /// Looks only at what the reader holds: asking it for more could wait on the sender.
    fn another_line_waits(&self) -> bool {
        self.input.buffer().contains(&b'\n')
    }
}

fn answer_line(engine: &Engine, line: &[u8]) -> String {
    let answer = match serde_json::from_slice::<Record>(line) {
        Ok(record) => answer_record(engine, record),
        Err(error) => {
            let id = serde_json::from_slice::<Value>(line).ok().and_then(|v| v.get("id").cloned());
            Err(refusal(id, error.to_string()))
        }
    };
    let text = match answer {
        Ok(answer) => serde_json::to_string(&answer),
        Err(refusal) => serde_json::to_string(&refusal),
    };
    text.unwrap_or_else(|e| format!("{{\"error\":{{\"code\":\"internal\",\"message\":\"{e}\"}}}}"))
}

fn answer_record(engine: &Engine, record: Record) -> Result<Answer, Refusal> {
    let prepared = record.prepare().map_err(|reason| refusal(Some(record.id.clone()), reason))?;
    let reading = engine.read_marked(&prepared.article, &prepared.given);
    Ok(Answer::new(record.id, &prepared.article, &reading, prepared.warnings))
}

fn refusal(id: Option<Value>, message: String) -> Refusal {
    Refusal { id, error: RefusalReason { code: "bad_record", message } }
}

fn answer_files(engine: &Engine, options: &Options) -> anyhow::Result<()> {
    let mut failed = 0;
    for path in &options.files {
        match answer_file(engine, path) {
            Ok(answer) if options.format == Format::Json => {
                writeln!(stdout(), "{}", serde_json::to_string(&answer)?)?;
            }
            Ok(answer) => write!(stdout(), "{}", table(&answer))?,
            Err(error) => {
                failed += 1;
                eprintln!("{}: {error:#}", path.display());
            }
        }
    }
    anyhow::ensure!(failed == 0, "{failed} of {} files could not be read", options.files.len());
    Ok(())
}

fn answer_file(engine: &Engine, path: &Path) -> anyhow::Result<Answer> {
    let bytes = std::fs::read(path)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let read = text::read(&name, &bytes)?;
    let reading = engine.read(&read.article);
    Ok(Answer::new(Value::from(name), &read.article, &reading, read.warnings))
}

/// One line a stance: source, relation, target, modality, confidence, the words.
fn table(answer: &Answer) -> String {
    let title = answer.title.as_deref().unwrap_or("(no title)");
    let mut lines = vec![format!("{} — {title}", answer.id.as_str().unwrap_or_default())];
    lines.extend(answer.warnings.iter().map(|w| format!("  ! {w}")));
    for s in &answer.stances {
        let trigger = s.trigger.as_deref().unwrap_or("");
        lines.push(format!(
            "  {:<14} {:<18} {:<14} {:<10} {:.2}  “{trigger}” {}",
            s.source, s.relation, s.target, s.modality, s.confidence, s.evidence
        ));
    }
    lines.join("\n") + "\n"
}

fn read_actors(path: &Path) -> anyhow::Result<Vec<UserActor>> {
    let mut reader =
        csv::Reader::from_path(path).with_context(|| format!("cannot open {}", path.display()))?;
    let mut actors = Vec::new();
    for row in reader.records() {
        let row = row.with_context(|| format!("{} is not a CSV file", path.display()))?;
        let field = |i: usize| row.get(i).unwrap_or("").trim();
        let kind: ActorKind =
            field(2).parse().with_context(|| format!("{}: {}", path.display(), field(0)))?;
        let aliases =
            field(3).split('|').map(str::trim).filter(|a| !a.is_empty()).map(str::to_owned).collect();
        actors.push(UserActor { id: field(0).into(), name: field(1).into(), kind, aliases });
    }
    Ok(actors)
}
