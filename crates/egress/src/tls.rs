//! Who is believed to be who they say.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};

use crate::EgressError;

/// Mozilla's roots and ring, chosen here rather than process-wide, so that no other crate can change them.
pub(crate) fn config() -> Result<ClientConfig, EgressError> {
    let roots = RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let mut config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|_| EgressError::Setup)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
