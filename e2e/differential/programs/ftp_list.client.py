# ftplib: logs in, lists, fetches, stores, and hears of a file that isn't there.
import ftplib
import io

with ftplib.FTP(timeout=10) as ftp:
    print(ftp.connect("127.0.0.1", 9090))
    print(ftp.login("anna", "secret"), ftp.pwd())
    print(ftp.nlst())
    lines = []
    print(ftp.retrlines("RETR a.txt", lines.append), lines)
    room = io.BytesIO()
    print(ftp.retrbinary("RETR a.txt", room.write), room.getvalue())
    print(ftp.storbinary("STOR new.txt", io.BytesIO(b"new content")))
    try:
        ftp.retrbinary("RETR none.txt", print)
    except ftplib.error_perm as error:
        print(type(error).__name__, error)
