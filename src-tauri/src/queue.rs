//! Work that waits for a thread.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A queue with a second row that is served only when the first is empty.
pub struct Queue<T> {
    state: Mutex<Rows<T>>,
    filled: Condvar,
}

struct Rows<T> {
    first: VecDeque<T>,
    second: VecDeque<T>,
    closed: bool,
}

impl<T> Default for Queue<T> {
    fn default() -> Self {
        let rows = Rows { first: VecDeque::new(), second: VecDeque::new(), closed: false };
        Queue { state: Mutex::new(rows), filled: Condvar::new() }
    }
}

impl<T> Queue<T> {
    /// What a person waits for.
    pub fn push(&self, work: impl IntoIterator<Item = T>) {
        self.lock().first.extend(work);
        self.filled.notify_all();
    }

    /// What comes next, before all others: the files of a folder that was just opened.
    pub fn push_next(&self, work: Vec<T>) {
        let mut rows = self.lock();
        for item in work.into_iter().rev() {
            rows.first.push_front(item);
        }
        self.filled.notify_all();
    }

    /// What nobody waits for.
    pub fn push_later(&self, work: impl IntoIterator<Item = T>) {
        self.lock().second.extend(work);
        self.filled.notify_all();
    }

    /// Takes out what no longer is wanted; says how much it was.
    pub fn drop_where(&self, unwanted: impl Fn(&T) -> bool) -> usize {
        let mut rows = self.lock();
        let before = rows.first.len();
        rows.first.retain(|work| !unwanted(work));
        before - rows.first.len()
    }

    /// Waits for work; `None` once the queue is closed.
    pub fn take(&self) -> Option<T> {
        let mut rows = self.lock();
        loop {
            if rows.closed {
                return None;
            }
            let next = rows.first.pop_front();
            if let Some(work) = next.or_else(|| rows.second.pop_front()) {
                return Some(work);
            }
            rows = self.filled.wait(rows).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Sends everyone who waits home.
    pub fn close(&self) {
        self.lock().closed = true;
        self.filled.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Rows<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_row_waits_and_a_folder_comes_next() {
        let queue = Queue::default();
        queue.push_later(["reread"]);
        queue.push(["a", "b", "unwanted"]);
        queue.push_next(vec!["folder/1", "folder/2"]);
        assert_eq!(queue.drop_where(|work| *work == "unwanted"), 1);
        let order: Vec<_> = (0..5).filter_map(|_| queue.take()).collect();
        assert_eq!(order, ["folder/1", "folder/2", "a", "b", "reread"]);
        queue.close();
        assert_eq!(queue.take(), None);
    }
}
