//! A tool that the server does not have.

use expected_clock::clock;
use mcpreg_contract::{CallError, Caller};

pub async fn call(caller: &impl Caller) -> Result<(), CallError> {
    clock::convert_all(caller, &()).await?;
    Ok(())
}

fn main() {}
