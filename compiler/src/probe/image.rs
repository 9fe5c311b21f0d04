//! What an image reference means on this machine now: its digest, its ID and its platform.

use mcpreg_container::{Error, Host, Launch, Program};

use crate::progress::ServerProgress;

/// The launch with its image resolved, pulled where it is absent.
pub(super) async fn resolve(
    host: &Host,
    launch: &Launch,
    progress: &ServerProgress,
) -> Result<Launch, Error> {
    let mut launch = launch.clone();
    if let Program::Image(image) = &mut launch.program {
        progress.say("resolving the image");
        let pulling = |pull| progress.pull(&pull);
        let found = host
            .resolve(&image.reference, image.platform.as_deref(), pulling)
            .await?;
        image.digest = found.digest;
        image.image_id = Some(found.image_id);
        image.platform = Some(found.platform);
    }
    Ok(launch)
}
