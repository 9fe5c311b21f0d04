//! What a worker is given, what it answers, and the work itself.

use mcpreg_codegen::json::{Json, MAX_DEPTH};
use mcpreg_codegen::schema::Formats;
use mcpreg_codegen::{Lock, Pins, Problems, SourceTree, emit};
use serde::{Deserialize, Serialize};

use crate::coverage::Coverage;
use crate::screening::{self, Screened};

/// What a worker is given.
#[derive(Debug, Serialize, Deserialize)]
pub enum Task {
    /// Find the tools of one server that can be offered.
    Screen {
        /// The tools, each as JSON text.
        tools: Vec<String>,
        /// Whether `format` asserts.
        formats: Formats,
    },
    /// Compile a lock with its pins.
    Compile {
        /// The lock's text.
        lock: String,
        /// The pins' texts.
        pins: Pins,
    },
}

/// What a worker answers.
#[derive(Debug, Serialize, Deserialize)]
pub enum Outcome {
    /// What was found about each tool.
    Screened(Screened),
    /// The sources.
    Compiled(Compiled),
    /// The input is at fault.
    Refused(Problems),
}

/// What a lock and its pins compile to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compiled {
    /// The files of the generated packages.
    pub tree: SourceTree,
    /// How much of each tool became Rust types.
    pub coverage: Coverage,
}

impl Task {
    /// Does the work, in this process.
    pub fn done(self) -> Outcome {
        match self {
            Self::Screen { tools, formats } => {
                let tools = tools.iter().map(|text| Json::parse(text, MAX_DEPTH));
                // They were read from a pin and written by the parent.
                let tools: Vec<Json> = tools.filter_map(Result::ok).collect();
                Outcome::Screened(screening::screen(
                    &tools.iter().collect::<Vec<_>>(),
                    formats,
                ))
            }
            Self::Compile { lock, pins } => match compiled(&lock, &pins) {
                Ok(compiled) => Outcome::Compiled(compiled),
                Err(problems) => Outcome::Refused(problems),
            },
        }
    }
}

fn compiled(lock: &str, pins: &Pins) -> Result<Compiled, Problems> {
    let lock = Lock::parse(lock).map_err(|problem| Problems(vec![problem]))?;
    let typed = mcpreg_codegen::typed(&lock, pins)?;
    Ok(Compiled {
        tree: emit::emit(&typed),
        coverage: Coverage::of(&typed).with_unfit(&screening::screen_all(&lock, pins)),
    })
}
