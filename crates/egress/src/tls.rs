//! Who is believed to be who they say.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};

use crate::EgressError;

/// The protocols that a request can be spoken in, the preferred one first.
pub(crate) const ANY: [&[u8]; 2] = [b"h2", b"http/1.1"];

/// The one of them in which a connection can become something else.
pub(crate) const HTTP_1: [&[u8]; 1] = [b"http/1.1"];

/// Mozilla's roots and ring, chosen here rather than process-wide, so that no other crate can change them.
pub(crate) fn config(protocols: &[&[u8]]) -> Result<ClientConfig, EgressError> {
    let roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let mut config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| EgressError::Setup)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = protocols.iter().map(|name| name.to_vec()).collect();
    Ok(config)
}
