//! Prints the schema that each of these inputs of `check_agrees` draws.

use std::error::Error;
use std::{env, fs};

use mcpreg_lab::oracle::Dice;

fn main() -> Result<(), Box<dyn Error>> {
    for file in env::args().skip(1) {
        let bytes = fs::read(&file)?;
        let schema = mcpreg_fuzz::draw(&mut Dice::of_bytes(&bytes));
        println!("{file}: {schema}");
    }
    Ok(())
}
