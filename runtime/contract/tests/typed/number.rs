//! Integers, ranges, and numbers with a rule.

use mcpreg_contract::typed::{self, AtLeast, AtMost, Mismatch, Ranged, Real, Typed, from_text};

use crate::{keeps, refuses, writes};

#[test]
fn integers_have_the_bounds_of_their_type() {
    keeps::<u8>("255");
    keeps::<i64>("-9223372036854775808");
    keeps::<u64>("18446744073709551615");
    refuses::<u8>("256", "expected an integer from 0 to 255, found 256");
    refuses::<u8>("-1", "expected an integer from 0 to 255, found -1");
    refuses::<i64>(
        "9223372036854775808",
        "expected an integer of 64 bits, found 9223372036854775808",
    );
    refuses::<u64>("-1", "expected an integer of at least 0, found -1");
}

#[test]
fn an_integer_is_told_by_its_value() {
    writes::<i64>("1.0", "1");
    writes::<i64>("1e2", "100");
    writes::<u64>("1.5e1", "15");
    writes::<i8>("-0", "0");
    writes::<i64>("1e18", "1000000000000000000");
    refuses::<i64>("1.5", "expected an integer of 64 bits, found 1.5");
    refuses::<i64>("1e30", "expected an integer of 64 bits, found 1e+30");
    refuses::<i64>("\"1\"", "expected an integer of 64 bits, found \"1\"");
}

#[test]
fn a_whole_number_is_written_without_a_fraction() {
    keeps::<f64>("1");
    writes::<f64>("1.0", "1");
    keeps::<f64>("-9007199254740992");
    keeps::<f64>("0.1");
    keeps::<f64>("1e+300");
    writes::<f64>("-0.0", "-0.0");
    keeps::<Vec<f64>>("[1,2.5,3]");
}

#[test]
fn a_number_is_never_rounded() {
    refuses::<f64>(
        "9007199254740993",
        "expected a number of double precision, found 9007199254740993",
    );
    refuses::<f64>(
        "1e400",
        "expected a number of 64 bits or of double precision, found 1e400",
    );
    refuses::<f64>("\"1\"", "expected a number, found \"1\"");
}

#[test]
fn json_has_no_infinity() {
    let error = |number: f64| number.write().expect_err("JSON has none").to_string();
    assert_eq!(error(f64::NAN), "expected a finite number, found NaN");
    assert_eq!(error(f64::INFINITY), "expected a finite number, found inf");
}

type Percent = Ranged<1, 100>;

#[test]
fn a_range_includes_its_ends() {
    keeps::<Percent>("1");
    keeps::<Percent>("100");
    writes::<Percent>("50.0", "50");
    refuses::<Percent>("0", "expected an integer from 1 to 100, found 0");
    refuses::<Percent>("101", "expected an integer from 1 to 100, found 101");
    refuses::<Percent>("50.5", "expected an integer from 1 to 100, found 50.5");
    refuses::<AtLeast<1>>("0", "expected an integer of at least 1, found 0");
    refuses::<AtMost<5>>("6", "expected an integer of at most 5, found 6");
    refuses::<Ranged<7, 7>>("8", "expected the integer 7, found 8");
    keeps::<AtLeast<1>>("9223372036854775807");
}

#[test]
fn a_range_is_made_from_numbers_and_text() {
    const HALF: Percent = Percent::of::<50>();
    assert_eq!(Percent::new(50), Some(HALF));
    assert_eq!(Percent::new(0), None);
    assert_eq!(Percent::try_from(50), Ok(HALF));
    assert_eq!("50".parse(), Ok(HALF));
    assert_eq!((Percent::MIN.get(), i64::from(Percent::MAX)), (1, 100));
    assert_eq!(
        (format!("{HALF:?}"), HALF.to_string()),
        ("50".into(), "50".into())
    );
    let words = |result: Result<Percent, Mismatch>| result.expect_err("out of range").to_string();
    assert_eq!(
        words(Percent::try_from(500)),
        "expected an integer from 1 to 100, found 500"
    );
    assert_eq!(
        words("many".parse()),
        "expected an integer from 1 to 100, found \"many\""
    );
}

#[derive(Debug, typed::RealRule)]
#[typed(exclusive_minimum = "0", maximum = "1", multiple_of = "0.01")]
struct Share;

#[derive(Debug, typed::RealRule)]
#[typed(minimum = "-273.15", exclusive_maximum = "0")]
struct Cold;

#[test]
fn a_rule_is_decided_on_decimal_digits() {
    keeps::<Real<Share>>("0.07");
    writes::<Real<Share>>("1.0", "1");
    refuses::<Real<Share>>("0", "expected a number above 0, found 0");
    refuses::<Real<Share>>("1.01", "expected a number of at most 1, found 1.01");
    refuses::<Real<Share>>(
        "0.075",
        "expected a number that is a multiple of 0.01, found 0.075",
    );
    keeps::<Real<Cold>>("-273.15");
    refuses::<Real<Cold>>(
        "-273.16",
        "expected a number of at least -273.15, found -273.16",
    );
    refuses::<Real<Cold>>("0", "expected a number below 0, found 0");
    refuses::<Real<Cold>>("null", "expected a number, found null");
}

#[test]
fn a_number_with_a_rule_is_made_from_a_float() {
    let real = Real::<Share>::try_from(0.5).expect("it keeps the rule");
    assert_eq!((real.get(), f64::from(real)), (0.5, 0.5));
    assert_eq!(
        (format!("{real:?}"), real.to_string()),
        ("0.5".into(), "0.5".into())
    );
    assert_eq!(Real::<Share>::new(2.0), None);
    assert_eq!(Real::<Share>::new(f64::NAN), None);
    assert!(real < Real::new(0.75).expect("it keeps the rule"));
}

#[test]
fn serde_reads_and_writes_them_too() {
    let both: (Percent, Real<Share>) = serde_json::from_str("[7,0.25]").expect("they fit");
    assert_eq!(
        serde_json::to_string(&both).expect("they are JSON"),
        "[7,0.25]"
    );
    let error = serde_json::from_str::<Percent>("700").expect_err("it does not fit");
    assert_eq!(
        error.to_string(),
        "expected an integer from 1 to 100, found 700"
    );
    assert_eq!(from_text::<Percent>("7"), Ok(both.0));
}
