# A socket in a temporary folder goes with it.
import os
import pathlib
import shutil
import socket
import tempfile

folder = tempfile.mkdtemp()
path = pathlib.Path(folder, "in folder.sock")
with socket.socket(socket.AF_UNIX) as listener:
    listener.bind(str(path))
    listener.listen()
    print(path.is_socket(), path.exists(), os.listdir(folder))
    os.chmod(path, 0o600)
    print(oct(path.stat().st_mode))
    try:
        os.rmdir(folder)
    except OSError as error:
        print(error.strerror)
    shutil.rmtree(folder)
    print(path.exists(), os.path.exists(folder))
    with socket.socket(socket.AF_UNIX) as client:
        print(client.connect_ex(str(path)))
    try:
        path.unlink()
    except FileNotFoundError as error:
        print(error.strerror)
    path.unlink(missing_ok=True)
