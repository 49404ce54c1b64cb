//! The `echoroom` command: parse, log, build, run.

use std::io::{self, Write};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, Result};
use clap::Parser;
use echoroom::cli::{Check, Cli, Command, Serve};
use echoroom::doctor::{Doctor, Lang};
use echoroom::server::{self, Server};
use echoroom::{check, descriptors, log, reload, stop, watch, welcome};
use tokio::runtime::Builder;

/// Time for what still runs on other threads when the server has ended, such as a slow name lookup.
const LAST_CALLS: Duration = Duration::from_millis(200);

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Serve(serve) => {
            log::start(serve.log_format);
            descriptors::raise();
            let runtime = if serve.class.is_given() {
                Builder::new_multi_thread()
            } else {
                // A second thread costs each wake more than it brings where one browser has the other core (ARCHITECTURE.md).
                Builder::new_current_thread()
            };
            run(runtime, run_server(*serve)).map(|()| ExitCode::SUCCESS)
        }
        Command::Check(check) => report(check),
        Command::Doctor(doctor) => run(Builder::new_current_thread(), examine(doctor)),
    };
    result.unwrap_or_else(|error| {
        eprintln!("echoroom: {error:#}");
        ExitCode::FAILURE
    })
}

fn report(check: Check) -> Result<ExitCode> {
    let report = check::course(check.folder.unwrap_or_else(check::usual_folder))?;
    write!(io::stdout(), "{report}")?;
    Ok(code(report.is_right()))
}

async fn examine(doctor: Doctor) -> Result<ExitCode> {
    let report = doctor.examine().await;
    writeln!(io::stdout(), "{report}")?;
    Ok(code(report.is_ready()))
}

fn code(good: bool) -> ExitCode {
    if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn run<T>(mut runtime: Builder, command: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = runtime.enable_all().build().context("cannot start the relay")?;
    let result = runtime.block_on(command);
    runtime.shutdown_timeout(LAST_CALLS);
    result
}

async fn run_server(serve: Serve) -> Result<()> {
    let metrics = match serve.metrics {
        Some(address) => Some(watch::listen(address).await?),
        None => None,
    };
    let (address, reach) = serve.address();
    let listener = server::listen(address, reach).await?;
    let address = listener
        .local_addr()
        .context("cannot find out the relay's own port")?;
    let server = Server::new(serve.options(), address)?;
    let rooms = server.rooms();
    if let Some(metrics) = metrics {
        tokio::spawn(watch::serve(metrics, rooms.clone()));
    }
    let stop = stop::signal().context("cannot listen for signals")?;
    let _reload = reload::on_signal(&rooms, server.tls()).context("cannot listen for SIGHUP")?;
    // Whoever started the relay may have closed its stdout: that is no reason not to serve.
    let _ = write!(io::stdout(), "{}", welcome::text(&rooms, Lang::of_system()));
    server
        .serve(listener, stop)
        .await
        .context("the relay cannot go on serving")
}
