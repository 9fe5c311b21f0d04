//! Names of servers, prefixes, variables and networks.

use mcpreg_compile::catalogue::fault::FaultKind;

use crate::{check, rendered};

#[test]
fn bad_names() {
    let kind = FaultKind::BadName;
    check(
        "[servers.A]\nimage = \"a\"\nprefix = \"a\"\n",
        kind,
        &["cannot be a server's id"],
    );
    check(
        "[servers.a]\nimage = \"a\"\nprefix = \"a-b\"\n",
        kind,
        &["`a-b` cannot be a prefix"],
    );
    check(
        "[servers.registry]\nimage = \"a\"\n",
        kind,
        &["`registry` is the gateway's own"],
    );
    check(
        "[servers.a]\nimage = \"a\"\nenv = { \"A-B\" = \"\" }\n",
        kind,
        &["`A-B` cannot name"],
    );
    check(
        "[servers.a]\nimage = \"a\"\nnetwork = \"host\"\n",
        kind,
        &["no network"],
    );
    check(
        "[servers.a]\nimage = \"a\"\noverrides.x.rename = \"\"\n",
        kind,
        &["name is empty"],
    );
    let (kinds, text) = rendered("[gateway]\nname = \"Acme Corp\"\n");
    assert_eq!(kinds, [kind], "{text}");
}

#[test]
fn a_duplicate_prefix_shows_both_places() {
    check(
        "[servers.a-b]\nimage = \"a\"\n[servers.other]\nimage = \"b\"\nprefix = \"a_b\"\n",
        FaultKind::DuplicatePrefix,
        &[
            "servers `a-b` and `other` have one prefix, `a_b`",
            "`a-b` has it here",
            "3 |",
            "7 |",
        ],
    );
}
