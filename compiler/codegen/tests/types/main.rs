//! The types of schemas: fixtures by the fact they show, hostile ones, compiled ones, real ones.

mod compiled;
mod corpus;
mod exact;
mod fixture;
mod hostile;
mod order;
mod program;
mod shape;
mod verdict;
