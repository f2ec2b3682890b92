//! The app without a screen: the session alone, and the commands on Tauri's mock runtime.

mod boundary;
mod scene;
mod session;
