# The same over IPv6: four-part addresses, repr, UDP, and the wrong family.
import socket

server = socket.create_server(("::1", 9090), family=socket.AF_INET6)
print(server.getsockname(), server.family.name)
client = socket.create_connection(("::1", 9090))
connection, address = server.accept()
print(address == client.getsockname(), address[0], address[2:], client.getpeername())
client.sendall(b"six")
print(connection.recv(10))
print(server.getsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY))

left = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
left.bind(("::1", 9091))
right = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
right.sendto(b"datagram", ("::1", 9091))
data, sender = left.recvfrom(100)
print(data, sender[0], len(sender))
for address in (("127.0.0.1", 9090), ("::1",), ("::1", 9090, 0, 0, 0)):
    try:
        socket.socket(socket.AF_INET6).connect(address)
    except Exception as error:
        print(type(error).__name__, error)
print(socket.has_dualstack_ipv6() in (True, False))
