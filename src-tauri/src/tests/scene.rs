//! A session in a folder of its own, with its events kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use wire::{Event, JobView};

use crate::intake::Parser;
use crate::session::{Session, Settings};
use crate::timings::Timings;

/// Two short articles with a stance each way.
pub const TREATY: &str = "Ruritania aside, leaders agreed\n\nChina signed a defence treaty with Russia in Moscow on \
    Tuesday. Officials said that talks had lasted for months and that the text would be published soon.\n";
pub const DISPUTE: &str = "A sharp note\n\nFrance condemned Iran on Monday. The ministry in Paris said in a \
    statement that it had called the ambassador in and that more would follow in the coming days.\n";

pub struct Scene {
    folder: Arc<tempfile::TempDir>,
    pub session: Session,
    events: Receiver<Event>,
}

impl Scene {
    pub fn new() -> Self {
        Scene::with_parser(text::read, Duration::from_secs(30))
    }

    pub fn with_parser(parser: Parser, time_limit: Duration) -> Self {
        Scene::start(Arc::new(tempfile::tempdir().expect("a folder")), parser, time_limit)
    }

    /// In a folder that is there already.
    pub fn in_folder(folder: Arc<tempfile::TempDir>) -> Self {
        Scene::start(folder, text::read, Duration::from_secs(30))
    }

    /// Ends the session and starts another on the same library.
    pub fn restart(self) -> Self {
        let folder = Arc::clone(&self.folder);
        drop(self);
        Scene::in_folder(folder)
    }

    fn start(folder: Arc<tempfile::TempDir>, parser: Parser, time_limit: Duration) -> Self {
        let settings = Settings {
            library: library_in(folder.path()),
            log: folder.path().join("logs"),
            parser,
            time_limit,
            timings: Timings::to_file(Some(folder.path().join("timings.jsonl"))),
        };
        let session = Session::start(settings).expect("a session");
        let (sent, events) = channel();
        session.subscribe(move |event| drop(sent.send(event)));
        Scene { folder, session, events }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("inside")).expect("made");
        fs::write(&path, bytes).expect("written");
        path
    }

    /// Opens paths and waits for the end of the job; gives all events up to it.
    #[track_caller]
    pub fn open(&self, paths: impl IntoIterator<Item = PathBuf>) -> Vec<Event> {
        let job = self.session.open_files(paths.into_iter().collect());
        self.wait(&job)
    }

    /// All events until the job is finished, its last progress included.
    #[track_caller]
    pub fn wait(&self, job: &JobView) -> Vec<Event> {
        let is_end =
            |event: &Event| matches!(event, Event::JobChanged { job: j } if j.id == job.id && j.finished);
        if job.finished { Vec::new() } else { self.until(is_end) }
    }

    /// All events up to the first that is meant.
    #[track_caller]
    pub fn until(&self, is_meant: impl Fn(&Event) -> bool) -> Vec<Event> {
        let deadline = Instant::now() + Duration::from_secs(60);
        let mut events = Vec::new();
        loop {
            let left = deadline.saturating_duration_since(Instant::now());
            let event = self.events.recv_timeout(left).unwrap_or_else(|_| panic!("only {events:?}"));
            let meant = is_meant(&event);
            events.push(event);
            if meant {
                return events;
            }
        }
    }

    /// Titles, those opened last first.
    pub fn titles(&self) -> Vec<String> {
        self.session.articles().into_iter().map(|article| article.title).collect()
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        self.session.close();
    }
}

pub fn library_in(folder: &Path) -> PathBuf {
    folder.join("data/library.sqlite")
}

/// File name and message of what failed.
pub fn failures(events: &[Event]) -> Vec<(String, String)> {
    let failure = |event: &Event| match event {
        Event::FileFailed { failure } => Some((failure.file_name.clone(), failure.message.clone())),
        _ => None,
    };
    let mut failures: Vec<_> = events.iter().filter_map(failure).collect();
    failures.sort();
    failures
}

pub fn last_job(events: &[Event]) -> JobView {
    let job = |event: &Event| match event {
        Event::JobChanged { job } => Some(job.clone()),
        _ => None,
    };
    events.iter().rev().find_map(job).expect("progress was told")
}
