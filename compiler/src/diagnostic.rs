//! Faults as people see them: file, line, caret, what was expected and a `help:` line.

use std::ops::Range;
use std::path::{Path, PathBuf};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use mcpreg_text::{shown, shown_on_one_line};

use crate::catalogue::fault::Fault;

/// A text file that faults point into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its path, as the user gave it.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

impl Source {
    /// A text with the path it was read from.
    pub fn new(path: &Path, text: impl Into<String>) -> Self {
        Self {
            path: path.to_path_buf(),
            text: text.into(),
        }
    }
}

/// Whether the output is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Plain text.
    Plain,
    /// With ANSI escape sequences.
    Coloured,
}

impl Style {
    /// Coloured where stderr is a terminal and `NO_COLOR` is not set.
    pub fn of_stderr() -> Self {
        use std::io::IsTerminal;
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        if wanted && std::io::stderr().is_terminal() {
            Self::Coloured
        } else {
            Self::Plain
        }
    }
}

/// Writes all faults of one file, in the order of their places, a blank line between them.
pub fn render(source: &Source, faults: &[Fault], style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut sorted: Vec<&Fault> = faults.iter().collect();
    sorted.sort_by_key(|fault| (fault.place.start, fault.kind));
    let texts: Vec<String> = sorted
        .into_iter()
        .map(|fault| render_one(&renderer, source, fault))
        .collect();
    texts.join("\n\n")
}

/// Prints rendered faults on stderr, colours included.
#[expect(
    clippy::print_stderr,
    reason = "each part was made visible when it was rendered; the rest is this module's colours"
)]
pub fn print(rendered: &str) {
    eprintln!("{rendered}");
}

fn render_one(renderer: &Renderer, source: &Source, fault: &Fault) -> String {
    let mut snippet = Snippet::source(visible(&source.text))
        .path(shown_on_one_line(&source.path.to_string_lossy()))
        .annotation(annotation(
            AnnotationKind::Primary,
            &source.text,
            &fault.place,
            &fault.label,
        ));
    for (place, label) in &fault.also {
        let also = annotation(AnnotationKind::Context, &source.text, place, label);
        snippet = snippet.annotation(also);
    }
    let mut group: Group<'_> = Level::ERROR
        .primary_title(shown(&fault.message))
        .element(snippet);
    if let Some(help) = &fault.help {
        group = group.element(Level::HELP.message(shown(help)));
    }
    renderer.render(&[group])
}

fn annotation<'a>(
    kind: AnnotationKind,
    text: &str,
    place: &Range<usize>,
    label: &str,
) -> annotate_snippets::Annotation<'a> {
    let place = inside(text, place);
    let start = visible(&text[..place.start]).len();
    let end = start + visible(&text[place]).len();
    let annotation = kind.span(start..end);
    if label.is_empty() {
        annotation
    } else {
        annotation.label(shown(label))
    }
}

/// The text of a file as it is shown; its lines may end as on Windows.
fn visible(text: &str) -> String {
    shown(&text.replace("\r\n", "\n"))
}

/// The place cut to its first line and to the text, so that a whole table does not fill a page.
fn inside(text: &str, place: &Range<usize>) -> Range<usize> {
    let start = floor_boundary(text, place.start);
    let end = floor_boundary(text, place.end).max(start);
    let line = text[start..end]
        .find('\n')
        .map_or(end, |length| start + length);
    start..line
}

fn floor_boundary(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}
