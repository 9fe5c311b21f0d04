//! Images as callers see them: what a reference resolved to, and how a pull is going.

/// What a reference means on this machine now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResolvedImage {
    /// The manifest digest, `sha256:…`; absent for an image that never saw a registry.
    pub digest: Option<String>,
    /// The image ID, `sha256:…`.
    pub image_id: String,
    /// `os/architecture[/variant]`.
    pub platform: String,
    /// Whether it was pulled just now.
    pub pulled: bool,
}

/// How a pull is going; each value replaces the one before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PullProgress {
    /// Layers known so far.
    pub layers: usize,
    /// Layers that are completely here.
    pub layers_done: usize,
    /// Bytes downloaded.
    pub bytes_done: u64,
    /// Bytes to download, as far as the registry has said.
    pub bytes_total: u64,
    /// The engine's last word, such as `Downloading`.
    pub status: String,
}
