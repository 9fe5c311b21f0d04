//! The README's Rust is the example that cargo compiles.

const README: &str = include_str!("../README.md");
const EXAMPLE: &str = include_str!("../examples/two_servers.rs");

#[test]
fn the_readme_shows_the_example_as_it_is() {
    let code = EXAMPLE.split_once("\n\n").expect("a header, then code").1;
    assert!(
        README.contains(&format!("```rust\n{code}```\n")),
        "README.md does not show examples/two_servers.rs: copy what follows its header"
    );
}
