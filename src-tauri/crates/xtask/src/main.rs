//! `cargo xtask`: everything that is done to this project from a terminal.
//!
//! | command | what it does |
//! |---|---|
//! | `run [-- FILES…]` | sets this machine up, builds the app in release and opens it |
//! | `test` | sets this machine up and runs every check there is |
//! | `bundle` | makes the Debian package |
//! | `gen-types` | writes the window's TypeScript from the `wire` crate |
//! | `tidy` | checks the rules that hold the rooms apart |
//! | `audit-lexicon` | checks the words |
//! | `score` | measures the engine on annotated articles |

mod bundle;
mod checks;
mod count;
mod engine;
mod machine;
mod project;
mod run;
mod score;
mod shell;
mod tidy;
mod window;

use std::process::ExitCode;

use project::Project;

const USAGE: &str = "usage: cargo xtask COMMAND

  run [-- FILES…]    set this machine up, build the app, open it with these files
  test               set this machine up and run every check
       --only STEP   run this step alone (may be given again); no set-up of the machine
       --skip STEP   leave this step out (may be given again)
       --list        name the steps
  bundle             make the Debian package
  gen-types          write ui/src/generated from the wire crate (--check: only compare)
  tidy               check the rules that hold the rooms apart
  audit-lexicon      check the lexicon's words
  score              measure the engine on annotated articles";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// An error is what to print; a person reads it.
fn dispatch(arguments: &[String]) -> Result<(), String> {
    let (command, rest) = arguments.split_first().ok_or(USAGE)?;
    let project = Project::here();
    match command.as_str() {
        "run" => run::run(&project, rest),
        "test" => checks::run(&project, rest),
        "bundle" => bundle::run(&project),
        "gen-types" => engine::gen_types(&project, rest.iter().any(|argument| argument == "--check")),
        "tidy" => tidy::run(&project),
        "audit-lexicon" => engine::audit_lexicon(&project),
        "score" => score::run(&project),
        "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        other => Err(format!("there is no command {other}\n\n{USAGE}")),
    }
}
