//! Writes the code of every schema of a corpus as the modules of one crate; see `compile-batch`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let (Some(corpus), Some(sources)) = (arguments.next(), arguments.next()) else {
        return Err("expected a corpus and a folder for sources".into());
    };
    let mut files: Vec<_> = fs::read_dir(corpus)?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::path);
    let mut root = String::new();
    let mut count = 0;
    for file in files {
        if let Some(schema) = mcpreg_fuzz::schema(&fs::read(file.path())?) {
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
