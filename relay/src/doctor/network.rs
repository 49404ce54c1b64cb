//! What the machine's network lets a relay do.

use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};
use std::time::Duration;

use listeners::Protocol;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Finding, Lang};
use crate::http::Scheme;
use crate::networks;

/// How long a resolver or a neighbour on this machine may take.
const PATIENCE: Duration = Duration::from_secs(3);

/// A name that exists for being looked up (RFC 2606).
const SOME_NAME: &str = "example.com";

/// An address that only a system with all of 127.0.0.0/8 binds (Linux and Windows; macOS has 127.0.0.1 alone).
const ANOTHER_LOOPBACK: Ipv4Addr = Ipv4Addr::new(127, 77, 0, 1);

/// Whether the relay could listen where it is to.
pub(super) async fn listen(lang: Lang, scheme: Scheme, given: &str) -> Finding {
    let subject = lang.say("Адрес", "Address");
    let Some(address) = resolve(given).await else {
        return Finding::bad(subject, no_address(lang, given));
    };
    match TcpListener::bind(address) {
        Ok(_) => Finding::good(subject, format!("{address} {}", lang.say("свободен", "is free"))),
        Err(error) => match error.kind() {
            ErrorKind::AddrInUse if is_echoroom(reachable(address)).await => {
                Finding::note(subject, runs_already(lang, scheme, address))
            }
            ErrorKind::AddrInUse => {
                Finding::bad(subject, busy(lang, address, holder(address.port()).as_deref()))
            }
            ErrorKind::PermissionDenied => Finding::bad(
                subject,
                lang.say(
                    format!(
                        "Порт {} только для привилегированных программ: возьмите любой от 1024.",
                        address.port()
                    ),
                    format!(
                        "Port {} is for privileged programs: take any from 1024 on.",
                        address.port()
                    ),
                ),
            ),
            ErrorKind::AddrNotAvailable => Finding::bad(
                subject,
                lang.say(
                    format!("{} — не адрес этого компьютера.", address.ip()),
                    format!("{} is not an address of this machine.", address.ip()),
                ),
            ),
            _ => Finding::bad(subject, format!("{address}: {error}")),
        },
    }
}

/// Whether a relay answers there.
pub(super) async fn running(lang: Lang, given: &str) -> Finding {
    let subject = lang.say("Адрес", "Address");
    let Some(address) = resolve(given).await.map(reachable) else {
        return Finding::bad(subject, no_address(lang, given));
    };
    if is_echoroom(address).await {
        Finding::good(subject, format!("{address} {}", lang.say("отвечает", "answers")))
    } else {
        Finding::bad(
            subject,
            format!("{address} {}", lang.say("не отвечает", "doesn’t answer")),
        )
    }
}

/// Whether readers can have loopback addresses of their own.
pub(super) fn loopback(lang: Lang) -> Finding {
    if TcpListener::bind((ANOTHER_LOOPBACK, 0)).is_ok() {
        let text = lang.say(
            "127.0.0.0/8 доступна целиком: адресов хватит каждому",
            "all of 127.0.0.0/8 can be used: an address for everyone",
        );
        return Finding::good("127.x.y.z", text);
    }
    Finding::note(
        "127.x.y.z",
        lang.say(
            "Система даёт только 127.0.0.1: одному читателю этого хватает, классу — нет.\nДля класса ретранслятор запускают в Linux, хотя бы в виртуальной машине, в WSL 2 или в контейнере.",
            "This system has 127.0.0.1 only: enough for one reader, not for a class.\nFor a class, run the relay on Linux, in a virtual machine, in WSL 2 or in a container.",
        ),
    )
}

/// Whether lessons about IPv6 work.
pub(super) fn ipv6(lang: Lang) -> Finding {
    match TcpListener::bind((Ipv6Addr::LOCALHOST, 0)) {
        Ok(_) => Finding::good("IPv6", lang.say("::1 работает", "::1 works")),
        Err(_) => Finding::note(
            "IPv6",
            lang.say(
                "Система не даёт ::1: программы с AF_INET6 получат EADDRNOTAVAIL, остальным это не мешает.",
                "The system has no ::1: programs with AF_INET6 get EADDRNOTAVAIL, others don’t notice.",
            ),
        ),
    }
}

/// By which addresses other machines would find this one, and what stands between.
pub(super) async fn others(lang: Lang, scheme: Scheme, listen: &str) -> Finding {
    let subject = lang.say("Для других", "For others");
    let listen = resolve(listen).await;
    let addresses = match listen.map(|address| address.ip()) {
        Some(only) if !only.is_unspecified() && !only.is_loopback() => vec![only],
        _ => networks::addresses(),
    };
    let port = listen.map_or(8080, |address| address.port());
    if addresses.is_empty() {
        return Finding::note(
            subject,
            lang.say(
                "У этого компьютера нет адреса в сети: с других его не открыть.",
                "This machine has no address in a network: others can’t open it.",
            ),
        );
    }
    let urls: Vec<String> = addresses
        .iter()
        .map(|address| format!("{scheme}://{}/", SocketAddr::new(*address, port)))
        .collect();
    let urls = urls.join(" ");
    if listen.is_none_or(|address| address.ip().is_loopback()) {
        let text = lang.say(
            "На этом адресе ретранслятор доступен только с этого компьютера. Класс (serve --class) открывали бы так:",
            "At that address only this machine reaches the relay. A class (serve --class) would be opened at:",
        );
        return Finding::good(subject, format!("{text}\n{urls}"));
    }
    let wall = lang.say(
        "Если с другого компьютера страница не открывается, мешает брандмауэр:",
        "If another machine can’t open the page, a firewall is in between:",
    );
    Finding::good(subject, format!("{urls}\n{wall}\n{}", firewall(port)))
}

/// Whether names of the outside world can be looked up.
pub(super) async fn names(lang: Lang) -> Finding {
    let subject = lang.say("Имена", "Names");
    let looking = timeout(PATIENCE, tokio::net::lookup_host((SOME_NAME, 80)));
    if looking
        .await
        .is_ok_and(|found| found.is_ok_and(|addresses| addresses.count() > 0))
    {
        return Finding::good(
            subject,
            lang.say("внешние имена находятся", "outside names are found"),
        );
    }
    Finding::note(
        subject,
        lang.say(
            "Внешние имена не находятся: интернета нет или он закрыт. Уроки обходятся без него.",
            "Outside names are not found: there is no internet, or it is closed. Lessons do without.",
        ),
    )
}

fn no_address(lang: Lang, given: &str) -> String {
    let text = lang.say(
        "не адрес; нужен такой: 127.0.0.1:8080",
        "not an address; give one such as 127.0.0.1:8080",
    );
    format!("{given}: {text}")
}

fn firewall(port: u16) -> String {
    if cfg!(windows) {
        format!(
            "netsh advfirewall firewall add rule name=Echoroom dir=in action=allow protocol=TCP localport={port}"
        )
    } else if cfg!(target_os = "macos") {
        "sudo /usr/libexec/ApplicationFirewall/socketfilterfw --add echoroom".to_owned()
    } else {
        format!("sudo ufw allow {port}/tcp   ·   sudo firewall-cmd --add-port={port}/tcp")
    }
}

fn runs_already(lang: Lang, scheme: Scheme, address: SocketAddr) -> String {
    let open = format!("{scheme}://{}/", reachable(address));
    lang.say(
        format!("На {address} уже работает Echoroom: откройте {open} или выберите другой порт."),
        format!("Echoroom runs on {address} already: open {open}, or choose another port."),
    )
}

fn busy(lang: Lang, address: SocketAddr, holder: Option<&str>) -> String {
    let who = match holder {
        Some(holder) => lang.say(
            format!("Порт {} занят: его держит {holder}.", address.port()),
            format!("Port {} is busy: {holder} holds it.", address.port()),
        ),
        None => lang.say(
            format!("Порт {} занят другой программой.", address.port()),
            format!("Port {} is busy: another program holds it.", address.port()),
        ),
    };
    let how = lang.say(
        "Остановите её или дайте другой порт: --listen",
        "Stop it, or give another port: --listen",
    );
    format!(
        "{who}\n{how} {}",
        SocketAddr::new(address.ip(), address.port().wrapping_add(1).max(1024))
    )
}

/// Where this machine reaches what listens there: who listens everywhere listens on loopback.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

/// The program that listens on a port, where the system tells. Linux tells only of one's own programs.
fn holder(port: u16) -> Option<String> {
    let process = listeners::get_process_by_port(port, Protocol::TCP).ok()?;
    Some(format!("{} (PID {})", process.name, process.pid))
}

/// Whether what listens there is a relay: it answers `GET /healthz` as ours does.
async fn is_echoroom(address: SocketAddr) -> bool {
    let ask = async {
        let mut stream = TcpStream::connect(address).await.ok()?;
        let request = format!("GET /healthz HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).await.ok()?;
        let mut reply = String::new();
        stream.take(4_096).read_to_string(&mut reply).await.ok()?;
        Some(reply.ends_with("\r\n\r\nok") && reply.contains("cross-origin-resource-policy"))
    };
    timeout(PATIENCE, ask).await.ok().flatten().unwrap_or(false)
}

async fn resolve(address: &str) -> Option<SocketAddr> {
    let looking = tokio::net::lookup_host(address);
    timeout(PATIENCE, looking).await.ok()?.ok()?.next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Mark;

    #[tokio::test]
    async fn who_listens_at_one_address_is_told_of_no_other() {
        let others = others(Lang::En, Scheme::Http, "192.0.2.7:8080").await;
        assert_eq!(others.text.lines().next(), Some("http://192.0.2.7:8080/"));
    }

    #[tokio::test]
    async fn a_free_address_is_good_and_a_busy_one_names_who_holds_it() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let busy = listen(Lang::En, Scheme::Http, &address.to_string()).await;
        assert_eq!(busy.mark, Mark::Bad);
        assert!(busy.text.contains("is busy"), "{busy}");
        if cfg!(target_os = "linux") {
            assert!(
                busy.text.contains(&format!("PID {}", std::process::id())),
                "{busy}"
            );
        }
        drop(listener);
        assert_eq!(
            listen(Lang::Ru, Scheme::Http, "127.0.0.1:0").await.mark,
            Mark::Good
        );
    }

    #[tokio::test]
    async fn what_is_no_address_of_this_machine_is_said_to_be_none() {
        for (address, said) in [
            ("somewhere", "not an address"),
            ("127.0.0.1", "not an address"),
            ("203.0.113.7:8080", "is not an address of this machine"),
        ] {
            let finding = listen(Lang::En, Scheme::Http, address).await;
            assert_eq!(finding.mark, Mark::Bad, "{address}");
            assert!(finding.text.contains(said), "{finding}");
        }
    }
}
