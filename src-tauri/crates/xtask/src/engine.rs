//! Commands that need the engine: they are examples of this package, so that `cargo xtask run` does
//! not compile the engine before it can say what is missing on this machine.

use crate::project::Project;
use crate::shell::{command, run};

/// Writes `ui/src/generated`, or with `check` fails when it is stale.
pub fn gen_types(project: &Project, check: bool) -> Result<(), String> {
    let mut arguments = vec!["ui/src/generated"];
    arguments.extend(check.then_some("--check"));
    example(project, "gen-types", &arguments)
}

/// Prints the lexicon's counts and what is wrong with it.
pub fn audit_lexicon(project: &Project) -> Result<(), String> {
    example(project, "audit-lexicon", &[])
}

fn example(project: &Project, name: &str, arguments: &[&str]) -> Result<(), String> {
    // The whole workspace is selected so that features, and with them what is compiled, are those
    // of every other check; only what the example needs is built.
    run(command(&project.root, "cargo", &["build", "--quiet", "--workspace", "--example", name]))?;
    let program = project.target().join("debug/examples").join(name);
    run(command(&project.root, &program.to_string_lossy(), arguments))
}
