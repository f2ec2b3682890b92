//! `parse --jsonl -` answers records from standard input; `parse FILE` prints the trees of a text file.

use std::io;

use syntax::{Syntax, report};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "parse").collect();
    let syntax = Syntax::load();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--jsonl", "-"] => report::answer_lines(syntax, io::stdin().lock(), io::stdout().lock()),
        [file] if !file.starts_with('-') => {
            let text = std::fs::read_to_string(file)?;
            print!("{}", report::tree(&syntax.parse(&text), &text));
            Ok(())
        }
        _ => Err(io::Error::other("usage: parse --jsonl - | parse FILE")),
    }
}
