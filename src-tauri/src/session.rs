//! One run of the app: the open library, the engine, the files being read, and what the window is
//! told. Knows nothing of Tauri, so that it can be tested alone.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use extract::Reading;
use pipeline::Engine;
use store::{Added, Deed, EntryId, LibraryError, NewEntry, Position};
use text::Article;
use wire::{
    ActorView, ArticleView, Event, FileFailure, JobView, MapView, ReaderView, StartView, TieView, UndoView,
};

use crate::error::{Answer, CommandError};
use crate::intake::{self, IntakeError, Parser};
use crate::jobs::Jobs;
use crate::outbox::{Outbox, Pulse, library_pulse};
use crate::picture::Picture;
use crate::queue::Queue;
use crate::samples;
use crate::shelf::Shelf;
use crate::timings::{Phases, Timings};

/// What a session is started with.
pub struct Settings {
    /// The library's file.
    pub library: PathBuf,
    pub log: PathBuf,
    pub parser: Parser,
    /// For one file's parser.
    pub time_limit: Duration,
    pub timings: Timings,
}

/// A handle to the session; clones share it.
#[derive(Clone)]
pub struct Session {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    shelf: Mutex<Shelf>,
    /// Held while a picture is made, so that two who ask at once make one.
    drawing: Mutex<()>,
    engine: OnceLock<Engine>,
    queue: Queue<Work>,
    jobs: Jobs,
    outbox: Arc<Outbox>,
    pulse: Pulse,
}

/// What waits for a reader.
enum Work {
    Path { job: u32, path: PathBuf, received: Instant },
    Text { job: u32, file: String, source: Source, received: Instant },
    Reread(EntryId),
}

/// Text that does not come from a path.
enum Source {
    Pasted(String),
    Sample(&'static [u8]),
}

const READERS: usize = 2;
const PULSE: Duration = Duration::from_millis(250);
const TIME_LIMIT: Duration = Duration::from_secs(30);

impl Settings {
    /// As in the app.
    pub fn new(library: PathBuf, log: PathBuf) -> Self {
        Settings {
            library,
            log,
            parser: text::read,
            time_limit: TIME_LIMIT,
            timings: Timings::from_environment(),
        }
    }
}

impl Session {
    /// Opens the library and starts two readers, which first load the engine. What an older engine
    /// read is read anew when nothing else waits.
    ///
    /// # Errors
    /// Only where not even a library in memory can be made.
    pub fn start(settings: Settings) -> Result<Self, LibraryError> {
        let shelf = Shelf::open(&settings.library)?;
        let outbox = Arc::new(Outbox::default());
        let queue = Queue::default();
        queue.push_later(shelf.unread().into_iter().map(Work::Reread));
        log::info!("{} articles in the library", shelf.entries.len());
        let session = Session {
            inner: Arc::new(Inner {
                settings,
                shelf: Mutex::new(shelf),
                drawing: Mutex::default(),
                engine: OnceLock::new(),
                queue,
                jobs: Jobs::new(Arc::clone(&outbox)),
                pulse: library_pulse(&outbox, PULSE),
                outbox,
            }),
        };
        (0..READERS).for_each(|number| session.start_reader(number));
        Ok(session)
    }

    /// Events go to `listener` from now on.
    pub fn subscribe(&self, listener: impl Fn(Event) + Send + 'static) {
        self.inner.outbox.subscribe(listener);
    }

    /// Something hovers over the window, or no longer does.
    pub fn hover(&self, over: bool) {
        self.inner.outbox.send(Event::DropHover { over });
    }

    pub fn view(&self) -> StartView {
        StartView {
            version: env!("CARGO_PKG_VERSION").into(),
            library_path: self.inner.settings.library.display().to_string(),
            library: self.shelf().state.clone(),
            jobs: self.inner.jobs.open(),
        }
    }

    pub fn log_path(&self) -> String {
        self.inner.settings.log.display().to_string()
    }

    /// Reads files and what lies below folders.
    pub fn open_files(&self, paths: Vec<PathBuf>) -> JobView {
        let received = Instant::now();
        self.start_job(paths.len(), |job| {
            paths.into_iter().map(move |path| Work::Path { job, path, received }).collect()
        })
    }

    /// Reads text from the clipboard.
    pub fn paste(&self, text: String) -> JobView {
        let (file, source, received) = ("Pasted text".to_owned(), Source::Pasted(text), Instant::now());
        self.start_job(1, |job| vec![Work::Text { job, file, source, received }])
    }

    /// Reads samples by name, all of them when `files` is empty.
    pub fn open_samples(&self, files: &[String]) -> Answer<JobView> {
        let named = files.iter().cloned().map(Some).collect::<Option<Vec<_>>>().filter(|f| !f.is_empty());
        let files = named.unwrap_or_else(|| samples::all().into_iter().map(|sample| sample.file).collect());
        let load = |file: &String| samples::bytes(file).ok_or_else(|| CommandError::not_found(file));
        let sources: Vec<&'static [u8]> = files.iter().map(load).collect::<Result<_, _>>()?;
        let received = Instant::now();
        let work = |job| {
            let work = |(file, bytes)| Work::Text { job, file, source: Source::Sample(bytes), received };
            files.into_iter().zip(sources.clone()).map(work).collect()
        };
        Ok(self.start_job(sources.len(), work))
    }

    /// Stops a job; what was opened stays, what is in hand is dropped.
    pub fn cancel(&self, job: u32) -> Answer<()> {
        let of_job = |work: &Work| match work {
            Work::Path { job: of, .. } | Work::Text { job: of, .. } => *of == job,
            Work::Reread(_) => false,
        };
        // Cancelled first, or a reader could take in hand what is being dropped.
        self.inner.jobs.cancel(job);
        self.inner.queue.drop_where(of_job);
        Ok(())
    }

    pub fn articles(&self) -> Vec<ArticleView> {
        self.picture().collection.articles()
    }

    pub fn map(&self) -> MapView {
        self.picture().view()
    }

    pub fn actor(&self, id: &str) -> Answer<ActorView> {
        self.picture().collection.actor(id).ok_or_else(|| CommandError::not_found("That actor"))
    }

    pub fn tie(&self, source: &str, target: &str) -> Answer<TieView> {
        self.picture().collection.tie(source, target).ok_or_else(|| CommandError::not_found("That tie"))
    }

    pub fn reader(&self, article: EntryId) -> Answer<ReaderView> {
        self.picture().collection.reader(article).ok_or_else(|| CommandError::not_found("That article"))
    }

    pub fn remove(&self, article: EntryId) -> Answer<UndoView> {
        let deed = self.shelf().remove(article, now())?;
        self.changed();
        Ok(label(&deed))
    }

    pub fn undo(&self) -> Answer<Option<UndoView>> {
        let deed = self.shelf().undo()?;
        self.follow(deed)
    }

    pub fn redo(&self) -> Answer<Option<UndoView>> {
        let deed = self.shelf().redo()?;
        self.follow(deed)
    }

    /// Puts an actor of the map at a place and pins it there.
    pub fn move_actor(&self, id: &str, x: f32, y: f32) -> Answer<()> {
        if !(x.is_finite() && y.is_finite()) {
            return Err(CommandError::bad_input("That is no place on the map."));
        }
        self.set_place(id, |_| Position { x, y, pinned: true })
    }

    /// Lets a pinned actor go; it stays where it is until the layout moves it.
    pub fn unpin_actor(&self, id: &str) -> Answer<()> {
        self.set_place(id, |place| Position { pinned: false, ..place })
    }

    /// Lays the map out anew; pinned actors stay.
    pub fn arrange(&self) -> MapView {
        self.shelf().forget_places();
        self.map()
    }

    pub fn drawn(&self, revision: u32) {
        self.inner.settings.timings.drawn(revision);
    }

    /// Whether no file waits or is being read.
    pub fn is_idle(&self) -> bool {
        self.inner.jobs.open().is_empty()
    }

    /// Ends the readers; one that is in the middle of a file ends after it.
    pub fn close(&self) {
        self.inner.queue.close();
    }

    fn shelf(&self) -> MutexGuard<'_, Shelf> {
        self.inner.shelf.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn engine(&self) -> &Engine {
        self.inner.engine.get_or_init(Engine::standard)
    }

    /// The map of the newest revision; made from memory, without holding up the readers.
    fn picture(&self) -> Arc<Picture> {
        let _one_at_a_time = self.inner.drawing.lock().unwrap_or_else(PoisonError::into_inner);
        let (revision, entries, places) = {
            let shelf = self.shelf();
            match &shelf.picture {
                Some(picture) if picture.revision == shelf.revision => return Arc::clone(picture),
                _ => (shelf.revision, shelf.entries.clone(), shelf.places.clone()),
            }
        };
        let picture = Picture::new(revision, entries, &places);
        self.shelf().keep(picture)
    }

    fn set_place(&self, id: &str, change: impl FnOnce(Position) -> Position) -> Answer<()> {
        let picture = self.picture();
        let place = picture.places.get(id).ok_or_else(|| CommandError::not_found("That actor"))?;
        Ok(self.shelf().place(id, change(*place))?)
    }

    fn follow(&self, deed: Option<Deed>) -> Answer<Option<UndoView>> {
        let Some(deed) = deed else { return Ok(None) };
        let Deed::Removed { article, .. } = &deed;
        let unread = self.shelf().entries.get(article).is_some_and(|entry| entry.reading.is_none());
        self.inner.queue.push_later(unread.then_some(Work::Reread(*article)));
        self.changed();
        Ok(Some(label(&deed)))
    }

    fn changed(&self) {
        let revision = self.shelf().revision;
        self.inner.pulse.push(revision);
    }

    fn start_job(&self, total: usize, work: impl FnOnce(u32) -> Vec<Work>) -> JobView {
        let job = self.inner.jobs.start(total);
        self.inner.queue.push(work(job.id));
        job
    }

    fn start_reader(&self, number: usize) {
        let session = self.clone();
        let started = thread::Builder::new().name(format!("reader-{number}")).spawn(move || {
            session.engine();
            while let Some(work) = session.inner.queue.take() {
                session.work(work);
            }
        });
        if let Err(error) = started {
            log::error!("a reader could not be started: {error}");
        }
    }

    fn work(&self, work: Work) {
        match work {
            Work::Path { job, path, received } => {
                let file = intake::file_name(&path);
                if !self.inner.jobs.begin(job, &file) {
                    return;
                }
                if path.is_dir() {
                    return self.open_folder(job, &file, &path, received);
                }
                let opened = intake::load(&path).map_err(Refusal::from);
                let opened = opened.and_then(|bytes| self.parse(&file, bytes));
                let opened = opened.and_then(|read| self.take_in(job, &file, read, false, received));
                self.end(job, file, opened);
            }
            Work::Text { job, file, source, received } => {
                if !self.inner.jobs.begin(job, &file) {
                    return;
                }
                let sample = matches!(source, Source::Sample(_));
                let read = match source {
                    Source::Pasted(text) => {
                        text::read_pasted(&text).map_err(IntakeError::from).map_err(Refusal::from)
                    }
                    Source::Sample(bytes) => self.parse(&file, bytes.to_vec()),
                };
                let opened = read.and_then(|read| self.take_in(job, &file, read, sample, received));
                self.end(job, file, opened);
            }
            Work::Reread(id) => self.reread(id),
        }
    }

    fn end(&self, job: u32, file_name: String, opened: Result<(), Refusal>) {
        let failure = opened.err().map(|Refusal(message)| FileFailure { file_name, message });
        self.inner.jobs.end(job, failure);
    }

    fn open_folder(&self, job: u32, name: &str, path: &Path, received: Instant) {
        let folder = match intake::files_below(path) {
            Ok(folder) if !folder.files.is_empty() => folder,
            Ok(_) => {
                let message = "The folder holds no file that can be read.".into();
                return self.end(job, name.to_owned(), Err(Refusal(message)));
            }
            Err(error) => return self.end(job, name.to_owned(), Err(error.into())),
        };
        if folder.cut_short {
            let message = "The folder holds too many files; some were left out.".into();
            self.inner.jobs.tell(FileFailure { file_name: name.to_owned(), message });
        }
        // In the queue before they count: a job must not look finished in between.
        let count = folder.files.len();
        self.inner.jobs.widen(job, count);
        let work = folder.files.into_iter().map(|path| Work::Path { job, path, received });
        self.inner.queue.push_next(work.collect());
    }

    fn parse(&self, file: &str, bytes: Vec<u8>) -> Result<text::Reading, Refusal> {
        let Settings { parser, time_limit, .. } = &self.inner.settings;
        Ok(intake::parse(*parser, file.to_owned(), bytes, *time_limit)?)
    }

    /// Reads an article for stances and takes it into the library.
    fn take_in(
        &self,
        job: u32,
        file: &str,
        read: text::Reading,
        sample: bool,
        received: Instant,
    ) -> Result<(), Refusal> {
        let parsed = Instant::now();
        let text::Reading { article, warnings } = read;
        if let Some(id) = self.shelf().find(&text::content_hash(&article))? {
            self.inner.outbox.send(Event::ArticleOpened { article: id, again: true });
            return Ok(());
        }
        let reading = self.read(&article)?;
        if self.inner.jobs.is_cancelled(job) {
            return Ok(());
        }
        let read = Instant::now();
        let new = NewEntry { file_name: file.to_owned(), article, warnings, sample, opened_at: now() };
        let (added, revision) = {
            let mut shelf = self.shelf();
            (shelf.add(new, reading)?, shelf.revision)
        };
        let phases = Phases { file: file.to_owned(), received, parsed, read, stored: Instant::now() };
        self.inner.settings.timings.stored(revision, phases);
        let again = matches!(added, Added::Again(_));
        self.inner.outbox.send(Event::ArticleOpened { article: added.id(), again });
        self.changed();
        Ok(())
    }

    fn reread(&self, id: EntryId) {
        let Some(entry) = self.shelf().entries.get(&id).map(Arc::clone) else { return };
        let reading = self.read(&entry.article);
        let kept = reading.and_then(|reading| Ok(self.shelf().reread(id, reading)?));
        match kept {
            Ok(()) => self.changed(),
            Err(Refusal(message)) => log::warn!("article {id} was not read anew: {message}"),
        }
    }

    /// A bug of the engine on one article costs that article.
    fn read(&self, article: &Article) -> Result<Reading, Refusal> {
        let read = AssertUnwindSafe(|| self.engine().read(article));
        catch_unwind(read).map_err(|_| Refusal("Entente failed on this article; its log has a trace.".into()))
    }
}

/// Why a file was not opened, as one sentence.
#[derive(Debug)]
struct Refusal(String);

impl From<IntakeError> for Refusal {
    fn from(error: IntakeError) -> Self {
        Refusal(error.to_string())
    }
}

impl From<LibraryError> for Refusal {
    fn from(error: LibraryError) -> Self {
        Refusal(error.to_string())
    }
}

fn label(deed: &Deed) -> UndoView {
    let Deed::Removed { title, .. } = deed;
    UndoView { label: format!("Removed “{title}”") }
}

/// Seconds since 1970.
fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
}
