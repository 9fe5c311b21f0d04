//! Calls that fit their pins: the arguments and the output are typed.

use expected_clock::clock;
use mcpreg_contract::serde_json::value::RawValue;
use mcpreg_contract::{CallError, Caller, Tool};

/// A caller whose answer is what it is called with.
struct Echo;

impl Caller for Echo {
    async fn call(
        &self,
        tool: &'static Tool,
        arguments: Box<RawValue>,
    ) -> Result<Box<RawValue>, CallError> {
        let shown = format!("{} {arguments}", tool.name).replace('"', "'");
        let result = format!(
            r#"{{"content":[{{"type":"text","text":"{shown}"}}],"structuredContent":{{"time":"{shown}","days":-1}}}}"#
        );
        Ok(RawValue::from_string(result).expect("it is JSON"))
    }
}

#[tokio::test]
async fn a_call_that_fits_gives_its_output() -> Result<(), CallError> {
    let arguments = clock::convert::Arguments {
        from: "UTC".to_owned(),
        to: "Asia/Tokyo".parse().expect("it is long enough"),
        time: "08:00".to_owned(),
    };
    let output = clock::convert(&Echo, &arguments).await?;
    let sent = "convert {'from':'UTC','time':'08:00','to':'Asia/Tokyo'}";
    assert_eq!((output.time.as_str(), output.days), (sent, -1));
    let now = clock::now(&Echo, &clock::now::Arguments::default()).await?;
    assert_eq!(now.text(), "now {}");
    Ok(())
}
