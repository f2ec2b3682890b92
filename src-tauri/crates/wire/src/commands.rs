//! The one declaration of the window's commands. The router (`with_commands!`) and the TypeScript
//! client (`commands()`, written out by `xtask gen-types`) both derive from it.

use ts_rs::{Config, TS};

use crate::*;

/// One command for the TypeScript client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommandDecl {
    pub name: &'static str,
    /// One line.
    pub doc: &'static str,
    /// Name in snake case and TypeScript type.
    pub args: Vec<(&'static str, String)>,
    /// TypeScript type.
    pub returns: String,
}

macro_rules! declare {
    ($dollar:tt $( #[doc = $doc:literal] fn $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty; )*) => {
        /// Every command, in the order of declaration.
        pub fn commands(config: &Config) -> Vec<CommandDecl> {
            vec![$(CommandDecl {
                name: stringify!($name),
                doc: $doc.trim_ascii(),
                args: vec![$((stringify!($arg), <$ty as TS>::name(config))),*],
                returns: <$ret as TS>::name(config),
            }),*]
        }

        /// Hands the names of all commands, comma-separated, to a macro: the router's list.
        #[macro_export]
        macro_rules! with_commands {
            ($dollar callback:ident) => { $dollar callback! { $($name),* } };
        }
    };
}

declare! { $
    /// What the window needs at its start. Call after subscribing.
    fn start() -> StartView;
    /// The articles, newest first.
    fn articles() -> Vec<ArticleView>;
    /// The map of everything in the library.
    fn map() -> MapView;
    /// One actor.
    fn actor(id: String) -> ActorView;
    /// One tie with every sentence behind it.
    fn tie(source: String, target: String) -> TieView;
    /// One article with its marks.
    fn reader(article: u32) -> ReaderView;
    /// Reads files by path; returns at once, progress comes as events.
    fn open_files(paths: Vec<String>) -> JobView;
    /// Shows the native dialog and reads what is chosen; null when nothing was.
    fn open_dialog() -> Option<JobView>;
    /// Reads text from the clipboard or typed in.
    fn paste_text(text: String) -> JobView;
    /// Stops reading; what was opened stays.
    fn cancel(job: u32) -> ();
    /// The sample articles.
    fn samples() -> Vec<SampleView>;
    /// Reads sample articles; all of them when the list is empty.
    fn open_samples(files: Vec<String>) -> JobView;
    /// Removes an article from the library; can be undone.
    fn remove_article(article: u32) -> UndoView;
    /// Takes back the newest deed that was not taken back; null when there is none.
    fn undo() -> Option<UndoView>;
    /// Does again what was taken back last; null when there is none.
    fn redo() -> Option<UndoView>;
    /// Puts an actor at a place of the map and pins it there.
    fn move_actor(id: String, x: f32, y: f32) -> ();
    /// Lets a pinned actor go.
    fn unpin_actor(id: String) -> ();
    /// Lays the map out anew; pinned actors stay.
    fn arrange() -> MapView;
    /// Version, licences, credits.
    fn about() -> AboutView;
    /// The window has drawn this revision of the map; for measuring.
    fn drawn(revision: u32) -> ();
}
