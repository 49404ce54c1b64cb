# makefile in every mode: text, bytes, buffered and not, written and read.
import socket

left, right = socket.socketpair()
for mode, buffering in (("r", None), ("w", None), ("rw", None), ("rb", None), ("wb", None), ("rwb", None), ("rb", 0), ("rwb", 0), ("rb", 10)):
    file = left.makefile(mode, buffering)
    print(mode, buffering, type(file).__name__, file.readable(), file.writable(), file.seekable(), file.mode if hasattr(file, "mode") else "-")
    file.close()
text = left.makefile("w", encoding="utf-16", newline="\r\n")
print("Привет", file=text, flush=True)
print(right.makefile("rb").readline())
left, right = socket.socketpair()
left.sendall("строка\nещё\r\nпоследняя".encode())
left.shutdown(socket.SHUT_WR)
print(list(right.makefile(encoding="utf-8")))
left, right = socket.socketpair()
raw = right.makefile("rb", 0)
left.sendall(b"abc\ndef")
print(raw.read(2), raw.readline(), raw.read(100))
right.settimeout(0.05)
for attempt in (lambda: raw.read(1), lambda: raw.read(1), lambda: raw.write(b"x"), lambda: right.makefile("r", 0), lambda: right.makefile("x")):
    try:
        print(attempt())
    except Exception as error:
        print(type(error).__name__, error)
buffered = right.makefile("rb")
left.sendall(b"12345")
print(buffered.peek(1)[:1], buffered.read1(2), buffered.read(3))
