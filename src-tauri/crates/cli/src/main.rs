//! `entente-cli`: the engine without a window.

mod extract;
mod parse;

use std::io::{BufReader, Read};
use std::path::PathBuf;

use anyhow::Context as _;
use clap::{Parser, Subcommand, ValueEnum};

/// Reads who takes which stance toward whom in news articles.
#[derive(Parser)]
#[command(name = "entente-cli", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Actors and stances, of JSON records or of files.
    Extract(extract::Options),
    /// Tokens, tags, trees and names alone.
    Parse(parse::Options),
}

/// How answers are written.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Table,
}

/// Where JSON records come from: a file, or `-` for standard input.
fn records(path: &PathBuf) -> anyhow::Result<BufReader<Box<dyn Read>>> {
    if path.as_os_str() == "-" {
        return Ok(BufReader::with_capacity(1 << 20, Box::new(std::io::stdin())));
    }
    let file = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    Ok(BufReader::with_capacity(1 << 20, Box::new(file)))
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Extract(options) => extract::run(&options),
        Command::Parse(options) => parse::run(&options),
    }
}
