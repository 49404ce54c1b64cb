//! What whoever starts a relay is told, in their language; a teacher whose class begins, where to join, with which code, a
//! picture of both for phones and tablets, and the link to the teacher's page.

use std::fmt;
use std::net::SocketAddr;

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use crate::doctor::Lang;
use crate::http::Classroom;
use crate::rooms::Rooms;

/// For whoever starts a relay, in their language.
pub fn text(rooms: &Rooms, lang: Lang) -> String {
    let common = rooms.common();
    let (listens, origin) = (common.address, common.scheme.origin(common.address));
    match rooms.room("").map(|room| room.class.clone()) {
        Some(Some(class)) => Welcome::new(&class, listens, lang).to_string(),
        Some(None) => lang.say(
            format!("Откройте {origin}/ в браузере. Ctrl+C останавливает ретранслятор.\n"),
            format!("Open {origin}/ in your browser. Ctrl+C stops the relay.\n"),
        ),
        None => many(&origin, &rooms.hosts(), lang),
    }
}

/// For many classes: names, and no codes.
fn many(origin: &str, hosts: &[String], lang: Lang) -> String {
    let hosts: String = hosts.iter().map(|host| format!("    {host}\n")).collect();
    lang.say(
        format!("Ретранслятор работает на {origin}. Комнаты:\n{hosts}Ctrl+C закрывает их.\n"),
        format!("Listening on {origin} for these rooms:\n{hosts}Ctrl+C closes them.\n"),
    )
}

/// The text for a class.
#[derive(Debug)]
pub struct Welcome<'a> {
    class: &'a Classroom,
    listens: SocketAddr,
    lang: Lang,
}

impl<'a> Welcome<'a> {
    /// For a class whose relay listens here.
    pub fn new(class: &'a Classroom, listens: SocketAddr, lang: Lang) -> Self {
        Self { class, listens, lang }
    }
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
        let (join, lang) = (self.class.join(), self.lang);
        for (at, address) in join.iter().enumerate() {
            if at == 1 {
                let others = lang.say(
                    "а в других сетях этого компьютера",
                    "or, in other networks of this machine,",
                );
                writeln!(f, "{others}")?;
            }
            writeln!(f, "    {address}")?;
        }
        let spoken = self.class.spoken_code();
        let then = lang.say(
            format!("и вводят код {spoken}. Или сканируют картинку: в ней верхний адрес и код."),
            format!(
                "and type the join code {spoken}. Or they scan this: it has the first address and the code."
            ),
        );
        writeln!(f, "{then}")?;
        let Some(address) = join.first() else {
            return Ok(());
        };
        // Behind the #, so that the code is never part of a request.
        let Ok(picture) = QrCode::new(format!("{address}#{}", self.class.code())) else {
            return Ok(());
        };
        // Terminals are mostly dark: what is printed is the light part.
        let mut lines = picture.render::<Dense1x2>();
        lines.dark_color(Dense1x2::Light).light_color(Dense1x2::Dark);
        writeln!(f, "\n{}\n", lines.build())
    }

    fn write_teacher_s(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (listens, lang) = (self.listens, self.lang);
        if let Some(link) = self.class.teacher() {
            let yours = lang.say(
                "Страница преподавателя. Ссылку никому не показывайте:",
                "You yourself look after the class here; show this link to nobody:",
            );
            writeln!(f, "{yours}")?;
            writeln!(f, "    {link}")?;
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
