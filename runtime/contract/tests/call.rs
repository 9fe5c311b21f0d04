//! Typed calls: what reaches the caller, what becomes of its answer, what the errors say.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

use mcpreg_contract::check::{Check, Node};
use mcpreg_contract::typed::Ranged;
use mcpreg_contract::{CallError, Caller, Coverage, Tool};
use serde_json::value::RawValue;

type Count = Ranged<1, 9>;
type Arguments = BTreeMap<String, f64>;

static TOOL: Tool = Tool {
    public_name: "mcp_a_count",
    name: "count",
    server: "a",
    listing: "{}",
    arguments: &Check::Table {
        nodes: &[Node::ANY],
        fixed: &[],
    },
    output: None,
    fixed: &[],
    coverage: Coverage::Typed,
};

/// Keeps what it is called with and gives one answer.
struct Fake {
    answer: &'static str,
    arguments: Mutex<String>,
}

impl Caller for Fake {
    async fn call(
        &self,
        _tool: &'static Tool,
        arguments: Box<RawValue>,
    ) -> Result<Box<RawValue>, CallError> {
        arguments
            .get()
            .clone_into(&mut self.arguments.lock().expect("nobody panics"));
        Ok(RawValue::from_string(self.answer.to_owned()).expect("a test's own JSON"))
    }
}

fn fake(answer: &'static str) -> Fake {
    Fake {
        answer,
        arguments: Mutex::default(),
    }
}

/// What a future gives that never waits.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("it waits"),
    }
}

fn count(answer: &'static str) -> Result<Count, CallError> {
    ready(TOOL.structured(&fake(answer), &Arguments::new()))
}

/// The error and what caused it, in these words.
#[track_caller]
fn fails<T: std::fmt::Debug>(result: Result<T, CallError>, words: &str, cause: Option<&str>) {
    let error = result.expect_err("no output");
    let source = error.source().map(ToString::to_string);
    assert_eq!(
        (error.to_string().as_str(), source.as_deref()),
        (words, cause)
    );
}

#[test]
fn arguments_are_written_without_a_change() {
    let fake = fake(r#"{"content":[]}"#);
    let arguments = Arguments::from([("a".to_owned(), 1.0), ("b".to_owned(), 0.1)]);
    ready(TOOL.unstructured(&fake, &arguments)).expect("a result");
    assert_eq!(
        *fake.arguments.lock().expect("nobody panics"),
        r#"{"a":1,"b":0.1}"#
    );
}

#[test]
fn arguments_that_json_does_not_have_are_not_sent() {
    let fake = fake("{}");
    let arguments = Arguments::from([("a".to_owned(), f64::NAN)]);
    fails(
        ready(TOOL.unstructured(&fake, &arguments)),
        "the arguments of mcp_a_count cannot be written as JSON",
        Some("/a: expected a finite number, found NaN"),
    );
    assert!(fake.arguments.lock().expect("nobody panics").is_empty());
}

#[test]
fn structured_content_is_of_the_output_type() {
    let seven = count(r#"{"content":[],"structuredContent":7.0}"#).expect("a count");
    assert_eq!(seven, Count::of::<7>());
}

#[test]
fn structured_content_of_another_type_is_named() {
    fails(
        count(r#"{"structuredContent":10}"#),
        "the result of mcp_a_count is not of its pinned output type",
        Some("expected an integer from 1 to 9, found 10"),
    );
    fails(
        count(r#"{"structuredContent":{"a":1,"a":2}}"#),
        "the result of mcp_a_count is not of its pinned output type",
        Some("/a: expected each member name once, found \"a\""),
    );
}

#[test]
fn structured_content_must_be_there() {
    fails(
        count(r#"{"content":[]}"#),
        "the result of mcp_a_count has no structured content, which its pin promises",
        None,
    );
}

#[test]
fn a_result_with_is_error_is_an_error() {
    let words = "mcp_a_count reports an error: no\nnever";
    let text = r#"{"content":[{"type":"text","text":"no"},{"type":"text","text":"never"}],
                   "isError":true,"structuredContent":1}"#;
    fails(count(text), words, None);
    let plain = ready(TOOL.unstructured(&fake(text), &Arguments::new()));
    fails(plain, words, None);
}

#[test]
fn is_error_may_be_null() {
    let text = r#"{"content":[],"isError":null,"structuredContent":7}"#;
    assert_eq!(count(text).expect("a count"), Count::of::<7>());
    let plain = ready(TOOL.unstructured(&fake(text), &Arguments::new()));
    assert!(!plain.expect("a result").is_error);
}

#[test]
fn what_is_no_result_is_named() {
    fails(
        count("[7]"),
        "the result of mcp_a_count is not of its pinned output type",
        Some("expected the result of a tool, found another value"),
    );
}
