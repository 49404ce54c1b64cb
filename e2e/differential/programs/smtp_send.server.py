# A mail server of twenty lines, for smtplib.
import socket

listener = socket.create_server(("127.0.0.1", 9090))
print("listening")
connection, _ = listener.accept()
with connection, connection.makefile("rw", newline="\r\n") as file:
    print("220 mail.test ready", file=file, flush=True)
    body = False
    for line in file:
        line = line.rstrip("\r\n")
        if body:
            print("  ", line)
            body = line != "."
            answer = None if body else "250 taken"
        else:
            command = line.split(":")[0].split(" ")[0].upper()
            print(line if command != "EHLO" else "EHLO")
            answer = {"EHLO": "250-mail.test\r\n250 SIZE 1000", "MAIL": "250 ok", "DATA": "354 go on", "QUIT": "221 bye"}.get(command)
            if command == "RCPT":
                answer = "550 nobody of that name" if "nobody" in line else "250 ok"
            body = command == "DATA"
        if answer:
            print(answer, file=file, flush=True)
        if answer == "221 bye":
            break
