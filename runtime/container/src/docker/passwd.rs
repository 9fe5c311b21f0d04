//! What a user's name means in an image: its number in the image's own `/etc/passwd` (passwd(5)).
//!
//! An image can call root anything, so a name only counts as harmless once every line that has it
//! has another number. Whatever cannot be read or understood counts as root.

use std::io::Read as _;

use bollard::query_parameters::DownloadFromContainerOptionsBuilder;
use futures_util::StreamExt as _;

use super::{Engine, LOOK, Refusal};

const PASSWD: &str = "/etc/passwd";
/// The most bytes that are read of it.
const MOST_BYTES: usize = 1 << 20;

impl Engine {
    /// Whether `name` may be root in the container `id`, which has not been started.
    pub(super) async fn may_be_root(&self, id: &str, name: &str) -> Result<bool, Refusal> {
        let read = tokio::time::timeout(LOOK, self.passwd(id)).await;
        let archive = read.map_err(|_| Refusal::silence("read /etc/passwd of an image", LOOK))?;
        let numbers = archive.and_then(|archive| numbers(&only_file(&archive)?, name));
        Ok(!numbers.is_some_and(|numbers| !numbers.is_empty() && !numbers.contains(&0)))
    }

    /// The archive that holds the file; `None` when it is too large or cannot be had.
    async fn passwd(&self, id: &str) -> Option<Vec<u8>> {
        let options = DownloadFromContainerOptionsBuilder::default()
            .path(PASSWD)
            .build();
        let mut parts = Box::pin(self.docker.download_from_container(id, Some(options)));
        let mut archive = Vec::new();
        while let Some(part) = parts.next().await {
            archive.extend_from_slice(&part.ok()?);
            if archive.len() > MOST_BYTES {
                return None;
            }
        }
        Some(archive)
    }
}

/// The text of the one file in an archive; `None` where that is a link or anything else.
fn only_file(archive: &[u8]) -> Option<String> {
    let mut archive = tar::Archive::new(archive);
    let mut entry = archive.entries().ok()?.next()?.ok()?;
    if entry.header().entry_type() != tar::EntryType::Regular {
        return None;
    }
    let mut text = String::new();
    entry.read_to_string(&mut text).ok()?;
    Some(text)
}

/// The numbers of all lines that begin with `name`; `None` where one of them is no plain number.
fn numbers(passwd: &str, name: &str) -> Option<Vec<u32>> {
    passwd
        .lines()
        .map(|line| line.trim().split(':').collect::<Vec<_>>())
        .filter(|fields| fields[0] == name)
        .map(|fields| fields.get(2)?.parse().ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn every_line_of_a_name_counts() {
        let passwd = "root:x:0:0::/:\nnode:x:1000:1000::/:\ntoor:x:0:0::/:\n\
                      two:x:7:7::/:\ntwo:x:0:0::/:\nbad:x:1e3:0::/:\nshort:x\n odd:x:9:9::/:\n";
        for (name, expected) in [
            ("node", Some(vec![1000])),
            ("toor", Some(vec![0])),
            ("two", Some(vec![7, 0])),
            ("odd", Some(vec![9])),
            ("bad", None),
            ("short", None),
            ("nobody", Some(vec![])),
        ] {
            assert_eq!(numbers(passwd, name), expected, "{name}");
        }
    }
}
