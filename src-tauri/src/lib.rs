//! The desktop app: the only room with Tauri, disk, clock and network (of which it uses none).
//!
//! [`session::Session`] is the app without its window: the library, the readers and what they tell.
//! [`commands`] adapts it to the window, [`window`] opens that and takes files from outside,
//! [`install`] puts both on a Tauri builder of any runtime, and [`run`] is the app.

pub mod commands;
pub mod error;
pub mod session;
pub mod timings;
pub mod window;

mod about;
mod intake;
mod jobs;
mod journal;
mod outbox;
mod picture;
mod queue;
mod samples;
mod shelf;
#[cfg(test)]
mod tests;

use std::error::Error;

use tauri::{App, Builder, Manager, Runtime};
use tauri_plugin_window_state::StateFlags;

use session::{Session, Settings};

macro_rules! router {
    ($($command:ident),*) => { tauri::generate_handler![commands::subscribe, $(commands::$command),*] };
}

/// Puts the commands and the window's events on a builder.
pub fn install<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder.invoke_handler(wire::with_commands!(router)).on_window_event(window::event)
}

/// The app, until its window is closed.
///
/// # Errors
/// If the system gives no window, or no folder for data.
pub fn run() -> tauri::Result<()> {
    prefer_fast_drawing();
    journal::log_panics();
    let plain = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            window::handed_over(app, &arguments, &folder);
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::new().with_state_flags(kept_of_window()).build())
        .setup(set_up);
    install(plain).run(context())
}

/// The configuration and the window's files.
#[allow(clippy::disallowed_methods, reason = "the macro's own code")]
fn context<R: Runtime>() -> tauri::Context<R> {
    tauri::generate_context!()
}

/// The library first, so that given files are read while the window opens.
fn set_up<R: Runtime>(app: &mut App<R>) -> Result<(), Box<dyn Error>> {
    let logs = app.path().app_log_dir()?;
    if let Some(log) = journal::start(&logs) {
        // Kept as long as the app: the log ends with it.
        app.manage(log);
    }
    let library = app.path().app_data_dir()?.join("library.sqlite");
    let session = Session::start(Settings::new(library, logs))?;
    let arguments: Vec<String> = std::env::args_os().map(|a| a.to_string_lossy().into_owned()).collect();
    window::open_arguments(&session, &arguments, &std::env::current_dir().unwrap_or_default());
    app.manage(session);
    let windows = app.config().app.windows.clone();
    windows.iter().try_for_each(|config| window::open(app.handle(), config))?;
    Ok(())
}

/// Size, place and whether it fills the screen.
fn kept_of_window() -> StateFlags {
    StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN
}

/// WebKitGTK draws a canvas many times slower through DMABUF where there is no graphics card (4 frames
/// a second in place of 25). A person who has set the variable knows better.
fn prefer_fast_drawing() {
    const VARIABLE: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    if cfg!(target_os = "linux") && std::env::var_os(VARIABLE).is_none() {
        // SAFETY: called first thing, before any other thread can read the environment.
        #[allow(unsafe_code)]
        unsafe {
            std::env::set_var(VARIABLE, "1");
        }
    }
}
