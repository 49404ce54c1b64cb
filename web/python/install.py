"""Run once in a freshly booted interpreter: makes our modules and puts them in the place of CPython's."""


def install(sources):
    import importlib
    import sys
    import types

    for name, source in sources:
        module = types.ModuleType(name)
        sys.modules[name] = module
        exec(compile(source, f"<echoroom {name}>", "exec", dont_inherit=True), module.__dict__)

    import _echoroom_asyncio
    import _echoroom_epoll
    import _echoroom_files
    import _echoroom_kernel
    import _echoroom_linux
    import _echoroom_program
    import _echoroom_select
    import _echoroom_socket
    import _echoroom_threads
    import select
    import selectors
    import socket

    _echoroom_linux.install()
    sys.modules["_socket"] = _echoroom_socket
    _echoroom_epoll.install(_echoroom_select)
    sys.modules["select"] = _echoroom_select
    # asyncio has brought these in already, over CPython's own _socket and select.
    importlib.reload(socket)
    importlib.reload(selectors)
    _echoroom_asyncio.install()
    _echoroom_files.install()
    _echoroom_kernel.install()
    _echoroom_threads.install()
    _echoroom_program.install()


install
