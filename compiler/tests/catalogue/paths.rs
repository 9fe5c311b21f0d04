//! Paths of mounts, of file systems in memory and of secrets.

use mcpreg_compile::catalogue::fault::FaultKind;

use crate::{SERVER, check};

#[test]
fn paths_are_absolute() {
    check(
        &format!("{SERVER}mounts = [{{ source = \"data\", target = \"/data\" }}]\n"),
        FaultKind::RelativePath,
        &["the mount's source `data` is not absolute"],
    );
    check(
        &format!("{SERVER}mounts = [{{ source = \"/data\", target = \"data\" }}]\n"),
        FaultKind::RelativePath,
        &["the mount's target `data`"],
    );
    check(
        &format!("{SERVER}tmpfs = {{ tmp = \"1MiB\" }}\n"),
        FaultKind::RelativePath,
        &["the tmpfs"],
    );
    check(
        &format!("{SERVER}secrets = {{ T = {{ file = \"t\" }} }}\n"),
        FaultKind::RelativePath,
        &["file `t`"],
    );
    check(
        &format!("{SERVER}mounts = [{{ source = \"/a\" }}]\n"),
        FaultKind::MissingKey,
        &["has no `target`"],
    );
}
