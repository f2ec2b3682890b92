//! The log: small, rotating, and without a word of any article.

use std::any::Any;
use std::panic::{self, PanicHookInfo};
use std::path::Path;
use std::thread;

use flexi_logger::{Age, Cleanup, Criterion, FileSpec, Logger, LoggerHandle, Naming};

/// Our own messages alone: parsers log what they parse.
const FILTER: &str = "off, entente_app=info";
const LARGEST: u64 = 1_000_000;
const KEPT: usize = 5;

/// Starts the log in `folder`: a file a day and at most a megabyte each, the last five kept. The log
/// ends with the handle.
pub fn start(folder: &Path) -> Option<LoggerHandle> {
    let file = FileSpec::default().directory(folder).basename("entente").suppress_timestamp();
    let logger = Logger::try_with_str(FILTER).ok()?.log_to_file(file).append();
    let rotation = Criterion::AgeOrSize(Age::Day, LARGEST);
    logger
        .rotate(rotation, Naming::Numbers, Cleanup::KeepLogFiles(KEPT))
        .format(flexi_logger::detailed_format)
        .start()
        .inspect_err(|error| eprintln!("no log: {error}"))
        .ok()
}

/// Logs panics of any thread.
pub fn log_panics() {
    panic::set_hook(Box::new(|info| {
        let line = describe(info);
        log::error!("{line}");
        eprintln!("{line}");
    }));
}

fn describe(info: &PanicHookInfo) -> String {
    let place = info.location().map_or_else(String::new, |at| format!(" at {at}"));
    let thread = thread::current().name().unwrap_or("unnamed").to_owned();
    format!("panic in thread {thread}{place}{}", literal(info.payload()))
}

/// The message, where it is a literal. One that was put together may quote the article ("byte index 5
/// is inside 'é' of …") and is left out.
fn literal(payload: &(dyn Any + Send)) -> String {
    payload.downcast_ref::<&'static str>().map_or_else(String::new, |message| format!(": {message}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_that_may_quote_the_article_is_left_out() {
        assert_eq!(literal(&"index out of bounds"), ": index out of bounds");
        assert_eq!(literal(&String::from("byte index 2 of `The minister said`")), "");
    }
}
