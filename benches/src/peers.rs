//! Who is measured, and how each is started.

use std::process::Command;

use crate::workspace::{Gateway, Workspace};

/// One way from the load to the server `echo`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peer {
    /// None: the server itself.
    Direct,
    /// A gateway built by `mcpreg-compile`; it checks every call's arguments.
    Mcpreg,
    /// The gateway of another build, such as one of an earlier commit.
    Other,
    /// An rmcp server in front of an rmcp client, with rmcp's default stdio transport.
    Rmcp,
    /// The same with rmcp's transport for pipes.
    RmcpPipes,
}

impl Peer {
    /// Those that are always there, the one that others are compared with first.
    pub const ALL: [Self; 4] = [Self::Direct, Self::Mcpreg, Self::Rmcp, Self::RmcpPipes];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mcpreg => "mcpreg",
            Self::Other => "mcpreg, other",
            Self::Rmcp => "rmcp, stdio",
            Self::RmcpPipes => "rmcp, stdio_pipes",
        }
    }

    /// How it is started in front of a server with this many tools.
    pub fn command(self, workspace: &Workspace, gateway: &Gateway, tools: usize) -> Command {
        let echo = workspace.program("echo");
        let mut command = match self {
            Self::Direct => Command::new(echo),
            Self::Mcpreg | Self::Other => {
                let other = gateway.other.as_ref().filter(|_| self == Self::Other);
                let mut command = Command::new(other.unwrap_or(&gateway.binary));
                command.arg("serve");
                return command;
            }
            Self::Rmcp | Self::RmcpPipes => {
                let mut command = Command::new(workspace.program("rmcp-gateway"));
                if self == Self::RmcpPipes {
                    command.arg("--pipes");
                }
                command.arg(echo);
                command
            }
        };
        command.args(["--tools", &tools.to_string()]);
        command
    }
}
