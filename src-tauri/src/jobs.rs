//! Progress of what a person asked to open.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use wire::{Event, FileFailure, JobView};

use crate::outbox::Outbox;

/// The jobs that are not finished.
pub struct Jobs {
    outbox: Arc<Outbox>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    last_id: u32,
    jobs: BTreeMap<u32, Job>,
}

struct Job {
    view: JobView,
    /// Files in hand.
    running: u32,
    told: Option<Instant>,
}

/// Progress is told at most so often; the end always.
const PAUSE: Duration = Duration::from_millis(80);

impl Jobs {
    pub fn new(outbox: Arc<Outbox>) -> Self {
        Jobs { outbox, state: Mutex::default() }
    }

    /// A new job over `total` files.
    pub fn start(&self, total: usize) -> JobView {
        let mut state = self.lock();
        state.last_id += 1;
        let view = JobView {
            id: state.last_id,
            done: 0,
            total: total as u32,
            failed: 0,
            current: None,
            finished: total == 0,
            cancelled: false,
        };
        if total > 0 {
            state.jobs.insert(view.id, Job { view: view.clone(), running: 0, told: None });
        }
        view
    }

    /// A file is taken in hand; false when its job was cancelled, then it must be left.
    pub fn begin(&self, job: u32, file: &str) -> bool {
        self.change(job, |job| {
            if !job.view.cancelled {
                job.running += 1;
                job.view.current = Some(file.to_owned());
            }
        })
    }

    /// A file is done, opened or failed.
    pub fn end(&self, job: u32, failure: Option<FileFailure>) {
        let failed = u32::from(failure.is_some());
        if let Some(failure) = failure {
            self.outbox.send(Event::FileFailed { failure });
        }
        self.change(job, |job| {
            job.running -= 1;
            job.view.done += 1;
            job.view.failed += failed;
        });
    }

    /// A folder turned out to hold `files`; it no longer counts itself.
    pub fn widen(&self, job: u32, files: usize) {
        self.change(job, |job| {
            job.running -= 1;
            job.view.total = job.view.total - 1 + files as u32;
        });
    }

    /// Something about a job that fails none of its files.
    pub fn tell(&self, failure: FileFailure) {
        self.outbox.send(Event::FileFailed { failure });
    }

    /// Marks a job cancelled; the files in hand end first.
    pub fn cancel(&self, job: u32) -> bool {
        self.change(job, |job| job.view.cancelled = true)
    }

    pub fn is_cancelled(&self, job: u32) -> bool {
        self.lock().jobs.get(&job).is_none_or(|job| job.view.cancelled)
    }

    /// The jobs that are not finished.
    pub fn open(&self) -> Vec<JobView> {
        self.lock().jobs.values().map(|job| job.view.clone()).collect()
    }

    /// Whether the job is still there and not cancelled.
    fn change(&self, id: u32, change: impl FnOnce(&mut Job)) -> bool {
        let mut state = self.lock();
        let Some(job) = state.jobs.get_mut(&id) else { return false };
        change(job);
        let over = job.view.done >= job.view.total || job.view.cancelled;
        if over && job.running == 0 {
            job.view.finished = true;
            job.view.current = None;
        }
        let (view, due) = (job.view.clone(), job.told.is_none_or(|told| told.elapsed() >= PAUSE));
        if due || view.finished {
            job.told = Some(Instant::now());
            self.outbox.send(Event::JobChanged { job: view.clone() });
        }
        if view.finished {
            state.jobs.remove(&id);
        }
        !view.cancelled
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
