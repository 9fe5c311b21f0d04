//! One module per subcommand: its arguments, and a `run` that returns how it ended.

pub mod corpus;
pub mod demo;
