//! The few words of the W3C WebDriver protocol that the journeys need.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

use crate::{Desktop, wait_for};

/// The key under which the protocol puts an element's id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// How long the window may take for anything.
const PATIENCE: Duration = Duration::from_secs(30);

/// A window of the running app. Closing it ends the app.
pub struct Driver {
    server: Child,
    agent: ureq::Agent,
    /// `http://127.0.0.1:PORT/session/ID`
    session: String,
}

/// An element of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(String);

/// A place in the window, in CSS pixels from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// Keys that are no letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Tab,
    Enter,
    Escape,
    Delete,
    Down,
}

impl Key {
    /// Its code point in the protocol.
    fn code(self) -> char {
        match self {
            Key::Tab => '\u{e004}',
            Key::Enter => '\u{e007}',
            Key::Escape => '\u{e00c}',
            Key::Delete => '\u{e017}',
            Key::Down => '\u{e015}',
        }
    }
}

impl Driver {
    /// Starts the app on a desktop with these files as its arguments and waits for its window.
    pub fn open(desktop: &Desktop, app: &Path, files: &[&Path]) -> Self {
        let port = free_port();
        let server = desktop
            .command("WebKitWebDriver")
            .args([format!("--port={port}"), "--host=127.0.0.1".into()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("WebKitWebDriver is installed (by `cargo xtask test`)");
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .build()
            .new_agent();
        let mut driver = Driver { server, agent, session: format!("http://127.0.0.1:{port}/session") };
        let status = format!("http://127.0.0.1:{port}/status");
        wait_for("WebKitWebDriver", PATIENCE, || driver.agent.get(&status).call().ok());
        let files: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
        let browser = json!({ "binary": app.to_string_lossy(), "args": files });
        let asked = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": browser } } });
        let session = driver.post("", &asked);
        let id = session["sessionId"].as_str().expect("a session has an id").to_owned();
        driver.session = format!("{}/{id}", driver.session);
        driver
    }

    /// Ends the app.
    pub fn close(mut self) {
        self.end();
    }

    /// The first element that a CSS selector finds, waiting for one.
    pub fn find(&self, selector: &str) -> Element {
        wait_for(selector, PATIENCE, || self.find_all(selector).into_iter().next())
    }

    /// Elements with this test id, waiting for at least one.
    pub fn find_test_id(&self, id: &str) -> Element {
        self.find(&format!("[data-testid={id}]"))
    }

    /// All elements that a CSS selector finds now.
    pub fn find_all(&self, selector: &str) -> Vec<Element> {
        let found = self.post("/elements", &json!({ "using": "css selector", "value": selector }));
        let elements = found.as_array().into_iter().flatten();
        elements.filter_map(|element| element[ELEMENT].as_str().map(|id| Element(id.to_owned()))).collect()
    }

    /// Presses the pointer on an element's middle.
    pub fn click(&self, element: &Element) {
        self.post(&format!("/element/{}/click", element.0), &json!({}));
    }

    /// Presses the pointer at a place of the window.
    pub fn click_at(&self, point: Point) {
        let move_there =
            json!({ "type": "pointerMove", "duration": 50, "x": point.x.round(), "y": point.y.round() });
        let steps = json!([
            move_there,
            { "type": "pointerDown", "button": 0 },
            { "type": "pause", "duration": 30 },
            { "type": "pointerUp", "button": 0 },
        ]);
        let pointer = json!({ "type": "pointer", "id": "mouse", "actions": steps });
        self.post("/actions", &json!({ "actions": [pointer] }));
    }

    /// Presses and lets go a key.
    pub fn press(&self, key: Key) {
        self.type_character(key.code());
    }

    /// Types characters into whatever has the focus.
    pub fn type_text(&self, text: &str) {
        text.chars().for_each(|character| self.type_character(character));
    }

    fn type_character(&self, character: char) {
        let value = character.to_string();
        let steps = json!([{ "type": "keyDown", "value": value }, { "type": "keyUp", "value": value }]);
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": steps });
        self.post("/actions", &json!({ "actions": [keyboard] }));
    }

    /// The text of an element as it stands in the page, white space and all.
    pub fn text(&self, element: &Element) -> String {
        let text = self.run("return arguments[0].textContent", &[json!({ ELEMENT: element.0 })]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// An attribute of an element, empty when it has none.
    pub fn attribute(&self, element: &Element, name: &str) -> String {
        let arguments = [json!({ ELEMENT: element.0 }), json!(name)];
        let value = self.run("return arguments[0].getAttribute(arguments[1])", &arguments);
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Runs a script in the page, by way of the driver and not of the page's own script rules.
    pub fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// Keeps a picture of the window (PNG), after two frames: an earlier one may show what was.
    pub fn screenshot(&self, path: &Path) {
        // WebKitGTK takes the picture with its next frame, and a page at rest has none: for a second
        // and a half something that nobody sees changes with every frame.
        let stir = "const until = performance.now() + 1500;
            const turn = (now) => {
                document.documentElement.style.outline = `${now % 2 < 1 ? 0 : 1}px solid transparent`;
                if (now < until) requestAnimationFrame(turn);
                else document.documentElement.style.outline = '';
            };
            requestAnimationFrame(turn);
            const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";
        self.post("/execute/async", &json!({ "script": stir, "args": [] }));
        let picture = self.get("/screenshot");
        let picture = picture.as_str().expect("a picture comes as text");
        std::fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("a writable folder");
        std::fs::write(path, from_base64(picture)).expect("a writable folder");
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let answer = self.agent.post(format!("{}{path}", self.session)).send_json(body);
        answered(path, answer)
    }

    fn get(&self, path: &str) -> Value {
        answered(path, self.agent.get(format!("{}{path}", self.session)).call())
    }

    fn end(&mut self) {
        let _ = self.agent.delete(&self.session).call();
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.end();
    }
}

fn answered(path: &str, answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Value {
    let mut answer = answer.unwrap_or_else(|error| panic!("the driver gives no answer to {path}: {error}"));
    // A screenshot is larger than what ureq reads by itself.
    let body = answer.body_mut().with_config().limit(64 << 20).read_json::<Value>();
    let body = body.unwrap_or_else(|error| panic!("the driver's answer to {path} is no JSON: {error}"));
    assert!(answer.status().is_success(), "{path}: {}", body["value"]["message"]);
    body["value"].clone()
}

fn free_port() -> u16 {
    let socket = TcpListener::bind("127.0.0.1:0").expect("a free port");
    socket.local_addr().expect("a bound socket has an address").port()
}

/// The protocol sends pictures in base64.
fn from_base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    };
    let digits: Vec<u8> = text.bytes().filter_map(digit).collect();
    let groups = digits.chunks(4).flat_map(|group| {
        let bits =
            group.iter().fold(0u32, |bits, digit| bits << 6 | u32::from(*digit)) << (6 * (4 - group.len()));
        bits.to_be_bytes()[1..group.len()].to_vec()
    });
    groups.collect()
}

#[cfg(test)]
mod tests {
    use super::from_base64;

    #[test]
    fn base64() {
        for (text, bytes) in [("", ""), ("TQ==", "M"), ("TWE=", "Ma"), ("TWFu", "Man"), ("TWFuTWE=", "ManMa")]
        {
            assert_eq!(from_base64(text), bytes.as_bytes(), "{text}");
        }
    }
}
