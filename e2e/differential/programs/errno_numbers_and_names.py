# An exception made of a number is of the class that belongs to it.
import errno
import os

for name in (
    "EAGAIN EWOULDBLOCK EALREADY EINPROGRESS ECONNREFUSED ECONNRESET ECONNABORTED EPIPE ESHUTDOWN ETIMEDOUT EPERM EACCES "
    "ENOENT EEXIST ENOTDIR EISDIR EINTR ESRCH ECHILD EFAULT ENXIO ENODEV EMFILE EINVAL ENOTSOCK EADDRINUSE EHOSTUNREACH"
).split():
    number = getattr(errno, name)
    error = OSError(number, os.strerror(number))
    print(name, number, type(error).__name__, error)
print(OSError(errno.ECONNREFUSED, "text", "file.txt"))
print(OSError("only a text"), OSError("only a text").errno, type(OSError(errno.EPIPE)).__name__)
print(errno.errorcode[111], os.strerror(99999))
