# Two ends of one pipe: both ways, half close, end, and what each of them is.
import select
import socket

left, right = socket.socketpair()
print(left.type.name, left.getblocking(), left.gettimeout())
left.sendall(b"ping")
print(right.recv(100))
right.sendall(b"pong")
print(left.recv(100))

left.setblocking(False)
try:
    left.recv(1)
except BlockingIOError as error:
    print(error)
print(select.select([left, right], [], [], 0)[0])
right.sendall(b"x" * 1000)
print(select.select([left], [], [], 5)[0] == [left])
print(len(left.recv(5000)))

left.setblocking(True)
left.shutdown(socket.SHUT_WR)
print(right.recv(10))
right.sendall(b"last words")
right.close()
print(left.recv(100), left.recv(100))
left.close()
