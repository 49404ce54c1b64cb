# xmlrpc.client: a server's functions called as if they were here.
import xmlrpc.client

with xmlrpc.client.ServerProxy("http://127.0.0.1:9090/", allow_none=True) as server:
    print(server.add(1, 2, 3), server.divide(17, 5), server.system.listMethods())
    try:
        server.divide(1, 0)
    except xmlrpc.client.Fault as fault:
        print(fault.faultCode, fault.faultString)
    try:
        server.nothing()
    except xmlrpc.client.Fault as fault:
        print(fault.faultString)
    many = xmlrpc.client.MultiCall(server)
    many.add(1, 1)
    many.divide(9, 3)
    print(*many())
    print(server.add())
