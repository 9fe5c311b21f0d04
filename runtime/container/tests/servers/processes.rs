//! Servers as processes on this host.

use std::time::Duration;

use mcpreg_container::{Error, Exit, SecretValues, Vessel};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use crate::stage;

const PATIENT: Duration = Duration::from_mins(1);
const HASTY: Duration = Duration::from_millis(50);

fn code(code: i32) -> Exit {
    Exit {
        code: Some(code),
        ..Exit::default()
    }
}

fn signal(signal: i32) -> Exit {
    Exit {
        signal: Some(signal),
        ..Exit::default()
    }
}

async fn check_exit(arguments: &[&str], expected: Exit) {
    let host = stage::host();
    let mut running = stage::start(&host, &stage::process(arguments)).await;
    let mut output = String::new();
    drop(running.stdin);
    running
        .stdout
        .read_to_string(&mut output)
        .await
        .expect("it ends");
    assert_eq!(running.control.wait().await, expected, "{arguments:?}");
    assert_eq!(running.control.exit(), Some(expected), "{arguments:?}");
}

#[tokio::test]
async fn exit_codes_come_through() {
    check_exit(&["echo"], code(0)).await;
    check_exit(&["exit", "0"], code(0)).await;
    check_exit(&["exit", "42"], code(42)).await;
}

#[tokio::test]
async fn what_is_written_comes_back() {
    let host = stage::host();
    let mut running = stage::start(&host, &stage::process(&["echo"])).await;
    running
        .stdin
        .write_all(b"one\ntwo\n")
        .await
        .expect("it reads");
    let mut lines = stage::lines(&mut running);
    for expected in ["one", "two"] {
        assert_eq!(
            lines.next_line().await.expect("it writes").as_deref(),
            Some(expected)
        );
    }
    assert_eq!(
        running.control.stop(PATIENT).await,
        code(0),
        "the end of input is enough"
    );
}

#[tokio::test]
async fn a_server_deaf_to_the_end_of_input_gets_term_and_kill() {
    for (behaviour, expected) in [("deaf", signal(15)), ("stubborn", signal(9))] {
        let host = stage::host();
        let mut running = stage::start(&host, &stage::process(&[behaviour])).await;
        let up = stage::lines(&mut running)
            .next_line()
            .await
            .expect("it writes");
        assert_eq!(up.as_deref(), Some("up"));
        assert_eq!(running.control.stop(HASTY).await, expected, "{behaviour}");
    }
}

#[tokio::test]
async fn stopping_hurries_when_asked_again() {
    let host = stage::host();
    let mut running = stage::start(&host, &stage::process(&["stubborn"])).await;
    stage::lines(&mut running)
        .next_line()
        .await
        .expect("it writes");
    let control = &running.control;
    let (first, second) = tokio::join!(control.stop(PATIENT * 60), control.stop(HASTY));
    assert_eq!((first, second), (signal(9), signal(9)));
}

#[tokio::test]
async fn a_flood_of_stderr_blocks_nothing_and_keeps_its_end() {
    let host = stage::host();
    let mut running = stage::start(&host, &stage::process(&["flood", "67108864"])).await;
    let mut lines = stage::lines(&mut running);
    for number in 0..64 {
        let line = lines.next_line().await.expect("it writes");
        assert_eq!(line, Some(format!("mebibyte {number}")));
    }
    running.control.stop(PATIENT).await;
    let tail = running.control.stderr_tail();
    assert_eq!(tail.last().map(String::as_str), Some("last words"));
    assert!(tail.len() <= 50, "{}", tail.len());
}

#[tokio::test]
async fn only_the_basics_and_the_launchs_own_variables_are_inherited() {
    let host = stage::host();
    let mut launch = stage::process(&["env"]);
    launch.env.insert("PLAIN".to_owned(), "value".to_owned());
    let mut secrets = SecretValues::none();
    secrets.insert("TOKEN", "hunter22".into());
    let mut running = host
        .start(stage::SERVER, &launch, secrets)
        .await
        .expect("it starts");
    let mut output = String::new();
    running
        .stdout
        .read_to_string(&mut output)
        .await
        .expect("it ends");
    assert!(
        output.contains("PLAIN=value\n") && output.contains("TOKEN=hunter22\n"),
        "{output}"
    );
    assert!(
        output.contains(&format!("MCPREG_INSTANCE={}\n", host.instance())),
        "{output}"
    );
    assert!(output.contains("PATH="), "{output}");
    assert!(
        !output.contains("CARGO_"),
        "cargo's variables are not the server's: {output}"
    );
    assert!(!output.contains("argument hunter22"), "{output}");
}

#[tokio::test]
async fn a_secret_in_stderr_is_replaced() {
    let host = stage::host();
    let mut secrets = SecretValues::none();
    secrets.insert("TOKEN", "hunter22".into());
    let launch = stage::process(&["confess"]);
    let running = host
        .start(stage::SERVER, &launch, secrets)
        .await
        .expect("it starts");
    running.control.wait().await;
    assert_eq!(running.control.stderr_tail(), ["my token is [redacted]"]);
}

#[tokio::test]
async fn a_program_that_is_not_there_is_named() {
    let host = stage::host();
    let mut launch = stage::process(&[]);
    let mcpreg_container::Program::Command(program) = &mut launch.program else {
        panic!("it is a command");
    };
    program.program = "mcpreg-no-such-program".to_owned();
    let error = host
        .start("notes", &launch, SecretValues::none())
        .await
        .expect_err("it is absent");
    assert!(matches!(error, Error::CommandNotFound { .. }), "{error}");
    assert!(
        error.to_string().contains("`mcpreg-no-such-program`"),
        "{error}"
    );
    assert!(error.help().is_some());
}

#[tokio::test]
async fn a_folder_that_is_not_there_is_named() {
    let host = stage::host();
    let mut launch = stage::process(&["echo"]);
    let mcpreg_container::Program::Command(program) = &mut launch.program else {
        panic!("it is a command");
    };
    program.directory = Some("/no/such/folder".into());
    let error = host
        .start("notes", &launch, SecretValues::none())
        .await
        .expect_err("it is absent");
    assert!(error.to_string().contains("/no/such/folder"), "{error}");
}

#[tokio::test]
async fn closing_the_host_ends_everything_and_starts_nothing_more() {
    let host = stage::host();
    let first = stage::start(&host, &stage::process(&["echo"])).await;
    let second = stage::start(&host, &stage::process(&["echo"])).await;
    host.close().await;
    assert!(first.control.exit().is_some_and(|exit| exit.is_success()));
    assert!(second.control.exit().is_some_and(|exit| exit.is_success()));
    let refused = host
        .start("late", &stage::process(&["echo"]), SecretValues::none())
        .await;
    assert!(matches!(refused, Err(Error::Closed { .. })));
}

#[tokio::test]
async fn the_group_of_an_ended_server_goes_too() {
    let host = stage::host();
    let running = stage::start(&host, &stage::process(&["exit", "0"])).await;
    let Vessel::Process { pid } = *running.control.vessel() else {
        panic!("it is a process")
    };
    running.control.wait().await;
    let pid = i32::try_from(pid)
        .ok()
        .and_then(rustix::process::Pid::from_raw);
    let group = rustix::process::test_kill_process_group(pid.expect("a process number"));
    assert_eq!(group, Err(rustix::io::Errno::SRCH));
}

#[test]
fn everything_can_cross_threads() {
    fn check<T: Send + Sync>() {}
    check::<mcpreg_container::Host>();
    check::<mcpreg_container::Control>();
    check::<mcpreg_container::Stdin>();
    check::<mcpreg_container::Stdout>();
    check::<Error>();
}
