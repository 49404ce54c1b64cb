# Speaks in lines through files of its own for each direction.
import socket

with socket.create_server(("", 9090)) as server:
    print("listening")
    connection, _ = server.accept()
    lines = connection.makefile("r", encoding="utf-8", newline="\n")
    answers = connection.makefile("w", encoding="utf-8", newline="\n")
    with connection, lines, answers:
        for line in lines:
            print("line:", repr(line))
            if not line.endswith("\n"):
                break
            answers.write(line.upper())
            answers.flush()
    print("end")
