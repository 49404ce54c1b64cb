//! Names and what they stand for; sockets are only pretended here, see relay/tests/it/net_unix.rs for real ones.

use super::*;

fn names() -> Names {
    Names::new(Arc::default())
}

fn name(text: &str) -> UnixName {
    UnixName::new(text.as_bytes()).unwrap()
}

fn bind(names: &Names, text: &str) -> Result<Bound, Errno> {
    names.bind(name(text), |_| Ok(()))
}

#[test]
fn one_path_has_many_spellings() {
    let names = names();
    let _bound = bind(&names, "chat.sock").unwrap();
    for other in [
        "/home/reader/chat.sock",
        "./chat.sock",
        "/home//reader/x/../chat.sock",
        "../../home/reader/chat.sock",
        "/../home/reader/chat.sock",
        "chat.sock\0more",
    ] {
        assert_eq!(names.stat(name(other)), Ok(()), "{other}");
        assert_eq!(bind(&names, other).unwrap_err(), Errno::EADDRINUSE, "{other}");
    }
    for other in ["/chat.sock", "\0chat.sock", "chat.sock2", "../chat.sock"] {
        assert_eq!(names.stat(name(other)), Err(Errno::ENOENT), "{other}");
    }
}

#[test]
fn no_byte_of_a_name_reaches_the_file_system() {
    let names = names();
    for wild in ["../../etc/passwd", "/etc/shadow", "\0x", "a/b", ""] {
        let _bound = names
            .bind(name(wild), |real| {
                let path = real.as_pathname().unwrap();
                let file = path.file_name().unwrap().to_str().unwrap();
                assert!(file.parse::<u64>().is_ok(), "{path:?}");
                let parent = path.parent().unwrap();
                assert_eq!(parent.parent(), Some(&*std::env::temp_dir()));
                Ok(())
            })
            .unwrap();
    }
}

#[test]
fn a_path_stays_and_an_abstract_name_goes() {
    let names = names();
    drop(bind(&names, "/tmp/s").unwrap());
    drop(bind(&names, "\0s").unwrap());
    assert_eq!(names.stat(name("/tmp/s")), Ok(()));
    assert_eq!(names.target(name("\0s")).unwrap_err(), Errno::ECONNREFUSED);
    assert_eq!(names.unlink(name("\0s")), Err(Errno::ENOENT));
    assert_eq!(names.unlink(name("/tmp/s")), Ok(()));
    assert_eq!(names.unlink(name("/tmp/s")), Err(Errno::ENOENT));
    assert_eq!(names.target(name("/tmp/s")).unwrap_err(), Errno::ENOENT);
    assert_eq!(names.target(name("")).unwrap_err(), Errno::EINVAL);
    assert!(names.table().entries.is_empty() && names.table().files.is_empty());
}

#[test]
fn who_is_bound_keeps_a_name_that_was_unlinked() {
    let names = names();
    let mut real = None;
    let first = names
        .bind(name("s"), |address| {
            real = Some(address.clone());
            Ok(())
        })
        .unwrap();
    names.unlink(name("s")).unwrap();
    let _second = bind(&names, "s").unwrap();
    assert_eq!(names.shown(&real.clone().unwrap()), name("s"));
    drop(first);
    assert_eq!(names.shown(&real.unwrap()), UnixName::UNNAMED);
    assert_eq!(names.stat(name("s")), Ok(()));
}

#[test]
fn a_bind_that_fails_leaves_nothing() {
    let names = names();
    let refused = names.bind(name("s"), |_| Err(Errno::EINVAL));
    assert_eq!(refused.unwrap_err(), Errno::EINVAL);
    assert!(bind(&names, "s").is_ok());
}

#[test]
fn the_oldest_stale_name_makes_room_and_open_ones_do_not() {
    let names = names();
    let mut open: Vec<Bound> = (0..NAMES)
        .map(|i| bind(&names, &format!("{i}")).unwrap())
        .collect();
    assert_eq!(bind(&names, "more").unwrap_err(), Errno::ENOSPC);
    drop(open.drain(3..5));
    assert!(bind(&names, "more").is_ok());
    assert_eq!(names.stat(name("3")), Err(Errno::ENOENT));
    assert_eq!(names.stat(name("4")), Ok(()));
}

#[test]
fn readers_have_names_of_their_own() {
    let directory = Arc::<Directory>::default();
    let (ann, bob) = (Names::new(directory.clone()), Names::new(directory));
    let _bound = bind(&ann, "/tmp/s").unwrap();
    assert_eq!(bob.target(name("/tmp/s")).unwrap_err(), Errno::ENOENT);
    assert_eq!(bob.unlink(name("/tmp/s")), Err(Errno::ENOENT));
    assert!(bind(&bob, "/tmp/s").is_ok());
}

#[test]
fn a_reset_is_seen_at_the_other_end_of_the_same_connection() {
    let names = names();
    let mut real = None;
    let bound = names.bind(name("s"), |address| {
        real = Some(address.clone());
        Ok(())
    });
    let clients = [0, 1].map(|_| names.connect(name("s"), |_| Ok(())).unwrap());
    let servers = [0, 1].map(|_| names.accept(&real.clone().unwrap()).unwrap());
    assert!(names.accept(&real.unwrap()).is_none());
    servers[0].reset();
    clients[1].reset();
    assert_eq!(clients.map(|twin| twin.was_reset()), [true, false]);
    assert_eq!(servers.map(|twin| twin.was_reset()), [false, true]);
    drop(bound);
}
