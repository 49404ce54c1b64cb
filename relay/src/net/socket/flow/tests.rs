//! What waits for the kernel while bytes may go waits for its pace as well, should bytes not go when the kernel has room.

use socket2::{Domain, Type};
use tokio::time::{Instant, timeout};
use wire::Family;

use super::*;
use crate::net::{House, Limits, Net};

/// Bytes in a second, and what is paid for at once: beyond what may be ahead of its time, three quarters of a second.
const RATE: &str = "64K";
const A_SECOND: usize = 64 * 1024;
const AT_LEAST: Duration = Duration::from_millis(500);

/// A stream of a reader's of a class whose kernel has no room, with bytes left to write; and the peer's end.
async fn full() -> (Arc<Flow>, socket2::Socket) {
    let limits = Limits {
        rate: RATE.parse().unwrap(),
        ..Limits::default()
    };
    let net = Net::class(House::new(limits), None, Default::default()).unwrap();
    let (token, _) = net.join("Anna").unwrap();
    let reader = net.readers.find(&token).unwrap();
    let (ours, peer) = socket2::Socket::pair(Domain::UNIX, Type::STREAM, None).unwrap();
    for end in [&ours, &peer] {
        end.set_nonblocking(true).unwrap();
    }
    let conn = Arc::new(Conn::connecting(Family::Unix, ours, None).unwrap());
    let flow = Arc::new(Flow::new(conn, Pace { net, reader }));
    flow.conn.writable().await.unwrap();
    while flow.conn.try_write(&[0; 4096]).is_ok() {}
    assert_eq!(flow.write(&Bytes::from_static(&[1; 1000])), 0);
    (flow, peer)
}

fn make_room(peer: &socket2::Socket) {
    let mut buffer = [MaybeUninit::uninit(); 4096];
    while peer.recv(&mut buffer).is_ok() {}
}

/// Has `writing` wait for the kernel, then uses up what may go and gives it room: how long it took from there on.
async fn wait_of(flow: &Flow, peer: &socket2::Socket, writing: impl Future<Output = ()>) -> Duration {
    let mut writing = std::pin::pin!(writing);
    let moment = Duration::from_millis(20);
    assert!(timeout(moment, &mut writing).await.is_err(), "the kernel is full");
    let began = Instant::now();
    flow.pace.pay(Out, A_SECOND);
    make_room(peer);
    writing.await;
    began.elapsed()
}

#[tokio::test]
async fn a_stream_that_waited_for_the_kernel_waits_for_its_pace_before_it_writes() {
    let (flow, peer) = full().await;
    let id: SocketId = serde_json::from_str("1").unwrap();
    let (events, mut told) = mpsc::channel(1);
    let writing = async {
        tokio::select! {
            _ = write(id, &flow, &events) => {}
            _ = told.recv() => {}
        }
    };
    assert!(wait_of(&flow, &peer, writing).await >= AT_LEAST);
}

#[tokio::test]
async fn what_is_left_of_a_closed_stream_keeps_to_the_pace() {
    let (flow, peer) = full().await;
    assert!(!flow.write_now(), "the kernel is full");
    assert!(wait_of(&flow, &peer, flow.write_all()).await >= AT_LEAST);
    flow.pace.pay(Out, A_SECOND);
    assert_eq!(flow.write(&Bytes::from_static(&[2; 1000])), 0);
    assert!(!flow.write_now(), "the kernel has room, and it is too early");
}
