# Two servers on one port: the traceback goes through socketserver's own lines.
import socketserver

first = socketserver.TCPServer(("127.0.0.1", 9090), socketserver.BaseRequestHandler)
second = socketserver.TCPServer(("127.0.0.1", 9090), socketserver.BaseRequestHandler)
