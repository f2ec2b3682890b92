//! `throughput FILE.jsonl THREADS ROUNDS` times the pipeline on the `text` of each record and prints one JSON object:
//! tokens, seconds of the best round after a first one, and seconds to load. `tests/bench/syntax` compares it with spaCy.

use std::io;
use std::time::Instant;

use serde_json::{Value, json};
use syntax::Syntax;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, threads, rounds] = arguments.as_slice() else {
        return Err(io::Error::other("usage: throughput FILE.jsonl THREADS ROUNDS"));
    };
    let number = |text: &str| text.parse::<usize>().map_err(io::Error::other);
    let records: Vec<Value> =
        std::fs::read_to_string(file)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let texts: Vec<&str> = records.iter().filter_map(|r| r["text"].as_str()).collect();
    rayon::ThreadPoolBuilder::new().num_threads(number(threads)?).build_global().map_err(io::Error::other)?;

    let started = Instant::now();
    let syntax = Syntax::load();
    let load = started.elapsed().as_secs_f64();
    let mut best = f64::INFINITY;
    let mut tokens = 0;
    for round in 0..=number(rounds)? {
        let started = Instant::now();
        tokens = syntax.parse_many(&texts).iter().map(syntax::Parse::len).sum();
        if round > 0 {
            best = best.min(started.elapsed().as_secs_f64());
        }
    }
    println!("{}", json!({"tokens": tokens, "seconds": best, "load": load}));
    Ok(())
}
