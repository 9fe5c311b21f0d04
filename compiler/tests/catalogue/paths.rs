//! Paths of mounts, of file systems in memory and of secrets.

use mcpreg_compile::catalogue::fault::FaultKind;

use crate::check;

#[test]
fn paths_are_absolute() {
    let server = "[servers.a]\nimage = \"a\"\n";
    check(
        &format!("{server}mounts = [{{ source = \"data\", target = \"/data\" }}]\n"),
        FaultKind::RelativePath,
        &["the mount's source `data` is not absolute"],
    );
    check(
        &format!("{server}mounts = [{{ source = \"/data\", target = \"data\" }}]\n"),
        FaultKind::RelativePath,
        &["the mount's target `data`"],
    );
    check(
        &format!("{server}tmpfs = {{ tmp = \"1MiB\" }}\n"),
        FaultKind::RelativePath,
        &["the tmpfs"],
    );
    check(
        &format!("{server}secrets = {{ T = {{ file = \"t\" }} }}\n"),
        FaultKind::RelativePath,
        &["file `t`"],
    );
    check(
        &format!("{server}mounts = [{{ source = \"/a\" }}]\n"),
        FaultKind::MissingKey,
        &["has no `target`"],
    );
}
