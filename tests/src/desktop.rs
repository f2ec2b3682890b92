//! A desktop that nobody sees, for one run of the app.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::wait_for;

/// A screen, a message bus and a home folder, all of its own; gone when dropped, with everything
/// that still runs on it.
pub struct Desktop {
    folder: tempfile::TempDir,
    screen: Child,
    bus: Child,
    display: String,
    bus_address: String,
    settings: Vec<(&'static str, String)>,
}

/// Set for everything that runs on a desktop, with the desktop's folder as its value.
const MARK: &str = "ENTENTE_DESKTOP";

impl Desktop {
    /// An empty desktop with a screen of 1280 × 800.
    pub fn new() -> Self {
        let folder = tempfile::Builder::new().prefix("entente-").tempdir().expect("a temporary folder");
        for part in ["home", "config", "data", "cache", "state", "run"] {
            std::fs::create_dir(folder.path().join(part)).expect("the folder is new");
        }
        let (screen, display) = start(
            // The server writes the number it took to its standard output.
            Command::new("Xvfb").args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]),
        );
        let (bus, bus_address) =
            start(Command::new("dbus-daemon").args(["--session", "--nofork", "--print-address=1"]));
        Desktop { folder, screen, bus, display: format!(":{display}"), bus_address, settings: Vec::new() }
    }

    /// Sets a variable of the environment for what is started from now on.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.settings.push((name, value.into()));
    }

    /// A folder for the run's own files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file into the folder.
    pub fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.folder().join(name);
        std::fs::write(&path, bytes).expect("the folder is writable");
        path
    }

    /// A program that will run on this desktop.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        let part = |name: &str| self.folder().join(name);
        command
            .env(MARK, self.folder())
            .env("HOME", part("home"))
            .env("XDG_CONFIG_HOME", part("config"))
            .env("XDG_DATA_HOME", part("data"))
            .env("XDG_CACHE_HOME", part("cache"))
            .env("XDG_STATE_HOME", part("state"))
            .env("XDG_RUNTIME_DIR", part("run"))
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus_address)
            // By Tauri up to 2.11, and since.
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("NO_AT_BRIDGE", "1")
            .env("LANG", "C.UTF-8")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("GTK_THEME");
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }

    /// The app's processes on this desktop.
    pub fn running(&self, app: &Path) -> Vec<u32> {
        let mark = format!("{MARK}={}", self.folder().display());
        let processes = std::fs::read_dir("/proc").into_iter().flatten().flatten();
        let numbers = processes.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
        numbers.filter(|process| is_program(*process, app) && has_variable(*process, &mark)).collect()
    }

    /// Waits until no process of the app is left, and ends those that stay.
    pub fn wait_until_closed(&self, app: &Path) {
        let start = std::time::Instant::now();
        while start.elapsed() < Duration::from_secs(5) {
            if self.running(app).is_empty() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        self.end(app);
        wait_for("the app to end", Duration::from_secs(5), || self.running(app).is_empty().then_some(()));
    }

    fn end(&self, app: &Path) {
        for process in self.running(app) {
            let _ = Command::new("kill").args(["-TERM", &process.to_string()]).status();
        }
    }
}

impl Default for Desktop {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        self.end(&crate::app());
        for child in [&mut self.bus, &mut self.screen] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Starts a server and reads the one line that says where it is.
fn start(command: &mut Command) -> (Child, String) {
    let program = command.get_program().to_string_lossy().into_owned();
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap_or_else(|error| {
            panic!("{program} does not start ({error}); `cargo xtask test` installs it")
        });
    let mut line = String::new();
    let output = child.stdout.take().expect("it is piped");
    BufReader::new(output).read_line(&mut line).expect("a server's line is text");
    assert!(!line.trim().is_empty(), "{program} ended without a word");
    (child, line.trim().to_owned())
}

fn is_program(process: u32, program: &Path) -> bool {
    let running = std::fs::read_link(format!("/proc/{process}/exe"));
    running.is_ok_and(|running| Some(running) == program.canonicalize().ok())
}

fn has_variable(process: u32, setting: &str) -> bool {
    let environment = std::fs::read(format!("/proc/{process}/environ")).unwrap_or_default();
    environment.split(|byte| *byte == 0).any(|variable| variable == setting.as_bytes())
}
