//! From the start of a peer to its first whole `tools/list`.

use crate::load::Client;
use crate::measure::median;
use crate::peers::Peer;
use crate::table::{Table, milliseconds, ratio};
use crate::workspace::Workspace;

const METHOD: &str = "\
Start: from spawning the process through initialize to the last byte of the first tools/list.
mcpreg lists from its lock without starting a server; the others start theirs. Peers are
interleaved; medians.";

/// Measures and prints.
///
/// # Errors
///
/// A program cannot be built or started, or does not list its tools.
pub fn run(workspace: &Workspace, quick: bool) -> anyhow::Result<()> {
    let (starts, counts): (_, &[usize]) = if quick { (5, &[10]) } else { (31, &[10, 1000]) };
    println!("{METHOD}\n{starts} starts of each.\n");
    for &tools in counts {
        let gateway = workspace.gateway(tools)?;
        let mut times = Peer::ALL.map(|_| Vec::new());
        for _ in 0..starts {
            for (peer, times) in Peer::ALL.into_iter().zip(&mut times) {
                let client = Client::start(&mut peer.command(workspace, &gateway, tools))?;
                anyhow::ensure!(
                    client.tools >= tools,
                    "{} lists {} of {tools} tools",
                    peer.name(),
                    client.tools
                );
                times.push(client.started_in.as_secs_f64());
            }
        }
        let medians = times.map(median);
        let mut table = Table::new(&["peer", "ms to tools/list", "of direct"]);
        for (peer, time) in Peer::ALL.into_iter().zip(medians) {
            table.row([
                peer.name().to_owned(),
                milliseconds(time),
                ratio(time / medians[0]),
            ]);
        }
        println!("{tools} tools:\n{table}");
    }
    Ok(())
}
