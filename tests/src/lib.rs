//! What tests need that drive the real, built app from outside: a [`Desktop`] of its own for each
//! run, and a [`Driver`] that sees and moves the window by the WebDriver protocol.
//!
//! This package links engine crates only; the app is a program that it starts.

mod desktop;
mod driver;

pub use desktop::Desktop;
pub use driver::{Driver, Element, Key, Point};

use std::path::PathBuf;
use std::time::{Duration, Instant};

/// The built app: `ENTENTE_APP`, else the one of the profile that this program was built in. Fails
/// the test when there is none.
pub fn app() -> PathBuf {
    let path = std::env::var_os("ENTENTE_APP").map_or_else(beside_this_program, PathBuf::from);
    assert!(path.is_file(), "build the app first: there is none at {}", path.display());
    path
}

/// This program lies in `<target>/<profile>/deps`.
fn beside_this_program() -> PathBuf {
    let program = std::env::current_exe().expect("a running program has a path");
    program.ancestors().nth(2).expect("it lies in deps of a profile").join("entente")
}

/// Tries again and again until there is an answer; fails the test after `limit`, saying `what` did
/// not come.
pub fn wait_for<T>(what: &str, limit: Duration, mut attempt: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = attempt() {
            return answer;
        }
        assert!(start.elapsed() < limit, "waited {} s in vain for {what}", limit.as_secs());
        std::thread::sleep(Duration::from_millis(50));
    }
}
