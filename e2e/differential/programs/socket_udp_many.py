# UDP: boundaries are kept, order on loopback too, empty datagrams, a queue from several senders.
import socket

receiver = socket.socket(type=socket.SOCK_DGRAM)
receiver.bind(("127.0.0.1", 9090))
receiver.settimeout(5)
senders = [socket.socket(type=socket.SOCK_DGRAM) for _ in range(3)]
for number in range(9):
    senders[number % 3].sendto(b"%d" % number * number, ("127.0.0.1", 9090))
received = [receiver.recvfrom(100) for _ in range(9)]
print(sorted(data for data, _ in received), len({address for _, address in received}))
room = bytearray(4)
senders[0].sendto(b"123456", ("127.0.0.1", 9090))
n, address = receiver.recvfrom_into(room)
print(n, room, address == ("127.0.0.1", senders[0].getsockname()[1]))
receiver.connect(senders[1].getsockname() if False else ("127.0.0.1", senders[1].getsockname()[1]))
senders[0].sendto(b"from a stranger", ("127.0.0.1", 9090))
senders[1].sendto(b"from the peer", ("127.0.0.1", 9090))
print(receiver.recv(100))
