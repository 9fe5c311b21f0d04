//! Stops the build when `generated/` is not what `mcpreg-compile generate` wrote. It never writes:
//! a script that repaired the sources and went on would link the ones it had before.

fn main() -> std::process::ExitCode {
    mcpreg_build::check_generated()
}
