//! Stops the build when `generated/` is not what `mcpreg.lock` says. It never writes: a script
//! that repaired the sources and went on would link the ones it had before.

fn main() -> std::process::ExitCode {
    mcpreg_codegen::drift::build_script()
}
