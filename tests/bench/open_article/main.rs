//! How long it takes from the app's receiving the path of a 600-word article to the second animation
//! frame after its map is drawn.
//!
//! ```sh
//! cargo build --release && ENTENTE_APP=target/release/entente cargo bench -p suite --bench open_article
//! ```
//!
//! How it measures: with `ENTENTE_TIMINGS=FILE` the app writes a line of JSON a phase, with the
//! milliseconds of one clock of its own: `received` when a path reaches it, the steps of reading, and
//! `drawn` when the window says that two animation frames have passed since it drew the map of that
//! library. No driver is attached.
//!
//! - *warm*: the app is open and has read one article; ten articles follow, one at a time, each handed
//!   over by a second start. The figure is from `received` to the first `drawn` whose map holds it.
//! - *cold*: ten fresh starts, each on an empty library with one article as its argument, from the
//!   start of the process.
//!
//! Each run has a screen (Xvfb), a bus and a home of its own. Medians of ten.

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use suite::{Desktop, app, wait_for};

const RUNS: usize = 10;
const WORDS: usize = 600;
const PATIENCE: Duration = Duration::from_secs(60);

fn main() {
    let app = app();
    println!("app: {}", app.display());
    println!("processors: {}", std::thread::available_parallelism().map_or(1, usize::from));
    let articles = articles();
    let warm = warm(&app, &articles);
    report("warm: received to drawn", &warm);
    let cold: Vec<f64> = (0..RUNS).map(|run| cold(&app, &articles[run])).collect();
    report("cold: process start to drawn", &cold);
}

fn report(name: &str, milliseconds: &[f64]) {
    let mut sorted = milliseconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) / 2.0;
    let each: Vec<String> = milliseconds.iter().map(|time| format!("{time:.0}")).collect();
    println!("{name}: median {middle:.0} ms of {} ({})", sorted.len(), each.join(", "));
}

/// Articles of 600 words: the fixtures' sentences, begun at another place each time, so that no two
/// are one article.
fn articles() -> Vec<String> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("bench/open_article/sentences.txt");
    let text = std::fs::read_to_string(fixtures).expect("the bench's sentences");
    let sentences: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let from = |first: usize| {
        let mut article = format!("Notes of day {first}\n\n");
        let mut words = 0;
        for sentence in sentences.iter().cycle().skip(first * sentences.len() / (RUNS + 1)) {
            if words >= WORDS {
                break;
            }
            words += sentence.split_whitespace().count();
            article.push_str(sentence);
            // A paragraph is about four sentences.
            article.push_str(if words % 4 == 0 { "\n\n" } else { " " });
        }
        article
    };
    (0..=RUNS).map(from).collect()
}

fn warm(app: &Path, articles: &[String]) -> Vec<f64> {
    let run = Run::new();
    let mut first = run.start(app, &run.desktop.write("first.txt", articles[RUNS].as_bytes()));
    run.wait_for_drawn(0);
    let times = (0..RUNS).map(|n| {
        let before = run.lines().len();
        let path = run.desktop.write(&format!("article {n}.txt"), articles[n].as_bytes());
        let mut second = run.start(app, &path);
        let time = run.wait_for_drawn(before);
        second.wait().expect("it is our child");
        time
    });
    let times = times.collect();
    first.kill().expect("it is our child");
    first.wait().expect("it is our child");
    times
}

/// From the start of the process, by this program's clock.
fn cold(app: &Path, article: &str) -> f64 {
    let run = Run::new();
    let path = run.desktop.write("article.txt", article.as_bytes());
    let start = Instant::now();
    let mut child = run.start(app, &path);
    run.wait_for_drawn(0);
    let time = start.elapsed().as_secs_f64() * 1000.0;
    child.kill().expect("it is our child");
    child.wait().expect("it is our child");
    time
}

struct Run {
    desktop: Desktop,
    timings: PathBuf,
}

impl Run {
    fn new() -> Self {
        let mut desktop = Desktop::new();
        let timings = desktop.folder().join("timings.jsonl");
        desktop.set("ENTENTE_TIMINGS", timings.to_string_lossy());
        Run { desktop, timings }
    }

    fn start(&self, app: &Path, file: &Path) -> Child {
        let mut command = self.desktop.command(app);
        command.arg(file).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("the app starts")
    }

    fn lines(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(&self.timings).unwrap_or_default();
        text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
    }

    /// Milliseconds from the first `received` to the first `drawn` after it, among the lines after
    /// the first `before`.
    fn wait_for_drawn(&self, before: usize) -> f64 {
        wait_for("the drawn map", PATIENCE, || elapsed(self.lines().get(before..)?))
    }
}

fn elapsed(lines: &[Value]) -> Option<f64> {
    let at = |line: &Value, phase: &str| (line["phase"] == phase).then(|| line["ms"].as_f64()).flatten();
    let received = lines.iter().position(|line| at(line, "received").is_some())?;
    // Maps that were drawn before the article was in them do not count.
    let added = received + lines[received..].iter().position(|line| at(line, "added").is_some())?;
    let drawn = lines[added..].iter().find_map(|line| at(line, "drawn"))?;
    Some(drawn - at(&lines[received], "received")?)
}
