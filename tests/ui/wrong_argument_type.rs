//! An argument of another type than the pin has.

use expected_clock::clock;
use mcpreg_contract::{CallError, Caller};

pub async fn call(caller: &impl Caller) -> Result<(), CallError> {
    let arguments = clock::convert::Arguments {
        from: "UTC".to_owned(),
        to: "Asia/Tokyo".parse().expect("it is long enough"),
        time: 800,
    };
    clock::convert(caller, &arguments).await?;
    Ok(())
}

fn main() {}
