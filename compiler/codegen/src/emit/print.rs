//! Rust source out of tokens, as people lay it out: `prettyplease` prints each item, and here are
//! the blank lines between them, in modules too.

use quote::ToTokens;
use syn::{File, Item, UseTree, Visibility};

/// The text of one file.
pub(super) fn source(shape: &dyn ToTokens) -> String {
    let mut file: File = syn::parse2(shape.to_token_stream())
        .expect("every emitted shape is a file of items, and foreign text is only in literals");
    let items = std::mem::take(&mut file.items);
    // Documentation, a blank line, attributes.
    let head = prettyplease::unparse(&file).replacen("\n#![", "\n\n#![", 1);
    format!("{head}\n{}", blocks(items))
}

/// Items with a blank line between them, but for imports of one origin and declared modules.
fn blocks(items: Vec<Item>) -> String {
    let mut text = String::new();
    let mut before = None;
    for item in items {
        let kind = Kind::of(&item);
        let stand_together = kind != Kind::Other && before == Some(kind);
        if before.is_some() && !stand_together {
            text.push('\n');
        }
        before = Some(kind);
        text.push_str(&block(item));
    }
    text
}

/// One item; that of a module with its content set apart in the same way.
fn block(item: Item) -> String {
    match item {
        Item::Mod(mut module) if module.content.is_some() => {
            let (brace, items) = module.content.take().expect("it was found there");
            module.content = Some((brace, Vec::new()));
            let empty = unparse(Item::Mod(module));
            let head = empty.trim_end().trim_end_matches('}').trim_end();
            format!("{head}\n{}}}\n", indented(&blocks(items)))
        }
        // It prints `crate ::tools` in what it does not know.
        Item::Macro(_) => unparse(item).replace("crate ::", "crate::"),
        item => unparse(item),
    }
}

fn unparse(item: Item) -> String {
    prettyplease::unparse(&File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// No literal spans lines, so every line is one of code.
fn indented(text: &str) -> String {
    let indent = |line: &str| match line {
        "" => "\n".to_owned(),
        line => format!("    {line}\n"),
    };
    text.lines().map(indent).collect()
}

/// What an item is to the one before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// An import of the standard library's.
    Standard,
    /// An import of another crate's.
    Foreign,
    /// An import of this crate's.
    Own,
    /// An export.
    Export,
    /// A module in another file.
    Module,
    /// Anything else.
    Other,
}

impl Kind {
    fn of(item: &Item) -> Self {
        match item {
            Item::Use(it) if it.attrs.iter().any(|it| it.path().is_ident("doc")) => Self::Other,
            Item::Use(it) if matches!(it.vis, Visibility::Public(_)) => Self::Export,
            Item::Use(it) => match &it.tree {
                UseTree::Path(path) if path.ident == "std" => Self::Standard,
                UseTree::Path(path) if path.ident == "crate" => Self::Own,
                _ => Self::Foreign,
            },
            Item::Mod(it) if it.content.is_none() => Self::Module,
            _ => Self::Other,
        }
    }
}
