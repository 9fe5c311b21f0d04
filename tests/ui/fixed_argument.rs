//! An argument that the catalogue fixed to a constant.

use expected_clock::clock;
use mcpreg_contract::{CallError, Caller};

pub async fn call(caller: &impl Caller) -> Result<(), CallError> {
    let arguments = clock::now::Arguments {
        seconds: None,
        zone: None,
    };
    clock::now(caller, &arguments).await?;
    Ok(())
}

fn main() {}
