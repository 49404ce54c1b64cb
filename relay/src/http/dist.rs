//! What the build made: the page shell, scripts, styles and the Python runtime, each file with its compressed variants.
//! All of it is known by exact name when the relay starts, so no request ever touches a file system.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::Path;

use bytes::Bytes;
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use super::accept::Encoding;
use crate::hex::hex;

/// The page shell's name in the build.
pub(super) const SHELL: &str = "index.html";

/// The folder of the Python runtime, which has a version of its own.
pub(super) const RUNTIME: &str = "pyodide/";

/// The built files.
pub struct Dist {
    files: HashMap<String, File>,
    digest: String,
    runtime: String,
}

/// A file in all the forms it lies ready in.
pub struct File {
    /// As it was built.
    pub plain: Form,
    /// Compressed, where that was worth it.
    pub compressed: Vec<(Encoding, Form)>,
}

/// The bytes of one form, and what they are called.
#[derive(Clone)]
pub struct Form {
    /// What is sent.
    pub bytes: Bytes,
    /// A strong entity tag, in its quotes.
    pub etag: String,
    hash: [u8; 32],
}

#[derive(RustEmbed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Embedded;

impl Dist {
    /// The build that is in this binary. In a debug binary that is the folder `dist/` it was built beside.
    pub fn embedded() -> Dist {
        let files = Embedded::iter().filter_map(|name| {
            let file = Embedded::get(&name)?;
            let hash = file.metadata.sha256_hash();
            let bytes = match file.data {
                std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
                std::borrow::Cow::Owned(bytes) => bytes.into(),
            };
            Some((name.into_owned(), Form::new(bytes, hash)))
        });
        Dist::from_forms(files.collect())
    }

    /// The build in a folder, as it is now.
    pub fn read(folder: &Path) -> io::Result<Dist> {
        let mut forms = BTreeMap::new();
        read_folder(folder, "", &mut forms)?;
        Ok(Dist::from_forms(forms))
    }

    fn from_forms(mut forms: BTreeMap<String, Form>) -> Dist {
        let mut files = HashMap::new();
        let mut digest = Sha256::new();
        let names: Vec<String> = forms.keys().cloned().collect();
        for name in names.iter().filter(|name| !is_variant(name, &names)) {
            let Some(plain) = forms.remove(name) else { continue };
            if name != SHELL && !name.starts_with(RUNTIME) {
                digest.update(name);
                digest.update([0]);
                digest.update(plain.hash);
            }
            let variant = |encoding: Encoding| {
                let form = forms.remove(&format!("{name}{}", encoding.extension()))?;
                Some((encoding, form))
            };
            let compressed = Encoding::ALL.into_iter().filter_map(variant).collect();
            files.insert(name.clone(), File { plain, compressed });
        }
        let version = files
            .get("pyodide/VERSION")
            .map(|file| String::from_utf8_lossy(&file.plain.bytes).trim().to_owned());
        let runtime = version.unwrap_or_else(|| "none".to_owned());
        Dist {
            files,
            digest: hex(digest.finalize().iter().take(8)),
            runtime,
        }
    }

    /// A file by its exact name, such as `pyodide/pyodide.mjs`.
    pub fn file(&self, name: &str) -> Option<&File> {
        self.files.get(name)
    }

    /// The page shell, if there was a build at all.
    pub fn shell(&self) -> Option<&File> {
        self.file(SHELL)
    }

    /// 16 hexadecimal digits that change when any script, style or module of the build does.
    pub fn digest(&self) -> &str {
        &self.digest
    }

    /// The version of the Python runtime, as it stands in its path.
    pub fn runtime(&self) -> &str {
        &self.runtime
    }
}

impl Form {
    fn new(bytes: Bytes, hash: [u8; 32]) -> Form {
        Form {
            bytes,
            etag: format!("\"{}\"", hex(hash.iter().take(8))),
            hash,
        }
    }
}

/// Whether a file is only another one, compressed.
fn is_variant(name: &str, names: &[String]) -> bool {
    Encoding::ALL
        .iter()
        .filter_map(|encoding| name.strip_suffix(encoding.extension()))
        .any(|original| {
            names
                .binary_search_by(|known| known.as_str().cmp(original))
                .is_ok()
        })
}

fn read_folder(folder: &Path, prefix: &str, forms: &mut BTreeMap<String, Form>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else {
            continue;
        };
        let name = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            read_folder(&entry.path(), &format!("{name}/"), forms)?;
        } else {
            let bytes = Bytes::from(fs::read(entry.path())?);
            let hash = Sha256::digest(&bytes).into();
            forms.insert(name, Form::new(bytes, hash));
        }
    }
    Ok(())
}
