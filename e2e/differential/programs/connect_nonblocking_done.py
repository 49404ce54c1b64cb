# Within one machine a connection has come about, or failed, when a connect that doesn't wait returns.
import errno
import select
import socket

with socket.create_server(("127.0.0.1", 9090)) as server:
    client = socket.socket()
    client.setblocking(False)
    print(errno.errorcode[client.connect_ex(("127.0.0.1", 9090))])
    print(client.getpeername() == server.getsockname())
    print(select.select([], [client], [], 0)[1] == [client])
    print(client.send(b"ready"))

    refused = socket.socket()
    refused.setblocking(False)
    print(errno.errorcode[refused.connect_ex(("127.0.0.1", 9091))])
    print(errno.errorcode[refused.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)])

    accepted, address = server.accept()
    print(address == client.getsockname(), accepted.recv(10))
    for each in (client, refused, accepted):
        each.close()
