//! The project's own files, by paths from its folder, written with `/`.

use std::fs;
use std::path::Path;

/// Made by tools, or other people's.
const NOT_OURS: [&str; 7] = [
    "target",
    "dist",
    "node_modules",
    "generated",
    ".tools",
    ".git",
    "__pycache__",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// All files with one of these extensions.
pub(crate) fn named(extensions: &[&str]) -> Vec<String> {
    let mut files = Vec::new();
    collect(root(), "", extensions, &mut files);
    files.sort();
    files
}

fn collect(folder: &Path, prefix: &str, extensions: &[&str], files: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.file_type().unwrap().is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                collect(&entry.path(), &format!("{prefix}{name}/"), extensions, files);
            }
        } else if name
            .rsplit_once('.')
            .is_some_and(|(_, extension)| extensions.contains(&extension))
        {
            files.push(format!("{prefix}{name}"));
        }
    }
}

/// A file's text.
pub(crate) fn read(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// How many lines a file has.
pub(crate) fn lines(file: &str) -> usize {
    read(file).lines().count()
}
