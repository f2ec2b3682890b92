//! Running other programs.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

/// A program with its arguments, to be run in `directory`.
pub fn command<S: AsRef<OsStr>>(directory: &Path, program: &str, arguments: &[S]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(directory);
    command
}

/// Runs it, its output shown as it comes.
pub fn run(mut command: Command) -> Result<(), String> {
    let status = command.status().map_err(|error| cannot_start(&command, &error))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed ({status})", shown(&command))) }
}

/// Runs it, shows both its streams line by line and hands each line on.
pub fn watch(mut command: Command, mut line: impl FnMut(&str)) -> Result<(), String> {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map_err(|error| cannot_start(&command, &error))?;
    let (sender, receiver) = std::sync::mpsc::channel::<String>();
    let pipes: [Option<Box<dyn std::io::Read + Send>>; 2] = [
        child.stdout.take().map(|pipe| Box::new(pipe) as Box<_>),
        child.stderr.take().map(|pipe| Box::new(pipe) as Box<_>),
    ];
    for pipe in pipes.into_iter().flatten() {
        let sender = sender.clone();
        std::thread::spawn(move || {
            for text in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
                if sender.send(String::from_utf8_lossy(&text).into_owned()).is_err() {
                    return;
                }
            }
        });
    }
    drop(sender);
    for text in receiver {
        println!("{text}");
        line(&text);
    }
    let status = child.wait().map_err(|error| format!("{}: {error}", shown(&command)))?;
    if status.success() { Ok(()) } else { Err(format!("{} failed ({status})", shown(&command))) }
}

/// Runs it silently and gives its standard output.
pub fn capture(mut command: Command) -> Result<String, String> {
    let output = command.output().map_err(|error| cannot_start(&command, &error))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        let said = String::from_utf8_lossy(&output.stderr);
        Err(format!("{} failed ({})\n{}", shown(&command), output.status, said.trim_end()))
    }
}

/// Whether a program of this name lies on the path.
pub fn is_on_path(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|directory| directory.join(program).is_file())
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    format!("`{}`", words.join(" "))
}

fn cannot_start(command: &Command, error: &std::io::Error) -> String {
    format!("cannot start {}: {error}", shown(command))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sh(script: &str) -> Command {
        command(Path::new("/"), "sh", &["-c", script])
    }

    #[test]
    fn a_failing_program_is_an_error_that_names_it() {
        assert!(run(sh("exit 0")).is_ok());
        assert_eq!(run(sh("exit 3")), Err("`sh -c exit 3` failed (exit status: 3)".to_owned()));
        let missing = command::<&str>(Path::new("/"), "no-such-program", &[]);
        assert!(run(missing).is_err_and(|problem| problem.starts_with("cannot start `no-such-program`")));
    }

    #[test]
    fn both_streams_are_watched() {
        let mut lines = Vec::new();
        let status = watch(sh("echo out; echo err >&2; exit 1"), |line| lines.push(line.to_owned()));
        lines.sort();
        assert!(status.is_err());
        assert_eq!(lines, ["err", "out"]);
    }

    #[test]
    fn what_a_failing_program_says_is_kept() {
        assert_eq!(capture(sh("echo 7")), Ok("7\n".to_owned()));
        assert!(capture(sh("echo why >&2; exit 1")).is_err_and(|problem| problem.ends_with("\nwhy")));
    }
}
