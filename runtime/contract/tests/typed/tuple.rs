//! Arrays with a type for each place.

use mcpreg_contract::typed::Prefixed;

use crate::{keeps, refuses};

#[test]
fn a_tuple_has_a_type_for_each_place() {
    keeps::<(String,)>(r#"["a"]"#);
    keeps::<(String, u8, Option<bool>)>(r#"["a",1,null]"#);
    keeps::<(u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, String)>(
        r#"[1,2,3,4,5,6,7,8,9,10,11,"12"]"#,
    );
    refuses::<(u8, bool)>("[1,2]", "/1: expected a boolean, found 2");
    refuses::<(u8, bool)>("[1]", "expected an array of exactly 2 items, found 1 item");
    refuses::<(u8, bool)>(
        "[1,true,3]",
        "expected an array of exactly 2 items, found 3 items",
    );
    refuses::<(u8, bool)>("{}", "expected an array, found an object");
}

#[test]
fn a_prefix_is_followed_by_items_of_one_type() {
    type Row = Prefixed<(String, u8), f64>;
    let row = keeps::<Row>(r#"["a",1,0.5,2]"#);
    assert_eq!(
        (row.prefix, row.rest),
        (("a".to_owned(), 1), vec![0.5, 2.0])
    );
    keeps::<Row>(r#"["a",1]"#);
    refuses::<Row>(
        r#"["a"]"#,
        "expected an array of at least 2 items, found 1 item",
    );
    refuses::<Row>(r#"["a",1,"b"]"#, "/2: expected a number, found \"b\"");
    refuses::<Row>(
        r#"["a",-1]"#,
        "/1: expected an integer from 0 to 255, found -1",
    );
    let row: Row = serde_json::from_str(r#"["a",1,2]"#).expect("it fits");
    assert_eq!(
        serde_json::to_string(&row).expect("it is JSON"),
        r#"["a",1,2]"#
    );
}
