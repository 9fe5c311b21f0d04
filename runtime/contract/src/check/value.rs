//! One JSON text as a `serde_json::Value` that is exactly what the text says.
//!
//! A text that is not JSON, repeats a member name or nests too deep is refused, and so is an
//! integer that neither 64 bits nor a double can hold: a `Value` would round it. A fraction
//! becomes the nearest double, as everywhere.

use serde_json::{Map, Number, Value};

use super::number::Numeral;
use super::path::escaped;
use super::reader::{Fault, FaultKind, Reader};
use super::violation::{Violation, Violations};
use super::{equality, walk, words};

/// What the text says.
pub(crate) fn value(text: &str) -> Result<Value, Box<Violation>> {
    let first = |Violations(violations)| violations.into_iter().next();
    if let Err(Some(violation)) = walk::decide_text(text).map_err(first) {
        return Err(Box::new(violation));
    }
    read(&mut Reader::new(text)).map_err(|stop| match stop {
        Stop::Refused(violation) => violation,
        Stop::Broken(fault) => refused(words::fault(fault.kind), words::found(text, fault.at)),
    })
}

enum Stop {
    Refused(Box<Violation>),
    /// The text was read to its end before, so this is not met.
    Broken(Fault),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Broken(fault)
    }
}

impl Stop {
    /// The same, seen from the container that reached the value by `token`.
    fn below(mut self, token: &str) -> Self {
        if let Self::Refused(violation) = &mut self {
            violation.pointer.insert_str(0, token);
            violation.pointer.insert(0, '/');
        }
        self
    }
}

fn refused(expected: String, found: String) -> Box<Violation> {
    Box::new(Violation::new("", "json", expected, found))
}

fn read(reader: &mut Reader<'_>) -> Result<Value, Stop> {
    match reader.peek() {
        b'"' => Ok(Value::String(reader.string()?.unescaped().into_owned())),
        b'[' => array(reader),
        b'{' => object(reader),
        b'-' | b'0'..=b'9' => number(reader.number()?),
        first => {
            let word = equality::literal(first);
            let word = word.ok_or_else(|| reader.fault(FaultKind::Expected("a JSON value")))?;
            reader.literal(word)?;
            Ok(match first {
                b't' => Value::Bool(true),
                b'f' => Value::Bool(false),
                _ => Value::Null,
            })
        }
    }
}

fn array(reader: &mut Reader<'_>) -> Result<Value, Stop> {
    reader.step();
    let mut items = Vec::new();
    let mut more = !reader.take(b']');
    while more {
        let item = read(reader).map_err(|stop| stop.below(&items.len().to_string()))?;
        items.push(item);
        more = reader.comma_or(b']')?;
    }
    Ok(Value::Array(items))
}

fn object(reader: &mut Reader<'_>) -> Result<Value, Stop> {
    reader.step();
    let mut members = Map::new();
    let mut more = !reader.take(b'}');
    while more {
        let name = reader.name()?.unescaped();
        let value = read(reader).map_err(|stop| stop.below(&escaped(&name)))?;
        members.insert(name.into_owned(), value);
        more = reader.comma_or(b'}')?;
    }
    Ok(Value::Object(members))
}

fn number(numeral: Numeral<'_>) -> Result<Value, Stop> {
    if let Ok(integer) = numeral.text.parse::<i64>() {
        return Ok(integer.into());
    }
    if let Ok(integer) = numeral.text.parse::<u64>() {
        return Ok(integer.into());
    }
    let real: f64 = numeral.text.parse().unwrap_or(f64::INFINITY);
    Number::from_f64(real)
        .filter(|_| !numeral.is_integral() || numeral.is_double())
        .map(Value::Number)
        .ok_or_else(|| {
            let expected = "a number of 64 bits or of double precision".to_owned();
            Stop::Refused(refused(expected, words::shown(numeral.text)))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let value = value(text).unwrap_or_else(|violation| panic!("{text}: {violation}"));
        assert_eq!(value.to_string(), expected, "{text}");
    }

    #[track_caller]
    fn refuse(text: &str, expected: &str) {
        let violation = value(text).expect_err(text);
        assert_eq!(violation.to_string(), expected, "{text}");
    }

    #[test]
    fn values_are_what_the_text_says() {
        check("null", "null");
        check(" [ true , false ] ", "[true,false]");
        check(r#"{"b":1,"a":"\u0061\n"}"#, r#"{"a":"a\n","b":1}"#);
        check("[]", "[]");
        check("{}", "{}");
        check("-7", "-7");
        check("18446744073709551615", "18446744073709551615");
        check("0.1", "0.1");
        check("1.0", "1.0");
        check("5e-324", "5e-324");
        check("1e23", "1e+23");
    }

    #[test]
    fn a_number_that_would_be_rounded_is_refused() {
        refuse(
            r#"{"a":[0,18446744073709551617]}"#,
            "/a/1: expected a number of 64 bits or of double precision, found \
             18446744073709551617 [json]",
        );
        refuse(
            "18446744073709551616",
            "(root): expected a number of 64 bits or of double precision, found \
             18446744073709551616 [json]",
        );
        refuse(
            "9007199254740993.0",
            "(root): expected a number of 64 bits or of double precision, found \
             9007199254740993.0 [json]",
        );
        refuse(
            "1e400",
            "(root): expected a number of 64 bits or of double precision, found 1e400 [json]",
        );
    }

    #[test]
    fn text_that_is_no_json_is_refused() {
        refuse(
            r#"{"a":1,"a":2}"#,
            r#"/a: expected each member name once, found "a" [json]"#,
        );
        assert!(value("[1,]").is_err());
        assert!(value("").is_err());
        assert!(value("1 2").is_err());
        assert!(value(&"[".repeat(1000)).is_err());
    }
}
