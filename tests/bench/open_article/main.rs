//! How long it takes from the app's receiving the path of a 600-word article to the second animation
//! frame after its map is drawn.
//!
//! ```sh
//! cargo build --release && ENTENTE_APP=target/release/entente cargo bench -p suite --bench open_article
//! ```
//!
//! How it measures: with `ENTENTE_TIMINGS=FILE` the app writes a line of JSON a file, with the
//! milliseconds of its own monotonic clock since the path reached it: until the bytes were `parsed` to
//! an article, until it was `read` for stances, until it was `stored` and the map is due, and until
//! the map was `drawn`, which the window says when two animation frames have passed since it drew it.
//! No driver is attached.
//!
//! - *warm*: the app is open and has read one article; ten articles follow, one at a time, each handed
//!   over by a second start.
//! - *cold*: ten fresh starts, each on an empty library with one article as its argument; the last
//!   figure is from the start of the process, by this program's clock, to the line (within 10 ms).
//!
//! Each run has a screen (Xvfb), a bus and a home of its own. Medians of ten.

use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use suite::{Desktop, app};

const RUNS: usize = 10;
const WORDS: usize = 600;
const PATIENCE: Duration = Duration::from_secs(60);

/// The phases, in the order in which they end.
const PHASES: [&str; 4] = ["parsed", "read", "stored", "drawn"];

fn main() {
    let app = app();
    println!("app: {}", app.display());
    println!("processors: {}", std::thread::available_parallelism().map_or(1, usize::from));
    let articles = articles();
    let warm = warm(&app, &articles);
    for phase in PHASES {
        report(&format!("warm, received to {phase}"), &milliseconds(&warm, phase));
    }
    let (cold, whole): (Vec<Value>, Vec<f64>) = articles[..RUNS].iter().map(|text| cold(&app, text)).unzip();
    for phase in PHASES {
        report(&format!("cold, received to {phase}"), &milliseconds(&cold, phase));
    }
    report("cold, process start to drawn", &whole);
}

fn milliseconds(lines: &[Value], phase: &str) -> Vec<f64> {
    lines.iter().map(|line| line[phase].as_f64().expect("every line has every phase")).collect()
}

fn report(name: &str, milliseconds: &[f64]) {
    let mut sorted = milliseconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    let median = (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) / 2.0;
    let each: Vec<String> = milliseconds.iter().map(|time| format!("{time:.0}")).collect();
    println!("{name:30} median {median:5.0} ms of {} ({})", sorted.len(), each.join(", "));
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
        let mut chosen = sentences.iter().cycle().skip(first * sentences.len() / (RUNS + 1));
        for number in 1.. {
            let sentence = chosen.next().expect("a cycle has no end");
            words += sentence.split_whitespace().count();
            article.push_str(sentence);
            if words >= WORDS {
                break;
            }
            article.push_str(if number % 4 == 0 { "\n\n" } else { " " });
        }
        article
    };
    (0..=RUNS).map(from).collect()
}

fn warm(app: &Path, articles: &[String]) -> Vec<Value> {
    let run = Run::new();
    let mut first = run.start(app, &run.desktop.write("first.txt", articles[RUNS].as_bytes()));
    run.wait_for_line(0);
    let lines = (0..RUNS).map(|n| {
        let path = run.desktop.write(&format!("article {n}.txt"), articles[n].as_bytes());
        let mut second = run.start(app, &path);
        let line = run.wait_for_line(n + 1);
        second.wait().expect("it is our child");
        line
    });
    let lines = lines.collect();
    end(&mut first);
    lines
}

/// The app's line, and milliseconds from the start of the process.
fn cold(app: &Path, article: &str) -> (Value, f64) {
    let run = Run::new();
    let path = run.desktop.write("article.txt", article.as_bytes());
    let start = Instant::now();
    let mut child = run.start(app, &path);
    let line = run.wait_for_line(0);
    let whole = start.elapsed().as_secs_f64() * 1000.0;
    end(&mut child);
    (line, whole)
}

fn end(child: &mut Child) {
    child.kill().expect("it is our child");
    child.wait().expect("it is our child");
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

    /// The app's line of that index, once it stands there whole.
    fn wait_for_line(&self, index: usize) -> Value {
        let start = Instant::now();
        loop {
            let text = std::fs::read_to_string(&self.timings).unwrap_or_default();
            if let Some(line) = text.lines().nth(index).and_then(|line| serde_json::from_str(line).ok()) {
                return line;
            }
            assert!(start.elapsed() < PATIENCE, "no drawn map within {} s", PATIENCE.as_secs());
            std::thread::sleep(Duration::from_millis(10));
        }
    }
}
