//! A call that fits the pin: its output is typed.

use expected_clock::clock;
use mcpreg_contract::{CallError, Caller};

pub async fn call(caller: &impl Caller) -> Result<(), CallError> {
    let arguments = clock::convert::Arguments {
        from: "UTC".to_owned(),
        to: "Asia/Tokyo".parse().expect("it is long enough"),
        time: "08:00".to_owned(),
    };
    let output = clock::convert(caller, &arguments).await?;
    let _: (String, i64) = (output.time, output.days);
    let text: String = clock::now(caller, &clock::now::Arguments::default())
        .await?
        .text();
    drop(text);
    Ok(())
}

fn main() {}
