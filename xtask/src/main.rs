//! `cargo xtask COMMAND`: everything a person does with this repository, with what is missing installed on the way.
//!
//! Few dependencies on purpose: this builds in seconds on a machine that has nothing yet. What needs npm's packages
//! or good compression is a Node script, called from here.

mod bench;
mod browsers;
mod command;
mod conformance;
mod dev;
mod fuzz;
mod pages;
mod project;
mod relay;
mod serve;
mod step;
mod test;
mod tools;

use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
Usage: cargo xtask COMMAND

  serve [-- ARGS]        build everything and start `echoroom serve ARGS`
  build                  build everything: dist/ and target/release/echoroom
  dev [-- ARGS]          serve a development build, rebuilt and restarted on every change
  test [fast | browser]  all checks and tests; `fast` leaves the browsers out, `browser` runs only those
  bench [ARGS]           measure a release build, side by side with what it is compared with
  conformance [FILE]     CPython's own tests of sockets, threads and asyncio, in a browser and natively
  fuzz [TARGET] [ARGS]   feed random frames to the decoders (needs a nightly Rust)

`cargo xtask serve -- --help` lists what the relay understands.";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut args: Vec<String>) -> Result<ExitCode> {
    let name = if args.is_empty() {
        "help".to_owned()
    } else {
        args.remove(0)
    };
    match name.as_str() {
        "serve" => serve::run(&without_separator(args)),
        "build" => serve::build().map(|_| ExitCode::SUCCESS),
        "dev" => dev::run(&without_separator(args)),
        "test" => test::run(&args),
        "bench" => bench::run(&without_separator(args)),
        "conformance" => conformance::run(&without_separator(args)),
        "fuzz" => fuzz::run(&args),
        "help" | "-h" | "--help" => {
            println!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        other => bail!("there is no command `{other}`\n\n{HELP}"),
    }
}

/// The `--` that may stand before arguments meant for another program.
fn without_separator(mut args: Vec<String>) -> Vec<String> {
    if args.first().is_some_and(|first| first == "--") {
        args.remove(0);
    }
    args
}
