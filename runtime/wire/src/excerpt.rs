//! What is repeated of a peer's text: its beginning, and how much there was.

/// `text`, or its beginning and its length in at most `most_bytes`.
pub fn excerpt(text: &str, most_bytes: usize) -> String {
    if text.len() <= most_bytes {
        return text.to_owned();
    }
    let end = format!("… (cut: {} bytes in all)", text.len());
    let cut = text.floor_char_boundary(most_bytes.saturating_sub(end.len()));
    format!("{}{end}", &text[..cut])
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(excerpt("short", 5), "short");
        let long = format!("sé{}", "é".repeat(40));
        let cut = excerpt(&long, 30);
        assert_eq!(cut, "sé… (cut: 83 bytes in all)");
        assert!(cut.len() <= 30);
    }
}
