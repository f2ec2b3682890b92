//! `cargo xtask test`: every check there is, one after the other, with a line and a time each.
//!
//! Clippy, the Rust tests, the generated types and the journeys use one profile and the features of
//! the whole workspace, so that nothing is compiled twice.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::count::Count;
use crate::project::Project;
use crate::shell::{command, run as run_program, watch};
use crate::{engine, machine, tidy, window};

struct Step {
    name: &'static str,
    what: &'static str,
    check: fn(&Project) -> Verdict,
}

/// What came of a step.
struct Verdict {
    /// Of the step's own tests, where it has any.
    count: Count,
    result: Result<(), String>,
}

/// In order: what fails soonest comes first, except that everything which compiles the app needs
/// the window's files.
const STEPS: &[Step] = &[
    Step { name: "window", what: "the window builds", check: |project| done(window::build(project)) },
    Step {
        name: "fmt",
        what: "Rust is formatted",
        check: |project| cargo(project, &["fmt", "--all", "--check"]),
    },
    Step { name: "tidy", what: "the rooms' rules hold", check: |project| done(tidy::run(project)) },
    Step { name: "svelte-check", what: "the window's types hold", check: |project| npm(project, "check") },
    Step { name: "vitest", what: "the window's tests", check: |project| npm(project, "test") },
    Step {
        name: "clippy",
        what: "clippy has no warnings",
        check: |project| {
            cargo(project, &["clippy", "--workspace", "--all-targets", "--quiet", "--", "--deny", "warnings"])
        },
    },
    Step {
        name: "build",
        what: "everything compiles",
        check: |project| cargo(project, &["build", "--workspace", "--all-targets"]),
    },
    Step {
        name: "nextest",
        what: "the Rust tests",
        check: |project| {
            cargo(project, &["nextest", "run", "--workspace", "--no-fail-fast", "--cargo-quiet"])
        },
    },
    Step {
        name: "doc-tests",
        what: "the examples in the documentation",
        check: |project| cargo(project, &["test", "--workspace", "--doc", "--quiet"]),
    },
    Step {
        name: "lexicon",
        what: "the words are sound",
        check: |project| done(engine::audit_lexicon(project)),
    },
    Step {
        name: "types",
        what: "the generated types are fresh",
        check: |project| done(engine::gen_types(project, true)),
    },
    Step { name: "journeys", what: "the journeys through the real window", check: journeys },
];

/// Runs the steps that the arguments choose; an error when one failed.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), String> {
    let choice = Choice::parse(arguments)?;
    if choice.list {
        STEPS.iter().for_each(|step| println!("{:13} {}", step.name, step.what));
        return Ok(());
    }
    if choice.only.is_empty() {
        announce("machine", "this machine has what the checks need");
        machine::prepare_to_test()?;
    }
    let outcomes: Vec<Outcome> =
        STEPS.iter().filter(|step| choice.takes(step.name)).map(|step| take(project, step)).collect();
    report(&outcomes)
}

/// What the arguments choose.
#[derive(Debug, Default, PartialEq, Eq)]
struct Choice {
    only: Vec<String>,
    skip: Vec<String>,
    list: bool,
}

impl Choice {
    fn parse(arguments: &[String]) -> Result<Self, String> {
        let mut choice = Choice::default();
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let chosen = match argument.as_str() {
                "--list" => {
                    choice.list = true;
                    continue;
                }
                "--only" => &mut choice.only,
                "--skip" => &mut choice.skip,
                other => return Err(format!("`cargo xtask test` does not know {other}")),
            };
            let step = rest.next().ok_or_else(|| format!("{argument} needs the name of a step"))?;
            if !STEPS.iter().any(|known| known.name == step) {
                return Err(format!("there is no step {step}; `cargo xtask test --list` names them"));
            }
            chosen.push(step.clone());
        }
        Ok(choice)
    }

    fn takes(&self, step: &str) -> bool {
        let named = |steps: &[String]| steps.iter().any(|name| name == step);
        (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }
}

struct Outcome {
    step: &'static str,
    time: Duration,
    verdict: Verdict,
}

fn take(project: &Project, step: &Step) -> Outcome {
    announce(step.name, step.what);
    let start = Instant::now();
    let verdict = (step.check)(project);
    let outcome = Outcome { step: step.name, time: start.elapsed(), verdict };
    println!("{}", line(&outcome));
    outcome
}

fn announce(name: &str, what: &str) {
    println!("\n== {name}: {what}");
}

fn line(outcome: &Outcome) -> String {
    let verdict = if outcome.verdict.result.is_ok() { "ok" } else { "FAILED" };
    format!("{verdict:6} {:13} {:7.1} s", outcome.step, outcome.time.as_secs_f64())
}

/// Prints the summary; its last line counts the tests.
fn report(outcomes: &[Outcome]) -> Result<(), String> {
    println!("\n== summary");
    outcomes.iter().for_each(|outcome| println!("{}", line(outcome)));
    let failed: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.verdict.result.is_err()).collect();
    for outcome in &failed {
        if let Err(why) = &outcome.verdict.result {
            println!("{}: {why}", outcome.step);
        }
    }
    let minutes = outcomes.iter().map(|outcome| outcome.time.as_secs_f64()).sum::<f64>() / 60.0;
    println!("{} steps in {minutes:.1} min, {} failed", outcomes.len(), failed.len());
    let total = total(outcomes);
    println!("{} passed, {} failed", total.passed, total.failed);
    if failed.is_empty() { Ok(()) } else { Err(failed_names(&failed)) }
}

/// All tests; a step that failed without a failing test of its own counts as a failed one, so that
/// "0 failed" is never printed over a failure.
fn total(outcomes: &[Outcome]) -> Count {
    let mut total = Count::default();
    for Outcome { verdict, .. } in outcomes {
        total.add(verdict.count);
        let unseen = verdict.result.is_err() && verdict.count.failed == 0;
        total.failed += u32::from(unseen);
    }
    total
}

fn failed_names(failed: &[&Outcome]) -> String {
    let names: Vec<&str> = failed.iter().map(|outcome| outcome.step).collect();
    format!("failed: {}", names.join(", "))
}

fn done(result: Result<(), String>) -> Verdict {
    Verdict { count: Count::default(), result }
}

fn counted(command: Command) -> Verdict {
    let mut count = Count::default();
    let result = watch(command, |line| count.add_line(line));
    Verdict { count, result }
}

fn cargo(project: &Project, arguments: &[&str]) -> Verdict {
    let mut cargo = command(&project.root, "cargo", arguments);
    if std::env::var_os("CI").is_some() {
        // Nobody debugs there, and nothing is built a second time.
        cargo.env("CARGO_PROFILE_DEV_DEBUG", "0").env("CARGO_INCREMENTAL", "0");
    }
    match arguments[0] {
        "nextest" | "test" => counted(cargo),
        _ => done(run_program(cargo)),
    }
}

fn npm(project: &Project, script: &str) -> Verdict {
    match window::install(project) {
        Ok(()) => counted(command(&project.ui(), "npm", &["run", "--silent", script])),
        failed => done(failed),
    }
}

/// The window as it was built by the step before; each journey has a display, a bus and a home of
/// its own (see tests/e2e).
fn journeys(project: &Project) -> Verdict {
    let built = cargo(project, &["build", "--workspace", "--all-targets", "--quiet"]);
    if built.result.is_err() {
        return built;
    }
    cargo(
        project,
        &["nextest", "run", "--workspace", "--profile", "journeys", "--no-fail-fast", "--cargo-quiet"],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(words: &[&str]) -> Result<Choice, String> {
        Choice::parse(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
    }

    fn outcome(passed: u32, failed: u32, result: Result<(), String>) -> Outcome {
        Outcome {
            step: "fmt",
            time: Duration::ZERO,
            verdict: Verdict { count: Count { passed, failed }, result },
        }
    }

    #[test]
    fn without_arguments_every_step_is_taken() {
        let choice = parse(&[]).expect("no arguments are fine");
        assert!(STEPS.iter().all(|step| choice.takes(step.name)));
    }

    #[test]
    fn only_and_skip_choose() {
        let only = parse(&["--only", "fmt", "--only", "tidy"]).expect("both are steps");
        assert!(only.takes("fmt") && only.takes("tidy") && !only.takes("clippy"));
        let skip = parse(&["--skip", "journeys"]).expect("it is a step");
        assert!(skip.takes("fmt") && !skip.takes("journeys"));
    }

    #[test]
    fn unknown_steps_and_options_are_refused() {
        assert!(parse(&["--only", "everything"]).is_err());
        assert!(parse(&["--only"]).is_err());
        assert!(parse(&["--fast"]).is_err());
    }

    #[test]
    fn a_failure_is_always_counted() {
        let fine = total(&[outcome(3, 0, Ok(())), outcome(0, 0, Ok(()))]);
        assert_eq!(fine, Count { passed: 3, failed: 0 });
        let unseen = total(&[outcome(3, 0, Ok(())), outcome(0, 0, Err("no".into()))]);
        assert_eq!(unseen, Count { passed: 3, failed: 1 });
        let seen = total(&[outcome(3, 2, Err("no".into()))]);
        assert_eq!(seen, Count { passed: 3, failed: 2 });
    }

    #[test]
    fn a_failed_step_fails_the_run() {
        assert!(report(&[outcome(1, 0, Ok(()))]).is_ok());
        assert_eq!(report(&[outcome(1, 0, Err("no".into()))]), Err("failed: fmt".to_owned()));
    }
}
