//! A certificate and its key, in PEM files: whether they can be used, in one sentence if not.

use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use clap::Args;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{self, Error, InconsistentKeys};
use x509_cert::Certificate;
use x509_cert::der::{DateTime, Decode};
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;

/// The flags of TLS; both are given, or none.
#[derive(Clone, Debug, Default, Args)]
#[group(id = "tls")]
#[command(next_help_heading = "TLS")]
pub struct TlsFlags {
    /// Certificate to serve https with: PEM, the relay's own first, then those that vouch for it; read again on SIGHUP
    #[arg(long, env = "ECHOROOM_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,

    /// Private key of that certificate: PEM, not encrypted
    #[arg(long, env = "ECHOROOM_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
}

impl TlsFlags {
    /// Where both lie, if https is to be served.
    pub fn files(self) -> Option<TlsFiles> {
        Some(TlsFiles {
            certificate: self.tls_cert?,
            key: self.tls_key?,
        })
    }
}

/// Where a certificate and its key lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlsFiles {
    /// The chain, the relay's own certificate first.
    pub certificate: PathBuf,
    /// Its private key.
    pub key: PathBuf,
}

/// Both, read and found to belong together.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(super) key: CertifiedKey,
    pub(crate) validity: Validity,
    /// Whom it is for, as it says itself.
    pub(crate) names: Vec<String>,
}

/// From when until when a certificate is valid.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Validity {
    pub(crate) from: DateTime,
    pub(crate) until: DateTime,
}

/// Why a certificate can't be used, in a sentence for who gave it.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file can't be read.
    #[error("cannot read {}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is none in it.
    #[error("{} holds no certificate: one begins with -----BEGIN CERTIFICATE-----", .0.display())]
    NoCertificate(PathBuf),
    /// There is none in it.
    #[error("{} holds no private key: one begins with -----BEGIN PRIVATE KEY-----", .0.display())]
    NoKey(PathBuf),
    /// It would need a password.
    #[error(
        "the key in {path} is encrypted, and the relay asks for no password: `openssl pkey -in {path} -out plain.key` writes it without",
        path = .0.display()
    )]
    Encrypted(PathBuf),
    /// What is in it is damaged.
    #[error("{} is damaged: {why}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The key is another certificate's.
    #[error("the key in {} is not that of the certificate in {}", .0.key.display(), .0.certificate.display())]
    Mismatch(TlsFiles),
    /// TLS itself can't be set up.
    #[error("TLS cannot be used")]
    Library(#[source] rustls::Error),
}

impl TlsFiles {
    /// Reads and checks both.
    ///
    /// # Errors
    /// [`TlsError`].
    pub(crate) fn load(&self) -> Result<Loaded, TlsError> {
        let chain = chain(&self.certificate)?;
        let (validity, names) = chain
            .first()
            .ok_or_else(|| TlsError::NoCertificate(self.certificate.clone()))
            .and_then(|own| facts(&self.certificate, own))?;
        let key = key(&self.key)?;
        let key =
            CertifiedKey::from_der(chain, key, &ring::default_provider()).map_err(|error| match error {
                Error::InconsistentKeys(InconsistentKeys::KeyMismatch) => TlsError::Mismatch(self.clone()),
                Error::InvalidCertificate(_) => damaged(&self.certificate, error),
                _ => damaged(&self.key, error),
            })?;
        Ok(Loaded { key, validity, names })
    }
}

impl Validity {
    pub(crate) fn is_over(&self, now: SystemTime) -> bool {
        self.until.to_system_time() < now
    }

    pub(crate) fn is_ahead(&self, now: SystemTime) -> bool {
        self.from.to_system_time() > now
    }
}

fn chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, TlsError> {
    let text = read(path)?;
    let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&text).collect();
    chain.map_err(|error| damaged(path, error))
}

fn key(path: &Path) -> Result<PrivateKeyDer<'static>, TlsError> {
    let text = read(path)?;
    // RFC 7468 §11, or the older header `Proc-Type: 4,ENCRYPTED` (RFC 1421 §4.6.1.1).
    if text.windows(9).any(|word| word == b"ENCRYPTED") {
        return Err(TlsError::Encrypted(path.to_owned()));
    }
    PrivateKeyDer::from_pem_slice(&text).map_err(|error| match error {
        pem::Error::NoItemsFound => TlsError::NoKey(path.to_owned()),
        error => damaged(path, error),
    })
}

fn facts(path: &Path, own: &CertificateDer<'_>) -> Result<(Validity, Vec<String>), TlsError> {
    let own = Certificate::from_der(own).map_err(|error| damaged(path, error))?;
    let own = own.tbs_certificate();
    let validity = Validity {
        from: own.validity().not_before.to_date_time(),
        until: own.validity().not_after.to_date_time(),
    };
    let names = match own.get_extension::<SubjectAltName>() {
        Ok(Some((_, names))) => names.0.iter().filter_map(name).collect(),
        _ => Vec::new(),
    };
    Ok((validity, names))
}

/// As a browser would have it in its address bar.
fn name(name: &GeneralName) -> Option<String> {
    match name {
        GeneralName::DnsName(name) => Some(name.to_string()),
        GeneralName::IpAddress(ip) => {
            let v4 = <[u8; 4]>::try_from(ip.as_bytes()).map(std::net::IpAddr::from);
            let v6 = || <[u8; 16]>::try_from(ip.as_bytes()).map(std::net::IpAddr::from);
            v4.or_else(|_| v6()).ok().map(|ip| ip.to_string())
        }
        _ => None,
    }
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|source| TlsError::Unreadable {
        path: path.to_owned(),
        source,
    })
}

fn damaged(path: &Path, why: impl ToString) -> TlsError {
    TlsError::Damaged {
        path: path.to_owned(),
        why: why.to_string(),
    }
}
