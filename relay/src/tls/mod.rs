//! TLS at the listening address: the certificate is read and checked when the relay starts, and again on SIGHUP.
//! Nothing here knows connections.

mod files;

use std::sync::{Arc, PoisonError, RwLock};
use std::time::SystemTime;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;

pub(crate) use files::Loaded;
pub use files::{TlsError, TlsFiles, TlsFlags};

/// A certificate in use.
#[derive(Debug)]
pub struct Tls {
    files: TlsFiles,
    current: Arc<Current>,
    config: Arc<ServerConfig>,
}

/// What a handshake is answered with.
#[derive(Debug)]
struct Current(RwLock<Arc<CertifiedKey>>);

impl Tls {
    /// Reads certificate and key. One that isn't valid today is used all the same, with a warning in the log.
    ///
    /// # Errors
    /// [`TlsError`].
    pub fn new(files: TlsFiles) -> Result<Self, TlsError> {
        let current = Arc::new(Current(RwLock::new(Arc::new(load(&files)?))));
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(TlsError::Library)?;
        let mut config = config.with_no_client_auth().with_cert_resolver(current.clone());
        // WebSockets are opened over HTTP/1.1.
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self {
            files,
            current,
            config: Arc::new(config),
        })
    }

    /// Reads both files again. After a mistake in them the old certificate stays.
    ///
    /// # Errors
    /// [`TlsError`].
    pub fn reload(&self) -> Result<(), TlsError> {
        let fresh = Arc::new(load(&self.files)?);
        *self.current.0.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        self.config.clone().into()
    }
}

fn load(files: &TlsFiles) -> Result<CertifiedKey, TlsError> {
    let Loaded { key, validity, .. } = files.load()?;
    let path = files.certificate.display();
    if validity.is_over(SystemTime::now()) {
        tracing::warn!(
            "the certificate in {path} has expired: it was valid until {}",
            validity.until
        );
    } else if validity.is_ahead(SystemTime::now()) {
        tracing::warn!(
            "the certificate in {path} is not valid yet: it will be from {}",
            validity.from
        );
    }
    Ok(key)
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.0.read().unwrap_or_else(PoisonError::into_inner).clone())
    }
}
