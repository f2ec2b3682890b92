//! What the backend tells the window.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use wire::Event;

type Listener = Box<dyn Fn(Event) + Send>;

/// Delivers events in order; keeps those that come before the window listens.
#[derive(Default)]
pub struct Outbox {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    listener: Option<Listener>,
    waiting: Vec<Event>,
}

/// Events kept for a window that does not listen yet; more are dropped, the oldest first.
const PATIENCE: usize = 1000;

impl Outbox {
    /// Events go to `listener` from now on, those that waited first. The last one to subscribe wins:
    /// a window that was reloaded.
    pub fn subscribe(&self, listener: impl Fn(Event) + Send + 'static) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.waiting.drain(..).for_each(&listener);
        state.listener = Some(Box::new(listener));
    }

    pub fn send(&self, event: Event) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(listener) = &state.listener {
            return listener(event);
        }
        if state.waiting.len() == PATIENCE {
            state.waiting.remove(0);
        }
        state.waiting.push(event);
    }
}

/// Passes on a number at once when nothing was passed on lately, else the newest one when
/// the pause is over: the first of many changes is seen without delay, the rest a few times a second.
pub struct Pulse {
    numbers: Mutex<Sender<u32>>,
}

impl Pulse {
    /// `beat` is called on a thread of its own, which ends with the pulse.
    pub fn new(pause: Duration, beat: impl Fn(u32) + Send + 'static) -> Self {
        let (numbers, received) = channel();
        thread::Builder::new()
            .name("pulse".into())
            .spawn(move || pass_on(&received, pause, beat))
            .expect("the system gives threads at the start");
        Pulse { numbers: Mutex::new(numbers) }
    }

    pub fn push(&self, number: u32) {
        let numbers = self.numbers.lock().unwrap_or_else(PoisonError::into_inner);
        // The thread lives as long as the sender.
        let _ = numbers.send(number);
    }
}

fn pass_on(numbers: &Receiver<u32>, pause: Duration, beat: impl Fn(u32)) {
    while let Ok(first) = numbers.recv() {
        beat(numbers.try_iter().last().unwrap_or(first));
        thread::sleep(pause);
    }
}

/// An outbox with the pulse that says when the library changed.
pub fn library_pulse(outbox: &Arc<Outbox>, pause: Duration) -> Pulse {
    let outbox = Arc::clone(outbox);
    Pulse::new(pause, move |revision| outbox.send(Event::LibraryChanged { revision }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_before_the_window_listened_is_delivered_first() {
        let outbox = Outbox::default();
        (1..=2).for_each(|revision| outbox.send(Event::LibraryChanged { revision }));
        let (sent, received) = channel();
        outbox.subscribe(move |event| drop(sent.send(event)));
        outbox.send(Event::LibraryChanged { revision: 3 });
        let revisions: Vec<u32> = received.try_iter().filter_map(revision).collect();
        assert_eq!(revisions, [1, 2, 3]);
    }

    #[test]
    fn the_first_number_passes_at_once_and_of_the_rest_the_newest() {
        let (sent, received) = channel();
        let pulse = Pulse::new(Duration::from_millis(200), move |n| {
            let _ = sent.send(n);
        });
        pulse.push(1);
        assert_eq!(received.recv_timeout(Duration::from_millis(150)), Ok(1));
        (2..=9).for_each(|n| pulse.push(n));
        assert_eq!(received.recv_timeout(Duration::from_secs(5)), Ok(9));
        assert!(received.try_recv().is_err());
    }

    fn revision(event: Event) -> Option<u32> {
        match event {
            Event::LibraryChanged { revision } => Some(revision),
            _ => None,
        }
    }
}
