//! A pin comes back as it was written, whatever the order it was observed in.

use super::{Opening, Pin, sha256};
use crate::json::{Json, MAX_DEPTH};
use crate::problem::ProblemKind;

fn json(text: &str) -> Json {
    Json::parse(text, MAX_DEPTH).expect("the test's own text is JSON")
}

fn pin() -> Pin {
    Pin {
        opening: Opening::Initialize,
        server: json(r#"{"serverInfo":{"version":"2","name":"clock"},"x":1e400}"#),
        tools: vec![
            json(r#"{"name":"b","z":1,"y":2.0}"#),
            json(r#"{"name":"a"}"#),
        ],
        resources: vec![json(r#"{"uri":"x:2"}"#), json(r#"{"uri":"x:1"}"#)],
        resource_templates: Vec::new(),
        prompts: Vec::new(),
    }
}

#[track_caller]
fn check(text: &str, kind: ProblemKind, message: &str) {
    let problem = Pin::parse("time", text).expect_err("the case is refused");
    assert_eq!(problem.kind, kind, "{problem}");
    assert!(problem.to_string().contains(message), "{problem}");
    assert_eq!(problem.subject, "generated/pins/time.json");
}

#[test]
fn a_pin_comes_back_sorted() {
    let text = pin().to_text();
    let read = Pin::parse("time", &text).expect("what is written can be read");
    assert_eq!(read.tool_names().collect::<Vec<_>>(), ["a", "b"]);
    assert_eq!(read.resources[0], json(r#"{"uri":"x:1"}"#));
    assert_eq!(read.to_text(), text);
    assert_eq!(read.server_info(), ("clock", "2"));
    assert!(text.contains("1e400") && text.contains("2.0"), "{text}");
}

#[test]
fn the_order_of_the_lists_does_not_matter() {
    let mut shuffled = pin();
    shuffled.tools.reverse();
    shuffled.resources.reverse();
    assert_eq!(shuffled.sha256(), pin().sha256());
}

#[test]
fn the_hash_is_of_the_bytes() {
    assert_eq!(pin().sha256(), sha256(&pin().to_text()));
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(sha256(""), empty);
}

#[test]
fn a_stateless_server_says_who_it_is_in_its_metadata() {
    let mut pin = pin();
    pin.server =
        json(r#"{"_meta":{"io.modelcontextprotocol/serverInfo":{"name":"n","version":"v"}}}"#);
    assert_eq!(pin.server_info(), ("n", "v"));
    pin.server = json("{}");
    assert_eq!(pin.server_info(), ("", ""));
}

#[test]
fn what_is_no_pin_is_named() {
    let text = pin().to_text();
    check("[", ProblemKind::Malformed, "not JSON at byte 1");
    check("[]", ProblemKind::Malformed, "a `format` number");
    check(
        &text.replace("\"format\": 1", "\"format\": 2"),
        ProblemKind::Format,
        "newer version",
    );
    check(
        &text.replace("\"format\": 1", "\"format\": 0"),
        ProblemKind::Format,
        "older version",
    );
    check(
        &text.replace("\"initialize\"", "\"ping\""),
        ProblemKind::Malformed,
        "`opening`",
    );
    check(
        &text.replace("\"prompts\"", "\"promts\""),
        ProblemKind::Malformed,
        "`prompts`",
    );
    check(
        &text.replacen("{\n", "{\n  \"extra\": 1,", 1),
        ProblemKind::Malformed,
        "`extra`",
    );
    let unnamed = text.replace("\"name\": \"a\"", "\"name\": 1");
    check(&unnamed, ProblemKind::Malformed, "`tools` item 0");
    let twice = text.replace("\"name\": \"a\"", "\"name\": \"a\", \"name\": \"b\"");
    check(
        &twice,
        ProblemKind::Malformed,
        "the object at `/tools/0` has two members",
    );
}
