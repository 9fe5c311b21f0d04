//! Numbers that the `jsonschema` crate would round before it decides.
//!
//! It holds a number as 64 bits or as a double. A decision about a rounded number is a guess,
//! and the walk that decides exactly is not at hand here.

use super::super::reader::Reader;

/// The first number of a JSON text that would be rounded; the text is known to be JSON.
pub(super) fn rounded(text: &str) -> Option<&str> {
    let mut reader = Reader::new(text);
    loop {
        match reader.peek() {
            0 => return None,
            b'"' => drop(reader.string().ok()?),
            b'-' | b'0'..=b'9' => {
                let number = reader.number().ok()?;
                let digits = number.text;
                let fits = digits.parse::<i64>().is_ok() || digits.parse::<u64>().is_ok();
                if !fits && !number.is_double() {
                    return Some(digits);
                }
            }
            _ => reader.step(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(rounded(text), expected, "{text}");
    }

    #[test]
    fn only_what_a_double_cannot_hold_is_named() {
        check(
            r#"{"a":[1,-2.50,1e2,0.1,"1e999"],"b":18446744073709551615}"#,
            None,
        );
        check("[1,18446744073709551617]", Some("18446744073709551617"));
        check("-9223372036854775809", Some("-9223372036854775809"));
        check("1e400", Some("1e400"));
        check("0.1000000000000000000001", Some("0.1000000000000000000001"));
        check("18446744073709551616", Some("18446744073709551616"));
        check("1e30", None);
    }
}
