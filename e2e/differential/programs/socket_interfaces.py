# Interfaces: loopback is everywhere.
#| version: if_nametoindex() tells the errno since 3.12
import socket

print((1, "lo") in socket.if_nameindex(), socket.if_nametoindex("lo"), socket.if_indextoname(1))
for attempt in (
    lambda: socket.if_nametoindex("nope0"), lambda: socket.if_indextoname(0), lambda: socket.if_indextoname("lo"),
    lambda: socket.if_nametoindex(5), lambda: socket.if_indextoname(-1),
):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
