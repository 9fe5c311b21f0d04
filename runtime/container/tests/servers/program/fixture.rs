//! A server for the tests: a program that behaves as its first argument says. Built by the tests
//! themselves with plain `rustc`, statically, so that it runs in an image that holds nothing else.

use std::io::{BufRead as _, Write as _};

unsafe extern "C" {
    fn signal(number: i32, handler: usize) -> usize;
    fn setsid() -> i32;
}

const SIGTERM: i32 = 15;
const IGNORE: usize = 1;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = arguments.get(1).and_then(|text| text.parse::<usize>().ok()).unwrap_or_default();
    match arguments.first().map_or("", String::as_str) {
        "echo" => echo(),
        "exit" => {
            eprintln!("this server exits");
            std::process::exit(i32::try_from(number).expect("an exit code"));
        }
        "flood" => {
            flood(number);
            echo();
        }
        "deaf" => wait(),
        "stubborn" => {
            // SAFETY: ignoring a signal is always allowed.
            unsafe { signal(SIGTERM, IGNORE) };
            wait();
        }
        "hog" => hog(),
        "env" => {
            for (name, value) in std::env::vars() {
                println!("{name}={value}");
            }
            for argument in &arguments {
                println!("argument {argument}");
            }
        }
        "confess" => {
            eprintln!("my token is {}", std::env::var("TOKEN").unwrap_or_default());
        }
        "look" => {
            look();
            if arguments.get(1).is_some_and(|word| word == "stay") {
                println!("that is all");
                echo();
            }
        }
        "fill" => fill(&arguments[1]),
        "family" => family(),
        other => panic!("no behaviour is called `{other}`"),
    }
}

fn echo() {
    for line in std::io::stdin().lock().lines() {
        println!("{}", line.expect("stdin is text"));
    }
}

/// Says that it is up, then ignores the end of its input.
fn wait() -> ! {
    println!("up");
    loop {
        std::thread::park();
    }
}

/// Writes `bytes` bytes to stderr, and a line to stdout for each MiB.
fn flood(bytes: usize) {
    let line = [b"x".repeat(1023), b"\n".to_vec()].concat();
    for written in 0..bytes / 1024 {
        std::io::stderr().write_all(&line).expect("stderr is open");
        if written % 1024 == 0 {
            println!("mebibyte {}", written / 1024);
        }
    }
    eprintln!("last words");
}

fn hog() {
    let mut held = Vec::new();
    loop {
        held.push(std::hint::black_box(vec![1_u8; 1 << 20]));
    }
}

/// Says what can be seen and touched from in here.
fn look() {
    let writable = |path: &str| std::fs::write(format!("{path}/touched"), "x").is_ok();
    println!("root writable {}", writable(""));
    println!("scratch writable {}", writable("/scratch"));
    println!("mount writable {}", writable("/mounted"));
    println!("mount {}", std::fs::read_to_string("/mounted/note").unwrap_or_default());
    for file in ["/proc/self/status", "/proc/self/limits"] {
        for line in std::fs::read_to_string(file).unwrap_or_default().lines() {
            println!("{}", line.split_whitespace().collect::<Vec<_>>().join(" "));
        }
    }
    let devices = std::fs::read_to_string("/proc/net/dev").unwrap_or_default();
    println!("network devices {}", devices.lines().count().saturating_sub(2));
}

/// Writes into a folder until that fails, at most 600 MiB; says how much that was, and stays.
fn fill(folder: &str) {
    let block = vec![b'x'; 1 << 20];
    let file = std::fs::File::create(format!("{folder}/fill"));
    let written = file.map_or(0, |mut file| (0..600).take_while(|_| file.write_all(&block).is_ok()).count());
    println!("filled {written} MiB");
    echo();
}

/// A child in a session of its own, which ignores TERM and outlives its parent.
fn family() {
    if std::env::args().nth(2).as_deref() == Some("child") {
        // SAFETY: both calls only touch this process.
        unsafe {
            setsid();
            signal(SIGTERM, IGNORE);
        }
        wait();
    }
    let own = std::env::current_exe().expect("it has a path");
    let child = std::process::Command::new(own)
        .args(["family", "child"])
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .spawn();
    println!("child {}", child.expect("it can be started").id());
    echo();
}
