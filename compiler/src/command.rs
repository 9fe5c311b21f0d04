//! One module per subcommand: its arguments, and a `run` that returns how it ended.

pub mod build;
pub mod explain;
pub mod generate;
pub mod keep;
pub mod new;
pub mod pin;
pub mod reap;
pub mod schema;
pub mod work;
