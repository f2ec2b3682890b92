//! The commands and the window's events on Tauri's mock runtime.

use std::path::PathBuf;

use serde_json::{Value, json};
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder, mock_context, noop_assets};
use tauri::webview::InvokeRequest;
use tauri::{
    App, DragDropEvent, Manager, PhysicalPosition, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};
use wire::Event;

use super::scene::{DISPUTE, Scene, TREATY};
use crate::{install, window};

fn app(scene: &Scene) -> (App<MockRuntime>, WebviewWindow<MockRuntime>) {
    let app = install(mock_builder()).build(mock_context(noop_assets())).expect("a mock app");
    app.manage(scene.session.clone());
    let window =
        WebviewWindowBuilder::new(&app, window::LABEL, Default::default()).build().expect("a window");
    (app, window)
}

/// The answer as JSON; what a command says when it fails, as the error.
fn invoke(window: &WebviewWindow<MockRuntime>, command: &str, body: Value) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.into(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse().expect("a URL"),
        body: InvokeBody::Json(body),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_string(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize().expect("JSON"))
}

/// A value for each argument that a declared command takes.
fn argument(name: &str) -> Value {
    match name {
        "id" | "source" => json!("CHN"),
        "target" => json!("RUS"),
        "article" | "job" | "revision" => json!(1),
        "x" | "y" => json!(12.5),
        "text" => json!(DISPUTE),
        "paths" | "files" => json!(["none.txt"]),
        other => panic!("the test knows no value for the argument {other}"),
    }
}

#[test]
fn the_router_knows_every_declared_command_by_name_and_arguments() {
    let scene = Scene::new();
    scene.open([scene.write("treaty.txt", TREATY)]);
    let (_app, window) = app(&scene);
    let commands = wire::commands(&Default::default());
    assert!(commands.len() >= 20);
    for command in commands {
        let body = command.args.iter().map(|(name, _)| ((*name).to_owned(), argument(name))).collect();
        match invoke(&window, command.name, Value::Object(body)) {
            Ok(_) => {}
            // A command's own refusal has a code; Tauri's ("not found", "missing key") is a text.
            Err(error) => assert!(error["code"].is_string(), "{}: {error}", command.name),
        }
    }
    assert!(invoke(&window, "no_such_command", json!({})).is_err_and(|error| error.is_string()));
}

#[test]
fn a_failure_crosses_as_code_and_message() {
    let scene = Scene::new();
    let (_app, window) = app(&scene);
    let error = invoke(&window, "reader", json!({ "article": 99 })).expect_err("not there");
    assert_eq!(error, json!({ "code": "not_found", "message": "That article is no longer there." }));
}

#[test]
fn the_window_subscribes_with_a_channel() {
    let scene = Scene::new();
    let (_app, window) = app(&scene);
    assert_eq!(invoke(&window, "subscribe", json!({ "channel": "__CHANNEL__:7" })), Ok(Value::Null));
}

#[test]
fn dropped_files_are_opened_and_the_hover_ends() {
    let scene = Scene::new();
    let (_app, window) = app(&scene);
    let position = PhysicalPosition::new(1.0, 1.0);
    let paths = vec![scene.write("treaty.txt", TREATY), scene.path("gone.txt")];
    let drag = |drag: DragDropEvent| window::event(&window.as_ref().window(), &WindowEvent::DragDrop(drag));
    drag(DragDropEvent::Enter { paths: paths.clone(), position });
    drag(DragDropEvent::Drop { paths, position });
    let events = scene.until(|event| matches!(event, Event::JobChanged { job } if job.finished));
    let hovers: Vec<bool> = events
        .iter()
        .filter_map(|event| match event {
            Event::DropHover { over } => Some(*over),
            _ => None,
        })
        .collect();
    assert_eq!(hovers, [true, false]);
    assert_eq!(super::scene::failures(&events).len(), 1);
    assert_eq!(scene.titles().len(), 1);
}

#[test]
fn a_second_start_hands_over_its_files() {
    let scene = Scene::new();
    let (app, _window) = app(&scene);
    let folder = scene.write("elsewhere/treaty.txt", TREATY).parent().map(PathBuf::from).expect("a folder");
    let arguments = ["entente".to_owned(), "treaty.txt".to_owned()];
    window::handed_over(app.handle(), &arguments, &folder.to_string_lossy());
    scene.until(|event| matches!(event, Event::JobChanged { job } if job.finished));
    assert_eq!(scene.titles().len(), 1);
}
