//! `cargo xtask run`: from a fresh machine to the open window.

use std::os::unix::process::CommandExt;
use std::path::PathBuf;

use crate::project::Project;
use crate::shell::{command, run as run_program};
use crate::{machine, window};

/// Sets the machine up, builds, and becomes the app. Returns only when something failed.
pub fn run(project: &Project, arguments: &[String]) -> Result<(), String> {
    let files = files(arguments)?;
    machine::prepare_to_run()?;
    window::build(project)?;
    run_program(command(&project.root, "cargo", &["build", "--release", "--package", "entente"]))?;
    let app = project.target().join("release/entente");
    let error = command(&project.root, &app.to_string_lossy(), &files).exec();
    Err(format!("cannot start {}: {error}", app.display()))
}

/// The files to open, absolute, since the app starts in another directory.
fn files(arguments: &[String]) -> Result<Vec<PathBuf>, String> {
    let names = arguments.iter().filter(|argument| *argument != "--");
    names
        .map(|name| {
            let path = std::path::absolute(name).map_err(|error| format!("{name}: {error}"))?;
            if path.exists() { Ok(path) } else { Err(format!("There is no file {}.", path.display())) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn files_become_absolute_and_must_exist() {
        let found = files(&words(&["--", "Cargo.toml"])).expect("this package has a manifest");
        assert_eq!(found.len(), 1);
        assert!(found[0].is_absolute());
        assert!(
            files(&words(&["no-such-file.txt"])).is_err_and(|problem| problem.contains("no-such-file.txt"))
        );
    }
}
