//! Plain tables: columns aligned, numbers with as many digits as they are worth.

use std::fmt;

/// A table that is being filled.
pub struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub fn new(columns: &[&str]) -> Self {
        Self {
            rows: vec![columns.iter().map(ToString::to_string).collect()],
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(column));
            cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
        };
        let widths: Vec<_> = (0..columns).map(width).collect();
        for row in &self.rows {
            let cells = row.iter().zip(&widths).enumerate();
            let line: String = cells
                .map(|(column, (cell, &width))| match column {
                    0 => format!("  {cell:width$}"),
                    _ => format!("  {cell:>width$}"),
                })
                .collect();
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// A count, with commas between thousands.
pub fn number(value: f64) -> String {
    let digits = format!("{value:.0}");
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && digit.is_ascii_digit() {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// Seconds as microseconds.
pub fn microseconds(seconds: f64) -> String {
    format!("{:.1}", seconds * 1e6)
}

/// Seconds as milliseconds.
pub fn milliseconds(seconds: f64) -> String {
    format!("{:.1}", seconds * 1e3)
}

/// Seconds.
pub fn seconds(seconds: f64) -> String {
    format!("{seconds:.1}")
}

/// A ratio, with three digits that count.
pub fn ratio(value: f64) -> String {
    let decimals = if value < 1.0 {
        3
    } else if value < 10.0 {
        2
    } else {
        1
    };
    format!("{value:.decimals$}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(found: &str, expected: &str) {
        assert_eq!(found, expected);
    }

    #[test]
    fn numbers() {
        check(&number(0.4), "0");
        check(&number(999.0), "999");
        check(&number(1_234_567.0), "1,234,567");
        check(&ratio(0.0312), "0.031");
        check(&ratio(4.126), "4.13");
        check(&ratio(33.33), "33.3");
        check(&microseconds(0.000_091_04), "91.0");
        check(&milliseconds(0.0123), "12.3");
    }

    #[test]
    fn columns_are_aligned() {
        let mut table = Table::new(&["peer", "µs"]);
        table.row(["a long name".to_owned(), "1".to_owned()]);
        check(&table.to_string(), "  peer         µs\n  a long name   1\n");
    }
}
