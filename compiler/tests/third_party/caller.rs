use eight_generated::{everything, time};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let gateway = mcpreg_runtime::Gateway::start(&eight_generated::REGISTRY)?;
    let zone = time::get_current_time::Arguments { timezone: "UTC".into() };
    let now = time::get_current_time(&gateway, &zone).await?;
    let place = everything::get_structured_content::Arguments {
        location: everything::get_structured_content::Location::Chicago,
    };
    let weather = everything::get_structured_content(&gateway, &place).await?;
    println!("{now:?}\n{weather:?}");
    gateway.close().await;
    Ok(())
}
