//! The one window, and how files reach the app from outside it.

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use tauri::utils::config::WindowConfig;
use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, DragDropEvent, Manager, Runtime, Url, WebviewWindowBuilder, Window, WindowEvent};

use crate::session::Session;

pub const LABEL: &str = "main";

/// Opens the window of the configuration. It shows the app's own pages and nothing else: no link
/// leads out, no window opens, nothing is downloaded.
///
/// # Errors
/// If the system gives no window.
pub fn open<R: Runtime>(app: &AppHandle<R>, config: &WindowConfig) -> tauri::Result<()> {
    let dev_url = app.config().build.dev_url.clone().filter(|_| tauri::is_dev());
    WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(move |url| is_own(url, dev_url.as_ref()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    Ok(())
}

/// Files over the window.
pub fn event<R: Runtime>(window: &Window<R>, event: &WindowEvent) {
    let WindowEvent::DragDrop(drag) = event else { return };
    let Some(session) = window.try_state::<Session>() else { return };
    match drag {
        DragDropEvent::Enter { .. } => session.hover(true),
        DragDropEvent::Drop { paths, .. } => {
            session.hover(false);
            dropped(&session, paths);
        }
        DragDropEvent::Leave => session.hover(false),
        _ => {}
    }
}

/// Opens what was dropped.
pub fn dropped(session: &Session, paths: &[PathBuf]) {
    if !paths.is_empty() {
        session.open_files(paths.to_vec());
    }
}

/// A second start hands over its arguments and ends; this one opens them and comes to the front.
pub fn handed_over<R: Runtime>(app: &AppHandle<R>, arguments: &[String], folder: &str) {
    if let Some(session) = wait_for_session(app) {
        open_arguments(&session, arguments, Path::new(folder));
    }
    if let Some(window) = app.get_webview_window(LABEL) {
        let front = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
        if let Err(error) = front {
            log::warn!("the window does not come to the front: {error}");
        }
    }
}

/// Opens the files among a command line's arguments, the program's own name first.
pub fn open_arguments(session: &Session, arguments: &[String], folder: &Path) {
    let paths = files(arguments, folder);
    if !paths.is_empty() {
        session.open_files(paths);
    }
}

/// Paths, made absolute from `folder`. What begins with a dash and is no file is an option, and we
/// have none; all behind `--` is files.
fn files(arguments: &[String], folder: &Path) -> Vec<PathBuf> {
    let given = arguments.get(1..).unwrap_or_default();
    let dashes = given.iter().position(|argument| argument == "--").unwrap_or(given.len());
    let (open, marked) = given.split_at(dashes);
    let marked = marked.iter().skip(1).map(|path| folder.join(path));
    let is_file = |path: &PathBuf, argument: &str| !argument.starts_with('-') || path.exists();
    let open = open.iter().map(|argument| (folder.join(argument), argument));
    open.filter(|(path, argument)| is_file(path, argument)).map(|(path, _)| path).chain(marked).collect()
}

/// A second start may come before the first has opened its library.
fn wait_for_session<R: Runtime>(app: &AppHandle<R>) -> Option<Session> {
    for _ in 0..100 {
        if let Some(session) = app.try_state::<Session>() {
            return Some(session.inner().clone());
        }
        thread::sleep(Duration::from_millis(50));
    }
    None
}

/// The app's own pages: Tauri's protocol, its form on other systems, or the server of `tauri dev`.
fn is_own(url: &Url, dev_url: Option<&Url>) -> bool {
    let host = url.host_str();
    match url.scheme() {
        "tauri" => host == Some("localhost"),
        "http" | "https" if host == Some("tauri.localhost") => true,
        _ => dev_url.is_some_and(|dev| dev.origin() == url.origin()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_own(url: &str, dev: Option<&str>, expected: bool) {
        let parse = |url: &str| Url::parse(url).expect("a URL");
        assert_eq!(is_own(&parse(url), dev.map(parse).as_ref()), expected, "{url}");
    }

    #[test]
    fn only_the_apps_own_pages_are_shown() {
        check_own("tauri://localhost/index.html", None, true);
        check_own("http://tauri.localhost/", None, true);
        check_own("https://example.org/", None, false);
        check_own("https://localhost.example.org/", None, false);
        check_own("file:///etc/passwd", None, false);
        check_own("data:text/html,x", None, false);
        check_own("about:blank", None, false);
        check_own("http://127.0.0.1:5173/", None, false);
        check_own("http://127.0.0.1:5173/", Some("http://127.0.0.1:5173"), true);
        check_own("http://127.0.0.1:99/", Some("http://127.0.0.1:5173"), false);
    }

    #[test]
    fn arguments_are_files_from_the_folder_they_were_given_in() {
        let arguments = ["entente", "a.txt", "--flag", "/b/c.pdf", "--", "-d.txt"].map(String::from);
        let expected = ["/notes/a.txt", "/b/c.pdf", "/notes/-d.txt"].map(PathBuf::from);
        assert_eq!(files(&arguments, Path::new("/notes")), expected);
        assert_eq!(files(&arguments[..1], Path::new("/notes")), Vec::<PathBuf>::new());
    }
}
