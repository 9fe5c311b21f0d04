//! Where a server comes from: an image, or a command.

use mcpreg_compile::catalogue::fault::FaultKind;

use crate::check;

#[test]
fn image_or_command() {
    check(
        "[servers.a]\nimage = \"Not An Image\"\n",
        FaultKind::BadImage,
        &[
            "mcpreg.toml:4:9",
            "`Not An Image` is no image reference",
            "docker.io/acme/notes:1.2",
        ],
    );
    check(
        "[servers.a]\nimage = \"a\"\ncommand = [\"b\"]\n",
        FaultKind::ImageAndCommand,
        &["has both `image` and `command`", "`image` stands here"],
    );
    check(
        "[servers.a]\nprefix = \"b\"\n",
        FaultKind::NeitherImageNorCommand,
        &["neither"],
    );
    check(
        "[servers.a]\ncommand = []\n",
        FaultKind::MissingKey,
        &["names no program"],
    );
    check(
        "[servers.a]\ncommand = [\"b\"]\nmemory = \"1MiB\"\n",
        FaultKind::ImageAndCommand,
        &["confines"],
    );
    check(
        "[servers.a]\nimage = \"a\"\ndirectory = \"/\"\n",
        FaultKind::ImageAndCommand,
        &["for a `command`"],
    );
}
