//! Takes connections in, until it is asked to stop; then sees everybody out.

use std::{io, net::SocketAddr, sync::Arc};

use axum::Router;
use basics::{Clock, Span};
use privacy::guard;
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use web_kit::{AddressBlock, Refusal, Traffic};

use crate::{
    Certificate, Limits,
    body::Load,
    connection::{Connection, Protocol},
    places::{Place, Places},
    wire::Pulse,
};

/// A listener's rules.
#[derive(Clone)]
pub struct Ingress {
    /// How much of the machine anybody may take.
    pub limits: Limits,
    /// Time.
    pub clock: Arc<dyn Clock>,
    /// Where connections are counted.
    pub traffic: Traffic,
    /// Who comes for many, and may come in the clear.
    pub trusted_proxies: Arc<[AddressBlock]>,
    /// For TLS. Without, only this machine and the trusted proxies are let in.
    pub certificate: Option<Certificate>,
    /// Cancelled a while before, so that whoever comes again is sent elsewhere: answers then close their connections.
    pub leaving: CancellationToken,
    /// Cancelled to stop.
    pub stop: CancellationToken,
}

/// What everybody who is let in has to do with.
struct House {
    ingress: Ingress,
    router: Router,
    places: Places,
    load: Load,
    cut: CancellationToken,
    tracker: TaskTracker,
}

/// How long to wait when the system has no more connections to give.
const BREATH: Span = Span::millis(100);

impl Ingress {
    /// Serves until it is asked to stop and everybody has left, or the time to leave is over.
    pub async fn serve(self, listener: TcpListener, router: Router) {
        let house = Arc::new(House {
            ingress: self,
            router,
            places: Places::default(),
            load: Load::default(),
            cut: CancellationToken::new(),
            tracker: TaskTracker::new(),
        });
        let stop = house.ingress.stop.clone();
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                accepted = listener.accept() => house.clone().meet(accepted).await,
            }
        }
        drop(listener);
        house.see_out().await;
    }
}

impl House {
    async fn meet(self: Arc<Self>, accepted: io::Result<(TcpStream, SocketAddr)>) {
        let Ok((stream, peer)) = accepted else {
            // Out of descriptors, mostly: others have to leave first.
            return self.ingress.clock.sleep(BREATH).await;
        };
        match self.admit(peer) {
            Ok(place) => {
                // Small answers leave at once: waiting to fill a packet costs 40 ms with some clients.
                let _ = stream.set_nodelay(true);
                let house = self.clone();
                self.tracker.spawn(async move { house.host(stream, peer, place).await });
            }
            Err(refusal) => self.ingress.traffic.refused(refusal),
        }
    }

    fn admit(&self, peer: SocketAddr) -> Result<Place, Refusal> {
        let Ingress {
            limits,
            trusted_proxies,
            certificate,
            ..
        } = &self.ingress;
        let address = peer.ip().to_canonical();
        let is_proxy = trusted_proxies.iter().any(|block| block.contains(address));
        let private = certificate.is_some() || is_proxy || address.is_loopback();
        if !guard!("P-STO-02/plain", private) {
            return Err(Refusal::Plain);
        }
        self.places.take(address, is_proxy, limits)
    }

    async fn host(self: Arc<Self>, stream: TcpStream, peer: SocketAddr, _place: Place) {
        let _open = self.ingress.traffic.connected();
        let connection = self.connection(peer);
        let Some(certificate) = &self.ingress.certificate else {
            return connection.serve(stream, Protocol::Http1).await;
        };
        let acceptor = TlsAcceptor::from(certificate.current());
        let encrypted = tokio::select! {
            encrypted = acceptor.accept(stream) => encrypted.ok(),
            () = self.ingress.clock.sleep(self.ingress.limits.handshake) => None,
            () = self.ingress.stop.cancelled() => None,
        };
        let Some(encrypted) = encrypted else {
            return self.ingress.traffic.refused(Refusal::Handshake);
        };
        let protocol = match encrypted.get_ref().1.alpn_protocol() {
            Some(b"h2") => Protocol::Http2,
            _ => Protocol::Http1,
        };
        connection.serve(encrypted, protocol).await;
    }

    fn connection(&self, peer: SocketAddr) -> Connection {
        let Ingress {
            limits, clock, traffic, ..
        } = &self.ingress;
        Connection {
            router: self.router.clone(),
            peer,
            encrypted: self.ingress.certificate.is_some(),
            pulse: Arc::new(Pulse::new(clock.clone(), traffic.clone(), *limits)),
            load: self.load.clone(),
            leaving: self.ingress.leaving.clone(),
            leave: self.ingress.stop.child_token(),
            cut: self.cut.child_token(),
            tracker: self.tracker.clone(),
        }
    }

    /// Whoever is being served is served to the end, but not for ever.
    async fn see_out(&self) {
        self.tracker.close();
        tokio::select! {
            () = self.tracker.wait() => {}
            () = self.ingress.clock.sleep(self.ingress.limits.farewell) => {
                tracing::warn!("requests that took too long to end were cut off");
                self.cut.cancel();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use testkit::VirtualClock;

    use super::*;

    /// P-STO-02: without TLS only this machine and the proxies that encrypt for us are let in.
    #[tokio::test]
    async fn in_the_clear_only_this_machine_and_the_proxies_come_in() {
        let house = House {
            ingress: Ingress {
                limits: Limits::default(),
                clock: Arc::new(VirtualClock::default()),
                traffic: Traffic::default(),
                trusted_proxies: Arc::new(["10.0.0.0/8".parse().unwrap()]),
                certificate: None,
                leaving: CancellationToken::new(),
                stop: CancellationToken::new(),
            },
            router: Router::new(),
            places: Places::default(),
            load: Load::default(),
            cut: CancellationToken::new(),
            tracker: TaskTracker::new(),
        };
        let verdict = |peer: &str| house.admit(peer.parse().unwrap()).map(drop);
        for private in [
            "127.0.0.1:4000",
            "[::1]:4000",
            "10.1.2.3:4000",
            "[::ffff:10.1.2.3]:4000",
        ] {
            assert_eq!(verdict(private), Ok(()), "{private}");
        }
        for public in ["192.0.2.1:4000", "[2001:db8::1]:4000", "11.0.0.1:4000"] {
            assert_eq!(verdict(public), Err(Refusal::Plain), "{public}");
        }
    }
}
