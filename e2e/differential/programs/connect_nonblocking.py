# connect without waiting: EINPROGRESS, select, SO_ERROR; with success and without.
import errno
import select
import socket

server = socket.create_server(("127.0.0.1", 9090))
for port in (9090, 9091):
    client = socket.socket()
    client.setblocking(False)
    code = client.connect_ex(("127.0.0.1", port))
    print(port, errno.errorcode[code])
    _, writable, _ = select.select([], [client], [], 5)
    print("writable", writable == [client])
    print("SO_ERROR", errno.errorcode.get(client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR), 0))
    print("SO_ERROR", client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
    client.close()

client = socket.socket()
client.setblocking(False)
try:
    client.connect(("127.0.0.1", 9090))
except BlockingIOError as error:
    print(type(error).__name__, error)
select.select([], [client], [], 5)
print(client.connect_ex(("127.0.0.1", 9090)) in (0, errno.EISCONN))
print(errno.errorcode[client.connect_ex(("127.0.0.1", 9090))])
