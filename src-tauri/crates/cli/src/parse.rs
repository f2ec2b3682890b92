//! `entente-cli parse`.

use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use anyhow::Context as _;
use clap::Args;
use syntax::{Syntax, report};

#[derive(Args)]
pub(crate) struct Options {
    /// Read JSON records {"id", "text"}, one a line, from this file or - for standard input.
    #[arg(long, value_name = "FILE", conflicts_with = "files", required_unless_present = "files")]
    jsonl: Option<PathBuf>,
    /// Files to show as trees.
    files: Vec<PathBuf>,
}

pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    let syntax = Syntax::load();
    let mut out = BufWriter::new(stdout().lock());
    if let Some(path) = &options.jsonl {
        report::answer_lines(syntax, crate::records(path)?, &mut out)?;
    }
    for path in &options.files {
        let bytes = std::fs::read(path).with_context(|| format!("cannot open {}", path.display()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let reading = text::read(&name, &bytes).with_context(|| format!("cannot read {}", path.display()))?;
        for block in &reading.article.blocks {
            let words = block.span.of(&reading.article.text);
            writeln!(out, "{}", report::tree(&syntax.parse(words), words))?;
        }
    }
    out.flush()?;
    Ok(())
}
