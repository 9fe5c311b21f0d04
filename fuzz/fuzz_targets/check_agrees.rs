//! A check decides as the reference does, or the specification says why not.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mcpreg_codegen::json::{Json, MAX_DEPTH};
use mcpreg_lab::oracle::agreement::Outcome;
use mcpreg_lab::oracle::{Dice, Subject, random};

/// How many instances are made of what the schema leaves of the bytes.
const INSTANCES: usize = 8;

fuzz_target!(|bytes: &[u8]| {
    let mut dice = Dice::of_bytes(bytes);
    let schema = mcpreg_fuzz::draw(&mut dice);
    let Ok(read) = Json::parse(&schema.to_string(), MAX_DEPTH) else {
        return;
    };
    let subject = Subject::of(&read);
    if subject.unreferred().is_some() {
        return;
    }
    let pool = random::pool(&schema);
    for _ in 0..INSTANCES {
        let instance = random::instance(&schema, &pool, &mut dice).to_string();
        let outcome = subject.compare(&instance);
        let is_alike = !matches!(outcome, Outcome::Disagreement(_));
        assert!(is_alike, "{schema}\n{instance}\n{outcome:#?}");
    }
});
