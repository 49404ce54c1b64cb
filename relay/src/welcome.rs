//! What whoever starts a relay is told, in their language; a teacher whose class begins, where to join, with which code, a
//! picture of both for phones and tablets, and the link to the teacher's page.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use crate::doctor::Lang;
use crate::http::{Classroom, Scheme};
use crate::networks;
use crate::rooms::Rooms;

/// For whoever starts a relay, in their language.
pub fn text(rooms: &Rooms, lang: Lang) -> String {
    let (scheme, listens) = (rooms.common().scheme, rooms.common().address);
    match rooms.room("").map(|room| room.class.clone()) {
        Some(Some(class)) => Welcome::new(&class, scheme, listens, lang).to_string(),
        Some(None) => lang.say(
            format!("Откройте {scheme}://{listens}/ в браузере. Ctrl+C останавливает ретранслятор.\n"),
            format!("Open {scheme}://{listens}/ in your browser. Ctrl+C stops the relay.\n"),
        ),
        None => rooms.to_string(),
    }
}

/// The text for a class.
#[derive(Debug)]
pub struct Welcome<'a> {
    class: &'a Classroom,
    scheme: Scheme,
    listens: SocketAddr,
    lang: Lang,
    /// Where other machines find this one, the likeliest first.
    addresses: Vec<SocketAddr>,
}

impl<'a> Welcome<'a> {
    /// For a class whose relay listens here.
    pub fn new(class: &'a Classroom, scheme: Scheme, listens: SocketAddr, lang: Lang) -> Self {
        Self {
            class,
            scheme,
            listens,
            lang,
            addresses: addresses(listens),
        }
    }
}

/// Where other machines find a relay that listens here, the likeliest address first.
pub fn addresses(listens: SocketAddr) -> Vec<SocketAddr> {
    let ips = if listens.ip().is_unspecified() {
        on_networks()
    } else {
        vec![listens.ip()]
    };
    let port = listens.port();
    ips.into_iter().map(|ip| SocketAddr::new(ip, port)).collect()
}

/// Addresses of IPv4 by which others reach this machine; loopback if it is on no network.
fn on_networks() -> Vec<IpAddr> {
    let mut ips = networks::addresses();
    ips.retain(IpAddr::is_ipv4);
    if ips.is_empty() {
        ips.push(Ipv4Addr::LOCALHOST.into());
    }
    ips
}

impl fmt::Display for Welcome<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (title, lang) = (self.class.title(), self.lang);
        let heading = lang.say(
            format!("Класс «{title}». Студенты открывают"),
            format!("Class “{title}”. Students open"),
        );
        writeln!(f, "{heading}")?;
        self.write_way_in(f)?;
        self.write_teacher_s(f)
    }
}

impl Welcome<'_> {
    fn write_way_in(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, scheme, lang) = (self.class.code(), self.scheme, self.lang);
        for (at, address) in self.addresses.iter().enumerate() {
            if at == 1 {
                let others = lang.say(
                    "а в других сетях этого компьютера",
                    "or, in other networks of this machine,",
                );
                writeln!(f, "{others}")?;
            }
            writeln!(f, "    {scheme}://{address}/join")?;
        }
        let (first, second) = code.split_at(code.len() / 2);
        let then = lang.say(
            format!("и вводят код {first} {second}. Или сканируют картинку: в ней верхний адрес и код."),
            format!("and type the join code {first} {second}. Or they scan this: it has the first address and the code."),
        );
        writeln!(f, "{then}")?;
        let Some(address) = self.addresses.first() else {
            return Ok(());
        };
        // Behind the #, so that the code is never part of a request.
        let Ok(picture) = QrCode::new(format!("{scheme}://{address}/join#{code}")) else {
            return Ok(());
        };
        // Terminals are mostly dark: what is printed is the light part.
        let mut lines = picture.render::<Dense1x2>();
        lines.dark_color(Dense1x2::Light).light_color(Dense1x2::Dark);
        writeln!(f, "\n{}\n", lines.build())
    }

    fn write_teacher_s(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (scheme, listens, lang) = (self.scheme, self.listens, self.lang);
        if let Some(address) = self.addresses.first() {
            let yours = lang.say(
                "Страница преподавателя. Ссылку никому не показывайте:",
                "You yourself look after the class here; show this link to nobody:",
            );
            writeln!(f, "{yours}")?;
            writeln!(f, "    {scheme}://{address}/teacher#{}", self.class.secret())?;
        }
        let last = lang.say(
            format!(
                "У студентов не открывается? Причину подскажет echoroom doctor --listen {listens}\nCtrl+C закрывает класс."
            ),
            format!(
                "Students can’t open it? echoroom doctor --listen {listens} says what may be in the way.\nCtrl+C ends the class."
            ),
        );
        writeln!(f, "{last}")
    }
}
