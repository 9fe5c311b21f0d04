//! Writes the code of every schema in some folders as the modules of one crate; see `compile-batch`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let Some(sources) = arguments.next() else {
        return Err("expected a folder for sources, and folders of schemas".into());
    };
    let mut files = Vec::new();
    for folder in arguments {
        for file in fs::read_dir(folder)? {
            files.push(file?.path());
        }
    }
    files.sort();
    let mut root = String::new();
    let mut count = 0;
    for file in files {
        if let Some(schema) = mcpreg_fuzz::schema(&fs::read(file)?) {
            let source = mcpreg_fuzz::source(&schema);
            fs::write(Path::new(&sources).join(format!("s{count}.rs")), source)?;
            writeln!(root, "mod s{count};")?;
            count += 1;
        }
    }
    fs::write(Path::new(&sources).join("lib.rs"), root)?;
    eprintln!("{count} schemas");
    Ok(())
}
