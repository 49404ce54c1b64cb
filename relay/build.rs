//! Tells Cargo which folders are embedded into the binary, so that a new file in one of them counts as a change.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // A debug binary reads the folders when it starts.
    if std::env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo:rerun-if-changed=../dist");
        println!("cargo:rerun-if-changed=../content");
    }
}
