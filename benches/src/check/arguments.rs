//! Arguments that fit the schemas of `schemas/`, from 100 bytes to 64 KiB, the same every time.

use std::fmt::Write as _;

/// The arguments for the schema of this name.
///
/// # Panics
///
/// There is no schema of this name.
pub fn arguments(name: &str) -> String {
    match name {
        "bounds" => BOUNDS.to_owned(),
        "strings" => STRINGS.to_owned(),
        "nested" => NESTED.to_owned(),
        "nullable" => NULLABLE.to_owned(),
        "entities" => entities(),
        "steps" => steps(),
        "settings" => settings(),
        "form" => form(),
        "rows" => rows(),
        "file" => file(),
        _ => panic!("there are no arguments for the schema {name}"),
    }
}

const BOUNDS: &str = r#"{"query":"rotating log files","limit":25,"offset":50,"threshold":0.75,"order":"newest","exact":true}"#;

const STRINGS: &str = r#"{"path":"services/gateway/src/listener.rs","find":"let timeout = Duration::from_secs(5);","replace":"let timeout = settings.timeout();"}"#;

const NESTED: &str = r#"{"project":{"id":4711,"name":"Night trains","owner":{"login":"m-keller","team":"timetable"}},"window":{"from":{"date":"2026-03-01","hour":6,"zone":"Europe/Zurich"},"until":{"date":"2026-03-31","hour":22,"zone":"Europe/Zurich"}},"notify":{"mail":true,"level":"mentions"}}"#;

const NULLABLE: &str = r#"{"title":"Seat map shows the wrong coach","body":"Coach 12 is drawn as a sleeper, but since the timetable change it has seats only. It happens for all trains of the line.","assignee":"m-keller","milestone":17,"labels":["defect","timetable","customer"],"estimate":2.5,"parent":null,"confidential":false,"weight":null}"#;

/// Twelve entities with three observations each.
fn entities() -> String {
    let entity = |n: usize| {
        format!(
            r#"{{"name":"station {n}","kind":"station","observations":["has {} platforms","is {} km from the border","opened in {}"],"confidence":0.{}}}"#,
            n % 9 + 1,
            n * 7 + 3,
            1850 + n * 11,
            n % 9 + 1
        )
    };
    format!(r#"{{"entities":[{}]}}"#, list(12, entity))
}

/// Twenty-four steps of four kinds.
fn steps() -> String {
    let step = |n: usize| match n % 4 {
        0 => format!(r#"{{"kind":"open","url":"https://shop.example/cart/{n}"}}"#),
        1 => format!(
            r##"{{"kind":"click","target":"#item-{n} > button","button":"left","times":1}}"##
        ),
        2 => format!(
            r##"{{"kind":"type","target":"#note-{n}","text":"leave it at the door of number {n}"}}"##
        ),
        _ => format!(r#"{{"kind":"wait","milliseconds":{}}}"#, 100 * n),
    };
    format!(r#"{{"steps":[{}]}}"#, list(24, step))
}

/// Six settings and four limits under names the schema does not know.
fn settings() -> String {
    let setting = |n: usize| {
        format!(r#""LOG_TARGET_{n}":"stream://collector-{n}.internal:4{n}17/ingest?level=info""#)
    };
    let limit = |n: usize| format!(r#""worker-{n}":{}"#, 1 << (n + 6));
    format!(
        r#"{{"service":"ticket-printer","revision":"9f8e7d6c5b4a","settings":{{{}}},"limits":{{{}}}}}"#,
        list(6, setting),
        list(4, limit)
    )
}

/// All 87 members.
fn form() -> String {
    const GROUPS: [&str; 10] = [
        "account", "billing", "contact", "delivery", "company", "invoice", "shipping", "address",
        "payment", "campaign",
    ];
    let member = |n: usize| {
        let group = GROUPS[n / 9];
        match n % 9 {
            0 => format!(r#""{group}_name":"The {group} department of Alpine Sleepers""#),
            1 => format!(r#""{group}_street":"Long platform road {n}, second floor, left door""#),
            2 => format!(r#""{group}_city":"Feldkirch-Altenstadt an der Ill""#),
            3 => format!(r#""{group}_country":"AT""#),
            4 => format!(r#""{group}_code":"A-68{n:02}""#),
            5 => format!(r#""{group}_active":{}"#, n.is_multiple_of(2)),
            6 => format!(r#""{group}_amount":{n}12.50"#),
            7 => format!(r#""{group}_count":{}"#, n * 13),
            _ if n.is_multiple_of(2) => format!(r#""{group}_note":null"#),
            _ => format!(
                r#""{group}_note":"Ring twice, ask for the station master, and do not leave anything with the kiosk next to it.""#
            ),
        }
    };
    format!("{{{}}}", list(87, member))
}

/// 27 KB of short members.
fn rows() -> String {
    const STATES: [&str; 3] = ["open", "active", "done"];
    let row = |n: usize| {
        format!(
            r#"{{"id":{},"title":"Compartment {n} to be cleaned before the evening departure","state":"{}","price":{}.{:02},"tags":["night","line {}"],"author":{},"archived":{}}}"#,
            100_000 + n,
            STATES[n % 3],
            n * 3,
            n % 100,
            n % 7,
            if n.is_multiple_of(4) {
                "null"
            } else {
                r#""m-keller""#
            },
            n.is_multiple_of(5)
        )
    };
    format!(r#"{{"table":"tasks","rows":[{}]}}"#, list(156, row))
}

/// 64 KiB: a file of short lines, so with an escape in every one.
fn file() -> String {
    const SIZE: usize = 64 << 10;
    const END: &str = r#"","mode":"overwrite"}"#;
    let mut text = r#"{"path":"timetable/src/lines.rs","content":""#.to_owned();
    for n in 0.. {
        let line = format!(
            r#"    lines.insert(\"line-{n}\", Line::new({n}, Zone::East)); // stop {}\n"#,
            n % 31
        );
        if text.len() + line.len() + END.len() > SIZE {
            break;
        }
        text.push_str(&line);
    }
    text + END
}

/// So many elements, with commas between them.
fn list(count: usize, element: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for n in 0..count {
        let comma = if n == 0 { "" } else { "," };
        write!(text, "{comma}{}", element(n)).expect("a string takes all text");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::cases::CASES;
    use super::*;

    #[test]
    fn all_accept_the_arguments() {
        for case in &CASES {
            let text = arguments(case.name);
            assert_eq!(case.check.decide(&text), Ok(()), "{}", case.name);
            assert!((case.read_typify)(text.as_bytes()), "{}", case.name);
            let schema = serde_json::from_str(case.schema).expect("the schema is JSON");
            let instance = serde_json::from_str(&text).expect("the arguments are JSON");
            assert!(jsonschema::is_valid(&schema, &instance), "{}", case.name);
        }
    }

    #[test]
    fn sizes_reach_from_100_bytes_to_64_kib() {
        let sizes: Vec<_> = CASES
            .iter()
            .map(|case| arguments(case.name).len())
            .collect();
        let (smallest, largest) = (sizes.iter().min(), sizes.iter().max());
        assert!(
            smallest.is_some_and(|size| (95..=110).contains(size)),
            "{sizes:?}"
        );
        assert!(
            largest.is_some_and(|size| (65_400..=65_536).contains(size)),
            "{sizes:?}"
        );
        assert!(
            sizes.iter().any(|size| (26_500..=28_000).contains(size)),
            "{sizes:?}"
        );
    }
}
