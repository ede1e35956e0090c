//! Listening to the server while it works, so that whoever waits sees how far it is.

use basics::{Chance, Span};
use egress::{Outbound, PurposeKind, Socket, Target};

use super::{
    heard::{Heard, Said},
    work::Work,
};
use crate::{Watch, vendor::Vendor};

/// Nobody listens for longer before asking again, since a socket may well stay silent about an end.
const LONGEST: Span = Span::seconds(30);

/// More than is said of any work in that time, in bytes.
const MOST: u64 = 16 << 20;

/// The socket on which the server tells of this work, where it opens one. Everything can be asked for as well, so nothing
/// depends on it.
pub(super) async fn open(vendor: &Vendor, work: &Work, chance: &Chance) -> Option<Socket> {
    let path = format!("ws?clientId={}", work.listener.as_ref()?);
    let outbound = Outbound::get(Target::Path(path.into()), PurposeKind::Generate).field("client_id");
    vendor
        .open(outbound.within(LONGEST).at_most(MOST), chance.bytes())
        .await
}

/// Passes on what is heard of the work, until it has ended, nothing more comes, or nobody wants it any more.
pub(super) async fn listen(mut socket: Socket, heard: &mut Heard, watch: &dyn Watch) {
    while !watch.cancelled() {
        let message = tokio::select! {
            message = socket.next() => message,
            () = watch.until_cancelled() => return,
        };
        let Ok(Some(message)) = message else { return };
        match heard.hear(&message) {
            Said::Further(done) => watch.progress(done, "working"),
            Said::Over => return,
            Said::Nothing => {}
        }
    }
}
