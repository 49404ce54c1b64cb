# A misspelt constant.
import socket

sock = socket.socket(socket.AF_INT, socket.SOCK_STREAM)
