# What the module says about the system.
import socket

print(socket.has_ipv6, socket.has_dualstack_ipv6(), hasattr(socket, "AF_UNIX"), socket.SOMAXCONN >= 128)
print(socket.AddressFamily(2), repr(socket.SocketKind(1)), socket.MsgFlag(2), repr(socket.AddressInfo(1)))
print(socket.AF_INET == 2, f"{socket.AF_INET}", socket.AF_INET.name, isinstance(socket.SOCK_STREAM, int))
print(socket.MSG_PEEK | socket.MSG_DONTWAIT, repr(socket.MSG_PEEK | socket.MSG_WAITALL))
print(socket.EAI_NONAME, socket.SHUT_RDWR, socket.SOL_SOCKET, socket.IPPROTO_TCP)
print(socket.CMSG_LEN(4), socket.CMSG_SPACE(4), socket.CMSG_LEN(0))
