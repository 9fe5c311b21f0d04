//! The same servers give the same bytes, in whatever order they said things.

use std::path::Path;

use mcpreg_codegen::json::{Json, MAX_DEPTH};
use mcpreg_codegen::pin::Pin;
use mcpreg_codegen::{Lock, Pins, SourceTree, compile, drift};

const RUNS: u64 = 10;

fn hostile() -> (Lock, Pins) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/locks/hostile");
    drift::load(&root).unwrap_or_else(|problems| panic!("{problems}"))
}

fn compiled(lock: &Lock, pins: &Pins) -> SourceTree {
    compile(lock, pins).unwrap_or_else(|problems| panic!("{problems}"))
}

/// A source of numbers that are always the same (Knuth's linear congruence for 64 bits).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        self.0 >> 33
    }

    fn shuffle<T>(&mut self, items: Vec<T>) -> Vec<T> {
        let mut keyed: Vec<_> = items.into_iter().map(|item| (self.next(), item)).collect();
        keyed.sort_by_key(|(key, _)| *key);
        keyed.into_iter().map(|(_, item)| item).collect()
    }
}

/// The text of a value with every object's members in another order.
fn shuffled(json: &Json, numbers: &mut Numbers) -> String {
    match json {
        Json::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| shuffled(item, numbers)).collect();
            format!("[{}]", items.join(" ,\n"))
        }
        Json::Object(members) => {
            let members = numbers.shuffle(members.iter().collect());
            let members = members.into_iter().map(|(key, value)| {
                let key = Json::String(key.0.clone());
                format!("{key} : {}", shuffled(value, numbers))
            });
            format!("{{{}}}", members.collect::<Vec<_>>().join(","))
        }
        scalar => scalar.to_compact(),
    }
}

#[test]
fn ten_runs_give_the_same_files() {
    let (lock, pins) = hostile();
    let first = compiled(&lock, &pins);
    assert!(!first.files.is_empty());
    for run in 1..RUNS {
        assert!(compiled(&lock, &pins) == first, "run {run} differs");
    }
}

#[test]
fn the_order_a_server_lists_things_in_does_not_matter() {
    let (lock, pins) = hostile();
    let first = compiled(&lock, &pins);
    for run in 0..RUNS {
        let mut numbers = Numbers(run);
        let observed = pins.iter().map(|(id, text)| {
            let json = Json::parse(text, MAX_DEPTH).expect("the fixture is JSON");
            let mut pin = Pin::parse(id, &shuffled(&json, &mut numbers)).expect("it is a pin");
            pin.tools = numbers.shuffle(pin.tools);
            (id.clone(), pin.to_text())
        });
        let observed: Pins = observed.collect();
        assert!(observed == pins, "the pins of run {run} differ");
        assert!(compiled(&lock, &observed) == first, "run {run} differs");
    }
}

#[test]
fn the_order_of_a_lock_does_not_matter() {
    let (lock, pins) = hostile();
    let table: toml::Table = toml::from_str(&lock.to_text()).expect("a lock is TOML");
    let reversed: Vec<String> = sections(&lock.to_text()).into_iter().rev().collect();
    let again = Lock::parse(&reversed.concat()).expect("the order of tables is free");
    assert_eq!(
        toml::from_str::<toml::Table>(&again.to_text()).as_ref(),
        Ok(&table)
    );
    assert_eq!(again.to_text(), lock.to_text());
    assert!(compiled(&again, &pins) == compiled(&lock, &pins));
}

/// A TOML text in pieces that begin with a table's header; the keys before the first one last,
/// so that reversing the pieces puts them first again.
fn sections(text: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    for line in text.split_inclusive('\n') {
        if line.starts_with('[') {
            sections.push(String::new());
        }
        sections
            .last_mut()
            .expect("there is always one")
            .push_str(line);
    }
    sections.rotate_left(1);
    sections
}

#[test]
fn no_file_names_this_machine() {
    let (lock, pins) = hostile();
    for (path, text) in compiled(&lock, &pins).files {
        assert!(
            !text.contains(env!("CARGO_MANIFEST_DIR")),
            "{path} has a path of this machine"
        );
    }
}
