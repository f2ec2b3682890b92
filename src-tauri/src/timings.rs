//! How long an article takes from its path to the drawn map, for the measuring program.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::PathBuf;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use serde::Serialize;

/// The variable that names the file to append to.
pub const VARIABLE: &str = "ENTENTE_TIMINGS";

/// When the phases of one file ended.
#[derive(Clone, Debug)]
pub struct Phases {
    pub file: String,
    pub received: Instant,
    pub parsed: Instant,
    pub read: Instant,
    pub stored: Instant,
}

/// Waits for the window to say what it has drawn. Does nothing unless it was given a file.
#[derive(Default)]
pub struct Timings {
    path: Option<PathBuf>,
    undrawn: Mutex<Vec<(u32, Phases)>>,
}

/// One line of the file: milliseconds since the path was received.
#[derive(Serialize)]
struct Line<'a> {
    file: &'a str,
    parsed: f64,
    read: f64,
    stored: f64,
    drawn: f64,
}

impl Timings {
    /// As the environment says.
    pub fn from_environment() -> Self {
        Timings::to_file(std::env::var_os(VARIABLE).map(PathBuf::from))
    }

    pub fn to_file(path: Option<PathBuf>) -> Self {
        Timings { path, undrawn: Mutex::default() }
    }

    /// A file's article is part of the map since `revision`.
    pub fn stored(&self, revision: u32, phases: Phases) {
        if self.path.is_some() {
            self.undrawn.lock().unwrap_or_else(PoisonError::into_inner).push((revision, phases));
        }
    }

    /// The window has drawn `revision`.
    pub fn drawn(&self, revision: u32) {
        let Some(path) = &self.path else { return };
        let now = Instant::now();
        let mut undrawn = self.undrawn.lock().unwrap_or_else(PoisonError::into_inner);
        let drawn: Vec<_> = undrawn.extract_if(.., |(since, _)| *since <= revision).collect();
        let lines: String = drawn.iter().map(|(_, phases)| line(phases, now)).collect();
        let file = OpenOptions::new().create(true).append(true).open(path);
        if let Err(error) = file.and_then(|mut file| file.write_all(lines.as_bytes())) {
            log::warn!("timings cannot be written: {error}");
        }
    }
}

fn line(phases: &Phases, drawn: Instant) -> String {
    let since = |end: Instant| (end - phases.received).as_secs_f64() * 1000.0;
    let line = Line {
        file: &phases.file,
        parsed: since(phases.parsed),
        read: since(phases.read),
        stored: since(phases.stored),
        drawn: since(drawn),
    };
    serde_json::to_string(&line).unwrap_or_default() + "\n"
}
