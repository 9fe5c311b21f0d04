//! What is repeated of a peer's text: its beginning, and how much there was.

/// `text`, or its beginning where it is longer than `most_bytes`, followed by its length.
pub fn excerpt(text: &str, most_bytes: usize) -> String {
    if text.len() <= most_bytes {
        return text.to_owned();
    }
    let cut = text.floor_char_boundary(most_bytes);
    format!("{}… (cut: {} bytes in all)", &text[..cut], text.len())
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(excerpt("short", 5), "short");
        assert_eq!(excerpt("sééé", 4), "sé… (cut: 7 bytes in all)");
    }
}
