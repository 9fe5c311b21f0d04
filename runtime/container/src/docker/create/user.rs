//! Whom a container's processes run as.
//!
//! An image that names its user by number is believed. A name is whatever the image's own
//! `/etc/passwd` makes of it, root included, so it is only believed once that file was read.

use crate::launch::User;

/// Neither a user of the host nor one that images use for files, and not the 65534 that stands for
/// unmapped users; known as `nonroot` from images without a distribution.
const UNPRIVILEGED: &str = "65532:65532";

/// Whom a container runs as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::docker) enum Identity {
    /// The image's user.
    OfImage,
    /// A user without privileges.
    Unprivileged,
    /// These numbers.
    Ids { uid: u32, gid: u32 },
}

/// What is known about the user that an image names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::docker) enum Declared {
    /// Root, by number, by that name, or because none is named.
    Root,
    /// Another number.
    Number,
    /// A name, which the image's `/etc/passwd` explains.
    Name(String),
}

impl Identity {
    /// The first choice for an image whose user is `declared`.
    pub(in crate::docker) fn choose(user: User, declared: &Declared) -> Self {
        match (user, declared) {
            (User::Ids { uid, gid }, _) => Self::Ids { uid, gid },
            (User::Unprivileged, Declared::Root) => Self::Unprivileged,
            (User::Image | User::Unprivileged, _) => Self::OfImage,
        }
    }

    /// As the engine takes it; `None` leaves the image's.
    pub(super) fn text(self) -> Option<String> {
        match self {
            Self::OfImage => None,
            Self::Unprivileged => Some(UNPRIVILEGED.to_owned()),
            Self::Ids { uid, gid } => Some(format!("{uid}:{gid}")),
        }
    }
}

impl Declared {
    /// Of an image's `USER`: `user` or `user:group`.
    pub(in crate::docker) fn of(user: &str) -> Self {
        let name = user.split_once(':').map_or(user, |(name, _)| name);
        if name.is_empty() || name == "root" {
            return Self::Root;
        }
        // Engines take signs and leading zeros for numbers, too.
        match name.parse::<i64>() {
            Ok(0) => Self::Root,
            Ok(_) => Self::Number,
            Err(_) => Self::Name(name.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_is_known_by_all_its_names() {
        for root in [
            "",
            "root",
            "0",
            "00",
            "+0",
            "-0",
            "0:0",
            "root:users",
            ":1000",
            "0:1000",
        ] {
            assert_eq!(Declared::of(root), Declared::Root, "{root}");
        }
        for number in ["1", "1000", "65534:65534", "1000:0", "01"] {
            assert_eq!(Declared::of(number), Declared::Number, "{number}");
        }
        for name in ["node", "node:node", "Root", "0x0", "0 ", "toor"] {
            assert!(matches!(Declared::of(name), Declared::Name(_)), "{name}");
        }
    }
}
