//! The native side: building `echoroom` and starting it.

use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::command::{cargo, quiet_in_logs, run};
use crate::project;
use crate::step::step;

/// Where the relay listens unless told otherwise: relay/src/cli/mod.rs has the same default.
const LISTEN: &str = "127.0.0.1:8080";

/// How the relay is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Fast, with the built pages inside.
    Release,
    /// Quick to build; reads the pages from a folder.
    Dev,
}

/// Compiles the relay and says where its program lies.
pub(crate) fn build(profile: Profile) -> Result<PathBuf> {
    let (folder, estimate) = match profile {
        Profile::Release => ("release", "about 2 minutes the first time, then seconds"),
        Profile::Dev => ("debug", "about a minute the first time, then seconds"),
    };
    step("Building the relay", estimate, || {
        let mut build = cargo();
        build
            .args(["build", "--package", "echoroom"])
            .args(quiet_in_logs());
        build.args((profile == Profile::Release).then_some("--release"));
        build.arg("--target-dir").arg(project::target()?);
        run("building the relay", &mut build)
    })?;
    Ok(project::target()?
        .join(folder)
        .join(format!("echoroom{}", std::env::consts::EXE_SUFFIX)))
}

/// Fails early when the port is taken: better now than after minutes of building.
pub(crate) fn check_port(args: &[String]) -> Result<()> {
    let Some(address) = listen_address(args) else {
        return Ok(());
    };
    match TcpListener::bind(address) {
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => bail!(
            "Port {} is busy: stop the program that listens on {address} (perhaps an Echoroom started earlier), \
             or choose another port: cargo xtask serve -- --listen {}",
            address.port(),
            SocketAddr::new(address.ip(), address.port().wrapping_add(1).max(1024)),
        ),
        // Whatever else is wrong with the address, the relay says it better.
        _ => Ok(()),
    }
}

/// `None` when the relay is only asked for help, or would refuse the address anyway.
fn listen_address(args: &[String]) -> Option<SocketAddr> {
    if args
        .iter()
        .any(|arg| matches!(arg.as_str(), "-h" | "--help" | "-V" | "--version"))
    {
        return None;
    }
    let flag = args
        .iter()
        .enumerate()
        .find_map(|(at, arg)| match arg.strip_prefix("--listen") {
            Some("") => args.get(at + 1).cloned(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        });
    let address = flag
        .or_else(|| std::env::var("ECHOROOM_LISTEN").ok())
        .unwrap_or_else(|| LISTEN.to_owned());
    address.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listens_on(args: &[&str]) -> Option<String> {
        let args: Vec<String> = args.iter().map(|arg| (*arg).to_owned()).collect();
        listen_address(&args).map(|address| address.to_string())
    }

    #[test]
    fn finds_the_address_as_the_relay_would() {
        assert_eq!(
            listens_on(&["--listen", "0.0.0.0:80"]).as_deref(),
            Some("0.0.0.0:80")
        );
        assert_eq!(
            listens_on(&["--content", "x", "--listen=[::1]:81"]).as_deref(),
            Some("[::1]:81")
        );
        assert_eq!(listens_on(&["--help"]), None);
        assert_eq!(listens_on(&["--listen"]), listens_on(&[]));
    }

    #[test]
    fn a_busy_port_is_named_in_a_sentence() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = taken.local_addr().unwrap();
        let error = check_port(&["--listen".to_owned(), address.to_string()])
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(&format!("Port {} is busy", address.port())),
            "{error}"
        );
        drop(taken);
        assert!(check_port(&["--listen".to_owned(), address.to_string()]).is_ok());
    }
}
