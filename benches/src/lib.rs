//! What mcpreg costs, measured: compiling, starting, relaying, deciding.
//!
//! [`load`] is the client, [`peers`] are the ways from it to a server, [`workspace`] builds what
//! is measured. Each of [`relay`], [`start`], [`check`] and [`compile`] measures one thing and
//! prints it with its method. Figures depend on the machine and its other work: read the ratios
//! of one run.

pub mod check;
pub mod compile;
pub mod load;
pub mod measure;
pub mod peers;
pub mod relay;
pub mod start;
pub mod table;
pub mod workspace;
