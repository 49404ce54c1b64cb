# socketserver.UDPServer: the request is the datagram and the socket.
import socket
import socketserver


class Handler(socketserver.DatagramRequestHandler):
    def handle(self):
        text = self.rfile.read()
        print("got", text, self.client_address[0])
        self.wfile.write(text[::-1])


class Plain(socketserver.BaseRequestHandler):
    def handle(self):
        data, sock = self.request
        sock.sendto(b"plain " + data, self.client_address)


for handler in (Handler, Plain):
    with socketserver.UDPServer(("127.0.0.1", 9090), handler) as server:
        client = socket.socket(type=socket.SOCK_DGRAM)
        client.settimeout(5)
        client.sendto(b"datagram", ("127.0.0.1", 9090))
        server.handle_request()
        print(client.recvfrom(100))
        print(server.max_packet_size, server.socket_type)
