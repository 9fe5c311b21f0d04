//! One changed pin: a server's pin with another description, and its hash in the lock.

use anyhow::Context as _;
use mcpreg_codegen::Pin;
use mcpreg_codegen::json::Json;
use mcpreg_lab::corpus::list::Lists;

/// The servers to change, by the number of their tools: the one in the middle and the largest.
pub fn servers(lists: &Lists) -> Vec<(&'static str, String)> {
    let mut sizes: Vec<_> = lists
        .lock
        .servers
        .iter()
        .map(|(id, server)| (server.tools.len(), id))
        .collect();
    sizes.sort();
    let middle = sizes
        .get(sizes.len() / 2)
        .map(|(_, id)| ("middle", (*id).clone()));
    let largest = sizes.last().map(|(_, id)| ("largest", (*id).clone()));
    middle.into_iter().chain(largest).collect()
}

/// Changes the description of one tool of a server, as a server would.
///
/// # Errors
///
/// There is no such server with a tool.
pub fn change(lists: &mut Lists, id: &str) -> anyhow::Result<()> {
    let no_server = || format!("no server {id} with a tool");
    let text = lists.pins.get(id).with_context(no_server)?;
    let mut pin = Pin::parse(id, text).map_err(|problem| anyhow::anyhow!("{problem}"))?;
    let tool = pin.tools.first_mut().with_context(no_server)?;
    let changed = Json::object([("description", Json::String("Changed.".to_owned()))]);
    if let (Json::Object(members), Json::Object(more)) = (tool, changed) {
        members.extend(more);
    }
    let server = lists.lock.servers.get_mut(id).with_context(no_server)?;
    server.pin_sha256 = pin.sha256();
    lists.pins.insert(id.to_owned(), pin.to_text());
    Ok(())
}
