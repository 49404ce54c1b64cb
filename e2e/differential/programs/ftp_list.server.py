# A file server of a few commands, for ftplib: passive data connections.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
data = socket.create_server(("127.0.0.1", 9091))
print("listening")
connection, _ = listener.accept()


def transfer(content):
    channel, _ = data.accept()
    with channel:
        if content is None:
            received = b""
            while piece := channel.recv(4096):
                received += piece
            return received
        channel.sendall(content)


with connection, connection.makefile("rw", newline="\r\n") as file:

    def say(text):
        print(text, file=file, flush=True)

    say("220 ready")
    for line in file:
        command, _, argument = line.strip().partition(" ")
        print(command, argument if command not in ("PASS", "EPSV", "PASV") else "…")
        if command == "PASV":
            say(f"227 at (127,0,0,1,{9091 // 256},{9091 % 256})")
        elif command in ("LIST", "NLST"):
            say("150 here it comes")
            transfer(b"a.txt\r\nb.txt\r\n")
            say("226 done")
        elif command == "RETR" and argument == "a.txt":
            say("150 here it comes")
            transfer(b"content of a\n" * 3)
            say("226 done")
        elif command == "RETR":
            say("550 no such file")
        elif command == "STOR":
            say("150 go on")
            print("stored", transfer(None))
            say("226 done")
        elif command == "QUIT":
            say("221 bye")
            break
        else:
            say({"USER": "331 password?", "PASS": "230 in", "PWD": '257 "/home"'}.get(command, "200 ok"))
