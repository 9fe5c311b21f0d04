//! Image references, as far as pulling and pinning need to understand them: registry, repository,
//! tag, digest (the OCI distribution specification's names, with Docker's defaults).

use crate::Error;

const HUB: &str = "docker.io";

/// A reference taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reference {
    /// Where written; Docker Hub otherwise.
    pub(crate) registry: Option<String>,
    pub(crate) repository: String,
    pub(crate) tag: Option<String>,
    pub(crate) digest: Option<String>,
}

impl Reference {
    /// Takes `text` apart.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let bad = |reason: &str| Error::BadReference {
            reference: text.to_owned(),
            reason: reason.to_owned(),
        };
        let (name, digest) = match text.split_once('@') {
            Some((name, digest)) => (name, Some(digest.to_owned())),
            None => (text, None),
        };
        if digest.as_deref().is_some_and(|digest| !is_sha256(digest)) {
            return Err(bad("its digest is not `sha256:` and 64 hexadecimal digits"));
        }
        let (name, tag) = match name.rsplit_once(':') {
            Some((name, tag)) if !tag.contains('/') => (name, Some(tag.to_owned())),
            _ => (name, None),
        };
        let is_tag = |tag: &str| {
            !tag.is_empty()
                && tag.len() <= 128
                && tag
                    .chars()
                    .all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c))
        };
        if tag.as_deref().is_some_and(|tag| !is_tag(tag)) {
            return Err(bad("its tag has characters that a tag cannot have"));
        }
        let (registry, repository) = match name.split_once('/') {
            Some((first, rest)) if first.contains(['.', ':']) || first == "localhost" => {
                (Some(first.to_owned()), rest)
            }
            _ => (None, name),
        };
        let is_part = |part: &str| {
            !part.is_empty()
                && part
                    .chars()
                    .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_.-".contains(c))
        };
        if !repository.split('/').all(is_part) {
            return Err(bad(
                "its name is not made of lower-case letters, digits, `_`, `.`, `-`, `/`",
            ));
        }
        Ok(Self {
            registry,
            repository: repository.to_owned(),
            tag,
            digest,
        })
    }

    /// What to give to an engine's pull: never without a tag or a digest, which would mean all
    /// tags.
    pub(crate) fn pullable(&self) -> String {
        let name = self.name();
        match (&self.digest, &self.tag) {
            (Some(digest), _) => format!("{name}@{digest}"),
            (None, Some(tag)) => format!("{name}:{tag}"),
            (None, None) => format!("{name}:latest"),
        }
    }

    /// The same repository, at `digest`.
    pub(crate) fn at(&self, digest: &str) -> String {
        format!("{}@{digest}", self.name())
    }

    /// Under which name the registry's credentials are kept.
    pub(crate) fn credential_key(&self) -> &str {
        match self.registry.as_deref() {
            None | Some(HUB) => "https://index.docker.io/v1/",
            Some(registry) => registry,
        }
    }

    /// The digest among an engine's `RepoDigests` that belongs to this repository.
    pub(crate) fn digest_among(&self, repo_digests: &[String]) -> Option<String> {
        repo_digests.iter().find_map(|entry| {
            let other = Self::parse(entry).ok()?;
            (other.canonical() == self.canonical()).then_some(other.digest)?
        })
    }

    fn name(&self) -> String {
        self.registry.as_ref().map_or_else(
            || self.repository.clone(),
            |registry| format!("{registry}/{}", self.repository),
        )
    }

    /// Registry and repository with Docker's defaults written out.
    fn canonical(&self) -> (&str, String) {
        let registry = self.registry.as_deref().unwrap_or(HUB);
        let is_official = registry == HUB && !self.repository.contains('/');
        let repository = if is_official {
            format!("library/{}", self.repository)
        } else {
            self.repository.clone()
        };
        (registry, repository)
    }
}

/// Whether `digest` is `sha256:` and 64 hexadecimal digits, which no tag is.
pub(super) fn is_sha256(digest: &str) -> bool {
    digest
        .strip_prefix("sha256:")
        .is_some_and(|hex| hex.len() == 64 && hex.chars().all(|c| c.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digest(digit: char) -> String {
        format!("sha256:{}", digit.to_string().repeat(64))
    }

    #[track_caller]
    fn check(text: &str, pullable: &str, key: &str) {
        let reference = Reference::parse(text).expect("it is a reference");
        assert_eq!(
            (reference.pullable().as_str(), reference.credential_key()),
            (pullable, key)
        );
    }

    #[test]
    fn a_pull_always_has_a_tag_or_a_digest() {
        check("acme/mcp", "acme/mcp:latest", "https://index.docker.io/v1/");
        check(
            "docker.io/acme/mcp:1",
            "docker.io/acme/mcp:1",
            "https://index.docker.io/v1/",
        );
        check(
            "localhost:5000/a/b:1.2",
            "localhost:5000/a/b:1.2",
            "localhost:5000",
        );
        check("ghcr.io/a", "ghcr.io/a:latest", "ghcr.io");
        let pinned = format!("ghcr.io/a@{}", digest('a'));
        check(&format!("ghcr.io/a:1@{}", digest('a')), &pinned, "ghcr.io");
    }

    #[test]
    fn what_is_no_reference_is_refused() {
        for text in [
            "",
            "A/b",
            "a b",
            "a:",
            "a/",
            "a@sha256:12",
            "a@md5:1",
            "a:b:c",
            "-é",
        ] {
            let error = Reference::parse(text).expect_err(text);
            assert!(matches!(error, Error::BadReference { .. }), "{text}");
        }
    }

    #[test]
    fn the_digest_of_the_same_repository_counts() {
        let other = format!("ghcr.io/acme/mcp@{}", digest('1'));
        let hub = format!("acme/mcp@{}", digest('2'));
        let official = format!("docker.io/library/time@{}", digest('3'));
        let all = [other, hub, official];
        let find = |text: &str| {
            Reference::parse(text)
                .expect("a reference")
                .digest_among(&all)
        };
        assert_eq!(find("docker.io/acme/mcp:1"), Some(digest('2')));
        assert_eq!(find("ghcr.io/acme/mcp"), Some(digest('1')));
        assert_eq!(find("time:2"), Some(digest('3')));
        assert_eq!(find("quay.io/time:2"), None);
    }
}
