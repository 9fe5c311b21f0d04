//! Two servers' tools as functions: converts a distance, keeps a note of it, lists the notes.
//!
//! `cargo run --example two_servers`, from the repository's root.

use mcpreg_contract::typed::Ranged;
use mcpreg_generated::notes::{add_note, list_notes};
use mcpreg_generated::units::convert;

use add_note::{Notify, NotifyEmail, Priority};
use convert::Unit;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let gateway = mcpreg_runtime::Gateway::start(&mcpreg_generated::REGISTRY)?;

    let marathon = convert::Arguments::new(Unit::Km, Unit::Ft, 42.195);
    let converted = convert(&gateway, &marathon).await?;

    let note = add_note::Arguments::new("Run a marathon".parse()?)
        .with_body(format!("{:.0} {}", converted.value, converted.unit))
        .with_priority(Priority::High)
        .with_due("2027-04-25".parse()?)
        .with_notify(Notify::Email(NotifyEmail::new("runner@example.org")));
    let added = add_note(&gateway, &note).await?;
    println!("note {} was added at {}", added.id, added.created);

    // 1 to 100 by the server's schema: with 500 this does not compile.
    let page = list_notes::Arguments::default().with_limit(Ranged::of::<10>());
    for note in list_notes(&gateway, &page).await?.notes {
        println!("{} {}", note.id, note.title);
    }

    gateway.close().await;
    Ok(())
}
