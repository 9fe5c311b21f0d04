//! The types of schemas: fixtures by the fact they show, hostile ones, compiled ones, real ones.

mod compiled;
mod corpus;
mod exact;
mod fixture;
mod hostile;
mod order;
mod program;
#[path = "../../../../fixtures/recorded.rs"]
mod recorded;
mod shape;
mod verdict;
