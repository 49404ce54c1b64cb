# poll's masks for a listener, data, an end, a reset and an unknown descriptor.
import select
import socket
import struct

NAMES = {select.POLLIN: "IN", select.POLLOUT: "OUT", select.POLLERR: "ERR", select.POLLHUP: "HUP", select.POLLNVAL: "NVAL"}


def mask(bits):
    return "|".join(name for bit, name in NAMES.items() if bits & bit)


poll = select.poll()
server = socket.create_server(("127.0.0.1", 9090))
poll.register(server, select.POLLIN)
print(poll.poll(0))
client = socket.create_connection(("127.0.0.1", 9090))
print([mask(bits) for _, bits in poll.poll(5000)])
connection, _ = server.accept()
poll.unregister(server)

poll.register(connection, select.POLLIN | select.POLLOUT)
print([mask(bits) for _, bits in poll.poll(1000)])
poll.modify(connection, select.POLLIN)
print(poll.poll(100))
client.sendall(b"x")
print([(fd == connection.fileno(), mask(bits)) for fd, bits in poll.poll(5000)])
connection.recv(10)
client.shutdown(socket.SHUT_WR)
print([mask(bits) for _, bits in poll.poll(5000)])
connection.recv(10)
client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
client.close()
poll.modify(connection, 0)
print([mask(bits) for _, bits in poll.poll(5000)])
fd = connection.fileno()
connection.close()
print([mask(bits) for _, bits in poll.poll(0)])
try:
    poll.modify(fd + 1000, select.POLLIN)
except OSError as error:
    print(type(error).__name__, error)
