//! `cargo xtask score`: the engine against annotated articles.
//!
//! The sets lie beside the project, since most may not be passed on; where they are absent that is
//! said, and nothing is measured.

use std::path::{Path, PathBuf};

use crate::project::Project;
use crate::shell::{capture, command, run as run_program};

/// Each set's name and its file.
const SETS: &[(&str, &str)] = &[
    ("articles", "articles.dev.jsonl"),
    ("seesaw", "seesaw.dev.jsonl"),
    ("re3d", "re3d.dev.jsonl"),
    ("dse", "dse.dev.jsonl"),
    ("plv", "plv.dev.jsonl"),
    ("petrarch", "petrarch.dev.jsonl"),
];

/// Builds the command line in release and prints a table of figures a set.
pub fn run(project: &Project) -> Result<(), String> {
    let evaluation = project.root.join("../shared/eval");
    let scorer = evaluation.join("score.py");
    if !scorer.is_file() {
        println!("skipped: there are no annotated articles at ../shared/eval");
        return Ok(());
    }
    run_program(command(&project.root, "cargo", &["build", "--release", "--package", "entente-cli"]))?;
    let binary = project.target().join("release/entente-cli");
    println!("{:10} {:28} figure", "set", "name");
    for (set, file) in SETS {
        match score(&scorer, &binary, set, &evaluation.join("dev").join(file)) {
            Ok(figures) => figures.iter().for_each(|(name, value)| println!("{set:10} {name:28} {value}")),
            Err(why) => return Err(format!("{set}: {why}")),
        }
    }
    Ok(())
}

fn score(scorer: &Path, binary: &Path, set: &str, file: &Path) -> Result<Vec<(String, String)>, String> {
    if !file.is_file() {
        return Ok(vec![("skipped: the set is absent".into(), String::new())]);
    }
    let mut arguments: Vec<PathBuf> = vec![scorer.into(), binary.into(), set.into(), file.into()];
    let actors = file.with_file_name("petrarch.actors.csv");
    if set == "petrarch" && actors.is_file() {
        arguments.extend(["--actors".into(), actors]);
    }
    let here = scorer.parent().unwrap_or(scorer);
    Ok(figures(&capture(command(here, "python3", &arguments))?))
}

/// The scorer prints one `name value` a line.
fn figures(output: &str) -> Vec<(String, String)> {
    let lines = output.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| {
            let (name, value) = line.trim().rsplit_once(char::is_whitespace).unwrap_or((line, ""));
            (name.trim().to_owned(), value.to_owned())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_read_by_line() {
        let read = figures("actor_f1 0.766\n\nstance precision  0.61\n");
        let expected = [("actor_f1", "0.766"), ("stance precision", "0.61")];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(read, expected);
    }
}
