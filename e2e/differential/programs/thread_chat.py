# A chat: what one client writes, all others read. One thread reads from each, and all write to all.
import socket
import threading

clients, lock = {}, threading.Lock()


def tell(text, but=None):
    with lock:
        for name, file in clients.items():
            if name != but:
                print(text, file=file, flush=True)


def serve(connection):
    with connection, connection.makefile("rw") as file:
        name = file.readline().strip()
        with lock:
            clients[name] = file
        print("welcome", name, file=file, flush=True)
        for line in file:
            tell(f"{name}: {line.strip()}", but=name)
        with lock:
            del clients[name]
        tell(f"{name} left")


def accept():
    while True:
        connection, _ = server.accept()
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


class Client:
    def __init__(self, name):
        self.socket = socket.create_connection(("127.0.0.1", 9090))
        self.file = self.socket.makefile("rw")
        self.heard = []
        self.say(name)
        print(self.file.readline().strip())
        self.reader = threading.Thread(target=self.listen)
        self.reader.start()

    def say(self, text):
        print(text, file=self.file, flush=True)

    def listen(self):
        for line in self.file:
            with change:
                self.heard.append(line.strip())
                change.notify_all()

    def hears(self, text):
        with change:
            return change.wait_for(lambda: text in self.heard, timeout=5)

    def leave(self):
        self.socket.shutdown(socket.SHUT_WR)
        self.reader.join()


change = threading.Condition()
server = socket.create_server(("127.0.0.1", 9090))
threading.Thread(target=accept, daemon=True).start()
ann, bob, eve = Client("ann"), Client("bob"), Client("eve")
ann.say("hello")
print(bob.hears("ann: hello"), eve.hears("ann: hello"))
bob.say("hi ann")
print(ann.hears("bob: hi ann"), eve.hears("bob: hi ann"))
eve.leave()
print(ann.hears("eve left"), bob.hears("eve left"))
print(ann.heard, bob.heard, eve.heard)
ann.leave()
bob.leave()
