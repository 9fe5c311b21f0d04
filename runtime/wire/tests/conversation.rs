//! Opening and listing a scripted server over streams in memory.

use std::time::Duration;

use mcpreg_wire::{
    Channel, Conversation, End, Era, Error, Introduction, Kind, LEGACY, List, Noise, Opened, Pages,
    Plan, list, open,
};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, ReadHalf, WriteHalf};
use tokio::io::{DuplexStream, duplex, split};
use tokio::time::Instant;

const INITIALIZED: &str =
    r#"{"jsonrpc":"2.0","id":ID,"result":{"protocolVersion":"2025-06-18","capabilities":{}}}"#;
const DISCOVERED: &str =
    r#"{"jsonrpc":"2.0","id":ID,"result":{"supportedVersions":["2026-07-28"]}}"#;
const UNKNOWN: &str = r#"{"jsonrpc":"2.0","id":ID,"error":{"code":-32601,"message":"no"}}"#;

/// What a server writes when a request of that method comes; `ID` stands for the request's id.
type Script = &'static [(&'static str, &'static str)];

/// A server that follows a script and says nothing else; it ends with the client.
async fn serve(stream: DuplexStream, script: Script) {
    let (reader, mut writer) = split(stream);
    let mut lines = BufReader::new(reader).lines();
    let mut asked = 0;
    while let Ok(Some(line)) = lines.next_line().await {
        let message: serde_json::Value = serde_json::from_str(&line).expect("requests are JSON");
        let (method, id) = (&message["method"], message["id"].to_string());
        let rest = script.iter().skip(asked);
        if let Some((at, (_, answer))) = rest.enumerate().find(|(_, (name, _))| *method == *name) {
            asked += at + 1;
            let answer = answer.replace("ID", &id) + "\n";
            writer
                .write_all(answer.as_bytes())
                .await
                .expect("the client reads");
        }
    }
}

type Streams = Channel<ReadHalf<DuplexStream>, WriteHalf<DuplexStream>>;

fn connect(script: Script) -> Streams {
    let (ours, theirs) = duplex(1 << 16);
    tokio::spawn(serve(theirs, script));
    let (reader, writer) = split(ours);
    Channel::new(reader, writer, 1 << 20)
}

async fn opened(script: Script, plan: Plan) -> (Result<Opened, Error>, Noise) {
    let mut channel = connect(script);
    let mut conversation = Conversation::new(&mut channel, 1);
    let me = Introduction::new("me", "1");
    let limit = Duration::from_secs(10);
    let opened = open(&mut conversation, &me, plan, LEGACY[0], limit).await;
    (opened, conversation.noise())
}

async fn listed(script: Script) -> Result<List, Error> {
    let mut channel = connect(script);
    let mut conversation = Conversation::new(&mut channel, 1);
    let pages = Pages {
        pages: 3,
        items: 4,
        patience: Duration::from_secs(10),
        deadline: Instant::now() + Duration::from_secs(10),
    };
    let me = Introduction::new("me", "1");
    list(&mut conversation, &me, Era::Legacy, Kind::Tools, pages).await
}

#[track_caller]
fn era(opened: &(Result<Opened, Error>, Noise)) -> Era {
    opened.0.as_ref().expect("it opens").era
}

#[tokio::test(start_paused = true)]
async fn either_era_is_found() {
    let modern = opened(&[("server/discover", DISCOVERED)], Plan::DiscoverFirst).await;
    assert_eq!(era(&modern), Era::Modern);
    let refusing: Script = &[("server/discover", UNKNOWN), ("initialize", INITIALIZED)];
    let legacy = opened(refusing, Plan::DiscoverFirst).await;
    assert_eq!(era(&legacy), Era::Legacy);
    assert_eq!(legacy.0.expect("it opens").revision, "2025-06-18");
    let other: Script = &[("initialize", UNKNOWN), ("server/discover", DISCOVERED)];
    assert_eq!(
        era(&opened(other, Plan::InitializeFirst).await),
        Era::Modern
    );
    let silent = opened(&[("initialize", INITIALIZED)], Plan::DiscoverFirst).await;
    assert_eq!(
        era(&silent),
        Era::Legacy,
        "half of the time is left for initialize"
    );
}

#[tokio::test(start_paused = true)]
async fn an_answer_counts_whenever_it_comes() {
    let late = r#"{"jsonrpc":"2.0","id":1,"result":{"supportedVersions":["2026-07-28"]}}"#;
    let late = opened(
        Box::leak(Box::new([("initialize", late)])),
        Plan::DiscoverFirst,
    )
    .await;
    assert_eq!(era(&late), Era::Modern);
}

#[tokio::test(start_paused = true)]
async fn what_keeps_a_server_from_opening_is_named() {
    let (silent, _) = opened(&[], Plan::InitializeOnly).await;
    assert_eq!(silent, Err(Error::Silent(Duration::from_secs(10))));
    let (refused, _) = opened(&[("initialize", UNKNOWN)], Plan::InitializeOnly).await;
    let message = "no".to_owned();
    let (method, code) = ("initialize", -32601);
    assert_eq!(
        refused,
        Err(Error::Refused {
            method,
            code,
            message
        })
    );
    let old = r#"{"jsonrpc":"2.0","id":ID,"result":{"protocolVersion":"1999-01-01"}}"#;
    let (old, _) = opened(
        Box::leak(Box::new([("initialize", old)])),
        Plan::InitializeOnly,
    )
    .await;
    assert_eq!(old, Err(Error::Revision("1999-01-01".to_owned())));
}

#[tokio::test(start_paused = true)]
async fn noise_is_skipped_and_counted() {
    let noisy = "\u{feff}hello\r\n[]\n42\n{\"jsonrpc\":\"2.0\",\"id\":99,\"result\":{}}\n\
                 {\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\"}\r\n\
                 {\"jsonrpc\":\"2.0\",\"id\":ID,\"result\":{\"protocolVersion\":\"2025-06-18\"}}\r";
    let noisy = opened(
        Box::leak(Box::new([("initialize", noisy)])),
        Plan::InitializeOnly,
    )
    .await;
    assert_eq!(era(&noisy), Era::Legacy);
    assert_eq!((noisy.1.lines, noisy.1.longest_bytes), (4, 0));
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_not_json_is_named_at_once() {
    let list = listed(&[(
        "tools/list",
        r#"{"jsonrpc":"2.0","id":ID,"result":{"tools":[NaN]}}"#,
    )]);
    let Err(Error::Malformed {
        method: "tools/list",
        reason,
    }) = list.await
    else {
        panic!("it is not a list")
    };
    assert!(reason.contains("not a JSON-RPC message"), "{reason}");
    let null = r#"{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"what?"}}"#;
    let list = listed(Box::leak(Box::new([("tools/list", null)]))).await;
    assert!(
        matches!(list, Err(Error::Refused { code: -32700, .. })),
        "{list:?}"
    );
}

#[tokio::test(start_paused = true)]
async fn an_empty_cursor_is_a_cursor() {
    let list = listed(&[
        (
            "tools/list",
            r#"{"jsonrpc":"2.0","id":ID,"result":{"tools":[1],"nextCursor":""}}"#,
        ),
        (
            "tools/list",
            r#"{"jsonrpc":"2.0","id":ID,"result":{"tools":[2]}}"#,
        ),
    ])
    .await
    .expect("it is a list");
    assert_eq!((list.items.len(), list.end), (2, End::Complete));
    let again = r#"{"jsonrpc":"2.0","id":ID,"result":{"tools":[1],"nextCursor":""}}"#;
    let script = Box::leak(Box::new([("tools/list", again), ("tools/list", again)]));
    let list = listed(script).await.expect("it is a list");
    assert_eq!(
        (list.items.len(), list.end),
        (2, End::RepeatedCursor(String::new()))
    );
}

#[tokio::test(start_paused = true)]
async fn a_list_has_an_end() {
    let many = r#"{"jsonrpc":"2.0","id":ID,"result":{"tools":[1,2,3,4,5]}}"#;
    let list = listed(Box::leak(Box::new([("tools/list", many)]))).await;
    let list = list.expect("it is a list");
    assert_eq!((list.items.len(), list.end), (4, End::TooManyItems));
    let pages: Script = &[
        (
            "tools/list",
            r#"{"jsonrpc":"2.0","id":ID,"result":{"tools":[],"nextCursor":"a"}}"#,
        ),
        (
            "tools/list",
            r#"{"jsonrpc":"2.0","id":ID,"result":{"tools":[],"nextCursor":"b"}}"#,
        ),
        (
            "tools/list",
            r#"{"jsonrpc":"2.0","id":ID,"result":{"tools":[],"nextCursor":"c"}}"#,
        ),
    ];
    let list = listed(pages).await.expect("it is a list");
    assert_eq!(list.end, End::TooManyPages);
}
