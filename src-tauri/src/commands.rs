//! The window's commands, a few lines each. Declared in `wire`; the work is done off the main thread.

use std::path::PathBuf;

use tauri::ipc::Channel;
use tauri::{AppHandle, Runtime, State, async_runtime};
use tauri_plugin_dialog::DialogExt;
use wire::{
    AboutView, ActorView, ArticleView, Event, JobView, MapView, ReaderView, SampleView, StartView, TieView,
    UndoView,
};

use crate::error::{Answer, CommandError};
use crate::session::Session;
use crate::{about as credits, samples as shipped};

type Open<'a> = State<'a, Session>;

/// The window wants to hear what happens.
#[tauri::command]
pub fn subscribe(session: Open<'_>, channel: Channel<Event>) {
    session.subscribe(move |event| {
        // A window that is gone hears nothing; the next one subscribes anew.
        let _ = channel.send(event);
    });
}

#[tauri::command]
pub async fn start(session: Open<'_>) -> Answer<StartView> {
    aside(&session, |session| Ok(session.view())).await
}

#[tauri::command]
pub async fn articles(session: Open<'_>) -> Answer<Vec<ArticleView>> {
    aside(&session, |session| Ok(session.articles())).await
}

#[tauri::command]
pub async fn map(session: Open<'_>) -> Answer<MapView> {
    aside(&session, |session| Ok(session.map())).await
}

#[tauri::command]
pub async fn actor(session: Open<'_>, id: String) -> Answer<ActorView> {
    aside(&session, move |session| session.actor(&id)).await
}

#[tauri::command]
pub async fn tie(session: Open<'_>, source: String, target: String) -> Answer<TieView> {
    aside(&session, move |session| session.tie(&source, &target)).await
}

#[tauri::command]
pub async fn reader(session: Open<'_>, article: u32) -> Answer<ReaderView> {
    aside(&session, move |session| session.reader(article)).await
}

#[tauri::command]
pub async fn open_files(session: Open<'_>, paths: Vec<String>) -> Answer<JobView> {
    aside(&session, |session| Ok(session.open_files(paths.into_iter().map(PathBuf::from).collect()))).await
}

#[tauri::command]
pub async fn open_dialog<R: Runtime>(app: AppHandle<R>, session: Open<'_>) -> Answer<Option<JobView>> {
    aside(&session, move |session| {
        let dialog = app.dialog().file().set_title("Open articles").add_filter("Articles", text::EXTENSIONS);
        let chosen = dialog.add_filter("All files", &["*"]).blocking_pick_files();
        let paths = chosen.map(|files| files.into_iter().filter_map(|file| file.into_path().ok()).collect());
        Ok(paths.map(|paths| session.open_files(paths)))
    })
    .await
}

#[tauri::command]
pub async fn paste_text(session: Open<'_>, text: String) -> Answer<JobView> {
    aside(&session, move |session| Ok(session.paste(text))).await
}

#[tauri::command]
pub async fn cancel(session: Open<'_>, job: u32) -> Answer<()> {
    aside(&session, move |session| session.cancel(job)).await
}

#[tauri::command]
pub async fn samples() -> Answer<Vec<SampleView>> {
    Ok(shipped::all())
}

#[tauri::command]
pub async fn open_samples(session: Open<'_>, files: Vec<String>) -> Answer<JobView> {
    aside(&session, move |session| session.open_samples(&files)).await
}

#[tauri::command]
pub async fn remove_article(session: Open<'_>, article: u32) -> Answer<UndoView> {
    aside(&session, move |session| session.remove(article)).await
}

#[tauri::command]
pub async fn undo(session: Open<'_>) -> Answer<Option<UndoView>> {
    aside(&session, Session::undo).await
}

#[tauri::command]
pub async fn redo(session: Open<'_>) -> Answer<Option<UndoView>> {
    aside(&session, Session::redo).await
}

#[tauri::command]
pub async fn move_actor(session: Open<'_>, id: String, x: f32, y: f32) -> Answer<()> {
    aside(&session, move |session| session.move_actor(&id, x, y)).await
}

#[tauri::command]
pub async fn unpin_actor(session: Open<'_>, id: String) -> Answer<()> {
    aside(&session, move |session| session.unpin_actor(&id)).await
}

#[tauri::command]
pub async fn arrange(session: Open<'_>) -> Answer<MapView> {
    aside(&session, |session| Ok(session.arrange())).await
}

#[tauri::command]
pub async fn about(session: Open<'_>) -> Answer<AboutView> {
    Ok(credits::about(session.log_path()))
}

#[tauri::command]
pub async fn drawn(session: Open<'_>, revision: u32) -> Answer<()> {
    aside(&session, move |session| {
        session.drawn(revision);
        Ok(())
    })
    .await
}

/// On tokio's blocking pool.
async fn aside<T: Send + 'static>(
    session: &Session,
    work: impl FnOnce(&Session) -> Answer<T> + Send + 'static,
) -> Answer<T> {
    let session = session.clone();
    let done = async_runtime::spawn_blocking(move || work(&session)).await;
    done.unwrap_or_else(|_| Err(CommandError::internal("Entente failed here; its log says where.")))
}
