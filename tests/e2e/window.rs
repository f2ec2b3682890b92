//! The window as the journeys see it: its parts by their test ids, and the map by its hooks, since a
//! driver cannot see into a canvas.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};
use suite::{Desktop, Driver, Element, Point, app, wait_for};

/// How long reading a handful of files may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The open window of the app.
pub struct Window {
    pub driver: Driver,
}

impl Window {
    /// Starts the app with these files.
    pub fn open(desktop: &Desktop, files: &[&Path]) -> Self {
        Window { driver: Driver::open(desktop, &app(), files) }
    }

    /// Ends the app and waits until it is gone.
    pub fn close(self, desktop: &Desktop) {
        self.driver.close();
        desktop.wait_until_closed(&app());
    }

    /// Waits until so many articles are listed, nothing is being read and the map stands.
    pub fn wait_for_articles(&self, count: usize) {
        wait_for(&format!("{count} articles on the map"), PATIENCE, || {
            let listed = self.articles() == Some(count);
            let still = self.all("job-progress").is_empty();
            (listed && still && self.map_is_drawn()).then_some(())
        });
    }

    /// How many articles the map says that it is made of; the list itself shows only what fits.
    pub fn articles(&self) -> Option<usize> {
        let counts = self.all("map-counts");
        let counts = self.driver.text(counts.first()?);
        counts.trim().rsplit(" · ").next()?.split(' ').next()?.parse().ok()
    }

    fn map_is_drawn(&self) -> bool {
        self.driver.run("return window.__entente?.mapReady === true", &[]) == json!(true)
    }

    /// All elements with this test id.
    pub fn all(&self, id: &str) -> Vec<Element> {
        self.driver.find_all(&format!("[data-testid={id}]"))
    }

    /// The text of the first element with this test id.
    pub fn text(&self, id: &str) -> String {
        self.driver.text(&self.driver.find_test_id(id))
    }

    /// The actors' places on the map, by id.
    pub fn positions(&self) -> Value {
        self.driver.run("return window.__entente.positions()", &[])
    }

    /// Whether an actor stands on the map.
    pub fn stands(&self, actor: &str) -> bool {
        !self.positions()[actor].is_null()
    }

    /// Clicks an actor on the canvas and waits for its page.
    pub fn click_actor(&self, actor: &str) {
        let place = self.place("return window.__entente.screenPositionOf(arguments[0])", &[json!(actor)]);
        self.driver.click_at(place);
        self.driver.find(&format!("[data-testid=actor-detail][data-actor={actor}]"));
    }

    /// Clicks a tie's line on the canvas and waits for its page.
    pub fn click_tie(&self, source: &str, target: &str) {
        let ends = [json!(source), json!(target)];
        let place = self.place("return window.__entente.lanePoint(arguments[0], arguments[1])", &ends);
        self.driver.click_at(place);
        self.driver.find(&format!("[data-testid=tie-detail][data-source={source}][data-target={target}]"));
    }

    fn place(&self, script: &str, arguments: &[Value]) -> Point {
        wait_for(&format!("the place of {arguments:?} on the map"), PATIENCE, || {
            let place = self.driver.run(script, arguments);
            Some(Point { x: place["x"].as_f64()?, y: place["y"].as_f64()? })
        })
    }

    /// Clicks a sentence of the open tie; gives its trigger words as the tie shows them.
    pub fn click_sentence(&self, containing: &str) -> String {
        let row = wait_for(&format!("a sentence with “{containing}”"), PATIENCE, || {
            self.all("stance-row").into_iter().find(|row| self.driver.text(row).contains(containing))
        });
        let trigger = self.trigger_of(&self.driver.attribute(&row, "data-stance"));
        self.driver.click(&row);
        trigger
    }

    /// The trigger words of a sentence of the open tie.
    pub fn trigger_of(&self, stance: &str) -> String {
        let selector = format!("[data-testid=stance-row][data-stance='{stance}'] .sentence .trigger");
        self.driver.find_all(&selector).iter().map(|part| self.driver.text(part)).collect()
    }

    /// The words that the reader marks as the chosen ones.
    pub fn marked(&self) -> String {
        self.text("mark-selected")
    }

    /// Whether the marked words can be seen: within the reader's visible part.
    pub fn marked_is_in_view(&self) -> bool {
        let script = "const words = document.querySelector('[data-testid=mark-selected]');
            const box = words.getBoundingClientRect();
            const seen = words.closest('.scroll').getBoundingClientRect();
            return box.top >= seen.top && box.bottom <= seen.bottom && box.height > 0";
        self.driver.run(script, &[]) == json!(true)
    }

    /// Keeps a picture among the artefacts.
    pub fn picture(&self, name: &str) {
        self.driver.screenshot(&artefact(name));
    }
}

fn artefact(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("e2e/artefacts").join(name)
}

/// A fixture's path.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("e2e/fixtures").join(name)
}
