# xmlrpc.server: functions, an instance, faults.
import xmlrpc.server


def divide(a, b):
    return a // b


with xmlrpc.server.SimpleXMLRPCServer(("127.0.0.1", 9090), logRequests=False, allow_none=True) as server:
    server.register_function(divide)
    server.register_function(lambda *numbers: sum(numbers), "add")
    server.register_introspection_functions()
    server.register_multicall_functions()
    print("listening")
    # A connection for each of the client's calls.
    for _ in range(7):
        server.handle_request()
print("done")
