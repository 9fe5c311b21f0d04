//! The reference gateway: it serves the tools pinned in this repository's `mcpreg.lock`.

fn main() -> std::process::ExitCode {
    mcpreg_runtime::main(&mcpreg_generated::REGISTRY)
}
