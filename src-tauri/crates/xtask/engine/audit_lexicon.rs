//! Prints what is wrong with the lexicon's words and how many there are; fails when something is.

use std::process::ExitCode;

fn main() -> ExitCode {
    let problems = lexicon::audit();
    for problem in &problems {
        println!("{problem}");
    }
    println!("{} problems in the lexicon", problems.len());
    if problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
