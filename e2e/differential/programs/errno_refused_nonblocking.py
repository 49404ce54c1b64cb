# A refused connection that is waited for: SO_ERROR tells, once.
import errno
import select
import socket

client = socket.socket()
client.setblocking(False)
print(errno.errorcode[client.connect_ex(("127.0.0.1", 9090))])
print("writable", select.select([], [client], [], 5)[1] == [client])
print("readable", select.select([client], [], [], 5)[0] == [client])
poller = select.poll()
poller.register(client, select.POLLIN | select.POLLOUT)
[(_, events)] = poller.poll(5000)
print("POLLERR" if events & select.POLLERR else "", "POLLHUP" if events & select.POLLHUP else "")
print(errno.errorcode[client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)])
print(client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR))
