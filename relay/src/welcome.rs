//! What whoever starts a relay is told; a teacher whose class begins, where to join, with which code, a picture of both for
//! phones and tablets, and the link to the teacher's page.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use crate::http::{Classroom, Scheme};
use crate::networks;
use crate::rooms::Rooms;

/// For whoever starts a relay.
pub fn text(rooms: &Rooms) -> String {
    let (scheme, listens) = (rooms.common().scheme, rooms.common().address);
    match rooms.room("").map(|room| room.class.clone()) {
        Some(Some(class)) => Welcome::new(&class, scheme, listens).to_string(),
        Some(None) => format!("Open {scheme}://{listens}/ in your browser. Ctrl+C stops the relay.\n"),
        None => rooms.to_string(),
    }
}

/// The text for a class.
#[derive(Debug)]
pub struct Welcome<'a> {
    class: &'a Classroom,
    scheme: Scheme,
    /// Where other machines find this one, the likeliest first.
    addresses: Vec<SocketAddr>,
}

impl<'a> Welcome<'a> {
    /// For a class whose relay listens here.
    pub fn new(class: &'a Classroom, scheme: Scheme, listens: SocketAddr) -> Self {
        Self {
            class,
            scheme,
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
        let (code, scheme) = (self.class.code(), self.scheme);
        let (first, second) = code.split_at(code.len() / 2);
        writeln!(f, "Class \u{201c}{}\u{201d}. Students open", self.class.title())?;
        for address in &self.addresses {
            writeln!(f, "    {scheme}://{address}/join")?;
        }
        writeln!(f, "and type the join code {first} {second}. Or they scan this:")?;
        if let Some(address) = self.addresses.first() {
            // Behind the #, so that the code is never part of a request.
            if let Ok(picture) = QrCode::new(format!("{scheme}://{address}/join#{code}")) {
                // Terminals are mostly dark: what is printed is the light part.
                let mut lines = picture.render::<Dense1x2>();
                lines.dark_color(Dense1x2::Light).light_color(Dense1x2::Dark);
                writeln!(f, "\n{}\n", lines.build())?;
            }
        }
        if let Some(address) = self.addresses.first() {
            let secret = self.class.secret();
            writeln!(
                f,
                "You yourself look after the class here; show this link to nobody:"
            )?;
            writeln!(f, "    {scheme}://{address}/teacher#{secret}")?;
        }
        writeln!(f, "Ctrl+C ends the class.")
    }
}
