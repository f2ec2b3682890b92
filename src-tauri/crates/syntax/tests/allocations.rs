//! Once warm, analysing a text allocates for the parse it returns and for nothing else, whatever the number of tokens.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

use syntax::Syntax;

struct Counting;

static COUNT: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call goes to the system's allocator unchanged.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's obligations are passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: the caller's obligations are passed on.
        unsafe { System.dealloc(pointer, layout) }
    }

    unsafe fn realloc(&self, pointer: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        COUNT.fetch_add(1, Ordering::Relaxed);
        // SAFETY: the caller's obligations are passed on.
        unsafe { System.realloc(pointer, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

#[test]
fn a_warm_parse_allocates_only_its_result() {
    let (syntax, text) = (Syntax::load(), include_str!("parity/texts.txt"));
    let allocations = |text: &str| {
        let before = COUNT.load(Ordering::Relaxed);
        let parse = syntax.parse(text);
        let after = COUNT.load(Ordering::Relaxed);
        (after - before, parse.len())
    };
    allocations(text);
    let (count, tokens) = allocations(text);
    assert!(tokens > 3000);
    // A dozen vectors and a text, which grow by doubling: well under a hundred for any length.
    assert!(count < 100, "{count} allocations for {tokens} tokens");
}
