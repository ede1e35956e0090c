//! The certificate of the listener, read again when its files change: a renewal needs no restart, and a broken one takes
//! nothing away.

use std::{
    io,
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};

use basics::{Clock, Span};
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
    version::{TLS12, TLS13},
};
use thiserror::Error;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

/// Where the certificate is.
#[derive(Debug, Clone)]
pub struct CertificateFiles {
    /// The chain, the service's own first (PEM).
    pub certificate: PathBuf,
    /// Its private key (PEM).
    pub key: PathBuf,
}

/// The files hold no certificate that can be served.
#[derive(Debug, Error)]
pub enum CertificateError {
    /// A file cannot be read.
    #[error("the file {file} cannot be read: {error}")]
    Unreadable {
        /// Which file.
        file: String,
        /// What the system said.
        error: io::Error,
    },
    /// A file is not what it should be.
    #[error("the file {file} holds no {what} in PEM")]
    Empty {
        /// Which file.
        file: String,
        /// What it should hold.
        what: &'static str,
    },
    /// They do not go together, or are of a kind that is not served.
    #[error("the certificate cannot be served: {0}")]
    Unfit(#[from] rustls::Error),
}

/// A certificate in use. Cheap to clone.
#[derive(Clone)]
pub struct Certificate(Arc<Inner>);

struct Inner {
    files: CertificateFiles,
    current: RwLock<Arc<ServerConfig>>,
    read: RwLock<Texts>,
}

/// Both files as they were read.
type Texts = (Vec<u8>, Vec<u8>);

/// How often the files are looked at.
const LOOK: Span = Span::minutes(1);

impl Certificate {
    /// Reads the files.
    pub fn open(files: CertificateFiles) -> Result<Self, CertificateError> {
        let texts = read(&files)?;
        let current = RwLock::new(Arc::new(config(&files, &texts)?));
        Ok(Self(Arc::new(Inner {
            files,
            current,
            read: RwLock::new(texts),
        })))
    }

    /// What new connections are served with.
    #[must_use]
    pub(crate) fn current(&self) -> Arc<ServerConfig> {
        self.0.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the files again where they have changed. What cannot be served changes nothing.
    pub fn refresh(&self) -> Result<bool, CertificateError> {
        let texts = read(&self.0.files)?;
        if *self.0.read.read().unwrap_or_else(PoisonError::into_inner) == texts {
            return Ok(false);
        }
        let config = Arc::new(config(&self.0.files, &texts)?);
        *self.0.current.write().unwrap_or_else(PoisonError::into_inner) = config;
        *self.0.read.write().unwrap_or_else(PoisonError::into_inner) = texts;
        Ok(true)
    }

    /// Looks at the files once a minute and whenever asked to, until told to stop.
    pub async fn keep_fresh(self, clock: Arc<dyn Clock>, asked: Arc<Notify>, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = asked.notified() => {}
                () = clock.sleep(LOOK) => {}
            }
            let this = self.clone();
            let refreshed = tokio::task::spawn_blocking(move || this.refresh()).await;
            match refreshed {
                Ok(Ok(true)) => tracing::info!("the certificate was renewed"),
                Ok(Ok(false)) => {}
                Ok(Err(error)) => {
                    tracing::error!(error = %error, "the new certificate is not used; the old one goes on");
                }
                Err(error) => tracing::error!(error = %error, "the certificate could not be looked at"),
            }
        }
    }
}

fn read(files: &CertificateFiles) -> Result<Texts, CertificateError> {
    let read = |file: &PathBuf| {
        std::fs::read(file).map_err(|error| CertificateError::Unreadable {
            file: file.display().to_string(),
            error,
        })
    };
    Ok((read(&files.certificate)?, read(&files.key)?))
}

fn config(files: &CertificateFiles, (chain, key): &Texts) -> Result<ServerConfig, CertificateError> {
    let empty = |file: &PathBuf, what| CertificateError::Empty {
        file: file.display().to_string(),
        what,
    };
    let chain: Vec<_> = CertificateDer::pem_slice_iter(chain)
        .collect::<Result<_, _>>()
        .map_err(|_| empty(&files.certificate, "certificate"))?;
    if chain.is_empty() {
        return Err(empty(&files.certificate, "certificate"));
    }
    let key = PrivateKeyDer::from_pem_slice(key).map_err(|_| empty(&files.key, "private key"))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&TLS13, &TLS12])?
        .with_no_client_auth()
        .with_single_cert(chain, key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
