//! An explanation for people.

use std::fmt;

use super::{Effect, Explained, Explanation, Loss};

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            server,
            tool,
            public_name,
            pin_sha256,
            proxy,
            fixed,
            schemas,
        } = self;
        writeln!(
            f,
            "{} of the server {server}, seen by clients as {public_name}",
            mcpreg_text::shown(tool)
        )?;
        writeln!(f, "pin: {server}.json, SHA-256 {pin_sha256}")?;
        if !fixed.is_empty() {
            writeln!(
                f,
                "filled in by the gateway: {}",
                mcpreg_text::shown(&fixed.join(", "))
            )?;
        }
        writeln!(f, "\nproxy:\n{}", indented(proxy))?;
        schemas.iter().try_for_each(|schema| schema.fmt(f))
    }
}

impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            role,
            schema,
            passes,
            verdict,
            types,
            widenings,
            notes,
            check,
            validator,
        } = self;
        let schema = serde_json::to_string_pretty(schema).map_err(|_| fmt::Error)?;
        writeln!(
            f,
            "\n{role}, as pinned:\n{}",
            indented(&mcpreg_text::shown(&schema))
        )?;
        writeln!(f, "\n{role}, what the passes did:")?;
        passes.iter().try_for_each(|effect| effect.fmt(f))?;
        writeln!(
            f,
            "\n{role}, types ({verdict}):\n{}",
            indented(types.trim_end())
        )?;
        losses(f, "widenings", widenings)?;
        losses(f, "notes", notes)?;
        if let Some(reason) = validator {
            let reason = mcpreg_text::shown(reason);
            return writeln!(
                f,
                "\n{role}, check: by the run-time validator, because {reason}"
            );
        }
        writeln!(f, "\n{role}, check: by a table of {} nodes", check.len())?;
        check
            .iter()
            .try_for_each(|node| writeln!(f, "  {}", mcpreg_text::shown(node)))
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            pass,
            pointer,
            keyword,
            effect,
            lost,
        } = self;
        let step = format!("{}: {keyword}: {effect}", place(pointer));
        write!(f, "  {pass:<13} {}", mcpreg_text::shown(&step))?;
        match lost {
            Some(reason) => writeln!(
                f,
                "; the type does not say it: {}",
                mcpreg_text::shown(reason)
            ),
            None => writeln!(f),
        }
    }
}

fn losses(f: &mut fmt::Formatter<'_>, title: &str, losses: &[Loss]) -> fmt::Result {
    if losses.is_empty() {
        return Ok(());
    }
    writeln!(f, "\n{title}:")?;
    for Loss {
        pointer,
        keyword,
        reason,
    } in losses
    {
        let keyword = if keyword.is_empty() {
            String::new()
        } else {
            format!("{keyword}: ")
        };
        writeln!(
            f,
            "  {}",
            mcpreg_text::shown(&format!("{}: {keyword}{reason}", place(pointer)))
        )?;
    }
    Ok(())
}

fn place(pointer: &str) -> &str {
    if pointer.is_empty() {
        "(root)"
    } else {
        pointer
    }
}

fn indented(text: &str) -> String {
    let lines = text.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!("  {line}")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}
